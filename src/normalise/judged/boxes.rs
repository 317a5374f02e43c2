//! Boxes of other stories in the middle of a text.
//!
//! What the line model says of a line leans on what stands around it, and the heading of a list of other stories says
//! that the text is over. Where paragraphs follow below the list as they stand above it, the page is judged once more
//! as if the box were not there; that counts if by it the paragraphs are text.

use super::Judged;
use super::heads::{Heads, Kind, is_spoken};
use super::onward::STORIES;
use crate::normalise::lines::{self, Answer, LineView};
use crate::normalise::marks::{Marks, Verdict};
use crate::normalise::page::{Ending, Page};
use crate::normalise::zones;
use std::ops::Range;

/// Lines of a box below its heading, at most.
const LONGEST: usize = 10;
/// Captions and credits between the text and a box, at most.
const PICTURES: usize = 3;
/// Lines above a box that tell what heads the paragraphs.
const ABOVE: usize = 60;
/// How often a page is judged again, at most.
const ROUNDS: u32 = 2;

/// A box, and the lines below it that must be text.
struct Cut {
    lines: Range<usize>,
    below: Range<usize>,
}

impl Judged {
    /// Judges a page again without the boxes in its text, if there are any that the text goes on below.
    pub(super) fn read_across(&mut self, page: &Page<'_>, marks: &Marks, views: &[LineView<'_>]) {
        let mut boxes: Vec<Cut> = (0..page.lines.len()).filter_map(|i| self.box_at(page, marks, i)).collect();
        for _ in 0..ROUNDS {
            if boxes.is_empty() {
                return;
            }
            let cuts: Vec<Range<usize>> = boxes.iter().map(|cut| cut.lines.clone()).collect();
            let found = lines::judge_without(views, &page.words, &cuts);
            let is_text = |i: usize| found[i].as_ref().is_some_and(|judgement| judgement.answer == Answer::Body);
            boxes.retain(|cut| cut.below.clone().all(is_text));
            if boxes.len() == cuts.len() {
                let known = self.lines.iter_mut().zip(found);
                known.for_each(|(line, found)| *line = found.unwrap_or_else(|| line.clone()));
                self.boxes = boxes.into_iter().map(|cut| headlines(page, cut.lines)).collect();
                return;
            }
        }
    }

    /// The box whose heading a line is, right below a line of the text.
    fn box_at(&self, page: &Page<'_>, marks: &Marks, heading: usize) -> Option<Cut> {
        let is_heading = marks.rule(heading) == Some(STORIES) && zones::is_stop(page, marks, heading);
        if !is_heading || !self.stands_below_text(page, marks, heading) {
            return None;
        }
        let may_be = |i: &usize| marks.is_free(*i) && self.answer(*i) != Answer::Aside;
        let heads = Heads::of(page, (heading.saturating_sub(ABOVE)..heading).filter(may_be));
        let first = heading + 1;
        for i in first..page.lines.len().min(first + 1 + LONGEST) {
            if let Some(below) = goes_on(page, marks, &heads, i).filter(|_| i > first) {
                // What is too short for a headline may head the paragraphs.
                let is_head = i - 1 > first && page.lines[i - 1].words < 3 && marks.is_free(i - 1);
                return Some(Cut { lines: heading..i - usize::from(is_head), below });
            }
            if page.lines[i].is_prose() || zones::is_stop(page, marks, i) {
                return None;
            }
        }
        None
    }

    /// Whether the next line above, but for captions and credits, is one of the text that ends there.
    fn stands_below_text(&self, page: &Page<'_>, marks: &Marks, heading: usize) -> bool {
        let is_caption = |i: &usize| match marks.get(*i) {
            Some(verdict) => matches!(verdict, Verdict::Beside { .. }),
            None => page.lines[*i].ending == Ending::Open && page.lines[*i].words >= 3,
        };
        let above = (heading.saturating_sub(PICTURES)..heading).rev().find(|i| !is_caption(i));
        above
            .is_some_and(|i| page.lines[i].ending != Ending::Open && marks.is_free(i) && self.answer(i) == Answer::Body)
    }
}

/// The lines of a box that are surely headlines: a last one that is short, or stands between blank lines, may head what
/// is below.
fn headlines(page: &Page<'_>, lines: Range<usize>) -> Range<usize> {
    let apart = |i: usize| page.lines.get(i).is_none_or(|line| !line.segment.glued);
    let last = lines.end - 1;
    let heads = last > lines.start && (page.lines[last].words <= 5 || page.spaced && apart(last) && apart(lines.end));
    lines.start..if heads { last } else { lines.end }
}

/// The paragraph with which the text may go on at a line: one with another line below it that is no headline, what is
/// said like above, or the next heading of a kind with a paragraph.
fn goes_on(page: &Page<'_>, marks: &Marks, heads: &Heads, i: usize) -> Option<Range<usize>> {
    let is_free = |i: usize| i < page.lines.len() && marks.is_free(i) && page.hits(i).is_empty();
    let is_sentence = |i: usize| is_free(i) && page.lines[i].ending != Ending::Open && page.lines[i].words >= 3;
    let line = &page.lines[i];
    if !is_free(i) {
        return None;
    }
    let headed = || Kind::of(page, i).filter(|kind| is_sentence(i + 1) && heads.expect(kind, || false));
    if line.is_prose() && is_sentence(i + 1) {
        Some(i..i + 2)
    } else if is_spoken(line, heads) {
        Some(i..i + 1)
    } else {
        headed().map(|_| i + 1..i + 2)
    }
}
