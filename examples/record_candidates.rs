//! Writes the candidates for title, date and author of documents, with what was measured of them:
//! `tools/metadata/train.py` fits the weights to them.
//!
//! ```text
//! record_candidates FOLDER      a row a candidate: file, fact, line, points, value, measures
//! ```
//!
//! FOLDER holds `.txt` and `.html` files. Fields are parted by tabs; measures by commas, as `Name=value`.
#![allow(clippy::print_stdout)]

use dossier::model::{Hints, Media, Origin, RawDocument};
use dossier::{Request, normalise};
use std::io::{Error, Result, Write};
use std::path::PathBuf;

fn main() -> Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or_else(|| Error::other("name a folder"))?);
    let mut paths = std::fs::read_dir(&folder)?.map(|e| Ok(e?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    let config =
        dossier::config::resolve(&Request { folder: Some(folder), ..Request::default() }).map_err(Error::other)?;
    let document = |path: &PathBuf| -> Result<RawDocument> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let media = if name.ends_with(".html") { Media::Html } else { Media::Text };
        Ok(RawDocument { origin: Origin::file(name), bytes: std::fs::read(path)?, media, hints: Hints::default() })
    };
    let observed = paths.iter().map(|p| Ok(normalise::observe(&document(p)?))).collect::<Result<Vec<_>>>()?;
    let survey = normalise::survey(observed);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in paths {
        let document = document(&path)?;
        let name = document.origin.path.clone();
        for c in normalise::candidates(document, &survey, &config) {
            let measures: Vec<String> = c.measures.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let value = c.value.replace(['\t', '\n'], " ");
            writeln!(out, "{name}\t{}\t{}\t{}\t{value}\t{}", c.fact, c.line, c.points, measures.join(","))?;
        }
    }
    out.flush()
}
