//! Tags of HTML that were left standing in plain text.

use super::patch::Change;
use crate::model::Rule;
use smol_str::SmolStr;

const RULE: Rule = Rule("stray-tag");

/// Elements whose tags say nothing that a reader of plain text would miss.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "audio",
    "b",
    "big",
    "blockquote",
    "center",
    "cite",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "iframe",
    "ins",
    "li",
    "ol",
    "p",
    "picture",
    "q",
    "s",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "video",
];
const VOID: &[&str] = &["br", "hr", "img", "source", "wbr"];

/// What to change: pairs of tags and void tags. A tag whose partner is missing stays, for it may be what the text
/// is about.
pub(super) fn changes(text: &str) -> Vec<Change> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        at = start + 1;
        if let Some(tag) = tag(&text[start..]) {
            at = start + tag.len;
            tags.push((start, tag));
        }
    }
    let mut open: Vec<usize> = Vec::new();
    let mut gone = vec![false; tags.len()];
    for (i, (_, tag)) in tags.iter().enumerate() {
        match tag.kind {
            Kind::Void => gone[i] = true,
            Kind::Open => open.push(i),
            Kind::Close => {
                // The innermost open tag decides, so that nesting stays linear.
                if let Some(partner) = open.pop_if(|j| tags[*j].1.name == tag.name) {
                    gone[i] = true;
                    gone[partner] = true;
                }
            }
        }
    }
    let kept = tags.into_iter().zip(gone).filter(|(_, gone)| *gone);
    kept.map(|((start, tag), _)| {
        let end = start + tag.len;
        let beside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let breaks = matches!(tag.name, "br" | "hr" | "p" | "div" | "li" | "td" | "tr");
        let glue = breaks && beside(text[..start].chars().next_back()) && beside(text[end..].chars().next());
        Change { range: start..end, after: if glue { " ".into() } else { SmolStr::default() }, rule: RULE }
    })
    .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    Void,
}

struct Tag {
    kind: Kind,
    name: &'static str,
    len: usize,
}

/// The tag at the start of a text that begins with `<`.
fn tag(text: &str) -> Option<Tag> {
    let window = &text.as_bytes()[..text.len().min(400)];
    // A second `<` ends the search, so that a line of them costs no more than its length.
    let found = 1 + window.get(1..)?.iter().position(|b| matches!(b, b'<' | b'>'))?;
    let len = (window[found] == b'>').then_some(found + 1)?;
    let inner = text.get(1..len - 1)?;
    let (closing, inner) = match inner.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, inner),
    };
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let rest = &inner[end..];
    if !(rest.is_empty() || rest.starts_with([' ', '/'])) || rest.contains('<') {
        return None;
    }
    let name = inner[..end].to_ascii_lowercase();
    if let Some(name) = VOID.iter().find(|n| **n == name) {
        return (!closing).then_some(Tag { kind: Kind::Void, name, len });
    }
    let name = ELEMENTS.iter().find(|n| **n == name)?;
    Some(Tag { kind: if closing { Kind::Close } else { Kind::Open }, name, len })
}
