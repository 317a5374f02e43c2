//! Folding: a copy of a text in which spellings of the same thing are equal.

use unicode_normalization::UnicodeNormalization;

/// One character of a folded copy: lower case, quotes and dashes made plain, no-break spaces made spaces.
/// Characters without meaning for matching (soft hyphens, zero-width spaces, bidirectional marks) give none.
pub fn fold_char(c: char) -> impl Iterator<Item = char> {
    let plain = match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{02bc}' | '\u{ff07}' => Some('\''),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{00ab}' | '\u{00bb}' | '\u{ff02}' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    };
    plain.into_iter().flat_map(char::to_lowercase)
}

/// A copy of a text for comparing: compatibility forms made equal, lower case, quotes and dashes plain, runs of
/// white space one space, none at the ends.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut push = |c: char| {
        if c != ' ' {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    };
    if text.is_ascii() {
        text.chars().flat_map(fold_char).for_each(&mut push);
    } else {
        text.nfkc().flat_map(fold_char).for_each(&mut push);
    }
    out.truncate(out.trim_end().len());
    out
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
}
