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

/// Whether the longer text has so much of the shorter one's words in the same order, in thousandths; never where both
/// are too long to be laid side by side.
pub(super) fn in_order(one: &Article, other: &Article, least: usize) -> bool {
    let all = |article: &Article| texts(article).iter().flat_map(words).collect::<Vec<u64>>();
    let (a, b) = (all(one), all(other));
    if a.len().max(b.len()) > COMPARED_TEXT || !may_share(&a, &b, (a.len().min(b.len()) * least).div_ceil(1000)) {
        return false;
    }
    let equal = |op: DiffOp| match op {
        DiffOp::Equal { len, .. } => len,
        DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => 0,
    };
    let same: usize = capture_diff_slices(Algorithm::Myers, &a, &b).into_iter().map(equal).sum();
    same * 1000 / a.len().min(b.len()).max(1) >= least
}

/// Whether two lists can have so many entries in the same order. The shortest way from one to the other is looked for
/// as far as it may be long for that, and no further: most pairs are far apart, and to lay them side by side in full
/// costs twenty times as much.
fn may_share(a: &[u64], b: &[u64], least: usize) -> bool {
    let (n, m) = (a.len() as isize, b.len() as isize);
    // Entries to take out of one and to put in from the other.
    let most = n + m - 2 * least as isize;
    let end = n - m;
    if most < end.abs() {
        return false;
    }
    // By how much further the way is in the first list than in the second: how far it comes in the first.
    let at = |ahead: isize| (ahead + most + 1) as usize;
    let mut reach = vec![0isize; at(most) + 2];
    for steps in 0..=most {
        // Whoever is further from the end than steps are left does not arrive.
        let left = most - steps;
        let low = (-steps).max(end - left);
        let high = steps.min(end + left);
        let low = low + ((low + steps) & 1);
        for ahead in (low..=high).step_by(2) {
            let down = ahead == -steps || ahead != steps && reach[at(ahead - 1)] < reach[at(ahead + 1)];
            let mut x = if down { reach[at(ahead + 1)] } else { reach[at(ahead - 1)] + 1 };
            while x < n && x - ahead < m && a[x as usize] == b[(x - ahead) as usize] {
                x += 1;
            }
            reach[at(ahead)] = x;
            if x >= n && x - ahead >= m {
                return true;
            }
        }
    }
    false
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The plain way, entry by entry.
    fn shared(a: &[u64], b: &[u64]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut before = 0;
            for (j, y) in b.iter().enumerate() {
                let here = if x == y { before + 1 } else { row[j + 1].max(row[j]) };
                before = std::mem::replace(&mut row[j + 1], here);
            }
        }
        row[b.len()]
    }

    #[test]
    fn what_two_lists_can_share_is_told_as_the_plain_way_tells_it() {
        let mut seed = 1u64;
        let mut below = |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % n
        };
        for _ in 0..400 {
            let letters = 1 + below(5);
            let a: Vec<u64> = (0..below(14)).map(|_| below(letters)).collect();
            let b: Vec<u64> = (0..below(14)).map(|_| below(letters)).collect();
            let most = shared(&a, &b);
            for least in 0..=a.len().min(b.len()) {
                assert_eq!(may_share(&a, &b, least), least <= most, "{a:?} {b:?} {least}");
            }
        }
    }
}
