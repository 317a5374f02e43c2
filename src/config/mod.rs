//! Resolved settings: what `dossier.toml`, `topics.toml`, `overrides.toml` and the command line say, checked.
//!
//! Takes text in TOML and gives [`Config`]. Every key that is accepted does something; anything else is an error
//! with its place and a suggestion. Reads only its own files; the articles are `read`'s.

mod fields;
mod overrides;
mod project;
mod reader;
mod resolve;
mod topics;
mod values;

pub(crate) use fields::{
    FieldName, date as record_date, field, language as record_language, own_key, slug as record_slug,
};
pub use overrides::{corrections, sidecar, unmatched};
pub(crate) use overrides::{kept_and_dropped, nearest_name};
pub use resolve::resolve;
pub use topics::{TopicForm, TopicRecord, Wording, vocabulary, write_topics};
pub(crate) use values::Globs;

use crate::model::{Date, TopicKind};
use crate::report::Diagnostic;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The collection inside the program, with its configuration.
pub static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/seeds");

/// Everything a build depends on besides the articles.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the articles are.
    pub input: Input,
    /// The `dossier.toml` that was used, as the user would type it.
    pub file: Option<PathBuf>,
    /// One sentence that says which folder was chosen and why.
    pub choice: String,
    /// The collection's title.
    pub title: String,
    /// The compiler's note, Markdown.
    pub about: Option<String>,
    /// BCP 47 tag of the site's own words.
    pub language: String,
    /// The address the site will have, ending in `/`; only feeds, sitemap and canonical links use it.
    pub base_url: Option<String>,
    /// Which files are articles.
    pub read: ReadSettings,
    /// The folder the site goes to.
    pub output: PathBuf,
    /// Ask search engines to stay away.
    pub noindex: bool,
    /// Looks.
    pub theme: ThemeSettings,
    /// Normalising.
    pub clean: CleanSettings,
    /// Topics and names.
    pub topics: TopicSettings,
    /// Sources that the compiler describes.
    pub sources: Vec<SourceSettings>,
    /// Whether to write an Atom feed.
    pub feed: bool,
    /// Where `overrides.toml` stands, or would; none for the embedded collection.
    pub overrides: Option<PathBuf>,
    /// The files that the settings are read from, whether or not they are there.
    pub settings: Vec<PathBuf>,
    /// Corrections by the key they were given under.
    pub corrections: BTreeMap<String, Correction>,
    /// Corrections that stand beside the file they are for, by its path.
    pub sidecars: BTreeMap<String, Correction>,
    /// What was found in the settings and stops nothing.
    pub findings: Vec<Diagnostic>,
    /// Warnings are errors.
    pub strict: bool,
}

/// Where the articles are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A folder on disk, as the user would type it.
    Folder(PathBuf),
    /// The collection inside the program.
    Embedded,
}

/// Which files are articles.
#[derive(Clone, Debug)]
pub struct ReadSettings {
    /// Globs of paths below the input folder.
    pub include: Vec<String>,
    /// Globs of paths that are not read.
    pub exclude: Vec<String>,
    /// Documents larger than this many bytes are named and skipped.
    pub max_file: u64,
}

/// Looks.
#[derive(Clone, Debug)]
pub struct ThemeSettings {
    /// Whether the embedded fonts are used, rather than the reader's own.
    pub embedded_fonts: bool,
    /// Accent on light ground, `#rrggbb`.
    pub accent: String,
    /// Accent on dark ground, `#rrggbb`.
    pub accent_dark: String,
    /// Folder whose files stand in for built-in ones of the same name.
    pub templates: Option<PathBuf>,
    /// Whether paragraph numbers are shown.
    pub paragraph_numbers: bool,
}

/// Normalising.
#[derive(Clone, Debug, Default)]
pub struct CleanSettings {
    /// Keep every line: no rule sets anything aside but `drop`.
    pub keep_all: bool,
    /// Lines kept everywhere.
    pub keep: Vec<Asked>,
    /// Lines set aside everywhere.
    pub drop: Vec<Asked>,
}

/// Lines that are asked for, and where that is written.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which lines.
    pub pattern: Pattern,
    /// The line of the settings on which it stands, from 1.
    pub line: u32,
}

impl Asked {
    /// Whether a line is meant.
    pub fn matches(&self, number: u32, text: &str) -> bool {
        self.pattern.matches(number, text)
    }
}

/// A setting for the whole collection that means something only where a document has what it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// An entry of `keep` under `[clean]`, by its place there.
    Keep(usize),
    /// An entry of `drop` under `[clean]`.
    Drop(usize),
    /// A `[[sources]]` entry with `match`.
    Source(usize),
}

/// Which lines are meant.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// The line of this number, from 1. Only in corrections of one file.
    Number(u32),
    /// The line with exactly this text, white space at the ends aside.
    Line(String),
    /// Lines that this regular expression finds something in; written `/…/`.
    Regex(regex::Regex),
}

impl Pattern {
    /// Whether another is written the same.
    pub(crate) fn is_same(&self, other: &Pattern) -> bool {
        match (self, other) {
            (Pattern::Number(own), Pattern::Number(other)) => own == other,
            (Pattern::Line(own), Pattern::Line(other)) => own.trim() == other.trim(),
            (Pattern::Regex(own), Pattern::Regex(other)) => own.as_str() == other.as_str(),
            (Pattern::Number(_) | Pattern::Line(_) | Pattern::Regex(_), _) => false,
        }
    }

    /// Whether a line is meant.
    pub fn matches(&self, number: u32, text: &str) -> bool {
        match self {
            Pattern::Number(n) => *n == number,
            Pattern::Line(line) => line.trim() == text.trim(),
            Pattern::Regex(regex) => regex.is_match(text),
        }
    }
}

/// Topics and names.
#[derive(Clone, Debug)]
pub struct TopicSettings {
    /// Topics and names that the compiler defined.
    pub curated: Vec<CuratedTopic>,
    /// Find topics and names in the texts themselves.
    pub discover: bool,
    /// How many articles a discovered topic needs for a page.
    pub min_articles: u32,
    /// How many discovered topics (not names) there may be.
    pub max: u32,
    /// Labels and aliases never indexed.
    pub ignore: Vec<Listed>,
    /// Labels and words that lead nowhere from any text.
    pub unlink: Vec<Listed>,
    /// Labels that are another's: from each to the label it belongs to.
    pub merge: BTreeMap<String, String>,
}

/// A name in a list of the settings, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The name.
    pub name: String,
    /// The line of the settings on which it stands, from 1; 0 where nobody knows.
    pub line: u32,
}

impl From<&str> for Listed {
    fn from(name: &str) -> Listed {
        Listed { name: name.to_string(), line: 0 }
    }
}

/// A topic or name that the compiler defined.
#[derive(Clone, Debug, PartialEq)]
pub struct CuratedTopic {
    /// Stable id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What it is.
    pub kind: TopicKind,
    /// Words that mention it; the label is one of them.
    pub aliases: Vec<String>,
    /// Longer strings in which an alias does not count.
    pub not: Vec<String>,
    /// Ids of wider topics.
    pub broader: Vec<String>,
    /// The strength, from 0 to 1, an article needs to be indexed under it.
    pub min_strength: Option<f32>,
    /// What its file says of it, for those who take it on.
    pub record: TopicRecord,
}

/// A source that the compiler describes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceSettings {
    /// Its name.
    pub name: String,
    /// The line of `dossier.toml` its entry begins on.
    pub line: u32,
    /// Lines or parts of lines that name it.
    pub matches: Vec<String>,
    /// One to three letters for its badge.
    pub short: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The compiler's note.
    pub note: Option<String>,
}

/// A correction to one file.
#[derive(Clone, Debug, Default)]
pub struct Correction {
    /// The file it stands in, as the user knows it.
    pub file: String,
    /// The line of that file it begins on.
    pub line: u32,
    /// Title.
    pub title: Option<String>,
    /// Source.
    pub source: Option<String>,
    /// Authors.
    pub author: Option<Vec<String>>,
    /// Date of publication.
    pub date: Option<Date>,
    /// Original address.
    pub url: Option<String>,
    /// When it was taken.
    pub retrieved: Option<Date>,
    /// Terms of use.
    pub licence: Option<String>,
    /// BCP 47 tag of the text.
    pub language: Option<String>,
    /// Topics to add.
    pub topics_add: Vec<String>,
    /// Topics to remove.
    pub topics_remove: Vec<String>,
    /// Names that lead nowhere from the text.
    pub unlink: Vec<String>,
    /// Lines to keep.
    pub keep: Vec<Asked>,
    /// Lines to set aside.
    pub drop: Vec<Asked>,
    /// The slug of its address.
    pub slug: Option<String>,
    /// The file that it is a copy of.
    pub same_as: Option<String>,
    /// Files that it is no republication of, though the texts look alike.
    pub not_same_as: Vec<String>,
    /// The compiler's note, Markdown.
    pub note: Option<String>,
    /// Whether to leave the file out, if that is said.
    pub ignore: Option<bool>,
}

/// What the command line (or an embedder) asks for; everything else comes from `dossier.toml`.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The folder named on the command line.
    pub folder: Option<PathBuf>,
    /// The configuration file named on the command line.
    pub config: Option<PathBuf>,
    /// The output folder named on the command line.
    pub out: Option<PathBuf>,
    /// The base address named on the command line.
    pub base_url: Option<String>,
    /// Warnings are errors.
    pub strict: bool,
}

/// The title of a collection that has none. Not the name of the folder: the same articles give the same bytes,
/// wherever they lie.
pub const UNTITLED: &str = "A collection of articles";

/// The endings of the files that are read where a collection does not say which: those that say of themselves what is
/// in them.
const ENDINGS: &[&str] =
    &["txt", "md", "markdown", "html", "htm", "xhtml", "jsonl", "jsonl.gz", "ndjson", "ndjson.gz", "warc", "warc.gz"];

impl Config {
    /// The defaults for an input.
    pub fn new(input: Input) -> Config {
        Config {
            input,
            file: None,
            choice: String::new(),
            title: UNTITLED.into(),
            about: None,
            language: "en".into(),
            base_url: None,
            read: ReadSettings {
                include: ENDINGS.iter().map(|e| format!("**/*.{e}")).collect(),
                exclude: Vec::new(),
                max_file: 16 << 20,
            },
            output: "site".into(),
            noindex: false,
            theme: ThemeSettings {
                embedded_fonts: true,
                accent: "#0a5768".into(),
                accent_dark: "#86c9d8".into(),
                templates: None,
                paragraph_numbers: true,
            },
            clean: CleanSettings::default(),
            topics: TopicSettings {
                curated: Vec::new(),
                discover: true,
                min_articles: 2,
                max: 60,
                ignore: Vec::new(),
                unlink: Vec::new(),
                merge: BTreeMap::new(),
            },
            sources: Vec::new(),
            feed: true,
            overrides: None,
            settings: Vec::new(),
            corrections: BTreeMap::new(),
            sidecars: BTreeMap::new(),
            findings: Vec::new(),
            strict: false,
        }
    }
}
