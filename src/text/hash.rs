//! The hash of a word, the same however its bytes come; and where in a table a hash stands.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::hint::select_unpredictable;
use std::sync::LazyLock;

/// Another number in each run.
static SECRET: LazyLock<u64> = LazyLock::new(|| RandomState::new().build_hasher().finish());

/// Spreads hashes over a table, the highest bits best. No text can be made to crowd one place of it, since the way is
/// another in each run; nothing that is written may follow from it.
#[inline]
pub fn scatter(hash: u64) -> u64 {
    let secret = *SECRET;
    let mixed = (hash ^ secret).wrapping_mul(secret | 1);
    mixed ^ mixed >> 32
}

/// The hash of a word while its bytes come: eight at a time, wherever pieces end.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordHash {
    hash: u64,
    /// Bytes that do not make eight yet, the first lowest, and how many.
    open: u64,
    len: u32,
}

impl WordHash {
    /// The hash of a word of one to fifteen bytes, the first eight and the next; what stands behind the last does not
    /// count. Without a branch: no processor foresees how long words are.
    #[inline]
    pub fn of_fifteen(first: u64, next: u64, count: usize) -> u32 {
        let few = (1u64 << (8 * (count % 8))) - 1;
        let long = count >= 8;
        let hash = select_unpredictable(long, Self::mix(0, first), 0);
        let open = select_unpredictable(long, next, first) & few;
        (Self::mix(hash, open ^ (count as u64) << 56) >> 32) as u32
    }

    /// Adds up to eight bytes, zeros behind the last.
    #[inline]
    pub fn add(&mut self, bytes: u64, count: usize) {
        let held = self.len % 8;
        self.open |= bytes << (8 * held);
        self.len += count as u32;
        if held + count as u32 >= 8 {
            self.hash = Self::mix(self.hash, self.open);
            // What did not fit; of nothing held, all did.
            self.open = if held == 0 { 0 } else { bytes >> (8 * (8 - held)) };
        }
    }

    /// Adds the bytes of a character.
    pub fn add_char(&mut self, c: char) {
        let mut bytes = [0; 8];
        let count = c.encode_utf8(&mut bytes).len();
        self.add(u64::from_le_bytes(bytes), count);
    }

    /// The hash of all bytes.
    #[inline]
    pub fn finish(self) -> u32 {
        let hash = Self::mix(self.hash, self.open ^ u64::from(self.len) << 56);
        (hash >> 32) as u32
    }

    #[inline]
    fn mix(hash: u64, eight: u64) -> u64 {
        let mixed = (hash.rotate_left(23) ^ eight).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 31
    }
}
