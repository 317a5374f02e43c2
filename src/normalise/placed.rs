//! Rules that need to know where the article begins and ends: what stands above the title, between title and text,
//! in the stretches that interrupt the text, and below it.

use super::judged::{self, Judged};
use super::lines::Answer;
use super::marks::{Evidence, Marks, Verdict, View};
use super::metadata::{self, source::Site, title, title::Title};
use super::page::{Ending, Line, Page};
use super::zones::{self, Zones};
use crate::model::{Field, Role, Rule};
use crate::text;

/// Gives every line that has no verdict one.
pub(super) fn mark(
    view: &View<'_, '_>,
    marks: &mut Marks,
    site: &Site,
    title: Option<&Title>,
    zones: &Zones,
    judged: Option<&Judged>,
) {
    if let Some(i) = site.line.filter(|i| marks.is_free(*i)) {
        marks.set(i, Verdict::Record(Field::Source));
    }
    head(view, marks, site, title, zones, judged);
    for &(from, to, rule) in &zones.inserts {
        let below = view.page.lines[from].segment.number;
        for i in from..to {
            marks.aside(i, rule, Evidence::Number("stands below line ", below, ", before the text goes on"));
        }
    }
    notices(view, marks, zones);
    match judged {
        Some(judged) => around(view, marks, zones, judged),
        None => tail(view, marks, zones),
    }
    for i in 0..view.page.lines.len() {
        if marks.is_free(i) {
            marks.set(i, Verdict::Body(None));
        }
    }
    labels(view, marks);
}

/// A label (`Photo:`, `On the net:`) that a rule knows, right above a credit, a caption or a doubtful line, is that
/// line's label: it stands beside the text with it. Headings of lists and comments are not labels.
fn labels(view: &View<'_, '_>, marks: &mut Marks) {
    let lines = &view.page.lines;
    for i in (1..lines.len()).rev() {
        let label = || lines[i - 1].words <= 3 && lines[i - 1].text().ends_with(':') && marks.rule(i - 1).is_some();
        if let Some(Verdict::Beside { role, rule, confidence, .. }) = marks.get(i)
            && matches!(role, Role::Credit | Role::Caption | Role::Doubtful)
            && label()
            && (*role == Role::Credit || !zones::is_stop(view.page, marks, i - 1))
        {
            let (role, rule, confidence) = (*role, *rule, *confidence);
            let evidence = "a label, right above such a line".into();
            marks.overrule(i - 1, Verdict::Beside { role, rule, confidence, evidence });
        }
    }
}

/// Lines below the end of the text among which a paragraph of it may stand.
const NEXT: usize = 8;

/// What the model did not take for text, in the article and below it: set aside, or beside the text where it may be
/// text. Below a heading of comments or other stories, doubtful lines are what the heading says. As long as the text
/// goes on below, nothing is set aside by its place alone.
fn around(view: &View<'_, '_>, marks: &mut Marks, zones: &Zones, judged: &Judged) {
    let lines = &view.page.lines;
    let foreign = is_foreign(lines, zones);
    let facts = facts(view.page, marks, judged, zones.end);
    let mut stop: Option<(Rule, u32)> = None;
    // Whether only headlines stand between the line and a heading of other stories.
    let mut listed = false;
    for (i, line) in lines.iter().enumerate() {
        if i >= zones.start && zones::is_stop(view.page, marks, i) {
            stop = marks.rule(i).map(|rule| (rule, line.segment.number));
            listed = view.page.is_exactly(i, "related-list");
            continue;
        }
        listed &= marks.is_out(i) || line.is_short() && line.ending == Ending::Open && line.words >= 3;
        let answer = judged.answer(i);
        if listed
            && answer == Answer::Body
            && marks.is_free(i)
            && !judged.is_again(i)
            && !judged.is_heading(view.page, marks, i)
        {
            doubtful(marks, i, Rule("related-list"), judged.probability(i).min(50));
            continue;
        }
        if marks.is_free(i) && answer == Answer::Body {
            stop = None;
        }
        if marks.is_free(i) && answer != Answer::Body && i >= zones.start {
            let earlier = if line.words >= 3 && stop.is_some() { view.page.said_before(i) } else { None };
            let paragraph = line.is_prose() && i > 0 && lines[i - 1].is_prose();
            // The end may have been found too early: what may be the next paragraphs is kept.
            let boxed = |number: u32| line.segment.number <= number + BOX && is_statement(line);
            let near = (line.is_prose() || stop.is_some_and(|(_, number)| boxed(number)))
                && i < zones.end + NEXT
                && stop.map_or_else(|| interrupts(marks, i), |(rule, _)| rule.0 == "related-list")
                && !is_summary(&lines[zones.end..], i.saturating_sub(zones.end));
            if i < zones.end {
                let rule = match (earlier, stop) {
                    (Some(_), _) => Rule("repeated-block"),
                    (None, Some((rule, _))) => rule,
                    (None, None) => judged::NOT_ARTICLE,
                };
                doubtful(marks, i, rule, judged.probability(i));
            } else if let Some(earlier) = earlier {
                marks.aside(i, Rule("repeated-block"), Evidence::Number("the same words as in line ", earlier, ""));
            } else if near && !judged.is_ruled(i) {
                doubtful(marks, i, stop.map_or(judged::NOT_ARTICLE, |(rule, _)| rule), judged.probability(i));
                heading_of(marks, lines, judged, i);
            } else if judged.probability(i) >= if line.is_short() { UNSURE * 2 } else { UNSURE }
                && !judged.is_ruled(i)
                && stop.is_some_and(|(rule, _)| rule.0 == "related-list")
                && (is_section(lines, i) || !is_listed(lines, marks, i))
            {
                doubtful(marks, i, Rule("related-list"), judged.probability(i));
                heading_of(marks, lines, judged, i);
            } else if let Some((rule, number)) = stop.filter(|(rule, _)| rule.0 != "related-list" || !paragraph) {
                let seen = Evidence::Number("stands below line ", number, ", where the text does not go on");
                marks.aside(i, rule, seen);
            } else if line.words <= 12 && foreign(line) {
                marks.aside(i, Rule("template-label"), "in another script than the article, outside its text");
            } else if judged.is_next(i) && (line.is_prose() || answer == Answer::Doubtful) {
                doubtful(marks, i, judged::NEXT_ARTICLE, judged.probability(i));
            } else if answer == Answer::Aside && !facts.contains(&i) {
                let (rule, evidence) = judged.why(i);
                marks.aside(i, rule, evidence);
            } else {
                doubtful(marks, i, judged::NOT_ARTICLE, judged.probability(i));
            }
        }
    }
}

/// Lines that a table of facts right below the text has at least, and at most.
const FACTS: (usize, usize) = (3, 40);

/// The rows of facts right below the text: results, line-ups, prices, telephone numbers, what a film lasts. They have
/// nothing of sentences, so that the model knows none of them; most have a label or a figure.
fn facts(page: &Page<'_>, marks: &Marks, judged: &Judged, end: usize) -> std::ops::Range<usize> {
    let lines = &page.lines;
    let open =
        |i: &usize| marks.is_free(*i) && page.hits(*i).is_empty() && !judged.is_ruled(*i) && !lines[*i].is_prose();
    let last = (end..lines.len().min(end + FACTS.1)).take_while(open).filter(|i| is_fact(&lines[*i])).last();
    let rows = end..last.map_or(end, |i| i + 1);
    let count = lines[rows.clone()].iter().filter(|line| is_fact(line)).count();
    if count >= FACTS.0 && count * 3 >= rows.len() * 2 { rows } else { end..end }
}

/// Whether a short line has a label, or a figure.
fn is_fact(line: &Line<'_>) -> bool {
    let text = line.text();
    let labelled = || text.split_once(": ").is_some_and(|(label, _)| text::count_words(label) <= 4);
    (2..=14).contains(&line.words) && (text.bytes().any(|b| b.is_ascii_digit()) || labelled())
}

/// How likely a sentence below a heading of other stories must be text, in hundredths, to stand beside it; a headline
/// twice that.
const UNSURE: u8 = 20;

/// Words that a teaser of another story has at most, mostly, and that a heading in a text has.
const TEASER: u32 = 40;
const HEADING: u32 = 4;

/// Whether a paragraph is longer than a teaser, and what stands right above it no headline of another story.
fn is_section(lines: &[Line<'_>], i: usize) -> bool {
    let headed = |above: usize| lines[above].is_prose() || lines[above].words <= HEADING;
    lines[i].words > TEASER && i.checked_sub(1).is_some_and(headed)
}

/// Puts the heading right above a long paragraph beside the text too, where the paragraph is.
fn heading_of(marks: &mut Marks, lines: &[Line<'_>], judged: &Judged, i: usize) {
    let Some(above) = i.checked_sub(1).filter(|_| is_section(lines, i)) else { return };
    let listed = matches!(marks.get(above), Some(Verdict::Aside { rule, evidence: Evidence::Number(..) }) if rule.0 == "related-list");
    if listed && lines[above].is_short() && !lines[i].segment.glued {
        let confidence = judged.probability(above);
        let (rule, evidence) = (Rule("related-list"), doubt(Rule("related-list"), confidence));
        marks.overrule(above, Verdict::Beside { role: Role::Doubtful, rule, confidence, evidence });
    }
}

/// Lines below the heading of a box of other stories in which it ends, mostly.
const BOX: u32 = 4;

/// Whether a line is a short sentence: what names another story is none.
fn is_statement(line: &Line<'_>) -> bool {
    let text = line.text().trim_end_matches(['"', '”', '’', '»', ' ']);
    line.words >= 6 && line.ending == Ending::Sentence && !text.ends_with(['?', '!', '…']) && !text.ends_with("..")
}

/// Whether nothing stands right above a line but what interrupts texts: an advertisement, a box of a newsletter.
fn interrupts(marks: &Marks, i: usize) -> bool {
    const BOXES: [&str; 4] = ["advertisement", "newsletter-prompt", "subscription-prompt", "comment-form"];
    i.checked_sub(1).and_then(|above| marks.rule(above)).is_none_or(|rule| BOXES.contains(&rule.0))
}

/// Whether a paragraph stands in a list of headlines with a paragraph below each.
fn is_summary(lines: &[Line<'_>], i: usize) -> bool {
    let is = |j: Option<usize>, prose: bool| {
        j.and_then(|j| lines.get(j)).is_some_and(|line| if prose { line.is_prose() } else { line.is_short() })
    };
    is(i.checked_sub(1), false) && is(i.checked_sub(2), true) || is(Some(i + 1), false) && is(Some(i + 2), true)
}

/// Whether a line stands where headlines and paragraphs take turns, captions left out.
fn is_listed(lines: &[Line<'_>], marks: &Marks, i: usize) -> bool {
    let pictured =
        |j: &usize| matches!(marks.get(*j), Some(Verdict::Beside { role: Role::Caption | Role::Credit, .. }));
    let take_turns = |one: Option<usize>, two: Option<usize>| {
        let (Some(one), Some(two)) = (one.map(|j| &lines[j]), two.map(|j| &lines[j])) else { return false };
        if lines[i].is_prose() { one.is_short() && two.is_prose() } else { one.is_prose() && two.is_short() }
    };
    let mut above = (0..i).rev().take(BOX as usize).filter(|j| !pictured(j));
    let mut below = (i + 1..lines.len()).take(BOX as usize).filter(|j| !pictured(j));
    take_turns(above.next(), above.next()) || take_turns(below.next(), below.next())
}

/// Marks lines that say the title once more: above the text they are set aside, below it they stand beside it, since a
/// question or a name may be said again on purpose.
pub(super) fn repeated_title(view: &View<'_, '_>, marks: &mut Marks, site: &Site, title: &Title, start: usize) {
    let line = view.page.lines[title.line].segment.number;
    for i in title::repeats(view.page, site, title) {
        if i <= start {
            marks.aside(i, Rule("repeated-title"), Evidence::Number("the same words as the title in line ", line, ""));
        } else {
            doubtful(marks, i, Rule("repeated-title"), 30);
        }
    }
}

/// Lines below the text within which a notice of copyright belongs to the text.
const CLOSE: usize = 4;

/// A notice of copyright right below the text, or in it, speaks of the text, not of the site: it stands beside it.
fn notices(view: &View<'_, '_>, marks: &mut Marks, zones: &Zones) {
    for i in zones.start..(zones.end + CLOSE).min(view.page.lines.len()) {
        if let Some(&Verdict::Aside { rule, evidence }) = marks.get(i)
            && rule.0 == "copyright-line"
            && view.page.lines[i].words <= 60
        {
            marks.overrule(i, Verdict::Beside { role: Role::Credit, rule, confidence: 70, evidence });
        }
    }
}

fn head(
    view: &View<'_, '_>,
    marks: &mut Marks,
    site: &Site,
    title: Option<&Title>,
    zones: &Zones,
    judged: Option<&Judged>,
) {
    let lines = &view.page.lines;
    let above = title.map_or(0, |t| t.line);
    let remote = remote(marks, title, zones);
    for (i, line) in lines.iter().enumerate().take(zones.start.max(above)) {
        if !marks.is_free(i) {
            continue;
        }
        let answer = judged.map(|j| j.answer(i));
        let unlike = answer == Some(Answer::Aside);
        let text = answer == Some(Answer::Body);
        if i < above {
            let after_name = site.line.is_some_and(|name| name < i);
            if title.is_some_and(|t| t.rivals.contains(&i)) {
                // Where the choice is wrong, this is the title.
                doubtful(marks, i, Rule("page-head"), 50);
            } else if after_name && (4..=40).contains(&line.words) {
                marks.aside(i, Rule("tagline"), "stands between the name of the site and the title");
            } else if text {
                marks.set(i, Verdict::Body(None));
            } else if line.words <= 25 {
                marks.aside(i, Rule("page-head"), "a short line above the title");
            } else if let Some(judged) = judged.filter(|_| unlike) {
                let (rule, evidence) = judged.why(i);
                marks.aside(i, rule, evidence);
            } else {
                doubtful(marks, i, Rule("page-head"), 50);
            }
        } else if let Some(judged) = judged.filter(|_| unlike) {
            let (rule, evidence) = judged.why(i);
            marks.aside(i, rule, evidence);
        } else if remote.contains(&i) {
            if line.words >= 7 || answer.is_some() {
                doubtful(marks, i, Rule("page-head"), 30);
            } else {
                marks.aside(i, Rule("page-head"), "one of many short lines between title and text");
            }
        } else if title.is_some() {
            match metadata::head_role(view.page, i) {
                Some(role) => marks.set(i, Verdict::Body(Some(role))),
                None => doubtful(marks, i, Rule("page-head"), 60),
            }
        } else if answer.is_some() || line.is_short() && zones.start - i > 1 {
            doubtful(marks, i, Rule("page-head"), 50);
        }
    }
}

/// Where many lines stand between title and text, those that are far from both.
fn remote(marks: &Marks, title: Option<&Title>, zones: &Zones) -> std::ops::Range<usize> {
    let free: Vec<usize> = title.map_or(0..0, |t| t.line + 1..zones.start).filter(|i| marks.is_free(*i)).collect();
    if free.len() > 8 { free[2]..free[free.len() - 3] } else { 0..0 }
}

/// Lines right below the text that no rule knows may be its last ones.
const NEAR: usize = 6;

fn tail(view: &View<'_, '_>, marks: &mut Marks, zones: &Zones) {
    let lines = &view.page.lines;
    let foreign = is_foreign(lines, zones);
    let mut stop: Option<(Rule, u32)> = None;
    for (i, line) in lines.iter().enumerate() {
        if i >= zones.end && zones::is_stop(view.page, marks, i) {
            stop = marks.rule(i).map(|rule| (rule, line.segment.number));
        }
        if i >= zones.end && marks.is_free(i) {
            // Words said twice are furniture where a list of other stories stands; elsewhere they may be meant.
            let earlier = if line.words >= 3 && stop.is_some() { view.page.said_before(i) } else { None };
            let paragraph = line.is_prose() && i > 0 && view.page.lines[i - 1].is_prose();
            if let Some(earlier) = earlier {
                marks.aside(i, Rule("repeated-block"), Evidence::Number("the same words as in line ", earlier, ""));
            } else if let Some((rule, number)) = stop.filter(|(rule, _)| rule.0 != "related-list" || !paragraph) {
                let seen = Evidence::Number("stands below line ", number, ", after the end of the article");
                marks.aside(i, rule, seen);
            } else if line.words <= 12 && foreign(line) {
                marks.aside(i, Rule("template-label"), "in another script than the article, after its end");
            } else if line.words <= 25 && !line.is_prose() && i >= zones.end + NEAR && stop.is_none() {
                marks.aside(i, Rule("after-article"), "a short line after the end of the article");
            } else {
                doubtful(marks, i, Rule("after-article"), 50);
            }
        }
    }
}

fn doubtful(marks: &mut Marks, i: usize, rule: Rule, confidence: u8) {
    let evidence = doubt(rule, confidence);
    marks.set(i, Verdict::Beside { role: Role::Doubtful, rule, confidence, evidence });
}

/// What a rule of this room saw of a line that it puts beside the text.
fn doubt(rule: Rule, confidence: u8) -> Evidence {
    match rule.0 {
        "not-article" => Evidence::Number("by its words and shape ", u32::from(confidence), " in 100 that it is text"),
        "page-head" => "stands above the first line that is surely text".into(),
        "repeated-title" => "the same words as the title, in the text or below it".into(),
        "repeated-block" => "the same words as a line above it, below a heading of something else".into(),
        "next-article" => {
            "stands below a headline and a byline, and speaks of nothing that the article begins with".into()
        }
        "after-article" => "no rule knows it, after the end of the article".into(),
        // The rule of the heading.
        _ => "stands below a heading of such lines".into(),
    }
}

/// Whether all of a line is in another script than the article: Latin against all others. A line in both may be the
/// author's name and address.
fn is_foreign(lines: &[Line<'_>], zones: &Zones) -> impl Fn(&Line<'_>) -> bool + use<> {
    let body = &lines[zones.start..zones.end];
    let (foreign, letters) =
        body.iter().fold((0u64, 0u64), |(f, l), line| (f + u64::from(line.foreign), l + u64::from(line.letters)));
    let article = foreign * 2 > letters;
    move |line| line.letters > 0 && line.foreign == if article { 0 } else { line.letters }
}
