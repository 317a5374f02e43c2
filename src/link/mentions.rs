//! Which mentions become links: the first of each topic in each section of an article, never inside headings or
//! other links.

use crate::model::*;
use crate::par;
use std::collections::BTreeSet;

/// Fills in what every article's text links to.
pub(super) fn place(site: &mut Site, library: &Library) {
    let mut candidates: Vec<Vec<LinkedMention>> = vec![Vec::new(); library.articles.len()];
    for (topic, page) in site.topics.iter() {
        let Some(page) = *page else { continue };
        for mention in &library.topics[topic].mentions {
            let Mention { block, span, .. } = *mention;
            candidates[mention.article.index()].push(LinkedMention { block, span, topic, page });
        }
    }
    let work: Vec<(ArticleId, Vec<LinkedMention>)> = library.articles.ids().zip(candidates).collect();
    let placed = par::map_owned(work, |(id, candidates)| first_in_sections(&library.articles[id], candidates));
    for (links, mentions) in site.articles.rows_mut().iter_mut().zip(placed) {
        links.mentions = mentions;
    }
}

fn first_in_sections(article: &Article, mut candidates: Vec<LinkedMention>) -> Vec<LinkedMention> {
    // At the same place the longer mention wins, since it says more.
    candidates.sort_by_key(|m| (m.block, m.span.start, std::cmp::Reverse(m.span.end), m.topic));
    let mut out: Vec<LinkedMention> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut section = 0;
    let sections = sections(article);
    for mention in candidates {
        let Some(block) = article.blocks.get(mention.block as usize) else { continue };
        let here = sections[mention.block as usize];
        if here != section {
            section = here;
            seen.clear();
        }
        let taken = out.last().is_some_and(|last| last.block == mention.block && last.span.overlaps(mention.span));
        let in_link = block.inlines.iter().any(|inline| match inline.kind {
            InlineKind::Link(_) | InlineKind::Code => inline.span.overlaps(mention.span),
            InlineKind::Emphasis | InlineKind::Strong => {
                inline.span.overlaps(mention.span) && !contains(inline.span, mention.span)
            }
        });
        if matches!(block.kind, BlockKind::Heading(_)) || taken || in_link || !seen.insert(mention.topic) {
            continue;
        }
        out.push(mention);
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
