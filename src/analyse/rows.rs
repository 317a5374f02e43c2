//! What articles hold of each entry: the rows of the table before they are weighed.

use super::names::{Found, key_of};
use super::reading::{Dateline, Reading};
use super::tallies::Tallies;
use super::vocabulary::{Entry, Layer, is_subject, settled};
use crate::model::*;
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// An entry on its way into the table.
#[derive(Debug)]
pub(super) struct Row {
    /// What it is.
    pub(super) entry: Entry,
    /// Its mentions, in order of article and place.
    pub(super) mentions: Vec<Mention>,
    /// What articles hold of it.
    pub(super) tallies: Tallies,
}

impl Row {
    pub(super) fn new(entry: Entry) -> Row {
        Row { entry, mentions: Vec::new(), tallies: Tallies::default() }
    }

    /// The number of articles whose text mentions it.
    pub(super) fn article_count(&self) -> usize {
        self.tallies.iter().filter(|(_, tally)| tally.body > 0.0).count()
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
            let tally = row.tallies.at(article);
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
            row.mentions.push(Mention { article, block: hit.block, span: hit.span, says: hit.says });
        }
        for (entry, weight) in &reading.title {
            rows[*entry as usize].tallies.at(article).title = *weight;
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
            rows[row].tallies.at(article).dateline = true;
        }
    }
    rows
}

/// Adds names that were found in the texts, but no event or work whose label is already a topic or the like.
pub(super) fn add_found(rows: &mut Vec<Row>, found: Vec<Found>) {
    let settled = settled(rows.iter().map(|row| &row.entry));
    // A built-in work of that label was looked for all the same, so that the names inside it do not count.
    rows.retain(|Row { entry, .. }| {
        entry.how != TopicHow::BuiltIn || entry.kind != TopicKind::Work || !settled.contains(&fold(&entry.label))
    });
    let mut by_key: BTreeMap<(Layer, String), usize> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.entry.layer() != Layer::Topic) {
        for alias in &row.entry.aliases {
            by_key.entry((row.entry.layer(), key_of(alias))).or_insert(at);
        }
    }
    for Found { kind, label, places } in found {
        let entry = Entry::new(&label, kind, TopicHow::Discovered);
        let key = (entry.layer(), key_of(&label));
        if is_subject(kind) && !by_key.contains_key(&key) && settled.contains(&fold(&label)) {
            continue;
        }
        let at = *by_key.entry(key).or_insert_with(|| {
            rows.push(Row::new(entry));
            rows.len() - 1
        });
        for place in places {
            let mention = Mention { article: place.article, block: place.block, span: place.span, says: place.says };
            let clash =
                |m: &Mention| m.article == place.article && m.block == place.block && m.span.overlaps(place.span);
            if rows[at].mentions.iter().rev().take(64).any(clash) {
                continue;
            }
            rows[at].mentions.push(mention);
            let tally = rows[at].tallies.at(place.article);
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
    rows[at].tallies.at(article).record = true;
}

/// Every alias of every row, by kind.
pub(super) fn index(rows: &[Row]) -> BTreeMap<(TopicKind, String), usize> {
    let mut index = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        for alias in row.entry.names().chain(row.entry.aliases.iter().map(String::as_str)) {
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
        let names: BTreeSet<String> = row.entry.names().chain([row.entry.id.as_str()]).map(fold).collect();
        for name in names {
            by_name.entry(name).or_default().push(at);
        }
    }
    for (id, article) in articles.iter() {
        for name in &article.topics_removed {
            for at in by_name.get(&fold(name)).into_iter().flatten() {
                rows[*at].tallies.remove(id);
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
                rows[at].tallies.at(id).added = true;
            }
        }
    }
}
