//! What is known of words before any text is read.

use super::hash;
use crate::lang::names::cue_words;
use crate::lang::stopwords;
use std::sync::LazyLock;

/// The bit of stop words, above those of cues.
pub(super) const STOP: u32 = 1 << 31;

/// How many bits there are: some twenty for a word.
const BITS: usize = 1 << 15;

/// What is known of words, by their hashes, in one flat table.
pub(super) struct KnownWords {
    /// Bits of their hashes, so that most of the other words need no look into the table.
    bits: Vec<u64>,
    mask: usize,
    table: Vec<(u64, u32)>,
}

pub(super) static KNOWN: LazyLock<KnownWords> = LazyLock::new(|| {
    let stops = stopwords::lists()[0].iter().map(|word| (*word, STOP));
    let words: Vec<(&str, u32)> = cue_words().chain(stops).collect();
    let size = (words.len() * 4).next_power_of_two();
    let mut known = KnownWords { bits: vec![0; BITS / 64], mask: size - 1, table: vec![(0, 0); size] };
    for (word, bits) in words {
        let hash = hash(word);
        let at = known.place(hash);
        known.table[at].0 = hash;
        known.table[at].1 |= bits;
        let (at, bit) = bit(hash);
        known.bits[at] |= bit;
    }
    known
});

impl KnownWords {
    fn place(&self, hash: u64) -> usize {
        let mut at = hash as usize & self.mask;
        while self.table[at].0 != hash && self.table[at].1 != 0 {
            at = (at + 1) & self.mask;
        }
        at
    }

    /// The bits of a word, by its hash.
    #[inline]
    pub(super) fn of(&self, hash: u64) -> u32 {
        let (at, bit) = bit(hash);
        if self.bits[at] & bit == 0 {
            return 0;
        }
        self.table[self.place(hash)].1
    }
}

/// Where the bit of a word stands: in high bits of its hash, as the table takes the low ones.
#[inline]
fn bit(hash: u64) -> (usize, u64) {
    let bit = (hash >> 40) as usize % BITS;
    (bit / 64, 1 << (bit % 64))
}
