//! Puts a site into a folder: staged beside it, then exchanged in one step.
//!
//! Takes [`Files`] and a folder. Removes only what it wrote; a failed write leaves the old site whole. Files are
//! rendered, compared with those that stand, and written, all at the same time; only the list of hashes is kept.

mod folder;
pub(crate) mod lock;
mod manifest;
mod place;
mod replace;
mod settle;
mod staging;
#[cfg(test)]
mod tests;

pub use folder::Folder;

use crate::error::Error;
use crate::model::{Files, MANIFEST, SitePath};
use crate::par;
use manifest::{Hash, Manifest, hash};
use place::Standing;
use replace::{Means, Way};
use staging::{Staging, State};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// What writing did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files of the new site.
    pub files: u32,
    /// Files whose bytes did not change.
    pub unchanged: u32,
    /// Files that are new.
    pub added: u32,
    /// Files whose bytes changed.
    pub changed: u32,
    /// Files of the old site that are gone.
    pub removed: u32,
    /// Bytes of the new site.
    pub bytes: u64,
    /// A sentence for the user where the folder could not be exchanged in one step.
    pub remark: Option<String>,
}

/// What the output folder must not touch.
#[derive(Clone, Debug, Default)]
pub struct Protected {
    /// The input folder, the folder of the configuration, and the like.
    pub folders: Vec<PathBuf>,
}

/// Refuses an output folder that could not be written, before any work is done.
pub fn preflight(out: &Path, protected: &Protected) -> Result<(), Error> {
    place::examine(out, protected).map(drop)
}

/// Whether a folder is a site that dossier made.
pub fn is_ours(folder: &Path) -> bool {
    manifest::of_folder(folder).is_some()
}

/// Writes a site into a folder. See [`write_with`].
pub fn write(files: &dyn Files, out: &Path, protected: &Protected) -> Result<Written, Error> {
    write_with(files, out, protected, &|| {})
}

/// Writes a site into a folder, and tells after each file, from several threads.
///
/// Waits for another build of the same folder; takes up what a killed one left behind. Files that did not change keep
/// their time stamps, files of others stay, and where nothing changed nothing is touched.
pub fn write_with(
    files: &dyn Files,
    out: &Path,
    protected: &Protected,
    advance: &(dyn Fn() + Sync),
) -> Result<Written, Error> {
    write_by(Means { exchange: true, rename: true }, files, out, protected, advance)
}

fn write_by(
    means: Means,
    files: &dyn Files,
    out: &Path,
    protected: &Protected,
    advance: &(dyn Fn() + Sync),
) -> Result<Written, Error> {
    place::examine(out, protected)?;
    let out = &place::plain(out);
    let failed = |error: io::Error| Error::Output {
        path: out.clone(),
        reason: format!("cannot be written: {}", place::said(&error)),
        help: "nothing was changed; check the disk, the path and its permissions".into(),
    };
    let _lock = lock::lock(out).map_err(failed)?;
    staging::recover(out).map_err(failed)?;
    // Only now it is certain what stands there: another build may have been under way.
    let standing = place::examine(out, protected)?;
    let job = Job { files, out, standing, means, advance };
    if means.rename && !place::is_fixed(out) {
        match job.run(false) {
            Ok(Some(written)) => return Ok(written),
            Ok(None) => {}
            Err(error) => return Err(error.into_error(out)),
        }
    }
    match job.run(true) {
        Ok(written) => Ok(written.unwrap_or_default()),
        Err(error) => Err(error.into_error(out)),
    }
}

/// Why a site could not be written.
enum Failure {
    /// The file at this path of the site, or the site as a whole, cannot be written.
    Disk(Option<SitePath>, io::Error),
    /// What is not ours stands where this file belongs.
    Foreign(SitePath),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Disk(None, error)
    }
}

impl Failure {
    fn into_error(self, out: &Path) -> Error {
        match self {
            Failure::Disk(path, error) => Error::Output {
                path: path.map_or(out.to_path_buf(), |path| out.join(path.as_str())),
                reason: format!("cannot be written: {}", place::said(&error)),
                help: "the site that was there is as it was; make room or check the permissions".into(),
            },
            Failure::Foreign(path) => {
                let (path, what) = place::obstacle(out, &path);
                Error::Output {
                    path,
                    reason: format!("needs this place, but {what} stands there that dossier did not make"),
                    help: "move it away, or name another folder with --out; the site that was there is as it was"
                        .into(),
                }
            }
        }
    }
}

/// What happened to one file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Unchanged,
    Added,
    Changed,
    /// As before by our reckoning, but somebody had changed the file on disk.
    Restored,
}

struct Job<'a> {
    files: &'a dyn Files,
    out: &'a Path,
    standing: Standing,
    means: Means,
    advance: &'a (dyn Fn() + Sync),
}

impl Job<'_> {
    /// Writes the site, staged beside the output or inside it; none where the output turns out not to be movable.
    fn run(&self, inside: bool) -> Result<Option<Written>, Failure> {
        let old_text = match self.standing {
            Standing::Ours => manifest::of_folder(self.out).unwrap_or_default(),
            Standing::Nothing | Standing::Empty => String::new(),
        };
        let old = manifest::from_text(&old_text);
        let paths = self.files.paths();
        let staging = Staging::new(self.out, inside)?;
        let manifest_path = SitePath::new(MANIFEST).expect("the manifest has a plain path");
        staging.folders(paths.iter().chain([&manifest_path]))?;

        let results = self.stage(&staging, &paths, &old)?;
        let mut written = Written { files: paths.len() as u32, ..Written::default() };
        let mut restored = 0;
        for (_, length, fate) in &results {
            written.bytes += length;
            match fate {
                Fate::Unchanged => written.unchanged += 1,
                Fate::Added => written.added += 1,
                Fate::Changed => written.changed += 1,
                Fate::Restored => restored += 1,
            }
        }
        written.changed += restored;
        let new_text = manifest::to_text(paths.iter().zip(results.iter().map(|(hash, ..)| hash)));
        let new: Manifest = paths.iter().cloned().zip(results.iter().map(|(hash, ..)| *hash)).collect();
        written.removed = old.keys().filter(|path| !new.contains_key(*path)).count() as u32;
        if written.unchanged == written.files && old_text == new_text {
            return Ok(Some(written));
        }

        staging.file(MANIFEST, new_text.as_bytes())?;
        let ours = settle::replaceable(self.out, &old, &new);
        let kept = old.keys().filter(|path| !ours.contains(path.as_str())).count() as u32;
        written.removed -= kept;
        let (mut settled, mut remark) = (true, None);
        if inside {
            staging.flush()?;
            if let Err(error) = replace::replace_all(&staging, self.out) {
                staging.leave();
                return Err(error.into());
            }
            flush_parent(&self.out.join(MANIFEST));
            remark = Some("it cannot be replaced as a whole, so its files were replaced one by one");
        } else {
            let unchanged = paths.iter().zip(&results).filter(|(_, result)| result.2 == Fate::Unchanged);
            self.fill(&staging, unchanged.map(|(path, _)| path).collect(), &ours)?;
            let old = match self.put(&staging, new_text.as_bytes())? {
                Way::Fixed => return Ok(None),
                Way::First => None,
                Way::Exchanged => Some(staging.site()),
                Way::Renamed => {
                    remark = Some("this disk cannot exchange two folders in one step, so two steps were taken");
                    Some(staging.old())
                }
            };
            // The new site stands: what fails in taking the old one away is no failure of the build, and the next
            // one sees to it.
            settled = old.is_none_or(|old| settle::settle(&old, self.out).is_ok());
        }
        if settled {
            staging.done()
        } else {
            staging.leave()
        }
        written.remark = remarks(self.out, remark, restored, kept);
        Ok(Some(written))
    }

    /// Renders every file, compares it with the one that stands, and writes it where it differs.
    fn stage(&self, staging: &Staging, paths: &[SitePath], old: &Manifest) -> Result<Vec<(Hash, u64, Fate)>, Failure> {
        let stop = AtomicBool::new(false);
        let one = |path: &SitePath| -> Result<(Hash, u64, Fate), Failure> {
            let named = |error| Failure::Disk(Some(path.clone()), error);
            let bytes = self.files.read(path).map_err(named)?;
            let hash = hash(&bytes);
            let fate = self.compare(path, &bytes, old.get(path).map(|was| *was == hash))?;
            if fate != Fate::Unchanged {
                staging.file(path.as_str(), &bytes).map_err(named)?;
            }
            (self.advance)();
            Ok((hash, bytes.len() as u64, fate))
        };
        let results = par::map(paths, |path| {
            // After one file failed, as on a full disk, the others need not be rendered.
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let result = one(path);
            stop.fetch_or(result.is_err(), Ordering::Relaxed);
            Some(result)
        });
        let mut done = Vec::with_capacity(results.len());
        for result in results.into_iter().flatten() {
            done.push(result?);
        }
        Ok(done)
    }

    /// What happens to a file, by whether our manifest has it, and with the same hash.
    fn compare(&self, path: &SitePath, bytes: &[u8], listed: Option<bool>) -> Result<Fate, Failure> {
        if self.standing == Standing::Nothing {
            return Ok(Fate::Added);
        }
        let there = self.out.join(path.as_str());
        match (listed, fs::symlink_metadata(&there)) {
            (None, Err(error)) if error.kind() == io::ErrorKind::NotFound => Ok(Fate::Added),
            // Neither a folder in the place of a file nor a file in that of a folder can be carried over.
            (Some(_), Ok(meta)) if meta.is_dir() => Err(Failure::Foreign(path.clone())),
            (Some(_), Err(error)) if error.kind() == io::ErrorKind::NotADirectory => {
                Err(Failure::Foreign(path.clone()))
            }
            (None, _) => Err(Failure::Foreign(path.clone())),
            (Some(false), _) => Ok(Fate::Changed),
            (Some(true), Ok(meta)) => {
                let same =
                    meta.is_file() && meta.len() == bytes.len() as u64 && fs::read(there).is_ok_and(|b| b == bytes);
                Ok(if same { Fate::Unchanged } else { Fate::Restored })
            }
            (Some(true), Err(_)) => Ok(Fate::Restored),
        }
    }

    /// Links over what did not change and what is not ours.
    fn fill(&self, staging: &Staging, unchanged: Vec<&SitePath>, ours: &BTreeSet<&str>) -> Result<(), Failure> {
        let site = staging.site();
        let linked =
            par::map(&unchanged, |path| settle::link(&self.out.join(path.as_str()), &site.join(path.as_str())));
        linked.into_iter().collect::<io::Result<()>>()?;
        match self.standing {
            Standing::Nothing | Standing::Empty => Ok(()),
            Standing::Ours => Ok(settle::carry(self.out, &site, ours)?),
        }
    }

    /// Puts the complete site into its place.
    fn put(&self, staging: &Staging, manifest: &[u8]) -> Result<Way, Failure> {
        staging.state(State::Exchanging(&hash(manifest)))?;
        staging.flush()?;
        let way = replace::swap(staging, self.out, self.means)?;
        flush_parent(self.out);
        Ok(way)
    }
}

/// A rename is on the disk when the folder it happened in is.
fn flush_parent(path: &Path) {
    let parent = place::canonical(path).parent().map(Path::to_path_buf).unwrap_or_default();
    if let Ok(folder) = fs::File::open(parent) {
        drop(folder.sync_all());
    }
}

fn remarks(out: &Path, way: Option<&str>, restored: u32, kept: u32) -> Option<String> {
    let files = |n: u32| if n == 1 { "1 file".to_string() } else { format!("{n} files") };
    let restored = (restored > 0).then(|| format!("{} changed by another hand were written again", files(restored)));
    let kept = (kept > 0).then(|| format!("{} changed by another hand, with no page any more, were left", files(kept)));
    let all: Vec<String> = [way.map(String::from), restored, kept].into_iter().flatten().collect();
    (!all.is_empty()).then(|| format!("{}: {}", out.display(), all.join("; ")))
}
