//! Republication families, and passages that articles share.
//!
//! Candidates come from the marks of articles (`sketches`), each is then compared word for word. What the compiler
//! says is no republication is never linked, and never joined through others.

use super::compare::{in_order, republication};
use super::constants::*;
use super::copies::Names;
use super::reading::Reading;
use super::sketches::{Shared, Sketch, common, pairs, shingles};
use crate::model::*;
use crate::par;
use crate::report::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};

/// What articles share.
#[derive(Default)]
pub(super) struct Families {
    pub(super) families: Table<FamilyId, Family>,
    pub(super) family_of: Table<ArticleId, Option<FamilyId>>,
    pub(super) passages: Table<PassageId, SharedPassage>,
    pub(super) passages_of: Table<ArticleId, Vec<(u32, PassageId)>>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Finds what articles share. `order` is newest first.
pub(super) fn families(articles: &Table<ArticleId, Article>, readings: &[Reading], order: &[ArticleId]) -> Families {
    let mut out = Families::default();
    out.diagnostics.extend(same_bytes(articles));
    let apart = apart(articles, &mut out.diagnostics);
    let mut rank = vec![0u32; articles.len()];
    for (at, id) in order.iter().rev().enumerate() {
        rank[id.index()] = at as u32;
    }
    let links = links(articles, readings, &apart);
    let mut joined = Joined::new(articles.len());
    for link in &links {
        joined.join(link.pair.0, link.pair.1, &apart);
    }
    let mut groups: Vec<Vec<u32>> = joined.groups();
    for group in &mut groups {
        group.sort_unstable_by_key(|at| rank[*at as usize]);
    }
    groups.sort_unstable_by_key(|group| rank[group[0] as usize]);
    let mut linked: BTreeMap<u32, Vec<(u32, u16)>> = BTreeMap::new();
    for Link { pair: (a, b), share } in &links {
        linked.entry(*a).or_default().push((*b, *share));
        linked.entry(*b).or_default().push((*a, *share));
    }
    let id = |at: u32| ArticleId::from_index(at as usize);
    let found = par::map(&groups, |group| {
        let place: BTreeMap<u32, usize> = group.iter().enumerate().map(|(i, at)| (*at, i)).collect();
        let pairs = (1..group.len()).map(|i| {
            let earlier = linked.get(&group[i]).into_iter().flatten().filter(|(at, _)| place.get(at) < Some(&i));
            let earlier = earlier.filter(|(at, _)| place.contains_key(at));
            let first =
                earlier.max_by_key(|(at, share)| (*share, std::cmp::Reverse(place[at]))).map_or(group[0], |e| e.0);
            republication(articles, id(first), id(group[i]))
        });
        Family { pairs: pairs.collect(), articles: group.iter().map(|at| id(*at)).collect() }
    });
    out.family_of = articles.ids().map(|_| None).collect();
    for family in found {
        let articles = family.articles.clone();
        let id = out.families.push(family);
        articles.into_iter().for_each(|article| out.family_of[article] = Some(id));
    }
    passages(articles, readings, &rank, &mut out);
    out
}

/// Two articles of which each holds nearly the words of the other.
struct Link {
    pair: (u32, u32),
    share: u16,
}

/// The links that hold when every word is looked at, closest first.
fn links(articles: &Table<ArticleId, Article>, readings: &[Reading], apart: &BTreeSet<(u32, u32)>) -> Vec<Link> {
    let sketches: Vec<&Sketch> = readings.iter().map(|reading| &reading.sketch).collect();
    let near = pairs(&sketches, |Shared { pair, count, weight }| {
        let least = [pair.0, pair.1].map(|at| sketches[at as usize].marks.len() as u32).into_iter().min();
        let many = *count * FAMILY_PART >= least.unwrap_or(0) && (*count > 1 || least == Some(1));
        (many || *weight >= FAMILY_WEIGHT) && !apart.contains(pair)
    });
    let mut links: Vec<Link> = near.chunks(COMPARED_AT_ONCE).flat_map(|near| compared(articles, near)).collect();
    links.sort_unstable_by_key(|link| (std::cmp::Reverse(link.share), link.pair));
    links
}

/// Those of some pairs of articles that are links.
fn compared(articles: &Table<ArticleId, Article>, near: &[Shared]) -> Vec<Link> {
    let mut wanted: Vec<u32> = near.iter().flat_map(|s| [s.pair.0, s.pair.1]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let texts =
        par::map(&wanted, |at| shingles(articles.rows()[*at as usize].blocks.iter().map(|block| block.text.as_str())));
    let text = |at: u32| wanted.binary_search(&at).map_or(&[][..], |i| texts[i].as_slice());
    let found = par::map(near, |Shared { pair, .. }| {
        let (a, b) = (text(pair.0), text(pair.1));
        let same = common(a, b);
        let (least, most) = (a.len().min(b.len()), a.len().max(b.len()));
        let enough = least >= FAMILY_LEAST && least * FAMILY_SIZES >= most || least == most && same == most;
        let share = (2000 * same / (a.len() + b.len()).max(1)) as u16;
        let [one, other] = [pair.0, pair.1].map(|at| &articles.rows()[at as usize]);
        let sure = same * 1000 >= least * FAMILY_SURE;
        let close = || sure || same * 1000 >= least * FAMILY_SHARE && in_order(one, other, FAMILY_IN_ORDER);
        (enough && close()).then_some(Link { pair: *pair, share })
    });
    found.into_iter().flatten().collect()
}

/// Files of the same bytes: one finding for each group, at the first of it.
fn same_bytes(articles: &Table<ArticleId, Article>) -> impl Iterator<Item = Diagnostic> {
    let mut groups: BTreeMap<&str, Vec<&Article>> = BTreeMap::new();
    for article in articles.rows().iter().filter(|a| a.same_as.is_none() && a.not_same_as.is_empty()) {
        groups.entry(&article.sha256).or_default().push(article);
    }
    groups.into_values().filter(|group| group.len() > 1).map(|group| {
        let more = if group.len() > 2 { format!(" and {} more", group.len() - 2) } else { String::new() };
        let others = format!("`{}`{more}", group[1].origin);
        let found = Diagnostic::warning("same-article", format!("the same article stands in {others}, byte for byte"));
        found.in_document(&group[0].origin).help("set `same_as` for one of them, or `ignore = true`")
    })
}

/// Pairs that the compiler says are no republications, the smaller one first.
fn apart(articles: &Table<ArticleId, Article>, diagnostics: &mut Vec<Diagnostic>) -> BTreeSet<(u32, u32)> {
    let mut apart = BTreeSet::new();
    if articles.rows().iter().all(|article| article.not_same_as.is_empty()) {
        return apart;
    }
    let names = Names::of(articles.rows());
    for (at, article) in articles.rows().iter().enumerate() {
        for name in &article.not_same_as {
            match names.find(name, articles.rows()).filter(|other| *other != at) {
                Some(other) => _ = apart.insert((at.min(other) as u32, at.max(other) as u32)),
                None => {
                    let why = format!("`not_same_as = \"{name}\"` means no other article of this collection");
                    let found = Diagnostic::warning("not-same-as-unmatched", why).in_document(&article.origin);
                    diagnostics.push(found.help("give the path of the file it is no republication of"));
                }
            }
        }
    }
    apart
}

/// Things that belong together, each in one group.
struct Joined {
    root: Vec<u32>,
    members: BTreeMap<u32, Vec<u32>>,
}

impl Joined {
    fn new(count: usize) -> Joined {
        Joined { root: (0..count as u32).collect(), members: BTreeMap::new() }
    }

    /// Joins the groups of two, unless that brings together what stands apart.
    fn join(&mut self, a: u32, b: u32, apart: &BTreeSet<(u32, u32)>) {
        let (a, b) = (self.root[a as usize], self.root[b as usize]);
        if a == b {
            return;
        }
        let one = self.members.remove(&a).unwrap_or_else(|| vec![a]);
        let other = self.members.remove(&b).unwrap_or_else(|| vec![b]);
        let clash =
            !apart.is_empty() && one.iter().any(|x| other.iter().any(|y| apart.contains(&(*x.min(y), *x.max(y)))));
        if clash {
            self.members.extend([(a, one), (b, other)]);
            return;
        }
        // The smaller one moves, so that all moves together are few.
        let (root, mut stay, moved) = if one.len() >= other.len() { (a, one, other) } else { (b, other, one) };
        moved.iter().for_each(|at| self.root[*at as usize] = root);
        stay.extend(moved);
        self.members.insert(root, stay);
    }

    /// Groups of two or more.
    fn groups(self) -> Vec<Vec<u32>> {
        self.members.into_values().filter(|group| group.len() > 1).collect()
    }
}

/// Passages that stand in several articles: word for word, or in a family with some words changed.
fn passages(articles: &Table<ArticleId, Article>, readings: &[Reading], rank: &[u32], out: &mut Families) {
    let mut places: Vec<(u32, u32)> = Vec::new();
    let mut whole: Vec<(u64, u32)> = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        for (block, hash) in &reading.sketch.whole {
            whole.push((*hash, places.len() as u32));
            places.push((at as u32, *block));
        }
    }
    let mut joined = Joined::new(places.len());
    let apart = BTreeSet::new();
    whole.sort_unstable();
    for two in whole.windows(2).filter(|two| two[0].0 == two[1].0) {
        joined.join(two[0].1, two[1].1, &apart);
    }
    for pair in out.families.rows().iter().flat_map(|family| &family.pairs) {
        let place = |article: ArticleId, block: u32| places.binary_search(&(article.index() as u32, block)).ok();
        for s in pair.shared.iter().filter(|s| usize::from(s.share) >= PASSAGE_SHARE) {
            if let (Some(a), Some(b)) = (place(pair.first, s.first), place(pair.other, s.other)) {
                joined.join(a as u32, b as u32, &apart);
            }
        }
    }
    let mut groups: Vec<Vec<(u32, u32)>> = Vec::new();
    for group in joined.groups() {
        let mut group: Vec<(u32, u32)> = group.into_iter().map(|at| places[at as usize]).collect();
        group.sort_unstable_by_key(|(article, block)| (rank[*article as usize], *block));
        group.dedup_by_key(|(article, _)| *article);
        if group.len() > 1 {
            groups.push(group);
        }
    }
    groups.sort_unstable_by_key(|group| (rank[group[0].0 as usize], group[0].1));
    out.passages_of = articles.ids().map(|_| Vec::new()).collect();
    for group in groups {
        let places: Vec<(ArticleId, u32)> =
            group.into_iter().map(|(article, block)| (ArticleId::from_index(article as usize), block)).collect();
        let id = PassageId::from_index(out.passages.len());
        places.iter().for_each(|(article, block)| out.passages_of[*article].push((*block, id)));
        let in_families = counted(places.iter().filter_map(|(article, _)| out.family_of[*article]).collect());
        out.passages.push(SharedPassage { places, in_families });
    }
    out.passages_of.rows_mut().iter_mut().for_each(|of| of.sort_unstable());
}
/// How often each family stands in a list, in order of family.
fn counted(mut families: Vec<FamilyId>) -> Vec<(FamilyId, u32)> {
    families.sort_unstable();
    families.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
}
