//! The words of one block, with a folded copy in which aliases are looked up.
//!
//! In the copy every word stands between two marks, so that a plain substring search finds whole words only, and
//! what stands between words is reduced to one character: aliases match across spaces, hyphens and no-break
//! spaces, but not across a comma or the end of a sentence.

use crate::text::{fold_char, is_unspaced, sentences};
use unicode_normalization::char::is_combining_mark;

const OPEN: char = '\u{1}';
const SHUT: char = '\u{2}';

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing: the first word, or scripts without spaces.
    None,
    /// White space.
    Space,
    /// A hyphen or slash without space.
    Hyphen,
    /// A dash with space around it.
    Dash,
    /// An apostrophe inside a word.
    Apostrophe,
    /// A full stop without space, as in initials.
    Dot,
    /// A full stop and space.
    Stop,
    /// An ampersand.
    Ampersand,
    /// A comma.
    Comma,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A quotation mark.
    Quote,
    /// Anything else.
    Break,
}

impl Gap {
    fn folded(self) -> Option<char> {
        match self {
            Gap::None => None,
            Gap::Space | Gap::Hyphen | Gap::Dash => Some(' '),
            Gap::Apostrophe => Some('\''),
            Gap::Dot => Some('.'),
            Gap::Stop => Some(';'),
            Gap::Ampersand => Some('&'),
            Gap::Comma => Some(','),
            Gap::Open | Gap::Close => Some('('),
            Gap::Quote => Some('"'),
            Gap::Break => Some(':'),
        }
    }

    /// Whether a phrase may go on over it.
    pub(super) fn joins(self) -> bool {
        matches!(self, Gap::None | Gap::Space | Gap::Hyphen | Gap::Apostrophe | Gap::Dot | Gap::Ampersand)
    }

    fn then(self, c: char) -> Gap {
        if c.is_whitespace() {
            return match self {
                Gap::None => Gap::Space,
                Gap::Dot => Gap::Stop,
                Gap::Hyphen => Gap::Dash,
                Gap::Apostrophe => Gap::Quote,
                other => other,
            };
        }
        let next = match c {
            '-' | '/' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' => match self {
                Gap::None => Gap::Hyphen,
                Gap::Space => Gap::Dash,
                _ => Gap::Break,
            },
            '\'' | '\u{2019}' | '\u{02bc}' => match self {
                Gap::None => Gap::Apostrophe,
                _ => Gap::Quote,
            },
            '.' => match self {
                Gap::None => Gap::Dot,
                _ => Gap::Break,
            },
            '&' => Gap::Ampersand,
            ',' => Gap::Comma,
            '(' | '[' => Gap::Open,
            ')' | ']' => Gap::Close,
            '"' | '\u{2018}' | '\u{201a}' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => Gap::Quote,
            _ => Gap::Break,
        };
        match (self, next) {
            (Gap::None | Gap::Space, next) => next,
            (Gap::Open, _) | (_, Gap::Open) => Gap::Open,
            (Gap::Quote, _) | (_, Gap::Quote) => Gap::Quote,
            (Gap::Close, Gap::Comma) => Gap::Close,
            _ => Gap::Break,
        }
    }
}

/// One word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// First byte in the text.
    pub(super) start: u32,
    /// One past its last byte in the text.
    pub(super) end: u32,
    /// Where its opening mark stands in the folded copy.
    at: u32,
    /// One past its closing mark in the folded copy.
    stop: u32,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Begins with a capital.
    pub(super) capital: bool,
    /// Two letters or more, all capitals.
    pub(super) upper: bool,
    /// Has a letter.
    pub(super) letters: bool,
    /// Begins a sentence, or direct speech.
    pub(super) first: bool,
}

/// The words of one block.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    /// The text they are from.
    pub(super) text: &'a str,
    /// The copy that aliases are looked up in.
    pub(super) folded: String,
    /// The words.
    pub(super) list: Vec<Token>,
    /// The number of sentences.
    pub(super) sentences: u32,
    /// What stands after the last word.
    pub(super) tail: Gap,
}

impl<'a> Tokens<'a> {
    /// Takes a text apart. Linear in its length.
    pub(super) fn new(text: &'a str) -> Tokens<'a> {
        let mut tokens = Tokens::split(text);
        let starts = sentences(text);
        tokens.sentences = starts.len() as u32;
        let mut next = starts.iter().peekable();
        let mut speech = false;
        for token in &mut tokens.list {
            while next.peek().is_some_and(|range| range.start <= token.start as usize) {
                token.first = true;
                next.next();
            }
            speech = token.gap == Gap::Quote || speech && token.gap == Gap::None;
            if speech || token.gap == Gap::Break {
                token.first = true;
            }
        }
        tokens
    }

    /// The same for a text that is no prose: an alias, a title.
    pub(super) fn split(text: &'a str) -> Tokens<'a> {
        let mut folded = String::with_capacity(text.len() + text.len() / 2 + 8);
        let mut list: Vec<Token> = Vec::with_capacity(text.len() / 5 + 1);
        let mut gap = Gap::None;
        let mut open = false;
        let (mut letters, mut lower) = (0u32, false);
        let shut = |list: &mut Vec<Token>, folded: &mut String, end: usize, letters: u32, lower: bool| {
            folded.push(SHUT);
            if let Some(token) = list.last_mut() {
                token.end = end as u32;
                token.stop = folded.len() as u32;
                token.letters = letters > 0;
                token.upper = letters > 1 && !lower;
            }
        };
        for (at, c) in text.char_indices() {
            let word = if c.is_ascii() {
                c.is_ascii_alphanumeric()
            } else {
                c.is_alphanumeric() || open && (is_combining_mark(c) || fold_char(c).next().is_none())
            };
            let alone = !c.is_ascii() && is_unspaced(c);
            if open && (!word || alone) {
                shut(&mut list, &mut folded, at, letters, lower);
                open = false;
                gap = Gap::None;
            }
            if !word {
                if c.is_ascii() || fold_char(c).next().is_some() {
                    gap = gap.then(c);
                }
                continue;
            }
            if !open {
                if !list.is_empty() {
                    folded.extend(gap.folded());
                }
                let token = Token {
                    start: at as u32,
                    end: at as u32,
                    at: folded.len() as u32,
                    stop: 0,
                    gap,
                    capital: c.is_uppercase(),
                    upper: false,
                    letters: false,
                    first: false,
                };
                list.push(token);
                folded.push(OPEN);
                open = true;
                (letters, lower) = (0, false);
            }
            if c.is_ascii() {
                letters += u32::from(c.is_ascii_alphabetic());
                lower |= c.is_ascii_lowercase();
                folded.push(c.to_ascii_lowercase());
            } else {
                letters += u32::from(c.is_alphabetic());
                lower |= c.is_lowercase();
                folded.extend(fold_char(c));
            }
            if alone {
                shut(&mut list, &mut folded, at + c.len_utf8(), letters, lower);
                open = false;
                gap = Gap::None;
            }
        }
        if open {
            shut(&mut list, &mut folded, text.len(), letters, lower);
            gap = Gap::None;
        }
        Tokens { text, folded, list, sentences: 1, tail: gap }
    }

    /// The folded copy of a word, without marks.
    pub(super) fn word(&self, i: usize) -> &str {
        let token = &self.list[i];
        &self.folded[token.at as usize + 1..token.stop as usize - 1]
    }

    /// What stands after a word.
    pub(super) fn after(&self, i: usize) -> Gap {
        self.list.get(i + 1).map_or(self.tail, |token| token.gap)
    }

    /// The words that a stretch of the folded copy covers, from mark to mark.
    pub(super) fn covered(&self, start: usize, end: usize) -> (usize, usize) {
        let first = self.list.partition_point(|token| (token.at as usize) < start);
        let last = self.list.partition_point(|token| (token.stop as usize) < end);
        (first, last)
    }

    /// Whether the block is written like a headline: nearly every longer word with a capital.
    pub(super) fn is_title_case(&self) -> bool {
        let long = |t: &&Token| t.letters && t.end - t.start > 3;
        let words = self.list.iter().filter(long).count();
        let capital = self.list.iter().filter(long).filter(|t| t.capital).count();
        self.list.len() > 1 && words > 0 && capital * 10 >= words * 8 && self.tail != Gap::Dot
    }

    /// Whether the block is written in capitals.
    pub(super) fn is_upper(&self) -> bool {
        let words = self.list.iter().filter(|t| t.letters && t.end - t.start > 1).count();
        let upper = self.list.iter().filter(|t| t.upper).count();
        words > 1 && upper * 10 >= words * 8
    }
}

/// A number for a word; the same in every run.
pub(super) fn hash(word: &str) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for b in word.bytes() {
        h = (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    h ^ (h >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, folded: &str) {
        let tokens = Tokens::new(text);
        assert_eq!(tokens.folded.replace([OPEN, SHUT], "|"), folded, "{text:?}");
        for (i, token) in tokens.list.iter().enumerate() {
            assert_eq!(tokens.covered(token.at as usize, token.stop as usize), (i, i));
        }
    }

    #[test]
    fn words_stand_between_marks() {
        check("The U.S. Navy’s S-400", "|the| |u|.|s|;|navy|'|s| |s| |400|");
        check("a\u{a0}b, c – d", "|a| |b|,|c| |d|");
        check("co\u{ad}op “x”", "|coop|\"|x|");
        check("中俄", "|中||俄|");
        check("", "");
        check(" … ", "");
    }

    #[test]
    fn sentences_and_speech_begin_with_first_words() {
        let tokens = Tokens::new("One two. Three said: “Four five.”");
        let first: Vec<bool> = tokens.list.iter().map(|t| t.first).collect();
        assert_eq!(first, [true, false, true, false, true, false]);
    }

    #[test]
    fn headlines_are_told_from_prose() {
        assert!(Tokens::new("Peru And Kenya Share Harvest Gains").is_title_case());
        assert!(!Tokens::new("Peru and Kenya share what they gained.").is_title_case());
        assert!(Tokens::new("COCOA REVIEW").is_upper());
    }
}
