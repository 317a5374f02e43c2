//! What is kept of the words of an article until the whole collection is read: as few bytes as will do, since there
//! are some hundred words in each of perhaps a hundred thousand articles.
//!
//! A number takes one byte for every seven bits of it, so that most take one.

use super::constants::KEY_INSIDE;
use super::words::{At, Words};

/// A word and how an article uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Use {
    /// Its number in the collection.
    pub(super) id: u32,
    /// How often it stands in title and body.
    pub(super) count: u32,
    /// How often it stands in the title.
    pub(super) in_title: u32,
    /// How many sentences hold it.
    pub(super) sentences: u32,
    /// Where it stands first: 0 is the start of the article, [`STEPS`] its end.
    pub(super) early: u8,
    /// Whether something tells that it is a noun, where nouns can be told.
    pub(super) noun: bool,
    /// The phrase (its number) that holds it most, if that holds nearly all of it.
    pub(super) phrase: Option<u32>,
    /// Where it may be read.
    pub(super) at: At,
}

/// Steps in which it is told how early a word stands: finer ones change no order that matters.
pub(super) const STEPS: u8 = 64;

impl Use {
    /// How often it stands in the article for key terms: a title counts twice.
    pub(super) fn weighed(&self) -> u32 {
        self.count + self.in_title
    }
}

/// A phrase that may be a key term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// How often it stands in the article.
    pub(super) count: u32,
    words: [u32; 4],
    len: usize,
    /// Where it may be read.
    pub(super) at: At,
}

impl Phrase {
    /// Its words that are no stop words, by number.
    pub(super) fn words(&self) -> &[u32] {
        &self.words[..self.len]
    }
}

/// The words and phrases of one article.
#[derive(Clone, Debug, Default)]
pub(super) struct Packed {
    words: Box<[u8]>,
    phrases: Box<[u8]>,
    /// The number of different words.
    pub(super) len: u32,
    /// The number of sentences.
    pub(super) sentences: u32,
}

impl Packed {
    /// Packs the words of an article; `ids` are their numbers in the collection.
    pub(super) fn new(words: &Words, ids: &[u32]) -> Packed {
        let mut all: Vec<u8> = Vec::with_capacity(words.words.len() * 12);
        let length = words.length.max(1) as f32;
        for (word, id) in words.words.iter().zip(ids) {
            let phrase = words.phrases.get(word.phrase as usize).map(|_| word.phrase);
            let phrase = phrase.filter(|_| word.inside as f32 >= KEY_INSIDE * word.weighed() as f32);
            let titled = u32::from(word.in_title > 0);
            let mut packed = Few::default();
            packed.number(*id);
            packed.number(
                word.count.saturating_mul(8)
                    | (u32::from(word.noun) << 2)
                    | (titled << 1)
                    | u32::from(phrase.is_some()),
            );
            if titled == 1 {
                packed.number(word.in_title);
            }
            phrase.into_iter().for_each(|phrase| packed.number(phrase));
            packed.number(word.count - word.sentences);
            packed.number(u32::from(((word.first as f32 / length * f32::from(STEPS)) as u8).min(STEPS)));
            packed.place(word.at);
            all.extend_from_slice(packed.bytes());
        }
        let all = all.into_boxed_slice();
        let mut phrases: Vec<u8> = Vec::with_capacity(words.phrases.len() * 12);
        for phrase in &words.phrases {
            let mut packed = Few::default();
            packed.number(phrase.count);
            packed.number(phrase.len.into());
            phrase.words[..usize::from(phrase.len)].iter().for_each(|word| packed.number(*word));
            packed.place(phrase.at);
            phrases.extend_from_slice(packed.bytes());
        }
        let phrases = phrases.into_boxed_slice();
        Packed { words: all, phrases, len: words.words.len() as u32, sentences: words.sentences }
    }

    /// The words, in order of first use.
    pub(super) fn words(&self) -> Vec<Use> {
        let mut words = Vec::with_capacity(self.len as usize);
        let mut packed = Reader(&self.words);
        while !packed.0.is_empty() {
            let id = packed.number();
            let head = packed.number();
            let (count, noun) = (head >> 3, head & 4 == 4);
            let in_title = if head & 2 == 2 { packed.number() } else { 0 };
            let phrase = (head & 1 == 1).then(|| packed.number());
            let sentences = count - packed.number();
            let early = packed.number() as u8;
            words.push(Use { id, count, in_title, sentences, early, noun, phrase, at: packed.place() });
        }
        words
    }

    /// The phrases that may be key terms, in order of their numbers.
    pub(super) fn phrases(&self) -> impl Iterator<Item = Phrase> {
        let mut packed = Reader(&self.phrases);
        std::iter::from_fn(move || {
            (!packed.0.is_empty()).then(|| {
                let count = packed.number();
                let len = packed.number() as usize;
                let mut words = [0; 4];
                words.iter_mut().take(len).for_each(|word| *word = packed.number());
                Phrase { count, words, len, at: packed.place() }
            })
        })
    }

    /// Leaves out the phrases, when they have been used.
    pub(super) fn forget_phrases(&mut self) {
        self.phrases = Box::default();
    }
}

/// The bytes of a few numbers: ten at most, of five bytes at most each.
struct Few {
    bytes: [u8; 64],
    len: usize,
}

impl Default for Few {
    fn default() -> Few {
        Few { bytes: [0; 64], len: 0 }
    }
}

impl Few {
    #[inline]
    fn number(&mut self, mut n: u32) {
        while n >= 128 {
            self.bytes[self.len & 63] = n as u8 | 128;
            self.len += 1;
            n >>= 7;
        }
        self.bytes[self.len & 63] = n as u8;
        self.len += 1;
    }

    #[inline]
    fn place(&mut self, at: At) {
        // The title, which comes after every block, is 0.
        self.number(at.block.wrapping_add(1));
        self.number(at.start);
        self.number(at.end - at.start);
    }

    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    #[inline]
    fn number(&mut self) -> u32 {
        let (mut n, mut shift) = (0, 0);
        while let Some((byte, rest)) = self.0.split_first() {
            self.0 = rest;
            n |= u32::from(byte & 127) << shift;
            shift += 7;
            if *byte < 128 {
                break;
            }
        }
        n
    }

    #[inline]
    fn place(&mut self) -> At {
        let block = self.number().wrapping_sub(1);
        let start = self.number();
        At { block, start, end: start + self.number() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::Tokens;
    use super::super::words::words;
    use super::*;

    #[test]
    fn gives_back_what_was_put_in() {
        let title = Tokens::new("The tide");
        let body =
            format!("{}The tide rose. Old Harbour Board met. The Old Harbour Board and a tide.", "Filler ".repeat(300));
        let blocks = [Tokens::new("One."), Tokens::new(&body)];
        let counted = words(Some(&title), &blocks, Some("en"));
        let ids: Vec<u32> = (0..counted.words.len() as u32).map(|n| n * 50_000).collect();
        let packed = Packed::new(&counted, &ids);
        let all: Vec<Use> = packed.words();
        assert_eq!((all.len(), packed.len as usize), (ids.len(), ids.len()));
        for ((word, before), id) in all.iter().zip(&counted.words).zip(ids) {
            let told = (word.id, word.count, word.in_title, word.sentences, word.noun, word.at);
            assert_eq!(told, (id, before.count, before.in_title, before.sentences, before.noun, before.at));
        }
        let phrases: Vec<(u32, Vec<u32>, At)> = packed.phrases().map(|p| (p.count, p.words().to_vec(), p.at)).collect();
        let before = counted.phrases.iter().map(|p| (p.count, p.words[..usize::from(p.len)].to_vec(), p.at));
        assert_eq!(phrases, before.collect::<Vec<_>>());
        assert!(!phrases.is_empty() && all.iter().any(|word| word.phrase.is_some()));
        assert_eq!(all[0].at, At { block: u32::MAX, start: 4, end: 8 });
        assert_eq!(all[0].early, 0);
    }
}
