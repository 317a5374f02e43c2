//! What repeats across a collection. Evidence only; decides nothing.

use std::collections::HashMap;

/// The first 8 bytes of a hash of a folded line.
pub type LineKey = u64;

/// How many documents hold each line that stands in more than one of them.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Documents that hold the line; lines of a single document are left out to keep the table small.
    pub documents_with: HashMap<LineKey, u32>,
    /// Documents surveyed.
    pub documents: u32,
}

impl Survey {
    /// Documents that hold the line besides one that does.
    pub fn others_with(&self, line: LineKey) -> u32 {
        self.documents_with.get(&line).map_or(0, |n| n.saturating_sub(1))
    }
}
