//! A page without a tree: tags end blocks, and nothing more. For what is deeper or more tangled than any page.

use super::place::Place;
use super::walk::Walked;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// Reads the text between the tags.
pub(super) fn walk(html: &str) -> Walked {
    let mut out = Walked { deep: true, ..Walked::default() };
    let mut unseen = false;
    let mut name: Vec<u8> = Vec::new();
    let events = |event: CallbackEvent<'_>, _: Span<()>| -> Option<std::convert::Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name: opened } => {
                name.clear();
                name.extend_from_slice(opened);
                unseen = is_unseen(opened);
                tag(&mut out, opened);
            }
            CallbackEvent::CloseStartTag { self_closing } => unseen &= !self_closing,
            CallbackEvent::EndTag { name } => {
                unseen = false;
                tag(&mut out, name);
            }
            CallbackEvent::String { value } => {
                let text = String::from_utf8_lossy(value);
                if unseen {
                    out.writer.hide(&text);
                } else {
                    out.writer.write(&text, &Place::default(), false);
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

fn is_unseen(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style" | b"iframe" | b"noframes" | b"noembed")
}

fn tag(out: &mut Walked, name: &[u8]) {
    if name == b"br" {
        out.writer.line_break();
    } else if !super::walk::is_inline(std::str::from_utf8(name).unwrap_or("")) {
        out.writer.end_block();
    }
}
