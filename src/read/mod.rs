//! Finds the documents of a collection and gives their bytes.
//!
//! Takes settings, gives a sorted list of origins without contents, then one [`RawDocument`] at a time.
//! Regular files only; nothing is followed, nothing blocks. Decoding and judging are `normalise`'s.

mod detect;
mod open;
mod scan;

pub use crate::config::EMBEDDED;
pub use scan::scan;

use crate::config::Config;
use crate::model::{Hints, Media, Origin, RawDocument};
use crate::report::Diagnostic;
use std::path::PathBuf;

/// The documents of a collection, in order of origin.
#[derive(Debug, Default)]
pub struct Inventory {
    /// Each document and how to open it.
    pub documents: Vec<Located>,
    /// What was found and not taken, and why.
    pub diagnostics: Vec<Diagnostic>,
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
}

/// Reads one document. Its bytes are never more than the configured cap.
pub fn load(located: &Located, config: &Config) -> Result<RawDocument, Diagnostic> {
    let bytes = match &located.place {
        Location::Embedded(bytes) => bytes.to_vec(),
        Location::Disk(path) => {
            open::read(path, config.read.max_file).map_err(|found| found.in_document(&located.origin))?
        }
    };
    Ok(RawDocument { origin: located.origin.clone(), bytes, media: located.media, hints: Hints::default() })
}
