//! Folding: a copy of a text in which spellings of the same thing are equal.

use super::{ascii_run, eight};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// One character of a folded copy: lower case, quotes and dashes made plain, no-break spaces made spaces.
/// Characters without meaning for matching (soft hyphens, zero-width spaces, bidirectional marks) give none.
pub fn fold_char(c: char) -> impl Iterator<Item = char> {
    plain(c).into_iter().flat_map(char::to_lowercase)
}

fn plain(c: char) -> Option<char> {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{02bc}' | '\u{ff07}' => Some('\''),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{00ab}' | '\u{00bb}' | '\u{ff02}' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => None,
        // Its small letter has a dot of its own, as no text has it printed.
        'İ' => Some('i'),
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}

/// Calls with each character of [`fold_char`]: at once for the letters that most texts are made of.
#[inline]
pub fn for_folded(c: char, mut each: impl FnMut(char)) {
    match c {
        '\t'..='\r' => each(' '),
        '\0'..='\x7f' => each(c.to_ascii_lowercase()),
        // Small letters and those of scripts without case stay; most great ones have a fixed distance.
        'à'..='ö' | 'ø'..='ÿ' | 'а'..='џ' | 'ا'..='ي' | 'ぁ'..='ヺ' | '一'..='鿿' | '가'..='힣' => {
            each(c)
        }
        'А'..='Я' | 'À'..='Ö' | 'Ø'..='Þ' => each(char::from_u32(c as u32 + 32).unwrap_or(c)),
        '\u{2018}' | '\u{2019}' => each('\''),
        '\u{201c}'..='\u{201f}' => each('"'),
        '\u{2010}'..='\u{2015}' => each('-'),
        c => match plain(c) {
            None => {}
            Some(c) if c.is_ascii() || !super::is_alphabetic(c) => each(c),
            Some(c) => c.to_lowercase().for_each(each),
        },
    }
}

/// A copy of a text for comparing: compatibility forms made equal, lower case, quotes and dashes plain, runs of
/// white space one space, none at the ends.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_fold(&mut out, text);
    out
}

/// Calls with what [`fold`] gives: for short words of ASCII nothing is allocated.
pub fn with_fold<T>(text: &str, then: impl FnOnce(&str) -> T) -> T {
    let mut small = [0; 48];
    let bytes = text.as_bytes();
    let plain = bytes.len() <= small.len() && bytes.is_ascii() && bytes.last() != Some(&b' ');
    if plain && eight::is_even(bytes, true).0 {
        let small = &mut small[..bytes.len()];
        small.copy_from_slice(bytes);
        small.make_ascii_lowercase();
        if let Ok(folded) = std::str::from_utf8(small) {
            return then(folded);
        }
    }
    then(&fold(text))
}

/// Adds what [`fold`] gives.
pub fn push_fold(out: &mut String, text: &str) {
    let start = out.len();
    if !push_common(out, text) {
        out.truncate(start);
        push_any(out, text);
    }
    if out.len() > start && out.ends_with(' ') {
        out.pop();
    }
}

/// Adds a folded text, perhaps with a space at its end, if all its characters are such that nothing has to be known of
/// their compatibility forms; else what is added means nothing.
fn push_common(out: &mut String, text: &str) -> bool {
    let (start, mut rest) = (out.len(), text);
    loop {
        let run = ascii_run(rest.as_bytes());
        push_ascii(out, &rest[..run], out.len() == start || out.ends_with(' '));
        let mut chars = rest[run..].chars();
        loop {
            rest = chars.as_str();
            match chars.next() {
                None => return true,
                Some(c) if c.is_ascii() => break,
                Some('\u{a0}') => push_ascii(out, " ", out.len() == start || out.ends_with(' ')),
                Some('…') => out.push_str("..."),
                Some(c) if is_common(c) => for_folded(c, |c| out.push(c)),
                Some(_) => return false,
            }
        }
    }
}

/// Whether a character beyond ASCII is its own compatibility form whatever stands beside it, and is no white space.
/// Not all such characters: those that most texts are made of.
fn is_common(c: char) -> bool {
    matches!(c, '¡'..='§' | '©' | '«'..='®' | '°' | '±' | '¶' | '·' | '»' | '¿'
        | 'À'..='ı' | 'Ĵ'..='ľ' | 'Ł'..='ň' | 'Ŋ'..='ž' | 'Έ'..='ώ' | 'Ѐ'..='ҁ' | 'א'..='ת' | 'ؠ'..='ي'
        | '\u{200b}'..='\u{200f}' | '\u{2010}' | '\u{2012}'..='\u{2016}' | '\u{2018}'..='\u{2023}' | '、'..='〠'
        | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '가'..='힣')
}

/// The one character that a character folds to, whatever stands before it, and whatever stands behind it that has such an
/// answer too; none where that is not known. White space may be left out yet.
#[inline]
pub fn fold_alone(c: char) -> Option<char> {
    let mut folded = None;
    if c.is_ascii() || is_common(c) {
        let mut count = 0;
        for_folded(c, |c| (folded, count) = (Some(c), count + 1));
        folded = folded.filter(|_| count == 1);
    }
    folded
}

/// Adds a folded run of ASCII; no space where one stands before it, or nothing.
fn push_ascii(out: &mut String, run: &str, after_space: bool) {
    if eight::is_even(run.as_bytes(), after_space).0 {
        let start = out.len();
        out.push_str(run);
        out[start..].make_ascii_lowercase();
        return;
    }
    let mut after_space = after_space;
    for b in run.bytes() {
        let space = matches!(b, b'\t'..=b'\r' | b' ');
        if !(space && after_space) {
            out.push(if space { ' ' } else { char::from(b.to_ascii_lowercase()) });
        }
        after_space = space;
    }
}

/// Adds any text folded, perhaps with a space at its end.
fn push_any(out: &mut String, text: &str) {
    let mut after_space = true;
    let mut push = |c: char| {
        if c != ' ' {
            out.push(c);
            after_space = false;
        } else if !after_space {
            out.push(' ');
            after_space = true;
        }
    };
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().for_each(|c| for_folded(c, &mut push));
    } else {
        text.nfkc().for_each(|c| for_folded(c, &mut push));
    }
}

/// What labels are sorted by: folded, marks left out, a leading quotation mark left out.
pub fn sort_key(label: &str) -> String {
    let folded = fold(label);
    let bare = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    bare.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_the_same_thing_are_equal() {
        assert_eq!(fold("China – Russia\u{a0}“Trade”"), "china - russia \"trade\"");
        assert_eq!(fold("  O’Neil \t said\u{ad} "), "o'neil said");
        assert_eq!(fold("ﬁne"), "fine");
        assert_eq!(sort_key("“Élan vital"), "elan vital");
    }

    #[test]
    fn the_short_way_folds_every_character_as_the_long_one() {
        for c in '\0'..=char::MAX {
            let mut short = String::new();
            for_folded(c, |c| short.push(c));
            assert_eq!(short, fold_char(c).collect::<String>(), "{c:?}");
        }
        for text in ["", " ", "A  b", "\tA\u{b}B\r\n", "a\u{1c}b ", "É\u{a0} É", "e\u{301} \u{2028}x", "Ａ１ ﬁ"] {
            let long: String = text.nfkc().flat_map(fold_char).collect();
            let words: Vec<&str> = long.split(' ').filter(|w| !w.is_empty()).collect();
            assert_eq!(fold(text), words.join(" "), "{text:?}");
        }
    }

    #[test]
    fn common_characters_are_their_own_compatibility_forms() {
        let one = |c: char| {
            c.nfkc().eq([c])
                && is_nfkc_quick([c].into_iter()) == IsNormalized::Yes
                && unicode_normalization::char::canonical_combining_class(c) == 0
        };
        assert!(('\0'..=char::MAX).all(|c| !is_common(c) || one(c) && !c.is_whitespace()));
        assert!("\u{a0}…".nfkc().eq(" ...".chars()));
    }

    #[test]
    fn the_short_way_through_a_text_folds_as_the_long_one() {
        let pieces =
            ["a", "B c", " ", "  ", "\t", "\u{a0}", "…", "É", "ß", "İ", "’", "–", "\u{ad}", "Я", "中", "ｱ", "\u{301}"];
        for a in pieces {
            for (b, c) in pieces.iter().flat_map(|b| pieces.iter().map(move |c| (b, c))) {
                for text in [[a, b, c].concat(), [a, b, c, "harbour", b, a].concat()] {
                    let (mut long, mut short) = (String::from("x "), String::from("x "));
                    push_any(&mut long, &text);
                    push_fold(&mut short, &text);
                    assert_eq!(short[2..], *long[2..].trim_end(), "{text:?}");
                    assert!(with_fold(&text, |folded| folded == &short[2..]), "{text:?}");
                }
            }
        }
    }
}
