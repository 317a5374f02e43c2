//! What phrases open with: what tells that a line holds none before it is folded.

use super::{BITS, Place, joins};
use crate::text::{self, WordHash};

/// The words that phrases open with.
pub struct Openings {
    /// Bits of hashes of all words of phrases that are all of a line, and of their first words.
    lines: Box<Bits>,
    heads: Box<Bits>,
    /// What other phrases open with: those that begin a line, and those that stand anywhere.
    firsts: [First; 2],
    /// What phrases without words begin with, and those of a line whose first word is a figure: figures begin many lines.
    marks: Vec<char>,
}

impl Openings {
    /// Of folded phrases.
    pub(super) fn of<'p>(phrases: impl Iterator<Item = (&'p str, Place)>) -> Openings {
        let (lines, heads) = (no_bits(), no_bits());
        let mut all = Openings { lines, heads, firsts: [First::new(), First::new()], marks: Vec::new() };
        for (folded, place) in phrases {
            let words = word_hashes(folded);
            match (words.first(), place) {
                (None, _) => all.marks.extend(folded.chars().next()),
                (Some(&FIGURES), Place { at_start: true, .. }) if !folded.starts_with('#') => {
                    all.marks.extend(folded.chars().next());
                }
                (Some(first), Place { at_start: true, at_end: true }) => {
                    set(&mut all.heads, *first);
                    set(&mut all.lines, joined(words.iter().copied()));
                }
                (_, place) => all.firsts[usize::from(!place.at_start)].add(&words),
            }
        }
        all.marks.sort_unstable();
        all.marks.dedup();
        all
    }

    /// Whether a phrase may begin a line, by its words: the hashes of their small letters ([`WordHash`]), with
    /// [`FIGURES`] for those that have figures. Of lines that [begin with a mark](Openings::may_begin) of a phrase,
    /// have `#` in them, signs of scripts without spaces, or characters that fold to none or to several, it knows
    /// nothing.
    #[inline]
    pub fn may_head<T>(&self, words: &[T], hash: impl Fn(&T) -> u32 + Copy) -> bool {
        words.first().is_some_and(|first| is_set(&self.heads, hash(first)) && self.may_be(words, hash))
            || self.firsts[0].open(words, hash)
    }

    /// Whether a line may hold one of the phrases that stand anywhere, by its words. Of what a line begins with, nothing
    /// need be known: these phrases have words.
    #[inline]
    pub fn may_hold<T>(&self, words: &[T], hash: impl Fn(&T) -> u32 + Copy) -> bool {
        (0..words.len()).any(|n| self.firsts[1].open(&words[n..], hash))
    }

    /// Whether the words of a line may be all of a phrase.
    fn may_be<T>(&self, words: &[T], hash: impl Fn(&T) -> u32) -> bool {
        words.len() <= MOST_WORDS && is_set(&self.lines, joined(words.iter().map(hash)))
    }

    /// Whether one of the marks that a line begins with may begin a phrase that [`Openings::may_head`] does not know.
    pub fn may_begin(&self, line: &str) -> bool {
        let mut may = false;
        for c in line.chars().take_while(|c| !joins(*c)) {
            text::for_folded(c, |c| may |= c != ' ' && self.marks.contains(&c));
        }
        may
    }
}

/// First words of phrases, as bits of hashes.
struct First {
    /// First words.
    first: Box<Bits>,
    /// First words that are all of a phrase; the first two where they are all; the first three.
    whole: [Box<Bits>; 3],
    /// First two words of phrases that have more.
    pairs: Box<Bits>,
}

impl First {
    fn new() -> First {
        First { first: no_bits(), whole: [no_bits(), no_bits(), no_bits()], pairs: no_bits() }
    }

    fn add(&mut self, words: &[u32]) {
        let Some(first) = words.first() else { return };
        set(&mut self.first, *first);
        let opening = &words[..words.len().min(3)];
        set(&mut self.whole[opening.len() - 1], joined(opening.iter().copied()));
        if let [first, second, _] = opening {
            set(&mut self.pairs, joined([*first, *second]));
        }
    }

    /// Whether words open a phrase.
    #[inline]
    fn open<T>(&self, words: &[T], hash: impl Fn(&T) -> u32) -> bool {
        let Some((first, rest)) = words.split_first() else { return false };
        let first = hash(first);
        is_set(&self.first, first) && self.go_on(first, rest.iter().take(2).map(hash))
    }

    fn go_on(&self, first: u32, mut words: impl Iterator<Item = u32>) -> bool {
        if is_set(&self.whole[0], joined([first])) {
            return true;
        }
        let Some(second) = words.next() else { return false };
        let pair = joined([first, second]);
        is_set(&self.whole[1], pair)
            || is_set(&self.pairs, pair)
                && words.next().is_some_and(|third| is_set(&self.whole[2], joined([first, second, third])))
    }
}

/// A bit for each hash, by its lowest bits.
type Bits = [u64; BITS / 64];

fn no_bits() -> Box<Bits> {
    Box::new([0; BITS / 64])
}

/// Sets the bit of a hash.
fn set(bits: &mut Bits, hash: u32) {
    bits[hash as usize % BITS / 64] |= 1 << (hash % 64);
}

#[inline]
fn is_set(bits: &Bits, hash: u32) -> bool {
    bits[hash as usize % BITS / 64] >> (hash % 64) & 1 == 1
}

/// A hash of several words.
#[inline]
fn joined(words: impl IntoIterator<Item = u32>) -> u32 {
    words.into_iter().fold(0, |hash, word| {
        let mixed = (hash.rotate_left(16) ^ word).wrapping_mul(0x9e37_79b1);
        mixed ^ mixed >> 16
    })
}

/// Words that a phrase has at most if it is all of a line.
const MOST_WORDS: usize = 24;

/// The hash that stands for every word with a figure.
pub const FIGURES: u32 = 0x2323_2323;

/// The hashes of a folded phrase's words.
fn word_hashes(folded: &str) -> Vec<u32> {
    let hash = |word: &str| {
        let mut hash = WordHash::default();
        word.chars().for_each(|c| hash.add_char(c));
        if word.contains('#') { FIGURES } else { hash.finish() }
    };
    folded.split(|c| !joins(c)).filter(|word| !word.is_empty()).map(hash).collect()
}
