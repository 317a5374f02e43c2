//! Which bytes of a text are of words, capitals, digits and spaces: a bit for each.
//!
//! Read once for a line; all that counts or looks for words goes over the bits.

use super::bits::Bytes;
use super::{is_alphanumeric, is_unspaced};

/// What sixty-four bytes are: a bit for each, the lowest for the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Letters and digits of scripts that are written with spaces; all bytes of a character.
    pub signs: u64,
    /// Digits of ASCII.
    pub digits: u64,
    /// Capital letters, by their first byte.
    pub capitals: u64,
    /// The space, U+0020.
    pub blanks: u64,
    /// White space of any kind, by its first byte.
    pub spaces: u64,
    /// Bytes beyond ASCII.
    pub beyond: u64,
    /// First bytes of letters and digits of scripts without spaces: each is a word by itself.
    pub singles: u64,
}

impl Block {
    /// Where words begin. `open` is 1 where a word goes on from the block before, 0 otherwise.
    #[inline]
    pub fn begins(&self, open: u64) -> u64 {
        self.signs & !(self.signs << 1 | open) | self.singles
    }
}

/// A text as bits, and what was seen on the way.
#[derive(Clone, Debug, Default)]
pub struct Map {
    /// In order; bits behind the end of the text are zero.
    pub blocks: Vec<Block>,
    /// The bytes of the text and full stops behind them: whole blocks and [`MORE`].
    bytes: Vec<u8>,
    /// Letters beyond ASCII.
    pub letters: u32,
    /// Letters of other scripts than Latin: from U+0370.
    pub foreign: u32,
    /// Whether a small letter stands in it, or one of a script without case.
    pub lower: bool,
    /// Whether characters stand in it that belong to a script without spaces.
    pub unspaced: bool,
    /// Whether controls stand in it, white space but the space among them.
    pub controls: bool,
    /// Whether bytes beyond ASCII stand in it.
    pub beyond: bool,
    /// Whether its letters and digits beyond ASCII are all of two bytes, and Latin (to U+017F) or Cyrillic (to U+047F).
    pub simple: bool,
}

/// Number of bytes in a block.
pub const WIDTH: usize = 64;

/// Bytes that may be read from any place of a text on, whatever its length.
const MORE: usize = 16;

impl Map {
    /// A map with room for texts of a length.
    pub fn of(len: usize) -> Map {
        let whole = len.next_multiple_of(WIDTH);
        let (blocks, bytes) = (Vec::with_capacity(whole / WIDTH), Vec::with_capacity(whole + MORE));
        Map { blocks, bytes, ..Map::default() }
    }

    /// Reads a text in place of the one before.
    pub fn read(&mut self, text: &str) {
        self.blocks.clear();
        (self.letters, self.foreign, self.unspaced) = (0, 0, false);
        (self.lower, self.controls, self.beyond, self.simple) = (false, false, false, true);
        self.bytes.clear();
        self.bytes.extend_from_slice(text.as_bytes());
        let whole = text.len().next_multiple_of(WIDTH);
        self.bytes.resize(whole + MORE, b'.');
        self.blocks.reserve(whole / WIDTH);
        for n in 0..whole / WIDTH {
            if let Some(bytes) = self.bytes[n * WIDTH..].first_chunk() {
                let bytes = Bytes::of(bytes);
                self.read_block(&bytes);
            }
        }
        if self.beyond {
            self.classify(text);
        }
    }

    /// Sixteen bytes of the text from a place in it on, as two numbers; full stops behind the last.
    #[inline]
    pub fn two(&self, at: usize) -> (u64, u64) {
        let bytes = self.bytes[at..].first_chunk::<MORE>().copied().unwrap_or_default();
        let both = u128::from_le_bytes(bytes);
        (both as u64, (both >> 64) as u64)
    }

    /// Reads a block.
    #[inline]
    fn read_block(&mut self, bytes: &Bytes) {
        let (letters, digits, capitals) = (bytes.letters(), bytes.within(b'0', b'9'), bytes.within(b'A', b'Z'));
        let (blanks, beyond, controls) = (bytes.equal(b' '), bytes.beyond(), bytes.controls());
        let mut spaces = blanks;
        if controls != 0 {
            self.controls = true;
            spaces |= bytes.within(b'\t', b'\r');
        }
        self.beyond |= beyond != 0;
        self.lower |= letters & !capitals != 0;
        self.blocks.push(Block { signs: letters | digits, digits, capitals, blanks, spaces, beyond, singles: 0 });
    }

    /// Whether the text is without controls, and no two spaces stand together.
    #[inline]
    pub fn is_single(&self) -> bool {
        let (mut doubled, mut space) = (0, 0);
        for block in &self.blocks {
            doubled |= block.blanks & (block.blanks << 1 | space);
            space = block.blanks >> (WIDTH - 1);
        }
        !self.controls && doubled == 0
    }

    /// The bits of a block that stand for bytes of a text of a length.
    #[inline]
    pub fn within(&self, block: usize, len: usize) -> u64 {
        let rest = len - block * WIDTH;
        if rest < WIDTH { (1 << rest) - 1 } else { u64::MAX }
    }

    /// Tells what the characters beyond ASCII are.
    fn classify(&mut self, text: &str) {
        let all = text.as_bytes();
        for n in 0..self.blocks.len() {
            let mut open = self.blocks[n].beyond;
            while open != 0 {
                let bit = open.trailing_zeros() as usize;
                let at = n * WIDTH + bit;
                let c = match (all[at], all.get(at + 1)) {
                    // The last bytes of a character that began in the block before are no beginning.
                    (0x80..=0xbf, _) => None,
                    // Of two bytes are the letters of many scripts.
                    (first @ 0xc0..=0xdf, Some(second)) => {
                        char::from_u32(u32::from(first & 0x1f) << 6 | u32::from(second & 0x3f))
                    }
                    _ => text.get(at..).and_then(|rest| rest.chars().next()),
                };
                let Some(c) = c else {
                    open &= open - 1;
                    continue;
                };
                let bytes = ((1u64 << c.len_utf8()) - 1) << bit;
                open &= !bytes;
                self.classify_char(c, n, bit, bytes);
            }
        }
    }

    #[inline]
    fn classify_char(&mut self, c: char, n: usize, bit: usize, bytes: u64) {
        // Quotation marks and dashes are looked up in no table.
        if matches!(c, '\u{2010}'..='\u{2027}') {
            return;
        }
        let block = &mut self.blocks[n];
        // Letters that many texts are made of: neither are they.
        let small = matches!(c, 'à'..='ö' | 'ø'..='ÿ' | 'а'..='џ');
        if small || matches!(c, 'А'..='Я') {
            self.letters += 1;
            self.foreign += u32::from(c >= '\u{370}');
            self.lower |= small;
            block.capitals |= u64::from(!small) << bit;
            self.sign(n, bit + 2, bytes);
            return;
        }
        let unspaced = is_unspaced(c);
        self.unspaced |= unspaced;
        if !is_alphanumeric(c) {
            block.spaces |= u64::from(c.is_whitespace()) << bit;
            return;
        }
        self.simple &= matches!(c, '\u{80}'..='\u{17f}' | '\u{400}'..='\u{47f}');
        let upper = is_upper(c);
        block.capitals |= u64::from(upper) << bit;
        if super::is_alphabetic(c) {
            self.letters += 1;
            self.foreign += u32::from(c >= '\u{370}');
            self.lower |= !upper;
        }
        if unspaced {
            block.singles |= 1 << bit;
            return;
        }
        self.sign(n, bit + c.len_utf8(), bytes);
    }

    /// Marks the bytes of a letter or digit that ends before a place, which may be in the next block.
    #[inline]
    fn sign(&mut self, n: usize, end: usize, bytes: u64) {
        self.blocks[n].signs |= bytes;
        if end > WIDTH
            && let Some(next) = self.blocks.get_mut(n + 1)
        {
            next.signs |= (1 << (end - WIDTH)) - 1;
        }
    }
}

/// Whether a letter beyond ASCII is a capital: the small ones that most texts are made of are looked up in no table.
#[inline]
fn is_upper(c: char) -> bool {
    !matches!(c, 'ß'..='ÿ' | 'а'..='џ' | 'ا'..='ي' | 'ぁ'..='ヺ' | '一'..='鿿' | '가'..='힣') && c.is_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each byte is, character by character.
    fn slowly(text: &str) -> Vec<Block> {
        let mut blocks = vec![Block::default(); text.len().div_ceil(WIDTH)];
        for (at, c) in text.char_indices() {
            for byte in at..at + c.len_utf8() {
                let (block, bit) = (&mut blocks[byte / WIDTH], 1u64 << (byte % WIDTH));
                let mut set = |of: fn(&mut Block) -> &mut u64, is: bool| *of(block) |= if is { bit } else { 0 };
                set(|b| &mut b.signs, c.is_alphanumeric() && !is_unspaced(c));
                set(|b| &mut b.digits, c.is_ascii_digit());
                set(|b| &mut b.capitals, byte == at && c.is_uppercase());
                set(|b| &mut b.blanks, c == ' ');
                set(|b| &mut b.spaces, byte == at && c.is_whitespace());
                set(|b| &mut b.beyond, !c.is_ascii());
                set(|b| &mut b.singles, byte == at && c.is_alphanumeric() && is_unspaced(c));
            }
        }
        blocks
    }

    #[test]
    fn bits_are_what_each_character_says() {
        let pieces = ["A", "b", "7", " ", "\t", "é", "Ж", "“", "\u{a0}", "作", "İ", "𝐀", "|", "ǅ", "\u{b}", "¼", "ไ"];
        let mut map = Map::default();
        for long in 55..66 {
            for (n, a) in pieces.iter().enumerate() {
                for b in pieces {
                    let text = ["x".repeat(long).as_str(), a, b, pieces[(n + long) % pieces.len()], a].concat();
                    map.read(&text);
                    assert_eq!(map.blocks, slowly(&text), "{text:?}");
                    let letters = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic());
                    assert_eq!(map.letters, letters.clone().count() as u32);
                    assert_eq!(map.foreign, letters.filter(|c| *c >= '\u{370}').count() as u32);
                    assert_eq!(map.unspaced, text.chars().any(is_unspaced));
                    assert_eq!(map.controls, text.contains(['\t', '\u{b}']));
                    assert_eq!(map.beyond, !text.is_ascii());
                    let mut signs = text.chars().filter(|c| !c.is_ascii() && c.is_alphanumeric());
                    assert_eq!(map.simple, signs.all(|c| matches!(c as u32, 0x80..=0x17f | 0x400..=0x47f)));
                    assert!(map.lower);
                }
            }
        }
        for (text, even) in [("a b c", true), ("a  b", false), ("a\tb", false), ("a é", false), ("", true)] {
            map.read(&["x".repeat(62).as_str(), text].concat());
            assert_eq!(!map.beyond && map.is_single(), even, "{text:?}");
        }
        map.read("ABC 1É|");
        assert!(!map.lower && !map.controls);
        map.read("");
        assert!(map.blocks.is_empty() && !map.lower);
    }

    #[test]
    fn the_short_way_knows_every_capital() {
        assert!(('\u{80}'..=char::MAX).all(|c| is_upper(c) == c.is_uppercase()));
    }
}
