//! Who a line names that is not the author: photographers, translators, whom to ask, who is quoted.

use super::super::page::{Ending, Line};
use super::names::{has_given_name, joins};
use crate::lang::{bylines, calendar, record};
use crate::text;
use smol_str::format_smolstr;
use std::ops::Range;

/// Words behind a name that are looked at.
const MOST: usize = 8;

/// Whether what follows a name says that the person wrote nothing: `Ada Person, photographer`.
pub(super) fn is_said_after(rest: &str) -> bool {
    let mut before = "";
    let (mut other, mut joined) = (false, false);
    for word in rest.split_whitespace().take(MOST) {
        let bare = word.trim_matches(|c: char| !text::is_alphanumeric(c));
        // `(photography)`
        let noted = word.starts_with('(') && word.ends_with(')') && bylines::is_other(bare);
        other |= noted
            || !bare.is_empty() && bylines::is_occupation(bare)
            || !before.is_empty()
                && bylines::may_begin_occupation(before)
                && bylines::is_occupation(&format_smolstr!("{before} {bare}"));
        // `writer and photographer`, `Ada Person, photographer, and Bob Example`
        joined |= joins(word);
        // Behind a note in brackets somebody else is named: `Ada Person (text), Bob Example (pictures)`.
        if word.trim_end_matches(',').ends_with(')') {
            break;
        }
        before = bare;
    }
    other && !joined
}

/// Whether a text ends with the words before the name of somebody who wrote nothing: `Photos` of `Photos by`, but not
/// `Story and photos`.
pub(super) fn is_label_at_end(before: &str) -> bool {
    let mut words = before.split_whitespace().rev();
    let last = words.next().unwrap_or("");
    bylines::is_other(last) && !words.next().is_some_and(joins)
}

/// Whether words as printed stand before a photographer's name.
pub(super) fn is_credit(label: &str) -> bool {
    bylines::is_other(label)
}

/// Whether a line is such words and nothing else: the name on the line below is none of the authors.
pub(super) fn is_label(line: &Line<'_>) -> bool {
    let text = line.text();
    if !(1..=4).contains(&line.words) || text.len() > 48 {
        return false;
    }
    let bare = text.trim_matches(|c: char| !text::is_alphanumeric(c));
    let contact = || bylines::is_contact(bare) && (line.words > 1 || line.ending == Ending::Colon);
    // `Contact` alone is a word of menus.
    bylines::is_other(bare) || contact()
}

/// Whether a line heads the names of those whom to ask.
pub(super) fn is_contact(line: &Line<'_>) -> bool {
    if !(1..=5).contains(&line.words) {
        return false;
    }
    let bare = line.text().trim_matches(|c: char| !text::is_alphanumeric(c));
    bare.len() <= 60 && bylines::is_contact(bare)
}

const CLOSING: [char; 6] = ['”', '"', '»', '“', '’', '」'];

/// Whether a line names who said what the line above quotes: `- Ada Person` below `“The harbour is ours.”`
pub(super) fn is_quoted(above: &str, text: &str, in_head: bool) -> bool {
    let opened = || above.starts_with(['“', '"', '„', '«', '»', '‘', '「']);
    text.starts_with(['-', '–', '—', '―']) && above.ends_with(CLOSING) && (in_head || opened())
}

/// Whether a line tells when and where something is to be: a day of the week and a time around its date, and then a hall:
/// `Saturday 12 June 2021, 7 pm, Town Hall`.
pub(super) fn is_event(text: &str, date: &Range<usize>) -> bool {
    let first = text.split(|c: char| !text::is_alphanumeric(c)).find(|word| !word.is_empty());
    if first.is_none_or(|word| calendar::weekday(word).is_none()) {
        return false;
    }
    let mut pieces = text[date.end..].split([',', '–', '—', '|', '@']).map(str::trim).filter(|piece| !piece.is_empty());
    let timed = pieces.next().is_some_and(|piece| piece.starts_with(|c: char| c.is_ascii_digit()));
    let held = |piece: &str| piece.split(' ').any(record::is_venue) && !has_given_name(piece);
    timed && pieces.any(held)
}

/// What stands before the colon of a line that begins with a label.
pub(super) fn label(line: &str) -> Option<&str> {
    let head = text::clip(line, 24).0;
    let end = head.find([':', '：'])?;
    Some(head[..end].trim())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn who_wrote_nothing_is_known_by_the_words_around_the_name() {
        for rest in
            [", Photographer", " | Photo Editor", ", fotógrafa", ", Harbour Ledger photographer", " fotografiert"]
        {
            assert!(is_said_after(rest), "{rest}");
        }
        for rest in
            ["", ", Senior Editor", ", writer and photographer", " | 3 May 2021", " (Text), Bob Example (Bilder)"]
        {
            assert!(!is_said_after(rest), "{rest}");
        }
        assert!(
            is_label_at_end("3 May 2021, Photos ") && !is_label_at_end("Story and photos ") && !is_label_at_end("")
        );
        let event = |line: &str, date: &str| {
            let at = line.find(date).unwrap();
            is_event(line, &(at..at + date.len()))
        };
        assert!(event("Saturday 12 June 2021, 7 pm, Town Hall", "12 June 2021"));
        assert!(event("Samstag, 12. Juni 2021, 19 Uhr, Rathaus Holm", "12. Juni 2021"));
        assert!(!event("Saturday 12 June 2021, 7 pm, Ada Hall", "12 June 2021"));
        assert!(!event("Saturday 12 June 2021, 7 pm, Holm", "12 June 2021"));
        assert!(!event("12 June 2021, 7 pm, Town Hall", "12 June 2021"));
        assert_eq!(label("Reporter: Why now?"), Some("Reporter"));
        assert!(is_quoted("said “no.”", "- Ada Person", true) && !is_quoted("said no.", "- Ada Person", true));
    }
}
