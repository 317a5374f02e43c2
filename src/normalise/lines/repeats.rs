//! What stands on a page more than once: lines of one key, runs of three words.

use super::features::share;
use super::stats::{Token, Words};
use crate::text;

/// For each line, the first line with the same key, which is a hash already.
pub(super) fn firsts(n: usize, key: impl Fn(usize) -> u64) -> Vec<u32> {
    // Numbers of lines, one higher; twice as many places as lines keep searches short.
    let bits = (n.max(1) * 2).next_power_of_two().trailing_zeros();
    let mut slots = vec![0u32; 1 << bits];
    let last = slots.len() - 1;
    let first = |i: usize| {
        let own = key(i);
        let mut at = (text::scatter(own) >> (64 - bits)) as usize;
        loop {
            match slots[at & last] {
                0 => {
                    slots[at & last] = i as u32 + 1;
                    return i as u32;
                }
                other if key(other as usize - 1) == own => return other - 1,
                _ => at += 1,
            }
        }
    };
    (0..n).map(first).collect()
}

/// Lines of the same words on a page.
pub(super) struct Same {
    firsts: Vec<u32>,
    /// By the first of its kind, the last one.
    lasts: Vec<u32>,
}

impl Same {
    pub(super) fn of(page: &Words) -> Same {
        let firsts = firsts(page.lines.len(), |i| page.lines[i].key);
        let mut lasts = vec![0; firsts.len()];
        firsts.iter().enumerate().for_each(|(i, first)| lasts[*first as usize] = i as u32);
        Same { firsts, lasts }
    }
    /// Whether it stands more than once.
    pub(super) fn recurs(&self, line: usize) -> bool {
        self.stands_before(line) || self.stands_after(line)
    }
    pub(super) fn stands_before(&self, line: usize) -> bool {
        (self.firsts[line] as usize) < line
    }
    pub(super) fn stands_after(&self, line: usize) -> bool {
        self.lasts[self.firsts[line] as usize] as usize > line
    }
}

/// For each line, how many lines have its pattern, long ones not counted.
pub(super) fn counted_shapes(page: &Words) -> Vec<u32> {
    let firsts = firsts(page.lines.len(), |i| u64::from(page.lines[i].shape));
    let mut counts = vec![0; firsts.len()];
    firsts.iter().zip(&page.lines).for_each(|(first, line)| counts[*first as usize] += u32::from(line.words() <= 24));
    firsts.iter().map(|first| counts[*first as usize]).collect()
}

/// A set of 16-bit hashes.
type Set = [u64; 1 << 10];

#[inline]
fn has(set: &Set, hash: u16) -> bool {
    set[usize::from(hash / 64)] >> (hash % 64) & 1 == 1
}

/// For each line, the share of its runs of three words that stand on lines above, and on lines below.
pub(super) fn near(page: &Words) -> (Vec<i16>, Vec<i16>) {
    let n = page.lines.len();
    let (mut before, mut after) = (vec![0; n], vec![0; n]);
    let (mut seen, mut again): (Set, Set) = ([0; 1 << 10], [0; 1 << 10]);
    let triples = triples(&page.tokens, &mut seen, &mut again);
    // Most stand once on the page: what follows is only about the others.
    let (mut kept, mut count) = (vec![0u16; triples.len()], 0);
    let mut lines: Vec<Kept> = Vec::with_capacity(n);
    for (line, own) in page.lines.iter().enumerate() {
        let own = &triples[own.tokens.0 as usize..own.tokens.1 as usize];
        let (start, own) = (count, own.get(2..).unwrap_or(&[]));
        for at in own {
            // Without a branch: one that is not kept is written over by the next.
            kept[count] = *at;
            count += usize::from(has(&again, *at));
        }
        if count > start {
            lines.push(Kept { line, all: own.len() as u32, from: start, to: count });
        }
    }
    kept.truncate(count);
    let clear = |seen: &mut Set| kept.iter().for_each(|at| seen[usize::from(*at / 64)] = 0);
    clear(&mut seen);
    for own in &lines {
        before[own.line] = own.seen(&kept, &mut seen);
    }
    clear(&mut seen);
    for own in lines.iter().rev() {
        after[own.line] = own.seen(&kept, &mut seen);
    }
    (before, after)
}

/// The runs of a line that may stand elsewhere.
struct Kept {
    line: usize,
    /// Number of all its runs.
    all: u32,
    from: usize,
    to: usize,
}

impl Kept {
    /// Share of the line's runs that were seen on lines before; adds them.
    fn seen(&self, kept: &[u16], seen: &mut Set) -> i16 {
        let own = &kept[self.from..self.to];
        let hits = own.iter().filter(|at| has(seen, **at)).count();
        own.iter().for_each(|at| seen[usize::from(*at / 64)] |= 1 << (at % 64));
        share(hits as u32, self.all)
    }
}

/// For each word a hash of it and the two before it; the sets get those that occur and those that occur again. Runs
/// from one line to the next are among them: they are never asked for.
fn triples(tokens: &[Token], seen: &mut Set, again: &mut Set) -> Vec<u16> {
    let mix = |h: u32, word: u32| (h ^ word).wrapping_mul(0x9e37_79b1).rotate_left(5);
    let (mut one, mut two) = (0, 0);
    let mut out = Vec::with_capacity(tokens.len());
    for token in tokens {
        let three = mix(two, token.hash);
        two = mix(one, token.hash);
        one = mix(7, token.hash);
        let at = (three ^ three >> 16) as u16;
        let (slot, bit) = (usize::from(at / 64), 1 << (at % 64));
        again[slot] |= seen[slot] & bit;
        seen[slot] |= bit;
        out.push(at);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::LineView;
    use super::*;
    use proptest::prelude::*;

    fn page(lines: &[String]) -> Words {
        let views: Vec<LineView<'_>> = lines.iter().map(|text| LineView { text, ..LineView::default() }).collect();
        Words::read(&views, None)
    }

    /// The shares, told the simple way.
    fn simple(page: &Words, order: impl Iterator<Item = usize>) -> Vec<i16> {
        let mix = |h: u32, t: &Token| (h ^ t.hash).wrapping_mul(0x9e37_79b1).rotate_left(5);
        let (mut seen, mut out) = (std::collections::BTreeSet::new(), vec![0; page.lines.len()]);
        for i in order {
            let runs = page.tokens(i).windows(3).map(|w| w.iter().fold(7, mix)).map(|h| (h ^ h >> 16) as u16);
            let runs: Vec<u16> = runs.collect();
            out[i] = share(runs.iter().filter(|run| seen.contains(*run)).count() as u32, runs.len() as u32);
            seen.extend(runs);
        }
        out
    }

    proptest! {
        #[test]
        fn shares_of_runs_are_those_of_the_simple_way(lines in prop::collection::vec("([ab] ){0,9}[abc]", 1..12)) {
            let page = page(&lines);
            let n = page.lines.len();
            prop_assert_eq!(near(&page), (simple(&page, 0..n), simple(&page, (0..n).rev())));
        }

        #[test]
        fn first_lines_are_found_whatever_the_keys(keys in prop::collection::vec(0u64..20, 0..60)) {
            let found = firsts(keys.len(), |i| keys[i]);
            for (i, key) in keys.iter().enumerate() {
                prop_assert_eq!(keys.iter().position(|k| k == key), Some(found[i] as usize));
            }
        }
    }
}
