//! Offices of newsrooms among the candidates: their lines are bylines, and they are no authors.

use super::super::super::page::Line;
use super::super::byline::{Found, has_given_name, is_name, newsroom};
use super::{Candidate, Of, Reader};
use crate::lang::bylines;

/// Lines below the title in which an office may stand alone.
const BELOW: usize = 6;
/// Words of it.
const MOST: u32 = 6;

impl Candidate {
    /// Whether it names somebody.
    pub(super) fn is_person(&self) -> bool {
        self.found.names.iter().any(|name| !newsroom::is_office(name))
    }

    /// Whether it is an office that signs as persons do, by its bare name: `Newsdesk`, but not `our correspondent`.
    pub(super) fn is_account(&self) -> bool {
        self.found.names.iter().any(|name| bylines::is_office(name))
    }

    /// The same without what names nobody: `Staff Reporter Ada Person` is Ada Person.
    pub(super) fn without_offices(mut self) -> Candidate {
        self.found.names =
            self.found.names.iter().filter_map(|name| newsroom::person(name)).map(String::from).collect();
        self
    }
}

/// Whether a line says what the person is whose name stands in the line above: `Ferry Post Staff Writer`, `@ada`.
pub(super) fn tells_of_above(line: &Line<'_>) -> bool {
    let text = line.text().trim();
    let handle = text.starts_with('@') && !text.contains(' ');
    let last = || text.rsplit(' ').next().is_some_and(bylines::is_newsroom);
    (1..=MOST).contains(&line.words) && (handle || text.starts_with(char::is_uppercase) && last())
}

/// Lines between the name of an outlet at the top of the page and the same below.
const APART: usize = 4;

impl Reader<'_> {
    /// Whether a name alone between title and text is that of a reporter, as the line below says.
    pub(super) fn is_told_below(&self, candidate: &Candidate) -> bool {
        let (i, lines, name) = (candidate.line, &self.page.lines, &candidate.found.names[0]);
        let between = self.title.is_some_and(|t| i > t.line && i <= t.line + BELOW) && i <= self.zones.start;
        let alone = || candidate.is_person() && name.contains(' ') && lines[i].text().trim() == name;
        between && alone() && lines.get(i + 1).is_some_and(tells_of_above)
    }

    /// Whether the line above is a full name and nothing else.
    pub(super) fn is_name_above(&self, i: usize) -> bool {
        let above = i.checked_sub(1).map(|above| self.page.lines[above].text().trim());
        above.is_some_and(|name| is_name(name, true) && !newsroom::is_office(name))
    }

    /// Whether a line that is all of a name says the same as one further up, above the title: the outlet signs with its
    /// name, as it stands at the top of the page. Persons whose given name is known have pages of their own.
    pub(super) fn is_masthead(&self, candidate: &Candidate) -> bool {
        let (i, found) = (candidate.line, &candidate.found);
        let [name] = &found.names[..] else { return false };
        let line = &self.page.lines[i];
        if name.len() != line.text().trim().len() || has_given_name(name) {
            return false;
        }
        let top = self.title.map_or(self.zones.start, |title| title.line);
        self.page.with_key(line.key).next().is_some_and(|first| first < top && first + APART <= i)
    }

    /// A line between title and text that is an office of at least so many words: `Our Correspondent`, `La rédaction`.
    pub(super) fn office(&self, i: usize, least: u32) -> Option<Candidate> {
        let line = &self.page.lines[i];
        let below = self.title.is_some_and(|t| i > t.line && i <= t.line + BELOW) && i <= self.zones.start;
        if !below || !(least..=MOST).contains(&line.words) {
            return None;
        }
        let text = line.text();
        let name = text.trim_matches([' ', '|', '-', '–', '—', '*', '•', '■', ':', '：', '.', '(', ')']);
        let start = text.find(name)?;
        if !newsroom::is_office(name) {
            return None;
        }
        let found = Found { names: vec![name.to_string()], range: start..start + name.len() };
        let points = self.measure(i, &found, Of::Alone);
        Some(Candidate { line: i, found, whole: true, asked: i, points })
    }
}
