//! Which mentions become links: the first of each entry in each section of an article, never inside headings, other
//! links or titles of works, and never where the compiler says no.

use super::doubts::{self, Elsewhere, Question};
use super::titles;
use crate::config::Listed;
use crate::model::*;
use crate::par;
use crate::text::{fold, with_last_stop};
use std::collections::BTreeSet;

/// Fills in what every article's text links to. `unlink` are labels and words that lead nowhere.
pub(super) fn place(site: &mut Site, library: &Library, unlink: &[Listed]) {
    let nowhere: BTreeSet<String> = unlink.iter().map(|listed| fold(&listed.name)).collect();
    // Most mentions become no link: those of some articles at a time are in memory.
    let ids: Vec<ArticleId> = library.articles.ids().collect();
    for ids in ids.chunks((ids.len() / PARTS).max(LEAST)) {
        let (first, last) = (ids[0], ids[ids.len() - 1]);
        let mut candidates: Vec<Vec<LinkedMention>> = vec![Vec::new(); ids.len()];
        for (topic, page) in site.topics.iter() {
            let Some(page) = *page else { continue };
            for mention in library.topics[topic].mentions.iter().filter(|m| (first..=last).contains(&m.article)) {
                let Mention { block, span, .. } = *mention;
                let at = mention.article.index() - first.index();
                candidates[at].push(LinkedMention { block, span, topic, page });
            }
        }
        let work: Vec<(ArticleId, Vec<LinkedMention>)> = ids.iter().copied().zip(candidates).collect();
        let placed = par::map_owned(work, |(id, candidates)| chosen(id, candidates, library, &nowhere));
        for (links, mentions) in site.articles.rows_mut()[first.index()..].iter_mut().zip(placed) {
            links.mentions = mentions;
        }
    }
}

/// In how many parts the articles are gone through, if there are enough of them.
const PARTS: usize = 8;
/// How many articles a part has at least.
const LEAST: usize = 1024;

/// The mentions of one article that become links.
fn chosen(
    id: ArticleId,
    mut candidates: Vec<LinkedMention>,
    library: &Library,
    nowhere: &BTreeSet<String>,
) -> Vec<LinkedMention> {
    let article = &library.articles[id];
    if !nowhere.is_empty() || !article.unlinked.is_empty() {
        let here: BTreeSet<String> = article.unlinked.iter().map(|name| fold(name)).collect();
        let leads = |name: &str| !nowhere.contains(name) && !here.contains(name);
        candidates.retain(|m| {
            let words = article.words_at(m.block, m.span);
            leads(&fold(&library.topics[m.topic].label)) && leads(&fold(words.unwrap_or_default()))
        });
    }
    first_in_sections(id, candidates, library)
}

fn first_in_sections(id: ArticleId, mut candidates: Vec<LinkedMention>, library: &Library) -> Vec<LinkedMention> {
    let article = &library.articles[id];
    // At the same place the longer mention wins, since it says more; of several entries for the same words, the one
    // that is called by them, then the narrowest.
    let other_name = |m: &LinkedMention| {
        article.words_at(m.block, m.span).is_none_or(|words| fold(words) != fold(&library.topics[m.topic].label))
    };
    let several = |m: &&LinkedMention| article.words_at(m.block, m.span).is_some_and(|words| words.contains(' '));
    let full: BTreeSet<TopicId> = candidates.iter().filter(several).map(|m| m.topic).collect();
    let is_place = |m: &&LinkedMention| library.topics[m.topic].kind == TopicKind::Place;
    let team = |m: &&LinkedMention| {
        let text = article.blocks.get(m.block as usize).map_or("", |block| &block.text);
        doubts::team(&library.topics[m.topic].label, text, m.span)
    };
    let teams: BTreeSet<TopicId> = candidates.iter().filter(is_place).filter(team).map(|m| m.topic).collect();
    let place = |m: &LinkedMention| (m.block, m.span.start, std::cmp::Reverse(m.span.end));
    candidates.sort_by_key(|m| (place(m), m.topic));
    for same in candidates.chunk_by_mut(|a, b| place(a) == place(b)).filter(|same| same.len() > 1) {
        let all: Vec<TopicId> = same.iter().map(|m| m.topic).collect();
        let wider = |m: &LinkedMention| all.iter().any(|other| library.topics[*other].broader.contains(&m.topic));
        same.sort_by_key(|m| (wider(m), other_name(m), m.topic));
    }
    let elsewhere = Elsewhere::of(article);
    let mut out: Vec<LinkedMention> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut section = 0;
    let sections = sections(article);
    // How far a block is covered by longer mentions, linked or not: what stands inside one is part of it.
    let mut covered = (u32::MAX, 0);
    for mention in candidates {
        let Some(block) = article.blocks.get(mention.block as usize) else { continue };
        let here = sections[mention.block as usize];
        if here != section {
            section = here;
            seen.clear();
        }
        let taken = covered.0 == mention.block && mention.span.start < covered.1;
        let in_link = block.inlines.iter().any(|inline| match inline.kind {
            InlineKind::Link(_) | InlineKind::Code => inline.span.overlaps(mention.span),
            InlineKind::Emphasis | InlineKind::Strong => {
                inline.span.overlaps(mention.span) && !contains(inline.span, mention.span)
            }
        });
        if taken {
            continue;
        }
        covered = (mention.block, mention.span.end);
        if matches!(block.kind, BlockKind::Heading(_)) || in_link || seen.contains(&mention.page) {
            continue;
        }
        let LinkedMention { topic, span: place, .. } = mention;
        let (full, plays) = (full.contains(&topic), teams.contains(&topic));
        let question =
            Question { elsewhere: &elsewhere, library, article: id, topic, text: &block.text, place, full, plays };
        if titles::holds(block, mention.span) || doubts::any(&question) {
            continue;
        }
        seen.insert(mention.page);
        let span = Span::new(place.start as usize, with_last_stop(&block.text, place.range()));
        out.push(LinkedMention { span, ..mention });
    }
    out
}

fn contains(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// For each block, how many headings stand above it.
fn sections(article: &Article) -> Vec<u32> {
    let mut above = 0;
    let section = |block: &Block| {
        let here = above;
        above += u32::from(matches!(block.kind, BlockKind::Heading(_)));
        here
    };
    article.blocks.iter().map(section).collect()
}
