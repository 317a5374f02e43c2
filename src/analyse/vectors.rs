//! The words of all articles as numbers, and each article as a sparse vector of them.
//!
//! A term is a word of at least two articles that is not in too many of them. Terms are numbered in the order of
//! their hashes, so that neither the order of articles nor that of threads tells in any sum.

use super::BATCH;
use super::constants::*;
use super::packed::Use;
use super::reading::Reading;
use super::terms::{key_terms, text_at};
use super::words::{At, ByHash, Word};
use crate::model::{Article, ArticleId, KeyTerms, Table};
use crate::par;
use std::sync::{Arc, OnceLock};

/// Sparse vectors, one for each article, by term in ascending order, one after another in memory.
#[derive(Debug, Default)]
pub(super) struct Vectors {
    starts: Vec<usize>,
    entries: Vec<(u32, f32)>,
    /// The number of terms there are.
    pub(super) terms: usize,
}

impl Vectors {
    /// Of no article yet.
    fn empty(terms: usize) -> Vectors {
        Vectors { starts: vec![0], entries: Vec::new(), terms }
    }

    /// From rows that are in order of term each.
    pub(super) fn new(rows: Vec<Vec<(u32, f32)>>, terms: usize) -> Vectors {
        let mut vectors = Vectors::empty(terms);
        vectors.extend(rows);
        vectors
    }

    fn extend(&mut self, rows: Vec<Vec<(u32, f32)>>) {
        for row in rows {
            self.entries.extend_from_slice(&row);
            self.starts.push(self.entries.len());
        }
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

/// What the collection knows of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weight {
    /// How rare it is: the logarithm of articles by articles that use it.
    rarity: f32,
    /// What that is worth in a key term.
    pub(super) telling: f32,
    /// The term it is, or [`NONE`].
    term: u32,
}

/// What the collection knows of its words.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// By the number of a word ([`Numbers`]). All that is known of one stands side by side, for there are many words.
    weights: Vec<Weight>,
    /// By term: an article and a place in it where the term may be read.
    places: Vec<(u32, At)>,
    /// By term: its text, once somebody has asked for it.
    texts: Vec<OnceLock<Arc<str>>>,
}

/// No term.
const NONE: u32 = u32::MAX;

impl Terms {
    /// A term as it may be read, the same one for all who ask.
    pub(super) fn text(&self, term: u32, articles: &Table<ArticleId, Article>) -> Arc<str> {
        let read = || {
            let (article, at) = self.places[term as usize];
            articles.rows().get(article as usize).map_or_else(String::new, |article| text_at(article, at)).into()
        };
        self.texts[term as usize].get_or_init(read).clone()
    }

    /// The term of a word, by its number.
    pub(super) fn of(&self, id: u32) -> Option<u32> {
        Some(self.weights[id as usize].term).filter(|term| *term != NONE)
    }

    /// What is known of a word, by its number.
    #[inline]
    pub(super) fn weight(&self, id: u32) -> &Weight {
        &self.weights[id as usize]
    }
}

/// The words of the articles that were read so far, numbered as they come.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    ids: ByHash<u32>,
    articles: u32,
    words: Vec<Seen>,
}

/// A word of the collection.
#[derive(Clone, Copy, Debug)]
struct Seen {
    hash: u64,
    /// The number of articles that use it.
    articles: u32,
    /// Those that write it in lower case.
    lower: u32,
    /// The first article that uses it, and where it may be read there.
    first: (u32, At),
}

impl Numbers {
    /// The numbers of the words of the next article.
    pub(super) fn add(&mut self, words: &[Word]) -> Vec<u32> {
        let article = self.articles;
        self.articles += 1;
        let number = |word: &Word| {
            let id = *self.ids.entry(word.hash).or_insert_with(|| {
                self.words.push(Seen { hash: word.hash, articles: 0, lower: 0, first: (article, word.at) });
                self.words.len() as u32 - 1
            });
            let seen = &mut self.words[id as usize];
            seen.articles += 1;
            seen.lower += u32::from(word.lower);
            id
        };
        words.iter().map(number).collect()
    }

    /// How many articles write a word in lower case.
    pub(super) fn lower(&self, hash: u64) -> u32 {
        self.lower_of(hash).0
    }

    /// How many articles write a word in lower case, and how many use it.
    pub(super) fn lower_of(&self, hash: u64) -> (u32, u32) {
        self.ids.get(&hash).map_or((0, 0), |id| (self.words[*id as usize].lower, self.words[*id as usize].articles))
    }

    /// What the collection knows of its words, when all are read.
    pub(super) fn terms(&self) -> Terms {
        let (count, words) = (self.articles, &self.words);
        let common = ((count as f32 * RELATED_COMMON) as u32).max(RELATED_SMALL.min(count));
        let is_term = |id: &u32| (2..=common).contains(&words[*id as usize].articles);
        let mut kept: Vec<u32> = (0..words.len() as u32).filter(is_term).collect();
        kept.sort_unstable_by_key(|id| words[*id as usize].hash);
        let weight = |word: &Seen| {
            let rarity = ((count as f32 + 1.0) / word.articles as f32).ln();
            Weight { rarity, telling: (rarity + KEY_IDF_BASE).max(0.01).powf(KEY_IDF), term: NONE }
        };
        let mut weights: Vec<Weight> = words.iter().map(weight).collect();
        for (at, id) in kept.iter().enumerate() {
            weights[*id as usize].term = at as u32;
        }
        let places = kept.iter().map(|id| words[*id as usize].first).collect();
        let texts = kept.iter().map(|_| OnceLock::new()).collect();
        Terms { weights, places, texts }
    }
}

/// The articles as vectors of unit length: the frequency of each term, damped, by its rarity. And their key terms, for
/// which the same is read.
pub(super) fn vectors(
    articles: &Table<ArticleId, Article>,
    readings: &[Reading],
    terms: &Terms,
) -> (Vectors, Table<ArticleId, KeyTerms>) {
    let damped: Vec<f32> = (0..64u8).map(|n| 1.0 + f32::from(n.max(1)).ln()).collect();
    let damp = |n: u32| damped.get(n as usize).copied().unwrap_or_else(|| 1.0 + (n as f32).ln());
    let row = |words: &[Use]| {
        let mut row: Vec<(u32, f32)> = Vec::with_capacity(words.len());
        for word in words {
            let Weight { rarity, term, .. } = *terms.weight(word.id);
            if term != NONE {
                let frequency = word.count - word.in_title + RELATED_TITLE * word.in_title;
                row.push((term, damp(frequency) * rarity));
            }
        }
        row.sort_unstable_by_key(|(term, _)| *term);
        unit(&mut row);
        row
    };
    let both = |(article, reading): &(&Article, &Reading)| {
        let words = reading.words.words();
        (row(&words), key_terms(article, reading, &words, terms))
    };
    // A part at a time, so that they are not all in memory twice.
    let mut vectors = Vectors::empty(terms.places.len());
    let mut keys: Vec<KeyTerms> = Vec::with_capacity(articles.len());
    for (articles, readings) in articles.rows().chunks(BATCH).zip(readings.chunks(BATCH)) {
        let pairs: Vec<(&Article, &Reading)> = articles.iter().zip(readings).collect();
        let (rows, part): (Vec<_>, Vec<_>) = par::map(&pairs, both).into_iter().unzip();
        vectors.extend(rows);
        keys.extend(part);
    }
    (vectors, keys.into())
}

/// Makes the length of a vector one.
pub(super) fn unit(row: &mut [(u32, f32)]) {
    let length = row.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    if length > 0.0 {
        row.iter_mut().for_each(|(_, w)| *w /= length);
    }
}
