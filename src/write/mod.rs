//! Puts a site into a folder: staged beside it, then exchanged in one step.
//!
//! Takes [`Files`] and a folder. Removes only what it wrote; a failed write leaves the old site whole.

use crate::error::Error;
use crate::model::Files;
use std::path::{Path, PathBuf};

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
pub fn preflight(_out: &Path, _protected: &Protected) -> Result<(), Error> {
    Ok(())
}

/// Writes a site into a folder.
pub fn write(files: &dyn Files, out: &Path, protected: &Protected) -> Result<Written, Error> {
    preflight(out, protected)?;
    let mut written = Written::default();
    let failed = |path: &Path, error: std::io::Error| Error::Output {
        path: path.to_path_buf(),
        reason: format!("cannot be written: {error}"),
        help: "check the path and its permissions".into(),
    };
    for path in files.paths() {
        let to = out.join(path.as_str());
        let bytes = files.read(&path).map_err(|e| failed(&to, e))?;
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder).map_err(|e| failed(folder, e))?;
        }
        written.files += 1;
        written.bytes += bytes.len() as u64;
        std::fs::write(&to, bytes).map_err(|e| failed(&to, e))?;
    }
    Ok(written)
}
