//! A built site as a map from path to bytes.

use super::SitePath;
use std::io;

/// Where a built site lists its files and their hashes. A folder is ours when this file begins with [`MANIFEST_MARK`].
pub const MANIFEST: &str = "data/manifest.sha256";

/// How the manifest of a built site begins; the rest is what `sha256sum -c` reads from the site's root.
pub const MANIFEST_MARK: &str = "# dossier";

/// What tells the search which parts its index has.
pub const SEARCH_CONTENTS: &str = "search/contents.js";

/// The names of the templates of a theme.
pub const TEMPLATES: &[&str] = &[
    "base.html",
    "pages/404.html",
    "pages/about.html",
    "pages/article.html",
    "pages/articles.html",
    "pages/files.html",
    "pages/home.html",
    "pages/redirect.html",
    "pages/search.html",
    "pages/set-aside.html",
    "pages/source.html",
    "pages/sources.html",
    "pages/topic.html",
    "pages/topics.html",
    "pages/unidentified.html",
    "parts/components.html",
    "parts/files.html",
];

/// A built site: rendered on demand, or a folder on disk.
pub trait Files: Sync {
    /// Every path, sorted.
    fn paths(&self) -> Vec<SitePath>;

    /// The bytes at a path. Errors of kind `NotFound` say that there is no such file.
    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>>;
}
