//! `dossier set`: one correction into `overrides.toml`, everything else there kept as it stands.

use super::args::SetArguments;
use super::export::replace;
use super::failure::{Failure, file_failure};
use super::find::find;
use super::terminal::{GREEN, Painted, Terminal, plain};
use crate::config;
use crate::report::{Diagnostic, Place};
use clap::ValueEnum;
use std::fs;
use std::io;
use std::path::Path;
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
pub(super) fn run(arguments: &SetArguments, configuration: Option<&Path>, terminal: &Terminal) -> Result<(), Failure> {
    let found = find(&arguments.file, configuration)?;
    let Some(path) = &found.config.overrides else {
        return Err(Diagnostic::error("embedded", "the collection inside the program cannot be corrected")
            .help("dossier init --sample writes it into a folder, where it can")
            .into());
    };
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
        Key::Author => put(fields, key.name(), values.iter().map(|v| v.trim()).collect::<Array>().into()),
        Key::Unlink | Key::NotSameAs => {
            for text in values.iter().map(|v| v.trim()).filter(|v| !v.is_empty()) {
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
