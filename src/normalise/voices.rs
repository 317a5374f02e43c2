//! What the tree of a page and other readers say of its blocks, as log-odds to add to the line model's own, and the
//! few things that tags alone decide.
//!
//! Takes the page and its reading; gives log-odds for the model, and marks for captions, controls and what is hidden.

use super::marks::{Marks, Verdict};
use super::page::Page;
use super::segment::html::Reading;
use super::segment::html::place::Signs;
use crate::model::{Role, Rule};

/// Thousandths of log-odds for each sign of a block's place. Fitted on the pages of half of the sites and checked on
/// the other half, then on all, and rounded: see `docs/html.md`.
const WEIGHTS: &[(Signs, i32)] = &[
    (Signs::META, -5500),
    (Signs::CAPTION, -4500),
    (Signs::DIALOG, -3500),
    (Signs::CONTROL, -2700),
    (Signs::COMMENT, -2400),
    (Signs::FOOTER, -2200),
    (Signs::PROMOTION, -1900),
    (Signs::RELATED, -1500),
    (Signs::SHARE, -1500),
    (Signs::HIDDEN, -900),
    (Signs::NAV, -600),
    (Signs::MENU, -600),
    (Signs::CONTENT, 800),
    (Signs::ARTICLE, 600),
    (Signs::BODY, 600),
    (Signs::STORY, 400),
    (Signs::MAIN, 100),
];
/// For every block.
const BIAS: i32 = -200;
/// For a block that the other reader kept whole, and as much against one that it left whole.
const KEPT: i32 = 1275;
/// The same for the text that structured data gives.
const SAID: i32 = 850;
/// For a block that is all links.
const LINKS: i32 = -2300;
/// For a paragraph without links.
const PARAGRAPH: i32 = 650;

/// Places where what a button shows and hides is none of the text.
const ELSEWHERE: Signs = Signs(
    Signs::NAV.0
        | Signs::MENU.0
        | Signs::HEADER.0
        | Signs::FOOTER.0
        | Signs::DIALOG.0
        | Signs::FORM.0
        | Signs::COMMENT.0
        | Signs::SHARE.0
        | Signs::PROMOTION.0
        | Signs::RELATED.0
        | Signs::SIDEBAR.0
        | Signs::ASIDE.0,
);

/// Whether a button is the heading of what it shows and hides, as the questions of an accordion are: the answer stands
/// right below, and a reader can open it.
fn is_question(page: &Page<'_>, reading: &Reading, i: usize) -> bool {
    let place = &reading.pieces[i].place;
    place.signs.has(Signs::OPENER)
        && !place.signs.has(ELSEWHERE)
        && (place.heading > 0 || page.lines[i].text().ends_with(['?', '？', '؟', ';']))
        && reading.pieces.get(i + 1).is_some_and(|below| below.place.signs.has(Signs::PANEL))
}

/// Log-odds for each line, in thousandths.
pub(super) fn add(page: &Page<'_>, reading: &Reading) -> Vec<i32> {
    let vote = |share: u8, weight: i32| (i32::from(share) - 32) * weight / 32;
    let mut out = Vec::with_capacity(page.lines.len());
    let mut opened = false;
    for (i, piece) in reading.pieces.iter().enumerate() {
        let mut signs = piece.place.signs;
        let question = is_question(page, reading, i);
        opened = question || opened && signs.has(Signs::PANEL);
        if opened {
            // The other reader leaves out buttons, and what is not shown.
            signs = Signs(signs.0 & !(Signs::CONTROL.0 | Signs::HIDDEN.0));
        }
        let mut odds = BIAS;
        odds += WEIGHTS.iter().filter(|(sign, _)| signs.has(*sign)).map(|(_, weight)| weight).sum::<i32>();
        odds += piece.article.filter(|_| !opened).map_or(0, |share| vote(share, KEPT));
        odds += reading.said.as_ref().map_or(0, |said| vote(said[i], SAID));
        let length = piece.span.len().max(1) as i32;
        let linked = (piece.linked as i32).min(length) * 64 / length;
        odds += LINKS * linked / 64;
        if signs.has(Signs::PARAGRAPH) {
            odds += PARAGRAPH * (64 - linked) / 64;
        }
        out.push(odds);
    }
    out
}

/// Captions by their tags, controls of forms, and what the page does not show.
pub(super) fn mark(page: &Page<'_>, reading: &Reading, marks: &mut Marks) {
    for (i, piece) in reading.pieces.iter().enumerate() {
        let signs = piece.place.signs;
        let dated = || page.lines[i].date().is_some_and(|found| found.share > 0.45);
        if signs.has(Signs::CAPTION) && !dated() && page.lines[i].words <= 80 && page.lines[i].words >= 3 {
            let (role, rule, evidence) = (Role::Caption, Rule("caption"), "stands in the tags of a caption".into());
            marks.set(i, Verdict::Beside { role, rule, confidence: 90, evidence });
        } else if signs.has(Signs::CONTROL) && page.lines[i].words <= 40 && !is_question(page, reading, i) {
            marks.aside(i, Rule("form-control"), "stands in a control of a form");
        }
    }
}
