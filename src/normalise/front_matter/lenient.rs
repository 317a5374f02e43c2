//! Front matter that breaks its grammar in a line or two, as people write it: `title: Harbour: the book`. The line is
//! taken as it was written and named; what cannot be taken so stays broken.

use super::Entry;
use super::node::Node;
use std::borrow::Cow;

/// A grammar. The error has the line, from 0, and a reason.
pub(super) type Parse = fn(&str) -> Result<Option<Vec<Entry>>, (usize, String)>;

/// Broken lines that are mended. Each costs another reading.
const MOST: usize = 16;
/// Characters of a key.
const KEY: usize = 40;
/// What the grammar of TOML says of a key that stands twice.
const TWICE: &str = "duplicate key";

/// A block as it was meant.
pub(super) struct Read {
    /// The outermost table; none where the block is none.
    pub(super) entries: Option<Vec<Entry>>,
    /// The lines that were taken as written, from 0, and what the grammar says of each.
    pub(super) mended: Vec<(usize, String)>,
}

/// Reads a block by its grammar; where a line breaks it, the value of that line as it is written.
pub(super) fn read(text: &str, parse: Parse, sign: char) -> Result<Read, (usize, String)> {
    let mut text = Cow::Borrowed(text);
    let (mut mended, mut twice): (Vec<(usize, String)>, Vec<Entry>) = (Vec::new(), Vec::new());
    let mut first = None;
    loop {
        let (line, reason) = match parse(&text) {
            Ok(mut entries) => {
                entries.iter_mut().for_each(|entries| entries.append(&mut twice));
                return Ok(Read { entries, mended });
            }
            Err(error) => error,
        };
        let broken = first.get_or_insert((line, reason.clone())).clone();
        if mended.len() + twice.len() >= MOST || mended.iter().any(|(other, _)| *other == line) {
            return Err(broken);
        }
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let Some(new) = (if reason == TWICE { unsaid(&lines, line, sign, &mut twice) } else { None }).or_else(|| {
            let new = as_written(&lines, line, sign)?;
            mended.push((line, reason));
            Some(new)
        }) else {
            return Err(broken);
        };
        text = Cow::Owned(new);
    }
}

/// The block without the line of a key that stands in it already; the line is told as an entry.
fn unsaid(lines: &[&str], at: usize, sign: char, twice: &mut Vec<Entry>) -> Option<String> {
    let line = lines.get(at)?;
    let (key, value) = line.split_once(sign)?;
    if value.trim().is_empty() || twice.iter().any(|(_, other, _)| *other == at) {
        return None;
    }
    twice.push((key.trim().to_string(), at, Node::Text(value.trim().to_string())));
    let mut out = lines[..at].concat();
    out.push_str(&line[line.trim_end().len()..]);
    out.extend(lines[at + 1..].iter().copied());
    Some(out)
}

/// The block with the value of a line, and of those that go on with it, between quotation marks.
fn as_written(lines: &[&str], at: usize, sign: char) -> Option<String> {
    let line = lines.get(at)?;
    let begin = line.len() - value_of(line, sign)?.len();
    let depth = |line: &str| line.len() - line.trim_start().len();
    let goes_on = |next: &&&str| {
        let words = next.trim_start();
        sign == ':' && !words.is_empty() && depth(next) > depth(line) && !words.starts_with("- ")
    };
    let more = lines[at + 1..].iter().take_while(goes_on).count();
    let whole: String = [&line[begin..]].into_iter().chain(lines[at + 1..=at + more].iter().copied()).collect();
    let (value, end) = whole.split_at(whole.trim_end().len());
    let (value, comment) = value.split_at(value.find(" # ").unwrap_or(value.len()));
    let value = unquoted(value.trim_end())?;
    let mut out = lines[..at].concat();
    // Behind a tab no value is read, and none is meant before it.
    out.push_str(line[..begin].trim_end());
    out.push(' ');
    match sign {
        ':' => out.extend(["'", &value.replace('\'', "''"), "'"]),
        _ => out.extend(["\"", &value.replace('\\', "\\\\").replace('"', "\\\""), "\""]),
    }
    out.extend([comment, end]);
    out.extend(lines[at + 1 + more..].iter().copied());
    Some(out)
}

/// The value of a line `key: value` or `- value`, as far as the end of the line.
fn value_of(line: &str, sign: char) -> Option<&str> {
    let trimmed = line.trim_start();
    if let Some(item) = trimmed.strip_prefix("- ").filter(|_| sign == ':') {
        return Some(item.trim_start()).filter(|item| !item.is_empty());
    }
    let (key, rest) = trimmed.split_once(sign)?;
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    let key = key.trim_end();
    if key.is_empty() || key.len() > KEY || !key.chars().all(is_key) {
        return None;
    }
    // `https://…` is no key with its value.
    let spaced = sign != ':' || rest.starts_with([' ', '\t']);
    Some(rest.trim_start()).filter(|value| spaced && !value.is_empty())
}

/// What a value says, without quotation marks around the whole of it; none where it is no text: a list, or a block of
/// lines.
fn unquoted(value: &str) -> Option<Cow<'_, str>> {
    let first = value.chars().next()?;
    let close = match first {
        '|' | '>' => return None,
        '[' => ']',
        '{' => '}',
        '"' | '\'' => {
            let inside = &value[1..];
            let plain = inside.replace("\\\"", "\u{1}");
            let marks = plain.matches(first).count();
            return match (marks, plain.strip_suffix(first)) {
                // Closed nowhere: an apostrophe may begin a word, a quotation mark was forgotten.
                (0, _) if first == '"' => Some(Cow::Borrowed(inside)),
                (1, Some(plain)) => Some(Cow::Owned(plain.replace('\u{1}', "\""))),
                _ => Some(Cow::Borrowed(value)),
            };
        }
        _ => return Some(Cow::Borrowed(value)),
    };
    // `[Harbour] opens again` is a text, `[harbour, tide: high: low]` a list that is broken.
    value.find(close).filter(|at| at + 1 < value.len()).map(|_| Cow::Borrowed(value))
}

/// A block whose lines are indented by tabs, which YAML forbids, with spaces in their place.
pub(super) fn untabbed(text: &str) -> Cow<'_, str> {
    if !text.contains('\t') {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| {
        let start = line.len() - line.trim_start_matches([' ', '\t']).len();
        let (indent, rest) = line.split_at(start);
        let rest = match rest.split_once(":\t") {
            Some((key, value)) if !key.contains([' ', '"', '\'']) => format!("{key}: {value}"),
            _ => rest.to_string(),
        };
        indent.replace('\t', "  ") + &rest
    };
    Cow::Owned(text.split_inclusive('\n').map(line).collect())
}
