//! From bytes to text: byte order mark, strict UTF-8, the declared character set, then detection.
//!
//! Takes a raw document; gives its [`SourceText`], or the reason why it holds no text. Repairs nothing.

use super::declared;
use crate::model::{ByteMap, Charset, CharsetHow, Origin, RawDocument, SourceText, Span};
use crate::report::Diagnostic;
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1254, WINDOWS_1257};
use std::borrow::Cow;

/// First bytes of formats that are often found among texts, and what to call them.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a rich text document"),
];

/// Decodes a document, or says why it holds no text.
pub(super) fn decode(document: &RawDocument) -> Result<SourceText, Diagnostic> {
    let bytes = &document.bytes;
    let refuse = |code, message: String, help: &str| {
        Err(Diagnostic::warning(code, message).in_document(&document.origin).help(help))
    };
    if bytes.is_empty() {
        return refuse("empty", "the file is empty".into(), "fill it, or move it out of the folder");
    }
    if let Some((_, what)) = SIGNATURES.iter().find(|(start, _)| start[0] == bytes[0] && bytes.starts_with(start)) {
        return refuse("binary", format!("the file is {what}, not text"), "save its text as .txt and use that");
    }
    let controls = has_controls(bytes);
    // First, since the mark of UTF-32 begins with that of UTF-16.
    let source = if let Some((name, number)) = marked_utf32(bytes) {
        utf32(bytes, name, number)
    } else if let Some((encoding, skipped)) = Encoding::for_bom(bytes) {
        marked(bytes, encoding, skipped)
    } else if let Some(encoding) = controls.then(|| unmarked_utf16(bytes)).flatten() {
        lines(bytes, 0, encoding, CharsetHow::Detected)
    } else if controls && is_binary(bytes) {
        return refuse("binary", "the file holds binary data, not text".into(), "save its text as .txt and use that");
    } else if controls && has_escapes(bytes) {
        lines(bytes, 0, ISO_2022_JP, CharsetHow::Detected)
    } else if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        // Four times as fast as the way of the standard library where a text is not all ASCII.
        same(text, 0, CharsetHow::Valid)
    } else {
        foreign(bytes, declared::label(document).as_deref())
    };
    if !source.text.chars().any(char::is_alphanumeric) {
        return Err(no_words(&document.origin));
    }
    Ok(source)
}

/// The finding about a document that holds no words.
pub(super) fn no_words(origin: &Origin) -> Diagnostic {
    let found = Diagnostic::warning("no-words", "the file holds no words").in_document(origin);
    found.help("fill it, or move it out of the folder")
}

fn same(text: Cow<'_, str>, skipped: usize, how: CharsetHow) -> SourceText {
    SourceText {
        text: text.into_owned(),
        charset: Charset { name: UTF_8.name(), how },
        map: ByteMap::Same { skipped },
        undecodable: Vec::new(),
    }
}

fn marked(bytes: &[u8], encoding: &'static Encoding, skipped: usize) -> SourceText {
    if encoding != UTF_8 {
        return lines(bytes, skipped, encoding, CharsetHow::Mark);
    }
    match UTF_8.decode_without_bom_handling_and_without_replacement(&bytes[skipped..]) {
        Some(text) => same(text, skipped, CharsetHow::Mark),
        None => damaged_utf8(bytes, skipped, CharsetHow::Mark),
    }
}

/// How the bytes of a character make a number.
type Order = fn([u8; 4]) -> u32;

/// UTF-32 with a byte order mark. No text in UTF-16 begins with its mark and a zero.
fn marked_utf32(bytes: &[u8]) -> Option<(&'static str, Order)> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => Some(("UTF-32LE", u32::from_le_bytes)),
        [0, 0, 0xfe, 0xff, ..] => Some(("UTF-32BE", u32::from_be_bytes)),
        _ => None,
    }
}

/// Characters of four bytes each, behind their mark. The standard of the web knows no such set, so `encoding_rs` has none.
fn utf32(bytes: &[u8], name: &'static str, number: Order) -> SourceText {
    let (mut text, mut undecodable) = (String::with_capacity(bytes.len() / 4), Vec::new());
    let mut points = vec![(0, 4)];
    for (i, unit) in bytes[4..].chunks(4).enumerate() {
        // The last one may be cut.
        let c = <[u8; 4]>::try_from(unit).ok().and_then(|unit| char::from_u32(number(unit)));
        if c.is_none() {
            undecodable.push(Span::new(text.len(), text.len() + 3));
        }
        text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        if c == Some('\n') {
            points.push((text.len(), 4 + (i + 1) * 4));
        }
    }
    points.push((text.len(), bytes.len()));
    let charset = Charset { name, how: CharsetHow::Mark };
    SourceText { text, charset, map: ByteMap::Lines(points), undecodable }
}

/// Bytes that are neither marked nor valid UTF-8.
fn foreign(bytes: &[u8], declared: Option<&str>) -> SourceText {
    // UTF-8 in which no character beyond ASCII is right is none: read as such, all of them would be lost.
    let is_none = |encoding: &Encoding| encoding == UTF_8 && !has_utf8(bytes);
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Some(encoding) = declared.filter(|encoding| !is_none(encoding)) {
        let source = match encoding == UTF_8 {
            true => damaged_utf8(bytes, 0, CharsetHow::Declared),
            false => lines(bytes, 0, encoding, CharsetHow::Declared),
        };
        // A declaration that fits nowhere is an error of whoever declared it.
        if source.undecodable.len() * 100 <= bytes.len() {
            return source;
        }
    }
    // UTF-8 that was cut or patched stays UTF-8: a detector would read all of it as some older set.
    let source = damaged_utf8(bytes, 0, CharsetHow::Detected);
    let (beyond, bad) = (source.text.chars().filter(|c| !c.is_ascii()).count(), source.undecodable.len());
    if beyond - bad > bad * 4 {
        return source;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Allow);
    let encoding = if guess == WINDOWS_1254 && is_baltic(bytes) { WINDOWS_1257 } else { guess };
    lines(bytes, 0, encoding, CharsetHow::Detected)
}

/// Whether a character beyond ASCII stands in bytes as UTF-8 has it, or may have stood at their end, where it is cut.
fn has_utf8(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
        || std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// Whether what was taken for Turkish is Estonian, whose `š` and `ž` are its `ğ` and `ş`. In Turkish, `ğ` stands behind
/// vowels only, and hardly a line has no `ı`.
fn is_baltic(bytes: &[u8]) -> bool {
    let (text, damaged) = WINDOWS_1254.decode_without_bom_handling(bytes);
    let (mut soft, mut misplaced, mut last) = (0, 0, ' ');
    for c in text.chars() {
        if matches!(c, 'ı' | 'İ') {
            return false;
        }
        if c == 'ğ' {
            soft += 1;
            misplaced += usize::from(!"aâeıîioöuûüAÂEIÎİOÖUÛÜ".contains(last));
        }
        last = c;
    }
    !damaged && misplaced * 2 > soft
}

/// UTF-8 with what is none in it. Characters that stand as two halves of three bytes each are put together: so CESU-8
/// writes what UTF-16 needs two units for (Unicode Technical Report 26).
fn damaged_utf8(bytes: &[u8], skipped: usize, how: CharsetHow) -> SourceText {
    let (mut text, mut undecodable) = (String::with_capacity(bytes.len()), Vec::new());
    let (mut points, mut at, mut name) = (vec![(0, skipped)], skipped, UTF_8.name());
    while let Some(chunk) = bytes[at..].utf8_chunks().next() {
        for line in chunk.valid().split_inclusive('\n') {
            text.push_str(line);
            at += line.len();
            if line.ends_with('\n') {
                points.push((text.len(), at));
            }
        }
        match half(&bytes[at..], 0xd800).zip(bytes.get(at + 3..).and_then(|rest| half(rest, 0xdc00))) {
            Some((high, low)) => {
                text.extend(char::from_u32(0x1_0000 + (high << 10 | low)));
                name = "CESU-8";
                at += 6;
            }
            None if !chunk.invalid().is_empty() => {
                undecodable.push(Span::new(text.len(), text.len() + 3));
                text.push('\u{fffd}');
                let single = half(&bytes[at..], 0xd800).or_else(|| half(&bytes[at..], 0xdc00)).is_some();
                at += if single { 3 } else { chunk.invalid().len() };
            }
            None => {}
        }
    }
    points.push((text.len(), bytes.len()));
    SourceText { text, charset: Charset { name, how }, map: ByteMap::Lines(points), undecodable }
}

/// Half of a character that bytes begin with, among the 1,024 from one on: ten bits of it.
fn half(bytes: &[u8], from: u32) -> Option<u32> {
    let [0xed, second @ 0xa0..=0xbf, third @ 0x80..=0xbf, ..] = bytes else { return None };
    let unit = 0xd000 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f);
    unit.checked_sub(from).filter(|bits| *bits < 1 << 10)
}

/// Decodes line by line, so that every start of a line has its place in the bytes. In all character sets of the
/// web a line feed is never part of another character, but for UTF-16, where it is a unit of its own.
fn lines(bytes: &[u8], skipped: usize, encoding: &'static Encoding, how: CharsetHow) -> SourceText {
    let (mut text, mut undecodable) = (String::with_capacity(bytes.len()), Vec::new());
    let (mut points, mut at) = (Vec::new(), skipped);
    while at < bytes.len() {
        points.push((text.len(), at));
        let end = line_end(bytes, at, encoding);
        let (decoded, damaged) = encoding.decode_without_bom_handling(&bytes[at..end]);
        if damaged {
            for (i, c) in decoded.char_indices() {
                if c == '\u{fffd}' {
                    undecodable.push(Span::new(text.len() + i, text.len() + i + 3));
                }
            }
        }
        text.push_str(&decoded);
        at = end;
    }
    points.push((text.len(), bytes.len()));
    SourceText { text, charset: Charset { name: encoding.name(), how }, map: ByteMap::Lines(points), undecodable }
}

fn line_end(bytes: &[u8], start: usize, encoding: &'static Encoding) -> usize {
    let feed: &[u8] = if encoding == UTF_16LE {
        b"\n\0"
    } else if encoding == UTF_16BE {
        b"\0\n"
    } else {
        return bytes[start..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |i| start + i + 1);
    };
    bytes[start..].chunks(2).position(|unit| unit == feed).map_or(bytes.len(), |i| start + i * 2 + 2)
}

/// UTF-16 without a mark, by what one order of its bytes has and the other has not: spaces, line ends and plain letters,
/// of which one byte is zero, or the letters and marks of scripts that are written without spaces.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(64 << 10)];
    let (little, big) = (Units::of(sample, u16::from_le_bytes), Units::of(sample, u16::from_be_bytes));
    // One word in ten letters: what spaces alone give in a text of any alphabet.
    let enough = sample.len() / 24 + 1;
    let has = |units: &Units, other: &Units| units.plain >= enough && units.plain > other.plain * 8;
    let encoding = if has(&little, &big) || !has(&big, &little) && little.are_unspaced() {
        UTF_16LE
    } else if has(&big, &little) || big.are_unspaced() {
        UTF_16BE
    } else {
        return None;
    };
    // Text has no controls: numbers and characters of four bytes are full of zeros.
    let (decoded, _) = encoding.decode_without_bom_handling(sample);
    let odd = decoded.chars().filter(|c| c.is_control() && !c.is_whitespace() || *c == '\u{fffd}').count();
    (odd * 200 < sample.len()).then_some(encoding)
}

/// What units of two bytes are, read in one order.
#[derive(Default)]
struct Units {
    all: usize,
    /// Plain letters, digits, spaces and the commonest marks.
    plain: usize,
    /// Letters of Chinese, Japanese, Thai, Lao, Burmese and Khmer, and their marks.
    letters: usize,
    marks: usize,
}

impl Units {
    fn of(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Units {
        let mut units = Units::default();
        for unit in bytes.chunks_exact(2) {
            units.all += 1;
            match read([unit[0], unit[1]]) {
                0x0a | 0x0d | 0x20 => {
                    units.plain += 1;
                    units.marks += 1;
                }
                0x2c | 0x2e | 0x30..=0x39 | 0x41..=0x5a | 0x61..=0x7a => units.plain += 1,
                0x3000..=0x3003 | 0x3008..=0x3011 | 0xff01 | 0xff08..=0xff0c | 0xff1a | 0xff1b | 0xff1f => {
                    units.marks += 1;
                }
                0x0e01..=0x0edf | 0x1000..=0x109f | 0x1780..=0x17f9 | 0x3041..=0x30ff | 0x4e00..=0x9fa5 => {
                    units.letters += 1;
                }
                _ => {}
            }
        }
        units
    }

    /// Whether hardly anything else is there, and marks or line ends as a text has them. Numbers may all be letters when
    /// read as text, but have no marks among them.
    fn are_unspaced(&self) -> bool {
        self.all >= 8
            && self.letters > self.all / 2
            && self.marks * 100 >= self.all
            && (self.letters + self.marks + self.plain) * 100 >= self.all * 97
    }
}

/// ISO-2022-JP is plain ASCII to look at: escapes say which characters the bytes after them are. No other text has
/// them, and all of it is seven bits wide.
fn has_escapes(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    if !bytes.contains(&0x1b) {
        return false;
    }
    while let Some(at) = rest.iter().position(|b| *b == 0x1b) {
        rest = &rest[at + 1..];
        if rest.starts_with(b"$B") || rest.starts_with(b"$@") {
            return bytes.is_ascii();
        }
    }
    false
}

/// Whether there are control characters, the zeros of UTF-16 and escapes among them. Nearly all texts have none.
fn has_controls(bytes: &[u8]) -> bool {
    // Without a branch, so that many bytes are looked at at once.
    let control = |b: &u8| u8::from(*b < 0x09) | u8::from(b.wrapping_sub(0x0e) < 0x12) | u8::from(*b == 0x7f);
    bytes.iter().fold(0, |any, b| any | control(b)) != 0
}

/// Whether control characters that no text holds make up a good part of the bytes.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(64 << 10)];
    let odd = sample.iter().filter(|b| matches!(b, 0..=0x06 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)).count();
    let zeros = sample.iter().filter(|b| **b == 0).count();
    odd * 16 > sample.len() || zeros * 50 > sample.len()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::model::{Hints, Media};

    fn read(bytes: &[u8], charset: Option<&str>) -> Result<SourceText, Diagnostic> {
        decode(&RawDocument {
            origin: Origin::file("a.txt"),
            bytes: bytes.to_vec(),
            media: Media::Text,
            hints: Hints { charset: charset.map(String::from), ..Hints::default() },
        })
    }

    fn check(bytes: &[u8], text: &str, name: &str, how: CharsetHow) {
        let source = read(bytes, None).unwrap();
        assert_eq!((source.text.as_str(), source.charset.name, source.charset.how), (text, name, how));
    }

    #[test]
    fn text_is_decoded_and_the_way_is_said() {
        check("Grüße".as_bytes(), "Grüße", "UTF-8", CharsetHow::Valid);
        check(b"\xef\xbb\xbfabc", "abc", "UTF-8", CharsetHow::Mark);
        let russian = "Река вышла из берегов, и жители покинули город.\nВода стоит высоко.";
        let (koi8, _, _) = encoding_rs::KOI8_R.encode(russian);
        check(&koi8, russian, "KOI8-U", CharsetHow::Detected);
        let little: Vec<u8> = russian.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&little, russian, "UTF-16LE", CharsetHow::Detected);
        let marked: Vec<u8> = [0xfe, 0xff].into_iter().chain("abc".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        check(&marked, "abc", "UTF-16BE", CharsetHow::Mark);
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode("Une journée à l’école");
        check(&windows, "Une journée à l’école", "windows-1252", CharsetHow::Detected);
    }

    #[test]
    fn utf_32_is_known_by_its_mark() {
        let text = "Der Hafen 😀 ist zu.\nDie Fähre fährt.";
        for (name, order) in [("UTF-32LE", u32::to_le_bytes as fn(u32) -> [u8; 4]), ("UTF-32BE", u32::to_be_bytes)] {
            let encoded = |text: &str| -> Vec<u8> {
                ['\u{feff}'].into_iter().chain(text.chars()).map(u32::from).flat_map(order).collect()
            };
            check(&encoded(text), text, name, CharsetHow::Mark);
            assert_eq!(read(&encoded(""), None).unwrap_err().code, "no-words");
            // A surrogate, a number beyond all characters, and one that is cut.
            let mut bytes = encoded("a\nb");
            bytes.extend([0xd800, 0x11_0000].into_iter().flat_map(order).chain([0x20, 0]));
            let source = read(&bytes, Some("utf-16")).unwrap();
            assert_eq!((source.text.as_str(), source.charset.name), ("a\nb\u{fffd}\u{fffd}\u{fffd}", name));
            assert_eq!(source.undecodable, [3, 6, 9].map(|at| Span::new(at, at + 3)));
            assert_eq!(source.map.bytes(Span::new(2, 3)).start, 12);
            assert_eq!(source.map.bytes(Span::new(0, source.text.len())).end, bytes.len());
        }
        let marked: Vec<u8> = "\u{feff}abc".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&marked, "abc", "UTF-16LE", CharsetHow::Mark);
    }

    #[test]
    fn halves_of_characters_are_put_together_and_single_ones_are_named() {
        let text = b"Great day \xed\xa0\xbd\xed\xb8\x80 for the harbour";
        check(text, "Great day 😀 for the harbour", "CESU-8", CharsetHow::Detected);
        let source =
            read(b"Gr\xc3\xbc\xc3\x9fe aus der M\xc3\xbchle, \xed\xb8\x80 \xc3\xa4\xc3\xb6\xc3\xbc", None).unwrap();
        assert_eq!((source.text.as_str(), source.undecodable.len()), ("Grüße aus der Mühle, \u{fffd} äöü", 1));
        let source = read(b"Caf\xc3\xa9 \xed\xa0\xbd\xed\xb8\x80", Some("utf-8")).unwrap();
        assert_eq!((source.text.as_str(), source.charset.how), ("Café 😀", CharsetHow::Declared));
    }

    #[test]
    fn a_declared_set_is_taken_when_it_fits() {
        let (bytes, _, _) = encoding_rs::ISO_8859_2.encode("Łódź i Kraków");
        let source = read(&bytes, Some("iso-8859-2")).unwrap();
        assert_eq!((source.text.as_str(), source.charset.how), ("Łódź i Kraków", CharsetHow::Declared));
    }

    #[test]
    fn bytes_that_cannot_be_decoded_are_marked_and_the_rest_is_kept() {
        let source = read("naïve café, señor — où\n\u{e9}t\u{e9}".as_bytes(), None).unwrap();
        assert!(source.undecodable.is_empty());
        let mut bytes = "Zoë, naïve café, señor — où\nété ".as_bytes().to_vec();
        bytes.extend(b"\xff end");
        let source = read(&bytes, None).unwrap();
        assert_eq!(source.charset.name, "UTF-8");
        assert_eq!(source.undecodable.len(), 1);
        assert_eq!(&source.text[source.undecodable[0].range()], "\u{fffd}");
        let last = source.text.rfind("été").unwrap();
        assert_eq!(source.map.bytes(Span::new(last, source.text.len())).end, bytes.len());
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(read(b"", None).unwrap_err().code, "empty");
        assert_eq!(read(b" \n\t--\n", None).unwrap_err().code, "no-words");
        assert_eq!(read(b"%PDF-1.4 ...", None).unwrap_err().code, "binary");
        assert_eq!(read(&(0..=255).cycle().take(4096).collect::<Vec<u8>>(), None).unwrap_err().code, "binary");
    }

    const UNSPACED: &[&str] = &[
        "渔船回到港口\n\n潮水涨得很高，水手们等了很久，暴风雨才结束。",
        "漁船が港に戻った\n\n潮がとても高く、船乗りたちは嵐が終わるのを長く待った。",
        "เรือกลับเข้าท่า\n\nน้ำขึ้นสูงมาก และลูกเรือรอเป็นเวลานาน",
    ];

    #[test]
    fn utf_16_without_spaces_is_known_by_its_marks() {
        for text in UNSPACED {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            check(&little, text, "UTF-16LE", CharsetHow::Detected);
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            check(&big, text, "UTF-16BE", CharsetHow::Detected);
        }
    }

    #[test]
    fn numbers_and_wider_characters_are_no_utf_16() {
        // A row of numbers that looks like chance.
        let mut seed = 1u32;
        let mut next = |from: u16, to: u16| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            from + (seed >> 8) as u16 % (to - from)
        };
        for (from, to) in
            [(0, 255), (0, 1000), (0, 4096), (0, 65_535), (0x4e00, 0x9fa0), (20_000, 40_000), (0xe00, 0xee0)]
        {
            let numbers: Vec<u16> = (0..4096).map(|_| next(from, to)).collect();
            for order in [u16::to_le_bytes, u16::to_be_bytes] {
                let bytes: Vec<u8> = numbers.iter().copied().flat_map(order).collect();
                assert!(unmarked_utf16(&bytes).is_none(), "{from} to {to}");
            }
        }
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let counted: Vec<u8> = (0..4096).flat_map(order).collect();
            assert!(unmarked_utf16(&counted).is_none());
        }
        for text in UNSPACED.iter().chain(&["The harbour is closed, and nobody knows for how long.\n"]) {
            for order in [u32::to_le_bytes, u32::to_be_bytes] {
                let bytes: Vec<u8> = text.chars().map(u32::from).flat_map(order).collect();
                assert_eq!(read(&bytes, None).unwrap_err().code, "binary", "{text}");
            }
        }
    }
}
