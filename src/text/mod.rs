//! Words, sentences, slugs and folded copies of text. Knows nothing of articles.

mod bits;
mod direction;
pub mod eight;
mod fold;
mod hash;
mod letters;
mod lookup;
mod map;
mod sentences;
mod shell;
mod slug;

pub use bits::{Bytes, blocks};
pub use direction::{balanced, direction, plain_field};
pub use fold::{fold, fold_alone, fold_char, for_folded, push_fold, sort_key, with_fold};
pub use hash::{WordHash, scatter};
pub use letters::{is_alphabetic, is_alphanumeric, is_hangul, is_spelt_unspaced, is_unspaced};
pub use lookup::{Lookups, lookup_words};
pub use map::{Block, Map, WIDTH};
pub use sentences::sentences;
pub use shell::shell_word;
pub use slug::{slug, slug_or};

use unicode_segmentation::UnicodeSegmentation;

/// The number of words: runs of white-space-separated characters with at least one letter or digit. In scripts
/// that are written without spaces, every ideograph or kana counts as a word.
pub fn count_words(text: &str) -> u32 {
    if text.is_ascii() {
        let (mut words, mut counted) = (0, false);
        for b in text.bytes() {
            let space = matches!(b, b'\t'..=b'\r' | b' ');
            let begins = !counted && b.is_ascii_alphanumeric();
            words += u32::from(begins);
            counted = (counted | begins) & !space;
        }
        return words;
    }
    // Whether the run that goes on was counted, and whether for its letters and digits: where it turns out to be
    // written without spaces, only its signs count.
    let (mut words, mut counted, mut plain) = (0, false, false);
    let mut rest = text;
    while !rest.is_empty() {
        let run = ascii_run(rest.as_bytes());
        for b in &rest.as_bytes()[..run] {
            let space = matches!(b, b'\t'..=b'\r' | b' ');
            let begins = !counted & b.is_ascii_alphanumeric();
            words += u32::from(begins);
            counted = (counted | begins) & !space;
            plain = (plain | begins) & !space;
        }
        let mut chars = rest[run..].chars();
        let next = chars.next();
        rest = chars.as_str();
        let Some(c) = next else { break };
        if c.is_whitespace() {
            (counted, plain) = (false, false);
        } else if is_unspaced(c) {
            words = words + 1 - u32::from(plain);
            (counted, plain) = (true, false);
        } else if !counted && is_alphanumeric(c) {
            words += 1;
            (counted, plain) = (true, true);
        }
    }
    words
}

/// What [`str::trim`] gives: at once where nothing is to be cut, as of most lines that were read before.
#[inline]
pub fn trim(text: &str) -> &str {
    let graphic = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if graphic(text.as_bytes().first()) && graphic(text.as_bytes().last()) { text } else { text.trim() }
}

/// How many bytes at the start of a text are ASCII: eight at a time, for nearly all of most texts are.
#[inline]
pub fn ascii_run(bytes: &[u8]) -> usize {
    let mut at = 0;
    while bytes.get(at..at + 8).is_some_and(<[u8]>::is_ascii) {
        at += 8;
    }
    bytes[at..].iter().position(|b| !b.is_ascii()).map_or(bytes.len(), |i| at + i)
}

/// Words with their byte offsets, by the rules of Unicode Standard Annex 29.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.unicode_word_indices()
}

/// At most `max` characters of a text, cut at the end of a word, and whether something was cut.
pub fn clip(text: &str, max: usize) -> (&str, bool) {
    let Some(end) = end_of(text, max) else { return (text, false) };
    let cut = text[..end].rfind(char::is_whitespace).filter(|at| *at > end / 2).unwrap_or(end);
    (text[..cut].trim_end_matches(|c: char| c.is_whitespace() || c == ',' || c == ';'), true)
}

/// Where a number of characters at the start of a text end; none where it has no more.
pub fn end_of(text: &str, chars: usize) -> Option<usize> {
    if text.len() <= chars {
        return None;
    }
    // A character of ASCII is a byte: only what follows them is counted.
    let run = ascii_run(&text.as_bytes()[..chars]);
    text[run..].char_indices().nth(chars - run).map(|(at, _)| run + at)
}

/// Where words end that are initials: with the full stop after the last of them ("U.S.").
pub fn with_last_stop(text: &str, range: std::ops::Range<usize>) -> usize {
    let initials = text.get(range.clone()).is_some_and(|words| {
        words.contains('.')
            && words.split('.').all(|part| part.chars().count() == 1 && !part.contains(char::is_numeric))
    });
    if initials && text[range.end..].starts_with('.') { range.end + 1 } else { range.end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_counts_as_the_long_one() {
        let slowly = |text: &str| -> u32 {
            let of = |token: &str| match token.chars().filter(|c| is_unspaced(*c)).count() as u32 {
                0 => u32::from(token.chars().any(char::is_alphanumeric)),
                signs => signs,
            };
            text.split_whitespace().map(of).sum()
        };
        let pieces = ["a", "b 1", " ", "\u{a0}", "\u{1c}", "“", "é", "作", "者", ".", "ไท", "\u{2028}", "-"];
        for (n, a) in pieces.iter().enumerate() {
            for (b, c) in pieces.iter().flat_map(|b| pieces.iter().map(move |c| (b, c))) {
                let text = [*a, *b, *c, pieces[n / 2], *b].concat();
                assert_eq!(count_words(&text), slowly(&text), "{text:?}");
                for most in 0..6 {
                    assert_eq!(end_of(&text, most), text.char_indices().nth(most).map(|(at, _)| at), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn trimming_cuts_what_the_library_does() {
        for text in ["", " ", "a", "a ", " a", "a b\t", "\u{a0}a", "é ", "é", "\0a", "a\u{1c}"] {
            assert_eq!(trim(text), text.trim(), "{text:?}");
        }
    }

    #[test]
    fn words_are_counted_in_any_script() {
        assert_eq!(count_words("Two words."), 2);
        assert_eq!(count_words("a — b"), 2);
        assert_eq!(count_words(" - a-b\t'c \u{b}1.5"), 3);
        assert_eq!(count_words("中俄关系"), 4);
        assert_eq!(count_words(""), 0);
    }

    #[test]
    fn initials_keep_their_last_stop() {
        for (text, words, expected) in [("the U.S. did", "U.S", 8), ("in Rome.", "Rome", 7), ("it is 3.5.", "3.5", 9)] {
            let at = text.find(words).unwrap_or(0);
            assert_eq!(with_last_stop(text, at..at + words.len()), expected);
        }
    }

    #[test]
    fn clipping_ends_at_a_word() {
        assert_eq!(clip("one two three", 9), ("one two", true));
        assert_eq!(clip("one", 9), ("one", false));
        assert_eq!(clip("единственное", 4), ("един", true));
    }
}
