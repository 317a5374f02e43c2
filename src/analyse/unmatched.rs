//! Names what corrections and settings say of topics and links that means nothing: a name is misspelt, or what it meant
//! is gone.

use super::rows::Row;
use super::vocabulary::entries;
use crate::config::{Config, Correction, Listed, nearest_name};
use crate::model::*;
use crate::par;
use crate::report::{Diagnostic, Place};
use crate::text::{fold, is_alphanumeric, is_unspaced};
use std::collections::{BTreeMap, BTreeSet};

/// Topics that are taken away from an article which does not have them, and added ones that look misspelt. Asked before
/// anything is taken away.
pub(super) fn topics(rows: &[Row], articles: &Table<ArticleId, Article>, config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if articles.rows().iter().all(|a| a.topics_added.is_empty() && a.topics_removed.is_empty()) {
        return found;
    }
    let mut by_name: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let names: BTreeSet<String> = row.entry.names().chain([row.entry.id.as_str()]).map(fold).collect();
        for name in names {
            by_name.entry(name).or_default().push(row);
        }
    }
    let known = |name: &str| by_name.get(&fold(name)).map_or(&[][..], Vec::as_slice);
    let is_used = |row: &&Row| row.entry.how == TopicHow::Curated || row.tallies.iter().next().is_some();
    let mut added: BTreeMap<String, u32> = BTreeMap::new();
    for name in articles.rows().iter().flat_map(|article| &article.topics_added) {
        *added.entry(fold(name)).or_default() += 1;
    }
    for (id, article) in articles.iter() {
        for name in &article.topics_removed {
            // A topic of the compiler's may have been found by its vocabulary alone, or be found by it in time.
            let holds = |row: &&Row| row.entry.how == TopicHow::Curated || row.tallies.get(id).is_some();
            if known(name).iter().any(holds) || added.contains_key(&fold(name)) && known(name).is_empty() {
                continue;
            }
            let (whose, help) = if known(name).iter().any(is_used) {
                ("the article", "take it out".to_string())
            } else {
                let labels = rows.iter().filter(|row| row.tallies.get(id).is_some()).map(|row| &*row.entry.label);
                ("this collection", called(name, labels, rows, id))
            };
            let message = format!("`{name}` under `remove` of `topics` is no topic of {whose}");
            let diagnostic = Diagnostic::warning("topic-unmatched", message).help(help);
            found.push(at(diagnostic, article, config, |c| c.topics_remove.contains(name)));
        }
        for name in article.topics_added.iter().filter(|name| known(name).is_empty() && added[&fold(name)] == 1) {
            let labels = rows.iter().filter(is_used).map(|row| &*row.entry.label);
            let Some(near) = slip(name, labels) else { continue };
            let message = format!("`{name}` under `add` of `topics` is a topic that no other article has");
            let diagnostic = Diagnostic::note("topic-new", message).help(format!("did you mean `{near}`?"));
            found.push(at(diagnostic, article, config, |c| c.topics_add.contains(name)));
        }
    }
    found
}

/// The help for a name that means nothing: the label of what it is another word for, or that is spelt nearly so.
fn called<'r>(name: &str, labels: impl Iterator<Item = &'r str>, rows: &'r [Row], id: ArticleId) -> String {
    let folded = fold(name);
    let has = |row: &&Row| row.tallies.get(id).is_some() && row.entry.aliases.iter().any(|alias| fold(alias) == folded);
    match rows.iter().find(has).map(|row| &*row.entry.label).or_else(|| nearest_name(name, labels)) {
        Some(label) => format!("did you mean `{label}`? give the name that the index has"),
        None => "give the name that the index has, or take it out".to_string(),
    }
}

/// The label that a name misses by a letter. Short ones have too many neighbours.
fn slip<'r>(name: &str, labels: impl Iterator<Item = &'r str>) -> Option<&'r str> {
    let long = |text: &&str| (5..=15).contains(&text.chars().count());
    nearest_name(name, labels.filter(long)).filter(|_| long(&name))
}

/// Names under `unlink` that are neither topics of the text nor words of it; those of the settings for all texts
/// (`unlink`, `ignore`, `from`) likewise.
pub(super) fn names(library: &Library, config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, article) in library.articles.iter().filter(|(_, article)| !article.unlinked.is_empty()) {
        let labels = || library.topics_of[id].iter().map(|of| library.topics[of.topic].label.as_str());
        let text = Text::of(article);
        for name in &article.unlinked {
            let folded = fold(name);
            if text.holds(&folded) || labels().any(|label| fold(label) == folded) {
                continue;
            }
            let help = match nearest_name(name, labels()) {
                Some(label) => format!("did you mean `{label}`? give a label of the index, or words of the text"),
                None => "give a label of the index, or words of the text".to_string(),
            };
            let message = format!("`{name}` under `unlink` is neither a topic of the article nor words of its text");
            let diagnostic = Diagnostic::warning("unlink-unmatched", message).help(help);
            found.push(at(diagnostic, article, config, |c| c.unlink.contains(name)));
        }
    }
    found.extend(settings(library, config));
    found
}

fn settings(library: &Library, config: &Config) -> Vec<Diagnostic> {
    let topics = &config.topics;
    let merged: Vec<Listed> = topics.merge.keys().map(|name| Listed::from(name.as_str())).collect();
    let all: Vec<(&str, &Listed)> = [("ignore", &topics.ignore), ("unlink", &topics.unlink), ("from", &merged)]
        .into_iter()
        .flat_map(|(list, names)| names.iter().map(move |listed| (list, listed)))
        .collect();
    if all.is_empty() {
        return Vec::new();
    }
    let folded: Vec<String> = all.iter().map(|(_, listed)| fold(&listed.name)).collect();
    let in_texts = par::map(library.articles.rows(), |article| {
        let text = Text::of(article);
        (0..folded.len()).filter(|i| text.holds(&folded[*i])).collect::<Vec<_>>()
    });
    let in_texts: BTreeSet<usize> = in_texts.into_iter().flatten().collect();
    if in_texts.len() == all.len() {
        return Vec::new();
    }
    // Labels that no text has may still have words there: what the index would hold without these settings.
    let mut plain = config.clone();
    (plain.topics.ignore, plain.topics.merge) = Default::default();
    let languages = library.articles.rows().iter().filter_map(|article| article.language.as_deref()).collect();
    let entries = entries(&plain, &languages);
    let mut labels: BTreeSet<&str> = library.topics.rows().iter().map(|topic| topic.label.as_str()).collect();
    labels.extend(entries.iter().flat_map(|entry| entry.names()));
    let known: BTreeSet<String> = labels.iter().map(|label| fold(label)).collect();
    let path = config.file.as_ref().map_or("dossier.toml".into(), |path| path.display().to_string());
    let unknown = |i: &usize| !in_texts.contains(i) && !known.contains(&folded[*i]);
    let diagnostic = |i: usize| {
        let (list, Listed { name, line }) = all[i];
        let message = format!("`{name}` under `{list}` is neither a topic nor words of any text");
        let help = match nearest_name(name, labels.iter().copied()) {
            Some(label) => format!("did you mean `{label}`? correct it, or take it out"),
            None => "correct it, or take it out".to_string(),
        };
        let line = Some(*line).filter(|line| *line > 0);
        let place = Place { path: path.clone(), line, column: line.map(|_| 1), excerpt: None, width: 1 };
        Diagnostic::warning("topic-unmatched", message).help(help).at(place)
    };
    (0..all.len()).filter(unknown).map(diagnostic).collect()
}

/// A finding about what a correction says of an article, at the correction; in the article where its own front matter
/// says it.
fn at(diagnostic: Diagnostic, article: &Article, config: &Config, says: impl Fn(&Correction) -> bool) -> Diagnostic {
    match config.place_of(&article.origin, &article.sha256, says) {
        Some(place) => diagnostic.at(place),
        None => diagnostic.in_document(&article.origin),
    }
}

/// The text of an article, folded.
struct Text(Vec<String>);

impl Text {
    fn of(article: &Article) -> Text {
        let title = article.metadata.title.value().map(String::as_str);
        Text(title.into_iter().chain(article.blocks.iter().map(|block| block.text.as_str())).map(fold).collect())
    }

    /// Whether words stand in it, and not inside longer ones.
    fn holds(&self, words: &str) -> bool {
        let is_in_word = |c: Option<char>| c.is_some_and(|c| is_alphanumeric(c) && !is_unspaced(c));
        let starts = is_in_word(words.chars().next());
        let ends = is_in_word(words.chars().next_back());
        self.0.iter().any(|text| {
            text.match_indices(words).any(|(start, _)| {
                let (before, after) = (text[..start].chars().next_back(), text[start + words.len()..].chars().next());
                !(starts && is_in_word(before) || ends && is_in_word(after))
            })
        })
    }
}
