//! The candidate that counts, with those who wrote with them.

use super::super::super::page::Page;
use super::super::super::zones::Zones;
use super::super::byline::newsroom;
use super::Candidate;

/// Names of a list that may stand on each side of one that is told to be a journalist.
const MOST: usize = 7;

/// The candidate with the most points, if it has not less than zero.
pub(super) fn best_of<'c>(found: impl Iterator<Item = &'c Candidate>) -> Option<&'c Candidate> {
    let best = found.fold(None, |best: Option<&Candidate>, c| match best {
        Some(b) if b.points.sum >= c.points.sum => Some(b),
        _ => Some(c),
    });
    best.filter(|c| c.points.sum >= 0)
}

/// Lines below the end of a text in which its author may be named.
const NEAR_END: usize = 2;

/// Well below the text, bylines of several persons are those of other stories.
pub(super) fn without_stories(page: &Page<'_>, zones: &Zones, found: &mut Vec<Candidate>) {
    let far = |c: &Candidate| c.line >= zones.end + NEAR_END && page.lines[c.line].byline().is_some();
    let mut stories = found.iter().filter(|c| far(c));
    let Some(first) = stories.next() else { return };
    let (line, names) = (first.line, &first.found.names);
    if stories.any(|c| c.line > line + 1 && c.found.names != *names) {
        found.retain(|c| !far(c));
    }
}

/// Lines of one name each, in the head of a page.
struct Listed<'a> {
    page: &'a Page<'a>,
    found: &'a [Candidate],
}

/// An author, with those who stand in lines of their own right above or below, in the head: a name a line, each with or
/// without what the person is below it. Below the text, a name and a place are so written, the name first.
pub(super) fn with_next(page: &Page<'_>, zones: &Zones, best: &Candidate, found: &[Candidate]) -> Candidate {
    let listed = Listed { page, found };
    let mut all = best.clone();
    if !listed.is_alone(best) {
        return all;
    }
    if best.line >= zones.end {
        let above = best.line.checked_sub(1).and_then(|line| listed.at(line));
        return above.cloned().unwrap_or(all);
    }
    let new = |all: &Candidate, c: &Candidate| !all.found.names.contains(&c.found.names[0]);
    let (mut first, mut last) = (best, best);
    for _ in 0..listed.most(best) {
        let Some(above) = listed.above(first).filter(|c| new(&all, c)) else { break };
        all.found.names.insert(0, above.found.names[0].clone());
        first = above;
    }
    for _ in 0..listed.most(best) {
        let Some(below) = listed.below(last).filter(|c| new(&all, c)) else { break };
        all.found.names.push(below.found.names[0].clone());
        last = below;
    }
    all
}

impl<'a> Listed<'a> {
    fn is_alone(&self, c: &Candidate) -> bool {
        let name = &c.found.names[0];
        c.found.names.len() == 1 && self.page.lines[c.line].text() == name && name.contains(' ') && c.is_person()
    }

    /// The candidate of a line that is a name.
    fn at(&self, line: usize) -> Option<&'a Candidate> {
        self.found.iter().find(|c| c.line == line && self.is_alone(c))
    }

    /// Whether a line says what the person above it is, or how to reach them: `Journalist`, `@ada`.
    fn tells(&self, line: usize) -> bool {
        self.page.lines.get(line).is_some_and(|l| {
            let text = l.text();
            (1..=4).contains(&l.words) && (newsroom::is_office(text) || text.contains('@') && !text.contains(' '))
        })
    }

    /// Names that may follow another on each side: bare ones may be those of anything.
    fn most(&self, c: &Candidate) -> usize {
        let told = self.tells(c.line + 1) || c.line > 0 && self.tells(c.line - 1);
        if told { MOST } else { 1 }
    }

    /// The name above another one. Where all are told in the same way, a name needs no more.
    fn above(&self, c: &Candidate) -> Option<&'a Candidate> {
        let line = c.line.checked_sub(1)?;
        let told = self.tells(line);
        let above = self.at(line.checked_sub(usize::from(told))?)?;
        let fits = above.points.sum >= 0 || told && self.tells(c.line + 1);
        (fits && !self.is_of_picture(above, c)).then_some(above)
    }

    /// The name below another one.
    fn below(&self, c: &Candidate) -> Option<&'a Candidate> {
        let told = self.tells(c.line + 1);
        let below = self.at(c.line + 1 + usize::from(told))?;
        let fits = below.points.sum >= 0 || told && self.tells(below.line + 1);
        fits.then_some(below)
    }

    /// Whether a name belongs to the line above it rather than to the one below: no blank line parts it from a caption, but
    /// one from the author.
    fn is_of_picture(&self, above: &Candidate, c: &Candidate) -> bool {
        let lines = &self.page.lines;
        above.line > 0 && lines[above.line].segment.glued && !lines[c.line].segment.glued
    }
}
