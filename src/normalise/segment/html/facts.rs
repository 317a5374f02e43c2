//! What a page says of itself: tags in its head, structured data, elements that name an author or a date.

use super::super::super::repair;
use super::place::{Place, Signs};
use super::writer::Writer;
use super::{Fact, ld};
use crate::model::Span;
use dom_query::Attr;

/// Statements are short; longer ones are none.
const LONGEST: usize = 600;
/// Statements of one page.
const MOST: usize = 400;

/// Statements as they were found.
#[derive(Default)]
pub(super) struct Found {
    facts: Vec<(String, String, Option<Span>)>,
    open: Vec<Captured>,
    /// Scripts of structured data.
    pub(super) scripts: Vec<String>,
}

/// An element whose text states something.
pub(super) struct Captured {
    key: String,
    from: usize,
}

/// Names of `meta` tags that are of use.
fn is_known(name: &str) -> bool {
    let stem = name.trim_start_matches("og:").trim_start_matches("article:");
    matches!(
        stem,
        "title"
            | "site_name"
            | "url"
            | "locale"
            | "type"
            | "published_time"
            | "published"
            | "author"
            | "section"
            | "date"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "publish_date"
            | "publication_date"
            | "publication-date"
            | "published-date"
            | "date_published"
            | "datepublished"
            | "datecreated"
            | "headline"
            | "byl"
            | "byline"
            | "twitter:title"
            | "twitter:site"
            | "application-name"
            | "copyright"
            | "license"
            | "rights"
            | "originalpublicationdate"
            | "displaydate"
            | "ptime"
            | "pdate"
            | "created"
            | "release_date"
            | "article_date_original"
            | "cxenseparse:recs:publishtime"
            | "cxenseparse:publishtime"
            | "rnews:datepublished"
            | "sailthru.date"
            | "sailthru.author"
            | "sailthru.title"
            | "parsely-pub-date"
            | "parsely-author"
            | "parsely-title"
            | "timestamp"
            | "modified_time"
            | "last-modified"
            | "article.published"
            | "article.created"
            | "publisher"
            | "content-language"
            | "twitter:label1"
            | "twitter:data1"
            | "language"
            | "inlanguage"
            | "name"
            | "datemodified"
            | "hdl"
            | "authors"
            | "bt:pubdate"
            | "bt:author"
            | "author_name"
            | "shareaholic:article_published_time"
            | "vr:published_time"
            | "video:release_date"
            | "eprints.datestamp"
            | "eprints.date"
            | "gentime"
            | "time"
    ) || ["dc.", "dcterms.", "dc:", "dcterms:", "dcsext.", "citation_", "prism.", "bepress_citation_"]
        .iter()
        .any(|p| name.starts_with(p))
}

impl Found {
    fn state(&mut self, key: impl Into<String>, value: &str, span: Option<Span>) {
        // Some write entities into attributes twice.
        let value = repair::repair(value, false).text().split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() && value.len() <= LONGEST && self.facts.len() < MOST {
            self.facts.push((key.into(), value, span));
        }
    }

    /// Looks at an element. Gives how many captures it began.
    pub(super) fn element(&mut self, name: &str, attributes: &[Attr], writer: &Writer, place: &Place) -> u8 {
        let get = |wanted: &str| attributes.iter().find(|a| &*a.name.local == wanted).map(|a| &*a.value);
        let mut captures = 0;
        match name {
            "html" => {
                if let Some(lang) = get("lang").or(get("xml:lang")) {
                    self.state("html lang", lang, None);
                }
            }
            "meta" => {
                let Some(value) = get("content") else { return 0 };
                for key in ["property", "name", "itemprop", "http-equiv"] {
                    let Some(known) = get(key).map(|k| k.trim().to_ascii_lowercase()) else { continue };
                    if is_known(&known) {
                        self.state(if key == "itemprop" { format!("itemprop {known}") } else { known }, value, None);
                        break;
                    }
                }
            }
            "link" => {
                let rel = get("rel").unwrap_or("").to_ascii_lowercase();
                for wanted in ["canonical", "license"] {
                    if let Some(to) = get("href").filter(|_| rel.split_whitespace().any(|r| r == wanted)) {
                        self.state(format!("link {wanted}"), to, None);
                    }
                }
            }
            _ => {
                let mut capture = |found: &mut Found, key: &str| {
                    if found.open.len() < 64 {
                        found.open.push(Captured { key: key.into(), from: writer.here() });
                        captures += 1;
                    }
                };
                let comment = place.signs.has(Signs(Signs::COMMENT.0 | Signs::RELATED.0 | Signs::SIDEBAR.0));
                if name == "title" && place.signs.has(Signs::HEAD) {
                    capture(self, "title");
                }
                if matches!(name, "h1" | "h2") && !comment {
                    capture(self, name);
                }
                if name == "a" && get("rel").is_some_and(|r| r.to_ascii_lowercase().contains("license")) {
                    self.state("a license", get("href").unwrap_or(""), None);
                }
                if let Some(item) = get("itemprop") {
                    let item = item.to_ascii_lowercase();
                    for item in item.split_whitespace() {
                        let wanted = matches!(
                            item,
                            "datepublished" | "datecreated" | "author" | "name" | "headline" | "publisher"
                        );
                        let stated = get("content").or(get("datetime"));
                        match stated {
                            Some(value) if wanted && !comment => self.state(format!("itemprop {item}"), value, None),
                            _ if wanted && !comment && item != "publisher" => {
                                let inside = self.open.iter().any(|c| c.key == "itemprop author");
                                let key = if item == "name" && inside {
                                    "itemprop author name".into()
                                } else {
                                    format!("itemprop {item}")
                                };
                                if item != "name" || inside {
                                    capture(self, &key);
                                }
                            }
                            _ => {}
                        }
                    }
                }
                if let Some(key) = get("property").filter(|_| !comment).and_then(dated_in_rdfa) {
                    match get("content").or(get("datetime")) {
                        Some(value) => self.state(key, value, None),
                        None => capture(self, key),
                    }
                }
                // Days of comments and of other stories are none of this one.
                if name == "time" && !comment {
                    let published = get("pubdate").is_some()
                        || get("class").is_some_and(|c| c.to_ascii_lowercase().contains("publish"));
                    let key = if published { "time pubdate" } else { "time" };
                    // A sentence speaks of a day; what stands before that of the article is short.
                    match get("datetime").filter(|_| published || writer.before() < SENTENCE) {
                        Some(value) => self.state(key, value, None),
                        None if get("datetime").is_some() => {}
                        None => capture(self, key),
                    }
                }
                let rel = get("rel").unwrap_or("");
                if rel.split_whitespace().any(|r| r.eq_ignore_ascii_case("author")) && !comment {
                    capture(self, "rel author");
                }
                let names = [get("class").unwrap_or(""), get("id").unwrap_or("")];
                if names.iter().any(|n| n.len() > 1) && place.signs.has(Signs::META) && !comment {
                    let lower = names.join(" ").to_ascii_lowercase();
                    let has = |wanted: fn(&str) -> bool| lower.split(|c: char| !c.is_ascii_alphanumeric()).any(wanted);
                    let inside = self.open.iter().any(|c| c.key == "class author");
                    if inside && has(|w| matches!(w, "fn" | "name" | "username")) {
                        capture(self, "class author name");
                    } else if has(|w| w.starts_with("author") || w.starts_with("byline"))
                        && !has(|w| matches!(w, "bio" | "box" | "info" | "image" | "avatar" | "photo"))
                    {
                        capture(self, "class author");
                    }
                    let dated =
                        |w: &str| matches!(w, "date" | "published" | "pubdate" | "dateline" | "timestamp" | "datetime");
                    let changed = has(|w| matches!(w, "updated" | "modified" | "update")) && !has(|w| w == "published");
                    if has(dated) && !changed {
                        capture(self, "class date");
                    }
                }
            }
        }
        captures
    }
}

/// What an element states of the day by RDFa: the words of its `property`, with or without a prefix.
fn dated_in_rdfa(property: &str) -> Option<&'static str> {
    property.split_ascii_whitespace().find_map(|word| match word.to_ascii_lowercase().as_str() {
        "datepublished" | "schema:datepublished" => Some("itemprop datepublished"),
        "dc:created" | "dc:date" | "dc:issued" | "dcterms:created" | "dcterms:date" | "dcterms:issued"
        | "datecreated" | "schema:datecreated" => Some("rdfa created"),
        _ => None,
    })
}

/// Bytes of a block before a day that is one of those it speaks of.
const SENTENCE: usize = 40;

impl Captured {
    /// The element that began last ends.
    pub(super) fn end(found: &mut Found, writer: &Writer) {
        let Some(Captured { key, from }) = found.open.pop() else { return };
        let Some(text) = writer.text.get(from..writer.here()) else { return };
        if text.len() > LONGEST {
            return;
        }
        let start = from + (text.len() - text.trim_start().len());
        let end = from + text.trim_end().len();
        if start < end {
            let value = text.to_string();
            found.state(key, &value, Some(Span::new(start, end)));
        }
    }
}

/// Gives every statement a place: those of attributes and structured data get a line each below the text.
pub(super) fn written(mut found: Found, text: &mut String, lines: usize) -> Vec<Fact> {
    for script in std::mem::take(&mut found.scripts) {
        for (key, value) in ld::facts(&script) {
            found.state(key, &value, None);
        }
    }
    let ends: Vec<usize> = if found.facts.iter().any(|f| f.2.is_some()) {
        text.match_indices('\n').map(|(at, _)| at).collect()
    } else {
        Vec::new()
    };
    let mut line = lines as u32;
    let mut out: Vec<Fact> = Vec::with_capacity(found.facts.len());
    for (key, value, span) in found.facts {
        if let Some(span) = span {
            let line = ends.partition_point(|end| *end < span.start as usize) as u32 + 1;
            out.push(Fact { key, value, span, line });
            continue;
        }
        if out.iter().any(|f| f.key == key && f.value == value) {
            continue;
        }
        line += 1;
        let start = text.len();
        text.push_str(&key);
        text.push_str(": ");
        text.push_str(&value);
        out.push(Fact { key, value, span: Span::new(start, text.len()), line });
        text.push('\n');
    }
    out
}
