//! Where a document came from.

use std::fmt;
use std::ops::Range;

/// Where a document came from; ordered, and the same in every run over the same input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Path below the input folder, `/` between parts. Bytes that are not UTF-8 stand as U+FFFD.
    pub path: String,
    /// The record inside a container (a line of a JSONL file, say); none for a file of its own.
    pub record: Option<Record>,
}

/// A record inside a container.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Record {
    /// Its number in the container, from 1: of its line in a JSONL file, else of the record among all records.
    pub number: u64,
    /// The address or id the container gives it; empty where it gives none.
    pub id: String,
    /// The first byte of the record and one past its last, in the container as it is when unpacked.
    pub bytes: (u64, u64),
}

impl Record {
    /// The byte range of the record in its container.
    pub fn range(&self) -> Range<u64> {
        self.bytes.0..self.bytes.1
    }
}

impl Origin {
    /// The origin of a file of its own.
    pub fn file(path: impl Into<String>) -> Origin {
        Origin { path: path.into(), record: None }
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        match &self.record {
            Some(record) if record.id.is_empty() => write!(f, "#{}", record.number),
            Some(record) => write!(f, "#{}", record.id),
            None => Ok(()),
        }
    }
}
