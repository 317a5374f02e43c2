//! Where the original stands, as the text says: `Permalink: https://…`, `Source: https://…`, a notice of where the text
//! appeared first, or an address above everything else.

use super::super::marks::{Marks, Verdict};
use super::super::page::{Line, Page};
use super::super::zones::Zones;
use super::{Known, Metadata, source, stated};
use crate::lang::record;
use crate::model::Field;
use crate::text;
use std::ops::Range;

/// An address in a line of the page.
struct Found {
    line: usize,
    range: Range<usize>,
    /// Whether the line says nothing else, so that it moves to the record.
    whole: bool,
}

/// The address that a text says it is at. A label that can mean nothing else is asked first.
pub(super) fn read(page: &Page<'_>, marks: &mut Marks, zones: &Zones, out: &mut Metadata) {
    if out.url != Known::Unknown {
        return;
    }
    let (mut sources, mut notice, mut above) = (Vec::new(), None, None);
    for (i, line) in page.lines.iter().enumerate() {
        if line.words > 40 || !page.words.line(i).may_hold_address() {
            continue;
        }
        let Some(range) = find(line.text()) else { continue };
        let label = label(page, i, range.start);
        let ends = !line.text()[range.end..].contains(char::is_alphanumeric);
        let found = |whole: bool| Found { line: i, range: range.clone(), whole };
        if line.words <= 24 && ends && record::is_before_address(&label) {
            return put(page, marks, found(true), out);
        }
        // The sources of a paper stand in its text and in lists below it.
        let apart = i < zones.start + 3 || i + 1 >= zones.end;
        if apart && ends && record::is_before_source(&label) {
            sources.push(found(true));
        } else if marks.rule(i).is_some_and(|rule| rule.0 == "republication-notice") {
            let named = source::from_notice(line.text()).is_some();
            notice.get_or_insert(found(ends && !named));
        } else if i == 0 && range == (0..line.text().len()) && is_alone(page) {
            above = Some(found(true));
        }
    }
    let source = sources.pop().filter(|_| sources.is_empty());
    if let Some(found) = notice.or(source).or(above) {
        put(page, marks, found, out);
    }
}

fn put(page: &Page<'_>, marks: &mut Marks, found: Found, out: &mut Metadata) {
    let Found { line, range, whole } = found;
    out.url = stated(page, line, range.clone(), page.lines[line].text()[range].to_string());
    if whole {
        marks.overrule(line, Verdict::Record(Field::Address));
    }
}

/// The first web address in a text. The home page is that of the site, not of a text.
fn find(line: &str) -> Option<Range<usize>> {
    let start = ["http://", "https://"].iter().filter_map(|scheme| line.find(scheme)).min()?;
    let end = line[start..].find(char::is_whitespace).map_or(line.len(), |len| start + len);
    let address = line[start..end].trim_end_matches(|c: char| !text::is_alphanumeric(c) && c != '/');
    let path = address.splitn(4, '/').nth(3).unwrap_or("");
    (!path.is_empty()).then(|| start..start + address.len())
}

/// What stands before an address, folded: in its line, or else in the line above.
fn label(page: &Page<'_>, i: usize, at: usize) -> String {
    let line = page.lines[i].text();
    let before = if at > 0 { &line[..at] } else { i.checked_sub(1).map_or("", |above| page.lines[above].text()) };
    text::fold(before.trim_end_matches([':', '：', ' ', '\u{a0}']))
}

/// Whether the address above everything else is no entry of a list of them, and none of a picture.
fn is_alone(page: &Page<'_>) -> bool {
    let is_address = |line: &Line<'_>| line.words == 1 && line.text().contains("://");
    let pictured = [".jpg", ".jpeg", ".png", ".gif", ".webp"];
    let first = page.lines[0].text().to_ascii_lowercase();
    let others = &page.lines[1..page.lines.len().min(4)];
    !others.is_empty() && !others.iter().any(is_address) && !pictured.iter().any(|end| first.ends_with(end))
}
