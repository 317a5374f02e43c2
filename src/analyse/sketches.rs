//! A few marks of each article, by which articles that hold the same text are found.
//!
//! Of the runs of words of an article, as numbers, the smallest are taken, which are the same ones in a copy wherever
//! it has kept them; a mark is two of them that follow each other in order of size. One run alone may be a sentence
//! that many articles have; two that have nothing to do with each other are shared by copies.

use super::constants::{FAMILY_FEW, SKETCH_MARKS, SKETCH_RUN, SKETCH_WORDS};
use super::tokens::Tokens;
use crate::par;

/// The marks of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketch {
    /// Marks, each once, in order.
    pub(super) marks: Vec<u64>,
    /// Blocks long enough to be a passage, in order, each with a number for all its words.
    pub(super) whole: Vec<(u32, u64)>,
}

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(h: u64, word: u64) -> u64 {
    (h.rotate_left(25) ^ word).wrapping_mul(MIX)
}

/// The marks of an article's blocks.
pub(super) fn sketch(blocks: &[Tokens]) -> Sketch {
    let mut out = Sketch::default();
    let mut smallest: Vec<u64> = Vec::with_capacity(SKETCH_MARKS * 4 + 1);
    let mut limit = u64::MAX;
    let mut runs = Runs::default();
    for (at, tokens) in blocks.iter().enumerate() {
        if tokens.list.len() >= SKETCH_WORDS {
            out.whole.push((at as u32, tokens.list.iter().fold(tokens.list.len() as u64, |h, t| mix(h, t.hash))));
        }
        for token in &tokens.list {
            if let Some(run) = runs.next(token.hash).filter(|run| *run < limit) {
                smallest.push(run);
                if smallest.len() > SKETCH_MARKS * 4 {
                    limit = cut(&mut smallest);
                }
            }
        }
    }
    cut(&mut smallest);
    out.marks = smallest.windows(2).map(|two| mix(two[0], two[1])).collect();
    out.marks.sort_unstable();
    out
}

/// Keeps the smallest, each once, in order; what is not smaller than what is given has no place among them.
fn cut(runs: &mut Vec<u64>) -> u64 {
    runs.sort_unstable();
    runs.dedup();
    runs.truncate(SKETCH_MARKS + 1);
    if runs.len() > SKETCH_MARKS { runs[SKETCH_MARKS] } else { u64::MAX }
}

/// Numbers for the runs of words of a text.
struct Runs {
    /// The number of the last word, of the last two, and so on.
    last: [u64; RUN],
    seen: usize,
}

const RUN: usize = SKETCH_RUN;

impl Default for Runs {
    fn default() -> Runs {
        Runs { last: [1; RUN], seen: 0 }
    }
}

impl Runs {
    /// The run that ends with a word, if enough words came before it.
    #[inline]
    fn next(&mut self, word: u64) -> Option<u64> {
        for i in (1..RUN).rev() {
            self.last[i] = mix(self.last[i - 1], word);
        }
        self.last[0] = mix(1, word);
        self.seen += 1;
        let h = self.last[RUN - 1];
        (self.seen >= RUN).then_some(h ^ h >> 31)
    }
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

/// Parts in which the marks of all articles are sorted, so that they are never all in memory twice.
const PARTS: u64 = 16;
/// Pairs that are counted at once, more or less.
const AT_ONCE: usize = 1 << 18;

/// Articles that have a mark in common: each group one after another.
#[derive(Default)]
struct Groups {
    articles: Vec<u32>,
    ends: Vec<u32>,
}

impl Groups {
    fn of(mut marks: Vec<(u64, u32)>) -> Groups {
        marks.sort_unstable();
        marks.dedup();
        let mut groups = Groups::default();
        for group in marks.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
            groups.articles.extend(group.iter().map(|(_, article)| *article));
            groups.ends.push(groups.articles.len() as u32);
        }
        groups
    }

    /// Each pair of a group that is told by it, with what the mark weighs.
    fn pairs(&self, mut each: impl FnMut(u32, u32, u32)) {
        let mut start = 0;
        for end in &self.ends {
            let group = &self.articles[start as usize..*end as usize];
            start = *end;
            let weight = (1000 / (group.len() - 1)) as u32;
            if group.len() <= FAMILY_FEW {
                for (i, a) in group.iter().enumerate() {
                    group[i + 1..].iter().for_each(|b| each(*a, *b, weight));
                }
            } else {
                group.windows(2).for_each(|two| each(two[0], two[1], weight));
            }
        }
    }
}

/// All articles that share a mark that few have, and neighbours in the list of those that share one that many have: a
/// text that was printed a hundred times is a chain, not ten thousand pairs. Of these, in order, those that are `near`.
pub(super) fn pairs(sketches: &[&Sketch], near: impl Fn(&Shared) -> bool + Sync + Send) -> Vec<Shared> {
    let parts: Vec<u64> = (0..PARTS).collect();
    let groups = par::map(&parts, |part| {
        // The marks of an article are in order, so that those of a part stand side by side.
        let shift = 64 - PARTS.ilog2();
        let first = *part << shift;
        let mut marks: Vec<(u64, u32)> = Vec::new();
        for (at, sketch) in (0..).zip(sketches) {
            // Marks are spread evenly, so that the first of a part is looked for near where it must be.
            let mut from = sketch.marks.len() * *part as usize / PARTS as usize;
            while from > 0 && sketch.marks[from - 1] >= first {
                from -= 1;
            }
            while sketch.marks.get(from).is_some_and(|mark| *mark < first) {
                from += 1;
            }
            marks.extend(
                sketch.marks[from..].iter().take_while(|mark| **mark >> shift == *part).map(|mark| (*mark, at)),
            );
        }
        Groups::of(marks)
    });
    // By their first article, so that all that two articles share is counted together.
    let mut counts = vec![0u32; sketches.len()];
    groups.iter().for_each(|group| group.pairs(|a, _, _| counts[a as usize] += 1));
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (at, count) in (0..).zip(&counts) {
        sum += *count as usize;
        if sum >= AT_ONCE || at as usize + 1 == counts.len() {
            ranges.push((start, at + 1));
            (start, sum) = (at + 1, 0);
        }
    }
    let sum = |group: &[(u64, u32)]| Shared {
        pair: ((group[0].0 >> 32) as u32, group[0].0 as u32),
        count: group.len() as u32,
        weight: group.iter().map(|(_, weight)| weight).sum(),
    };
    let found = par::map(&ranges, |(start, end)| {
        let mut pairs: Vec<(u64, u32)> = Vec::new();
        let mut push = |a: u32, b: u32, weight| pairs.push((u64::from(a) << 32 | u64::from(b), weight));
        for group in &groups {
            group.pairs(|a, b, weight| {
                if (*start..*end).contains(&a) {
                    push(a, b, weight);
                }
            });
        }
        pairs.sort_unstable();
        pairs.chunk_by(|a, b| a.0 == b.0).map(sum).filter(&near).collect::<Vec<_>>()
    });
    found.into_iter().flatten().collect()
}

/// The runs of words of some texts, each once, in order: what two of them share is told exactly by it.
pub(super) fn shingles<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let mut out: Vec<u32> = Vec::new();
    let mut runs = Runs::default();
    for text in texts {
        out.extend(Tokens::split(text).list.iter().filter_map(|token| runs.next(token.hash)).map(|run| run as u32));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// How many entries two ordered lists have in common, each as often as in both.
pub(super) fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
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
