//! The folder in which a site is made before it takes its place, and what an interrupted run left in one.
//!
//! It holds `new`, the site to be; `old`, the site that was, while two renames are under way; and `state`, which says
//! how far things are. Whatever a run that was killed left here is completed or undone by the next one.

use super::manifest::{self, Hash, Manifest, hash, hex};
use super::place::canonical;
use super::{replace, settle};
use crate::model::{MANIFEST, SitePath};
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const STATE: &str = "state";
const DRAFT: &str = "state-draft";
const MARK: &str = "# dossier: a site in the making; safe to take away while no build runs\n";
const BUILDING: &str = "building";
const REPLACING: &str = "replacing";

/// How far a run is.
pub(super) enum State<'a> {
    /// Files are being written; all of it can be thrown away.
    Building,
    /// The site is complete, has this manifest, and is about to be exchanged with the old one.
    Exchanging(&'a Hash),
    /// The files are being put over the old ones, one by one.
    Replacing,
}

/// A staging folder; taken away when dropped.
pub(super) struct Staging {
    root: PathBuf,
    /// Whether the process's umask takes more than it should, so that every mode has to be set.
    set_modes: bool,
    /// Parents of the output that were made for it, outermost first.
    made: Vec<PathBuf>,
    /// Whether all is done, so that the parents made stay.
    done: bool,
    /// Whether it holds what only the next run can put in order.
    left: bool,
}

/// Where the staging folder of an output is: beside it, or inside where the output cannot be renamed.
pub(super) fn root(out: &Path, inside: bool) -> PathBuf {
    let real = canonical(out);
    if inside {
        return real.join(".dossier-staging");
    }
    let name = format!(".dossier-{}", &hex(&hash(real.as_os_str().as_encoded_bytes()))[..16]);
    real.parent().unwrap_or(Path::new("/")).join(name)
}

impl Staging {
    /// Makes an empty staging folder; [`recover`] has made room for it.
    pub(super) fn new(out: &Path, inside: bool) -> io::Result<Staging> {
        let root = root(out, inside);
        let mut made = Vec::new();
        let missing: Vec<&Path> = root.ancestors().skip(1).take_while(|path| !path.exists()).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder)?;
            made.push(folder.to_path_buf());
        }
        let mut staging = Staging { root, set_modes: true, made, done: false, left: false };
        let made = || -> io::Result<bool> {
            fs::create_dir(&staging.root)?;
            staging.state(State::Building)?;
            let probe = staging.root.join("mode");
            let exact = has_exact_modes(&probe);
            fs::remove_file(probe)?;
            exact
        }();
        match made {
            Ok(exact) => staging.set_modes = !exact,
            Err(error) => {
                drop(staging);
                return Err(error);
            }
        }
        staging.folder(&staging.site())?;
        Ok(staging)
    }

    /// The site to be.
    pub(super) fn site(&self) -> PathBuf {
        self.root.join("new")
    }

    /// Where the old site stands while two renames are under way.
    pub(super) fn old(&self) -> PathBuf {
        self.root.join("old")
    }

    /// Notes how far the run is.
    pub(super) fn state(&self, state: State<'_>) -> io::Result<()> {
        let line = match state {
            State::Building => BUILDING.to_string(),
            State::Exchanging(manifest) => hex(manifest),
            State::Replacing => REPLACING.to_string(),
        };
        // Through a rename, so that a reader finds the whole of one state.
        let draft = self.root.join(DRAFT);
        fs::write(&draft, format!("{MARK}{line}\n"))?;
        fs::rename(draft, self.root.join(STATE))
    }

    /// Makes a folder for everyone to read.
    pub(super) fn folder(&self, path: &Path) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o755);
        match builder.create(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
            Ok(()) if self.set_modes => set_mode(path, 0o755),
            Ok(()) => Ok(()),
        }
    }

    /// Makes the folders that files need.
    pub(super) fn folders<'a>(&self, files: impl IntoIterator<Item = &'a SitePath>) -> io::Result<()> {
        let mut made = std::collections::BTreeSet::new();
        for path in files {
            let parts: Vec<usize> = path.as_str().match_indices('/').map(|(at, _)| at).collect();
            for at in parts {
                let folder = &path.as_str()[..at];
                if !made.contains(folder) {
                    self.folder(&self.site().join(folder))?;
                    made.insert(folder.to_string());
                }
            }
        }
        Ok(())
    }

    /// Writes a file of the site; its folder is there.
    pub(super) fn file(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.site().join(path);
        create(&path)?.write_all(bytes)?;
        if self.set_modes { set_mode(&path, 0o644) } else { Ok(()) }
    }

    /// Has everything written reach the disk before the site takes its place.
    pub(super) fn flush(&self) -> io::Result<()> {
        // One call for the whole file system: flushing thousands of small files one after the other takes seconds.
        #[cfg(target_os = "linux")]
        return Ok(rustix::fs::syncfs(fs::File::open(&self.root)?)?);
        #[cfg(not(target_os = "linux"))]
        fs::File::open(self.site().join(MANIFEST))?.sync_all()
    }

    /// All is done; what is left of the staging folder goes.
    pub(super) fn done(mut self) {
        self.done = true;
    }

    /// It stays as it is, for the next run to put in order.
    pub(super) fn leave(mut self) {
        (self.done, self.left) = (true, true);
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Under another name the unused site is nothing that a later run could take for an old one, should this
        // one be killed in between. Writing another state instead could fail on a full disk.
        if !self.left && !self.old().exists() {
            let unused = self.site();
            if !unused.exists() || fs::rename(unused, self.root.join("unused")).is_ok() {
                drop(discard(&self.root));
            }
        }
        if !self.done {
            self.made.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
        }
    }
}

/// Takes a staging folder away, the state last, without which the rest could not be told for ours.
fn discard(root: &Path) -> io::Result<()> {
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else if entry.file_name() != STATE {
            fs::remove_file(entry.path())?;
        }
    }
    fs::remove_file(root.join(STATE))?;
    fs::remove_dir(root)
}

fn create(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o644);
    options.open(path)
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// Whether a new file gets the mode that was asked for.
fn has_exact_modes(probe: &Path) -> io::Result<bool> {
    let meta = create(probe)?.metadata()?;
    #[cfg(unix)]
    return Ok(std::os::unix::fs::PermissionsExt::mode(&meta.permissions()) & 0o777 == 0o644);
    #[cfg(not(unix))]
    Ok(meta.is_file())
}

/// Whether a run that replaced the files of this folder one by one was interrupted.
pub(super) fn is_interrupted(out: &Path) -> bool {
    fs::read_to_string(root(out, true).join(STATE)).is_ok_and(|text| text.starts_with(MARK))
}

/// Completes or undoes what an interrupted run left behind. To be called under the lock.
pub(super) fn recover(out: &Path) -> io::Result<()> {
    for inside in [false, true] {
        let root = root(out, inside);
        if fs::symlink_metadata(&root).is_ok() {
            recover_in(&root, out)?;
        }
    }
    Ok(())
}

fn recover_in(root: &Path, out: &Path) -> io::Result<()> {
    let Ok(text) = fs::read_to_string(root.join(STATE)) else {
        // Killed between making the folder and noting the state.
        drop(fs::remove_file(root.join(DRAFT)));
        return fs::remove_dir(root).map_err(|_| in_the_way(root));
    };
    let state = text.strip_prefix(MARK).ok_or_else(|| in_the_way(root))?;
    let (new, old) = (root.join("new"), root.join("old"));
    match state.trim_end() {
        BUILDING => {}
        REPLACING => replace::replace(&new, out)?,
        manifest => {
            let stands = fs::symlink_metadata(out).is_ok();
            let staged = || fs::read(new.join(MANIFEST)).map(|text| hex(&hash(&text)));
            if old.exists() && !stands {
                fs::rename(&old, out)?;
            } else if old.exists() {
                settle::settle(&old, out)?;
            } else if stands && new.exists() && staged().ok().as_deref() != Some(manifest) {
                // The exchange was done: what stands in the place of the new site is the old one.
                settle::settle(&new, out)?;
            }
        }
    }
    drop(Staging { root: root.to_path_buf(), set_modes: false, made: Vec::new(), done: true, left: false });
    Ok(())
}

fn in_the_way(root: &Path) -> io::Error {
    let message = format!("{} is in the way and was not made by dossier", root.display());
    io::Error::new(io::ErrorKind::AlreadyExists, message)
}

/// The manifest of a folder as it stands; empty where it has none.
pub(super) fn manifest_of(folder: &Path) -> Manifest {
    manifest::of_folder(folder).map(|text| manifest::from_text(&text)).unwrap_or_default()
}
