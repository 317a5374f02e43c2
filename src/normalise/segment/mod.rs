//! From decoded text to segments: the lines or blocks that rules look at.

mod markdown;
pub(super) mod text;

pub(super) use markdown::note;

use super::page::Segment;
use super::repair;
use crate::model::{Media, SourceText};

/// Cuts a document into segments, repaired, in order, disjoint. `start` is where its text begins, below front matter.
pub(super) fn segments(source: &SourceText, media: Media, start: usize) -> Vec<Segment<'_>> {
    let mojibake = repair::is_damaged(&source.text);
    match media {
        Media::Text | Media::Html => text::segments(&source.text, mojibake),
        Media::Markdown => markdown::segments(&source.text, start, mojibake),
    }
}
