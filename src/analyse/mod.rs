//! Reads all articles together: topics, names, dates, related articles, order in time.
//!
//! Takes articles, gives a [`Library`] that refers to them by id. Chooses no pages and no paths.
//!
//! Each article is read once, in parallel (`reading`): what it mentions of the vocabulary (`vocabulary`, `matcher`),
//! what may be a name in it (`runs`, `events`), its words and dates. What needs more than one article comes after:
//! which names are believed and which are the same (`names`), the table of everything (`rows`, `table`), key terms
//! (`terms`), related articles (`neighbours`).
//!
//! What is kept of every article until then is packed (`packed`) and given up as soon as it has been used.

mod cases;
mod compare;
mod constants;
mod copies;
mod dates;
mod events;
mod families;
mod learn;
mod lessons;
mod matcher;
mod names;
mod neighbours;
mod packed;
mod phrases;
mod placement;
mod reading;
mod rows;
mod runs;
mod same;
mod sketches;
mod sources;
mod table;
mod tallies;
mod terms;
mod tokens;
mod unmarked;
mod unmatched;
mod vectors;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_collection;

use crate::config::Config;
use crate::lang::names::{Cue, is};
use crate::lang::stopwords::is_stop_word;
use crate::model::*;
use crate::par;
use crate::report::Diagnostic;
use crate::text::fold;
use constants::{DISCOVERED_LEAST, DISCOVERED_MENTIONS, DISCOVERED_TRIES};
use matcher::Matcher;
use names::{Found, Record, key_of};
use packed::Packed;
use reading::Reading;
use std::collections::BTreeSet;
use vectors::Numbers;
use vocabulary::Entry;

/// Reads all articles together. `articles` are in order of origin and keep that order.
pub fn analyse(articles: Vec<Article>, config: &Config) -> (Library, Vec<Diagnostic>) {
    let copies::Apart { articles, copies, mut diagnostics } = copies::apart(articles);
    let languages = articles.rows().iter().filter_map(|article| article.language.as_deref()).collect();
    let entries = vocabulary::entries(config, &languages);
    let matcher = Matcher::new(&entries);
    let discover = config.topics.discover;
    let (mut readings, numbers) = read(&articles, &entries, matcher.as_ref(), discover);
    drop(matcher);

    let placement = placement::placement(&articles, &readings);
    let order = placement::order(&placement);
    let (sources, source_of) = sources::sources(&articles, &order, config);
    let unidentified = order.iter().copied().filter(|id| source_of[*id].is_none()).collect();
    let years = placement::years(&articles, &readings);
    let families = families::families(&articles, &readings, &order);
    diagnostics.extend(families.diagnostics);

    let terms = numbers.terms();
    let (vectors, key_terms) = vectors::vectors(&articles, &readings, &terms);
    // What has been used gives its room to what comes.
    for reading in &mut readings {
        reading.words.forget_phrases();
        (reading.sketch, reading.told) = Default::default();
    }

    let record = record(&articles);
    let mut found = if discover { names::find(&articles, &readings, &entries, &record, &numbers) } else { Vec::new() };
    if discover {
        found.extend(unmarked::find(&articles, &readings, &entries));
    }
    ignore(&mut found, config);
    let phrases = if discover { phrases(&articles, &readings, &entries, &found, config) } else { Vec::new() };
    for reading in &mut readings {
        (reading.candidates, reading.clues, reading.events) = Default::default();
        reading.common = Box::default();
    }
    drop(numbers);
    let mut rows = rows::rows(entries, &readings);
    let words: Vec<Packed> = readings.into_iter().map(|reading| reading.words).collect();
    rows::add_found(&mut rows, found);
    add_phrases(&mut rows, &articles, phrases, config);
    add_record(&mut rows, &articles, &source_of, &sources);
    diagnostics.extend(unmatched::topics(&rows, &articles, config));
    rows::apply_corrections(&mut rows, &articles);
    for entry in rows.iter_mut().map(|row| &mut row.entry) {
        // Only now: until here, the built-in lists know each other by their labels.
        entry.label = entry.shown.map_or_else(|| std::mem::take(&mut entry.label), String::from);
    }
    let vocabulary = table::Vocabulary { vectors: &vectors, terms: &terms, words: &words };
    let table::Finished { topics, topics_of } = table::finish(rows, &articles, &order, &vocabulary);

    let neighbours = neighbours::neighbours(&articles, &vectors, &terms, &topics_of, &topics, &key_terms);
    let library = Library {
        sources,
        source_of,
        unidentified,
        topics,
        topics_of,
        placement,
        order,
        neighbours,
        key_terms,
        years,
        weighing: table::weighing(),
        families: families.families,
        family_of: families.family_of,
        passages: families.passages,
        passages_of: families.passages_of,
        articles,
        copies,
    };
    diagnostics.extend(unmatched::names(&library, config));
    (library, diagnostics)
}

/// Articles that are read at once: what is read of them takes more room than what is kept, and so many leave it near
/// at hand until it is packed.
const BATCH: usize = 128;

/// Reads every article, and numbers the words of all.
fn read(
    articles: &Table<ArticleId, Article>,
    entries: &[Entry],
    matcher: Option<&Matcher>,
    discover: bool,
) -> (Vec<Reading>, Numbers) {
    let mut numbers = Numbers::default();
    let mut readings = Vec::with_capacity(articles.len());
    for batch in articles.rows().chunks(BATCH) {
        let read = par::map(batch, |article| reading::read(article, entries, matcher, discover));
        let numbered = read.into_iter().map(|(reading, words)| {
            let ids = numbers.add(&words.words);
            (reading, words, ids)
        });
        readings.extend(par::map_owned(numbered.collect(), |(reading, words, ids)| Reading {
            words: Packed::new(&words, &ids),
            ..reading
        }));
    }
    (readings, numbers)
}

/// The people of the record.
fn record(articles: &Table<ArticleId, Article>) -> Record {
    let mut record = Record::default();
    for article in articles.rows() {
        for author in article.metadata.authors.value().into_iter().flatten().filter(|a| is_person(a)) {
            record.people.entry(key_of(author)).or_insert_with(|| author.trim().to_string());
        }
    }
    record
}

/// Whether an author is a person rather than an office or an outlet.
fn is_person(author: &str) -> bool {
    let key = key_of(author);
    let words: Vec<&str> = key.split(' ').filter(|w| !w.is_empty()).collect();
    (2..=5).contains(&words.len())
        && !words
            .iter()
            .any(|w| [Cue::Organisation, Cue::Company, Cue::Role, Cue::Calendar].iter().any(|cue| is(w, *cue)))
        && !words
            .iter()
            .any(|w| matches!(*w, "staff" | "desk" | "team" | "news" | "editors" | "online" | "correspondents"))
}

/// Leaves out what the configuration says is never indexed.
fn ignore(found: &mut Vec<Found>, config: &Config) {
    let ignored: BTreeSet<String> = config.topics.ignore.iter().map(|listed| fold(&listed.name)).collect();
    found.retain(|name| !ignored.contains(&fold(&name.label)));
    for name in found {
        if let Some((_, into)) = config.topics.merge.iter().find(|(from, _)| fold(from) == fold(&name.label)) {
            name.label.clone_from(into);
        }
    }
}

/// Phrases that may be subjects: repeated, in lower case, and named by nothing else.
fn phrases(
    articles: &Table<ArticleId, Article>,
    readings: &[Reading],
    entries: &[Entry],
    found: &[Found],
    config: &Config,
) -> Vec<String> {
    // A word of a name makes a phrase part of that name; a word of a built-in topic does not.
    let starter = |e: &&Entry| e.how == TopicHow::BuiltIn && e.kind == TopicKind::Topic;
    let keys = |e: &Entry| e.aliases.iter().map(|a| key_of(a)).collect::<Vec<_>>();
    let mut named: BTreeSet<String> = entries.iter().filter(|e| !starter(e)).flat_map(keys).collect();
    named.extend(found.iter().map(|name| key_of(&name.label)));
    named.extend(config.topics.ignore.iter().map(|listed| key_of(&listed.name)));
    let subjects: BTreeSet<String> = entries.iter().filter(starter).flat_map(keys).collect();
    let empty = |w: &str| {
        is_stop_word(w) || w.ends_with("ly") || is(w, Cue::Saying) || is(w, Cue::Role) || is(w, Cue::Calendar)
    };
    let is_subject = |phrase: &str| {
        let key = key_of(phrase);
        let vague = key.rsplit(' ').next().is_some_and(|last| is(last, Cue::Vague));
        !vague
            && !named.contains(&key)
            && !subjects.contains(&key)
            && !key.split(' ').any(|w| empty(w) || named.contains(w))
    };
    terms::common_phrases(articles, readings, is_subject, config.topics.max as usize * DISCOVERED_TRIES)
}

/// Looks discovered phrases up in all articles and keeps those that enough of them hold.
fn add_phrases(rows: &mut Vec<rows::Row>, articles: &Table<ArticleId, Article>, phrases: Vec<String>, config: &Config) {
    if phrases.is_empty() {
        return;
    }
    let entries: Vec<Entry> = phrases
        .iter()
        .map(|phrase| {
            let mut entry = Entry::new(phrase, TopicKind::Topic, TopicHow::Discovered);
            entry.label = capitalised(phrase);
            entry
        })
        .collect();
    let readings = phrases::find(articles.rows(), &phrases);
    let mut found = rows::rows(entries, &readings);
    let least = config.topics.min_articles.max(DISCOVERED_LEAST) as usize;
    found.retain(|row| row.article_count() >= least && row.mentions.len() >= DISCOVERED_MENTIONS);
    found.sort_by_cached_key(|row| (std::cmp::Reverse(row.article_count()), row.entry.label.clone()));
    found.truncate(config.topics.max as usize);
    rows.extend(found);
}

fn capitalised(phrase: &str) -> String {
    let mut chars = phrase.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// Authors and sources are names too.
fn add_record(
    rows: &mut Vec<rows::Row>,
    articles: &Table<ArticleId, Article>,
    source_of: &Table<ArticleId, Option<SourceId>>,
    sources: &Table<SourceId, Source>,
) {
    let mut index = rows::index(rows);
    for (id, article) in articles.iter() {
        let authors: Vec<&String> = article.metadata.authors.value().into_iter().flatten().collect();
        for author in authors.iter().filter(|a| is_person(a)) {
            rows::add_record(rows, &mut index, TopicKind::Person, author.trim(), id);
        }
        let Some(source) = source_of[id].map(|source| sources[source].name.as_str()) else { continue };
        let key = key_of(source);
        if key.is_empty()
            || authors.iter().any(|a| key_of(a) == key)
            || index.contains_key(&(TopicKind::Person, key.clone()))
        {
            continue;
        }
        // A source "X International" is X.
        let base = key
            .rsplit_once(' ')
            .filter(|(_, last)| matches!(*last, "international" | "news" | "online" | "agency" | "media" | "english"));
        let base = base.and_then(|(base, _)| index.get(&(TopicKind::Organisation, base.to_string())).copied());
        if let Some(at) = base {
            index.entry((TopicKind::Organisation, key)).or_insert(at);
        }
        rows::add_record(rows, &mut index, TopicKind::Organisation, source, id);
    }
}
