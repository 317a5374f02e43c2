//! stub
use super::super::page::Page;
use super::super::segment::html::Reading;
use super::source::Site;
use super::title::Title;
use crate::model::{Field, Metadata, Span};

pub(in crate::normalise) fn title(page: &Page<'_>, reading: &Reading, _site: &Site) -> Option<Title> {
    let fact = reading.facts.iter().find(|f| f.key == "h1")?;
    let line = fact.line as usize - 1;
    page.lines.get(line).map(|l| Title { line, len: l.text().len() })
}

pub(in crate::normalise) fn read(_page: &Page<'_>, _reading: &Reading, _metadata: &mut Metadata) -> Vec<(Span, Field)> {
    Vec::new()
}
