//! Paragraphs in a row that other documents have in a row too: a story that several outlets print above or below pages
//! of their own, or what an outlet says of itself under each of its texts.
//!
//! What tells them apart is the heading: it speaks of the story. `HARBOUR IS DREDGED` stands above what is said of the
//! harbour; no headline speaks of the morning letter. Where it does not, what hardly any story has tells that it is
//! furniture: many documents with the same paragraphs, or with the same menu around them. What is left is in doubt.

use super::{is_record, is_repeated};
use crate::lang::stopwords;
use crate::normalise::page::{Ending, Line, Page};
use crate::text;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Paragraphs that make a story of their own, and the words that each has on average: invitations are shorter.
const PARAGRAPHS: usize = 3;
const WORDS: u32 = 20;

/// Lines that are no paragraphs between two of one story: a picture's caption, a heading. In a list of other stories
/// they stand between all.
const BETWEEN: usize = 2;

/// Other documents with the same paragraphs: no story that its headline does not speak of is printed by so many.
const MANY: u32 = 10;

/// Lines of a menu that as many documents have as have the paragraphs, and how many those must be: then these stand in
/// all documents of one outlet.
const MENU: usize = 3;
const SEVERAL: u32 = 4;

/// Words of the paragraphs that a headline must have.
const SPOKEN_OF: usize = 2;

/// Lines above the paragraphs, or at the top of the page, that may be the headline.
const NEAR: usize = 4;
const HEAD: usize = 60;

/// What paragraphs in a row are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Story,
    Doubtful,
    Furniture,
}

/// All that stand in a row in a page, with what they are; the lines of a story with its headline, if that is repeated
/// with it.
pub(super) fn find(page: &Page<'_>, others: &[u32]) -> Vec<(Range<usize>, Kind)> {
    let lines = &page.lines;
    let runs = in_a_row(lines, others);
    if runs.is_empty() {
        return Vec::new();
    }
    let (menus, head) = (menus(lines, others, &runs), Head::of(lines, others));
    let kind = |run: Range<usize>| {
        let words = spoken(lines[run.clone()].iter().map(Line::text));
        let most = head.own(&run).map(|said| shared(&said, &words)).max().unwrap_or(0);
        // Of two paragraphs nobody is sure.
        let few = run.clone().filter(|i| lines[*i].is_prose()).count() < PARAGRAPHS;
        match (most >= SPOKEN_OF, few) {
            (true, false) => return (run, Kind::Story),
            (true, true) => return (run, Kind::Doubtful),
            (false, true) => return (run, Kind::Furniture),
            (false, false) => {}
        }
        match head.printed(&words) {
            // On a page that has no other headline.
            Some(at) if !head.titled && run.start < head.end => return (at..run.end, Kind::Story),
            Some(_) => return (run, Kind::Doubtful),
            None => {}
        }
        let furniture = most == 0 && (is_interface(page, &run) || is_of_one_outlet(lines, others, &run, &menus));
        (run, if furniture { Kind::Furniture } else { Kind::Doubtful })
    };
    runs.into_iter().map(kind).collect()
}

/// What may be headlines of a page.
struct Head<'p, 's> {
    lines: &'p [Line<'s>],
    others: &'p [u32],
    /// Those above all paragraphs, with what they speak of.
    titles: Vec<(usize, BTreeSet<String>)>,
    /// The first paragraph, and the first that no other document has.
    top: usize,
    end: usize,
    /// Whether one of them above that is the page's own.
    titled: bool,
}

impl<'p, 's> Head<'p, 's> {
    fn of(lines: &'p [Line<'s>], others: &'p [u32]) -> Head<'p, 's> {
        let is_own = |i: &usize| lines[*i].is_prose() && !is_repeated(others[*i], lines[*i].words);
        let end = (0..lines.len()).find(is_own).unwrap_or(lines.len());
        let most = end.min(HEAD);
        let top = lines[..most].iter().position(Line::is_prose).unwrap_or(most);
        let mut head = Head { lines, others, titles: Vec::new(), top, end, titled: false };
        head.titles = (0..top).filter(|i| head.is_heading(*i)).map(|i| (i, head.said(i))).collect();
        head.titled = (0..most).any(|i| head.is_headline(i) && others[i] == 0);
        head
    }

    fn is_heading(&self, i: usize) -> bool {
        !self.lines[i].is_prose() && (3..=25).contains(&self.lines[i].words)
    }

    fn is_headline(&self, i: usize) -> bool {
        self.is_heading(i) && self.lines[i].words > 3 && self.lines[i].ending == Ending::Open
    }

    fn said(&self, i: usize) -> BTreeSet<String> {
        spoken([headline(self.lines[i].text())])
    }

    /// What the headlines that no other document has speak of: of the page, and right above paragraphs.
    fn own(&self, run: &Range<usize>) -> impl Iterator<Item = Cow<'_, BTreeSet<String>>> {
        let above = (run.start.saturating_sub(NEAR).max(self.top)..run.start).rev();
        let above = above.take_while(|i| !self.lines[*i].is_prose());
        let above = above.filter(|i| self.is_heading(*i) && self.others[*i] == 0).map(|i| Cow::Owned(self.said(i)));
        let titles = self.titles.iter().filter(|(i, _)| self.others[*i] == 0);
        titles.map(|(_, said)| Cow::Borrowed(said)).chain(above)
    }

    /// The headline that other documents have too, and that speaks of what has these words.
    fn printed(&self, words: &BTreeSet<String>) -> Option<usize> {
        let is_printed = |i: usize, said| self.others[i] > 0 && self.is_headline(i) && shared(said, words) >= SPOKEN_OF;
        self.titles.iter().rev().take(NEAR).find(|(i, said)| is_printed(*i, said)).map(|(i, _)| *i)
    }
}

fn shared(said: &BTreeSet<String>, words: &BTreeSet<String>) -> usize {
    said.intersection(words).count()
}

/// Whether a third of the paragraphs hold phrases of pages: what is said of cookies, comments, letters to the reader.
fn is_interface(page: &Page<'_>, run: &Range<usize>) -> bool {
    let paragraphs = || run.clone().filter(|i| page.lines[*i].is_prose());
    paragraphs().filter(|i| !page.hits(*i).is_empty()).count() * 3 >= paragraphs().count()
}

/// How many lines of the page, outside the paragraphs, stand in as many other documents.
fn menus(lines: &[Line<'_>], others: &[u32], runs: &[Range<usize>]) -> BTreeMap<u32, usize> {
    let mut menus = BTreeMap::new();
    for (i, line) in lines.iter().enumerate() {
        if others[i] >= SEVERAL && !line.is_prose() && !is_record(line) && !holds(runs, i) {
            *menus.entry(others[i]).or_default() += 1;
        }
    }
    menus
}

/// Whether very many documents have the paragraphs, or just those that have a menu.
fn is_of_one_outlet(lines: &[Line<'_>], others: &[u32], run: &Range<usize>, menus: &BTreeMap<u32, usize>) -> bool {
    let paragraphs = || run.clone().filter(|i| lines[*i].is_prose()).map(|i| others[i]);
    let (least, most) = (paragraphs().min().unwrap_or(0), paragraphs().max().unwrap_or(0));
    // Each number stands for a line at least, so that few are looked at.
    let menu = || menus.range(most..=most + most / 8).take(MENU).map(|(_, count)| count).sum::<usize>() >= MENU;
    least >= MANY || least >= SEVERAL && menu()
}

/// Whether a line is in one of the ranges, which are in order.
pub(super) fn holds(ranges: &[Range<usize>], line: usize) -> bool {
    ranges.get(ranges.partition_point(|range| range.end <= line)).is_some_and(|range| range.contains(&line))
}

/// Enough repeated paragraphs without one of the page's own between.
fn in_a_row(lines: &[Line<'_>], others: &[u32]) -> Vec<Range<usize>> {
    let mut runs: Vec<(Range<usize>, usize, u32)> = Vec::new();
    let mut open = false;
    for (i, line) in lines.iter().enumerate().filter(|(_, line)| line.is_prose()) {
        if !is_repeated(others[i], line.words) {
            open = false;
            continue;
        }
        match runs.last_mut().filter(|(run, ..)| open && i - run.end <= BETWEEN) {
            Some((run, count, words)) => (run.end, *count, *words) = (i + 1, *count + 1, *words + line.words),
            None => runs.push((i..i + 1, 1, line.words)),
        }
        open = true;
    }
    let is_story = |(run, count, words): &(Range<usize>, usize, u32)| {
        let between = run.len() - count;
        *count > 1 && *words >= WORDS * *count as u32 && between * 3 <= *count
    };
    runs.into_iter().filter(is_story).map(|(run, ..)| run).collect()
}

/// Letters of words that tell what lines are about.
const TELLING: usize = 4;

/// The words that tell what lines are about, each once. A headline has few names and long words: none is left out but
/// those that every text has.
fn spoken<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<String> {
    let is_common = |word: &str| stopwords::lists().iter().any(|list| list.contains(word));
    let is_telling = |word: &&str| word.chars().nth(TELLING - 1).is_some() && !is_common(word);
    let mut words = BTreeSet::new();
    for folded in texts.into_iter().map(text::fold) {
        words.extend(folded.split(|c: char| !text::is_alphanumeric(c)).filter(is_telling).map(str::to_string));
    }
    words
}

/// A headline without the name of its site, of which the site speaks under all: `Ferry is sold | Harbour Ledger`.
fn headline(text: &str) -> &str {
    let is_sign = |c: char| matches!(c, '|' | '»' | '·' | '–' | '—' | '-');
    let blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let signs = text.char_indices().filter(|(at, c)| {
        is_sign(*c) && blank(text[..*at].chars().next_back()) && blank(text[at + c.len_utf8()..].chars().next())
    });
    let (mut longest, mut from) = ("", 0);
    for (at, end) in signs.map(|(at, c)| (at, at + c.len_utf8())).chain([(text.len(), text.len())]) {
        if at - from > longest.len() {
            longest = &text[from..at];
        }
        from = end;
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_stands_without_the_name_of_its_site() {
        for text in [
            "The ferry is sold | Harbour Ledger",
            "Ledger - The ferry is sold",
            "The ferry is sold",
            "A – The ferry is sold — B",
        ] {
            assert_eq!(headline(text).trim(), "The ferry is sold");
        }
        assert_eq!(headline("The ferry-man"), "The ferry-man");
        assert_eq!(headline(""), "");
    }
}
