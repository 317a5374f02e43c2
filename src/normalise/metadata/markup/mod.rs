//! The record as a page states it in tags and structured data, strongest statement first.
//!
//! Takes what was stated; gives facts with the place of the statement, and the places that were used for the ledger.
//! What is printed on the page is read by the rest of this room and stands where nothing stronger is stated.

mod author;
mod date;
mod title;

pub(in crate::normalise) use title::{Chosen, title};

use super::super::marks::{Marks, Verdict};
use super::super::page::Page;
use super::super::segment::html::{Fact, Reading};
use super::title::Tag;
use crate::model::{Direction, Field, Known, Metadata, Span};
use crate::text;

/// Adds what a page states to what was read from its lines, and marks the lines that state it. Gives the places below
/// the text that were used, in order.
pub(in crate::normalise) fn read(
    page: &Page<'_>,
    reading: &Reading,
    marks: &mut Marks,
    chosen: Option<&Chosen>,
    metadata: &mut Metadata,
) -> Vec<(Span, Field)> {
    let mut used = Used { page, marks, below: page.lines.len() as u32, places: Vec::new() };
    if let Some(chosen) = chosen.filter(|c| c.line.is_none() || metadata.title == Known::Unknown) {
        metadata.title = used.known(chosen.value.clone(), &reading.facts[chosen.fact], Field::Title);
    }
    if let Some((name, fact)) = source(reading) {
        metadata.source = used.known(name, fact, Field::Source);
    }
    let outlet = metadata.source.value().cloned();
    if let Some((names, fact)) = author::find(reading, outlet.as_deref(), metadata.authors.value()) {
        metadata.authors = used.known(names, fact, Field::Byline);
    }
    if let Some((day, fact)) = date::find(reading, metadata.date.stated_or_set().copied()) {
        metadata.date = used.known(day, fact, Field::Date);
    }
    let address = |f: &&Fact| f.value.starts_with("http://") || f.value.starts_with("https://");
    let first =
        |keys: &[&str]| keys.iter().find_map(|key| reading.facts.iter().filter(address).find(|f| f.key == *key));
    if let Some(fact) = first(&["link canonical", "og:url", "ld url"]) {
        metadata.url = used.known(fact.value.clone(), fact, Field::Address);
    }
    if metadata.licence == Known::Unknown
        && let Some(fact) = first(&["link license", "a license", "ld license"])
    {
        metadata.licence = used.known(fact.value.clone(), fact, Field::Licence);
    }
    for fact in reading.facts.iter().filter(|f| matches!(f.key.as_str(), "article:section" | "ld articlesection")) {
        if metadata.sections.len() < 24 && fact.value.len() <= 80 && !metadata.sections.contains(&fact.value) {
            metadata.sections.push(fact.value.clone());
            used.place(fact, Field::Section);
        }
    }
    used.places.sort_by_key(|(span, _)| span.start);
    used.places.dedup_by_key(|(span, _)| span.start);
    used.places
}

struct Used<'p, 's> {
    page: &'p Page<'s>,
    marks: &'p mut Marks,
    below: u32,
    places: Vec<(Span, Field)>,
}

impl Used<'_, '_> {
    fn known<T>(&mut self, value: T, fact: &Fact, field: Field) -> Known<T> {
        self.place(fact, field);
        Known::Stated { value, span: fact.span, line: fact.line }
    }

    fn place(&mut self, fact: &Fact, field: Field) {
        if fact.line > self.below {
            self.places.push((fact.span, field));
            return;
        }
        // A line that states little else goes to the record; in a sentence the statement stays text.
        let line = fact.line as usize - 1;
        if let Some(found) = self.page.lines.get(line)
            && found.segment.span.len() <= fact.span.len() * 2 + 12
        {
            self.marks.set(line, Verdict::Record(field));
        }
    }
}

/// The outlet, as the page names it.
fn source(reading: &Reading) -> Option<(String, &Fact)> {
    let keys = [
        "og:site_name",
        "ld publisher",
        "citation_journal_title",
        "prism.publicationname",
        "application-name",
        "dc.publisher",
    ];
    keys.iter().find_map(|key| {
        let fact = reading.facts.iter().find(|f| f.key == *key)?;
        let name = fact.value.trim();
        let fits = (2..=80).contains(&name.len()) && name.chars().any(char::is_alphabetic) && !name.contains("://");
        fits.then(|| (name.to_string(), fact))
    })
}

/// The language that the page states, as a tag, where its words do not tell.
pub(in crate::normalise) fn language(reading: &Reading) -> Option<(Known<String>, Direction)> {
    let keys = ["html lang", "ld inlanguage", "content-language", "dc.language", "og:locale"];
    let (tag, fact) = keys.iter().find_map(|key| {
        let fact = reading.facts.iter().find(|f| f.key == *key)?;
        let primary = fact.value.split(['-', '_', ',', ' ']).next()?.to_ascii_lowercase();
        let fits = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
        fits.then_some((primary, fact))
    })?;
    let right = matches!(tag.as_str(), "ar" | "fa" | "he" | "ur" | "yi" | "ps" | "sd" | "ug" | "dv" | "ckb");
    let direction = if right { Direction::RightToLeft } else { Direction::LeftToRight };
    Some((Known::Stated { value: tag, span: fact.span, line: fact.line }, direction))
}

/// What the page's `<title>` says; empty where it has none.
pub(in crate::normalise) fn title_tag(reading: &Reading) -> Tag<'_> {
    let fact = reading.facts.iter().find(|f| f.key == "title");
    fact.map_or(Tag { text: "", line: usize::MAX }, |f| Tag { text: &f.value, line: f.line as usize - 1 })
}

/// Whether the page says that it is of a place that writes English with the day before the month.
pub(in crate::normalise) fn day_first(reading: &Reading) -> bool {
    let tag = reading.facts.iter().find(|f| matches!(f.key.as_str(), "html lang" | "og:locale" | "content-language"));
    let tag = tag.map(|f| f.value.to_ascii_lowercase().replace('_', "-")).unwrap_or_default();
    matches!(tag.as_str(), "en-gb" | "en-au" | "en-nz" | "en-ie" | "en-in" | "en-za" | "en-sg" | "en-hk")
}

/// Names by which the page calls its site, folded.
fn sites(reading: &Reading) -> Vec<String> {
    let keys = ["og:site_name", "ld publisher", "application-name", "twitter:site", "publisher", "dc.publisher"];
    let named = reading.facts.iter().filter(|f| keys.contains(&f.key.as_str()));
    named.map(|f| text::fold(f.value.trim_start_matches('@')).trim().to_string()).filter(|n| !n.is_empty()).collect()
}
