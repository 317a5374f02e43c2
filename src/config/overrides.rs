//! `overrides.toml`: corrections to single files, and which file each one means.

use super::reader::{Fault, Found, Section, Source, integer};
use super::{Asked, Config, Correction, Pattern, Setting, values};
use crate::model::{Date, Origin, SetBy};
use crate::report::{Diagnostic, Place};
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};
use toml::de::{DeTable, DeValue};

/// The fields of a correction.
pub(super) const FIELDS: &[&str] = &[
    "title",
    "source",
    "author",
    "date",
    "url",
    "retrieved",
    "licence",
    "language",
    "topics",
    "unlink",
    "keep",
    "drop",
    "slug",
    "same_as",
    "not_same_as",
    "note",
    "ignore",
];

/// How many digits of a hash a key needs.
const HASH_DIGITS: usize = 12;

/// Reads `overrides.toml`.
pub(super) fn read(text: &str, path: &str) -> (BTreeMap<String, Correction>, Vec<Diagnostic>) {
    let source = Source::new(path, text);
    let mut corrections = BTreeMap::new();
    if let Some(table) = source.table() {
        for (key, value) in &table {
            let DeValue::Table(fields) = value.get_ref() else {
                let message = format!("`{}` stands outside a file's table", key.get_ref().escape_debug());
                let help = "corrections of a file follow a line with its name: [\"file.txt\"]";
                source.problem(key.span(), Fault::new("wrong-type", message).help(help));
                continue;
            };
            let name = match key_of(key.get_ref()) {
                Ok(name) => name,
                Err(fault) => {
                    source.problem(key.span(), fault);
                    continue;
                }
            };
            if let Some(last) = unquoted(fields) {
                let message =
                    format!("`{}` and `{last}` are two names with a dot between", key.get_ref().escape_debug());
                let help = format!("put the name of the file between quotation marks: [\"{}.{last}\"]", key.get_ref());
                source.problem(key.span(), Fault::new("wrong-type", message).help(help));
                continue;
            }
            let line = source.line(key.span().start);
            let section = Section::new(&source, fields, "an article");
            let correction = correction(&section, line);
            section.done();
            if corrections.insert(name, correction).is_some() {
                source.problem(key.span(), Fault::new("duplicate", "this file is corrected twice"));
            }
        }
    }
    (corrections, source.finish())
}

/// The second name of `[harbour.txt]`, which TOML takes for a table inside another.
fn unquoted<'t>(fields: &'t DeTable<'_>) -> Option<&'t str> {
    let (key, value) = fields.iter().next().filter(|_| fields.len() == 1)?;
    let is_table = matches!(value.get_ref(), DeValue::Table(_)) && !FIELDS.contains(&key.get_ref().as_ref());
    is_table.then(|| key.get_ref().as_ref())
}

/// Reads a text that is, or is to be, `overrides.toml`; `path` is what findings call it.
pub fn corrections(text: &str, path: &str) -> Result<BTreeMap<String, Correction>, Vec<Diagnostic>> {
    let (corrections, found) = read(text, path);
    if found.is_empty() { Ok(corrections) } else { Err(found) }
}

/// Reads a correction that stands beside its file: fields without a table around them.
pub fn sidecar(text: &str, path: &str) -> Result<Correction, Vec<Diagnostic>> {
    let source = Source::new(path, text);
    let mut correction = Correction::default();
    if let Some(table) = source.table() {
        let section = Section::new(&source, &table, "an article");
        correction = self::correction(&section, 1);
        section.done();
    }
    let found = source.finish();
    if found.is_empty() { Ok(correction) } else { Err(found) }
}

/// Names of files that a misspelt one is compared with.
const NAMES: usize = 2000;

/// Misspelt names that are compared.
const COMPARED: usize = 20;

/// The name that a misspelt one stands for, if one is near; capitals are no difference.
pub(crate) fn nearest_name<'n>(key: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let small = key.to_lowercase();
    let most = 1 + small.chars().count() / 8;
    let near = names.into_iter().filter(|name| *name != key && name.len().abs_diff(key.len()) <= most * 4);
    let near = near.map(|name| (strsim::osa_distance(&small, &name.to_lowercase()), name));
    near.filter(|(distance, _)| *distance <= most).min().map(|(_, name)| name)
}

/// The form under which a key is looked up.
fn key_of(key: &str) -> Result<String, Fault> {
    let Some(hash) = key.strip_prefix("sha256:") else {
        return Ok(key.strip_prefix("./").unwrap_or(key).to_string());
    };
    if (HASH_DIGITS..=64).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_hexdigit()) {
        Ok(key.to_ascii_lowercase())
    } else {
        Err(Fault::new("bad-hash", format!("`{}` is not the beginning of a SHA-256", key.escape_debug()))
            .help("give 12 to 64 hexadecimal digits after `sha256:`"))
    }
}

fn correction(section: &Section<'_, '_>, line: u32) -> Correction {
    let mut correction = Correction {
        file: section.path().to_string(),
        line,
        title: section.text("title"),
        source: section.text("source"),
        author: section.texts("author"),
        date: section.get("date").and_then(date),
        url: section.parse("url", values::web_address),
        retrieved: section.get("retrieved").and_then(date),
        licence: section.text("licence"),
        language: section.parse("language", values::language),
        ..Correction::default()
    };
    if let Some(topics) = section.section("topics", "`topics`") {
        correction.topics_add = topics.texts("add").unwrap_or_default();
        correction.topics_remove = topics.texts("remove").unwrap_or_default();
        topics.done();
    }
    correction.unlink = section.texts("unlink").unwrap_or_default();
    correction.keep = section.get("keep").and_then(patterns).unwrap_or_default();
    correction.drop = section.get("drop").and_then(patterns).unwrap_or_default();
    correction.slug = section.parse("slug", values::article_slug);
    correction.same_as = section.text("same_as");
    correction.not_same_as = section.texts("not_same_as").unwrap_or_default();
    correction.note = section.text("note");
    correction.ignore = section.flag("ignore");
    correction
}

/// A date in quotation marks, or bare as TOML and habit allow it: `2022-02-14`, `2022`.
fn date(found: Found<'_, '_>) -> Option<Date> {
    match found.value.get_ref() {
        DeValue::String(text) if text.trim().is_empty() => None,
        DeValue::String(text) => found.checked(values::date(text)),
        DeValue::Datetime(datetime) => found.checked(values::date(&datetime.to_string())),
        DeValue::Integer(year) => found.checked(values::date(year.as_str())),
        _ => found.wrong("a date in quotation marks"),
    }
}

fn patterns(found: Found<'_, '_>) -> Option<Vec<Asked>> {
    let pattern = |item: Found<'_, '_>| match integer(item.value.get_ref()) {
        Some(number) => item.checked(
            u32::try_from(number)
                .ok()
                .filter(|n| *n > 0)
                .map(Pattern::Number)
                .ok_or_else(|| Fault::new("out-of-range", "lines are numbered from 1")),
        ),
        None => item.checked(values::pattern(&item.text()?)),
    };
    let one = |item: Found<'_, '_>| Some(Asked { pattern: pattern(item)?, line: item.line() });
    Some(found.items("a list of line numbers, lines and patterns")?.into_iter().filter_map(one).collect())
}

impl Config {
    /// The correction for a document: by its path, by its bare name, or by `sha256:` and at least 12 digits.
    pub fn correction(&self, origin: &Origin, sha256: &str) -> Option<&Correction> {
        self.correction_key(origin, sha256).map(|key| &self.corrections[key])
    }

    /// The key under which the correction for a document stands.
    pub fn correction_key(&self, origin: &Origin, sha256: &str) -> Option<&str> {
        self.correction_keys(origin, sha256).next()
    }

    /// All keys under which something stands for a document. The first one holds.
    fn correction_keys(&self, origin: &Origin, sha256: &str) -> impl Iterator<Item = &str> {
        let key = |key: &str| self.corrections.get_key_value(key).map(|(key, _)| key.as_str());
        if self.corrections.is_empty() {
            return [None, None, None].into_iter().flatten();
        }
        // The name of a container alone means none of its records.
        let whole = origin.to_string();
        let name = match &origin.record {
            None => origin.name(),
            Some(_) => &whole[origin.path.len() - origin.name().len()..],
        };
        let hash = format!("sha256:{sha256}");
        let lengths = "sha256:".len() + HASH_DIGITS..=hash.len();
        let by_hash = lengths.rev().find_map(|length| hash.get(..length).and_then(key));
        [key(&whole), key(name).filter(|_| name != whole), by_hash].into_iter().flatten()
    }

    /// Where a correction of a document from outside it says something: its file, and the line it begins on.
    pub(crate) fn place_of(&self, origin: &Origin, sha256: &str, says: impl Fn(&Correction) -> bool) -> Option<Place> {
        let (_, correction) =
            self.corrections_of(origin, sha256).into_iter().find(|(_, correction)| says(correction))?;
        Some(Place {
            path: correction.file.clone(),
            line: Some(correction.line),
            column: Some(1),
            excerpt: None,
            width: 1,
        })
    }

    /// Every correction of a document from outside it, strongest first.
    pub fn corrections_of(&self, origin: &Origin, sha256: &str) -> Vec<(SetBy, &Correction)> {
        let overrides = self.correction(origin, sha256).map(|correction| (SetBy::Overrides, correction));
        let sidecar = self.sidecars.get(&origin.path).filter(|_| origin.record.is_none());
        overrides.into_iter().chain(sidecar.map(|correction| (SetBy::Sidecar, correction))).collect()
    }

    /// Names the settings for the whole collection that no document has anything to do with.
    pub fn unused(&self, used: &BTreeSet<Setting>) -> Vec<Diagnostic> {
        let path = self.file.as_ref().map_or("dossier.toml".into(), |path| path.display().to_string());
        let at = |found: Diagnostic, line: u32| {
            found.at(Place { path: path.clone(), line: Some(line), column: Some(1), excerpt: None, width: 1 })
        };
        let mut found = Vec::new();
        for (name, list, setting) in [
            ("keep", &self.clean.keep, Setting::Keep as fn(usize) -> Setting),
            ("drop", &self.clean.drop, Setting::Drop),
        ] {
            for (_, asked) in list.iter().enumerate().filter(|(i, _)| !used.contains(&setting(*i))) {
                found.push(at(unmatched(name, &asked.pattern, "no line of any file"), asked.line));
            }
        }
        let (keep, drop) = (&self.clean.keep, &self.clean.drop);
        let both = drop.iter().filter(|asked| keep.iter().any(|other| other.pattern.is_same(&asked.pattern)));
        found.extend(both.map(|asked| at(kept_and_dropped(&asked.pattern), asked.line)));
        for (i, source) in self.sources.iter().enumerate() {
            if !source.matches.is_empty() && !used.contains(&Setting::Source(i)) {
                let message = format!("what `match` of the source `{}` asks for stands in no file", source.name);
                found.push(at(
                    Diagnostic::warning("match-unmatched", message).help("correct it, or take it out"),
                    source.line,
                ));
            }
        }
        found
    }

    /// Names the `[[sources]]` without `match` that no article has; takes the sources of all articles.
    pub fn unused_sources<'a>(&self, sources: impl IntoIterator<Item = &'a str>) -> Vec<Diagnostic> {
        let described: Vec<_> = self.sources.iter().filter(|source| source.matches.is_empty()).collect();
        if described.is_empty() {
            return Vec::new();
        }
        let names: BTreeSet<&str> = sources.into_iter().collect();
        let folded: BTreeSet<String> = names.iter().map(|name| fold(name)).collect();
        let path = self.file.as_ref().map_or("dossier.toml".into(), |path| path.display().to_string());
        let unused = described.into_iter().filter(|source| !folded.contains(&fold(&source.name)));
        let told = unused.enumerate().map(|(n, source)| {
            let message = format!("no article is of the source `{}`", source.name);
            // What another entry names is no slip for this one.
            let other = |name: &&str| !self.sources.iter().any(|source| fold(&source.name) == fold(name));
            let near = || nearest_name(&source.name, names.iter().copied().take(NAMES)).filter(other);
            // A list of outlets may name one that has no article yet.
            let found = match (n < COMPARED).then(near).flatten() {
                Some(name) => Diagnostic::warning("source-unmatched", message).help(format!("did you mean `{name}`?")),
                None => Diagnostic::note("source-unmatched", message).help("correct its name, or give it a `match`"),
            };
            let line = Some(source.line);
            found.at(Place { path: path.clone(), line, column: Some(1), excerpt: None, width: 1 })
        });
        told.collect()
    }

    /// Names the corrections that mean no document of the collection, or several of them.
    ///
    /// Takes every document that was found, with its SHA-256 where that is known. A document that was left out
    /// before its hash was told cannot answer to a key by hash, so `ignore` by hash is never reported.
    pub fn unmatched<'a>(&self, documents: impl IntoIterator<Item = (&'a Origin, Option<&'a str>)>) -> Vec<Diagnostic> {
        if self.corrections.is_empty() {
            return Vec::new();
        }
        let mut meant: BTreeMap<&str, u32> = BTreeMap::new();
        let mut weaker: BTreeMap<&str, &str> = BTreeMap::new();
        let mut names: BTreeSet<String> = BTreeSet::new();
        for (origin, sha256) in documents {
            if names.len() < NAMES {
                names.extend([origin.name().to_string(), origin.to_string()]);
            }
            let mut keys = self.correction_keys(origin, sha256.unwrap_or_default());
            if let Some(key) = keys.next() {
                *meant.entry(key).or_default() += 1;
                weaker.extend(keys.map(|other| (other, key)));
            }
        }
        let mut found = Vec::new();
        // `articles/a.txt` where paths are counted from the folder of articles.
        let below = |key: &str| {
            let ends = key.match_indices('/').map(|(slash, _)| &key[slash + 1..]);
            ends.filter_map(|end| names.get(end)).map(String::as_str).next()
        };
        let near = |key: &str| below(key).or_else(|| nearest_name(key, names.iter().map(String::as_str)));
        for (key, correction) in &self.corrections {
            let by_hash = key.starts_with("sha256:");
            let diagnostic = match (meant.get(key.as_str()), weaker.get(key.as_str())) {
                (None, _) if by_hash && correction.ignore == Some(true) => continue,
                (None, Some(other)) => {
                    let message = format!("what stands under `{key}` does not hold: `{other}` is the same file");
                    Diagnostic::warning("override-unmatched", message).help("put both under one name")
                }
                (None, None) => {
                    Diagnostic::warning("override-unmatched", format!("`{key}` is no file of this collection")).help(
                        match near(key).filter(|_| found.len() < COMPARED) {
                            Some(name) => format!("did you mean `{name}`? correct the name, or take the entry out"),
                            None => "correct the name, or take the entry out".to_string(),
                        },
                    )
                }
                (Some(n), _) if *n > 1 && !by_hash => {
                    Diagnostic::warning("override-ambiguous", format!("`{key}` is the name of {n} files"))
                        .help("give the path below the input folder; until then the entry holds for all of them")
                }
                (Some(_), _) => continue,
            };
            let path = self.overrides.as_ref().map_or("overrides.toml".into(), |path| path.display().to_string());
            found.push(diagnostic.at(Place {
                path,
                line: Some(correction.line),
                column: Some(1),
                excerpt: None,
                width: 1,
            }));
        }
        found
    }
}

/// The finding about what stands under `keep` and under `drop` too.
pub(crate) fn kept_and_dropped(pattern: &Pattern) -> Diagnostic {
    let message = format!("{} stands under `keep` and under `drop`, and is kept", shown(pattern));
    Diagnostic::warning("kept-and-dropped", message).help("take it out of one of the two")
}

/// A pattern as a message names it.
fn shown(pattern: &Pattern) -> String {
    match pattern {
        Pattern::Number(number) => format!("line {number}"),
        Pattern::Line(line) => format!("`{line}`"),
        Pattern::Regex(regex) => format!("`/{regex}/`"),
    }
}

/// The finding about an entry of `keep` or `drop` that means no line.
pub fn unmatched(list: &str, pattern: &Pattern, lines: &str) -> Diagnostic {
    Diagnostic::warning("line-unmatched", format!("{} under `{list}` means {lines}", shown(pattern)))
        .help("a line is named by its number, its exact text, or a /pattern/; `dossier explain FILE` lists them")
}
