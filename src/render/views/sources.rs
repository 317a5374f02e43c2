//! Sources: the list, a source, and what has none.

use super::articles::{YearGroup, by_year};
use super::family::{self, FamilyRow};
use super::home::{chips, only_here};
use super::{Badge, Counted, Desk, Head, Link, Pager, Title};
use crate::model::*;
use crate::render::{html, say};
use crate::text::shell_word;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Topics named on a source's page.
const TOPICS: usize = 40;
/// Topics named that only it mentions, or that it does not.
const SOME: usize = 12;
/// People named whom it lets speak.
const VOICES: usize = 24;
/// Texts named that others publish too.
const FAMILIES: usize = 12;

/// The list of sources.
#[derive(Debug, Serialize)]
pub(crate) struct SourcesView {
    title: String,
    lede: String,
    sources: Vec<Entry>,
    pager: Pager,
}

#[derive(Debug, Serialize)]
struct Entry {
    badge: Badge,
    articles: String,
    when: String,
    how: String,
    note: Option<String>,
}

/// A source.
#[derive(Debug, Serialize)]
pub(crate) struct SourceView {
    badge: Badge,
    title: String,
    lede: String,
    how: Vec<String>,
    url: Option<Link>,
    note: Option<String>,
    topics: Vec<Counted>,
    only: Vec<Link>,
    silent: Vec<Link>,
    voices: Vec<Counted>,
    families: Vec<FamilyRow>,
    families_more: usize,
    groups: Vec<YearGroup>,
    pager: Pager,
    front: bool,
}

/// Articles whose source is not identified.
#[derive(Debug, Serialize)]
pub(crate) struct UnidentifiedView {
    title: String,
    lede: String,
    files: Vec<File>,
    groups: Vec<YearGroup>,
    topics: Vec<Counted>,
    pager: Pager,
}

#[derive(Debug, Serialize)]
struct File {
    title: Title,
    href: String,
    command: String,
    snippet: String,
}

/// The view of the list of sources.
pub(crate) fn index(desk: &Desk<'_>, part: &ListPart) -> (Head, SourcesView) {
    let library = desk.library;
    let front = part.heading.is_empty();
    let mut sources: Vec<Entry> = library
        .sources
        .iter()
        .take(part.range().end)
        .skip(part.range().start)
        .map(|(id, source)| Entry {
            badge: desk.badge(Some(id)),
            articles: say::count(source.articles.len(), "article"),
            when: range(desk, &source.articles),
            how: how(source).join(" "),
            note: source.note.clone(),
        })
        .collect();
    let mut lede = format!("{}.", say::capital(&say::count_in_words(library.sources.len(), "named source")));
    if library.sources.is_empty() {
        lede = "No article names its source.".into();
    }
    if front && !library.unidentified.is_empty() {
        let n = library.unidentified.len();
        lede.push_str(&match n {
            1 => " The source of one article is not identified.".to_string(),
            n => format!(" The source of {} articles is not identified.", say::in_words(n)),
        });
        sources.push(Entry {
            badge: desk.badge(None),
            articles: say::count(n, "article"),
            when: range(desk, &library.unidentified),
            how: "Nothing in the file names its source.".into(),
            note: None,
        });
    }
    if !front {
        lede = format!("{}.", say::capital(&say::count_in_words(sources.len(), "named source")));
    }
    let title = desk.site.pages[desk.page].title.clone();
    (desk.head(lede.clone()), SourcesView { title, lede, sources, pager: desk.pager(part) })
}

/// The view of a source.
pub(crate) fn source(desk: &Desk<'_>, id: SourceId, part: &ListPart) -> (Head, SourceView) {
    let library = desk.library;
    let source = &library.sources[id];
    let topics = &desk.facts.source_topics[id];
    let front = part.heading.is_empty();
    let shown = source.articles.get(part.range()).unwrap_or_default();
    let lede = if front { source_lede(desk, source, topics) } else { only_these(shown) };
    let url = source.url.as_ref().and_then(|url| match Href::external(url) {
        Ok(Href::External(url)) => Some(Link { label: url.clone(), href: html::url(&url)? }),
        _ => None,
    });
    let only = only_here(desk, topics)
        .take(SOME)
        .map(|topic| Link { label: library.topics[topic].label.clone(), href: desk.topic_or_passage(topic) })
        .collect();
    let families = &desk.facts.source_families[id];
    let view = SourceView {
        badge: desk.badge(Some(id)),
        title: if front { source.name.clone() } else { desk.site.pages[desk.page].title.clone() },
        how: how(source),
        url,
        note: source.note.clone(),
        topics: if front { chips(desk, topics, Some(Some(id)), TOPICS) } else { Vec::new() },
        only: if front && library.sources.len() > 1 { only } else { Vec::new() },
        silent: if front { silent(desk, id) } else { Vec::new() },
        voices: if front { voices(desk, id) } else { Vec::new() },
        families_more: if front { families.len().saturating_sub(FAMILIES) } else { 0 },
        families: if front {
            families.iter().take(FAMILIES).map(|id| family::row(desk, *id)).collect()
        } else {
            Vec::new()
        },
        groups: by_year(desk, shown),
        pager: desk.pager(part),
        front,
        lede: lede.clone(),
    };
    (desk.head(format!("{}: {lede}", source.name)), view)
}

/// People whom its articles let speak, each with their page, or else the first such passage.
fn voices(desk: &Desk<'_>, id: SourceId) -> Vec<Counted> {
    let chip = |(topic, n): &(TopicId, u32)| Counted {
        label: desk.library.topics[*topic].label.clone(),
        href: desk.topic_href(*topic, Some(Some(id))).unwrap_or_else(|| spoken(desk, id, *topic)),
        count: *n,
    };
    desk.facts.source_voices[id].iter().take(VOICES).map(chip).collect()
}

/// The first passage of a source in which a person speaks.
fn spoken(desk: &Desk<'_>, id: SourceId, topic: TopicId) -> String {
    let mentions = &desk.library.topics[topic].mentions;
    let first = mentions.iter().find(|m| m.says && desk.library.source_of[m.article] == Some(id));
    first.map(|m| desk.block_href(m.article, m.block)).unwrap_or_default()
}

fn source_lede(desk: &Desk<'_>, source: &Source, topics: &[(TopicId, u32)]) -> String {
    let mut lede = format!("{}.", say::count(source.articles.len(), "article"));
    let range = range(desk, &source.articles);
    if !range.is_empty() {
        lede.push_str(&format!(" {range}."));
    }
    let paged =
        topics.iter().filter(|(topic, _)| desk.is_subject(*topic) && desk.site.topics[*topic].is_some()).count();
    if paged > 0 {
        lede.push_str(&format!(" {} mentioned.", say::capital(&say::count(paged, "topic"))));
    }
    lede
}

/// What a further page of a list says of itself: never a count of the whole, which a new article would change.
pub(crate) fn only_these(shown: &[ArticleId]) -> String {
    format!("{}, newest first.", say::count(shown.len(), "article"))
}

/// Topics with a page that at least two other sources mention and this one does not, most mentioned first.
fn silent(desk: &Desk<'_>, id: SourceId) -> Vec<Link> {
    let own: BTreeSet<TopicId> = desk.facts.source_topics[id].iter().map(|(topic, _)| *topic).collect();
    let mut topics: Vec<TopicId> = desk
        .subjects()
        .iter()
        .copied()
        .filter(|topic| desk.facts.topics[*topic].sources.len() > 1 && !own.contains(topic))
        .collect();
    topics.sort_by_key(|topic| (std::cmp::Reverse(desk.facts.topics[*topic].sources.len()), *topic));
    topics
        .into_iter()
        .take(SOME)
        .filter_map(|topic| {
            Some(Link { label: desk.library.topics[topic].label.clone(), href: desk.topic_href(topic, None)? })
        })
        .collect()
}

/// From when to when articles are dated, and how many are not.
fn range(desk: &Desk<'_>, articles: &[ArticleId]) -> String {
    let mut dated: Vec<Date> = Vec::new();
    let mut placed = 0;
    let mut unplaced = 0;
    for id in articles {
        match &desk.library.placement[*id] {
            Placement::Dated(date) => dated.push(*date),
            Placement::NotBefore { .. } => placed += 1,
            Placement::Unplaced => unplaced += 1,
        }
    }
    let mut out = match (dated.iter().min(), dated.iter().max()) {
        (Some(first), Some(last)) if first == last => format!("Dated {}", say::date(*first)),
        (Some(first), Some(last)) => format!("Dated {} to {}", say::date(*first), say::date(*last)),
        _ => String::new(),
    };
    let mut add = |n: usize, one: &str, many: String| {
        if n == 0 {
            return;
        }
        if !out.is_empty() {
            out.push_str("; ");
        }
        if n == 1 && articles.len() == 1 {
            out.push_str(one);
        } else {
            out.push_str(&many);
        }
    };
    let placed_one = articles.first().map(|id| say::placement(&desk.library.placement[*id])).unwrap_or_default();
    add(
        placed,
        &format!("{placed_one}, from dates in the text"),
        format!("{} placed by dates in the text", say::in_words(placed)),
    );
    add(unplaced, "No date stated", format!("{} without a date", say::in_words(unplaced)));
    say::capital(&out)
}

/// How a source came to be known, in sentences.
fn how(source: &Source) -> Vec<String> {
    let mut stated = 0;
    let mut first_line = 0;
    let mut set: BTreeMap<&str, usize> = BTreeMap::new();
    let mut worked_out: BTreeMap<&str, usize> = BTreeMap::new();
    for how in &source.how {
        match how {
            SourceHow::Stated(line) => {
                stated += 1;
                first_line = *line;
            }
            SourceHow::WorkedOut(evidence) => *worked_out.entry(evidence).or_default() += 1,
            SourceHow::Set(by) => *set.entry(say::set_by(*by)).or_default() += 1,
        }
    }
    let mut out = Vec::new();
    match stated {
        0 => {}
        1 => out.push(format!("Stated in the file, on line {first_line}.")),
        n => out.push(format!("Stated in {} files.", say::thousands(n))),
    }
    let kinds = worked_out.len();
    let files: usize = worked_out.values().sum();
    match (kinds, worked_out.keys().next()) {
        (1, Some(evidence)) if files == 1 => out.push(format!("Worked out: {evidence}.")),
        (1, Some(evidence)) => out.push(format!("Worked out in {} files: {evidence}.", say::thousands(files))),
        (0, _) | (_, None) => {}
        (_, Some(_)) => {
            out.push(format!("Worked out in {} files; each article’s record says from what.", say::thousands(files)))
        }
    }
    let set = set.into_iter().map(|(by, n)| format!("{} for {}.", say::capital(by), say::count_in_words(n, "article")));
    out.extend(set);
    out
}

/// The view of the articles whose source is not identified.
pub(crate) fn unidentified(desk: &Desk<'_>, part: &ListPart) -> (Head, UnidentifiedView) {
    let shown = desk.library.unidentified.get(part.range()).unwrap_or_default();
    let front = part.heading.is_empty();
    let lede = match desk.library.unidentified.len() {
        _ if !front => only_these(shown),
        1 => "Nothing in one file names the outlet that published it.".to_string(),
        n => format!("Nothing in {} files names the outlet that published them.", say::in_words(n)),
    };
    let files = shown
        .iter()
        .take(20)
        .map(|id| {
            let origin = desk.article(*id).origin.to_string();
            File {
                title: desk.title(*id),
                href: desk.article_href(*id),
                command: format!("dossier set {} source \"…\"", shell_word(&origin)),
                snippet: format!("[{}]\nsource = \"…\"", html::toml_string(&origin)),
            }
        })
        .collect();
    let view = UnidentifiedView {
        title: desk.site.pages[desk.page].title.clone(),
        files,
        groups: by_year(desk, shown),
        topics: if front { chips(desk, &desk.facts.unidentified_topics, Some(None), TOPICS) } else { Vec::new() },
        pager: desk.pager(part),
        lede: lede.clone(),
    };
    (desk.head(lede), view)
}
