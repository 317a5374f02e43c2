//! Marks and numbers that a space got into.

use super::patch::Change;
use crate::model::Rule;

const NUMBER: Rule = Rule("split-number");
const BRACKET: Rule = Rule("bracket-space");
const QUOTE: Rule = Rule("closing-quote");

/// What to change.
pub(super) fn changes(text: &str) -> Vec<Change> {
    let mut out = Vec::new();
    quote(text, &mut out);
    let bytes = text.as_bytes();
    let mut units = None;
    let last_close = text.rfind(')');
    let mut at = out.first().map_or(1, |change: &Change| change.range.end.max(1));
    while at + 1 < bytes.len() {
        let (before, after) = (bytes[at - 1], bytes[at + 1]);
        let is_word = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80;
        match bytes[at] {
            b'.' if before.is_ascii_digit() && after == b' ' => {
                let units = units.get_or_insert_with(|| decimals_with_unit(text));
                if let Some(end) = split_number(text, at, units) {
                    out.push(Change { range: at..end, after: ".".into(), rule: NUMBER });
                    at = end;
                }
            }
            b'(' if is_word(before)
                && after == b' '
                && bytes.get(at + 2).is_some_and(|b| is_word(*b))
                && last_close.is_some_and(|close| close > at) =>
            {
                out.push(Change { range: at..at + 2, after: " (".into(), rule: BRACKET });
                at += 1;
            }
            b' ' if after == b')' && is_word(before) && bytes.get(at + 2).is_some_and(|b| is_word(*b)) => {
                out.push(Change { range: at..at + 2, after: ") ".into(), rule: BRACKET });
                at += 1;
            }
            _ => {}
        }
        at += 1;
    }
    out
}

/// A line that opens with a closing quotation mark, which is closed by another: `” No,” she said`.
fn quote(text: &str, out: &mut Vec<Change>) {
    let Some(rest) = text.strip_prefix('”') else { return };
    let words = rest.trim_start_matches(' ');
    let opens_before_closing = match (words.find('“'), words.find('”')) {
        (_, None) => return,
        (Some(open), Some(close)) => open < close,
        (None, Some(_)) => false,
    };
    if words.starts_with(char::is_alphanumeric) && !opens_before_closing {
        out.push(Change { range: 0..text.len() - words.len(), after: "“".into(), rule: QUOTE });
    }
}

/// The end of a decimal whose fraction was split off, if the line proves it: a unit follows that follows another
/// decimal of the same line too. Without that, `In 2014. 56 million came` would be one number.
fn split_number(text: &str, point: usize, units: &[&str]) -> Option<usize> {
    let bytes = text.as_bytes();
    let whole = bytes[..point].iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let start = point + 2;
    let fraction = bytes[start..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    if !(1..=3).contains(&whole) || !(1..=2).contains(&fraction) {
        return None;
    }
    let unit = first_word(text.get(start + fraction..)?.strip_prefix(' ')?);
    (!unit.is_empty() && units.contains(&unit)).then_some(start)
}

/// The words that follow decimals in a line.
fn decimals_with_unit(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut units = Vec::new();
    for (at, b) in bytes.iter().enumerate() {
        let decimal =
            *b == b'.' && at > 0 && bytes[at - 1].is_ascii_digit() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !decimal || units.len() >= 8 {
            continue;
        }
        let digits = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
        if let Some(rest) = text[at + 1 + digits..].strip_prefix(' ') {
            let unit = first_word(rest);
            if !unit.is_empty() && !units.contains(&unit) {
                units.push(unit);
            }
        }
    }
    units
}

fn first_word(text: &str) -> &str {
    let end = text.char_indices().take(24).find(|(_, c)| !c.is_alphabetic()).map_or(text.len().min(24), |(i, _)| i);
    text.get(..end).unwrap_or("")
}
