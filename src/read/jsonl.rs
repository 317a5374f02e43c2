//! JSON Lines: an article a line, as an object with `text` and whatever else is known.

use super::container::{LONGEST_ID, Listing, Stored, Unpacked, pack};
use super::mend::mended;
use super::open;
use super::stream::Stream;
use crate::config::{FieldName, field, record_date};
use crate::model::{Hints, Media, Record};
use crate::report::Diagnostic;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::io;
use std::ops::Range;

/// Where the text may stand; the first that is there is taken. HTML only where there is no plain text.
const TEXTS: &[(&str, Media)] = &[
    ("text", Media::Text),
    ("content", Media::Text),
    ("body", Media::Text),
    ("maintext", Media::Text),
    ("markdown", Media::Markdown),
    ("html", Media::Html),
];
/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";
const IDS: &[&str] = &["id", "_id", "guid", "uuid"];

/// Whether bytes are the beginning of a file of objects.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.strip_prefix(MARK).unwrap_or(bytes).trim_ascii_start().starts_with(b"{")
}

/// Whether bytes may stand somewhere in such a file: it has no control characters but between objects.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|b| *b >= b' ' || matches!(b, b'\n' | b'\r' | b'\t'))
}

/// Lists the articles of a file.
pub(super) fn list(stream: &mut Stream, packed: bool, cap: u64, listing: &mut Listing) -> io::Result<()> {
    let (mut line, mut number) = (Vec::new(), 0);
    loop {
        let start = stream.at();
        let length = stream.line(&mut line, cap)?;
        if length == 0 {
            match stream.resume()? {
                Some(gap) => listing.gap(&gap, start, &format!("line {number}")),
                None => return Ok(()),
            }
            continue;
        }
        number += 1;
        if length > cap {
            listing.found(Some(number), open::over("the record", length, cap));
            continue;
        }
        let mut take = |object: Result<Option<Object>, Diagnostic>, range: Range<usize>| match object {
            Ok(None) => {}
            Err(found) => listing.found(Some(number), found),
            Ok(Some(object)) => match object.text() {
                None => {
                    let found = Diagnostic::warning("no-text", "this record has no `text`");
                    listing.found(Some(number), found.help("an article is an object with its text under `text`"));
                }
                Some((_, media)) => {
                    if let Some(key) = &object.twice {
                        let message = format!("`{}` stands twice in this record; the first counts", key.escape_debug());
                        let found = Diagnostic::warning("key-twice", message).help("give each key once");
                        listing.found(Some(number), found);
                    }
                    let bytes = (start + range.start as u64, start + range.end as u64);
                    let record = Record { number, id: object.id(), bytes };
                    listing.take(record, media, if packed { pack(&line[range]) } else { Stored::Range });
                }
            },
        };
        let all = 0..line.len();
        match parse(&line) {
            Ok(object) => take(Ok(object), all),
            Err(found) => match (several(&line), nearly(&line)) {
                (Some(objects), _) => objects.into_iter().for_each(|(object, range)| take(Ok(Some(object)), range)),
                (None, Some((object, mended))) => {
                    take(Ok(Some(object)), all);
                    listing.found(Some(number), mended);
                }
                (None, None) => take(Err(found), all),
            },
        }
    }
}

/// The object of a line that is nearly JSON, and what was put right.
fn nearly(line: &[u8]) -> Option<(Object, Diagnostic)> {
    let (line, found) = mended(line)?;
    Some((parse(&line).ok()??, found))
}

/// The objects of a line that holds more than one, as where files were put together of which one does not end with a
/// line end.
fn several(line: &[u8]) -> Option<Vec<(Object, Range<usize>)>> {
    let text = line.strip_prefix(MARK).unwrap_or(line);
    let first = line.len() - text.len();
    let mut stream = serde_json::Deserializer::from_slice(text).into_iter::<Object>();
    let (mut objects, mut at) = (Vec::new(), first);
    while let Some(object) = stream.next() {
        let end = first + stream.byte_offset();
        objects.push((object.ok()?, at..end));
        at = end;
    }
    Some(objects)
}

/// The document of a line; none where the line is no longer what it was.
pub(super) fn document(line: &[u8]) -> Option<Result<Unpacked, Diagnostic>> {
    let mut object = match parse(line) {
        Ok(object) => object?,
        Err(_) => nearly(line)?.0,
    };
    let hints = object.hints();
    let (text, media) = object.take_text()?;
    Some(Ok(Unpacked { bytes: text.into_bytes(), media, hints }))
}

fn parse(line: &[u8]) -> Result<Option<Object>, Diagnostic> {
    let line = line.strip_prefix(MARK).unwrap_or(line).trim_ascii();
    if line.is_empty() {
        return Ok(None);
    }
    serde_json::from_slice(line).map(Some).map_err(|error| {
        // The place is that of the line, which is told apart from the reason.
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        let column = if error.column() > 0 { format!(", at column {}", error.column()) } else { String::new() };
        Diagnostic::warning("bad-record", format!("this line is no JSON object: {reason}{column}"))
            .help("each line of the file is one object in UTF-8")
    })
}

/// The fields of an object that mean something here, by the rank of their name.
#[derive(Default)]
struct Object {
    texts: Vec<(usize, Value)>,
    ids: Vec<(usize, Value)>,
    fields: Vec<((FieldName, u8), Value)>,
    /// The first key that stands there again with another value.
    twice: Option<String>,
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Object, M::Error> {
                let mut object = Object::default();
                while let Some(key) = map.next_key::<String>()? {
                    let is_new = if let Some(rank) = TEXTS.iter().position(|(name, _)| *name == key) {
                        push(&mut object.texts, rank, map.next_value()?)
                    } else if let Some(rank) = IDS.iter().position(|name| *name == key) {
                        push(&mut object.ids, rank, map.next_value()?)
                    } else if let Some(name) = field(&key) {
                        push(&mut object.fields, name, map.next_value()?)
                    } else {
                        map.next_value::<IgnoredAny>()?;
                        true
                    };
                    if !is_new {
                        object.twice.get_or_insert(key);
                    }
                }
                object.texts.sort_by_key(|(rank, _)| *rank);
                object.ids.sort_by_key(|(rank, _)| *rank);
                object.fields.sort_by_key(|(name, _)| *name);
                Ok(object)
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// Adds what stands under a key, if that is there for the first time: of two equal keys the first counts. Whether no
/// other value stands under it; one that says nothing is none.
fn push<K: PartialEq>(list: &mut Vec<(K, Value)>, key: K, value: Value) -> bool {
    match list.iter_mut().find(|(other, _)| *other == key) {
        None => list.push((key, value)),
        Some((_, known)) if says_nothing(known) => *known = value,
        Some((_, known)) => return *known == value || says_nothing(&value),
    }
    true
}

fn says_nothing(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

impl Object {
    fn text(&self) -> Option<(usize, Media)> {
        let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
        let at = self.texts.iter().position(|(_, value)| is_text(value))?;
        Some((at, TEXTS[self.texts[at].0].1))
    }

    fn take_text(&mut self) -> Option<(String, Media)> {
        let (at, media) = self.text()?;
        match self.texts.swap_remove(at).1 {
            Value::String(text) => Some((text, media)),
            _ => None,
        }
    }

    /// The address, else the id; empty where there is neither.
    fn id(&self) -> String {
        let ids = self.ids.iter().find_map(|(_, value)| word(value));
        let id = self.first(FieldName::Url).or(ids).unwrap_or_default();
        let end = id.floor_char_boundary(LONGEST_ID);
        id[..end].to_string()
    }

    fn values(&self, field: FieldName) -> impl Iterator<Item = &Value> {
        self.fields.iter().filter(move |((name, _), _)| *name == field).map(|(_, value)| value)
    }

    fn first(&self, field: FieldName) -> Option<String> {
        self.values(field).find_map(word)
    }

    fn all(&self, field: FieldName) -> Vec<String> {
        let mut out = Vec::new();
        for value in self.values(field) {
            match value {
                Value::Array(items) => out.extend(items.iter().filter_map(word)),
                value => out.extend(word(value)),
            }
            if !out.is_empty() {
                break;
            }
        }
        out
    }

    fn hints(&self) -> Hints {
        let written = self.first(FieldName::Date);
        let date = written.as_deref().and_then(record_date);
        Hints {
            url: self.first(FieldName::Url),
            title: self.first(FieldName::Title),
            authors: self.all(FieldName::Author),
            date_text: written.filter(|_| date.is_none()),
            date,
            source: self.first(FieldName::Source),
            language: self.first(FieldName::Language),
            licence: self.first(FieldName::Licence),
            sections: self.all(FieldName::Section),
            retrieved: self.first(FieldName::Retrieved).as_deref().and_then(record_date),
            charset: None,
            cut_off: false,
        }
    }
}

/// A value as a word or name: a text, a number, or the name of a thing (`{"name": …}`).
fn word(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => return items.iter().find_map(word),
        Value::Object(fields) => {
            return fields.get("name").or(fields.get("title")).and_then(Value::as_str).and_then(one_line);
        }
        Value::Null | Value::Bool(_) => return None,
    };
    one_line(&text)
}

/// A text on one line, without control characters; none where nothing is left.
fn one_line(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}
