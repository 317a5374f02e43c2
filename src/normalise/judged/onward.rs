//! What the text goes on with below the end that the line model found.
//!
//! The model leaves a short text too early: what interrupts it weighs as much as the paragraphs below. Lines that it
//! only doubts are asked once more, by what stands between them and the text, and by what heads the paragraphs above.

use super::Judged;
use crate::model::Rule;
use crate::normalise::lines::Answer;
use crate::normalise::marks::{Marks, View};
use crate::normalise::page::{Ending, Line, Page};
use crate::normalise::zones;
use std::cell::LazyCell;

/// Lines of furniture between two parts of a text, at most; what is more ends it.
const BETWEEN: usize = 6;
/// How likely a line below the text must be text, in hundredths.
const LIKELY: u8 = 20;
/// The same below a heading, or in a speech, like those above.
const ALIKE: u8 = 10;
/// Words of a heading, at most.
const HEADING: u32 = 12;

impl Judged {
    /// Takes for text what goes on below the end that the model found: a last short sentence, a paragraph below the
    /// label of an advertisement or a link to another story, the next question and its answer, paragraphs about the
    /// same things below a list of others. Gives one past the last line of it.
    pub(super) fn go_on(&mut self, view: &View<'_, '_>, marks: &Marks, start: usize, end: usize) -> usize {
        let (page, lines) = (view.page, self.lines.len());
        let known = LazyCell::new(|| zones::vocabulary(page, start, end));
        let (mut last, mut i, mut between) = (end, end, 0);
        let mut heads = None;
        while i < lines && between <= BETWEEN {
            if zones::is_stop(page, marks, i) {
                // Below a heading of other stories it takes two paragraphs in a row.
                let stories = marks.rule(i) == Some(Rule("related-list"));
                let back = if stories { zones::returns(page, marks, &known, (i, lines), zones::SHARED) } else { None };
                let Some(back) = back else { break };
                let stays = |i: &usize| page.lines[*i].is_prose() && self.is_open(page, marks, *i);
                let paragraphs = (back..lines).take_while(stays).count();
                if paragraphs == 0 {
                    break;
                }
                (back..back + paragraphs).for_each(|i| self.lines[i].answer = Answer::Body);
                (i, between) = (back + paragraphs, 0);
                last = i;
                continue;
            }
            if marks.is_out(i) || page.hits(i).iter().any(|hit| hit.whole) {
                between += 1;
                i += 1;
                continue;
            }
            if !self.may_go_on(page, marks, i) {
                break;
            }
            // Below furniture a line that is no paragraph must be about the same things.
            let line = &page.lines[i];
            let near = || between == 0 || line.is_prose() || zones::shares(line, &known) >= zones::SHARED;
            let next = if tells(line) && self.probability(i) >= LIKELY && near() {
                1
            } else {
                let heads = heads.get_or_insert_with(|| Heads::of(page, self.text(marks, start, end)));
                self.alike(page, marks, heads, i)
            };
            if next == 0 {
                break;
            }
            (i..i + next).for_each(|i| self.lines[i].answer = Answer::Body);
            i += next;
            (last, between) = (i, 0);
        }
        last
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
        if heads.speeches >= 2 && is_speech(&page.lines[i]) && self.probability(i) >= ALIKE {
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

/// Whether a line states something: what asks or calls out below a text mostly invites to something.
fn tells(line: &Line<'_>) -> bool {
    line.ending == Ending::Sentence && line.words >= 3 && !line.text().ends_with(['?', '!', '？', '！', '؟'])
}

/// Whether a line is what somebody says, as many languages print it: behind a dash.
fn is_speech(line: &Line<'_>) -> bool {
    let dashed = ["– ", "— ", "― ", "—\u{a0}", "–\u{a0}"];
    line.ending == Ending::Sentence && dashed.iter().any(|dash| line.text().starts_with(dash))
}

/// What a short line above a paragraph looks like.
#[derive(Clone, Copy)]
enum Kind {
    Question,
    /// `3. Parsnip`
    Numbered(u32),
    /// `16:05`
    Clock,
}

impl Kind {
    fn of(page: &Page<'_>, i: usize) -> Option<Kind> {
        let line = &page.lines[i];
        if line.words > HEADING {
            return None;
        }
        let text = line.text();
        if text.ends_with(['?', '？', '؟']) {
            return Some(Kind::Question);
        }
        if page.words.is_clock(i) {
            return Some(Kind::Clock);
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let marked = text[digits..].starts_with([')', '.', ':']) && line.ending == Ending::Open;
        (marked && (1..=3).contains(&digits)).then(|| text[..digits].parse().ok().map(Kind::Numbered)).flatten()
    }
}

/// What heads the paragraphs of a text.
#[derive(Default)]
struct Heads {
    questions: u32,
    clocks: u32,
    /// The number of the last heading that has one.
    number: Option<u32>,
    /// Lines behind a dash.
    speeches: u32,
}

impl Heads {
    fn of(page: &Page<'_>, text: impl Iterator<Item = usize>) -> Heads {
        let mut heads = Heads::default();
        let mut text = text.peekable();
        while let Some(i) = text.next() {
            heads.speeches += u32::from(is_speech(&page.lines[i]));
            let headed = text.peek().is_some_and(|below| tells(&page.lines[*below]));
            if let Some(kind) = headed.then(|| Kind::of(page, i)).flatten() {
                heads.add(kind);
            }
        }
        heads
    }

    fn add(&mut self, kind: Kind) {
        match kind {
            Kind::Question => self.questions += 1,
            Kind::Clock => self.clocks += 1,
            Kind::Numbered(number) => self.number = Some(number),
        }
    }

    /// Whether a heading may be the next one; `asks_on` tells whether another question follows.
    fn expect(&self, kind: &Kind, asks_on: impl FnOnce() -> bool) -> bool {
        match kind {
            Kind::Question => self.questions >= 2 || self.questions == 1 && asks_on(),
            Kind::Clock => self.clocks >= 1,
            Kind::Numbered(number) => self.number.is_some_and(|last| last.abs_diff(*number) == 1),
        }
    }
}
