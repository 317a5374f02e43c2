//! CommonMark: a block is a segment, with its inlines. Raw HTML stands as text.

use super::super::page::{Segment, Spans};
use super::super::repair::{self, Patch};
use crate::model::{BlockKind, Href, Inline, InlineKind, NoteBlock, Span};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A block as the parser gives it: text, markup inside, pieces of the source.
struct Piece {
    kind: BlockKind,
    text: String,
    inlines: Vec<Inline>,
    spans: Vec<Span>,
}

/// The blocks of a Markdown document whose text begins at `start`.
pub(super) fn segments(source: &str, start: usize, mojibake: bool) -> Vec<Segment<'_>> {
    let mut feeds = source.match_indices('\n').map(|(i, _)| i).peekable();
    let mut number = 1;
    let mut out = Vec::new();
    for mut piece in pieces(&source[start..]) {
        for span in &mut piece.spans {
            *span = Span { start: span.start + start as u32, end: span.end + start as u32 };
        }
        let Some(first) = piece.spans.first().copied() else { continue };
        while feeds.next_if(|feed| *feed < first.start as usize).is_some() {
            number += 1;
        }
        let last = piece.spans.last().copied().unwrap_or(first);
        let span = Span { start: first.start, end: last.end.max(first.end) };
        // Markup and places refer to the text as parsed; repairs would move them, so a block that has markup or
        // several pieces is left as it stands.
        let whole = piece.spans.len() == 1 && piece.inlines.is_empty() && source[span.range()] == piece.text;
        let patch = if whole { repair::repair(&source[span.range()], mojibake) } else { Patch::owned(piece.text) };
        out.push(Segment {
            number,
            span,
            spans: Spans::Several(piece.spans),
            patch,
            kind: Some(piece.kind),
            inlines: piece.inlines,
            glued: false,
            tagged_caption: false,
        });
    }
    out
}

/// The blocks of the compiler's note.
pub(in crate::normalise) fn note(markdown: &str) -> Vec<NoteBlock> {
    pieces(markdown).into_iter().map(|p| NoteBlock { kind: p.kind, text: p.text, inlines: p.inlines }).collect()
}

fn pieces(source: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut current: Option<Piece> = None;
    let mut open: Vec<(usize, Option<InlineKind>)> = Vec::new();
    let (mut quotes, mut lists): (u32, Vec<bool>) = (0, Vec::new());
    let mut items = 0u32;
    // Where a footnote begins whose text was not met yet.
    let mut note: Option<usize> = None;
    // Footnotes are known so that one of a single word is none of the definitions of links, which hold no text.
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes = quotes.saturating_sub(1),
            Event::Start(Tag::List(first)) => {
                finish(&mut current, &mut out);
                lists.push(first.is_some());
            }
            Event::End(TagEnd::List(_)) => {
                finish(&mut current, &mut out);
                lists.pop();
            }
            Event::Start(Tag::Item) => {
                finish(&mut current, &mut out);
                items += 1;
            }
            Event::End(TagEnd::Item) => {
                finish(&mut current, &mut out);
                items = items.saturating_sub(1);
            }
            Event::Start(Tag::Heading { level, .. }) => {
                finish(&mut current, &mut out);
                current = Some(piece(BlockKind::Heading(level_of(level))));
            }
            Event::Start(Tag::Paragraph | Tag::HtmlBlock | Tag::CodeBlock(_)) => {
                finish(&mut current, &mut out);
                let mut block = piece(kind(quotes, &lists, items));
                if let Some(start) = note.take().filter(|start| *start < range.start) {
                    add(&mut block, &source[start..range.start], start..range.start);
                }
                current = Some(block);
            }
            Event::Start(Tag::FootnoteDefinition(_)) => {
                finish(&mut current, &mut out);
                note = Some(range.start);
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                finish(&mut current, &mut out);
                note = None;
            }
            Event::FootnoteReference(_) => {
                let block = current.get_or_insert_with(|| piece(kind(quotes, &lists, items)));
                add(block, &source[range.clone()], range);
            }
            Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::CodeBlock | TagEnd::Heading(_)) => {
                finish(&mut current, &mut out)
            }
            Event::Start(Tag::Emphasis) => begin(&current, &mut open, Some(InlineKind::Emphasis)),
            Event::Start(Tag::Strong) => begin(&current, &mut open, Some(InlineKind::Strong)),
            Event::Start(Tag::Link { dest_url, .. }) => {
                begin(&current, &mut open, Href::external(&dest_url).ok().map(InlineKind::Link));
            }
            Event::Start(Tag::Image { .. } | Tag::Strikethrough) => begin(&current, &mut open, None),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image | TagEnd::Strikethrough) => {
                if let (Some((start, kind)), Some(block)) = (open.pop(), current.as_mut()) {
                    let end = block.text.len();
                    if let Some(kind) = kind.filter(|_| start < end) {
                        block.inlines.push(Inline { span: Span::new(start, end), kind });
                    }
                }
            }
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => {
                let block = current.get_or_insert_with(|| piece(kind(quotes, &lists, items)));
                add(block, &words, range);
            }
            Event::Code(words) => {
                let block = current.get_or_insert_with(|| piece(kind(quotes, &lists, items)));
                let start = block.text.len();
                add(block, &words, range);
                block.inlines.push(Inline { span: Span::new(start, block.text.len()), kind: InlineKind::Code });
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(block) = current.as_mut()
                    && !block.text.ends_with(' ')
                {
                    block.text.push(' ');
                }
            }
            Event::Start(_)
            | Event::End(_)
            | Event::Rule
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }
    finish(&mut current, &mut out);
    out
}

fn piece(kind: BlockKind) -> Piece {
    Piece { kind, text: String::new(), inlines: Vec::new(), spans: Vec::new() }
}

fn kind(quotes: u32, lists: &[bool], items: u32) -> BlockKind {
    match lists.last() {
        Some(ordered) if items > 0 => BlockKind::ListItem { ordered: *ordered },
        _ if quotes > 0 => BlockKind::Quote,
        _ => BlockKind::Paragraph,
    }
}

/// The first level is the title's, so that `##` is a heading of the first level below it.
fn level_of(level: HeadingLevel) -> u8 {
    (level as u8).saturating_sub(1).max(1)
}

fn begin(current: &Option<Piece>, open: &mut Vec<(usize, Option<InlineKind>)>, kind: Option<InlineKind>) {
    open.push((current.as_ref().map_or(0, |block| block.text.len()), kind));
}

fn add(block: &mut Piece, words: &str, range: std::ops::Range<usize>) {
    // A block's text has no line ends and no control characters.
    for c in words.chars() {
        if c.is_control() || c == '\u{2028}' || c == '\u{2029}' {
            if !block.text.is_empty() && !block.text.ends_with(' ') {
                block.text.push(' ');
            }
        } else {
            block.text.push(c);
        }
    }
    let span = Span::from(range);
    match block.spans.last_mut() {
        Some(last) if last.end >= span.start => last.end = last.end.max(span.end),
        _ => block.spans.push(span),
    }
}

fn finish(current: &mut Option<Piece>, out: &mut Vec<Piece>) {
    let Some(mut block) = current.take() else { return };
    block.text.truncate(block.text.trim_end().len());
    let end = block.text.len() as u32;
    block.inlines.retain_mut(|inline| {
        inline.span.end = inline.span.end.min(end);
        inline.span.start < inline.span.end
    });
    block.inlines.sort_by_key(|inline| (inline.span.start, std::cmp::Reverse(inline.span.end)));
    if block.text.chars().any(char::is_alphanumeric) {
        out.push(block);
    }
}
