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
        /// What the rule saw, as a short sentence without a full stop.
        evidence: String,
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

/// A piece that was set aside, as it stands in its ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetAside<'a> {
    /// The piece.
    pub span: Span,
    /// The line it starts on, from 1.
    pub line: u32,
    /// Which rule caught it.
    pub rule: Rule,
    /// What the rule saw.
    pub evidence: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// An ordered, gap-free, non-overlapping cover of a source text.
///
/// There is one for every article as long as the collection is in memory, with some forty entries each: it is kept
/// packed, in a fifth of the room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    pieces: Box<[Piece]>,
    rules: Box<[Rule]>,
    /// Text and evidence of the pieces that have any, one after another.
    texts: Box<str>,
}

/// An entry, packed. It begins where the one before it ends, and so does its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    end: u32,
    line: u32,
    /// Where its own text ends among the texts, and its evidence, which follows.
    text: u32,
    evidence: u32,
    fate: Packed,
}

/// A [`Fate`] with the place of its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packed {
    Body(Role),
    Beside(Role, u8, u16),
    Record(Field),
    Syntax(Syntax),
    SetAside(u16),
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
        let mut out = Writer::default();
        for Entry { span, line, fate, text } in &entries {
            out.push(span.end, *line, fate, text);
        }
        Ok(out.done())
    }

    /// The entries in order.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        self.pieces().map(|(piece, span, text, evidence)| Entry {
            span,
            line: piece.line,
            fate: match piece.fate {
                Packed::Body(role) => Fate::Body(role),
                Packed::Beside(role, confidence, rule) => {
                    Fate::Beside { role, rule: self.rule(rule), confidence, evidence: evidence.to_string() }
                }
                Packed::Record(field) => Fate::Record(field),
                Packed::Syntax(syntax) => Fate::Syntax(syntax),
                Packed::SetAside(rule) => Fate::SetAside { rule: self.rule(rule), evidence: evidence.to_string() },
            },
            text: text.to_string(),
        })
    }

    /// The entries that were set aside, with rule and evidence.
    pub fn set_aside(&self) -> impl Iterator<Item = SetAside<'_>> {
        self.pieces().filter_map(|(piece, span, text, evidence)| match piece.fate {
            Packed::SetAside(rule) => Some(SetAside { span, line: piece.line, rule: self.rule(rule), evidence, text }),
            Packed::Body(_) | Packed::Beside(..) | Packed::Record(_) | Packed::Syntax(_) => None,
        })
    }

    /// Each piece with its place, text and evidence.
    fn pieces(&self) -> impl Iterator<Item = (&Piece, Span, &str, &str)> {
        let (mut start, mut from) = (0, 0);
        self.pieces.iter().map(move |piece| {
            let span = Span { start, end: piece.end };
            let (text, evidence) = (piece.text as usize, piece.evidence as usize);
            let found = (piece, span, &self.texts[from..text], &self.texts[text..evidence]);
            (start, from) = (piece.end, evidence);
            found
        })
    }

    fn rule(&self, at: u16) -> Rule {
        self.rules[usize::from(at)]
    }
}

/// A ledger while it is written, entry by entry from the first byte on: each begins where the one before it ends.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    pieces: Vec<Piece>,
    rules: Vec<Rule>,
    texts: String,
}

impl Writer {
    /// A ledger of about so many entries.
    pub(crate) fn of(entries: usize) -> Writer {
        // Their texts are of some kilobytes in most: grown from nothing, they would be copied often.
        Writer {
            pieces: Vec::with_capacity(entries),
            rules: Vec::with_capacity(16),
            texts: String::with_capacity(2048),
        }
    }

    /// Adds an entry.
    pub(crate) fn push(&mut self, end: u32, line: u32, fate: &Fate, text: &str) {
        let (fate, evidence) = match fate {
            Fate::Body(role) => (Packed::Body(*role), ""),
            Fate::Beside { role, rule, confidence, evidence } => {
                (Packed::Beside(*role, *confidence, self.place(*rule)), evidence.as_str())
            }
            Fate::Record(field) => (Packed::Record(*field), ""),
            Fate::Syntax(syntax) => (Packed::Syntax(*syntax), ""),
            Fate::SetAside { rule, evidence } => (Packed::SetAside(self.place(*rule)), evidence.as_str()),
        };
        self.add(end, line, fate, text, |out| out.push_str(evidence));
    }

    /// Adds an entry that was set aside; `evidence` writes what the rule saw.
    pub(crate) fn push_aside(
        &mut self,
        end: u32,
        line: u32,
        rule: Rule,
        text: &str,
        evidence: impl FnOnce(&mut String),
    ) {
        let fate = Packed::SetAside(self.place(rule));
        self.add(end, line, fate, text, evidence);
    }

    /// Adds an entry beside the text, whose words stand in the article; `evidence` writes what the rule saw.
    pub(crate) fn push_beside(
        &mut self,
        end: u32,
        line: u32,
        (role, rule, confidence): (Role, Rule, u8),
        evidence: impl FnOnce(&mut String),
    ) {
        let fate = Packed::Beside(role, confidence, self.place(rule));
        self.add(end, line, fate, "", evidence);
    }

    fn add(&mut self, end: u32, line: u32, fate: Packed, text: &str, evidence: impl FnOnce(&mut String)) {
        self.texts.push_str(text);
        let text = self.texts.len() as u32;
        evidence(&mut self.texts);
        self.pieces.push(Piece { end, line, text, evidence: self.texts.len() as u32, fate });
    }

    fn place(&mut self, rule: Rule) -> u16 {
        let known = self.rules.iter().position(|known| *known == rule);
        known.unwrap_or_else(|| {
            self.rules.push(rule);
            self.rules.len() - 1
        }) as u16
    }

    /// The ledger that was written.
    pub(crate) fn done(self) -> Ledger {
        Ledger { pieces: self.pieces.into(), rules: self.rules.into(), texts: self.texts.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(start: u32, end: u32) -> Entry {
        Entry { span: Span { start, end }, line: 1, fate: Fate::Body(Role::Paragraph), text: String::new() }
    }

    #[test]
    fn gives_back_what_was_put_in() {
        let fates = [
            Fate::Record(Field::Title),
            Fate::SetAside { rule: Rule("one"), evidence: "seen".into() },
            Fate::Body(Role::Quote),
            Fate::Syntax(Syntax::Blank),
            Fate::Beside { role: Role::Caption, rule: Rule("two"), confidence: 70, evidence: "looked like it".into() },
            Fate::SetAside { rule: Rule("one"), evidence: String::new() },
        ];
        let text = |n: u32| if n == 2 { String::new() } else { format!("text {n}") };
        let entry = |(n, fate)| Entry { span: Span { start: n, end: n + 1 }, line: n + 7, fate, text: text(n) };
        let entries: Vec<Entry> = (0..).zip(fates).map(entry).collect();
        let ledger = Ledger::new(entries.clone(), 6).expect("they follow each other");
        assert_eq!(ledger.entries().collect::<Vec<_>>(), entries);
        let aside: Vec<(u32, &str, &str)> = ledger.set_aside().map(|e| (e.line, e.text, e.evidence)).collect();
        assert_eq!(aside, [(8, "text 1", "seen"), (12, "text 5", "")]);
        assert!(size_of::<Piece>() <= 20);
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
