//! Diagnostics: what went wrong or is worth knowing, without stopping the build.

use crate::model::Origin;
use std::fmt;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something could not be done.
    Error,
    /// Something is likely wrong; an error under `--strict`.
    Warning,
    /// Something worth knowing.
    Note,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The path as the user knows it.
    pub path: String,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Column in characters, from 1.
    pub column: Option<u32>,
    /// The text of the line, where showing it helps.
    pub excerpt: Option<String>,
    /// How many characters from the column on are meant.
    pub width: u32,
}

/// One finding: a code, a place, one sentence, perhaps a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable code such as `date-missing`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub place: Option<Box<Place>>,
    /// One sentence in lower case, without a full stop.
    pub message: String,
    /// What to do, if something can be done.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding without place and help.
    pub fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, severity, place: None, message: message.into(), help: None }
    }

    /// An error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message)
    }

    /// A note.
    pub fn note(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Note, code, message)
    }

    /// At a place.
    pub fn at(mut self, place: Place) -> Diagnostic {
        self.place = Some(Box::new(place));
        self
    }

    /// In a file as a whole.
    pub fn in_file(self, path: impl Into<String>) -> Diagnostic {
        self.at(Place { path: path.into(), ..Place::default() })
    }

    /// In a document as a whole.
    pub fn in_document(self, origin: &Origin) -> Diagnostic {
        self.in_file(origin.to_string())
    }

    /// With a way out.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}

/// The plain form, one to three lines; the terminal's is drawn by `cli`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        write!(f, "{severity}[{}]: {}", self.code, self.message)?;
        if let Some(place) = &self.place {
            write!(f, "\n --> {}", place.path.escape_debug())?;
            if let Some(line) = place.line {
                write!(f, ":{line}")?;
            }
            if let (Some(_), Some(column)) = (place.line, place.column) {
                write!(f, ":{column}")?;
            }
        }
        if let Some(help) = &self.help {
            write!(f, "\n  = help: {help}")?;
        }
        Ok(())
    }
}

/// What a build found and counted.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Findings, in order of place and code.
    pub diagnostics: Vec<Diagnostic>,
    /// Files that were found as input.
    pub files: u32,
    /// Documents that could not be used; each has a diagnostic.
    pub skipped: u32,
    /// Lines with words in all documents used.
    pub lines: u64,
    /// Lines set aside.
    pub set_aside: u64,
}

impl Report {
    /// Adds findings.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// Puts the findings into the order of place, then severity and code.
    pub fn sort(&mut self) {
        self.diagnostics.sort_by(|a, b| {
            (&a.place, a.severity, a.code, &a.message).cmp(&(&b.place, b.severity, b.code, &b.message))
        });
    }

    /// How many findings of one severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }
}
