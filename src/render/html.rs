//! Escaping, one function for each context, and splicing of finished fragments into pages. Nothing else in the
//! program turns text into markup.

use crate::text::balanced;
use std::borrow::Cow;
use std::io;

/// What stands for a character that a page may not hold.
const REPLACEMENT: char = '\u{fffd}';

/// Whether a character may not stand in HTML or XML: controls and non-characters.
fn is_forbidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => true,
        _ => (c as u32) & 0xfffe == 0xfffe,
    }
}

/// Bytes that need a second look: markup, controls, and the first bytes of characters that may be forbidden.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    while i < 0x20 {
        table[i] = !(i == 9 || i == 10 || i == 13);
        i += 1;
    }
    table[0x7f] = true;
    table[b'&' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'"' as usize] = true;
    table[b'\'' as usize] = true;
    table[0xc2] = true;
    table[0xef] = true;
    let mut i = 0xf0;
    while i < 0x100 {
        table[i] = true;
        i += 1;
    }
    table
};

/// Appends text for element content.
pub(crate) fn text(out: &mut String, s: &str) {
    escape(out, s, false);
}

/// Appends text for a quoted attribute. Good for element content as well.
pub(crate) fn attribute(out: &mut String, s: &str) {
    escape(out, s, true);
}

fn escape(out: &mut String, s: &str, quotes: bool) {
    let bytes = s.as_bytes();
    let mut done = 0;
    let mut i = 0;
    while i < bytes.len() {
        let byte = bytes[i];
        if !SPECIAL[byte as usize] {
            i += 1;
            continue;
        }
        let c = s[i..].chars().next().unwrap_or(REPLACEMENT);
        let instead = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' if quotes => "&quot;",
            '\'' if quotes => "&#39;",
            c if is_forbidden(c) => "\u{fffd}",
            _ => {
                i += c.len_utf8();
                continue;
            }
        };
        out.push_str(&s[done..i]);
        out.push_str(instead);
        i += c.len_utf8();
        done = i;
    }
    out.push_str(&s[done..]);
}

/// The template engine's escaping: that of attributes, since it cannot tell where a value stands.
/// Whatever a value holds, it does not turn the direction of what stands around it.
pub(crate) fn engine(s: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let s = &*balanced(s);
    if !s.bytes().any(|b| SPECIAL[b as usize]) {
        return out.write_all(s.as_bytes());
    }
    let mut escaped = String::with_capacity(s.len() + 16);
    attribute(&mut escaped, s);
    out.write_all(escaped.as_bytes())
}

/// An outside address as an address must be written: what may not stand in one is percent-encoded. None where no
/// host is named, so that it stays text.
pub(crate) fn url(address: &str) -> Option<String> {
    let rest = address.split_once(':').map(|(_, rest)| rest.trim_start_matches('/'))?;
    if rest.is_empty() || rest.starts_with(['?', '#', ':', '@']) {
        return None;
    }
    let mut out = String::with_capacity(address.len());
    let mut fragment = false;
    for (i, c) in address.char_indices() {
        let keep = match c {
            '%' => address.as_bytes()[i + 1..].get(..2).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)),
            '#' => !std::mem::replace(&mut fragment, true),
            'a'..='z' | 'A'..='Z' | '0'..='9' => true,
            _ => "-._~:/?@!$&'()*+,;=".contains(c),
        };
        if keep {
            out.push(c);
        } else {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    Some(out)
}

/// JSON for a script element: nothing in it can end the element or a line of script.
pub(crate) fn json(value: &serde_json::Value) -> String {
    let plain = value.to_string();
    let mut out = String::with_capacity(plain.len() + 16);
    for c in plain.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c if is_forbidden(c) => out.push_str("\\ufffd"),
            c => out.push(c),
        }
    }
    out
}

/// Appends a string of the same JSON, quoted.
pub(crate) fn json_string(out: &mut String, s: &str) {
    out.push('"');
    let mut done = 0;
    for (i, byte) in s.bytes().enumerate() {
        // Of what begins with the last, only line ends of scripts are written otherwise.
        if !(SPECIAL[byte as usize] || byte < 0x20 || matches!(byte, b'\\' | 0xe2)) {
            continue;
        }
        let c = s[i..].chars().next().unwrap_or(REPLACEMENT);
        let instead = match c {
            '"' => "\\\"",
            '\\' => "\\\\",
            '<' => "\\u003c",
            '>' => "\\u003e",
            '&' => "\\u0026",
            '\u{2028}' => "\\u2028",
            '\u{2029}' => "\\u2029",
            '\t' => "\\t",
            '\n' => "\\n",
            '\r' => "\\r",
            c if is_forbidden(c) => "\\ufffd",
            _ => continue,
        };
        out.push_str(&s[done..i]);
        out.push_str(instead);
        done = i + c.len_utf8();
    }
    out.push_str(&s[done..]);
    out.push('"');
}

/// Text that XML may hold; the writer of the XML escapes it.
pub(crate) fn xml(s: &str) -> Cow<'_, str> {
    let s = balanced(s);
    if s.chars().any(is_forbidden) {
        Cow::Owned(s.chars().map(|c| if is_forbidden(c) { REPLACEMENT } else { c }).collect())
    } else {
        s
    }
}

/// A quoted string of TOML, for snippets that a reader copies into a file.
pub(crate) fn toml_string(s: &str) -> String {
    let mut out = String::with_capacity(s.len() + 2);
    out.push('"');
    for c in s.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // What turns the direction of text would show another line than is copied.
            c if c.is_control()
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
            {
                out.push_str(&format!("\\u{:04X}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Finished markup that a page takes in: a template writes `<!--=N-->` where the fragment of that number goes.
/// No text can forge the mark, because `<` never leaves an escaping function.
#[derive(Debug, Default)]
pub(crate) struct Fragments(Vec<String>);

impl Fragments {
    /// Adds a fragment and gives its number, from 1, so that a template can ask whether there is one.
    pub(crate) fn add(&mut self, markup: String) -> usize {
        self.0.push(markup);
        self.0.len()
    }

    /// The page with all fragments in their places.
    pub(crate) fn splice(&self, page: &str) -> Vec<u8> {
        let mut out = Vec::with_capacity(page.len() + self.0.iter().map(String::len).sum::<usize>());
        let mut rest = page;
        while let Some((before, after)) = rest.split_once("<!--=") {
            out.extend_from_slice(before.as_bytes());
            let (number, after) = after.split_once("-->").unwrap_or((after, ""));
            if let Some(fragment) = number.parse::<usize>().ok().and_then(|n| self.0.get(n.checked_sub(1)?)) {
                out.extend_from_slice(fragment.as_bytes());
            }
            rest = after;
        }
        out.extend_from_slice(rest.as_bytes());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(of: impl Fn(&mut String, &str), input: &str, expected: &str) {
        let mut out = String::new();
        of(&mut out, input);
        assert_eq!(out, expected, "{input:?}");
    }

    #[test]
    fn each_context_has_its_escaping() {
        check(text, r#"<b class="x">&'é"#, r#"&lt;b class="x"&gt;&amp;'é"#);
        check(attribute, r#"<b class="x">&'é"#, "&lt;b class=&quot;x&quot;&gt;&amp;&#39;é");
        check(
            text,
            "a\u{0}b\u{85}c\u{fffe}d\u{1fffe}e\tf\u{fb01}😀",
            "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e\tf\u{fb01}😀",
        );
        assert_eq!(json(&serde_json::json!("</script>\u{2028}&")), "\"\\u003c/script\\u003e\\u2028\\u0026\"");
        check(
            json_string,
            "</script>\u{2028}&\"\\\n\u{0}\u{fffe}—é",
            "\"\\u003c/script\\u003e\\u2028\\u0026\\\"\\\\\\n\\ufffd\\ufffd—é\"",
        );
        assert_eq!(xml("a\u{1}\u{202e}b"), "a\u{fffd}\u{202e}b\u{202c}");
        let mut out = Vec::new();
        engine("<\u{202e}b", &mut out).expect("memory takes all");
        assert_eq!(String::from_utf8_lossy(&out), "&lt;\u{202e}b\u{202c}");
        assert_eq!(toml_string("\u{202e}"), "\"\\u202E\"");
        assert_eq!(toml_string("a\"b\\\n"), "\"a\\\"b\\\\\\u000A\"");
    }

    #[test]
    fn addresses_are_written_as_addresses_must_be() {
        assert_eq!(url("https://example.org/a b").as_deref(), Some("https://example.org/a%20b"));
        assert_eq!(
            url("https://example.org/a%20b?c=\"d\"#e#f").as_deref(),
            Some("https://example.org/a%20b?c=%22d%22#e%23f")
        );
        assert_eq!(url("https://example.org/100%").as_deref(), Some("https://example.org/100%25"));
        assert_eq!(url("http://"), None);
        assert_eq!(url("https://?x"), None);
    }

    #[test]
    fn fragments_stand_where_the_template_says_and_text_cannot_ask_for_them() {
        let mut fragments = Fragments::default();
        let n = fragments.add("<p>one</p>".into());
        let mut page = format!("a<!--={n}-->b<!--=0--><!--=7-->");
        text(&mut page, "<!--=1-->");
        assert_eq!(String::from_utf8_lossy(&fragments.splice(&page)), "a<p>one</p>b&lt;!--=1--&gt;");
    }
}
