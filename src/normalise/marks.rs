//! What was decided about the lines of a page, while it is being decided.

use super::chrome::repeated_in_collection::Repeated;
use super::metadata::Trace;
use super::page::Page;
use crate::model::{Field, Role, Rule, Survey};
use std::cell::OnceCell;
use std::ops::Range;

/// What becomes of a line or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// In the article, in this role if one was found.
    Body(Option<Role>),
    /// Beside it.
    Beside { role: Role, rule: Rule, confidence: u8, evidence: Evidence },
    /// In the record.
    Record(Field),
    /// Set aside.
    Aside { rule: Rule, evidence: Evidence },
}

/// What a rule saw. It is put together where the ledger is written: many lines are set aside in dumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// Said with these words.
    Said(&'static str),
    /// A number between words.
    Number(&'static str, u32, &'static str),
    /// A phrase in quotation marks after words.
    Phrase(&'static str, &'static str),
}

impl Evidence {
    /// Adds the sentence to a text.
    pub(super) fn push_to(self, out: &mut String) {
        match self {
            Evidence::Said(words) => out.push_str(words),
            Evidence::Number(before, number, after) => {
                out.push_str(before);
                push_number(out, number);
                out.push_str(after);
            }
            Evidence::Phrase(before, phrase) => {
                for piece in [before, " “", phrase, "”"] {
                    out.push_str(piece);
                }
            }
        }
    }
}

impl From<&'static str> for Evidence {
    fn from(words: &'static str) -> Evidence {
        Evidence::Said(words)
    }
}

fn push_number(out: &mut String, number: u32) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// A part of a line, by its place in the repaired text.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) range: Range<usize>,
    pub(super) verdict: Verdict,
}

/// Verdicts by line. The first one stands: rules that come earlier are stronger.
#[derive(Debug)]
pub(super) struct Marks {
    verdicts: Vec<Option<Verdict>>,
    parts: Vec<(usize, Vec<Part>)>,
}

impl Marks {
    pub(super) fn new(lines: usize) -> Marks {
        Marks { verdicts: vec![None; lines], parts: Vec::new() }
    }

    #[inline]
    pub(super) fn get(&self, line: usize) -> Option<&Verdict> {
        self.verdicts[line].as_ref()
    }

    #[inline]
    pub(super) fn is_free(&self, line: usize) -> bool {
        self.verdicts[line].is_none()
    }

    /// Decides about a line that nothing was decided about.
    pub(super) fn set(&mut self, line: usize, verdict: Verdict) {
        self.verdicts[line].get_or_insert(verdict);
    }

    /// Decides about a line, whatever was decided before.
    pub(super) fn overrule(&mut self, line: usize, verdict: Verdict) {
        self.verdicts[line] = Some(verdict);
        self.parts.retain(|(at, _)| *at != line);
    }

    pub(super) fn aside(&mut self, line: usize, rule: Rule, evidence: impl Into<Evidence>) {
        if self.is_free(line) {
            self.verdicts[line] = Some(Verdict::Aside { rule, evidence: evidence.into() });
        }
    }

    /// Splits a line: each part has its own verdict, and `whole` stands for the line where rules ask.
    pub(super) fn split(&mut self, line: usize, whole: Verdict, parts: Vec<Part>) {
        self.verdicts[line] = Some(whole);
        self.parts.retain(|(at, _)| *at != line);
        self.parts.push((line, parts));
    }

    /// Takes back the splits of lines whose text is not what stands in the source, but what markup there stands for:
    /// a place in the one is no place in the other. Their whole has one verdict.
    pub(super) fn join(&mut self, page: &Page<'_>, source: &str) {
        self.parts.retain(|(line, _)| {
            let segment = &page.lines[*line].segment;
            let exact = !segment.patch.edits().is_empty() || segment.patch.text() == &source[segment.span.range()];
            segment.spans.len() == 1 && exact
        });
    }

    /// The parts of a line that was split.
    pub(super) fn parts(&self, line: usize) -> Option<&[Part]> {
        self.parts.iter().find(|(at, _)| *at == line).map(|(_, parts)| parts.as_slice())
    }

    /// Whether a line was set aside or moved to the record or beside the text.
    #[inline]
    pub(super) fn is_out(&self, line: usize) -> bool {
        matches!(self.verdicts[line], Some(Verdict::Aside { .. } | Verdict::Record(_) | Verdict::Beside { .. }))
    }

    /// The rule under which a line was set aside.
    #[inline]
    pub(super) fn rule(&self, line: usize) -> Option<Rule> {
        match &self.verdicts[line] {
            Some(Verdict::Aside { rule, .. }) => Some(*rule),
            _ => None,
        }
    }
}

/// What a rule sees.
pub(super) struct View<'p, 's> {
    pub(super) page: &'p Page<'s>,
    pub(super) survey: &'p Survey,
    /// See [`furniture`](super::chrome::repeated_in_collection::furniture).
    pub(super) furniture: OnceCell<Repeated>,
    /// Where to take down what was measured of candidates for the record.
    pub(super) trace: Option<&'p Trace>,
    /// Whether markup says that the text is of a place that writes the day first.
    pub(super) day_first: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_a_sentence() {
        let said = |evidence: Evidence| {
            let mut out = String::new();
            evidence.push_to(&mut out);
            out
        };
        assert_eq!(said("seen".into()), "seen");
        assert_eq!(said(Evidence::Phrase("holds", "Share this")), "holds “Share this”");
        for number in [0, 7, 10, 409, u32::MAX] {
            assert_eq!(said(Evidence::Number("in line ", number, ", twice")), format!("in line {number}, twice"));
        }
    }
}
