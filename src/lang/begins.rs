//! Lists of folded words, and with which two characters these begin: most words of a text begin with others, and need
//! not be folded to know that a list has them not.

use super::short_hash::Table;
use crate::text;
use std::borrow::Borrow;
use std::hash::Hash;

/// How folded words begin.
#[derive(Debug)]
pub(super) struct Begins {
    /// A bit for each pair of first bytes, where both are ASCII.
    two: [u64; (1 << 14) / 64],
    /// A bit for several pairs of first characters; NUL is none.
    pairs: [u64; (1 << PAIRS) / 64],
    /// A bit for several of the first three.
    three: Threes,
}

/// The first three bytes of words, by a hash of them.
#[derive(Debug)]
pub(super) struct Threes([u64; (1 << THREES) / 64]);

const THREES: u32 = 13;
const PAIRS: u32 = 13;

impl Threes {
    /// Of folded words; what is shorter is left out.
    pub(super) fn of<'w>(folded: impl Iterator<Item = &'w str>) -> Threes {
        let mut threes = Threes([0; (1 << THREES) / 64]);
        for three in folded.filter_map(|word| word.as_bytes().first_chunk::<3>()) {
            let at = Threes::at(*three);
            threes.0[at / 64] |= 1 << (at % 64);
        }
        threes
    }

    /// Whether one of the words may begin with three bytes, in any case.
    #[inline]
    pub(super) fn may(&self, three: [u8; 3]) -> bool {
        let at = Threes::at(three.map(|b| b.to_ascii_lowercase()));
        self.0[at / 64] >> (at % 64) & 1 == 1
    }

    fn at([a, b, c]: [u8; 3]) -> usize {
        (u32::from_le_bytes([a, b, c, 0]).wrapping_mul(0x9e37_79b1) >> (32 - THREES)) as usize
    }
}

impl Begins {
    /// Of words, none of which is empty.
    pub(super) fn of<'w>(folded: impl Iterator<Item = &'w str>) -> Begins {
        let folded: Vec<&str> = folded.collect();
        let three = Threes::of(folded.iter().copied());
        let mut begins = Begins { two: [0; (1 << 14) / 64], pairs: [0; (1 << PAIRS) / 64], three };
        for word in &folded {
            let mut chars = word.chars();
            let at = Begins::at(chars.next().unwrap_or('\0'), chars.next().unwrap_or('\0'));
            begins.pairs[at / 64] |= 1 << (at % 64);
        }
        for word in folded.into_iter().map(str::as_bytes) {
            match word {
                // A word of one byte goes on with anything in the text.
                [first] if first.is_ascii() => (0..128).for_each(|second| begins.add(*first, second)),
                [first, second, ..] if first.is_ascii() && second.is_ascii() => begins.add(*first, *second),
                _ => {}
            }
        }
        begins
    }

    fn add(&mut self, first: u8, second: u8) {
        let pair = pair(first, second);
        self.two[pair / 64] |= 1 << (pair % 64);
    }

    /// Whether a text may begin, once folded, with one of the words.
    #[inline]
    pub(super) fn may(&self, text: &str) -> bool {
        let (first, second) = match text.as_bytes() {
            [first] if first.is_ascii() => (*first, 0),
            [first, second] if first.is_ascii() && second.is_ascii() => (*first, *second),
            [first, second, third, ..] if (first | second | third).is_ascii() => (*first, *second),
            _ => return self.may_beyond(text),
        };
        // White space at the start is left out by folding.
        let pair = pair(first.to_ascii_lowercase(), if second < b' ' { b' ' } else { second.to_ascii_lowercase() });
        self.two[pair / 64] >> (pair % 64) & 1 == 1 || matches!(first, b'\t'..=b'\r' | b' ')
    }

    /// The same of a text that does not begin with three bytes of ASCII. What stands behind a character may change it:
    /// only where the first three are common it is known what two of them fold to.
    fn may_beyond(&self, text: &str) -> bool {
        let mut chars = text.chars().map(text::fold_alone);
        let (first, second, third) = (chars.next().flatten(), chars.next().flatten(), chars.next());
        let (Some(first), Some(second), None | Some(Some(_))) = (first, second, third) else { return true };
        let has = |second| {
            let at = Begins::at(first, second);
            self.pairs[at / 64] >> (at % 64) & 1 == 1
        };
        first == ' ' || has(second) || has('\0')
    }

    fn at(first: char, second: char) -> usize {
        let both = (first as u32).wrapping_mul(0x9e37_79b1).rotate_left(16) ^ second as u32;
        (both.wrapping_mul(0x9e37_79b1) >> (32 - PAIRS)) as usize
    }

    /// Whether a text may be, once folded, one of the words.
    #[inline]
    pub(super) fn may_be(&self, text: &str) -> bool {
        self.may(text)
            && match text.as_bytes() {
                // A fourth byte beyond ASCII may change the third.
                [_, _, _, fourth, ..] if !fourth.is_ascii() => true,
                // White space is folded to less of it.
                [a, b, c, ..] if [a, b, c].iter().all(|b| (b'!'..0x80).contains(*b)) => self.three.may([*a, *b, *c]),
                _ => true,
            }
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first & 0x7f) << 7 | usize::from(second & 0x7f)
}

/// Folded words with their beginnings.
pub(super) struct Words<W> {
    words: Table<W>,
    begins: Begins,
    /// Whether one has fewer than three bytes.
    short: bool,
}

impl<W: Borrow<str> + Eq + Hash> FromIterator<W> for Words<W> {
    fn from_iter<I: IntoIterator<Item = W>>(folded: I) -> Words<W> {
        let words: Table<W> = folded.into_iter().collect();
        let begins = Begins::of(words.iter().map(Borrow::borrow));
        let short = words.iter().any(|word| word.borrow().len() < 3);
        Words { words, begins, short }
    }
}

impl<W: Borrow<str> + Eq + Hash> Words<W> {
    /// Whether the list has a folded word.
    pub(super) fn contains(&self, folded: &str) -> bool {
        self.words.contains(folded)
    }

    /// Whether the list has a word as printed: the same as folding it first.
    #[inline]
    pub(super) fn has(&self, printed: &str) -> bool {
        self.begins.may_be(printed) && text::with_fold(printed, |folded| self.words.contains(folded))
    }

    /// Whether a text as printed may begin with one of the words.
    #[inline]
    pub(super) fn may_begin(&self, printed: &str) -> bool {
        if self.short { self.begins.may(printed) } else { self.begins.may_be(printed) }
    }

    /// Whether a text as printed may be one of the words.
    #[inline]
    pub(super) fn may_be(&self, printed: &str) -> bool {
        self.begins.may_be(printed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_as_printed() {
        let words = ["by", "e", "écrit", "kö", "foto de", "don't", "ж", "фото", "\"a"].map(text::fold);
        let list: Words<String> = words.iter().cloned().collect();
        let long: Words<String> = words.into_iter().filter(|word| word.len() > 2).collect();
        let pieces = [
            "", "b", "B", "y", "e", "É", "\u{301}", "crit", "K", "ö", "o\u{308}", " ", "\t", "\u{a0}", "foto", "DE",
            "\u{ad}", "Ж", "ф", "О", "“", "İ", "…",
        ];
        for a in pieces {
            for (b, c) in pieces.iter().flat_map(|b| pieces.iter().map(move |c| (b, c))) {
                let printed = [a, b, c].concat();
                let folded = text::fold(&printed);
                assert_eq!(list.has(&printed), list.contains(&folded), "{printed:?}");
                for list in [&list, &long] {
                    let begins = list.words.iter().any(|word| folded.starts_with(word.as_str()));
                    assert!(list.may_begin(&printed) || !begins, "{printed:?}");
                }
            }
        }
        assert!(!list.may_begin("Été") && !list.may_begin("“Harbour") && !long.may_begin("Foul"));
        assert!(list.has("Don’t") && !list.may_begin("Harbour") && !list.may_begin("Byline".get(1..).unwrap_or("")));
    }
}
