//! What the search loads: parts of its index, as scripts, since a page that is read from disk may load nothing else.

use super::{Badge, Desk, after, search};
use crate::model::*;
use crate::render::{body, html};
use crate::text;
use serde_json::{Value, json};
use std::fmt::Write;
use std::ops::Range;

/// Characters of a label. A longer one is cut: the entry leads to the whole.
const LABEL: usize = 200;

/// A part of the index: a call with JSON.
pub(crate) fn script(desk: &Desk<'_>, part: &LookupPart) -> Vec<u8> {
    let lookup = &desk.site.lookup;
    let mut out = String::from("dossier(");
    match part {
        LookupPart::Contents => out.push_str(&html::json(&contents(desk))),
        LookupPart::Names(range) => out.push_str(&html::json(&entries(desk, &lookup.names[at(range)]))),
        LookupPart::Articles(range) => out.push_str(&html::json(&entries(desk, &lookup.articles[at(range)]))),
        LookupPart::Words(range) => words(&mut out, &lookup.words, at(range)),
        LookupPart::Text(range) => texts(&mut out, desk, range),
    }
    out.push_str(");\n");
    out.into_bytes()
}

fn at(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// What the files of words are called, and for each file of texts the article it begins with; with the number of its
/// first piece where the file before holds others.
fn contents(desk: &Desk<'_>) -> Value {
    let name = |page: &PageId| {
        let path = desk.site.pages[*page].path.as_str();
        path.strip_prefix("search/").and_then(|name| name.strip_suffix(".js")).unwrap_or(path)
    };
    let names: Vec<&str> = desk.landmarks.lookup_words.iter().map(name).collect();
    let pieces = &desk.site.lookup.pieces;
    let starts: Vec<Value> = desk
        .landmarks
        .lookup_texts
        .iter()
        .map(|range| match (pieces[range.start as usize].article, first(pieces, range.start)) {
            (article, 0) => json!(article),
            (article, first) => json!([article, first]),
        })
        .collect();
    json!([names, starts])
}

/// Which piece of its article a piece is.
fn first(pieces: &[Piece], at: u32) -> u32 {
    let article = pieces[at as usize].article;
    at - pieces[..at as usize].partition_point(|piece| piece.article < article) as u32
}

/// Each word and its lists, one after another.
fn words(out: &mut String, words: &LookupWords, range: Range<usize>) {
    out.push('[');
    for word in range.map(|at| words.get(at)) {
        for text in [word.word, word.lists] {
            html::json_string(out, text);
            out.push(',');
        }
    }
    out.pop();
    out.push(']');
}

/// For each article what is shown of it and its pieces: the text, and what it is called and where it stands; a paragraph
/// is called by its number. Behind them the badges.
fn texts(out: &mut String, desk: &Desk<'_>, range: &Range<u32>) {
    let pieces = &desk.site.lookup.pieces;
    let mut badges: Vec<Badge> = Vec::new();
    out.push_str("[[");
    let mut at = range.start;
    for own in pieces[self::at(range)].chunk_by(|a, b| a.article == b.article) {
        let number = own[0].article as usize;
        let id = desk.library.order[desk.library.order.len() - 1 - number];
        let title = desk.title(id);
        let page = desk.site.articles[id].page;
        let head = json!([
            number,
            first(pieces, at),
            title.text,
            desk.site.pages[page].path.as_str(),
            number_of(&mut badges, desk.badge_of(id)),
            desk.when(id).text,
            quotation(title.untitled, title.marked),
            title.lang,
            title.dir,
        ]);
        let head = html::json(&head);
        out.push_str(head.trim_end_matches(']'));
        out.push_str(",[");
        for piece in own {
            self::piece(out, desk.article(id), piece);
            out.push(',');
        }
        out.pop();
        out.push_str("]],");
        at += own.len() as u32;
    }
    out.pop();
    let _ = write!(out, "],{}]", html::json(&rows_of(&badges)));
}

fn piece(out: &mut String, article: &Article, piece: &Piece) {
    let span = piece.span.range();
    out.push('[');
    let place = piece.place as usize;
    match (article.blocks.get(place), article.beside.get(place.wrapping_sub(article.blocks.len()))) {
        (Some(block), _) => {
            html::json_string(out, block.text.get(span).unwrap_or_default());
            match &block.label {
                Label::Passage(number, _) => {
                    let _ = write!(out, ",{number}");
                }
                label => {
                    let _ = write!(out, ",\"{}\",\"{}\"", after::place(label), label.anchor());
                }
            }
        }
        (None, Some(beside)) => {
            html::json_string(out, beside.text.get(span).unwrap_or_default());
            // What belongs to a picture has no place of its own, and stands behind the block before it.
            let before =
                article.blocks.get((beside.after as usize).saturating_sub(1)).map(|block| block.label.anchor());
            let anchor = before.filter(|_| body::is_inline(beside)).unwrap_or_else(|| "beside".into());
            let _ = write!(out, ",\"{}\",\"{anchor}\"", body::role(beside.role));
        }
        (None, None) => out.push_str("\"\",0"),
    }
    out.push(']');
}

/// 1 for first words in quotation marks, 2 for those that bring their own.
fn quotation(untitled: bool, marked: bool) -> u8 {
    u8::from(untitled) + u8::from(untitled && !marked)
}

/// The number of a badge among those of a part.
fn number_of(badges: &mut Vec<Badge>, badge: Badge) -> usize {
    badges.iter().position(|known| known.href == badge.href).unwrap_or_else(|| {
        badges.push(badge);
        badges.len() - 1
    })
}

/// What is shown of badges: class, monogram, name, address.
fn rows_of(badges: &[Badge]) -> Value {
    badges.iter().map(|b| json!([b.class, b.monogram, b.name, b.href.trim_start_matches("../")])).collect()
}

/// The badges of the part, and for each entry what the A–Z shows of it and the number of its badge.
fn entries(desk: &Desk<'_>, places: &[u32]) -> Value {
    let mut badges: Vec<Badge> = Vec::new();
    let rows: Vec<Value> = places
        .iter()
        .map(|place| {
            let entry = search::entry(desk, &desk.site.index[*place as usize]);
            let badge = entry.badge.map(|badge| number_of(&mut badges, badge));
            let (label, cut) = text::clip(&entry.label, LABEL);
            let label = if cut && !entry.untitled { format!("{label}…") } else { label.to_string() };
            let untitled = quotation(entry.untitled, entry.marked);
            json!([label, path(desk, *place), entry.kind, badge, entry.voice, untitled, entry.lang, entry.dir])
        })
        .collect();
    json!([rows_of(&badges), rows])
}

/// Where an entry stands, as seen from the root, where the page of the search is.
fn path<'a>(desk: &Desk<'a>, place: u32) -> &'a str {
    desk.site.pages[desk.site.index[place as usize].page].path.as_str()
}
