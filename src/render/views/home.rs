//! The first page.

use super::family::{self, FamilyRow};
use super::strip::{self, Strip};
use super::{Badge, Counted, Desk, Head, Link, Row};
use crate::model::*;
use crate::render::say;
use serde::Serialize;
use std::cmp::Reverse;

/// Articles listed.
const ARTICLES: usize = 12;
/// Topics and sources in the table of who writes about what.
const TOPICS: usize = 10;
const SOURCES: usize = 6;
/// Topics named for one source, and sources, in the list of what only one mentions.
const ONLY: usize = 4;
const ONLY_SOURCES: usize = 8;
/// Names listed.
const NAMES: usize = 8;
/// Texts named that were published more than once.
const FAMILIES: usize = 8;

/// The first page.
#[derive(Debug, Serialize)]
pub(crate) struct HomeView {
    title: String,
    lede: Vec<Phrase>,
    facts: Vec<Fact>,
    articles: Vec<Row>,
    all_articles: Option<Link>,
    sources: Option<Link>,
    matrix: Option<Matrix>,
    only: Vec<Only>,
    strip: Option<Strip>,
    names: Vec<Names>,
    /// Texts that stand there more than once.
    families: Vec<FamilyRow>,
    families_more: usize,
}

/// A piece of a sentence.
#[derive(Debug, Serialize)]
pub(crate) struct Phrase {
    pub(crate) text: String,
    pub(crate) strong: bool,
}

pub(crate) fn phrase(text: impl Into<String>, strong: bool) -> Phrase {
    Phrase { text: text.into(), strong }
}

#[derive(Debug, Serialize)]
struct Fact {
    label: &'static str,
    value: String,
    href: Option<String>,
}

#[derive(Debug, Serialize)]
struct Matrix {
    columns: Vec<Badge>,
    rows: Vec<MatrixRow>,
    note: String,
    all: Option<Link>,
}

#[derive(Debug, Serialize)]
struct MatrixRow {
    label: String,
    href: String,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Cell {
    count: u32,
    /// `passage` or `passages`.
    noun: String,
    shade: u8,
    href: String,
    column: String,
}

#[derive(Debug, Serialize)]
struct Only {
    badge: Badge,
    topics: Vec<Link>,
    more: usize,
}

#[derive(Debug, Serialize)]
struct Names {
    heading: &'static str,
    all: Option<Link>,
    entries: Vec<Name>,
}

#[derive(Debug, Serialize)]
struct Name {
    label: String,
    href: String,
    passages: String,
    badges: Vec<Badge>,
    more: usize,
}

/// The view of the first page.
pub(crate) fn view(desk: &Desk<'_>) -> (Head, HomeView) {
    let library = desk.library;
    let lede = lede(desk);
    let description = lede.iter().map(|p| p.text.as_str()).collect::<String>();
    let articles: Vec<Row> = library.order.iter().take(ARTICLES).map(|id| desk.row(*id)).collect();
    let total = library.articles.len();
    let view = HomeView {
        title: desk.config.title.clone(),
        lede,
        facts: facts(desk),
        articles,
        all_articles: desk.landmarks.articles.map(|page| Link {
            label: if total > ARTICLES { format!("All {} articles", say::thousands(total)) } else { "By year".into() },
            href: desk.href(page),
        }),
        sources: desk.landmarks.sources.map(|page| Link { label: "By source".into(), href: desk.href(page) }),
        matrix: matrix(desk),
        only: only(desk),
        strip: strip::view(desk),
        families_more: library.families.len().saturating_sub(FAMILIES),
        families: family::most(desk, FAMILIES),
        names: [(TopicKind::Person, "People"), (TopicKind::Organisation, "Organisations")]
            .into_iter()
            .map(|(kind, heading)| {
                let entries = names(desk, kind);
                Names { heading, all: all_of(desk, kind.section(), entries.len()), entries }
            })
            .filter(|names| !names.entries.is_empty())
            .collect(),
    };
    (desk.head(description), view)
}

/// Which sources there are, in words.
fn lede(desk: &Desk<'_>) -> Vec<Phrase> {
    let library = desk.library;
    let total = library.articles.len();
    let named = library.sources.len();
    let unidentified = library.unidentified.len();
    let mut out = vec![phrase(format!("{} from ", say::capital(&say::count_in_words(total, "article"))), false)];
    let from = match (named, unidentified) {
        (0, 1) => "a source that is not identified".to_string(),
        (0, _) => "sources that are not identified".to_string(),
        (_, 0) => say::count_in_words(named, "named source"),
        (_, 1) => format!("{} and one source that is not identified", say::count_in_words(named, "named source")),
        (_, n) => format!(
            "{} and {} whose source is not identified",
            say::count_in_words(named, "named source"),
            say::in_words(n)
        ),
    };
    out.push(phrase(from, true));
    out.push(phrase(". ", false));

    let mut paged: Vec<TopicId> = desk.subjects().to_vec();
    paged.sort_by_key(|id| {
        let facts = &desk.facts.topics[*id];
        (Reverse(facts.articles), Reverse(facts.passages), *id)
    });
    let labels = |ids: &[TopicId]| ids.iter().map(|id| library.topics[*id].label.clone()).collect::<Vec<_>>();
    let everywhere: Vec<TopicId> =
        paged.iter().copied().filter(|id| desk.facts.topics[*id].articles as usize == total).collect();
    if total > 1 && !everywhere.is_empty() {
        let shown = &everywhere[..everywhere.len().min(4)];
        let all = if total == 2 { "both".to_string() } else { format!("all {}", say::in_words(total)) };
        let noun = say::plural(shown.len(), "topic");
        out.push(phrase(format!("{} in {all}: {}. ", say::capital(&noun), say::list(&labels(shown))), false));
    } else if let Some(first) = paged.first() {
        let n = desk.facts.topics[*first].articles as usize;
        out.push(phrase(
            format!("The topic in most articles is {}, in {}. ", library.topics[*first].label, say::thousands(n)),
            false,
        ));
    }
    out.push(phrase(dates(desk.facts.placed), false));
    out
}

/// How the articles stand in time, in words.
fn dates([dated, placed, unplaced]: [usize; 3]) -> String {
    let total = dated + placed + unplaced;
    let carries = |n: usize| if n == 1 { "carries" } else { "carry" };
    if dated == total {
        return match total {
            1 => "It carries a date of publication.".into(),
            2 => "Both carry a date of publication.".into(),
            n => format!("All {} carry a date of publication.", say::in_words(n)),
        };
    }
    let first = match dated {
        0 if total == 1 => "It carries no date of publication".to_string(),
        0 => "None carries a date of publication".to_string(),
        1 => "Only one carries a date of publication".to_string(),
        n => format!("{} {} a date of publication", say::capital(&say::in_words(n)), carries(n)),
    };
    let are = |n: usize| if n == 1 { "is" } else { "are" };
    match (placed, unplaced) {
        (0, _) => format!("{first}."),
        (n, 0) if dated == 0 => format!(
            "{first}; {} placed by the dates {} text names.",
            if n == 1 { "it is" } else { "all are" },
            if n == 1 { "its" } else { "their" }
        ),
        (n, 0) => format!(
            "{first}; {} {} placed by the dates in {} text.",
            say::in_words(n),
            are(n),
            if n == 1 { "its" } else { "their" }
        ),
        (n, m) => format!(
            "{first}; {} {} placed by the dates in {} text, and {} {} nothing to go by.",
            say::in_words(n),
            are(n),
            if n == 1 { "its" } else { "their" },
            say::in_words(m),
            if m == 1 { "has" } else { "have" }
        ),
    }
}

fn facts(desk: &Desk<'_>) -> Vec<Fact> {
    let library = desk.library;
    let href = |page: Option<PageId>| page.map(|page| desk.href(page));
    let mut sources = say::thousands(library.sources.len());
    if !library.unidentified.is_empty() {
        sources.push_str(&format!(" + {}", say::thousands(library.unidentified.len())));
    }
    let topics = desk.subjects().len();
    let set_aside = desk.facts.set_aside;
    let one = |n: usize, one: &'static str, many: &'static str| if n == 1 { one } else { many };
    let mut out = vec![
        Fact {
            label: one(library.articles.len(), "article", "articles"),
            value: say::thousands(library.articles.len()),
            href: href(desk.landmarks.articles),
        },
        Fact {
            label: one(library.sources.len() + library.unidentified.len(), "source", "sources"),
            value: sources,
            href: href(desk.landmarks.sources),
        },
        Fact {
            label: one(topics, "topic", "topics"),
            value: say::thousands(topics),
            href: href(desk.landmarks.sections.get(&Section::Topics).copied()),
        },
        Fact { label: "words", value: say::thousands(desk.facts.words as usize), href: None },
    ];
    if let Some(years) = library.years {
        out.push(Fact { label: "dates mentioned", value: say::years(years.first, years.last), href: None });
    }
    out.push(Fact {
        label: one(set_aside, "line set aside", "lines set aside"),
        value: say::thousands(set_aside),
        href: href(desk.landmarks.set_aside),
    });
    out
}

fn matrix(desk: &Desk<'_>) -> Option<Matrix> {
    let library = desk.library;
    let mut sources: Vec<(Option<SourceId>, usize)> =
        library.sources.iter().map(|(id, source)| (Some(id), source.articles.len())).collect();
    if !library.unidentified.is_empty() {
        sources.push((None, library.unidentified.len()));
    }
    let all = sources.len();
    sources.sort_by_key(|(source, n)| (Reverse(*n), source.is_none(), *source));
    sources.truncate(SOURCES);
    // In order of name, the unidentified last: an order that new articles do not change.
    sources.sort_by_key(|(source, _)| (source.is_none(), *source));

    let mut topics: Vec<TopicId> = desk.subjects().to_vec();
    let total = topics.len();
    topics.sort_by_key(|id| {
        let facts = &desk.facts.topics[*id];
        (Reverse(facts.sources.len()), Reverse(facts.passages), *id)
    });
    topics.truncate(TOPICS);
    if topics.is_empty() || sources.is_empty() {
        return None;
    }
    let most =
        topics.iter().flat_map(|t| sources.iter().map(|(s, _)| desk.facts.topics[*t].of(*s))).max().unwrap_or(1).max(1);
    let rows = topics
        .iter()
        .filter_map(|topic| {
            let cells = sources
                .iter()
                .map(|(source, _)| {
                    let count = desk.facts.topics[*topic].of(*source);
                    Cell {
                        count,
                        noun: say::plural(count as usize, "passage"),
                        shade: shade(count, most),
                        href: desk.topic_href(*topic, Some(*source)).unwrap_or_default(),
                        column: desk.source_name(*source).to_string(),
                    }
                })
                .collect();
            let label = library.topics[*topic].label.clone();
            Some(MatrixRow { label, href: desk.topic_href(*topic, None)?, cells })
        })
        .collect();
    let mut note =
        "Each number is how many passages of that source mention the topic. A dash means that none does.".to_string();
    if all > sources.len() {
        note.push_str(&format!(" Shown are the {} sources with most articles.", say::in_words(sources.len())));
    }
    Some(Matrix {
        columns: sources.iter().map(|(source, _)| desk.badge(*source)).collect(),
        rows,
        note,
        all: desk.landmarks.sections.get(&Section::Topics).map(|page| Link {
            label: if total == 1 { "The topic".into() } else { format!("All {} topics", say::thousands(total)) },
            href: desk.href(*page),
        }),
    })
}

/// One of four shades, by the square root, so that small numbers differ where one is large.
fn shade(count: u32, most: u32) -> u8 {
    (1..=4u8).find(|s| u64::from(count) * 16 <= u64::from(*s) * u64::from(*s) * u64::from(most)).unwrap_or(4)
}

/// Topics that one source alone mentions; of use only where there are others.
fn only(desk: &Desk<'_>) -> Vec<Only> {
    let library = desk.library;
    if library.sources.len() + usize::from(!library.unidentified.is_empty()) < 2 {
        return Vec::new();
    }
    let named = library.sources.ids().map(|id| (Some(id), &desk.facts.source_topics[id]));
    named
        .chain([(None, &desk.facts.unidentified_topics)])
        .filter_map(|(source, topics)| {
            let only: Vec<TopicId> = only_here(desk, topics).collect();
            let links: Vec<Link> = only
                .iter()
                .take(ONLY)
                .map(|id| Link { label: library.topics[*id].label.clone(), href: desk.topic_or_passage(*id) })
                .collect();
            let more = only.len() - links.len();
            (!links.is_empty()).then(|| Only { badge: desk.badge(source), topics: links, more })
        })
        .take(ONLY_SOURCES)
        .collect()
}

/// Topics, events and works of a source that no other source mentions; those with pages first, and few passing ones.
pub(super) fn only_here<'a>(desk: &'a Desk<'_>, topics: &'a [(TopicId, u32)]) -> impl Iterator<Item = TopicId> + 'a {
    let here = |with_page: bool| {
        topics.iter().map(|(id, _)| *id).filter(move |id| {
            desk.is_subject(*id)
                && desk.facts.topics[*id].sources.len() == 1
                && desk.site.topics[*id].is_some() == with_page
        })
    };
    here(true).chain(here(false))
}

/// The list of a section, where it has one. It lists what has a page; where that is no more than is shown here, it is no
/// list of all.
fn all_of(desk: &Desk<'_>, section: Section, shown: usize) -> Option<Link> {
    let page = desk.landmarks.sections.get(&section)?;
    let total = desk.site.sections.get(&section).map_or(0, Vec::len);
    let label = if total > shown { format!("All {}", say::thousands(total)) } else { "A to Z".into() };
    Some(Link { label, href: desk.href(*page) })
}

fn names(desk: &Desk<'_>, kind: TopicKind) -> Vec<Name> {
    let mut names: Vec<TopicId> = desk.library.of_kind(kind).map(|(id, _)| id).collect();
    names.sort_by_key(|id| {
        let facts = &desk.facts.topics[*id];
        (Reverse(facts.articles), Reverse(facts.passages), *id)
    });
    names
        .into_iter()
        .filter(|id| desk.facts.topics[*id].passages > 0)
        .take(NAMES)
        .map(|id| {
            let facts = &desk.facts.topics[id];
            let badges = desk.badges(id, 5);
            Name {
                label: desk.library.topics[id].label.clone(),
                href: desk.topic_or_passage(id),
                passages: say::count(facts.passages as usize, "passage"),
                more: facts.sources.len() - badges.len(),
                badges,
            }
        })
        .collect()
}

/// Topics, events and works with the number of passages, for chips.
pub(super) fn chips(
    desk: &Desk<'_>,
    topics: &[(TopicId, u32)],
    source: Option<Option<SourceId>>,
    most: usize,
) -> Vec<Counted> {
    let subjects: Vec<(TopicId, u32)> = topics
        .iter()
        .filter(|(id, _)| desk.is_subject(*id) && desk.site.topics[*id].is_some())
        .take(most)
        .copied()
        .collect();
    chips_of(desk, &subjects, source)
}

/// Entries of the index with a number beside each, for chips; what has no page is left out.
pub(super) fn chips_of(desk: &Desk<'_>, topics: &[(TopicId, u32)], source: Option<Option<SourceId>>) -> Vec<Counted> {
    let chip = |(id, n): &(TopicId, u32)| {
        Some(Counted { label: desk.library.topics[*id].label.clone(), href: desk.topic_href(*id, source)?, count: *n })
    };
    topics.iter().filter_map(chip).collect()
}
