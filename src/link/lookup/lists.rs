//! Where words stand, written while it is found: a few bytes for each place.

use crate::model::LookupWords;
use smallvec::SmallVec;
use std::collections::HashMap;

/// Bytes of a list beyond which its word tells nothing apart.
const LONGEST: usize = 200_000;

/// What a list holds places in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Beside,
    Title,
    Name,
}

/// All words, by number, and their lists.
#[derive(Debug, Default)]
pub(super) struct Lists {
    numbers: HashMap<Box<str>, u32>,
    texts: Vec<List>,
    /// Lists beside the texts, of titles and names: few words have one.
    others: [HashMap<u32, List>; 3],
}

/// Rising places: numbers of articles (or names), and in each rising numbers of pieces.
#[derive(Debug, Default)]
struct List {
    article: u32,
    piece: u32,
    digits: SmallVec<[u8; 8]>,
}

impl List {
    /// A number is written in digits of 32, the highest first; all but the last have a bit more. Of the numbers, an even
    /// one is a step to another article, and the number of a piece of it follows; an odd one is a step to another piece.
    fn add(&mut self, article: u32, piece: u32) {
        if self.digits.len() > LONGEST {
            return;
        }
        if article == self.article && !self.digits.is_empty() {
            self.push(u64::from(piece - self.piece - 1) << 1 | 1);
        } else {
            self.push(u64::from(article - self.article) << 1);
            self.push(u64::from(piece));
        }
        (self.article, self.piece) = (article, piece);
        if self.digits.len() > LONGEST {
            self.digits.shrink_to_fit();
        }
    }

    fn push(&mut self, number: u64) {
        let last = (64 - number.leading_zeros()).saturating_sub(1) / 5;
        for n in (0..=last).rev() {
            self.digits.push(digit((number >> (5 * n)) as u8 & 31 | if n > 0 { 32 } else { 0 }));
        }
    }

    fn text(&self) -> &str {
        if self.digits.len() > LONGEST { "*" } else { std::str::from_utf8(&self.digits).unwrap_or_default() }
    }
}

/// Sixty-four signs that neither JSON nor HTML writes otherwise.
fn digit(value: u8) -> u8 {
    match value + b'?' {
        b'\\' => b'!',
        sign => sign,
    }
}

impl Lists {
    /// The number of a word.
    pub(super) fn word(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(word.into(), number);
        self.texts.push(List::default());
        number
    }

    /// Adds a place, behind those that were added of its kind.
    pub(super) fn add(&mut self, word: u32, kind: Kind, article: u32, piece: u32) {
        let list = match kind {
            Kind::Text => &mut self.texts[word as usize],
            Kind::Beside => self.others[0].entry(word).or_default(),
            Kind::Title => self.others[1].entry(word).or_default(),
            Kind::Name => self.others[2].entry(word).or_default(),
        };
        list.add(article, piece);
    }

    /// All words in order, with their lists.
    pub(super) fn finish(self) -> LookupWords {
        let mut words: Vec<(&str, u32)> = self.numbers.iter().map(|(word, number)| (&**word, *number)).collect();
        words.sort_unstable();
        let mut out = LookupWords::default();
        let mut lists = String::new();
        for (word, number) in words {
            lists.clear();
            lists.push_str(self.texts[number as usize].text());
            for other in &self.others {
                lists.push(' ');
                lists.push_str(other.get(&number).map_or("", List::text));
            }
            out.push(word, lists.trim_end());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the theme's script reads it.
    fn places(digits: &str) -> Vec<(u32, u32)> {
        let (mut out, mut number, mut article, mut piece, mut stepped) = (Vec::new(), 0, 0, 0, false);
        for c in digits.bytes() {
            let value = u32::from(if c == b'!' { b'\\' } else { c } - b'?');
            number = number * 32 + (value & 31);
            if value > 31 {
                continue;
            }
            match (stepped, number & 1) {
                (true, _) => piece = number,
                (false, 1) => piece += (number >> 1) + 1,
                (false, _) => article += number >> 1,
            }
            stepped = !stepped && number & 1 == 0;
            if !stepped {
                out.push((article, piece));
            }
            number = 0;
        }
        out
    }

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let all =
            [(0, 0), (0, 1), (0, 900), (1, 0), (1, 5), (2, 3), (40, 31), (70_000, 2_000_000), (70_000, 2_000_001)];
        for start in 0..all.len() {
            let mut list = List::default();
            all[start..].iter().for_each(|(article, piece)| list.add(*article, *piece));
            assert_eq!(places(list.text()), all[start..]);
            assert!(list.text().bytes().all(|b| b.is_ascii_graphic() && !b"<>&\"'\\*".contains(&b)), "{}", list.text());
        }
    }

    #[test]
    fn what_stands_everywhere_is_not_listed() {
        let mut lists = Lists::default();
        let (the, harbour) = (lists.word("the"), lists.word("harbour"));
        for n in 0..250_000 {
            lists.add(the, Kind::Text, n, 0);
        }
        lists.add(the, Kind::Name, 3, 0);
        lists.add(harbour, Kind::Title, 1, 0);
        let words = lists.finish();
        let got: Vec<(&str, &str)> = (0..words.len()).map(|n| (words.get(n).word, words.get(n).lists)).collect();
        assert_eq!(got, [("harbour", "  A?"), ("the", "*   E?")]);
    }
}
