//! The words of a line, its marks and its pattern: one pass, most words in one step of eight bytes.

use super::lexicon::{self, Lexicon};
use super::stats::{Line, Token, edges, sign};
use crate::text::{self, eight};

/// The hash of a word while its bytes come: eight at a time, wherever pieces end.
#[derive(Clone, Copy, Default)]
pub(super) struct WordHash {
    hash: u64,
    /// Bytes that do not make eight yet, the first lowest, and how many.
    open: u64,
    len: u32,
}

impl WordHash {
    /// Adds up to eight bytes, zeros behind the last.
    #[inline]
    pub(super) fn add(&mut self, bytes: u64, count: usize) {
        let held = self.len % 8;
        self.open |= bytes << (8 * held);
        self.len += count as u32;
        if held + count as u32 >= 8 {
            self.hash = Self::mix(self.hash, self.open);
            // What did not fit; of nothing held, all did.
            self.open = if held == 0 { 0 } else { bytes >> (8 * (8 - held)) };
        }
    }

    /// Adds the bytes of a character.
    pub(super) fn add_char(&mut self, c: char) {
        let mut bytes = [0; 8];
        let count = c.encode_utf8(&mut bytes).len();
        self.add(u64::from_le_bytes(bytes), count);
    }

    /// The hash of all bytes.
    #[inline]
    pub(super) fn finish(self) -> u32 {
        let hash = Self::mix(self.hash, self.open ^ u64::from(self.len) << 56);
        (hash >> 32) as u32
    }

    fn mix(hash: u64, eight: u64) -> u64 {
        let mixed = (hash.rotate_left(23) ^ eight).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 31
    }
}

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
    fn step(&mut self, kind: u8) {
        if self.steps < STEPS {
            self.hash = (self.hash ^ u32::from(kind)).wrapping_mul(0x0100_0193);
            (self.last, self.steps) = (kind, self.steps + 1);
            self.marked |= !matches!(kind, b'C' | b'l' | b'\'' | b'"' | b'.' | b',' | 128..);
            if self.steps == HEAD_STEPS && self.marked {
                self.head = self.hash;
            }
        }
    }
}

/// What a word is made of.
#[derive(Clone, Copy, Default)]
struct Word {
    hash: WordHash,
    chars: u32,
    letters: u32,
    upper: u32,
    cap: bool,
}

impl Word {
    /// Adds a letter or digit.
    fn add(&mut self, c: char, lower: char) {
        self.cap |= self.chars == 0 && lower != c;
        self.hash.add_char(lower);
        self.chars += 1;
        if !c.is_ascii_digit() {
            self.letters += 1;
            self.upper += u32::from(lower != c);
        }
    }
}

/// The first letter or digit of a text in its small form, if the text begins with one that is no word by itself.
fn letter(text: &str) -> Option<(char, char)> {
    let c = text.chars().next()?;
    let of_words = !matches!(c, '\u{2010}'..='\u{2027}') && text::is_alphanumeric(c) && !is_unspaced(c);
    of_words.then(|| (c, small(c)))
}

fn small(c: char) -> char {
    if c.is_uppercase() { c.to_lowercase().next().unwrap_or(c) } else { c }
}

/// The word that begins at a place, and where it ends. Empty where none does.
#[inline]
fn read_word(text: &str, start: usize) -> (Word, usize) {
    let bytes = text.as_bytes();
    // Most words are of ASCII, and shorter than eight letters.
    if let Some(next) = eight::at(bytes, start)
        && eight::is_ascii(next)
    {
        let (letters, digits) = (eight::letters(next), eight::digits(next));
        let count = eight::before(!(letters | digits) & eight::ALL);
        if count < 8 {
            let capitals = eight::first(eight::capitals(next), count);
            let digits = eight::first(digits, count);
            let digits = if digits == 0 { 0 } else { digits.count_ones() };
            let upper = if capitals & !0x80 == 0 { (capitals >> 7) as u32 } else { capitals.count_ones() };
            let hash = WordHash { hash: 0, open: eight::first(eight::small(next), count), len: count as u32 };
            let (chars, cap) = (count as u32, capitals & 0x80 != 0);
            return (Word { hash, chars, letters: chars - digits, upper, cap }, start + count);
        }
    }
    read_long(text, start)
}

/// The same for a word of any length and script.
fn read_long(text: &str, start: usize) -> (Word, usize) {
    let bytes = text.as_bytes();
    let (mut word, mut at) = (Word::default(), start);
    loop {
        let next = eight::plain(eight::up_to(bytes, at));
        let (letters, digits) = (eight::letters(next), eight::digits(next));
        let count = eight::before(!(letters | digits) & eight::ALL);
        if count > 0 {
            let capitals = eight::first(eight::capitals(next), count);
            word.cap |= word.chars == 0 && capitals & 0x80 != 0;
            word.hash.add(eight::first(eight::small(next), count), count);
            word.chars += count as u32;
            // Most words have no digit, and no capital but at their beginning.
            let digits = eight::first(digits, count);
            word.letters += count as u32 - if digits == 0 { 0 } else { digits.count_ones() };
            word.upper += if capitals & !0x80 == 0 { (capitals >> 7) as u32 } else { capitals.count_ones() };
            at += count;
            if count == 8 {
                continue;
            }
        }
        let beyond = bytes.get(at).is_some_and(|b| !b.is_ascii());
        let Some((c, lower)) = beyond.then(|| letter(&text[at..])).flatten() else { return (word, at) };
        word.add(c, lower);
        at += c.len_utf8();
    }
}

/// A line as far as it was read.
struct Reader<'a> {
    lexicon: &'a Lexicon,
    tokens: &'a mut Vec<Token>,
    line: Line,
    key: u64,
    shape: Shape,
    /// How far a date in digits has come: 1 number, 2 number mark number, 3 complete.
    numeric: u32,
}

impl Reader<'_> {
    /// Takes a word in.
    #[inline]
    fn word(&mut self, word: &Word) {
        let digits = word.chars - word.letters;
        let mut bits = 0;
        bits |= if word.cap { Token::CAP } else { 0 };
        bits |= if word.upper >= 2 && word.upper == word.letters { Token::UPPER } else { 0 };
        bits |= if digits > 0 { Token::DIGIT } else { 0 };
        bits |= if word.chars >= 4 { Token::LONG } else { 0 };
        let hash = word.hash.finish();
        let known = self.lexicon.look(hash);
        self.tokens.push(Token { hash, bits, word: known });
        self.line.digits += digits;
        self.line.letters += word.letters;
        self.line.capitals += u32::from(word.cap);
        self.line.upper += u32::from(bits & Token::UPPER != 0);
        self.line.classes |= known.classes();
        self.key = (self.key ^ u64::from(hash)).wrapping_mul(0x0000_0100_0000_01b3);
        let kind = if known.is(lexicon::MONTH) {
            b'm'
        } else if digits > 0 {
            b'n'
        } else if word.cap {
            b'C'
        } else {
            b'l'
        };
        if kind == b'n' && word.chars <= 4 {
            self.numeric = if matches!(self.numeric, 0 | 2 | 4) { self.numeric + 1 } else { 1 };
            if self.numeric == 5 {
                self.line.signs |= sign::DATE;
            }
        } else {
            self.numeric = 0;
        }
        if kind != self.shape.last {
            self.shape.step(kind);
        }
    }

    /// Takes in a character that is of no word. `before` are the bytes above it.
    fn mark(&mut self, c: char, before: &[u8], after_number: bool) {
        if matches!(c, '/' | '.' | '-') && after_number && matches!(self.numeric, 1 | 3) {
            self.numeric += 1;
        } else {
            self.numeric = 0;
        }
        let last = before.last().copied().unwrap_or(b' ');
        match c {
            '|' | '»' | '›' | '·' | '•' | '«' | '‹' | '→' | '►' => self.line.signs |= sign::PIPE,
            '@' => self.line.signs |= sign::AT,
            '©' => self.line.signs |= sign::COPYRIGHT,
            '"' | '“' | '”' | '„' => self.line.quotes += 1,
            '/' if before.ends_with(b":/") => self.line.signs |= sign::URL,
            '/' if last == b' ' => self.line.signs |= sign::SLASH,
            '–' | '—' => self.line.signs |= sign::DASH,
            '-' if matches!(last, b' ' | b'-') => self.line.signs |= sign::DASH,
            '.' if before.ends_with(b"www") => self.line.signs |= sign::URL,
            '.' | '!' | '?' => self.line.ends_inside += 1,
            _ => {}
        }
        self.shape.step(if c.is_ascii() { c as u8 } else { (c as u32 % 89) as u8 + 130 });
    }
}

/// Reads a line; its words go behind those of the lines before it.
pub(super) fn read_line(text: &str, lexicon: &Lexicon, tokens: &mut Vec<Token>) -> Line {
    let first = tokens.len() as u32;
    let mut reader = Reader {
        lexicon,
        tokens,
        line: Line { tokens: (first, first), ..Line::default() },
        key: 0xcbf2_9ce4_8422_2325,
        shape: Shape { hash: 0x811c_9dc5, last: 0, steps: 0, marked: false, head: 0 },
        numeric: 0,
    };
    let bytes = text.as_bytes();
    // Whether a word, and whether one with a digit, ends right here.
    let (mut after_word, mut after_number) = (false, false);
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b' ' {
            (reader.numeric, after_word, after_number) = (0, false, false);
            at += 1;
            continue;
        }
        let (word, end) = read_word(text, at);
        if end > at {
            let timed = bytes[at].is_ascii_digit() && bytes[..at].ends_with(b":") && at > 1;
            if timed && bytes[at - 2].is_ascii_digit() {
                reader.line.signs |= sign::TIME;
            }
            reader.word(&word);
            (after_word, after_number, at) = (true, word.chars > word.letters, end);
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if is_unspaced(c) && text::is_alphanumeric(c) {
            let mut word = Word::default();
            word.add(c, small(c));
            reader.word(&word);
            (after_word, after_number) = (false, false);
        } else if matches!(c, '\'' | '\u{2019}') && after_word {
            // Stands inside a word, or ends it: the next character tells.
            (after_word, after_number) = (false, false);
        } else {
            reader.mark(c, &bytes[..at], after_number);
            (after_word, after_number) = (false, false);
        }
        at += c.len_utf8();
    }
    let Reader { mut line, key, shape, .. } = reader;
    line.tokens.1 = tokens.len() as u32;
    line.key = key;
    line.shape = shape.hash;
    line.head = shape.head;
    line.signs |= edges(text);
    if line.tells(lexicon::MONTH) && line.digits > 0 {
        line.signs |= sign::DATE;
    }
    line
}

fn is_unspaced(c: char) -> bool {
    c >= '\u{0e00}'
        && matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{0e00}'..='\u{0eff}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_hash_however_it_is_read() {
        for word in ["a", "harbour", "harbours", "harbourmasters", "écluse", "grünes", "quayside", "ferrygänge"] {
            let (read, end) = read_word(word, 0);
            let mut slow = WordHash::default();
            word.chars().for_each(|c| slow.add_char(c));
            assert_eq!((read.hash.finish(), end), (slow.finish(), word.len()), "{word}");
            let shouted = word.to_uppercase();
            assert_eq!(read_word(&format!("{}.", &shouted), 0).0.upper, word.chars().count() as u32);
        }
        assert_ne!(read_word("ab", 0).0.hash.finish(), read_word("abc", 0).0.hash.finish());
    }

    #[test]
    fn lines_are_read_as_words_and_marks() {
        let read = |text: &str| {
            let mut tokens = Vec::new();
            let line = read_line(text, lexicon::lexicon(), &mut tokens);
            (line, tokens)
        };
        let words = |text: &str| read(text).1.len();
        assert_eq!(words("The skipper’s don't-care 2nd crew"), 8);
        assert_eq!(words("作者 2021"), 3);
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
