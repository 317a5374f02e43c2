//! A first look at a line, block by block and without a branch by byte: most blocks need no second one.

use std::ops::Range;

/// Bytes that are looked at at once.
pub(super) const BLOCK: usize = 32;
/// A block, and what stands behind it.
const WINDOW: usize = BLOCK + 3;

/// Whether something in the block at a place asks for a repair, as far as one can tell by what stands behind it.
/// `mojibake` says whether misread UTF-8 is asked for, which is left to the second look. What needs a closing quotation
/// mark at the start of the line is not seen.
#[inline]
pub(super) fn tells(bytes: &[u8], at: usize, mojibake: bool) -> bool {
    let rest = &bytes[at..];
    match rest.first_chunk() {
        Some(window) => tells_in::<false>(window, mojibake),
        None => tells_in::<false>(&last_window(rest), mojibake),
    }
}

/// Fewer bytes than a window, with letters behind the end, which say nothing.
#[inline]
fn last_window(rest: &[u8]) -> [u8; WINDOW] {
    let mut window = [b'x'; WINDOW];
    window[..rest.len()].copy_from_slice(rest);
    window
}

/// Where in a text of many lines something asks for a repair: a bit for each block. It is read once, so that nearly all
/// lines are known to be clean and not looked at one by one.
pub(in crate::normalise) struct Loud(Vec<u64>);

impl Loud {
    /// Of a text whose line ends are no part of what may be repaired. `mojibake` says whether misread UTF-8 is asked for.
    pub(in crate::normalise) fn of(text: &str, mojibake: bool) -> Loud {
        let bytes = text.as_bytes();
        let mut blocks = vec![0u64; bytes.len().div_ceil(BLOCK * 64)];
        for (n, at) in (0..bytes.len()).step_by(BLOCK).enumerate() {
            let rest = &bytes[at..];
            let told = match rest.first_chunk() {
                Some(window) => tells_in::<true>(window, mojibake),
                None => tells_in::<true>(&last_window(rest), mojibake),
            };
            blocks[n / 64] |= u64::from(told) << (n % 64);
        }
        Loud(blocks)
    }

    /// Whether nothing in the blocks that a piece of the text stands in asks for a repair. The piece is not empty.
    #[inline]
    pub(in crate::normalise) fn spares(&self, piece: Range<usize>) -> bool {
        let (first, last) = (piece.start / BLOCK, (piece.end - 1) / BLOCK);
        let (from, to) = (u64::MAX << (first % 64), u64::MAX >> (63 - last % 64));
        match &self.0[first / 64..=last / 64] {
            [all] => all & from & to == 0,
            [begin, inner @ .., end] => begin & from == 0 && end & to == 0 && inner.iter().all(|bits| *bits == 0),
            [] => true,
        }
    }
}

/// `LINES` says that line ends stand in the text that are none of it.
#[inline]
fn tells_in<const LINES: bool>(window: &[u8; WINDOW], mojibake: bool) -> bool {
    let (told, beyond) = tells_of_ascii::<LINES>(window);
    told || beyond && (mojibake || tells_beyond(window))
}

#[inline]
fn is(b: u8, other: u8) -> u8 {
    u8::from(b == other)
}

#[inline]
fn within(b: u8, first: u8, last: u8) -> u8 {
    u8::from(b.wrapping_sub(first) <= last - first)
}

/// Controls, `&`, `<`, doubled spaces, spaces inside brackets, a full stop and a space between digits;
/// and whether there is anything beyond ASCII.
#[inline(never)] // By itself, the compiler sees that many bytes can be looked at at once; inside another loop, not.
fn tells_of_ascii<const LINES: bool>(window: &[u8; WINDOW]) -> (bool, bool) {
    let (mut any, mut all) = (0, 0);
    for i in 0..BLOCK {
        let (a, b, c, d) = (window[i], window[i + 1], window[i + 2], window[i + 3]);
        let digits = within(a, b'0', b'9') & is(b, b'.') & is(c, b' ') & within(d, b'0', b'9');
        let spaces = is(a, b' ') & (is(b, b' ') | is(b, b')')) | is(a, b'(') & is(b, b' ');
        let feed = if LINES { is(a, b'\n') | is(a, b'\r') } else { 0 };
        any |= within(a, 0, 0x1f) & !feed | is(a, 0x7f) | is(a, b'&') | is(a, b'<') | digits | spaces;
        all |= a;
    }
    (any != 0, !all.is_ascii())
}

/// Controls and no-break spaces (C2), spaces and marks of direction (E2 80, E2 81), byte order mark and noncharacters
/// (EF).
fn tells_beyond(window: &[u8; WINDOW]) -> bool {
    let mut any = 0;
    for i in 0..BLOCK {
        let (a, b, c) = (window[i], window[i + 1], window[i + 2]);
        let spaces = is(a, 0xc2) & (within(b, 0x80, 0xa0) | is(b, 0xad));
        let marks = is(a, 0xe2) & (is(b, 0x81) | is(b, 0x80) & (within(c, 0x80, 0x8f) | within(c, 0xa8, 0xaf)));
        any |= spaces | marks | is(a, 0xef) & (is(b, 0xb7) | is(b, 0xbb) | is(b, 0xbf));
    }
    any != 0
}

#[cfg(test)]
mod tests {
    use super::super::{Suspicion, look, look_closely};
    use super::*;
    use proptest::prelude::*;

    /// Whether the look by blocks finds what the look at every byte does.
    fn check(text: &str) {
        let bytes = text.as_bytes();
        let mut all = Suspicion::default();
        look_closely(bytes, 0..bytes.len(), text.starts_with('”'), &mut all);
        assert_eq!(look(bytes, true), all, "{text:?}");
        let but_mojibake = |found: Suspicion| Suspicion { mojibake: false, ..found };
        assert_eq!(but_mojibake(look(bytes, false)), but_mojibake(all), "{text:?}");
    }

    #[test]
    fn what_needs_no_repair_tells_nothing() {
        for text in ["a", "The old mill, built (in 1912). It was lost in 1950.", "Il dit « non » — “No”… 3.5 million"]
        {
            assert!((0..text.len()).step_by(BLOCK).all(|at| !tells(text.as_bytes(), at, false)), "{text:?}");
        }
    }

    #[test]
    fn whatever_tells_of_damage_is_seen_at_any_place() {
        let plain = ["\u{0}", "\t", "\u{7f}", "&", "<b>", "  ", "( a", "a )", "1. 5", "Ã©", "â€", "Ð¾", "”. ", "”"];
        let beyond = ["\u{85}", "\u{a0}", "\u{ad}", "\u{200b}", "\u{2028}", "\u{2060}", "\u{202e}"];
        for sign in plain.iter().chain(&beyond).chain(&["\u{feff}", "\u{fdd0}", "\u{ffff}", "x", ". ", "1. "]) {
            for before in 0..40 {
                for after in [0, 1, 2, 17] {
                    check(&format!("{}{sign}{}", "x".repeat(before), "x".repeat(after)));
                    check(&format!("”{}{sign}{}", "x".repeat(before), "x".repeat(after)));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn the_first_look_misses_nothing(text in "[a-z0-9 .,()&<“”é»Ãâ€\u{a0}\u{200b}\u{ad}\u{2060}\u{feff}\u{0}，]{0,50}") {
            check(&text);
        }
    }
}
