//! Words of lines that state facts: time zones, words of the time of day, what stands before an address.

use super::begins::Words;
use super::sections;
use super::short_hash::Table;
use crate::text;
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

const WORDS: &str = include_str!("record.txt");

fn section(wanted: &'static str) -> impl Iterator<Item = &'static str> {
    sections(WORDS).filter(move |(section, _)| *section == wanted).map(|(_, line)| line)
}

fn set(wanted: &'static str) -> Table<&'static str> {
    section(wanted).collect()
}

static MONTH_ZONES: LazyLock<Table<&'static str>> = LazyLock::new(|| set("month-zones"));
static DAY_ZONES: LazyLock<Table<&'static str>> = LazyLock::new(|| set("day-zones"));
static TIME: LazyLock<Words<&'static str>> = LazyLock::new(|| section("time").collect());
static INSIDE_DATE: LazyLock<Table<&'static str>> = LazyLock::new(|| set("inside-date"));
static LONGEST_INSIDE_DATE: LazyLock<usize> = LazyLock::new(|| section("inside-date").map(str::len).max().unwrap_or(0));
static VENUE: LazyLock<Words<String>> = LazyLock::new(|| section("venue").map(text::fold).collect());
static AGO: LazyLock<AhoCorasick> = LazyLock::new(|| AhoCorasick::new(section("ago")).expect("a few words fit"));
static SOURCE: LazyLock<Vec<String>> = LazyLock::new(|| section("source").map(text::fold).collect());
static LEGAL_FORM: LazyLock<Vec<&str>> = LazyLock::new(|| section("legal-form").collect());
static ADDRESS: LazyLock<Vec<String>> = LazyLock::new(|| section("address").map(text::fold).collect());

/// Whether a word is a time zone of places that write the month first.
pub fn is_month_zone(word: &str) -> bool {
    MONTH_ZONES.contains(word)
}

/// Whether a word is a time zone of places that write the day first.
pub fn is_day_zone(word: &str) -> bool {
    DAY_ZONES.contains(word)
}

/// Whether a word is of a time of day, in any case.
pub fn is_time(word: &str) -> bool {
    TIME.may_be(word) && TIME.contains(&word.to_lowercase())
}

/// Whether a word may stand between the parts of a date.
pub fn is_inside_date(word: &str) -> bool {
    word.len() <= *LONGEST_INSIDE_DATE && INSIDE_DATE.contains(word)
}

/// Whether a word as printed is of a place where events are held: `Hall`.
pub fn is_venue(word: &str) -> bool {
    VENUE.has(word)
}

/// Whether a short line says how long ago something was.
pub fn says_ago(line: &str) -> bool {
    let whole = |word: Range<usize>| {
        let unspaced = line[word.clone()].chars().next().is_some_and(|c| text::is_unspaced(c) || text::is_hangul(c));
        let before = line[..word.start].chars().next_back().is_none_or(|c| !c.is_alphabetic());
        let after = line[word.end..].chars().next().is_none_or(|c| !c.is_alphabetic());
        unspaced || before && after
    };
    let numbered = line.bytes().any(|b| b.is_ascii_digit()) || !line.is_ascii() && line.chars().any(char::is_numeric);
    numbered && AGO.find_overlapping_iter(line).any(|m| whole(m.range()))
}

/// Whether folded words are what stands before the address of a text: `permalink`.
pub fn is_before_address(folded: &str) -> bool {
    ADDRESS.iter().any(|label| folded == label)
}

/// Whether folded words are what stands before the name of an outlet, or before its page: `source`.
pub fn is_before_source(folded: &str) -> bool {
    SOURCE.iter().any(|label| folded == label)
}

/// What stands before the form of a firm or a society at the end of a line: `Harbour Works` of `Harbour Works Ltd.`
pub fn before_legal_form(line: &str) -> Option<&str> {
    let bare = line.strip_suffix('.').unwrap_or(line);
    LEGAL_FORM.iter().find_map(|form| {
        let name = bare.strip_suffix(form).or_else(|| line.strip_suffix(form))?;
        let apart = name.ends_with([' ', '\u{a0}']) || form.starts_with(text::is_unspaced);
        (apart && !name.trim().is_empty()).then(|| name.trim_end())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_with_the_form_of_a_firm() {
        assert_eq!(before_legal_form("Harbour Works Ltd."), Some("Harbour Works"));
        assert_eq!(before_legal_form("Verband der Werften e.V."), Some("Verband der Werften"));
        assert_eq!(before_legal_form("港口株式会社"), Some("港口"));
        for line in ["The harbour is sold", "GmbH", "HafenAG", "Who owns the SAG"] {
            assert_eq!(before_legal_form(line), None, "{line}");
        }
    }

    #[test]
    fn spans_of_time_are_known() {
        for line in ["3 days ago", "vor 3 Tagen", "hace 2 horas", "il y a 2 jours", "2時間前", "3일 전", "2 dni temu"]
        {
            assert!(says_ago(line), "{line}");
        }
        assert!(!says_ago("3 pages of fame") && !says_ago("Agosto 3") && !says_ago("days ago"));
    }
}
