//! Byte ranges.

use std::ops::{Deref, Range};

/// A half-open byte range in a [`SourceText`](crate::model::SourceText) or in a block's text.
///
/// Documents are capped well below 4 GiB, so 32 bits hold every offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end`; `start <= end` is a promise of the caller.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end && u32::try_from(end).is_ok(), "spans run forward and below 4 GiB");
        Span { start: start as u32, end: end as u32 }
    }

    /// As a range that indexes strings.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Number of bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// Byte ranges, in order: mostly one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spans(Few);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Few {
    One(Span),
    Several(Box<[Span]>),
}

impl Deref for Spans {
    type Target = [Span];

    fn deref(&self) -> &[Span] {
        match &self.0 {
            Few::One(span) => std::slice::from_ref(span),
            Few::Several(spans) => spans,
        }
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Spans {
        Spans(Few::One(span))
    }
}

impl From<&[Span]> for Spans {
    fn from(spans: &[Span]) -> Spans {
        match spans {
            [one] => Spans::from(*one),
            several => Spans(Few::Several(several.into())),
        }
    }
}

impl Default for Spans {
    fn default() -> Spans {
        Spans::from(&[][..])
    }
}
