//! Which line of a page names the author: the points of each candidate, and when none is good enough.
//!
//! Strongest is a by-word in a line of the head; next a name beside a date; then a line that is only a name, where a
//! person's name would stand; last the notes on the author right after the text. A name that the title or the
//! first paragraphs speak of is somebody the article is about.

mod again;
mod best;
mod dateline;
mod office;
mod tail;
mod word;

use super::super::marks::{Marks, Verdict, View};
use super::super::page::{Ending, Line, Page};
use super::super::zones::{self, Zones};
use super::measures::{Points, Table, Trace, measures};
use super::source::Site;
use super::title::Title;
use super::{byline, date, is_pictured, language, names, others};
use crate::lang::{bylines, record, tongues};
use crate::model::{Field, Rule};
use crate::text;
use best::{best_of, with_next, without_stories};
use byline::{Found, newsroom};
use std::cell::OnceCell;
use std::sync::LazyLock;
use word::{Word, has_word};

/// An author and the line that says so.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) line: usize,
    pub(super) found: Found,
    /// Whether the line is a byline rather than one that mentions the author.
    pub(super) whole: bool,
    /// The line with its by-word.
    asked: usize,
    points: Points,
}

measures!(Of of "author":
    Always ByWord BelowByWord DatedBy Dated LooseBy Alone Single TailBy TailDatedBy TailDated NoteHeaded NoteSaid NoteAlone
    OneName Handle Given Office Capitals Unspaced Short Prose InTitle InLead Again AgainTwice Spoken NearDate DateBelow
    Between RightBelow JustAboveTitle AboveTitle HeadNear HeadFar Elsewhere Rest TailFar Several Aside ShoutedBy
    DateAround LongName TopLine DatedSingle Labelled Ago AloneGiven AloneBetween AloneDated DatedGiven TailGiven
    SingleDated SingleGiven NoteFar Common
);

static TABLE: LazyLock<Table> = LazyLock::new(Table::of::<Of>);

/// Candidates that are looked at: a page of nothing but names is none of an article.
const MOST: usize = 100;

/// Lines below the heading of those whom to ask in which they are named.
const CONTACTS: usize = 6;

/// The author of the article, and other lines of the head that are bylines.
pub(super) fn choose(
    view: &View<'_, '_>,
    marks: &Marks,
    site: &Site,
    title: Option<&Title>,
    zones: &Zones,
) -> (Option<Candidate>, Vec<Candidate>) {
    let page = view.page;
    let (lead, body, asking) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
    let reader = Reader { page, marks, site, title, zones, lead, body, asking, trace: view.trace };
    let mut found: Vec<Candidate> = Vec::new();
    for i in 0..(zones.start + 6).min(page.lines.len()) {
        found.extend(reader.head(i).filter(|c| reader.may_be(c)));
        if found.len() >= MOST {
            break;
        }
    }
    found.extend(reader.dateline().filter(|c| reader.may_be(c)));
    for i in zones.start + 6..zones.end.saturating_sub(2) {
        found.extend(reader.labelled(i).filter(|c| reader.may_be(c)));
        if found.len() >= MOST {
            break;
        }
    }
    let (mut stopped, mut asked) = (false, None);
    for i in zones.end.saturating_sub(2).max(zones.start + 1)..(zones.end + 16).min(page.lines.len()) {
        stopped |= i >= zones.end && zones::is_stop(page, marks, i);
        if !stopped {
            // Among the names of those whom to ask, only a by-word tells an author.
            let apart = asked.is_none_or(|contact| i > contact + CONTACTS);
            let told = |c: &Candidate| apart || page.lines[c.line].byline().is_some();
            found.extend(reader.tail(i).filter(|c| told(c) && reader.may_be(c)));
        }
        asked = if others::is_contact(&page.lines[i]) { Some(i) } else { asked };
    }
    without_stories(page, zones, &mut found);
    again::undecided(&mut found).for_each(|c| reader.told_by_text(c));
    again::mark(page, zones, &mut found);
    for c in &found {
        Trace::note::<Of>(view.trace, c.line, || c.found.names.join("; "), &c.points);
    }
    // An office beside a name is what the person is, or whose account it was.
    let told = || found.iter().find(|c| reader.is_told_below(c));
    let best = best_of(found.iter().filter(|c| c.is_person())).or_else(told);
    let best = match best {
        Some(best) => Some(with_next(page, zones, best, &found).without_offices()),
        None => best_of(found.iter().filter(|c| c.is_account())).cloned(),
    };
    // Below the text, names head comments too: only the one that counts is a byline.
    let last = best.as_ref().or_else(|| best_of(found.iter())).map_or(0, |b| b.line);
    found.retain(|c| c.whole && c.points.sum >= 0 && (c.line < zones.end || c.line == last));
    (best, found)
}

/// Paragraphs of a standfirst at most.
const STANDFIRST: usize = 3;

struct Reader<'a> {
    page: &'a Page<'a>,
    marks: &'a Marks,
    site: &'a Site,
    title: Option<&'a Title>,
    zones: &'a Zones,
    /// The first paragraphs, read when the first candidate is found.
    lead: OnceCell<Vec<&'a str>>,
    /// More of them, and more of each.
    body: OnceCell<Vec<&'a str>>,
    /// What stands before the colon of lines of the article that name nobody.
    asking: OnceCell<Vec<&'a str>>,
    trace: Option<&'a Trace>,
}

/// Whether lines of a rule may name the author as well: `3 May 2021 by Ada · 4 comments`.
fn is_open(rule: Rule) -> bool {
    matches!(
        rule.0,
        "reading-time"
            | "comments"
            | "comment-form"
            | "share-bar"
            | "section-label"
            | "navigation"
            | "author-promotion"
    )
}

impl<'a> Reader<'a> {
    /// The first paragraphs of the text, each cut after a number of characters.
    fn paragraphs(&self, most: usize, chars: usize) -> Vec<&'a str> {
        let prose = self.page.lines[self.zones.start..self.zones.end].iter().filter(|l| l.is_prose());
        prose.take(most).map(|l| text::clip(l.text(), chars).0).collect()
    }

    /// Whether a line may name the author, by what was decided of it. That it [belongs to a picture](is_pictured) is
    /// asked of candidates: there are few.
    fn open(&self, i: usize) -> bool {
        let open = match self.marks.get(i) {
            None | Some(Verdict::Record(Field::Date | Field::Byline | Field::Section)) => true,
            Some(Verdict::Aside { rule, .. }) => is_open(*rule),
            Some(_) => false,
        };
        open && self.title.is_none_or(|t| t.line != i) && self.site.line != Some(i)
    }

    /// Whether somebody that a line names may be an author: nobody of whom the line, the one above or the same label
    /// elsewhere says another thing.
    fn may_be(&self, candidate: &Candidate) -> bool {
        let (i, lines) = (candidate.line, &self.page.lines);
        let line = &lines[i];
        if is_pictured(self.page, i) || others::is_said_after(&line.text()[candidate.found.range.end..]) {
            return false;
        }
        if self.is_masthead(candidate) || candidate.found.names.iter().all(|name| tongues::is_place(name)) {
            return false;
        }
        if line.byline().is_some() {
            return !others::label(line.text()).is_some_and(|label| self.is_speaker(label));
        }
        let Some(above) = i.checked_sub(1).map(|above| &lines[above]).filter(|_| candidate.asked == i) else {
            return true;
        };
        // A date beside the name is none of a picture.
        let pictured = line.dates().is_empty() && others::is_label(above);
        !pictured && !others::is_quoted(above.text(), line.text(), i <= self.zones.start)
    }

    /// Whether a label before a name stands before words that are none, too: in an interview, `Reporter: Ada Person`
    /// greets her.
    fn is_speaker(&self, label: &str) -> bool {
        let lines = || self.page.lines[..self.zones.end].iter();
        let asking = || lines().filter(|l| l.byline().is_none()).filter_map(|l| others::label(l.text())).collect();
        self.asking.get_or_init(asking).contains(&label)
    }

    /// What a line above the text or at its beginning says.
    fn head(&self, i: usize) -> Option<Candidate> {
        let line = &self.page.lines[i];
        if line.letters < 2 || line.words > 70 || !self.open(i) {
            return None;
        }
        let text = line.text();
        if let Some(found) = line.byline().cloned() {
            let points = self.measure(i, &found, Of::ByWord);
            return (!line.is_prose() || line.words <= 70 && found.names[0].contains(' ')).then_some(Candidate {
                line: i,
                found,
                whole: true,
                asked: i,
                points,
            });
        }
        // `By Ada on 3 May 2021. This page is paid for by its readers.`
        if (line.words > 24 || line.is_prose()) && line.words <= 60 {
            let dates = line.dates();
            dates.first().filter(|d| d.range.start < 60)?;
            let found = line.loose_byline().filter(|f| f.range.end < dates[0].range.start)?;
            let points = self.measure(i, &found, Of::DatedBy);
            return Some(Candidate { line: i, found, whole: false, asked: i, points });
        }
        if line.words > 24 {
            return None;
        }
        if byline::is_by_word(text) {
            return self.below(i).or_else(|| self.office(i, 1));
        }
        let dates = line.dates();
        let dated = !dates.is_empty();
        if dates.first().is_some_and(|date| others::is_event(text, &date.range)) {
            return None;
        }
        if dated || line.parted && has_time(text) {
            let (found, by) = match byline::find_dated(text, dates) {
                Some(found) => found,
                None => match line.loose_byline() {
                    Some(found) => (found, true),
                    None => return self.dated_single(i, dates),
                },
            };
            let points = self.measure(i, &found, if by { Of::DatedBy } else { Of::Dated });
            return Some(Candidate { line: i, found, whole: line.words <= 16, asked: i, points });
        }
        if line.words <= 7
            && let Some(found) = line.loose_byline()
            && (found.names[0].contains(' ') || !byline::goes_on(&text[found.range.end..]))
        {
            let points = self.measure(i, &found, Of::LooseBy);
            return Some(Candidate { line: i, found, whole: true, asked: i, points });
        }
        self.by_word_in(i).or_else(|| self.office(i, 2)).or_else(|| self.alone(i)).or_else(|| self.single(i))
    }

    /// The name in the line below a by-word that stands alone.
    fn below(&self, i: usize) -> Option<Candidate> {
        let j = i + 1;
        let line = self.page.lines.get(j)?;
        if line.words > 12 || !self.open(j) || is_pictured(self.page, j) || line.date().is_some_and(|d| d.share > 0.6) {
            return None;
        }
        let glued = format!("by {}", line.text());
        let found = byline::find(&glued).or_else(|| byline::find_loose(&glued))?;
        let range = found.range.start.saturating_sub(3)..found.range.end.saturating_sub(3);
        let found = Found { range, ..found };
        let points = self.measure(i, &found, Of::BelowByWord);
        Some(Candidate { line: j, found, whole: true, asked: i, points })
    }

    /// A name after a word that is a by-word in the language of the text, and begins names in others: `De Ion Persoană`.
    fn by_word_in(&self, i: usize) -> Option<Candidate> {
        let text = self.page.lines[i].text();
        let (by, name) = text.split_once(' ')?;
        let tag = bylines::by_word_in(by).filter(|_| byline::is_name(name, true))?;
        let told = language::find(self.page, self.zones.start, self.zones.end).tag;
        told.filter(|told| told == tag)?;
        let found = Found { names: vec![name.to_string()], range: by.len() + 1..text.len() };
        let points = self.measure(i, &found, Of::ByWord);
        Some(Candidate { line: i, found, whole: true, asked: i, points })
    }

    /// A line that is only a name.
    fn alone(&self, i: usize) -> Option<Candidate> {
        let line = &self.page.lines[i];
        let text = line.text();
        if !(2..=9).contains(&line.words) || !line.may_name() || self.page.hits(i).iter().any(|h| h.whole) {
            return None;
        }
        // `Ferry Post Staff Writer`
        if office::tells_of_above(line) && self.is_name_above(i) {
            return None;
        }
        // A name below several paragraphs stands above a comment, or is a heading; beside a date it may stand below a
        // long standfirst.
        let below = self.zones.start.min(i)..i;
        let above = self.page.lines[below].iter().filter(|l| l.is_prose()).take(STANDFIRST + 1).count();
        let dated = || i < self.zones.end && (self.is_date(i.checked_sub(1)) || self.is_date(Some(i + 1)));
        let late = above > 1;
        if late && (above > STANDFIRST || !dated()) {
            return None;
        }
        let found = byline::find_first(text.trim_start_matches(['|', ' ', '/']))?;
        let skipped = text.len() - text.trim_start_matches(['|', ' ', '/']).len();
        let range = found.range.start + skipped..found.range.end + skipped;
        let rest = text[range.end..].trim();
        // `Ada Person, Harbour Inc.` may be a byline; `Ada Person, the mayor, is in trouble again.` is none.
        if line.ending == Ending::Sentence && !rest.is_empty() && !ends_shortened(rest) {
            return None;
        }
        // `Ada Person Author`
        let apart = rest.starts_with([',', '|', '(', '@', '•', '·', '–', '-', '/']) || byline::is_by_word(rest);
        let known = || rest.is_empty() && byline::has_given_name(&found.names[0]);
        if !(rest.is_empty() || apart || line.words >= 4) || late && !known() {
            return None;
        }
        let goes_on = !rest.is_empty();
        let found = Found { names: found.names, range };
        let mut points = self.measure(i, &found, Of::Alone);
        points.is(Of::Rest, goes_on);
        points.is(Of::Ago, is_ago(line));
        Some(Candidate { line: i, found, whole: true, asked: i, points })
    }

    /// One word beside a date, or a name in a script without spaces.
    fn dated_single(&self, i: usize, dates: &[date::Found]) -> Option<Candidate> {
        let line = &self.page.lines[i];
        let found = byline::find_dated_single(line.text(), dates).filter(|_| line.words <= 14)?;
        let points = self.measure(i, &found, Of::DatedSingle);
        Some(Candidate { line: i, found, whole: line.words <= 8, asked: i, points })
    }

    /// A labelled by-word in a short line inside the text: `Author: Ada Person`.
    fn labelled(&self, i: usize) -> Option<Candidate> {
        let line = &self.page.lines[i];
        if line.words > 14 || line.is_prose() || !self.open(i) {
            return None;
        }
        let found = line.byline().filter(|_| text::clip(line.text(), 40).0.contains([':', '：']))?.clone();
        let points = self.measure(i, &found, Of::Labelled);
        Some(Candidate { line: i, found, whole: true, asked: i, points })
    }

    /// A line that is one word, or a name in a script without spaces: a first name, a handle.
    fn single(&self, i: usize) -> Option<Candidate> {
        let line = &self.page.lines[i];
        let text = line.text().trim();
        let place = self.title.is_some_and(|t| i > t.line && i <= t.line + 6) && i <= self.zones.start;
        if !place || text.len() > 40 || line.words > 6 || self.page.hits(i).iter().any(|h| h.whole) {
            return None;
        }
        // `@ada`
        if text.starts_with('@') && self.is_name_above(i) {
            return None;
        }
        let name = byline::find_single(text)?;
        let start = line.text().find(name)?;
        let found = Found { names: vec![name.to_string()], range: start..start + name.len() };
        let points = self.measure(i, &found, Of::Single);
        Some(Candidate { line: i, found, whole: true, asked: i, points })
    }

    /// What speaks for the names of a line being those of the authors.
    fn measure(&self, i: usize, found: &Found, kind: Of) -> Points {
        let line = &self.page.lines[i];
        let mut points = Points::new(&TABLE, self.trace);
        points.is(Of::Always, true);
        points.is(kind, true);
        points.is(Of::Short, line.words <= 8);
        points.is(Of::Prose, line.is_prose());
        points.is(Of::Several, found.names.len() > 1);
        points.is(Of::TopLine, i == 0);
        points.is(Of::Aside, self.marks.rule(i).is_some());
        points.is(Of::ShoutedBy, kind == Of::ByWord && !line.lower);
        let given = found.names.iter().any(|name| byline::has_given_name(name));
        let told = matches!(kind, Of::ByWord | Of::BelowByWord | Of::TailBy | Of::Labelled);
        self.name_points(&found.names[0], given, told, &mut points);
        self.place(i, &mut points);
        let dated = self.near_date(i, &mut points);
        let between = self.title.is_some_and(|t| i > t.line) && i <= self.zones.start;
        points.is(Of::AloneGiven, kind == Of::Alone && given);
        points.is(Of::AloneBetween, kind == Of::Alone && between);
        points.is(Of::AloneDated, kind == Of::Alone && dated);
        points.is(Of::DatedGiven, kind == Of::Dated && given);
        points.is(Of::SingleGiven, matches!(kind, Of::Single | Of::DatedSingle) && given);
        points.is(Of::SingleDated, kind == Of::Single && dated);
        points.is(Of::TailGiven, matches!(kind, Of::TailBy | Of::TailDated) && given);
        points
    }

    /// Whether the text speaks of a person.
    fn spoken(&self, name: &str, line: usize) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name);
        let (body, last) = (&self.page.lines[self.zones.start..self.zones.end], Word::new(last));
        body.iter().enumerate().any(|(n, l)| n + self.zones.start != line && l.is_prose() && last.is_in(l.text()))
    }

    /// What speaks for words being a person, and the author rather than somebody the article is about.
    fn name_points(&self, name: &str, given: bool, told: bool, points: &mut Points) {
        points.is(Of::Given, given);
        let unspaced = name.starts_with(|c| text::is_unspaced(c) || text::is_hangul(c));
        points.is(Of::OneName, !unspaced && !name.contains(' '));
        points.is(Of::LongName, name.split(' ').count() > 3);
        points.is(Of::Handle, name.starts_with(char::is_lowercase));
        // Behind a by-word signs are a name; elsewhere they may be any words.
        points.is(Of::Unspaced, unspaced && !told);
        let title = self.title.map_or("", |t| self.page.lines[t.line].text());
        let titled = name.split(' ').any(|w| w.chars().count() > 2 && has_word(title, w));
        points.is(Of::InTitle, titled);
        // Scripts without case have no capitals.
        points.is(Of::Capitals, name.chars().all(|c| !c.is_lowercase()) && name.contains(char::is_uppercase));
        points.is(Of::Office, bylines::is_office(name) || newsroom::is_office(name));
        points.leave(&[Of::Common]);
        points.leave(&[Of::InLead]);
    }

    /// What the text says of the words of a name, which is read for few.
    fn told_by_text(&self, candidate: &mut Candidate) {
        if candidate.points.take_up() {
            let name = &candidate.found.names[0];
            let unspaced = name.chars().next().is_some_and(text::is_unspaced);
            candidate.points.is(Of::Common, !unspaced && self.is_common(name));
            candidate.points.is(Of::InLead, self.in_lead(name));
        }
    }

    /// Whether the text uses a word of a name in small letters: it is no name, then.
    fn is_common(&self, name: &str) -> bool {
        let body = || self.body.get_or_init(|| self.paragraphs(20, 1500)).iter();
        name.split(' ').filter(|w| w.len() > 3 && !names::is_particle(w)).any(|word| {
            let small = word.to_lowercase();
            small != word && {
                let found = Word::new(&small);
                body().any(|text| found.is_in(text))
            }
        })
    }

    /// Whether the first paragraphs speak of a person.
    fn in_lead(&self, name: &str) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name);
        let last = Word::new(last);
        self.lead.get_or_init(|| self.paragraphs(3, 1000)).iter().any(|text| last.is_in(text))
    }

    fn place(&self, i: usize, points: &mut Points) {
        match self.title {
            Some(t) if i > t.line && i <= self.zones.start => {
                points.is(Of::Between, true);
                points.is(Of::RightBelow, i <= t.line + 3);
            }
            Some(t) if i < t.line && t.line - i <= 3 => points.is(Of::JustAboveTitle, true),
            Some(t) if i < t.line => points.is(Of::AboveTitle, true),
            _ if i < self.zones.start => {
                points.is(if self.zones.start - i <= 4 { Of::HeadNear } else { Of::HeadFar }, true);
            }
            _ => {
                points.is(Of::Elsewhere, true);
                points.is(Of::TailFar, i > self.zones.end + 6);
            }
        }
    }

    /// Whether a line is mostly a date.
    fn is_date(&self, line: Option<usize>) -> bool {
        line.and_then(|line| self.page.lines.get(line))
            .is_some_and(|l| l.words <= 14 && l.words > 0 && (l.date().is_some_and(|d| d.share > 0.4) || is_ago(l)))
    }

    /// Whether a date stands right above or below.
    fn near_date(&self, i: usize, points: &mut Points) -> bool {
        let (above, below) = (self.is_date(i.checked_sub(1)), self.is_date(Some(i + 1)));
        points.is(Of::DateBelow, below);
        points.is(Of::NearDate, above || below);
        points.is(Of::DateAround, self.is_date(i.checked_sub(2)) || self.is_date(Some(i + 2)));
        above || below
    }
}

/// Whether the full stop at the end of a line may be that of a short form: `Inc.`, `U.S.`
fn ends_shortened(text: &str) -> bool {
    let last = text.trim_end().rsplit(' ').next().unwrap_or("");
    last.ends_with('.') && last.starts_with(char::is_uppercase) && last.len() <= 5
}

/// Whether a line has a time of day.
fn has_time(text: &str) -> bool {
    text.len() <= 120
        && memchr::memchr(b':', text.as_bytes()).is_some()
        && text
            .as_bytes()
            .windows(4)
            .any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit() && w[3].is_ascii_digit())
}

/// Whether a line says how long ago something was.
fn is_ago(line: &Line<'_>) -> bool {
    // A fraction is a number too, and no date has one.
    let text = line.text();
    text.len() <= 48 && (line.is_numbered() || !text.is_ascii()) && record::says_ago(text)
}
