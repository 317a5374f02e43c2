//! The account of every byte of a document.

use super::Span;
use std::fmt;

/// The name of a rule, such as `share-bar`: what was caught, so that "set aside as share-bar" is a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule(pub &'static str);

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A heading inside the article.
    Heading,
    /// The opening summary.
    Standfirst,
    /// Running text.
    Paragraph,
    /// Quoted speech or text set off as a block.
    Quote,
    /// An item of a list.
    ListItem,
    /// The words under a picture.
    Caption,
    /// The maker of a picture.
    Credit,
    /// The headline of another article.
    Related,
    /// May or may not belong to the article: kept beside the text.
    Doubtful,
}

/// A field of the record that a line was moved to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The title.
    Title,
    /// Who wrote it.
    Byline,
    /// When it was published.
    Date,
    /// The outlet.
    Source,
    /// What it was filed under.
    Section,
    /// Terms of use of the text.
    Licence,
    /// Where the original stands.
    Address,
}

/// Text that carries no words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Syntax {
    /// White space, line ends and blank lines.
    Blank,
    /// Markup, or characters without meaning of their own.
    Markup,
}

/// What became of a piece of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// In the article.
    Body(Role),
    /// Shown apart from the text, marked.
    Beside {
        /// What it is.
        role: Role,
        /// Why it is not body.
        rule: Rule,
        /// How sure, from 0 to 100.
        confidence: u8,
    },
    /// In the record.
    Record(Field),
    /// No words.
    Syntax(Syntax),
    /// Only in the audit.
    SetAside {
        /// Which rule caught it.
        rule: Rule,
        /// What the rule saw, as a short sentence without a full stop.
        evidence: String,
    },
}

/// One piece of the source and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The piece.
    pub span: Span,
    /// The line it starts on, from 1.
    pub line: u32,
    /// What became of it.
    pub fate: Fate,
    /// The piece's own text for fates whose text stands nowhere else in the article: set aside and record.
    /// Empty for body, beside and syntax.
    pub text: String,
}

/// An ordered, gap-free, non-overlapping cover of a source text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: Vec<Entry>,
}

/// Why a list of entries is no ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerError {
    /// Bytes that no entry covers.
    Gap(Span),
    /// An entry that begins before the one before it ends.
    Overlap(Span),
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LedgerError::Gap(span) => write!(f, "bytes {} to {} are in no entry", span.start, span.end),
            LedgerError::Overlap(span) => write!(f, "bytes {} to {} are in two entries", span.start, span.end),
        }
    }
}

impl std::error::Error for LedgerError {}

impl Ledger {
    /// A ledger over a text of `len` bytes; refuses gaps and overlaps.
    pub fn new(entries: Vec<Entry>, len: usize) -> Result<Ledger, LedgerError> {
        let mut at = 0u32;
        for entry in &entries {
            if entry.span.start > at {
                return Err(LedgerError::Gap(Span { start: at, end: entry.span.start }));
            }
            if entry.span.start < at {
                return Err(LedgerError::Overlap(entry.span));
            }
            at = entry.span.end;
        }
        if at as usize != len {
            return Err(LedgerError::Gap(Span { start: at, end: len as u32 }));
        }
        Ok(Ledger { entries })
    }

    /// The entries in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries that were set aside, with rule and evidence.
    pub fn set_aside(&self) -> impl Iterator<Item = (&Entry, Rule, &str)> {
        self.entries.iter().filter_map(|entry| match &entry.fate {
            Fate::SetAside { rule, evidence } => Some((entry, *rule, evidence.as_str())),
            Fate::Body(_) | Fate::Beside { .. } | Fate::Record(_) | Fate::Syntax(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(start: u32, end: u32) -> Entry {
        Entry { span: Span { start, end }, line: 1, fate: Fate::Body(Role::Paragraph), text: String::new() }
    }

    #[test]
    fn refuses_gaps_and_overlaps() {
        assert!(Ledger::new(vec![entry(0, 4), entry(4, 9)], 9).is_ok());
        assert_eq!(Ledger::new(vec![entry(0, 4), entry(5, 9)], 9), Err(LedgerError::Gap(Span { start: 4, end: 5 })));
        assert_eq!(
            Ledger::new(vec![entry(0, 4), entry(3, 9)], 9),
            Err(LedgerError::Overlap(Span { start: 3, end: 9 }))
        );
        assert_eq!(Ledger::new(vec![entry(0, 4)], 9), Err(LedgerError::Gap(Span { start: 4, end: 9 })));
    }
}
