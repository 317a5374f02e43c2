//! Where the names of a byline end: before marks and small words, dates, addresses, and what the persons are.

use super::super::names::{begins_name, joins};
use crate::lang::{bylines, calendar};
use crate::text;
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// What stands behind the names of a byline: marks, small words, what is said of the date or the person.
static ENDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let ends = [
        " (",
        "(",
        "（",
        "）",
        "】",
        "〕",
        "／",
        " |",
        "|",
        " - ",
        " – ",
        " — ",
        " • ",
        " · ",
        " / ",
        "/",
        " @",
        "\t",
        " on ",
        " in ",
        " für ",
        " pour ",
        " for ",
        " For ",
        " at ",
        " am ",
        " le ",
        " el ",
        " il ",
        ": ",
        ", Published",
        " Published",
        ", Updated",
        " Updated",
        " Posted",
        " Follow",
        "; ",
    ];
    AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(ends).expect("a few words fit")
});

/// Where the names end: at a bracket, a dash, a date, an address, or what a person is.
pub(super) fn name_end(rest: &str) -> usize {
    // `Ada Person Posted: 3 May 2021`: the word before the day is none of a full name.
    let before_label = |colon: usize| {
        let label = rest[..colon].rfind(' ').filter(|space| rest[..*space].contains(' '));
        let dated = rest[colon..].trim_start_matches([':', ' ']).starts_with(|c: char| c.is_ascii_digit());
        label.filter(|_| dated && rest[colon..].starts_with(": "))
    };
    let mark = ENDS.find(rest).map_or(rest.len(), |m| before_label(m.start()).unwrap_or(m.start()));
    let digit = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
    // A handle may be glued to the name; an address is a word of its own.
    let mail = rest.find('@').map_or(rest.len(), |at| {
        let word = rest[at..].split(' ').next().unwrap_or("");
        if word.contains('.') { rest[..at].rfind(' ').unwrap_or(0) } else { at }
    });
    // `王小明 字号：大 中 小`: where no words stand apart, the next label has a wide colon.
    let label = rest.find('：').and_then(|colon| rest[..colon].rfind([' ', '\u{3000}'])).unwrap_or(rest.len());
    let end = mark.min(digit).min(mail).min(label);
    // The name of the month of a date that follows, and the weekday, are no part of the name.
    let mut end = rest[..end].trim_end_matches(|c: char| c == ',' || c.is_whitespace()).len();
    // `Ada PersonCategories`
    let last = rest[..end].rfind(' ').map_or(0, |space| space + 1);
    end = super::before_glued_label(&rest[last..end]).filter(|_| last > 0).map_or(end, |at| last + at);
    // What the person is, and what they write about, cut off.
    let (mut what, mut beats) = (false, false);
    while let Some(at) = rest[..end].rfind([' ', ',']) {
        let word = rest[at + 1..end].trim_matches(|c: char| !text::is_alphanumeric(c));
        let dated = calendar::month(word).is_some() || calendar::weekday(word).is_some();
        // `Ada Person Court Reporter`, `Ada Person HP Business Writer`
        let full = || rest[..at].trim_end().contains(' ');
        let agency = || beats && word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase());
        let beat = what && full() && (bylines::is_beat(word) || agency());
        beats = beats || beat;
        if !dated && !beat && !bylines::ends_names(word) {
            break;
        }
        // Two words of which one is an office are what somebody calls themselves: `Nightly Reporter`.
        if bylines::is_newsroom(word) && rest[at..].starts_with(' ') && !full() && !rest[..at].ends_with(',') {
            break;
        }
        what = what || bylines::is_newsroom(word);
        end = rest[..at].trim_end_matches([' ', ',', '.']).len();
    }
    if what { before_outlet(&rest[..end]) } else { end }
}

/// Where a name ends before the outlet of which its bearer is a reporter: `Ada Person` of `Ada Person Harbour Gazette
/// Staff Writer`. Four words without initials and particles are more than a name.
fn before_outlet(name: &str) -> usize {
    let plain = |word: &str| word.len() > 2 && begins_name(word) && !joins(word) && !word.ends_with([',', '.']);
    let four = name.split(' ').take(4).filter(|word| plain(word)).count() == 4;
    let several = name.contains([',', '&']) || name.split(' ').any(joins);
    match name.match_indices(' ').nth(1) {
        Some((second, _)) if four && !several => second,
        _ => name.len(),
    }
}

/// Where a name ends before what its bearer writes about: `Ada Person Court` of `Ada Person Court Reporter`.
pub(super) fn without_beats(name: &str) -> usize {
    let mut end = name.len();
    while let Some((before, word)) = name[..end].rsplit_once(' ')
        && before.contains(' ')
        && bylines::is_beat(word)
    {
        end = before.len();
    }
    end
}
