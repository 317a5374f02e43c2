//! A line that stands in two or more other documents of the collection: `Get our app for all the news`.
//!
//! Long lines of an agency's story are printed twice, by two papers; three times the same line is furniture. A short
//! line may be a heading that many articles have; it needs more. Two things repeat and are no furniture: bylines and
//! dates, and a story that many outlets print: of such a page most of the prose repeats, or paragraphs in a row. A short
//! sentence between paragraphs may be said in many texts: it stands beside them.

mod runs;

use super::ChromeRule;
use crate::model::{Role, Rule};
use crate::normalise::marks::{Evidence, Verdict, View};
use crate::normalise::page::{Ending, Line, Page};
use crate::normalise::zones;
use std::ops::Range;

/// The rule that lines are set aside under.
pub(in crate::normalise) const NAME: Rule = Rule("repeated-in-collection");

pub(super) const RULE: ChromeRule = ChromeRule {
    name: NAME.0,
    sentence: "a line that stands in several other files of the collection",
    mark: |view, marks| {
        let doubtful = &repeated(view).doubtful;
        for (i, others) in furniture(view).iter().enumerate().filter(|(_, others)| **others > 0) {
            let (rule, evidence) = (NAME, Evidence::Number("stands in ", *others, " other files"));
            let is_doubtful = || runs::holds(doubtful, i) || may_be_said(view.page, i);
            if marks.is_free(i) && is_doubtful() {
                // `The minister declined to comment.`
                marks.set(i, Verdict::Beside { role: Role::Doubtful, rule, confidence: 40, evidence });
            } else {
                marks.aside(i, rule, evidence);
            }
        }
    },
};

/// What repeats in a page and is no story.
#[derive(Debug, Default)]
pub(in crate::normalise) struct Repeated {
    /// For each line the number of other documents that hold it, or 0. Empty where nothing repeats.
    others: Vec<u32>,
    /// Lines among them that may be a story.
    doubtful: Vec<Range<usize>>,
}

/// For each line the number of other documents that hold it, if that makes it furniture; else 0. Empty where nothing
/// does.
pub(in crate::normalise) fn furniture<'v>(view: &'v View<'_, '_>) -> &'v [u32] {
    &repeated(view).others
}

fn repeated<'v>(view: &'v View<'_, '_>) -> &'v Repeated {
    view.furniture.get_or_init(|| find(view))
}

fn find(view: &View<'_, '_>) -> Repeated {
    if view.survey.documents < 3 {
        return Repeated::default();
    }
    let lines = &view.page.lines;
    // What is too short to be repeated is not looked up.
    let others = |(i, line): (usize, &Line<'_>)| if line.words < 2 { 0 } else { view.page.others(i, view.survey) };
    let mut found: Vec<u32> = lines.iter().enumerate().map(others).collect();
    if is_copy(lines, &found) {
        return Repeated::default();
    }
    let runs = runs::find(view.page, &found);
    for (others, line) in found.iter_mut().zip(lines) {
        if !is_repeated(*others, line.words) || is_record(line) {
            *others = 0;
        }
    }
    let told: Vec<usize> = (0..lines.len()).filter(|i| found[*i] > 0 && is_told_again(lines, &found, *i)).collect();
    told.iter().for_each(|i| found[*i] = 0);
    // `On the web:` introduces another address each time.
    for (i, pair) in lines.windows(2).enumerate() {
        if found[i] > 0 && pair[0].ending == Ending::Colon && pair[1].text().contains("://") {
            found[i] = 0;
        }
    }
    // Of such paragraphs the text around may speak of some.
    let is_told = |run: &Range<usize>| told.get(told.partition_point(|i| *i < run.start)).is_some_and(|i| *i < run.end);
    let mut doubtful = Vec::new();
    for (run, kind) in runs {
        match kind {
            runs::Kind::Story => found[run].fill(0),
            runs::Kind::Doubtful => doubtful.push(run),
            runs::Kind::Furniture => doubtful.extend(is_told(&run).then_some(run)),
        }
    }
    Repeated { others: found, doubtful }
}

fn is_repeated(others: u32, words: u32) -> bool {
    others >= 2 && words >= 5 || others >= 4 && words >= 2
}

/// Whether more than a third of the words of a document's prose stand in other documents too: then it is a copy of a
/// story, and what repeats is the story.
fn is_copy(lines: &[Line<'_>], others: &[u32]) -> bool {
    let (mut repeated, mut all) = (0, 0);
    for (line, others) in lines.iter().zip(others).filter(|(line, _)| line.is_prose()) {
        all += line.words;
        if is_repeated(*others, line.words) {
            repeated += line.words;
        }
    }
    repeated * 3 > all
}

/// Lines within which the text goes on above and below a paragraph in it.
const NEAR: usize = 3;

/// Words of a sentence that several texts may have without one taking it from the other.
const SAID: u32 = 12;

/// Whether a line is a short sentence right between paragraphs, and no phrase of a page.
fn may_be_said(page: &Page<'_>, i: usize) -> bool {
    let prose = |j: Option<usize>| j.and_then(|j| page.lines.get(j)).is_some_and(Line::is_prose);
    let line = &page.lines[i];
    let sentence = (3..SAID).contains(&line.words) && line.ending == Ending::Sentence && page.hits(i).is_empty();
    sentence && prose(i.checked_sub(1)) && prose(Some(i + 1))
}

/// Whether a paragraph stands in a text that no other document has, and speaks of what that speaks of: several outlets
/// took it from one agency.
fn is_told_again(lines: &[Line<'_>], found: &[u32], i: usize) -> bool {
    let own = |j: &usize| found[*j] == 0 && lines[*j].is_prose();
    let above = || (i.saturating_sub(NEAR)..i).rev().find(own);
    let below = || (i + 1..lines.len().min(i + 1 + NEAR)).find(own);
    if !lines[i].is_prose() {
        return false;
    }
    let (Some(above), Some(below)) = (above(), below()) else { return false };
    let known = [above, below].into_iter().flat_map(|j| zones::telling(&lines[j])).map(|(word, _)| word).collect();
    zones::shares(&lines[i], &known) >= zones::SHARED
}

/// An author writes many articles, and many appear on one day.
fn is_record(line: &Line<'_>) -> bool {
    line.byline().is_some() || line.date().is_some_and(|found| found.share > 0.3)
}
