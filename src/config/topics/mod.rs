//! Vocabularies: topics and names that the compiler defined, in TOML, CSV or SKOS.
//!
//! Takes the text of a file and gives [`CuratedTopic`]s, each complete; gives the same topics back as a file of any of
//! these forms. What a file holds and dossier does not use is named; what makes no sense is a problem with its place.

mod graph;
mod skos;
mod table;
mod toml;
mod write;
mod write_skos;

#[cfg(test)]
mod tests;

use super::CuratedTopic;
use super::reader::Fault;
use crate::model::{Library, TopicHow, TopicId, TopicKind};
use crate::report::Diagnostic;
use crate::text::slug_or;
use std::collections::BTreeMap;
pub use write::write as write_topics;

/// What the words of a vocabulary are in, what they mean and where else they stand, as its file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicRecord {
    /// The address that names it in its vocabulary.
    pub uri: Option<String>,
    /// Its codes in classifications.
    pub notation: Vec<String>,
    /// Its names, that in the site's language first.
    pub labels: Vec<Wording>,
    /// Other words for it.
    pub aliases: Vec<Wording>,
    /// Words that mean it and that nobody should be shown: misspellings.
    pub hidden: Vec<Wording>,
    /// What it is.
    pub definition: Vec<Wording>,
    /// When to use it.
    pub note: Vec<Wording>,
    /// Addresses of the same thing elsewhere.
    pub exact_match: Vec<String>,
}

/// Words in a language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wording {
    /// BCP 47 tag in small letters; none where the file does not say.
    pub language: Option<String>,
    /// The words.
    pub text: String,
}

/// A form that vocabularies are kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopicForm {
    /// Dossier's own.
    Toml,
    /// A table.
    Csv,
    /// SKOS as Turtle.
    Turtle,
    /// SKOS as RDF/XML.
    RdfXml,
    /// SKOS as JSON-LD.
    JsonLd,
}

/// The endings of files and the form behind each.
const ENDINGS: [(&str, TopicForm); 6] = [
    (".toml", TopicForm::Toml),
    (".csv", TopicForm::Csv),
    (".ttl", TopicForm::Turtle),
    (".rdf", TopicForm::RdfXml),
    (".jsonld", TopicForm::JsonLd),
    (".json", TopicForm::JsonLd),
];

/// Bytes of a vocabulary: the largest in common use have some forty million.
const LARGEST: usize = 64 << 20;
/// Characters of a name; longer ones are no names.
const LONGEST: usize = 200;

const KINDS: [(&str, TopicKind); 6] = [
    ("topic", TopicKind::Topic),
    ("person", TopicKind::Person),
    ("organisation", TopicKind::Organisation),
    ("place", TopicKind::Place),
    ("event", TopicKind::Event),
    ("work", TopicKind::Work),
];

impl TopicForm {
    /// The form of a file, by its ending.
    pub(super) fn of(name: &str) -> Result<TopicForm, Fault> {
        let name = name.to_lowercase();
        let found = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
        found.map(|(_, form)| *form).ok_or_else(|| {
            Fault::new("unknown-format", "this is no form that topics are kept in")
                .help("use a file that ends in .toml, .csv, .ttl (SKOS as Turtle), .rdf (RDF/XML) or .jsonld (JSON-LD)")
        })
    }
}

/// Reads a vocabulary; of labels by language, that of `language` is shown and the others are aliases.
pub(super) fn read(text: &str, path: &str, language: &str) -> (Vec<CuratedTopic>, Vec<Diagnostic>) {
    if text.len() > LARGEST {
        let message = format!("the file is larger than {} MiB", LARGEST >> 20);
        let help = "keep only the part of the vocabulary that the collection needs";
        return (Vec::new(), vec![Fault::new("too-large", message).help(help).diagnostic().in_file(path)]);
    }
    match TopicForm::of(path) {
        Ok(TopicForm::Csv) => table::read(text, path, language),
        Ok(form @ (TopicForm::Turtle | TopicForm::RdfXml | TopicForm::JsonLd)) => {
            skos::read(text, path, form, language)
        }
        Ok(TopicForm::Toml) | Err(_) => toml::read(text, path, language),
    }
}

/// The vocabulary of a finished library: the topics and names that are `wanted`, in its order. Those that the compiler
/// defined stand as they were defined; others have the words that were found in the texts.
pub fn vocabulary(curated: &[CuratedTopic], library: &Library, wanted: impl Fn(TopicId) -> bool) -> Vec<CuratedTopic> {
    let plain = |text: &String| Wording { language: None, text: text.clone() };
    let defined: BTreeMap<(TopicKind, &str), &CuratedTopic> =
        curated.iter().map(|topic| ((topic.kind, topic.id.as_str()), topic)).collect();
    let mut out = Vec::new();
    for (_, topic) in library.topics.iter().filter(|(id, _)| wanted(*id)) {
        let own = defined.get(&(topic.kind, topic.id.as_str())).filter(|_| topic.how == TopicHow::Curated);
        out.extend(own.map(|own| (*own).clone()).or_else(|| {
            let record = TopicRecord {
                labels: vec![plain(&topic.label)],
                aliases: topic.words.iter().map(plain).collect(),
                ..TopicRecord::default()
            };
            let broader = topic.broader.iter().filter(|id| wanted(**id)).map(|id| library.topics[*id].id.clone());
            let (id, kind, broader) = (Some(topic.id.clone()), Some(topic.kind), broader.collect());
            Draft { id, kind, broader, record, ..Draft::default() }.finished("en")
        }));
    }
    out
}

/// A topic as a file gives it.
#[derive(Debug, Default)]
struct Draft {
    id: Option<String>,
    kind: Option<TopicKind>,
    not: Vec<String>,
    broader: Vec<String>,
    min_strength: Option<f32>,
    record: TopicRecord,
}

impl Draft {
    /// The topic; none where it has no name.
    fn finished(self, language: &str) -> Option<CuratedTopic> {
        let Draft { id, kind, not, broader, min_strength, mut record } = self;
        let TopicRecord { labels, aliases, hidden, definition, note, .. } = &mut record;
        for texts in [&mut *labels, aliases, hidden, definition, note] {
            for wording in texts.iter_mut() {
                wording.language = wording.language.take().map(|tag| tag.to_ascii_lowercase());
            }
            texts.sort_by_key(|wording| rank(wording.language.as_deref(), language));
        }
        aliases.retain(|wording| !labels.iter().any(|label| label.text == wording.text));
        hidden.retain(|wording| !labels.iter().chain(&*aliases).any(|known| known.text == wording.text));
        let label = labels.first()?.text.clone();
        let mut words: Vec<String> = Vec::new();
        for Wording { text, .. } in labels.iter().chain(&*aliases).chain(&*hidden) {
            if !words.contains(text) {
                words.push(text.clone());
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
            record,
        })
    }
}

/// The order of languages: the site's, its relatives, what is in none, English, then by tag.
fn rank(tag: Option<&str>, language: &str) -> (u8, String) {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    match tag {
        None => (2, String::new()),
        Some(tag) if tag.eq_ignore_ascii_case(language) => (0, String::new()),
        Some(tag) if primary(tag) == primary(language) => (1, tag.to_ascii_lowercase()),
        Some(tag) if primary(tag) == "en" => (3, tag.to_ascii_lowercase()),
        Some(tag) => (4, tag.to_ascii_lowercase()),
    }
}

/// The kind that a word of the files stands for.
fn kind(text: &str) -> Result<TopicKind, Fault> {
    super::project::one_of(&["topic", "person", "organisation", "place", "event", "work"])(text)
        .map(|word| KINDS.iter().find(|(name, _)| *name == word).map_or(TopicKind::Topic, |(_, kind)| *kind))
}

/// The word of the files for a kind.
fn word(kind: TopicKind) -> &'static str {
    KINDS.iter().find(|(_, of)| *of == kind).map_or("topic", |(word, _)| word)
}

/// A name: not empty, and not as long as a paragraph.
fn name(text: &str) -> Result<String, Fault> {
    match text.trim() {
        "" => Err(Fault::new("empty", "an empty text names nothing")),
        long if long.chars().count() > LONGEST => {
            Err(Fault::new("too-long", format!("a name has at most {LONGEST} characters")))
        }
        text => Ok(text.to_string()),
    }
}

/// A share.
fn strength(number: Option<f32>) -> Result<f32, Fault> {
    let fault = || Fault::new("out-of-range", "`min_strength` must be a number from 0 to 1");
    number.filter(|n| (0.0..=1.0).contains(n)).ok_or_else(fault)
}

/// An address that names something.
fn address(text: &str) -> Result<String, Fault> {
    match oxrdf::NamedNode::new(text.trim()) {
        Ok(node) => Ok(node.into_string()),
        Err(_) => Err(Fault::new("bad-address", format!("`{}` is no address", text.escape_debug()))
            .help("write it whole, such as https://www.wikidata.org/entity/Q42")),
    }
}
