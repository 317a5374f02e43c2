//! One writer at a time for each output folder, and for each file of corrections.

use super::manifest::{hash, hex};
use super::place::canonical;
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Holds the lock of a place until it is dropped.
pub(crate) struct Lock {
    _file: File,
}

/// Waits for the lock of a place that is written to: an output folder, a file of corrections.
///
/// The file stands in the user's runtime or cache folder, never beside the output, and stays there empty: taking it
/// away would let two builds hold locks on two files of one name. Where none of these folders can be written, the
/// folder that holds the output is locked itself, which leaves nothing behind.
pub(crate) fn lock(out: &Path) -> io::Result<Lock> {
    let out = canonical(out);
    let name = format!("{}.lock", &hex(&hash(out.as_os_str().as_encoded_bytes()))[..32]);
    let file = homes().iter().find_map(|home| open(home, &name).ok());
    let file = match file {
        Some(file) => file,
        None => File::open(out.ancestors().skip(1).find(|p| p.is_dir()).unwrap_or(Path::new("/")))?,
    };
    file.lock()?;
    Ok(Lock { _file: file })
}

fn homes() -> Vec<PathBuf> {
    let folder = |name: &str| env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    let mut homes: Vec<PathBuf> = [
        folder("XDG_RUNTIME_DIR"),
        folder("XDG_CACHE_HOME"),
        folder("LOCALAPPDATA"),
        folder("HOME").map(|home| home.join(".cache")),
    ]
    .into_iter()
    .flatten()
    .map(|home| home.join("dossier"))
    .collect();
    homes.push(env::temp_dir().join(format!("dossier-{}", user())));
    homes
}

#[cfg(unix)]
fn user() -> u32 {
    rustix::process::getuid().as_raw()
}

#[cfg(not(unix))]
fn user() -> u32 {
    0
}

fn open(home: &Path, name: &str) -> io::Result<File> {
    fs::create_dir_all(home)?;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // The folder for temporary files is shared; a link there may be another user's.
        options.mode(0o600).custom_flags(rustix::fs::OFlags::NOFOLLOW.bits() as i32);
    }
    options.open(home.join(name))
}
