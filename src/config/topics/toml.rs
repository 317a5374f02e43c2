//! `topics.toml`: dossier's own form.

use super::super::reader::{Fault, Found, Section, Source};
use super::super::{CuratedTopic, values};
use super::{Draft, TopicRecord, Wording, address, kind, name, strength};
use crate::report::Diagnostic;
use std::collections::BTreeMap;
use toml::de::DeValue;

/// The tag of words that are in no language, where others are.
pub(super) const NO_LANGUAGE: &str = "und";

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
                    entry.problem(span, taken(&topic.id, first));
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

/// Two topics of one kind with one id.
pub(super) fn taken(id: &str, line: u32) -> Fault {
    Fault::new("duplicate", format!("the id `{id}` is taken by the topic in line {line}"))
        .help("give one of them another `id`")
}

fn topic(entry: &Section<'_, '_>, language: &str) -> Option<CuratedTopic> {
    let id = entry.parse("id", values::slug);
    let words = |key, check: fn(&str) -> Result<String, Fault>| {
        entry.get(key).map(|found| by_language(found, check)).unwrap_or_default()
    };
    let record = TopicRecord {
        uri: entry.parse("uri", address),
        notation: entry.parse_each("notation", name).unwrap_or_default(),
        labels: words("label", name),
        aliases: words("aliases", name),
        hidden: words("hidden", name),
        definition: words("definition", prose),
        note: words("note", prose),
        exact_match: entry.parse_each("exact_match", address).unwrap_or_default(),
    };
    let draft = Draft {
        id,
        kind: entry.parse("kind", kind),
        not: entry.texts("not").unwrap_or_default(),
        broader: entry.texts("broader").unwrap_or_default(),
        min_strength: entry.get("min_strength").and_then(number),
        record,
    };
    draft.finished(language)
}

/// The texts of a value, or of each language of a table.
fn by_language(found: Found<'_, '_>, check: fn(&str) -> Result<String, Fault>) -> Vec<Wording> {
    let texts = |found: Found<'_, '_>, language: Option<&str>| -> Vec<Wording> {
        let items = found.items("a text, a list of texts, or a table of them by language").unwrap_or_default();
        let texts = items.into_iter().filter_map(|item| item.text().and_then(|text| item.checked(check(&text))));
        texts.map(|text| Wording { language: language.map(str::to_string), text }).collect()
    };
    let DeValue::Table(table) = found.value.get_ref() else { return texts(found, None) };
    let mut out = Vec::new();
    for (tag, value) in table.iter() {
        if let Err(fault) = values::language(tag.get_ref()) {
            found.source.problem(tag.span(), fault);
        }
        let language = Some(tag.get_ref().as_ref()).filter(|tag| *tag != NO_LANGUAGE);
        out.extend(texts(Found { value, ..found }, language));
    }
    out
}

fn prose(text: &str) -> Result<String, Fault> {
    match text.trim() {
        "" => Err(Fault::new("empty", "an empty text says nothing")),
        text => Ok(text.to_string()),
    }
}

fn number(found: Found<'_, '_>) -> Option<f32> {
    let number = match found.value.get_ref() {
        DeValue::Float(number) => number.as_str().replace('_', "").parse::<f32>().ok(),
        DeValue::Integer(number) => number.as_str().parse::<f32>().ok(),
        _ => return found.wrong("a number from 0 to 1"),
    };
    found.checked(strength(number))
}
