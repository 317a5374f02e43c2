//! What a page links to and which places it has.

use super::address::{Target, target};
use super::{Finding, Names, Read, Use, hash, shown};
use crate::model::SitePath;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::collections::HashSet;
use std::convert::Infallible;

/// Reads a page into `read`.
pub(super) fn read(bytes: &[u8], path: &SitePath, names: &Names<'_>, read: &mut Read) {
    let mut page = Page {
        path,
        names,
        read,
        bytes,
        places: HashSet::new(),
        leads_to: HashSet::new(),
        title: String::new(),
        counted: (0, 1),
    };
    let (mut name, mut attributes) = (String::new(), Vec::<(String, String)>::new());
    let (mut in_title, mut drawings) = (false, 0_u32);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name: tag } => {
                name = text(tag);
                attributes.clear();
            }
            CallbackEvent::AttributeName { name } => attributes.push((text(name), String::new())),
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, last)) = attributes.last_mut() {
                    *last = text(value);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                // A drawing has a title of its own.
                in_title = name == "title" && drawings == 0;
                drawings += u32::from(name == "svg" && !self_closing);
                page.element(&name, &attributes, span.start);
            }
            CallbackEvent::EndTag { name } => {
                in_title = false;
                drawings = drawings.saturating_sub(u32::from(name == b"svg"));
            }
            CallbackEvent::String { value } if in_title => page.title.push_str(&text(value)),
            CallbackEvent::String { .. }
            | CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
        None
    });
    let mut emitter = emitter;
    // Text in titles, styles and scripts holds no tags.
    emitter.naively_switch_states(true);
    // The tokens go to the closure above; none comes out here.
    Tokenizer::new_with_emitter(bytes, emitter).for_each(drop);
    page.finish();
}

struct Page<'a> {
    path: &'a SitePath,
    names: &'a Names<'a>,
    read: &'a mut Read,
    bytes: &'a [u8],
    places: HashSet<u64>,
    leads_to: HashSet<(usize, u64)>,
    title: String,
    /// An offset and its line.
    counted: (usize, u32),
}

impl Page<'_> {
    /// The line of an offset. Offsets come in order, so that the whole page is counted once.
    fn line(&mut self, at: usize) -> u32 {
        let (counted, line) = self.counted;
        let at = at.min(self.bytes.len());
        if at > counted {
            let more = self.bytes[counted..at].iter().filter(|b| **b == b'\n').count() as u32;
            self.counted = (at, line + more);
        }
        self.counted.1
    }

    fn finding(&mut self, at: usize, code: &'static str, message: String) {
        let line = self.line(at);
        self.read.findings.push(Finding { line, code, message });
    }

    fn element(&mut self, name: &str, attributes: &[(String, String)], at: usize) {
        let value = |key: &str| attributes.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
        if let Some(id) = value("id")
            && !self.places.insert(hash(id))
        {
            self.finding(at, "duplicate-id", format!("the id `{}` stands twice on the page", shown(id)));
        }
        if let Some(place) = value("name").filter(|_| name == "a") {
            self.places.insert(hash(place));
        }
        // What the script of the search loads.
        self.follow_some(value("data-index"), Use::Asset, at);
        match name {
            "base" => {
                let message = "a base address keeps the page from working elsewhere".to_string();
                self.finding(at, "base-address", message);
            }
            "meta" if value("http-equiv").is_some_and(|v| v.eq_ignore_ascii_case("refresh")) => {
                let content = value("content").unwrap_or_default();
                if let Some((_, address)) = content.split_once('=') {
                    self.follow(address.trim_matches(['"', '\'', ' ']), Use::Link, at);
                }
            }
            "link" => {
                let rel = value("rel").unwrap_or_default().to_ascii_lowercase();
                let loads = |word: &str| {
                    matches!(
                        word,
                        "stylesheet" | "icon" | "preload" | "modulepreload" | "manifest" | "apple-touch-icon"
                    )
                };
                let used = if rel.split_ascii_whitespace().any(loads) { Use::Asset } else { Use::Link };
                self.follow_some(value("href"), used, at);
            }
            "a" | "area" => self.follow_some(value("href"), Use::Link, at),
            "form" => self.follow_some(value("action"), Use::Link, at),
            "use" | "image" => self.follow_some(value("href").or_else(|| value("xlink:href")), Use::Asset, at),
            "object" => self.follow_some(value("data"), Use::Asset, at),
            "script" | "img" | "iframe" | "frame" | "embed" | "audio" | "video" | "source" | "track" | "input" => {
                self.follow_some(value("src"), Use::Asset, at);
                self.follow_some(value("poster"), Use::Asset, at);
                for candidate in value("srcset").into_iter().flat_map(|set| set.split(", ")) {
                    self.follow_some(candidate.split_ascii_whitespace().next(), Use::Asset, at);
                }
            }
            _ => {}
        }
    }

    fn follow_some(&mut self, address: Option<&str>, used: Use, at: usize) {
        if let Some(address) = address {
            self.follow(address, used, at);
        }
    }

    fn follow(&mut self, address: &str, used: Use, at: usize) {
        match target(address, used, self.path, self.names) {
            Target::Elsewhere => {}
            Target::Wrong(code, message) => self.finding(at, code, message),
            Target::File(file, fragment) => {
                self.read.links += 1;
                // The top of a page is always there.
                let place = fragment.filter(|place| !place.is_empty() && !place.eq_ignore_ascii_case("top"));
                if let Some(place) = place
                    && self.leads_to.insert((file, hash(&place)))
                {
                    let line = self.line(at);
                    self.read.leads_to.push((file, place, line));
                }
            }
        }
    }

    fn finish(self) {
        if self.title.trim().is_empty() {
            let message = "the page has no title".to_string();
            self.read.findings.push(Finding { line: 0, code: "title-missing", message });
        }
        self.read.places = self.places.into_iter().collect();
        self.read.places.sort_unstable();
    }
}
