//! Sentences.

use super::eight;
use std::ops::Range;

/// Abbreviations after which a full stop does not end a sentence, lower case, without the stop.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "sen", "rep", "gov", "gen", "lt", "col", "sgt", "capt", "jr", "sr", "no",
    "nos", "vs", "etc", "inc", "ltd", "co", "corp", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep",
    "oct", "nov", "dec", "u.s", "u.k", "u.n", "e.g", "i.e", "a.m", "p.m", "approx", "fig", "vol", "pp", "ca", "cf",
    "hr", "fr", "bzw", "z.b", "d.h", "usw", "nr", "mme", "mlle", "m",
];

/// The byte ranges of the sentences of one block of text: trimmed, in order, covering all but white space.
///
/// Works by terminators (also of Chinese, Arabic and Indic scripts) followed by space and something that can begin
/// a sentence; initials and common abbreviations do not end one. Linear in the length of the text.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut from = 0;
    while let Some(at) = next_mark(text.as_bytes(), from) {
        let Some(c) = text[at..].chars().next() else { break };
        from = at + c.len_utf8();
        let wide = matches!(c, '。' | '！' | '？' | '｡');
        if !wide && !matches!(c, '.' | '!' | '?' | '…' | '؟' | '।' | '۔') {
            continue;
        }
        let closes = |d: char| matches!(d, '.' | '!' | '?' | '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』');
        let rest = text[from..].trim_start_matches(closes);
        let end = text.len() - rest.len();
        from = end;
        let ends = if wide {
            true
        } else if !rest.starts_with(char::is_whitespace) {
            rest.is_empty()
        } else if c == '.' {
            begins_sentence(rest) && !is_abbreviation(&text[start..at])
        } else {
            c != '…' && begins_sentence(rest) || c == '…' && rest.trim_start().starts_with(char::is_uppercase)
        };
        if ends {
            push(&mut out, text, start..end);
            start = end;
        }
    }
    push(&mut out, text, start..text.len());
    out
}

/// The next byte that may end a sentence. Letters without accents, most of most texts, are passed over eight at a time.
fn next_mark(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(eight) = eight::at(bytes, at).filter(|eight| eight::is_ascii(*eight)) {
        let marks = [b'.', b'!', b'?'].into_iter().fold(0, |marks, mark| marks | eight::equal(eight, mark));
        if marks != 0 {
            return Some(at + eight::before(marks));
        }
        at += 8;
    }
    bytes[at..].iter().position(|b| matches!(b, b'.' | b'!' | b'?' | 0x80..)).map(|i| at + i)
}

fn push(out: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let piece = &text[range.clone()];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let start = range.start + (piece.len() - piece.trim_start().len());
        out.push(start..start + trimmed.len());
    }
}

fn begins_sentence(rest: &str) -> bool {
    rest.trim_start().chars().find(|c| c.is_alphanumeric()).is_none_or(|c| !c.is_lowercase())
}

fn is_abbreviation(before: &str) -> bool {
    let word =
        before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '\u{201c}' | '/')).next().unwrap_or("");
    let mut letters = word.chars();
    let initial = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
    // Only words short enough to be in the list are compared, so that a long token costs nothing.
    let known = |word: &str| {
        let eight = eight::small(eight::up_to(word.as_bytes(), 0));
        PACKED.iter().fold(false, |known, abbreviation| known | (*abbreviation == eight)) && !word.ends_with('\0')
    };
    initial
        || word.len() <= 8
            && match word.is_ascii() {
                true => known(word),
                // What letters become in lower case may be ASCII, and short enough, or not.
                false => Some(word.to_lowercase()).filter(|w| w.is_ascii() && w.len() <= 8).is_some_and(|w| known(&w)),
            }
}

/// The abbreviations as numbers of eight bytes.
static PACKED: [u64; ABBREVIATIONS.len()] = {
    let mut packed = [0; ABBREVIATIONS.len()];
    let mut at = 0;
    while at < packed.len() {
        let bytes = ABBREVIATIONS[at].as_bytes();
        let mut i = bytes.len();
        while i > 0 {
            i -= 1;
            packed[at] = packed[at] << 8 | bytes[i] as u64;
        }
        at += 1;
    }
    packed
};

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let got: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn sentences_end_where_they_end() {
        check("One. Two! Three? Four", &["One.", "Two!", "Three?", "Four"]);
        check(
            "Dr. Lee met J. Smith in St. Ives on Sept. 3. They spoke.",
            &["Dr. Lee met J. Smith in St. Ives on Sept. 3.", "They spoke."],
        );
        check("It cost 3.5 million. “Too much,” she said.", &["It cost 3.5 million.", "“Too much,” she said."]);
        check("He said “yes.” She left.", &["He said “yes.”", "She left."]);
        check("第一句。第二句！", &["第一句。", "第二句！"]);
        check("", &[]);
        check("growth of e.g. exports", &["growth of e.g. exports"]);
    }
}
