//! Eight bytes of ASCII at a time, in a number whose lowest byte is the first.
//!
//! The answers are marks: the highest bit of each byte that is meant. They hold for bytes of ASCII alone, and as far as
//! the first byte beyond; ask [`is_ascii`] first, or keep those [`before`] it. The ways are those of Warren, *Hacker's Delight*, chapter 6.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = ONES << 7;
/// All bytes marked.
pub const ALL: u64 = HIGH;

/// Eight bytes as a number.
#[inline]
pub fn of(bytes: [u8; 8]) -> u64 {
    u64::from_le_bytes(bytes)
}

/// The eight bytes at a place; none where fewer are left.
#[inline]
pub fn at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().copied().map(u64::from_le_bytes)
}

/// Up to eight bytes at a place, zeros behind the last.
#[inline]
pub fn up_to(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(eight) = rest.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    match bytes.last_chunk() {
        // What stands before them is shifted out.
        Some(eight) if !rest.is_empty() => u64::from_le_bytes(*eight) >> (64 - 8 * rest.len()),
        _ => rest.iter().rev().fold(0, |eight, b| eight << 8 | u64::from(*b)),
    }
}

/// Whether all bytes are ASCII.
#[inline]
pub fn is_ascii(eight: u64) -> bool {
    eight & HIGH == 0
}

/// The same with NUL for every byte that is not ASCII.
#[inline]
pub fn plain(eight: u64) -> u64 {
    let high = (eight & HIGH) >> 7;
    eight & !(high * 0xff)
}

/// Marks the bytes that are at least `least`, which is not 0.
#[inline]
fn from(eight: u64, least: u8) -> u64 {
    eight.wrapping_add(ONES * u64::from(0x80 - least)) & HIGH
}

/// Marks the bytes of a range.
#[inline]
pub fn within(eight: u64, first: u8, last: u8) -> u64 {
    from(eight, first) & !from(eight, last + 1)
}

/// Marks the bytes that equal one.
#[inline]
pub fn equal(eight: u64, byte: u8) -> u64 {
    // A byte is zero if adding what is one short of the highest bit does not reach it.
    !(eight ^ (ONES * u64::from(byte))).wrapping_add(HIGH - ONES) & HIGH
}

/// Marks white space.
#[inline]
pub fn spaces(eight: u64) -> u64 {
    within(eight, b'\t', b'\r') | equal(eight, b' ')
}

/// Marks controls, white space but for the space among them. 0x7F is none.
#[inline]
pub fn controls(eight: u64) -> u64 {
    !from(eight, b' ') & HIGH
}

/// Marks capital letters.
#[inline]
pub fn capitals(eight: u64) -> u64 {
    within(eight, b'A', b'Z')
}

/// Marks letters.
#[inline]
pub fn letters(eight: u64) -> u64 {
    within(eight | (ONES * 0x20), b'a', b'z')
}

/// Marks digits.
#[inline]
pub fn digits(eight: u64) -> u64 {
    within(eight, b'0', b'9')
}

/// The same with small letters.
#[inline]
pub fn small(eight: u64) -> u64 {
    eight | capitals(eight) >> 2
}

/// Letters and digits of ASCII with small letters, whatever bytes beyond ASCII stand among them.
#[inline]
pub fn small_plain(eight: u64) -> u64 {
    eight | (ONES * 0x20) & !((eight & HIGH) >> 2)
}

/// How many bytes stand before the first mark; eight without one.
#[inline]
pub fn before(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

/// A number with only its first bytes left.
#[inline]
pub fn first(eight: u64, bytes: usize) -> u64 {
    if bytes >= 8 { eight } else { eight & ((1 << (8 * bytes)) - 1) }
}

/// Whether a run of ASCII is written with single spaces and holds no controls, and whether it holds digits.
/// `after_space` tells whether a space stands before it.
pub fn is_even(run: &[u8], after_space: bool) -> (bool, bool) {
    let (mut odd, mut digit, mut space) = (0, 0, u64::from(after_space) << 7);
    for at in (0..run.len()).step_by(8) {
        // Behind the last byte stands what is none of what is asked for.
        let eight = up_to(run, at) | beyond(run.len() - at, b'.');
        let here = equal(eight, b' ');
        odd |= controls(eight) | here & (here << 8 | space);
        space = here >> 56;
        digit |= digits(eight);
    }
    (odd == 0, digit != 0)
}

/// Copies of a byte behind the first ones of a number.
#[inline]
pub fn beyond(bytes: usize, filler: u8) -> u64 {
    if bytes >= 8 { 0 } else { (ONES * u64::from(filler)) << (8 * bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_what_each_byte_says_by_itself() {
        for byte in 0..128u8 {
            for at in 0..8 {
                let mut bytes = *b"aZ 9\t~0x";
                bytes[at] = byte;
                let eight = u64::from_le_bytes(bytes);
                let check = |marks: u64, of: &dyn Fn(&u8) -> bool| {
                    for (i, b) in bytes.iter().enumerate() {
                        assert_eq!(marks >> (8 * i + 7) & 1 == 1, of(b), "{byte} at {at}, asked for {b}");
                    }
                };
                check(equal(eight, b' '), &|b| *b == b' ');
                check(spaces(eight), &|b| matches!(b, b'\t'..=b'\r' | b' '));
                check(controls(eight), &|b| *b < b' ');
                check(capitals(eight), &u8::is_ascii_uppercase);
                check(letters(eight), &u8::is_ascii_alphabetic);
                check(digits(eight), &u8::is_ascii_digit);
                assert_eq!(small(eight).to_le_bytes(), bytes.map(|b| b.to_ascii_lowercase()));
                assert_eq!(plain(eight | 0x80 << (8 * at)), eight & !(0xff << (8 * at)));
                assert!(is_ascii(eight) && !is_ascii(eight | 0x80 << (8 * at)));
            }
        }
    }

    #[test]
    fn marks_hold_as_far_as_the_first_byte_beyond_ascii() {
        for beyond in 0x80..=0xffu8 {
            for at in 0..8 {
                let plain = u64::from_le_bytes(*b"aZ 9\t~0x");
                let mut bytes = plain.to_le_bytes();
                bytes[at..].fill(beyond);
                let eight = u64::from_le_bytes(bytes);
                assert_eq!(before(eight & ALL), at);
                for marks in [controls, digits, capitals, letters, |eight| equal(eight, b' '), |eight| spaces(eight)] {
                    assert_eq!(first(marks(eight), at), first(marks(plain), at), "{beyond:x} at {at}");
                }
            }
        }
    }

    #[test]
    fn what_is_even_has_single_spaces_and_no_controls() {
        for (run, after_space, even, digits) in [
            ("the old mill", true, true, false),
            ("mills of 1912", false, true, true),
            (" mill", true, false, false),
            (" mill", false, true, false),
            ("the  mill", false, false, false),
            ("seven b  c", false, false, false),
            ("before  eight", false, false, false),
            ("a\tb", false, false, false),
            ("", true, true, false),
        ] {
            assert_eq!(is_even(run.as_bytes(), after_space), (even, digits), "{run:?}");
        }
        for at in 0..30 {
            let mut run = [b'x'; 31];
            (run[at], run[at + 1]) = (b' ', b' ');
            assert_eq!(is_even(&run, false), (false, false), "{at}");
        }
    }

    #[test]
    fn fewer_than_eight_have_zeros_behind_them() {
        let bytes = b"abcdefghijk";
        for len in 0..bytes.len() {
            for at in 0..=len {
                let mut expected = [0; 8];
                let rest = &bytes[at..len.min(at + 8)];
                expected[..rest.len()].copy_from_slice(rest);
                assert_eq!(up_to(&bytes[..len], at), u64::from_le_bytes(expected));
                assert_eq!(first(up_to(bytes, at), 3), up_to(&bytes[..bytes.len().min(at + 3)], at));
            }
        }
        assert_eq!((before(0), before(0x80), before(0x8000)), (8, 0, 1));
    }
}
