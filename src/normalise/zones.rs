//! Where the article begins and ends, and what interrupts it.
//!
//! Takes a page and what line rules marked; gives the range of the article's lines. The first solid block below the
//! head is the article: what follows a stop heading (comments, related stories) belongs to it only if running
//! text about the same things goes on there.

use super::marks::{Marks, Verdict, View};
use super::page::{Ending, Line, Page};
use crate::lang::calendar::month;
use crate::model::Rule;
use crate::text;
use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

/// The lines of the article's text and the parts inside that do not belong to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Zones {
    /// First line of running text.
    pub(super) start: usize,
    /// One past the last line of the text.
    pub(super) end: usize,
    /// Stretches inside that belong to something else, each with the rule of its heading.
    pub(super) inserts: Vec<(usize, usize, Rule)>,
}

/// Words of running text that must stand above a heading of comments; before that, a count of comments is part of the
/// head.
const ABOVE_COMMENTS: u32 = 60;
/// The same for a list of other stories, which seldom stands above an article.
const ABOVE_STORIES: u32 = 35;

/// Finds the article.
pub(super) fn find(view: &View<'_, '_>, marks: &Marks) -> Zones {
    let page = view.page;
    let Some(Blocks { values, bounds, spans, first }) = Blocks::of(page, marks) else {
        return fallback(page, marks);
    };
    let (start, first_end, _) = spans[first];
    let mut end = first_end;
    let mut inserts = Vec::new();
    // Asked for only where a heading of something else stands.
    let known = LazyCell::new(|| vocabulary(page, start, first_end));
    // Several lists may stand in a row; after one the article was not found behind, more must speak for it.
    let (mut from, mut needed) = (None, SHARED);
    for section in first + 1..spans.len() {
        let stop = bounds[section];
        let from_here = *from.get_or_insert(stop);
        let back = returns(page, marks, &known, (stop, bounds[section + 1]), needed);
        let span = back.map(|back| best_span(&values, back, bounds[section + 1])).filter(|span| span.2 > 0);
        match (back, span) {
            (Some(back), Some(span)) => {
                inserts.push((from_here, back, marks.rule(from_here).unwrap_or(Rule("related-list"))));
                end = span.1;
                (from, needed) = (None, SHARED);
            }
            _ if marks.rule(stop) != Some(Rule("related-list")) => break,
            _ => needed = SHARED * 3,
        }
    }
    Zones { start, end, inserts }
}

/// The same where the author wrote the markup: there is no furniture around the text, which begins below the title, at
/// `below`, and ends where a heading of something else says so, or not at all.
pub(super) fn written(mut zones: Zones, page: &Page<'_>, marks: &Marks, below: usize) -> Zones {
    let lines = page.lines.len();
    zones.start = zones.start.min(below);
    zones.end = (zones.end..lines).find(|i| is_stop(page, marks, *i)).unwrap_or(lines);
    zones
}

/// Lines of a page among which its text may begin.
const HEAD: usize = 60;

/// The line that opens the text as news agencies do: `HARBOURTOWN, March 3 - Words`, `HARBOURTOWN (Agency) - Words`. None
/// where several lines do: those are beginnings of other stories.
pub(super) fn dateline(page: &Page<'_>, marks: &Marks) -> Option<usize> {
    // A phrase in the sentence that follows does not make furniture of it.
    let mine = |i: usize| matches!(marks.get(i), None | Some(Verdict::Aside { .. }));
    let opens = |i: &usize| mine(*i) && is_dateline(page.lines[*i].text());
    let lines = page.lines.len();
    let first = (0..lines.min(HEAD)).find(opens)?;
    (first + 1..lines).all(|i| !opens(&i)).then_some(first)
}

/// Dashes between the place of a dateline and its text.
pub(super) const DASHES: [&str; 4] = [" - ", " -- ", " – ", " — "];

fn is_dateline(text: &str) -> bool {
    // Two capitals begin it: hardly any line has them.
    let is_small = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
    match text.as_bytes() {
        [a, b, ..] if is_small(*a) || a.is_ascii() && is_small(*b) => return false,
        _ if !text.chars().take(2).all(char::is_uppercase) => return false,
        _ => {}
    }
    let (head, _) = text::clip(text, 70);
    let dash = |at: usize| {
        let rest = &head[at..];
        // Most spaces are not before a dash.
        let may = matches!(rest.as_bytes().get(1), Some(b'-' | 0xe2));
        may.then(|| DASHES.iter().find(|dash| rest.starts_with(**dash))).flatten().map(|dash| (at, dash.len()))
    };
    let Some((at, len)) = memchr::memchr_iter(b' ', head.as_bytes()).find_map(dash) else { return false };
    let (place, rest) = (&head[..at], &text[at + len..]);
    let city = place.split([',', ' ']).next().unwrap_or("");
    let shouted = city.chars().count() > 2 && city.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '.' | '\''));
    let agency = place.ends_with(')') && place.contains(" (");
    let dated = || {
        let words = text::fold(place);
        let mut words = words.split(|c: char| !text::is_alphanumeric(c)).filter(|w| !w.is_empty());
        place.bytes().any(|b| b.is_ascii_digit()) && words.any(|w| month(w).is_some())
    };
    shouted && rest.split_whitespace().nth(2).is_some() && (agency || dated())
}

/// Where the article begins by the same measure, which asks nothing of what follows it.
pub(super) fn start(view: &View<'_, '_>, marks: &Marks) -> usize {
    let (page, mut above) = (view.page, 0);
    let (mut spans, mut stretch) = (Vec::new(), Stretch::from(0));
    for i in 0..page.lines.len() {
        if bounds(page, marks, i, &mut above) {
            spans.push(stretch.best);
            stretch = Stretch::from(i);
        }
        stretch.add(i, value(page, marks, i));
    }
    spans.push(stretch.best);
    article(&spans).map_or_else(|| fallback(page, marks).start, |first| spans[first].0)
}

/// The best stretch of each part between two headings of something else.
struct Blocks {
    /// What each line speaks for running text.
    values: Vec<i32>,
    /// Where the parts begin, and the end of the last.
    bounds: Vec<usize>,
    /// The best stretch of each: start, one past its end, sum.
    spans: Vec<(usize, usize, i32)>,
    /// The first that is an article at all.
    first: usize,
}

impl Blocks {
    /// Nothing for a page without running text.
    fn of(page: &Page<'_>, marks: &Marks) -> Option<Blocks> {
        let lines = page.lines.len();
        let values: Vec<i32> = (0..lines).map(|i| value(page, marks, i)).collect();
        let (mut stops, mut above): (Vec<usize>, _) = (vec![0], 0);
        stops.extend((0..lines).filter(|i| bounds(page, marks, *i, &mut above)));
        stops.push(lines);
        let spans: Vec<(usize, usize, i32)> = stops.windows(2).map(|w| best_span(&values, w[0], w[1])).collect();
        let first = article(&spans)?;
        Some(Blocks { values, bounds: stops, spans, first })
    }
}

/// The first of stretches that is an article at all. Not the largest: comments are often longer than what they are
/// about.
fn article(spans: &[(usize, usize, i32)]) -> Option<usize> {
    let best = spans.iter().map(|s| s.2).max().filter(|best| *best > 0)?;
    Some(spans.iter().position(|s| s.2 * 4 >= best.min(240)).unwrap_or(0))
}

/// How much a line speaks for running text: words of prose, less for what looks like furniture.
#[inline]
fn value(page: &Page<'_>, marks: &Marks, i: usize) -> i32 {
    let line = &page.lines[i];
    match marks.get(i) {
        Some(Verdict::Aside { .. }) => return -(6 + line.words.min(14) as i32),
        Some(Verdict::Record(_) | Verdict::Beside { .. }) => return -2,
        Some(Verdict::Body(_)) | None => {}
    }
    let words = line.words.min(90) as i32;
    if line.is_prose() {
        words
    } else if line.ending != Ending::Open {
        words / 2
    } else if line.words >= 16 {
        words / 5
    } else {
        -7
    }
}

/// Whether a line heads something else below enough words of running text: comments, their form, lists of other
/// stories. Asked of the lines in order; counts the words.
#[inline]
fn bounds(page: &Page<'_>, marks: &Marks, i: usize, above: &mut u32) -> bool {
    if let Some(rule) = marks.rule(i) {
        let needed = || if rule.0 == "related-list" { ABOVE_STORIES } else { ABOVE_COMMENTS };
        return *above >= ABOVE_STORIES && *above >= needed() && is_stop(page, marks, i);
    }
    if !marks.is_out(i) && page.lines[i].is_prose() {
        *above += page.lines[i].words;
    }
    false
}

/// Whether a line heads something else.
pub(super) fn is_stop(page: &Page<'_>, marks: &Marks, i: usize) -> bool {
    let Some(rule) = marks.rule(i) else { return false };
    match rule.0 {
        "comments" => page.lines[i].words <= 12,
        "comment-form" => page.lines[i].words <= 12 && !is_boxed(marks, i),
        "related-list" => {
            // `Read also: a headline` is a link inside the text; the bare words are a heading.
            let link =
                || page.lines[i].text().trim_end_matches([':', '：', ']', '】', ' ']).contains([':', '：', ']', '】']);
            page.is_exactly(i, "related-list") || page.lines[i].words <= 5 && !link()
        }
        _ => false,
    }
}

/// Whether a field of a form belongs to an invitation in the text: `Get our newsletter`, `Your email address`.
fn is_boxed(marks: &Marks, i: usize) -> bool {
    let mut above = (i.saturating_sub(2)..i).rev().take_while(|j| marks.rule(*j).is_some());
    let invites = |j: usize| marks.rule(j).is_some_and(|r| matches!(r.0, "newsletter-prompt" | "subscription-prompt"));
    above.any(invites)
}

/// The stretch of lines with the greatest sum: start, one past its end, sum.
fn best_span(values: &[i32], from: usize, to: usize) -> (usize, usize, i32) {
    let mut stretch = Stretch::from(from);
    (from..).zip(&values[from..to]).for_each(|(i, value)| stretch.add(i, *value));
    stretch.best
}

/// The lines so far with the greatest sum, and those that go on.
struct Stretch {
    best: (usize, usize, i32),
    start: usize,
    sum: i32,
}

impl Stretch {
    fn from(line: usize) -> Stretch {
        Stretch { best: (line, line, 0), start: line, sum: 0 }
    }

    #[inline]
    fn add(&mut self, i: usize, value: i32) {
        if self.sum <= 0 {
            (self.start, self.sum) = (i, 0);
        }
        self.sum += value;
        if self.sum > self.best.2 {
            self.best = (self.start, i + 1, self.sum);
        }
    }
}

/// Where the article goes on after a stop heading, if it does: two paragraphs in a row that share a name or some
/// longer words with what was read so far. A list of stories has a headline between its summaries.
pub(super) fn returns(
    page: &Page<'_>,
    marks: &Marks,
    known: &HashSet<&str>,
    (stop, end): (usize, usize),
    enough: u32,
) -> Option<usize> {
    let thread = marks.rule(stop).is_some_and(|rule| rule.0 != "related-list");
    let needed = if thread { 4 } else { 2 };
    let (mut run, mut start, mut shared, mut short) = (0, stop, 0, 0);
    for i in stop + 1..end {
        let line = &page.lines[i];
        if marks.is_out(i) {
            if thread {
                short += 1;
            }
        } else if line.is_prose() {
            if run == 0 {
                start = i;
            }
            run += 1;
            shared += if known.is_empty() { enough } else { shares(line, known) };
            if run >= needed && shared >= enough {
                return Some(start);
            }
        } else if line.ending == Ending::Open && line.words <= 25 {
            (run, shared) = (0, 0);
            short += 1;
        }
        if short > 12 {
            return None;
        }
    }
    None
}

/// Names in the first paragraphs.
pub(super) fn vocabulary<'p>(page: &'p Page<'_>, start: usize, end: usize) -> HashSet<&'p str> {
    page.lines[start..end].iter().filter(|l| l.is_prose()).take(4).flat_map(telling).map(|(w, _)| w).collect()
}

/// Paragraphs whose words are gathered, at most: those of a long text say enough of what it is about.
const PARAGRAPHS: usize = 30;

/// Words of them that tell something, about.
const WORDS: usize = 200;

/// Names and longer words in the paragraphs, with their weight: as many paragraphs as were asked for.
pub(super) struct Vocabulary<'p> {
    words: HashMap<&'p str, u32>,
    /// The lines whose words are not gathered yet, and how many paragraphs may be.
    open: &'p [Line<'p>],
    paragraphs: usize,
}

impl<'p> Vocabulary<'p> {
    pub(super) fn of(page: &'p Page<'p>, start: usize, end: usize) -> Vocabulary<'p> {
        Vocabulary { words: HashMap::with_capacity(WORDS), open: &page.lines[start..end], paragraphs: PARAGRAPHS }
    }

    /// Whether a paragraph says [enough](SHARED) of it again. A name may begin a sentence there. Mostly the first
    /// paragraphs tell; so each time twice as many are read.
    pub(super) fn is_shared(&mut self, line: &Line<'_>) -> bool {
        let mut more = 1;
        while self.shared(line) < SHARED {
            if !self.gather(more) {
                return false;
            }
            more *= 2;
        }
        true
    }

    /// How much of what was gathered a paragraph says again.
    fn shared(&self, line: &Line<'_>) -> u32 {
        let weight = |word: &str| match self.words.get(word) {
            Some(&SHARED) if word.starts_with(char::is_uppercase) => SHARED,
            Some(_) if word.len() >= LONG => 1,
            _ => 0,
        };
        if self.words.is_empty() { 0 } else { words(line.text()).map(bare).map(weight).sum() }
    }

    /// Gathers the words of more paragraphs. Whether there were any.
    fn gather(&mut self, more: usize) -> bool {
        let left = self.paragraphs;
        while self.paragraphs > left.saturating_sub(more)
            && let Some((line, open)) = self.open.split_first()
        {
            self.open = open;
            if !line.is_prose() {
                continue;
            }
            self.paragraphs -= 1;
            for (word, weight) in telling(line) {
                let known = self.words.entry(word).or_insert(weight);
                *known = weight.max(*known);
            }
        }
        self.paragraphs < left
    }
}

/// What paragraphs must share: one name or three longer words.
pub(super) const SHARED: u32 = 3;

/// How much of what is known a paragraph says again.
pub(super) fn shares(line: &Line<'_>, known: &HashSet<&str>) -> u32 {
    telling(line).filter(|(word, _)| known.contains(word)).map(|(_, weight)| weight).sum()
}

/// Words that tell what a paragraph is about, with their weight: names, and longer words.
pub(super) fn telling<'p>(line: &'p Line<'_>) -> impl Iterator<Item = (&'p str, u32)> {
    let mut begins = true;
    words(line.text()).filter_map(move |word| {
        let (first, last) = (word.as_bytes()[0], word.as_bytes()[word.len() - 1]);
        let name = !begins && !first.is_ascii_lowercase();
        // Hardly a word begins or ends with what is beyond ASCII.
        begins = matches!(last, b'.' | b'!' | b'?' | b'"')
            || first == b'"'
            || !last.is_ascii() && word.ends_with('“')
            || !first.is_ascii() && word.starts_with('“');
        if !name && word.len() < LONG {
            return None;
        }
        let whole = without_marks(word);
        let name = name && whole.len() >= 4 && whole.starts_with(char::is_uppercase);
        let bare = without_genitive(whole);
        let weight = if name { SHARED } else { 1 };
        (name || bare.len() >= LONG).then_some((bare, weight))
    })
}

/// What stands between the spaces of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        at += bytes[at..].iter().position(|b| *b != b' ')?;
        let start = at;
        at = bytes[start..].iter().position(|b| *b == b' ').map_or(bytes.len(), |len| start + len);
        Some(&text[start..at])
    })
}

/// Bytes of a longer word, at least.
const LONG: usize = 7;

/// A word as it stands between spaces, without the marks around it and the English genitive.
fn bare(word: &str) -> &str {
    without_genitive(without_marks(word))
}

fn without_marks(word: &str) -> &str {
    // Most words have none.
    if let [first, .., last] = word.as_bytes()
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        return word;
    }
    word.trim_matches(|c: char| !text::is_alphanumeric(c))
}

fn without_genitive(word: &str) -> &str {
    word.strip_suffix("’s").or(word.strip_suffix("'s")).unwrap_or(word)
}

/// A page without running text: everything that no rule set aside.
fn fallback(page: &Page<'_>, marks: &Marks) -> Zones {
    let free = |i: &usize| !marks.is_out(*i);
    let start = (0..page.lines.len()).find(free).unwrap_or(0);
    let end = (0..page.lines.len()).rev().find(free).map_or(page.lines.len(), |i| i + 1);
    Zones { start, end, inserts: Vec::new() }
}
