//! UTF-8 that was read as Windows-1252 and written again: undone where the round trip proves it.

use super::patch::Change;
use crate::model::Rule;
use crate::text;
use smallvec::SmallVec;
use std::sync::LazyLock;

const RULE: Rule = Rule("mojibake");

/// How UTF-8 may have been read.
#[derive(Clone, Copy)]
struct Reading {
    /// Which byte a character stands for.
    byte: fn(char) -> Option<u8>,
    /// What the characters that stand for first bytes begin with: they have two bytes each.
    leads: (u8, u8),
}

const WINDOWS_1252: Reading = Reading { byte: windows_1252, leads: (0xc3, 0xc3) };
const WINDOWS_1251: Reading = Reading { byte: windows_1251, leads: (0xd0, 0xd1) };
const WINDOWS_1250: Reading = Reading { byte: windows_1250, leads: (0xc3, 0xc5) };

/// Whether a document holds misread UTF-8: a sequence that no one writes on purpose.
pub(in crate::normalise) fn is_damaged(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Most texts hold no letter that a reading takes for a first byte.
    let (latin, cyrillic) = begins(bytes);
    if !latin && !cyrillic {
        return false;
    }
    let (mut strong, mut weak) = (0, 0);
    for_runs(text, WINDOWS_1252, |_, decoded| {
        for (c, width) in decoded {
            match width {
                3.. => strong += 2,
                _ if is_of_words(*c) => weak += 1,
                _ => {}
            }
        }
        // What is misread UTF-8 once more was misread twice.
        if decoded.len() > 1 && strong + weak < 2 {
            let once: String = decoded.iter().map(|(c, _)| c).collect();
            for_runs(&once, WINDOWS_1252, |_, _| strong += 2);
        }
    });
    if strong + weak >= 2 {
        return true;
    }
    // Letters that bytes of the inside of a character become, and those that first bytes become, are rare in each.
    cyrillic && has_inner_cyrillic(bytes) && is_misread(text, WINDOWS_1251)
        || latin && has_first_latin(bytes) && is_misread(text, WINDOWS_1250)
}

// Without a branch by byte, so that many are looked at at once:

/// Whether characters begin with the first bytes of the Latin readings, and with those of the Cyrillic one.
fn begins(bytes: &[u8]) -> (bool, bool) {
    let ((first, last), (from, to)) = (WINDOWS_1250.leads, WINDOWS_1251.leads);
    let any = |(latin, cyrillic), b: &u8| (latin | within(*b, first, last), cyrillic | within(*b, from, to));
    let (latin, cyrillic) = bytes.iter().fold((0, 0), any);
    (latin != 0, cyrillic != 0)
}

/// Whether a text has characters that a reading may take for a first byte.
pub(super) fn has_lead(text: &str) -> bool {
    begins(text.as_bytes()) != (false, false)
}

/// Whether there are letters that bytes of the inside of a character become in Windows-1251.
fn has_inner_cyrillic(bytes: &[u8]) -> bool {
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let is =
        |a: u8, b: u8| within(a, 0xd0, 0xd0) & within(b, 0x82, 0x8f) | within(a, 0xd1, 0xd1) & within(b, 0x92, 0x9f);
    pairs.fold(0, |any, (a, b)| any | is(*a, *b)) != 0
}

/// Whether there are letters that first bytes of characters become in Windows-1250.
fn has_first_latin(bytes: &[u8]) -> bool {
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let is = |b: u8, other: u8| u8::from(b == other);
    let first = |a: u8, b: u8| {
        is(a, 0xc3) & (is(b, 0x84) | is(b, 0xa2))
            | is(a, 0xc4) & (is(b, 0x82) | is(b, 0x90) | is(b, 0xb9))
            | is(a, 0xc5) & is(b, 0x83)
    };
    pairs.fold(0, |any, (a, b)| any | first(*a, *b)) != 0
}

#[inline]
fn within(b: u8, first: u8, last: u8) -> u8 {
    u8::from(b.wrapping_sub(first) <= last - first)
}

/// Sequences that must speak for one of the rarer readings.
const PROOF: usize = 3;

/// Whether at least half of the characters beyond ASCII are misread by one of the rarer readings.
fn is_misread(text: &str, reading: Reading) -> bool {
    let (mut sequences, mut covered) = (0, 0);
    for_runs(text, reading, |range, decoded| {
        sequences += decoded.len();
        covered += text[range].chars().count();
    });
    sequences >= PROOF && covered * 2 >= text.chars().filter(|c| !c.is_ascii()).count()
}

/// What to change: each run of misread characters becomes what it was.
pub(super) fn changes(text: &str) -> Vec<Change> {
    // Most lines of a text that was misread hold nothing that a reading begins with.
    if next_lead(text.as_bytes(), 0, (WINDOWS_1252.leads.0, WINDOWS_1251.leads.1)).is_none() {
        return Vec::new();
    }
    let rarer = [WINDOWS_1251, WINDOWS_1250].into_iter().find(|reading| {
        let (mut theirs, mut ours) = (0, 0);
        for_runs(text, *reading, |_, decoded| theirs += decoded.len());
        if theirs < PROOF {
            return false;
        }
        for_runs(text, WINDOWS_1252, |_, decoded| ours += decoded.len());
        theirs > ours && is_misread(text, *reading)
    });
    let mut out = Vec::new();
    for_runs(text, rarer.unwrap_or(WINDOWS_1252), |range, decoded| {
        out.push(Change { range, after: decoded.iter().map(|(c, _)| *c).collect(), rule: RULE });
    });
    out
}

/// Bytes among which a first one is looked for at once.
const BLOCK: usize = 32;

/// The next place from one on where a character that a reading takes for a first byte stands right before another beyond
/// ASCII: a misread sequence begins with both, and clean text seldom has them.
fn next_lead(bytes: &[u8], mut at: usize, (first, last): (u8, u8)) -> Option<usize> {
    let is_lead = |lead: u8, after: u8| within(lead, first, last) & u8::from(after >= 0xc2);
    // Without a branch by byte: most blocks hold none.
    while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk::<{ BLOCK + 2 }>()) {
        let mut any = 0;
        for i in 0..BLOCK {
            any |= is_lead(block[i], block[i + 2]);
        }
        if any != 0 {
            break;
        }
        at += BLOCK;
    }
    (at..bytes.len().saturating_sub(2)).find(|i| is_lead(bytes[*i], bytes[*i + 2]) != 0)
}

/// Calls with every maximal sequence of misread characters: its range and the characters it was, each with the
/// number of bytes it had.
fn for_runs(text: &str, reading: Reading, mut found: impl FnMut(std::ops::Range<usize>, &[(char, usize)])) {
    let bytes = text.as_bytes();
    let mut decoded: SmallVec<[(char, usize); 16]> = SmallVec::new();
    let mut at = 0;
    while let Some(start) = next_lead(bytes, at, reading.leads) {
        decoded.clear();
        at = start;
        while let Some((c, width, len)) = unread(&text[at..], reading.byte) {
            decoded.push((c, width));
            at += len;
        }
        if decoded.is_empty() {
            at += 2;
        } else {
            found(start..at, &decoded);
        }
    }
}

/// The character whose UTF-8 bytes, misread, stand at the start: with the number of its bytes and the
/// length of what stands there now.
fn unread(here: &str, reading: fn(char) -> Option<u8>) -> Option<(char, usize, usize)> {
    let mut chars = here.chars();
    let first = chars.next()?;
    let lead = reading(first)?;
    let width = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut len = first.len_utf8();
    for slot in &mut bytes[1..width] {
        let c = chars.next()?;
        *slot = reading(c).filter(|b| (0x80..=0xbf).contains(b))?;
        len += c.len_utf8();
    }
    let c = decoded(bytes, width)?;
    (is_likely(c) || width >= 3 && text::is_alphanumeric(c)).then_some((c, width, len))
}

/// The character of a first byte and those after it, which are of the inside, if it is not written longer than it may.
fn decoded(bytes: [u8; 4], width: usize) -> Option<char> {
    let (own, least) = match width {
        2 => (0x1f, 0x80),
        3 => (0x0f, 0x800),
        _ => (0x07, 0x1_0000),
    };
    let inside = bytes[1..width].iter();
    let code = inside.fold(u32::from(bytes[0] & own), |code, b| code << 6 | u32::from(b & 0x3f));
    char::from_u32(code).filter(|_| code >= least)
}

/// Letters of two bytes that speak for misread text: lower case, which running text is made of. What a capital and a
/// closing quotation mark or dots behind it (`»NÄ«`) would be is none of them.
fn is_of_words(c: char) -> bool {
    match c {
        'à'..='ÿ' | 'а'..='я' | 'α'..='ω' | 'ό'..='ώ' | '\u{a0}' => true,
        'ą' | 'ē' | 'ī' | 'đ' | 'ő' | 'œ' | 'ū' => false,
        'Ā'..='ſ' => c.is_lowercase(),
        _ => false,
    }
}

/// Characters that stand in news text. Others that happen to decode are left: in `CAFÉ»` the last two would be one.
fn is_likely(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{17f}' | '\u{218}'..='\u{21b}' | '\u{386}'..='\u{3ce}' | '\u{401}'..='\u{45f}' | '\u{490}' | '\u{491}'
        | '\u{5d0}'..='\u{5ea}' | '\u{60c}'..='\u{6cc}' | '\u{2010}'..='\u{203a}' | '\u{20ac}' | '\u{2116}' | '\u{2122}' | '\u{2212}'
        | '\u{fb01}' | '\u{fb02}' | '\u{feff}' | '\u{200b}' | '\u{2009}' | '\u{25cf}' | '\u{25ba}'
        | '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{1f300}'..='\u{1faff}')
}

/// The byte of a character in Windows-1252; the five bytes that have no character stand for themselves.
fn windows_1252(c: char) -> Option<u8> {
    Some(match c {
        '\u{80}'..='\u{ff}' => c as u8,
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8a,
        '‹' => 0x8b,
        'Œ' => 0x8c,
        'Ž' => 0x8e,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9a,
        '›' => 0x9b,
        'œ' => 0x9c,
        'ž' => 0x9e,
        'Ÿ' => 0x9f,
        _ => return None,
    })
}

/// For each character up to the last that is a byte, the byte; else zero.
static TABLES: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    [encoding_rs::WINDOWS_1251, encoding_rs::WINDOWS_1250].map(|encoding| {
        let mut table = Vec::new();
        for byte in 0x80..=0xff {
            let (decoded, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
            let Some(c) = decoded.chars().next().map(|c| c as usize) else { continue };
            table.resize(table.len().max(c + 1), 0);
            table[c] = byte;
        }
        table
    })
});

fn byte_in(table: &[u8], c: char) -> Option<u8> {
    table.get(c as usize).copied().filter(|byte| *byte != 0)
}

/// The byte of a character in Windows-1251, the Cyrillic one.
fn windows_1251(c: char) -> Option<u8> {
    byte_in(&TABLES[0], c)
}

/// The byte of a character in Windows-1250, near to Latin-2.
fn windows_1250(c: char) -> Option<u8> {
    byte_in(&TABLES[1], c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_are_what_the_readings_say() {
        for reading in [WINDOWS_1252, WINDOWS_1251, WINDOWS_1250] {
            for c in ('\u{80}'..=char::MAX).filter(|c| matches!((reading.byte)(*c), Some(0xc2..=0xf4))) {
                let mut bytes = [0; 4];
                let bytes = c.encode_utf8(&mut bytes).as_bytes();
                assert!(bytes.len() == 2 && (reading.leads.0..=reading.leads.1).contains(&bytes[0]), "{c:?}");
            }
        }
    }

    #[test]
    fn characters_are_those_of_their_bytes() {
        let inside = [0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf];
        for lead in 0xc2..=0xf4 {
            let width = if lead < 0xe0 { 2 } else { 3 + usize::from(lead >= 0xf0) };
            for (a, b) in inside.iter().flat_map(|a| inside.iter().map(move |b| (*a, *b))) {
                let bytes = [lead, a, b, b];
                let c = std::str::from_utf8(&bytes[..width]).ok().and_then(|text| text.chars().next());
                assert_eq!(decoded(bytes, width), c, "{bytes:x?}");
            }
        }
    }

    #[test]
    fn a_first_byte_is_found_at_any_place() {
        for at in 0..150 {
            let text = format!("{}{}{}", "é".repeat(at % 7), "x".repeat(at), "ü“ and “then” ö");
            let lead = at % 7 * 2 + at;
            // Of letters that follow each other, the first but one stands before another.
            let expected = if at % 7 > 1 { 0 } else { lead };
            assert_eq!(next_lead(text.as_bytes(), 0, (0xc3, 0xc3)), Some(expected), "{text:?}");
            assert_eq!(next_lead(text.as_bytes(), lead + 1, (0xc3, 0xc3)), None, "{text:?}");
        }
    }
}
