//! What a file is, by its name.

use super::container::Container;
use crate::model::Media;

/// What can be done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is one document.
    Document(Media),
    /// It holds many documents; whether it is packed with gzip.
    Container(Container, bool),
}

/// Files that are documents whatever their ending: the ending only says how their text is marked up.
pub(super) fn kind(name: &str) -> Kind {
    let name = name.to_ascii_lowercase();
    let ends = |ending: &str| name.ends_with(ending);
    if ends(".md") || ends(".markdown") {
        Kind::Document(Media::Markdown)
    } else if ends(".html") || ends(".htm") || ends(".xhtml") {
        Kind::Document(Media::Html)
    } else if ends(".jsonl") || ends(".ndjson") {
        Kind::Container(Container::Jsonl, false)
    } else if ends(".jsonl.gz") || ends(".ndjson.gz") {
        Kind::Container(Container::Jsonl, true)
    } else if ends(".warc") {
        Kind::Container(Container::Warc, false)
    } else if ends(".warc.gz") {
        Kind::Container(Container::Warc, true)
    } else {
        Kind::Document(Media::Text)
    }
}

/// The collection's own files, which are never articles, by their path below the input folder.
pub(super) fn is_own(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem.eq_ignore_ascii_case("readme")
        || name.starts_with("README")
        || ["dossier.toml", "topics.toml", "overrides.toml"].contains(&name)
        || path.eq_ignore_ascii_case("about.md")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_file_is() {
        assert_eq!(kind("a.txt"), Kind::Document(Media::Text));
        assert_eq!(kind("A.MD"), Kind::Document(Media::Markdown));
        assert_eq!(kind("a.log"), Kind::Document(Media::Text));
        assert_eq!(kind("a.warc.gz"), Kind::Container(Container::Warc, true));
        assert_eq!(kind("a.JSONL"), Kind::Container(Container::Jsonl, false));
        assert_eq!(kind("a.HTM"), Kind::Document(Media::Html));
    }

    #[test]
    fn own_files_are_no_articles() {
        for own in ["about.md", "README", "a/README.md", "readme.txt", "README_FIRST.txt", "topics.toml"] {
            assert!(is_own(own), "{own}");
        }
        for article in ["a/about.md", "about.txt", "readmes.txt", "article.txt"] {
            assert!(!is_own(article), "{article}");
        }
    }
}
