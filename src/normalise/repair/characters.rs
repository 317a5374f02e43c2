//! Characters that carry no word: controls, invisible marks, spaces of other widths, doubled spaces.

use super::patch::Change;
use crate::model::Rule;
use crate::text::eight;
use smol_str::SmolStr;
use std::cell::LazyCell;

const CONTROL: Rule = Rule("control-character");
const INVISIBLE: Rule = Rule("invisible-character");
const NO_BREAK: Rule = Rule("no-break-space");
const DOUBLE: Rule = Rule("double-space");
/// The end of a line that goes on in the next.
pub(in crate::normalise) const WRAPPED: Rule = Rule("hard-wrap");

/// What to change.
pub(super) fn changes(text: &str) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    let right_to_left = LazyCell::new(|| text.chars().any(is_right_to_left));
    // The last character that stays, and whether it is a space as it will be written.
    let mut last: Option<char> = None;
    let mut at = 0;
    loop {
        let run = plain_run(&text.as_bytes()[at..], last.is_some_and(is_space));
        if let Some(b) = text[at..at + run].bytes().next_back() {
            last = Some(char::from(b));
        }
        let start = at + run;
        let mut chars = text[start..].chars();
        let Some(c) = chars.next() else { break };
        let next = chars.next();
        let end = start + c.len_utf8();
        at = end;
        let (after, rule) = match c {
            '\t' => (Some(' '), DOUBLE),
            // `twenty-` / `five`
            '\n' | '\r' if last == Some('-') && next.is_some_and(char::is_lowercase) => (None, WRAPPED),
            '\n' | '\r' => (Some(' '), WRAPPED),
            // Ends of lines and pages in other programs.
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => (Some(' '), CONTROL),
            c if c.is_control() || is_noncharacter(c) => (None, CONTROL),
            '\u{200b}' if has_unseen_spaces(last) && has_unseen_spaces(next) => {
                last = Some(c);
                continue;
            }
            '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{206a}'..='\u{206f}' => (None, INVISIBLE),
            // Joiners shape letters of many scripts and pictures; between Latin letters they are dirt.
            '\u{200c}' | '\u{200d}' if is_plain(last) || is_plain(next) => (None, INVISIBLE),
            '\u{202d}' | '\u{202e}' => (None, CONTROL),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}' if !*right_to_left => {
                (None, INVISIBLE)
            }
            '\u{a0}' | '\u{202f}' | '\u{2007}' if !is_french(last, next) => (Some(' '), NO_BREAK),
            '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' => (Some(' '), NO_BREAK),
            ' ' => (Some(' '), DOUBLE),
            _ => {
                last = Some(c);
                continue;
            }
        };
        let doubled = after == Some(' ') && last.is_some_and(is_space);
        if let (Some(' '), false) = (after, doubled) {
            last = Some(' ');
            if c != ' ' {
                out.push(Change { range: start..end, after: " ".into(), rule });
            }
        } else {
            let rule = if after.is_some() { DOUBLE } else { rule };
            match out.last_mut() {
                Some(change) if change.range.end == start && change.rule == rule && change.after.is_empty() => {
                    change.range.end = end;
                }
                _ => out.push(Change { range: start..end, after: SmolStr::default(), rule }),
            }
        }
    }
    out
}

/// How many bytes stay as they are: plain ones with single spaces. `after_space` tells whether a space stands before
/// them.
fn plain_run(bytes: &[u8], after_space: bool) -> usize {
    let (mut at, mut space) = (0, u64::from(after_space) << 7);
    while let Some(eight) = eight::at(bytes, at) {
        let plain = eight::plain(eight);
        let here = eight::equal(plain, b' ');
        // What is not ASCII is NUL here, and so a control.
        let odd = eight::controls(plain) | eight::equal(plain, 0x7f) | here & (here << 8 | space);
        if odd != 0 {
            return at + eight::before(odd);
        }
        space = here >> 56;
        at += 8;
    }
    let mut space = space != 0;
    while let Some(b @ b' '..=b'~') = bytes.get(at) {
        if space && *b == b' ' {
            break;
        }
        space = *b == b' ';
        at += 1;
    }
    at
}

/// A letter of Thai, Lao, Burmese or Khmer, whose words a zero-width space parts.
fn has_unseen_spaces(c: Option<char>) -> bool {
    matches!(
        c,
        Some(
            '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{a9e0}'..='\u{a9ff}'
            | '\u{aa60}'..='\u{aa7f}',
        )
    )
}

/// A space, of those that stay.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// No-break spaces that belong there: before the marks of French, inside its quotation marks, in long numbers and
/// before a unit sign.
fn is_french(last: Option<char>, next: Option<char>) -> bool {
    let Some(next) = next else { return false };
    matches!(next, ';' | ':' | '!' | '?' | '»' | '%' | '€' | '$' | '£' | '°')
        || last == Some('«')
        || (next.is_ascii_digit() && last.is_some_and(|c| c.is_ascii_digit() || matches!(c, '§' | '№')))
}

fn is_plain(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_ascii() || c.is_whitespace() || ('\u{a0}'..'\u{250}').contains(&c))
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || (c as u32) & 0xfffe == 0xfffe
}

/// Whether a character is a letter of Hebrew, Arabic or another script that runs from right to left.
pub(in crate::normalise) fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{5be}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_is_passed_over() {
        for before in 0..20 {
            for (sign, last) in [("\t", 'x'), ("é", 'x'), ("\u{7f}", 'x'), ("  ", ' '), (" \u{a0}", ' ')] {
                let text = format!("{}{sign}x y", "x".repeat(before));
                let end = before + usize::from(last == ' ');
                assert_eq!(plain_run(text.as_bytes(), false), end, "{text:?}");
            }
        }
        assert_eq!((plain_run(b" a", true), plain_run(b" a", false), plain_run(b"", true)), (0, 2, 0));
        assert_eq!((plain_run(b" abcdefghi", true), plain_run(b"abcdefg hij  k", false)), (0, 12));
    }
}
