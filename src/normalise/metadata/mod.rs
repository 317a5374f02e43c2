//! The record: title, authors, date, source, sections, licence, each with how it is known.
//!
//! Takes a page and where its text begins and ends; moves lines to the record and says what they state. What is not
//! printed stays unknown.

mod address;
mod authors;
pub(super) mod byline;
pub(super) mod date;
mod dates;
pub(super) mod language;
pub(super) mod markup;
mod measures;
mod names;
mod opening;
mod others;
pub(super) mod source;
pub(super) mod title;
pub(super) mod unsaid;

pub(super) use measures::Trace;

use super::marks::{Marks, Part, Verdict, View};
use super::page::{Ending, Page};
use super::zones::Zones;
use crate::lang::{bylines, phrases};
use crate::model::{Field, Known, Metadata, Role, Span};
use source::Site;
use title::Title;

/// Reads the record and marks the lines it was read from.
pub(super) fn read(
    view: &View<'_, '_>,
    marks: &mut Marks,
    site: &Site,
    title: Option<&Title>,
    zones: &Zones,
) -> Metadata {
    let page = view.page;
    let mut out = Metadata::default();
    if let Some(title) = title {
        let text = page.lines[title.line].text();
        let at = 0..title.len;
        out.title = stated(page, title.line, at.clone(), text[at].trim().to_string());
        marks.overrule(title.line, Verdict::Record(Field::Title));
    }
    authors(view, marks, site, zones, title, &mut out);
    dates(view, marks, zones, title, &mut out);
    licence(page, marks, &mut out);
    address::read(page, marks, zones, &mut out);
    sections(page, marks, &mut out);
    opening::read(view, marks, title, zones, &mut out);
    source(page, marks, site, title, zones, &mut out);
    out
}

/// A fact and its place: a range of a line's repaired text.
fn stated<T>(page: &Page<'_>, line: usize, range: std::ops::Range<usize>, value: T) -> Known<T> {
    Known::Stated { value, span: place(page, line, range), line: page.lines[line].segment.number }
}

fn place(page: &Page<'_>, line: usize, range: std::ops::Range<usize>) -> Span {
    let segment = &page.lines[line].segment;
    if segment.spans.len() != 1 {
        return segment.span;
    }
    let base = segment.span.start as usize;
    let end = base + segment.patch.to_source(range.end);
    let start = base + segment.patch.to_source(range.start);
    Span::new(start.min(end), end.min(segment.span.end as usize).max(start.min(end)))
}

/// Lines where bylines and dates stand: the head, and a little below the first line of text.
fn head(page: &Page<'_>, zones: &Zones) -> std::ops::Range<usize> {
    0..(zones.start + 3).min(page.lines.len())
}

fn authors(
    view: &View<'_, '_>,
    marks: &mut Marks,
    site: &Site,
    zones: &Zones,
    title: Option<&Title>,
    out: &mut Metadata,
) {
    let page = view.page;
    let (best, found) = authors::choose(view, marks, site, title, zones);
    for candidate in &found {
        let line = &page.lines[candidate.line];
        if !line.is_prose() && line.words <= 24 {
            marks.set(candidate.line, Verdict::Record(Field::Byline));
        }
    }
    if let Some(best) = best {
        out.authors = stated(page, best.line, best.found.range, best.found.names);
    }
}

fn dates(view: &View<'_, '_>, marks: &mut Marks, zones: &Zones, title: Option<&Title>, out: &mut Metadata) {
    let page = view.page;
    let (best, found) = dates::choose(view, marks, title, zones);
    // When and where something is to be is a part of what the text tells.
    for i in title.map_or(0, |t| t.line + 1)..head(page, zones).end {
        let dates = page.lines[i].dates();
        if marks.is_free(i) && dates.first().is_some_and(|d| others::is_event(page.lines[i].text(), &d.range)) {
            marks.set(i, Verdict::Body(Some(Role::Standfirst)));
        }
    }
    for candidate in &found {
        // Lines of the head that are dates are no text, whichever of them counts.
        if head(page, zones).contains(&candidate.line) && candidate.is_line(page) && marks.is_free(candidate.line) {
            split_date(page, marks, candidate.line, &candidate.range, out);
        }
    }
    let Some(best) = best else {
        if let Some((i, found)) = opening::dateline(page, zones) {
            out.date = stated(page, i, found.range, found.date);
        }
        return;
    };
    let first = place(page, best.line, best.range.clone());
    let last = if best.last > best.line { page.lines[best.last].segment.span.end } else { first.end };
    let span = Span::new(first.start as usize, last.max(first.end) as usize);
    for i in best.line..=best.last {
        if marks.is_free(i) && !page.lines[i].is_prose() && (i < best.last || best.is_line(page)) {
            marks.set(i, Verdict::Record(Field::Date));
        }
    }
    out.date = Known::Stated { value: best.date, span, line: page.lines[best.line].segment.number };
}

/// `2021/05/23 | Economy, Opinion`: what follows the date after a bar is what the text is filed under.
fn split_date(page: &Page<'_>, marks: &mut Marks, i: usize, found: &std::ops::Range<usize>, out: &mut Metadata) {
    let text = page.lines[i].text();
    let rest = &text[found.end..];
    let bar = rest.find(['|', '•', '·']).map(|at| found.end + at);
    let filed = bar.map(|at| (at, &text[at..])).filter(|(_, filed)| {
        let words = filed.split_whitespace().count();
        words <= 12 && filed.chars().any(char::is_alphabetic) && !filed.chars().any(|c| c.is_ascii_digit())
    });
    let Some((at, filed)) = filed else {
        marks.set(i, Verdict::Record(Field::Date));
        return;
    };
    let filed = filed.trim_start_matches(['|', '•', '·', ' ']);
    let start = text.len() - filed.len();
    out.sections.extend(filed.split([',', '|', '•', '·', ';']).filter_map(label).map(String::from));
    if page.lines[i].segment.spans.len() == 1 {
        let date = Part { range: 0..text[..at].trim_end().len(), verdict: Verdict::Record(Field::Date) };
        let section = Part { range: start..text.len(), verdict: Verdict::Record(Field::Section) };
        marks.split(i, Verdict::Record(Field::Date), vec![date, section]);
    } else {
        marks.set(i, Verdict::Record(Field::Date));
    }
}

/// What else stands behind bars in such lines.
const OTHERS: &[&str] = &["comments", "comment-form", "share-bar", "reading-time"];

/// What a piece of such a line files the text under: `Category: Harbour`, but not `Author: Ada` or `4 comments`.
fn label(piece: &str) -> Option<&str> {
    let piece = piece.trim();
    let bare = piece.split_once([':', '：']).map_or(piece, |(_, listed)| listed).trim();
    let ends = crate::text::fold(bare).split(' ').any(bylines::is_end);
    let mut interface = false;
    let mut folded = String::new();
    phrases::fold_into(&mut folded, bare);
    phrases::phrases().find(&folded, |hit| interface |= hit.whole && OTHERS.contains(&hit.section));
    (!bare.is_empty() && bare.len() <= 80 && !ends && !interface && byline::find_loose(piece).is_none()).then_some(bare)
}

fn licence(page: &Page<'_>, marks: &Marks, out: &mut Metadata) {
    for (i, line) in page.lines.iter().enumerate() {
        if matches!(marks.get(i), Some(Verdict::Record(Field::Licence))) && out.licence == Known::Unknown {
            out.licence = stated(page, i, 0..line.text().len(), line.text().to_string());
        }
    }
}

fn sections(page: &Page<'_>, marks: &Marks, out: &mut Metadata) {
    for (i, line) in page.lines.iter().enumerate() {
        let filed = matches!(marks.get(i), Some(Verdict::Record(Field::Section))) && marks.parts(i).is_none();
        if !filed || line.ending == Ending::Sentence {
            continue;
        }
        let text = line.text();
        // `Filed under: Harbour`, `Filed under Harbour`.
        let labels = page.hits(i).iter().filter(|hit| hit.section == "section-label").map(|hit| hit.phrase);
        let spoken = labels
            .filter_map(|label| text.get(label.len()..).filter(|_| text[..label.len()].eq_ignore_ascii_case(label)));
        let listed = text.split_once([':', '：']).map(|(_, listed)| listed);
        let listed = listed.or(spoken.min_by_key(|rest| rest.len())).unwrap_or(text);
        let labels = listed.split([',', '|', ';', '、', '،', '•', '·']).map(str::trim);
        for label in labels.filter(|l| !l.is_empty() && l.len() <= 80) {
            if out.sections.len() < 24 && !out.sections.iter().any(|s| s == label) {
                out.sections.push(label.to_string());
            }
        }
    }
}

/// The source, strongest evidence first: the head of the standfirst, the site's name, a label, a republication notice.
fn source(page: &Page<'_>, marks: &mut Marks, site: &Site, title: Option<&Title>, zones: &Zones, out: &mut Metadata) {
    if out.source != Known::Unknown {
        return;
    }
    let author = |name: &str, out: &Metadata| {
        out.authors.value().is_some_and(|a| a.iter().any(|a| crate::text::fold(a) == crate::text::fold(name)))
    };
    if let (Some(name), Some((span, line))) = (&site.name, site.place)
        && site.is_source
        && !author(name, out)
    {
        out.source = Known::Stated { value: name.clone(), span, line };
        return;
    }
    let below = title.map_or(0, |t| t.line + 1);
    for i in below..(below + source::NEAR).min(zones.end) {
        // All files of an outlet may say it.
        let repeated = marks.rule(i).is_some_and(|rule| rule.0 == "repeated-in-collection");
        if (marks.is_free(i) || repeated)
            && let Some(at) = source::labelled(&page.lines[i])
            && !author(&page.lines[i].text()[at.clone()], out)
        {
            out.source = stated(page, i, at.clone(), page.lines[i].text()[at].to_string());
            marks.overrule(i, Verdict::Record(Field::Source));
            return;
        }
    }
    for i in 0..page.lines.len() {
        if marks.rule(i).is_none_or(|rule| rule.0 != "republication-notice") {
            continue;
        }
        let text = page.lines[i].text();
        if let Some((at, name)) = source::from_notice(text)
            && !author(name, out)
        {
            out.source = stated(page, i, at..at + name.len(), name.to_string());
            return;
        }
    }
}

/// Whether a line belongs to a picture, or says whose something is.
fn is_pictured(page: &Page<'_>, i: usize) -> bool {
    page.says(i, "credit") || page.says(i, "caption") || has_copyright_sign(page.lines[i].text())
}

fn has_copyright_sign(text: &str) -> bool {
    // Its last byte is one of few characters, and of none in most lines.
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xa9, bytes).any(|at| at > 0 && bytes[at - 1] == 0xc2)
}

/// Lines between the title and the text that sum it up.
pub(super) fn is_standfirst(page: &Page<'_>, i: usize) -> bool {
    let line = &page.lines[i];
    line.words >= 7 && line.lower && line.capitals * 10 < line.words * 8
}

/// The role of a line between title and text.
pub(super) fn head_role(page: &Page<'_>, i: usize) -> Option<Role> {
    is_standfirst(page, i).then_some(Role::Standfirst)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_of_copyright_is_seen_by_its_bytes() {
        for text in ["", "© Ada", "Ada ©", "é", "Ʃ", "ə é ©", "à©è", "é®", "\u{a0}©"] {
            assert_eq!(has_copyright_sign(text), text.contains('©'), "{text}");
        }
    }
}
