//! By which words a reader finds passages of articles, and what the A–Z lists where it is too long for one page: the
//! words, where each stands, and how they are shared out to files, so that whoever types loads a few of them only.

mod files;
mod lists;

pub(super) use files::files;

use crate::model::*;
use crate::par;
use crate::text::{self, Lookups};
use lists::{Kind, Lists};
use std::collections::HashMap;
use std::ops::Range;

/// Entries of a file of names or articles. An entry has at most 900 bytes, mostly 150.
pub(super) const ENTRIES: u32 = 80;
/// Characters of a piece. Whatever is longer than a paragraph is found and shown by parts.
const PIECE: usize = 2_000;
/// Bytes of a file of pieces, each with what is told of it and of its article: each result shown may load another.
const TEXT: usize = 30_000;
const OF_PIECE: usize = 10;
const OF_ARTICLE: usize = 200;
/// Articles whose words are read by one thread in one go, and those that are read before their words are put together.
const CHUNK: usize = 16;
const BATCH: usize = 64 * CHUNK;

/// The words of all texts, titles and names. `order` holds the articles, the newest first; `divided` says whether the
/// index has several pages.
pub(super) fn lookup(library: &Library, index: &[IndexEntry], divided: bool) -> Lookup {
    let mut lookup = Lookup::default();
    let mut places = vec![0; library.articles.len()];
    for (place, entry) in index.iter().enumerate() {
        match entry.kind {
            IndexKind::Article(id) => places[id.index()] = place as u32,
            IndexKind::Source(_) | IndexKind::Topic(_) => lookup.names.push(place as u32),
        }
    }
    let oldest_first: Vec<ArticleId> = library.order.iter().rev().copied().collect();
    lookup.articles = oldest_first.iter().map(|id| places[id.index()]).collect();

    let mut lists = Lists::default();
    for (kind, entries) in [(Kind::Title, &lookup.articles), (Kind::Name, &lookup.names)] {
        for (n, place) in entries.iter().enumerate().take_while(|_| divided || kind == Kind::Title) {
            for word in text::lookup_words(&index[*place as usize].label) {
                let word = lists.word(&word);
                lists.add(word, kind, n as u32, 0);
            }
        }
    }
    let numbered: Vec<(u32, ArticleId)> = (0..).zip(oldest_first).collect();
    for batch in numbered.chunks(BATCH) {
        let chunks: Vec<&[(u32, ArticleId)]> = batch.chunks(CHUNK).collect();
        for found in par::map(&chunks, |chunk| read(library, chunk)) {
            let words: Vec<u32> = found.words.iter().map(|word| lists.word(word)).collect();
            for place in &found.places {
                lists.add(words[place.word as usize], place.kind, place.article, place.piece);
            }
            lookup.pieces.extend(found.pieces);
        }
    }
    lookup.words = lists.finish();
    if !divided {
        (lookup.names, lookup.articles) = Default::default();
    }
    lookup
}

/// What some articles hold.
#[derive(Default)]
struct Found {
    pieces: Vec<Piece>,
    words: Vec<String>,
    places: Vec<Place>,
}

/// A word of [`Found::words`] in a piece of an article, both by their numbers.
struct Place {
    word: u32,
    kind: Kind,
    article: u32,
    piece: u32,
}

fn read(library: &Library, articles: &[(u32, ArticleId)]) -> Found {
    let mut found = Found::default();
    let mut reader = Lookups::default();
    // The number of each word, and the piece it was last seen in.
    let mut known: HashMap<String, (u32, u32)> = HashMap::new();
    let mut seen = 0;
    for (number, id) in articles {
        let article = &library.articles[*id];
        let texts = article.blocks.iter().map(|block| (Kind::Text, &block.text));
        let beside = article.beside.iter().map(|beside| (Kind::Beside, &beside.text));
        let mut piece = 0;
        for (place, (kind, text)) in (0..).zip(texts.chain(beside)) {
            for span in cut(text) {
                found.pieces.push(Piece { article: *number, place, span: span.clone().into() });
                seen += 1;
                let mut add = |word: u32| {
                    found.places.push(Place { word, kind, article: *number, piece });
                };
                reader.each(&text[span], |word| match known.get_mut(word) {
                    Some((_, last)) if *last == seen => {}
                    Some((word, last)) => {
                        *last = seen;
                        add(*word);
                    }
                    None => {
                        let new = known.len() as u32;
                        known.insert(word.to_string(), (new, seen));
                        found.words.push(word.to_string());
                        add(new);
                    }
                });
                piece += 1;
            }
        }
    }
    found
}

/// A text in pieces, cut between words.
fn cut(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let end = text::end_of(rest, PIECE).unwrap_or(rest.len());
        let space = if end < rest.len() { rest[..end].rfind(' ').filter(|space| *space > end / 2) } else { None };
        let start = at;
        at += space.map_or(end, |space| space + 1);
        Some(start..at)
    })
}

/// Pieces as they are shared out to files: an article stands in one file, unless it alone is too long for it.
pub(super) fn texts(pieces: &[Piece]) -> Vec<Range<u32>> {
    let size = |piece: &Piece| piece.span.len() + OF_PIECE;
    let mut out: Vec<Range<u32>> = Vec::new();
    let (mut start, mut filled, mut at) = (0, 0, 0);
    for article in pieces.chunk_by(|a, b| a.article == b.article) {
        if filled > 0 && filled + OF_ARTICLE + article.iter().map(size).sum::<usize>() > TEXT {
            out.push(start..at);
            (start, filled) = (at, 0);
        }
        filled += OF_ARTICLE;
        for piece in article {
            if filled > 2 * TEXT {
                out.push(start..at);
                (start, filled) = (at, OF_ARTICLE);
            }
            filled += size(piece);
            at += 1;
        }
    }
    out.extend((start < at).then_some(start..at));
    out
}
