//! What a document says of its own encoding, and whether that can be true.
//!
//! What is declared is believed, as browsers do; but where a detector takes the bytes for something else and the text as
//! declared looks like no writing, that is said.

use crate::model::{CharsetHow, Media, RawDocument, SourceText};
use crate::report::Diagnostic;
use crate::text::{is_alphabetic, is_unspaced};
use encoding_rs::{Encoding, ISO_8859_2, KOI8_R, KOI8_U, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252};

/// Bytes that are looked at, of lines that are not all ASCII.
const SAMPLE: usize = 256 << 10;
/// Words beyond ASCII that a judgement needs, where they are like no writing, and where they are only other letters.
const WORDS: usize = 8;
const OTHER_WORDS: usize = 20;

/// What the container or the markup of a document declares.
pub(super) fn label(document: &RawDocument) -> Option<String> {
    match (&document.hints.charset, document.media) {
        (Some(label), _) => Some(label.clone()),
        (None, Media::Html) => in_markup(&document.bytes),
        (None, Media::Text | Media::Markdown) => None,
    }
}

/// The character set that a page declares near its beginning: `charset=` in a `meta` tag, `encoding=` in an XML
/// declaration. The tag may stand behind long scripts, so more is looked at than browsers do.
fn in_markup(bytes: &[u8]) -> Option<String> {
    let head: Vec<u8> = bytes[..bytes.len().min(16 << 10)].to_ascii_lowercase();
    let find = |from: usize, what: &[u8]| head[from..].windows(what.len()).position(|w| w == what).map(|at| from + at);
    let label = |at: usize| {
        let rest = head[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'-' | b'_' | b':' | b'.'))?;
        let label = std::str::from_utf8(&rest[..end]).ok()?;
        Encoding::for_label_no_replacement(label.as_bytes()).map(|_| label.to_string())
    };
    if head.starts_with(b"<?xml") {
        let end = find(0, b"?>")?;
        if let Some(found) = find(0, b"encoding").filter(|at| *at < end).and_then(|at| label(at + 8)) {
            return Some(found);
        }
    }
    let mut at = 0;
    while let Some(tag) = find(at, b"<meta") {
        let end = head[tag..].iter().position(|b| *b == b'>').map_or(head.len(), |n| tag + n);
        if let Some(found) = find(tag, b"charset").filter(|at| *at < end).and_then(|at| label(at + 7)) {
            return Some(found);
        }
        at = end;
    }
    None
}

/// The finding about a declaration that is false, or hardly true. What is valid UTF-8 is read as such whatever was
/// declared: pages that were saved anew are full of old declarations, and nothing is in doubt.
pub(super) fn finding(document: &RawDocument, source: &SourceText) -> Option<Diagnostic> {
    if !matches!(source.charset.how, CharsetHow::Declared | CharsetHow::Detected) {
        return None;
    }
    let label = label(document)?;
    let declared = Encoding::for_label(label.as_bytes())?;
    let message = if source.charset.how == CharsetHow::Declared {
        let likely = likely(declared, &document.bytes)?;
        format!("declared as {}, but its bytes look like {}; read as declared", declared.name(), likely.name())
    } else if source.charset.name == declared.name() || document.bytes.is_ascii() {
        return None;
    } else {
        format!("declared as {}, which it is not; read as {}", declared.name(), source.charset.name)
    };
    let found = Diagnostic::warning("charset", message).in_document(&document.origin);
    Some(found.help("save the file as UTF-8, if its text is not what it should be"))
}

/// What bytes are more likely than what is declared, if that can hardly be true.
fn likely(declared: &'static Encoding, bytes: &[u8]) -> Option<&'static Encoding> {
    if [UTF_8, UTF_16LE, UTF_16BE].contains(&declared) {
        return None;
    }
    let mut sample: Vec<u8> = Vec::new();
    for line in bytes.split_inclusive(|b| *b == b'\n').filter(|line| !line.is_ascii()) {
        sample.extend_from_slice(&line[..line.len().min(SAMPLE - sample.len())]);
        if sample.len() == SAMPLE {
            break;
        }
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&sample, true);
    let other = detector.guess(None, chardetng::Utf8Detection::Deny);
    let koi8 = |encoding| encoding == KOI8_R || encoding == KOI8_U;
    if other == declared || koi8(other) && koi8(declared) {
        return None;
    }
    let (as_declared, _) = declared.decode_without_bom_handling(&sample);
    let (as_other, damaged) = other.decode_without_bom_handling(&sample);
    let (here, there) = (Look::of(&as_declared), Look::of(&as_other));
    if damaged || here.words < WORDS || there.odd * 20 > there.words {
        return None;
    }
    // Like no writing: signs and strange letters inside words, or great letters where small ones are.
    let is_odd = here.odd >= WORDS && here.odd * 4 > here.words;
    let is_great = here.great * 2 > here.words && there.great * 5 < there.words;
    // Letters, but of another language: `mčre` for `mère`.
    let latin = [WINDOWS_1250, WINDOWS_1252, ISO_8859_2];
    let is_other = || {
        let words = as_declared.split_whitespace().zip(as_other.split_whitespace());
        let differ = words.filter(|(one, other)| one != other).count();
        differ >= OTHER_WORDS && differ * 3 > here.words
    };
    let among = latin.contains(&declared) && latin[..2].contains(&other);
    (is_odd || is_great || among && is_other()).then_some(other)
}

/// What the words of a text that are not all ASCII look like.
#[derive(Default)]
struct Look {
    words: usize,
    /// Those that no writing has.
    odd: usize,
    /// Those in great letters.
    great: usize,
}

impl Look {
    fn of(text: &str) -> Look {
        let mut look = Look::default();
        let is_part = |c: char| is_alphabetic(c) || is_sign(c);
        for word in text.split(|c| !is_part(c)) {
            // Signs stand before and behind words; inside of them they do not.
            let word: Vec<char> = word.trim_matches(is_sign).chars().collect();
            if word.iter().all(char::is_ascii) {
                continue;
            }
            look.words += 1;
            if is_odd(&word) {
                look.odd += 1;
            } else if word.len() >= 3 && word.iter().all(|c| c.is_uppercase()) {
                look.great += 1;
            }
        }
        look
    }
}

/// Signs that stand in the places of letters in other sets, and inside no word of any language.
fn is_sign(c: char) -> bool {
    match c {
        '\u{a0}' | '\u{ab}' | '\u{ad}' | '\u{b4}' | '\u{b7}' | '\u{bb}' | 'ª' | 'µ' | 'º' => false,
        '\u{80}'..='\u{bf}' | '\u{d7}' | '\u{f7}' => true,
        'ˆ' | '˜' | '†' | '‡' | '‰' | '€' | '™' | '\u{2500}'..='\u{25ff}' => true,
        _ => false,
    }
}

fn is_odd(word: &[char]) -> bool {
    let is_latin = |c: char| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let script = |c: char| match c {
        '\u{370}'..='\u{3ff}' => 2,
        '\u{400}'..='\u{52f}' => 3,
        '\u{590}'..='\u{5ff}' => 4,
        '\u{600}'..='\u{6ff}' => 5,
        c => u8::from(is_latin(c)),
    };
    let scripts = || word.iter().map(|c| script(*c)).filter(|script| *script > 0);
    let first = scripts().next();
    let turns =
        |pair: &[char]| pair[0].is_lowercase() && pair[1].is_uppercase() && !(pair[0].is_ascii() && pair[1].is_ascii());
    // `l閏ole`: a sign of Chinese between small letters.
    let between =
        |three: &[char]| three[0].is_ascii_lowercase() && is_unspaced(three[1]) && three[2].is_ascii_lowercase();
    word.iter().any(|c| is_sign(*c))
        || scripts().any(|script| Some(script) != first)
        || word.windows(2).any(turns)
        || word.windows(3).any(between)
        // `Ëîäêà`: no language that is written in Latin letters does without the plain ones.
        || word.len() >= 4 && word.iter().all(|c| is_latin(*c) && !c.is_ascii())
}
