//! A notice above the title: a sentence about cookies, about money for links, about what one's subscription holds.

use super::super::super::marks::Marks;
use super::super::super::page::{Ending, Line, Page};

/// Lines below such a sentence in which a headline may stand, and lines below that one in which its date or byline does.
const HEAD: (usize, usize) = (12, 8);

/// Whether the head of the article stands below a sentence: no line above it looks like a headline, one below it does,
/// and has a date or byline below it before it comes to much text.
pub(super) fn is_above_head(page: &Page<'_>, marks: &Marks, start: usize) -> bool {
    let lines = &page.lines;
    let headline = |i: usize| marks.is_free(i) && is_headline(&lines[i]);
    if start >= lines.len() || (0..start).any(headline) {
        return false;
    }
    let dated = |i: usize| {
        let line = &lines[i];
        line.words <= 16 && (line.byline().is_some() || line.date().is_some_and(|date| date.share > 0.3))
    };
    let end = lines.len().min(start + 1 + HEAD.0);
    let Some(at) = (start + 1..end).take_while(|i| !lines[*i].is_prose()).find(|i| headline(*i)) else { return false };
    let below = lines.len().min(at + 1 + HEAD.1);
    let mut prose = 0;
    (at + 1..below)
        .take_while(|i| {
            prose += u32::from(lines[*i].is_prose());
            prose < 2
        })
        .any(dated)
}

fn is_headline(line: &Line<'_>) -> bool {
    (4..=24).contains(&line.words) && line.ending == Ending::Open && !line.is_prose() && line.letters > 12
}
