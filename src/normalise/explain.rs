//! Reads a document's ledger line by line.

use super::ExplainedLine;
use super::segment::text::lines;
use crate::model::{Article, Entry, Fate, Label, Syntax};

/// Every line of a text, with what its part of the ledger says.
pub(super) fn lines_of(text: &str, article: &Article) -> Vec<ExplainedLine> {
    let entries: Vec<Entry> = article.ledger.entries().collect();
    let mut passages: Vec<(u32, u32, u32)> = Vec::new();
    for block in &article.blocks {
        if let Label::Passage(number, _) = block.label {
            passages.extend(block.spans.iter().map(|span| (span.start, span.end, number)));
        }
    }
    let (mut out, mut at, mut entry, mut passage) = (Vec::new(), 0usize, 0usize, 0usize);
    for (number, line) in (1..).zip(lines(text)) {
        let (start, end) = (at as u32, (at + line.len()) as u32);
        at += line.len();
        while entries.get(entry).is_some_and(|e| e.span.end <= start) {
            entry += 1;
        }
        let mut fates: Vec<Fate> = Vec::new();
        for e in entries[entry..].iter().take_while(|e| e.span.start < end) {
            if e.fate != Fate::Syntax(Syntax::Blank) && !fates.contains(&e.fate) {
                fates.push(e.fate.clone());
            }
        }
        while passages.get(passage).is_some_and(|p| p.1 <= start) {
            passage += 1;
        }
        let paragraph = passages.get(passage).filter(|p| p.0 < end).map(|p| p.2);
        let text = line.trim_end_matches(['\n', '\r']).to_string();
        out.push(ExplainedLine { number, fates, text, paragraph });
    }
    out
}
