//! One table of topics and names, with every mention, and what each article has to do with each.

use super::constants::*;
use super::names::{Found, key_of};
use super::reading::{Dateline, Reading};
use super::terms::plain;
use super::vocabulary::{Entry, Layer};
use crate::model::*;
use crate::text::{fold, slug_or, sort_key};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What one article holds of one entry.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    body: f32,
    title: f32,
    lead: f32,
    says: u32,
    distinct: u32,
    last_alias: Option<u32>,
    full: bool,
    dateline: bool,
    record: bool,
    added: bool,
}

/// An entry on its way into the table.
#[derive(Debug)]
pub(super) struct Row {
    /// What it is.
    pub(super) entry: Entry,
    /// Its mentions, in order of article and place.
    pub(super) mentions: Vec<Mention>,
    /// What articles hold of it, in order of article.
    pub(super) tallies: BTreeMap<ArticleId, Tally>,
}

impl Row {
    pub(super) fn new(entry: Entry) -> Row {
        Row { entry, mentions: Vec::new(), tallies: BTreeMap::new() }
    }

    /// The number of articles whose text mentions it.
    pub(super) fn article_count(&self) -> usize {
        self.tallies.values().filter(|tally| tally.body > 0.0).count()
    }
}

/// The rows of the vocabulary, from the readings.
pub(super) fn rows(entries: Vec<Entry>, readings: &[Reading]) -> Vec<Row> {
    let mut rows: Vec<Row> = entries.into_iter().map(Row::new).collect();
    let countries: BTreeMap<String, usize> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.entry.kind == TopicKind::Place)
        .map(|(at, row)| (row.entry.label.clone(), at))
        .collect();
    for (at, reading) in readings.iter().enumerate() {
        let article = ArticleId::from_index(at);
        for hit in &reading.hits {
            let row = &mut rows[hit.entry as usize];
            let tally = row.tallies.entry(article).or_default();
            tally.body += hit.weight;
            if hit.lead {
                tally.lead = match row.entry.layer() {
                    Layer::Topic => tally.lead.max(hit.weight),
                    Layer::Name | Layer::Event => tally.lead + 1.0,
                };
            }
            tally.says += u32::from(hit.says);
            tally.full |= hit.full;
            if tally.last_alias != Some(hit.alias) {
                // Aliases that alternate count again; for the half point that is near enough to distinct.
                tally.last_alias = Some(hit.alias);
                tally.distinct = (tally.distinct + 1).min(row.entry.aliases.len() as u32);
            }
            row.mentions.push(Mention { article, block: hit.block, span: hit.span });
        }
        for (entry, weight) in &reading.title {
            rows[*entry as usize].tallies.entry(article).or_default().title = *weight;
        }
        let country = match reading.dateline {
            Some(Dateline::Country(country)) => countries.get(country).copied(),
            Some(Dateline::Place(place)) => {
                let within = rows[place as usize].entry.within.as_ref();
                Some(within.and_then(|country| countries.get(country)).copied().unwrap_or(place as usize))
            }
            None => None,
        };
        if let Some(row) = country {
            rows[row].tallies.entry(article).or_default().dateline = true;
        }
    }
    rows
}

/// Adds names that were found in the texts.
pub(super) fn add_found(rows: &mut Vec<Row>, found: Vec<Found>) {
    let mut by_key: BTreeMap<(Layer, String), usize> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.entry.layer() != Layer::Topic) {
        for alias in &row.entry.aliases {
            by_key.entry((row.entry.layer(), key_of(alias))).or_insert(at);
        }
    }
    for Found { kind, label, places } in found {
        let entry = Entry::new(&label, kind, TopicHow::Discovered);
        let key = (entry.layer(), key_of(&label));
        let at = *by_key.entry(key).or_insert_with(|| {
            rows.push(Row::new(entry));
            rows.len() - 1
        });
        for place in places {
            let mention = Mention { article: place.article, block: place.block, span: place.span };
            let clash =
                |m: &Mention| m.article == place.article && m.block == place.block && m.span.overlaps(place.span);
            if rows[at].mentions.iter().rev().take(64).any(clash) {
                continue;
            }
            rows[at].mentions.push(mention);
            let tally = rows[at].tallies.entry(place.article).or_default();
            tally.body += 1.0;
            tally.says += u32::from(place.says);
            tally.full |= place.full;
        }
    }
}

/// Marks an entry as named in the record of an article; makes it where it is new.
pub(super) fn add_record(
    rows: &mut Vec<Row>,
    index: &mut BTreeMap<(TopicKind, String), usize>,
    kind: TopicKind,
    label: &str,
    article: ArticleId,
) {
    let at = *index.entry((kind, key_of(label))).or_insert_with(|| {
        rows.push(Row::new(Entry::new(label, kind, TopicHow::Discovered)));
        rows.len() - 1
    });
    rows[at].tallies.entry(article).or_default().record = true;
}

/// Every alias of every row, by kind.
pub(super) fn index(rows: &[Row]) -> BTreeMap<(TopicKind, String), usize> {
    let mut index = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        for alias in std::iter::once(&row.entry.label).chain(&row.entry.aliases) {
            index.entry((row.entry.kind, key_of(alias))).or_insert(at);
        }
    }
    index
}

/// Topics that the compiler adds to and removes from single articles.
pub(super) fn apply_corrections(rows: &mut Vec<Row>, articles: &Table<ArticleId, Article>) {
    if articles.rows().iter().all(|a| a.topics_added.is_empty() && a.topics_removed.is_empty()) {
        return;
    }
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let names: BTreeSet<String> = [fold(&row.entry.label), fold(&row.entry.id)].into();
        for name in names {
            by_name.entry(name).or_default().push(at);
        }
    }
    for (id, article) in articles.iter() {
        for name in &article.topics_removed {
            for at in by_name.get(&fold(name)).into_iter().flatten() {
                rows[*at].tallies.remove(&id);
                rows[*at].mentions.retain(|m| m.article != id);
            }
        }
        for name in &article.topics_added {
            let known = by_name.get(&fold(name)).cloned().unwrap_or_default();
            let known = if known.is_empty() {
                rows.push(Row::new(Entry::new(name, TopicKind::Topic, TopicHow::Curated)));
                by_name.insert(fold(name), vec![rows.len() - 1]);
                vec![rows.len() - 1]
            } else {
                known
            };
            // A subject rather than a name, where the label is both.
            let best = known.iter().min_by_key(|at| rows[**at].entry.kind).copied();
            if let Some(at) = best {
                rows[at].tallies.entry(id).or_default().added = true;
            }
        }
    }
}

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
    let mut counts: HashMap<(u32, u32), u32> = HashMap::new();
    for mut list in blocks {
        list.sort_unstable();
        for block in list.chunk_by(|a, b| a.0 == b.0) {
            for (_, subject) in block.iter().filter(|(_, at)| rows[*at as usize].entry.kind == TopicKind::Topic) {
                for (_, other) in block.iter().filter(|(_, other)| other != subject) {
                    *counts.entry((*other, *subject)).or_default() += 1;
                }
            }
        }
    }
    let mut out: Vec<Vec<(TopicId, u32)>> = vec![Vec::new(); rows.len()];
    for ((row, subject), n) in counts {
        out[row as usize].push((TopicId::from_index(subject as usize), n));
    }
    for list in &mut out {
        list.sort_unstable_by_key(|(topic, n)| (std::cmp::Reverse(*n), *topic));
        list.truncate(12);
    }
    out
}

/// The words that mention a topic, most frequent first, as they mostly stand there.
fn words(mentions: &[Mention], articles: &Table<ArticleId, Article>) -> Vec<String> {
    let mut forms: HashMap<&str, u32> = HashMap::new();
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
