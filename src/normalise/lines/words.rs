//! The words of a line, its marks and its pattern: one pass, most words in one step of sixteen bytes.

use super::lexicon::{self, Lexicon};
use super::stats::{Line, Token, edges, sign};
use crate::text::{self, Map, WIDTH, WordHash, eight};
use std::hint::select_unpredictable;

/// The pattern of a line: kinds of words, runs of one kind counted once, and marks.
struct Shape {
    hash: u32,
    last: u8,
    steps: u32,
    marked: bool,
    head: u32,
}

/// Steps of a pattern that make its head, and that make all of it.
const HEAD_STEPS: u32 = 3;
const STEPS: u32 = 24;

impl Shape {
    /// Adds a mark.
    fn mark(&mut self, kind: u8) {
        self.step(kind, true, !matches!(kind, b'C' | b'l' | b'\'' | b'"' | b'.' | b',' | 128..));
    }

    /// Adds a word, unless it is of the kind of the one before.
    #[inline]
    fn word(&mut self, kind: u8) {
        self.step(kind, kind != self.last, (kind != b'C') & (kind != b'l'));
    }

    /// Without a branch, since no processor foresees which words have capitals.
    #[inline]
    fn step(&mut self, kind: u8, another: bool, marked: bool) {
        let take = another & (self.steps < STEPS);
        let next = (self.hash ^ u32::from(kind)).wrapping_mul(0x0100_0193);
        self.hash = select_unpredictable(take, next, self.hash);
        self.last = select_unpredictable(take, kind, self.last);
        self.steps += u32::from(take);
        self.marked |= take & marked;
        self.head = select_unpredictable(take & (self.steps == HEAD_STEPS) & self.marked, next, self.head);
    }
}

/// A word as it was read.
#[derive(Clone, Copy)]
struct Word {
    hash: u32,
    chars: u32,
    digits: u32,
    /// See [`Token::CAP`] and the others.
    bits: u8,
    /// Whether it has letters that a folded copy may write otherwise.
    strange: bool,
}

/// A word of any script as far as it was read.
#[derive(Default)]
struct Spelling {
    hash: WordHash,
    chars: u32,
    digits: u32,
    capitals: u32,
    cap: bool,
    strange: bool,
}

impl Spelling {
    /// Adds a letter or digit.
    fn add(&mut self, c: char) {
        let lower = small(c);
        self.cap |= self.chars == 0 && lower != c;
        self.hash.add_char(lower);
        self.chars += 1;
        self.strange |= !matches!(c, '\0'..='ſ' | 'Α'..='ώ' | 'Ѐ'..='ҁ' | 'א'..='ת' | 'ؠ'..='ي') || c == 'İ';
        self.capitals += u32::from(lower != c);
    }

    /// Adds bytes of ASCII: the letters and digits at the beginning of eight.
    fn add_plain(&mut self, bytes: u64, count: usize) {
        let capitals = eight::first(eight::capitals(bytes), count);
        self.cap |= self.chars == 0 && capitals & 0x80 != 0;
        self.hash.add(eight::first(eight::small(bytes), count), count);
        self.chars += count as u32;
        self.digits += count_of(eight::first(eight::digits(bytes), count));
        self.capitals += count_of(capitals);
    }

    fn finish(self) -> Word {
        let Spelling { hash, chars, digits, capitals, cap, strange } = self;
        let upper = capitals >= 2 && capitals == chars - digits;
        Word { hash: hash.finish(), chars, digits, bits: bits(cap, upper, digits > 0, chars >= 4), strange }
    }
}

/// The bits of a [`Token`].
#[inline]
fn bits(cap: bool, upper: bool, digit: bool, long: bool) -> u8 {
    const { assert!(Token::CAP == 1 && Token::UPPER == 2 && Token::DIGIT == 4 && Token::LONG == 8) };
    u8::from(cap) | u8::from(upper) << 1 | u8::from(digit) << 2 | u8::from(long) << 3
}

/// How many bits are set, mostly none.
#[inline]
fn count_of(bits: u64) -> u32 {
    #[cold]
    fn some(bits: u64) -> u32 {
        bits.count_ones()
    }
    if bits == 0 { 0 } else { some(bits) }
}

/// The letter or digit that a text begins with, if it is no word by itself.
fn letter(text: &str) -> Option<char> {
    text.chars().next().filter(|c| text::is_alphanumeric(*c) && !text::is_unspaced(*c))
}

/// The small form of a letter: those that most texts are made of are looked up in no table.
fn small(c: char) -> char {
    match c {
        'ß'..='ÿ' | 'а'..='џ' | 'ا'..='ي' => c,
        'А'..='Я' => char::from_u32(c as u32 + 32).unwrap_or(c),
        c if c.is_uppercase() => c.to_lowercase().next().unwrap_or(c),
        c => c,
    }
}

/// The word of any length and script that begins at a place.
fn read_word(text: &str, start: usize) -> Word {
    let bytes = text.as_bytes();
    let (mut word, mut at) = (Spelling::default(), start);
    loop {
        let next = eight::plain(eight::up_to(bytes, at));
        let count = eight::before(!(eight::letters(next) | eight::digits(next)) & eight::ALL);
        if count > 0 {
            word.add_plain(next, count);
            at += count;
            if count == 8 {
                continue;
            }
        }
        let beyond = bytes.get(at).is_some_and(|b| !b.is_ascii());
        let Some(c) = beyond.then(|| letter(&text[at..])).flatten() else { return word.finish() };
        word.add(c);
        at += c.len_utf8();
    }
}

/// A character of a script without spaces: a word by itself.
fn single(text: &str, at: usize) -> Word {
    let mut word = Spelling::default();
    text[at..].chars().take(1).for_each(|c| word.add(c));
    word.finish()
}

/// A word of ASCII at a place, of a number of bytes; its capitals and digits are known by their bits.
#[inline]
fn plain_word(text: &str, map: &Map, at: usize, count: usize, capitals: u64, digits: u64) -> Word {
    // With this bit letters are small, and digits have it.
    const SMALL: u64 = 0x2020_2020_2020_2020;
    let hash = if count < 16 {
        let (first, next) = map.two(at);
        WordHash::of_fifteen(first | SMALL, next | SMALL, count)
    } else {
        let mut hash = WordHash::default();
        for from in (0..count).step_by(8) {
            let few = (count - from).min(8);
            hash.add(eight::first(eight::up_to(text.as_bytes(), at + from) | SMALL, few), few);
        }
        hash.finish()
    };
    let bits = bits(capitals & 1 == 1, false, false, count >= 4);
    let mut word = Word { hash, chars: count as u32, digits: 0, bits, strange: false };
    // Most words have no digit, and one capital at most.
    if digits | capitals & capitals.wrapping_sub(1) != 0 {
        word.look(capitals, digits);
    }
    word
}

/// A word of fewer than sixteen bytes whose letters beyond ASCII are small, and of two bytes each.
fn simple_word(map: &Map, at: usize, count: usize, capitals: u64, digits: u64, beyond: u64) -> Word {
    let (first, next) = map.two(at);
    let hash = WordHash::of_fifteen(eight::small_plain(first), eight::small_plain(next), count);
    let chars = count as u32 - beyond.count_ones() / 2;
    let bits = bits(capitals & 1 == 1, false, false, chars >= 4);
    let mut word = Word { hash, chars, digits: 0, bits, strange: false };
    word.look(capitals, digits);
    word
}

impl Word {
    /// Looks closely at a word with digits or several capitals.
    #[cold]
    fn look(&mut self, capitals: u64, digits: u64) {
        let (capitals, digits) = (capitals.count_ones(), digits.count_ones());
        self.digits = digits;
        self.bits |= bits(false, capitals >= 2 && capitals == self.chars - digits, digits > 0, false);
    }
}

/// A line as far as it was read.
struct Reader<'a> {
    lexicon: &'a Lexicon,
    tokens: &'a mut Vec<Token>,
    line: Line,
    /// Letters, and above them words with a capital.
    sums: u64,
    key: u64,
    shape: Shape,
    /// How far a date in digits has come: 1 number, 2 number mark number, 3 complete.
    numeric: u32,
    /// Whether the last word has a digit.
    figures: bool,
}

impl Reader<'_> {
    /// Goes over words and marks in order.
    fn read(&mut self, text: &str, map: &Map) {
        // Of the last byte of the block before: whether a word goes on, and whether a space stands there.
        let (mut open, mut spaced) = (0, 0);
        for (n, block) in map.blocks.iter().enumerate() {
            let (begins, from) = (block.begins(open), n * WIDTH);
            let marks = !(block.blanks | block.signs | block.singles) & map.within(n, text.len());
            let mut events = begins | marks;
            while events != 0 {
                let bit = events.trailing_zeros() as usize;
                events &= events - 1;
                if self.numeric != 0 && (block.blanks << 1 | spaced) >> bit & 1 == 1 {
                    self.numeric = 0;
                }
                if begins >> bit & 1 == 1 {
                    self.read_word(text, map, n, bit);
                } else {
                    let after_word = (block.signs << 1 | open) >> bit & 1 == 1;
                    self.mark(text, from + bit, after_word);
                }
            }
            (open, spaced) = (block.signs >> (WIDTH - 1), block.blanks >> (WIDTH - 1));
        }
    }

    /// Reads the word that begins at a bit of a block, and may go on in the next.
    #[inline]
    fn read_word(&mut self, text: &str, map: &Map, n: usize, bit: usize) {
        let (at, bytes, block) = (n * WIDTH + bit, text.as_bytes(), &map.blocks[n]);
        let (mut signs, mut capitals) = (block.signs >> bit, block.capitals >> bit);
        let (mut digits, mut beyond) = (block.digits >> bit, block.beyond >> bit);
        if bit + (!signs).trailing_zeros() as usize == WIDTH
            && let Some(next) = map.blocks.get(n + 1)
        {
            // In two steps: a shift by all bits is none.
            let behind = |bits: u64| bits << 1 << (WIDTH - 1 - bit);
            (signs, capitals) = (signs | behind(next.signs), capitals | behind(next.capitals));
            (digits, beyond) = (digits | behind(next.digits), beyond | behind(next.beyond));
        }
        let count = (!signs).trailing_zeros() as usize;
        // Of a word of a whole block the end is not seen.
        let own = if count < WIDTH { (1 << count) - 1 } else { 0 };
        (capitals, digits, beyond) = (capitals & own, digits & own, beyond & own);
        let word = if own != 0 && beyond == 0 {
            plain_word(text, map, at, count, capitals, digits)
        } else if own != 0 && count < 16 && map.simple && capitals & beyond == 0 {
            simple_word(map, at, count, capitals, digits, beyond)
        } else {
            let word = if block.singles >> bit & 1 == 1 { single(text, at) } else { read_word(text, at) };
            self.line.signs |= if word.strange { sign::STRANGE } else { 0 };
            word
        };
        self.figures = word.digits > 0;
        if self.figures && at > 1 && bytes[at - 1] == b':' && [at, at - 2].iter().all(|i| bytes[*i].is_ascii_digit()) {
            self.line.signs |= sign::TIME;
        }
        self.word(&word);
    }

    /// Takes a word in.
    #[inline]
    fn word(&mut self, word: &Word) {
        let Word { hash, chars, digits, bits, .. } = *word;
        let known = self.lexicon.look(hash);
        self.tokens.push(Token { hash, bits, word: known });
        self.sums += u64::from(chars - digits) | u64::from(bits & Token::CAP) << 32;
        self.key = (self.key ^ u64::from(hash)).wrapping_mul(0x0000_0100_0000_01b3);
        let mut kind = select_unpredictable(bits & Token::CAP != 0, b'C', b'l');
        let before = std::mem::take(&mut self.numeric);
        // Neither is frequent: words that give something away, and figures or words in capitals.
        if known.classes() != 0 {
            self.line.classes |= known.classes();
            kind = if known.is(lexicon::MONTH) { b'm' } else { kind };
        }
        if bits & (Token::DIGIT | Token::UPPER) != 0 {
            self.line.digits += digits;
            self.line.upper += u32::from(bits & Token::UPPER != 0);
            if digits > 0 && kind != b'm' {
                kind = b'n';
                self.figure(before, chars);
            }
        }
        self.shape.word(kind);
    }

    /// Takes a word with figures in, as a part of a date. `before` is how far the date had come.
    fn figure(&mut self, before: u32, chars: u32) {
        if chars <= 4 {
            self.numeric = if matches!(before, 0 | 2 | 4) { before + 1 } else { 1 };
            self.line.signs |= if self.numeric == 5 { sign::DATE } else { 0 };
        }
    }

    /// Takes in the character at a place that is of no word, if one begins there.
    fn mark(&mut self, text: &str, at: usize, after_word: bool) {
        let (before, byte) = (&text.as_bytes()[..at], text.as_bytes()[at]);
        let c = match byte.is_ascii() {
            true => Some(char::from(byte)),
            false => text.get(at..).and_then(|rest| rest.chars().next()),
        };
        let Some(c) = c else { return };
        // An apostrophe stands inside a word, or ends it: the next character tells.
        if after_word && matches!(c, '\'' | '\u{2019}') {
            return;
        }
        if matches!(c, '/' | '.' | '-') && after_word && self.figures && matches!(self.numeric, 1 | 3) {
            self.numeric += 1;
        } else {
            self.numeric = 0;
        }
        let last = before.last().copied().unwrap_or(b' ');
        match c {
            '|' => {
                self.line.signs |= sign::PIPE;
                self.line.bars += 1;
            }
            '»' | '›' | '·' | '•' | '«' | '‹' | '→' | '►' => self.line.signs |= sign::PIPE,
            '@' => self.line.signs |= sign::AT,
            '©' => self.line.signs |= sign::COPYRIGHT,
            '"' | '“' | '”' | '„' => self.line.quotes += 1,
            '/' if matches!(before, [.., b':', b'/']) => self.line.signs |= sign::URL,
            '/' if last == b' ' => self.line.signs |= sign::SLASH,
            '–' | '—' => self.line.signs |= sign::DASH,
            '-' if matches!(last, b' ' | b'-') => self.line.signs |= sign::DASH,
            '.' if matches!(before, [.., b'w', b'w', b'w']) => self.line.signs |= sign::URL,
            '.' | '!' | '?' => self.line.ends_inside += 1,
            ':' | '>' => self.line.signs |= sign::SPLIT,
            '{' | '%' => self.line.signs |= sign::BRACE,
            '#' => self.line.signs |= sign::STRANGE,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
                self.line.signs |= sign::STRANGE;
            }
            _ => {}
        }
        self.shape.mark(if c.is_ascii() { c as u8 } else { (c as u32 % 89) as u8 + 130 });
    }
}

/// Reads a line, given as text and as bits; its words go behind those of the lines before it.
pub(super) fn read_line(text: &str, map: &Map, lexicon: &Lexicon, tokens: &mut Vec<Token>) -> Line {
    let first = tokens.len() as u32;
    let mut reader = Reader {
        lexicon,
        tokens,
        line: Line::default(),
        sums: 0,
        key: 0xcbf2_9ce4_8422_2325,
        shape: Shape { hash: 0x811c_9dc5, last: 0, steps: 0, marked: false, head: 0 },
        numeric: 0,
        figures: false,
    };
    reader.read(text, map);
    let Reader { mut line, sums, key, shape, .. } = reader;
    line.tokens = (first, tokens.len() as u32);
    (line.letters, line.capitals) = (sums as u32, (sums >> 32) as u32);
    (line.key, line.shape, line.head) = (key, shape.hash, shape.head);
    line.signs |= edges(text) | if map.unspaced { sign::STRANGE } else { 0 };
    if line.tells(lexicon::MONTH) && line.digits > 0 {
        line.signs |= sign::DATE;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_hash_however_it_is_read() {
        for word in ["a", "harbour", "harbours", "harbourmasters", "écluse", "grünes", "quayside", "ferrygänge"] {
            let read = read_word(word, 0);
            let mut slow = WordHash::default();
            word.chars().for_each(|c| slow.add_char(c));
            assert_eq!((read.hash, read.chars), (slow.finish(), word.chars().count() as u32), "{word}");
            let shouted = read_word(&format!("{}.", word.to_uppercase()), 0);
            assert_eq!(shouted.bits & Token::UPPER != 0, word.len() > 1, "{word}");
            assert_eq!((shouted.hash, shouted.chars), (slow.finish(), word.chars().count() as u32));
        }
        assert_ne!(read_word("ab", 0).hash, read_word("abc", 0).hash);
    }

    #[test]
    fn lines_are_read_as_words_and_marks() {
        let read = |text: &str| {
            let mut tokens = Vec::new();
            let mut map = Map::default();
            map.read(text);
            let line = read_line(text, &map, lexicon::lexicon(), &mut tokens);
            (line, tokens)
        };
        let words = |text: &str| read(text).1.len();
        assert_eq!(words("The skipper’s don't-care 2nd crew"), 8);
        assert_eq!(words("作者 2021"), 3);
        for long in 1..140 {
            let (line, tokens) = read(&format!("{} “{}", "x".repeat(long), "ß".repeat(long)));
            assert_eq!((tokens.len(), line.letters as usize, line.quotes), (2, 2 * long, 1), "{long}");
        }
        // However it is read, a word is the same, at any place of a block.
        for word in
            ["grünes", "GRÜN", "Über", "ещё", "Ещё", "x²", "12é", "éa", "ǆin", "çokça", "naïvetés", "ſt", "harbour"]
        {
            for before in 0..70 {
                let (line, tokens) = read(&format!("{} {word}’s “{word}”.", "x".repeat(before)));
                let (slow, place) = (read_word(word, 0), usize::from(before > 0));
                for token in [tokens[place], tokens[place + 2]] {
                    assert_eq!((token.hash, token.bits), (slow.hash, slow.bits), "{word}");
                }
                assert_eq!(line.letters as usize, before + 1 + 2 * (slow.chars - slow.digits) as usize, "{word}");
                assert_eq!(line.signs & sign::STRANGE != 0, slow.strange, "{word}");
            }
        }
        let signs = |text: &str| read(text).0.signs;
        assert!(signs("3/5/2021") & sign::DATE != 0 && signs("3/5") & sign::DATE == 0);
        assert!(signs("at 10:45") & sign::TIME != 0 && signs("at :45") & sign::TIME == 0);
        assert!(signs("https://example.org") & sign::URL != 0 && signs("www.example") & sign::URL != 0);
        let (line, tokens) = read("EU Council met 12 times, Ämter too.");
        assert_eq!((line.capitals, line.upper, line.digits), (3, 1, 2));
        assert_eq!(tokens[0].bits, Token::CAP | Token::UPPER);
        assert_eq!(tokens[3].bits, Token::DIGIT);
    }
}
