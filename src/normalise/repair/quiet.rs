//! A first look at a line, of which most need no repair.

/// Bytes that are looked at at once, without a branch by byte.
const BLOCK: usize = 16;
/// A block, and what stands behind it.
const WINDOW: usize = BLOCK + 2;

/// Whether nothing in a line asks for a repair but, it may be, misread UTF-8. What this leaves is looked at again, byte
/// by byte.
pub(super) fn is_quiet(bytes: &[u8]) -> bool {
    // A closing quotation mark at the start is repaired by what follows it.
    if bytes.starts_with("”".as_bytes()) {
        return false;
    }
    let mut at = 0;
    while let Some(window) = bytes[at..].first_chunk::<WINDOW>() {
        if tells(window) {
            return false;
        }
        at += BLOCK;
    }
    while at < bytes.len() {
        // Letters behind the end say nothing.
        let mut window = [b'x'; WINDOW];
        let rest = &bytes[at..];
        window[..rest.len()].copy_from_slice(rest);
        if tells(&window) {
            return false;
        }
        at += BLOCK;
    }
    true
}

fn tells(window: &[u8; WINDOW]) -> bool {
    tells_of_ascii(window) || !window.is_ascii() && tells_beyond(window)
}

fn is(b: u8, other: u8) -> u8 {
    u8::from(b == other)
}

fn within(b: u8, first: u8, last: u8) -> u8 {
    u8::from(b.wrapping_sub(first) <= last - first)
}

/// Controls, `&`, `<`, doubled spaces, spaces inside brackets, a full stop between a digit and a space.
fn tells_of_ascii(window: &[u8; WINDOW]) -> bool {
    let mut any = 0;
    for i in 0..BLOCK {
        let (a, b, c) = (window[i], window[i + 1], window[i + 2]);
        any |= within(a, 0, 0x1f) | is(a, 0x7f) | is(a, b'&') | is(a, b'<');
        any |= is(a, b' ') & (is(b, b' ') | is(b, b')')) | is(a, b'(') & is(b, b' ');
        any |= within(a, b'0', b'9') & is(b, b'.') & is(c, b' ');
    }
    any != 0
}

/// Controls and no-break spaces (C2), spaces and marks of direction (E2 80, E2 81), byte order mark and noncharacters
/// (EF).
fn tells_beyond(window: &[u8; WINDOW]) -> bool {
    let mut any = 0;
    for i in 0..BLOCK {
        let (a, b, c) = (window[i], window[i + 1], window[i + 2]);
        any |= is(a, 0xc2) & (within(b, 0x80, 0xa0) | is(b, 0xad));
        any |= is(a, 0xe2) & (is(b, 0x81) | is(b, 0x80) & (within(c, 0x80, 0x8f) | within(c, 0xa8, 0xaf)));
        any |= is(a, 0xef) & (is(b, 0xb7) | is(b, 0xbb) | is(b, 0xbf));
    }
    any != 0
}

#[cfg(test)]
mod tests {
    use super::super::{Suspicion, look};
    use super::*;
    use proptest::prelude::*;

    /// Whether the look by byte finds nothing but misread UTF-8.
    fn is_quiet_by_byte(text: &str) -> bool {
        let Suspicion { entities, tags, mojibake: _, characters, marks } = look(text.as_bytes());
        !(entities || tags || characters || marks)
    }

    #[test]
    fn what_needs_no_repair_is_quiet() {
        for text in ["", "a", "The old mill, built in 1912 (and lost in 1950).", "Il a dit « non » — “No”… 3.5 million"]
        {
            assert!(is_quiet(text.as_bytes()), "{text:?}");
        }
    }

    #[test]
    fn whatever_tells_of_damage_is_seen_at_any_place() {
        let signs =
            ["\u{0}", "\t", "\u{7f}", "&", "<b>", "  ", "( a", "a )", "1. 5", "\u{85}", "\u{a0}", "\u{ad}", "\u{200b}"];
        for sign in signs.iter().chain(&["\u{2028}", "\u{2060}", "\u{feff}", "\u{fdd0}", "\u{ffff}", "\u{202e}"]) {
            for before in 0..40 {
                for after in [0, 1, 2, 17] {
                    let text = format!("{}{sign}{}", "x".repeat(before), "x".repeat(after));
                    assert!(!is_quiet(text.as_bytes()), "{text:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn the_first_look_misses_nothing(text in "[a-z0-9 .,()&<“”é»\u{a0}\u{200b}\u{ad}\u{2060}\u{feff}\u{fdd0}\u{0}，]{0,50}") {
            prop_assert!(!is_quiet(text.as_bytes()) || is_quiet_by_byte(&text), "{:?}", text);
        }
    }
}
