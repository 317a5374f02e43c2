//! The title: the line above the text that looks and is repeated as one does.

mod above;
mod beside;
mod beyond;
mod echoes;
mod repeats;

use super::super::judged::Judged;
use super::super::lines::Answer;
use super::super::marks::{Marks, Verdict, View};
use super::super::page::{Ending, Line, Page};
use super::super::pictures;
use super::measures::{Points, Table, Trace, measures};
use super::{byline, date, opening, others, source::Site};
use crate::lang::calendar;
use crate::model::BlockKind;
use crate::text::{self, eight};
use echoes::{Echoes, Lead};
use repeats::after_name;
pub(in crate::normalise) use repeats::repeats;
use std::cell::OnceCell;
use std::sync::LazyLock;

/// A title and the line it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::normalise) struct Title {
    pub(in crate::normalise) line: usize,
    /// How much of the line it is, in bytes of the repaired text: all but the name of the site.
    pub(in crate::normalise) len: usize,
    /// Lines above it that may be the title as well.
    pub(in crate::normalise) rivals: Vec<usize>,
}

impl Title {
    /// A title that nothing else may be.
    pub(in crate::normalise) fn alone(line: usize, len: usize) -> Title {
        Title { line, len, rivals: Vec::new() }
    }
}

/// A page's `<title>`, and the line that stands for it.
#[derive(Clone, Copy, Debug)]
pub(in crate::normalise) struct Tag<'p> {
    pub(in crate::normalise) text: &'p str,
    pub(in crate::normalise) line: usize,
}

/// Finds the title above the first line of running text, if one is printed. `tag` is given for pages in HTML.
pub(in crate::normalise) fn find(
    view: &View<'_, '_>,
    marks: &Marks,
    site: &Site,
    judged: Option<&Judged>,
    rough: usize,
    tag: Option<Tag<'_>>,
) -> Option<Title> {
    let page = view.page;
    // Where the line model sees running text first, if that is above.
    let prose = |i: &usize| marks.is_free(*i) && page.lines[*i].is_prose();
    let text = |i: &usize| prose(i) && judged.is_none_or(|judged| is_text(judged, *i, page.lines.len(), prose));
    let mut start = (0..rough).find(text).unwrap_or(rough);
    // A headline may be a sentence; the text then begins below it.
    if is_said_headline(page, marks, start) {
        start = (start + 1..page.lines.len().min(start + 12)).find(text).unwrap_or(start);
    }
    let first = start;
    if tag.is_none() && beyond::is_above_head(page, marks, start) {
        start = (start + 1..page.lines.len()).find(text).unwrap_or(start);
    }
    if tag.is_none()
        && let Some(line) =
            page.lines.iter().take(start + 1).position(|l| matches!(l.segment.kind, Some(BlockKind::Heading(_))))
    {
        return Some(Title::alone(line, page.lines[line].text().len()));
    }
    let last = (start + 2).min(page.lines.len());
    let reader = Reader {
        view,
        marks,
        site,
        start,
        first,
        echoes: Echoes::new(page, site, start, tag.map(|t| t.text)),
        lead: OnceCell::new(),
    };
    let mut found: Vec<Found> = Vec::with_capacity(12);
    let mut text_above = 0;
    // The title stands above what is known to be text.
    let above = |i: &usize| tag.is_some() || !matches!(marks.get(*i), Some(Verdict::Body(_)));
    for i in (0..last).take_while(above).filter(|i| tag.is_none_or(|t| t.line != *i)) {
        if let Some(mut one) = reader.measure(i) {
            // The first line that may be a title often is. Lists may be an article, and their entries look like titles.
            one.points.is(Of::First, found.is_empty());
            one.points.is(Of::BelowText, text_above == 1);
            one.points.is(Of::BelowTwoTexts, text_above == 2);
            one.points.is(Of::BelowMoreText, text_above > 2);
            found.push(one);
        }
        let is_text = judged.is_some_and(|j| j.answer(i) == Answer::Body) && marks.is_free(i);
        text_above += usize::from(is_text && page.lines[i].words >= 6);
    }
    // A standfirst looks like a title too and shares more words with the text.
    for n in 1..found.len() {
        let (above, one) = found.split_at_mut(n);
        let (above, one) = (&above[n - 1], &mut one[0]);
        let near = reader.lines_between(above.line, one.line) <= 1;
        one.points.is(Of::BelowHeadline, near && above.headline);
        one.points.is(Of::BelowEchoed, near && above.echoed);
        one.points.is(Of::BelowLonger, near && above.words > one.words);
        one.points.is(Of::DatedBelowHeadline, near && above.headline && one.dated);
    }
    for n in 1..found.len() {
        let (one, below) = found.split_at_mut(n);
        let (one, below) = (&mut one[n - 1], &below[0]);
        let near = reader.lines_between(one.line, below.line) <= 1;
        one.points.is(Of::AboveHeadline, near && below.headline);
        one.points.is(Of::AboveEchoed, near && below.echoed);
        one.points.is(Of::AboveDated, near && below.dated && one.headline);
    }
    reader.told_by_lead(&mut found);
    for one in &found {
        let text = || page.lines[one.line].text()[..one.len].trim().to_string();
        Trace::note::<Of>(view.trace, one.line, text, &one.points);
    }
    // Of equal ones the first.
    let best = (0..found.len()).rev().max_by_key(|n| found[*n].points.sum)?;
    let instead = if tag.is_none() { reader.instead(&mut found, best) } else { None };
    let best = instead.unwrap_or(best);
    let above = tag.is_none() && reader.is_headline_above(&mut found, best);
    let best = &found[best - usize::from(above)];
    if best.points.sum < 0 && instead.is_none() {
        return None;
    }
    let near =
        |one: &Found| one.points.sum >= NEAR_RIVAL.0 && reader.lines_between(one.line, best.line) <= NEAR_RIVAL.1;
    let rivals = |one: &&Found| one.line < best.line && (one.headline && one.points.sum >= RIVAL || near(one));
    let above = found.iter().filter(rivals);
    Some(Title { line: best.line, len: best.len, rivals: above.map(|one| one.line).collect() })
}

/// Doubtful lines of less than this probability in hundredths, with running text so many lines below, are passed over in
/// the search for it. Best on the development dumps; a sentence about partners and cookies is such a line.
const DOUBTED: (u8, usize) = (50, 8);

/// Whether running text begins with a sentence, by the line model.
fn is_text(judged: &Judged, i: usize, lines: usize, prose: impl Fn(&usize) -> bool) -> bool {
    match judged.answer(i) {
        Answer::Body => true,
        Answer::Aside => false,
        Answer::Doubtful => {
            let text = |below: usize| prose(&below) && judged.answer(below) == Answer::Body;
            judged.probability(i) >= DOUBTED.0 || !(i + 1..lines.min(i + 1 + DOUBTED.1)).any(text)
        }
    }
}

/// Points from which a line above the title may be the title itself.
const RIVAL: i32 = 2000;
/// The same near the title, whatever the line looks like, and the lines between.
const NEAR_RIVAL: (i32, usize) = (1200, 3);

/// Words of a sentence that may be a headline.
const SAID: u32 = 24;
/// The same of one that ends with a full stop.
const STATED: u32 = 20;

/// Whether a sentence may be the headline: right above a byline or a date, or a question or a call that opens the page.
/// Below another headline it is a standfirst.
fn is_said_headline(page: &Page<'_>, marks: &Marks, i: usize) -> bool {
    let Some(line) = page.lines.get(i).filter(|l| l.is_prose() && l.words <= SAID) else { return false };
    let text = line.text();
    let called = text.ends_with(['?', '!', '？', '！']);
    if [". ", "! ", "? "].iter().any(|mark| text.contains(mark)) {
        return false;
    }
    let headed = || {
        let below = page.lines[i + 1..].iter().find(|l| l.words > 0);
        below.is_some_and(|l| {
            l.words <= 16 && (l.byline().is_some() || l.date().is_some_and(|d| d.share > 0.5) || is_label(l))
        })
    };
    let headline = |j: usize| {
        let l = &page.lines[j];
        (4..=SAID).contains(&l.words) && marks.is_free(j)
    };
    let above = (0..i).rev().find(|j| page.lines[*j].words > 0);
    let alone = || !above.is_some_and(headline);
    let first = || called && !(0..i).any(headline);
    (called || line.words <= STATED) && alone() && headed() || first()
}

/// Whether a line is a word of publication and nothing else: `Published`.
fn is_label(line: &Line<'_>) -> bool {
    if !(1..=4).contains(&line.words) || !calendar::may_hold_label(line.text()) {
        return false;
    }
    let folded = text::fold(line.text());
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let labels: usize = calendar::labels(&folded).map(|(label, _)| letters(&folded[label])).sum();
    // `Published on`
    labels > 0 && letters(&folded) - labels <= 3
}

measures!(Of of "title":
    Always First OneWord TwoWords ThreeWords TwentyWords MoreWords Sentence LongSentence Colon Dots Asked Path EndMark StartMark
    SmallStart Listed Credited AllCapitals Dated Echoed EchoedTwice HeldByFirst HeldOnlyByFirst TopLine SiteCut
    AboveDate AboveText AboveThenDate Near Far VeryFar LeadNone LeadSome LeadQuarter LeadHalf LeadShort InText
    BelowText BelowTwoTexts BelowMoreText BelowHeadline BelowEchoed BelowLonger AboveHeadline AboveEchoed BelowDate
    BelowByline Spaced Quoted Aside AsideEchoed IsSite Bracketed LoneWord DatedBelowHeadline AboveDated HeldShort
    Standfirst AboveStandfirst
);

static TABLE: LazyLock<Table> = LazyLock::new(Table::of::<Of>);

/// Full stops.
const STOPS: [char; 4] = ['.', '。', '।', '۔'];

/// What the words of the first paragraphs may say.
const LEAD: [Of; 5] = [Of::LeadNone, Of::LeadSome, Of::LeadQuarter, Of::LeadHalf, Of::LeadShort];

/// A line that may be the title.
struct Found {
    line: usize,
    len: usize,
    words: i32,
    /// Whether it is as long as headlines are, and no sentence.
    headline: bool,
    echoed: bool,
    /// Whether the page's own title holds it.
    held: bool,
    /// Whether a date or byline is right below.
    dated: bool,
    points: Points,
}

struct Reader<'a> {
    view: &'a View<'a, 'a>,
    marks: &'a Marks,
    site: &'a Site,
    start: usize,
    /// The first sentence: a notice may stand above the title, and the text below it.
    first: usize,
    echoes: Echoes,
    /// Read where candidates are close.
    lead: OnceCell<Lead>,
}

impl Reader<'_> {
    /// Whether a line is what the line below names the speaker of, or ends with its byline.
    fn is_said(&self, i: usize) -> bool {
        let lines = &self.view.page.lines;
        let text = lines[i].text();
        let below = || lines.get(i + 1).is_some_and(|l| l.words <= 4 && others::is_quoted(text, l.text(), true));
        below() || lines[i].words >= 8 && opening::by_at_end(text).is_some()
    }

    /// Whether a headline names a day, above the byline: `The flood of 3 May 2021`.
    fn is_of_day(&self, i: usize, date: &date::Found) -> bool {
        let lines = &self.view.page.lines;
        let before = lines[i].text()[..date.range.start].trim_end();
        let joined = before.rsplit(' ').next().is_some_and(|w| w.starts_with(char::is_lowercase));
        let told = before.split(' ').any(|w| w.chars().count() >= 4 && !date::is_time_word(w));
        let named = date.label.is_none() && lines[i].words >= 4 && joined && told;
        named && lines.get(i + 1).is_some_and(|below| below.byline().is_some())
    }

    /// Whether a line is a sentence right below a short line that is none: what a standfirst is below a headline.
    fn is_standfirst(&self, i: usize) -> bool {
        let lines = &self.view.page.lines;
        let (Some(line), Some(above)) = (lines.get(i), i.checked_sub(1).map(|above| &lines[above])) else {
            return false;
        };
        let sentence =
            line.ending == Ending::Sentence && (9..=45).contains(&line.words) && line.text().ends_with(STOPS);
        let headline = (1..=12).contains(&above.words) && above.ending == Ending::Open && above.letters >= 4;
        let open = |i: usize| self.marks.is_free(i) || matches!(self.marks.get(i), Some(Verdict::Body(_)));
        sentence && headline && open(i - 1) && above.dates().is_empty() && above.byline().is_none() && !is_label(above)
    }

    /// What speaks for a line being the title; nothing where it cannot be one.
    fn measure(&self, i: usize) -> Option<Found> {
        let page = self.view.page;
        let line = &page.lines[i];
        let text = line.text();
        // What names or shows something in a list is no title, but words that a menu has may be one.
        let aside = match self.marks.get(i) {
            Some(Verdict::Record(_) | Verdict::Beside { .. }) => return None,
            Some(Verdict::Aside { rule, .. }) if rule.0 == "repeated-in-collection" || line.words < 3 => return None,
            Some(Verdict::Aside { .. }) => true,
            _ => false,
        };
        let prose = i >= self.first && line.is_prose();
        if prose || line.letters < 4 || line.words > 40 || is_label(line) || self.is_said(i) {
            return None;
        }
        let cut = self.echoes.cut(i).filter(|cut| *cut > 0);
        let len = cut.map_or(text.len(), |cut| text[..cut].trim_end().len());
        let words = pieces(&text[..len]) as i32;
        let words = match line.foreign * 2 > line.letters {
            true if line.unspaced && text.chars().any(text::is_spelt_unspaced) => words.max(beside::size(line) as i32),
            true => words.max(line.words as i32 / 2),
            false => words,
        };
        if !(1..=34).contains(&words) || line.byline().is_some() {
            return None;
        }
        let dates = line.dates();
        let dated = |d: &date::Found| d.share > 0.5 && !self.is_of_day(i, d);
        if dates.first().is_some_and(|d| dated(d) || byline::find_dated(text, dates).is_some() && words <= 10) {
            return None;
        }
        let digits = text.bytes().filter(u8::is_ascii_digit).count() as u32;
        let pictured = page.says(i, "credit") || page.says(i, "caption");
        let credited = || i > 0 && (pictures::ends_with_credit(line) || beside::is_taken(line));
        if pictured || digits * 2 > line.letters || credited() || beside::is_row(text, dates) {
            return None;
        }
        // One look for the first byte of each.
        let marked = memchr::memchr3(0xc2, b':', b'@', text.as_bytes()).is_some();
        if marked && (text.contains('©') || text.contains("://") || text.contains('@') && words < 6) {
            return None;
        }
        let echoes = self.echoes.of(i);
        let mut points = Points::new(&TABLE, self.view.trace);
        points.is(Of::Always, true);
        match words {
            1 => points.is(Of::OneWord, true),
            2 => points.is(Of::TwoWords, true),
            3 => points.is(Of::ThreeWords, true),
            4..=18 => {}
            19..=24 => points.is(Of::TwentyWords, true),
            _ => points.is(Of::MoreWords, true),
        }
        let sentence = line.ending == Ending::Sentence && text.ends_with(STOPS) && !text.ends_with("...");
        points.is(if words > 12 { Of::LongSentence } else { Of::Sentence }, sentence);
        points.is(Of::Colon, line.ending == Ending::Colon);
        points.is(Of::Dots, text.ends_with('…') || text.ends_with("..."));
        points.is(Of::Asked, text.ends_with(['?', '!', '？', '！']));
        let marked = memchr::memchr3(0xc2, b'>', b'|', text.as_bytes()).is_some()
            || memchr::memchr2(0xe2, b'/', text.as_bytes()).is_some();
        let path = || {
            let steps = [" » ", " > ", " › "].iter().any(|step| text.contains(step));
            let gaps = line.segment.patch.edits().iter().filter(|edit| edit.rule.0 == "double-space").count();
            let short = words <= 9 && text.matches(" / ").count() > 1 || words <= 6 && gaps > 1;
            steps || short || text.matches('|').count() > 1
        };
        points.is(Of::Path, (marked || !line.segment.patch.edits().is_empty()) && path());
        points.is(Of::AllCapitals, !line.lower);
        points.is(Of::Quoted, text.starts_with(['"', '“', '„', '«', '‘', '»']));
        points.is(Of::Dated, !dates.is_empty());
        points.is(Of::Spaced, !line.segment.glued);
        Self::shape(text, words, &mut points);
        points.is(Of::Echoed, echoes > 0);
        points.is(Of::EchoedTwice, echoes > 1);
        // The line that the page's own title holds, without the names around it.
        let held = self.echoes.is_of_page_title(page, i);
        points.is(Of::HeldByFirst, held);
        points.is(Of::HeldOnlyByFirst, held && echoes == 0);
        points.is(Of::TopLine, i == 0);
        points.is(Of::Aside, aside);
        points.is(Of::AsideEchoed, aside && (held || echoes > 0));
        points.is(Of::IsSite, Some(i) == self.site.line);
        points.is(Of::Bracketed, text.starts_with('('));
        points.is(Of::LoneWord, words == 1 && echoes == 0 && !held);
        let dated = self.around(i, &mut points);
        points.is(Of::HeldShort, held && words <= 2);
        points.is(Of::Standfirst, self.is_standfirst(i));
        points.is(Of::AboveStandfirst, self.is_standfirst(i + 1));
        match self.start.saturating_sub(i) {
            0..=3 => points.is(Of::Near, true),
            4..=15 => {}
            16..=40 => points.is(Of::Far, true),
            _ => points.is(Of::VeryFar, true),
        }
        // Below, it would share words with itself.
        if i < self.start {
            points.leave(&LEAD);
        }
        // A title that is only words of the site's own is its name or motto, where more than its form tells the name.
        points.is(Of::SiteCut, cut.is_some() && echoes == 0 && !self.site.evident);
        points.is(Of::InText, i > self.start);
        let headline = (4..=24).contains(&words) && !sentence && line.ending != Ending::Colon;
        Some(Found { line: i, len, words, headline, echoed: echoes > 0 || held, held, dated, points })
    }

    /// Measures the words shared with the first paragraphs, of those candidates of which they may make the title or
    /// none.
    fn told_by_lead(&self, found: &mut [Found]) {
        let sure = found.iter().map(|one| one.points.least()).max().unwrap_or(0);
        let rival = |one: &Found| one.points.most() >= sure.max(0);
        let several = found.iter().filter(|one| rival(one)).count() > 1;
        for one in found {
            let open = rival(one) && (several || one.points.least() < 0) || one.points.is_traced();
            if open {
                self.take_up(one);
            }
        }
    }

    fn lead(&self) -> &Lead {
        self.lead.get_or_init(|| Lead::new(self.view.page, self.start))
    }

    /// Lines with words between two lines.
    fn lines_between(&self, above: usize, below: usize) -> usize {
        (above + 1..below).filter(|i| self.view.page.lines[*i].words > 0 && self.marks.is_free(*i)).count()
    }

    /// What marks and letters say: lists of tags, greetings, entries, credits are no titles.
    fn shape(text: &str, words: i32, points: &mut Points) {
        points.is(Of::EndMark, text.ends_with([',', ';', '|', '»', '→', '>']) && !ends_quoted(text));
        points.is(Of::StartMark, beside::is_start_mark(text));
        points.is(Of::SmallStart, text.starts_with(char::is_lowercase));
        let bytes = text.as_bytes();
        let commas = memchr::memchr_iter(b',', bytes).filter(|at| bytes.get(at + 1) == Some(&b' ')).count();
        points.is(Of::Listed, commas as i32 * 3 >= words);
        let credited = memchr::memrchr2(b'/', b'(', bytes).is_some_and(|at| {
            let end = text[at + 1..].trim().trim_end_matches(')');
            (2..=7).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_uppercase())
        });
        points.is(Of::Credited, credited);
    }

    /// The line that stands above the byline, the date or the text.
    fn around(&self, i: usize, points: &mut Points) -> bool {
        let page = self.view.page;
        let open = |j: &usize| {
            page.lines[*j].words > 0
                && (self.marks.is_free(*j) || matches!(self.marks.get(*j), Some(Verdict::Record(_))))
        };
        let is_date = |j: usize| page.lines[j].date().is_some_and(|d| d.share > 0.3);
        let is_byline = |j: usize| page.lines[j].byline().is_some();
        let is_dated = |j: usize| is_byline(j) || is_date(j);
        if let Some(above) = (i.saturating_sub(4)..i).rev().find(open) {
            points.is(Of::BelowDate, is_date(above));
            points.is(Of::BelowByline, is_byline(above));
        }
        let mut rows = (i + 1..(i + 5).min(page.lines.len())).filter(open);
        let Some(next) = rows.next() else { return false };
        if is_dated(next) {
            points.is(Of::AboveDate, true);
        } else if page.lines[next].is_prose() && next <= self.start + 1 {
            points.is(Of::AboveText, true);
        } else {
            // A standfirst may stand between.
            points.is(Of::AboveThenDate, rows.next().is_some_and(is_dated));
        }
        is_dated(next)
    }
}

/// Whether a text ends with the mark that closes what was quoted: `Harbour: «We are full»`.
fn ends_quoted(text: &str) -> bool {
    text.strip_suffix('»').and_then(|text| text.rfind(['«', '»']).map(|at| text[at..].starts_with('«'))) == Some(true)
}

/// The pieces of a text between white space.
fn pieces(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().count();
    }
    let (bytes, mut before, mut begun) = (text.as_bytes(), 1 << 7, 0);
    for at in (0..bytes.len()).step_by(8) {
        // Behind the last byte stand spaces.
        let spaces = eight::spaces(eight::up_to(bytes, at) | eight::beyond(bytes.len() - at, b' '));
        begun += (!spaces & (spaces << 8 | before) & eight::ALL).count_ones() as usize;
        before = spaces >> 56;
    }
    begun
}

/// Whether a title shares words with the first paragraphs below a line.
pub(in crate::normalise) fn is_of_text(page: &Page<'_>, start: usize, title: &str) -> bool {
    Lead::new(page, start).shares(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_counted_between_white_space() {
        for text in [
            "",
            " ",
            "a",
            "the old  mill ",
            "\tseven\u{b}ates",
            "eight by",
            " - | x\r\nyz",
            "\u{1c} é\u{a0}x",
            "\0 \u{7f} a",
        ] {
            for text in [text.to_string(), text.repeat(5), format!("1234567{text}")] {
                assert_eq!(pieces(&text), text.split_whitespace().count(), "{text:?}");
            }
        }
    }
}
