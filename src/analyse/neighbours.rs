//! Related articles: overlap of words, weighted by how rare they are, and of topics.
//!
//! Candidates come from postings of words and topics, each capped at its heaviest articles, and a fixed number of
//! them is scored exactly: the work grows with the number of articles, not with its square.

use super::constants::*;
use super::vectors::{Terms, Vectors, unit};
use crate::model::*;
use crate::par;
use crate::text::is_unspaced;
use std::collections::HashSet;
use std::sync::Arc;

/// Articles whose candidates are looked for with one set of scratch tables.
const BATCH: usize = 512;

/// The related articles of each article.
pub(super) fn neighbours(
    articles: &Table<ArticleId, Article>,
    words: &Vectors,
    terms: &Terms,
    topics_of: &Table<ArticleId, Vec<ArticleTopic>>,
    topics: &Table<TopicId, Topic>,
    key_terms: &Table<ArticleId, KeyTerms>,
) -> Table<ArticleId, Vec<Neighbour>> {
    let count = words.len();
    let subjects = topic_vectors(topics_of, topics);
    let (word_postings, topic_postings) =
        par::both(|| postings(words, RELATED_POSTINGS), || postings(&subjects, RELATED_POSTINGS));
    let rarity = topic_rarity(topics_of, topics.len());

    let batches: Vec<usize> = (0..count).step_by(BATCH).collect();
    let found = par::map(&batches, |start| {
        let mut seen = vec![0f32; count];
        let mut word_row = vec![0f32; words.terms];
        let mut topic_row = vec![0f32; subjects.terms];
        let mut strengths = vec![0u16; topics.len()];
        let mut touched: Vec<u32> = Vec::new();
        (*start..(*start + BATCH).min(count))
            .map(|at| {
                let mut near =
                    candidates(at, words, &word_postings, &subjects, &topic_postings, &mut seen, &mut touched);
                let indexed = || topics_of.rows()[at].iter().filter(|t| t.indexed);
                indexed().for_each(|t| strengths[t.topic.index()] = t.strength.max(1));
                let exact = exact(at, &mut near, words, &subjects, &mut word_row, &mut topic_row);
                let found = exact
                    .into_iter()
                    .filter_map(|(other, score)| {
                        let shared = shared_topics(&strengths, other, topics_of, &rarity);
                        let mut terms = shared_terms(at, other, words, terms, articles);
                        if shared.is_empty() && terms.is_empty() {
                            terms = shared_keys(at, other, key_terms);
                        }
                        let told = !shared.is_empty() || !terms.is_empty();
                        told.then_some(Neighbour { article: ArticleId::from_index(other), score, shared, terms })
                    })
                    .take(RELATED_MOST)
                    .collect::<Box<[_]>>()
                    .into_vec();
                indexed().for_each(|t| strengths[t.topic.index()] = 0);
                found
            })
            .collect::<Vec<_>>()
    });
    found.into_iter().flatten().collect()
}

fn topic_vectors(topics_of: &Table<ArticleId, Vec<ArticleTopic>>, topics: &Table<TopicId, Topic>) -> Vectors {
    let rows = topics_of
        .rows()
        .iter()
        .map(|of| {
            let mut row: Vec<(u32, f32)> = of
                .iter()
                .filter(|t| topics[t.topic].kind == TopicKind::Topic && t.strength >= RELATED_LEAST_TOPIC)
                .map(|t| (t.topic.index() as u32, f32::from(t.strength) / 1000.0))
                .collect();
            row.sort_unstable_by_key(|(id, _)| *id);
            unit(&mut row);
            row
        })
        .collect();
    Vectors::new(rows, topics.len())
}

/// For each term the articles that use it, heaviest first, at most `most`.
fn postings(vectors: &Vectors, most: usize) -> Vec<Vec<(u32, f32)>> {
    let mut lists: Vec<Vec<(u32, f32)>> = vec![Vec::new(); vectors.terms];
    let heavier = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    for article in 0..vectors.len() {
        for (term, weight) in vectors.row(article) {
            let list = &mut lists[*term as usize];
            list.push((article as u32, *weight));
            // Cut in steps, so that a frequent term costs no more than its articles.
            if list.len() == most * 2 {
                list.select_nth_unstable_by(most - 1, heavier);
                list.truncate(most);
            }
        }
    }
    for list in &mut lists {
        list.sort_unstable_by(heavier);
        list.truncate(most);
        list.shrink_to_fit();
    }
    lists
}

fn candidates(
    at: usize,
    words: &Vectors,
    word_postings: &[Vec<(u32, f32)>],
    subjects: &Vectors,
    topic_postings: &[Vec<(u32, f32)>],
    seen: &mut [f32],
    touched: &mut Vec<u32>,
) -> Vec<usize> {
    touched.clear();
    let mut probes: Vec<(u32, f32)> = words.row(at).to_vec();
    let heavier = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if probes.len() > RELATED_PROBES {
        probes.select_nth_unstable_by(RELATED_PROBES - 1, heavier);
        probes.truncate(RELATED_PROBES);
    }
    probes.sort_unstable_by(heavier);
    let subjects = subjects.row(at).iter().map(|(term, w)| (&topic_postings[*term as usize], w * RELATED_TOPICS));
    for (list, weight) in probes.iter().map(|(term, w)| (&word_postings[*term as usize], *w)).chain(subjects) {
        for (article, w) in list {
            let sum = &mut seen[*article as usize];
            if *sum == 0.0 {
                touched.push(*article);
            }
            *sum += weight * w;
        }
    }
    touched.retain(|article| *article as usize != at);
    let closer = |a: &u32, b: &u32| seen[*b as usize].total_cmp(&seen[*a as usize]).then(a.cmp(b));
    if touched.len() > RELATED_CANDIDATES {
        touched.select_nth_unstable_by(RELATED_CANDIDATES - 1, closer);
        for article in &touched[RELATED_CANDIDATES..] {
            seen[*article as usize] = 0.0;
        }
        touched.truncate(RELATED_CANDIDATES);
    }
    for article in &*touched {
        seen[*article as usize] = 0.0;
    }
    seen[at] = 0.0;
    touched.iter().map(|article| *article as usize).collect()
}

/// Scores in thousandths, closest first.
fn exact(
    at: usize,
    near: &mut Vec<usize>,
    words: &Vectors,
    subjects: &Vectors,
    word_row: &mut [f32],
    topic_row: &mut [f32],
) -> Vec<(usize, u32)> {
    let spread = |row: &[(u32, f32)], scratch: &mut [f32], on: bool| {
        for (term, w) in row {
            scratch[*term as usize] = if on { *w } else { 0.0 };
        }
    };
    let dot = |row: &[(u32, f32)], scratch: &[f32]| row.iter().map(|(t, w)| w * scratch[*t as usize]).sum::<f32>();
    spread(words.row(at), word_row, true);
    spread(subjects.row(at), topic_row, true);
    let mut scored: Vec<(usize, u32)> = near
        .drain(..)
        .map(|other| {
            let score = dot(words.row(other), word_row) + RELATED_TOPICS * dot(subjects.row(other), topic_row);
            (other, (score * 1000.0).round() as u32)
        })
        .filter(|(_, score)| *score >= RELATED_LEAST)
        .collect();
    spread(words.row(at), word_row, false);
    spread(subjects.row(at), topic_row, false);
    scored.sort_unstable_by_key(|(other, score)| (std::cmp::Reverse(*score), *other));
    scored
}

/// How much it tells that two articles share a topic: less, the more articles do.
fn topic_rarity(topics_of: &Table<ArticleId, Vec<ArticleTopic>>, topics: usize) -> Vec<f32> {
    let mut counts = vec![0u32; topics];
    for topic in topics_of.rows().iter().flatten() {
        counts[topic.topic.index()] += 1;
    }
    let all = topics_of.len() as f32;
    counts.into_iter().map(|n| ((all + 1.0) / n.max(1) as f32).ln() + 0.1).collect()
}

/// `strengths` are those of the topics that the one is indexed under, by topic; none of them 0.
fn shared_topics(
    strengths: &[u16],
    other: usize,
    topics_of: &Table<ArticleId, Vec<ArticleTopic>>,
    rarity: &[f32],
) -> Box<[TopicId]> {
    let mut shared: Vec<(u32, TopicId)> = Vec::new();
    for same in topics_of.rows()[other].iter().filter(|t| t.indexed) {
        let mine = strengths[same.topic.index()];
        if mine > 0 {
            let strength = f32::from(mine) * f32::from(same.strength.max(1));
            shared.push(((strength.sqrt() * rarity[same.topic.index()] * 10.0).round() as u32, same.topic));
        }
    }
    shared.sort_unstable_by_key(|(score, topic)| (std::cmp::Reverse(*score), *topic));
    shared.into_iter().take(REASONS).map(|(_, topic)| topic).collect()
}

fn shared_terms(
    at: usize,
    other: usize,
    words: &Vectors,
    terms: &Terms,
    articles: &Table<ArticleId, Article>,
) -> Box<[Arc<str>]> {
    let (mut a, mut b) = (words.row(at).iter().peekable(), words.row(other).iter().peekable());
    let mut shared: Vec<(u32, u32)> = Vec::new();
    while let (Some((x, w)), Some((y, v))) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => _ = a.next(),
            std::cmp::Ordering::Greater => _ = b.next(),
            std::cmp::Ordering::Equal => {
                shared.push(((w * v * 1e6).round() as u32, *x));
                a.next();
                b.next();
            }
        }
    }
    shared.sort_unstable_by_key(|(score, term)| (std::cmp::Reverse(*score), *term));
    let texts = shared.into_iter().map(|(_, term)| terms.text(term, articles));
    texts.filter(|text| tells(text)).take(REASONS).collect()
}

/// Whether a term may be read as a reason: a single character of a script without spaces is part of a word.
fn tells(term: &str) -> bool {
    let mut chars = term.chars();
    chars.next().is_some_and(|first| !is_unspaced(first) || chars.next().is_some())
}

/// The key terms of both: what scripts without spaces have for shared words.
fn shared_keys(at: usize, other: usize, key_terms: &Table<ArticleId, KeyTerms>) -> Box<[Arc<str>]> {
    let keys = |article: usize| key_terms.rows()[article].iter().filter(|term| tells(term));
    let known: HashSet<&str> = keys(other).collect();
    keys(at).filter(|term| known.contains(term)).take(REASONS).map(Arc::from).collect()
}
