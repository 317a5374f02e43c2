//! What is known of words before any text is read.

use super::hash;
use crate::lang::names::cue_words;
use crate::lang::stopwords;
use std::sync::LazyLock;

/// The bit of stop words, above those of cues.
pub(super) const STOP: u32 = 1 << 31;

/// What is known of words, by their hashes, in one flat table.
pub(super) struct KnownWords {
    mask: usize,
    table: Vec<(u64, u32)>,
}

pub(super) static KNOWN: LazyLock<KnownWords> = LazyLock::new(|| {
    let stops = stopwords::lists()[0].iter().map(|word| (*word, STOP));
    let words: Vec<(&str, u32)> = cue_words().chain(stops).collect();
    let size = (words.len() * 4).next_power_of_two();
    let mut known = KnownWords { mask: size - 1, table: vec![(0, 0); size] };
    for (word, bits) in words {
        let hash = hash(word);
        let at = known.place(hash);
        known.table[at].0 = hash;
        known.table[at].1 |= bits;
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
    pub(super) fn of(&self, hash: u64) -> u32 {
        self.table[self.place(hash)].1
    }
}
