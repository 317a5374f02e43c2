//! `topics.toml`: topics and names that the compiler defined.

use super::project::one_of;
use super::reader::{Fault, Found, Section, Source};
use super::{CuratedTopic, values};
use crate::model::TopicKind;
use crate::report::Diagnostic;
use crate::text::slug_or;
use std::collections::BTreeMap;
use toml::de::DeValue;

const KINDS: [(&str, TopicKind); 6] = [
    ("topic", TopicKind::Topic),
    ("person", TopicKind::Person),
    ("organisation", TopicKind::Organisation),
    ("place", TopicKind::Place),
    ("event", TopicKind::Event),
    ("work", TopicKind::Work),
];

/// Reads `topics.toml`; of labels by language, that of `language` is shown and the others are aliases.
pub(super) fn read(text: &str, path: &str, language: &str) -> (Vec<CuratedTopic>, Vec<Diagnostic>) {
    let source = Source::new(path, text);
    let mut topics = Vec::new();
    if let Some(table) = source.table() {
        let root = Section::new(&source, &table, "topics.toml");
        let mut ids = BTreeMap::new();
        for (entry, span) in root.sections("topic", "a topic") {
            if let Some(topic) = topic(&entry, language) {
                let first = *ids.entry((topic.kind, topic.id.clone())).or_insert(source.line(span.start));
                if first != source.line(span.start) {
                    let message = format!("the id `{}` is taken by the topic in line {first}", topic.id);
                    entry.problem(span, Fault::new("duplicate", message).help("give one of them another `id`"));
                }
                topics.push(topic);
            } else {
                entry.require("label", span);
            }
            entry.done();
        }
        root.done();
    }
    (topics, source.finish())
}

fn topic(entry: &Section<'_, '_>, language: &str) -> Option<CuratedTopic> {
    let id = entry.parse("id", values::slug);
    let labels = entry.get("label").map(|found| by_language(found, language)).unwrap_or_default();
    let aliases = entry.get("aliases").map(|found| by_language(found, language)).unwrap_or_default();
    let not = entry.texts("not").unwrap_or_default();
    let broader = entry.texts("broader").unwrap_or_default();
    let kind = entry.parse("kind", |text| {
        one_of(&["topic", "person", "organisation", "place", "event", "work"])(text)
            .map(|word| KINDS.iter().find(|(name, _)| *name == word).map_or(TopicKind::Topic, |(_, kind)| *kind))
    });
    let min_strength = entry.get("min_strength").and_then(strength);

    let label = labels.first()?.clone();
    let mut words: Vec<String> = Vec::new();
    for word in labels.into_iter().chain(aliases) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Some(CuratedTopic {
        id: id.unwrap_or_else(|| slug_or(&label, 60, "topic")),
        label,
        kind: kind.unwrap_or(TopicKind::Topic),
        aliases: words,
        not,
        broader,
        min_strength,
    })
}

/// The texts of a value, or of each language of a table, those of `language` first.
fn by_language(found: Found<'_, '_>, language: &str) -> Vec<String> {
    let texts = |found: Found<'_, '_>| -> Vec<String> {
        let items = found.items("a text, a list of texts, or a table of them by language").unwrap_or_default();
        items.into_iter().filter_map(|item| item.text().and_then(|text| item.checked(words(&text)))).collect()
    };
    let DeValue::Table(table) = found.value.get_ref() else { return texts(found) };
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let rank = |tag: &str| match tag {
        tag if tag.eq_ignore_ascii_case(language) => 0,
        tag if primary(tag) == primary(language) => 1,
        "en" => 2,
        _ => 3,
    };
    let mut languages: Vec<_> = table.iter().collect();
    languages.sort_by_key(|(tag, _)| (rank(tag.get_ref()), tag.get_ref().to_string()));
    let mut out = Vec::new();
    for (tag, value) in languages {
        if let Err(fault) = values::language(tag.get_ref()) {
            found.source.problem(tag.span(), fault);
        }
        out.extend(texts(Found { value, ..found }));
    }
    out
}

fn words(text: &str) -> Result<String, Fault> {
    match text.trim() {
        "" => Err(Fault::new("empty", "an empty text names nothing")),
        text => Ok(text.to_string()),
    }
}

fn strength(found: Found<'_, '_>) -> Option<f32> {
    let number = match found.value.get_ref() {
        DeValue::Float(number) => number.as_str().replace('_', "").parse::<f32>().ok(),
        DeValue::Integer(number) => number.as_str().parse::<f32>().ok(),
        _ => return found.wrong("a number from 0 to 1"),
    };
    let fault = || Fault::new("out-of-range", "`min_strength` must be a number from 0 to 1");
    found.checked(number.filter(|n| (0.0..=1.0).contains(n)).ok_or_else(fault))
}
