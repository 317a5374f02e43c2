//! Putting a site into its place: in one step, in two, or file by file.

use super::settle::is_as_written;
use super::staging::{Staging, State, manifest_of};
use crate::model::{MANIFEST, SitePath};
use std::fs;
use std::io;
use std::path::Path;

/// What the system may be asked for. Everything, but in tests of what happens where it cannot do something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Means {
    /// Exchange two folders in one step.
    pub(super) exchange: bool,
    /// Rename the output folder.
    pub(super) rename: bool,
}

/// How the site came into its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// In one step; the old site stands in the staging folder in the place of the new one.
    Exchanged,
    /// There was no site before.
    First,
    /// In two steps; the old site stands in the staging folder beside.
    Renamed,
    /// The folder cannot be renamed; nothing was done.
    Fixed,
}

/// Puts a complete site into the place of the output folder.
pub(super) fn swap(staging: &Staging, out: &Path, means: Means) -> io::Result<Way> {
    if fs::symlink_metadata(out).is_err() {
        fs::rename(staging.site(), out)?;
        return Ok(Way::First);
    }
    if !means.rename {
        return Ok(Way::Fixed);
    }
    if means.exchange {
        match exchange(&staging.site(), out) {
            Ok(true) => return Ok(Way::Exchanged),
            Ok(false) => {}
            Err(error) if is_fixed(&error) => return Ok(Way::Fixed),
            Err(error) => return Err(error),
        }
    }
    match fs::rename(out, staging.old()) {
        Ok(()) => {}
        Err(error) if is_fixed(&error) => return Ok(Way::Fixed),
        Err(error) => return Err(error),
    }
    match fs::rename(staging.site(), out) {
        Ok(()) => Ok(Way::Renamed),
        Err(error) => {
            fs::rename(staging.old(), out)?;
            Err(error)
        }
    }
}

/// A mount point, a folder in another layer of a container's file system, or one that we may not move.
fn is_fixed(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices | io::ErrorKind::PermissionDenied
    )
}

/// Exchanges two folders; no where the system or file system has no such step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_a: &Path, _b: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Puts the staged files over those of the output folder, one by one: assets, then pages, then indexes, so that no
/// page is there before what it needs; then takes away what has no successor, and puts the manifest last.
///
/// May be called again after it was interrupted, and then does what is left.
pub(super) fn replace_all(staging: &Staging, out: &Path) -> io::Result<()> {
    staging.state(State::Replacing)?;
    replace(&staging.site(), out)
}

/// [`replace_all`] without noting it.
pub(super) fn replace(staged: &Path, out: &Path) -> io::Result<()> {
    if !staged.join(MANIFEST).exists() {
        return Ok(());
    }
    let (was, is) = (manifest_of(out), manifest_of(staged));
    let mut paths: Vec<&SitePath> = is.keys().collect();
    paths.sort_by_key(|path| (rank(path), *path));
    for path in paths {
        // Files that did not change were not staged.
        let from = staged.join(path.as_str());
        if from.exists() {
            rename_into(&from, &out.join(path.as_str()))?;
        }
    }
    for (path, written) in &was {
        let stale = out.join(path.as_str());
        if !is.contains_key(path) && is_as_written(&stale, written) {
            fs::remove_file(&stale)?;
            let folders = stale.ancestors().skip(1).take_while(|folder| *folder != out);
            // Stops at the first folder that still holds something.
            for folder in folders {
                if fs::remove_dir(folder).is_err() {
                    break;
                }
            }
        }
    }
    rename_into(&staged.join(MANIFEST), &out.join(MANIFEST))
}

fn rename_into(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.exists()).collect();
        for folder in missing.into_iter().rev() {
            let staged = from.parent().map(fs::metadata);
            fs::create_dir(folder)?;
            if let Some(Ok(meta)) = staged {
                fs::set_permissions(folder, meta.permissions())?;
            }
        }
    }
    fs::rename(from, to)
}

fn rank(path: &SitePath) -> u8 {
    let path = path.as_str();
    match (path.ends_with(".html"), path.ends_with("index.html")) {
        (_, true) => 2,
        (true, false) => 1,
        (false, false) => 0,
    }
}
