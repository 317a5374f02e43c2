//! Key terms, and the terms that several articles share.

use super::constants::*;
use super::reading::Reading;
use super::words::{At, ByHash, Phrase, Word};
use crate::model::{Article, ArticleId, Table};
use crate::text::fold;

/// How many articles use each word.
pub(super) fn document_frequencies(readings: &[Reading]) -> ByHash<u32> {
    let mut counts: ByHash<u32> = ByHash::default();
    for word in readings.iter().flat_map(|r| &r.words.words) {
        *counts.entry(word.hash).or_default() += 1;
    }
    counts
}

/// A key term of an article.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct KeyTerm {
    /// As it stands in the article.
    pub(super) text: String,
    /// The hash of the phrase; none for a word.
    pub(super) phrase: Option<u64>,
    score: u32,
}

/// The key terms of one article, strongest first.
pub(super) fn key_terms(
    article: &Article,
    reading: &Reading,
    frequencies: &ByHash<u32>,
    articles: usize,
) -> Vec<KeyTerm> {
    let words = &reading.words;
    let length = words.length.max(1) as f32;
    let sentences = words.sentences.max(1) as f32;
    let weight = |word: &Word| {
        let df = frequencies.get(&word.hash).copied().unwrap_or(1).max(1) as f32;
        let idf = ((articles as f32 + 1.0) / df).ln() + KEY_IDF_BASE;
        (word.count as f32).powf(KEY_TF)
            * idf.max(0.01).powf(KEY_IDF)
            * (1.0 + KEY_EARLY * (-KEY_FADE * word.first as f32 / length).exp())
            * (1.0 + word.sentences as f32 / sentences)
    };
    let weights: Vec<f32> = words.words.iter().map(weight).collect();
    let phrase_score = |phrase: &Phrase| {
        let of = &phrase.words[..usize::from(phrase.len)];
        let mean = of.iter().map(|w| weights[*w as usize]).sum::<f32>() / of.len() as f32;
        let most = of.iter().map(|w| words.words[*w as usize].count).max().unwrap_or(1).max(1);
        KEY_PHRASE * mean * (phrase.count as f32 / most as f32).sqrt()
    };
    let phrases: Vec<f32> = words.phrases.iter().map(phrase_score).collect();
    let round = |score: f32| (score * 10_000.0).round() as u32;
    let mut scored: Vec<(u32, At, Option<u64>)> = Vec::with_capacity(words.words.len() + phrases.len());
    for (word, weight) in words.words.iter().zip(&weights) {
        let inside = phrases
            .get(word.phrase as usize)
            .is_some_and(|score| word.inside as f32 >= KEY_INSIDE * word.count as f32 && *score >= KEY_INSIDE * weight);
        scored.push((round(if inside { weight * KEY_DEMOTED } else { *weight }), word.at, None));
    }
    for (phrase, score) in words.phrases.iter().zip(&phrases) {
        scored.push((round(*score), phrase.at, Some(phrase.hash)));
    }
    let best = |a: &(u32, At, Option<u64>), b: &(u32, At, Option<u64>)| (b.0, a.1).cmp(&(a.0, b.1));
    let many = KEY_TERMS * 3;
    if scored.len() > many {
        scored.select_nth_unstable_by(many - 1, best);
        scored.truncate(many);
    }
    scored.sort_unstable_by(best);
    let mut out: Vec<KeyTerm> = Vec::with_capacity(KEY_TERMS);
    let mut seen: Vec<String> = Vec::with_capacity(KEY_TERMS);
    for (score, at, phrase) in scored {
        let text = text_at(article, at);
        let folded = fold(&text);
        if out.len() < KEY_TERMS && !seen.contains(&folded) {
            seen.push(folded);
            out.push(KeyTerm { text, phrase, score });
        }
    }
    out
}

/// The words at a place, white space made plain and marks without meaning left out.
pub(super) fn text_at(article: &Article, at: At) -> String {
    let text = match article.blocks.get(at.block as usize) {
        Some(block) => block.text.as_str(),
        None => article.metadata.title.value().map_or("", String::as_str),
    };
    plain(text.get(at.start as usize..at.end as usize).unwrap_or(""))
}

/// White space made plain, soft hyphens and the like left out.
pub(super) fn plain(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_graphic() || b == b' ') && !text.contains("  ") {
        return text.to_string();
    }
    let shown: String = text.chars().filter(|c| crate::text::fold_char(*c).next().is_some()).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Phrases that are key terms of enough articles, most shared first: what topics may be made from.
pub(super) fn shared_phrases(terms: &Table<ArticleId, Vec<KeyTerm>>, least: u32, most: u32) -> Vec<String> {
    let mut counts: std::collections::BTreeMap<u64, (u32, &str)> = std::collections::BTreeMap::new();
    for term in terms.rows().iter().flatten() {
        if let Some(phrase) = term.phrase {
            let entry = counts.entry(phrase).or_insert((0, &term.text));
            entry.0 += 1;
            entry.1 = entry.1.min(&term.text);
        }
    }
    let mut shared: Vec<(u32, &str)> =
        counts.into_values().filter(|(n, _)| *n >= least.max(DISCOVERED_LEAST)).collect();
    shared.sort_by_key(|(n, text)| (std::cmp::Reverse(*n), *text));
    shared.truncate(most as usize);
    shared.into_iter().map(|(_, text)| text.to_string()).collect()
}
