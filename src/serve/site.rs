//! One build, ready to be served: from path to bytes and headers.

use super::inject::with_reload;
use crate::model::SitePath;
use crate::pipeline::Build;
use hyper::body::Bytes;
use hyper::header::HeaderValue;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// How many bytes of rendered files are kept in memory.
const KEPT_BYTES: usize = 64 << 20;

/// A build and what was rendered of it lately.
pub(super) struct Served {
    build: Build,
    paths: BTreeSet<SitePath>,
    /// Which build it is.
    pub(super) stamp: String,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    files: HashMap<SitePath, Arc<File>>,
    bytes: usize,
}

/// A file as it is sent.
#[derive(Debug)]
pub(super) struct File {
    pub(super) bytes: Bytes,
    pub(super) tag: HeaderValue,
    pub(super) media: HeaderValue,
}

impl File {
    pub(super) fn new(bytes: Vec<u8>, path: &str) -> File {
        let digest = Sha256::digest(&bytes);
        let tag: String = digest[..12].iter().map(|b| format!("{b:02x}")).collect();
        File {
            bytes: bytes.into(),
            tag: HeaderValue::from_str(&format!("\"{tag}\"")).unwrap_or(HeaderValue::from_static("\"\"")),
            media: media(path),
        }
    }
}

/// What an address means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A file of the site.
    File(SitePath),
    /// A folder without its last stroke: links on its page would lead astray, so the browser is sent on.
    Folder(SitePath),
    /// Nothing.
    Unknown,
}

impl Served {
    pub(super) fn new(build: Build, stamp: String) -> Served {
        let paths = build.files().paths().into_iter().collect();
        Served { build, paths, stamp, kept: Mutex::default() }
    }

    /// What a decoded path below the root means.
    pub(super) fn meaning(&self, path: &str) -> Meaning {
        let index = match path {
            "" => "index.html".to_string(),
            _ if path.ends_with('/') => format!("{path}index.html"),
            _ => {
                if let Some(found) = self.paths.get(path) {
                    return Meaning::File(found.clone());
                }
                return match self.paths.get(format!("{path}/index.html").as_str()) {
                    Some(_) => SitePath::new(path).map_or(Meaning::Unknown, Meaning::Folder),
                    None => Meaning::Unknown,
                };
            }
        };
        self.paths.get(index.as_str()).map_or(Meaning::Unknown, |found| Meaning::File(found.clone()))
    }

    /// A file that was rendered lately.
    pub(super) fn kept(&self, path: &SitePath) -> Option<Arc<File>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).files.get(path).cloned()
    }

    /// Renders a file. Takes as long as the page is large: not for a thread that serves others.
    pub(super) fn render(&self, path: &SitePath) -> std::io::Result<Arc<File>> {
        let mut bytes = self.build.files().read(path)?;
        if path.as_str().ends_with(".html")
            && let Ok(page) = std::str::from_utf8(&bytes)
        {
            bytes = with_reload(page, &self.stamp).into_bytes();
        }
        let file = Arc::new(File::new(bytes, path.as_str()));
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.bytes + file.bytes.len() > KEPT_BYTES {
            *kept = Kept::default();
        }
        if kept.files.insert(path.clone(), file.clone()).is_none() {
            kept.bytes += file.bytes.len();
        }
        Ok(file)
    }

    /// The page for unknown addresses, if the site has one.
    pub(super) fn not_found(&self) -> Option<SitePath> {
        self.paths.get("404.html").cloned()
    }
}

/// The media type for a name. Text is UTF-8: we wrote it.
fn media(path: &str) -> HeaderValue {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    let name = guess.essence_str();
    let text = guess.type_() == mime_guess::mime::TEXT
        || ["javascript", "json", "xml"].iter().any(|ending| name.ends_with(ending));
    let value = if text { format!("{name}; charset=utf-8") } else { name.to_string() };
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_those_a_browser_wants() {
        for (path, expected) in [
            ("index.html", "text/html; charset=utf-8"),
            ("assets/site.css", "text/css; charset=utf-8"),
            ("assets/site.js", "text/javascript; charset=utf-8"),
            ("assets/a.woff2", "font/woff2"),
            ("favicon.svg", "image/svg+xml; charset=utf-8"),
            ("feed.xml", "text/xml; charset=utf-8"),
            ("data/articles.json", "application/json; charset=utf-8"),
            ("data/articles.csv", "text/csv; charset=utf-8"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("data/manifest.sha256", "application/octet-stream"),
        ] {
            assert_eq!(media(path), expected, "{path}");
        }
    }
}
