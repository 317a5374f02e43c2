//! Lists the documents of the input folder, and names what cannot be taken.

use super::container::{self, Container};
use super::detect::{self, Kind};
use super::stream::Source;
use super::{EMBEDDED, Inventory, Located, Location, open, own, sidecar};
use crate::config::{Config, Globs, Input};
use crate::error::Error;
use crate::model::{Media, Origin};
use crate::report::Diagnostic;
use include_dir::Dir;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// Lists the documents of the input folder, sorted by path.
///
/// Hidden files and folders, the output folder, and the collection's own files are passed over. Other sites that dossier
/// made, themes, links, pipes, sockets, devices, folders that cannot be opened and files above the cap are named and
/// passed over.
pub fn scan(config: &Config) -> Result<Inventory, Error> {
    let mut listing = Listing::new(config);
    match &config.input {
        Input::Embedded => listing.embedded(&EMBEDDED),
        Input::Folder(folder) => listing.folder(folder, config)?,
    }
    listing.finish(config)
}

/// Whether a file would be read as articles or as what is said of one, by its path below the input folder.
pub fn is_read(config: &Config, path: &str) -> bool {
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    let sidecar = path.to_ascii_lowercase().ends_with(sidecar::ENDING);
    let taken = sidecar || Globs::new(&config.read.include).is_match(path);
    taken && !hidden && !detect::is_own(path) && !Globs::new(&config.read.exclude).is_match(path)
}

/// What was found under a path.
enum Found {
    Document(Media, Location),
    Container(Container, bool, Source),
}

struct Listing {
    include: Globs,
    exclude: Globs,
    max_file: u64,
    found: Vec<(String, PathBuf, Found)>,
    diagnostics: Vec<Diagnostic>,
    /// Corrections beside files: the path as the user knows it, the one below the input folder, and where it is.
    sidecars: Vec<(String, String, Location)>,
    /// For each ending that is not included: how many files.
    left: BTreeMap<String, u32>,
}

impl Listing {
    fn new(config: &Config) -> Listing {
        Listing {
            include: Globs::new(&config.read.include),
            exclude: Globs::new(&config.read.exclude),
            max_file: config.read.max_file,
            found: Vec::new(),
            sidecars: Vec::new(),
            diagnostics: Vec::new(),
            left: BTreeMap::new(),
        }
    }

    fn embedded(&mut self, folder: &Dir<'static>) {
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            if path.split('/').any(|part| part.starts_with('.')) {
                continue;
            }
            let place = Location::Embedded(file.contents());
            self.take(path, file.path().to_path_buf(), file.contents().len() as u64, place);
        }
        folder.dirs().for_each(|folder| self.embedded(folder));
    }

    fn folder(&mut self, folder: &Path, config: &Config) -> Result<(), Error> {
        usable(folder)?;
        let output = config.output.canonicalize().ok();
        let exclude = self.exclude.clone();
        let mut passed: Vec<Diagnostic> = Vec::new();
        let is_entered = |entry: &DirEntry| {
            if entry.depth() == 0 {
                return true;
            }
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                return false;
            }
            if !entry.file_type().is_dir() {
                return true;
            }
            let path = below(entry.path(), folder);
            let is_output = || output.is_some() && entry.path().canonicalize().ok() == output;
            if exclude.is_match(&path) || is_output() {
                return false;
            }
            let found = own::folder(entry.path());
            passed.extend(found.iter().map(|found| found.clone().in_file(path.clone())));
            found.is_none()
        };
        // A link as the input itself is what the user named, and is followed; links below it are not.
        let walk = WalkDir::new(folder).follow_root_links(true).into_iter().filter_entry(is_entered);
        for entry in walk {
            match entry {
                Ok(entry) => self.entry(&entry, folder),
                Err(error) => {
                    let path = error.path().map_or(String::new(), |path| below(path, folder));
                    let reason = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
                    self.diagnostics.push(open::unreadable(&reason).in_file(path));
                }
            }
        }
        self.diagnostics.extend(passed);
        Ok(())
    }

    fn entry(&mut self, entry: &DirEntry, folder: &Path) {
        // The input itself may be a link: it is what the user named.
        if entry.depth() == 0 {
            return;
        }
        let kind = entry.file_type();
        let path = below(entry.path(), folder);
        if kind.is_dir() {
            // A folder may bear the name of an article; whoever made it so should hear of it.
            if path.to_lowercase().ends_with(".txt") && self.include.is_match(&path) {
                self.diagnostics
                    .push(Diagnostic::warning("not-a-file", "this is a folder with the name of a file").in_file(path));
            }
            return;
        }
        if self.exclude.is_match(&path) || detect::is_own(&path) || own::is_note(entry.path()) {
            return;
        }
        if !kind.is_file() {
            let found = if kind.is_symlink() { open::symlink() } else { open::not_a_file() };
            self.diagnostics.push(found.in_file(path));
            return;
        }
        let length = match entry.metadata() {
            Ok(meta) => meta.len(),
            Err(error) => {
                let reason = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
                self.diagnostics.push(open::unreadable(&reason).in_file(path));
                return;
            }
        };
        self.take(path, entry.path().to_path_buf(), length, Location::Disk(entry.path().to_path_buf()));
    }

    fn take(&mut self, path: String, real: PathBuf, length: u64, place: Location) {
        if self.exclude.is_match(&path) || detect::is_own(&path) {
            return;
        }
        if path.to_ascii_lowercase().ends_with(sidecar::ENDING) {
            self.sidecars.push((real.display().to_string(), path, place));
            return;
        }
        if !self.include.is_match(&path) {
            *self.left.entry(ending(&path)).or_default() += 1;
            return;
        }
        match detect::kind(&path) {
            Kind::Document(_) if length > self.max_file => {
                self.diagnostics.push(open::too_large(length, self.max_file).in_file(path));
            }
            Kind::Document(media) => self.found.push((path, real, Found::Document(media, place))),
            Kind::Container(container, packed) => {
                let source = match place {
                    Location::Embedded(bytes) => Source::Embedded(bytes),
                    Location::Disk(path) => Source::Disk(path),
                    Location::Record(..) => return,
                };
                self.found.push((path, real, Found::Container(container, packed, source)));
            }
        }
    }

    fn finish(mut self, config: &Config) -> Result<Inventory, Error> {
        self.found.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        let mut documents: Vec<Located> = Vec::with_capacity(self.found.len());
        let mut last: Option<(String, usize)> = None;
        for (path, _, found) in self.found {
            // Names that differ only in bytes that are not UTF-8 look the same; each keeps a path of its own.
            let again = match &last {
                Some((before, again)) if *before == path => again + 1,
                _ => 1,
            };
            last = Some((path.clone(), again));
            let path = if again > 1 { format!("{path}~{again}") } else { path };
            match found {
                Found::Document(media, place) => {
                    documents.push(Located { origin: Origin::file(path), media, place });
                }
                Found::Container(container, packed, source) => {
                    let listing = container::list(container, packed, &source, &path, config);
                    self.diagnostics.extend(listing.diagnostics);
                    let source = Arc::new(source);
                    documents.extend(listing.records.into_iter().map(|listed| Located {
                        origin: Origin { path: path.clone(), record: Some(listed.record) },
                        media: listed.media,
                        place: Location::Record(container, source.clone(), listed.stored),
                    }));
                }
            }
        }
        if !self.left.is_empty() {
            let kinds: Vec<String> = self.left.iter().map(|(ending, count)| format!("{count} {ending}")).collect();
            let message = format!("files of other kinds are not read: {}", kinds.join(", "));
            self.diagnostics
                .push(Diagnostic::note("not-included", message).help("see `include` under [input] in dossier.toml"));
        }
        let sidecars = sidecar::read(self.sidecars, &documents);
        if !sidecars.problems.is_empty() {
            return Err(Error::Configuration(sidecars.problems));
        }
        self.diagnostics.extend(sidecars.unmatched);
        self.diagnostics.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
        Ok(Inventory { documents, diagnostics: self.diagnostics, sidecars: sidecars.corrections })
    }
}

/// The input folder, if it can be walked; a way out if not.
fn usable(folder: &Path) -> Result<(), Error> {
    let error = |reason: String, help: String| Err(Error::Input { path: folder.to_path_buf(), reason, help });
    match std::fs::metadata(folder) {
        Ok(meta) if meta.is_dir() => match std::fs::read_dir(folder) {
            Ok(_) if own::is_site(folder) => error(
                "is a site that dossier built, not a folder of articles".into(),
                "name the folder that the articles lie in; `dossier check` checks a site".into(),
            ),
            Ok(_) => Ok(()),
            Err(found) => error(format!("folder cannot be read: {found}"), "check its permissions".into()),
        },
        Ok(_) => {
            let parent = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            error("is a file, not a folder".into(), format!("name the folder it is in: {}", parent.display()))
        }
        Err(found) if found.kind() == io::ErrorKind::NotFound => {
            error("folder does not exist".into(), "check the name, or run dossier in the folder that holds it".into())
        }
        Err(found) => error(format!("folder cannot be read: {found}"), "check the path and its permissions".into()),
    }
}

/// A path below the input folder, with `/` between its parts.
fn below(path: &Path, folder: &Path) -> String {
    let parts = path.strip_prefix(folder).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 12 => {
            format!(".{}", ending.to_lowercase().escape_debug())
        }
        _ => "without an ending".into(),
    }
}
