//! The list of topics.

use super::{Badge, Desk, Head};
use crate::model::*;
use crate::render::say;
use serde::Serialize;

/// Badges shown for a topic.
const BADGES: usize = 6;

/// The list of topics.
#[derive(Debug, Serialize)]
pub(crate) struct TopicsView {
    title: String,
    lede: String,
    groups: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Group {
    heading: &'static str,
    topics: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    label: String,
    href: String,
    counts: String,
    badges: Vec<Badge>,
    more: usize,
}

/// The view of the list of topics.
pub(crate) fn view(desk: &Desk<'_>) -> (Head, TopicsView) {
    let kinds = [
        (TopicKind::Topic, "Topics"),
        (TopicKind::Event, "Events"),
        (TopicKind::Work, "Works and projects"),
        (TopicKind::Person, "People"),
        (TopicKind::Organisation, "Organisations"),
        (TopicKind::Place, "Places"),
    ];
    let groups: Vec<Group> = kinds
        .into_iter()
        .map(|(kind, heading)| Group {
            heading,
            topics: desk.library.of_kind(kind).filter_map(|(id, _)| entry(desk, id)).collect(),
        })
        .filter(|group| !group.topics.is_empty())
        .collect();
    let total = groups.iter().map(|group| group.topics.len()).sum();
    let lede = format!(
        "{}. Each page gathers the passages that mention it, by source, and names the sources that do not.",
        say::capital(&say::count(total, "topic"))
    );
    let title = desk.site.pages[desk.page].title.clone();
    (desk.head(lede.clone()), TopicsView { title, lede, groups })
}

fn entry(desk: &Desk<'_>, id: TopicId) -> Option<Entry> {
    let facts = &desk.facts.topics[id];
    let badges = desk.badges(id, BADGES);
    Some(Entry {
        label: desk.library.topics[id].label.clone(),
        href: desk.topic_href(id, None)?,
        counts: format!(
            "{} in {}",
            say::count(facts.passages as usize, "passage"),
            say::count(facts.articles as usize, "article")
        ),
        more: facts.sources.len() - badges.len(),
        badges,
    })
}
