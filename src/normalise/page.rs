//! A document as lines with features: what every rule looks at.
//!
//! Takes segments, gives a [`Page`]. Decides nothing.

use super::lines::{self, Token, Words};
use super::metadata::{byline, date};
use super::repair::Patch;
use super::survey;
use crate::lang::phrases::{self, Hit, phrases};
use crate::model::{BlockKind, Inline, LineKey, Span, Survey};
use crate::text::{self, Map};
use std::cell::OnceCell;
use std::ops::Deref;

/// A line of plain text, or a block of marked-up text: repaired, with the places it came from.
#[derive(Clone, Debug)]
pub(super) struct Segment<'a> {
    /// The line it begins on, from 1.
    pub(super) number: u32,
    /// From its first to its last byte in the source.
    pub(super) span: Span,
    /// Its pieces in the source; more than one only where markup stands between them.
    pub(super) spans: Spans,
    /// Its text, repaired.
    pub(super) patch: Patch<'a>,
    /// What markup says it is.
    pub(super) kind: Option<BlockKind>,
    /// Markup inside it.
    pub(super) inlines: Vec<Inline>,
    /// Whether no blank line stands before it.
    pub(super) glued: bool,
    /// Whether it stood in the tags of a caption.
    pub(super) tagged_caption: bool,
}

/// Pieces of a source: nearly always one.
#[derive(Clone, Debug)]
pub(super) enum Spans {
    One(Span),
    Several(Vec<Span>),
}

impl Deref for Spans {
    type Target = [Span];

    fn deref(&self) -> &[Span] {
        match self {
            Spans::One(span) => std::slice::from_ref(span),
            Spans::Several(spans) => spans,
        }
    }
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// With the mark of a sentence.
    Sentence,
    /// With a colon.
    Colon,
    /// With anything else.
    Open,
}

/// A segment with its features.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    pub(super) segment: Segment<'a>,
    pub(super) key: LineKey,
    pub(super) words: u32,
    /// Words that begin with a capital letter.
    pub(super) capitals: u32,
    /// Whether any letter is lower case, or of a script without case.
    pub(super) lower: bool,
    pub(super) ending: Ending,
    /// Letters of other scripts than Latin.
    pub(super) foreign: u32,
    /// Whether signs of a script stand in it that is written without spaces.
    pub(super) unspaced: bool,
    /// Letters.
    pub(super) letters: u32,
    /// See [`Line::is_prose`].
    prose: bool,
    /// Whether a mark stands in it that may part a title from a name. Few lines have one.
    pub(super) parted: bool,
    /// Whether there is anything in it that a date has: a digit, or a sign of a script with digits of its own.
    numbered: bool,
    hits: (u32, u32),
    /// What several rules ask for, read when the first does.
    dates: OnceCell<Vec<date::Found>>,
    /// Few lines have one, so that it stands apart: lines are many.
    byline: OnceCell<Option<Box<byline::Begun>>>,
}

impl Line<'_> {
    #[inline]
    pub(super) fn text(&self) -> &str {
        self.segment.patch.text()
    }

    /// Whether there is anything in it that a date has. Where there is not, its letters are of scripts with case.
    #[inline]
    pub(super) fn is_numbered(&self) -> bool {
        self.numbered
    }

    /// Whether two words in it may begin as those of a name do: with capitals, or letters of a script without case.
    #[inline]
    pub(super) fn may_name(&self) -> bool {
        self.capitals >= 2 || self.numbered
    }

    /// The dates in it, at most a few.
    pub(super) fn dates(&self) -> &[date::Found] {
        if self.numbered { self.dates.get_or_init(|| date::find_all(self.text())) } else { &[] }
    }

    /// The first date in it, with the share of the line that this one is.
    pub(super) fn date(&self) -> Option<date::Found> {
        if self.dates().len() > 1 { date::find(self.text()) } else { self.dates().first().cloned() }
    }

    /// The authors it names after a by-word at its beginning.
    pub(super) fn byline(&self) -> Option<&byline::Found> {
        self.begun()?.found.as_ref()
    }

    /// The author after such a by-word where less than a full name will do.
    pub(super) fn loose_byline(&self) -> Option<byline::Found> {
        byline::run(self.text(), self.begun()?.start)
    }

    fn begun(&self) -> Option<&byline::Begun> {
        self.byline.get_or_init(|| byline::begun(self.text()).map(Box::new)).as_deref()
    }

    /// Running text: long enough to be a paragraph, and ends as one.
    #[inline]
    pub(super) fn is_prose(&self) -> bool {
        self.prose
    }

    /// A short line that ends without a mark: a heading, a label, an entry of a list.
    #[inline]
    pub(super) fn is_short(&self) -> bool {
        self.words <= 20 && self.ending == Ending::Open
    }
}

/// A document as lines.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// The words of each line, as the line model reads them.
    pub(super) words: Words,
    /// Whether blank lines stand between its blocks.
    pub(super) spaced: bool,
    hits: Vec<Hit>,
    /// Bits of the sections of all phrases.
    sections: u64,
    /// Lines with phrases, in order.
    phrased: Vec<u32>,
    /// For each place of a table of keys, the first line of the key there, from one; 0 for none.
    keys: Vec<u32>,
    /// For each line, the next of its key, in the same way.
    next: Vec<u32>,
}

/// Lines longer than this hold no interface phrase worth looking for.
const LONGEST_PHRASED: usize = 500;

/// Sections whose phrases may open a sentence of an article too: there, a few words prove nothing.
const SPOKEN: &[&str] = &[
    "newsletter-prompt",
    "subscription-prompt",
    "donation-prompt",
    "login-prompt",
    "related-list",
    "share-bar",
    "navigation",
    "comments",
    "comment-form",
    "advertisement",
    "loading",
    "correction-prompt",
    "platform-footer",
];

impl<'a> Page<'a> {
    pub(super) fn new(segments: Vec<Segment<'a>>) -> Page<'a> {
        let spaced = segments.iter().filter(|s| !s.glued).count() * 2 > segments.len();
        let mut folded = String::with_capacity(LONGEST_PHRASED);
        let (mut hits, mut phrased) = (Vec::with_capacity(24), Vec::with_capacity(24));
        let mut lines: Vec<Line> = Vec::with_capacity(segments.len());
        let mut words = Words::with_capacity(segments.len(), segments.iter().map(|s| s.patch.text().len()).sum());
        let mut map = Map::of(segments.iter().map(|s| s.patch.text().len()).max().unwrap_or(0));
        for segment in segments {
            let trimmed = text::trim(segment.patch.text());
            map.read(trimmed);
            let (read, tokens) = words.push(trimmed, &map);
            let may = may_hold_phrase(trimmed, &map, read, tokens);
            let mut line = measure(segment, &map, read);
            if let Some(inside) = may.filter(|_| line.text().len() <= LONGEST_PHRASED) {
                phrases::fold_into(&mut folded, line.text());
                line.hits.0 = hits.len() as u32;
                phrases().find_with(&folded, inside, |hit| hits.push(hit));
                line.hits.1 = hits.len() as u32;
                if line.hits.0 < line.hits.1 {
                    phrased.push(lines.len() as u32);
                }
            }
            lines.push(line);
        }
        words.settle(None);
        // A time alone is that of a player, unless it heads an entry of a text that is written as things happen.
        if phrased.len() >= 3 && hits.iter().filter(|hit| is_clock(hit)).count() >= 3 {
            let known = |i: usize| hits[lines[i].hits.0 as usize..lines[i].hits.1 as usize].iter().any(|hit| hit.whole);
            for i in lines::times(&words, |i| lines[i].text(), known) {
                lines[i].hits = (0, 0);
            }
            phrased.retain(|i| lines[*i as usize].hits.1 > 0);
        }
        let sections = hits.iter().fold(0, |all, hit| all | bit(hit.section));
        let (keys, next) = by_key(&lines);
        Page { lines, words, spaced, hits, sections, phrased, keys, next }
    }

    /// The lines of a key, in order.
    pub(super) fn with_key(&self, key: LineKey) -> impl Iterator<Item = usize> {
        let first = self.keys[place(&self.keys, &self.lines, key)];
        std::iter::successors(before(first), |i| before(self.next[*i]))
    }

    /// The number of the first line that says the same as a line below it.
    pub(super) fn said_before(&self, line: usize) -> Option<u32> {
        let first = self.with_key(self.lines[line].key).next().filter(|first| *first < line)?;
        Some(self.lines[first].segment.number)
    }

    /// The lines that hold phrases, in order.
    pub(super) fn phrased(&self) -> impl Iterator<Item = usize> {
        self.phrased.iter().map(|line| *line as usize)
    }

    /// The phrases found in a line.
    #[inline]
    pub(super) fn hits(&self, line: usize) -> &[Hit] {
        let (start, end) = self.lines[line].hits;
        &self.hits[start as usize..end as usize]
    }

    /// Whether a line holds a phrase of a section, as long as little else stands in it: what begins like a prompt
    /// and goes on for lines is a sentence.
    #[inline]
    pub(super) fn says(&self, line: usize, section: &str) -> bool {
        !self.hits(line).is_empty() && self.holds(section) && self.says_so(line, section)
    }

    /// Whether any line may hold a phrase of a section: a page has those of few.
    #[inline]
    pub(super) fn holds(&self, section: &str) -> bool {
        self.sections & bit(section) != 0
    }

    fn says_so(&self, line: usize, section: &str) -> bool {
        if self.hits(line).iter().all(|hit| hit.section != section) {
            return false;
        }
        let len = self.lines[line].text().len() as u32;
        let words = self.lines[line].words;
        let prose = self.lines[line].is_prose() && SPOKEN.contains(&section);
        // Who is quoted may speak of anything.
        if SPOKEN.contains(&section) && is_quoted(self.lines[line].text()) {
            return self.hits(line).iter().any(|hit| hit.section == section && hit.whole);
        }
        let hits = || self.hits(line).iter().filter(|hit| hit.section == section);
        let enough = if prose { 18 } else { 14 };
        hits().any(|hit| {
            let labelled = words <= 25
                && self.lines[line].ending == Ending::Open
                && (hit.phrase.ends_with(':') || is_label(self.lines[line].text(), hit.phrase));
            hit.whole || labelled || hit.len >= enough && words <= 60 || words <= 9 && !prose || hit.len * 3 >= len
        }) || prose && words <= 60 && {
            // A phrase that two languages share is one, and so is one that is said twice.
            let mut apart = hits().filter(|hit| !hits().any(|other| other.holds(hit))).map(|hit| hit.phrase);
            let first = apart.next();
            apart.any(|phrase| Some(phrase) != first)
        }
    }

    /// Whether all of a line is a phrase of a section.
    pub(super) fn is_exactly(&self, line: usize, section: &str) -> bool {
        self.hits(line).iter().any(|hit| hit.section == section && hit.whole)
    }

    /// Other documents of the collection that hold the line.
    pub(super) fn others(&self, line: usize, survey: &Survey) -> u32 {
        survey.others_with(self.lines[line].key)
    }
}

/// Whether a line is what somebody says, and who says it: `"We put it in the newsletter," she said.`
fn is_quoted(line: &str) -> bool {
    let Some(said) = line.strip_prefix(['"', '“', '„', '«', '”']) else { return false };
    let end = said.find(['"', '”', '“', '»']);
    end.is_some_and(|end| said[end..].chars().skip(1).filter(|c| c.is_alphabetic()).count() >= 4)
        && said.ends_with(['.', '!', '?'])
}

/// Whether a phrase is what stands above a colon or a bar in a line: `See also: Words`, `See also | Words`.
fn is_label(line: &str, phrase: &str) -> bool {
    let Some((label, rest)) = line.split_once([':', '：', '|', '｜']) else { return false };
    !rest.is_empty() && text::with_fold(label, |label| text::with_fold(phrase, |phrase| label == phrase))
}

/// Whether a phrase is a time and nothing else.
fn is_clock(hit: &Hit) -> bool {
    hit.whole && matches!(hit.phrase, "#:#" | "#:#:#")
}

/// A bit for the name of a section, which few others share.
#[inline]
fn bit(section: &str) -> u64 {
    match section.as_bytes() {
        [first, .., last] => 1 << ((section.len() * 5 + usize::from(*first) * 7 + usize::from(*last)) % 64),
        _ => 1,
    }
}

/// A table of the keys of lines, at most half full, and the next line of each line's key.
fn by_key(lines: &[Line<'_>]) -> (Vec<u32>, Vec<u32>) {
    let (mut keys, mut next) = (vec![0; (lines.len() * 2).next_power_of_two().max(2)], vec![0; lines.len()]);
    // From the last: so the first is met first.
    for (i, line) in lines.iter().enumerate().rev() {
        let place = place(&keys, lines, line.key);
        next[i] = keys[place];
        keys[place] = i as u32 + 1;
    }
    (keys, next)
}

/// Where a key stands in a table of them, or would stand.
fn place(keys: &[u32], lines: &[Line<'_>], key: LineKey) -> usize {
    let last = keys.len() - 1;
    let mut at = (text::scatter(key) >> 32) as usize & last;
    while before(keys[at]).is_some_and(|i| lines[i].key != key) {
        at = (at + 1) & last;
    }
    at
}

/// The line of a number from one.
fn before(number: u32) -> Option<usize> {
    (number as usize).checked_sub(1)
}

/// Whether a line may hold an interface phrase, by its words: most lines hold none, and are not folded to look. If so,
/// whether one that may stand anywhere.
fn may_hold_phrase(line: &str, map: &Map, read: &lines::Line, words: &[Token]) -> Option<bool> {
    let openings = phrases().openings();
    let marked = || map.blocks.first().is_none_or(|block| block.signs & 1 == 0) && openings.may_begin(line);
    let inside = read.is_strange() || openings.may_hold(words, |word| word.folded());
    (inside || openings.may_head(words, |word| word.folded()) || marked()).then_some(inside)
}

/// The words of a line between white space, and those of them that begin with a capital. A word is counted at its
/// first letter or digit.
fn count(map: &Map) -> (u32, u32) {
    let (mut words, mut capitals, mut counted) = (0, 0, false);
    for block in &map.blocks {
        // Taking one away where each word begins changes all up to the first sign or space of it.
        let events = block.signs | block.spaces;
        let begins = block.spaces << 1 | u64::from(!counted);
        let first = events & !events.wrapping_sub(begins) & block.signs;
        words += first.count_ones();
        capitals += (first & block.capitals).count_ones();
        // Since the last space, or since the block began, was anything counted?
        let open = if block.spaces == 0 { u64::MAX } else { !(u64::MAX >> block.spaces.leading_zeros()) };
        counted = block.signs & open != 0 || counted && block.spaces == 0;
    }
    (words, capitals)
}

/// The same where every character of a script without spaces is a word.
fn count_unspaced(line: &str) -> (u32, u32) {
    let (mut words, mut capitals, mut counted) = (0, 0, false);
    for c in line.chars() {
        if c.is_whitespace() {
            counted = false;
        } else if text::is_unspaced(c) {
            (words, counted) = (words + 1, true);
        } else if !counted && text::is_alphanumeric(c) {
            (words, counted) = (words + 1, true);
            capitals += u32::from(c.is_uppercase());
        }
    }
    (words, capitals)
}

/// What a line is made of. `map` is of its text, trimmed.
fn measure<'a>(segment: Segment<'a>, map: &Map, read: &lines::Line) -> Line<'a> {
    let line = segment.patch.text();
    let (mut words, capitals) = if map.unspaced { count_unspaced(line) } else { count(map) };
    let plain = map.blocks.iter().map(|block| (block.signs & !block.digits & !block.beyond).count_ones());
    let letters = plain.sum::<u32>() + map.letters;
    let (foreign, unspaced, lower) = (map.foreign, map.unspaced, map.lower);
    let trimmed = text::trim(line);
    let last = trimmed.chars().next_back().unwrap_or(' ');
    // Three characters of a script without spaces are about a word of another.
    if foreign * 2 > letters && words > 3 && line.chars().take(40).filter(|c| text::is_unspaced(*c)).count() > 8 {
        words = words * 2 / 3;
    }
    let key = survey::mapped_key(trimmed, map);
    let barred = read.bars >= 2 && read.bars * 40 > words;
    let ending = ending(line, last);
    let enough = match ending {
        Ending::Sentence => 12,
        Ending::Colon => 25,
        Ending::Open => 40,
    };
    Line {
        key,
        words,
        capitals,
        lower,
        ending,
        prose: !barred && words >= enough,
        parted: read.is_parted(),
        numbered: !map.simple || map.blocks.iter().any(|block| block.digits != 0),
        foreign,
        unspaced,
        letters,
        hits: (0, 0),
        dates: OnceCell::new(),
        byline: OnceCell::new(),
        segment,
    }
}

fn ending(line: &str, last: char) -> Ending {
    let mut end = last;
    if is_closing(last) {
        end = line.trim_end_matches(|c: char| is_closing(c) || c.is_whitespace()).chars().next_back().unwrap_or(last);
        // A bracket after a full stop closes a note; a quotation mark after a comma goes on.
        if !ends_sentences(end) && matches!(last, '"' | '”' | '»' | '」' | '』') && line.len() > 100 {
            return Ending::Sentence;
        }
    }
    if ends_sentences(end) {
        Ending::Sentence
    } else if matches!(end, ':' | '：') {
        Ending::Colon
    } else {
        Ending::Open
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '」' | '』' | '）' | '›' | '‘')
}

/// Whether a character ends sentences, in any script.
pub(super) fn ends_sentences(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔' | '｡')
}

#[cfg(test)]
mod tests;
