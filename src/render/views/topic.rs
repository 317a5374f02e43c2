//! A topic's page: what each source says, and which say nothing.

use super::home::{Phrase, chips, chips_of, phrase};
use super::weighed;
use super::{Badge, Counted, Desk, Head, Link, Pager, Title};
use crate::model::*;
use crate::render::{excerpt, say};
use crate::text;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Topics named that share passages with it.
const WITH: usize = 8;
/// Sources named that do not mention it.
const SILENT: usize = 12;
/// Words named by which passages are found.
const WORDS: usize = 16;
/// Articles named whose vocabulary led to it, and the terms of each.
const LEARNED: usize = 30;
const LEARNED_TERMS: usize = 6;

/// A topic.
#[derive(Debug, Serialize)]
pub(crate) struct TopicView {
    title: String,
    lede: Vec<Phrase>,
    with: Vec<Counted>,
    with_names: Vec<Counted>,
    broader: Vec<Link>,
    parts: Vec<Part>,
    silent: Vec<Badge>,
    silent_more: usize,
    learned: Vec<LearnedRow>,
    learned_more: usize,
    it: String,
    words: Vec<String>,
    words_more: usize,
    how: &'static str,
    weighed: String,
    front: bool,
    pager: Pager,
}

/// An article whose vocabulary led to the topic.
#[derive(Debug, Serialize)]
struct LearnedRow {
    badge: Badge,
    title: Title,
    href: String,
    when: String,
    terms: Vec<String>,
}

/// What stands under one heading.
#[derive(Debug, Serialize)]
struct Part {
    heading: &'static str,
    groups: Vec<Group>,
}

/// What one source says.
#[derive(Debug, Serialize)]
struct Group {
    anchor: Option<String>,
    badge: Badge,
    count: String,
    articles: Vec<Article>,
}

/// What one article says.
#[derive(Debug, Serialize)]
struct Article {
    title: Title,
    href: String,
    when: String,
    /// The article only mentions it.
    passing: bool,
    passages: Vec<Passage>,
}

#[derive(Debug, Serialize)]
struct Passage {
    excerpt: usize,
    place: String,
    href: String,
}

/// The view of a topic.
pub(crate) fn view(desk: &Desk<'_>, id: TopicId, part: &ListPart) -> (Head, TopicView) {
    let topic = &desk.library.topics[id];
    let facts = &desk.facts.topics[id];
    let front = part.heading.is_empty();
    let (silent, silent_more) = silent(desk, id);
    let lede = if front {
        lede(desk, id, &silent, silent_more)
    } else {
        // Never a count of the whole: a new article must not change the pages of other years.
        vec![Phrase { text: format!("{}.", say::capital(&say::count(part.range().len(), "passage"))), strong: true }]
    };
    let parts = parts(desk, id, part);
    let words: Vec<String> = topic.words.iter().take(WORDS).cloned().collect();
    let view = TopicView {
        title: if front { topic.label.clone() } else { desk.site.pages[desk.page].title.clone() },
        with: if front { chips(desk, &with(desk, &topic.with), None, WITH) } else { Vec::new() },
        with_names: if front { with_names(desk, &topic.with) } else { Vec::new() },
        broader: topic
            .broader
            .iter()
            .filter_map(|b| {
                Some(Link { label: desk.library.topics[*b].label.clone(), href: desk.topic_href(*b, None)? })
            })
            .collect(),
        parts,
        silent: if front { silent } else { Vec::new() },
        silent_more: if front { silent_more } else { 0 },
        learned: if front { learned(desk, topic) } else { Vec::new() },
        learned_more: if front { topic.learned.len().saturating_sub(LEARNED) } else { 0 },
        it: it(topic),
        words_more: topic.words.len() - words.len(),
        words,
        how: match topic.how {
            TopicHow::Curated => "The compiler defined this entry.",
            // A topic of the compiler may share the page of the name that it is.
            _ if desk.config.topics.curated.iter().any(|own| own.label == topic.label) => {
                "The compiler defined this entry."
            }
            TopicHow::BuiltIn => "A built-in list names this entry.",
            TopicHow::Discovered => "This entry was found in the texts themselves.",
        },
        weighed: weighed::say(desk, topic),
        front,
        pager: desk.pager(part),
        lede,
    };
    if !front {
        let here = say::count(part.range().len(), "passage");
        return (desk.head(format!("{} on {}.", say::capital(&here), topic.label)), view);
    }
    let sources = say::count(facts.sources.len(), "source");
    let mut description = format!(
        "{} on {} in {} from {sources}.",
        say::capital(&say::count(facts.passages as usize, "passage")),
        topic.label,
        say::count(facts.articles as usize, "article"),
    );
    if let Some(newest) = topic.mentions.last() {
        let article = desk.article(newest.article);
        if let Some(sentence) = sentence(article, newest) {
            let source = desk.source_name(desk.library.source_of[newest.article]);
            description.push_str(&format!(" {source}: {}", say::quoted(&sentence)));
        }
    }
    (desk.head(description), view)
}

/// Without what shares this page.
fn with(desk: &Desk<'_>, with: &[(TopicId, u32)]) -> Vec<(TopicId, u32)> {
    with.iter().copied().filter(|(id, _)| desk.site.topics[*id] != Some(desk.page)).collect()
}

/// People, organisations and places among what shares passages.
fn with_names(desk: &Desk<'_>, all: &[(TopicId, u32)]) -> Vec<Counted> {
    let name = |(id, _): &(TopicId, u32)| desk.library.topics[*id].kind.is_name();
    let mut names: Vec<(TopicId, u32)> = with(desk, all).into_iter().filter(name).collect();
    // What is a topic as well stands among the topics.
    let subjects: BTreeSet<PageId> =
        all.iter().filter(|(id, _)| desk.is_subject(*id)).filter_map(|(id, _)| desk.site.topics[*id]).collect();
    names.retain(|(id, _)| desk.site.topics[*id].is_none_or(|page| !subjects.contains(&page)));
    let mut chips = chips_of(desk, &names, None);
    chips.truncate(WITH);
    chips
}

/// Articles that no word of the topic stands in, newest first.
fn learned(desk: &Desk<'_>, topic: &Topic) -> Vec<LearnedRow> {
    let mut learned: Vec<&Learned> = topic.learned.iter().collect();
    learned.sort_by_key(|l| desk.facts.rank[l.article]);
    let row = |l: &&Learned| LearnedRow {
        badge: desk.badge_of(l.article),
        title: desk.title(l.article),
        href: desk.article_href(l.article),
        when: desk.when(l.article).text,
        terms: l.terms.iter().take(LEARNED_TERMS).cloned().collect(),
    };
    learned.iter().take(LEARNED).map(row).collect()
}

/// The sentence of a mention.
fn sentence(article: &crate::model::Article, mention: &Mention) -> Option<String> {
    let block = article.blocks.get(mention.block as usize)?;
    let at = mention.span.start as usize;
    let range = text::sentences(&block.text).into_iter().find(|s| s.start <= at && at < s.end)?;
    let (clipped, cut) = text::clip(&block.text[range], 160);
    Some(if cut { format!("{clipped}…") } else { clipped.to_string() })
}

fn lede(desk: &Desk<'_>, id: TopicId, silent: &[Badge], silent_more: usize) -> Vec<Phrase> {
    let facts = &desk.facts.topics[id];
    let total = desk.library.articles.len();
    let articles = facts.articles as usize;
    let within = match (articles, total) {
        (1, 1) => "the only article".to_string(),
        (n, total) if n == total => format!("all {} articles", say::thousands(total)),
        (n, total) => format!("{} of the {} articles", say::thousands(n), say::thousands(total)),
    };
    let mut out = vec![phrase(format!("{} in {within}.", say::count(facts.passages as usize, "passage")), true)];
    if !silent.is_empty() {
        let mut names: Vec<String> = silent.iter().take(4).map(|badge| badge.name.clone()).collect();
        let more = silent.len() - names.len() + silent_more;
        if more > 0 {
            names.push(format!("{} other {}", say::in_words(more), say::plural(more, "source")));
        }
        let verb = if names.len() == 1 && more == 0 { "does" } else { "do" };
        out.push(phrase(format!(" {} {verb} not mention {}.", say::list(&names), it(&desk.library.topics[id])), false));
    }
    out
}

/// What an entry is called where its name was just said; a person is named again.
fn it(topic: &Topic) -> String {
    if topic.kind == TopicKind::Person { topic.label.clone() } else { "it".into() }
}

/// The sources that do not mention a topic, those with the most articles first: as many as are named, and how many more
/// there are. Where not all are named, the silence of a source with one article says nothing: none such is named, and
/// where there is no other, nothing is said.
fn silent(desk: &Desk<'_>, id: TopicId) -> (Vec<Badge>, usize) {
    let speaking: BTreeSet<SourceId> = desk.facts.topics[id].sources.iter().filter_map(|(source, _)| *source).collect();
    let mut silent: Vec<SourceId> = desk.library.sources.ids().filter(|source| !speaking.contains(source)).collect();
    let articles = |source: &SourceId| (Reverse(desk.library.sources[*source].articles.len()), *source);
    let all = silent.len();
    if all > SILENT {
        // There may be as many sources as topics: only those that are named are put in order.
        silent.select_nth_unstable_by_key(SILENT, articles);
        silent.truncate(SILENT);
        silent.retain(|source| desk.library.sources[*source].articles.len() > 1);
    }
    silent.sort_by_key(articles);
    let more = if silent.is_empty() { 0 } else { all - silent.len() };
    (silent.into_iter().map(|source| desk.badge(Some(source))).collect(), more)
}

/// The passages of a page; those where a person says something apart from those about them.
fn parts(desk: &Desk<'_>, id: TopicId, part: &ListPart) -> Vec<Part> {
    let topic = &desk.library.topics[id];
    let range = part.range();
    let passages: Vec<&[Mention]> = desk.facts.topics[id].passages_from(topic, range.start).take(range.len()).collect();
    let says = |passage: &&[Mention]| passage.iter().any(|mention| mention.says);
    let (speaking, about): (Vec<&[Mention]>, Vec<&[Mention]>) =
        passages.into_iter().partition(|passage| topic.kind == TopicKind::Person && says(passage));
    let headings = if topic.kind == TopicKind::Person {
        [("Where they speak", speaking), ("About them", about)]
    } else {
        [("", speaking), (if part.is_divided() { "The newest passages" } else { "What each source says" }, about)]
    };
    let mut anchored: BTreeSet<Option<SourceId>> = BTreeSet::new();
    headings
        .into_iter()
        .filter(|(_, passages)| !passages.is_empty())
        .map(|(heading, passages)| Part { heading, groups: groups(desk, id, &passages, &mut anchored) })
        .collect()
}

/// Passages by source: sources in the order in which they first speak here, newest first. A source has its anchor
/// where it stands first.
fn groups(
    desk: &Desk<'_>,
    id: TopicId,
    passages: &[&[Mention]],
    anchored: &mut BTreeSet<Option<SourceId>>,
) -> Vec<Group> {
    let mut by_source: Vec<(Option<SourceId>, Vec<Article>, usize)> = Vec::new();
    let articles: Vec<&[&[Mention]]> = passages.chunk_by(|a, b| a[0].article == b[0].article).collect();
    for passages in articles.into_iter().rev() {
        let article = passages[0][0].article;
        let source = desk.library.source_of[article];
        let said = Article {
            title: desk.title(article),
            href: desk.article_href(article),
            when: desk.when(article).text,
            passing: in_passing(desk, id, article),
            passages: passages.iter().filter_map(|mentions| passage(desk, mentions)).collect(),
        };
        let n = said.passages.len();
        match by_source.iter_mut().find(|(s, ..)| *s == source) {
            Some((_, articles, count)) => {
                articles.push(said);
                *count += n;
            }
            None => by_source.push((source, vec![said], n)),
        }
    }
    by_source
        .into_iter()
        .map(|(source, articles, count)| Group {
            anchor: anchored.insert(source).then(|| desk.source_anchor(source)),
            badge: desk.badge(source),
            count: say::count(count, "passage"),
            articles,
        })
        .collect()
}

/// Whether an article only mentions a topic, rather than being indexed under it.
fn in_passing(desk: &Desk<'_>, id: TopicId, article: ArticleId) -> bool {
    !desk.library.topics_of[article].iter().any(|t| t.topic == id && t.indexed)
}

fn passage(desk: &Desk<'_>, mentions: &[Mention]) -> Option<Passage> {
    let Mention { article, block: index, .. } = mentions[0];
    let block = desk.article(article).blocks.get(index as usize)?;
    Some(Passage {
        excerpt: desk.fragment(excerpt::passage(block, mentions)),
        place: super::after::place(&block.label),
        href: desk.block_href(article, index),
    })
}
