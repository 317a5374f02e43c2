//! Foreign files: they are linked into the new site before it takes its place, and what came into the old one in
//! the last moment follows.

use super::manifest::{Hash, Manifest, hash};
use super::staging::manifest_of;
use crate::model::{MANIFEST, SitePath};
use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// Everything in a folder that is not ours.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    /// Files, links and the like, by path below the folder.
    pub(super) files: Vec<PathBuf>,
    /// Folders that hold nothing of ours, outermost first.
    pub(super) folders: Vec<PathBuf>,
}

/// Lists what is not ours: what is not in `ours`. Nothing is followed; the staging folder inside is passed over.
pub(super) fn foreign(folder: &Path, ours: &BTreeSet<&str>) -> io::Result<Foreign> {
    let mut found = Foreign::default();
    let mut our_folders: BTreeSet<&str> = BTreeSet::new();
    for path in ours {
        our_folders.extend(path.match_indices('/').map(|(at, _)| &path[..at]));
    }
    let mut open = vec![PathBuf::new()];
    while let Some(below) = open.pop() {
        for entry in fs::read_dir(folder.join(&below))? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            if path == Path::new(".dossier-staging") {
                continue;
            }
            let text = path.to_str().map(|text| if cfg!(windows) { text.replace('\\', "/") } else { text.into() });
            if entry.file_type()?.is_dir() {
                if !text.is_some_and(|text| our_folders.contains(text.as_str())) {
                    found.folders.push(path.clone());
                }
                open.push(path);
            } else if !text.is_some_and(|text| ours.contains(text.as_str())) {
                found.files.push(path);
            }
        }
    }
    found.files.sort();
    found.folders.sort();
    Ok(found)
}

/// Links everything that is not ours from the old site into the new one, which does not stand yet.
///
/// `ours` are the files of the old site that the new one has or that may go.
pub(super) fn carry(old: &Path, new: &Path, ours: &BTreeSet<&str>) -> io::Result<()> {
    let foreign = foreign(old, ours)?;
    for folder in &foreign.folders {
        fs::create_dir_all(new.join(folder))?;
    }
    for path in &foreign.files {
        // A file of ours that was edited and has no successor is foreign, too, and its folder may be gone.
        if let Some(folder) = new.join(path).parent() {
            fs::create_dir_all(folder)?;
        }
        link(&old.join(path), &new.join(path))?;
    }
    // Innermost first, since making what is inside touches the time of what is outside.
    for folder in foreign.folders.iter().rev() {
        copy_looks(&old.join(folder), &new.join(folder))?;
    }
    Ok(())
}

/// Gives a file a second name; where that cannot be, copies it with its time stamp.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => Err(error),
        Err(error) => copy(from, to, error),
    }
}

fn copy(from: &Path, to: &Path, error: io::Error) -> io::Result<()> {
    let meta = fs::symlink_metadata(from)?;
    if meta.is_file() {
        fs::copy(from, to)?;
        if let (Ok(file), Ok(time)) = (fs::File::options().write(true).open(to), meta.modified()) {
            file.set_modified(time)?;
        }
        return Ok(());
    }
    #[cfg(unix)]
    if meta.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    Err(error)
}

fn copy_looks(from: &Path, to: &Path) -> io::Result<()> {
    let meta = fs::metadata(from)?;
    if let (Ok(folder), Ok(time)) = (fs::File::open(to), meta.modified()) {
        // Not every system lets a folder's time be set; it is a courtesy.
        drop(folder.set_modified(time));
    }
    fs::set_permissions(to, meta.permissions())
}

/// Whether a file is as we wrote it.
pub(super) fn is_as_written(path: &Path, written: &Hash) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file())
        && fs::read(path).is_ok_and(|bytes| hash(&bytes) == *written)
}

/// Empties the old site, which the new one has replaced: our files go, and whatever else came into it since it was
/// carried over moves to the new one.
pub(super) fn settle(old: &Path, new: &Path) -> io::Result<()> {
    let (was, is) = (manifest_of(old), manifest_of(new));
    let mut ours: BTreeSet<&str> = was.keys().map(SitePath::as_str).collect();
    ours.insert(MANIFEST);
    for path in foreign(old, &ours)?.files {
        let (from, mut to) = (old.join(&path), new.join(&path));
        if is_same(&from, &to) {
            continue;
        }
        if path.to_str().is_some_and(|path| is.contains_key(path)) {
            // It came under the name of a new page.
            let mut name = to.file_name().unwrap_or_default().to_os_string();
            name.push(".kept");
            to.set_file_name(name);
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::rename(from, to)?;
    }
    for path in was.keys() {
        drop(fs::remove_file(old.join(path.as_str())));
    }
    // The manifest goes last: while it stands, an interrupted run can tell what is left.
    fs::remove_dir_all(old)
}

/// Whether two names lead to one file, or to files that are the same.
fn is_same(a: &Path, b: &Path) -> bool {
    let (Ok(first), Ok(second)) = (fs::symlink_metadata(a), fs::symlink_metadata(b)) else { return false };
    if is_one(&first, &second) {
        return true;
    }
    if first.is_symlink() && second.is_symlink() {
        return fs::read_link(a).ok() == fs::read_link(b).ok();
    }
    first.is_file() && second.is_file() && first.len() == second.len() && fs::read(a).ok() == fs::read(b).ok()
}

#[cfg(unix)]
fn is_one(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn is_one(_a: &Metadata, _b: &Metadata) -> bool {
    false
}

/// The files of the old site that may go or have successors: those that are in the new one, and those that are as
/// we wrote them. A page that someone edited and that has no successor is theirs.
pub(super) fn replaceable<'a>(folder: &Path, was: &'a Manifest, is: &Manifest) -> BTreeSet<&'a str> {
    was.iter()
        .filter(|(path, written)| is.contains_key(*path) || is_as_written(&folder.join(path.as_str()), written))
        .map(|(path, _)| path.as_str())
        .chain([MANIFEST])
        .collect()
}
