//! A text and what was changed in it, kept in step over several passes.

use crate::model::Rule;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::ops::Range;

/// A change that a pass asks for: a range of the current text and what shall stand there.
pub(super) struct Change {
    pub(super) range: Range<usize>,
    /// Mostly a character or two.
    pub(super) after: SmolStr,
    pub(super) rule: Rule,
}

/// A change that was made: where in the source, where in the repaired text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::normalise) struct Made {
    pub(in crate::normalise) source: Range<usize>,
    pub(in crate::normalise) out: Range<usize>,
    pub(in crate::normalise) rule: Rule,
}

/// A repaired text and the way back.
#[derive(Clone, Debug)]
pub(in crate::normalise) struct Patch<'a> {
    text: Cow<'a, str>,
    edits: Vec<Made>,
}

impl<'a> Patch<'a> {
    /// A text without changes.
    pub(in crate::normalise) fn new(text: &'a str) -> Patch<'a> {
        Patch { text: Cow::Borrowed(text), edits: Vec::new() }
    }

    /// A text that was put together from several pieces.
    pub(in crate::normalise) fn owned(text: String) -> Patch<'a> {
        Patch { text: Cow::Owned(text), edits: Vec::new() }
    }

    /// The repaired text.
    #[inline]
    pub(in crate::normalise) fn text(&self) -> &str {
        match &self.text {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => text,
        }
    }

    /// What was changed, in order, disjoint.
    #[inline]
    pub(in crate::normalise) fn edits(&self) -> &[Made] {
        &self.edits
    }

    /// The offset in the source for one in the repaired text; inside a change, where the change begins.
    pub(in crate::normalise) fn to_source(&self, at: usize) -> usize {
        let before = self.edits.partition_point(|e| e.out.end <= at);
        match self.edits.get(before) {
            Some(e) if e.out.start < at => e.source.start,
            _ => match before.checked_sub(1).map(|i| &self.edits[i]) {
                Some(e) => e.source.end + (at - e.out.end),
                None => at,
            },
        }
    }

    /// Makes changes, which are in order and disjoint. Those that touch earlier ones are joined with them.
    /// Whether there were any.
    pub(super) fn apply(&mut self, changes: Vec<Change>) -> bool {
        if changes.is_empty() {
            return false;
        }
        let old = std::mem::take(&mut self.edits);
        let text = std::mem::take(&mut self.text);
        let mut out = String::with_capacity(text.len());
        let mut edits: Vec<Made> = Vec::with_capacity(old.len() + changes.len());
        let (mut old, mut new) = (old.into_iter().peekable(), changes.into_iter().peekable());
        // `at` is how far the current text is copied, `source` the place in the source behind it.
        let (mut at, mut source) = (0, 0);
        loop {
            let start = match (old.peek(), new.peek()) {
                (Some(o), Some(n)) => o.out.start.min(n.range.start),
                (Some(o), None) => o.out.start,
                (None, Some(n)) => n.range.start,
                (None, None) => break,
            };
            out.push_str(&text[at..start]);
            source += start - at;
            let mut made = Made { source: source..source, out: out.len()..out.len(), rule: Rule("") };
            let mut end = start;
            let mut delta = 0isize;
            let mut copied = start;
            loop {
                if let Some(o) = old.next_if(|o| o.out.start <= end) {
                    end = end.max(o.out.end);
                    delta += o.source.len() as isize - o.out.len() as isize;
                    if made.rule.0.is_empty() {
                        made.rule = o.rule;
                    }
                } else if let Some(n) = new.next_if(|n| n.range.start <= end) {
                    out.push_str(&text[copied..n.range.start]);
                    out.push_str(&n.after);
                    copied = n.range.end;
                    end = end.max(n.range.end);
                    if made.rule.0.is_empty() {
                        made.rule = n.rule;
                    }
                } else {
                    break;
                }
            }
            out.push_str(&text[copied..end]);
            source = (source + (end - start)).wrapping_add_signed(delta);
            made.source.end = source;
            made.out.end = out.len();
            edits.push(made);
            at = end;
        }
        out.push_str(&text[at..]);
        self.text = Cow::Owned(out);
        self.edits = edits;
        true
    }
}
