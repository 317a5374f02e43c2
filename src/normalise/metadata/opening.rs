//! What stands at the two ends of the opening line: `Harbour Ledger – Opinion: …` before it, a name after it.

use super::super::marks::{Marks, Part, Verdict, View};
use super::super::page::Page;
use super::super::zones::Zones;
use super::{byline, stated, title::Title};
use crate::lang::{LANGUAGES, sections};
use crate::model::{Field, Known, Metadata, Role};
use crate::text;
use std::collections::HashSet;
use std::sync::LazyLock;

static GENRES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lines = LANGUAGES.iter().flat_map(|l| sections(l.phrases));
    lines.filter(|(section, _)| *section == "genre").map(|(_, word)| text::fold(word)).collect()
});

/// `Outlet – Genre:` at the start of a line.
struct Prefix<'p> {
    outlet: &'p str,
    genre: &'p str,
    /// One past the colon.
    end: usize,
}

/// Reads the opening line, and splits it where it holds more than text.
pub(super) fn read(view: &View<'_, '_>, marks: &mut Marks, title: Option<&Title>, zones: &Zones, out: &mut Metadata) {
    let page = view.page;
    let from = title.map_or(0, |t| t.line + 1);
    let Some(i) = (from..zones.end).find(|i| !marks.is_out(*i) && page.lines[*i].words >= 7) else { return };
    if page.lines[i].segment.spans.len() != 1 || i > zones.start {
        return;
    }
    let line = page.lines[i].text();
    let mut parts = Vec::new();
    let mut start = 0;
    if let Some(prefix) = prefix(line).filter(|p| is_outlet(page, i, p.outlet)) {
        let genre = line.find(prefix.genre).unwrap_or(0);
        if out.source == Known::Unknown {
            out.source = stated(page, i, 0..prefix.outlet.len(), prefix.outlet.to_string());
        }
        out.genre.get_or_insert_with(|| prefix.genre.to_string());
        parts.push(Part { range: 0..prefix.outlet.len(), verdict: Verdict::Record(Field::Source) });
        parts.push(Part { range: genre..prefix.end, verdict: Verdict::Record(Field::Section) });
        start = prefix.end + (line[prefix.end..].len() - line[prefix.end..].trim_start().len());
    }
    let mut end = line.len();
    let mut tail = None;
    if let Some((name, note)) = byline::at_end(line)
        && out.authors == Known::Unknown
        && name.start > start
    {
        out.authors = stated(page, i, name.clone(), vec![line[name.clone()].to_string()]);
        out.author_note = Some(line[note..].trim().to_string());
        tail = Some(Part { range: name.start..line.len(), verdict: Verdict::Record(Field::Byline) });
        end = line[..name.start].trim_end().len();
    }
    if (parts.is_empty() && tail.is_none()) || end <= start {
        return;
    }
    let body = Verdict::Body(Some(Role::Standfirst));
    parts.push(Part { range: start..end, verdict: body.clone() });
    parts.extend(tail);
    marks.split(i, body, parts);
}

fn prefix(line: &str) -> Option<Prefix<'_>> {
    let colon = line.char_indices().take(90).find(|(_, c)| *c == ':').map(|(at, _)| at)?;
    let head = &line[..colon];
    let (at, dash) = head.char_indices().rfind(|(_, c)| matches!(c, '-' | '–' | '—' | '|' | '/'))?;
    let (outlet, genre) = (head[..at].trim(), head[at + dash.len_utf8()..].trim());
    let words = outlet.split_whitespace().count();
    let named = (1..=6).contains(&words) && outlet.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    (named && GENRES.contains(&text::fold(genre))).then_some(Prefix { outlet, genre, end: colon + 1 })
}

/// Whether other lines open with the same name and a genre, or the name has several words: `Review - Opinion:` alone
/// may be two labels.
fn is_outlet(page: &Page<'_>, i: usize, outlet: &str) -> bool {
    let same = |l: &&super::super::page::Line<'_>| {
        l.text().starts_with(outlet) && prefix(l.text()).is_some_and(|p| p.outlet == outlet)
    };
    let others = page.lines.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, l)| l).filter(same).count();
    others > 0 || outlet.split_whitespace().count() >= 2
}
