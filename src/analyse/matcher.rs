//! Finds all aliases of everything in one pass: from word to word through one table, by the hashes of the words, and
//! then letter by letter.
//!
//! Whole words only; within a layer (topics, names, events) the longest alias wins, and an alias inside a longer
//! one of another entry does not count.

use super::tokens::{Gap, Tokens};
use super::vocabulary::{Entry, Layer};
use crate::lang::tongues::ANY_TONGUE;
use std::collections::BTreeMap;

/// Where an alias stands, in words of the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// The entry, by its place in the vocabulary.
    pub(super) entry: u32,
    /// The alias, by its pattern.
    pub(super) alias: u32,
    /// First word.
    pub(super) first: u32,
    /// Last word.
    pub(super) last: u32,
}

/// One entry's use of a pattern.
#[derive(Clone, Copy, Debug)]
struct Owner {
    entry: u32,
    layer: Layer,
    /// A string in which the entry's aliases do not count.
    not: bool,
    /// Bits of words that must begin with a capital.
    capital: u32,
    /// Bits of words that must be all capitals.
    upper: u32,
    /// The alias is an ordinary word if it is not in capitals.
    risky: bool,
    /// Bits of the languages in which the alias means the entry.
    tongues: u32,
}

/// Who uses a pattern, and its words with what stands before each.
type Pattern = (Vec<Owner>, Vec<(Gap, u64)>);

/// How far an alias has come.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    /// The pattern that ends here, from 1; 0 where none does.
    pattern: u32,
    /// Whether a longer one goes on.
    more: bool,
}

impl Step {
    fn is_some(self) -> bool {
        self.pattern > 0 || self.more
    }
}

/// Bits that say which words may begin an alias.
const FIRST_BITS: u64 = 1 << 17;

/// All steps by their numbers, in one flat table with room to spare.
#[derive(Debug)]
struct Steps {
    mask: usize,
    table: Vec<(u64, Step)>,
}

impl Steps {
    /// With room for some steps.
    fn new(room: usize) -> Steps {
        let size = (room * 2).next_power_of_two().max(16);
        Steps { mask: size - 1, table: vec![Default::default(); size] }
    }

    /// Where a step stands, or may be put.
    #[inline]
    fn place(&self, step: u64) -> usize {
        let mut at = (step ^ step >> 32) as usize & self.mask;
        while self.table[at].0 != step && self.table[at].1.is_some() {
            at = (at + 1) & self.mask;
        }
        at
    }

    /// A step, that is none where nobody has taken it.
    #[inline]
    fn get(&self, step: u64) -> Step {
        self.table[self.place(step)].1
    }

    fn at(&mut self, step: u64) -> &mut Step {
        let at = self.place(step);
        self.table[at].0 = step;
        &mut self.table[at].1
    }
}

/// All aliases in one table of steps from word to word.
#[derive(Debug)]
pub(super) struct Matcher {
    first: Vec<u64>,
    steps: Steps,
    texts: Vec<String>,
    owners: Vec<Vec<Owner>>,
}

/// The step from a step to the next word.
fn next(step: u64, gap: Gap, hash: u64) -> u64 {
    let gap = gap.folded().map_or(0, u64::from);
    (step.rotate_left(17) ^ gap).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash
}

impl Matcher {
    /// Of all entries; `None` where there is no alias at all.
    pub(super) fn new(entries: &[Entry]) -> Option<Matcher> {
        let mut patterns: BTreeMap<String, Pattern> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let all = entry.aliases.iter().map(|a| (a, false)).chain(entry.not.iter().map(|n| (n, true)));
            for (alias, not) in all {
                let tokens = Tokens::split(alias);
                if tokens.list.is_empty() {
                    continue;
                }
                let tongues = if not { ANY_TONGUE } else { entry.tongues(alias) };
                let mut owner =
                    Owner { entry: at as u32, layer: entry.layer(), not, capital: 0, upper: 0, risky: false, tongues };
                if !not {
                    case_rule(&tokens, entry, &mut owner);
                }
                let words = tokens.list.iter().map(|t| (t.gap, t.hash)).collect();
                let (owners, _) = patterns.entry(tokens.folded()).or_insert_with(|| (Vec::new(), words));
                let same = |o: &&mut Owner| o.entry == owner.entry && o.not == not;
                match owners.iter_mut().find(same) {
                    // Two spellings of one alias: what either allows is allowed.
                    Some(known) => {
                        known.capital &= owner.capital;
                        known.upper &= owner.upper;
                        known.tongues |= owner.tongues;
                    }
                    None => owners.push(owner),
                }
            }
        }
        if patterns.is_empty() {
            return None;
        }
        let mut matcher = Matcher {
            first: vec![0; (FIRST_BITS / 64) as usize],
            steps: Steps::new(patterns.values().map(|(_, words)| words.len()).sum()),
            texts: Vec::with_capacity(patterns.len()),
            owners: Vec::with_capacity(patterns.len()),
        };
        for (text, (owners, words)) in patterns {
            matcher.texts.push(text);
            matcher.owners.push(owners);
            let mut step = 0;
            for (i, (gap, hash)) in words.iter().enumerate() {
                step = if i == 0 { *hash } else { next(step, *gap, *hash) };
                let known = matcher.steps.at(step);
                if i + 1 < words.len() {
                    known.more = true;
                } else {
                    known.pattern = matcher.owners.len() as u32;
                }
                if i == 0 {
                    let bit = hash % FIRST_BITS;
                    matcher.first[(bit / 64) as usize] |= 1 << (bit % 64);
                }
            }
        }
        Some(matcher)
    }

    /// The aliases that begin at a word: last word and pattern.
    fn at(&self, tokens: &Tokens, first: usize, mut found: impl FnMut(usize, usize)) {
        let mut step = tokens.list[first].hash;
        let mut last = first;
        loop {
            let known = self.steps.get(step);
            if let Some(pattern) = known.pattern.checked_sub(1).map(|p| p as usize)
                && tokens.reads(first, last, &self.texts[pattern])
            {
                found(last, pattern);
            }
            last += 1;
            if !known.more || last >= tokens.list.len() {
                break;
            }
            step = next(step, tokens.list[last].gap, tokens.list[last].hash);
        }
    }

    /// Everything a block in a language, given by its bit, mentions, in order of place, then of entry.
    pub(super) fn find(&self, tokens: &Tokens, tongue: u32) -> Vec<Match> {
        let shout = tokens.is_upper();
        let mut hits: Vec<(Match, Layer)> = Vec::new();
        let mut nots: Vec<Match> = Vec::new();
        for (first, token) in tokens.list.iter().enumerate() {
            let bit = token.hash % FIRST_BITS;
            if self.first[(bit / 64) as usize] >> (bit % 64) & 1 == 0 {
                continue;
            }
            self.at(tokens, first, |last, pattern| {
                for owner in self.owners[pattern].iter().filter(|owner| owner.tongues & tongue != 0) {
                    let (alias, first, last) = (pattern as u32, first as u32, last as u32);
                    let hit = Match { entry: owner.entry, alias, first, last };
                    if owner.not {
                        nots.push(hit);
                    } else if fits(owner, tokens, first as usize, last as usize, shout) {
                        hits.push((hit, owner.layer));
                    }
                }
            });
        }
        if hits.is_empty() {
            return Vec::new();
        }
        if !nots.is_empty() {
            hits.retain(|(hit, _)| {
                !nots.iter().any(|n| n.entry == hit.entry && n.first <= hit.first && hit.last <= n.last)
            });
        }
        longest(&mut hits, tokens.list.len());
        let mut matches: Vec<Match> = hits.into_iter().map(|(hit, _)| hit).collect();
        matches.sort_by_key(|m| (m.first, m.last, m.entry));
        matches
    }
}

/// Names keep the capitals that the list gives them; topics only where a short alias is all capitals.
fn case_rule(tokens: &Tokens, entry: &Entry, owner: &mut Owner) {
    let names = entry.layer() == Layer::Name;
    let letters: usize = tokens.list.iter().filter(|t| t.letters).map(|t| (t.end - t.start) as usize).sum();
    let initials = tokens.list.iter().all(|t| t.upper || t.capital && t.end - t.start == 1);
    let short = letters <= 5 && initials;
    for (i, token) in tokens.list.iter().enumerate().take(32) {
        if names && token.capital || short {
            owner.capital |= 1 << i;
        }
        if short && token.upper {
            owner.upper |= 1 << i;
        }
    }
    owner.risky = short && tokens.list.len() == 1 && letters <= 3;
}

fn fits(owner: &Owner, tokens: &Tokens, first: usize, last: usize, shout: bool) -> bool {
    if shout {
        // Where all is capitals, "US" may be "us".
        return !(owner.risky && tokens.is_stop_word(first));
    }
    (first..=last).take(32).enumerate().all(|(bit, i)| {
        let token = &tokens.list[i];
        (owner.capital >> bit & 1 == 0 || token.capital) && (owner.upper >> bit & 1 == 0 || token.upper)
    })
}

/// Keeps, in each layer, the hits that no longer one overlaps. Hits of the same words stay together.
fn longest(hits: &mut Vec<(Match, Layer)>, words: usize) {
    if hits.len() < 2 {
        return;
    }
    hits.sort_by_key(|(m, layer)| (*layer, std::cmp::Reverse(m.last - m.first), m.first, m.entry));
    let mut taken: Vec<Option<(u32, u32)>> = vec![None; words];
    let mut layer = None;
    hits.retain(|(m, of)| {
        if layer != Some(*of) {
            layer = Some(*of);
            taken.fill(None);
        }
        let span = (m.first, m.last);
        let range = m.first as usize..=m.last as usize;
        let free = taken[range.clone()].iter().all(|t| t.is_none_or(|t| t == span));
        if free {
            taken[range].fill(Some(span));
        }
        free
    });
}
