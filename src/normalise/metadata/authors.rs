//! Which line of a page names the author: the points of each candidate, and when none is good enough.
//!
//! Strongest is a by-word in a line of the head; next a name beside a date; then a line that is only a name, where a
//! person's name would stand; last the notes on the author right after the text. A name that the title or the
//! first paragraphs speak of is somebody the article is about.

use super::super::marks::{Marks, Verdict, View};
use super::super::page::{Line, Page};
use super::super::zones::{self, Zones};
use super::source::Site;
use super::title::Title;
use super::{byline, date};
use crate::lang::bylines;
use crate::model::Field;
use crate::text;
use aho_corasick::AhoCorasick;
use byline::Found;
use std::collections::BTreeMap;

/// An author and the line that says so.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) line: usize,
    pub(super) found: Found,
    /// Whether the line is a byline rather than one that mentions the author.
    pub(super) whole: bool,
    points: i32,
    /// Points for the name alone, and the most that count, where it counts whether other lines name it again.
    name: Option<(i32, i32)>,
}

/// Fewest points: below, nothing is said. Set by hand, not fitted: see `docs/metadata.md`.
const ENOUGH: i32 = 4;

/// The author of the article, and other lines of the head that are bylines.
pub(super) fn choose(
    view: &View<'_, '_>,
    marks: &Marks,
    site: &Site,
    title: Option<&Title>,
    zones: &Zones,
) -> (Option<Candidate>, Vec<Candidate>) {
    let page = view.page;
    let prose = page.lines[zones.start..zones.end].iter().filter(|l| l.is_prose());
    let lead = prose.take(3).map(|l| text::clip(l.text(), 1000).0).collect();
    let reader = Reader { page, marks, site, title, zones, lead };
    let mut found: Vec<Candidate> = Vec::new();
    for i in 0..(zones.start + 6).min(page.lines.len()) {
        found.extend(reader.head(i));
    }
    let mut stopped = false;
    for i in zones.end.saturating_sub(2).max(zones.start + 1)..(zones.end + 16).min(page.lines.len()) {
        stopped |= i >= zones.end && zones::is_stop(page, marks, i);
        if !stopped {
            found.extend(reader.tail(i));
        }
    }
    again(page, zones, &mut found);
    let best = found.iter().fold(None, |best: Option<&Candidate>, c| match best {
        Some(b) if b.points >= c.points => Some(b),
        _ => Some(c),
    });
    let best = best.filter(|c| c.points >= ENOUGH).cloned();
    found.retain(|c| c.whole && c.points >= ENOUGH);
    (best, found)
}

struct Reader<'a> {
    page: &'a Page<'a>,
    marks: &'a Marks,
    site: &'a Site,
    title: Option<&'a Title>,
    zones: &'a Zones,
    /// The first paragraphs.
    lead: Vec<&'a str>,
}

/// An author is named again: above comments, under the text, in a box. All names are looked for at once.
fn again(page: &Page<'_>, zones: &Zones, found: &mut [Candidate]) {
    let asked: Vec<usize> = (0..found.len()).filter(|n| found[*n].name.is_some()).collect();
    if asked.is_empty() {
        return;
    }
    let (mut exact, mut folded) = (Below::default(), Below::default());
    for (j, line) in page.lines.iter().enumerate().skip(zones.end.saturating_sub(29)) {
        if line.words <= 60 {
            exact.add(j, |out| out.push_str(line.text()));
        }
        if line.words <= 8 {
            folded.add(j, |out| out.push_str(&text::fold(line.text())));
        }
    }
    let names = |fold: fn(&str) -> String| -> Vec<(String, usize)> {
        asked.iter().map(|n| (fold(&found[*n].found.names[0]), found[*n].line)).collect()
    };
    let (exact, folded) = (exact.name(&names(str::to_string)), folded.name(&names(text::fold)));
    for (at, n) in asked.iter().enumerate() {
        if let Some((points, most)) = found[*n].name {
            found[*n].points += (points + i32::from(exact[at] || folded[at])).min(most);
        }
    }
}

/// Lines to look for names in, each with a line end after it, and where each begins.
#[derive(Default)]
struct Below {
    text: String,
    starts: Vec<(usize, usize)>,
}

/// Names that are looked for one by one; more of them in one pass over the text, so that work stays linear.
const FEW: usize = 12;

impl Below {
    fn add(&mut self, line: usize, push: impl FnOnce(&mut String)) {
        self.starts.push((self.text.len(), line));
        push(&mut self.text);
        self.text.push('\n');
    }

    /// Whether each name stands in another line than its own.
    fn name(&self, names: &[(String, usize)]) -> Vec<bool> {
        let line = |at: usize| self.starts.partition_point(|(start, _)| *start <= at).checked_sub(1);
        let elsewhere = |at: usize, own: usize| line(at).is_some_and(|n| self.starts[n].1 != own);
        if names.len() <= FEW {
            let stands = |(name, own): &(String, usize)| {
                self.text.match_indices(name.as_str()).any(|(at, _)| elsewhere(at, *own))
            };
            return names.iter().map(stands).collect();
        }
        let mut patterns: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (n, (name, _)) in names.iter().enumerate() {
            patterns.entry(name).or_default().push(n);
        }
        let mut told = vec![false; names.len()];
        let Ok(automaton) = AhoCorasick::new(patterns.keys()) else { return told };
        let mut open: Vec<Vec<usize>> = patterns.into_values().collect();
        for found in automaton.find_overlapping_iter(&self.text) {
            // Once told of, a name needs no more of the lines.
            open[found.pattern().as_usize()].retain(|n| {
                told[*n] |= elsewhere(found.start(), names[*n].1);
                !told[*n]
            });
        }
        told
    }
}

/// Rules whose lines may name the author as well: `3 May 2021 by Ada · 4 comments`.
const OPEN: &[&str] =
    &["reading-time", "comments", "comment-form", "share-bar", "section-label", "navigation", "author-promotion"];

impl Reader<'_> {
    fn open(&self, i: usize) -> bool {
        let line = &self.page.lines[i];
        let pictured = self.page.says(i, "credit") || self.page.says(i, "caption") || line.text().contains('©');
        let open = match self.marks.get(i) {
            None | Some(Verdict::Record(Field::Date | Field::Byline | Field::Section)) => true,
            Some(Verdict::Aside { rule, .. }) => OPEN.contains(&rule.0),
            Some(_) => false,
        };
        open && !pictured && self.title.is_none_or(|t| t.line != i) && self.site.line != Some(i)
    }

    /// What a line above the text or at its beginning says.
    fn head(&self, i: usize) -> Option<Candidate> {
        let line = &self.page.lines[i];
        if !self.open(i) || line.letters < 2 || line.words > 70 {
            return None;
        }
        let text = line.text();
        if let Some(found) = byline::find(text) {
            let points = 6 + self.place(i) + i32::from(byline::has_given_name(&found.names[0]));
            return (!line.is_prose() || line.words <= 70 && found.names[0].contains(' ')).then_some(Candidate {
                line: i,
                found,
                whole: true,
                points,
                name: None,
            });
        }
        if line.words > 24 || line.is_prose() {
            return None;
        }
        if byline::is_by_word(text) {
            return self.below(i);
        }
        let dates = date::find_all(text);
        let dated = !dates.is_empty();
        if dated || has_time(text) {
            let (found, by) =
                byline::find_dated(text, &dates).or_else(|| byline::find_loose(text).map(|f| (f, true)))?;
            let name = &found.names[0];
            let office = bylines::is_office(&text::fold(name));
            let only = i32::from(line.words <= 8) + 4 * i32::from(office);
            let points = if by { 6 } else { 1 + only } + self.place(i);
            let name = (!by).then(|| (self.name_points(name), i32::MAX));
            return Some(Candidate { line: i, found, whole: line.words <= 16, points, name });
        }
        if line.words <= 7
            && let Some(found) = byline::find_loose(text)
        {
            let points = 1 + self.place(i) + self.near_date(i);
            let name = Some((self.name_points(&found.names[0]), 1));
            return Some(Candidate { line: i, found, whole: true, points, name });
        }
        self.alone(i)
    }

    /// The name in the line below a by-word that stands alone.
    fn below(&self, i: usize) -> Option<Candidate> {
        let j = i + 1;
        let line = self.page.lines.get(j)?;
        if line.words > 12 || !self.open(j) || date::find(line.text()).is_some_and(|d| d.share > 0.6) {
            return None;
        }
        let glued = format!("by {}", line.text());
        let found = byline::find(&glued).or_else(|| byline::find_loose(&glued))?;
        let range = found.range.start.saturating_sub(3)..found.range.end.saturating_sub(3);
        let found = Found { range, ..found };
        Some(Candidate { line: j, found, whole: true, points: 5 + self.place(i), name: None })
    }

    /// A line that is only a name.
    fn alone(&self, i: usize) -> Option<Candidate> {
        let line = &self.page.lines[i];
        let text = line.text();
        if !(2..=9).contains(&line.words) || self.page.hits(i).iter().any(|h| h.whole) {
            return None;
        }
        let found = byline::find_first(text.trim_start_matches(['|', ' ', '/']))?;
        let skipped = text.len() - text.trim_start_matches(['|', ' ', '/']).len();
        let range = found.range.start + skipped..found.range.end + skipped;
        let name = found.names[0].as_str();
        let rest = text[range.end..].trim();
        if !(rest.is_empty() || rest.starts_with([',', '|', '(', '@', '•', '·', '–', '-', '/']) || line.words >= 4)
        {
            return None;
        }
        let points = self.near_date(i) + self.place(i) - i32::from(line.words > 4);
        let name = Some((self.name_points(name), i32::MAX));
        let found = Found { names: found.names, range };
        Some(Candidate { line: i, found, whole: true, points, name })
    }

    /// What a line right after the text says.
    fn tail(&self, i: usize) -> Option<Candidate> {
        let line = &self.page.lines[i];
        if !self.open(i) || line.letters < 2 {
            return None;
        }
        let text = line.text();
        if !line.is_prose() && line.words <= 24 {
            if let Some(found) = byline::find(text) {
                let points = 4 + i32::from(byline::has_given_name(&found.names[0]));
                return Some(Candidate { line: i, found, whole: true, points, name: None });
            }
            let dates = date::find_all(text);
            if !dates.is_empty() && line.words <= 16 {
                let (found, by) = byline::find_dated(text, &dates)?;
                let given = byline::has_given_name(&found.names[0]);
                return Some(Candidate {
                    line: i,
                    found,
                    whole: true,
                    points: if by { 4 } else { 2 + i32::from(given) * 2 },
                    name: None,
                });
            }
        }
        self.note(i)
    }

    /// `Ada Person is a writer.`, `— Ada Person`, `About Ada Person`: after the text, of somebody it does not speak of.
    fn note(&self, i: usize) -> Option<Candidate> {
        let line = &self.page.lines[i];
        let text = line.text();
        let dashed = text.starts_with(['—', '–', '-', '―']);
        let body = text.trim_start_matches(['—', '–', '-', '―', ' ', '*']);
        let folded = text::fold(text::clip(body, 60).0);
        let mut start = text.len() - body.len();
        let mut about = i > 0 && is_about(&self.page.lines[i - 1]);
        for (at, _) in folded.match_indices(' ').take(4) {
            // Folding keeps lengths here: headings of notes are checked against the text again.
            if bylines::is_about(&folded[..at]) && body.is_char_boundary(at) {
                start += at + 1;
                about = true;
            }
        }
        let rest = text.get(start..)?;
        let mut end = 0;
        for word in rest.split_inclusive(' ').take(4) {
            let bare = word.trim_end().trim_end_matches([',', ':']);
            if !bare.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) {
                break;
            }
            end += word.len();
            if bare.len() < word.trim_end().len() {
                break;
            }
        }
        let name = rest[..end].trim().trim_end_matches([',', ':', '.', '→']);
        if !byline::is_name(name, true) || !byline::has_given_name(name) {
            return None;
        }
        let after = text::fold(text::clip(rest[end..].trim_start(), 60).0);
        let noted = bylines::is_note(&after);
        let alone = rest.len() <= name.len() + 2 && line.words <= 4;
        let points = match (about, noted, alone) {
            (true, _, true) | (true, true, _) => 5,
            (false, true, _) => 4,
            (false, _, true) if dashed || i + 1 >= self.zones.end && i <= self.zones.end => 4,
            _ => return None,
        };
        let spoken = self.spoken(name, i);
        let found = Found { names: vec![name.to_string()], range: start..start + name.len() };
        Some(Candidate { line: i, found, whole: alone, points: points - 3 * i32::from(spoken), name: None })
    }

    /// Whether the text speaks of a person.
    fn spoken(&self, name: &str, line: usize) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name);
        let body = &self.page.lines[self.zones.start..self.zones.end];
        body.iter()
            .enumerate()
            .any(|(n, l)| n + self.zones.start != line && l.is_prose() && contains_word(l.text(), last))
    }

    /// What speaks for words being a person, and the author rather than somebody the article is about.
    fn name_points(&self, name: &str) -> i32 {
        let given = byline::has_given_name(name);
        let mut points = if given { 3 } else { 0 };
        let title = self.title.map_or("", |t| self.page.lines[t.line].text());
        if name.split(' ').any(|w| w.chars().count() > 2 && contains_word(title, w)) {
            points -= 4;
        }
        if !given && name.chars().all(|c| !c.is_lowercase()) {
            points -= 1;
        }
        points - i32::from(self.in_lead(name)) * 2
    }

    /// Whether the first paragraphs speak of a person.
    fn in_lead(&self, name: &str) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name);
        self.lead.iter().any(|text| contains_word(text, last))
    }

    fn place(&self, i: usize) -> i32 {
        match self.title {
            Some(t) if i > t.line && i <= self.zones.start => 1 + i32::from(i <= t.line + 3),
            Some(t) if i < t.line => {
                if t.line - i <= 3 {
                    0
                } else {
                    -4
                }
            }
            _ if i < self.zones.start => i32::from(self.zones.start - i <= 4) - 1,
            _ => -1,
        }
    }

    /// Whether a date stands right above or below.
    fn near_date(&self, i: usize) -> i32 {
        let near = [i.checked_sub(1), i.checked_sub(2), Some(i + 1), Some(i + 2)];
        let dated = near.into_iter().flatten().any(|j| {
            self.page.lines.get(j).is_some_and(|l| {
                l.words <= 14
                    && l.words > 0
                    && (date::find(l.text()).is_some_and(|d| d.share > 0.4) || has_ago(l.text()))
            })
        });
        2 * i32::from(dated)
    }
}

/// Whether a line heads a note on the author: such lines have a few words.
fn is_about(line: &Line<'_>) -> bool {
    line.words <= 20 && bylines::is_about(text::fold(line.text()).trim_end_matches([':', ' ']))
}

fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Whether a line has a time of day.
fn has_time(text: &str) -> bool {
    text.len() <= 120
        && text
            .as_bytes()
            .windows(4)
            .any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit() && w[3].is_ascii_digit())
}

/// Whether a line says how long ago something was.
fn has_ago(text: &str) -> bool {
    text.len() <= 40
        && ["ago", "vor ", "hace ", "il y a", "fa", "назад", "前"].iter().any(|w| text.contains(w))
        && text.bytes().any(|b| b.is_ascii_digit())
}
