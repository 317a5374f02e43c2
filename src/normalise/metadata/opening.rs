//! What stands at the two ends of the opening line: `Harbour Ledger – Opinion: …` before it, a name after it.

use super::super::marks::{Marks, Part, Verdict, View};
use super::super::page::Page;
use super::super::zones::{self, Zones};
use super::{byline, date, stated, title::Title};
use crate::lang::{LANGUAGES, sections};
use crate::model::{Field, Known, Metadata, Role};
use crate::text;
use byline::Found;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

static GENRES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lines = LANGUAGES.iter().flat_map(|l| sections(l.phrases));
    lines.filter(|(section, _)| *section == "genre").map(|(_, word)| text::fold(word)).collect()
});

/// `Outlet – Genre:` at the start of a line.
struct Prefix<'p> {
    outlet: &'p str,
    genre: &'p str,
    /// One past the colon.
    end: usize,
}

/// Reads the opening line, and splits it where it holds more than text.
pub(super) fn read(view: &View<'_, '_>, marks: &mut Marks, title: Option<&Title>, zones: &Zones, out: &mut Metadata) {
    let page = view.page;
    let from = title.map_or(0, |t| t.line + 1);
    let Some(i) = (from..zones.end).find(|i| !marks.is_out(*i) && page.lines[*i].words >= 7) else { return };
    if page.lines[i].segment.spans.len() != 1 || i > zones.start {
        return;
    }
    let line = page.lines[i].text();
    let mut parts = Vec::new();
    let mut start = 0;
    if let Some(prefix) = prefix(line).filter(|p| is_outlet(page, i, p.outlet)) {
        let genre = line.find(prefix.genre).unwrap_or(0);
        if out.source == Known::Unknown {
            out.source = stated(page, i, 0..prefix.outlet.len(), prefix.outlet.to_string());
        }
        out.genre.get_or_insert_with(|| prefix.genre.to_string());
        parts.push(Part { range: 0..prefix.outlet.len(), verdict: Verdict::Record(Field::Source) });
        parts.push(Part { range: genre..prefix.end, verdict: Verdict::Record(Field::Section) });
        start = prefix.end + (line[prefix.end..].len() - line[prefix.end..].trim_start().len());
    }
    let mut end = line.len();
    let mut tail = None;
    if let Some((by, found)) = by_at_end(line).filter(|(by, _)| out.authors == Known::Unknown && *by > start) {
        out.authors = stated(page, i, found.range, found.names);
        tail = Some(Part { range: by..line.len(), verdict: Verdict::Record(Field::Byline) });
        end = line[..by].trim_end().len();
    } else if let Some((name, note)) = at_end(line)
        && out.authors == Known::Unknown
        && name.start > start
    {
        out.authors = stated(page, i, name.clone(), vec![line[name.clone()].to_string()]);
        out.author_note = Some(line[note..].trim().to_string());
        tail = Some(Part { range: name.start..line.len(), verdict: Verdict::Record(Field::Byline) });
        end = line[..name.start].trim_end().len();
    }
    if (parts.is_empty() && tail.is_none()) || end <= start {
        return;
    }
    let body = Verdict::Body(Some(Role::Standfirst));
    parts.push(Part { range: start..end, verdict: body.clone() });
    parts.extend(tail);
    marks.split(i, body, parts);
}

fn prefix(line: &str) -> Option<Prefix<'_>> {
    let colon = line.char_indices().take(90).find(|(_, c)| *c == ':').map(|(at, _)| at)?;
    let head = &line[..colon];
    let (at, dash) = head.char_indices().rfind(|(_, c)| matches!(c, '-' | '–' | '—' | '|' | '/'))?;
    let (outlet, genre) = (head[..at].trim(), head[at + dash.len_utf8()..].trim());
    let words = outlet.split_whitespace().count();
    let named = (1..=6).contains(&words) && outlet.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    (named && GENRES.contains(&text::fold(genre))).then_some(Prefix { outlet, genre, end: colon + 1 })
}

/// Whether other lines open with the same name and a genre, or the name has several words: `Review - Opinion:` alone
/// may be two labels.
fn is_outlet(page: &Page<'_>, i: usize, outlet: &str) -> bool {
    let same = |l: &&super::super::page::Line<'_>| {
        l.text().starts_with(outlet) && prefix(l.text()).is_some_and(|p| p.outlet == outlet)
    };
    let others = page.lines.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, l)| l).filter(same).count();
    others > 0 || outlet.split_whitespace().count() >= 2
}

/// A name and what the person is, after the last sentence of a standfirst: `… of their choice. Ada Person – Engineer`.
/// Gives where the name begins and ends, and where the note begins.
fn at_end(line: &str) -> Option<(Range<usize>, usize)> {
    let body = line.rfind(['.', '!', '?', '…']).map(|at| at + line[at..].chars().next().map_or(1, char::len_utf8))?;
    let tail = &line[body..];
    let start = body + (tail.len() - tail.trim_start().len());
    if start == body {
        return None;
    }
    let fragment = &line[start..];
    let (at, mark) = [" – ", " — ", " - ", ", "].iter().filter_map(|m| fragment.find(m).map(|at| (at, *m))).min()?;
    let name = fragment[..at].trim();
    let note = fragment[at + mark.len()..].trim();
    let words = note.split_whitespace().count();
    let named = byline::is_name(name, true) && !byline::newsroom::is_office(name);
    let fits = named && (1..=10).contains(&words) && line[..body].split_whitespace().count() >= 8;
    fits.then(|| (start..start + name.len(), start + at + mark.len()))
}

/// Bytes of a dateline at most, and of what stands in it between the day and the dash.
const DATELINE: (usize, usize) = (100, 40);

/// The day in the dateline that opens a text, if no other paragraph has one and none speaks of a later year:
/// `HARBOURTOWN, May 3, 2021 /Agency/ -- Words`, `Hafenstadt, 3. Mai 2021 – Wörter`.
pub(super) fn dateline(page: &Page<'_>, zones: &Zones) -> Option<(usize, date::Found)> {
    let text = &page.lines[zones.start..zones.end];
    let (first, rest) = text.split_first()?;
    let found = day_before_dash(first.text())?;
    let year = found.date.year();
    let later = |text: &str| {
        let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|n| n.len() == 4);
        numbers.filter_map(|n| n.parse::<i16>().ok()).any(|n| n > year + 1 && n < 2200)
    };
    let other = rest.iter().any(|line| day_before_dash(line.text()).is_some());
    (!other && !text.iter().any(|line| later(line.text()))).then_some((zones.start, found))
}

/// A day behind the name of a place and before a dash, at the beginning of a line.
fn day_before_dash(line: &str) -> Option<date::Found> {
    let head = text::clip(line, DATELINE.0).0;
    if !head.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) || !head.contains(['-', '–', '—']) {
        return None;
    }
    let found = date::find(head).filter(|d| d.other.is_none())?;
    let named = |word: &str| {
        word.trim_start_matches(['(', '/', '[']).starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
    };
    let (before, after) = (&head[..found.range.start], &line[found.range.end..]);
    let place = before.split_whitespace().take(7).filter(|word| word.contains(char::is_alphabetic));
    let dash = zones::DASHES.iter().filter_map(|dash| after.find(dash).map(|at| (at, at + dash.len()))).min()?;
    let between = after[..dash.0].trim_start_matches([')', ',', ' ']);
    let agency =
        between.len() <= DATELINE.1 && between.starts_with(['(', '/', '[']) && between.ends_with([')', '/', ']']);
    let fits = (1..=6).contains(&place.clone().count()) && place.into_iter().all(named);
    (fits && (between.is_empty() || agency) && after[dash.1..].split_whitespace().nth(2).is_some()).then_some(found)
}

/// Bytes that a byline at the end of a line has at most.
const LONGEST: usize = 90;

/// A by-word and full names after the last sentence of a standfirst: `… in spite of it all. By Ada Person`. Gives where
/// the by-word begins, and the authors.
pub(super) fn by_at_end(line: &str) -> Option<(usize, Found)> {
    if line.ends_with(['.', '!', '?', '…', ':']) {
        return None;
    }
    let from = line.ceil_char_boundary(line.len().saturating_sub(LONGEST));
    // Most lines have no mark inside.
    let tail = &line.as_bytes()[from..];
    memchr::memchr3(b'.', b'!', b'?', tail).or_else(|| memchr::memchr3(b'"', 0xe2, 0xc2, tail))?;
    // An initial has a full stop too.
    for (at, mark) in line[from..].match_indices(['.', '!', '?', '…', '”', '"', '»']).rev().take(4) {
        let end = from + at + mark.len();
        let by = line[end..].trim_start();
        let start = line.len() - by.len();
        if start > end
            && line[..end].split_whitespace().count() >= 6
            && let Some(found) = byline::find(by)
            && found.names.iter().all(|name| name.contains(' ') && !byline::newsroom::is_office(name))
            && found.range.end == by.len()
        {
            return Some((start, Found { range: found.range.start + start..line.len(), ..found }));
        }
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_end_the_standfirst() {
        let line = "The harbour grows and the town around it hardly notices at all. Ada Person – Engineer of ports";
        let (name, note) = at_end(line).unwrap();
        assert_eq!((&line[name], &line[note..]), ("Ada Person", "Engineer of ports"));
        assert_eq!(at_end("The harbour grows. The town hardly notices – or so it seems."), None);
    }

    #[test]
    fn a_byline_may_end_the_standfirst() {
        for by in
            ["By Ada Person", "Von Ada Person", "Par Ada Person", "Door Ada Q. Person", "Por Ada Person y Bob Person"]
        {
            let line = format!("The harbour grows and the town hardly notices. {by}");
            let (start, found) = by_at_end(&line).unwrap();
            assert_eq!((&line[start..], found.names[0].contains(" Person") || by.contains('Q')), (by, true), "{line}");
        }
        for line in [
            "By Ada Person",
            "No harbour. By Ada Person",
            "The harbour grows and the town hardly notices. By Monday it is full",
            "The harbour grows and the town hardly notices. By Ada",
        ] {
            assert!(by_at_end(line).is_none(), "{line}");
        }
    }

    #[test]
    fn the_day_of_a_dateline_stands_between_the_place_and_a_dash() {
        for line in [
            "HOLM, May 3, 2021 /Newsline/ -- The harbour firm opened its new dock",
            "HOLM (Newsline), 3 May 2021 - The harbour firm opened its new dock",
            "Holm, 3. Mai 2021 – Die Hafenbau hat ihr neues Dock eröffnet",
        ] {
            let found = day_before_dash(line).map(|found| found.date.to_string());
            assert_eq!(found.as_deref(), Some("2021-05-03"), "{line}");
        }
        for line in [
            "The harbour closed on 3 May 2021 – and nobody noticed it",
            "Holm, 3 May 2021, a day of rain – nobody noticed it",
            "3 May 2021 – The harbour firm opened its new dock",
            "Holm, 3 May 2021 – Closed",
        ] {
            assert!(day_before_dash(line).is_none(), "{line}");
        }
    }
}
