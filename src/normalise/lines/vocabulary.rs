//! Words that tell what an article is about, in three sets of one table.

use super::stats::Token;
use std::hint::select_unpredictable;

/// Words of title and lead.
pub(super) const TOPIC: u8 = 1;
/// Words of the first half of the span.
pub(super) const HALF: u8 = 2;
/// Names in title and lead.
pub(super) const NAMES: u8 = 4;
/// Stands beside the sets when content words are counted.
const CONTENT: u8 = 8;

/// Sets of hashes of words; now and then one holds one more than was put in, the same one each time.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// The sets that hold a hash, two hashes a byte.
    sets: Box<[u8; 1 << 13]>,
}

/// How many words of a line tell something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) content: u32,
    /// Content words in [`TOPIC`].
    pub(super) topic: u32,
    /// Content words in [`HALF`].
    pub(super) half: u32,
    /// Content words with a capital in [`NAMES`].
    pub(super) names: u32,
}

impl Vocabulary {
    pub(super) fn new() -> Vocabulary {
        Vocabulary { sets: Box::new([0; 1 << 13]) }
    }

    /// The byte of a hash, and its place there.
    #[inline]
    fn place(hash: u32) -> (usize, u32) {
        let at = hash ^ hash >> 14;
        (at as usize & 0x1fff, at >> 11 & 4)
    }

    /// Adds the content words among some to one of the sets.
    pub(super) fn add_content<'a>(&mut self, tokens: impl IntoIterator<Item = &'a Token>, set: u8) {
        for token in tokens {
            let (byte, place) = Vocabulary::place(token.hash);
            self.sets[byte] |= select_unpredictable(token.is_content(), set, 0) << place;
        }
    }

    /// Counts the words of a line. Without a branch by word: no processor expects which of them tell something.
    pub(super) fn told(&self, tokens: &[Token]) -> Told {
        let mut told = Told::default();
        // Four sums in one number, of 16 bits each.
        for tokens in tokens.chunks(usize::from(u16::MAX)) {
            let mut sum = 0;
            for token in tokens {
                sum += self.counts(token);
            }
            let lane = |n: u32| u32::from((sum >> (16 * n)) as u16);
            told.topic += lane(0);
            told.half += lane(1);
            told.names += lane(2);
            told.content += lane(3);
        }
        told
    }

    /// What a word adds to the four sums.
    #[inline]
    fn counts(&self, token: &Token) -> u64 {
        let (byte, place) = Vocabulary::place(token.hash);
        let may = select_unpredictable(token.word.languages() == 0, MAY[usize::from(token.bits)], 0);
        let is = (self.sets[byte] >> place | CONTENT) & may;
        // Bit 0 goes to the first sum, bit 1 to the second and so on: four copies, of which one bit each is left.
        (u64::from(is) * (1 | 1 << 15 | 1 << 30 | 1 << 45)) & (1 | 1 << 16 | 1 << 32 | 1 << 48)
    }
}

/// By the bits of a token that is no function word, the sets to which it may belong.
static MAY: [u8; 256] = {
    let mut may = [0; 256];
    let mut bits = 0;
    while bits < 256 {
        let token = bits as u8;
        if token & (Token::LONG | Token::DIGIT) == Token::LONG {
            may[bits] = CONTENT | TOPIC | HALF | if token & Token::CAP == 0 { 0 } else { NAMES };
        }
        bits += 1;
    }
    may
};

#[cfg(test)]
mod tests {
    use super::super::LineView;
    use super::super::stats::Words;
    use super::*;

    #[test]
    fn words_are_counted_in_each_set_by_itself() {
        let text = "The Ferry and the ferry of Holm sailed to the island in 1987 without Peter Holm and others";
        let words = Words::read(&[LineView { text, ..LineView::default() }], Some("en"));
        let tokens = words.tokens(0);
        let mut vocabulary = Vocabulary::new();
        let content: Vec<&Token> = tokens.iter().filter(|t| t.is_content()).collect();
        let content_count = content.len() as u32;
        assert_eq!(vocabulary.told(tokens), Told { content: content_count, ..Told::default() });
        // The ferry, Holm twice, Peter.
        vocabulary.add_content(&tokens[..7], TOPIC);
        vocabulary.add_content(tokens, HALF);
        vocabulary.add_content(tokens.iter().filter(|t| t.bits & Token::CAP != 0), NAMES);
        let told = vocabulary.told(tokens);
        assert_eq!((told.content, told.half), (content_count, content_count));
        assert_eq!((told.topic, told.names), (4, 4));
        // More words than one sum holds.
        let many: Vec<Token> = tokens.iter().copied().cycle().take(tokens.len() * 20_000).collect();
        assert_eq!(vocabulary.told(&many).content, content_count * 20_000);
        assert_eq!(vocabulary.told(&many).names, 80_000);
    }
}
