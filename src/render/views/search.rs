//! The A–Z of everything that has an address.

use super::{Badge, Desk, Head, Pager};
use crate::model::*;
use crate::render::say;
use serde::Serialize;

/// A page of the A–Z.
#[derive(Debug, Serialize)]
pub(crate) struct SearchView {
    title: String,
    lede: String,
    letters: Vec<Letter>,
    pager: Pager,
    action: String,
    /// On the first page: where it is told what the search loads.
    index: Option<String>,
    /// Whether that page has no entries itself.
    divided: bool,
}

#[derive(Debug, Serialize)]
struct Letter {
    letter: String,
    anchor: String,
    entries: Vec<Entry>,
}

/// An entry of the A–Z.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    pub(super) label: String,
    href: String,
    pub(super) kind: &'static str,
    pub(super) badge: Option<Badge>,
    /// Whether the label is a title: the source's own words.
    pub(super) voice: bool,
    pub(super) lang: Option<String>,
    pub(super) dir: Option<&'static str>,
    pub(super) untitled: bool,
    /// The first words stand in quotation marks, unless they bring their own.
    pub(super) marked: bool,
}

/// The view of a page of the A–Z.
pub(crate) fn view(desk: &Desk<'_>, part: &ListPart) -> (Head, SearchView) {
    let entries = desk.site.index.get(part.range()).unwrap_or_default();
    let letters = entries
        .chunk_by(|a, b| a.letter == b.letter)
        .map(|entries| Letter {
            letter: entries[0].letter.clone(),
            anchor: anchor(&entries[0].letter),
            entries: entries.iter().map(|e| entry(desk, e)).collect(),
        })
        .collect();
    let articles = say::count(desk.library.articles.len(), "article");
    let sources = say::count(desk.library.sources.len(), "source");
    let topics = say::count(desk.subjects().len(), "topic");
    let names = desk.site.topics.rows().iter().flatten().count() - desk.subjects().len();
    let lede = match names {
        0 => format!("{articles}, {sources} and {topics} from A to Z."),
        n => format!("{articles}, {sources}, {topics} and {} from A to Z.", say::count(n, "name")),
    };
    let title = if part.heading.is_empty() { "Search".to_string() } else { format!("A–Z: {}", part.heading) };
    let action = desk.landmarks.search.map(|page| desk.href(page)).unwrap_or_default();
    let head = desk.head(lede.clone());
    let index = desk.landmarks.lookup.filter(|_| part.heading.is_empty()).map(|page| desk.href(page));
    let divided = part.is_divided();
    (head, SearchView { title, lede, letters, pager: desk.pager(part), action, index, divided })
}

fn anchor(letter: &str) -> String {
    match letter.chars().next() {
        Some(c) if c.is_ascii_alphabetic() => format!("letter-{}", c.to_ascii_lowercase()),
        Some(c) if c.is_alphabetic() => format!("letter-u{:04x}", c as u32),
        Some('0') => "letter-digits".into(),
        _ => "letter-other".into(),
    }
}

/// What is shown of an entry.
pub(super) fn entry(desk: &Desk<'_>, entry: &IndexEntry) -> Entry {
    let plain = |kind, badge| Entry {
        label: entry.label.clone(),
        href: desk.href(entry.page),
        kind,
        badge,
        voice: false,
        lang: None,
        dir: None,
        untitled: false,
        marked: false,
    };
    match entry.kind {
        IndexKind::Article(id) => {
            let title = desk.title(id);
            Entry {
                label: title.text,
                voice: true,
                lang: title.lang,
                dir: title.dir,
                untitled: title.untitled,
                marked: title.marked,
                ..plain("Article", Some(desk.badge_of(id)))
            }
        }
        IndexKind::Source(id) => plain("Source", Some(desk.badge(Some(id)))),
        IndexKind::Topic(id) => plain(
            match desk.library.topics[id].kind {
                TopicKind::Topic => "Topic",
                TopicKind::Person => "Person",
                TopicKind::Organisation => "Organisation",
                TopicKind::Place => "Place",
                TopicKind::Event => "Event",
                TopicKind::Work => "Work",
            },
            None,
        ),
    }
}
