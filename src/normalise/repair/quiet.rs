//! A first look at a text, block by block and without a branch by byte: most lines need no second one.

use crate::text::{self, Bytes, WIDTH};
use std::ops::Range;

/// Bytes before one that is told of, which may belong to what it tells.
pub(super) const BEFORE: usize = 4;

/// Where in a text of many lines something asks for a repair: a bit for each byte, an eighth of the text. It is read
/// once, so that nearly all lines are known to be clean and not looked at one by one.
pub(in crate::normalise) struct Loud(Vec<u64>);

impl Loud {
    /// Of a text whose line ends are no part of what may be repaired. `mojibake` says whether misread UTF-8 is asked for.
    pub(in crate::normalise) fn of(text: &str, mojibake: bool) -> Loud {
        let mut look = Look::default();
        Loud(text::blocks(text.as_bytes(), b'x').map(|block| look.at::<true>(&block, mojibake)).collect())
    }

    /// Whether nothing in a piece of the text asks for a repair. The piece is not empty.
    #[inline]
    pub(in crate::normalise) fn spares(&self, piece: Range<usize>) -> bool {
        let (start, last) = (piece.start, piece.end - 1);
        let (from, to) = (u64::MAX << (start % WIDTH), u64::MAX >> (WIDTH - 1 - last % WIDTH));
        match &self.0[start / WIDTH..=last / WIDTH] {
            [all] => all & from & to == 0,
            [begin, inner @ .., end] => begin & from == 0 && end & to == 0 && inner.iter().all(|bits| *bits == 0),
            [] => true,
        }
    }
}

/// Places of a block before which the last two bytes of the one before count: what stands there is told of rather than
/// asked for.
const FIRST: u64 = 0b11;

/// A look that goes over blocks in order: what those bytes of the one before were that others may follow.
#[derive(Default)]
pub(super) struct Look {
    spaces: u64,
    opens: u64,
    stops: u64,
    digits: u64,
    ends: u64,
    parts: u64,
    beyond: Beyond,
}

impl Look {
    /// The bytes of the next block that ask for a repair, or end what does, as far as one can tell by the [`BEFORE`]
    /// ones; all beyond ASCII if misread UTF-8 is asked for, which is left to the second look. `LINES` says that line
    /// ends stand in the text that are none of it. What needs a closing quotation mark at the start of the line is not
    /// seen.
    #[inline]
    pub(super) fn at<const LINES: bool>(&mut self, block: &Bytes, mojibake: bool) -> u64 {
        let before = Look { beyond: Beyond::default(), ..*self };
        (self.spaces, self.opens) = (block.equal(b' '), block.equal(b'('));
        (self.stops, self.digits) = (block.equal(b'.'), block.within(b'0', b'9'));
        self.ends = self.stops | block.any([b'!', b'?']);
        let beyond = block.beyond();
        let after_space = behind(self.spaces, before.spaces, 1);
        let spaces =
            after_space & (self.spaces | block.equal(b')')) | self.spaces & behind(self.opens, before.opens, 1);
        let number = behind(self.digits, before.digits, 3) & after_space & self.digits;
        let split = number & behind(self.stops, before.stops, 2);
        // A year follows a comma as the parts of a number never do: two bytes on, its digits go on.
        self.parts = if number == 0 { 0 } else { number & (block.equal(b',') << 2 | FIRST) };
        let years = self.digits & behind(self.digits, before.digits, 1);
        let parted = behind(self.parts, before.parts, 2) & !years;
        let ends = if LINES { block.any([b'\n', b'\r']) } else { 0 };
        // Hardly a block has a mark with neither a space nor a line end behind it.
        let ended = behind(self.ends, before.ends, 1) & !(self.spaces | ends);
        let glued = if ended == 0 {
            0
        } else {
            ended & block.within(b'A', b'Z') & ((block.within(b'a', b'z') | beyond) << 2 | FIRST)
        };
        let signs = block.any([b'&', b'<', 0x7f]) | block.controls() & !ends;
        let told = if beyond == 0 || mojibake { beyond } else { self.beyond.at(block) };
        spaces | split | parted | glued | signs | told
    }
}

/// The same for what is beyond ASCII. A block without any has none at its end that goes on.
#[derive(Default)]
struct Beyond {
    controls: u64,
    spaces: u64,
    general: u64,
    last: u64,
}

impl Beyond {
    /// Controls and no-break spaces (C2), spaces and marks of direction (E2 80, E2 81), byte order mark and
    /// noncharacters (EF).
    #[inline]
    fn at(&mut self, block: &Bytes) -> u64 {
        let before = std::mem::take(self);
        (self.controls, self.spaces, self.last) = (block.equal(0xc2), block.equal(0xe2), block.equal(0xef));
        let after_space = behind(self.spaces, before.spaces, 1);
        self.general = after_space & block.equal(0x80);
        let controls = behind(self.controls, before.controls, 1) & (block.beyond_to(0xa0) | block.equal(0xad));
        let marks = behind(self.general, before.general, 1) & (block.beyond_to(0x8f) | block.within(0xa8, 0xaf));
        let last = block.any([0xb7, 0xbb, 0xbf]);
        controls | marks | after_space & block.equal(0x81) | behind(self.last, before.last, 1) & last
    }
}

/// The bytes that stand a number of places behind those of a block and of the one before.
#[inline(always)]
fn behind(bits: u64, before: u64, places: usize) -> u64 {
    bits << places | before >> (WIDTH - places)
}

#[cfg(test)]
mod tests {
    use super::super::{Suspicion, look, look_closely};
    use super::*;
    use proptest::prelude::*;

    /// Whether the look by blocks finds what the look at every byte does.
    fn check(text: &str) {
        let bytes = text.as_bytes();
        let mut all = Suspicion::of_start(bytes);
        look_closely(bytes, 0..bytes.len(), &mut all);
        assert_eq!(look(bytes, true), all, "{text:?}");
        let but_mojibake = |found: Suspicion| Suspicion { mojibake: false, ..found };
        assert_eq!(but_mojibake(look(bytes, false)), but_mojibake(all), "{text:?}");
    }

    #[test]
    fn what_needs_no_repair_tells_nothing() {
        for text in ["a", "The old mill, built (in 1912). It was lost in 1950.", "Il dit « non » — “No”… 3.5 million"]
        {
            assert!(Loud::of(text, false).spares(0..text.len()), "{text:?}");
        }
    }

    #[test]
    fn whatever_tells_of_damage_is_seen_at_any_place() {
        let plain = [
            "\u{0}", "\t", "\u{7f}", "&", "<b>", "  ", "( a", "a )", "1. 5", "1, 5", "e.T", "é?T", "e!T", "Ã©", "â€",
            "Ð¾", "”. ", "”",
        ];
        let beyond = ["\u{85}", "\u{a0}", "\u{ad}", "\u{200b}", "\u{2028}", "\u{2060}", "\u{202e}"];
        for sign in plain.iter().chain(&beyond).chain(&["\u{feff}", "\u{fdd0}", "\u{ffff}", "x", ". ", "1. ", "e."]) {
            for before in (0..4).chain(55..70) {
                for after in [0, 1, 2, 17] {
                    check(&format!("{}{sign}{}", "x".repeat(before), "x".repeat(after)));
                    check(&format!("”{}{sign}{}", "x".repeat(before), "x".repeat(after)));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn the_first_look_misses_nothing(text in "[a-z0-9A-C .,!?()&<“”é»Ãâ€\u{a0}\u{200b}\u{ad}\u{2060}\u{feff}\u{0}，]{0,150}") {
            check(&text);
        }
    }
}
