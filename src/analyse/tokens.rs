//! The words of one block, each with a number and, where it is not written so, a folded copy.
//!
//! What stands between words is reduced to one sign: aliases match across spaces, hyphens and no-break spaces, but
//! not across a comma or the end of a sentence.

mod gap;
mod known;

use crate::lang::names::Cue;
use crate::text::{eight, fold_char, for_folded, is_alphanumeric, is_unspaced, sentences};
use known::{KNOWN, STOP};
use std::cell::RefCell;
use unicode_normalization::char::is_combining_mark;

pub(super) use gap::Gap;

const OPEN: &str = "\u{1}";
const SHUT: &str = "\u{2}";

/// One word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// A number for the folded word; the same in every run.
    pub(super) hash: u64,
    /// First byte in the text.
    pub(super) start: u32,
    /// One past its last byte in the text.
    pub(super) end: u32,
    /// Where its folded copy begins; [`PLAIN`] where the text itself is one.
    at: u32,
    /// One past the end of the folded copy.
    stop: u32,
    /// What it tells of names, a bit for each cue, and whether it is a stop word.
    known: u32,
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
    /// Folded copies of those words that are not written so, one after another.
    folded: String,
    /// The words.
    pub(super) list: Vec<Token>,
    /// The number of sentences.
    pub(super) sentences: u32,
    /// What stands after the last word.
    pub(super) tail: Gap,
    /// The number of words of more than one sign.
    long: u32,
    /// The number of words in capitals.
    upper: u32,
}

/// A word that is its own folded copy.
const PLAIN: u32 = u32::MAX;

thread_local! {
    /// Lists and folded copies of blocks that are done with: a text has some of them at a time, and they are too long to
    /// be had cheaply.
    static POOL: RefCell<Vec<(Vec<Token>, String)>> = const { RefCell::new(Vec::new()) };
}

/// How many lists are kept, and how long ones.
const POOLED: (usize, usize) = (64, 1024);

impl Drop for Tokens<'_> {
    fn drop(&mut self) {
        let (mut list, mut folded) = (std::mem::take(&mut self.list), std::mem::take(&mut self.folded));
        if list.capacity() > POOLED.1 || folded.capacity() > POOLED.1 {
            return;
        }
        list.clear();
        folded.clear();
        // Where a thread ends, its pool may be gone before its texts.
        let _ = POOL.try_with(|pool| {
            if let Ok(mut pool) = pool.try_borrow_mut().map_err(drop)
                && pool.len() < POOLED.0
            {
                pool.push((list, folded));
            }
        });
    }
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
        let bytes = text.as_bytes();
        let (mut long, mut upper) = (0, 0);
        let (mut list, mut folded) = POOL.with_borrow_mut(Vec::pop).unwrap_or_default();
        list.reserve(text.len() / 5 + 1);
        let mut gap = Gap::None;
        let mut at = 0;
        while let Some(&b) = bytes.get(at) {
            if CLASS[usize::from(b)] & WORD == 0 {
                if b.is_ascii() {
                    gap = if b == b' ' && gap == Gap::None { Gap::Space } else { gap.then(char::from(b)) };
                    at += 1;
                    continue;
                }
                let c = text[at..].chars().next().unwrap_or(' ');
                if !is_alphanumeric(c) {
                    if fold_char(c).next().is_some() {
                        gap = gap.then(c);
                    }
                    at += c.len_utf8();
                    continue;
                }
            }
            let token = word(text, at, gap, &mut folded);
            at = token.end as usize;
            long += u32::from(token.letters && token.end - token.start > 1);
            upper += u32::from(token.upper);
            list.push(token);
            gap = Gap::None;
        }
        Tokens { text, folded, list, sentences: 1, tail: gap, long, upper }
    }

    /// Whether a word tells this of names.
    #[inline]
    pub(super) fn is(&self, i: usize, cue: Cue) -> bool {
        self.list[i].known >> (cue as u32) & 1 == 1
    }

    /// Whether a word is a stop word of English.
    #[inline]
    pub(super) fn is_stop_word(&self, i: usize) -> bool {
        self.list[i].known & STOP != 0
    }

    /// Whether the folded copy of some words, with what stands between them, is this.
    pub(super) fn reads(&self, first: usize, last: usize, folded: &str) -> bool {
        let mut rest = folded;
        for i in first..=last {
            let gap = self.list[i].gap.folded().filter(|_| i > first);
            let begins = gap.map_or(Some(rest), |c| rest.strip_prefix(c)).and_then(|rest| rest.strip_prefix(OPEN));
            let ends = begins.and_then(|rest| rest.strip_prefix(self.word(i))).and_then(|rest| rest.strip_prefix(SHUT));
            let Some(more) = ends else { return false };
            rest = more;
        }
        rest.is_empty()
    }

    /// A copy in which every word stands between two marks, and one sign or none between two words.
    pub(super) fn folded(&self) -> String {
        let mut folded = String::with_capacity(self.text.len() + self.text.len() / 2 + 8);
        for (i, token) in self.list.iter().enumerate() {
            folded.extend(token.gap.folded().filter(|_| i > 0));
            for part in [OPEN, self.word(i), SHUT] {
                folded.push_str(part);
            }
        }
        folded
    }

    /// The folded copy of a word.
    #[inline]
    pub(super) fn word(&self, i: usize) -> &str {
        let token = &self.list[i];
        match token.at {
            PLAIN => &self.text[token.start as usize..token.end as usize],
            at => &self.folded[at as usize..token.stop as usize],
        }
    }

    /// What stands after a word.
    pub(super) fn after(&self, i: usize) -> Gap {
        self.list.get(i + 1).map_or(self.tail, |token| token.gap)
    }

    /// Whether the block is written like a headline: nearly every longer word with a capital.
    pub(super) fn is_title_case(&self) -> bool {
        if self.list.len() < 2 || self.tail == Gap::Dot {
            return false;
        }
        let long = |t: &&Token| t.letters && t.end - t.start > 3;
        let words = self.list.iter().filter(long).count();
        let capital = self.list.iter().filter(long).filter(|t| t.capital).count();
        words > 0 && capital * 10 >= words * 8
    }

    /// Whether the block is written in capitals.
    pub(super) fn is_upper(&self) -> bool {
        self.long > 1 && self.upper * 10 >= self.long * 8
    }
}

/// The word that begins at a place with a letter or digit; writes its folded copy where it needs one.
#[inline]
fn word(text: &str, start: usize, gap: Gap, folded: &mut String) -> Token {
    // Letters without accents, most of most texts, and few at a time.
    let bytes = text.as_bytes();
    let (one, here) = letters(bytes, start);
    let (two, after) = if here == 8 { letters(bytes, start + 8) } else { (0, 0) };
    let end = start + here + after;
    if after == 8 || bytes.get(end).is_some_and(|b| !b.is_ascii()) {
        return long_word(text, start, gap, folded);
    }
    let great = [eight::capitals(one), eight::capitals(two)];
    let all = [eight::letters(one), eight::letters(two)];
    let has_great = great[0] | great[1] != 0;
    let (mut at, mut stop) = (PLAIN, PLAIN);
    if has_great {
        at = folded.len() as u32;
        push_plain(folded, &text[start..end]);
        stop = folded.len() as u32;
    }
    // A second letter is in the other number, or left when the first is taken away.
    let several = |marks: u64| marks & marks.wrapping_sub(1) != 0;
    let upper = has_great && great == all && (several(all[0]) || several(all[1]) || all[0] != 0 && all[1] != 0);
    let small = |eight: u64, great: u64| eight | great >> 2;
    let hash = hash_short(small(one, great[0]), small(two, great[1]), end - start);
    Token {
        hash,
        start: start as u32,
        end: end as u32,
        at,
        stop,
        known: KNOWN.of(hash),
        gap,
        capital: great[0] & 0x80 != 0,
        upper,
        letters: all[0] | all[1] != 0,
        first: false,
    }
}

/// The letters and digits without accents at a place, eight at most, zeros behind them; and how many they are.
#[inline]
fn letters(bytes: &[u8], at: usize) -> (u64, usize) {
    let eight = eight::plain(eight::up_to(bytes, at));
    let word = eight::letters(eight) | eight::digits(eight);
    let len = eight::before(!word & (0x0101_0101_0101_0101 << 7));
    (eight::first(eight, len), len)
}

/// The same for words of sixteen letters and more, or with others.
fn long_word(text: &str, start: usize, gap: Gap, folded: &mut String) -> Token {
    let bytes = text.as_bytes();
    let mut class = 0;
    let mut end = start;
    while let Some(next) = bytes.get(end).map(|b| CLASS[usize::from(*b)]).filter(|next| next & WORD != 0) {
        class |= next;
        end += 1;
    }
    let c = text[start..].chars().next().unwrap_or(' ');
    if bytes.get(end).is_some_and(|b| !b.is_ascii()) {
        return long_way(text, start, c, gap, folded);
    }
    let (mut at, mut stop) = (PLAIN, PLAIN);
    if class & GREAT != 0 {
        at = folded.len() as u32;
        push_plain(folded, &text[start..end]);
        stop = folded.len() as u32;
    }
    let letters = class & (GREAT | SMALL) != 0;
    let upper = class & GREAT != 0
        && class & SMALL == 0
        && bytes[start..end].iter().filter(|b| b.is_ascii_alphabetic()).nth(1).is_some();
    let hash = hash(if at == PLAIN { &text[start..end] } else { &folded[at as usize..] });
    let (start, end, capital, known) = (start as u32, end as u32, c.is_ascii_uppercase(), KNOWN.of(hash));
    Token { hash, start, end, at, stop, known, gap, capital, upper, letters, first: false }
}

/// The same for words with other letters.
fn long_way(text: &str, start: usize, c: char, gap: Gap, folded: &mut String) -> Token {
    let bytes = text.as_bytes();
    let at = folded.len();
    let (mut letters, mut lower) = (0u32, false);
    let mut end = start;
    let mut plain = start;
    while end < bytes.len() {
        let b = bytes[end];
        let class = CLASS[usize::from(b)];
        if class & WORD != 0 {
            letters += u32::from(class & (GREAT | SMALL) != 0);
            lower |= class & SMALL != 0;
            end += 1;
            continue;
        }
        if b.is_ascii() {
            break;
        }
        let c = text[end..].chars().next().unwrap_or(' ');
        let alone = is_unspaced(c);
        let joins = is_alphanumeric(c) || is_combining_mark(c) || fold_char(c).next().is_none();
        if !joins || alone && end > start {
            break;
        }
        push_plain(folded, &text[plain..end]);
        letters += u32::from(c.is_alphabetic());
        lower |= c.is_lowercase();
        for_folded(c, |c| folded.push(c));
        end += c.len_utf8();
        plain = end;
        if alone {
            break;
        }
    }
    push_plain(folded, &text[plain..end]);
    let hash = hash(&folded[at..]);
    Token {
        hash,
        start: start as u32,
        end: end as u32,
        at: at as u32,
        stop: folded.len() as u32,
        known: KNOWN.of(hash),
        gap,
        capital: c.is_uppercase(),
        upper: letters > 1 && !lower,
        letters: letters > 0,
        first: false,
    }
}

/// A letter or digit of ASCII.
const WORD: u8 = 1;
/// A small letter of ASCII.
const SMALL: u8 = 2;
/// A capital letter of ASCII.
const GREAT: u8 = 4;

/// What each byte is.
static CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0u8;
    while b < 128 {
        table[b as usize] = (b.is_ascii_alphanumeric() as u8 * WORD)
            | (b.is_ascii_lowercase() as u8 * SMALL)
            | (b.is_ascii_uppercase() as u8 * GREAT);
        b += 1;
    }
    table
};

fn push_plain(folded: &mut String, text: &str) {
    let from = folded.len();
    folded.push_str(text);
    folded[from..].make_ascii_lowercase();
}

const K: u64 = 0x9e37_79b9_7f4a_7c15;

/// What the number of a word begins with. The length goes everywhere: side by side with the last letters, it made "b"
/// of "ab".
#[inline]
fn begun(len: usize) -> u64 {
    (len as u64).wrapping_mul(K) ^ 0xcbf2_9ce4_8422_2325
}

#[inline]
fn with_eight(h: u64, eight: u64) -> u64 {
    (h ^ eight).wrapping_mul(K).rotate_left(29)
}

#[inline]
fn with_tail(h: u64, tail: u64) -> u64 {
    let h = (h ^ tail).wrapping_mul(K);
    let h = (h ^ h >> 32).wrapping_mul(K);
    h ^ h >> 29
}

/// A number for a word; the same in every run.
#[inline]
pub(super) fn hash(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut h = begun(bytes.len());
    let mut rest = bytes;
    while let Some((chunk, more)) = rest.split_first_chunk::<8>() {
        h = with_eight(h, u64::from_le_bytes(*chunk));
        rest = more;
    }
    // The last letters overlap with those before, or with each other, in place of a loop over them.
    let tail = match (bytes.last_chunk::<8>(), rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        _ if rest.is_empty() => 0,
        (Some(last), ..) => u64::from_le_bytes(*last),
        (None, Some(a), Some(b)) => u64::from(u32::from_le_bytes(*a)) | u64::from(u32::from_le_bytes(*b)) << 32,
        _ => u64::from(rest[0]) | u64::from(rest[rest.len() / 2]) << 8 | u64::from(rest[rest.len() - 1]) << 16,
    };
    with_tail(h, tail)
}

/// The same for one of fewer than sixteen bytes, eight to a number, zeros behind the last.
#[inline]
fn hash_short(one: u64, two: u64, len: usize) -> u64 {
    let h = begun(len);
    match len {
        0..4 => {
            let byte = |at: usize| one >> (8 * at) & 0xff;
            with_tail(h, byte(0) | byte(len / 2) << 8 | byte(len.saturating_sub(1)) << 16)
        }
        4..8 => with_tail(h, one & 0xffff_ffff | one >> (8 * (len - 4)) << 32),
        8 => with_tail(with_eight(h, one), 0),
        _ => with_tail(with_eight(h, one), one >> (8 * (len - 8)) | two << (8 * (16 - len))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, folded: &str) {
        let tokens = Tokens::new(text);
        assert_eq!(tokens.folded().replace(['\u{1}', '\u{2}'], "|"), folded, "{text:?}");
        for (i, token) in tokens.list.iter().enumerate() {
            assert_eq!(token.hash, hash(tokens.word(i)), "{text:?}");
            assert!(tokens.reads(i, i, &format!("{OPEN}{}{SHUT}", tokens.word(i))));
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
    fn short_words_have_numbers_of_their_own() {
        let letters = || 'a'..='z';
        let two = letters().flat_map(|a| letters().map(move |b| format!("{a}{b}")));
        let words: Vec<String> = letters().map(String::from).chain(two).collect();
        let numbers: std::collections::BTreeSet<u64> = words.iter().map(|word| hash(word)).collect();
        assert_eq!(numbers.len(), words.len());
    }

    #[test]
    fn the_short_way_reads_as_the_long_one() {
        let word = "aB3defGhijKlmn0pqrst";
        for (from, to) in (0..20).flat_map(|from| (from + 1..=20).map(move |to| (from, to))) {
            for text in [&word[from..to], &word[from..to].to_uppercase(), &format!("{},", &word[from..to])] {
                for text in [text.to_string(), format!("{text}\u{e9} x")] {
                    let short = super::word(&text, 0, Gap::None, &mut String::new());
                    let long = long_word(&text, 0, Gap::None, &mut String::new());
                    assert_eq!(format!("{short:?}"), format!("{long:?}"), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn headlines_are_told_from_prose() {
        assert!(Tokens::new("Peru And Kenya Share Harvest Gains").is_title_case());
        assert!(!Tokens::new("Peru and Kenya share what they gained.").is_title_case());
        assert!(Tokens::new("COCOA REVIEW").is_upper());
    }
}
