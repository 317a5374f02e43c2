//! The list of our files and their hashes, by which a folder is ours.

use crate::model::{MANIFEST, MANIFEST_MARK, SitePath};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// A SHA-256.
pub(super) type Hash = [u8; 32];

/// Our files by path, each with the hash it had when it was written.
pub(super) type Manifest = BTreeMap<SitePath, Hash>;

/// The hash of some bytes.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// In lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        write!(out, "{byte:02x}").expect("a string takes every byte");
    }
    out
}

/// As `sha256sum -c` reads it, from the site's root; the first line is a comment to it.
pub(super) fn to_text<'a>(files: impl IntoIterator<Item = (&'a SitePath, &'a Hash)>) -> String {
    let mut out = format!("{MANIFEST_MARK}\n");
    for (path, hash) in files {
        writeln!(out, "{}  {path}", hex(hash)).expect("a string takes every line");
    }
    out
}

/// Reads a manifest. Lines that are not ours to write are passed over: a manifest that came from elsewhere cannot
/// name a file outside its folder, because no [`SitePath`] can.
pub(super) fn from_text(text: &str) -> Manifest {
    text.lines()
        .skip(1)
        .filter_map(|line| {
            let (digits, path) = line.split_once("  ")?;
            Some((SitePath::new(path).ok()?, from_hex(digits)?))
        })
        .collect()
}

fn from_hex(digits: &str) -> Option<Hash> {
    let mut hash = [0; 32];
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }
    for (i, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).ok()?;
    }
    Some(hash)
}

/// The manifest of a folder; none where the folder is not ours.
pub(super) fn of_folder(folder: &Path) -> Option<String> {
    let path = folder.join(MANIFEST);
    let real = fs::symlink_metadata(&path).ok()?.is_file() && fs::symlink_metadata(path.parent()?).ok()?.is_dir();
    let mut start = vec![0; MANIFEST_MARK.len()];
    let mut file = File::open(&path).ok().filter(|_| real)?;
    file.read_exact(&mut start).ok()?;
    if start != MANIFEST_MARK.as_bytes() {
        return None;
    }
    file.read_to_end(&mut start).ok()?;
    String::from_utf8(start).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_what_it_writes_and_nothing_outside() {
        let path = |p: &str| SitePath::new(p).unwrap();
        let files: Manifest = [(path("a.html"), hash(b"a")), (path("b/c d.css"), hash(b""))].into();
        let text = to_text(&files);
        assert!(text.starts_with("# dossier\n"));
        assert!(text.contains("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b/c d.css\n"));
        assert_eq!(from_text(&text), files);
        let digits = "0".repeat(64);
        let foreign = format!("# dossier\n{digits}  ../a\n{digits}  /etc/passwd\n{digits}  a/../../b\nxyz  a\n\n");
        assert!(from_text(&foreign).is_empty());
    }
}
