//! Facts that say how they are known.

use super::Span;

/// A fact and how it is known.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Known<T> {
    /// The file says so, at this place.
    Stated {
        /// The fact.
        value: T,
        /// Where in the source text.
        span: Span,
        /// Which line, from 1.
        line: u32,
    },
    /// Concluded from the text; the evidence is a short sentence without a full stop.
    WorkedOut {
        /// The fact.
        value: T,
        /// What it was concluded from.
        evidence: String,
    },
    /// Somebody said so.
    Set {
        /// The fact.
        value: T,
        /// Who.
        by: SetBy,
    },
    /// Not known.
    #[default]
    Unknown,
}

/// Who set a fact, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SetBy {
    /// `overrides.toml`.
    Overrides,
    /// A `NAME.dossier.toml` beside the file.
    Sidecar,
    /// The article's own front matter.
    FrontMatter,
    /// The container it came in.
    Container,
}

impl<T> Known<T> {
    /// The fact, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Known::Stated { value, .. } | Known::WorkedOut { value, .. } | Known::Set { value, .. } => Some(value),
            Known::Unknown => None,
        }
    }

    /// The fact, to be written in another way.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Known::Stated { value, .. } | Known::WorkedOut { value, .. } | Known::Set { value, .. } => Some(value),
            Known::Unknown => None,
        }
    }

    /// The fact, if the file states it or somebody set it: never a conclusion.
    pub fn stated_or_set(&self) -> Option<&T> {
        match self {
            Known::Stated { value, .. } | Known::Set { value, .. } => Some(value),
            Known::WorkedOut { .. } | Known::Unknown => None,
        }
    }

    /// `stated`, `worked out`, `set` or `unknown`: the words of the pages and exports.
    pub fn how(&self) -> &'static str {
        match self {
            Known::Stated { .. } => "stated",
            Known::WorkedOut { .. } => "worked out",
            Known::Set { .. } => "set",
            Known::Unknown => "unknown",
        }
    }
}
