//! Finds the documents of a collection and gives their bytes.
//!
//! Takes settings, gives a sorted list of origins without contents, then one [`RawDocument`] at a time.
//! Regular files only; nothing is followed, nothing blocks. Decoding and judging are `normalise`'s.

pub use crate::config::EMBEDDED;
use crate::config::{Config, Input};
use crate::error::Error;
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

/// Lists the documents of the input folder.
pub fn scan(config: &Config) -> Result<Inventory, Error> {
    let mut documents = Vec::new();
    match &config.input {
        Input::Embedded => {
            for file in EMBEDDED.files().filter(|f| f.path().extension().is_some_and(|e| e == "txt")) {
                documents.push(Located {
                    origin: Origin::file(file.path().to_string_lossy()),
                    media: Media::Text,
                    place: Location::Embedded(file.contents()),
                });
            }
        }
        Input::Folder(folder) => {
            for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
                if entry.path().extension().is_some_and(|e| e == "txt") {
                    let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                    documents.push(Located {
                        origin: Origin::file(path.to_string_lossy()),
                        media: Media::Text,
                        place: Location::Disk(entry.path().to_path_buf()),
                    });
                }
            }
        }
    }
    documents.sort_by(|a, b| a.origin.cmp(&b.origin));
    Ok(Inventory { documents, diagnostics: Vec::new() })
}

/// Reads one document.
pub fn load(located: &Located, _config: &Config) -> Result<RawDocument, Diagnostic> {
    let bytes = match &located.place {
        Location::Embedded(bytes) => bytes.to_vec(),
        Location::Disk(path) => std::fs::read(path)
            .map_err(|error| Diagnostic::warning("unreadable", error.to_string()).in_document(&located.origin))?,
    };
    Ok(RawDocument { origin: located.origin.clone(), bytes, media: located.media, hints: Hints::default() })
}
