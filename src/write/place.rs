//! Whether a folder may be written, and how it can be replaced.

use super::{Protected, manifest, staging};
use crate::error::Error;
use crate::model::SitePath;
use std::env;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// What stands at the output's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing.
    Nothing,
    /// An empty folder.
    Empty,
    /// A folder that dossier made.
    Ours,
}

/// The path without a slash at its end, which would lead through a symlink.
pub(super) fn plain(out: &Path) -> PathBuf {
    let path: PathBuf = out.components().collect();
    if path.as_os_str().is_empty() { ".".into() } else { path }
}

/// The real path, also of a folder that is yet to be made.
pub(super) fn canonical(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut rest = Vec::new();
    let mut at = absolute.as_path();
    loop {
        if let Ok(mut real) = at.canonicalize() {
            real.extend(rest.iter().rev());
            return real;
        }
        match (at.parent(), at.components().next_back()) {
            (Some(_), Some(Component::Normal(name))) => rest.push(name.to_os_string()),
            (Some(_), Some(Component::ParentDir)) => rest.push("..".into()),
            _ => return absolute,
        }
        at = at.parent().unwrap_or(Path::new("/"));
    }
}

fn refused(out: &Path, reason: impl Into<String>, help: impl Into<String>) -> Error {
    Error::Output { path: out.to_path_buf(), reason: reason.into(), help: help.into() }
}

const ANOTHER: &str = "name another folder with --out";

/// Says what stands at the output's place, or refuses it with the reason.
pub(super) fn examine(out: &Path, protected: &Protected) -> Result<Standing, Error> {
    let out = &plain(out);
    let meta = match fs::symlink_metadata(out) {
        Ok(meta) => Some(meta),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(refused(out, "cannot be made, because a part of its path is a file", ANOTHER));
        }
        Err(error) => return Err(refused(out, format!("cannot be reached: {error}"), ANOTHER)),
    };
    if meta.as_ref().is_some_and(|meta| meta.is_symlink()) {
        return Err(refused(out, "is a link to another place", "name the folder itself with --out"));
    }
    if meta.as_ref().is_some_and(|meta| !meta.is_dir()) {
        return Err(refused(out, "is not a folder", ANOTHER));
    }
    let real = canonical(out);
    if real.parent().is_none() {
        return Err(refused(out, "is the root of the file system", ANOTHER));
    }
    if env::home_dir().filter(|home| !home.as_os_str().is_empty()).is_some_and(|home| canonical(&home) == real) {
        return Err(refused(out, "is your home folder", ANOTHER));
    }
    for folder in &protected.folders {
        let source = canonical(folder);
        if source == real {
            return Err(refused(out, "is the folder the articles or settings are in", ANOTHER));
        }
        if source.starts_with(&real) {
            let reason = format!("holds the folder {}, which is read for this site", folder.display());
            return Err(refused(out, reason, ANOTHER));
        }
    }
    let standing = match meta {
        None => Standing::Nothing,
        Some(_) if manifest::of_folder(out).is_some() || staging::is_interrupted(out) => Standing::Ours,
        Some(_) => match fs::read_dir(out).map(|mut entries| entries.next().is_none()) {
            Ok(true) => Standing::Empty,
            Ok(false) => {
                let help = "name an empty folder with --out, or empty this one yourself";
                return Err(refused(out, "is not empty and was not made by dossier, so it is left alone", help));
            }
            Err(error) => return Err(refused(out, format!("cannot be read: {error}"), "check its permissions")),
        },
    };
    writable(out, &real, standing)?;
    Ok(standing)
}

/// What stands in the way of a file of the site, and what it is: something under its name, or no folder on the way.
pub(super) fn obstacle(out: &Path, path: &SitePath) -> (PathBuf, &'static str) {
    let mut at = out.to_path_buf();
    let mut parts = path.as_str().split('/').peekable();
    while let Some(part) = parts.next() {
        at.push(part);
        let on_the_way = parts.peek().is_some();
        match fs::symlink_metadata(&at) {
            Ok(_) if on_the_way && at.is_dir() => {}
            Ok(meta) if meta.is_dir() => return (at, "a folder"),
            Ok(meta) if meta.is_symlink() => return (at, "a link"),
            Ok(_) | Err(_) => break,
        }
    }
    (at, "a file")
}

/// Asks the system whether the output can be made, before any work is done.
#[cfg(unix)]
fn writable(out: &Path, real: &Path, standing: Standing) -> Result<(), Error> {
    use rustix::fs::{Access, access};
    let may = |path: &Path| access(path, Access::WRITE_OK | Access::EXEC_OK);
    let there = real.ancestors().skip(1).find(|path| path.exists()).unwrap_or(Path::new("/"));
    let answer = match standing {
        // A folder that is a mount point is written from inside; its parent may then be closed.
        Standing::Ours | Standing::Empty => may(real),
        Standing::Nothing => may(there),
    };
    answer.map_err(|error| {
        let error = io::Error::from(error);
        refused(
            out,
            format!("cannot be written: {}", said(&error)),
            "check its permissions, or name another with --out",
        )
    })
}

#[cfg(not(unix))]
fn writable(_out: &Path, _real: &Path, _standing: Standing) -> Result<(), Error> {
    Ok(())
}

/// An error of the system in plain words.
pub(super) fn said(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "no permission".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".into(),
        io::ErrorKind::QuotaExceeded => "your share of the disk is used up".into(),
        _ => error.to_string(),
    }
}

/// Whether the folder is one that cannot be renamed, so that its files have to be replaced one by one: a mount
/// point, the folder we stand in (a shell in it would be left in a folder that is gone), or one whose parent is
/// closed to us.
pub(super) fn is_fixed(out: &Path) -> bool {
    let real = canonical(out);
    let stands_in = env::current_dir().is_ok_and(|current| canonical(&current).starts_with(&real));
    stands_in || is_mount_point(&real)
}

#[cfg(unix)]
fn is_mount_point(real: &Path) -> bool {
    use rustix::fs::{Access, access};
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).ok().map(|meta| meta.dev());
    let Some(parent) = real.parent() else { return true };
    let closed = access(parent, Access::WRITE_OK | Access::EXEC_OK).is_err();
    fs::metadata(real).is_ok() && (device(real) != device(parent) || closed)
}

#[cfg(not(unix))]
fn is_mount_point(_real: &Path) -> bool {
    false
}
