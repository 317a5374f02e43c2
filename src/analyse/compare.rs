//! Two texts side by side: which paragraphs they share, and which words differ.

use super::constants::*;
use super::sketches::common;
use super::tokens::Tokens;
use crate::model::*;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How an article is published again in another.
pub(super) fn republication(articles: &Table<ArticleId, Article>, first: ArticleId, other: ArticleId) -> Republication {
    let (one, two) = (texts(&articles[first]), texts(&articles[other]));
    let mut shared = paragraphs(&one, &two);
    let (mut mine, mut theirs) = (vec![false; one.len()], vec![false; two.len()]);
    for s in &shared {
        (mine[s.first as usize], theirs[s.other as usize]) = (true, true);
    }
    shared.sort_unstable_by_key(|s| (s.first, s.other));
    let left = |taken: Vec<bool>, texts: &[Tokens]| {
        let left = taken.into_iter().enumerate().filter(|(at, taken)| !taken && !texts[*at].list.is_empty());
        left.map(|(at, _)| at as u32).collect()
    };
    let count = |texts: &[Tokens]| texts.iter().map(|tokens| tokens.list.len()).sum::<usize>();
    let words = |s: &SharedParagraph| one[s.first as usize].list.len() + two[s.other as usize].list.len();
    let same: usize = shared.iter().map(|s| usize::from(s.share) * words(s)).sum();
    let share = (same / (count(&one) + count(&two)).max(1)) as u16;
    Republication { first, other, share, only_first: left(mine, &one), only_other: left(theirs, &two), shared }
}

/// How many of the shorter text's words the longer one has in the same order, in thousandths; nothing where both are
/// too long to be laid side by side.
pub(super) fn in_order(one: &Article, other: &Article) -> usize {
    let all = |article: &Article| texts(article).iter().flat_map(words).collect::<Vec<u64>>();
    let (a, b) = (all(one), all(other));
    if a.len().max(b.len()) > COMPARED_TEXT {
        return 0;
    }
    let equal = |op: DiffOp| match op {
        DiffOp::Equal { len, .. } => len,
        DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => 0,
    };
    let same: usize = capture_diff_slices(Algorithm::Myers, &a, &b).into_iter().map(equal).sum();
    same * 1000 / a.len().min(b.len()).max(1)
}

fn texts(article: &Article) -> Vec<Tokens<'_>> {
    article.blocks.iter().map(|block| Tokens::split(&block.text)).collect()
}

fn words(tokens: &Tokens) -> Vec<u64> {
    tokens.list.iter().map(|token| token.hash).collect()
}

/// Which paragraphs of two texts belong together: those that are the same first, then the most alike.
fn paragraphs(one: &[Tokens], two: &[Tokens]) -> Vec<SharedParagraph> {
    let (a, b): (Vec<Vec<u64>>, Vec<Vec<u64>>) = (one.iter().map(words).collect(), two.iter().map(words).collect());
    let mut shared = Vec::new();
    let mut free: Vec<bool> = b.iter().map(|words| !words.is_empty()).collect();
    let mut rest: Vec<usize> = Vec::new();
    let mut by_words: std::collections::BTreeMap<&[u64], Vec<usize>> = Default::default();
    for (at, words) in b.iter().enumerate().rev().filter(|(_, words)| !words.is_empty()) {
        by_words.entry(words).or_default().push(at);
    }
    for (at, words) in a.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
        match by_words.get_mut(words.as_slice()).and_then(Vec::pop) {
            Some(other) => {
                free[other] = false;
                shared.push(SharedParagraph {
                    first: at as u32,
                    other: other as u32,
                    share: 1000,
                    differs: Vec::new(),
                });
            }
            None => rest.push(at),
        }
    }
    let left: Vec<usize> = (0..b.len()).filter(|at| free[*at]).collect();
    let sorted = |words: &[u64]| {
        let mut sorted = words.to_vec();
        sorted.sort_unstable();
        sorted
    };
    let bags: Vec<Vec<u64>> = left.iter().map(|at| sorted(&b[*at])).collect();
    let few = rest.len() * left.len() <= COMPARED_PAIRS;
    let mut scored: Vec<(u16, usize, usize)> = Vec::new();
    for (i, at) in rest.iter().enumerate() {
        let bag = sorted(&a[*at]);
        let near = i * left.len() / rest.len().max(1);
        let range = if few { 0..left.len() } else { near.saturating_sub(8)..(near + 8).min(left.len()) };
        for j in range {
            let share = (2000 * common(&bag, &bags[j]) / (bag.len() + bags[j].len())) as u16;
            if usize::from(share) >= PARAGRAPH_SHARE {
                scored.push((share, *at, left[j]));
            }
        }
    }
    scored.sort_unstable_by_key(|(share, at, other)| (std::cmp::Reverse(*share), *at, *other));
    let mut open = vec![true; a.len()];
    for (share, at, other) in scored {
        if open[at] && free[other] {
            (open[at], free[other]) = (false, false);
            let differs = differences(&one[at], &two[other], &a[at], &b[other]);
            let (first, other, share) = (at as u32, other as u32, share.min(999));
            shared.push(SharedParagraph { first, other, share, differs });
        }
    }
    shared
}

/// The words that differ between two paragraphs. Very long ones are not taken apart.
fn differences(one: &Tokens, two: &Tokens, a: &[u64], b: &[u64]) -> Vec<Difference> {
    if a.len().max(b.len()) > COMPARED_WORDS {
        return Vec::new();
    }
    let span = |tokens: &Tokens, from: usize, len: usize| {
        let (start, end) = match (tokens.list.get(from), len) {
            (Some(token), 0) => (token.start, token.start),
            (None, _) => (tokens.text.len() as u32, tokens.text.len() as u32),
            (Some(token), _) => (token.start, tokens.list[from + len - 1].end),
        };
        Span { start, end }
    };
    let differs = |op: DiffOp| match op {
        DiffOp::Equal { .. } => None,
        DiffOp::Delete { old_index, old_len, new_index } => Some((old_index, old_len, new_index, 0)),
        DiffOp::Insert { old_index, new_index, new_len } => Some((old_index, 0, new_index, new_len)),
        DiffOp::Replace { old_index, old_len, new_index, new_len } => Some((old_index, old_len, new_index, new_len)),
    };
    let found = capture_diff_slices(Algorithm::Myers, a, b).into_iter().filter_map(differs);
    found
        .map(|(old, old_len, new, new_len)| Difference {
            first: span(one, old, old_len),
            other: span(two, new, new_len),
        })
        .collect()
}
