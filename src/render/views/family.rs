//! Articles that hold the same text: what differs between them, word beside word, and passages that others hold too.

use super::{Badge, Desk, Link, Title};
use crate::model::*;
use crate::render::{excerpt, say};
use crate::text;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Articles of a family that are named on the page of one.
const KIN: usize = 8;
/// Paragraphs whose differences are quoted, for each of them.
const PARAGRAPHS: usize = 6;
/// Paragraphs named that one of the two alone has.
const ALONE: usize = 20;
/// Shared passages on a page, and the articles named for each.
const PASSAGES: usize = 12;
const PLACES: usize = 5;
/// Characters of a shared passage.
const LONGEST: usize = 300;
/// Badges shown for a family.
const BADGES: usize = 6;

/// A family in a list.
#[derive(Debug, Serialize)]
pub(super) struct FamilyRow {
    title: Title,
    href: String,
    text: String,
    badges: Vec<Badge>,
    more: usize,
}

/// Another article with the same text.
#[derive(Debug, Serialize)]
pub(super) struct Kin {
    badge: Badge,
    title: Title,
    href: String,
    when: String,
    /// How much is the same, in words.
    share: String,
    differences: Vec<Pair>,
    more: usize,
    /// Paragraphs that only this article has, or only that.
    here: Vec<Link>,
    there: Vec<Link>,
}

/// A paragraph as it stands in both.
#[derive(Debug, Serialize)]
struct Pair {
    here: Option<Quote>,
    there: Option<Quote>,
}

#[derive(Debug, Serialize)]
struct Quote {
    excerpt: usize,
    place: Link,
}

/// A passage of an article that others hold too.
#[derive(Debug, Serialize)]
pub(super) struct Shared {
    text: String,
    /// It stands in quotation marks, unless it brings its own.
    marked: bool,
    here: Link,
    places: Vec<Place>,
    more: usize,
}

#[derive(Debug, Serialize)]
struct Place {
    badge: Badge,
    title: Title,
    href: String,
    place: Link,
}

/// The families of most sources, then of most articles.
pub(super) fn most(desk: &Desk<'_>, most: usize) -> Vec<FamilyRow> {
    let mut ids: Vec<FamilyId> = desk.library.families.ids().collect();
    ids.sort_by_cached_key(|id| {
        let family = &desk.library.families[*id];
        (Reverse(sources(desk, family).len()), Reverse(family.articles.len()), *id)
    });
    ids.into_iter().take(most).map(|id| row(desk, id)).collect()
}

fn sources(desk: &Desk<'_>, family: &Family) -> BTreeSet<Option<SourceId>> {
    family.articles.iter().map(|article| desk.library.source_of[*article]).collect()
}

/// A family in a list: under the title of its oldest article.
pub(super) fn row(desk: &Desk<'_>, id: FamilyId) -> FamilyRow {
    let family = &desk.library.families[id];
    let sources = sources(desk, family);
    let badges: Vec<Badge> = sources.iter().take(BADGES).map(|source| desk.badge(*source)).collect();
    let dated: Vec<Date> =
        family.articles.iter().filter_map(|a| desk.article(*a).metadata.date.stated_or_set().copied()).collect();
    let when = match (dated.iter().min(), dated.iter().max()) {
        (Some(first), Some(last)) if first == last => format!(", {}", say::date(*first)),
        (Some(first), Some(last)) => format!(", {} to {}", say::date(*first), say::date(*last)),
        _ => String::new(),
    };
    let first = family.articles.first().copied();
    FamilyRow {
        title: first.map(|a| desk.title(a)).unwrap_or_else(|| Title {
            text: String::new(),
            untitled: false,
            marked: false,
            lang: None,
            dir: None,
        }),
        href: first.map(|a| format!("{}#same-text", desk.article_href(a))).unwrap_or_default(),
        text: format!("{}{when}", say::count(family.articles.len(), "article")),
        more: sources.len() - badges.len(),
        badges,
    }
}

/// The other articles of an article's family: first those that it was set beside.
pub(super) fn kin(desk: &Desk<'_>, id: ArticleId) -> Vec<Kin> {
    let Some(family) = desk.library.family(id) else { return Vec::new() };
    // Of the pairs only its own, and of the rest no more than are shown: a family may be as large as the collection.
    let own = desk.facts.pairs[id].iter().map(|at| &family.pairs[*at as usize]);
    let beside = |pair: &Republication| if pair.first == id { pair.other } else { pair.first };
    let paired: Vec<(ArticleId, &Republication)> = own.map(|pair| (beside(pair), pair)).take(KIN).collect();
    let is_other = |other: &ArticleId| *other != id && paired.iter().all(|(article, _)| article != other);
    let rest = family.articles.iter().copied().filter(is_other).take(KIN - paired.len());
    let shown = paired.iter().map(|(other, pair)| (*other, Some(*pair)));
    shown.chain(rest.map(|other| (other, None))).map(|(other, pair)| one(desk, id, other, pair)).collect()
}

fn one(desk: &Desk<'_>, id: ArticleId, other: ArticleId, pair: Option<&Republication>) -> Kin {
    let mut kin = Kin {
        badge: desk.badge_of(other),
        title: desk.title(other),
        href: desk.article_href(other),
        when: desk.when(other).text,
        share: "Both hold the text of a third article of this family.".into(),
        differences: Vec::new(),
        more: 0,
        here: Vec::new(),
        there: Vec::new(),
    };
    let Some(pair) = pair else { return kin };
    let turned = pair.first != id;
    let sides =
        |shared: &SharedParagraph| if turned { (shared.other, shared.first) } else { (shared.first, shared.other) };
    kin.share = share(pair);
    let differing: Vec<&SharedParagraph> = pair.shared.iter().filter(|p| p.share < 1000).collect();
    kin.more = differing.len().saturating_sub(PARAGRAPHS);
    for paragraph in differing.into_iter().take(PARAGRAPHS) {
        let (here, there) = sides(paragraph);
        let spans = |turned: bool| -> Vec<Span> {
            paragraph.differs.iter().map(|d| if turned { d.other } else { d.first }).collect()
        };
        kin.differences.push(Pair {
            here: quote(desk, id, here, &spans(turned)),
            there: quote(desk, other, there, &spans(!turned)),
        });
    }
    let (here, there) =
        if turned { (&pair.only_other, &pair.only_first) } else { (&pair.only_first, &pair.only_other) };
    kin.here = links(desk, id, here);
    kin.there = links(desk, other, there);
    kin
}

/// How much of two articles is the same, in words.
fn share(pair: &Republication) -> String {
    let paragraphs = pair.shared.len();
    let whole = pair.shared.iter().filter(|p| p.share == 1000).count();
    if pair.share == 1000 && whole == paragraphs {
        return "Word for word the same.".into();
    }
    let of_them = match whole {
        0 => ", not word for word".to_string(),
        n if n == paragraphs => ", word for word".to_string(),
        n => format!(", {} of them word for word", say::in_words(n)),
    };
    format!(
        "{} % of the words of both together are the same: {}{of_them}.",
        (u32::from(pair.share) / 10).max(1),
        say::count_in_words(paragraphs, "paragraph"),
    )
}

/// The sentences of a block that hold words which the other text does not have, or where it has words more.
fn quote(desk: &Desk<'_>, article: ArticleId, block: u32, spans: &[Span]) -> Option<Quote> {
    let found = desk.article(article).blocks.get(block as usize)?;
    let mention = |span: &Span| Mention { article, block, span: *span, says: false };
    let mentions: Vec<Mention> = spans.iter().map(mention).collect();
    let markup = if mentions.is_empty() {
        excerpt::passage(found, &[mention(&Span::new(0, 0))])
    } else {
        excerpt::passage(found, &mentions)
    };
    Some(Quote { excerpt: desk.fragment(markup), place: place(desk, article, block)? })
}

fn place(desk: &Desk<'_>, article: ArticleId, block: u32) -> Option<Link> {
    let label = super::after::place(&desk.article(article).blocks.get(block as usize)?.label);
    Some(Link { label, href: desk.block_href(article, block) })
}

fn links(desk: &Desk<'_>, article: ArticleId, blocks: &[u32]) -> Vec<Link> {
    blocks.iter().take(ALONE).filter_map(|block| place(desk, article, *block)).collect()
}

/// Passages that articles outside the family hold too.
pub(super) fn shared(desk: &Desk<'_>, id: ArticleId) -> Vec<Shared> {
    let library = desk.library;
    let own = library.family_of.rows().get(id.index()).copied().flatten();
    let passages = library.passages_of.rows().get(id.index()).map_or(&[][..], Vec::as_slice);
    let one = |(block, passage): &(u32, PassageId)| {
        let passage = &library.passages[*passage];
        // Counted once for all articles: a passage may stand in every one of a collection.
        let kin = own.map_or(1, |family| passage.in_family(family).max(1)) as usize;
        let elsewhere = passage.places.len() - kin.min(passage.places.len());
        let others = passage.places.iter().filter(|(a, _)| *a != id && (own.is_none() || library.family_of[*a] != own));
        let places: Vec<Place> = others
            .take(PLACES.min(elsewhere))
            .filter_map(|(article, block)| {
                Some(Place {
                    badge: desk.badge_of(*article),
                    title: desk.title(*article),
                    href: desk.article_href(*article),
                    place: place(desk, *article, *block)?,
                })
            })
            .collect();
        let (clipped, cut) = text::clip(&desk.article(id).blocks.get(*block as usize)?.text, LONGEST);
        let text = if cut { format!("{clipped}…") } else { clipped.to_string() };
        let more = elsewhere - places.len();
        (!places.is_empty()).then_some(Shared {
            marked: !say::is_quoted(&text),
            text,
            here: place(desk, id, *block)?,
            places,
            more,
        })
    };
    passages.iter().filter_map(one).take(PASSAGES).collect()
}
