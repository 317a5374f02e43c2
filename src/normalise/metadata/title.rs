//! The title: the line above the text that looks and is repeated as one does.

use super::super::judged::Judged;
use super::super::lines::Answer;
use super::super::marks::{Marks, Verdict, View};
use super::super::page::{Ending, Page};
use super::super::survey::line_key;
use super::{byline, date, source::Site};
use crate::model::BlockKind;
use crate::text;

/// A title and the line it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::normalise) struct Title {
    pub(in crate::normalise) line: usize,
    /// How much of the line it is, in bytes of the repaired text: all but the name of the site.
    pub(in crate::normalise) len: usize,
}

/// Finds the title above the first line of running text, if one is printed.
pub(in crate::normalise) fn find(
    view: &View<'_, '_>,
    marks: &Marks,
    site: &Site,
    judged: Option<&Judged>,
    rough: usize,
) -> Option<Title> {
    let page = view.page;
    // Where the line model sees running text first, if that is above.
    let text = |i: &usize| {
        marks.is_free(*i) && page.lines[*i].is_prose() && judged.is_none_or(|j| j.answer(*i) != Answer::Aside)
    };
    let start = (0..rough).find(text).unwrap_or(rough);
    if let Some(line) = page.lines.iter().position(|l| matches!(l.segment.kind, Some(BlockKind::Heading(_))))
        && line <= start
    {
        return Some(Title { line, len: page.lines[line].text().len() });
    }
    let last = (start + 2).min(page.lines.len());
    let reader =
        Reader { view, marks, site, start, echoes: Echoes::new(page, site, start), lead: Lead::new(page, start) };
    let mut best: Option<(i32, Title)> = None;
    let (mut seen, mut text_above) = (0, 0);
    for i in 0..last {
        let score = reader.score(i);
        let is_text = judged.is_some_and(|j| j.answer(i) == Answer::Body) && marks.is_free(i);
        if let Some((score, len)) = score {
            // The first line that may be a title often is. Lists may be an article, and their entries look like titles.
            let score = score + i32::from(seen == 0) - [0, 1, 2, 6][text_above.min(3)];
            seen += 1;
            // A standfirst looks like a title too and shares more words with the text.
            let margin = match &best {
                Some((best, above)) if *best >= GOOD && reader.lines_between(above.line, i) <= 1 => STANDFIRST,
                _ => 0,
            };
            if score >= ENOUGH && best.as_ref().is_none_or(|(b, _)| score > *b + margin) {
                best = Some((score, Title { line: i, len }));
            }
        }
        text_above += usize::from(is_text && page.lines[i].words >= 6);
    }
    best.map(|(_, title)| title)
}

/// Fewest points of a title. Set by hand, not fitted: see `docs/metadata.md`.
const ENOUGH: i32 = 1;

/// By how much a line must be better than a good title right above it, and what a good one is.
const GOOD: i32 = 7;
const STANDFIRST: i32 = 3;

struct Reader<'a> {
    view: &'a View<'a, 'a>,
    marks: &'a Marks,
    site: &'a Site,
    start: usize,
    echoes: Echoes,
    lead: Lead,
}

impl Reader<'_> {
    /// The points of a line, and how much of it is the title; nothing where it cannot be one.
    fn score(&self, i: usize) -> Option<(i32, usize)> {
        let page = self.view.page;
        let line = &page.lines[i];
        let text = line.text();
        // What names or shows something in a list is no title, but words that a menu has may be one.
        let furniture =
            matches!(self.marks.get(i), Some(Verdict::Aside { .. } | Verdict::Record(_) | Verdict::Beside { .. }));
        let prose = i >= self.start && line.is_prose();
        if furniture || prose || Some(i) == self.site.line || line.letters < 4 || line.words > 40 {
            return None;
        }
        let cut = self.site.suffix_of(text).filter(|cut| *cut > 0);
        let len = cut.map_or(text.len(), |cut| text[..cut].trim_end().len());
        let words = text[..len].split_whitespace().count() as i32;
        let words = if line.foreign * 2 > line.letters { words.max(line.words as i32 / 2) } else { words };
        if !(1..=34).contains(&words) || byline::is_byline(text) {
            return None;
        }
        let dates = date::find_all(text);
        if dates.first().is_some_and(|d| d.share > 0.5 || byline::find_dated(text, &dates).is_some() && words <= 10) {
            return None;
        }
        let digits = text.bytes().filter(u8::is_ascii_digit).count() as u32;
        let pictured = page.says(i, "credit") || page.says(i, "caption");
        if pictured || digits * 2 > line.letters {
            return None;
        }
        if text.starts_with('(') || text.contains('©') || text.contains("://") || text.contains('@') && words < 6 {
            return None;
        }
        let echoes = self.echoes.of(i);
        if words == 1 && echoes == 0 && !self.echoes.is_of_page_title(page, i) {
            return None;
        }
        let mut score = match words {
            1 => -4,
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
        if text.ends_with('…') || text.ends_with("...") {
            score -= 2;
        }
        if text.contains('»') && text.contains(" » ") || text.contains(" > ") || text.matches('|').count() > 1 {
            score -= 3;
        }
        score += Self::shape(text, words) + 4 * echoes.min(1) + echoes.min(2);
        // The line that the page's own title holds, without the names around it.
        if self.echoes.is_of_page_title(page, i) {
            score += 4 + i32::from(echoes == 0);
        }
        score += self.below(i) + self.nearness(i);
        // Below, it would share words with itself.
        if i < self.start {
            score += self.lead.points(&text[..len]);
        }
        // A title that is only words of the site's own is its name or motto.
        if cut.is_some() && echoes == 0 {
            score -= 1;
        }
        if i > self.start {
            score -= 3;
        }
        Some((score, len))
    }

    /// Lines with words between two lines.
    fn lines_between(&self, above: usize, below: usize) -> usize {
        (above + 1..below).filter(|i| self.view.page.lines[*i].words > 0 && self.marks.is_free(*i)).count()
    }

    /// What marks and letters say: lists of tags, greetings, entries, credits are no titles.
    fn shape(text: &str, words: i32) -> i32 {
        let mut score = 0;
        if text.ends_with([',', ';', '|', '»', '→', '>']) {
            score -= 3;
        }
        if text.starts_with(['+', '-', '•', '*', '>', '»', '–', '|']) {
            score -= 3;
        }
        if text.starts_with(char::is_lowercase) {
            score -= 2;
        }
        if text.matches(", ").count() as i32 * 3 >= words {
            score -= 3;
        }
        let credited = text.rsplit_once(['/', '(']).is_some_and(|(_, end)| {
            let end = end.trim().trim_end_matches(')');
            (2..=7).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_uppercase())
        });
        score - i32::from(credited) * 3
    }

    /// The line that stands above the byline, the date or the text.
    fn below(&self, i: usize) -> i32 {
        let page = self.view.page;
        let mut rows = (i + 1..(i + 5).min(page.lines.len()))
            .filter(|j| self.marks.is_free(*j) || matches!(self.marks.get(*j), Some(Verdict::Record(_))));
        let Some(next) = rows.next() else { return 0 };
        let is_dated = |j: usize| {
            let below = page.lines[j].text();
            byline::is_byline(below) || date::find(below).is_some_and(|d| d.share > 0.3)
        };
        if is_dated(next) {
            3
        } else if page.lines[next].is_prose() && next <= self.start + 1 {
            2
        } else {
            // A standfirst may stand between.
            i32::from(rows.next().is_some_and(is_dated)) * 2
        }
    }

    /// Titles stand near the text.
    fn nearness(&self, i: usize) -> i32 {
        match self.start.saturating_sub(i) {
            0..=3 => 1,
            4..=15 => 0,
            16..=40 => -1,
            _ => -3,
        }
    }
}

/// The words of the first paragraphs: a title shares some with them, a motto or a section does not.
struct Lead(Vec<u64>);

/// Paragraphs that count, and how much of each.
const LEAD: (usize, usize) = (3, 700);

impl Lead {
    fn new(page: &Page<'_>, start: usize) -> Lead {
        let lines = page.lines.iter().skip(start).filter(|l| l.is_prose()).take(LEAD.0);
        let mut words: Vec<u64> = lines.flat_map(|l| telling(text::clip(l.text(), LEAD.1).0)).collect();
        words.sort_unstable();
        Lead(words)
    }

    fn points(&self, title: &str) -> i32 {
        if self.0.is_empty() {
            return 0;
        }
        let (mut all, mut shared) = (0, 0);
        for word in telling(title) {
            all += 1;
            shared += i32::from(self.0.binary_search(&word).is_ok());
        }
        match (all, shared) {
            (0, _) => 0,
            (_, 0) => -2,
            (1..=2, _) => 1,
            _ if shared * 2 >= all => 4,
            _ if shared * 4 >= all => 3,
            _ => 1,
        }
    }
}

/// Words long enough to tell something, as numbers: their first six letters in small, or pairs of letters where no
/// spaces stand between words.
fn telling(text: &str) -> impl Iterator<Item = u64> {
    const SEED: u64 = 0xcbf2_9ce4_8422_2325;
    let mix = |hash: u64, c: char| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x100_0000_01b3);
    text.split(|c: char| !c.is_alphanumeric()).flat_map(move |word| {
        let wide = word.chars().next().is_some_and(text::is_unspaced);
        let whole =
            (!wide && word.len() >= 4).then(|| word.chars().flat_map(char::to_lowercase).take(6).fold(SEED, mix));
        let pairs = word.chars().zip(word.chars().skip(1)).filter(move |_| wide);
        whole.into_iter().chain(pairs.map(move |(a, b)| mix(mix(SEED, a), b)))
    })
}

/// How often each line near the head stands there, with or without the name of the site.
struct Echoes {
    keys: Vec<u64>,
    /// The keys of what lines say, and of what they say after the name of a site or section.
    sorted: Vec<u64>,
    /// The first lines of the page, folded.
    heads: Vec<String>,
}

/// Whether a line begins or ends with another, with a mark or the end of a word between.
fn holds(line: &str, part: &str) -> bool {
    if line.len() <= part.len() {
        return false;
    }
    let after = line.strip_prefix(part).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    after || line.strip_suffix(part).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
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
        let heads = page.lines.iter().take(1).filter(|l| l.words <= 40).map(|l| text::fold(l.text())).collect();
        Echoes { keys, sorted, heads }
    }

    /// Whether the first line of the page, which is often its `<title>`, holds this line and something else.
    fn is_of_page_title(&self, page: &Page<'_>, line: usize) -> bool {
        let text = page.lines[line].text().trim();
        let ends = |of: &str| of.bytes().next().zip(of.bytes().next_back());
        let alike = |head: &String| match (ends(head), ends(text)) {
            (Some(head), Some(line)) if text.is_ascii() => {
                head.0 == line.0.to_ascii_lowercase() || head.1 == line.1.to_ascii_lowercase()
            }
            _ => true,
        };
        if line == 0 || !self.heads.iter().any(alike) {
            return false;
        }
        let key = text::fold(text);
        key.len() >= 4 && key.len() < 200 && self.heads.iter().any(|head| holds(head, &key))
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
    // From the end: ` | `, `: `, ` - `, ` – `, ` :: `, ` » `, ` > `.
    let bytes = line.as_bytes();
    let is_mark = |space: &usize| {
        let before = &bytes[..*space];
        bytes[*space] == b' '
            && match before.last() {
                Some(b':') => true,
                Some(b'|' | b'-' | b'>') => {
                    before.ends_with(b" |") || before.ends_with(b" -") || before.ends_with(b" >")
                }
                Some(0x93 | 0xbb) => before.ends_with(" –".as_bytes()) || before.ends_with(" »".as_bytes()),
                _ => false,
            }
    };
    let end = (0..bytes.len()).rev().find(is_mark)? + 1;
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
        // With a name before or after it, a line is longer than the title.
        if !whole && text.len() + 12 < title.len {
            continue;
        }
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
