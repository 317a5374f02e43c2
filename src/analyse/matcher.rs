//! Finds all aliases of everything in one pass.
//!
//! Whole words only; within a layer (topics, names, events) the longest alias wins, and an alias inside a longer
//! one of another entry does not count.

use super::tokens::Tokens;
use super::vocabulary::{Entry, Layer};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
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
}

/// All aliases in one automaton.
#[derive(Debug)]
pub(super) struct Matcher {
    automaton: AhoCorasick,
    owners: Vec<Vec<Owner>>,
}

impl Matcher {
    /// Of all entries; `None` where there is no alias at all.
    pub(super) fn new(entries: &[Entry]) -> Option<Matcher> {
        let mut patterns: BTreeMap<String, Vec<Owner>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let all = entry.aliases.iter().map(|a| (a, false)).chain(entry.not.iter().map(|n| (n, true)));
            for (alias, not) in all {
                let tokens = Tokens::split(alias);
                if tokens.list.is_empty() {
                    continue;
                }
                let mut owner =
                    Owner { entry: at as u32, layer: entry.layer(), not, capital: 0, upper: 0, risky: false };
                if !not {
                    case_rule(&tokens, entry, &mut owner);
                }
                let owners = patterns.entry(tokens.folded).or_default();
                let same = |o: &&mut Owner| o.entry == owner.entry && o.not == not;
                match owners.iter_mut().find(same) {
                    // Two spellings of one alias: what either allows is allowed.
                    Some(known) => {
                        known.capital &= owner.capital;
                        known.upper &= owner.upper;
                    }
                    None => owners.push(owner),
                }
            }
        }
        if patterns.is_empty() {
            return None;
        }
        let (texts, owners): (Vec<String>, Vec<Vec<Owner>>) = patterns.into_iter().unzip();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(texts)
            .ok()?;
        Some(Matcher { automaton, owners })
    }

    /// Everything a block mentions, in order of place, then of entry.
    pub(super) fn find(&self, tokens: &Tokens) -> Vec<Match> {
        let shout = tokens.is_upper();
        let mut hits: Vec<(Match, Layer)> = Vec::new();
        let mut nots: Vec<Match> = Vec::new();
        for found in self.automaton.find_overlapping_iter(&tokens.folded) {
            let (first, last) = tokens.covered(found.start(), found.end());
            for owner in &self.owners[found.pattern().as_usize()] {
                let hit = Match {
                    entry: owner.entry,
                    alias: found.pattern().as_u32(),
                    first: first as u32,
                    last: last as u32,
                };
                if owner.not {
                    nots.push(hit);
                } else if fits(owner, tokens, first, last, shout) {
                    hits.push((hit, owner.layer));
                }
            }
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
        return !(owner.risky && crate::lang::stopwords::is_stop_word(tokens.word(first)));
    }
    (first..=last).take(32).enumerate().all(|(bit, i)| {
        let token = &tokens.list[i];
        (owner.capital >> bit & 1 == 0 || token.capital) && (owner.upper >> bit & 1 == 0 || token.upper)
    })
}

/// Keeps, in each layer, the hits that no longer one overlaps. Hits of the same words stay together.
fn longest(hits: &mut Vec<(Match, Layer)>, words: usize) {
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
