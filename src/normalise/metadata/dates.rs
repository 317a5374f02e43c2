//! Which of the dates of a page is that of the article: the points of each candidate, and when none is good enough.
//!
//! A date of publication stands near the title, in a line of its own or with the author, often after a word that says
//! so. Dates of comments, other stories, captions and copyright lines are not asked; a date inside a sentence is not,
//! unless the sentence says that something was published then.

mod order;
mod other;

use super::super::marks::{Marks, Verdict, View};
use super::super::page::{Ending, Line, Page};
use super::super::zones::{self, Zones};
use super::measures::{Points, Table, Trace, measures};
use super::title::Title;
use super::{date, is_pictured};
use crate::lang::calendar::{self, Label};
use crate::model::{Date, Field, Role, Rule};
use crate::text;
use date::Order;
use order::{order_of, settle};
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

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
    /// Whether it stands below the heading of other stories.
    stories: bool,
    /// Whether its line is one that rules set aside.
    aside: bool,
    points: i32,
}

impl Candidate {
    /// Whether its line is a date rather than a caption or a headline that holds one.
    pub(super) fn is_line(&self, page: &Page<'_>) -> bool {
        let line = &page.lines[self.line];
        let listed = line.text().contains(['|', '•', '·']) && line.words <= 16 && self.range.start < 40;
        !line.is_prose() && line.words <= 30 && (self.share >= 0.45 || listed || line.byline().is_some())
    }
}

measures!(Of of "date":
    Always Published Updated UpdatedAlone All Most Some Listed LongLine Bylined ByNear Clock Repeated Old Aside Stories
    Between RightBelowTitle InTitle JustAboveTitle AboveTitle FarAboveTitle TitlelessHead TitlelessNear JustAboveText
    TextTop TextEnd InText RightAfter After FarAfter Prose Split FirstOfPage Latest Earliest
    Ambiguous LabelElsewhere
);

static TABLE: LazyLock<Table> = LazyLock::new(Table::of::<Of>);

/// The date of the article, and the lines of the head that are dates.
pub(super) fn choose(
    view: &View<'_, '_>,
    marks: &Marks,
    title: Option<&Title>,
    zones: &Zones,
) -> (Option<Candidate>, Vec<Candidate>) {
    let page = view.page;
    let mut found = candidates(page, marks, zones);
    let order = if view.day_first { Some(Order::Day) } else { order_of(page, zones, &found) };
    settle(&mut found, order);
    let days: Vec<Date> = found.iter().map(|c| c.date).collect();
    let head = Head { page, marks, title, zones, labelled: found.iter().any(|c| c.label == Some(Label::Published)) };
    let first = found.first().map(|c| c.line);
    let (earliest, latest) = (days.iter().min().copied(), days.iter().max().copied());
    for candidate in &mut found {
        let mut points = Points::new(&TABLE, view.trace);
        head.measure(candidate, &mut points);
        points.is(Of::Repeated, days.iter().filter(|d| **d == candidate.date).count() > 1);
        points.is(Of::FirstOfPage, first == Some(candidate.line));
        points.is(Of::Earliest, days.len() > 1 && earliest == Some(candidate.date));
        points.is(Of::Latest, days.len() > 1 && latest == Some(candidate.date));
        if candidate.other.is_none() {
            Trace::note::<Of>(view.trace, candidate.line, || candidate.date.to_string(), &points);
        }
        candidate.points = points.sum;
    }
    let best = found.iter().filter(|c| c.other.is_none()).fold(None, |best: Option<&Candidate>, c| match best {
        Some(b) if b.points >= c.points => Some(b),
        _ => Some(c),
    });
    let best = best.filter(|c| c.points >= 0);
    let best = best.map(|best| first_published(best, &found)).cloned();
    (best, found)
}

/// A day of publication right above or below a later change is the one to tell, and so is a day before it in its line. Of
/// two that nothing parts (`4 May 20213 May 2021`) one is that of a change that is not said to be one.
fn first_published<'c>(best: &'c Candidate, found: &'c [Candidate]) -> &'c Candidate {
    let earlier = || found.iter().filter(|c| c.other.is_none() && c.date <= best.date);
    if best.label == Some(Label::Updated) {
        let near = |c: &&Candidate| c.label == Some(Label::Published) && c.line.abs_diff(best.line) <= 2;
        let beside = |c: &&Candidate| c.label.is_none() && c.line == best.line && c.points >= 0;
        return earlier().find(near).or_else(|| earlier().find(beside)).unwrap_or(best);
    }
    let glued = |c: &&Candidate| {
        let meet = c.range.end == best.range.start || best.range.end == c.range.start;
        meet && c.line == best.line && c.last == c.line && c.label.is_none()
    };
    earlier().find(glued).filter(|_| best.label.is_none()).unwrap_or(best)
}

/// Whether lines of a rule may hold the date as well: `3 May 2021 · 4 comments`.
fn is_open(rule: Rule) -> bool {
    matches!(
        rule.0,
        "reading-time"
            | "comments"
            | "comment-form"
            | "share-bar"
            | "section-label"
            | "navigation"
            | "related-list"
            | "republication-notice"
            | "template-label"
    )
}

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
        let text = line.text();
        if !may_hold(page, marks, i) {
            continue;
        }
        let dates = line.dates();
        let none = dates.is_empty();
        let told = OnceCell::new();
        let told = || *told.get_or_init(|| says_published(text));
        let parted = if none && line.words <= 3 { split(page, i) } else { None };
        if none && parted.is_none() || is_prose(line) && !(line.words <= 45 && told()) || is_pictured(page, i) {
            continue;
        }
        for f in dates {
            let label = f.label.or_else(|| label_above(page, i, f.share));
            // A sentence may say it only at its end: `Dieser Beitrag wurde am 3. Mai 2021 veröffentlicht`.
            let label = label.or_else(|| (line.words > 5 && told()).then_some(Label::Published));
            let label = label.or_else(|| other::is_changed_behind(text, f, dates).then_some(Label::Updated));
            // Below the heading of other stories, dates are theirs.
            if stories && label != Some(Label::Published) || label.is_none() && speaks_of(line, &f.range) {
                continue;
            }
            if f.label.is_none() && other::is_of_other(page, i, f) {
                continue;
            }
            if label.is_none() && i >= zones.end && f.share > 0.6 && heads_story(page, marks, i) {
                continue;
            }
            out.push(Candidate {
                line: i,
                last: i,
                range: f.range.clone(),
                date: f.date,
                other: f.other,
                order: f.order,
                label,
                share: f.share,
                stories,
                aside: marks.rule(i).is_some(),
                points: 0,
            });
        }
        if let Some((last, found)) = parted {
            out.push(Candidate {
                line: i,
                last,
                range: 0..text.len(),
                date: found.date,
                other: None,
                order: found.order,
                label: None,
                share: found.share,
                stories,
                aside: marks.rule(i).is_some(),
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

/// Whether a headline stands right below a day that stands below the text: both are of another story.
fn heads_story(page: &Page<'_>, marks: &Marks, i: usize) -> bool {
    page.lines.get(i + 1).is_some_and(|below| {
        let long = (4..=20).contains(&below.words) && below.ending != Ending::Sentence && below.dates().is_empty();
        long && marks.is_free(i + 1)
            && below.byline().is_none()
            && calendar::labels(&text::fold(below.text())).next().is_none()
    })
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

/// Whether a line may hold the date, by what was decided of it and where it stands.
fn may_hold(page: &Page<'_>, marks: &Marks, i: usize) -> bool {
    let line = &page.lines[i];
    if line.words > 45 && is_prose(line) {
        return false;
    }
    // What has no date of its own may only be a part of one.
    let dated = || line.words <= 3 || !line.dates().is_empty();
    match marks.get(i) {
        None | Some(Verdict::Record(Field::Byline | Field::Date | Field::Section)) => dated(),
        Some(Verdict::Aside { rule, .. }) => line.words > 2 && dated() && is_open(*rule),
        // A title may stand on its picture, and the date with it.
        Some(Verdict::Beside { role: Role::Caption, .. }) => {
            line.words <= 8 && line.date().is_some_and(|d| d.share > 0.6)
        }
        Some(_) => false,
    }
}

/// Whether a line is one that dates of the article stand in only if it says that they are.
fn is_prose(line: &Line<'_>) -> bool {
    line.is_prose() || line.words > 30 || line.ending == Ending::Sentence && line.words > 14
}

/// Whether a line is a short sentence about a day: `The harbour closed on 3 May 2021.`
fn speaks_of(line: &Line<'_>, date: &Range<usize>) -> bool {
    if line.ending != Ending::Sentence || line.byline().is_some() {
        return false;
    }
    let text = line.text();
    let around = text[..date.start].split(' ').chain(text[date.end..].split(' '));
    // The stroke that ends sentences of Indian scripts, which have no case, ends nothing else.
    let caseless = text.ends_with('।');
    let small = |word: &&str| !word.is_empty() && (caseless || word.chars().all(char::is_lowercase));
    // What may stand beside a date in a line of its own is short: `am 3. Mai 2021 um 8 Uhr.`
    let (words, long) = around
        .map(|word| word.trim_end_matches(['.', ',', '!', '?', '…']))
        .filter(small)
        .fold((0, 0), |(n, long), word| (n + 1, long + usize::from(word.chars().count() >= 4)));
    words >= 4 || words >= 2 && long >= 1
}

/// Whether a sentence tells when something was published: `This entry was posted on 3 May 2021 by Ada`.
fn says_published(text: &str) -> bool {
    let clipped = text::clip(text, 200).0;
    calendar::may_hold_label(clipped)
        && text.bytes().any(|b| b.is_ascii_digit())
        && calendar::labels(&text::fold(clipped)).any(|(_, l)| l == Label::Published)
}

/// A label may stand in a line of its own above the date.
fn label_above(page: &Page<'_>, i: usize, share: f32) -> Option<Label> {
    let above = &page.lines[i.checked_sub(1)?];
    if share < 0.7 || above.words > 3 || above.letters == 0 || !calendar::may_hold_label(above.text()) {
        return None;
    }
    calendar::labels(&text::fold(above.text())).last().map(|(_, label)| label)
}

/// A date split over up to four short lines: `Tuesday` / `January 15` / `2008`.
fn split(page: &Page<'_>, i: usize) -> Option<(usize, date::Found)> {
    let short = |line: &&Line<'_>| line.words <= 3 && line.text().len() <= 24;
    // Every date ends with a number, but for a sign behind it.
    if !page.lines[i + 1..].iter().take(3).take_while(short).any(Line::is_numbered) {
        return None;
    }
    let text = page.lines[i].text();
    let first = text.trim_matches(|c: char| !text::is_alphanumeric(c));
    let head = first.split([' ', '.', ',']).find(|w| !w.is_empty())?;
    let dated = calendar::month(head).is_some()
        || calendar::weekday(head).is_some()
        || head.len() <= 2 && head.bytes().all(|b| b.is_ascii_digit());
    if !dated {
        return None;
    }
    let mut joined = text.to_string();
    for last in i + 1..(i + 4).min(page.lines.len()) {
        let next = &page.lines[last];
        if !short(&next) {
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

/// What a date stands among.
struct Head<'a> {
    page: &'a Page<'a>,
    marks: &'a Marks,
    title: Option<&'a Title>,
    zones: &'a Zones,
    /// Whether a word of publication stands before any date.
    labelled: bool,
}

impl Head<'_> {
    /// What speaks for a date being that of the article.
    fn measure(&self, c: &Candidate, points: &mut Points) {
        let line = &self.page.lines[c.line];
        let text = line.text();
        points.is(Of::Always, true);
        match c.label {
            Some(Label::Published) => points.is(Of::Published, true),
            Some(Label::Updated) => {
                points.is(Of::Updated, true);
                points.is(Of::UpdatedAlone, !self.labelled);
            }
            None => points.is(Of::LabelElsewhere, self.labelled),
        }
        match c.share {
            s if s >= 0.7 => points.is(Of::All, true),
            s if s >= 0.45 => points.is(Of::Most, true),
            s if s >= 0.2 => points.is(Of::Some, true),
            _ => {}
        }
        let listed = text.contains(['|', '•', '·', '/', '~']) || text.contains(" - ") || text.contains(" – ");
        points.is(Of::Listed, listed && line.words <= 16);
        points.is(Of::LongLine, line.words > 14);
        points.is(Of::Prose, line.is_prose());
        if line.byline().is_some() {
            points.is(Of::Bylined, true);
        } else {
            let near = [c.line.checked_sub(1), Some(c.last + 1), Some(c.last + 2)];
            let by = |j: usize| {
                self.page.lines.get(j).is_some_and(|l| {
                    l.words <= 8
                        && (matches!(self.marks.get(j), Some(Verdict::Record(Field::Byline))) || l.byline().is_some())
                })
            };
            points.is(Of::ByNear, near.into_iter().flatten().any(by));
        }
        points.is(Of::Clock, has_time(text, c.range.end));
        points.is(Of::Old, c.date.year() < 1990);
        points.is(Of::Aside, c.aside);
        points.is(Of::Stories, c.stories);
        points.is(Of::Split, c.last > c.line);
        points.is(Of::Ambiguous, c.other.is_some());
        self.place(c.line, points);
    }

    /// What the place on the page says.
    fn place(&self, i: usize, points: &mut Points) {
        let zones = self.zones;
        let above = zones.start.saturating_sub(i);
        match self.title {
            Some(title) if i > title.line && i < zones.start + 1 => {
                points.is(Of::Between, true);
                points.is(Of::RightBelowTitle, i <= title.line + 3);
            }
            Some(title) if i == title.line => points.is(Of::InTitle, true),
            Some(title) if i < title.line => match title.line - i {
                1..=3 => points.is(Of::JustAboveTitle, true),
                4..=8 => points.is(Of::AboveTitle, true),
                _ => points.is(Of::FarAboveTitle, true),
            },
            None if i < zones.start => {
                points.is(Of::TitlelessHead, true);
                points.is(Of::TitlelessNear, above <= 5);
            }
            _ => return self.beneath(i, points),
        }
        points.is(Of::JustAboveText, (1..=4).contains(&above));
    }

    /// Below the first line of text: right there, or right after the last one.
    fn beneath(&self, i: usize, points: &mut Points) {
        let zones = self.zones;
        if i < zones.start + 6 && i < zones.end {
            return points.is(Of::TextTop, true);
        }
        match i.checked_sub(zones.end) {
            None if i + 3 >= zones.end => points.is(Of::TextEnd, true),
            None => points.is(Of::InText, true),
            Some(0..=5) => points.is(Of::RightAfter, true),
            Some(6..=15) => points.is(Of::After, true),
            Some(_) => points.is(Of::FarAfter, true),
        }
    }
}

/// Whether a time of day follows.
fn has_time(text: &str, from: usize) -> bool {
    let rest = &text.as_bytes()[from..text.len().min(from + 24)];
    rest.windows(3).any(|w| w[0].is_ascii_digit() && matches!(w[1], b':' | b'.' | b'h' | b'H') && w[2].is_ascii_digit())
}
