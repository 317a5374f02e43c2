//! Lines like those that a record is read from, which say something else than it does: the byline of another story, the
//! days of a calendar. The record does not show them, so that they stand beside the text.

use crate::model::{Field, Metadata, Role, Rule};
use crate::normalise::marks::{Evidence, Marks, Verdict};
use crate::normalise::page::{Line, Page};
use crate::text;

/// The rule of such lines.
pub(super) const RULE: Rule = Rule("other-record");

/// How likely such a line is text, in hundredths.
const CONFIDENCE: u8 = 10;

/// Puts the lines beside the text that the record does not show.
pub(in crate::normalise) fn mark(page: &Page<'_>, marks: &mut Marks, record: &Metadata) {
    let authors = record.authors.value().into_iter().flatten();
    // Names may be printed in another form above the text than below it: the last word stays.
    let last: Vec<String> = authors.map(|name| text::fold(name.rsplit(' ').next().unwrap_or(name))).collect();
    for (i, line) in page.lines.iter().enumerate() {
        let evidence = match marks.get(i) {
            Some(Verdict::Record(Field::Byline)) if line.words > 1 => "like a byline, but names nobody of the record",
            Some(Verdict::Record(Field::Date)) if !line.dates().is_empty() => "a date, but not that of the record",
            _ => continue,
        };
        if !names(line, &last) && !is_dated(line, record) {
            let (role, rule, evidence) = (Role::Doubtful, RULE, Evidence::Said(evidence));
            marks.overrule(i, Verdict::Beside { role, rule, confidence: CONFIDENCE, evidence });
        }
    }
}

/// Whether a line has one of the words.
fn names(line: &Line<'_>, words: &[String]) -> bool {
    text::with_fold(line.text(), |line| words.iter().any(|word| line.contains(word.as_str())))
}

/// Whether the date of the record stands in a line.
fn is_dated(line: &Line<'_>, record: &Metadata) -> bool {
    let own = record.date.value();
    own.is_some() && line.dates().iter().any(|found| Some(&found.date) == own || found.other.as_ref() == own)
}
