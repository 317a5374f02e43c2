//! Addresses: inside the site and outside it.

use super::PageId;
use std::borrow::Borrow;
use std::fmt;

/// A path inside the site: relative, `/` between parts, unable to leave it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

/// Why a text is no path of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitePathError {
    /// The text.
    pub path: String,
    /// What is wrong, as a clause: "has an empty part".
    pub reason: &'static str,
}

impl fmt::Display for SitePathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path.escape_debug(), self.reason)
    }
}

impl std::error::Error for SitePathError {}

const DEVICE_NAMES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether Windows gives the name, with any ending, to a device.
fn is_device_name(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).to_ascii_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    DEVICE_NAMES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

impl SitePath {
    /// A path, if every part of it is a plain name on every file system.
    pub fn new(path: impl Into<String>) -> Result<SitePath, SitePathError> {
        let path = path.into();
        let reason = if path.is_empty() {
            Some("is empty")
        } else if path.len() > 220 {
            Some("is longer than 220 bytes")
        } else {
            path.split('/').find_map(|part| {
                if part.is_empty() {
                    Some("has an empty part")
                } else if part.starts_with('.') && part != ".nojekyll" {
                    Some("has a part that begins with a dot")
                } else if part.ends_with('.') || part.ends_with(' ') {
                    Some("has a part that ends with a dot or space")
                } else if is_device_name(part) {
                    Some("has a part that Windows gives to a device")
                } else if part.chars().any(|c| c.is_control() || r#"<>:"\|?*#%"#.contains(c)) {
                    Some("has a character that is not plain in an address")
                } else {
                    None
                }
            })
        };
        match reason {
            Some(reason) => Err(SitePathError { path, reason }),
            None => Ok(SitePath(path)),
        }
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The relative address of `self` as seen from the page at `from`.
    pub fn relative_from(&self, from: &SitePath) -> String {
        let here: Vec<&str> = from.0.split('/').collect();
        let there: Vec<&str> = self.0.split('/').collect();
        let folders = here.len() - 1;
        let shared = here[..folders].iter().zip(&there[..there.len() - 1]).take_while(|(a, b)| a == b).count();
        let mut out = "../".repeat(folders - shared);
        out.push_str(&there[shared..].join("/"));
        out
    }

    /// How many folders deep the path is: `../` that many times leads to the root.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }
}

impl Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place on a page: the value of an `id`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor(pub String);

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Href {
    /// A page of this site, and a place on it.
    Internal(PageId, Option<Anchor>),
    /// An address with an allowed scheme (http, https or mailto), as written.
    External(String),
}

/// Why an address from an article cannot be linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HrefError {
    /// Only http, https and mailto are linked.
    Scheme,
    /// White space or control characters in the address.
    Characters,
}

impl Href {
    /// An outside address, if its scheme is allowed; everything else stays text.
    pub fn external(address: &str) -> Result<Href, HrefError> {
        let lower = address.get(..address.len().min(8)).unwrap_or("").to_ascii_lowercase();
        if !["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)) {
            return Err(HrefError::Scheme);
        }
        if address.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(HrefError::Characters);
        }
        Ok(Href::External(address.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(p: &str) -> SitePath {
        SitePath::new(p).expect("a plain path")
    }

    #[test]
    fn a_path_cannot_leave_the_site() {
        for bad in
            ["", "/a", "a//b", "../a", "a/..", "a/./b", "a\\b", "c:a", "a/nul.txt", "COM1", "a.", "a\nb", "a?b", "a#b"]
        {
            assert!(SitePath::new(bad).is_err(), "{bad:?}");
        }
        for good in ["index.html", "articles/a-1.html", "data/manifest.sha256", "console.html"] {
            assert!(SitePath::new(good).is_ok(), "{good:?}");
        }
    }

    #[test]
    fn relative_addresses_climb_and_descend() {
        assert_eq!(path("topics/a.html").relative_from(&path("index.html")), "topics/a.html");
        assert_eq!(path("index.html").relative_from(&path("topics/a.html")), "../index.html");
        assert_eq!(path("topics/b.html").relative_from(&path("topics/a.html")), "b.html");
        assert_eq!(path("a/b/c.html").relative_from(&path("a/d/e.html")), "../b/c.html");
        assert_eq!(path("a.html").relative_from(&path("a.html")), "a.html");
    }

    #[test]
    fn only_three_schemes_are_links() {
        assert!(Href::external("https://example.org/a").is_ok());
        assert!(Href::external("MAILTO:a@example.org").is_ok());
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//example.org",
            "java\nscript:x",
            "http:example",
            "ftp://x",
            "é",
        ] {
            assert!(Href::external(bad).is_err(), "{bad}");
        }
        assert_eq!(Href::external("https://a b"), Err(HrefError::Characters));
    }
}
