//! What the text goes on with below the end that the line model found.
//!
//! The model leaves a short text too early: what interrupts it weighs as much as the paragraphs below. Lines that it
//! only doubts are asked once more, by what stands between them and the text, and by what heads the paragraphs above.

use super::Judged;
use super::heads::{self, Heads, Kind, is_spoken, roman};
use crate::model::Rule;
use crate::normalise::lines::Answer;
use crate::normalise::marks::{Marks, View};
use crate::normalise::page::{Ending, Line, Page};
use crate::normalise::zones::{self, Vocabulary};
use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Range;

/// Lines of furniture between two parts of a text, at most; what is more ends it.
const BETWEEN: usize = 6;
/// Lines below the end of the text, or below the heading of other stories, among which a paragraph may take it up again.
const AHEAD: usize = 14;
/// How likely a line below the text must be text, in hundredths.
const LIKELY: u8 = 20;
/// The same for a paragraph that takes the text up again below what is none of it.
const AGAIN: u8 = 50;
/// The same below a heading, or in a speech, like those above.
const ALIKE: u8 = 10;
/// The rule of headings of other stories.
pub(super) const STORIES: Rule = Rule("related-list");

impl Judged {
    /// Takes for text what goes on below the end that the model found: a last short sentence, a paragraph below the
    /// label of an advertisement or a link to another story, the next question and its answer, paragraphs about the
    /// same things below a list of others. Gives one past the last line of it.
    pub(super) fn go_on(&mut self, view: &View<'_, '_>, marks: &Marks, start: usize, end: usize) -> usize {
        let (page, lines) = (view.page, self.lines.len());
        let known = LazyCell::new(|| zones::vocabulary(page, start, end));
        let mut above = Above { page, start, end, words: None, heads: None };
        let (mut last, mut i, mut between) = (end, end, 0);
        while i < lines && between <= BETWEEN {
            let stop = zones::is_stop(page, marks, i);
            if !stop && (marks.is_out(i) || page.hits(i).iter().any(|hit| hit.whole)) {
                between += 1;
                i += 1;
                continue;
            }
            let next = if stop {
                self.next_below_stories(page, marks, &known, i)
            } else if self.may_go_on(page, marks, i) {
                // Below furniture a line that is no paragraph must be about the same things.
                let line = &page.lines[i];
                let near = || between == 0 || line.is_prose() || zones::shares(line, &known) >= zones::SHARED;
                let goes_on = tells(line) && self.probability(i) >= LIKELY && near();
                let count = if goes_on { 1 } else { self.alike(page, marks, above.heads(self, marks), i) };
                i..i + count
            } else {
                i..i
            };
            let next = if next.is_empty() { self.taken_up(&mut above, marks, i) } else { next };
            if next.is_empty() {
                break;
            }
            next.clone().for_each(|i| self.lines[i].answer = Answer::Body);
            (last, i, between) = (next.end, next.end, 0);
        }
        if last > end {
            // What was found speaks of more.
            (above.end, above.words) = (last, None);
        }
        self.fill(&mut above, marks);
        last
    }

    /// The paragraphs below the heading of other stories with which the text goes on: it takes two in a row.
    fn next_below_stories(&self, page: &Page<'_>, marks: &Marks, known: &HashSet<&str>, stop: usize) -> Range<usize> {
        let lines = self.lines.len();
        let stories = marks.rule(stop) == Some(STORIES);
        let back = stories.then(|| zones::returns(page, marks, known, (stop, lines), zones::SHARED)).flatten();
        let stays = |i: &usize| page.lines[*i].is_prose() && self.is_open(page, marks, *i);
        back.map_or(stop..stop, |back| back..back + (back..lines).take_while(stays).count())
    }

    /// The next line, not far from one on, that takes the text up again, across headlines and whatever else is none of
    /// it: a paragraph that more likely than not is text and speaks of what the text speaks of, or what somebody says
    /// who spoke above. Nothing below a heading of comments.
    fn taken_up(&self, above: &mut Above<'_>, marks: &Marks, from: usize) -> Range<usize> {
        let page = above.page;
        for i in from..page.lines.len().min(from + AHEAD) {
            if zones::is_stop(page, marks, i) && marks.rule(i) != Some(STORIES) {
                break;
            }
            if self.probability(i) < ALIKE || !self.may_go_on(page, marks, i) {
                continue;
            }
            let line = &page.lines[i];
            let again = self.probability(i) >= AGAIN && line.is_prose() && tells(line);
            if again && above.words().is_shared(line) || is_spoken(line, above.heads(self, marks)) {
                return i..i + 1;
            }
        }
        from..from
    }

    /// Takes for text what the model doubts inside of it: paragraphs that more likely than not are text and speak of what
    /// the text speaks of, and a heading that stands apart right above a paragraph, below a list of other stories.
    fn fill(&mut self, above: &mut Above<'_>, marks: &Marks) {
        let page = above.page;
        for i in (above.start..above.end).rev() {
            if !self.may_go_on(page, marks, i) {
                continue;
            }
            let line = &page.lines[i];
            let likely = self.probability(i) >= AGAIN && line.is_prose() && tells(line);
            if likely && above.words().is_shared(line)
                || self.is_heading(page, marks, i)
                || self.is_alike(page, marks, above.heads(self, marks), i)
            {
                self.lines[i].answer = Answer::Body;
            }
        }
    }

    /// Whether a short line between blank lines heads the paragraph below it: it has a Roman number, or what stands above
    /// is a paragraph or a list whose lines stand together.
    pub(in crate::normalise) fn is_heading(&self, page: &Page<'_>, marks: &Marks, i: usize) -> bool {
        let line = &page.lines[i];
        let apart = |i: usize| page.lines.get(i).is_none_or(|line| !line.segment.glued);
        let short = |line: &Line<'_>| line.is_short() && line.words <= heads::HEADING;
        let below = |i: usize| page.lines[i].is_prose() && self.lines[i].answer == Answer::Body && !marks.is_out(i);
        page.spaced
            && short(line)
            && (apart(i) && apart(i + 1))
            && i + 1 < page.lines.len()
            && below(i + 1)
            && i > 0
            && (page.lines[i - 1].is_prose() || page.lines[i - 1].segment.glued || roman(line.text()).is_some())
    }

    /// Where a text begins whose first paragraph is headed as others are.
    pub(super) fn headed_start(&mut self, page: &Page<'_>, marks: &Marks, start: usize, end: usize) -> usize {
        let Some(above) = start.checked_sub(1).filter(|above| self.may_go_on(page, marks, *above)) else {
            return start;
        };
        let is_headed = Kind::of(page, above).is_some() && {
            let heads = Heads::of(page, self.text(marks, start, end));
            self.is_alike(page, marks, &heads, above)
        };
        if is_headed {
            self.lines[above].answer = Answer::Body;
        }
        start - usize::from(is_headed)
    }

    /// Whether a line heads the paragraph below it as others are headed.
    fn is_alike(&self, page: &Page<'_>, marks: &Marks, heads: &Heads, i: usize) -> bool {
        let kind = Kind::of(page, i).filter(|_| i + 1 < page.lines.len());
        let below = |i: usize| tells(&page.lines[i]) && self.lines[i].answer == Answer::Body && !marks.is_out(i);
        kind.is_some_and(|kind| below(i + 1) && heads.expect(&kind, || false))
    }

    /// The lines of the text, in order.
    fn text<'t>(&'t self, marks: &'t Marks, start: usize, end: usize) -> impl Iterator<Item = usize> + 't {
        (start..end).filter(|i| self.lines[*i].answer == Answer::Body && !marks.is_out(*i))
    }

    /// Whether only the model speaks against a line, and not surely.
    fn may_go_on(&self, page: &Page<'_>, marks: &Marks, line: usize) -> bool {
        line < self.lines.len() && self.lines[line].answer == Answer::Doubtful && self.is_open(page, marks, line)
    }

    /// How many lines from one on are the next of their kind: a heading like those above and the paragraph below it,
    /// or a line of speech.
    fn alike(&self, page: &Page<'_>, marks: &Marks, heads: &mut Heads, i: usize) -> usize {
        if self.probability(i) >= ALIKE && is_spoken(&page.lines[i], heads) {
            return 1;
        }
        let headed = |i: usize| {
            let below = i + 1;
            self.may_go_on(page, marks, below)
                && self.probability(below) >= ALIKE
                && tells(&page.lines[below])
                && Kind::of(page, below).is_none()
        };
        // One question above may be one that the text asks, if no other follows.
        let asks_on = || {
            let next = (i + 2..page.lines.len()).take(BETWEEN).find(|next| !marks.is_out(*next));
            let asks = |next: usize| matches!(Kind::of(page, next), Some(Kind::Question)) && headed(next);
            next.is_some_and(asks)
        };
        match Kind::of(page, i) {
            Some(kind) if headed(i) && heads.expect(&kind, asks_on) => {
                heads.add(kind);
                2
            }
            _ => 0,
        }
    }
}

/// The text that the model found, and what is asked of it where something goes on below.
struct Above<'p> {
    page: &'p Page<'p>,
    start: usize,
    end: usize,
    words: Option<Vocabulary<'p>>,
    heads: Option<Heads>,
}

impl<'p> Above<'p> {
    fn words(&mut self) -> &mut Vocabulary<'p> {
        self.words.get_or_insert_with(|| Vocabulary::of(self.page, self.start, self.end))
    }

    fn heads(&mut self, judged: &Judged, marks: &Marks) -> &mut Heads {
        self.heads.get_or_insert_with(|| Heads::of(self.page, judged.text(marks, self.start, self.end)))
    }
}

/// Whether a line states something: what asks or calls out below a text mostly invites to something.
pub(super) fn tells(line: &Line<'_>) -> bool {
    line.ending == Ending::Sentence && line.words >= 3 && !line.text().ends_with(['?', '!', '？', '！', '؟'])
}
