//! What repeats across a collection. Evidence only; decides nothing.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The first 8 bytes of a hash of a folded line.
pub type LineKey = u64;

/// How many documents hold each line that stands in more than one of them.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Documents that hold the line; lines of a single document are left out to keep the table small.
    pub documents_with: HashMap<LineKey, u32, BuildHasherDefault<KeyHasher>>,
    /// Documents surveyed.
    pub documents: u32,
}

impl Survey {
    /// Documents that hold the line besides one that does.
    pub fn others_with(&self, line: LineKey) -> u32 {
        self.documents_with.get(&line).map_or(0, |n| n.saturating_sub(1))
    }
}

/// Spreads keys of lines over a table: they are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    #[inline]
    fn write_u64(&mut self, key: u64) {
        let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}
