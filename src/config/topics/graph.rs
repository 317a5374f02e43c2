//! RDF as facts about things, with the place of each in the file.

use super::super::reader::{Fault, Source};
use super::TopicForm;
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, Read};

/// What relative addresses of a file are below; such a one names nothing outside it.
pub(super) const BASE: &str = "file:///vocabulary";
/// Problems of grammar that are told at most.
const PROBLEMS: usize = 10;
/// How deep JSON may be nested: JSON-LD needs a handful of levels.
const DEEPEST: usize = 64;
/// What the entities of a document type may grow the text by, in bytes.
const GROWTH: usize = 64 << 20;

/// One thing and what is said of it, in the order of the file.
pub(super) struct Thing {
    /// Its address; `_:` and a name where it has none.
    pub(super) name: String,
    pub(super) facts: Vec<Fact>,
}

pub(super) struct Fact {
    pub(super) what: String,
    pub(super) object: Object,
    /// Up to where the file had been read when it was told.
    pub(super) at: usize,
}

pub(super) enum Object {
    Thing(String),
    Text { language: Option<String>, text: String },
}

/// Everything that a file says, things in the order in which they are first spoken of.
#[derive(Default)]
pub(super) struct Graph {
    pub(super) things: Vec<Thing>,
    index: HashMap<String, usize>,
}

impl Graph {
    pub(super) fn get(&self, name: &str) -> Option<&Thing> {
        self.index.get(name).map(|at| &self.things[*at])
    }

    fn add(&mut self, subject: String, what: String, object: Object, at: usize) {
        let next = self.things.len();
        let at_thing = *self.index.entry(subject).or_insert_with_key(|name| {
            self.things.push(Thing { name: name.clone(), facts: Vec::new() });
            next
        });
        self.things[at_thing].facts.push(Fact { what, object, at });
    }
}

/// Gives a text line by line and counts what it gave, so that the place of a statement is known to the line.
struct Lines<'a> {
    rest: &'a [u8],
    given: &'a Cell<usize>,
}

impl Read for Lines<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let line = self.rest.iter().position(|b| *b == b'\n').map_or(self.rest.len(), |at| at + 1);
        let n = line.min(into.len());
        into[..n].copy_from_slice(&self.rest[..n]);
        self.rest = &self.rest[n..];
        self.given.set(self.given.get() + n);
        Ok(n)
    }
}

/// Reads a file; what is no RDF is a problem of `source`.
pub(super) fn read(text: &str, form: TopicForm, source: &Source<'_>) -> Graph {
    let given = Cell::new(0);
    let lines = Lines { rest: text.as_bytes(), given: &given };
    let mut graph = Graph::default();
    let mut problems = 0;
    // The last line given is that of the statement.
    let here = || given.get().saturating_sub(1);
    let mut fault = |span: std::ops::Range<usize>, message: String| {
        let first = message.lines().next().unwrap_or_default().to_string();
        source.problem(span, Fault::new("rdf", format!("this is not {}: {first}", called(form))));
        problems += 1;
        problems < PROBLEMS
    };
    match form {
        TopicForm::RdfXml => {
            if let Err((at, message)) = entities(text) {
                fault(at..at, message);
                return graph;
            }
            let parser = oxrdfxml::RdfXmlParser::new().with_base_iri(BASE).expect("the base is an address");
            for triple in parser.for_reader(lines) {
                match triple {
                    Ok(triple) => add(&mut graph, triple, here()),
                    Err(error) => {
                        fault(here()..here(), error.to_string());
                        break;
                    }
                }
            }
        }
        TopicForm::JsonLd => {
            if let Err((at, message)) = nesting(text) {
                fault(at..at, message);
                return graph;
            }
            let parser = oxjsonld::JsonLdParser::new().with_base_iri(BASE).expect("the base is an address");
            for quad in parser.for_reader(lines) {
                match quad {
                    Ok(quad) => add(&mut graph, quad.into(), here()),
                    Err(oxjsonld::JsonLdParseError::Syntax(error)) => {
                        let at = error.location().map_or(here(), |place| place.start.offset as usize);
                        let message = error.to_string();
                        if message.contains("remote") || message.contains("context") && message.contains("load") {
                            let away = "its @context stands at another address, and dossier asks nothing of others";
                            fault(at..at, format!("{away}; put the context into the file"));
                        } else {
                            fault(at..at, message);
                        }
                        break;
                    }
                    Err(error) => {
                        fault(here()..here(), error.to_string());
                        break;
                    }
                }
            }
        }
        TopicForm::Turtle | TopicForm::Toml | TopicForm::Csv => {
            let parser = oxttl::TurtleParser::new().with_base_iri(BASE).expect("the base is an address");
            for triple in parser.for_reader(lines) {
                match triple {
                    Ok(triple) => add(&mut graph, triple, here()),
                    Err(oxttl::TurtleParseError::Syntax(error)) => {
                        let place = error.location();
                        let span = place.start.offset as usize..place.end.offset as usize;
                        if !fault(span, error.message().to_string()) {
                            break;
                        }
                    }
                    Err(error) => {
                        fault(here()..here(), error.to_string());
                        break;
                    }
                }
            }
        }
    }
    graph
}

fn called(form: TopicForm) -> &'static str {
    match form {
        TopicForm::RdfXml => "RDF/XML",
        TopicForm::JsonLd => "JSON-LD",
        TopicForm::Turtle | TopicForm::Toml | TopicForm::Csv => "Turtle",
    }
}

fn add(graph: &mut Graph, triple: oxrdf::Triple, at: usize) {
    let subject = match triple.subject {
        oxrdf::NamedOrBlankNode::NamedNode(node) => node.into_string(),
        oxrdf::NamedOrBlankNode::BlankNode(node) => node.to_string(),
    };
    let object = match triple.object {
        oxrdf::Term::NamedNode(node) => Object::Thing(node.into_string()),
        oxrdf::Term::BlankNode(node) => Object::Thing(node.to_string()),
        oxrdf::Term::Literal(literal) => {
            Object::Text { language: literal.language().map(str::to_string), text: literal.value().to_string() }
        }
    };
    graph.add(subject, triple.predicate.into_string(), object, at);
}

/// Entities that would grow a small file into a huge text.
fn entities(text: &str) -> Result<(), (usize, String)> {
    let mut longest = 0;
    for (at, _) in text.match_indices("<!ENTITY") {
        let declared = &text[at..at + text[at..].find('>').unwrap_or(text.len() - at)];
        let value = declared.split('"').nth(1).unwrap_or_default();
        if value.contains('&') {
            return Err((at, "it has an entity that is made of others".into()));
        }
        longest = longest.max(value.len());
    }
    let used = if longest > 0 { text.bytes().filter(|b| *b == b'&').count() } else { 0 };
    if longest.saturating_mul(used) > GROWTH {
        return Err((0, "its entities make it too large".into()));
    }
    Ok(())
}

/// JSON nested deeper than any vocabulary is.
fn nesting(text: &str) -> Result<(), (usize, String)> {
    let mut depth = 0usize;
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err((at, format!("it is nested deeper than {DEEPEST} levels")));
        }
    }
    Ok(())
}
