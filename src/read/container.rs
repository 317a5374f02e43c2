//! Files that hold many documents: which records one has, and how to get at each again.
//!
//! A container is streamed once to list its records; nothing of it is kept but where each record stands. What was
//! packed in one piece cannot be entered in the middle: its records are kept packed one by one.

use super::gzip::{self, Damage};
use super::stream::{Gap, Source, Stream};
use super::{jsonl, open, warc};
use crate::config::Config;
use crate::model::{Hints, Media, Origin, Record};
use crate::report::{Diagnostic, Place};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::Arc;

/// Findings of one kind that are named one by one in a container; the others are counted.
const NAMED: u32 = 50;
/// An id is a name, no text.
pub(super) const LONGEST_ID: usize = 500;

/// A form of container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// JSON Lines: an object a line.
    Jsonl,
    /// Web archive.
    Warc,
}

/// Where a record's bytes are.
#[derive(Clone, Debug)]
pub(super) enum Stored {
    /// In the file as it stands.
    Range,
    /// At the beginning of the gzip member that begins at this byte of the file.
    Member(u64),
    /// Here, packed.
    Packed(Arc<[u8]>),
}

/// A record of a container that holds a document.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) record: Record,
    pub(super) media: Media,
    pub(super) stored: Stored,
}

/// The records of a container, and what was found in it that is none.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) records: Vec<Listed>,
    pub(super) diagnostics: Vec<Diagnostic>,
    path: String,
    ids: BTreeMap<String, u32>,
    counts: BTreeMap<&'static str, u32>,
}

/// Lists the records of a container.
pub(super) fn list(container: Container, packed: bool, source: &Source, path: &str, config: &Config) -> Listing {
    let mut listing = Listing { path: path.to_string(), ..Listing::default() };
    if let Err(found) = listing.read(container, packed, source, config) {
        listing.found(None, found);
    }
    listing.finish()
}

impl Container {
    /// Whether bytes are those that the content of such a file begins with.
    fn begins(self, bytes: &[u8]) -> bool {
        match self {
            Container::Jsonl => jsonl::begins(bytes),
            Container::Warc => warc::begins(bytes),
        }
    }

    /// With what a gzip member may begin that follows a damaged one.
    fn member(self) -> fn(&[u8]) -> bool {
        match self {
            Container::Jsonl => jsonl::is_text,
            Container::Warc => warc::begins,
        }
    }
}

impl Listing {
    fn read(&mut self, container: Container, packed: bool, source: &Source, config: &Config) -> Result<(), Diagnostic> {
        let packed = self.is_packed(container, packed, source)?;
        let mut stream = Stream::open(source, packed, container.member())?;
        let done = match unlike(stream.peek(3)) {
            Some(found) => return Err(found),
            None => match container {
                Container::Jsonl => jsonl::list(&mut stream, packed, config.read.max_file, self),
                Container::Warc => warc::list(&mut stream, packed, config.read.max_file, self),
            },
        };
        if let Err(error) = done {
            self.damaged(&format!("beyond byte {} of its content", stream.at()), &error.to_string());
        }
        Ok(())
    }

    /// Whether a file is packed. Its first bytes know that better than its name, which programs that pack and unpack
    /// on the way leave as it was.
    fn is_packed(&mut self, container: Container, named: bool, source: &Source) -> Result<bool, Diagnostic> {
        let first = source.range(0, 16)?;
        let (packed, message) = match named {
            true if container.begins(&first) => (false, "the file is not packed, though its name says so"),
            false if first.starts_with(&gzip::MAGIC) => (true, "the file is packed, though its name does not say so"),
            _ => return Ok(named),
        };
        self.found(None, Diagnostic::note("wrong-ending", message).help("it is read as what it is"));
        Ok(packed)
    }

    /// Takes a record. A second one of the same name gets a number, so that each has a name of its own.
    pub(super) fn take(&mut self, mut record: Record, media: Media, stored: Stored) {
        // Without an id, it is called by its number, which may be the id of another.
        let by_number = record.id.is_empty();
        let name = if by_number { record.number.to_string() } else { std::mem::take(&mut record.id) };
        let own = self.own_name(name);
        if !by_number || own.contains('~') {
            record.id = own;
        }
        self.records.push(Listed { record, media, stored });
    }

    fn own_name(&mut self, name: String) -> String {
        let Some(mut times) = self.ids.get(&name).copied() else {
            self.ids.insert(name.clone(), 1);
            return name;
        };
        let own = loop {
            times += 1;
            let own = format!("{name}~{times}");
            if !self.ids.contains_key(&own) {
                break own;
            }
        };
        self.ids.insert(name, times);
        self.ids.insert(own.clone(), 1);
        own
    }

    /// Notes a finding; of many alike only the first are kept.
    pub(super) fn found(&mut self, line: Option<u64>, found: Diagnostic) {
        let count = self.counts.entry(found.code).or_default();
        *count += 1;
        if *count <= NAMED {
            let line = line.and_then(|line| u32::try_from(line).ok());
            self.diagnostics.push(found.at(Place { path: self.path.clone(), line, ..Place::default() }));
        }
    }

    /// Notes that a part of a packed file could not be unpacked; `at` is where that is in the content.
    pub(super) fn gap(&mut self, gap: &Gap, at: u64, last: &str) {
        let Gap { why, from, to } = *gap;
        let Some(to) = to else {
            return match why {
                Damage::Header if from > 0 => {
                    let message = format!("what follows from byte {from} of the file on is no gzip and is not read");
                    self.found(None, Diagnostic::warning("stray-bytes", message).help("all before it is used"));
                }
                _ => {
                    let place =
                        format!("beyond byte {at} of its content, in the gzip member at byte {from} of the file");
                    self.damaged(&place, &why.to_string());
                }
            };
        };
        let message = match why {
            Damage::Header => format!("bytes {from} to {to} of the file are no gzip and are not read"),
            Damage::Content | Damage::Checksum | Damage::End => {
                format!("the gzip member at byte {from} of the file, with {last}, is damaged: {why}")
            }
        };
        let help = format!("what could be unpacked of it is used, and reading goes on at byte {to}; get a whole copy");
        self.found(None, Diagnostic::warning("damaged", message).help(help));
    }

    fn damaged(&mut self, place: &str, why: &str) {
        let message = format!("the file cannot be read {place}: {why}");
        let help = match self.records.len() {
            0 => "get a whole copy of the file".to_string(),
            1 => "the record before that is used; get a whole copy of the file".to_string(),
            records => format!("the {records} records before that are used; get a whole copy of the file"),
        };
        self.found(None, Diagnostic::warning("damaged", message).help(help));
    }

    fn finish(mut self) -> Listing {
        for (code, count) in std::mem::take(&mut self.counts) {
            if count > NAMED {
                let more = count - NAMED;
                let message = match code {
                    "cut-off" | "damaged" | "mended-record" | "stray-bytes" | "wrong-length" => {
                        format!("{more} more findings of this kind are not named one by one")
                    }
                    _ => format!("{more} more records are left out for the same reason"),
                };
                self.diagnostics.push(Diagnostic::warning(code, message).in_file(self.path.clone()));
            }
        }
        if self.records.is_empty() && self.diagnostics.is_empty() {
            let found = Diagnostic::warning("no-records", "the file holds no records");
            self.diagnostics.push(found.in_file(self.path.clone()));
        }
        self
    }
}

/// What a file is that is no container, by its first bytes.
fn unlike(first: io::Result<&[u8]>) -> Option<Diagnostic> {
    let first = first.ok()?;
    if first.starts_with(&gzip::MAGIC) {
        let found = Diagnostic::warning("packed-twice", "what the file holds is packed once more and is not read");
        return Some(found.help("unpack it once with gunzip"));
    }
    if first.starts_with(b"\xff\xfe") || first.starts_with(b"\xfe\xff") {
        let found = Diagnostic::warning("not-utf-8", "the file is in UTF-16 and is not read");
        return Some(found.help("save it as UTF-8"));
    }
    None
}

/// A record packed, for files that cannot be entered in the middle.
pub(super) fn pack(bytes: &[u8]) -> Stored {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory does not fail");
    Stored::Packed(packed.into())
}

/// A document of a container: its bytes, what they are, what the container says about it.
pub(super) struct Unpacked {
    pub(super) bytes: Vec<u8>,
    pub(super) media: Media,
    pub(super) hints: Hints,
}

/// Reads a record again.
pub(super) fn load(
    container: Container,
    source: &Source,
    stored: &Stored,
    origin: &Origin,
    cap: u64,
) -> Result<Unpacked, Diagnostic> {
    let (start, end) = origin.record.as_ref().map_or((0, 0), |record| record.bytes);
    let length = end.saturating_sub(start);
    let bytes = match stored {
        Stored::Range => source.range(start, length)?,
        Stored::Member(at) => source.member(*at, length)?,
        Stored::Packed(packed) => {
            let mut bytes = Vec::with_capacity(length.min(1 << 24) as usize);
            let unpacked = DeflateDecoder::new(&packed[..]).take(length).read_to_end(&mut bytes);
            unpacked.map_err(|error| open::unreadable(&error))?;
            bytes
        }
    };
    match container {
        Container::Jsonl => jsonl::document(&bytes),
        Container::Warc => warc::document(&bytes, cap),
    }
    .ok_or_else(|| {
        Diagnostic::warning("changed", "the file changed while it was read").help("build again when it is complete")
    })?
}
