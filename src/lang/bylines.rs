//! Words of bylines in all languages: by-words, offices, given names, and what no name contains.

use super::begins::{Begins, Threes, Words};
use super::{LANGUAGES, sections};
use crate::text;
use std::collections::HashSet;
use std::sync::LazyLock;

const WORDS: &str = include_str!("bylines.txt");
const GIVEN: &str = include_str!("names/given.txt");
const SURNAMES: &str = include_str!("names/surnames.txt");

fn section(wanted: &'static str) -> impl Iterator<Item = &'static str> {
    sections(WORDS).filter(move |(section, _)| *section == wanted).map(|(_, line)| line)
}

fn set(wanted: &'static str) -> Words<String> {
    section(wanted).map(text::fold).collect()
}

fn both(one: &'static str, other: &'static str) -> Words<String> {
    section(one).chain(section(other)).map(text::fold).collect()
}

/// By-words, folded, longest first.
static BY: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = LANGUAGES.iter().flat_map(|l| sections(l.phrases));
    let by = lines.filter(|(s, _)| *s == "byline").map(|(_, word)| word).chain(section("by"));
    // Who edited or translated is no author, whatever else a list says.
    let mut words: Vec<String> = by.filter(|word| !is_other(trim_marks(word))).map(text::fold).collect();
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

/// How by-words begin.
struct Begin {
    all: Begins,
    /// Those of one or two bytes.
    short: Begins,
    three: Threes,
}

static BEGIN: LazyLock<Begin> = LazyLock::new(|| {
    let words = || BY.iter().map(String::as_str);
    Begin { all: Begins::of(words()), short: Begins::of(words().filter(|by| by.len() < 3)), three: Threes::of(words()) }
});

/// By-words without the marks after them.
static BARE: LazyLock<Words<&'static str>> = LazyLock::new(|| BY.iter().map(|by| trim_marks(by)).collect());

fn trim_marks(by: &str) -> &str {
    by.trim_end_matches([':', ' ', '=', '/'])
}

static GIVEN_NAMES: LazyLock<Words<&'static str>> = LazyLock::new(|| {
    let lines = GIVEN.lines().filter(|line| !line.starts_with(';'));
    lines.flat_map(|line| line.split(' ')).filter(|name| !name.is_empty()).collect()
});

static INSIDE: LazyLock<Words<String>> = LazyLock::new(|| set("inside"));
static END: LazyLock<Words<String>> = LazyLock::new(|| both("end", "clock"));
static NEVER: LazyLock<Words<String>> = LazyLock::new(|| both("never", "clock"));
static OFFICES: LazyLock<Words<String>> = LazyLock::new(|| set("office"));
static NEWSROOM: LazyLock<Words<String>> = LazyLock::new(|| set("newsroom"));
static BESIDE_NEWSROOM: LazyLock<Words<String>> = LazyLock::new(|| set("beside-newsroom"));
static ABOUT: LazyLock<Words<String>> = LazyLock::new(|| set("about"));
static OTHER: LazyLock<Words<String>> = LazyLock::new(|| set("other"));
static OCCUPATIONS: LazyLock<Words<String>> = LazyLock::new(|| set("occupation"));
static CONTACT: LazyLock<Words<String>> = LazyLock::new(|| set("contact"));
static BY_IN: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| section("by-in").filter_map(|row| row.split_once(' ')).collect());
static REPORTER: LazyLock<Words<String>> = LazyLock::new(|| set("reporter"));
static GLUED: LazyLock<Vec<&'static str>> = LazyLock::new(|| section("glued-reporter").collect());
static BEATS: LazyLock<Words<String>> = LazyLock::new(|| set("beat"));
static TELEPHONE: LazyLock<Words<String>> = LazyLock::new(|| set("telephone"));
static GIVEN_LAST: LazyLock<Words<String>> = LazyLock::new(|| set("given-last"));
static WRITERS: LazyLock<Words<String>> = LazyLock::new(|| set("writers"));
static REPORTED: LazyLock<Vec<String>> = LazyLock::new(|| section("reported").map(text::fold).collect());
static IS: LazyLock<Vec<String>> = LazyLock::new(|| section("is").map(text::fold).collect());

/// By-words that lines begin with, folded, longest first.
pub fn by_words() -> &'static [String] {
    &BY
}

/// Whether a line as printed, without white space before it, may begin with a by-word and go on behind it: with a space,
/// a colon or a capital.
pub fn may_begin(line: &str) -> bool {
    let begin = &*BEGIN;
    if !begin.all.may(line) {
        return false;
    }
    // Many begin with the same two bytes: the third tells more, unless folding may change it.
    let Some(bytes) = line.as_bytes().get(..4).filter(|bytes| bytes.is_ascii()) else { return true };
    if bytes.iter().any(|b| *b < b' ') || bytes[1..3] == *b"  " {
        return true;
    }
    let three = [bytes[0], bytes[1], bytes[2]];
    begin.three.may(three) || !three[2].is_ascii_lowercase() && begin.short.may(line)
}

/// The by-words that begin with a byte, in the same order.
pub fn by_words_from(first: u8) -> &'static [&'static str] {
    &BY_FIRST[usize::from(first)]
}

/// Whether words as printed are a by-word and nothing else, marks at its end aside.
pub fn is_by_word(words: &str) -> bool {
    BARE.has(words)
}

/// Whether a word as printed may stand between a date and a name: `3 May 2021 by Ada Person`.
pub fn is_by_inside(word: &str) -> bool {
    INSIDE.has(word)
}

/// Whether a name does not go on with a folded word, capital or not.
pub fn is_end(folded: &str) -> bool {
    END.contains(folded)
}

/// Whether a name does not go on with a word as printed.
pub fn ends_names(word: &str) -> bool {
    END.has(word)
}

/// Whether a word as printed may be what a reporter writes about, before the word for one: `court`.
pub fn is_beat(word: &str) -> bool {
    BEATS.has(word)
}

/// Whether no person's name contains a folded word.
pub fn is_never(folded: &str) -> bool {
    NEVER.contains(folded)
}

/// Whether no person's name contains a word as printed.
pub fn is_in_no_name(word: &str) -> bool {
    NEVER.has(word)
}

/// Whether words as printed are an office rather than a person: `staff writer`.
pub fn is_office(words: &str) -> bool {
    OFFICES.has(words)
}

/// Whether a word as printed is that of an office of a newsroom, or of somebody it employs: `reporter`.
pub fn is_newsroom(word: &str) -> bool {
    NEWSROOM.has(word)
}

/// Whether a word as printed may stand beside such a one and name nobody either: `our`, `special`.
pub fn is_beside_newsroom(word: &str) -> bool {
    BESIDE_NEWSROOM.has(word)
}

/// Whether words as printed end with what stands behind the place from which a reporter signs.
pub fn ends_as_reported(words: &str) -> bool {
    REPORTED.iter().any(|reported| words.ends_with(reported.as_str()))
}

/// Whether words as printed stand before the name of somebody who took pictures, translated or edited: `photo`,
/// `edited by`.
pub fn is_other(words: &str) -> bool {
    OTHER.has(words)
}

/// Whether words as printed are what somebody is who wrote nothing: `photographer`.
pub fn is_occupation(words: &str) -> bool {
    OCCUPATIONS.has(words)
}

/// Whether a word as printed may be the first of what somebody is who wrote nothing: `photo editor`.
pub fn may_begin_occupation(word: &str) -> bool {
    OCCUPATIONS.may_begin(word)
}

/// Whether words as printed head the name of somebody to ask: `media contact`.
pub fn is_contact(words: &str) -> bool {
    CONTACT.has(words)
}

/// Whether a word as printed says that the name before it is a reporter's.
pub fn is_reporter(word: &str) -> bool {
    REPORTER.has(word)
}

/// Where a word that says so is glued to the name of a reporter, the end of the name.
pub fn before_reporter(word: &str) -> Option<usize> {
    GLUED.iter().find_map(|reporter| word.strip_suffix(reporter)).map(str::len).filter(|end| *end > 0)
}

/// Where the name of a reporter begins behind a word for one, in words that are written without spaces.
pub fn behind_reporter(words: &str) -> Option<usize> {
    GLUED.iter().find_map(|reporter| words.find(reporter).map(|at| at + reporter.len()))
}

/// The language in which a word as printed stands before an author's name, where it begins names in others.
pub fn by_word_in(word: &str) -> Option<&'static str> {
    if !(2..=3).contains(&word.len()) {
        return None;
    }
    BY_IN.iter().find(|(_, by)| by.eq_ignore_ascii_case(word)).map(|(tag, _)| *tag)
}

/// Whether a folded line heads a note on the author.
pub fn is_about(folded: &str) -> bool {
    ABOUT.contains(folded)
}

/// Whether a line as printed, without white space before it, may begin with what heads a note on the author.
pub fn may_be_about(line: &str) -> bool {
    ABOUT.may_begin(line)
}

/// Whether a sentence goes on after a name as notes on authors do: `is a writer`.
pub fn is_note(folded: &str) -> bool {
    IS.iter().any(|is| folded.strip_prefix(is.as_str()).is_some_and(|rest| !rest.starts_with(text::is_alphanumeric)))
}

/// Whether folded words say that somebody writes: `is a writer`, `covers the harbour`.
pub fn is_of_writers(folded: &str) -> bool {
    folded.split(|c: char| !text::is_alphanumeric(c)).any(|word| NEWSROOM.contains(word) || WRITERS.contains(word))
}

/// Whether a word is a given name, in any case.
pub fn is_given(word: &str) -> bool {
    word.len() <= 40 && GIVEN_NAMES.has(word)
}

/// Whether a word is a given name of a language that puts it last, in any case.
pub fn is_given_last(word: &str) -> bool {
    word.len() <= 40 && GIVEN_LAST.has(word)
}

/// Whether a word as printed stands before the number at which a person is reached.
pub fn is_telephone(word: &str) -> bool {
    TELEPHONE.has(word)
}

static SURNAME: LazyLock<[HashSet<&'static str>; 3]> = LazyLock::new(|| {
    ["zh", "ja", "ko"].map(|tag| {
        let lines = sections(SURNAMES).filter(|(section, _)| *section == tag);
        lines.flat_map(|(_, line)| line.split(' ')).collect()
    })
});

/// Whether signs without a space are a full name, by the surname that they begin with: `王小明`, `山田太郎`, `홍길동`.
pub fn is_surnamed(name: &str) -> bool {
    if name.is_ascii() || name.len() > 15 {
        return false;
    }
    let count = name.chars().count();
    let first = |signs: usize| name.char_indices().nth(signs).map_or("", |(end, _)| &name[..end]);
    let [zh, ja, ko] = &*SURNAME;
    if name.chars().all(text::is_hangul) {
        return count == 3 && ko.contains(first(1));
    }
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '々');
    name.chars().all(han)
        && match count {
            3 => zh.contains(first(1)) || ja.contains(first(2)),
            4 => zh.contains(first(2)) || ja.contains(first(2)) || ja.contains(first(3)),
            5 => ja.contains(first(2)) || ja.contains(first(3)),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_folded() {
        assert!(is_given("Ada") && is_given("ADA") && is_given("Zoë") && is_given("Сергей") && !is_given("Harbour"));
        for name in ["王小明", "欧阳小明", "山田太郎", "佐々木健太", "河合太郎", "홍길동"] {
            assert!(is_surnamed(name), "{name}");
        }
        for words in ["国内新闻", "有料記事", "社会", "오피니언", "정치", "Ada"] {
            assert!(!is_surnamed(words), "{words}");
        }
        assert!(is_by_inside("von") && is_office("staff writer") && is_about("about the author"));
        assert!(is_newsroom("Reporter") && is_newsroom("Rédaction") && is_beside_newsroom("Our"));
        assert!(ends_as_reported("台北報導") && !ends_as_reported("台北"));
        assert!(is_note("is a writer") && is_note("ist freie journalistin") && !is_note("isabel"));
        assert!(
            is_other("Photo")
                && is_other("Übersetzt von")
                && is_occupation("Fotografin")
                && is_contact("Pressekontakt")
        );
        assert!(by_word_in("De") == Some("ro") && by_word_in("Per") == Some("ca") && by_word_in("By").is_none());
        assert!(!by_words().contains(&"editör:".to_string()));
        assert!(by_words().contains(&"by".to_string()) && by_words().contains(&"作者:".to_string()));
        for by in by_words() {
            assert!(may_begin(by) && may_begin(&by.to_uppercase()) && may_begin(&format!("{by} Ada")), "{by}");
            assert!(may_begin(&by.replace(' ', "  ")) && may_begin(&by.replace(' ', "\t")), "{by}");
        }
        assert!(!may_begin("Bygones") || by_words().iter().any(|by| "bygones".starts_with(by.as_str())));
        assert!(!may_begin("Harbour") && !may_begin("harbours"));
    }
}
