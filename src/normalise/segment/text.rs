//! Plain text: a line is a segment. Nothing in it is markup.

use super::super::page::Segment;
use super::super::repair;
use crate::model::Span;

/// Lines end with a line feed, a carriage return, or both.
pub(super) fn segments(text: &str, mojibake: bool) -> Vec<Segment<'_>> {
    let mut out = Vec::new();
    let (mut at, mut number, mut blank) = (0, 0, true);
    for line in lines(text) {
        number += 1;
        let trimmed = line.trim_start();
        let start = at + (line.len() - trimmed.len());
        let content = trimmed.trim_end();
        at += line.len();
        if content.is_empty() {
            blank = true;
            continue;
        }
        let span = Span::new(start, start + content.len());
        out.push(Segment {
            number,
            span,
            spans: vec![span],
            patch: repair::repair(content, mojibake),
            kind: None,
            inlines: Vec::new(),
            glued: !blank,
            tagged_caption: content.starts_with("<figcaption"),
        });
        blank = false;
    }
    out
}

/// The lines of a text with their ends, which together are the text.
pub(in crate::normalise) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let start = at;
        at = match bytes[start..].iter().position(|b| matches!(b, b'\n' | b'\r')) {
            Some(i) if bytes[start + i] == b'\r' && bytes.get(start + i + 1) == Some(&b'\n') => start + i + 2,
            Some(i) => start + i + 1,
            None => bytes.len(),
        };
        Some(&text[start..at])
    })
}
