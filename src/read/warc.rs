//! Web archives (WARC, ISO 28500): pages as they were taken, each with its address and the day.
//!
//! The file is streamed: a record is a version line, header fields, a blank line and as many bytes as the fields say.
//! Records that hold a page or a text are taken; all others are counted.

use super::block::{self, End, Kept};
use super::container::{LONGEST_ID, Listing, Stored, Unpacked, pack};
use super::http::{self, Unfolded};
use super::open;
use super::stream::Stream;
use crate::model::{Hints, Media, Record};
use crate::report::Diagnostic;
use std::collections::BTreeMap;
use std::io::{self, BufRead};

/// The most that the header of a record may take; real ones take less than 2 KiB.
const HEADER: usize = 64 << 10;
/// Header fields of a record or an answer.
pub(super) const FIELDS: usize = 512;
/// What the header of an answer may take besides its content.
const MARGIN: u64 = HEADER as u64;
/// Kinds of other records that are told apart.
const KINDS: usize = 12;
/// The byte order mark of UTF-8, which an editor may have put before all.
const MARK: &[u8] = b"\xef\xbb\xbf";
const LONGEST_KIND: usize = 80;

/// What the header of a record says.
#[derive(Debug, Default)]
struct Header {
    /// `response`, `request`, `warcinfo` and so on, in lower case.
    kind: String,
    /// Bytes of content.
    length: Option<u64>,
    address: String,
    id: String,
    date: String,
    media: String,
}

/// Whether bytes are the beginning of a record.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(b"WARC/")
}

/// Lists the pages and texts of a file.
pub(super) fn list(stream: &mut Stream, packed: bool, cap: u64, listing: &mut Listing) -> io::Result<()> {
    let mut others: BTreeMap<String, u64> = BTreeMap::new();
    let (mut number, mut head, mut line) = (0, Vec::new(), Vec::new());
    // Where bytes begin that belong to no record.
    let mut stray: Option<u64> = None;
    loop {
        if stream.at() == 0 && stream.peek(MARK.len())?.starts_with(MARK) {
            stream.consume(MARK.len());
        }
        let (start, member) = (stream.at(), stream.member_here()?);
        let length = stream.line(&mut line, HEADER as u64)?;
        if begins(&line) || length == 0 {
            report_stray(listing, stray.take(), start);
        }
        if length == 0 {
            match stream.resume()? {
                Some(gap) => listing.gap(&gap, stream.at(), &format!("record {number}")),
                None => break,
            }
            continue;
        }
        if !begins(&line) {
            if !line.trim_ascii().is_empty() {
                stray.get_or_insert(start);
            }
            continue;
        }
        number += 1;
        head.clear();
        head.extend_from_slice(&line);
        let complete = rest_of_header(stream, &mut head, &mut line)?;
        let Some(header) = parse(&head).filter(|_| complete) else {
            stray = Some(start);
            continue;
        };
        let place = Place { number, start, member };
        if let Err(kind) = record(stream, packed, cap, listing, (header, place, &mut head))? {
            count(&mut others, kind);
        }
    }
    report_others(listing, others);
    Ok(())
}

/// Where a record begins: which one it is, in the content, and as the first of a gzip member.
struct Place {
    number: u64,
    start: u64,
    member: Option<u64>,
}

/// Takes the content of a record, and what it holds if that is a text; else gives what to call it.
fn record(
    stream: &mut Stream,
    packed: bool,
    cap: u64,
    listing: &mut Listing,
    (header, place, head): (Header, Place, &mut Vec<u8>),
) -> io::Result<Result<(), String>> {
    let Place { number, start, member } = place;
    let begun = (head.len(), stream.member());
    let most = cap.saturating_add(MARGIN);
    let room = if header.may_be_text() { most } else { 0 };
    let (length, end) = block::take(stream, header.length.unwrap_or(0), Kept { bytes: head, room })?;
    report_end(listing, &header, &place, (length, end, stream.is_broken()));
    if header.kind.is_empty() {
        let found =
            Diagnostic::warning("bad-record", format!("record {number} does not say what it is and is left out"));
        listing.found(None, found.help("its header has no WARC-Type"));
        return Ok(Ok(()));
    }
    if !header.may_be_text() {
        let is_other = header.kind == "response" && !header.is_web();
        return Ok(Err(if is_other { "response from no web address".into() } else { header.kind }));
    }
    if length > most {
        listing.found(None, open::over(&format!("record {number}"), length, cap));
        return Ok(Ok(()));
    }
    let media = match what(&header, &head[begun.0..]) {
        Err(kind) => return Ok(Err(kind)),
        Ok(held) => held.media,
    };
    let id = if header.address.is_empty() { header.id } else { header.address };
    let record = Record { number, id: name(id), bytes: (start, start + head.len() as u64) };
    let stored = match member {
        // A record that goes on in another member cannot be read from the first alone.
        Some(at) if at == begun.1 && at == stream.member() && end == End::Whole => Stored::Member(at),
        _ if packed => pack(head),
        _ => Stored::Range,
    };
    listing.take(record, media, stored);
    Ok(Ok(()))
}

/// The lines of a header up to the blank one; false where it does not end in time.
fn rest_of_header(stream: &mut Stream, head: &mut Vec<u8>, line: &mut Vec<u8>) -> io::Result<bool> {
    while head.len() < HEADER {
        let length = stream.line(line, HEADER as u64)?;
        head.extend_from_slice(line);
        if length == 0 {
            return Ok(false);
        }
        if line.trim_ascii().is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What is wrong with the length of a record.
fn report_end(listing: &mut Listing, header: &Header, place: &Place, (length, end, broken): (u64, End, bool)) {
    let number = place.number;
    let message = match (end, header.length) {
        (End::Whole, Some(_)) => return,
        (End::Whole, None) => format!("record {number}, at byte {}, says no length and is empty", place.start),
        (End::Cut(missing), _) => {
            let place = if broken { "where the file is damaged" } else { "the last one" };
            let missing = if missing == 1 { "1 byte is".to_string() } else { format!("{missing} bytes are") };
            format!("record {number}, {place}, is cut off: {missing} missing")
        }
        (End::Elsewhere, said) => {
            let said = said.map_or("says no length".to_string(), |said| format!("says it has {said} bytes"));
            format!("record {number}, at byte {}, {said}, and has {length} up to the next one", place.start)
        }
    };
    let code = if matches!(end, End::Cut(_)) { "cut-off" } else { "wrong-length" };
    listing.found(
        None,
        Diagnostic::warning(code, message).help(match end {
            End::Cut(_) => "what is there of it is used; get a whole copy of the file",
            End::Whole | End::Elsewhere => "what stands before the next record is used; get a whole copy of the file",
        }),
    );
}

fn report_stray(listing: &mut Listing, from: Option<u64>, to: u64) {
    if let Some(from) = from {
        let message = format!("bytes {from} to {to} of the content belong to no record");
        listing.found(None, Diagnostic::warning("stray-bytes", message).help("get a whole copy of the file"));
    }
}

fn count(others: &mut BTreeMap<String, u64>, kind: String) {
    let plain = |c: char| c.is_ascii_alphanumeric() || " /+-.".contains(c);
    let known = others.len() < KINDS && kind.len() <= LONGEST_KIND && kind.chars().all(plain);
    let kind = if known || others.contains_key(&kind) { kind } else { "other".into() };
    *others.entry(kind).or_default() += 1;
}

fn report_others(listing: &mut Listing, others: BTreeMap<String, u64>) {
    if others.is_empty() {
        return;
    }
    let total: u64 = others.values().sum();
    let kinds: Vec<String> = others.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    let noun = if total == 1 { "record holds" } else { "records hold" };
    let message = format!("{total} {noun} no page: {}", kinds.join(", "));
    listing.found(None, Diagnostic::note("other-records", message));
}

/// Reads the header of a record; none where it says neither what the record is nor how long.
fn parse(head: &[u8]) -> Option<Header> {
    let mut header = Header::default();
    for (name, value) in fields(head) {
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => header.kind = value.to_ascii_lowercase(),
            "content-length" => header.length = value.parse().ok(),
            // Some writers put the address between angle brackets, as the standard's first edition showed it.
            "warc-target-uri" => header.address = value.trim_matches(['<', '>']).to_string(),
            "warc-record-id" => header.id = value.trim_matches(['<', '>']).to_string(),
            "warc-date" => header.date = value,
            "content-type" => header.media = value,
            _ => {}
        }
    }
    (header.length.is_some() || !header.kind.is_empty()).then_some(header)
}

/// The fields of a header, without the line above them. A line that begins with a space continues the one before.
fn fields(head: &[u8]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in head.split(|b| *b == b'\n').skip(1) {
        let text = String::from_utf8_lossy(line);
        let plain = text.replace(char::is_control, " ");
        match (line.first(), plain.split_once(':')) {
            (Some(b' ' | b'\t'), _) => {
                if let Some((_, value)) = fields.last_mut() {
                    *value = format!("{value} {}", plain.trim()).trim().to_string();
                }
            }
            (_, Some((name, value))) => fields.push((name.trim().to_string(), value.trim().to_string())),
            _ => {}
        }
    }
    fields
}

/// What a record is called by: its address or id, if that is not without end.
fn name(id: String) -> String {
    match id.floor_char_boundary(LONGEST_ID) {
        end if end < id.len() => id[..end].to_string(),
        _ => id,
    }
}

impl Header {
    fn is_web(&self) -> bool {
        let scheme = |scheme: &str| self.address.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
        scheme("http://") || scheme("https://")
    }

    fn may_be_text(&self) -> bool {
        match self.kind.as_str() {
            // One that does not say where it is from is a page all the same.
            "response" => self.is_web() || self.address.is_empty(),
            // A page that came otherwise than as an answer, or its text alone.
            "resource" | "conversion" => self.is_web() && http::media(&self.media).is_some(),
            _ => false,
        }
    }
}

/// A text that a record holds.
struct Held<'a> {
    media: Media,
    /// The content type that it was declared with.
    declared: String,
    form: Form<'a>,
}

enum Form<'a> {
    Answer(http::Answer<'a>),
    Bare(&'a [u8]),
}

/// What a record holds; if it is no text, what to call it.
fn what<'a>(header: &Header, content: &'a [u8]) -> Result<Held<'a>, String> {
    let bare = || {
        let media = http::media(&header.media)?;
        Some(Held { media, declared: header.media.clone(), form: Form::Bare(content) })
    };
    if header.kind != "response" {
        return bare().ok_or_else(|| header.kind.clone());
    }
    // Some programs keep the page alone, and say of what type it is.
    let Some(answer) = http::parse(content) else { return bare().ok_or("response that is no HTTP".into()) };
    if !(200..300).contains(&answer.status) {
        return Err(format!("response with status {}", answer.status));
    }
    let plain = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || "/+-.".contains(c)) && name.len() <= 60;
    match (answer.text(), answer.media.split([';', ',']).next().map(str::trim)) {
        (Some(media), _) => Ok(Held { media, declared: answer.media.clone(), form: Form::Answer(answer) }),
        (None, Some(name)) if !name.is_empty() && plain(name) => {
            Err(format!("response of type {}", name.to_ascii_lowercase()))
        }
        _ => Err("response of no type".into()),
    }
}

/// The document of a record; none where the record is no longer what it was.
pub(super) fn document(record: &[u8], cap: u64) -> Option<Result<Unpacked, Diagnostic>> {
    let end = header_end(record)?;
    let header = parse(&record[..end])?;
    let content = &record[end..];
    let Held { media, declared, form } = what(&header, content).ok()?;
    let found = match form {
        Form::Bare(content) => Unfolded { bytes: content.to_vec(), whole: true },
        Form::Answer(answer) => match http::decoded(&answer, cap) {
            Ok(found) => found,
            Err(found) => return Some(Err(found)),
        },
    };
    let Unfolded { bytes, whole } = found;
    if bytes.len() as u64 > cap {
        return Some(Err(open::over("the record", bytes.len() as u64, cap)));
    }
    let hints = Hints {
        url: header.is_web().then_some(header.address),
        // The day it was taken; when it was published, only the page can say.
        retrieved: crate::config::record_date(&header.date),
        charset: http::charset(&declared),
        cut_off: !whole,
        ..Hints::default()
    };
    Some(Ok(Unpacked { bytes, media, hints }))
}

/// Where the content begins: behind the first blank line, whatever the lines before it end with.
fn header_end(record: &[u8]) -> Option<usize> {
    let mut at = 0;
    for line in record.split_inclusive(|b| *b == b'\n') {
        at += line.len();
        if line.trim_ascii().is_empty() {
            return Some(at);
        }
    }
    None
}
