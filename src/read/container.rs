//! Files that hold many documents: which records one has, and how to get at each again.
//!
//! A container is streamed once to list its records; nothing of it is kept but where each record stands. What was
//! packed in one piece cannot be entered in the middle: its records are kept packed one by one.

use super::stream::{Source, Stream};
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
    match Stream::open(source, packed) {
        Err(found) => listing.diagnostics.push(found.in_file(path)),
        Ok(mut stream) => {
            let done = match container {
                Container::Jsonl => jsonl::list(&mut stream, packed, config.read.max_file, &mut listing),
                Container::Warc => warc::list(&mut stream, packed, config.read.max_file, &mut listing),
            };
            if let Err(error) = done {
                listing.damaged(stream.at(), &error);
            }
        }
    }
    listing.finish()
}

impl Listing {
    /// Takes a record. A second one of the same id gets a number, so that each has a name of its own.
    pub(super) fn take(&mut self, mut record: Record, media: Media, stored: Stored) {
        if !record.id.is_empty() {
            let times = self.ids.entry(record.id.clone()).or_default();
            *times += 1;
            if *times > 1 {
                record.id.push_str(&format!("~{times}"));
            }
        }
        self.records.push(Listed { record, media, stored });
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

    fn damaged(&mut self, at: u64, error: &io::Error) {
        let records = self.records.len();
        let why = match error.kind() {
            io::ErrorKind::UnexpectedEof => "it ends in the middle".to_string(),
            _ => error.to_string(),
        };
        let message = format!("the file cannot be read beyond byte {at} of its content: {why}");
        let help = match records {
            0 => "get a whole copy of the file".to_string(),
            _ => format!("the {records} records before that are used; get a whole copy of the file"),
        };
        self.found(None, Diagnostic::warning("damaged", message).help(help));
    }

    fn finish(mut self) -> Listing {
        for (code, count) in std::mem::take(&mut self.counts) {
            if count > NAMED {
                let message = format!("{} more records are left out for the same reason", count - NAMED);
                self.diagnostics.push(Diagnostic::warning(code, message).in_file(self.path.clone()));
            }
        }
        self
    }
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
