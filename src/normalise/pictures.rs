//! Captions and credits: what stands under pictures.
//!
//! Takes a page and the names of its site; marks lines that stand beside the text. Splits a credit that runs into
//! its caption.

use super::chrome;
use super::marks::{Evidence, Marks, Part, Verdict, View};
use super::metadata::source::Site;
use super::page::{Ending, Line};
use crate::lang::phrases::{self, phrases};
use crate::model::{Role, Rule};
use crate::text::{self, WIDTH};

const CAPTION: Rule = Rule("caption");
const CREDIT: Rule = Rule("credit");
const TEASER: Rule = Rule("teaser");
const REPEATED: Rule = Rule("repeated-block");

/// Marks captions and credits.
pub(super) fn mark(view: &View<'_, '_>, marks: &mut Marks, site: &Site, title: Option<usize>) {
    let page = view.page;
    let lines = &page.lines;
    for (i, line) in lines.iter().enumerate() {
        if !marks.is_free(i) || Some(i) == title {
            continue;
        }
        let suffixed = site.suffix_of(line);
        if is_tagged(line) {
            caption(marks, i, 95, "stood in the tags of a caption");
        } else if let Some(cut) = suffixed {
            // The description of a picture, as scripts write it: words, then the name of the site.
            let dated = || line.date().is_some_and(|date| date.share > 0.3);
            if line.words >= 6 && cut > 0 && !dated() {
                caption(marks, i, 85, "ends with the name of the site, as descriptions of pictures do");
            }
        } else if line.words <= 45 && is_credit(view, i) {
            split_credit(view, marks, site, i);
        } else if line.words <= 60
            && !page.hits(i).is_empty()
            && page.says(i, "caption")
            && line.ending != Ending::Sentence
        {
            if page.is_exactly(i, "caption") {
                marks.aside(i, Rule("share-bar"), "the control of a picture");
            } else {
                caption(marks, i, 80, chrome::evidence(view, i, "caption"));
            }
        } else if ends_with_credit(line) {
            caption(marks, i, 75, "ends with a credit, as captions do");
        } else if line.unspaced
            && line.words <= 60
            && let Some(from) = taken_by(line.text())
        {
            let evidence = "ends with the sign for `taken by`".into();
            match from {
                0 => marks.set(i, Verdict::Beside { role: Role::Credit, rule: CREDIT, confidence: 75, evidence }),
                _ => caption(marks, i, 75, evidence),
            }
        }
    }
    twice(view, marks, title);
    teasers(view, marks, title);
}

fn caption(marks: &mut Marks, i: usize, confidence: u8, evidence: impl Into<Evidence>) {
    let (role, rule, evidence) = (Role::Caption, CAPTION, evidence.into());
    marks.set(i, Verdict::Beside { role, rule, confidence, evidence });
}

/// A line that stood in a tag of a caption.
fn is_tagged(line: &Line<'_>) -> bool {
    line.segment.tagged_caption && line.segment.patch.edits().iter().any(|e| e.rule.0 == "stray-tag")
}

/// `© Agency / Photographer`, `Photo: Name`, `(Name/Agency)`.
fn is_credit(view: &View<'_, '_>, i: usize) -> bool {
    let line = &view.page.lines[i];
    let text = line.text();
    let sign = text.starts_with(['©', 'ⓒ']) && text.contains('/') && line.ending == Ending::Open;
    // A line that ends a paragraph of its own with a credit is a caption with the credit in it, or a sentence.
    let said = || !view.page.hits(i).is_empty() && view.page.says(i, "credit");
    sign || line.words <= 30 && said() && (line.words <= 12 || line.ending == Ending::Open)
}

/// Bytes at the end of a caption in which its credit begins.
const LAST: usize = 90;
/// A dash, of which the other one differs in the last byte.
const DASH: &[u8; 3] = b"\xe2\x80\x93";
/// The full stops of Indian scripts, and of Chinese and Japanese.
const DANDA: &[u8; 3] = b"\xe0\xa5\xa4";
const STOP: &[u8; 3] = b"\xe3\x80\x82";
/// The sign of copyright.
const SIGN: &[u8; 2] = b"\xc2\xa9";

/// A caption with its credit at the end: `The ferry in dock. Picture: Ada Person`, `The ferry in dock (Photo: Ada
/// Person)`, `The ferry in dock © Ada Person`.
pub(super) fn ends_with_credit(line: &Line<'_>) -> bool {
    let text = line.text();
    // Of scripts without case, any word may be a name.
    let named = line.capitals >= 2 || line.unspaced || line.capitals == 0 && line.foreign * 2 > line.letters;
    // What begins with a figure may be a date, with who published then.
    if line.ending != Ending::Open || !(4..=45).contains(&line.words) || !named || text.starts_with(char::is_numeric) {
        return false;
    }
    let bytes = text.as_bytes();
    let from = bytes.len().saturating_sub(LAST).max(1);
    let mut folded = String::new();
    // `Ada Person / 3 May 2021 / Photo: Bob Example` tells of the article.
    if ends_with_label(text, from, &mut folded) {
        let label = text.rfind(':').and_then(|colon| text[..colon].trim_end().rfind(' ')).unwrap_or(0);
        let said = text[..label].trim_end().ends_with(['.', '!', '?']);
        return line.words > 12 || said || line.dates().is_empty();
    }
    // A dash may stand before the place where the space behind it does.
    let mut start = from.saturating_sub(DASH.len());
    let foreign = line.unspaced || line.foreign > 0;
    for block in text::blocks(&bytes[start..], b'x') {
        let ends = block.any([b'(', b'[', b'.', b'!', b'?']);
        let stops = if foreign { block.any([DANDA[0], STOP[0]]) } else { 0 };
        let mut marks = ends | block.any([b'|', b'-', DASH[0], SIGN[0]]) | stops;
        while marks != 0 {
            let at = start + marks.trailing_zeros() as usize;
            let mut is_end = ends >> (at - start) & 1 == 1;
            marks &= marks - 1;
            let end = match &bytes[at..] {
                [b'-', b' ', ..] => at + 1,
                [first, second, 0x93 | 0x94, b' ', ..] if [*first, *second] == DASH[..2] => at + DASH.len(),
                [first, second, ..] if [*first, *second] == *SIGN && at >= from => {
                    if is_named(text[at + SIGN.len()..].trim_start()) {
                        return true;
                    }
                    continue;
                }
                [first, second, third, ..] if matches!(&[*first, *second, *third], DANDA | STOP) => {
                    is_end = true;
                    at + 2
                }
                [b'-' | 0xc2 | 0xe2 | 0xe0 | 0xe3, ..] => continue,
                _ => at,
            };
            let clause = || text[end + 1..].trim_start();
            if end >= from
                && (is_named_credit(clause(), &mut folded, is_end)
                    || is_end && clause().strip_prefix('/').is_some_and(|name| is_named(name.trim_start()))
                    || bytes[at] == b'(' && is_bracketed(&text[..at], clause()))
            {
                return true;
            }
        }
        start += WIDTH;
    }
    false
}

/// A label of credits behind words of a caption, with no mark between: `The ferry in dock Photo: Ada Person`.
fn ends_with_label(text: &str, from: usize, folded: &mut String) -> bool {
    let Some(colon) = memchr::memrchr(b':', &text.as_bytes()[from..]).map(|at| from + at) else { return false };
    let Some(start) = text[..colon].trim_end().rfind(' ').map(|space| space + 1) else { return false };
    let said = || text[..start].split_whitespace().nth(3).is_some();
    text[start..].starts_with(char::is_uppercase) && said() && is_named_credit(&text[start..], folded, false)
}

/// Where the credit begins that a Chinese or Japanese caption ends with: `港口的清晨。王小明 摄`, `港の朝＝山田太郎撮影`,
/// `港の朝＝5月3日、港町、山田太郎撮影`, `港口的清晨。（圖／記者王小明攝）`.
pub(super) fn taken_by(text: &str) -> Option<usize> {
    let body = text.trim_end_matches(['）', ')', '】', '」', '。', ' ']);
    let (named, opened) = match body.strip_suffix(['摄', '攝']) {
        // These are ends of other words: `拍摄`.
        Some(rest)
            if rest.ends_with(['拍', '航', '统', '統', '珍', '调', '調', '兼', '包', '直', '街', '抓', '偷', '翻']) =>
        {
            return None;
        }
        Some(rest) => {
            (rest.trim_end(), &['。', '！', '？', '（', '(', '【', ' ', '，', '；', '：', '\u{3000}', '／', '/'][..])
        }
        None => {
            let rest = body.strip_suffix("撮影")?.trim_end();
            // Between the sign and the name may stand the day and the place.
            let placed = rest.rfind(['＝', '=']).is_some_and(|at| rest[at..].contains('、'));
            (rest, if placed { &['、'][..] } else { &['＝', '='][..] })
        }
    };
    let start = named.rfind(opened).map(|at| at + named[at..].chars().next().map_or(0, char::len_utf8));
    let (from, name) = (start.unwrap_or(0), &named[start.unwrap_or(0)..]);
    let name = name.trim_end_matches(['/', '／']);
    let fits = (2..=14).contains(&name.chars().count()) && name.chars().all(text::is_alphabetic);
    let whole = text[..from].chars().all(|c| !c.is_alphabetic()) || matches!(text[..from].trim(), "记者" | "記者");
    // Where nothing marks the name off, the sign for a picture alone may be a word's.
    (fits && (start.is_some() || opened.len() > 2)).then_some(if whole { 0 } else { from })
}

/// `Ada Person / Agency`, `Ada Person / Agence du Port`: a name or two and nothing else.
fn is_named(clause: &str) -> bool {
    let words = || clause.split_whitespace().filter(|word| word.starts_with(text::is_alphanumeric));
    let named = |word: &str| word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    let (count, small) = words().fold((0, 0), |(n, small), word| (n + 1, small + usize::from(!named(word))));
    let ends = || words().next().is_some_and(named) && words().next_back().is_some_and(named);
    let joined = || words().filter(|word| !named(word)).all(|word| word.len() <= 3);
    (1..=5 + small).contains(&count) && small <= 1 && ends() && joined()
}

/// `The ferry in dock. (Harbour News: Ada Person)`, `The ferry in dock. (Ada Person/Agency)`: behind a sentence, two names
/// with a mark between them that brackets hold.
fn is_bracketed(before: &str, clause: &str) -> bool {
    let Some(inside) = clause.strip_suffix(')') else { return false };
    let Some((one, other)) = inside.split_once([':', '/']) else { return false };
    before.trim_end().ends_with(['.', '!', '?', '”', '"']) && is_named(one) && is_named(other.trim_start_matches('/'))
}

/// `Photo: Ada Person`: a phrase of a credit, and hardly more than a name behind it. What is no label but goes on
/// (`Photo by`) is one only where a sentence ended or a bracket opened.
fn is_named_credit(clause: &str, folded: &mut String, apart: bool) -> bool {
    let named = clause.starts_with(char::is_alphabetic) && phrases::may_begin_credit(clause);
    if !named || clause.split_whitespace().nth(9).is_some() {
        return false;
    }
    phrases::fold_into(folded, clause);
    let mut credit = "";
    // It stands at the beginning.
    phrases().find_with(folded, false, |hit| {
        let label = hit.phrase.ends_with([':', '.', '=', '©', '/', ' ']);
        if hit.section == "credit" && folded.starts_with(hit.phrase) && (label || apart && hit.phrase.contains(' ')) {
            credit = hit.phrase;
        }
    });
    let (mut named, mut small) = (0, 0);
    for word in clause.split_whitespace().skip(credit.split_whitespace().count()) {
        match word.chars().find(|c| c.is_alphabetic()) {
            Some(c) if c.is_lowercase() => small += 1,
            Some(_) => named += 1,
            None => {}
        }
    }
    // Behind a label the name of an office may be written small: `Photo: Museum of the harbour`.
    let label = apart && credit.ends_with(':');
    !credit.is_empty() && named > 0 && (small <= named || label && small <= 3)
}

/// A credit line may run into the caption: `© Agency / NameThe harbour at dawn`, with the caption on the next line
/// once more. What the next line proves is split off.
fn split_credit(view: &View<'_, '_>, marks: &mut Marks, site: &Site, i: usize) {
    let lines = &view.page.lines;
    let text = lines[i].text();
    let seen = match view.page.says(i, "credit") {
        true => chrome::evidence(view, i, "credit"),
        false => "a copyright sign, and a stroke between two names".into(),
    };
    let credit = Verdict::Beside { role: Role::Credit, rule: CREDIT, confidence: 90, evidence: seen };
    let caption = lines.get(i + 1).map(|next| match site.suffix_of(next) {
        Some(cut) => next.text()[..cut].trim_end(),
        None => next.text(),
    });
    let cut = caption
        .filter(|c| c.split_whitespace().count() >= 3)
        .and_then(|caption| text.strip_suffix(caption).map(str::len).filter(|at| *at > 0));
    match cut {
        Some(at) => {
            let evidence = "runs on from a credit, and stands below it once more".into();
            let words = Verdict::Beside { role: Role::Caption, rule: CAPTION, confidence: 90, evidence };
            marks.split(
                i,
                credit.clone(),
                vec![
                    Part { range: 0..text[..at].trim_end().len(), verdict: credit },
                    Part { range: at..text.len(), verdict: words },
                ],
            );
            marks.aside(i + 1, REPEATED, same_as(&lines[i]));
        }
        None => marks.set(i, credit),
    }
}

fn same_as(line: &Line<'_>) -> Evidence {
    Evidence::Number("the same words as in line ", line.segment.number, "")
}

/// The same words twice, one below the other: a picture's description and its caption. The second is set aside.
fn twice(view: &View<'_, '_>, marks: &mut Marks, title: Option<usize>) {
    let lines = &view.page.lines;
    for i in 1..lines.len() {
        // The description of a picture, and below it the same with its credit.
        if matches!(marks.get(i), Some(Verdict::Beside { role: Role::Caption, .. }))
            && marks.is_free(i - 1)
            && lines[i - 1].words >= 4
            && title != Some(i - 1)
            && lines[i].text().starts_with(lines[i - 1].text())
        {
            caption(marks, i - 1, 80, "the same words stand below it once more");
        }
        let same = lines[i].key == lines[i - 1].key && lines[i].words >= 3 && marks.is_free(i);
        if !same || title.is_some_and(|t| lines[t].key == lines[i].key) {
            continue;
        }
        // A heading may be followed by itself in a list of contents; a whole sentence is not.
        if lines[i].words >= 6 {
            caption(marks, i - 1, 80, "the same words stand below it once more");
        }
        marks.aside(i, REPEATED, same_as(&lines[i - 1]));
    }
}

/// The headline of another story, right under the description of its picture and right above the text that goes on.
fn teasers(view: &View<'_, '_>, marks: &mut Marks, title: Option<usize>) {
    if !view.page.spaced {
        return;
    }
    let lines = &view.page.lines;
    for i in 1..lines.len().saturating_sub(1) {
        let caption = matches!(marks.get(i - 1), Some(Verdict::Beside { role: Role::Caption, .. }));
        let headline = lines[i].is_short() && lines[i].words >= 3 && lines[i].segment.glued;
        let text = lines[i + 1].is_prose() && lines[i + 1].segment.glued && !marks.is_out(i + 1);
        if caption && headline && text && title.is_none_or(|t| t < i) && marks.is_free(i) {
            let evidence = "a short line between the caption of a picture and running text".into();
            marks.set(i, Verdict::Beside { role: Role::Related, rule: TEASER, confidence: 75, evidence });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::taken_by;

    #[test]
    fn the_name_before_the_sign_for_a_picture_is_found() {
        for line in [
            "港口的清晨。王小明 摄",
            "港の朝＝山田太郎撮影",
            "港の朝＝2021年5月3日、港町、山田太郎撮影",
            "▲港口的清晨。（圖／記者王小明攝）",
        ] {
            assert!(taken_by(line).is_some_and(|from| from > 0), "{line}");
        }
        for line in ["港の朝を撮影", "5月3日、港町で撮影"] {
            assert_eq!(taken_by(line), None, "{line}");
        }
    }
}
