//! Key terms, and the terms that several articles share.

use super::constants::*;
use super::packed::{Phrase, STEPS, Use};
use super::reading::Reading;
use super::vectors::Terms;
use super::words::{At, ByHash};
use crate::lang::short_hash::ShortHash;
use crate::model::{Article, ArticleId, KeyTerms, Table};
use crate::text::fold;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// What standing early is worth, by the steps in which it is told.
static EARLY: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let worth = |n: u8| 1.0 + KEY_EARLY * (-KEY_FADE * f32::from(n) / f32::from(STEPS)).exp();
    (0..=STEPS).map(worth).collect()
});

/// What standing so often is worth.
static POWERS: LazyLock<Vec<f32>> = LazyLock::new(|| (0..32u8).map(|n| f32::from(n).powf(KEY_TF)).collect());

/// The key terms of one article, strongest first.
pub(super) fn key_terms(article: &Article, reading: &Reading, words: &[Use], terms: &Terms) -> KeyTerms {
    let phrases: Vec<Phrase> = reading.words.phrases().collect();
    let sentences = reading.words.sentences.max(1) as f32;
    let weight = |word: &Use| {
        POWERS.get(word.weighed() as usize).copied().unwrap_or_else(|| (word.weighed() as f32).powf(KEY_TF))
            * terms.weight(word.id).telling
            * EARLY[usize::from(word.early)]
            * (1.0 + (word.sentences + u32::from(word.in_title > 0)) as f32 / sentences)
            * if word.noun { 1.0 } else { KEY_NO_NOUN }
    };
    let weights: Vec<f32> = words.iter().map(weight).collect();
    let phrase_score = |phrase: &Phrase| {
        let of = phrase.words();
        let mean = of.iter().map(|w| weights[*w as usize]).sum::<f32>() / of.len() as f32;
        let most = of.iter().map(|w| words[*w as usize].weighed()).max().unwrap_or(1).max(1);
        KEY_PHRASE * mean * (phrase.count as f32 / most as f32).sqrt()
    };
    let scores: Vec<f32> = phrases.iter().map(phrase_score).collect();
    let round = |score: f32| (score * 10_000.0).round() as u32;
    let mut scored: Vec<(u32, At)> = Vec::with_capacity(words.len() + phrases.len());
    for (word, weight) in words.iter().zip(&weights) {
        let inside = word.phrase.is_some_and(|phrase| scores[phrase as usize] >= KEY_INSIDE * weight);
        scored.push((round(if inside { weight * KEY_DEMOTED } else { *weight }), word.at));
    }
    let longer = longer(&phrases);
    for (phrase, score) in phrases.iter().zip(&scores) {
        let held = longer.get(phrase.words()).is_some_and(|n| phrase.count as f32 <= KEY_HELD * *n as f32);
        scored.push((round(if held { score * KEY_HELD_WEIGHT } else { *score }), phrase.at));
    }
    let best = |a: &(u32, At), b: &(u32, At)| (b.0, a.1).cmp(&(a.0, b.1));
    let many = KEY_TERMS * 3;
    if scored.len() > many {
        scored.select_nth_unstable_by(many - 1, best);
        scored.truncate(many);
    }
    scored.sort_unstable_by(best);
    let mut out: Vec<String> = Vec::with_capacity(KEY_TERMS);
    let mut seen: Vec<String> = Vec::new();
    for (_, at) in scored {
        let text = text_at(article, at);
        let known = if text.is_ascii() {
            out.iter().any(|other| other.eq_ignore_ascii_case(&text))
        } else {
            let folded = fold(&text);
            let known = seen.contains(&folded);
            seen.push(folded);
            known
        };
        if !known {
            out.push(text);
        }
        if out.len() == KEY_TERMS {
            break;
        }
    }
    KeyTerms::new(&out)
}

/// For the words of phrases that longer phrases hold, how often the most frequent of these stands in the article.
fn longer(phrases: &[Phrase]) -> HashMap<&[u32], u32, BuildHasherDefault<ShortHash>> {
    let mut longer: HashMap<&[u32], u32, _> = HashMap::default();
    for phrase in phrases {
        let words = phrase.words();
        for part in (2..words.len()).flat_map(|len| words.windows(len)) {
            let most = longer.entry(part).or_default();
            *most = phrase.count.max(*most);
        }
    }
    longer
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

/// Phrases in lower case that some articles repeat, most repeated first, at most `most`: what topics may be found
/// from. How many articles hold them is counted later.
pub(super) fn common_phrases(
    articles: &Table<ArticleId, Article>,
    readings: &[Reading],
    is_subject: impl Fn(&str) -> bool,
    most: usize,
) -> Vec<String> {
    let mut counts: ByHash<(u32, u32, At)> = ByHash::default();
    for (article, reading) in readings.iter().enumerate() {
        for (hash, at) in &reading.common {
            counts.entry(*hash).or_insert((0, article as u32, *at)).0 += 1;
        }
    }
    // Texts are only read for as many as can be of use: phrases that one article repeats come last.
    let mut ranked: Vec<(u32, u64, u32, At)> = counts.into_iter().map(|(h, (n, a, at))| (n, h, a, at)).collect();
    ranked.sort_unstable_by_key(|(n, hash, ..)| (std::cmp::Reverse(*n), *hash));
    let text =
        |(_, _, article, at): (u32, u64, u32, At)| fold(&text_at(articles.rows().get(article as usize)?, at)).into();
    ranked.into_iter().take(most * 4).filter_map(text).filter(|text: &String| is_subject(text)).take(most).collect()
}
