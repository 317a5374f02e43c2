//! The same topics as a file: dossier's own form, or a table.

use super::table::COLUMNS;
use super::toml::NO_LANGUAGE;
use super::{TopicForm, TopicRecord, Wording, word, write_skos};
use crate::config::CuratedTopic;
use std::collections::{BTreeMap, BTreeSet};

/// Topics as a file of a form. Reading it gives the same topics. `title` is that of the collection.
pub fn write(topics: &[CuratedTopic], form: TopicForm, title: &str) -> Vec<u8> {
    match form {
        TopicForm::Toml => own(topics).into_bytes(),
        TopicForm::Csv => table(topics),
        TopicForm::Turtle | TopicForm::RdfXml | TopicForm::JsonLd => write_skos::write(topics, form, title),
    }
}

fn own(topics: &[CuratedTopic]) -> String {
    let mut out = String::new();
    for topic in topics {
        let CuratedTopic { id, label: _, kind, aliases: _, not, broader, min_strength, record } = topic;
        let TopicRecord { uri, notation, labels, aliases, hidden, definition, note, exact_match } = record;
        out.push_str(if out.is_empty() { "[[topic]]\n" } else { "\n[[topic]]\n" });
        let mut line = |key: &str, value: String| out.push_str(&format!("{key} = {value}\n"));
        line("id", text(id));
        line("kind", text(word(*kind)));
        let words =
            [("label", labels), ("aliases", aliases), ("hidden", hidden), ("definition", definition), ("note", note)];
        for (key, words) in words.into_iter().filter(|(_, words)| !words.is_empty()) {
            line(key, by_language(words));
        }
        let lists = [("not", not), ("broader", broader), ("notation", notation), ("exact_match", exact_match)];
        for (key, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            line(key, texts(list.iter().map(String::as_str)));
        }
        if let Some(uri) = uri {
            line("uri", text(uri));
        }
        if let Some(least) = min_strength {
            line("min_strength", format!("{least:?}"));
        }
    }
    out
}

/// Words that are in no language as a text or a list; others by language.
fn by_language(words: &[Wording]) -> String {
    let mut tags: Vec<Option<&str>> = Vec::new();
    for wording in words {
        if !tags.contains(&wording.language.as_deref()) {
            tags.push(wording.language.as_deref());
        }
    }
    let of = |tag: Option<&str>| {
        let words: Vec<&str> = words.iter().filter(|w| w.language.as_deref() == tag).map(|w| w.text.as_str()).collect();
        if let [one] = words[..] { text(one) } else { texts(words.into_iter()) }
    };
    if tags == [None] {
        return of(None);
    }
    let entries: Vec<String> =
        tags.into_iter().map(|tag| format!("{} = {}", text(tag.unwrap_or(NO_LANGUAGE)), of(tag))).collect();
    format!("{{ {} }}", entries.join(", "))
}

fn texts<'a>(list: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", list.map(text).collect::<Vec<_>>().join(", "))
}

/// A text in quotation marks, on one line.
fn text(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn table(topics: &[CuratedTopic]) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let tags = tags(topics);
    let mut columns: Vec<(&str, Option<&str>)> = Vec::new();
    for name in COLUMNS {
        let used = tags.get(name);
        if used.is_none_or(|tags| tags.contains(&None)) || name == "label" {
            columns.push((name, None));
        }
        columns.extend(used.into_iter().flatten().filter(|tag| tag.is_some()).map(|tag| (name, *tag)));
    }
    let header: Vec<String> =
        columns.iter().map(|(name, tag)| tag.map_or((*name).into(), |tag| format!("{name}@{tag}"))).collect();
    out.write_record(&header).expect("writing to memory does not fail");
    for topic in topics {
        let row = columns.iter().map(|(name, tag)| plain(cell(topic, name, *tag)));
        out.write_record(row).expect("rows are of one length");
    }
    out.into_inner().expect("writing to memory does not fail")
}

/// The languages of the columns that may have several.
fn tags(topics: &[CuratedTopic]) -> BTreeMap<&'static str, BTreeSet<Option<&str>>> {
    let mut tags: BTreeMap<&'static str, BTreeSet<Option<&str>>> = BTreeMap::new();
    for name in super::table::BY_LANGUAGE {
        let of = tags.entry(name).or_default();
        for topic in topics {
            of.extend(words(&topic.record, name).iter().map(|w| w.language.as_deref()));
        }
    }
    tags
}

fn words<'a>(record: &'a TopicRecord, name: &str) -> &'a [Wording] {
    match name {
        "label" => &record.labels,
        "aliases" => &record.aliases,
        "hidden" => &record.hidden,
        "definition" => &record.definition,
        _ => &record.note,
    }
}

fn cell(topic: &CuratedTopic, name: &str, tag: Option<&str>) -> String {
    let parts = |list: &mut dyn Iterator<Item = &str>| {
        list.map(|part| part.replace('|', "\\|")).collect::<Vec<_>>().join(" | ")
    };
    let of = |list: &[String]| parts(&mut list.iter().map(String::as_str));
    let record = &topic.record;
    match name {
        "id" => topic.id.clone(),
        "kind" => word(topic.kind).into(),
        "not" => of(&topic.not),
        "broader" => of(&topic.broader),
        "min_strength" => topic.min_strength.map(|least| format!("{least:?}")).unwrap_or_default(),
        "notation" => of(&record.notation),
        "uri" => record.uri.clone().unwrap_or_default(),
        "exact_match" => of(&record.exact_match),
        "definition" | "note" => {
            let here = words(record, name).iter().filter(|w| w.language.as_deref() == tag);
            here.map(|w| w.text.as_str()).collect::<Vec<_>>().join("\n")
        }
        _ => parts(&mut words(record, name).iter().filter(|w| w.language.as_deref() == tag).map(|w| w.text.as_str())),
    }
}

/// A cell that a spreadsheet takes for text.
fn plain(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}
