//! A look for two bytes that stand beside each other, eight places at once.

use super::eight;

const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// Marks the bytes that equal one, whatever stands beside them.
#[inline]
pub fn same(eight: u64, byte: u8) -> u64 {
    let other = eight ^ u64::from_ne_bytes([byte; 8]);
    !((other & LOW).wrapping_add(LOW) | other | LOW)
}

/// The bytes without the bits of a mask: bytes that differ in them alone are told by one look.
#[inline]
pub fn without(eight: u64, mask: u8) -> u64 {
    eight & u64::from_ne_bytes([!mask; 8])
}

/// Whether any two bytes that stand beside each other are what is looked for: `is` marks the places among eight first
/// and their second bytes. Behind the last stands NUL.
#[inline]
pub fn any_pair(bytes: &[u8], is: impl Fn(u64, u64) -> u64) -> bool {
    let Some(last) = bytes.len().checked_sub(9) else {
        let all = eight::up_to(bytes, 0);
        return is(all, all >> 8) != 0;
    };
    let pair = |at: usize| match bytes[at..].first_chunk::<9>() {
        Some(&[a, b, c, d, e, f, g, h, i]) => {
            is(eight::of([a, b, c, d, e, f, g, h]), eight::of([b, c, d, e, f, g, h, i]))
        }
        None => 0,
    };
    let mut at = 0;
    while at < last {
        if pair(at) != 0 {
            return true;
        }
        at += 8;
    }
    // The last stand over those before them.
    pair(last) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_found_at_any_place() {
        let is = |a: u64, b: u64| same(a, b' ') & same(without(b, 0x20), 0xc2);
        for (len, filler) in (0..40).flat_map(|len| [0u8, b'x', b' ', 0x80, 0xff].map(|filler| (len, filler))) {
            let plain = vec![filler; len];
            assert!(!any_pair(&plain, is));
            for at in 1..len {
                for (second, found) in [(0xc2, true), (0xe2, true), (0xc3, false), (0x42, false)] {
                    let mut one = plain.clone();
                    (one[at - 1], one[at]) = (b' ', second);
                    assert_eq!(any_pair(&one, is), found, "{len} {at} {filler} {second}");
                }
            }
        }
    }
}
