//! The lists of topics, people, organisations and places: A to Z, and the most mentioned first.

use super::home::chips_of;
use super::{Badge, Counted, Desk, Head, Link, Pager};
use crate::model::*;
use crate::render::say;
use crate::text;
use serde::Serialize;
use std::cmp::Reverse;

/// Badges shown for an entry.
const BADGES: usize = 6;
/// Entries named first, where there are some: those that stand in the most articles.
const MOST: usize = 24;
/// Entries from which on letters stand between.
const MANY: usize = 40;
/// Entries from which on the most mentioned are named first.
const SOME: usize = 16;

/// A list of topics or names.
#[derive(Debug, Serialize)]
pub(crate) struct TopicsView {
    title: String,
    lede: String,
    /// The other lists.
    sections: Vec<Tab>,
    most: Vec<Counted>,
    groups: Vec<Group>,
    pager: Pager,
    /// The same for other programs.
    files: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct Tab {
    label: &'static str,
    count: String,
    href: String,
    here: bool,
}

#[derive(Debug, Serialize)]
struct Group {
    heading: String,
    topics: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    label: String,
    href: String,
    /// What it is, where the list holds several kinds.
    kind: Option<&'static str>,
    counts: String,
    badges: Vec<Badge>,
    more: usize,
}

/// The view of a list of topics or names.
pub(crate) fn view(desk: &Desk<'_>, section: Section, part: &ListPart) -> (Head, TopicsView) {
    let all = desk.site.sections.get(&section).map_or(&[][..], Vec::as_slice);
    let shown = all.get(part.range()).unwrap_or_default();
    let front = part.heading.is_empty();
    let letters = front && all.len() > MANY;
    let groups = shown
        .chunk_by(|a, b| !letters || letter(desk, *a) == letter(desk, *b))
        .map(|topics| Group {
            heading: if letters { letter(desk, topics[0]) } else { section.heading().to_string() },
            topics: topics.iter().filter_map(|id| entry(desk, *id)).collect(),
        })
        .collect();
    let noun = match section {
        Section::Topics => "topic",
        Section::People => "person",
        Section::Organisations => "organisation",
        Section::Places => "place",
    };
    let count = |n: usize| match (n, section) {
        (n, Section::People) if n != 1 => format!("{} people", say::thousands(n)),
        (n, _) => say::count(n, noun),
    };
    let lede = if front {
        format!(
            "{}. Each page gathers the passages that mention {}, by source, and names the sources that do not.",
            say::capital(&count(all.len())),
            if section == Section::People { "the person" } else { "it" },
        )
    } else {
        format!("{}.", say::capital(&count(shown.len())))
    };
    let view = TopicsView {
        title: desk.site.pages[desk.page].title.clone(),
        lede: lede.clone(),
        sections: if front { tabs(desk, section) } else { Vec::new() },
        most: if front && all.len() >= SOME { most(desk, all) } else { Vec::new() },
        groups,
        pager: desk.pager(part),
        files: if front { files(desk) } else { Vec::new() },
    };
    (desk.head(lede), view)
}

fn files(desk: &Desk<'_>) -> Vec<Link> {
    let link = |label: &str, page: Option<PageId>| Some(Link { label: label.into(), href: desk.href(page?) });
    let table = link("all topics and names as a table (CSV)", desk.landmarks.topics_table);
    table.into_iter().chain(link("as a vocabulary (SKOS)", desk.landmarks.vocabulary)).collect()
}

fn tabs(desk: &Desk<'_>, here: Section) -> Vec<Tab> {
    let tab = |section: &Section| {
        Some(Tab {
            label: section.heading(),
            count: say::thousands(desk.site.sections.get(section)?.len()),
            href: desk.href(*desk.landmarks.sections.get(section)?),
            here: *section == here,
        })
    };
    let tabs: Vec<Tab> = Section::ALL.iter().filter_map(tab).collect();
    if tabs.len() > 1 { tabs } else { Vec::new() }
}

/// What stands in the most articles, and not in one alone.
fn most(desk: &Desk<'_>, all: &[TopicId]) -> Vec<Counted> {
    let mut ranked: Vec<TopicId> = all.to_vec();
    ranked.sort_by_key(|id| {
        let facts = &desk.facts.topics[*id];
        (Reverse(facts.articles), Reverse(facts.passages), *id)
    });
    let named = MOST.min(all.len() / 2);
    let counted: Vec<(TopicId, u32)> =
        ranked.into_iter().take(named).map(|id| (id, desk.facts.topics[id].articles)).filter(|(_, n)| *n > 1).collect();
    chips_of(desk, &counted, None)
}

fn letter(desk: &Desk<'_>, id: TopicId) -> String {
    match text::sort_key(&desk.library.topics[id].label).chars().next() {
        Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
        Some(c) if c.is_numeric() => "0–9".into(),
        _ => "#".into(),
    }
}

fn entry(desk: &Desk<'_>, id: TopicId) -> Option<Entry> {
    let facts = &desk.facts.topics[id];
    let badges = desk.badges(id, BADGES);
    let kind = match desk.library.topics[id].kind {
        TopicKind::Event => Some("event"),
        TopicKind::Work => Some("work"),
        TopicKind::Topic | TopicKind::Person | TopicKind::Organisation | TopicKind::Place => None,
    };
    Some(Entry {
        label: desk.library.topics[id].label.clone(),
        href: desk.topic_href(id, None)?,
        kind,
        counts: format!(
            "{} in {}",
            say::count(facts.passages as usize, "passage"),
            say::count(facts.articles as usize, "article")
        ),
        more: facts.sources.len() - badges.len(),
        badges,
    })
}
