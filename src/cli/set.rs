//! `dossier set`: one correction into `overrides.toml`, everything else there kept as it stands.

use super::args::SetArguments;
use super::export::replace;
use super::failure::{Failure, file_failure};
use super::find::{Found, find};
use super::terminal::{GREEN, Painted, Terminal, plain};
use crate::config::{self, Config, Request};
use crate::model::{Origin, Survey};
use crate::normalise;
use crate::report::{Diagnostic, Place, Severity};
use crate::write::lock::lock;
use clap::ValueEnum;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

/// The fields of a correction that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Key {
    /// The title.
    Title,
    /// The outlet.
    Source,
    /// Who wrote it; several values for several authors.
    Author,
    /// When it was published: 2022, 2022-02 or 2022-02-14.
    Date,
    /// Where the original stands.
    Url,
    /// When it was taken.
    Retrieved,
    /// Terms of use.
    Licence,
    /// The language of its text: en, pt-BR.
    Language,
    /// A topic to add, or with `-` before it to take away; several at once.
    Topics,
    /// A name that leads nowhere from this text; several at once.
    Unlink,
    /// The words of its address; the old address leads to the new one.
    Slug,
    /// The file that it is a copy of: shown with that one, not twice.
    #[value(name = "same_as")]
    SameAs,
    /// A file that it is no republication of, though their texts are alike; several at once.
    #[value(name = "not_same_as")]
    NotSameAs,
    /// A note of yours, Markdown.
    Note,
    /// `true` leaves the file out.
    Ignore,
    /// A line to keep, added to the list: its number, its exact text, or a /pattern/.
    Keep,
    /// A line to set aside: likewise.
    Drop,
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Key::Title => "title",
            Key::Source => "source",
            Key::Author => "author",
            Key::Date => "date",
            Key::Url => "url",
            Key::Retrieved => "retrieved",
            Key::Licence => "licence",
            Key::Language => "language",
            Key::Topics => "topics",
            Key::Unlink => "unlink",
            Key::Slug => "slug",
            Key::SameAs => "same_as",
            Key::NotSameAs => "not_same_as",
            Key::Note => "note",
            Key::Ignore => "ignore",
            Key::Keep => "keep",
            Key::Drop => "drop",
        }
    }
}

/// Runs `dossier set`.
pub(super) fn run(
    arguments: &SetArguments,
    configuration: Option<PathBuf>,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let request = Request { folder: arguments.folder.clone(), config: configuration, ..Request::default() };
    let Some(path) = find(&arguments.file, &request)?.config.overrides else {
        return Err(Diagnostic::error("embedded", "the collection inside the program cannot be corrected")
            .help("dossier init --sample writes it into a folder, where it can")
            .into());
    };
    let path = path.as_path();
    // From here on nobody else writes a correction there; what another one has just written is read again.
    let _lock = lock(path).map_err(|error| file_failure(path, "locked", &error))?;
    let found = find(&arguments.file, &request)?;
    let old = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(file_failure(path, "read", &error)),
    };
    // An entry that is there under another form of the name, or by its hash, is the one to write to.
    let hash = sha256(&found.config, found.located());
    let key = match found.config.correction_key(&found.located().origin, &hash) {
        Some(key) => key.to_string(),
        None => found.key(),
    };
    let shown = path.display().to_string();
    let new = with_correction(&old, &key, arguments.key, &arguments.value)
        .map_err(|message| Diagnostic::error("value", message).help(help(arguments.key)))?;
    // What the next build would refuse is refused now, and nothing is written.
    config::corrections(&new, &shown).map_err(|found| Failure(found.into_iter().map(unplaced).collect()))?;
    let idle = idle(&found, &key, &hash, arguments);
    if !idle.is_empty() {
        return Err(Failure(idle));
    }
    replace(path, new.as_bytes()).map_err(|error| file_failure(path, "written", &error))?;
    terminal.say(format!(
        "  {} {} {} {}",
        Painted(GREEN, "set"),
        plain(&key),
        arguments.key.name(),
        plain(&arguments.value.join(", "))
    ));
    terminal.say(format!("  in {}", plain(&shown)));
    Ok(())
}

/// What of the values means nothing in the collection as it is: a line that the file does not have, a file that is not
/// there. The next build would only warn; but nobody means to write what does nothing. Names of topics are the build's to
/// judge: they are known when all texts are read.
fn idle(found: &Found, key: &str, hash: &str, arguments: &SetArguments) -> Vec<Diagnostic> {
    let errors = match arguments.key {
        Key::Keep | Key::Drop => no_lines(found, key, arguments),
        Key::SameAs => no_files(found, hash, arguments, "same_as"),
        Key::NotSameAs => no_files(found, hash, arguments, "not_same_as"),
        _ => Vec::new(),
    };
    errors.into_iter().map(|found| Diagnostic { severity: Severity::Error, place: None, ..found }).collect()
}

/// The values that mean no line of the file, as a build with these alone finds.
fn no_lines(found: &Found, key: &str, arguments: &SetArguments) -> Vec<Diagnostic> {
    let shown = "overrides.toml";
    let alone = with_correction("", key, arguments.key, &arguments.value).unwrap_or_default();
    let Ok(corrections) = config::corrections(&alone, shown) else { return Vec::new() };
    let config = Config { corrections, sidecars: BTreeMap::new(), ..found.config.clone() };
    // A file that cannot be read, or is left out, has no lines to compare with.
    let read = crate::read::load(found.located(), &config)
        .and_then(|document| normalise::normalise(document, &Survey::default(), &config));
    let is_ours = |found: &Diagnostic| {
        found.code == "line-unmatched" && found.place.as_ref().is_some_and(|place| place.path == shown)
    };
    read.map(|read| read.diagnostics.into_iter().filter(is_ours).collect()).unwrap_or_default()
}

/// The values that are the name of no other file.
fn no_files(found: &Found, hash: &str, arguments: &SetArguments, name: &'static str) -> Vec<Diagnostic> {
    let own = &found.located().origin;
    let others: Vec<&Origin> =
        found.inventory.documents.iter().map(|document| &document.origin).filter(|origin| *origin != own).collect();
    let is_file = |value: &str| match value.strip_prefix("sha256:") {
        // The others are not read for it.
        Some(digits) => !hash.starts_with(&digits.to_ascii_lowercase()),
        None => {
            let value = value.strip_prefix("./").unwrap_or(value);
            let named = |origin: &&&Origin| origin.record.is_none() && origin.name() == value;
            others.iter().any(|origin| origin.to_string() == value) || others.iter().filter(named).count() == 1
        }
    };
    let unknown = arguments.value.iter().map(|value| value.trim()).filter(|value| !is_file(value));
    unknown
        .map(|value| {
            Diagnostic::error("unknown-file", format!("`{name} = \"{value}\"` means no other file of this collection"))
                .help("give the path of the file below the input folder")
        })
        .collect()
}

/// The place in a text that was never written would only mislead.
fn unplaced(mut diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.place =
        diagnostic.place.map(|place| Box::new(Place { line: None, column: None, excerpt: None, ..*place }));
    diagnostic
}

fn sha256(config: &crate::Config, located: &crate::read::Located) -> String {
    use sha2::{Digest, Sha256};
    crate::read::load(located, config)
        .map(|document| Sha256::digest(&document.bytes).iter().map(|b| format!("{b:02x}")).collect())
        .unwrap_or_default()
}

fn help(key: Key) -> &'static str {
    match key {
        Key::Ignore => "write true or false",
        Key::Keep | Key::Drop => "write a line's number, its exact text, or a /pattern/",
        Key::Unlink => "write names as the text or the index has them",
        Key::Topics => "write topics to add, and those to take away with `-` before them",
        Key::Title
        | Key::Source
        | Key::Author
        | Key::Date
        | Key::Url
        | Key::Retrieved
        | Key::Licence
        | Key::Language
        | Key::Slug
        | Key::SameAs
        | Key::NotSameAs
        | Key::Note => "write one value; in quotation marks where it has spaces",
    }
}

/// The text of `overrides.toml` with one field of one file set. Lists of lines grow; everything else is replaced.
fn with_correction(old: &str, file: &str, key: Key, values: &[String]) -> Result<String, String> {
    let mut document: DocumentMut = old
        .parse()
        .map_err(|error: toml_edit::TomlError| format!("overrides.toml is not valid TOML: {}", error.message()))?;
    let entry = document.entry(file).or_insert_with(|| Item::Table(Table::new()));
    let Some(fields) = entry.as_table_like_mut() else {
        return Err(format!("`{file}` in overrides.toml is not a table"));
    };
    let one = || match values {
        [one] => Ok(one.trim()),
        [] => Err(format!("`{}` takes a value", key.name())),
        _ => Err(format!("`{}` takes one value, not {}", key.name(), values.len())),
    };
    match key {
        Key::Title
        | Key::Source
        | Key::Date
        | Key::Url
        | Key::Retrieved
        | Key::Licence
        | Key::Language
        | Key::Slug
        | Key::SameAs
        | Key::Note => {
            let text = one()?;
            if text.is_empty() {
                return Err(format!("the value of `{}` is empty", key.name()));
            }
            put(fields, key.name(), text.into());
        }
        Key::Ignore => {
            let flag: bool = one()?.parse().map_err(|_| "`ignore` is true or false".to_string())?;
            put(fields, key.name(), flag.into());
        }
        Key::Author | Key::Unlink | Key::NotSameAs if values.iter().any(|v| v.trim().is_empty()) => {
            return Err(format!("a value of `{}` is empty", key.name()));
        }
        Key::Author => put(fields, key.name(), values.iter().map(|v| v.trim()).collect::<Array>().into()),
        Key::Unlink | Key::NotSameAs => {
            for text in values.iter().map(|v| v.trim()) {
                add(fields, key.name(), text.into()).map_err(|()| no_list(key.name(), file))?;
            }
        }
        Key::Keep | Key::Drop => {
            let other = if key == Key::Keep { "drop" } else { "keep" };
            for text in values {
                let item: Value = text.trim().parse::<i64>().map_or_else(|_| text.as_str().into(), Value::from);
                take_out(fields, other, &item);
                add(fields, key.name(), item).map_err(|()| no_list(key.name(), file))?;
            }
        }
        Key::Topics => {
            let topics = fields.entry("topics").or_insert_with(|| value(InlineTable::new()));
            let Some(topics) = topics.as_table_like_mut() else {
                return Err(format!("`topics` of `{file}` in overrides.toml is not a table"));
            };
            for text in values {
                let (list, other, label) = match text.trim().strip_prefix('-') {
                    Some(label) => ("remove", "add", label.trim()),
                    None => ("add", "remove", text.trim()),
                };
                if label.is_empty() {
                    return Err("a topic has a name".to_string());
                }
                take_out(topics, other, &label.into());
                add(topics, list, label.into()).map_err(|()| no_list(list, file))?;
            }
        }
    }
    Ok(document.to_string())
}

fn no_list(name: &str, file: &str) -> String {
    format!("`{name}` of `{file}` in overrides.toml is not a list")
}

/// Adds an item to a list that does not have it; a single value that stands in the place of a list becomes one.
fn add(fields: &mut dyn toml_edit::TableLike, name: &str, item: Value) -> Result<(), ()> {
    let list = fields.entry(name).or_insert_with(|| value(Array::new()));
    if let Some(alone) = list.as_value().filter(|v| v.is_str() || v.is_integer()).cloned() {
        *list = value(Array::from_iter([alone.decorated("", "")]));
    }
    let list = list.as_array_mut().ok_or(())?;
    if !list.iter().any(|old| same(old, &item)) {
        list.push(item);
    }
    Ok(())
}

/// Takes an item out of the list that says the opposite, and the list where nothing is left in it.
fn take_out(fields: &mut dyn toml_edit::TableLike, name: &str, item: &Value) {
    let Some(list) = fields.get_mut(name).and_then(Item::as_array_mut) else { return };
    let before = list.len();
    list.retain(|old| !same(old, item));
    if list.is_empty() && before > 0 {
        fields.remove(name);
    }
}

/// Replaces a value and keeps what stands around the old one, such as a comment behind it.
fn put(fields: &mut dyn toml_edit::TableLike, key: &str, mut new: Value) {
    if let Some(old) = fields.get(key).and_then(Item::as_value) {
        *new.decor_mut() = old.decor().clone();
    }
    fields.insert(key, value(new));
}

fn same(a: &Value, b: &Value) -> bool {
    match (a.as_integer(), b.as_integer(), a.as_str(), b.as_str()) {
        (Some(a), Some(b), _, _) => a == b,
        (_, _, Some(a), Some(b)) => a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, key: Key, values: &[&str], expected: Result<&str, &str>) {
        let values: Vec<String> = values.iter().map(|v| v.to_string()).collect();
        let new = with_correction(old, "a.txt", key, &values);
        assert_eq!(new.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn a_new_entry_is_written() {
        check("", Key::Title, &["A \"B\""], Ok("[\"a.txt\"]\ntitle = 'A \"B\"'\n"));
    }

    #[test]
    fn comments_and_order_are_kept() {
        let old = "# mine\n[\"b.txt\"]\ntitle = \"B\" # sure\n\n[\"a.txt\"] # this one\ndate = \"2020\" # a guess\nurl = \"https://example.org/\"\n";
        check(old, Key::Date, &["2021-02"], Ok(&old.replace("2020", "2021-02")));
    }

    #[test]
    fn lists_of_lines_grow_and_hold_nothing_twice() {
        let old = "[\"a.txt\"]\nkeep = [27]\n";
        check(old, Key::Keep, &["27", "/^End/"], Ok("[\"a.txt\"]\nkeep = [27, \"/^End/\"]\n"));
    }

    #[test]
    fn files_that_are_no_copies_are_a_list() {
        check("", Key::NotSameAs, &["b.txt"], Ok("[\"a.txt\"]\nnot_same_as = [\"b.txt\"]\n"));
        let old = "[\"a.txt\"]\nnot_same_as = \"b.txt\"\n";
        check(old, Key::NotSameAs, &["c.txt"], Ok("[\"a.txt\"]\nnot_same_as = [\"b.txt\", \"c.txt\"]\n"));
    }

    #[test]
    fn what_is_kept_is_no_longer_set_aside() {
        let old = "[\"a.txt\"]\ndrop = [27, 28]\nkeep = \"x\"\n";
        check(old, Key::Keep, &["27"], Ok("[\"a.txt\"]\ndrop = [ 28]\nkeep = [\"x\", 27]\n"));
    }

    #[test]
    fn names_that_lead_nowhere_are_a_list() {
        check("", Key::Unlink, &["Sea"], Ok("[\"a.txt\"]\nunlink = [\"Sea\"]\n"));
        let old = "[\"a.txt\"]\nunlink = [\"Sea\"]\n";
        check(old, Key::Unlink, &["Sea", "Bay"], Ok("[\"a.txt\"]\nunlink = [\"Sea\", \"Bay\"]\n"));
    }

    #[test]
    fn topics_are_added_and_taken_away() {
        check(
            "",
            Key::Topics,
            &["Sea", "-Space"],
            Ok("[\"a.txt\"]\ntopics = { add = [\"Sea\"], remove = [\"Space\"] }\n"),
        );
        let old = "[\"a.txt\"]\ntopics = { remove = [\"Sea\"] }\n";
        check(old, Key::Topics, &["Sea"], Ok("[\"a.txt\"]\ntopics = { add = [\"Sea\"] }\n"));
        check("", Key::Topics, &["-"], Err("a topic has a name"));
    }

    #[test]
    fn authors_are_a_list_and_ignore_a_flag() {
        check("", Key::Author, &["A. A.", "B"], Ok("[\"a.txt\"]\nauthor = [\"A. A.\", \"B\"]\n"));
        check("", Key::Ignore, &["true"], Ok("[\"a.txt\"]\nignore = true\n"));
        check("", Key::Ignore, &["yes"], Err("`ignore` is true or false"));
        check("", Key::Title, &["a", "b"], Err("`title` takes one value, not 2"));
    }
}
