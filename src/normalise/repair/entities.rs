//! Character references of HTML that were left in the text.

use super::ROUNDS;
use super::patch::{Change, Patch};
use crate::model::Rule;
use smol_str::SmolStr;
use std::cell::LazyCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

const RULE: Rule = Rule("entity");

static NAMED: LazyLock<HashMap<&'static str, char>> = LazyLock::new(|| {
    include_str!("entities.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (name, code) = line.split_once(' ')?;
            Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
        })
        .collect()
});

/// What to change. References written several times over (`&amp;amp;quot;`) are undone at once; what would become
/// markup (`&lt;b&gt;`) is left, since the author may be writing about markup.
pub(super) fn changes(text: &str) -> Vec<Change> {
    let mut out = Vec::new();
    let mut left = false;
    for (Range { start, end }, c) in references(text) {
        let markup = c == '<' && !text[end..].starts_with([' ', '\u{a0}']) || c == '>' && left;
        left |= markup;
        if markup || c.is_control() {
            continue;
        }
        out.push(Change { range: start..end, after: SmolStr::from_iter([c]), rule: RULE });
    }
    out
}

/// A text without its references, where it has such.
pub(super) fn undone(text: &str) -> Option<String> {
    let mut patch = Patch::new(text);
    // One may hide another: `&#38;eacute;`.
    let rounds = (0..ROUNDS).take_while(|_| patch.apply(changes(patch.text()))).count();
    (rounds > 0).then(|| patch.text().to_string())
}

/// Whether undoing the references of a text may give it sequences that a first character begins and others beyond ASCII
/// go on. `has_first` tells whether a text has such a character.
pub(super) fn may_hide(text: &str, has_first: impl Fn(&str) -> bool) -> bool {
    let shown = LazyCell::new(|| has_first(text));
    references(text).any(|(range, c)| match c {
        // What `&amp;` stands before is no other reference.
        '&' => text[range].contains('#'),
        // These may be of another reference.
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric() || matches!(c, '#' | ';'),
        c => has_first(c.encode_utf8(&mut [0; 4])) || *shown,
    })
}

/// The references of a text in order, each with what it stands for.
fn references(text: &str) -> impl Iterator<Item = (Range<usize>, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr::memchr(b'&', &text.as_bytes()[at..])?;
            at = start + 1;
            let mut name = start + 1;
            while text[name..].starts_with("amp;") {
                name += 4;
            }
            let resolved = reference(&text[name..]).map(|(c, len)| (c, name + len));
            let (c, end) = match resolved {
                Some(resolved) => resolved,
                None if name > start + 1 => ('&', name),
                None => continue,
            };
            at = end;
            return Some((start..end, c));
        }
    })
}

/// The character of a reference, the text beginning after its `&`, and how long the reference is.
fn reference(text: &str) -> Option<(char, usize)> {
    let window = &text.as_bytes()[..text.len().min(12)];
    let end = window.iter().position(|b| *b == b';')?;
    let name = text.get(..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None if number.bytes().all(|b| b.is_ascii_digit()) => number.parse().ok()?,
                None => return None,
            };
            // Numbers 128 to 159 were meant as Windows-1252, and browsers read them so.
            match u8::try_from(code) {
                Ok(byte @ 0x80..=0x9f) => encoding_rs::WINDOWS_1252.decode(&[byte]).0.chars().next()?,
                _ => char::from_u32(code)?,
            }
        }
        None => *NAMED.get(name)?,
    };
    Some((c, end + 1))
}
