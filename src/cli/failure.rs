//! What makes a command give up.

use crate::error::Error;
use crate::report::Diagnostic;
use std::io;
use std::path::Path;

/// Why a command could not be done: exit code 2.
#[derive(Debug)]
pub(super) struct Failure(pub(super) Vec<Diagnostic>);

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure(error.diagnostics())
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Failure {
        Failure(vec![diagnostic])
    }
}

/// Standard output could not be written.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Diagnostic::error("output", format!("standard output cannot be written: {}", cause(&error))).into()
    }
}

/// A file of ours that could not be written or read.
pub(super) fn file_failure(path: &Path, what: &str, error: &io::Error) -> Failure {
    Diagnostic::error("file", format!("the file cannot be {what}: {}", cause(error)))
        .in_file(path.display().to_string())
        .help("check the path and its permissions")
        .into()
}

/// What the system says, in our case and without its number.
pub(super) fn cause(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}
