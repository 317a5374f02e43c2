//! Opens regular files, and nothing that could block or lead elsewhere.

use crate::report::Diagnostic;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The bytes of a regular file of at most `cap` bytes.
///
/// What the file is, is asked of the open file: between listing and opening, another may have taken its name.
pub(super) fn read(path: &Path, cap: u64) -> Result<Vec<u8>, Diagnostic> {
    let file = regular(path)?;
    let meta = file.metadata().map_err(|error| unreadable(&error))?;
    if meta.len() > cap {
        return Err(too_large(meta.len(), cap));
    }
    let mut bytes = Vec::with_capacity(meta.len() as usize + 1);
    // A file may grow while it is read; one byte above the cap tells.
    file.take(cap + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    match bytes.len() as u64 {
        length if length > cap => Err(too_large(length, cap)),
        _ => Ok(bytes),
    }
}

/// A regular file, opened.
pub(super) fn regular(path: &Path) -> Result<File, Diagnostic> {
    let file = open(path)?;
    let meta = file.metadata().map_err(|error| unreadable(&error))?;
    if meta.is_file() { Ok(file) } else { Err(not_a_file()) }
}

#[cfg(unix)]
fn open(path: &Path) -> Result<File, Diagnostic> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    match rustix::fs::open(path, flags, Mode::empty()) {
        Ok(descriptor) => Ok(File::from(descriptor)),
        Err(rustix::io::Errno::LOOP) => Err(symlink()),
        // A socket cannot be opened, nor a device without a driver.
        Err(rustix::io::Errno::NXIO | rustix::io::Errno::NODEV) => Err(not_a_file()),
        Err(error) => Err(unreadable(&error.into())),
    }
}

#[cfg(not(unix))]
fn open(path: &Path) -> Result<File, Diagnostic> {
    let meta = std::fs::symlink_metadata(path).map_err(|error| unreadable(&error))?;
    if meta.is_symlink() {
        return Err(symlink());
    }
    if !meta.is_file() {
        return Err(not_a_file());
    }
    File::open(path).map_err(|error| unreadable(&error))
}

pub(super) fn symlink() -> Diagnostic {
    Diagnostic::warning("symlink", "this is a link to another place and is not followed")
        .help("put the file itself into the folder")
}

pub(super) fn not_a_file() -> Diagnostic {
    Diagnostic::warning("not-a-file", "this is a pipe, socket or device and is not read")
}

pub(super) fn too_large(length: u64, cap: u64) -> Diagnostic {
    over("the file", length, cap)
}

/// `what` is larger than the cap.
pub(super) fn over(what: &str, length: u64, cap: u64) -> Diagnostic {
    Diagnostic::warning("too-large", format!("{what} has {} and the limit is {}", size(length), size(cap)))
        .help("raise `max_file` under [input] in dossier.toml")
}

pub(super) fn unreadable(error: &io::Error) -> Diagnostic {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "it is gone".to_string(),
        io::ErrorKind::PermissionDenied => "no permission".to_string(),
        _ => error.to_string(),
    };
    Diagnostic::warning("unreadable", format!("the file cannot be read: {reason}"))
}

/// A number of bytes as people say it.
fn size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    match UNITS.iter().find(|(_, unit)| bytes >= *unit) {
        Some((name, unit)) if bytes.is_multiple_of(*unit) => format!("{} {name}", bytes / unit),
        Some((name, unit)) => format!("{:.1} {name}", bytes as f64 / *unit as f64),
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_file_at_the_cap_is_read_and_one_above_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, b"12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        let found = read(&path, 4).unwrap_err();
        assert_eq!(
            (found.code, found.message.as_str()),
            ("too-large", "the file has 5 bytes and the limit is 4 bytes")
        );
        assert_eq!(read(&folder.path().join("none"), 5).unwrap_err().code, "unreadable");
        assert_eq!(read(folder.path(), 5).unwrap_err().code, "not-a-file");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_followed_and_nothing_blocks() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link.txt");
        std::os::unix::fs::symlink("/etc/hostname", &link).unwrap();
        assert_eq!(read(&link, 100).unwrap_err().code, "symlink");
        let socket = folder.path().join("socket.txt");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(read(&socket, 100).unwrap_err().code, "not-a-file");
        assert_eq!(read(Path::new("/dev/zero"), 100).unwrap_err().code, "not-a-file");
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::{CWD, FileType, Mode, mknodat};
            let pipe = folder.path().join("pipe.txt");
            mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR, 0).unwrap();
            assert_eq!(read(&pipe, 100).unwrap_err().code, "not-a-file");
        }
    }

    #[test]
    fn sizes_are_said_plainly() {
        assert_eq!([size(16 << 20), size(1536), size(7)], ["16 MiB", "1.5 KiB", "7 bytes"]);
    }
}
