//! The outlet: from what the site writes after titles, from notices and from the head of the standfirst.
//!
//! An author's own site is no outlet, nor is an agency that is quoted. Without evidence, nothing is said.

use super::super::page::{Ending, Line, Page};
use super::super::survey;
use crate::lang::phrases::phrases;
use crate::lang::{record, tongues};
use crate::model::Span;
use crate::text;
use smol_str::{SmolStr, format_smolstr};
use std::collections::HashMap;
use std::ops::Range;

/// The name of the site and where it stands.
#[derive(Clone, Debug, Default)]
pub(in crate::normalise) struct Site {
    /// As printed.
    pub(in crate::normalise) name: Option<String>,
    /// Where it stands: the source text and the line.
    pub(in crate::normalise) place: Option<(Span, u32)>,
    /// The line that is the name and nothing else.
    pub(in crate::normalise) line: Option<usize>,
    /// Whether its form alone tells that it is a name, as it stands behind the first line.
    pub(in crate::normalise) evident: bool,
    /// Whether it may be the outlet: it stands behind the title, or behind several lines, and is no prompt.
    pub(in crate::normalise) is_source: bool,
    folded: String,
    /// Its last byte, if that is a plain letter or mark.
    end: Option<u8>,
}

/// Marks between a title and the name of the site.
const SEPARATORS: &[&str] = &[" - ", " – ", " — ", " | ", " :: ", " » ", " · ", " • ", " ‹ ", " « "];

impl Site {
    /// Where the name begins at the end of a line, with the mark before it.
    pub(in crate::normalise) fn suffix_of(&self, line: &Line<'_>) -> Option<usize> {
        if !line.parted {
            return None;
        }
        let line = line.text();
        // What ends with another plain letter or mark than the name does not end with the name.
        let other = |end: u8| last_plain(line).is_some_and(|last| last != end);
        if self.folded.is_empty() || line.len() > 2000 || self.end.is_some_and(other) {
            return None;
        }
        let (cut, name) = suffix(line)?;
        (text::fold(name) == self.folded).then_some(cut)
    }
}

/// The last part of a line after a separator, if it may be a name: where the separator begins, and the name.
fn suffix(line: &str) -> Option<(usize, &str)> {
    // No name ends as sentences do.
    let ended = matches!(line.as_bytes().last(), Some(b'.' | b':' | b')' | b',' | b'?' | b'!'));
    if ended {
        return None;
    }
    // A name is short: only the end of the line is looked at.
    let from = line.ceil_char_boundary(line.len().saturating_sub(60));
    let tail = &line[from..];
    let begins = |two: &[u8]| matches!(two, [b' ', b'-' | b'|' | b':' | 0xc2 | 0xe2]);
    let two = tail.as_bytes().windows(2);
    let (at, separator) = two
        .enumerate()
        .rev()
        .filter(|(_, two)| begins(two))
        .map(|(at, _)| at)
        .filter_map(|at| SEPARATORS.iter().find(|s| tail[at..].starts_with(**s)).map(|s| (from + at, *s)))
        .next()?;
    let name = line[at + separator.len()..].trim();
    let words = name.split_whitespace().count();
    let likely = (1..=5).contains(&words)
        && name.len() <= 48
        && !name.ends_with(['.', ':', ')', ',', '?', '!', '…'])
        && name.chars().any(text::is_alphabetic)
        && !name.chars().next().is_some_and(char::is_lowercase)
        && !name.contains(char::is_numeric);
    (likely || is_host(name)).then_some((at, name))
}

/// Whether a name is that of a host: `harbour-ledger.example`.
fn is_host(name: &str) -> bool {
    let label = |label: &str| {
        label.starts_with(|c: char| c.is_ascii_alphanumeric())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let top = name.rsplit_once('.').filter(|(_, top)| top.len() >= 2 && top.bytes().all(|b| b.is_ascii_lowercase()));
    name.len() <= 48 && top.is_some_and(|(rest, _)| rest.split('.').all(label))
}

/// Whether what ends the first line of a page names the site by its form alone: it is the name of a host, or stands
/// behind the only bar and some words. Headlines have no bars; two or three words may be a menu. A place behind the
/// bar is that of a site for several.
fn is_evident(page: &Page<'_>, i: usize, cut: usize, name: &str) -> bool {
    let line = page.lines[i].text();
    let barred = || line[cut..].starts_with(" | ") && !line[..cut].contains('|') && page.hits(i).is_empty();
    let named = || line[..cut].split_whitespace().nth(3).is_some() && !name.contains(':') && !tongues::is_place(name);
    is_host(name) || barred() && named()
}

/// Whether what ends a line is part of the page rather than the name of the site: a prompt, a credit, the end of the
/// path to the page.
fn is_furniture(line: &str, name: &str) -> bool {
    let before = line.trim_end().strip_suffix(name).unwrap_or_default();
    let path = before.strip_suffix(" » ").is_some_and(|before| before.contains(" » "));
    let is_prompt = || {
        let mut whole = false;
        // An agency is an outlet, too.
        phrases().find(&text::fold(name), |hit| whole |= hit.whole && hit.section != "credit");
        whole
    };
    path || name.contains([':', '©', '>', ']']) || is_prompt()
}

/// Lines at the head of a page behind one of which the name of the site stands: what ends a line or two further down is
/// part of a list.
const HEAD: usize = 3;

/// Finds the name that the site writes after its titles and descriptions.
pub(in crate::normalise) fn site(page: &Page<'_>) -> Site {
    // The first line that is the same.
    let like = |text: &str| page.with_key(survey::line_key(text)).find(|i| page.lines[*i].words <= 30);
    struct Found<'p> {
        name: &'p str,
        line: usize,
        at: usize,
        lines: u32,
        echo: u32,
        /// Whether it is longer than what stands before it: `Ledger - Harbour grows again` ends with the title.
        longer: bool,
        /// Whether it needs no other proof.
        evident: bool,
        /// Whether it stands at the head of the page.
        headed: bool,
    }
    let top = page.lines.iter().position(|line| line.words > 0).unwrap_or_default();
    let mut found: Vec<Found<'_>> = Vec::new();
    let mut index: HashMap<SmolStr, usize> = HashMap::new();
    for (i, line) in page.lines.iter().enumerate() {
        if !line.parted || line.text().len() > 1000 || line.words > 70 {
            continue;
        }
        let Some((cut, name)) = suffix(line.text()) else { continue };
        // A title that stands elsewhere without the name proves the name.
        let before = line.text()[..cut].trim();
        let head = before.split_whitespace().nth(2).is_some() && like(before).is_some_and(|j| j != i && j < i + 40);
        let folded = text::with_fold(name, |name| SmolStr::new(name));
        let at = *index.entry(folded).or_insert_with(|| {
            let evident = i == top && is_evident(page, i, cut, name);
            let at = line.text().len() - name.len();
            found.push(Found { name, line: i, at, lines: 0, echo: 0, longer: false, evident, headed: false });
            found.len() - 1
        });
        found[at].headed |= i == top || i < top + HEAD && head;
        let words = |s: &str| s.split_whitespace().count();
        found[at].longer |= words(name) >= 3 && words(name) > words(before);
        found[at].lines += u32::from(line.words >= 6);
        found[at].echo += u32::from(head);
    }
    // All dashes have one key.
    let dashed = |name: &str| ["- ", "| "].iter().find_map(|d| like(&format_smolstr!("{d}{name}")));
    let mut best: Option<(u32, usize, Option<usize>)> = None;
    let proven = |f: &Found<'_>, line: Option<usize>| f.echo > 0 || line.is_some() && f.lines >= 1 || f.lines >= 3;
    for (n, f) in found.iter().enumerate() {
        // What neither stands at the end of a longer line nor behind a title is proven by nothing.
        let evident = f.evident && !f.longer;
        if !evident && f.echo == 0 && (f.lines == 0 || f.longer && f.lines < 3) {
            continue;
        }
        let line = like(f.name).or_else(|| dashed(f.name));
        // Two descriptions that end alike may be a list; the name alone on a line, or a title without it, settles.
        let early = u32::from(line.is_some_and(|l| l < 12));
        let score = f.echo * 4 + early * 3 + u32::from(line.is_some()) + f.lines.min(3);
        if (evident || proven(f, line)) && best.is_none_or(|b| score > b.0) {
            best = Some((score, n, line));
        }
    }
    let Some((_, n, line)) = best else { return Site::default() };
    let f = &found[n];
    let stands = line.unwrap_or(f.line);
    let in_line = page.lines[stands].text();
    let at = if line.is_some() { in_line.len().saturating_sub(f.name.len()) } else { f.at };
    let segment = &page.lines[stands].segment;
    let start = segment.span.start as usize + segment.patch.to_source(at);
    let end = segment.span.end as usize;
    Site {
        name: Some(f.name.to_string()),
        place: Some((Span::new(start.min(end), end), segment.number)),
        line,
        evident: !proven(f, line),
        is_source: (f.headed || f.lines >= 3 && f.name.contains(' '))
            && !is_furniture(page.lines[f.line].text(), f.name),
        folded: text::fold(f.name),
        end: last_plain(f.name),
    }
}

/// The last byte of a text in small, if it is a plain letter or mark.
fn last_plain(text: &str) -> Option<u8> {
    text.bytes().next_back().filter(u8::is_ascii_graphic).map(|b| b.to_ascii_lowercase())
}

/// What follows the words of a republication notice: `First published in The Harbour Ledger on 3 May`.
pub(in crate::normalise) fn from_notice(text: &str) -> Option<(usize, &str)> {
    let folded_at =
        [" on ", " in ", " by ", " at ", " from ", " auf ", " in der ", " sur ", " en ", " su ", " em ", " op "];
    // The name begins with a capital right after a small word; the last such place before it counts.
    let mut best: Option<(usize, &str)> = None;
    for word in folded_at {
        for (at, _) in text.match_indices(word) {
            let start = at + word.len();
            let rest = &text[start..];
            if !rest.starts_with(|c: char| c.is_uppercase()) {
                continue;
            }
            if best.is_none_or(|(b, _)| start < b) {
                best = Some((start, name_at(rest)));
            }
        }
    }
    best.filter(|(_, name)| name.chars().count() >= 3 && !is_day(name))
}

/// Whether a name is a day: `Tue 7`.
fn is_day(name: &str) -> bool {
    name.split_whitespace().next().is_some_and(|word| crate::lang::calendar::weekday(word).is_some())
}

/// Lines below the title among which a label names the outlet; further down it names that of a picture or of figures.
pub(in crate::normalise) const NEAR: usize = 4;

/// The name in a line that is a label and a name: `Source: Harbour Ledger`.
pub(in crate::normalise) fn labelled(line: &Line<'_>) -> Option<Range<usize>> {
    let (text, short) = (line.text(), line.words <= 10 || line.unspaced && line.text().len() <= 120);
    if !short || !(line.parted || line.unspaced) || line.ending == Ending::Sentence {
        return None;
    }
    let (label, rest) = text.split_once([':', '：'])?;
    let rest = rest.trim_start();
    let name = match rest.chars().next()? {
        c if c.is_uppercase() => name_at(rest),
        // Scripts without capitals: up to the next space or mark.
        c if c.is_alphabetic() && !c.is_lowercase() => rest.split([' ', '\u{3000}', ',', '，', '、', '|']).next()?,
        _ => "",
    };
    let named =
        name.chars().nth(1).is_some() && !name.contains("://") && record::is_before_source(&text::fold(label.trim()));
    let start = text.len() - rest.len();
    named.then(|| start..start + name.len())
}

/// The name at the start of a text: capitalised words, small words between them.
fn name_at(text: &str) -> &str {
    let mut end = 0;
    let mut at = 0;
    for word in text.split_inclusive(' ').take(7) {
        let bare = word.trim_end();
        let small =
            matches!(bare, "of" | "the" | "and" | "&" | "for" | "de" | "la" | "le" | "des" | "der" | "die" | "del");
        let capital = bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() && end > 0);
        let cut = bare.find([',', ';', '(', ':', '!', '?']).unwrap_or(bare.trim_end_matches('.').len());
        if capital && !is_month(bare) {
            end = at + cut;
        } else if !small {
            break;
        }
        at += word.len();
        if cut < bare.len() {
            break;
        }
    }
    text[..end].trim_end()
}

fn is_month(word: &str) -> bool {
    crate::lang::calendar::month(word.trim_matches(|c: char| !text::is_alphanumeric(c))).is_some()
}
