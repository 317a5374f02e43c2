//! Who wrote it, read off one line: by-patterns in many languages, names beside a date, a name that is a whole line.
//!
//! Never the photographer, the editor of a desk or the person quoted: which line counts is decided by `authors`.

mod ends;
pub(in crate::normalise) mod newsroom;
pub(super) mod reporter;

use super::super::page;
use super::date;
use super::names::{begins_name, is_joined, is_particle, joins, listed, plain, split_names, split_places};
pub(in crate::normalise) use super::names::{find_single, has_given_name, is_name};
use super::others;
use crate::lang::{bylines, calendar};
use crate::text;
use ends::{name_end, without_beats};
use std::ops::Range;

/// Authors and where they stand in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::normalise) struct Found {
    pub(in crate::normalise) names: Vec<String>,
    pub(in crate::normalise) range: Range<usize>,
}

/// Lines longer than this are no bylines.
const LONGEST: usize = 240;
/// A row of an outlet, a date and a name is no longer than this.
const LONGEST_ROW: usize = 80;
/// A byline that goes on with what the author is may be longer.
const LONGEST_NOTE: usize = 600;

/// Bytes at least of a by-word that no name begins with.
const LABEL: usize = 5;

/// A line that opens with a by-word.
#[derive(Clone, Debug)]
pub(in crate::normalise) struct Begun {
    /// Where what follows it begins.
    pub(in crate::normalise) start: usize,
    /// The authors that follow.
    pub(in crate::normalise) found: Option<Found>,
}

/// What a by-word at the beginning of a line says.
pub(in crate::normalise) fn begun(line: &str) -> Option<Begun> {
    if let Some(found) = reporter::find(line) {
        return Some(Begun { start: found.range.start, found: Some(found) });
    }
    let Some((start, strict)) = after_by_word(line) else {
        let found = reporter::placed(line)?;
        return Some(Begun { start: found.range.start, found: Some(found) });
    };
    Some(Begun { start, found: after(line, start, strict) })
}

/// The authors of a line that opens with a by-word.
pub(in crate::normalise) fn find(line: &str) -> Option<Found> {
    begun(line)?.found
}

/// The authors after a by-word.
fn after(line: &str, start: usize, strict: bool) -> Option<Found> {
    if line.len() > LONGEST_NOTE {
        return None;
    }
    if let Some(end) = newsroom::at_start(&line[start..]).filter(|_| line.len() <= LONGEST) {
        let range = start..start + end;
        return Some(Found { names: vec![line[range.clone()].to_string()], range });
    }
    let start = start + newsroom::before_name(&line[start..]);
    let rest = &line[start..];
    let mut end = name_end(rest);
    let names = split_places(&rest[..end]).or_else(|| split_names(&rest[..end], strict)).or_else(|| {
        // `By Ada Person Twitter account of Ada Person`
        end = before_other_words(&rest[..end])?;
        split_names(&rest[..end], strict)
    })?;
    // A sentence that happens to begin with a by-word goes on; a note on the author follows a comma.
    let tail = rest[end..].trim_start();
    let named: usize = names.iter().map(|n| n.split_whitespace().count()).max().unwrap_or(0);
    let noted = rest[..end].contains(", ") && named >= 2;
    if (strict && tail.split_whitespace().count() > 14 || line.len() > LONGEST) && !noted {
        return None;
    }
    let found = Found { names, range: start..start + rest[..end].trim_end().len() };
    Some(beyond_bracket(line, found))
}

/// Where a full name ends before a word that names do not go on with, whatever follows that word.
fn before_other_words(names: &str) -> Option<usize> {
    let spaces = memchr::memchr_iter(b' ', names.as_bytes()).take(5).skip(1);
    spaces.into_iter().find(|at| bylines::ends_names(names[at + 1..].split(' ').next().unwrap_or("")))
}

/// A list of names may go on behind a note on the first: `Ada Person (now) and Bob Example (earlier)`.
fn beyond_bracket(line: &str, mut found: Found) -> Found {
    while found.names.len() < 8
        && let Some(note) = line[found.range.end..].strip_prefix(" (")
        && let Some((note, rest)) = note.split_once(") ")
        && let Some((and, name)) = rest.split_once(' ')
        && note.len() <= 40
        && joins(and)
        && let Some(next) = full_name(name, 0)
        && !others::is_said_after(&name[next.range.end..])
    {
        let start = line.len() - name.len();
        found.names.extend(next.names);
        found.range.end = start + next.range.end;
    }
    found
}

/// The author after a by-word where a single name, a handle or an office will do: the place says that it is a byline.
pub(in crate::normalise) fn find_loose(line: &str) -> Option<Found> {
    let (start, _) = after_by_word(line)?;
    let found = run(line, start)?;
    // `By Ada person`
    let rest = line[found.range.end..].trim_end();
    let second = rest.strip_prefix(' ').filter(|word| word.len() > 3 && word.chars().all(char::is_lowercase));
    let written = |word: &&str| !bylines::ends_names(word) && !found.names[0].contains(' ');
    let Some(second) = second.filter(written) else { return Some(found) };
    let range = found.range.start..found.range.end + 1 + second.len();
    Some(Found { names: vec![line[range.clone()].to_string()], range })
}

/// Whether all of a line is a by-word: the name is on the next line.
pub(in crate::normalise) fn is_by_word(line: &str) -> bool {
    let bare = line.trim().trim_end_matches([':', '：', ' ']);
    if bare.is_empty() || bare.len() > 40 {
        return false;
    }
    bylines::is_by_word(bare) || bylines::is_by_inside(bare)
}

/// The author of a line that has a date too: `3 May 2021 by Ada`, `Ada Person | 3 May 2021`, `3 May 2021, Ada Person`.
/// The second value tells whether a by-word stands before the name.
pub(in crate::normalise) fn find_dated(line: &str, dates: &[date::Found]) -> Option<(Found, bool)> {
    if line.len() > LONGEST {
        return None;
    }
    let mut next = 0;
    for word in line.split([' ', '\u{3000}']) {
        let at = next;
        next += word.len() + line[next + word.len()..].chars().next().map_or(1, char::len_utf8);
        // `byAda Person`, `2021AuthorAda Person`: the tags between were lost.
        if let Some(hump) = hump(word)
            && let Some(found) = run(line, at + hump).filter(|f| f.names[0].contains(' '))
        {
            return Some((found, true));
        }
        // `2021-05-03 港口報 記者王小明／台北報導`
        if at > 0
            && let Some(found) = reporter::behind_others(line, at)
        {
            return Some((found, true));
        }
        // `2021-05-03 来源：港口报 记者：王小明`
        if at > 0
            && let Some(names) = labelled(word)
            && let Some(found) = after(line, at + names, false)
        {
            return Some((found, true));
        }
        let bare = word.trim_end_matches([':', '：']);
        // `3 May 2021Author Ada Person`
        let bare = bare.rfind(|c: char| c.is_ascii_digit()).map_or(bare, |digit| &bare[digit + 1..]);
        let may = bare.len() <= 12 && !bare.is_empty() && at > 0 && bylines::is_by_inside(bare);
        if may && !others::is_label_at_end(&line[..at]) {
            let start = next;
            let dated = dates.iter().any(|d| start < d.range.end && start + 4 > d.range.start);
            if let Some(found) = (start < line.len() && !dated).then(|| run(line, start)).flatten() {
                return Some((found, true));
            }
        }
    }
    // Between dates and marks, one piece may be all name; that of an outlet looks like one. Longer lines tell of others.
    let mut first: Option<Found> = None;
    let surely = |name: &str| line.len() > LONGEST_ROW || has_given_name(name);
    let sentence = line.trim_end().ends_with(page::ends_sentences);
    let mut from = 0;
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for date in dates {
        if date.range.start > from {
            pieces.push(from..date.range.start);
        }
        from = from.max(date.range.end);
    }
    pieces.push(from..line.len());
    for piece in pieces {
        let mut start = piece.start;
        for part in line[piece].split(['|', '•', '·', '/', '~', '–', '—', ',', '-', '(', ')', '»', '\t']) {
            let no_name = |c: char| !c.is_alphabetic() && c != '.';
            let begun = part.trim_start_matches(no_name);
            let (name, at) = (begun.trim_end_matches(no_name), start + part.len() - begun.len());
            start += part.len() + line[start + part.len()..].chars().next().map_or(0, char::len_utf8);
            let range = at..at + name.len();
            if name.is_empty() {
                continue;
            }
            if bylines::is_office(name) {
                let office = Found { names: vec![name.to_string()], range };
                return Some((first.unwrap_or(office), false));
            }
            // What stands before a colon is a label.
            if line[range.end..].trim_start().starts_with([':', '：'])
                && dates.iter().any(|d| d.range.start > range.end)
            {
                continue;
            }
            if is_name(name, true)
                && !is_labelled(name)
                && let Some(found) = named(name, range.clone())
            {
                if surely(name) {
                    return Some((found, false));
                }
                first.get_or_insert(found);
                continue;
            }
            // A name may go on with words that are none: `Ada Person 4 comments`.
            let apart = |f: &Found| f.range.end <= range.end && !(sentence && is_told_of(&line[f.range.end..]));
            if let Some(found) = full_name(line, at).filter(apart) {
                if surely(&found.names[0]) {
                    return Some((found, false));
                }
                first.get_or_insert(found);
            }
        }
    }
    first.map(|found| (found, false))
}

/// Where what follows a by-word and its colon begins, in a word of a script without spaces.
fn labelled(word: &str) -> Option<usize> {
    if word.is_ascii() {
        return None;
    }
    let (colon, mark) = word.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let (by, names) = (&word[..colon], colon + mark.len_utf8());
    (names < word.len() && by.starts_with(text::is_unspaced) && bylines::is_by_word(by)).then_some(names)
}

/// One word before or after the dates of a line, or a name in a script without spaces: `3 May 2021, 15:07 tidewatcher`.
pub(in crate::normalise) fn find_dated_single(line: &str, dates: &[date::Found]) -> Option<Found> {
    let (first, last) = (dates.first()?, dates.last()?);
    for piece in [0..first.range.start, last.range.end..line.len()] {
        let mut start = piece.start;
        for part in line[piece].split(['|', '•', '·', '/', '~', '–', '—', ',', '(', ')', '»', '\t']) {
            let at = start;
            start += part.len() + line[start + part.len()..].chars().next().map_or(0, char::len_utf8);
            // The time of day, and what it is counted in, are no name.
            let bare = part.trim_start_matches(|c: char| !c.is_alphabetic());
            let bare = bare.strip_prefix("Uhr").unwrap_or(bare);
            if let Some(name) = find_single(bare).filter(|name| !name.contains(':')) {
                let from = at + part.find(name).unwrap_or(0);
                return Some(Found { names: vec![name.to_string()], range: from..from + name.len() });
            }
        }
    }
    None
}

/// Where a capital follows a by-word inside a word.
fn hump(word: &str) -> Option<usize> {
    // Most words have no capital but the first letter.
    let may = |b: u8| b.is_ascii_uppercase() || !b.is_ascii();
    if word.len() < 4 || word.len() > 40 || !word.bytes().skip(1).any(may) {
        return None;
    }
    let mut before = None;
    let start = word.rfind(|c: char| c.is_ascii_digit()).map_or(0, |i| i + 1);
    for (at, c) in word.char_indices() {
        if c.is_uppercase() && before.is_some_and(char::is_lowercase) && at > start {
            return bylines::is_by_inside(&word[start..at]).then_some(at);
        }
        before = Some(c);
    }
    None
}

/// Where a name ends that a label is glued to: `Person` of `PersonCategories`.
fn before_glued_label(word: &str) -> Option<usize> {
    let may = |b: u8| b.is_ascii_uppercase() || !b.is_ascii();
    if !word.bytes().skip(1).any(may) {
        return None;
    }
    let next = word.char_indices().skip(1).map(|(at, _)| at);
    let mut humps =
        next.filter(|at| word[*at..].starts_with(char::is_uppercase) && word[..*at].ends_with(char::is_lowercase));
    humps.find(|at| bylines::ends_names(&word[*at..]))
}

/// The first letter or digit from a place on, and the rest of the line from there.
fn first_sign(line: &str, start: usize) -> (usize, &str) {
    let rest = line[start..].trim_start_matches(|c: char| !text::is_alphanumeric(c));
    (line.len() - rest.len(), rest)
}

/// Where the capitalised words, or the office, that begin a text end; zero if it does not begin so.
fn end_of_run(rest: &str) -> usize {
    let (mut end, mut words, mut at) = (0, 0, 0);
    for word in rest.split_inclusive([' ', '\u{a0}']).take(6) {
        let bare = word.trim_end();
        let ends = |c: char| c.is_ascii_digit() || matches!(c, '@' | '|' | '/' | '(' | '<' | '·' | '•' | ',');
        let glued = bare.find(ends).filter(|i| *i > 0);
        let glued = glued.or_else(|| before_glued_label(bare).filter(|_| words > 0));
        let core = bare[..glued.unwrap_or(bare.len())].trim_end_matches([',', ';', ':', '.']);
        let particle = words > 0 && is_particle(core);
        let whole = plain(core) || is_joined(core);
        let named = (particle || begins_name(core)) && whole && !(words > 0 && bylines::ends_names(core));
        let office = || words > 0 && bylines::is_office(&rest[..at + core.len()]);
        if !named && !office() {
            if words > 2 && bylines::is_newsroom(core) {
                end = without_beats(&rest[..end]);
            }
            break;
        }
        words += 1;
        if !particle {
            end = at + core.len();
        }
        if glued.is_some() || core.len() < bare.len() && !(bare.ends_with('.') && core.chars().count() <= 2) {
            break;
        }
        at += word.len();
    }
    end
}

/// The capitalised words, or the handle or office, that begin at a place.
pub(in crate::normalise) fn run(line: &str, start: usize) -> Option<Found> {
    let (start, rest) = first_sign(line, start);
    if let Some(end) = newsroom::at_start(rest) {
        return Some(Found { names: vec![rest[..end].to_string()], range: start..start + end });
    }
    let mut end = end_of_run(rest);
    if end == 0 {
        // A handle: one word in small letters, at the end or before a word that ends names.
        let word = rest.split(' ').next()?.trim_end_matches([',', '.', ':']);
        let alone = || {
            let next = rest.split(' ').nth(1).map(text::fold);
            next.is_none_or(|n| bylines::is_end(&n) || n.starts_with(|c: char| !c.is_alphabetic()))
        };
        let handle = (3..=24).contains(&word.len())
            && word.chars().all(|c| matches!(c, '_' | '.' | '-') || text::is_alphanumeric(c))
            && word.chars().any(text::is_alphabetic)
            && !text::fold(word).split('.').any(|w| bylines::is_never(w) || bylines::is_end(w));
        if !handle || !alone() || calendar::month(word).is_some() || calendar::weekday(word).is_some() {
            return None;
        }
        end = word.len();
    }
    named(rest[..end].trim(), start..start + end)
}

/// The same where only a full name will do: hardly any line begins with one.
fn full_name(line: &str, start: usize) -> Option<Found> {
    let (start, rest) = first_sign(line, start);
    let end = if begins_name(rest) { end_of_run(rest) } else { 0 };
    let name = rest[..end].trim();
    // Any words of a script without capitals look like names.
    let indian = |c: char| matches!(c, '\u{900}'..='\u{dff}');
    let fits = is_name(name, true) && !is_labelled(name) && (!name.starts_with(indian) || has_given_name(name));
    fits.then(|| named(name, start..start + end)).flatten()
}

/// Whether capitalised words are those of a label: `Last Updated`, `Date Posted`, `Photographs By`.
fn is_labelled(name: &str) -> bool {
    // `Author Ada`, but not `Par Person`.
    let first = name.split(' ').next().unwrap_or("");
    if first.len() >= LABEL && bylines::is_by_word(first) {
        return true;
    }
    let long = |label: Range<usize>| label.len() > 3;
    let spoken = || calendar::labels(&text::fold(name)).any(|(label, _)| long(label));
    name.split(' ').next().is_some_and(bylines::is_other) || calendar::may_hold_label(name) && spoken()
}

/// The author of this name, unless it is a word of the calendar or one that no name has.
fn named(name: &str, range: Range<usize>) -> Option<Found> {
    let other = |folded: &str| {
        let first = folded.split(' ').next().unwrap_or("");
        // A month is a given name too, and so is a short form of a day of the week: `Juli Person`, `Sam Person`.
        let dated = calendar::month(first).is_some() && !name.contains(' ')
            || calendar::weekday(first).is_some() && !(name.contains(' ') && bylines::is_given(first));
        dated || folded.split(' ').any(bylines::is_never) || bylines::is_end(folded)
    };
    if name.chars().nth(1).is_none() || text::with_fold(name, other) && !bylines::is_office(name) {
        return None;
    }
    Some(Found { names: vec![name.to_string()], range })
}

/// What may stand before a by-word: `---- by Ada Person`, `【記者王小明／台北報導】`.
#[rustfmt::skip]
const MARKS: [char; 23] = [
    '-', '–', '—', '*', '|', '[', '(', '/', '•', '·', '»', '>', ' ', '（', '【', '〔', '■', '▲', '◆', '●', '□', '◎',
    '\u{3000}',
];

/// Where the name begins, and whether the by-word is one that other lines begin with too.
fn after_by_word(line: &str) -> Option<(usize, bool)> {
    let plain = line.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
    let marks = if plain {
        // Most lines begin with another word.
        if !bylines::may_begin(line) {
            return None;
        }
        0
    } else {
        line.len() - line.trim_start_matches(MARKS).len()
    };
    if marks > 0 {
        return after_by_word(&line[marks..]).map(|(at, strict)| (at + marks, strict));
    }
    let head = &line[..text::end_of(line, 40).unwrap_or(line.len())];
    if !plain && !bylines::may_begin(head.trim_start()) {
        return None;
    }
    text::with_fold(head, |folded| {
        let words = bylines::by_words_from(*folded.as_bytes().first()?);
        words.iter().filter(|by| folded.starts_with(**by)).find_map(|by| behind(line, by))
    })
}

/// The same for a by-word that the line begins with, if a name may follow it.
fn behind(line: &str, by: &str) -> Option<(usize, bool)> {
    // Folding keeps the number of characters of what by-words are made of.
    let at: usize = line.chars().take(by.chars().count()).map(char::len_utf8).sum();
    let rest = &line[at..];
    let labelled = by.ends_with([':', '=', '/', '・', '|', '丨']) || !by.is_ascii() && is_signed(rest);
    // A bar serves as a colon where no words stand apart: `作者｜王小明`.
    let colon = rest.trim_start().starts_with([':', '：', '｜', '丨']);
    let skipped = rest.trim_start_matches([' ', ':', '：', '\u{a0}', '\u{3000}', '|', '｜', '丨']);
    // Browsers for terminals number their links: `by [6]Ada Person`.
    let numbered = skipped.strip_prefix('[').map(|link| link.trim_start_matches(|c: char| c.is_ascii_digit()));
    let skipped = numbered.and_then(|link| link.strip_prefix(']')).unwrap_or(skipped);
    // `ByAda Person`: the tags between were lost.
    let last = by.rsplit(' ').next().unwrap_or(by);
    let glued = by.len() >= 2 && by.is_ascii() && rest.starts_with(|c: char| c.is_uppercase()) && {
        line[..at].ends_with(|c: char| c.is_lowercase()) && bylines::is_by_inside(last)
    };
    if !labelled && !colon && !glued && !rest.starts_with([' ', '\u{a0}', '\u{3000}']) {
        return None;
    }
    Some((line.len() - skipped.len(), !labelled && !colon))
}

/// Whether a name in Chinese signs and a slash follow, or a full name and nothing else: `記者林佳蓉／台北報導`,
/// `记者王小明`.
fn is_signed(rest: &str) -> bool {
    let signs = rest.trim_start();
    if reporter::are_surnamed(signs.trim_end_matches(['）', ')', '】', ' '])) {
        return true;
    }
    let end = signs.find(['／', '/']).unwrap_or(0);
    (6..=12).contains(&end) && signs[..end].chars().all(text::is_unspaced)
}

/// The names that a line begins with, where what follows is none: `Ada Person, Senior Editor`, `Ada Person in Harbour`.
pub(in crate::normalise) fn find_first(line: &str) -> Option<Found> {
    let found = full_name(line, 0)?;
    let rest = &line[found.range.end..];
    let several = rest.is_empty() || rest.trim_start().starts_with([',', '/', '&']);
    if several && let Some(names) = listed(&line[found.range.start..]) {
        return Some(Found { names, range: found.range.start..line.trim_end().len() });
    }
    if small_word(rest).is_some_and(joins) {
        // What follows a comma is what they are: `Ada Person and Bob Example, Harbour Gazette`.
        let end = found.range.end + rest.find(',').unwrap_or(rest.len());
        return after(&line[..end], found.range.start, true).filter(|f| f.names.len() > 1);
    }
    (!is_told_of(rest)).then_some(found)
}

/// Whether a name is what a sentence or a headline is about, by what follows it: `Ada Person wins`.
fn is_told_of(rest: &str) -> bool {
    small_word(rest).is_some_and(|next| !bylines::ends_names(next))
}

/// Whether several words follow a single name, the first in small letters: `Von Hafen nach Kai`.
pub(super) fn goes_on(rest: &str) -> bool {
    is_told_of(rest) && rest.split_whitespace().nth(1).is_some()
}

/// The word in small letters that follows a name.
fn small_word(rest: &str) -> Option<&str> {
    let word = rest.split_whitespace().next().filter(|_| rest.starts_with([' ', '\u{a0}']))?;
    word.starts_with(char::is_lowercase).then_some(word)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
