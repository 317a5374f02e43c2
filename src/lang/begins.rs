//! Lists of folded words, and with which two bytes of ASCII these begin: most words of a text begin with others, and
//! need not be folded to know that a list has them not.

use super::short_hash::Table;
use crate::text;
use std::borrow::Borrow;
use std::hash::Hash;

/// The first two bytes of folded words, a bit for each pair.
#[derive(Debug)]
pub(super) struct Begins([u64; (1 << 14) / 64]);

impl Begins {
    /// Of words, none of which is empty.
    pub(super) fn of<'w>(folded: impl Iterator<Item = &'w str>) -> Begins {
        let mut begins = Begins([0; (1 << 14) / 64]);
        for word in folded.map(str::as_bytes) {
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
        self.0[pair / 64] |= 1 << (pair % 64);
    }

    /// Whether a text may begin, once folded, with one of the words. Only of texts that begin with three bytes of ASCII
    /// (or are shorter) it is known that they do not: what stands behind may change the letter before it.
    #[inline]
    pub(super) fn may(&self, text: &str) -> bool {
        let (first, second) = match text.as_bytes() {
            [first] if first.is_ascii() => (*first, 0),
            [first, second] if first.is_ascii() && second.is_ascii() => (*first, *second),
            [first, second, third, ..] if (first | second | third).is_ascii() => (*first, *second),
            _ => return true,
        };
        // White space at the start is left out by folding.
        let pair = pair(first.to_ascii_lowercase(), if second < b' ' { b' ' } else { second.to_ascii_lowercase() });
        self.0[pair / 64] >> (pair % 64) & 1 == 1 || matches!(first, b'\t'..=b'\r' | b' ')
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first & 0x7f) << 7 | usize::from(second & 0x7f)
}

/// Folded words with their beginnings.
pub(super) struct Words<W> {
    words: Table<W>,
    begins: Begins,
}

impl<W: Borrow<str> + Eq + Hash> FromIterator<W> for Words<W> {
    fn from_iter<I: IntoIterator<Item = W>>(folded: I) -> Words<W> {
        let words: Table<W> = folded.into_iter().collect();
        let begins = Begins::of(words.iter().map(Borrow::borrow));
        Words { words, begins }
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
        self.begins.may(printed) && text::with_fold(printed, |folded| self.words.contains(folded))
    }

    /// Whether a text as printed may begin with one of the words.
    #[inline]
    pub(super) fn may_begin(&self, printed: &str) -> bool {
        self.begins.may(printed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_as_printed() {
        let list: Words<String> =
            ["by", "e", "écrit", "kö", "foto de", "don't"].iter().map(|w| text::fold(w)).collect();
        let pieces = [
            "", "b", "B", "y", "e", "É", "\u{301}", "crit", "K", "ö", "o\u{308}", " ", "\t", "\u{a0}", "foto", "DE",
            "\u{ad}",
        ];
        for a in pieces {
            for (b, c) in pieces.iter().flat_map(|b| pieces.iter().map(move |c| (b, c))) {
                let printed = [a, b, c].concat();
                let folded = text::fold(&printed);
                assert_eq!(list.has(&printed), list.contains(&folded), "{printed:?}");
                let begins = list.words.iter().any(|word| folded.starts_with(word.as_str()));
                assert!(list.may_begin(&printed) || !begins, "{printed:?}");
            }
        }
        assert!(list.has("Don’t") && !list.may_begin("Harbour") && !list.may_begin("Byline".get(1..).unwrap_or("")));
    }
}
