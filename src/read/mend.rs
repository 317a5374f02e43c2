//! Lines that are nearly JSON: what other programs write, and the standard does not allow.

use crate::report::Diagnostic;

/// What was put right in a line.
#[derive(Debug, Default, PartialEq, Eq)]
struct Faults {
    numbers: bool,
    comma: bool,
    controls: bool,
    halves: bool,
    bytes: bool,
}

/// A line with what no JSON may hold put right, if there is such a thing in it, and what that was.
pub(super) fn mended(line: &[u8]) -> Option<(Vec<u8>, Diagnostic)> {
    let text = String::from_utf8_lossy(line);
    let bytes = text.as_bytes();
    let mut faults = Faults { bytes: bytes.len() != line.len() || bytes != line, ..Faults::default() };
    let (mut out, mut at, mut in_words) = (Vec::with_capacity(bytes.len()), 0, false);
    while let Some(byte) = bytes.get(at) {
        let rest = &bytes[at..];
        let (put, taken): (&[u8], usize) = match byte {
            b'\\' if in_words => match escape(rest) {
                Some(length) => (&rest[..length], length),
                None => {
                    faults.halves = true;
                    (b"\\ufffd", HALF)
                }
            },
            b'"' => {
                in_words = !in_words;
                (b"\"", 1)
            }
            0..=0x1f if in_words => {
                faults.controls = true;
                (b" ", 1)
            }
            b'N' | b'I' | b'-' if !in_words => match number(rest) {
                Some(length) => {
                    faults.numbers = true;
                    (b"null", length)
                }
                None => (&rest[..1], 1),
            },
            _ => (&rest[..1], 1),
        };
        out.extend_from_slice(put);
        at += taken;
    }
    // A list with a line for each of its objects.
    let length = out.trim_ascii_end().len();
    if !in_words && out[..length].ends_with(b",") {
        faults.comma = true;
        out.truncate(length - 1);
    }
    faults.told().map(|found| (out, found))
}

impl Faults {
    fn told(&self) -> Option<Diagnostic> {
        let told = [
            (self.bytes, "bytes that are no UTF-8 are read as U+FFFD"),
            (self.halves, "halves of characters are read as U+FFFD"),
            (self.controls, "control characters are read as spaces"),
            (self.comma, "the comma at its end is read past"),
            (self.numbers, "NaN and Infinity are read as null"),
        ];
        let told: Vec<&str> = told.iter().filter(|(is, _)| *is).map(|(_, what)| *what).collect();
        let message = || format!("this line is nearly a JSON object: {}", told.join(", "));
        let found = match self {
            _ if told.is_empty() => return None,
            // No word is touched.
            Faults { controls: false, halves: false, bytes: false, .. } => Diagnostic::note("mended-record", message()),
            _ => Diagnostic::warning("mended-record", message()),
        };
        Some(found.help("write the file anew with a program that writes JSON in UTF-8"))
    }
}

/// `\uXXXX`.
const HALF: usize = 6;

/// How long an escape is; none if it is half a character, as texts have that were cut by the length of a field.
fn escape(bytes: &[u8]) -> Option<usize> {
    let unit = |bytes: &[u8]| {
        let digits = std::str::from_utf8(bytes.strip_prefix(b"\\u")?.get(..4)?).ok()?;
        u16::from_str_radix(digits, 16).ok()
    };
    match unit(bytes) {
        Some(0xd800..=0xdbff) => {
            let pair = unit(&bytes[HALF..]).is_some_and(|low| (0xdc00..=0xdfff).contains(&low));
            pair.then_some(2 * HALF)
        }
        Some(0xdc00..=0xdfff) => None,
        Some(_) | None => Some(bytes.len().min(2)),
    }
}

/// How long a number is that is none.
fn number(bytes: &[u8]) -> Option<usize> {
    [&b"NaN"[..], b"Infinity", b"-Infinity"].iter().find(|name| bytes.starts_with(name)).map(|name| name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &[u8], expected: Option<&str>) {
        let found = mended(line).map(|(line, _)| String::from_utf8_lossy(&line).into_owned());
        assert_eq!(found.as_deref(), expected, "{}", String::from_utf8_lossy(line));
    }

    #[test]
    fn what_is_no_json_is_put_right_and_words_are_not_touched() {
        check(b"{\"a\": NaN, \"b\": [-Infinity, Infinity]}", Some("{\"a\": null, \"b\": [null, null]}"));
        check(b"{\"a\": 1}, \r\n", Some("{\"a\": 1}"));
        check(b"{\"a\": \"NaN \\\" NaN\", \"b\": -1}", None);
        check(b"{\"a\": \"one\ttwo\"}", Some("{\"a\": \"one two\"}"));
        check(b"{\"a\": \"cut \\ud83d\"}", Some("{\"a\": \"cut \\ufffd\"}"));
        check(b"{\"a\": \"\\ud83d\\ude00 \\\\ud83d\"}", None);
        check(b"{\"a\": \"\\ude00\\ud83d\\", Some("{\"a\": \"\\ufffd\\ufffd\\"));
        check(b"{\"a\": \"caf\xe9\"}", Some("{\"a\": \"caf\u{fffd}\"}"));
        check(b"{\"a\": \"\\u12", None);
    }
}
