//! `dossier.toml`: the settings of a collection.

use super::reader::{Fault, Found, Section, Source, integer, nearest};
use super::topics::TopicForm;
use super::{Asked, Config, SourceSettings, values};
use crate::report::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use toml::de::DeValue;

/// What `dossier.toml` says besides plain settings: files and folders, which only the caller can find.
#[derive(Default)]
pub(super) struct Named {
    /// The compiler's note.
    pub(super) about: Option<String>,
    /// Curated topics.
    pub(super) topics: Option<String>,
    /// The input folder.
    pub(super) input: Option<String>,
    /// The output folder.
    pub(super) output: Option<String>,
    /// The folder of templates.
    pub(super) templates: Option<String>,
}

/// What is asked of the disk while reading, so that a wrong name is reported at its place.
pub(super) struct Finds<'a> {
    /// Whether a file of this name, relative to `dossier.toml`, is there.
    pub(super) file: &'a dyn Fn(&str) -> bool,
    /// Whether a folder of this name is there.
    pub(super) folder: &'a dyn Fn(&str) -> bool,
}

/// Reads `dossier.toml` into `config`; gives the files and folders it names and everything wrong with it.
pub(super) fn read(text: &str, path: &str, config: &mut Config, finds: &Finds<'_>) -> (Named, Vec<Diagnostic>) {
    let source = Source::new(path, text);
    let mut named = Named::default();
    if let Some(table) = source.table() {
        let root = Section::new(&source, &table, "dossier.toml");
        top(&root, config, &mut named, finds);
        root.done();
    }
    (named, source.finish())
}

fn set<T>(target: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *target = value;
    }
}

fn existing<'a>(
    kind: &'static str,
    usual: &'a str,
    finds: &'a dyn Fn(&str) -> bool,
) -> impl FnOnce(&str) -> Result<String, Fault> + 'a {
    move |name| {
        // The usual name may stand in the file without the file being there: that is how `init` writes it.
        if name == usual || finds(name) {
            Ok(name.to_string())
        } else {
            Err(Fault::new("missing-file", format!("there is no {kind} `{}`", name.escape_debug())))
        }
    }
}

fn top(root: &Section<'_, '_>, config: &mut Config, named: &mut Named, finds: &Finds<'_>) {
    set(&mut config.title, root.text("title"));
    named.about = root.parse("about", existing("file", "about.md", finds.file));
    set(&mut config.language, root.parse("language", values::language));
    set(&mut config.base_url, root.parse("base_url", values::base_url).map(Some));
    if let Some(section) = root.section("input", "[input]") {
        named.input = section.text("folder");
        set(&mut config.read.include, section.parse_each("include", values::glob));
        set(&mut config.read.exclude, section.parse_each("exclude", values::glob));
        set(&mut config.read.max_file, section.get("max_file").and_then(max_file));
        section.done();
    }
    if let Some(section) = root.section("output", "[output]") {
        named.output = section.text("folder");
        set(&mut config.noindex, section.flag("noindex"));
        section.done();
    }
    if let Some(section) = root.section("theme", "[theme]") {
        let fonts = section.parse("fonts", one_of(&["embedded", "system"]));
        set(&mut config.theme.embedded_fonts, fonts.map(|fonts| fonts == "embedded"));
        set(&mut config.theme.accent, section.parse("accent", values::light_accent));
        set(&mut config.theme.accent_dark, section.parse("accent_dark", values::dark_accent));
        named.templates = section.parse("templates", existing("folder", "", finds.folder));
        set(&mut config.theme.paragraph_numbers, section.flag("paragraph_numbers"));
        section.done();
    }
    if let Some(section) = root.section("clean", "[clean]") {
        let rules = section.parse("rules", one_of(&["standard", "none"]));
        set(&mut config.clean.keep_all, rules.map(|rules| rules == "none"));
        set(&mut config.clean.keep, section.get("keep").and_then(asked));
        set(&mut config.clean.drop, section.get("drop").and_then(asked));
        section.done();
    }
    if let Some(section) = root.section("topics", "[topics]") {
        topics(&section, config, named, finds);
        section.done();
    }
    sources(root, config);
    if let Some(section) = root.section("feeds", "[feeds]") {
        set(&mut config.feed, section.flag("enabled"));
        section.done();
    }
}

/// Lines and patterns, each with its place.
fn asked(found: Found<'_, '_>) -> Option<Vec<Asked>> {
    let one =
        |item: Found<'_, '_>| Some(Asked { pattern: item.checked(values::pattern(&item.text()?))?, line: item.line() });
    Some(found.items("a list of texts")?.into_iter().filter_map(one).collect())
}

/// One of a few words.
pub(super) fn one_of(words: &'static [&'static str]) -> impl Fn(&str) -> Result<&'static str, Fault> {
    move |text| {
        words.iter().find(|word| **word == text).copied().ok_or_else(|| {
            let listed = words.join(", ");
            let help = match nearest(text, words) {
                Some(word) => format!("did you mean `{word}`? values: {listed}"),
                None => format!("values: {listed}"),
            };
            Fault::new("unknown-value", format!("`{}` cannot stand here", text.escape_debug())).help(help)
        })
    }
}

fn max_file(found: Found<'_, '_>) -> Option<u64> {
    match found.value.get_ref() {
        DeValue::String(text) => found.checked(values::size(text)),
        DeValue::Integer(_) => found.checked(values::bytes(integer(found.value.get_ref()).unwrap_or(-1))),
        _ => found.wrong("a size such as \"16 MiB\""),
    }
}

fn topics(section: &Section<'_, '_>, config: &mut Config, named: &mut Named, finds: &Finds<'_>) {
    named.topics = section.parse("file", |name| {
        let name = existing("file", "topics.toml", finds.file)(name)?;
        TopicForm::of(&name).map(|_| name)
    });
    set(&mut config.topics.discover, section.flag("discover"));
    set(&mut config.topics.min_articles, section.number("min_articles", 1..u32::MAX));
    set(&mut config.topics.max, section.number("max", 0..u32::MAX));
    set(&mut config.topics.ignore, section.listed("ignore"));
    set(&mut config.topics.unlink, section.listed("unlink"));
    let mut merge = BTreeMap::new();
    for (entry, span) in section.sections("merge", "[[topics.merge]]") {
        let (into, from) = (entry.text("into"), entry.texts("from"));
        for key in ["into", "from"] {
            entry.require(key, span.clone());
        }
        for label in from.into_iter().flatten() {
            let Some(into) = into.clone() else { break };
            if merge.get(&label).is_some_and(|other| *other != into) {
                let message = format!("`{label}` cannot be merged into two topics");
                entry.problem(span.clone(), Fault::new("duplicate", message));
            }
            merge.insert(label, into);
        }
        entry.done();
    }
    config.topics.merge = merge;
}

fn sources(root: &Section<'_, '_>, config: &mut Config) {
    let mut names = BTreeSet::new();
    for (entry, span) in root.sections("sources", "[[sources]]") {
        let name = entry.text("name");
        let settings = SourceSettings {
            name: name.clone().unwrap_or_default(),
            line: entry.line(span.start),
            matches: entry.parse_each("match", matching).unwrap_or_default(),
            short: entry.parse("short", values::short_name),
            url: entry.parse("url", values::web_address),
            note: entry.text("note"),
        };
        match name {
            None => entry.require("name", span),
            Some(name) if !names.insert(name.clone()) => {
                entry.problem(span, Fault::new("duplicate", format!("the source `{name}` is described twice")));
            }
            Some(_) => config.sources.push(settings),
        }
        entry.done();
    }
}

fn matching(text: &str) -> Result<String, Fault> {
    if text.trim().is_empty() {
        Err(Fault::new("empty", "an empty text would match every line"))
    } else {
        Ok(text.to_string())
    }
}
