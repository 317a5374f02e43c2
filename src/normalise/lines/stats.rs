//! What a single line is made of: words, marks, shape.

use super::LineView;
use super::lexicon::{self, Counts, Word};
use super::words::read_line;
use crate::lang::phrases;
use crate::text::Map;

/// A word of a line.
#[derive(Clone, Copy, Debug)]
pub(in crate::normalise) struct Token {
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

    /// The hash by which phrases know it, where figures are all the same.
    #[inline]
    pub(in crate::normalise) fn folded(self) -> u32 {
        if self.bits & Token::DIGIT == 0 { self.hash } else { phrases::FIGURES }
    }

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
    /// Holds what is not folded character by character as its words are: a script without spaces, what folds to
    /// nothing or to several characters, `#`.
    pub(in super::super) const STRANGE: u32 = 1 << 20;
    /// A colon or a bracket that points to the right.
    pub(in super::super) const SPLIT: u32 = 1 << 21;
    /// A brace or a sign of per cent, as templates have.
    pub(in super::super) const BRACE: u32 = 1 << 22;
}

/// A line as counts and signs.
#[derive(Clone, Debug, Default)]
pub(in crate::normalise) struct Line {
    /// Where its tokens begin in the page's list, and where they end.
    pub(super) tokens: (u32, u32),
    /// Number of capital letters among `letters`.
    pub(super) letters: u32,
    pub(super) digits: u32,
    pub(super) capitals: u32,
    pub(super) upper: u32,
    pub(super) stops: u32,
    pub(super) foreign_stops: u32,
    pub(super) ends_inside: u32,
    pub(super) quotes: u32,
    /// Vertical bars.
    pub(in crate::normalise) bars: u32,
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
    #[inline]
    pub(super) fn words(&self) -> u32 {
        self.tokens.1 - self.tokens.0
    }
    /// Whether its words are not those that it has when it is folded.
    pub(in crate::normalise) fn is_strange(&self) -> bool {
        self.has(sign::STRANGE)
    }
    /// Whether a mark stands in it that may part a title from a name: a dash, a bar, a colon, an arrow.
    pub(in crate::normalise) fn is_parted(&self) -> bool {
        self.has(sign::DASH | sign::PIPE | sign::SPLIT)
    }
    /// Whether a web address may stand in it.
    pub(in crate::normalise) fn may_hold_address(&self) -> bool {
        self.has(sign::URL)
    }
    /// Whether a placeholder of a template may stand in it.
    pub(in crate::normalise) fn may_hold_placeholder(&self) -> bool {
        self.has(sign::BRACE)
    }
    /// Whether it has one of the signs.
    #[inline]
    pub(super) fn has(&self, signs: u32) -> bool {
        self.signs & signs != 0
    }
    /// Whether a word of one of the classes occurs.
    #[inline]
    pub(super) fn tells(&self, classes: u32) -> bool {
        self.classes & classes != 0
    }
    /// A full sentence: long enough, with an end mark.
    #[inline]
    pub(super) fn is_sentence(&self) -> bool {
        self.words() >= 8 && self.has(sign::END)
    }
}

/// The words of a page, by line.
#[derive(Clone, Debug, Default)]
pub(in crate::normalise) struct Words {
    pub(super) lines: Vec<Line>,
    pub(super) tokens: Vec<Token>,
}

impl Words {
    /// Room for a number of lines, and of bytes in them.
    pub(in crate::normalise) fn with_capacity(lines: usize, bytes: usize) -> Words {
        Words { lines: Vec::with_capacity(lines), tokens: Vec::with_capacity(bytes / 5 + 8) }
    }

    /// The words of a line.
    #[inline]
    pub(super) fn tokens(&self, line: usize) -> &[Token] {
        let (from, to) = self.lines[line].tokens;
        &self.tokens[from as usize..to as usize]
    }

    /// What a line is made of.
    #[inline]
    pub(in crate::normalise) fn line(&self, line: usize) -> &Line {
        &self.lines[line]
    }

    /// Whether a line is hardly more than a time.
    pub(in crate::normalise) fn is_clock(&self, line: usize) -> bool {
        super::entries::is_clock(&self.lines[line])
    }

    /// Reads the next line, given as text and as bits. Gives it with its words.
    pub(in crate::normalise) fn push(&mut self, text: &str, map: &Map) -> (&Line, &[Token]) {
        let line = read_line(text, map, lexicon::lexicon(), &mut self.tokens);
        let first = line.tokens.0 as usize;
        self.lines.push(line);
        (&self.lines[self.lines.len() - 1], &self.tokens[first..])
    }

    /// Takes over a line that was read already, as the next one.
    pub(super) fn take_over(&mut self, words: &Words, line: usize) {
        let first = self.tokens.len() as u32;
        self.tokens.extend_from_slice(words.tokens(line));
        self.lines.push(Line { tokens: (first, self.tokens.len() as u32), ..words.lines[line].clone() });
    }

    /// Reads all lines of a page.
    pub(super) fn read(views: &[LineView<'_>], language: Option<&str>) -> Words {
        let mut words = Words::with_capacity(views.len(), views.iter().map(|v| v.text.len()).sum());
        let mut map = Map::default();
        for view in views {
            map.read(view.text);
            words.push(view.text, &map);
        }
        words.settle(language);
        words
    }

    /// Counts function words, once all lines are read: those of the language given, or of that with the most.
    pub(in crate::normalise) fn settle(&mut self, language: Option<&str>) {
        let own = language.and_then(|tag| lexicon::lexicon().language(tag)).unwrap_or_else(|| {
            // Every n-th word is enough to tell the language of a long page.
            let mut seen = Counts::default();
            self.tokens.iter().step_by(self.tokens.len() / SAMPLE + 1).for_each(|token| seen.add(token.word));
            (0..).zip(seen.all()).max_by_key(|(i, seen)| (*seen, std::cmp::Reverse(*i))).map_or(0, |(i, _)| i)
        });
        for line in &mut self.lines {
            let (mut all, mut stops) = (0, 0);
            for token in &self.tokens[line.tokens.0 as usize..line.tokens.1 as usize] {
                let languages = token.word.languages();
                all += u32::from(languages != 0);
                stops += languages >> own & 1;
            }
            (line.stops, line.foreign_stops) = (stops, all - stops);
        }
    }
}

/// Words that are looked at to tell a page's language, at most.
const SAMPLE: usize = 1_000;

/// Signs at the two ends of a line.
pub(super) fn edges(text: &str) -> u32 {
    let mut signs = 0;
    let closers = |c: &char| matches!(c, '"' | '\'' | '”' | '’' | '“' | '«' | '»' | ')' | ']' | '*' | ' ');
    let mut back = text.chars().rev();
    // Most lines end with a letter or a full stop.
    let end = match text.as_bytes().last() {
        Some(b) if b.is_ascii_alphanumeric() || *b == b'.' => Some(char::from(*b)),
        _ => back.clone().find(|c| !closers(c)),
    };
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
    // Three full stops, or any dots in square brackets.
    if matches!(text.as_bytes(), [.., b'.', b'.', b'.'] | [.., b'[', b'.', b'.', b'.', b']'])
        || text.as_bytes().last() == Some(&b']') && text.ends_with("[…]")
    {
        signs |= sign::DOTS;
        signs &= !sign::END;
    }
    match text.chars().next() {
        Some('A'..='Z') => {}
        Some('a'..='z') => signs |= sign::LOWER,
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
    let bytes = text.as_bytes();
    let bracket = if bytes.last() == Some(&b')') { text.rfind('(') } else { None };
    let is_dash = |at: &usize| match &bytes[*at..] {
        [b' ', b'-', b' ', ..] => true,
        // An en dash or an em dash.
        [b' ', 0xe2, 0x80, 0x93 | 0x94, b' ', ..] => true,
        _ => false,
    };
    let near = &bytes[bytes.len().saturating_sub(24)..];
    // Without a branch by byte, for most lines have none.
    let begins = |(a, b): (&u8, &u8)| u8::from(*a == b' ') & (u8::from(*b == b'-') | u8::from(*b == 0xe2));
    let may = || near.iter().zip(near.get(1..).unwrap_or_default()).fold(0, |any, pair| any | begins(pair)) > 0;
    // The last one, if it stands near enough to the end.
    let dash = || if may() { (bytes.len() - near.len()..bytes.len()).rev().find(is_dash) } else { None };
    let Some(at) = bracket.or_else(dash) else { return false };
    text.len() - at <= 24 && text[..at].trim_end().ends_with(['.', '!', '?', '"', '”'])
}
