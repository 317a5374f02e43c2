//! YAML, by its events: a reference stands for nothing, so that no few lines can stand for many.

use super::node::Node;
use super::{DEPTH, Entry};
use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};

/// The outermost table; none where the text is none. The error has the line, from 0, and a reason.
pub(super) fn parse(text: &str) -> Result<Option<Vec<Entry>>, (usize, String)> {
    let mut events = Events { parser: Parser::new_from_str(text), text };
    let mut out: Vec<Entry> = Vec::new();
    loop {
        match events.next()? {
            (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
            (Event::MappingStart(..), _) => break,
            _ => return Ok(None),
        }
    }
    loop {
        let (event, line) = events.next()?;
        if event == Event::MappingEnd {
            // A grammar that breaks below the table breaks the whole.
            while !matches!(events.next()?.0, Event::StreamEnd) {}
            return Ok(Some(out));
        }
        let key = events.node(event, 1)?;
        let (event, _) = events.next()?;
        let value = events.node(event, 1)?;
        if let Node::Text(key) = key {
            out.push((key, line, value));
        }
    }
}

struct Events<'t> {
    parser: Parser<'t, StrInput<'t>>,
    text: &'t str,
}

impl<'t> Events<'t> {
    /// The next event and its line, from 0.
    fn next(&mut self) -> Result<(Event<'t>, usize), (usize, String)> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, span.start.line().saturating_sub(1))),
            Some(Err(error)) => Err((error.marker().line().saturating_sub(1), error.info().to_string())),
            None => Err((self.text.lines().count(), "it ends in the middle".into())),
        }
    }

    /// The value that begins with an event. Deeper than a record goes, it is read and forgotten.
    fn node(&mut self, event: Event<'t>, depth: usize) -> Result<Node, (usize, String)> {
        match event {
            Event::Scalar(text, ScalarStyle::Plain, _, _) if matches!(&*text, "" | "~" | "null" | "Null" | "NULL") => {
                Ok(Node::Nothing)
            }
            Event::Scalar(text, ..) => Ok(Node::Text(text.into_owned())),
            Event::SequenceStart(..) | Event::MappingStart(..) if depth >= DEPTH => {
                let mut open = 1;
                while open > 0 {
                    match self.next()?.0 {
                        Event::SequenceStart(..) | Event::MappingStart(..) => open += 1,
                        Event::SequenceEnd | Event::MappingEnd => open -= 1,
                        _ => {}
                    }
                }
                Ok(Node::Nothing)
            }
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    match self.next()?.0 {
                        Event::SequenceEnd => return Ok(Node::List(items)),
                        event => items.push(self.node(event, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(..) => {
                let mut fields = Vec::new();
                loop {
                    let key = match self.next()?.0 {
                        Event::MappingEnd => return Ok(Node::Table(fields)),
                        event => self.node(event, depth + 1)?,
                    };
                    let event = self.next()?.0;
                    let value = self.node(event, depth + 1)?;
                    if let Node::Text(key) = key {
                        fields.push((key, value));
                    }
                }
            }
            // A reference to a value elsewhere, or the end of something that is whole.
            _ => Ok(Node::Nothing),
        }
    }
}
