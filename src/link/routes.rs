//! Addresses. Names are ASCII `[a-z0-9-]`, at most 80 bytes, unique ignoring case, never one that an operating
//! system or dossier itself uses.

use crate::model::{Article, Href, Section, SitePath};
use crate::text;
use sha2::{Digest, Sha256};
use std::collections::HashSet;

pub(super) const HOME: &str = "index.html";
pub(super) const ARTICLES: &str = "articles/index.html";
pub(super) const SOURCES: &str = "sources/index.html";
pub(super) const UNIDENTIFIED: &str = "sources/not-identified.html";
pub(super) const TOPICS: &str = "topics/index.html";
pub(super) const PEOPLE: &str = "people/index.html";
pub(super) const ORGANISATIONS: &str = "organisations/index.html";
pub(super) const PLACES: &str = "places/index.html";
pub(super) const SEARCH: &str = "search.html";
pub(super) const ABOUT: &str = "about.html";
pub(super) const SET_ASIDE: &str = "set-aside.html";
pub(super) const NOT_FOUND: &str = "404.html";
pub(super) const FEED: &str = "feed.xml";
pub(super) const SITEMAP: &str = "sitemap.xml";
pub(super) const ROBOTS: &str = "robots.txt";
pub(super) const ARTICLES_TABLE: &str = "data/articles.csv";
pub(super) const TOPICS_TABLE: &str = "data/topics.csv";
pub(super) const TOPICS_SKOS: &str = "data/topics.ttl";
pub(super) const SET_ASIDE_TABLE: &str = "data/set-aside.csv";
pub(super) const STYLES: &str = "assets/theme.css";

/// The address of the list of a section, and the folder of its pages.
pub(super) fn section(section: Section) -> (&'static str, &'static str) {
    match section {
        Section::Topics => (TOPICS, "topics"),
        Section::People => (PEOPLE, "people"),
        Section::Organisations => (ORGANISATIONS, "organisations"),
        Section::Places => (PLACES, "places"),
    }
}

/// Bytes of a slug in an address; with a hash and an ending it stays below 80.
const SLUG: usize = 60;

/// Addresses that are taken. Every address of a site goes through it.
#[derive(Debug, Default)]
pub(super) struct Routes {
    taken: HashSet<String>,
}

impl Routes {
    /// An address of dossier's own.
    pub(super) fn fixed(&mut self, path: &str) -> SitePath {
        let path = SitePath::new(path).expect("dossier's own addresses are plain");
        self.taken.insert(path.as_str().to_ascii_lowercase());
        path
    }

    /// `articles/title-3fa9c1d2.html`: a slug of the title found in the file alone, and a hash of where it came from.
    /// A record's address on the web is its own; another id, or what it holds, may stand in several containers.
    pub(super) fn article(&mut self, article: &Article) -> SitePath {
        let path = &article.origin.path;
        let identity = match &article.origin.record {
            None => path.clone(),
            Some(record) if Href::external(&record.id).is_ok() => record.id.clone(),
            Some(record) if !record.id.is_empty() => format!("{path}#{}", record.id),
            Some(_) => format!("{path}#{}", article.sha256),
        };
        let slug = text::slug_or(&article.file_title, SLUG, "article");
        self.hashed("articles", &slug, &identity)
    }

    /// `articles/slug.html`, the address a compiler asked for; none where it is taken or not plain.
    pub(super) fn chosen_article(&mut self, slug: &str) -> Option<SitePath> {
        let plain = text::slug(slug, SLUG);
        if plain.is_empty() { None } else { self.free(format!("articles/{plain}.html")) }
    }

    /// `folder/name.html`. A name that does not survive as ASCII gets a hash as well, so that its address does not
    /// depend on which other names there are.
    pub(super) fn named(&mut self, folder: &str, name: &str) -> SitePath {
        let slug = text::slug_or(name, SLUG, "name");
        let words: Vec<String> = text::fold(name)
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|w| !w.is_empty())
            .map(|w| w.replace('\'', ""))
            .collect();
        if words.join("-") == slug
            && let Some(path) = self.free(format!("{folder}/{slug}.html"))
        {
            return path;
        }
        self.hashed(folder, &slug, &text::fold(name))
    }

    /// A further page of a list, below the list's own address without its ending.
    pub(super) fn part(&mut self, list: &SitePath, name: &str) -> SitePath {
        let stem = list.as_str().trim_end_matches(".html").trim_end_matches("/index");
        self.free(format!("{stem}/{name}.html")).unwrap_or_else(|| self.hashed(stem, name, name))
    }

    fn hashed(&mut self, folder: &str, slug: &str, identity: &str) -> SitePath {
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
        let hash: String =
            Sha256::digest(identity.as_bytes()).iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect();
        // Records of several containers may have one address and one title; after all digits, a number tells them apart.
        (8..=hash.len())
            .find_map(|digits| self.free(format!("{folder}/{slug}-{}.html", &hash[..digits])))
            .or_else(|| (2u64..).find_map(|n| self.free(format!("{folder}/{}-{n}.html", &hash[..40]))))
            .expect("there is always another number")
    }

    fn free(&mut self, path: String) -> Option<SitePath> {
        let path = SitePath::new(path).ok()?;
        self.taken.insert(path.as_str().to_ascii_lowercase()).then_some(path)
    }
}

/// The name of a page for a letter of the A–Z.
pub(super) fn letter_name(letter: &str) -> String {
    match letter.chars().next() {
        Some(c) if c.is_ascii_alphabetic() => c.to_ascii_lowercase().to_string(),
        Some(c) if c.is_alphabetic() => format!("u{:04x}", c as u32),
        _ => "other".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_unique() {
        let mut routes = Routes::default();
        routes.fixed(UNIDENTIFIED);
        let mut name = |n: &str| routes.named("sources", n).as_str().to_string();
        assert_eq!(name("The Harbour Ledger"), "sources/the-harbour-ledger.html");
        assert!(name("the harbour ledger").starts_with("sources/the-harbour-ledger-"));
        assert_eq!(name("O’Neil Daily"), "sources/oneil-daily.html");
        assert!(name("Вестник").starts_with("sources/vestnik-"), "a transliterated name carries a hash");
        assert!(name("Not identified").starts_with("sources/not-identified-"));
        assert!(name("CON").starts_with("sources/con-"));
        assert!(name("!!!").starts_with("sources/name-"));
        assert!(name(&"long ".repeat(50)).trim_start_matches("sources/").len() <= 80);
    }

    #[test]
    fn parts_stand_below_their_list() {
        let mut routes = Routes::default();
        let list = routes.fixed(ARTICLES);
        assert_eq!(routes.part(&list, "2019-1").as_str(), "articles/2019-1.html");
        let topic = routes.named("topics", "Trade");
        assert_eq!(routes.part(&topic, "2019-1").as_str(), "topics/trade/2019-1.html");
    }
}
