//! One table of topics and names, with every mention, and what each article has to do with each.

use super::constants::*;
use super::rows::{Row, Tally};
use super::same;
use super::terms::plain;
use super::vocabulary::Entry;
use super::words::ByHash;
use crate::lang::short_hash::ShortHash;
use crate::model::*;
use crate::text::{fold, slug_or, sort_key};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::BuildHasherDefault;

/// Scores of one article for one row, before they are set against each other.
fn score(kind: TopicKind, tally: &Tally) -> f32 {
    let n = tally.body;
    let title = f32::from(u8::from(tally.title > 0.0));
    match kind {
        TopicKind::Topic => {
            n + TOPIC_TITLE * tally.title
                + TOPIC_LEAD * tally.lead
                + TOPIC_DISTINCT * tally.distinct.saturating_sub(1) as f32
        }
        TopicKind::Place => {
            n + 4.0 * title
                + 3.0 * tally.lead.min(2.0)
                + 8.0 * f32::from(u8::from(tally.dateline))
                + f32::from(u8::from(tally.full))
                + 2.0 * (tally.says as f32).min(2.0)
        }
        TopicKind::Person => {
            let sure = if tally.full { 1.0 } else { SURNAME_ONLY };
            sure * (n + 6.0 * title)
                + 3.0 * tally.lead.min(2.0)
                + f32::from(u8::from(tally.full))
                + 2.0 * (tally.says as f32).min(2.0)
        }
        TopicKind::Organisation | TopicKind::Event | TopicKind::Work => n + 2.0 * title + tally.lead.min(2.0),
    }
}

fn focus(kind: TopicKind) -> f32 {
    match kind {
        TopicKind::Place => PLACE_FOCUS,
        TopicKind::Person => PERSON_FOCUS,
        TopicKind::Organisation | TopicKind::Event | TopicKind::Work => ORGANISATION_FOCUS,
        TopicKind::Topic => TOPIC_LEAST,
    }
}

/// The finished table, and each article's part in it.
pub(super) struct Finished {
    /// Topics and names.
    pub(super) topics: Table<TopicId, Topic>,
    /// What each article is about or mentions.
    pub(super) topics_of: Table<ArticleId, Vec<ArticleTopic>>,
}

/// Sorts, numbers and weighs the rows. `order` is newest first.
pub(super) fn finish(mut rows: Vec<Row>, articles: &Table<ArticleId, Article>, order: &[ArticleId]) -> Finished {
    keep_used(&mut rows);
    rows.sort_by_cached_key(|row| (row.entry.kind, sort_key(&row.entry.label), row.entry.id.clone()));
    unique_ids(&mut rows);

    let wider = wider(&rows);
    let mut rank = vec![0u32; order.len()];
    for (at, id) in order.iter().rev().enumerate() {
        rank[id.index()] = at as u32;
    }
    let mut topics_of: Table<ArticleId, Vec<ArticleTopic>> = weigh(&rows, &wider, order.len());

    let mut mentions: Vec<Vec<Mention>> = rows.iter_mut().map(|row| std::mem::take(&mut row.mentions)).collect();
    for (at, wider) in wider.iter().enumerate() {
        for to in wider {
            let narrower = mentions[at].clone();
            mentions[*to].extend(narrower);
        }
    }
    for list in &mut mentions {
        list.sort_by_key(|m| (rank[m.article.index()], m.block, m.span.start, std::cmp::Reverse(m.span.end)));
        list.dedup_by(|b, a| a.article == b.article && a.block == b.block && a.span.overlaps(b.span));
    }
    same::join(&rows, &mut mentions, &rank);
    count_passages(&mentions, &mut topics_of);
    let with = with(&rows, &mentions, order.len());
    let topics = rows
        .into_iter()
        .zip(mentions)
        .zip(wider)
        .zip(with)
        .map(|(((row, mentions), wider), with)| Topic {
            words: words(&mentions, articles),
            id: row.entry.id,
            label: row.entry.label,
            kind: row.entry.kind,
            how: row.entry.how,
            broader: wider.into_iter().map(TopicId::from_index).collect(),
            mentions,
            with,
            learned: Vec::new(),
        })
        .collect();
    Finished { topics, topics_of }
}

/// Leaves out what no article mentions, but keeps what is wider than something that one does.
fn keep_used(rows: &mut Vec<Row>) {
    let used = |row: &Row| !row.mentions.is_empty() || row.tallies.values().any(|t| t.record || t.added);
    let mut keep: Vec<bool> = rows.iter().map(used).collect();
    for (at, wider) in wider(rows).into_iter().enumerate() {
        if used(&rows[at]) {
            wider.into_iter().for_each(|to| keep[to] = true);
        }
    }
    let mut keep = keep.into_iter();
    rows.retain(|_| keep.next().expect("there is one mark for each row"));
}

fn unique_ids(rows: &mut [Row]) {
    let mut taken: BTreeSet<(TopicKind, String)> = BTreeSet::new();
    // Configured ids keep theirs.
    for curated in [true, false] {
        for row in rows.iter_mut().filter(|row| (row.entry.how == TopicHow::Curated) == curated) {
            let base = slug_or(&row.entry.id, 60, "entry");
            let mut id = base.clone();
            let mut n = 2;
            while !taken.insert((row.entry.kind, id.clone())) {
                id = format!("{base}-{n}");
                n += 1;
            }
            row.entry.id = id;
        }
    }
}

/// For each row the rows that are wider, at any distance, in order.
fn wider(rows: &[Row]) -> Vec<Vec<usize>> {
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        by_id.entry(row.entry.id.as_str()).or_insert(at);
    }
    let direct: Vec<Vec<usize>> = rows
        .iter()
        .map(|row| {
            row.entry.broader.iter().filter_map(|id| by_id.get(slug_or(id, 60, "entry").as_str()).copied()).collect()
        })
        .collect();
    (0..rows.len())
        .map(|start| {
            let mut reached: BTreeSet<usize> = BTreeSet::new();
            let mut open = direct[start].clone();
            while let Some(at) = open.pop() {
                if at != start && reached.insert(at) {
                    open.extend(&direct[at]);
                }
            }
            reached.into_iter().collect()
        })
        .collect()
}

fn is_configured(entry: &Entry) -> bool {
    entry.kind == TopicKind::Topic && entry.how == TopicHow::Curated
}

fn weigh(rows: &[Row], wider: &[Vec<usize>], articles: usize) -> Table<ArticleId, Vec<ArticleTopic>> {
    let mut scored: Vec<Vec<(usize, f32)>> = vec![Vec::new(); articles];
    for (at, row) in rows.iter().enumerate() {
        for (article, tally) in &row.tallies {
            scored[article.index()].push((at, score(row.entry.kind, tally)));
        }
    }
    let mut out: Table<ArticleId, Vec<ArticleTopic>> = (0..articles).map(|_| Vec::new()).collect();
    for (article, scores) in scored.into_iter().enumerate() {
        let id = ArticleId::from_index(article);
        let mut best: BTreeMap<TopicKind, f32> = BTreeMap::new();
        // Found topics are measured against configured ones, not the other way round.
        let configured = scores.iter().any(|(at, _)| is_configured(&rows[*at].entry));
        for (at, score) in &scores {
            let entry = &rows[*at].entry;
            if entry.kind == TopicKind::Topic && configured && !is_configured(entry) {
                continue;
            }
            let most = best.entry(entry.kind).or_insert(0.0);
            *most = most.max(*score);
        }
        let mut of: BTreeMap<usize, (u16, bool)> = BTreeMap::new();
        for (at, score) in scores {
            let Row { entry, tallies, .. } = &rows[at];
            let tally = &tallies[&id];
            let most = best[&entry.kind].max(f32::MIN_POSITIVE);
            let share = (score / most).min(1.0);
            let sure = (score / TOPIC_SURE).sqrt().min(1.0);
            let strength = if entry.kind == TopicKind::Topic { share * sure } else { share };
            let strength = (strength * 1000.0).round() as u16;
            let mentioned = tally.body > 0.0;
            let indexed = tally.added
                || tally.record
                || match (entry.min_strength, entry.how, entry.kind) {
                    (Some(least), ..) => mentioned && f32::from(strength) >= least * 1000.0,
                    (None, TopicHow::Curated, TopicKind::Topic) => score >= TOPIC_LEAST && score >= TOPIC_SHARE * most,
                    (None, TopicHow::Curated, kind) => score >= focus(kind),
                    (None, TopicHow::BuiltIn, TopicKind::Topic) => {
                        tally.body > 0.0 && score >= BUILT_IN_LEAST && score >= BUILT_IN_SHARE * most
                    }
                    (None, TopicHow::Discovered, TopicKind::Topic) => {
                        tally.body >= DISCOVERED_OFTEN || mentioned && tally.title > 0.0
                    }
                    (None, TopicHow::BuiltIn | TopicHow::Discovered, _) => mentioned,
                };
            if !mentioned && !indexed {
                continue;
            }
            let strength = if tally.added { strength.max(500) } else { strength };
            let entry = of.entry(at).or_insert((0, false));
            *entry = (entry.0.max(strength), entry.1 || indexed);
            for to in &wider[at] {
                let entry = of.entry(*to).or_insert((0, false));
                *entry = (entry.0.max(strength), entry.1 || indexed);
            }
        }
        let list = &mut out[id];
        list.extend(of.into_iter().map(|(at, (strength, indexed))| ArticleTopic {
            topic: TopicId::from_index(at),
            passages: 0,
            strength,
            indexed,
            claim: Claim::Named,
        }));
        list.sort_by_key(|t| (std::cmp::Reverse(t.strength), t.topic));
    }
    out
}

/// Fills in how many blocks of each article mention each topic.
fn count_passages(mentions: &[Vec<Mention>], topics_of: &mut Table<ArticleId, Vec<ArticleTopic>>) {
    let mut counts: Vec<Vec<(TopicId, u32)>> = vec![Vec::new(); topics_of.len()];
    for (at, list) in mentions.iter().enumerate() {
        let topic = TopicId::from_index(at);
        for passage in list.chunk_by(|a, b| a.article == b.article && a.block == b.block) {
            let counts = &mut counts[passage[0].article.index()];
            match counts.last_mut() {
                Some((last, n)) if *last == topic => *n += 1,
                _ => counts.push((topic, 1)),
            }
        }
    }
    for (of, mut counts) in topics_of.rows_mut().iter_mut().zip(counts) {
        counts.sort_unstable_by_key(|(topic, _)| *topic);
        for topic in of {
            if let Ok(at) = counts.binary_search_by_key(&topic.topic, |(topic, _)| *topic) {
                topic.passages = counts[at].1;
            }
        }
    }
}

/// Topics that share most passages with each row.
fn with(rows: &[Row], mentions: &[Vec<Mention>], articles: usize) -> Vec<Vec<(TopicId, u32)>> {
    let mut blocks: Vec<Vec<(u32, u32)>> = vec![Vec::new(); articles];
    for (at, list) in mentions.iter().enumerate() {
        for passage in list.chunk_by(|a, b| a.article == b.article && a.block == b.block) {
            blocks[passage[0].article.index()].push((passage[0].block, at as u32));
        }
    }
    let mut counts: ByHash<u32> = ByHash::default();
    for mut list in blocks {
        list.sort_unstable();
        for block in list.chunk_by(|a, b| a.0 == b.0) {
            for (_, subject) in block.iter().filter(|(_, at)| rows[*at as usize].entry.kind == TopicKind::Topic) {
                for (_, other) in block.iter().filter(|(_, other)| other != subject) {
                    *counts.entry(u64::from(*other) << 32 | u64::from(*subject)).or_default() += 1;
                }
            }
        }
    }
    let mut out: Vec<Vec<(TopicId, u32)>> = vec![Vec::new(); rows.len()];
    for (pair, n) in counts {
        out[(pair >> 32) as usize].push((TopicId::from_index(pair as u32 as usize), n));
    }
    for list in &mut out {
        list.sort_unstable_by_key(|(topic, n)| (std::cmp::Reverse(*n), *topic));
        list.truncate(12);
    }
    out
}

/// The words that mention a topic, most frequent first, as they mostly stand there.
fn words(mentions: &[Mention], articles: &Table<ArticleId, Article>) -> Vec<String> {
    let mut forms: HashMap<&str, u32, BuildHasherDefault<ShortHash>> = HashMap::default();
    for m in mentions {
        let text = articles[m.article].blocks.get(m.block as usize).and_then(|b| b.text.get(m.span.range()));
        *forms.entry(text.unwrap_or("")).or_default() += 1;
    }
    let mut folded: BTreeMap<String, (u32, BTreeMap<String, u32>)> = BTreeMap::new();
    for (form, n) in forms {
        let shown = plain(form);
        let (sum, shapes) = folded.entry(fold(&shown)).or_default();
        *sum += n;
        *shapes.entry(shown).or_default() += n;
    }
    let mut words: Vec<(u32, String)> = folded
        .into_values()
        .filter_map(|(sum, shapes)| {
            let best = shapes.into_iter().min_by_key(|(form, n)| (std::cmp::Reverse(*n), form.clone()))?;
            Some((sum, best.0))
        })
        .filter(|(_, form)| !form.is_empty())
        .collect();
    words.sort_by_key(|(n, form)| (std::cmp::Reverse(*n), form.clone()));
    words.into_iter().map(|(_, form)| form).collect()
}
