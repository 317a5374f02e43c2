//! What the search of a large collection loads: parts of its index, as scripts, since a page that is read from disk
//! may load nothing else.

use super::{Badge, Desk, search};
use crate::model::*;
use crate::render::html;
use crate::text;
use serde_json::{Value, json};

/// Characters of a label. A longer one is cut: the entry leads to the whole.
const LABEL: usize = 200;

/// A part of the index: a call with JSON.
pub(crate) fn script(desk: &Desk<'_>, part: &LookupPart) -> Vec<u8> {
    let lookup = &desk.site.lookup;
    let data = match part {
        LookupPart::Names(range) => entries(desk, &lookup.names[at(range)]),
        LookupPart::Articles(range) => entries(desk, &lookup.articles[at(range)]),
        LookupPart::Words(range) => lookup.words[at(range)].iter().map(word).collect(),
    };
    format!("dossier({});\n", html::json(&data)).into_bytes()
}

fn at(range: &std::ops::Range<u32>) -> std::ops::Range<usize> {
    range.start as usize..range.end as usize
}

/// `["word", names, articles]`, the lists as steps from one number to the next; the word alone where it has none.
fn word(word: &LookupWord) -> Value {
    if word.names.is_empty() && word.articles.is_empty() {
        return json!([word.word]);
    }
    let steps = |list: &[u32]| -> Vec<u32> {
        let mut before = 0;
        list.iter().map(|n| n - std::mem::replace(&mut before, *n)).collect()
    };
    json!([word.word, steps(&word.names), steps(&word.articles)])
}

/// The badges of the part, and for each entry what the A–Z shows of it and the number of its badge.
fn entries(desk: &Desk<'_>, places: &[u32]) -> Value {
    let mut badges: Vec<Badge> = Vec::new();
    let rows: Vec<Value> = places
        .iter()
        .map(|place| {
            let entry = search::entry(desk, &desk.site.index[*place as usize]);
            let badge = entry.badge.map(|badge| {
                badges.iter().position(|known| known.href == badge.href).unwrap_or_else(|| {
                    badges.push(badge);
                    badges.len() - 1
                })
            });
            let (label, cut) = text::clip(&entry.label, LABEL);
            let label = if cut && !entry.untitled { format!("{label}…") } else { label.to_string() };
            // 1 for first words in quotation marks, 2 for those that bring their own.
            let untitled = u8::from(entry.untitled) + u8::from(entry.untitled && !entry.marked);
            json!([label, path(desk, *place), entry.kind, badge, entry.voice, untitled, entry.lang, entry.dir])
        })
        .collect();
    let badges: Vec<Value> = badges.iter().map(|b| json!([b.class, b.monogram, b.name])).collect();
    json!([badges, rows])
}

/// Where an entry stands, as seen from the root, where the page of the search is.
fn path<'a>(desk: &Desk<'a>, place: u32) -> &'a str {
    desk.site.pages[desk.site.index[place as usize].page].path.as_str()
}
