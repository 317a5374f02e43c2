//! A built site as a map from path to bytes.

use super::SitePath;
use std::io;

/// A built site: rendered on demand, or a folder on disk.
pub trait Files: Sync {
    /// Every path, sorted.
    fn paths(&self) -> Vec<SitePath>;

    /// The bytes at a path. Errors of kind `NotFound` say that there is no such file.
    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>>;
}
