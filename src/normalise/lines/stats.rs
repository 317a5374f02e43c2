//! What a single line is made of: words, marks, shape. One pass over its characters.

use super::LineView;
use super::lexicon::{self, Lexicon, Word};
use crate::text;

/// A word of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Hash of its lower-case form.
    pub(super) hash: u32,
    /// What it looks like, see [`Token::CAP`] and the others.
    pub(super) bits: u8,
    /// What the lexicon knows of it.
    pub(super) word: Word,
}

impl Token {
    /// Begins with a capital.
    pub(super) const CAP: u8 = 1;
    /// Has two letters or more, all of them capitals.
    pub(super) const UPPER: u8 = 2;
    /// Has a digit.
    pub(super) const DIGIT: u8 = 4;
    /// Has four characters or more.
    pub(super) const LONG: u8 = 8;

    /// Whether it may name what a text is about.
    #[inline]
    pub(super) fn is_content(self) -> bool {
        (self.bits & (Token::LONG | Token::DIGIT) == Token::LONG) & (self.word.languages() == 0)
    }
}

/// Signs of a line, each a bit of [`Line::signs`].
pub(super) mod sign {
    pub(in super::super) const END: u32 = 1 << 0;
    pub(in super::super) const COLON: u32 = 1 << 1;
    pub(in super::super) const COMMA: u32 = 1 << 2;
    pub(in super::super) const DOTS: u32 = 1 << 3;
    pub(in super::super) const QUESTION: u32 = 1 << 4;
    pub(in super::super) const END_BRACKET: u32 = 1 << 5;
    pub(in super::super) const LOWER: u32 = 1 << 6;
    pub(in super::super) const QUOTE: u32 = 1 << 7;
    pub(in super::super) const BULLET: u32 = 1 << 8;
    pub(in super::super) const NUMBER: u32 = 1 << 9;
    pub(in super::super) const BRACKET: u32 = 1 << 10;
    pub(in super::super) const URL: u32 = 1 << 11;
    pub(in super::super) const AT: u32 = 1 << 12;
    pub(in super::super) const PIPE: u32 = 1 << 13;
    pub(in super::super) const COPYRIGHT: u32 = 1 << 14;
    pub(in super::super) const TIME: u32 = 1 << 15;
    pub(in super::super) const DATE: u32 = 1 << 16;
    pub(in super::super) const END_QUOTE: u32 = 1 << 17;
    pub(in super::super) const SLASH: u32 = 1 << 18;
    pub(in super::super) const DASH: u32 = 1 << 19;
}

/// A line as counts and signs.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Where its tokens begin in the page's list, and where they end.
    pub(super) tokens: (u32, u32),
    /// Number of characters.
    pub(super) chars: u32,
    /// Number of capital letters among `letters`.
    pub(super) letters: u32,
    pub(super) digits: u32,
    pub(super) capitals: u32,
    pub(super) upper: u32,
    pub(super) stops: u32,
    pub(super) foreign_stops: u32,
    pub(super) ends_inside: u32,
    pub(super) quotes: u32,
    /// See [`sign`].
    pub(super) signs: u32,
    /// Hash of the sequence of kinds of words and marks: equal for lines of one pattern.
    pub(super) shape: u32,
    /// The same of its beginning alone, if that has a mark or a number; 0 where it has none.
    pub(super) head: u32,
    /// Hash of all words: equal for lines of the same words.
    pub(super) key: u64,
    /// All classes of the lexicon that occur.
    pub(super) classes: u32,
}

impl Line {
    /// Number of words.
    pub(super) fn words(&self) -> u32 {
        self.tokens.1 - self.tokens.0
    }
    /// Whether it has one of the signs.
    pub(super) fn has(&self, signs: u32) -> bool {
        self.signs & signs != 0
    }
    /// Whether a word of one of the classes occurs.
    pub(super) fn tells(&self, classes: u32) -> bool {
        self.classes & classes != 0
    }
    /// A full sentence: long enough, with an end mark.
    pub(super) fn is_sentence(&self) -> bool {
        self.words() >= 8 && self.has(sign::END)
    }
}

/// A page: its lines and all their words.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    pub(super) tokens: Vec<Token>,
}

impl Page {
    /// The words of a line.
    pub(super) fn tokens(&self, line: usize) -> &[Token] {
        let (from, to) = self.lines[line].tokens;
        &self.tokens[from as usize..to as usize]
    }

    /// Reads a page.
    pub(super) fn read(views: &[LineView<'_>], language: Option<&str>) -> Page {
        let lexicon = lexicon::lexicon();
        let bytes: usize = views.iter().map(|v| v.text.len()).sum();
        let mut page = Page { lines: Vec::with_capacity(views.len()), tokens: Vec::with_capacity(bytes / 6 + 8) };
        let mut seen = [0u32; 32];
        for view in views {
            page.lines.push(read_line(view.text, lexicon, &mut page.tokens));
        }
        let own = language.and_then(|tag| lexicon.language(tag)).unwrap_or_else(|| {
            // Every n-th word is enough to tell the language of a long page.
            for token in page.tokens.iter().step_by(page.tokens.len() / SAMPLE + 1) {
                let mut languages = token.word.languages();
                while languages != 0 {
                    seen[languages.trailing_zeros() as usize] += 1;
                    languages &= languages - 1;
                }
            }
            (0..32).max_by_key(|i| (seen[*i], std::cmp::Reverse(*i))).map_or(0, |i| i as u32)
        });
        for line in &mut page.lines {
            for token in &page.tokens[line.tokens.0 as usize..line.tokens.1 as usize] {
                let languages = token.word.languages();
                let stops = languages >> own & 1;
                line.stops += stops;
                line.foreign_stops += u32::from(languages != 0) & (stops ^ 1);
            }
        }
        page
    }
}

/// Words that are looked at to tell a page's language.
const SAMPLE: usize = 1_000;

const SEED: u32 = 0x811c_9dc5;

fn mix(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// For each letter or digit of ASCII its small form; 0 for all else.
static SMALL: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0u8;
    while b < 128 {
        if b.is_ascii_alphanumeric() {
            table[b as usize] = b.to_ascii_lowercase();
        }
        b += 1;
    }
    table
};

/// The pattern of a line: kinds of words, runs of one kind counted once, and marks.
struct Shape {
    hash: u32,
    last: u8,
    steps: u32,
    marked: bool,
    head: u32,
}

/// Steps of a pattern that make its head.
const HEAD_STEPS: u32 = 3;

impl Shape {
    fn step(&mut self, kind: u8) {
        if self.steps < 24 {
            (self.hash, self.last, self.steps) = (mix(self.hash, kind), kind, self.steps + 1);
            self.marked |= !matches!(kind, b'C' | b'l' | b'\'' | b'"' | b'.' | b',' | 128..);
            if self.steps == HEAD_STEPS && self.marked {
                self.head = self.hash;
            }
        }
    }
}

/// A word while it is being read.
struct Open {
    hash: u32,
    chars: u32,
    letters: u32,
    upper: u32,
    cap: bool,
    digit: bool,
}

fn read_line(text: &str, lexicon: &Lexicon, tokens: &mut Vec<Token>) -> Line {
    let first = tokens.len() as u32;
    let mut line = Line { tokens: (first, first), ..Line::default() };
    let mut open: Option<Open> = None;
    let mut key = 0xcbf2_9ce4_8422_2325u64;
    let mut shape = Shape { hash: SEED, last: 0, steps: 0, marked: false, head: 0 };
    let mut before = [' '; 3];
    let mut numeric = 0u32; // How far a date in digits has come: 1 number, 2 number mark number, 3 complete.

    let mut close = |open: &mut Option<Open>, line: &mut Line, numeric: &mut u32, shape: &mut Shape| {
        let Some(word) = open.take() else { return };
        let mut bits = 0;
        bits |= if word.cap { Token::CAP } else { 0 };
        bits |= if word.upper >= 2 && word.upper == word.letters { Token::UPPER } else { 0 };
        bits |= if word.digit { Token::DIGIT } else { 0 };
        bits |= if word.chars >= 4 { Token::LONG } else { 0 };
        let known = lexicon.look(word.hash);
        tokens.push(Token { hash: word.hash, bits, word: known });
        line.capitals += u32::from(word.cap);
        line.upper += u32::from(bits & Token::UPPER != 0);
        line.classes |= known.classes();
        key = (key ^ u64::from(word.hash)).wrapping_mul(0x0000_0100_0000_01b3);
        let kind = if known.is(lexicon::MONTH) {
            b'm'
        } else if word.digit {
            b'n'
        } else if word.cap {
            b'C'
        } else {
            b'l'
        };
        if kind == b'n' && word.chars <= 4 {
            *numeric = if *numeric == 0 || *numeric == 2 || *numeric == 4 { *numeric + 1 } else { 1 };
            if *numeric == 5 {
                line.signs |= sign::DATE;
            }
        } else {
            *numeric = 0;
        }
        if kind != shape.last {
            shape.step(kind);
        }
    };

    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b' ' {
            close(&mut open, &mut line, &mut numeric, &mut shape);
            numeric = 0;
            line.chars += 1;
            before = [before[1], before[2], ' '];
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        line.chars += 1;
        if c.is_ascii_alphanumeric() && open.is_none() {
            // Most words are plain: read them at one go.
            let mut word =
                Open { hash: SEED, chars: 0, letters: 0, upper: 0, cap: c.is_ascii_uppercase(), digit: false };
            let (mut run, mut digits) = (0, 0);
            for b in &bytes[at..] {
                let small = SMALL[usize::from(*b)];
                if small == 0 {
                    break;
                }
                word.hash = mix(word.hash, small);
                word.upper += u32::from(small != *b);
                digits += u32::from(small <= b'9');
                run += 1;
            }
            word.chars = run as u32;
            word.letters = run as u32 - digits;
            word.digit = digits > 0;
            line.digits += digits;
            line.letters += word.letters;
            line.chars += run as u32 - 1;
            if before[2] == ':' && before[1].is_ascii_digit() && c.is_ascii_digit() {
                line.signs |= sign::TIME;
            }
            open = Some(word);
            let last =
                |back: usize| if run > back { char::from(bytes[at + run - 1 - back]) } else { before[2 + run - back] };
            before = [last(2), last(1), last(0)];
            at += run;
            continue;
        }
        at += c.len_utf8();
        let lower = if c.is_ascii() {
            if c.is_ascii_alphanumeric() { Some(c.to_ascii_lowercase()) } else { None }
        } else if !matches!(c, '\u{2010}'..='\u{2027}') && text::is_alphanumeric(c) {
            Some(if c.is_uppercase() { c.to_lowercase().next().unwrap_or(c) } else { c })
        } else {
            None
        };
        if let Some(lower) = lower {
            if is_unspaced(c) {
                close(&mut open, &mut line, &mut numeric, &mut shape);
            }
            let word =
                open.get_or_insert(Open { hash: SEED, chars: 0, letters: 0, upper: 0, cap: lower != c, digit: false });
            if lower.is_ascii() {
                word.hash = mix(word.hash, lower as u8);
            } else {
                let mut buffer = [0; 4];
                for b in lower.encode_utf8(&mut buffer).bytes() {
                    word.hash = mix(word.hash, b);
                }
            }
            word.chars += 1;
            if c.is_ascii_digit() {
                word.digit = true;
                line.digits += 1;
            } else {
                word.letters += 1;
                word.upper += u32::from(lower != c);
                line.letters += 1;
            }
            if is_unspaced(c) {
                close(&mut open, &mut line, &mut numeric, &mut shape);
            }
        } else if matches!(c, '\'' | '\u{2019}') && open.is_some() {
            // Stands inside a word, or ends it: the next character tells.
            close(&mut open, &mut line, &mut numeric, &mut shape);
        } else {
            let number_before = open.as_ref().is_some_and(|w| w.digit);
            close(&mut open, &mut line, &mut numeric, &mut shape);
            if matches!(c, '/' | '.' | '-') && number_before && matches!(numeric, 1 | 3) {
                numeric += 1;
            } else {
                numeric = 0;
            }
            match c {
                ' ' => {}
                '|' | '»' | '›' | '·' | '•' | '«' | '‹' | '→' | '►' => line.signs |= sign::PIPE,
                '@' => line.signs |= sign::AT,
                '©' => line.signs |= sign::COPYRIGHT,
                '"' | '“' | '”' | '„' => line.quotes += 1,
                '/' => {
                    if before[2] == '/' && before[1] == ':' {
                        line.signs |= sign::URL;
                    } else if before[2] == ' ' {
                        line.signs |= sign::SLASH;
                    }
                }
                '–' | '—' => line.signs |= sign::DASH,
                '-' if before[2] == ' ' || before[2] == '-' => line.signs |= sign::DASH,
                '.' if before == ['w', 'w', 'w'] => line.signs |= sign::URL,
                '.' | '!' | '?' => line.ends_inside += 1,
                _ => {}
            }
            if c != ' ' {
                shape.step(if c.is_ascii() { c as u8 } else { (c as u32 % 89) as u8 + 130 });
            }
        }
        if c.is_ascii_digit() && before[2] == ':' && before[1].is_ascii_digit() {
            line.signs |= sign::TIME;
        }
        before = [before[1], before[2], c];
    }
    close(&mut open, &mut line, &mut numeric, &mut shape);
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

/// Signs at the two ends of a line.
fn edges(text: &str) -> u32 {
    let mut signs = 0;
    let closers = |c: &char| matches!(c, '"' | '\'' | '”' | '’' | '“' | '«' | '»' | ')' | ']' | '*' | ' ');
    let mut back = text.chars().rev();
    let end = back.clone().find(|c| !closers(c));
    match end {
        Some('.' | '!' | '。' | '！' | '।' | '؟') => signs |= sign::END,
        Some('?' | '？') => signs |= sign::END | sign::QUESTION,
        Some('…') => signs |= sign::DOTS,
        Some(':' | '：') => signs |= sign::COLON,
        Some(',' | ';' | '،') => signs |= sign::COMMA,
        _ => {}
    }
    if signs == 0 && ends_before_agency(text) {
        signs |= sign::END;
    }
    match back.next() {
        Some(')' | ']') => signs |= sign::END_BRACKET,
        Some('"' | '”' | '»' | '“' | '’' | '\'') => signs |= sign::END_QUOTE,
        _ => {}
    }
    if text.ends_with("...") || text.ends_with("[...]") || text.ends_with("[…]") {
        signs |= sign::DOTS;
        signs &= !sign::END;
    }
    match text.chars().next() {
        Some(c) if c.is_lowercase() => signs |= sign::LOWER,
        Some('"' | '“' | '„' | '«' | '‘' | '”') => signs |= sign::QUOTE,
        Some('•' | '-' | '*' | '·' | '»' | '>' | '▪' | '–' | '—' | '►' | '+' | '→' | '›' | '|' | '‹') =>
        {
            signs |= sign::BULLET;
        }
        Some(c) if c.is_ascii_digit() || c == '#' => signs |= sign::NUMBER,
        Some('(' | '[') => signs |= sign::BRACKET,
        _ => {}
    }
    signs
}

/// Whether the last sentence ends before the name of an agency: "... on Friday. - AFP", "... on Friday. (Reuters)".
fn ends_before_agency(text: &str) -> bool {
    let bracket = text.strip_suffix(')').and_then(|t| t.rfind('('));
    let bytes = text.as_bytes();
    let is_dash = |at: &usize| {
        let rest = &bytes[*at..];
        rest.starts_with(b" - ") || rest.starts_with(" – ".as_bytes()) || rest.starts_with(" — ".as_bytes())
    };
    // The last one, if it stands near enough to the end.
    let dash = || (bytes.len().saturating_sub(24)..bytes.len()).rev().filter(|at| bytes[*at] == b' ').find(is_dash);
    let Some(at) = bracket.or_else(dash) else { return false };
    text.len() - at <= 24 && text[..at].trim_end().ends_with(['.', '!', '?', '"', '”'])
}
