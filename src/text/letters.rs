//! What a character is. The standard library searches its tables from their beginning for every character beyond
//! Latin; here an answer is kept for all characters of a page of 256.

use std::sync::OnceLock;

/// Letters of a page of 256 characters, and its letters and digits: a bit for each.
struct Page {
    letters: [u64; 4],
    alphanumerics: [u64; 4],
}

/// The pages of the basic multilingual plane, filled when a character of them is first asked for.
static PAGES: [OnceLock<Page>; 256] = [const { OnceLock::new() }; 256];

fn page(number: usize) -> Page {
    let mut page = Page { letters: [0; 4], alphanumerics: [0; 4] };
    for low in 0..256 {
        let Some(c) = char::from_u32((number * 256 + low) as u32) else { continue };
        page.letters[low / 64] |= u64::from(c.is_alphabetic()) << (low % 64);
        page.alphanumerics[low / 64] |= u64::from(c.is_alphanumeric()) << (low % 64);
    }
    page
}

/// The answer of a page for a character beyond ASCII; beyond the plane that of the library.
#[inline]
fn look(c: char, bits: impl Fn(&Page) -> &[u64; 4], otherwise: impl Fn(char) -> bool) -> bool {
    let (number, low) = (c as usize / 256, c as usize % 256);
    match PAGES.get(number) {
        Some(kept) => bits(kept.get_or_init(|| page(number)))[low / 64] >> (low % 64) & 1 == 1,
        None => otherwise(c),
    }
}

/// Whether a character is a letter or a digit.
#[inline]
pub fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    is_large(c) || look(c, |page| &page.alphanumerics, char::is_alphanumeric)
}

/// Whether a character is a letter.
#[inline]
pub fn is_alphabetic(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    is_large(c) || look(c, |page| &page.letters, char::is_alphabetic)
}

/// Letters of scripts with so many that no pages are filled for them.
#[inline]
fn is_large(c: char) -> bool {
    matches!(c, '一'..='鿿' | '가'..='힣')
}

/// Whether a character belongs to a script that is written without spaces between words.
#[inline]
pub fn is_unspaced(c: char) -> bool {
    c >= '\u{0e00}'
        && matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{20000}'..='\u{3134f}')
}

/// Whether a character is of an alphabet written without spaces: Thai, Lao, Burmese, Khmer. A word has several.
#[inline]
pub fn is_spelt_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Whether a character is a syllable of Korean, which has spaces between words and none inside names.
#[inline]
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_what_the_library_says() {
        assert!(('\0'..=char::MAX).all(|c| is_alphanumeric(c) == c.is_alphanumeric()));
        assert!(('\0'..=char::MAX).all(|c| is_alphabetic(c) == c.is_alphabetic()));
    }
}
