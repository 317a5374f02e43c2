//! The title: the line above the text that looks and is repeated as one does.

use super::super::marks::{Marks, Verdict, View};
use super::super::page::{Ending, Page};
use super::super::survey::line_key;
use super::{byline, date, source::Site};
use crate::model::BlockKind;

/// A title and the line it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::normalise) struct Title {
    pub(in crate::normalise) line: usize,
    /// How much of the line it is, in bytes of the repaired text: all but the name of the site.
    pub(in crate::normalise) len: usize,
}

/// Finds the title above the first line of running text, if one is printed.
pub(in crate::normalise) fn find(view: &View<'_, '_>, marks: &Marks, site: &Site, start: usize) -> Option<Title> {
    let page = view.page;
    if let Some(line) = page.lines.iter().position(|l| matches!(l.segment.kind, Some(BlockKind::Heading(_))))
        && line <= start
    {
        return Some(Title { line, len: page.lines[line].text().len() });
    }
    let last = (start + 2).min(page.lines.len());
    let mut best: Option<(i32, Title)> = None;
    let mut seen = 0;
    let echoes = Echoes::new(page, site, start);
    for i in 0..last {
        if i > start && best.is_some() {
            break;
        }
        let Some((score, len)) = score(view, marks, site, &echoes, (i, start)) else { continue };
        // Earlier lines win ties; a page's head may be long.
        let score = score + if seen == 0 { 1 } else { 0 };
        seen += 1;
        if score > 0 && best.as_ref().is_none_or(|(b, _)| score > *b) {
            best = Some((score, Title { line: i, len }));
        }
    }
    best.map(|(_, title)| title)
}

fn score(
    view: &View<'_, '_>,
    marks: &Marks,
    site: &Site,
    echoes: &Echoes,
    (i, start): (usize, usize),
) -> Option<(i32, usize)> {
    let page = view.page;
    let line = &page.lines[i];
    let text = line.text();
    // What names or shows something in a list is no title, but words that a menu has may be one.
    let furniture = matches!(marks.get(i), Some(Verdict::Aside { .. } | Verdict::Record(_) | Verdict::Beside { .. }));
    if furniture || Some(i) == site.line || line.letters < 4 || line.words > 40 {
        return None;
    }
    let cut = site.suffix_of(text).filter(|cut| *cut > 0);
    let len = cut.map_or(text.len(), |cut| text[..cut].trim_end().len());
    let words = text[..len].split_whitespace().count() as i32;
    let words = if line.foreign * 2 > line.letters { words.max(line.words as i32 / 2) } else { words };
    if !(2..=32).contains(&words) || date::find(text).is_some_and(|d| d.share > 0.5) || byline::is_byline(text) {
        return None;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count() as u32;
    let pictured = page.says(i, "credit") || page.says(i, "caption");
    if pictured || digits * 2 > line.letters {
        return None;
    }
    if text.starts_with(['©', '(']) || text.contains("://") || text.contains('@') && words < 6 {
        return None;
    }
    let mut score = match words {
        2 => -2,
        3 => 1,
        4..=18 => 4,
        19..=24 => 1,
        _ => -2,
    };
    if line.ending == Ending::Sentence && text.ends_with(['.', '。']) && !text.ends_with("...") {
        score -= if words > 12 { 7 } else { 4 };
    }
    if line.ending == Ending::Colon {
        score -= 3;
    }
    if text.contains('»') && text.contains(" » ") || text.contains(" > ") || text.matches('|').count() > 1 {
        score -= 3;
    }
    let echoes = echoes.of(i);
    score += 4 * echoes.min(1) + echoes.min(2);
    // The line that stands above the byline, the date or the text.
    let next = (i + 1..(i + 4).min(page.lines.len()))
        .find(|j| marks.is_free(*j) || matches!(marks.get(*j), Some(Verdict::Record(_))));
    if let Some(next) = next {
        let below = page.lines[next].text();
        if byline::is_byline(below) || date::find(below).is_some_and(|d| d.share > 0.3) {
            score += 3;
        } else if page.lines[next].is_prose() && next <= start + 1 {
            score += 1;
        }
    }
    // A title that is only words of the site's own is its name or motto.
    if cut.is_some() && echoes == 0 {
        score -= 1;
    }
    if i > start {
        score -= 3;
    }
    Some((score, len))
}

/// How often each line near the head stands there, with or without the name of the site.
struct Echoes {
    keys: Vec<u64>,
    /// The keys of what lines say, and of what they say after the name of a site or section.
    sorted: Vec<u64>,
}

impl Echoes {
    fn new(page: &Page<'_>, site: &Site, start: usize) -> Echoes {
        let near = page.lines.iter().take(start.saturating_add(8));
        let keys: Vec<u64> = near
            .map(|line| match site.suffix_of(line.text()) {
                Some(cut) => line_key(line.text()[..cut].trim()),
                None => line.key,
            })
            .collect();
        let mut sorted = keys.clone();
        let near = page.lines.iter().take(start.saturating_add(8));
        sorted.extend(near.filter_map(|line| after_name(line.text())).map(line_key));
        sorted.sort_unstable();
        Echoes { keys, sorted }
    }

    /// How many other lines say the same.
    fn of(&self, line: usize) -> i32 {
        let key = self.keys[line];
        let first = self.sorted.partition_point(|k| *k < key);
        self.sorted[first..].iter().take(8).take_while(|k| **k == key).count() as i32 - 1
    }
}

/// What follows the last mark between a name and a title: `Harbour Ledger | Sports | A title`, `Ledger: A title`.
fn after_name(line: &str) -> Option<&str> {
    if line.len() > 300 {
        return None;
    }
    let at = [" | ", ": ", " - ", " – ", " :: ", " » ", " > "];
    let end = at.iter().filter_map(|mark| line.rfind(mark).map(|i| i + mark.len())).max()?;
    let rest = line[end..].trim();
    rest.split(' ').nth(2).is_some().then_some(rest)
}

/// Lines that say the title once more.
pub(in crate::normalise) fn repeats(page: &Page<'_>, site: &Site, title: &Title) -> Vec<usize> {
    let key = line_key(&page.lines[title.line].text()[..title.len]);
    let mut out = Vec::new();
    for (i, line) in page.lines.iter().enumerate() {
        if i == title.line || line.words > 48 {
            continue;
        }
        let text = line.text();
        let whole = line.key == key;
        let cut = || {
            let at = site.suffix_of(text).or_else(|| text.rfind(" - ").or(text.rfind(" | ")))?;
            let before = text[..at].trim();
            (at > 0 && before.len().abs_diff(title.len) <= 12).then(|| line_key(before) == key)
        };
        let after = || after_name(text).is_some_and(|t| t.len().abs_diff(title.len) <= 12 && line_key(t) == key);
        if whole || cut() == Some(true) || after() {
            out.push(i);
        }
    }
    out
}
