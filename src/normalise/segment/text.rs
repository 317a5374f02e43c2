//! Plain text: a line is a segment, and so are lines that were one before they were broken to a width. Nothing in it
//! is markup.

use super::super::lines::{self, LineView};
use super::super::page::{Segment, Spans};
use super::super::repair;
use crate::model::Span;
use crate::text::{Bytes, WIDTH, is_alphanumeric};
use std::ops::Range;

/// Lines or blocks that are told apart. No article has as many; what has more is a flood, and after that many the text
/// runs on in pieces of [`PIECE`] bytes, so that memory follows the text and not the number of its line ends.
pub(in crate::normalise) const MOST: usize = 100_000;
/// Bytes of a piece of a flood.
pub(super) const PIECE: usize = 4_096;

/// Lines end with a line feed, a carriage return, or both.
pub(super) fn segments(text: &str, mojibake: bool) -> Vec<Segment<'_>> {
    // Segments are large: to move them while their list grows costs more than to count the line feeds first.
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    let mut out = Vec::with_capacity(ends.min(MOST) + 1);
    let loud = repair::Loud::of(text, mojibake);
    let (mut at, mut number, mut blank) = (0, 0, true);
    // The piece that goes on: where it began, and where its last line with text ends.
    let mut open: Option<(u32, Span)> = None;
    for line in lines(text) {
        number += 1;
        let (before, len) = content(line);
        let start = at + before;
        at += line.len();
        if len == 0 {
            blank = true;
            continue;
        }
        let span = Span::new(start, start + len);
        if out.len() < MOST {
            out.push(segment(text, number, span, !blank, repair::repair_line(text, span, &loud, mojibake)));
        } else {
            let (first, piece) = open.map_or((number, span), |(n, p)| (n, Span { start: p.start, end: span.end }));
            open = Some((first, piece));
            if piece.len() >= PIECE {
                out.push(segment(text, first, piece, !blank, repair::repair(&text[piece.range()], mojibake)));
                open = None;
            }
        }
        blank = false;
    }
    let last =
        |(first, piece): (u32, Span)| segment(text, first, piece, true, repair::repair(&text[piece.range()], mojibake));
    out.extend(open.map(last));
    if out.len() < MOST && lines::goes_on(out.iter().map(|s| s.patch.text())) {
        unwrapped(text, out, mojibake)
    } else {
        out
    }
}

/// The segments with those joined that were one line before somebody broke it to a width.
fn unwrapped<'t>(text: &'t str, segments: Vec<Segment<'t>>, mojibake: bool) -> Vec<Segment<'t>> {
    let blocks = wrapped(&segments);
    if blocks.len() == segments.len() {
        return segments;
    }
    let mut out = Vec::with_capacity(blocks.len());
    let mut segments = segments.into_iter();
    for block in blocks {
        let Some(first) = segments.next() else { break };
        let last = if block.len() > 1 { segments.nth(block.len() - 2) } else { None };
        out.push(match last {
            Some(last) => {
                let span = Span { start: first.span.start, end: last.span.end };
                segment(text, first.number, span, first.glued, repair::repair(&text[span.range()], mojibake))
            }
            None => first,
        });
    }
    out
}

/// Which segments are one block. A blank line ends a block, whatever else the page is like.
fn wrapped(segments: &[Segment<'_>]) -> Vec<Range<usize>> {
    let mut views = Vec::with_capacity(segments.len());
    for segment in segments {
        views.push(LineView { text: segment.patch.text(), blank_before: !segment.glued, ..LineView::default() });
    }
    let starts = |i: &usize| !segments[*i].glued || is_address(views[*i].text);
    let mut out = Vec::with_capacity(segments.len());
    for block in lines::blocks(&views) {
        let mut at = block.start;
        for end in (block.start + 1..block.end).filter(starts).chain([block.end]) {
            // What never goes on in small letters is lines of about one length, what ends without a mark a list or verse.
            let small = views[at..end].iter().skip(1).any(|view| view.text.starts_with(char::is_lowercase));
            if small && views[end - 1].text.ends_with(|c: char| !is_alphanumeric(c)) {
                out.push(at..end);
            } else {
                out.extend((at..end).map(|i| i..i + 1));
            }
            at = end;
        }
    }
    out
}

/// Whether a line begins with an address, which stands in a line of its own.
fn is_address(line: &str) -> bool {
    line.starts_with("http") || line.starts_with("www.")
}

/// Where in a line its text begins, and how long it is without the white space around it.
fn content(line: &str) -> (usize, usize) {
    let body = match line.as_bytes() {
        [body @ .., b'\r', b'\n'] | [body @ .., b'\n'] => body,
        body => body,
    };
    match (body.first(), body.last()) {
        (None, _) => (0, 0),
        // Nearly all lines have nothing but their end.
        (Some(first), Some(last)) if first.is_ascii_graphic() && last.is_ascii_graphic() => (0, body.len()),
        _ => {
            let trimmed = line.trim_start();
            (line.len() - trimmed.len(), trimmed.trim_end().len())
        }
    }
}

#[inline]
fn segment<'t>(text: &str, number: u32, span: Span, glued: bool, patch: repair::Patch<'t>) -> Segment<'t> {
    Segment {
        number,
        span,
        spans: Spans::One(span),
        patch,
        kind: None,
        inlines: Vec::new(),
        glued,
        tagged_caption: text.as_bytes()[span.start as usize] == b'<' && text[span.range()].starts_with("<figcaption"),
    }
}

/// The lines of a text with their ends, which together are the text.
pub(in crate::normalise) fn lines(text: &str) -> Lines<'_> {
    Lines { text, at: 0, blocks: 0, ends: 0 }
}

/// Lines as far as they were told.
pub(in crate::normalise) struct Lines<'t> {
    text: &'t str,
    /// Where the next line begins.
    at: usize,
    /// Blocks that were looked at, and the line ends of the last that were not come to yet.
    blocks: usize,
    ends: u64,
}

impl Lines<'_> {
    /// The place of the next line feed or carriage return; that of the end of the text where none is left.
    #[inline]
    fn next_end(&mut self) -> usize {
        let bytes = self.text.as_bytes();
        while self.ends == 0 {
            let start = self.blocks * WIDTH;
            let block = match bytes.get(start..).unwrap_or_default() {
                [] => return bytes.len(),
                rest => Bytes::first_of(rest, b'x'),
            };
            self.ends = block.any([b'\n', b'\r']);
            self.blocks += 1;
        }
        let bit = self.ends.trailing_zeros() as usize;
        self.ends &= self.ends - 1;
        (self.blocks - 1) * WIDTH + bit
    }
}

impl<'t> Iterator for Lines<'t> {
    type Item = &'t str;

    #[inline]
    fn next(&mut self) -> Option<&'t str> {
        let (text, start) = (self.text, self.at);
        if start >= text.len() {
            return None;
        }
        let mut end = self.next_end();
        if text.as_bytes().get(end..end + 2) == Some(b"\r\n") {
            end = self.next_end();
        }
        self.at = text.len().min(end + 1);
        Some(&text[start..self.at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_line_has_no_white_space_around_it() {
        for body in ["", "a", "a b", " a", "a\t", "\u{a0}é ", "é", "\u{b}", "\r"] {
            for line in ["", "\n", "\r\n", "\r"].map(|end| format!("{body}{end}")) {
                let (start, len) = content(&line);
                assert_eq!(&line[start..start + len], line.trim(), "{line:?}");
            }
        }
    }

    #[test]
    fn lines_end_with_a_line_feed_a_carriage_return_or_both() {
        let pieces = ["\n", "\r", "\r\n", "a", "b c"];
        for (mut n, before) in (0..5usize.pow(5)).flat_map(|n| [0, 62, 63, 129].map(|before| (n, before))) {
            let mut text = "x".repeat(before);
            for _ in 0..5 {
                text.push_str(pieces[n % 5]);
                n /= 5;
            }
            let mut expected: Vec<String> = vec![String::new()];
            for (at, c) in text.char_indices() {
                expected.last_mut().expect("one is there").push(c);
                if c == '\n' || c == '\r' && !text[at + 1..].starts_with('\n') {
                    expected.push(String::new());
                }
            }
            expected.retain(|line| !line.is_empty());
            assert_eq!(lines(&text).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }
}
