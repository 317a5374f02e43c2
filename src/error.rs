//! What stops a build. Everything else is a [`Diagnostic`](crate::report::Diagnostic).

use crate::report::{Diagnostic, Report};
use std::fmt;
use std::path::PathBuf;

/// What stops a build, with the place and a way out.
#[derive(Debug)]
pub enum Error {
    /// The input folder cannot be used.
    Input {
        /// The folder.
        path: PathBuf,
        /// Why, as a clause: "is not a folder".
        reason: String,
        /// What to do.
        help: String,
    },
    /// The configuration or the corrections cannot be used.
    Configuration(Vec<Diagnostic>),
    /// No usable article: the report says what was skipped and why.
    NothingToBuild(Box<Report>),
    /// A template cannot be used.
    Template {
        /// The template's name.
        name: String,
        /// What the engine says.
        reason: String,
    },
    /// The output cannot be written; the old site is as it was.
    Output {
        /// The folder or file.
        path: PathBuf,
        /// Why, as a clause: "is not a folder that dossier made".
        reason: String,
        /// What to do.
        help: String,
    },
    /// The server cannot run.
    Serve {
        /// Why, as a sentence.
        reason: String,
        /// What to do.
        help: String,
    },
}

impl Error {
    /// As diagnostics, for printing.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        match self {
            Error::Input { path, reason, help } => vec![
                Diagnostic::error("input", format!("the input {reason}"))
                    .in_file(path.display().to_string())
                    .help(help),
            ],
            Error::Configuration(diagnostics) => diagnostics.clone(),
            Error::NothingToBuild(report) => {
                let mut all = report.diagnostics.clone();
                all.push(
                    Diagnostic::error("no-articles", "there is no article to build a site from")
                        .help("name a folder that holds .txt files: dossier build FOLDER"),
                );
                all
            }
            Error::Template { name, reason } => {
                vec![Diagnostic::error("template", reason.clone()).in_file(name.clone())]
            }
            Error::Output { path, reason, help } => vec![
                Diagnostic::error("output", format!("the output {reason}"))
                    .in_file(path.display().to_string())
                    .help(help),
            ],
            Error::Serve { reason, help } => vec![Diagnostic::error("serve", reason.clone()).help(help)],
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, diagnostic) in self.diagnostics().iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
