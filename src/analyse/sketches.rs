//! A few marks of each article, by which articles and paragraphs that hold the same text are found.
//!
//! A mark is a run of words that carry a meaning, stop words passed over, as a number; of the runs of a paragraph
//! those with the smallest numbers are taken, which are the same ones in a copy wherever it has kept them. Runs go
//! over the ends of sentences, so that common sentences in another order give other marks.

use super::constants::{SKETCH_MARKS, SKETCH_RUN, SKETCH_WORDS};
use super::tokens::Tokens;

/// The marks of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketch {
    /// Marks, with the block that each is from.
    pub(super) marks: Vec<(u64, u32)>,
    /// Blocks long enough to be a passage, with a number for all their words.
    pub(super) whole: Vec<(u64, u32)>,
}

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(h: u64, word: u64) -> u64 {
    (h.rotate_left(25) ^ word).wrapping_mul(MIX)
}

/// The marks of an article's blocks.
pub(super) fn sketch(blocks: &[Tokens]) -> Sketch {
    let telling = |tokens: &Tokens| (0..tokens.list.len()).filter(|i| !tokens.is_stop_word(*i)).count();
    let counts: Vec<usize> = blocks.iter().map(telling).collect();
    let all: usize = counts.iter().sum::<usize>().max(1);
    let mut out = Sketch::default();
    let mut runs: Vec<u64> = Vec::new();
    for (at, (tokens, count)) in blocks.iter().zip(counts).enumerate() {
        if tokens.list.len() >= SKETCH_WORDS {
            out.whole.push((tokens.list.iter().fold(tokens.list.len() as u64, |h, t| mix(h, t.hash)), at as u32));
        }
        runs.clear();
        let mut last = [0u64; SKETCH_RUN];
        let mut seen = 0;
        for (i, token) in tokens.list.iter().enumerate() {
            if tokens.is_stop_word(i) {
                continue;
            }
            last.rotate_left(1);
            last[SKETCH_RUN - 1] = token.hash;
            seen += 1;
            if seen >= SKETCH_RUN {
                let h = last.iter().fold(1, |h, word| mix(h, *word));
                runs.push(h ^ h >> 31);
            }
        }
        let keep = (count * SKETCH_MARKS).div_ceil(all).max(2);
        if runs.len() > keep {
            runs.select_nth_unstable(keep - 1);
            runs.truncate(keep);
        }
        out.marks.extend(runs.iter().map(|mark| (*mark, at as u32)));
    }
    out.marks.sort_unstable();
    out.marks.dedup_by_key(|(mark, _)| *mark);
    out
}

/// Pairs of things that share marks, and how much speaks for each.
pub(super) struct Shared {
    /// The two, the smaller one first.
    pub(super) pair: (u32, u32),
    /// How many marks.
    pub(super) count: u32,
    /// The same, each mark the less the more things have it: in thousandths.
    pub(super) weight: u32,
}

/// All pairs that share a mark that few have, and neighbours in the list of those that share one that many have: a
/// text that was printed a hundred times is a chain, not ten thousand pairs. `marks` are marks and what has them.
pub(super) fn pairs(mut marks: Vec<(u64, u32)>, few: usize, chain: bool) -> Vec<Shared> {
    marks.sort_unstable();
    marks.dedup();
    let mut pairs: Vec<(u64, u32)> = Vec::new();
    for group in marks.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        let weight = (1000 / (group.len() - 1)) as u32;
        let mut pair = |a: u32, b: u32| pairs.push((u64::from(a) << 32 | u64::from(b), weight));
        if group.len() <= few {
            for (i, a) in group.iter().enumerate() {
                group[i + 1..].iter().for_each(|b| pair(a.1, b.1));
            }
        } else if chain {
            group.windows(2).for_each(|two| pair(two[0].1, two[1].1));
        }
    }
    pairs.sort_unstable();
    let sum = |group: &[(u64, u32)]| Shared {
        pair: ((group[0].0 >> 32) as u32, group[0].0 as u32),
        count: group.len() as u32,
        weight: group.iter().map(|(_, weight)| weight).sum(),
    };
    pairs.chunk_by(|a, b| a.0 == b.0).map(sum).collect()
}

/// Runs of three words of some texts, each once, in order: what two of them share is told exactly by it.
pub(super) fn shingles<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let mut out: Vec<u32> = Vec::new();
    let mut last = [0u64; 3];
    let mut seen = 0;
    for text in texts {
        for token in &Tokens::split(text).list {
            last.rotate_left(1);
            last[2] = token.hash;
            seen += 1;
            if seen >= 3 {
                out.push((last.iter().fold(1, |h, word| mix(h, *word)) >> 32) as u32);
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// How many of two ordered lists are in both.
pub(super) fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, n) = (i + 1, j + 1, n + 1),
        }
    }
    n
}
