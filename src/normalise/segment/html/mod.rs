//! HTML: the text of a page, a block a line, with what the tree says of each block, and what the page says of itself.
//!
//! Takes decoded markup; gives a [`Reading`]. Its text is the source text of the document from here on, and holds the
//! words of every text node once: first what a reader sees, in order, then a line for each thing that tags and
//! structured data state, then the words of drawings, frames and objects, then what nobody is shown (scripts, styles).
//! Markup is never passed on.
//!
//! `tree` parses and keeps hostile pages linear, `raw` finds where scripts and style sheets end, `walk` goes through the
//! tree, `writer` makes blocks, `place` tells where in the tree a block stands, `facts` collects statements, `voices`
//! asks others which blocks are the article's, and `flat` reads what is no page for a tree.

mod facts;
mod flat;
mod ld;
pub(in crate::normalise) mod place;
mod raw;
mod tree;
mod voices;
mod walk;
mod writer;

use super::super::page::{Segment, Spans};
use super::super::repair::{self, Patch};
use crate::model::{BlockKind, ByteMap, Inline, SourceText, Span};
use place::Place;

/// A block of a page.
#[derive(Clone, Debug)]
pub(in crate::normalise) struct Piece {
    /// Its place in the text.
    pub(in crate::normalise) span: Span,
    kind: Option<BlockKind>,
    inlines: Vec<Inline>,
    /// Where in the tree it stands.
    pub(in crate::normalise) place: Place,
    /// Bytes of it that stand in links.
    pub(in crate::normalise) linked: u32,
    /// How much of it another reader takes for the article, from 0 to 64, if it was asked.
    pub(in crate::normalise) article: Option<u8>,
}

impl Piece {
    /// Whether half of it stands in links.
    pub(in crate::normalise) fn is_link(&self) -> bool {
        self.linked as usize * 2 >= self.span.len()
    }
}

/// Something that a page says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::normalise) struct Fact {
    /// What kind of statement it is: the name of a tag or of a property of structured data, in lower case.
    pub(in crate::normalise) key: String,
    /// What is stated.
    pub(in crate::normalise) value: String,
    /// Where in the text it stands.
    pub(in crate::normalise) span: Span,
    /// On which line.
    pub(in crate::normalise) line: u32,
}

/// A page as it was read.
#[derive(Clone, Debug, Default)]
pub(in crate::normalise) struct Reading {
    /// Its blocks, in order.
    pub(in crate::normalise) pieces: Vec<Piece>,
    /// What it says of itself, in order of how it was found.
    pub(in crate::normalise) facts: Vec<Fact>,
    /// The text of the article as structured data gives it, as words that [`voices`] compares.
    pub(in crate::normalise) said: Option<Vec<u8>>,
    /// Where the words of drawings, frames and objects stand, a text a line.
    embedded: Span,
}

/// The rule under which the words of drawings, frames and objects are set aside, and what it catches.
pub(in crate::normalise) const EMBEDDED: (&str, &str) =
    ("embedded", "the words of a drawing, a frame or an object in the page");

impl Reading {
    /// The lines of drawings, frames and objects, without their ends.
    pub(in crate::normalise) fn embedded(&self, text: &str) -> impl Iterator<Item = Span> {
        let mut at = self.embedded.start as usize;
        text[self.embedded.range()].split_inclusive('\n').map(move |line| {
            let start = at;
            at += line.len();
            Span::new(start, start + line.trim_end().len())
        })
    }
}

/// What a reading is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::normalise) enum For {
    /// The lines alone, for the survey.
    Lines,
    /// An article.
    Article,
}

/// Reads a page. The text given back is what spans refer to.
pub(in crate::normalise) fn read(source: SourceText, purpose: For) -> (SourceText, Reading) {
    let walked = match tree::parse(&source.text) {
        Some(document) => walk::walk(document, purpose),
        None => flat::walk(&source.text),
    };
    let walk::Walked { mut writer, found, deep, document, nodes, .. } = walked;
    writer.finish();
    let mut reading = Reading { pieces: std::mem::take(&mut writer.pieces), ..Reading::default() };
    let mut text = std::mem::take(&mut writer.text);
    if purpose == For::Article {
        if let Some(document) = document.filter(|_| !deep) {
            voices::other_reader(document, &nodes, &mut reading.pieces);
        }
        let bodies: Vec<String> = found.scripts.iter().flat_map(|script| ld::bodies(script)).collect();
        reading.said = voices::structured(&text, &reading.pieces, &bodies);
        reading.facts = facts::written(found, &mut text, reading.pieces.len());
    }
    let embedded = text.len();
    text.push_str(&writer.embedded);
    reading.embedded = Span::new(embedded, text.len());
    text.push_str(&writer.unseen);
    let undecodable = if source.undecodable.is_empty() {
        Vec::new()
    } else {
        text.match_indices('\u{fffd}').map(|(at, mark)| Span::new(at, at + mark.len())).collect()
    };
    let bytes = source.map.bytes(Span::new(0, source.text.len())).end;
    let map = ByteMap::Lines(vec![(0, 0), (text.len(), bytes)]);
    (SourceText { text, charset: source.charset, map, undecodable }, reading)
}

/// The blocks of a page as segments, repaired.
pub(super) fn segments<'a>(text: &'a str, reading: &Reading, mojibake: bool) -> Vec<Segment<'a>> {
    let one = |(i, piece): (usize, &Piece)| {
        let patch = repair::repair(&text[piece.span.range()], mojibake);
        let inlines = inlines(&patch, &piece.inlines);
        Segment {
            number: i as u32 + 1,
            span: piece.span,
            spans: Spans::One(piece.span),
            patch,
            kind: piece.kind,
            inlines,
            glued: false,
            tagged_caption: false,
        }
    };
    reading.pieces.iter().enumerate().map(one).collect()
}

/// Markup inside a block, in its repaired text.
fn inlines(patch: &Patch<'_>, inlines: &[Inline]) -> Vec<Inline> {
    let edits = patch.edits();
    let to_repaired = |at: u32| {
        let at = at as usize;
        let before = edits.partition_point(|e| e.source.end <= at);
        match (edits.get(before), before.checked_sub(1).map(|i| &edits[i])) {
            (Some(e), _) if e.source.start < at => e.out.start,
            (_, Some(e)) => e.out.end + (at - e.source.end),
            (_, None) => at,
        }
    };
    let end = patch.text().len();
    let moved = inlines
        .iter()
        .map(|inline| (to_repaired(inline.span.start).min(end), to_repaired(inline.span.end).min(end), inline));
    let kept = moved.filter(|(from, to, _)| from < to);
    kept.map(|(from, to, inline)| Inline { span: Span::new(from, to), kind: inline.kind.clone() }).collect()
}
