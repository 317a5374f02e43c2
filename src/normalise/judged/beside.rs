//! Where the text of a page with markup goes on below a box of other stories.
//!
//! Lines do not tell where a box ends; the tree does. A paragraph that stands side by side with the paragraphs above the
//! box is no part of the box.

use super::Judged;
use super::onward::tells;
use crate::model::Rule;
use crate::normalise::lines::Answer;
use crate::normalise::marks::Marks;
use crate::normalise::page::Page;
use crate::normalise::segment::html::Piece;
use crate::normalise::segment::html::place::Signs;
use crate::normalise::zones;
use std::ops::Range;

/// How likely a paragraph must be text, in hundredths.
const LIKELY: u8 = 10;
/// Words of a paragraph, at least.
const WORDS: u32 = 5;
/// The rule of other stories.
const STORIES: Rule = Rule("related-list");

/// Where the paragraphs of a text stand.
#[derive(Clone, Copy)]
struct Level {
    /// See [`Place::level`](crate::normalise::segment::html::place::Place::level).
    number: u32,
    /// Signs of the paragraphs.
    signs: Signs,
}

impl Judged {
    /// Takes for text the paragraphs below a box of other stories that stand side by side with those above it, and the
    /// headings right above them. Gives one past the last line of the text. Nothing below a heading of comments.
    pub(super) fn go_on_beside(
        &mut self,
        page: &Page<'_>,
        marks: &Marks,
        pieces: &[Piece],
        text: Range<usize>,
    ) -> usize {
        let Some(level) = self.level(page, marks, pieces, text.clone()) else { return text.end };
        let (mut last, mut boxed) = (text.end, false);
        for i in text.start..page.lines.len().min(pieces.len()) {
            let stories = marks.rule(i) == Some(STORIES);
            if i >= text.end && !stories && zones::is_stop(page, marks, i) {
                break;
            }
            let at_level = pieces[i].place.level == level.number;
            boxed |= stories || !at_level && pieces[i].is_link() && page.lines[i].words >= 3;
            if !boxed || !at_level || !marks.is_free(i) {
                continue;
            }
            let known = self.lines[i].answer == Answer::Body;
            if !known && !self.is_beside(page, marks, &pieces[i], (i, level)) {
                continue;
            }
            if i > 0 && self.heads(page, marks, &pieces[i - 1], (i - 1, level)) {
                self.take(i - 1);
            }
            if !known {
                self.take(i);
            }
            last = last.max(i + 1);
        }
        last
    }

    /// Whether the tree tells that the text goes on with a line.
    pub(in crate::normalise) fn is_again(&self, line: usize) -> bool {
        self.again.binary_search(&line).is_ok()
    }

    fn take(&mut self, line: usize) {
        self.again.push(line);
        self.lines[line].answer = Answer::Body;
    }

    /// Whether a line at the level of the text is a paragraph like those above: nothing around it has a name that
    /// speaks against it and that they have not.
    fn is_beside(&self, page: &Page<'_>, marks: &Marks, piece: &Piece, (i, level): (usize, Level)) -> bool {
        let line = &page.lines[i];
        self.is_open(page, marks, i)
            && self.probability(i) >= LIKELY
            && (line.words >= WORDS && tells(line))
            && !piece.is_link()
            && piece.place.signs.against().is_in(level.signs)
    }

    /// Whether a line is a heading at the level of the text.
    fn heads(&self, page: &Page<'_>, marks: &Marks, piece: &Piece, (i, level): (usize, Level)) -> bool {
        piece.place.level == level.number
            && piece.place.heading > 0
            && self.is_open(page, marks, i)
            && !piece.is_link()
            && piece.place.signs.against().is_in(level.signs)
    }

    /// The level at which most of the text stands, if two paragraphs do.
    fn level(&self, page: &Page<'_>, marks: &Marks, pieces: &[Piece], text: Range<usize>) -> Option<Level> {
        let is_text = |i: &usize| {
            self.lines[*i].answer == Answer::Body && marks.is_free(*i) && page.lines[*i].is_prose() && *i < pieces.len()
        };
        let mut found: Vec<usize> = text.filter(is_text).collect();
        found.sort_by_key(|i| pieces[*i].place.level);
        let levels = found.chunk_by(|a, b| pieces[*a].place.level == pieces[*b].place.level);
        let most = levels
            .filter(|level| level.len() >= 2)
            .max_by_key(|level| level.iter().map(|i| page.lines[*i].words).sum::<u32>())?;
        let signs = most.iter().fold(Signs::default(), |signs, i| signs | pieces[*i].place.signs);
        Some(Level { number: pieces[most[0]].place.level, signs })
    }
}
