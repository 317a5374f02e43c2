//! Names of months and weekdays in all languages, and the words that stand before dates.

use super::begins::{Begins, Threes, Words};
use super::short_hash::ShortHash;
use super::{LANGUAGES, sections};
use crate::text::{self, eight};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// Calendars of languages that have no folder of their own.
const OTHERS: &str = include_str!("calendars.txt");

/// The lines of a section of all calendars, language by language.
fn lines(wanted: &'static str) -> impl Iterator<Item = &'static str> {
    let files = LANGUAGES.iter().map(|l| l.calendar).chain([OTHERS]);
    files.flat_map(sections).filter(move |(section, _)| *section == wanted).map(|(_, line)| line)
}

/// Names by number, and how they begin: most words begin with others.
struct Numbered {
    names: HashMap<String, u8, BuildHasherDefault<ShortHash>>,
    begins: Begins,
}

static MONTHS: LazyLock<Numbered> = LazyLock::new(|| Numbered::of("months", 12));
/// Months of the calendar of Iran and Afghanistan.
static SOLAR: LazyLock<Numbered> = LazyLock::new(|| Numbered::of("solar-months", 12));
static WEEKDAYS: LazyLock<Numbered> = LazyLock::new(|| Numbered::of("weekdays", 7));

/// What a word before a date says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// That the text was published then.
    Published,
    /// That it was changed then.
    Updated,
}

struct Labels {
    automaton: AhoCorasick,
    labels: Vec<Label>,
    /// How they begin: all with a letter.
    begins: Threes,
    /// How they go on behind the first byte, where they begin with four of ASCII; and those whose first word has three
    /// at most, behind which any white space may stand.
    next: Threes,
    short: Threes,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let published = lines("published").map(|word| (text::fold(word), Label::Published));
    let (words, labels): (Vec<_>, Vec<_>) =
        published.chain(lines("updated").map(|word| (text::fold(word), Label::Updated))).unzip();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&words)
        .expect("the calendars fit into one automaton");
    let all = || words.iter().map(String::as_str);
    let plain = |word: &&str| word.as_bytes().first_chunk::<4>().is_some_and(|four| four.is_ascii());
    let short = |word: &&str| word.as_bytes().first_chunk::<4>().is_none_or(|four| four.contains(&b' '));
    let (begins, next) = (Threes::of(all()), Threes::of(all().filter(plain).map(|word| &word[1..])));
    Labels { automaton, labels, begins, next, short: Threes::of(all().filter(short)) }
});

impl Numbered {
    /// Names by number from 1, `size` of them to a language. Where languages differ, the first one counts.
    fn of(section: &'static str, size: usize) -> Numbered {
        let mut names = HashMap::default();
        for (at, line) in lines(section).enumerate() {
            for name in line.split(' ') {
                names.entry(text::fold(&name.replace('_', " "))).or_insert((at % size) as u8 + 1);
            }
        }
        let begins = Begins::of(names.keys().map(String::as_str));
        Numbered { names, begins }
    }

    fn number(&self, name: &str) -> Option<u8> {
        if name.is_empty() || name.len() > 48 || !self.begins.may_be(name) {
            return None;
        }
        text::with_fold(name, |folded| self.names.get(folded).copied())
    }
}

/// The number of a month by its name or short form in any language, ignoring case; the caller trims marks.
pub fn month(name: &str) -> Option<u8> {
    MONTHS.number(name)
}

/// The number of a month of the solar calendar of Iran and Afghanistan, by its name.
pub fn solar_month(name: &str) -> Option<u8> {
    SOLAR.number(name)
}

/// The number of a weekday, from 1 for Monday, by its name or short form in any language.
pub fn weekday(name: &str) -> Option<u8> {
    WEEKDAYS.number(name)
}

/// The words of publication and change in a folded line, with where they begin and end, in order.
pub fn labels(folded: &str) -> impl Iterator<Item = (std::ops::Range<usize>, Label)> {
    let joins = |c: char| text::is_alphanumeric(c) && !text::is_unspaced(c);
    // The automaton is slow beside a look at how words begin.
    let text = if may_begin_label(folded) { folded } else { "" };
    LABELS.automaton.find_iter(text).filter_map(move |m| {
        let first = folded[m.start()..].chars().next();
        let apart = !first.is_some_and(joins) || !folded[..m.start()].chars().next_back().is_some_and(joins);
        // What comes after may be glued on (`Posted on3 May`), but not make another word of it.
        let after = folded[m.end()..].chars().next();
        let last = folded[m.start()..m.end()].chars().next_back();
        let ends = !last.is_some_and(joins) || !after.is_some_and(|c| c.is_alphabetic() && joins(c));
        (apart && ends).then(|| (m.range(), LABELS.labels[m.pattern().as_usize()]))
    })
}

/// Whether a text as printed may hold one of the [`labels`]: in most, no word begins as one of them.
pub fn may_hold_label(text: &str) -> bool {
    if !text.is_ascii() {
        return true;
    }
    let (bytes, labels, mut joined) = (text.as_bytes(), &*LABELS, 0);
    (0..bytes.len()).step_by(8).any(|at| {
        let eight = eight::up_to(bytes, at);
        let joins = eight::letters(eight) | eight::digits(eight);
        let mut starts = joins & !(joins << 8 | joined);
        joined = joins >> 56;
        while starts != 0 {
            let word = &bytes[at + eight::before(starts)..];
            let goes_on = || word[1..].first_chunk().is_some_and(|three| labels.next.may(*three));
            let begins = |three: &[u8; 3]| labels.begins.may(*three) && (goes_on() || labels.short.may(*three));
            if word.first_chunk().is_some_and(begins) {
                return true;
            }
            starts &= starts - 1;
        }
        false
    })
}

/// The same of any text that is folded.
fn may_begin_label(folded: &str) -> bool {
    let bytes = folded.as_bytes();
    if folded.is_ascii() {
        return may_hold_label(folded);
    }
    bytes.windows(3).enumerate().any(|(at, three)| {
        LABELS.begins.may([three[0], three[1], three[2]]) && !(is_of_word(three) && ends_in_word(&bytes[..at]))
    })
}

/// Whether bytes begin with a letter or digit of those that most words are made of: ASCII, `ß` to `ö`, `ø` to `ſ` or
/// Cyrillic.
fn is_of_word(bytes: &[u8]) -> bool {
    matches!(bytes, [b, ..] if b.is_ascii_alphanumeric())
        || matches!(bytes, [0xc3, 0x9f..=0xb6 | 0xb8..=0xbf, ..] | [0xc4 | 0xc5 | 0xd0 | 0xd1, 0x80..=0xbf, ..])
}

/// Whether bytes end with such a letter or digit.
fn ends_in_word(bytes: &[u8]) -> bool {
    bytes.last_chunk::<1>().is_some_and(|one| one[0].is_ascii_alphanumeric())
        || bytes.last_chunk::<2>().is_some_and(|two| !two[0].is_ascii() && is_of_word(two))
}

/// What stands before dates of something else, folded: when an event is, when a page was looked up. By the first byte of
/// each, and by the last.
struct Other {
    first: [Vec<String>; 256],
    last: [Vec<String>; 256],
}

static OTHER: LazyLock<Other> = LazyLock::new(|| {
    let mut other = Other { first: [const { Vec::new() }; 256], last: [const { Vec::new() }; 256] };
    for label in lines("other").map(text::fold) {
        if let (Some(first), Some(last)) = (label.bytes().next(), label.bytes().next_back()) {
            other.first[usize::from(first)].push(label.clone());
            other.last[usize::from(last)].push(label);
        }
    }
    other
});

impl Other {
    /// Whether a label begins or ends a folded text, apart from other words.
    fn is_around(&self, bare: &str) -> bool {
        let (Some(first), Some(last)) = (bare.bytes().next(), bare.bytes().next_back()) else { return false };
        let apart = |rest: &str| !rest.starts_with(text::is_alphanumeric);
        self.first[usize::from(first)].iter().any(|label| bare.strip_prefix(label.as_str()).is_some_and(apart))
            || self.last[usize::from(last)].iter().any(|label| {
                bare.strip_suffix(label.as_str()).is_some_and(|rest| !rest.ends_with(text::is_alphanumeric))
            })
    }
}

/// Whether a line as printed is what stands before a date that is not of the text: `When:`.
pub fn is_other(line: &str) -> bool {
    let folded = text::fold(line);
    let bare = folded.trim_matches(|c: char| !text::is_alphanumeric(c));
    bare.bytes().next().is_some_and(|first| OTHER.first[usize::from(first)].iter().any(|label| bare == label))
}

/// Whether what stands before a date says that it is not of the text: `Retrieved on`, `Offer ends`. Asked of few lines.
pub fn is_before_other(before: &str) -> bool {
    let folded = text::fold(before);
    OTHER.is_around(folded.trim_matches(|c: char| !text::is_alphanumeric(c)))
}

/// The labels that are one word of ASCII.
static LABEL_WORDS: LazyLock<Words<String>> = LazyLock::new(|| {
    let words = lines("published").chain(lines("updated")).map(text::fold);
    words.filter(|word| word.bytes().all(|b| b.is_ascii_alphabetic())).collect()
});

/// Whether a word as printed is, or holds, one of the [`labels`].
pub fn is_label(word: &str) -> bool {
    // No label stands inside a word: in one of plain letters, it can only be all of it.
    if !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return LABEL_WORDS.has(word);
    }
    labels(&text::fold(word)).next().is_some()
}

/// Whether a line speaks of a later change rather than of publication.
pub fn is_update(line: &str) -> bool {
    labels(&text::fold(line)).any(|(_, label)| label == Label::Updated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_many_languages() {
        for (name, number) in [
            ("Sept", 9),
            ("MÄRZ", 3),
            ("août", 8),
            ("мая", 5),
            ("октября", 10),
            ("lutego", 2),
            ("Αυγούστου", 8),
            ("joulukuuta", 12),
            ("március", 3),
            ("अप्रैल", 4),
            ("日", 0),
        ] {
            assert_eq!(month(name), (number > 0).then_some(number), "{name}");
        }
        assert!(is_before_other("When: Monday, ") && is_before_other("Offer ends ") && is_other("Wann:"));
        assert!(!is_before_other("Posted ") && !is_before_other("Whenever "));
        assert!(is_update("Last updated: 3 May") && !is_update("Published 3 May"));
    }

    #[test]
    fn every_calendar_is_complete() {
        assert_eq!(lines("months").count() % 12, 0);
        assert_eq!(lines("weekdays").count(), 7 * LANGUAGES.len());
        for (name, number) in [("Monday", 1), ("dimanche", 7), ("четверг", 4), ("金曜日", 5), ("Sonntag", 7)]
        {
            assert_eq!(weekday(name), Some(number), "{name}");
        }
    }

    #[test]
    fn words_before_dates_are_told_apart() {
        let of = |line: &str| labels(&text::fold(line)).map(|(_, l)| l).collect::<Vec<_>>();
        assert_eq!(of("Published 3 May, updated 4 May"), [Label::Published, Label::Updated]);
        assert_eq!(of("Last updated: 4 May"), [Label::Updated]);
        assert_eq!(of("Zuletzt aktualisiert am 4. Mai"), [Label::Updated]);
        assert_eq!(of("公開日：2021年5月3日 更新日：2021年5月4日"), [Label::Published, Label::Updated]);
        assert_eq!(of("The outdated postedness of updatedness"), []);
        assert!(!may_hold_label("The harbour grew in 1912") && !may_hold_label("A position"));
        assert!(may_hold_label("Mis\ten ligne") && may_hold_label("7 maj"));
        let words =
            ["date", "Dates", "update", "Updated", "postdate", "May", "o'date", "date's", "aktualisiert", "é", ""];
        for word in words.into_iter().chain(lines("published")).chain(lines("updated")) {
            assert_eq!(is_label(word), labels(&text::fold(word)).next().is_some(), "{word}");
            for around in ["", "7 ", "a(b): harbour.", "été ", "ж", "é", "…", "中", "x’", "d\u{301}"] {
                let line = format!("{around}{}{around}", word.to_uppercase());
                let folded = text::fold(&line);
                let found = LABELS.automaton.find_iter(&folded).any(|m| {
                    let before = folded[..m.start()].chars().next_back();
                    !before.is_some_and(|c| text::is_alphanumeric(c) && !text::is_unspaced(c))
                });
                assert!(may_hold_label(&line) && may_begin_label(&folded) || !found, "{line}");
            }
        }
    }
}
