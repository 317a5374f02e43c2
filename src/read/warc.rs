//! Web archives (WARC, ISO 28500): pages as they were taken, each with its address and the day.
//!
//! The file is streamed: a record is a version line, header fields, a blank line and as many bytes as the fields say.
//! Records that hold a page or a text are taken; all others are counted.

use super::container::{Listing, Stored, Unpacked, pack};
use super::http;
use super::open;
use super::stream::Stream;
use crate::model::{Hints, Media, Record};
use crate::report::Diagnostic;
use std::collections::BTreeMap;
use std::io;

/// The most that the header of a record may take; real ones take less than 2 KiB.
const HEADER: usize = 64 << 10;
/// Header fields of a record or an answer.
pub(super) const FIELDS: usize = 128;
/// What the header of an answer may take besides its content.
const MARGIN: u64 = HEADER as u64;
/// Kinds of other records that are told apart.
const KINDS: usize = 12;

/// What the header of a record says.
#[derive(Debug, Default)]
struct Header {
    /// `response`, `request`, `warcinfo` and so on, in lower case.
    kind: String,
    /// Bytes of content.
    length: u64,
    address: String,
    id: String,
    date: String,
    media: String,
}

/// Lists the pages and texts of a file.
pub(super) fn list(stream: &mut Stream, packed: bool, cap: u64, listing: &mut Listing) -> io::Result<()> {
    let mut others: BTreeMap<String, u64> = BTreeMap::new();
    let (mut number, mut head, mut line) = (0, Vec::new(), Vec::new());
    // Where bytes begin that belong to no record.
    let mut stray: Option<u64> = None;
    loop {
        let (start, member) = (stream.at(), stream.member_here()?);
        let length = stream.line(&mut line, HEADER as u64)?;
        let begins = line.starts_with(b"WARC/");
        if begins || length == 0 {
            report_stray(listing, stray.take(), start);
        }
        if length == 0 {
            break;
        }
        if !begins {
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
        if !header.may_be_text() {
            let read = stream.skip(header.length)?;
            report_cut(listing, number, header.length - read);
            count(&mut others, header.kind);
        } else if header.length > cap.saturating_add(MARGIN) {
            listing.found(None, open::over(&format!("record {number}"), header.length, cap));
            stream.skip(header.length)?;
        } else {
            let content = head.len();
            let read = append(stream, &mut head, header.length)?;
            report_cut(listing, number, header.length - read);
            match what(&header, &head[content..]) {
                Err(kind) => count(&mut others, kind),
                Ok(media) => {
                    let id = if header.address.is_empty() { header.id } else { header.address };
                    let record = Record { number, id, bytes: (start, stream.at()) };
                    let stored = match member {
                        Some(at) if read == header.length => Stored::Member(at),
                        _ if packed => pack(&head),
                        _ => Stored::Range,
                    };
                    listing.take(record, media, stored);
                }
            }
        }
    }
    report_others(listing, others);
    Ok(())
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

fn append(stream: &mut Stream, to: &mut Vec<u8>, length: u64) -> io::Result<u64> {
    use std::io::BufRead;
    let mut left = length;
    while left > 0 {
        let piece = match stream.fill_buf() {
            // What could be unpacked of a cut file is there; the next record says that it ends.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && left < length => break,
            piece => piece?,
        };
        let n = piece.len().min(left as usize);
        if n == 0 {
            break;
        }
        to.extend_from_slice(&piece[..n]);
        stream.consume(n);
        left -= n as u64;
    }
    Ok(length - left)
}

fn report_cut(listing: &mut Listing, number: u64, missing: u64) {
    if missing > 0 {
        let message = format!("record {number}, the last one, is cut off: {missing} bytes are missing");
        listing.found(None, Diagnostic::warning("cut-off", message).help("get a whole copy of the file"));
    }
}

fn report_stray(listing: &mut Listing, from: Option<u64>, to: u64) {
    if let Some(from) = from {
        let message = format!("bytes {from} to {to} of the content belong to no record");
        listing.found(None, Diagnostic::warning("stray-bytes", message).help("get a whole copy of the file"));
    }
}

fn count(others: &mut BTreeMap<String, u64>, kind: String) {
    let kind = if others.len() < KINDS || others.contains_key(&kind) { kind } else { "other".into() };
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

fn parse(head: &[u8]) -> Option<Header> {
    let fields = head.iter().position(|b| *b == b'\n')? + 1;
    let mut store = [httparse::EMPTY_HEADER; FIELDS];
    let httparse::Status::Complete((_, fields)) = httparse::parse_headers(&head[fields..], &mut store).ok()? else {
        return None;
    };
    let mut header = Header::default();
    let mut length = None;
    for field in fields {
        let value = String::from_utf8_lossy(field.value).trim().to_string();
        match field.name.to_ascii_lowercase().as_str() {
            "warc-type" => header.kind = value.to_ascii_lowercase(),
            "content-length" => length = value.parse().ok(),
            // Some writers put the address between angle brackets, as the standard's first edition showed it.
            "warc-target-uri" => header.address = value.trim_matches(['<', '>']).to_string(),
            "warc-record-id" => header.id = value.trim_matches(['<', '>']).to_string(),
            "warc-date" => header.date = value,
            "content-type" => header.media = value,
            _ => {}
        }
    }
    header.length = length?;
    Some(header)
}

impl Header {
    fn is_web(&self) -> bool {
        let scheme = |scheme: &str| self.address.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
        scheme("http://") || scheme("https://")
    }

    fn may_be_text(&self) -> bool {
        match self.kind.as_str() {
            "response" => self.is_web(),
            // A page that came otherwise than as an answer, or its text alone.
            "resource" | "conversion" => self.is_web() && http::media(&self.media).is_some(),
            _ => false,
        }
    }
}

/// What a record holds; if it is no text, what to call it.
fn what(header: &Header, content: &[u8]) -> Result<Media, String> {
    if header.kind != "response" {
        return http::media(&header.media).ok_or_else(|| header.kind.clone());
    }
    let Some(answer) = http::parse(content) else { return Err("response that is no HTTP".into()) };
    if !(200..300).contains(&answer.status) {
        return Err(format!("response with status {}", answer.status));
    }
    let plain = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || "/+-.".contains(c)) && name.len() <= 60;
    http::media(&answer.media).ok_or_else(|| match answer.media.split(';').next().map(str::trim) {
        Some(name) if !name.is_empty() && plain(name) => format!("response of type {}", name.to_ascii_lowercase()),
        _ => "response of no type".into(),
    })
}

/// The document of a record; none where the record is no longer what it was.
pub(super) fn document(record: &[u8], cap: u64) -> Option<Result<Unpacked, Diagnostic>> {
    let end = header_end(record)?;
    let header = parse(&record[..end])?;
    let content = &record[end..];
    let content = &content[..content.len().min(usize::try_from(header.length).ok()?)];
    let media = what(&header, content).ok()?;
    let (bytes, declared) = if header.kind == "response" {
        let answer = http::parse(content)?;
        match http::decoded(&answer, cap) {
            Ok(bytes) => (bytes, answer.media),
            Err(found) => return Some(Err(found)),
        }
    } else {
        (content.to_vec(), header.media.clone())
    };
    if bytes.len() as u64 > cap {
        return Some(Err(open::over("the record", bytes.len() as u64, cap)));
    }
    let hints = Hints {
        url: header.is_web().then_some(header.address),
        // The day it was taken; when it was published, only the page can say.
        retrieved: crate::config::record_date(&header.date),
        charset: http::charset(&declared),
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
