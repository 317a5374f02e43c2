//! Dates as they are printed in a line: numbers, names of months in many languages, Chinese and Korean signs.
//!
//! `23/04/2021` has one reading, `03/04/2021` two: it is given with both, and `dates` decides by the rest of the page.
//! A date without a year is none.

mod other;
mod tokens;

use crate::lang::{
    calendar::{self, Label},
    record,
};
use crate::model::Date;
use crate::text::{self, eight};
use smallvec::SmallVec;
use std::ops::Range;
use tokens::{Token, Tokens, tokens};

/// A date and how much of its line it is.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::normalise) struct Found {
    /// The date; where there are two readings, that with the day first.
    pub(in crate::normalise) date: Date,
    /// The reading with the month first, where both are possible and nothing in the line decides.
    pub(in crate::normalise) other: Option<Date>,
    /// How the reading is written.
    pub(in crate::normalise) order: Order,
    /// Its place in the line.
    pub(in crate::normalise) range: Range<usize>,
    /// The share of the line's letters and digits that are of the date or a time.
    pub(in crate::normalise) share: f32,
    /// What the words before it say of it.
    pub(in crate::normalise) label: Option<Label>,
}

/// The order of day, month and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::normalise) enum Order {
    /// Year, month, day.
    Year,
    /// `3 May 2021`, `23/04/2021`.
    Day,
    /// `May 3, 2021`, `4/23/2021`.
    Month,
}

/// Only so much of a line is looked at.
const LONGEST: usize = 240;
/// Dates of a line that are looked at.
const MOST: usize = 4;
/// Words that may stand between the name of a month and the next number.
const NEAR: usize = 4;
/// Bytes that may stand between a word of publication and its date: `Published by the press office on 3 May 2021`.
const BEFORE: usize = 40;

struct Line<'a> {
    text: &'a str,
    tokens: Tokens,
    /// Whether all of it is ASCII.
    plain: bool,
}

/// A date at a token: readings and the last token of it.
struct Read {
    date: Date,
    other: Option<Date>,
    order: Order,
    last: usize,
}

/// The dates of a line as they were read, each with its place and its first token.
type Reads = SmallVec<[(Read, Range<usize>, usize); 2]>;

/// The first date in a line.
pub(in crate::normalise) fn find(line: &str) -> Option<Found> {
    all(line, 1).into_iter().next()
}

/// The dates in a line, at most a few.
pub(in crate::normalise) fn find_all(line: &str) -> Vec<Found> {
    all(line, MOST)
}

fn all(line: &str, most: usize) -> Vec<Found> {
    let end = line.floor_char_boundary(LONGEST);
    let text = &line[..end];
    if !may_hold_date(text) {
        return Vec::new();
    }
    let line_of = Line { text, tokens: tokens(text), plain: text.is_ascii() };
    let found = line_of.reads(most);
    if found.is_empty() {
        return Vec::new();
    }
    let share = line_of.share(&found, line.len() - end);
    found
        .iter()
        .enumerate()
        .map(|(n, (read, range, first))| {
            let from = if n == 0 { 0 } else { found[n - 1].1.end };
            let label = label_before(&text[from..range.start]);
            let (date, other, order) = line_of.decided(read, *first);
            Found { date, other, order, range: range.clone(), share, label }
        })
        .collect()
}

/// Whether a number stands in a text that may be a year (four digits, or two after a mark as short dates have it), and
/// near it one that may be a day. A look at its bytes, before it is taken apart.
fn may_hold_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Where the last such numbers end.
    let (mut day, mut year) = (None, None);
    // Whether such a number is a year of another calendar.
    let mut other = false;
    let mut at = 0;
    while let Some(start) = next_digit(bytes, at) {
        let end = bytes[start..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |n| start + n);
        let near = |other: Option<usize>| other.is_some_and(|other| is_near(&bytes[other..start]));
        let clock = bytes.get(end) == Some(&b':');
        let (is_day, is_year) = match &bytes[start..end] {
            [_] => (true, false),
            // Blanks may stand between; beyond ASCII stand an apostrophe and other blanks.
            [tens, _] => {
                let before = bytes[..start].trim_ascii_end().last();
                (*tens <= b'3', matches!(before, Some(b'-' | b'/' | b'.' | b'\'' | 0x0b | 0x80..)))
            }
            [b'1', b'8' | b'9', _, _] | [b'2', b'0' | b'1', _, _] => (clock, true),
            [b'1', b'3' | b'4', _, _] | [b'2', b'4'..=b'6', _, _] => {
                other = true;
                (clock, clock)
            }
            // Two digits of a year and the hour.
            [_, _, _, _] => (clock, clock),
            // A year and the day glued to it.
            [b'1', b'9', ..] | [b'2', b'0', ..] if (5..=6).contains(&(end - start)) => return true,
            _ => (false, false),
        };
        if is_year && near(day) || is_day && near(year) {
            return true;
        }
        day = if is_day { Some(end) } else { day };
        year = if is_year && end - start == 4 { Some(end) } else { year };
        at = end;
    }
    // The year of an era may have any number of digits.
    !bytes.is_ascii() && (other && day.is_some() || has_foreign_digit(bytes) || text.contains(['年', '년']))
}

/// Whether bytes between two numbers are few enough for a date, or such that any number of them may be: no words.
fn is_near(between: &[u8]) -> bool {
    between.len() <= 48 || !between.is_ascii() || !between.iter().any(u8::is_ascii_alphabetic)
}

/// The first digit of ASCII from a place on: most lines have none.
#[inline]
fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while at < bytes.len() {
        let digits = eight::digits(eight::plain(eight::up_to(bytes, at)));
        if digits != 0 {
            return Some(at + eight::before(digits));
        }
        at += 8;
    }
    None
}

/// Whether a digit of another script stands in a text: they begin with one of four bytes.
fn has_foreign_digit(bytes: &[u8]) -> bool {
    let foreign = |b: u8| u8::from(b == 0xd9) | u8::from(b == 0xdb) | u8::from(b == 0xe0) | u8::from(b == 0xef);
    bytes.iter().fold(0, |any, b| any | foreign(*b)) > 0
        && (0..bytes.len()).any(|at| {
            matches!(
                bytes[at..],
                [0xd9, 0xa0..=0xa9, ..]
                    | [0xdb, 0xb0..=0xb9, ..]
                    | [0xe0, 0xa5 | 0xa7, 0xa6..=0xaf, ..]
                    | [0xef, 0xbc, 0x90..=0x99, ..]
            )
        })
}

/// What the words right before a date say of it: the last such word counts.
fn label_before(before: &str) -> Option<Label> {
    if !before.chars().any(text::is_alphabetic) {
        return None;
    }
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(BEFORE))..];
    let label = || calendar::labels(&text::fold(near)).last().map(|(_, label)| label);
    calendar::may_hold_label(near).then(label).flatten()
}

/// Whether a word beside a date is of the date, the time or the label.
pub(super) fn is_time_word(word: &str) -> bool {
    let mut chars = word.chars();
    chars.nth(3).is_none()
        || calendar::weekday(word).is_some()
        || calendar::month(word).is_some()
        || record::is_time(word)
        || calendar::is_label(word)
}

impl Line<'_> {
    fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| &self.text[t.start..t.end])
    }

    /// The share of the line that is dates, times, and words that speak of them.
    fn share(&self, dates: &[(Read, Range<usize>, usize)], rest: usize) -> f32 {
        let inside = |t: &Token| dates.iter().any(|(_, d, _)| t.start >= d.start && t.end <= d.end);
        let spoken: usize = self
            .tokens
            .iter()
            .filter(|t| t.number.is_none() && !inside(t) && !is_time_word(&self.text[t.start..t.end]))
            .map(|t| t.end - t.start)
            .sum();
        let own: usize = dates.iter().map(|(_, d, _)| d.len()).sum();
        own as f32 / (own + spoken + rest) as f32
    }

    /// A weekday or a time of day in the line may leave one reading of two.
    fn decided(&self, read: &Read, first: usize) -> (Date, Option<Date>, Order) {
        let Some(other) = read.other else { return (read.date, None, read.order) };
        let named = (first.saturating_sub(2)..first).find_map(|i| calendar::weekday(self.word(i)));
        let fits = |date: Date| named.is_some_and(|day| weekday_of(date) == Some(day));
        match (fits(read.date), fits(other)) {
            (true, false) => (read.date, None, Order::Day),
            (false, true) => (other, None, Order::Month),
            _ => (read.date, Some(other), Order::Day),
        }
    }

    fn number(&self, i: usize) -> Option<u32> {
        self.tokens.get(i)?.number
    }

    fn year(&self, i: usize) -> Option<u32> {
        let t = self.tokens.get(i)?;
        t.number.filter(|n| t.digits == 4 && (1800..=2100).contains(n))
    }

    /// Two digits that may be a year of our time.
    fn short_year(&self, i: usize) -> Option<u32> {
        let t = self.tokens.get(i)?;
        let year = t.number.filter(|_| t.digits == 2)?;
        match year {
            0..=40 => Some(2000 + year),
            90..=99 => Some(1900 + year),
            _ => None,
        }
    }

    fn day(&self, i: usize) -> Option<u32> {
        let t = self.tokens.get(i)?;
        t.number.filter(|n| t.digits <= 2 && (1..=31).contains(n))
    }

    fn month(&self, i: usize) -> Option<u32> {
        let t = self.tokens.get(i)?;
        if t.number.is_some() { None } else { calendar::month(&self.text[t.start..t.end]).map(u32::from) }
    }

    /// The same where the name may be of two words, and where another name of the month may stand behind a slash: `تشرين
    /// الثاني/نوفمبر`. Gives the last token too.
    fn months(&self, i: usize) -> Option<(u32, usize)> {
        let first = self.tokens.get(i).filter(|t| t.number.is_none())?;
        let (month, mut last) = match self.month(i) {
            Some(month) => (month, i),
            None => {
                let second = self.tokens.get(i + 1).filter(|_| !self.text.as_bytes()[first.start].is_ascii())?;
                (calendar::month(&self.text[first.start..second.end]).map(u32::from)?, i + 1)
            }
        };
        if self.between(last).trim() == "/" && self.month(last + 1) == Some(month) {
            last += 1;
        }
        Some((month, last))
    }

    /// Whether the words beside are of the calendar or of publication, and no other number stands in the line. Without any,
    /// such numbers may be anything.
    fn is_alone(&self, from: usize, to: usize) -> bool {
        let around = (0..self.tokens.len()).filter(|i| !(from..=to).contains(i));
        (4..=8).contains(&self.tokens.len())
            && around.into_iter().all(|i| self.number(i).is_none() && is_time_word(self.word(i)))
    }

    fn between(&self, i: usize) -> &str {
        match (self.tokens.get(i), self.tokens.get(i + 1)) {
            (Some(a), Some(b)) => &self.text[a.end..b.start],
            _ => "",
        }
    }

    /// How long a date is from one token to another: in characters, since those of some scripts have three bytes.
    fn len(&self, from: usize, to: usize) -> usize {
        let Some(last) = self.tokens.get(to) else { return usize::MAX };
        let all = self.tokens[from].start..last.end;
        if self.plain { all.len() } else { self.text[all].chars().count() }
    }

    /// The first token from `i` that is no small word of a date, if it is near.
    fn skip(&self, i: usize) -> usize {
        let small = |i: usize| self.number(i).is_none() && record::is_inside_date(self.word(i));
        (i..i + 3).find(|i| !small(*i)).unwrap_or(i)
    }

    /// The dates in order, at most a number of them, each with its place and its first token.
    fn reads(&self, most: usize) -> Reads {
        let (mut found, mut i) = (Reads::new(), 0);
        while found.len() < most {
            // A date begins with a number or, with the month, right before one: the words before that are passed over.
            let Some(number) = (i..self.tokens.len()).find(|i| self.tokens[*i].number.is_some()) else { break };
            i = i.max(number.saturating_sub(NEAR));
            while i <= number && found.len() < most {
                let mut last = i;
                if let Some(read) = self.at(i) {
                    last = read.last;
                    found.push((read, self.tokens[i].start..self.tokens[last].end, i));
                }
                i = last + 1;
            }
        }
        found
    }

    fn at(&self, i: usize) -> Option<Read> {
        let first = self.tokens[i];
        if first.number.is_none() {
            return self.month_first(i);
        }
        // A number that is part of a longer one, or of an address, is no date.
        if first.start > 0 && self.text[..first.start].ends_with(['/', '-', '.', '_', '$', '#']) {
            return None;
        }
        let read =
            self.signs(i).or_else(|| self.day_first(i)).or_else(|| self.year_first(i)).or_else(|| self.numbers(i));
        if self.plain { read } else { read.or_else(|| other::read(self, i)) }
    }

    /// `3 May 2021`, `3. Mai 2021`, `3 de mayo de 2021`, `3rd of May, 2021`, `8-Jan-08`, `5 tháng 3 năm 2021`.
    fn day_first(&self, i: usize) -> Option<Read> {
        let day = self.day(i)?;
        if self.word(i + 1).eq_ignore_ascii_case("tháng") {
            let year = if self.word(i + 3).eq_ignore_ascii_case("năm") { i + 4 } else { i + 3 };
            return read(self.year(year)?, self.number(i + 2)?, day, Order::Day, year);
        }
        let at = self.skip(i + 1);
        let (month, at) = self.months(at)?;
        let mut last = self.skip(at + 1);
        let hyphen = matches!(self.between(at).trim(), "-" | "/" | "." | "'" | "’" | "-'");
        let year = match self.year(last) {
            Some(year) => year,
            None if hyphen => {
                last = at + 1;
                self.short_year(last)?
            }
            None => return None,
        };
        (self.len(i, last) < 48).then(|| read(year, month, day, Order::Day, last)).flatten()
    }

    /// `May 3, 2021`, `Sept. 3rd, 2021`.
    fn month_first(&self, i: usize) -> Option<Read> {
        // Most words have no number near behind them.
        self.tokens.iter().skip(i + 1).take(NEAR).find(|t| t.number.is_some())?;
        let at = self.skip(i + 1);
        let day = self.day(at)?;
        let last = self.skip(at + 1);
        let year = self.year(last)?;
        let month = self.month(i)?;
        (self.len(i, last) < 36).then(|| read(year, month, day, Order::Month, last)).flatten()
    }

    /// `2008 Jan 15`, `2020. augusztus 19.`; `2021-05-03`, `2021/05/03`, `2021.05.03`.
    fn year_first(&self, i: usize) -> Option<Read> {
        let year = self.year(i)?;
        let at = self.skip(i + 1);
        // `2021. gada 3. maijs`
        if at > i + 1
            && let (Some(day), Some(month)) = (self.day(at), self.month(at + 1))
            && self.year(at + 2).is_none()
            && self.len(i, at + 1) < 32
        {
            return read(year, month, day, Order::Year, at + 1);
        }
        if let (Some(day), true) = (self.day(at + 1), self.len(i, at + 1) < 32)
            && let Some(month) = self.month(at)
            && self.year(at + 2).is_none()
        {
            return read(year, month, day, Order::Year, at + 1);
        }
        let mark = self.between(i).trim();
        let same = matches!(mark, "-" | "/" | "." | "–") && mark == self.between(i + 1).trim();
        same.then(|| read(year, self.day(i + 1)?, self.day(i + 2)?, Order::Year, i + 2)).flatten()
    }

    /// `2021年5月3日`, `令和3年5月3日`, `2021년 5월 3일`.
    fn signs(&self, i: usize) -> Option<Read> {
        if !matches!(self.word(i + 1), "年" | "년") || !matches!(self.word(i + 3), "月" | "월") {
            return None;
        }
        let era = |name: &str| self.text[..self.tokens[i].start].trim_end().ends_with(name);
        let year = self.year(i).or_else(|| {
            let n = self.day(i)?;
            if era("令和") { Some(2018 + n) } else { era("平成").then(|| 1988 + n) }
        })?;
        let last = if matches!(self.word(i + 5), "日" | "일") { i + 5 } else { i + 4 };
        read(year, self.number(i + 2)?, self.number(i + 4)?, Order::Year, last)
    }

    /// `23.04.2021`, `23/04/2021`, `4/23/2021`, `23.04.21`, `23·04·21`, `4/23/21`. With points the day comes first.
    fn numbers(&self, i: usize) -> Option<Read> {
        let (a, b) = (self.day(i)?, self.day(i + 1)?);
        let mark = self.between(i).trim();
        if !matches!(mark, "-" | "/" | "." | "·") || mark != self.between(i + 1).trim() {
            return None;
        }
        let full = self.tokens[i].digits == 2 && self.tokens[i + 1].digits == 2;
        let short = || mark == "/" || full || self.is_alone(i, i + 2);
        let year = self.year(i + 2).or_else(|| self.short_year(i + 2).filter(|_| short()))?;
        // More numbers after the same mark make it a version, an address or a telephone.
        let end = self.tokens[i + 2].end;
        let goes_on = self.text[end..].starts_with(['-', '/', '.', ',']) && self.between(i + 2).len() == 1;
        if goes_on && self.number(i + 3).is_some() && self.year(i + 2).is_none() {
            return None;
        }
        let day_first = read(year, b, a, Order::Day, i + 2);
        let month_first = read(year, a, b, Order::Month, i + 2);
        match (day_first, month_first) {
            (Some(day), Some(month)) if !matches!(mark, "." | "·") && a != b => {
                Some(Read { other: Some(month.date), ..day })
            }
            (Some(day), _) => Some(day),
            (None, month) => month,
        }
    }
}

fn read(year: u32, month: u32, day: u32, order: Order, last: usize) -> Option<Read> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let date = Date::new(i16::try_from(year).ok()?, Some(month), Some(day))?;
    Some(Read { date, other: None, order, last })
}

/// The day of the week, from 1 for Monday.
fn weekday_of(date: Date) -> Option<u8> {
    let date = jiff::civil::Date::new(date.year(), date.month()? as i8, date.day()? as i8).ok()?;
    u8::try_from(date.weekday().to_monday_one_offset()).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
