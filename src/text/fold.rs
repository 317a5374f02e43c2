//! Folding: a copy of a text in which spellings of the same thing are equal.

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

/// Adds what [`fold`] gives.
pub fn push_fold(out: &mut String, text: &str) {
    let start = out.len();
    let space = |b: &u8| matches!(b, b'\t'..=b'\r' | b' ');
    if text.is_ascii() {
        let trimmed = text.trim_matches(|c: char| c.is_ascii() && space(&(c as u8)));
        // Without a branch by byte: most texts have no other white space than single spaces.
        let pairs = trimmed.bytes().zip(trimmed.bytes().skip(1));
        let doubled = pairs.fold(0, |any, (a, b)| any | u8::from(a == b' ') & u8::from(b == b' '));
        let other = trimmed.bytes().fold(0, |any, b| any | u8::from(matches!(b, b'\t'..=b'\r')));
        if doubled | other == 0 {
            out.push_str(trimmed);
            out[start..].make_ascii_lowercase();
            return;
        }
    }
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
    out.truncate(start + out[start..].trim_end().len());
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
}
