//! Sixty-four bytes at a time: what is asked of them is told by a bit for each, the lowest for the first.

use super::WIDTH;
use wide::{i8x16, u8x16};

/// Bytes that are looked at at once; with a sign, so that those beyond ASCII are below all others.
pub struct Bytes([i8x16; 4]);

impl Bytes {
    /// Takes the bytes of a block.
    #[inline(always)]
    pub fn of(bytes: &[u8; WIDTH]) -> Bytes {
        let of = |at: usize| u8x16::new(bytes[at..].first_chunk().copied().unwrap_or_default()).cast_signed();
        Bytes([of(0), of(16), of(32), of(48)])
    }

    /// Takes the first bytes of some; where these are fewer than a block, copies of another stand behind them.
    #[inline(always)]
    pub fn first_of(bytes: &[u8], filler: u8) -> Bytes {
        bytes.first_chunk().map_or_else(|| Bytes::filled(bytes, filler), Bytes::of)
    }

    #[inline]
    fn filled(bytes: &[u8], filler: u8) -> Bytes {
        let mut block = [filler; WIDTH];
        block[..bytes.len()].copy_from_slice(bytes);
        Bytes::of(&block)
    }

    /// Those beyond ASCII.
    #[inline(always)]
    pub fn beyond(&self) -> u64 {
        self.each(|bytes| bytes)
    }

    /// Those that equal one.
    #[inline(always)]
    pub fn equal(&self, byte: u8) -> u64 {
        self.each(|bytes| bytes.simd_eq(all(byte)))
    }

    /// Those that equal one of several: cheaper than to ask for each.
    #[inline(always)]
    pub fn any<const N: usize>(&self, of: [u8; N]) -> u64 {
        self.each(|bytes| of.iter().fold(all(0), |any, byte| any | bytes.simd_eq(all(*byte))))
    }

    /// Those of a range: from 0x01 to 0x7e at most, or from 0x81 to 0xfe.
    #[inline(always)]
    pub fn within(&self, first: u8, last: u8) -> u64 {
        self.each(|bytes| bytes.simd_gt(all(first - 1)) & all(last + 1).simd_gt(bytes))
    }

    /// Those beyond ASCII up to one, which is 0xfe at most.
    #[inline(always)]
    pub fn beyond_to(&self, last: u8) -> u64 {
        self.each(|bytes| all(last + 1).simd_gt(bytes))
    }

    /// Letters of ASCII.
    #[inline(always)]
    pub fn letters(&self) -> u64 {
        let [a, b, c, d] = self.0;
        let small = all(0x20);
        Bytes([a | small, b | small, c | small, d | small]).within(b'a', b'z')
    }

    /// Controls, white space but for the space among them. 0x7F is none.
    #[inline(always)]
    pub fn controls(&self) -> u64 {
        self.each(|bytes| all(b' ').simd_gt(bytes) & bytes.simd_gt(i8x16::splat(-1)))
    }

    /// The highest bit of each byte that is asked for.
    #[inline(always)]
    fn each(&self, of: impl Fn(i8x16) -> i8x16) -> u64 {
        let [a, b, c, d] = self.0;
        let bits = |bytes| u64::from(of(bytes).to_bitmask());
        bits(a) | bits(b) << 16 | bits(c) << 32 | bits(d) << 48
    }
}

/// Bytes in blocks; behind the last byte stand copies of another.
#[inline]
pub fn blocks(bytes: &[u8], filler: u8) -> impl Iterator<Item = Bytes> {
    bytes.chunks(WIDTH).map(move |block| Bytes::first_of(block, filler))
}

/// Sixteen of a byte.
#[inline(always)]
fn all(byte: u8) -> i8x16 {
    i8x16::splat(byte.cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_what_each_byte_says_by_itself() {
        for byte in 0..=255u8 {
            for at in [0, 1, 15, 16, 40, 63] {
                let mut bytes = *b"The old mill of 1912,\tby the river {Weir} [3]; @`/: z ~ \x7f \0 AZ09";
                bytes[at] = byte;
                let check = |bits: u64, of: &dyn Fn(u8) -> bool| {
                    for (i, b) in bytes.iter().enumerate() {
                        assert_eq!(bits >> i & 1 == 1, of(*b), "{byte} at {at}, asked for {b}");
                    }
                };
                let all = Bytes::of(&bytes);
                check(all.beyond(), &|b| !b.is_ascii());
                check(all.equal(b' '), &|b| b == b' ');
                check(all.letters(), &|b| b.is_ascii_alphabetic());
                check(all.within(b'0', b'9'), &|b| b.is_ascii_digit());
                check(all.within(b'A', b'Z'), &|b| b.is_ascii_uppercase());
                check(all.controls(), &|b| b < b' ');
                check(all.equal(0xe2), &|b| b == 0xe2);
                check(all.any([b'.', 0xe2, b'\t']), &|b| matches!(b, b'.' | 0xe2 | b'\t'));
                check(all.within(0xa8, 0xaf), &|b| matches!(b, 0xa8..=0xaf));
                check(all.beyond_to(0xa0), &|b| matches!(b, 0x80..=0xa0));
            }
        }
    }
}
