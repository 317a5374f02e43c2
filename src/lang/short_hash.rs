//! A hash for tables of words that are ours: fast on short strings, the same in every run.
//!
//! Not for keys that others choose in bulk, where it could be made to collide; the tables it serves are fixed.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

/// A set of words.
pub type Table<W> = HashSet<W, BuildHasherDefault<ShortHash>>;

/// FNV-1a.
#[derive(Clone, Copy, Debug)]
pub struct ShortHash(u64);

impl Default for ShortHash {
    fn default() -> Self {
        ShortHash(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for ShortHash {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
