//! The record: title, authors, date, source, sections, licence, each with how it is known.
//!
//! Takes a page and where its text begins and ends; moves lines to the record and says what they state. What is not
//! printed stays unknown.

pub(super) mod byline;
pub(super) mod date;
pub(super) mod language;
pub(super) mod markup;
mod opening;
pub(super) mod source;
pub(super) mod title;

use super::marks::{Marks, Part, Verdict, View};
use super::page::{Ending, Page};
use super::zones::Zones;
use crate::lang::calendar;
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
    authors(page, marks, zones, &mut out);
    dates(page, marks, zones, title, &mut out);
    licence(page, marks, &mut out);
    sections(page, marks, &mut out);
    opening::read(view, marks, title, zones, &mut out);
    source(page, marks, site, &mut out);
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

fn authors(page: &Page<'_>, marks: &mut Marks, zones: &Zones, out: &mut Metadata) {
    let end = zones.end..(zones.end + 3).min(page.lines.len());
    for i in head(page, zones).chain(end) {
        let line = &page.lines[i];
        let open = matches!(marks.get(i), None | Some(Verdict::Record(Field::Date | Field::Byline)));
        if !open || line.words > 24 || line.is_prose() {
            continue;
        }
        let Some(found) = byline::find(line.text()) else { continue };
        marks.set(i, Verdict::Record(Field::Byline));
        if out.authors == Known::Unknown {
            out.authors = stated(page, i, found.range, found.names);
        }
    }
}

fn dates(page: &Page<'_>, marks: &mut Marks, zones: &Zones, title: Option<&Title>, out: &mut Metadata) {
    let mut best: Option<(bool, usize, date::Found)> = None;
    let first = title.map_or(0, |t| t.line.saturating_sub(4));
    for i in head(page, zones).skip(first) {
        let line = &page.lines[i];
        let open = match marks.get(i) {
            None | Some(Verdict::Record(Field::Byline)) => true,
            Some(Verdict::Aside { rule, .. }) => rule.0 == "reading-time",
            Some(_) => false,
        };
        if !open || line.is_prose() || line.words > 30 {
            continue;
        }
        let Some(found) = date::find(line.text()) else { continue };
        let byline = matches!(marks.get(i), Some(Verdict::Record(Field::Byline)));
        // A caption or a headline may hold a date; a line that is one holds little else.
        let listed = line.text().contains(['|', '•', '·']);
        if found.share < 0.45 && !byline && !(listed && line.words <= 16 && found.range.start < 40) {
            continue;
        }
        if marks.is_free(i) {
            split_date(page, marks, i, &found, out);
        }
        let updated = calendar::is_update(line.text());
        if best.as_ref().is_none_or(|(late, _, _)| *late && !updated) {
            best = Some((updated, i, found));
        }
    }
    if let Some((_, i, found)) = best {
        out.date = stated(page, i, found.range, found.date);
    }
}

/// `2021/05/23 | Economy, Opinion`: what follows the date after a bar is what the text is filed under.
fn split_date(page: &Page<'_>, marks: &mut Marks, i: usize, found: &date::Found, out: &mut Metadata) {
    let text = page.lines[i].text();
    let rest = &text[found.range.end..];
    let bar = rest.find(['|', '•', '·']).map(|at| found.range.end + at);
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
    out.sections
        .extend(filed.split([',', '|', '•', '·', ';']).map(str::trim).filter(|s| !s.is_empty()).map(String::from));
    if page.lines[i].segment.spans.len() == 1 {
        let date = Part { range: 0..text[..at].trim_end().len(), verdict: Verdict::Record(Field::Date) };
        let section = Part { range: start..text.len(), verdict: Verdict::Record(Field::Section) };
        marks.split(i, Verdict::Record(Field::Date), vec![date, section]);
    } else {
        marks.set(i, Verdict::Record(Field::Date));
    }
}

fn licence(page: &Page<'_>, marks: &Marks, out: &mut Metadata) {
    for (i, line) in page.lines.iter().enumerate() {
        if marks.get(i) == Some(&Verdict::Record(Field::Licence)) && out.licence == Known::Unknown {
            out.licence = stated(page, i, 0..line.text().len(), line.text().to_string());
        }
    }
}

fn sections(page: &Page<'_>, marks: &Marks, out: &mut Metadata) {
    for (i, line) in page.lines.iter().enumerate() {
        let plain = marks.parts(i).is_none() && marks.get(i) == Some(&Verdict::Record(Field::Section));
        if !plain || line.ending == Ending::Sentence {
            continue;
        }
        let text = line.text();
        let listed = text.split_once([':', '：']).map_or(text, |(_, listed)| listed);
        let labels = listed.split([',', '|', ';', '、', '،', '•', '·']).map(str::trim);
        for label in labels.filter(|l| !l.is_empty() && l.len() <= 80) {
            if out.sections.len() < 24 && !out.sections.iter().any(|s| s == label) {
                out.sections.push(label.to_string());
            }
        }
    }
}

/// The source, strongest evidence first: the head of the standfirst, the site's name, a republication notice.
fn source(page: &Page<'_>, marks: &mut Marks, site: &Site, out: &mut Metadata) {
    if out.source != Known::Unknown {
        return;
    }
    let author = |name: &str, out: &Metadata| {
        out.authors.value().is_some_and(|a| a.iter().any(|a| crate::text::fold(a) == crate::text::fold(name)))
    };
    if let (Some(name), Some((span, line))) = (&site.name, site.place)
        && !author(name, out)
    {
        out.source = Known::Stated { value: name.clone(), span, line };
        return;
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

/// Lines between the title and the text that sum it up.
pub(super) fn is_standfirst(page: &Page<'_>, i: usize) -> bool {
    let line = &page.lines[i];
    line.words >= 7 && line.lower && line.capitals * 10 < line.words * 8
}

/// The role of a line between title and text.
pub(super) fn head_role(page: &Page<'_>, i: usize) -> Option<Role> {
    is_standfirst(page, i).then_some(Role::Standfirst)
}
