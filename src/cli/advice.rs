//! The commands that are printed for the user to run next: with the collection that was named, so that pasting works.

use crate::config::{self, Config, Input, Request};
use crate::report::Diagnostic;
use crate::text::shell_word;
use std::path::{Path, PathBuf};

/// How commands of the same collection begin.
#[derive(Debug, Default)]
pub(super) struct Advice {
    /// What `set` and `explain` need to find the collection; empty where they find it by themselves.
    place: String,
    /// What `serve` needs.
    folder: String,
}

const SET: &str = "dossier set ";

impl Advice {
    /// For the collection of a request. What the command alone would find needs no name.
    pub(super) fn new(request: &Request, config: &Config) -> Advice {
        let named = request.folder.is_some() || request.config.is_some();
        let is_found = || config::resolve(&Request::default()).is_ok_and(|found| place(&found) == place(config));
        if !named || is_found() {
            return Advice::default();
        }
        let word = |path: &Path| shell_word(&path.display().to_string());
        let file = request.config.as_deref().map_or(String::new(), |file| format!(" --config {}", word(file)));
        let folder = request.folder.as_deref().map(word);
        Advice {
            place: folder.as_ref().map_or(String::new(), |folder| format!(" --in {folder}")) + &file,
            folder: folder.map_or(String::new(), |folder| format!(" {folder}")) + &file,
        }
    }

    /// The command that sets a field of a file.
    pub(super) fn set(&self, file: &str, key: &str) -> String {
        format!("dossier set{} {} {key} \"…\"", self.place, shell_word(file))
    }

    /// The command that serves the collection.
    pub(super) fn serve(&self) -> String {
        format!("dossier serve{}", self.folder)
    }

    /// Findings with their commands for this collection.
    pub(super) fn told(&self, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        for help in found.iter_mut().filter_map(|found| found.help.as_mut()) {
            if let Some(rest) = help.strip_prefix(SET) {
                *help = format!("dossier set{} {rest}", self.place);
            }
        }
        found
    }
}

/// What makes a collection this one: its articles, its settings, its corrections.
fn place(config: &Config) -> [Option<PathBuf>; 3] {
    let real = |path: &Path| path.canonicalize().ok();
    let input = match &config.input {
        Input::Folder(folder) => real(folder),
        Input::Embedded => None,
    };
    // The file of corrections may be yet to come.
    let beside = config.overrides.as_deref().and_then(Path::parent);
    let beside = beside.map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    [input, config.file.as_deref().and_then(real), beside.and_then(real)]
}
