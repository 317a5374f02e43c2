//! Names for files: ASCII `[a-z0-9-]`.

/// A name of at most `max` bytes of `[a-z0-9-]` for any text: transliterated, lower case, words joined by hyphens.
/// Empty where nothing of the text can be transliterated.
pub fn slug(text: &str, max: usize) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{00ad}') {
            continue;
        }
        let mut one = [0; 4];
        let plain = if c.is_ascii() { &*c.encode_utf8(&mut one) } else { any_ascii::any_ascii_char(c) };
        // Ideographs come out as syllables; a hyphen keeps them apart.
        let apart = super::is_unspaced(c) && c >= '\u{3400}';
        if apart && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        for b in plain.bytes() {
            if b.is_ascii_alphanumeric() {
                out.push(b.to_ascii_lowercase() as char);
            } else if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
        if out.len() > max * 2 {
            break;
        }
    }
    if out.len() > max {
        let cut = out[..=max].rfind('-').filter(|at| *at > max / 2).unwrap_or(max);
        out.truncate(cut);
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// A slug, or `fallback` where there is none.
pub fn slug_or(text: &str, max: usize, fallback: &str) -> String {
    let slug = slug(text, max);
    if slug.is_empty() { fallback.to_string() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(slug(text, 40), expected, "{text:?}");
    }

    #[test]
    fn any_text_gives_a_plain_name() {
        check("Trade & Energy: what’s next?", "trade-energy-whats-next");
        check("Überraschung in Łódź", "uberraschung-in-lodz");
        check("Отношения", "otnosheniya");
        check("中俄", "zhong-e");
        check("  --  ", "");
        check("\u{202e}abc", "abc");
        check("a very long title that goes on and on and on", "a-very-long-title-that-goes-on-and-on");
        check(&"x".repeat(100), &"x".repeat(40));
    }
}
