//! What the line model says of a page of plain text, in the words of this room.
//!
//! Takes a page and what rules marked; gives an answer for each line, and where the article stands by it. Rules that
//! know a line are stronger: the model is asked where none speaks. Marked-up documents say themselves what is what.

mod beside;
mod boxes;
mod heads;
mod onward;

use super::chrome::repeated_in_collection;
use super::lines::{self, Answer, Judgement, LineView, Said, State};
use super::marks::{Evidence, Marks, View};
use super::page::Page;
use super::segment::html::Reading;
use super::voices;
use super::zones::{self, Zones};
use crate::model::{Media, Rule};
use std::ops::Range;

/// The rule of lines that the model alone sets aside.
pub(super) const NOT_ARTICLE: Rule = Rule("not-article");

/// The rule of lines that may be of another article, below its headline and byline.
pub(super) const NEXT_ARTICLE: Rule = Rule("next-article");

/// A page as the line model sees it.
#[derive(Debug)]
pub(super) struct Judged {
    lines: Vec<Judgement>,
    /// Lines with which the text goes on below a box, as the tree of the page tells, in order.
    again: Vec<usize>,
    /// Boxes of other stories inside of the text.
    boxes: Vec<Range<usize>>,
}

impl Judged {
    /// Asks the model about every line of a page. Nothing where markup says what is what.
    /// In HTML, what the tree and other readers say of a line is added to what the model thinks of it.
    pub(super) fn of(view: &View<'_, '_>, marks: &Marks, media: Media, reading: Option<&Reading>) -> Option<Judged> {
        if media == Media::Markdown {
            return None;
        }
        let page = view.page;
        let others = repeated_in_collection::furniture(view);
        let voices = reading.map(|reading| voices::add(page, reading)).unwrap_or_default();
        let views: Vec<LineView<'_>> = (0..page.lines.len())
            .map(|i| {
                let mut said = Said::default();
                page.hits(i).iter().for_each(|hit| said.add(hit.section, hit.whole, hit.len));
                let (line, others) = (&page.lines[i], others.get(i).copied().unwrap_or(0));
                let blank_before = i > 0 && !line.segment.glued;
                let voices = voices.get(i).copied().unwrap_or(0);
                LineView { text: trimmed(line.text()), blank_before, others, said, voices }
            })
            .collect();
        let mut judged = Judged { lines: lines::judge_read(&views, &page.words), again: Vec::new(), boxes: Vec::new() };
        if reading.is_none() {
            judged.read_across(page, marks, &views);
        }
        Some(judged)
    }

    /// What becomes of a line that no rule knows.
    pub(super) fn answer(&self, line: usize) -> Answer {
        self.lines[line].answer
    }

    /// From 0 to 100: how sure it is that a line is part of the article.
    pub(super) fn probability(&self, line: usize) -> u8 {
        self.lines[line].probability
    }

    /// Whether a line is of another article below this one, and would be taken for text if it were not.
    pub(super) fn is_next(&self, line: usize) -> bool {
        self.lines[line].rule == Some(NEXT_ARTICLE.0) && self.lines[line].odds >= lines::BELOW
    }

    /// Whether the shape of the page says what a line is.
    pub(super) fn is_ruled(&self, line: usize) -> bool {
        self.lines[line].rule.is_some()
    }

    /// The rule under which a line is set aside, and what speaks for it.
    pub(super) fn why(&self, line: usize) -> (Rule, Evidence) {
        let judgement = &self.lines[line];
        let place = match judgement.state {
            State::Head => "stands above the article; by its words and shape ",
            State::Body => "stands in the article; by its words and shape ",
            State::Insert => "stands between two parts of the article; by its words and shape ",
            State::Tail => "stands below the article; by its words and shape ",
        };
        match judgement.rule {
            Some("comment-thread") => (Rule("comment-thread"), "stands in a thread of dated comments".into()),
            Some("next-articles") => (Rule("next-articles"), "stands in a list of other articles".into()),
            Some("repeated-block") => (Rule("repeated-in-collection"), "stands in several other files".into()),
            _ => {
                let probability = u32::from(judgement.probability);
                (NOT_ARTICLE, Evidence::Number(place, probability, " in 100 that it is text"))
            }
        }
    }

    /// Where the article stands: from the first to the last line of it that no rule knows better, below the title.
    /// Running text right above that the rules take for its beginning is text if the model only doubts it.
    pub(super) fn zones(
        &mut self,
        view: &View<'_, '_>,
        marks: &Marks,
        title: Option<usize>,
        reading: Option<&Reading>,
    ) -> Option<Zones> {
        let lines = &view.page.lines;
        let found = &mut self.lines;
        let below = title.map_or(0, |t| t + 1);
        let is_text =
            |found: &[Judgement], i: usize| found[i].answer == Answer::Body && !marks.is_out(i) && lines[i].words > 0;
        let mut start = (below..found.len()).find(|i| is_text(found, *i))?;
        for i in (zones::start(view, marks).max(below)..start).rev() {
            if found[i].answer == Answer::Doubtful && marks.is_free(i) && lines[i].is_prose() {
                found[i].answer = Answer::Body;
                start = i;
            }
        }
        let end = (start..found.len()).rev().find(|i| is_text(found, *i)).map_or(start, |i| i + 1);
        let end = match reading {
            Some(reading) => self.go_on_beside(view.page, marks, &reading.pieces, start..end),
            None => self.go_on(view, marks, start, end),
        };
        if start > below {
            start = self.headed_start(view.page, marks, start, end);
        }
        let inside = self.boxes.iter().filter(|lines| start < lines.start && lines.end < end);
        let inserts = inside.map(|lines| (lines.start, lines.end, onward::STORIES)).collect();
        Some(Zones { start, end, inserts })
    }

    /// Whether neither a rule nor a phrase says what a line is.
    fn is_open(&self, page: &Page<'_>, marks: &Marks, line: usize) -> bool {
        marks.is_free(line) && page.hits(line).is_empty() && !self.is_ruled(line)
    }
}

/// A text without white space at its ends; hardly any has some.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}
