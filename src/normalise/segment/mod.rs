//! From decoded text to segments: the lines or blocks that rules look at.

pub(super) mod html;
mod markdown;
pub(super) mod text;

pub(super) use markdown::note;

use super::page::Segment;
use crate::model::{Media, SourceText};
use html::{For, Reading};

/// The text that spans refer to, and what markup says of it: for HTML the text of the page in place of its source.
pub(super) fn read(source: SourceText, media: Media, purpose: For) -> (SourceText, Option<Reading>) {
    match media {
        Media::Text | Media::Markdown => (source, None),
        Media::Html => {
            let (source, reading) = html::read(source, purpose);
            (source, Some(reading))
        }
    }
}

/// Cuts a document into segments, repaired, in order, disjoint. `start` is where its text begins, below front matter;
/// `mojibake` says whether it was found to be misread UTF-8.
pub(super) fn segments<'a>(
    source: &'a SourceText,
    media: Media,
    page: Option<&Reading>,
    start: usize,
    mojibake: bool,
) -> Vec<Segment<'a>> {
    match (media, page) {
        (Media::Html, Some(page)) => html::segments(&source.text, page, mojibake),
        (Media::Text | Media::Html, _) => text::segments(&source.text, mojibake),
        (Media::Markdown, _) => markdown::segments(&source.text, start, mojibake),
    }
}
