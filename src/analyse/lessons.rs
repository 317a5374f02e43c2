//! What was learned of configured topics, laid beside what the word list says of them.

use super::constants::*;
use super::learn::{self, Sure};
use super::rows::Row;
use super::table::{Held, Said, Vocabulary, is_configured};
use super::tallies::Tally;
use super::terms::text_at;
use super::tokens::hash;
use crate::model::*;
use crate::text::fold;

/// The learned topics of a collection.
pub(super) struct Lessons<'a> {
    vocabulary: &'a Vocabulary<'a>,
    learned: learn::Learned,
    /// From rows to learned topics and back.
    number: Vec<Option<u32>>,
    rows: Vec<usize>,
    /// By learned topic, the least strength that the compiler asks for.
    least: Vec<f32>,
    /// By article, learned topics that the compiler took away.
    removed: Vec<Vec<u32>>,
}

impl<'a> Lessons<'a> {
    /// Learns from all articles.
    pub(super) fn new(
        rows: &[Row],
        articles: &Table<ArticleId, Article>,
        held: &[Vec<Held>],
        vocabulary: &'a Vocabulary<'a>,
    ) -> Lessons<'a> {
        let configured: Vec<usize> = (0..rows.len()).filter(|at| is_configured(&rows[*at].entry)).collect();
        let mut number = vec![None; rows.len()];
        for (at, row) in configured.iter().enumerate() {
            number[*row] = Some(at as u32);
        }
        let sure: Vec<Vec<(u32, f32)>> =
            held.iter().map(|held| held.iter().filter_map(|h| Some((number[h.row]?, h.sure))).collect()).collect();
        let draw: Vec<u64> = articles.rows().iter().map(|a| hash(&a.origin.to_string())).collect();
        let learned = if configured.is_empty() {
            learn::Learned::default()
        } else {
            learn::learn(vocabulary.vectors, &Sure { rows: &sure, topics: configured.len(), draw: &draw })
        };
        let names: Vec<[String; 2]> =
            configured.iter().map(|row| [fold(&rows[*row].entry.label), fold(&rows[*row].entry.id)]).collect();
        let removed = |article: &Article| {
            let taken: Vec<String> = article.topics_removed.iter().map(|name| fold(name)).collect();
            let is_taken = |names: &[String; 2]| names.iter().any(|name| taken.contains(name));
            (0..names.len() as u32).filter(|at| !taken.is_empty() && is_taken(&names[*at as usize])).collect()
        };
        Lessons {
            vocabulary,
            learned,
            number,
            least: configured.iter().map(|row| rows[*row].entry.min_strength.unwrap_or(0.0).max(LEARN_CUT)).collect(),
            rows: configured,
            removed: articles.rows().iter().map(removed).collect(),
        }
    }

    /// Whether anything was learned.
    pub(super) fn any(&self) -> bool {
        !self.learned.likely.is_empty()
    }

    fn active(&self, row: usize) -> Option<u32> {
        self.number[row].filter(|topic| self.learned.active.get(*topic as usize) == Some(&true))
    }

    fn likely(&self, topic: u32, article: usize) -> f32 {
        let likely = &self.learned.likely[article];
        likely.binary_search_by_key(&topic, |(t, _)| *t).map_or(0.0, |at| likely[at].1)
    }

    /// What list and vocabulary together say of a topic that an article names, if the topic was learned.
    pub(super) fn said(&self, rows: &[Row], held: &Held, tally: &Tally, article: usize) -> Option<Said> {
        let topic = self.active(held.row)?;
        let strength = LEARN_LISTED * held.sure + (1.0 - LEARN_LISTED) * self.likely(topic, article);
        let strength = (strength * 1000.0).round() as u16;
        let strength = if tally.added { strength.max(500) } else { strength };
        let mentioned = tally.body > 0.0 || tally.title > 0.0;
        let enough = match rows[held.row].entry.min_strength {
            // What the compiler asks for is asked of the list, so that a rare word may be enough.
            Some(least) => mentioned && ((held.sure * 1000.0).round().max(f32::from(strength))) >= least * 1000.0,
            None => f32::from(strength) >= LEARN_CUT * 1000.0,
        };
        let claim = if mentioned || tally.added || tally.record { Claim::Named } else { Claim::Learned };
        Some(Said { strength, indexed: tally.added || tally.record || enough, claim })
    }

    /// Rows that the vocabulary of an article speaks for strongly enough to go without a word of their list.
    pub(super) fn unnamed(&self, article: usize) -> impl Iterator<Item = (usize, u16)> {
        let likely = self.learned.likely.get(article).map_or(&[][..], Vec::as_slice);
        likely.iter().filter_map(move |(topic, p)| {
            let strength = ((1.0 - LEARN_LISTED) * p * 1000.0).round();
            let enough = strength >= self.least[*topic as usize] * 1000.0;
            (enough && !self.removed[article].contains(topic)).then(|| (self.rows[*topic as usize], strength as u16))
        })
    }

    /// The words of an article that led to a topic, or to a narrower one that it stands for.
    pub(super) fn reasons(
        &self,
        row: usize,
        article: usize,
        wider: &[Vec<usize>],
        of: &[ArticleTopic],
        articles: &Table<ArticleId, Article>,
    ) -> Vec<String> {
        let narrower = || {
            let learned = of.iter().filter(|t| t.claim == Claim::Learned).map(|t| t.topic.index());
            learned.filter(|at| wider[*at].contains(&row)).find_map(|at| self.strong(at, article))
        };
        let Some(topic) = self.strong(row, article).or_else(narrower) else { return Vec::new() };
        let terms = self.learned.reasons(topic, self.vocabulary.vectors.row(article));
        let words = &self.vocabulary.words[article];
        let article = &articles.rows()[article];
        let text = |term: u32| {
            let word = words.words().into_iter().find(|word| self.vocabulary.terms.of(word.id) == Some(term))?;
            Some(text_at(article, word.at)).filter(|text| !text.is_empty())
        };
        terms.into_iter().filter_map(text).collect()
    }

    /// The learned topic of a row, where the vocabulary of an article alone speaks for it.
    fn strong(&self, row: usize, article: usize) -> Option<u32> {
        let topic = self.active(row)?;
        self.unnamed(article).any(|(at, _)| at == row).then_some(topic)
    }
}
