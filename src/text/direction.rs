//! Marks that turn the direction of text: a text must not turn what stands around it.

use crate::model::Direction;
use std::borrow::Cow;

/// Marks that open an embedding, an override or an isolate, and those that close them.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Marks that stand for a letter of one direction.
fn leans(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && !leans(c)
}

/// The direction in which a text runs: that of most of its letters; of a text that begins from right to left also where
/// they are a third, since names and quotations of other scripts stand in it. None where there is no letter.
pub fn direction(text: &str) -> Option<Direction> {
    // No letter that runs from right to left begins with another byte.
    if !text.bytes().any(|b| matches!(b, 0xd6..=0xe0 | 0xef | 0xf0)) {
        return text.contains(char::is_alphabetic).then_some(Direction::LeftToRight);
    }
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let first = letters().next()?;
    let right = letters().filter(|c| is_right_to_left(*c)).count();
    let needed = if is_right_to_left(first) { 3 } else { 2 };
    let most = right * needed >= letters().count();
    Some(if most { Direction::RightToLeft } else { Direction::LeftToRight })
}

/// A field of a record, to stand between other words: on one line, without controls and marks that turn text. Marks
/// that stand for a letter stay inside of text that runs from right to left.
pub fn plain_field(text: &str) -> Cow<'_, str> {
    let odd = |c: char| c.is_control() || turns(c) || leans(c) || matches!(c, '\u{2028}' | '\u{2029}');
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let mixed = text.chars().any(is_right_to_left);
    let kept = text.chars().filter(|c| !turns(*c) && (mixed || !leans(*c)));
    let spaced: String = kept.map(|c| if odd(c) && !leans(c) { ' ' } else { c }).collect();
    let words: Vec<&str> = spaced.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
    Cow::Owned(words.join(" ").trim_matches(leans).to_string())
}

/// A text that ends in the direction in which it began: what it opens is closed at its end, and what closes nothing of
/// its own is left out.
pub fn balanced(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|b| b == 0xe2) || !text.contains(turns) {
        return Cow::Borrowed(text);
    }
    const CLOSED: char = '\u{202c}';
    const ISOLATE_CLOSED: char = '\u{2069}';
    let mut open: Vec<char> = Vec::new();
    let mut out = String::with_capacity(text.len() + 6);
    for c in text.chars() {
        match c {
            '\u{2066}'..='\u{2068}' => open.push(ISOLATE_CLOSED),
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push(CLOSED),
            // The end of an isolate is the end of all that it holds.
            ISOLATE_CLOSED => match open.iter().rposition(|closing| *closing == c) {
                Some(at) => open.truncate(at),
                None => continue,
            },
            CLOSED if open.last() == Some(&c) => drop(open.pop()),
            CLOSED => continue,
            _ => {}
        }
        out.push(c);
    }
    out.extend(open.into_iter().rev());
    if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_plain() {
        for (text, expected) in [
            ("Harbour opens", "Harbour opens"),
            ("\u{202e}Harbour\u{2066} opens", "Harbour opens"),
            ("Har\u{7}bour\nopens \t now", "Har bour opens now"),
            ("Harbour\u{200f}", "Harbour"),
            ("\u{200f}נמל C++\u{200e} נפתח!\u{200f}", "נמל C++\u{200e} נפתח!"),
            ("\u{202e}", ""),
        ] {
            assert_eq!(plain_field(text), expected, "{text:?}");
        }
        assert!(matches!(plain_field("“Two  spaces”"), Cow::Borrowed(_)));
    }

    #[test]
    fn most_letters_tell_the_direction() {
        for (text, expected) in [
            ("Harbour opens", Some(Direction::LeftToRight)),
            ("נמל C נפתח", Some(Direction::RightToLeft)),
            ("The word نمل in English", Some(Direction::LeftToRight)),
            ("נמל נפתח: “Harbour”", Some(Direction::RightToLeft)),
            ("נמל is the word for a harbour", Some(Direction::LeftToRight)),
            ("बंदरगाह", Some(Direction::LeftToRight)),
            ("12:30, 1–2", None),
            ("", None),
        ] {
            assert_eq!(direction(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_a_text_opens_ends_with_it() {
        for (text, expected) in [
            ("a “b”", "a “b”"),
            ("\u{202e}a", "\u{202e}a\u{202c}"),
            ("\u{2067}a\u{202b}b", "\u{2067}a\u{202b}b\u{202c}\u{2069}"),
            ("\u{2067}a\u{202b}b\u{2069}c", "\u{2067}a\u{202b}b\u{2069}c"),
            ("a\u{202c}b\u{2069}", "ab"),
            ("\u{2067}a\u{202c}\u{2069}", "\u{2067}a\u{2069}"),
        ] {
            assert_eq!(balanced(text), expected, "{text:?}");
        }
    }
}
