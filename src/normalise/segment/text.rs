//! Plain text: a line is a segment. Nothing in it is markup.

use super::super::page::{Segment, Spans};
use super::super::repair;
use crate::model::Span;

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
    out
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
pub(in crate::normalise) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    // The next carriage return, looked for by itself: most texts hold none.
    let mut carriage: Option<usize> = None;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let start = at;
        // Blank lines are many.
        if bytes[start] == b'\n' {
            at += 1;
            return Some(&text[start..at]);
        }
        let carriage = match carriage {
            Some(known) if known >= start => known,
            _ => *carriage.insert(memchr::memchr(b'\r', &bytes[start..]).map_or(bytes.len(), |i| start + i)),
        };
        at = match memchr::memchr(b'\n', &bytes[start..carriage]) {
            Some(i) => start + i + 1,
            None if bytes.get(carriage + 1) == Some(&b'\n') => carriage + 2,
            None => (carriage + 1).min(bytes.len()),
        };
        Some(&text[start..at])
    })
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
        for mut n in 0..5usize.pow(5) {
            let mut text = String::new();
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
