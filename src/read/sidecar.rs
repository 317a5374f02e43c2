//! Corrections that stand beside their file: `harbour.txt.dossier.toml`, or `harbour.dossier.toml` where one file alone
//! is called `harbour`.

use super::{Located, Location, open};
use crate::config::{Correction, sidecar};
use crate::report::Diagnostic;
use std::collections::BTreeMap;

/// How the name of one ends.
pub(super) const ENDING: &str = ".dossier.toml";
/// A correction is a few lines.
const LARGEST: u64 = 1 << 20;

/// What was found beside the files.
#[derive(Debug, Default)]
pub(super) struct Sidecars {
    /// By the path of the file each is for.
    pub(super) corrections: BTreeMap<String, Correction>,
    /// Those that are for no file.
    pub(super) unmatched: Vec<Diagnostic>,
    /// What is wrong in them.
    pub(super) problems: Vec<Diagnostic>,
}

/// Reads corrections and finds the file each is for. `found` has their paths, as the user knows them and below the
/// input folder.
pub(super) fn read(mut found: Vec<(String, String, Location)>, documents: &[Located]) -> Sidecars {
    let mut out = Sidecars::default();
    if found.is_empty() {
        return out;
    }
    found.sort_by(|a, b| a.1.cmp(&b.1));
    // Files by path, and by path without their ending; more than one is none.
    let mut files: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for document in documents {
        let path = document.origin.path.as_str();
        let name = path.rfind('/').map_or(0, |slash| slash + 1);
        if let Some(dot) = path[name..].rfind('.').filter(|dot| *dot > 0) {
            files
                .entry(&path[..name + dot])
                .and_modify(|other| *other = other.filter(|o| *o == path))
                .or_insert(Some(path));
        }
    }
    for document in documents {
        files.insert(&document.origin.path, Some(&document.origin.path));
    }
    let mut small: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for name in files.iter().filter(|(_, file)| file.is_some()).map(|(name, _)| *name) {
        small.entry(name.to_lowercase()).and_modify(|other| *other = None).or_insert(Some(name));
    }
    let containers: Vec<&str> =
        documents.iter().filter(|d| d.origin.record.is_some()).map(|d| d.origin.path.as_str()).collect();
    for (shown, path, place) in found {
        let text = match text(&place) {
            Ok(text) => text,
            Err(problem) => {
                out.problems.push(problem.in_file(shown));
                continue;
            }
        };
        let correction = match sidecar(&text, &shown) {
            Ok(correction) => correction,
            Err(problems) => {
                out.problems.extend(problems);
                continue;
            }
        };
        let stem = &path[..path.len() - ENDING.len()];
        match files.get(stem).copied().flatten() {
            Some(file) if containers.binary_search(&file).is_ok() => {
                let found = Diagnostic::warning("sidecar-unmatched", format!("`{file}` holds many articles"));
                out.unmatched.push(found.in_file(shown).help("correct one of them in overrides.toml: [\"file#id\"]"));
            }
            Some(file) if out.corrections.contains_key(file) => {
                let found =
                    Diagnostic::warning("sidecar-unmatched", format!("`{file}` has another correction beside it"));
                out.unmatched.push(found.in_file(shown).help("put both into one file"));
            }
            Some(file) => {
                out.corrections.insert(file.to_string(), correction);
            }
            None => {
                let message = format!("there is no article `{stem}` for this correction");
                let found = Diagnostic::warning("sidecar-unmatched", message).in_file(shown);
                // On many a disk capitals make no other name.
                let near = small.get(stem.to_lowercase().as_str()).copied().flatten();
                out.unmatched.push(found.help(match near {
                    Some(name) => format!("did you mean `{name}{ENDING}`? capitals count"),
                    None => "call it as the article's file, with `.dossier.toml` behind the whole name".to_string(),
                }));
            }
        }
    }
    out
}

fn text(place: &Location) -> Result<String, Diagnostic> {
    let bytes = match place {
        Location::Embedded(bytes) => bytes.to_vec(),
        Location::Disk(path) => open::read(path, LARGEST)?,
        Location::Record(..) => Vec::new(),
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(bytes);
    String::from_utf8(bytes)
        .map_err(|_| Diagnostic::error("encoding", "the file is not UTF-8").help("save it as UTF-8"))
}
