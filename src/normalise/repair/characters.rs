//! Characters that carry no word: controls, invisible marks, spaces of other widths, doubled spaces.

use super::patch::Change;
use crate::model::Rule;

const CONTROL: Rule = Rule("control-character");
const INVISIBLE: Rule = Rule("invisible-character");
const NO_BREAK: Rule = Rule("no-break-space");
const DOUBLE: Rule = Rule("double-space");

/// What to change.
pub(super) fn changes(text: &str) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    let right_to_left = text.chars().any(is_right_to_left);
    let mut chars = text.char_indices().peekable();
    // The last character that stays, and whether it is a space as it will be written.
    let mut last: Option<char> = None;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let (after, rule) = match c {
            '\t' => (Some(' '), DOUBLE),
            c if c.is_control() || is_noncharacter(c) => (None, CONTROL),
            '\u{2028}' | '\u{2029}' => (Some(' '), CONTROL),
            '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{206a}'..='\u{206f}' => (None, INVISIBLE),
            // Joiners shape letters of many scripts and pictures; between Latin letters they are dirt.
            '\u{200c}' | '\u{200d}' if is_plain(last) || is_plain(next) => (None, INVISIBLE),
            '\u{202d}' | '\u{202e}' => (None, CONTROL),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}' if !right_to_left => {
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
        let doubled = after == Some(' ') && last.is_some_and(|c| c == ' ' || is_no_break(c));
        let end = at + c.len_utf8();
        if let (Some(' '), false) = (after, doubled) {
            last = Some(' ');
            if c != ' ' {
                out.push(Change { range: at..end, after: " ".into(), rule });
            }
        } else {
            let rule = if after.is_some() { DOUBLE } else { rule };
            match out.last_mut() {
                Some(change) if change.range.end == at && change.rule == rule && change.after.is_empty() => {
                    change.range.end = end;
                }
                _ => out.push(Change { range: at..end, after: String::new(), rule }),
            }
        }
    }
    out
}

fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
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
