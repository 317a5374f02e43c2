//! Lines that look as a title does and are none: entries of a menu, names of those who send something out, captions,
//! bylines, rows of facts. Most of them give way only where a headline stands on their other side.

use super::super::super::marks::Verdict;
use super::super::super::page::Line;
use super::super::super::pictures;
use super::super::{byline, date};
use super::{Found, Reader};
use crate::lang::record;
use crate::text;

/// To which headline a line gives way that is hardly the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Yields {
    No,
    /// A caption or byline, to one above it.
    Above,
    /// An entry of a menu, or the name of an office, to one below it.
    Below,
    /// A name between the date and a headline, to that one.
    Next,
}

/// Points that the headline has to have. A caption shares many words with the text, so that one with few points above
/// it is a kicker; a menu has been told from a headline by its shape.
const ABOVE: i32 = 1000;
const BELOW: i32 = 0;
const NEXT: i32 = -500;
/// Lines between a caption or byline and the headline.
const BETWEEN: usize = 5;
/// Words of the name of an office.
const NAME: u32 = 7;

impl Reader<'_> {
    /// The headline that a line gives way to.
    pub(super) fn instead(&self, found: &mut [Found], best: usize) -> Option<usize> {
        let (range, least) = match self.yields(&found[best]) {
            Yields::No => return None,
            Yields::Above => (0..best, ABOVE),
            Yields::Below => (best + 1..found.len(), BELOW),
            Yields::Next => (best + 1..found.len().min(best + 2), NEXT),
        };
        let from = found[best].line;
        let fits: Vec<usize> = range
            .filter(|n| {
                let one = &found[*n];
                let near = || one.line > from || self.lines_between(one.line, from) <= BETWEEN;
                one.headline && self.marks.is_free(one.line) && near() && self.yields(one) == Yields::No
            })
            .collect();
        for n in &fits {
            self.take_up(&mut found[*n]);
        }
        fits.into_iter().filter(|n| found[*n].points.sum >= least).rev().max_by_key(|n| found[*n].points.sum)
    }

    /// Whether a line gives way to a headline above or below it.
    fn yields(&self, one: &Found) -> Yields {
        let (i, line) = (one.line, &self.view.page.lines[one.line]);
        if one.held {
            return Yields::No;
        }
        if i > 0 && (self.is_captioned(i) || self.is_signed(i)) {
            return Yields::Above;
        }
        if !one.echoed && one.words <= 4 && self.is_of_menu(i) || line.words <= NAME && is_firm(line) {
            return Yields::Below;
        }
        if one.words <= 3 && self.is_between(i) { Yields::Next } else { Yields::No }
    }

    /// `The ferry in dock (Agency)`, or a line right above a credit.
    fn is_captioned(&self, i: usize) -> bool {
        let text = self.view.page.lines[i].text();
        let bracketed = text.ends_with([')', '）']) && {
            let inner = text.rfind(['(', '（']).map_or("", |at| &text[at..]);
            inner.split(' ').nth(3).is_none() && inner.len() < text.len() && !inner.contains(char::is_numeric)
        };
        bracketed || i + 1 < self.view.page.lines.len() && self.view.page.says(i + 1, "credit")
    }

    /// `By Ada Person    Court Reporter` beside a date: after a by-word, names and nothing else.
    fn is_signed(&self, i: usize) -> bool {
        let lines = &self.view.page.lines;
        let line = &lines[i];
        let dated = |j: usize| lines.get(j).is_some_and(|l| l.date().is_some_and(|d| d.share > 0.3));
        (3..=8).contains(&line.words)
            && line.capitals == line.words
            && (dated(i + 1) || dated(i - 1))
            && line.text().split_once(' ').is_some_and(|(first, _)| byline::is_by_word(first))
    }

    /// An entry of a menu, or the name of the site above one: short lines stand right above and below.
    fn is_of_menu(&self, i: usize) -> bool {
        let lines = &self.view.page.lines;
        if i == 0 {
            let is_entry = |j: &usize| self.is_entry(*j, 3);
            return is_titled(&lines[i]) && (1..lines.len().min(5)).take_while(is_entry).count() == 4;
        }
        let below = (i + 1..lines.len().min(i + 5)).take_while(|j| self.is_entry(*j, 2)).count();
        if size(&lines[i]) > 3 || !lines[i].segment.glued || below == 0 {
            return false;
        }
        // The uppermost of them follows nothing.
        let above = (i.saturating_sub(2)..i).rev().take_while(|j| self.is_small(*j, 2)).count();
        above >= 1 && above + below >= 3
    }

    fn is_entry(&self, j: usize, longest: u32) -> bool {
        self.view.page.lines[j].segment.glued && self.is_small(j, longest)
    }

    /// A line of a few words that is no button below a title, nor what tells of an article.
    fn is_small(&self, j: usize, longest: u32) -> bool {
        let line = &self.view.page.lines[j];
        let told = match self.marks.get(j) {
            Some(Verdict::Aside { rule, .. }) => rule.0 == "share-bar",
            Some(Verdict::Record(_) | Verdict::Beside { .. }) => true,
            _ => false,
        };
        (1..=longest).contains(&size(line)) && !told && line.dates().is_empty() && line.byline().is_none()
    }

    /// A name of a word or three between the date and a line of many words: who sends a report out.
    fn is_between(&self, i: usize) -> bool {
        let lines = &self.view.page.lines;
        let dated = i > 0 && lines[i - 1].date().is_some_and(|d| d.share > 0.5);
        let headed = lines.get(i + 1).is_some_and(|l| l.words >= 6 && !l.is_prose() && l.date().is_none());
        dated && headed && lines[i].capitals == lines[i].words
    }

    pub(super) fn take_up(&self, one: &mut Found) {
        if one.points.take_up() {
            let text = &self.view.page.lines[one.line].text()[..one.len];
            self.lead().measure(text, &mut one.points);
        }
    }
}

/// Whether every word begins with a capital or figure, as in names: `Harbour Radio 98.4`. Some scripts have none.
fn is_titled(line: &Line<'_>) -> bool {
    line.foreign > 0 || !line.text().split(' ').any(|word| word.starts_with(char::is_lowercase))
}

/// `Verband der Werften e. V.`: a name that ends with the form of a firm.
fn is_firm(line: &Line<'_>) -> bool {
    let text = line.text();
    let Some(name) = record::before_legal_form(text) else { return false };
    let small = name.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    small <= 1
}

/// `3 May 2021 · Ada · Harbours, Boats · 4 comments`: a date, and what else is told of an article behind marks.
pub(super) fn is_row(text: &str, dates: &[date::Found]) -> bool {
    let Some(date) = dates.first() else { return false };
    const MARKS: [char; 4] = ['·', '•', '|', '●'];
    let after = text[date.range.end..].trim_start().starts_with(MARKS);
    let before = text[..date.range.start].trim_end();
    let first = before.is_empty() && after;
    first || (after || before.ends_with(MARKS)) && text.matches(MARKS).count() >= 2
}

/// `停駛的火車重新上路（記者林小明攝）`: a caption with who took the picture behind it.
pub(super) fn is_taken(line: &Line<'_>) -> bool {
    line.unspaced && pictures::taken_by(line.text()).is_some_and(|from| from > 0)
}

/// About how many words a line has; those of scripts without spaces are of two letters or of five.
pub(super) fn size(line: &Line<'_>) -> u32 {
    if !line.unspaced || line.foreign * 2 <= line.letters {
        return line.words;
    }
    let long = line.text().chars().any(text::is_spelt_unspaced);
    (line.letters / if long { 5 } else { 2 }).max(1)
}

/// Whether marks at the start of a line speak against it: those of German quotes do not.
pub(super) fn is_start_mark(text: &str) -> bool {
    text.starts_with(['+', '-', '•', '*', '>', '–', '|'])
        || text.strip_prefix('»').is_some_and(|rest| !rest.contains('«'))
}
