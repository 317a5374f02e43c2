//! Dates of something else than the text: when an event is, when somebody lived, when a picture was taken.

use super::super::super::page::Page;
use super::super::{date, others};
use crate::lang::calendar;
use crate::text;

/// Bytes before a date in which its label stands.
const BEFORE: usize = 48;

/// Whether a date is said to be of something else: `When: 3 May 2021`, `Retrieved 3 May 2021`, `(1 May 1921 – 3 May
/// 2001)`, `The harbour on 3 May 2021. Photo: Ada Person`.
pub(super) fn is_of_other(page: &Page<'_>, i: usize, found: &date::Found) -> bool {
    let line = &page.lines[i];
    let text = line.text();
    let before = &text[..found.range.start];
    if before.len() <= BEFORE && before.chars().any(char::is_alphabetic) && calendar::is_before_other(before) {
        return true;
    }
    // A label may stand in a line of its own above the date.
    let above = || i.checked_sub(1).map(|above| &page.lines[above]).filter(|l| (1..=3).contains(&l.words));
    if found.share > 0.7 && above().is_some_and(|l| calendar::is_other(l.text())) {
        return true;
    }
    is_lifetime(line.dates(), text, found) || has_credit(text, found.range.end) || others::is_event(text, &found.range)
}

/// Whether a date is one end of a span in brackets.
fn is_lifetime(dates: &[date::Found], text: &str, found: &date::Found) -> bool {
    let spans = |pair: &[date::Found]| {
        let between = text[pair[0].range.end..pair[1].range.start].trim();
        matches!(between, "-" | "–" | "—" | "to" | "bis" | "au" | "al")
            && text[..pair[0].range.start].trim_end().ends_with(['(', '*'])
    };
    let mine = |pair: &[date::Found]| pair[0].range == found.range || pair[1].range == found.range;
    dates.windows(2).any(|pair| mine(pair) && spans(pair))
}

/// Whether a credit follows the end of a sentence.
fn has_credit(text: &str, from: usize) -> bool {
    let rest = &text[from..];
    memchr::memchr_iter(b':', rest.as_bytes()).any(|at| {
        let label = rest[..at].rsplit(['.', '!', '?', '(']).next().unwrap_or("");
        at > label.len() && others::is_credit(label.trim())
    })
}

/// Whether the words behind the last date of a line say that it is that of a change: `2021年5月3日更新`.
pub(super) fn is_changed_behind(text: &str, found: &date::Found, dates: &[date::Found]) -> bool {
    let rest = &text[found.range.end..];
    let last = dates.last().is_some_and(|last| last.range == found.range);
    last && !rest.is_empty()
        && rest.len() <= 120
        && calendar::may_hold_label(rest)
        && !rest.chars().any(char::is_numeric)
        && calendar::labels(&text::fold(rest)).next().is_some_and(|(_, label)| label == calendar::Label::Updated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_may_be_told_behind_its_day() {
        let told = |line: &str| {
            let dates = date::find_all(line);
            dates.iter().map(|found| is_changed_behind(line, found, &dates)).collect::<Vec<_>>()
        };
        assert_eq!(told("2021年5月1日 2021年5月3日更新"), [false, true]);
        assert_eq!(told("৩ মে ২০২১ তারিখে সম্পাদিত সর্বশেষ সংস্করণ"), [true]);
        assert_eq!(told("May 3, 2021 | Updated: 10:32 AM"), [false]);
        assert_eq!(told("3 May 2021"), [false]);
    }
}
