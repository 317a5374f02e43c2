//! Judges the lines of a page: is a line part of the article, may it be, or does it stand around it?
//!
//! Takes lines, repaired and trimmed, with what is known of each from outside (interface phrases, other documents
//! that hold it); gives a [`Judgement`] for each. Roles and rules are left to the caller.
//!
//! The way: words and marks of each line (`stats`), threads, best run and topic (`span`, `vocabulary`), what stands
//! twice (`repeats`), eighty-odd measures of each line (`features`), one table of whole-number weights (`table`), the
//! best path through the states head, body, insert and tail (`path`), and what the shape of a page says on top
//! (`structure`).
//! All that decides is whole numbers, so that every machine gives the same answer. All work is linear in the text.

mod entries;
mod features;
mod lexicon;
mod lists;
mod path;
mod repeats;
mod span;
mod stats;
mod structure;
mod table;
#[cfg(test)]
mod tests;
mod vocabulary;
mod words;
mod wrapped;

pub(in crate::normalise) use entries::times;
pub(in crate::normalise) use features::{Feature, NAMES};
pub(in crate::normalise) use lexicon::Functions;
pub(in crate::normalise) use path::State;
pub(in crate::normalise) use stats::{Line, Token, Words};
pub(in crate::normalise) use structure::BELOW;
pub(in crate::normalise) use table::Table;
pub(in crate::normalise) use wrapped::{blocks, goes_on};

use crate::text::Map;
use std::borrow::Cow;
use std::ops::Range;

/// What an interface phrase is about, coarsely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::normalise) enum Kind {
    /// Buttons, menus, labels.
    Control,
    /// Comments, their forms and rules.
    Comments,
    /// Invitations and advertisements.
    Promotion,
    /// Headings of lists of other articles.
    Related,
    /// Copyright, licence, agency, author.
    Notice,
    /// Captions and credits.
    Picture,
    /// Words before an author, a source or a genre.
    Byline,
}

/// Interface phrases found in a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::normalise) struct Said {
    whole: u8,
    part: u8,
    covered: u16,
}

impl Said {
    /// Adds a phrase: the section of the list it stands in, whether it is all of the line, its length in bytes.
    pub(in crate::normalise) fn add(&mut self, section: &str, whole: bool, len: u32) {
        let kind = match section {
            "comments" | "comment-form" | "comment-policy" => Kind::Comments,
            "newsletter-prompt" | "subscription-prompt" | "advertisement" | "donation-prompt" | "correction-prompt" => {
                Kind::Promotion
            }
            "related-list" => Kind::Related,
            "copyright-line" | "licence" | "republication-notice" | "author-promotion" | "agency-credits" => {
                Kind::Notice
            }
            "caption" | "credit" => Kind::Picture,
            "byline" | "source-label" | "genre" => Kind::Byline,
            _ => Kind::Control,
        };
        if whole {
            self.whole |= 1 << kind as u8;
        } else {
            self.part |= 1 << kind as u8;
        }
        self.covered = self.covered.max(len.min(u32::from(u16::MAX)) as u16);
    }
    #[inline]
    fn whole(self, kind: Kind) -> bool {
        self.whole >> kind as u8 & 1 == 1
    }
    #[inline]
    fn part(self, kind: Kind) -> bool {
        (self.whole | self.part) >> kind as u8 & 1 == 1
    }
    /// Whether the whole line is furniture. A genre or a source is none by itself.
    #[inline]
    fn any_whole(self) -> bool {
        self.whole & !(1 << Kind::Byline as u8) != 0
    }
    #[inline]
    fn any(self) -> bool {
        (self.whole | self.part) != 0
    }
}

/// A line as the model sees it.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::normalise) struct LineView<'a> {
    /// Its text, repaired and trimmed. Blank lines are left out.
    pub(in crate::normalise) text: &'a str,
    /// Whether a blank line stands above it.
    pub(in crate::normalise) blank_before: bool,
    /// Documents of the collection that hold it besides this one.
    pub(in crate::normalise) others: u32,
    /// Interface phrases found in it.
    pub(in crate::normalise) said: Said,
    /// What others say of it, as log-odds in thousandths that are added to the table's.
    pub(in crate::normalise) voices: i32,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::normalise) enum Answer {
    /// It stands around the article.
    Aside,
    /// It may belong to the article: kept beside it.
    Doubtful,
    /// It belongs to the article.
    Body,
}

/// What was found out about a line.
#[derive(Clone, Debug)]
pub(in crate::normalise) struct Judgement {
    /// Where on the page it stands.
    pub(in crate::normalise) state: State,
    /// What becomes of it.
    pub(in crate::normalise) answer: Answer,
    /// How much the line itself looks like part of the article, in thousandths of log-odds.
    pub(in crate::normalise) odds: i32,
    /// How much better the best reading of the page with the line is than the best without it.
    pub(in crate::normalise) margin: i64,
    /// From 0 to 100: how sure it is that the line is part of the article.
    pub(in crate::normalise) probability: u8,
    /// The rule of structure that decided, if one did.
    pub(in crate::normalise) rule: Option<&'static str>,
}

/// What was tuned: see `docs/line-table.md` for on what and how.
#[derive(Clone, Copy, Debug)]
pub(in crate::normalise) struct Tuning {
    /// Added to every log-odds, in thousandths.
    pub(in crate::normalise) bias: i32,
    /// Cost of leaving the body for an insert, and of coming back.
    pub(in crate::normalise) insert: (i64, i64),
    /// A line outside the body is doubtful rather than set aside where its margin and its log-odds are both above
    /// these: the first pair above the article, the second in and below it.
    pub(in crate::normalise) doubtful: [(i64, i32); 2],
    /// Fewest words that an answer may have while the page has more.
    pub(in crate::normalise) fewest: u32,
}

impl Default for Tuning {
    fn default() -> Tuning {
        Tuning { bias: 0, insert: (4500, 2250), doubtful: [(-11_000, -2_800), (-7_900, -3_800)], fewest: 25 }
    }
}

/// Judges the lines of a page.
pub(in crate::normalise) fn judge(lines: &[LineView<'_>], language: Option<&str>) -> Vec<Judgement> {
    judge_with(lines, language, table::built_in(), &Tuning::default())
}

/// Judges the lines of a page whose words are read already, each line of the page in turn.
pub(in crate::normalise) fn judge_read(lines: &[LineView<'_>], words: &Words) -> Vec<Judgement> {
    let joined = Joined::of(lines);
    let views = joined.views(lines);
    decide(&joined, &views, &joined.words(&views, words), table::built_in(), &Tuning::default())
}

/// Judges the lines of a page as if some did not stand on it: ranges in order, apart from one another. Those lines get
/// no judgement.
pub(in crate::normalise) fn judge_without(
    lines: &[LineView<'_>],
    words: &Words,
    cuts: &[Range<usize>],
) -> Vec<Option<Judgement>> {
    let ends = cuts.iter().map(|cut| cut.start).chain([lines.len()]);
    let starts = [0].into_iter().chain(cuts.iter().map(|cut| cut.end));
    let kept: Vec<usize> = starts.zip(ends).flat_map(|(start, end)| start..end).collect();
    let views: Vec<LineView<'_>> = kept.iter().map(|i| lines[*i]).collect();
    let mut read = Words::with_capacity(views.len(), views.iter().map(|view| view.text.len()).sum());
    kept.iter().for_each(|i| read.take_over(words, *i));
    read.settle(None);
    let mut found = vec![None; lines.len()];
    kept.into_iter().zip(judge_read(&views, &read)).for_each(|(i, judgement)| found[i] = Some(judgement));
    found
}

/// Judges with a table and settings of one's own.
pub(in crate::normalise) fn judge_with(
    lines: &[LineView<'_>],
    language: Option<&str>,
    table: &Table,
    tuning: &Tuning,
) -> Vec<Judgement> {
    let joined = Joined::of(lines);
    let views = joined.views(lines);
    decide(&joined, &views, &Words::read(&views, language), table, tuning)
}

fn decide(joined: &Joined, views: &[LineView<'_>], words: &Words, table: &Table, tuning: &Tuning) -> Vec<Judgement> {
    if views.is_empty() {
        return Vec::new();
    }
    let mut odds: Vec<i32> = Vec::with_capacity(views.len());
    let reading = features::read(views, words, &mut |row| odds.push(table.odds(row)));
    odds.iter_mut().zip(views).for_each(|(odds, view)| *odds += view.voices);
    let rules = structure::adjust(views, &reading, &mut odds);
    let words: Vec<u32> = words.lines.iter().map(|l| l.words()).collect();
    let settled = path::settle(&odds, &words, tuning);
    let mut out = Vec::with_capacity(joined.blocks.last().map_or(0, |b| b.end));
    for (i, block) in joined.blocks.iter().enumerate() {
        let (state, margin, odds, rule) = (settled.states[i], settled.margins[i], odds[i], rules[i]);
        let answer = answer(state, margin, odds, rule, tuning);
        let judgement = Judgement { state, answer, odds, margin, probability: table::probability(odds), rule };
        for _ in 0..block.len() {
            out.push(judgement.clone());
        }
    }
    out
}

fn answer(state: State, margin: i64, odds: i32, rule: Option<&str>, tuning: &Tuning) -> Answer {
    let (least_margin, least_odds) = match state {
        State::Body => return Answer::Body,
        State::Head => tuning.doubtful[0],
        State::Insert | State::Tail => tuning.doubtful[1],
    };
    let ruled = rule.is_some_and(|rule| structure::ASIDE.contains(&rule));
    if !ruled && margin > least_margin && odds > least_odds { Answer::Doubtful } else { Answer::Aside }
}

/// The measures of each line, for training the table.
pub(in crate::normalise) fn measure(lines: &[LineView<'_>], language: Option<&str>) -> Vec<[i16; Feature::COUNT]> {
    if lines.is_empty() {
        return Vec::new();
    }
    let joined = Joined::of(lines);
    let views = joined.views(lines);
    let mut rows = Vec::with_capacity(views.len());
    features::read(&views, &Words::read(&views, language), &mut |row| rows.push(std::array::from_fn(|i| row[i])));
    joined.spread(rows)
}

/// The features of a line that weighed most, strongest first, with their share of the log-odds in thousandths.
pub(in crate::normalise) fn reasons(
    lines: &[LineView<'_>],
    language: Option<&str>,
    most: usize,
) -> Vec<Vec<(&'static str, i32)>> {
    if lines.is_empty() {
        return Vec::new();
    }
    let (joined, table) = (Joined::of(lines), table::built_in());
    let views = joined.views(lines);
    let mut reasons = Vec::with_capacity(views.len());
    features::read(&views, &Words::read(&views, language), &mut |row| reasons.push(table.reasons(row, most)));
    joined.spread(reasons)
}

/// A page with wrapped lines joined: each block is judged as one line.
struct Joined {
    blocks: Vec<Range<usize>>,
    /// The text of blocks of several lines, in order.
    texts: Vec<String>,
}

impl Joined {
    fn of(lines: &[LineView<'_>]) -> Joined {
        let blocks = wrapped::blocks(lines);
        let text = |b: &Range<usize>| lines[b.clone()].iter().map(|l| l.text).collect::<Vec<_>>().join(" ");
        let texts = blocks.iter().filter(|b| b.len() > 1).map(text).collect();
        Joined { blocks, texts }
    }

    fn views<'a>(&'a self, lines: &'a [LineView<'a>]) -> Cow<'a, [LineView<'a>]> {
        if self.texts.is_empty() {
            return Cow::Borrowed(lines);
        }
        let mut texts = self.texts.iter();
        let view = |b: &Range<usize>| {
            let mut view = lines[b.start];
            if b.len() > 1 {
                view.text = texts.next().map_or(view.text, String::as_str);
                // A phrase that was all of a line is only a part of the block.
                view.said = Said { whole: 0, part: view.said.part | view.said.whole, covered: view.said.covered };
                view.others = lines[b.clone()].iter().map(|l| l.others).min().unwrap_or(0);
            }
            view
        };
        self.blocks.iter().map(view).collect()
    }

    /// The words of the joined lines: only what was joined is read again.
    fn words<'a>(&self, joined: &[LineView<'_>], words: &'a Words) -> Cow<'a, Words> {
        if self.texts.is_empty() {
            return Cow::Borrowed(words);
        }
        let mut all = Words::with_capacity(joined.len(), joined.iter().map(|view| view.text.len()).sum());
        let mut map = Map::default();
        for (block, view) in self.blocks.iter().zip(joined) {
            if block.len() == 1 {
                all.take_over(words, block.start);
            } else {
                map.read(view.text);
                all.push(view.text, &map);
            }
        }
        all.settle(None);
        Cow::Owned(all)
    }

    /// What was found for each block, for each of its lines.
    fn spread<T: Clone>(&self, found: Vec<T>) -> Vec<T> {
        let each = self.blocks.iter().zip(found);
        each.flat_map(|(block, one)| std::iter::repeat_n(one, block.len())).collect()
    }
}
