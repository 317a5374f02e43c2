//! About how many bytes of markup an entry of a list takes on its page.

use crate::model::*;
use std::collections::BTreeMap;

/// Characters of a line set aside, and of a piece of evidence, that a page shows.
const SHOWN: usize = 400;

/// Bytes of a text as markup.
fn escaped(text: &str) -> u32 {
    let marks = text.bytes().filter(|b| matches!(b, b'&' | b'<' | b'>' | b'"' | b'\'')).count();
    (text.len() + 5 * marks) as u32
}

/// The same of its first characters.
fn clipped(text: &str) -> u32 {
    escaped(crate::text::clip(text, SHOWN).0)
}

/// An entry of the A–Z: its label, the name beside it and its address.
pub(super) fn entry(label: &str, source: &str, path: &str) -> u32 {
    200 + escaped(label) + escaped(source) + path.len() as u32
}

/// An entry of the list of sources.
pub(super) fn source(source: &Source) -> u32 {
    let evidence = source.how.iter().map(|how| match how {
        SourceHow::WorkedOut(evidence) => escaped(evidence),
        SourceHow::Stated(_) | SourceHow::Set(_) => 0,
    });
    500 + 2 * escaped(&source.name) + source.note.as_deref().map_or(0, escaped) + evidence.max().unwrap_or(0)
}

/// Lines set aside: by rule, then by article, each with its bytes. Lines of one article stay together as far as they fit
/// into `limit`.
pub(super) fn set_aside(library: &Library, limit: u32) -> Vec<(AsideLines, u32)> {
    let mut out: Vec<(AsideLines, u32)> = Vec::new();
    for (article, of) in library.articles.iter() {
        // Title, name and source of the file, and the snippet.
        let title = of.metadata.title.value().unwrap_or(&of.first_words);
        let name = of.origin.path.len() + of.origin.record.as_ref().map_or(0, |record| record.id.len());
        let source = library.source_of[article].map_or("", |id| library.sources[id].name.as_str());
        let head = 600 + escaped(title) + 2 * name as u32 + escaped(source);
        // Where the last lines of each rule stand.
        let mut last: BTreeMap<Rule, usize> = BTreeMap::new();
        for line in of.ledger.set_aside() {
            let weight = 90 + clipped(line.text) + escaped(line.evidence);
            let before = last.get(&line.rule).map(|at| &mut out[*at]);
            let at = before.as_ref().map_or(0, |(aside, _)| aside.lines.end);
            match before {
                Some((aside, filled)) if *filled + weight <= limit => {
                    aside.lines.end += 1;
                    *filled += weight;
                }
                _ => {
                    last.insert(line.rule, out.len());
                    out.push((AsideLines { rule: line.rule, article, lines: at..at + 1 }, head + weight));
                }
            }
        }
    }
    // The parts of one article stay in the order of its lines.
    out.sort_by_key(|(aside, _)| (aside.rule, aside.article));
    out
}
