//! SKOS: concepts with their names by language, what is broader, what is the same elsewhere.
//!
//! Names of SKOS-XL are read like plain ones. What a vocabulary says beside is counted and named, once a property.

use super::super::CuratedTopic;
use super::super::reader::{Fault, Source};
use super::graph::{self, BASE, Graph, Object, Thing};
use super::{Draft, TopicForm, Wording, name, strength};
use crate::model::TopicKind;
use crate::report::{Diagnostic, Severity};
use crate::text::slug_or;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

pub(super) const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
pub(super) const SKOSXL: &str = "http://www.w3.org/2008/05/skos-xl#";
pub(super) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
pub(super) const DCTERMS: &str = "http://purl.org/dc/terms/";
pub(super) const SCHEMA: &str = "https://schema.org/";
/// What dossier alone says of a topic, and the addresses of topics that have none of their own.
pub(super) const DOSSIER: &str = "urn:dossier:";
const DEPRECATED: &str = "http://www.w3.org/2002/07/owl#deprecated";

/// Properties that only hold a vocabulary together.
const STRUCTURE: [&str; 4] = ["inScheme", "topConceptOf", "hasTopConcept", "member"];
/// Unused properties that are named.
const NAMED: usize = 12;
/// Concepts without a name that are told one by one.
const NAMELESS: usize = 5;

/// Classes by the last part of their address, in whatever ontology.
const CLASSES: [(&str, TopicKind); 10] = [
    ("person", TopicKind::Person),
    ("organization", TopicKind::Organisation),
    ("organisation", TopicKind::Organisation),
    ("newsmediaorganization", TopicKind::Organisation),
    ("place", TopicKind::Place),
    ("location", TopicKind::Place),
    ("event", TopicKind::Event),
    ("creativework", TopicKind::Work),
    ("work", TopicKind::Work),
    ("product", TopicKind::Work),
];

/// A concept and what it is on its way to become.
struct Concept<'g> {
    thing: &'g Thing,
    draft: Draft,
    at: usize,
    broader: Vec<&'g str>,
    identifier: Option<String>,
}

pub(super) fn read(text: &str, path: &str, form: TopicForm, language: &str) -> (Vec<CuratedTopic>, Vec<Diagnostic>) {
    let source = Source::new(path, text);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let graph = graph::read(text, form, &source);
    let mut unused: BTreeMap<&str, usize> = BTreeMap::new();
    let mut deprecated = 0;
    let mut concepts: Vec<Concept<'_>> = Vec::new();
    for thing in graph.things.iter().filter(|thing| is_concept(thing)) {
        if thing.facts.iter().any(|fact| fact.what == DEPRECATED && is_true(&fact.object)) {
            deprecated += 1;
        } else {
            concepts.push(concept(thing, &graph, &source, &mut unused));
        }
    }
    add_narrower(&mut concepts, &graph);
    nameless(&concepts, &source);
    concepts.retain(|concept| !concept.draft.record.labels.is_empty());
    let topics = finished(concepts, language, &source);
    if topics.is_empty() && !source.has_problems() {
        let help = "a concept is what has a skos:prefLabel";
        source.problem(0..0, Fault::new("no-topics", "the file holds no concept of SKOS").help(help));
    }
    left_out(&source, &unused, deprecated);
    (topics, source.finish())
}

fn is_concept(thing: &Thing) -> bool {
    let local = |fact: &graph::Fact, name: &str| fact.what.strip_prefix(SKOS) == Some(name);
    let classes = || {
        thing.facts.iter().filter(|fact| fact.what.strip_prefix(RDF) == Some("type")).filter_map(|fact| {
            match &fact.object {
                Object::Thing(class) => class.strip_prefix(SKOS),
                Object::Text { .. } => None,
            }
        })
    };
    let other = classes().any(|class| ["ConceptScheme", "Collection", "OrderedCollection"].contains(&class));
    !other && (classes().any(|class| class == "Concept") || thing.facts.iter().any(|fact| local(fact, "prefLabel")))
}

fn is_true(object: &Object) -> bool {
    matches!(object, Object::Text { text, .. } if text == "true" || text == "1")
}

fn concept<'g>(
    thing: &'g Thing,
    graph: &'g Graph,
    source: &Source<'_>,
    unused: &mut BTreeMap<&'g str, usize>,
) -> Concept<'g> {
    let mut draft = Draft::default();
    let at = thing.facts.first().map_or(0, |fact| fact.at);
    let mut broader = Vec::new();
    let mut identifier = None;
    if !thing.name.starts_with("_:") && !thing.name.starts_with(BASE) && own(&thing.name).is_none() {
        draft.record.uri = Some(thing.name.clone());
    }
    for fact in &thing.facts {
        let span = fact.at..fact.at;
        let mut words = |into: &mut Vec<Wording>, named: bool| match wording(&fact.object, graph) {
            Some(found) if !named => into.push(found),
            Some(found) => match name(&found.text) {
                Ok(text) => into.push(Wording { text, ..found }),
                Err(fault) => source.problem(span.clone(), fault.less(Severity::Warning)),
            },
            None => *unused.entry(&fact.what).or_default() += 1,
        };
        let record = &mut draft.record;
        let skos = fact.what.strip_prefix(SKOS).or_else(|| fact.what.strip_prefix(SKOSXL));
        match (skos, &fact.object) {
            (Some("prefLabel"), _) => words(&mut record.labels, true),
            (Some("altLabel"), _) => words(&mut record.aliases, true),
            (Some("hiddenLabel"), _) => words(&mut record.hidden, true),
            (Some("definition"), _) => words(&mut record.definition, false),
            (Some("scopeNote"), _) => words(&mut record.note, false),
            (Some("notation"), Object::Text { text, .. }) => record.notation.push(text.clone()),
            (Some("broader"), Object::Thing(to)) => broader.push(to.as_str()),
            (Some("exactMatch"), Object::Thing(to)) => record.exact_match.push(to.clone()),
            (Some("narrower"), Object::Thing(_)) => {}
            (Some(other), _) if STRUCTURE.contains(&other) => {}
            (None, Object::Thing(class)) if fact.what.strip_prefix(RDF) == Some("type") => {
                draft.kind = draft.kind.or_else(|| kind_of(class));
            }
            (None, Object::Text { text, .. }) if fact.what.strip_prefix(DCTERMS) == Some("identifier") => {
                identifier = Some(text.clone());
            }
            (None, Object::Text { text, .. }) if fact.what.strip_prefix(DOSSIER) == Some("not") => {
                draft.not.push(text.clone());
            }
            (None, Object::Text { text, .. }) if fact.what.strip_prefix(DOSSIER) == Some("minStrength") => {
                match strength(text.parse().ok()) {
                    Ok(number) => draft.min_strength = Some(number),
                    Err(fault) => source.problem(fact.at..fact.at, fault),
                }
            }
            _ => *unused.entry(&fact.what).or_default() += 1,
        }
    }
    Concept { thing, draft, at, broader, identifier }
}

/// The words of a literal, or of a label of SKOS-XL.
fn wording(object: &Object, graph: &Graph) -> Option<Wording> {
    match object {
        Object::Text { language, text } => {
            let text = text.trim().to_string();
            (!text.is_empty()).then(|| Wording { language: language.clone(), text })
        }
        Object::Thing(label) => graph.get(label)?.facts.iter().find_map(|fact| match &fact.object {
            Object::Text { language, text } if fact.what.strip_prefix(SKOSXL) == Some("literalForm") => {
                Some(Wording { language: language.clone(), text: text.trim().to_string() })
            }
            _ => None,
        }),
    }
}

fn kind_of(class: &str) -> Option<TopicKind> {
    let last = last(class).to_lowercase();
    CLASSES.iter().find(|(name, _)| *name == last).map(|(_, kind)| *kind)
}

/// The last part of an address.
fn last(address: &str) -> &str {
    address.trim_end_matches(['/', '#']).rsplit(['/', '#', ':']).next().unwrap_or_default()
}

/// The id in an address that dossier gave.
fn own(address: &str) -> Option<&str> {
    address.strip_prefix(DOSSIER)?.split_once(':').map(|(_, id)| id)
}

/// What a concept calls narrower has it for broader.
fn add_narrower<'g>(concepts: &mut [Concept<'g>], graph: &'g Graph) {
    let places: HashMap<&str, usize> =
        concepts.iter().enumerate().map(|(at, concept)| (concept.thing.name.as_str(), at)).collect();
    for thing in &graph.things {
        for fact in thing.facts.iter().filter(|fact| fact.what.strip_prefix(SKOS) == Some("narrower")) {
            if let Object::Thing(to) = &fact.object
                && let Some(at) = places.get(to.as_str())
            {
                concepts[*at].broader.push(&thing.name);
            }
        }
    }
}

/// Gives every concept an id that is its own, and turns addresses into ids.
fn finished(concepts: Vec<Concept<'_>>, language: &str, source: &Source<'_>) -> Vec<CuratedTopic> {
    let mut topics: Vec<CuratedTopic> = Vec::with_capacity(concepts.len());
    let mut wider: Vec<(Vec<&str>, usize)> = Vec::with_capacity(concepts.len());
    let mut ids: HashMap<&str, String> = HashMap::new();
    let mut taken: BTreeSet<(TopicKind, String)> = BTreeSet::new();
    for Concept { thing, mut draft, at, broader, identifier } in concepts {
        let asked = identifier.filter(|id| super::super::values::slug(id).is_ok());
        draft.id = asked.or_else(|| own(&thing.name).map(str::to_string)).or_else(|| telling(&thing.name));
        let Some(mut topic) = draft.finished(language) else { continue };
        let base = topic.id.clone();
        if !taken.insert((topic.kind, topic.id.clone())) {
            // Two concepts of one name: the code that tells them apart in the vocabulary does so here.
            let code = slug_or(last(&thing.name), 30, "2");
            let tries = (2..).map(|n| format!("{base}-{n}"));
            let free = std::iter::once(format!("{base}-{code}")).chain(tries);
            topic.id = free
                .into_iter()
                .find(|id| taken.insert((topic.kind, id.clone())))
                .expect("there is always another number");
        }
        ids.insert(&thing.name, topic.id.clone());
        topics.push(topic);
        wider.push((broader, at));
    }
    let mut outside = 0;
    let mut first = 0;
    for (topic, (broader, at)) in topics.iter_mut().zip(wider) {
        for to in broader {
            match ids.get(to).cloned().or_else(|| own(to).map(str::to_string)) {
                Some(id) if !topic.broader.contains(&id) && id != topic.id => topic.broader.push(id),
                Some(_) => {}
                None => {
                    first = if outside == 0 { at } else { first };
                    outside += 1;
                }
            }
        }
    }
    if outside > 0 {
        let message = format!("{outside} times a concept is called broader that the file does not hold");
        source.problem(first..first, Fault::new("topics-outside", message).less(Severity::Note));
    }
    topics
}

/// An id from an address whose last part is words rather than a code.
fn telling(address: &str) -> Option<String> {
    let last = last(address);
    let words = last.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !last.contains(|c: char| c.is_ascii_digit());
    (words && !address.starts_with("_:")).then(|| slug_or(last, 60, "topic"))
}

fn nameless(concepts: &[Concept<'_>], source: &Source<'_>) {
    let without: Vec<&Concept<'_>> = concepts.iter().filter(|c| c.draft.record.labels.is_empty()).collect();
    for concept in without.iter().take(NAMELESS) {
        let message =
            format!("the concept `{}` has no skos:prefLabel and is left out", concept.thing.name.escape_debug());
        source.problem(place(concept.at), Fault::new("missing-label", message).less(Severity::Warning));
    }
    if without.len() > NAMELESS {
        let message = format!("{} more concepts have no skos:prefLabel and are left out", without.len() - NAMELESS);
        source.problem(place(without[NAMELESS].at), Fault::new("missing-label", message).less(Severity::Warning));
    }
}

fn place(at: usize) -> Range<usize> {
    at..at
}

/// Says what of the file has no part in the site.
fn left_out(source: &Source<'_>, unused: &BTreeMap<&str, usize>, deprecated: usize) {
    if deprecated > 0 {
        let message = format!("{deprecated} concepts are marked as deprecated and left out");
        source.problem(0..0, Fault::new("topics-unused", message).less(Severity::Note));
    }
    if unused.is_empty() {
        return;
    }
    let mut named: Vec<String> = unused.iter().take(NAMED).map(|(what, n)| format!("{} ({n})", short(what))).collect();
    if unused.len() > NAMED {
        named.push(format!("and {} more", unused.len() - NAMED));
    }
    let message = format!("the vocabulary says more than is used here: {}", named.join(", "));
    source.problem(0..0, Fault::new("topics-unused", message).less(Severity::Note));
}

fn short(what: &str) -> String {
    let prefixes = [(SKOS, "skos:"), (SKOSXL, "skosxl:"), (DCTERMS, "dcterms:"), (SCHEMA, "schema:")];
    let found = prefixes.iter().find_map(|(long, short)| Some(format!("{short}{}", what.strip_prefix(long)?)));
    found.unwrap_or_else(|| what.to_string())
}
