//! The words of all articles as numbers, and each article as a sparse vector of them.
//!
//! A term is a word of at least two articles that is not in too many of them. Terms are numbered in the order of
//! their hashes, so that neither the order of articles nor that of threads tells in any sum.

use super::constants::*;
use super::reading::Reading;
use super::words::{At, ByHash, Word};
use crate::par;

/// Sparse vectors, one for each article, by term in ascending order, one after another in memory.
#[derive(Debug, Default)]
pub(super) struct Vectors {
    starts: Vec<usize>,
    entries: Vec<(u32, f32)>,
    /// The number of terms there are.
    pub(super) terms: usize,
}

impl Vectors {
    /// From rows that are in order of term each.
    pub(super) fn new(rows: Vec<Vec<(u32, f32)>>, terms: usize) -> Vectors {
        let mut starts = Vec::with_capacity(rows.len() + 1);
        let mut entries = Vec::with_capacity(rows.iter().map(Vec::len).sum());
        starts.push(0);
        for row in rows {
            entries.extend_from_slice(&row);
            starts.push(entries.len());
        }
        Vectors { starts, entries, terms }
    }

    /// The vector of one article.
    pub(super) fn row(&self, at: usize) -> &[(u32, f32)] {
        &self.entries[self.starts[at]..self.starts[at + 1]]
    }

    /// The number of articles.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }
}

/// What the collection knows of its words.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// By the number of a word ([`Word::id`]): how rare it is, the logarithm of articles by articles that use it.
    pub(super) rarity: Vec<f32>,
    /// By the number of a word: what that is worth in a key term.
    pub(super) telling: Vec<f32>,
    /// By the number of a word: the term it is, or [`NONE`].
    term: Vec<u32>,
    /// By term: an article and a place in it where the term may be read.
    places: Vec<(u32, At)>,
}

/// No term.
const NONE: u32 = u32::MAX;

impl Terms {
    /// Where a term may be read.
    pub(super) fn place(&self, term: u32) -> (u32, At) {
        self.places[term as usize]
    }

    /// The term of a word.
    pub(super) fn of(&self, word: &Word) -> Option<u32> {
        Some(self.term[word.id as usize]).filter(|term| *term != NONE)
    }
}

/// Numbers the words of all articles, in place of their hashes.
pub(super) fn number(readings: &mut [Reading]) -> Terms {
    let mut ids: ByHash<u32> = ByHash::default();
    let mut hashes: Vec<u64> = Vec::new();
    let mut frequency: Vec<u32> = Vec::new();
    for word in readings.iter_mut().flat_map(|reading| &mut reading.words.words) {
        let id = *ids.entry(word.hash).or_insert_with(|| {
            hashes.push(word.hash);
            frequency.push(0);
            hashes.len() as u32 - 1
        });
        frequency[id as usize] += 1;
        word.id = id;
    }
    drop(ids);
    let count = readings.len() as u32;
    let common = ((count as f32 * RELATED_COMMON) as u32).max(RELATED_SMALL.min(count));
    let mut kept: Vec<u32> =
        (0..hashes.len() as u32).filter(|id| (2..=common).contains(&frequency[*id as usize])).collect();
    kept.sort_unstable_by_key(|id| hashes[*id as usize]);
    let mut term = vec![NONE; hashes.len()];
    for (at, id) in kept.iter().enumerate() {
        term[*id as usize] = at as u32;
    }
    let mut places = vec![(NONE, At { block: 0, start: 0, end: 0 }); kept.len()];
    for (article, reading) in readings.iter().enumerate() {
        for word in &reading.words.words {
            let of = term[word.id as usize];
            if of != NONE && places[of as usize].0 == NONE {
                places[of as usize] = (article as u32, word.at);
            }
        }
    }
    let rarity: Vec<f32> = frequency.iter().map(|df| ((count as f32 + 1.0) / *df as f32).ln()).collect();
    let telling = rarity.iter().map(|idf| (idf + KEY_IDF_BASE).max(0.01).powf(KEY_IDF)).collect();
    Terms { rarity, telling, term, places }
}

/// The articles as vectors of unit length: the frequency of each term, damped, by its rarity.
pub(super) fn vectors(readings: &[Reading], terms: &Terms) -> Vectors {
    let damped: Vec<f32> = (0..64u8).map(|n| 1.0 + f32::from(n.max(1)).ln()).collect();
    let damp = |n: u32| damped.get(n as usize).copied().unwrap_or_else(|| 1.0 + (n as f32).ln());
    let rows = par::map(readings, |reading| {
        let mut row: Vec<(u32, f32)> = Vec::with_capacity(reading.words.words.len());
        for word in &reading.words.words {
            if let Some(term) = terms.of(word) {
                row.push((term, damp(word.frequency()) * terms.rarity[word.id as usize]));
            }
        }
        row.sort_unstable_by_key(|(term, _)| *term);
        unit(&mut row);
        row
    });
    Vectors::new(rows, terms.places.len())
}

/// Makes the length of a vector one.
pub(super) fn unit(row: &mut [(u32, f32)]) {
    let length = row.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    if length > 0.0 {
        row.iter_mut().for_each(|(_, w)| *w /= length);
    }
}
