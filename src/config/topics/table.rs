//! A vocabulary as a table: a row a topic, several values of a cell with `|` between them.

use super::super::reader::{Fault, Source, nearest};
use super::super::{CuratedTopic, values};
use super::toml::taken;
use super::{Draft, Wording, address, kind, name, strength};
use crate::report::Diagnostic;
use std::collections::BTreeMap;
use std::ops::Range;

/// The columns that may be there, in the order in which they are written.
pub(super) const COLUMNS: [&str; 13] = [
    "id",
    "kind",
    "label",
    "aliases",
    "hidden",
    "not",
    "broader",
    "min_strength",
    "definition",
    "note",
    "notation",
    "uri",
    "exact_match",
];
/// Those that may stand once for each language, as `label@fr`.
pub(super) const BY_LANGUAGE: [&str; 5] = ["label", "aliases", "hidden", "definition", "note"];
/// What the table of a built site says beside; read past.
pub(super) const FOUND: [&str; 4] = ["how", "passages", "articles", "page"];

struct Column {
    name: &'static str,
    language: Option<String>,
}

pub(super) fn read(text: &str, path: &str, language: &str) -> (Vec<CuratedTopic>, Vec<Diagnostic>) {
    let source = Source::new(path, text);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut topics: Vec<CuratedTopic> = Vec::new();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<Option<Column>>> = None;
    let mut ids = BTreeMap::new();
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let at = error.position().map_or(0, |at| at.byte() as usize);
                source.problem(at..at, Fault::new("csv", format!("this is no table: {error}")));
                break;
            }
        };
        let start = row.position().map_or(0, |at| at.byte() as usize);
        let start = start + text[start.min(text.len())..].bytes().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let line = start..start;
        let Some(columns) = &columns else {
            columns = Some(row.iter().map(|cell| column(cell.trim(), &source, line.clone())).collect());
            let named = columns.iter().flatten().flatten().any(|column| column.name == "label");
            if !named {
                source.problem(line, Fault::new("missing-key", "the table has no column `label`"));
                break;
            }
            continue;
        };
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if row.len() > columns.len() {
            let message = format!("this row has {} cells, the header {}", row.len(), columns.len());
            source.problem(
                line.clone(),
                Fault::new("csv", message).help("put cells that hold a comma in quotation marks"),
            );
        }
        let mut draft = Draft::default();
        for (cell, column) in row.iter().zip(columns).filter_map(|(cell, column)| Some((cell, column.as_ref()?))) {
            if let Err(fault) = fill(&mut draft, column, plain(cell)) {
                source.problem(line.clone(), fault);
            }
        }
        match draft.finished(language) {
            Some(topic) => {
                let number = source.line(start);
                let first = *ids.entry((topic.kind, topic.id.clone())).or_insert(number);
                if first != number {
                    source.problem(line, taken(&topic.id, first));
                }
                topics.push(topic);
            }
            None => source.problem(line, Fault::new("missing-key", "a topic needs a `label`")),
        }
    }
    (topics, source.finish())
}

/// A comma; where the header has none, a semicolon or a tab, as spreadsheets of some countries write them.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    *[b',', b';', b'\t'].iter().find(|c| header.as_bytes().contains(c)).unwrap_or(&b',')
}

fn column(cell: &str, source: &Source<'_>, at: Range<usize>) -> Option<Column> {
    let (plain, language) = cell.split_once('@').map_or((cell, None), |(plain, tag)| (plain, Some(tag)));
    let plain = plain.to_lowercase();
    let found = COLUMNS.iter().find(|name| **name == plain);
    let language = match language.map(values::language).transpose() {
        Ok(language) => language,
        Err(fault) => {
            source.problem(at, fault);
            return None;
        }
    };
    match found {
        Some(name) if language.is_none() || BY_LANGUAGE.contains(name) => Some(Column { name, language }),
        None if FOUND.contains(&plain.as_str()) => None,
        _ => {
            let listed = COLUMNS.join(", ");
            let help = match nearest(&plain, &COLUMNS) {
                Some(name) if found.is_none() => format!("did you mean `{name}`? columns: {listed}"),
                _ => format!("columns: {listed}; with a language: {}", BY_LANGUAGE.join(", ")),
            };
            let message = format!("`{}` is not a column of topics", cell.escape_debug());
            source.problem(at, Fault::new("unknown-key", message).help(help));
            None
        }
    }
}

fn fill(draft: &mut Draft, column: &Column, cell: &str) -> Result<(), Fault> {
    if cell.trim().is_empty() {
        return Ok(());
    }
    let words = |check: fn(&str) -> Result<String, Fault>| -> Result<Vec<Wording>, Fault> {
        let language = || column.language.clone();
        parts(cell).iter().map(|text| Ok(Wording { language: language(), text: check(text)? })).collect()
    };
    let each = |check: fn(&str) -> Result<String, Fault>| -> Result<Vec<String>, Fault> {
        parts(cell).iter().map(|text| check(text)).collect()
    };
    let record = &mut draft.record;
    match column.name {
        "id" => draft.id = Some(values::slug(cell.trim())?),
        "kind" => draft.kind = Some(kind(cell.trim())?),
        "label" => record.labels.extend(words(name)?),
        "aliases" => record.aliases.extend(words(name)?),
        "hidden" => record.hidden.extend(words(name)?),
        "not" => draft.not = each(name)?,
        "broader" => draft.broader = each(name)?,
        "min_strength" => draft.min_strength = Some(strength(cell.trim().parse().ok())?),
        "definition" => record.definition.push(Wording { language: column.language.clone(), text: cell.trim().into() }),
        "note" => record.note.push(Wording { language: column.language.clone(), text: cell.trim().into() }),
        "notation" => record.notation = each(name)?,
        "uri" => record.uri = Some(address(cell)?),
        _ => record.exact_match = each(address)?,
    }
    Ok(())
}

/// A cell without the apostrophe that keeps spreadsheets from taking it for a formula.
fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell,
    }
}

/// The values of a cell; `\|` is a stroke that belongs to one.
fn parts(cell: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'|') => {
                chars.next();
                out.last_mut().expect("there is always one").push('|');
            }
            '|' => out.push(String::new()),
            c => out.last_mut().expect("there is always one").push(c),
        }
    }
    out.iter().map(|part| part.trim().to_string()).filter(|part| !part.is_empty()).collect()
}
