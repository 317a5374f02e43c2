//! Finds the documents of a collection and gives their bytes.
//!
//! Takes settings, gives a sorted list of origins without contents, then one [`RawDocument`] at a time.
//! Regular files only; nothing is followed, nothing blocks. Decoding and judging are `normalise`'s.

mod block;
mod container;
mod detect;
mod gzip;
mod http;
mod jsonl;
mod mend;
mod open;
mod own;
mod scan;
mod sidecar;
mod stream;
mod warc;

pub use crate::config::EMBEDDED;
pub use scan::{is_read, scan};

use crate::config::{Config, Correction};
use crate::model::{Hints, Media, Origin, RawDocument};
use crate::report::Diagnostic;
use container::{Container, Stored};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use stream::Source;

/// The documents of a collection, in order of origin.
#[derive(Debug, Default)]
pub struct Inventory {
    /// Each document and how to open it.
    pub documents: Vec<Located>,
    /// What was found and not taken, and why.
    pub diagnostics: Vec<Diagnostic>,
    /// Corrections that stand beside the file they are for (`NAME.dossier.toml`), by its path.
    pub sidecars: BTreeMap<String, Correction>,
}

impl Inventory {
    /// The settings with the corrections that were found.
    pub fn configured<'c>(&self, config: &'c Config) -> Cow<'c, Config> {
        if self.sidecars.is_empty() {
            return Cow::Borrowed(config);
        }
        Cow::Owned(Config { sidecars: self.sidecars.clone(), ..config.clone() })
    }
}

/// A document and how to open it.
#[derive(Clone, Debug)]
pub struct Located {
    /// Where it came from.
    pub origin: Origin,
    /// What kind of text it holds.
    pub media: Media,
    place: Location,
}

#[derive(Clone, Debug)]
enum Location {
    Disk(PathBuf),
    Embedded(&'static [u8]),
    Record(Container, Arc<Source>, Stored),
}

/// Reads one document. Its bytes are never more than the configured cap.
pub fn load(located: &Located, config: &Config) -> Result<RawDocument, Diagnostic> {
    let cap = config.read.max_file;
    let found_in = |found: Diagnostic| found.in_document(&located.origin);
    let (bytes, media, hints) = match &located.place {
        Location::Embedded(bytes) => (bytes.to_vec(), located.media, Hints::default()),
        Location::Disk(path) => (open::read(path, cap).map_err(found_in)?, located.media, Hints::default()),
        Location::Record(container, source, stored) => {
            let found = container::load(*container, source, stored, &located.origin, cap).map_err(found_in)?;
            (found.bytes, found.media, found.hints)
        }
    };
    Ok(RawDocument { origin: located.origin.clone(), bytes, media, hints })
}
