//! Words of bylines in all languages: by-words, offices, given names, and what no name contains.

use super::short_hash::Table;
use super::{LANGUAGES, sections};
use crate::text;
use std::sync::LazyLock;

const WORDS: &str = include_str!("bylines.txt");
const GIVEN: &str = include_str!("names/given.txt");

fn section(wanted: &'static str) -> impl Iterator<Item = &'static str> {
    sections(WORDS).filter(move |(section, _)| *section == wanted).map(|(_, line)| line)
}

fn set(wanted: &'static str) -> Table<String> {
    section(wanted).map(text::fold).collect()
}

/// By-words, folded, longest first.
static BY: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = LANGUAGES.iter().flat_map(|l| sections(l.phrases));
    let by = lines.filter(|(s, _)| *s == "byline").map(|(_, word)| word).chain(section("by"));
    let mut words: Vec<String> = by.map(text::fold).collect();
    words.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    words.dedup();
    words
});

/// The same by their first byte, so that most lines are compared with none of them.
static BY_FIRST: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_first = vec![Vec::new(); 256];
    for word in BY.iter() {
        by_first[word.bytes().next().map_or(0, usize::from)].push(word.as_str());
    }
    by_first
});

/// Whether a by-word begins with two bytes of ASCII.
static BEGIN: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let mut begin = vec![false; 1 << 14];
    for word in BY.iter().map(|word| word.as_bytes()) {
        let second = |b: &u8| word.get(1).is_none_or(|second| second == b);
        (0..128).filter(second).for_each(|b| begin[pair(word[0] & 0x7f, b)] = true);
    }
    begin
});

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 7 | usize::from(second)
}

/// By-words without the marks after them.
static BARE: LazyLock<Table<&'static str>> =
    LazyLock::new(|| BY.iter().map(|by| by.trim_end_matches([':', ' ', '=', '/'])).collect());

static GIVEN_NAMES: LazyLock<Table<&'static str>> = LazyLock::new(|| {
    let lines = GIVEN.lines().filter(|line| !line.starts_with(';'));
    lines.flat_map(|line| line.split(' ')).filter(|name| !name.is_empty()).collect()
});

static INSIDE: LazyLock<Table<String>> = LazyLock::new(|| set("inside"));
static END: LazyLock<Table<String>> = LazyLock::new(|| set("end"));
static NEVER: LazyLock<Table<String>> = LazyLock::new(|| set("never"));
static OFFICES: LazyLock<Table<String>> = LazyLock::new(|| set("office"));
static ABOUT: LazyLock<Table<String>> = LazyLock::new(|| set("about"));
static IS: LazyLock<Vec<String>> = LazyLock::new(|| section("is").map(text::fold).collect());

/// By-words that lines begin with, folded, longest first.
pub fn by_words() -> &'static [String] {
    &BY
}

/// Whether a line of ASCII, without white space before it, may begin with a by-word.
pub fn may_begin(line: &[u8]) -> bool {
    let byte = |at: usize| line.get(at).map_or(0, |b| if b.is_ascii_control() { b' ' } else { b.to_ascii_lowercase() });
    BEGIN[pair(byte(0) & 0x7f, byte(1) & 0x7f)]
}

/// The by-words that begin with a byte, in the same order.
pub fn by_words_from(first: u8) -> &'static [&'static str] {
    &BY_FIRST[usize::from(first)]
}

/// Whether words are a by-word and nothing else, marks at its end aside.
pub fn is_by_word(folded: &str) -> bool {
    BARE.contains(folded)
}

/// Whether a word may stand between a date and a name: `3 May 2021 by Ada Person`.
pub fn is_by_inside(folded: &str) -> bool {
    INSIDE.contains(folded)
}

/// Whether a name does not go on with a word, capital or not.
pub fn is_end(folded: &str) -> bool {
    END.contains(folded)
}

/// Whether no person's name contains a word.
pub fn is_never(folded: &str) -> bool {
    NEVER.contains(folded)
}

/// Whether words are an office rather than a person: `staff writer`.
pub fn is_office(folded: &str) -> bool {
    OFFICES.contains(folded)
}

/// Whether a line heads a note on the author.
pub fn is_about(folded: &str) -> bool {
    ABOUT.contains(folded)
}

/// Whether a sentence goes on after a name as notes on authors do: `is a writer`.
pub fn is_note(folded: &str) -> bool {
    IS.iter().any(|is| folded.strip_prefix(is.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// Whether a word is a given name, in any case.
pub fn is_given(word: &str) -> bool {
    word.len() <= 40 && GIVEN_NAMES.contains(text::fold(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_folded() {
        assert!(is_given("Ada") && is_given("ADA") && is_given("Zoë") && is_given("Сергей") && !is_given("Harbour"));
        assert!(is_by_inside("von") && is_office("staff writer") && is_about("about the author"));
        assert!(is_note("is a writer") && is_note("ist freie journalistin") && !is_note("isabel"));
        assert!(by_words().contains(&"by".to_string()) && by_words().contains(&"作者:".to_string()));
    }
}
