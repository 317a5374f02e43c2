//! A document before it is an article: bytes, then text with a map back to the bytes.

use super::{Date, Origin, Rule, Span};
use smol_str::SmolStr;
use std::ops::Range;

/// What kind of text a document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Media {
    /// Plain text: never parsed as markup.
    Text,
    /// CommonMark.
    Markdown,
    /// HTML.
    Html,
}

/// What the container said about a document; evidence, not truth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Original address.
    pub url: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Date of publication.
    pub date: Option<Date>,
    /// The date as the container writes it, where that is in words.
    pub date_text: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Terms of use.
    pub licence: Option<String>,
    /// What it is filed under.
    pub sections: Vec<String>,
    /// When it was taken.
    pub retrieved: Option<Date>,
    /// Character set.
    pub charset: Option<String>,
    /// Whether it is known that its end is missing.
    pub cut_off: bool,
}

/// One document as it was read: bytes and what is known about them from outside.
#[derive(Clone, Debug)]
pub struct RawDocument {
    /// Where it came from.
    pub origin: Origin,
    /// Its bytes, unchanged.
    pub bytes: Vec<u8>,
    /// What kind of text it holds.
    pub media: Media,
    /// What the container said about it.
    pub hints: Hints,
}

/// The character set a document was decoded from, and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charset {
    /// The WHATWG name, such as `UTF-8` or `windows-1252`.
    pub name: &'static str,
    /// How it was found.
    pub how: CharsetHow,
}

/// How a character set was found, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharsetHow {
    /// A byte order mark.
    Mark,
    /// The bytes are valid UTF-8.
    Valid,
    /// The container or the markup declares it.
    Declared,
    /// Detected from the bytes.
    Detected,
}

/// Decoded text of one document. It is never changed after it is made; repairs stand in [`Edit`]s.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// The text, without a byte order mark. Bytes that could not be decoded stand as U+FFFD.
    pub text: String,
    /// What it was decoded from.
    pub charset: Charset,
    /// The way back to the bytes.
    pub map: ByteMap,
    /// Where in `text` a U+FFFD stands for bytes that could not be decoded.
    pub undecodable: Vec<Span>,
}

/// The way from offsets in decoded text back to offsets in the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ByteMap {
    /// Text and bytes are the same but for `skipped` bytes of a mark at the start.
    Same {
        /// Bytes before the text begins.
        skipped: usize,
    },
    /// Pairs (offset in text, offset in bytes), ascending, one at every start of a line and at the end.
    Lines(Vec<(usize, usize)>),
}

impl ByteMap {
    /// The bytes behind a span of text: exact for [`ByteMap::Same`], else widened to whole lines.
    pub fn bytes(&self, span: Span) -> Range<usize> {
        match self {
            ByteMap::Same { skipped } => skipped + span.start as usize..skipped + span.end as usize,
            ByteMap::Lines(points) => {
                let first = points.partition_point(|p| p.0 <= span.start as usize).saturating_sub(1);
                let last = points.partition_point(|p| p.0 < span.end as usize).min(points.len().saturating_sub(1));
                match (points.get(first), points.get(last.max(first))) {
                    (Some(a), Some(b)) => a.1..b.1,
                    _ => 0..0,
                }
            }
        }
    }
}

/// A repair: what stood in the source, what stands in the article, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The place in the source text.
    pub span: Span,
    /// The line of the source text, from 1.
    pub line: u32,
    /// What stood there.
    pub before: SmolStr,
    /// What stands in the article.
    pub after: SmolStr,
    /// Why.
    pub rule: Rule,
}
