//! What a style sheet loads.

use super::address::{Target, target};
use super::{Finding, Names, Read, Use};
use crate::model::SitePath;

/// Follows every `url(…)` and `@import "…"` of a style sheet.
pub(super) fn read(text: &str, path: &SitePath, names: &Names<'_>, read: &mut Read) {
    let text = without_comments(text);
    let mut found: Vec<(usize, &str)> = Vec::new();
    for (at, word) in text.match_indices("url(").chain(text.match_indices("@import")) {
        let rest = text[at + word.len()..].trim_start();
        let address = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next(),
            Some(_) if word == "url(" => rest.split([')', ' ', '\n']).next(),
            _ => None,
        };
        found.extend(address.map(|address| (at, address)));
    }
    for (at, address) in found {
        match target(address, Use::Asset, path, names) {
            Target::Elsewhere => {}
            Target::File(..) => read.links += 1,
            Target::Wrong(code, message) => {
                let line = text[..at].matches('\n').count() as u32 + 1;
                read.findings.push(Finding { line, code, message });
            }
        }
    }
}

/// The text with blanks for comments, line ends kept.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        let end = rest[start + 2..].find("*/").map_or(rest.len(), |end| start + 2 + end + 2);
        out.push_str(&rest[..start]);
        out.extend(rest[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    out + rest
}
