//! Where phrases that topics may be found from stand in the articles.
//!
//! They are words in lower case with nothing but space between them, so that the text itself can be searched, without
//! taking it apart a second time.

use super::reading::{Hit, Reading};
use crate::model::{Article, Span};
use crate::par;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// The mentions of each phrase in each article; `phrases` are folded. A longer phrase hides one inside it.
pub(super) fn find(articles: &[Article], phrases: &[String]) -> Vec<Reading> {
    let forms: Vec<(String, u32)> =
        phrases.iter().enumerate().flat_map(|(at, phrase)| forms(phrase).map(move |form| (form, at as u32))).collect();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .build(forms.iter().map(|(f, _)| f));
    let Ok(automaton) = automaton else { return articles.iter().map(|_| Reading::default()).collect() };
    par::map(articles, |article| {
        let mut reading = Reading::default();
        let at = |text: &str, found: &mut dyn FnMut(u32, Span)| {
            for m in automaton.find_iter(text) {
                let before = text[..m.start()].chars().next_back();
                let after = text[m.end()..].chars().next();
                if !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric) {
                    found(forms[m.pattern()].1, Span { start: m.start() as u32, end: m.end() as u32 });
                }
            }
        };
        if let Some(title) = article.metadata.title.value() {
            at(title, &mut |entry, _| {
                if !reading.title.iter().any(|(known, _)| *known == entry) {
                    reading.title.push((entry, 1.0));
                }
            });
        }
        for (block, text) in article.blocks.iter().enumerate() {
            at(&text.text, &mut |entry, span| {
                let (alias, block) = (0, block as u32);
                reading.hits.push(Hit {
                    entry,
                    alias,
                    block,
                    span,
                    weight: 1.0,
                    lead: false,
                    says: false,
                    full: false,
                });
            });
        }
        reading
    })
}

/// How a phrase may be written: as it is, with a capital at its start or at every word, in capitals; or
/// with hyphens.
fn forms(phrase: &str) -> impl Iterator<Item = String> {
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
    };
    let titled = phrase.split(' ').map(capital).collect::<Vec<_>>().join(" ");
    let written = [phrase.to_string(), capital(phrase), titled, phrase.to_uppercase()];
    let mut forms: Vec<String> = written.into_iter().chain([phrase.replace(' ', "-")]).collect();
    forms.sort_unstable();
    forms.dedup();
    forms.into_iter()
}
