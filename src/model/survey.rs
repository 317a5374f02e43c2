//! What repeats across a collection. Evidence only; decides nothing.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

/// The first 8 bytes of a hash of a folded line.
pub type LineKey = u64;

/// How many documents hold each line that stands in more than one of them.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Documents that hold the line; lines of a single document are left out to keep the table small.
    pub documents_with: HashMap<LineKey, u32, Spread>,
    /// Documents surveyed.
    pub documents: u32,
}

impl Survey {
    /// Documents that hold the line besides one that does.
    pub fn others_with(&self, line: LineKey) -> u32 {
        self.documents_with.get(&line).map_or(0, |n| n.saturating_sub(1))
    }
}

/// Spreads keys over a table: they are hashes already, and every line of every document is looked up. The way is
/// another in each table, so that no text can be made to crowd a place of it.
#[derive(Clone, Copy, Debug)]
pub struct Spread(u64);

impl Default for Spread {
    fn default() -> Spread {
        Spread(RandomState::new().build_hasher().finish())
    }
}

impl BuildHasher for Spread {
    type Hasher = SpreadKey;

    #[inline]
    fn build_hasher(&self) -> SpreadKey {
        SpreadKey(self.0, self.0 | 1)
    }
}

/// A key as it is spread, and the factor that spreads it.
#[derive(Clone, Copy, Debug)]
pub struct SpreadKey(u64, u64);

impl Hasher for SpreadKey {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.write_u64(u64::from(*b)));
    }

    #[inline]
    fn write_u64(&mut self, key: u64) {
        let mixed = (self.0 ^ key).wrapping_mul(self.1);
        self.0 = mixed ^ mixed >> 32;
    }
}
