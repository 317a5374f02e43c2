//! Which of the dates of a page is that of the article: the points of each candidate, and when none is good enough.
//!
//! A date of publication stands near the title, in a line of its own or with the author, often after a word that says
//! so. Dates of comments, other stories, captions and copyright lines are not asked; a date inside a sentence is not,
//! unless the sentence says that something was published then.

use super::super::marks::{Marks, Verdict, View};
use super::super::page::{Ending, Page};
use super::super::zones::{self, Zones};
use super::title::Title;
use super::{byline, date};
use crate::lang::calendar::{self, Label};
use crate::model::{Date, Field};
use date::Order;
use std::ops::Range;

/// A date that may be that of the article.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The line it begins in, and where.
    pub(super) line: usize,
    pub(super) range: Range<usize>,
    /// The last line of it: dates may be split over several.
    pub(super) last: usize,
    pub(super) date: Date,
    other: Option<Date>,
    order: Order,
    label: Option<Label>,
    share: f32,
    points: i32,
}

impl Candidate {
    /// Whether its line is a date rather than a caption or a headline that holds one.
    pub(super) fn is_line(&self, page: &Page<'_>) -> bool {
        let line = &page.lines[self.line];
        let listed = line.text().contains(['|', '•', '·']) && line.words <= 16 && self.range.start < 40;
        !line.is_prose() && line.words <= 30 && (self.share >= 0.45 || listed || byline::is_byline(line.text()))
    }
}

/// Fewest points: below, nothing is said. Set by hand, not fitted: see `docs/metadata.md`.
const ENOUGH: i32 = 5;

/// The date of the article, and the lines of the head that are dates.
pub(super) fn choose(
    view: &View<'_, '_>,
    marks: &Marks,
    title: Option<&Title>,
    zones: &Zones,
) -> (Option<Candidate>, Vec<Candidate>) {
    let page = view.page;
    let mut found = candidates(page, marks, zones);
    let order = order_of(page, zones, &found);
    settle(&mut found, order);
    let days: Vec<Date> = found.iter().map(|c| c.date).collect();
    for candidate in &mut found {
        candidate.points = points(page, marks, title, zones, candidate, &days);
    }
    let best = found.iter().filter(|c| c.other.is_none()).fold(None, |best: Option<&Candidate>, c| match best {
        Some(b) if b.points >= c.points => Some(b),
        _ => Some(c),
    });
    let best = best.filter(|c| c.points >= ENOUGH).cloned();
    (best, found)
}

/// Rules whose lines may hold the date as well: `3 May 2021 · 4 comments`.
const OPEN: &[&str] = &[
    "reading-time",
    "comments",
    "comment-form",
    "share-bar",
    "section-label",
    "navigation",
    "related-list",
    "republication-notice",
    "template-label",
];

/// Lines that may hold the date: short ones, where no heading of comments or other stories stands above.
fn candidates(page: &Page<'_>, marks: &Marks, zones: &Zones) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut stories = false;
    for (i, line) in page.lines.iter().enumerate() {
        if i >= zones.end && zones::is_stop(page, marks, i) {
            if marks.rule(i).is_none_or(|rule| rule.0 != "related-list") {
                break;
            }
            stories = true;
        }
        if !may_hold(page, marks, i) {
            continue;
        }
        let text = line.text();
        let dates = date::find_all(text);
        let none = dates.is_empty();
        for f in dates {
            let label = f.label.or_else(|| label_above(page, i, f.share));
            // A sentence may say it only at its end: `Dieser Beitrag wurde am 3. Mai 2021 veröffentlicht`.
            let label = label.or_else(|| (line.words > 5 && says_published(text)).then_some(Label::Published));
            // Below the heading of other stories, dates are theirs.
            if stories && label != Some(Label::Published) {
                continue;
            }
            out.push(Candidate {
                line: i,
                last: i,
                range: f.range,
                date: f.date,
                other: f.other,
                order: f.order,
                label,
                share: f.share,
                points: 0,
            });
        }
        if none
            && line.words <= 3
            && let Some((last, found)) = split(page, i)
        {
            out.push(Candidate {
                line: i,
                last,
                range: 0..text.len(),
                date: found.date,
                other: None,
                order: found.order,
                label: None,
                share: found.share,
                points: 0,
            });
        }
        if out.len() > 200 {
            break;
        }
    }
    without_comments(page, zones, &mut out);
    out
}

/// Below the text, several dates to the minute are those of comments, with or without a heading above them.
fn without_comments(page: &Page<'_>, zones: &Zones, found: &mut Vec<Candidate>) {
    let comment = |c: &Candidate| c.line >= zones.end && c.label.is_none() && has_clock(page.lines[c.line].text());
    if let Some(first) = found.iter().find(|c| comment(c)).map(|c| c.line)
        && found.iter().filter(|c| comment(c)).nth(1).is_some()
    {
        found.retain(|c| c.line < first || c.label.is_some());
    }
}

/// Whether a time of day stands in a line: `4:12`, `16.05`.
fn has_clock(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|w| w[0].is_ascii_digit() && matches!(w[1], b':' | b'.') && w[2].is_ascii_digit() && w[3].is_ascii_digit())
}

fn may_hold(page: &Page<'_>, marks: &Marks, i: usize) -> bool {
    let line = &page.lines[i];
    let open = match marks.get(i) {
        None | Some(Verdict::Record(Field::Byline | Field::Date | Field::Section)) => true,
        Some(Verdict::Aside { rule, .. }) => line.words > 2 && OPEN.contains(&rule.0),
        Some(_) => false,
    };
    let pictured = page.says(i, "credit") || page.says(i, "caption") || line.text().contains('©');
    let prose = line.is_prose() || line.words > 30 || line.ending == Ending::Sentence && line.words > 14;
    open && !pictured && (!prose || line.words <= 45 && says_published(line.text()))
}

/// Whether a sentence tells when something was published: `This entry was posted on 3 May 2021 by Ada`.
fn says_published(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
        && calendar::labels(&crate::text::fold(crate::text::clip(text, 200).0)).any(|(_, l)| l == Label::Published)
}

/// A label may stand in a line of its own above the date.
fn label_above(page: &Page<'_>, i: usize, share: f32) -> Option<Label> {
    let above = &page.lines[i.checked_sub(1)?];
    if share < 0.7 || above.words > 3 || above.letters == 0 {
        return None;
    }
    calendar::labels(&crate::text::fold(above.text())).last().map(|(_, label)| label)
}

/// A date split over up to four short lines: `Tuesday` / `January 15` / `2008`.
fn split(page: &Page<'_>, i: usize) -> Option<(usize, date::Found)> {
    let mut joined = page.lines[i].text().to_string();
    let first = joined.trim_matches(|c: char| !c.is_alphanumeric());
    let head = first.split([' ', '.', ',']).find(|w| !w.is_empty())?;
    let dated = calendar::month(head).is_some()
        || calendar::weekday(head).is_some()
        || head.len() <= 2 && head.bytes().all(|b| b.is_ascii_digit());
    if !dated {
        return None;
    }
    for last in i + 1..(i + 4).min(page.lines.len()) {
        let next = &page.lines[last];
        if next.words > 3 || next.text().len() > 24 {
            return None;
        }
        joined.push(' ');
        joined.push_str(next.text());
        if let Some(found) = date::find(&joined) {
            return (found.share > 0.7 && found.other.is_none()).then_some((last, found));
        }
    }
    None
}

/// Which of day and month comes first on this page, if its language or its other dates tell.
fn order_of(page: &Page<'_>, zones: &Zones, found: &[Candidate]) -> Option<Order> {
    if found.iter().all(|c| c.other.is_none()) {
        return None;
    }
    let (language, _) = super::language::find(page, zones.start, zones.end);
    if language.as_deref().is_some_and(|l| l != "en") {
        return Some(Order::Day);
    }
    let (mut day, mut month) = (0, 0);
    for c in found {
        let text = page.lines[c.line].text();
        let numeric = text.get(c.range.clone()).is_some_and(|t| t.bytes().all(|b| !b.is_ascii_alphabetic()));
        let weight = if numeric { 4 } else { 1 };
        match c.order {
            _ if c.other.is_some() => {
                let zone = |names: &[&str]| text.split_whitespace().any(|w| names.contains(&w));
                month += i32::from(zone(&["ET", "EST", "EDT", "PT", "PST", "PDT", "CST", "CDT"])) * 3;
                let lower = text.to_ascii_lowercase();
                month += i32::from(lower.contains("am") || lower.contains("pm"));
                day += i32::from(zone(&["GMT", "BST", "IST", "AEST", "AEDT", "CET", "CEST"])) * 3;
            }
            Order::Day => day += weight,
            Order::Month => month += weight,
            Order::Year => {}
        }
    }
    // Dates of comments and other stories are written the same way.
    for line in page.lines.iter().filter(|l| l.words <= 12).take(600) {
        match date::find(line.text()).filter(|f| f.other.is_none()).map(|f| (f.order, f.range)) {
            Some((order, range)) if !line.text()[range.clone()].contains(char::is_alphabetic) => match order {
                Order::Day => day += 2,
                Order::Month => month += 2,
                Order::Year => {}
            },
            _ => {}
        }
    }
    // Dates in sentences tell as well; a few lines of them are enough.
    for line in page.lines[zones.start..zones.end].iter().filter(|l| l.is_prose()).take(30) {
        match date::find(line.text()).filter(|f| f.other.is_none()).map(|f| f.order) {
            Some(Order::Day) => day += 1,
            Some(Order::Month) => month += 1,
            _ => {}
        }
    }
    match day.cmp(&month) {
        std::cmp::Ordering::Greater => Some(Order::Day),
        std::cmp::Ordering::Less => Some(Order::Month),
        std::cmp::Ordering::Equal => None,
    }
}

/// Chooses between two readings: that of another date of the page, else that of the page's order.
fn settle(found: &mut [Candidate], order: Option<Order>) {
    let certain: Vec<Date> = found.iter().filter(|c| c.other.is_none()).map(|c| c.date).collect();
    for c in found.iter_mut() {
        let Some(other) = c.other else { continue };
        match (certain.contains(&c.date), certain.contains(&other), order) {
            (true, false, _) => c.other = None,
            (false, true, _) => (c.date, c.other) = (other, None),
            (_, _, Some(Order::Day)) => c.other = None,
            (_, _, Some(Order::Month)) => (c.date, c.other) = (other, None),
            _ => {}
        }
    }
}

/// What speaks for a date being that of the article.
fn points(page: &Page<'_>, marks: &Marks, title: Option<&Title>, zones: &Zones, c: &Candidate, days: &[Date]) -> i32 {
    let line = &page.lines[c.line];
    let text = line.text();
    let mut points = match c.label {
        Some(Label::Published) => 4,
        Some(Label::Updated) => -2,
        None => 0,
    };
    points += match c.share {
        s if s >= 0.7 => 3,
        s if s >= 0.45 => 2,
        s if s >= 0.2 => 1,
        _ => 0,
    };
    let listed = text.contains(['|', '•', '·', '/', '~']) || text.contains(" - ") || text.contains(" – ");
    points += i32::from(listed && line.words <= 16);
    points += i32::from(line.words > 14) * -2;
    if byline::is_byline(text) {
        points += 2;
    } else {
        let near = [c.line.checked_sub(1), Some(c.last + 1), Some(c.last + 2)];
        let by = |j: usize| {
            page.lines.get(j).is_some_and(|l| {
                l.words <= 8
                    && (matches!(marks.get(j), Some(Verdict::Record(Field::Byline))) || byline::is_byline(l.text()))
            })
        };
        points += i32::from(near.into_iter().flatten().any(by)) * 2;
    }
    points += i32::from(has_time(text, c.range.end));
    points += place(title, zones, c.line);
    points += i32::from(days.iter().filter(|d| **d == c.date).count() > 1);
    points - i32::from(c.date.year() < 1990) * 4
}

/// What the place on the page says.
fn place(title: Option<&Title>, zones: &Zones, i: usize) -> i32 {
    let above = zones.start.saturating_sub(i);
    let head = match title {
        Some(title) if i > title.line && i < zones.start + 1 => 4,
        Some(title) if i == title.line => -4,
        Some(title) if i < title.line => match title.line - i {
            1..=3 => 2,
            4..=8 => 0,
            _ => -2,
        },
        None if i < zones.start => 1 + i32::from(above <= 5),
        _ => return beneath(zones, i),
    };
    head + i32::from((1..=4).contains(&above))
}

/// Below the first line of text: right there, or right after the last one.
fn beneath(zones: &Zones, i: usize) -> i32 {
    if i < zones.start + 6 && i < zones.end {
        return 2;
    }
    match i.checked_sub(zones.end) {
        None if i + 3 >= zones.end => 1,
        None => -1,
        Some(0..=5) => 1,
        Some(6..=15) => 0,
        Some(_) => -2,
    }
}

/// Whether a time of day follows.
fn has_time(text: &str, from: usize) -> bool {
    let rest = &text.as_bytes()[from..text.len().min(from + 24)];
    rest.windows(3).any(|w| w[0].is_ascii_digit() && matches!(w[1], b':' | b'.' | b'h' | b'H') && w[2].is_ascii_digit())
}
