//! Interface phrases: what pages say around an article, in many languages.
//!
//! A phrase is written folded: lower case, plain quotes, every run of digits as `#`. Alone it must be the whole
//! line (marks at the ends aside); `phrase*` begins a line, `*phrase` ends one, `*phrase*` stands anywhere.

use super::{LANGUAGES, sections};
use crate::text;
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// Where in a line a phrase must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    at_start: bool,
    at_end: bool,
}

/// All phrases of all languages, found in one pass.
pub struct Phrases {
    automaton: AhoCorasick,
    phrases: Vec<(&'static str, &'static str, Place)>,
}

/// A phrase that was found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The section it stands in: the name of a rule.
    pub section: &'static str,
    /// The phrase, as the list has it.
    pub phrase: &'static str,
    /// Whether it is all of the line.
    pub whole: bool,
    /// How many bytes it has.
    pub len: u32,
}

impl Hit {
    /// Whether another phrase is only a part of this one.
    pub fn holds(&self, other: &Hit) -> bool {
        self.phrase.len() > other.phrase.len() && self.phrase.contains(other.phrase)
    }
}

static ALL: LazyLock<Phrases> = LazyLock::new(|| {
    let (mut patterns, mut phrases) = (Vec::new(), Vec::new());
    for language in LANGUAGES {
        for (section, line) in sections(language.phrases) {
            let at_start = !line.starts_with('*');
            let at_end = !line.ends_with('*');
            patterns.push(text::fold(line.trim_matches('*')));
            phrases.push((section, line.trim_matches('*'), Place { at_start, at_end }));
        }
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(&patterns)
        .expect("the phrase lists fit into one automaton");
    Phrases { automaton, phrases }
});

/// All phrases.
pub fn phrases() -> &'static Phrases {
    &ALL
}

impl Phrases {
    /// Calls with the index of the line and what was found, in order of place, for folded lines with a line end
    /// after each.
    pub fn find(&self, folded: &str, mut found: impl FnMut(usize, Hit)) {
        let bytes = folded.as_bytes();
        let (mut line, mut counted) = (0, 0);
        for m in self.automaton.find_overlapping_iter(folded) {
            let (section, phrase, place) = self.phrases[m.pattern().as_usize()];
            let before = folded[..m.start()].chars().next_back();
            let after = folded[m.end()..].chars().next();
            let apart = |c: Option<char>, edge: Option<char>| {
                let joins = |c: char| (c.is_alphanumeric() || c == '#') && !text::is_unspaced(c);
                !(c.is_some_and(joins) && edge.is_some_and(joins))
            };
            let piece = &folded[m.start()..m.end()];
            if !apart(before, piece.chars().next()) || !apart(after, piece.chars().next_back()) {
                continue;
            }
            let blank = |b: &u8| *b != b'\n' && *b < 0x80 && !b.is_ascii_alphanumeric() && *b != b'#';
            let first = bytes[..m.start()].iter().rev().find(|b| !blank(b)).is_none_or(|b| *b == b'\n');
            let last = bytes[m.end()..].iter().find(|b| !blank(b)).is_none_or(|b| *b == b'\n');
            if (place.at_start && !first) || (place.at_end && !last) {
                continue;
            }
            line += bytes[counted..m.start().max(counted)].iter().filter(|b| **b == b'\n').count();
            counted = m.start().max(counted);
            let behind = bytes[m.start()..counted].iter().filter(|b| **b == b'\n').count();
            found(line - behind, Hit { section, phrase, whole: first && last, len: piece.len() as u32 });
        }
    }
}

/// Adds a line to what [`Phrases::find`] reads: folded, runs of digits as `#`.
pub fn push_folded(out: &mut String, line: &str) {
    let mut push = |c: char| {
        if c.is_ascii_digit() {
            if !out.ends_with('#') {
                out.push('#');
            }
        } else if c != ' ' {
            out.push(c);
        } else if !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    };
    if line.is_ascii() {
        line.bytes().for_each(|b| push(if b.is_ascii_whitespace() { ' ' } else { b.to_ascii_lowercase() as char }));
    } else {
        for c in line.chars() {
            match c {
                c if c.is_ascii_whitespace() => push(' '),
                c if c.is_ascii() => push(c.to_ascii_lowercase()),
                c => text::fold_char(c).for_each(&mut push),
            }
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(line: &str) -> Vec<(&'static str, bool)> {
        let mut folded = String::new();
        push_folded(&mut folded, "An ordinary line");
        push_folded(&mut folded, line);
        let mut hits = Vec::new();
        phrases().find(&folded, |line, hit| {
            assert_eq!(line, 1);
            hits.push((hit.section, hit.whole));
        });
        hits
    }

    #[test]
    fn phrases_are_found_where_they_must_stand() {
        assert!(find("12 Comments").contains(&("comments", true)));
        assert!(find("« Share this »").contains(&("share-bar", true)));
        assert!(find("They share this view of the comments").is_empty());
        assert!(find("0 commentaires").contains(&("comments", true)));
    }

    #[test]
    fn every_language_has_the_main_sections() {
        for language in LANGUAGES {
            for wanted in ["share-bar", "comments", "comment-form", "related-list", "newsletter-prompt", "byline"] {
                assert!(
                    sections(language.phrases).any(|(section, _)| section == wanted),
                    "{} lacks [{wanted}]",
                    language.tag
                );
            }
            assert_eq!(sections(language.calendar).filter(|(s, _)| *s == "months").count(), 12, "{}", language.tag);
        }
    }
}
