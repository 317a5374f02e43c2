//! Topics as SKOS, in the forms that RDF is kept in.

use super::skos::{DCTERMS, DOSSIER, RDF, SCHEMA, SKOS};
use super::{TopicForm, Wording, word};
use crate::config::CuratedTopic;
use crate::model::TopicKind;
use oxrdf::{Literal, NamedNode, Term, Triple};
use std::collections::HashMap;

const XSD_DECIMAL: &str = "http://www.w3.org/2001/XMLSchema#decimal";
const PREFIXES: [(&str, &str); 4] = [("skos", SKOS), ("dcterms", DCTERMS), ("schema", SCHEMA), ("dossier", DOSSIER)];

pub(super) fn write(topics: &[CuratedTopic], form: TopicForm, title: &str) -> Vec<u8> {
    let triples = triples(topics, title);
    let written = match form {
        TopicForm::RdfXml => {
            let mut serializer = oxrdfxml::RdfXmlSerializer::new();
            for (prefix, address) in PREFIXES {
                serializer = serializer.with_prefix(prefix, address).expect("the addresses are in order");
            }
            let mut writer = serializer.for_writer(Vec::new());
            triples.iter().try_for_each(|t| writer.serialize_triple(t)).and_then(|()| writer.finish())
        }
        TopicForm::JsonLd => {
            let mut serializer = oxjsonld::JsonLdSerializer::new();
            for (prefix, address) in PREFIXES {
                serializer = serializer.with_prefix(prefix, address).expect("the addresses are in order");
            }
            let mut writer = serializer.for_writer(Vec::new());
            let quad = |t: &Triple| t.clone().in_graph(oxrdf::GraphName::DefaultGraph);
            triples.iter().try_for_each(|t| writer.serialize_quad(&quad(t))).and_then(|()| writer.finish())
        }
        TopicForm::Turtle | TopicForm::Toml | TopicForm::Csv => {
            let mut serializer = oxttl::TurtleSerializer::new();
            for (prefix, address) in PREFIXES {
                serializer = serializer.with_prefix(prefix, address).expect("the addresses are in order");
            }
            let mut writer = serializer.for_writer(Vec::new());
            triples.iter().try_for_each(|t| writer.serialize_triple(t)).and_then(|()| writer.finish())
        }
    };
    written.expect("writing to memory does not fail")
}

fn triples(topics: &[CuratedTopic], title: &str) -> Vec<Triple> {
    let node = |address: &str| NamedNode::new_unchecked(address);
    let skos = |name: &str| node(&format!("{SKOS}{name}"));
    let a = node(&format!("{RDF}type"));
    let scheme = node(&format!("{DOSSIER}topics"));
    let mut out = vec![
        Triple::new(scheme.clone(), a.clone(), skos("ConceptScheme")),
        Triple::new(scheme.clone(), node(&format!("{DCTERMS}title")), Literal::new_simple_literal(title)),
    ];
    let mut addresses: HashMap<&str, NamedNode> = HashMap::new();
    for topic in topics {
        addresses.entry(&topic.id).or_insert_with(|| address(topic));
    }
    for topic in topics {
        let subject = address(topic);
        let mut say = |what: NamedNode, object: Term| out.push(Triple::new(subject.clone(), what, object));
        say(a.clone(), skos("Concept").into());
        if let Some(class) = class(topic.kind) {
            say(a.clone(), node(&format!("{SCHEMA}{class}")).into());
        }
        say(skos("inScheme"), scheme.clone().into());
        say(node(&format!("{DCTERMS}identifier")), Literal::new_simple_literal(&topic.id).into());
        let record = &topic.record;
        let words = [
            ("prefLabel", &record.labels),
            ("altLabel", &record.aliases),
            ("hiddenLabel", &record.hidden),
            ("definition", &record.definition),
            ("scopeNote", &record.note),
        ];
        for (what, words) in words {
            for wording in words {
                say(skos(what), literal(wording).into());
            }
        }
        for code in &record.notation {
            say(skos("notation"), Literal::new_simple_literal(code).into());
        }
        for id in &topic.broader {
            let to = addresses.get(id.as_str()).cloned();
            say(skos("broader"), to.unwrap_or_else(|| made(&format!("entry:{id}"))).into());
        }
        for other in record.exact_match.iter().filter_map(|other| NamedNode::new(other).ok()) {
            say(skos("exactMatch"), other.into());
        }
        for text in &topic.not {
            say(node(&format!("{DOSSIER}not")), Literal::new_simple_literal(text).into());
        }
        if let Some(least) = topic.min_strength {
            let number = Literal::new_typed_literal(format!("{least:?}"), node(XSD_DECIMAL));
            say(node(&format!("{DOSSIER}minStrength")), number.into());
        }
    }
    out
}

/// The address of a topic: its own, else one made of its id.
fn address(topic: &CuratedTopic) -> NamedNode {
    let own = topic.record.uri.as_deref().and_then(|uri| NamedNode::new(uri).ok());
    own.unwrap_or_else(|| made(&format!("{}:{}", word(topic.kind), topic.id)))
}

fn made(name: &str) -> NamedNode {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "-:_.".contains(c) { c } else { '-' }).collect();
    NamedNode::new_unchecked(format!("{DOSSIER}{plain}"))
}

fn literal(wording: &Wording) -> Literal {
    let Wording { language, text } = wording;
    let tagged = language.as_deref().and_then(|tag| Literal::new_language_tagged_literal(text, tag).ok());
    tagged.unwrap_or_else(|| Literal::new_simple_literal(text))
}

fn class(kind: TopicKind) -> Option<&'static str> {
    match kind {
        TopicKind::Topic => None,
        TopicKind::Person => Some("Person"),
        TopicKind::Organisation => Some("Organization"),
        TopicKind::Place => Some("Place"),
        TopicKind::Event => Some("Event"),
        TopicKind::Work => Some("CreativeWork"),
    }
}
