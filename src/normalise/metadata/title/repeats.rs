//! Lines that say the title once more, with and without the name of the site.

use super::super::super::page::{Line, Page};
use super::super::super::survey::line_key;
use super::super::source::Site;
use super::Title;

/// What follows the last mark between a name and a title: `Harbour Ledger | Sports | A title`, `Ledger: A title`.
pub(super) fn after_name<'l>(line: &'l Line<'_>) -> Option<&'l str> {
    if !line.parted {
        return None;
    }
    let line = line.text();
    if line.len() > 300 {
        return None;
    }
    // From the end: ` | `, `: `, ` - `, ` – `, ` :: `, ` » `, ` > `.
    let bytes = line.as_bytes();
    let is_mark = |space: &usize| {
        bytes[*space] == b' '
            && match bytes[..*space] {
                [.., b':'] | [.., b' ', b'|' | b'-' | b'>'] => true,
                [.., 0x93 | 0xbb] => line[..*space].ends_with(" –") || line[..*space].ends_with(" »"),
                _ => false,
            }
    };
    let end = (0..bytes.len()).rev().find(is_mark)? + 1;
    let rest = line[end..].trim();
    rest.split(' ').nth(2).is_some().then_some(rest)
}

/// Lines that say the title once more.
pub(in crate::normalise) fn repeats(page: &Page<'_>, site: &Site, title: &Title) -> Vec<usize> {
    let said = &page.lines[title.line].text()[..title.len];
    let key = line_key(said);
    let mut out = Vec::new();
    for (i, line) in page.lines.iter().enumerate() {
        let whole = line.key == key;
        // What names stand before or after has a mark between.
        if i == title.line || line.words > 48 || !whole && !line.parted {
            continue;
        }
        let text = line.text();
        // With a name before or after it, a line is longer than the title.
        if !whole && text.len() + 12 < title.len {
            continue;
        }
        // With a name after it, a line begins as the title does; with one before it, it ends so.
        let (begins, ends) = (is_alike(first(said), first(text)), is_alike(last(said), last(text)));
        if !whole && !begins && !ends {
            continue;
        }
        let cut = || {
            let at = site.suffix_of(line).or_else(|| last_of(text, b" - ").or_else(|| last_of(text, b" | ")))?;
            let before = text[..at].trim();
            (at > 0 && before.len().abs_diff(title.len) <= 12).then(|| line_key(before) == key)
        };
        let after = || after_name(line).is_some_and(|t| t.len().abs_diff(title.len) <= 12 && line_key(t) == key);
        let cut = || begins && cut() == Some(true);
        if whole || cut() || ends && after() {
            out.push(i);
        }
    }
    out
}

/// Where a mark stands last.
fn last_of(text: &str, mark: &[u8; 3]) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut marks = memchr::memrchr_iter(mark[1], bytes).filter_map(|at| at.checked_sub(1));
    marks.find(|at| bytes[*at..].starts_with(mark))
}

fn first(text: &str) -> Option<u8> {
    text.bytes().next()
}

fn last(text: &str) -> Option<u8> {
    text.bytes().next_back()
}

/// Whether two bytes may be of the same character: what is beyond ASCII may be written in other ways.
fn is_alike(a: Option<u8>, b: Option<u8>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) if a.is_ascii_graphic() && b.is_ascii_graphic() => a.eq_ignore_ascii_case(&b),
        _ => true,
    }
}
