//! A page without a tree: tags end blocks, and nothing more. For what is deeper or more tangled than any page.

use super::place::Place;
use super::walk::Walked;
use super::writer::Apart;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// Reads the text between the tags.
pub(super) fn walk(html: &str) -> Walked {
    let mut out = Walked { deep: true, ..Walked::default() };
    let mut hidden = None;
    let mut name: Vec<u8> = Vec::new();
    let events = |event: CallbackEvent<'_>, _: Span<()>| -> Option<std::convert::Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name: opened } => {
                name.clear();
                name.extend_from_slice(opened);
                hidden = std::str::from_utf8(opened).ok().and_then(apart);
                tag(&mut out, opened);
            }
            CallbackEvent::CloseStartTag { self_closing } => hidden = hidden.filter(|_| !self_closing),
            CallbackEvent::EndTag { name } => {
                hidden = None;
                tag(&mut out, name);
            }
            CallbackEvent::String { value } => {
                let text = String::from_utf8_lossy(value);
                match hidden {
                    Some(apart) => out.writer.hide(&text, apart),
                    None => _ = out.writer.write(&text, &Place::default(), false),
                }
            }
            _ => {}
        }
        None
    };
    let mut emitter = CallbackEmitter::new(events);
    emitter.naively_switch_states(true);
    let _ = Tokenizer::new_with_emitter(html, emitter).finish();
    out
}

/// Elements whose text is none of the page's. What may hold others has no end that a tag tells here.
fn apart(name: &str) -> Option<Apart> {
    super::walk::apart(name).filter(|_| !matches!(name, "svg" | "object" | "canvas" | "math-data"))
}

fn tag(out: &mut Walked, name: &[u8]) {
    if name == b"br" {
        out.writer.line_break();
    } else if !super::walk::is_inline(std::str::from_utf8(name).unwrap_or("")) {
        out.writer.end_block();
    }
}
