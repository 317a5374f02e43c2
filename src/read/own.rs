//! What lies among the articles and is dossier's: sites that it built, themes, notes of other projects.

use crate::model::{MANIFEST, MANIFEST_MARK, TEMPLATES};
use crate::report::Diagnostic;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The folder into which `dossier init --theme` writes.
const THEME: &str = "templates";

/// How much of a file is looked at for the marks of a template, in bytes.
const LOOKED_AT: u64 = 64 << 10;

/// Why a folder below the input is not entered, where it is one of ours.
pub(super) fn folder(path: &Path) -> Option<Diagnostic> {
    if is_site(path) {
        let found = Diagnostic::note("site-folder", "a site that dossier built lies here, and is not read");
        return Some(found.help("move it away, or put it under `exclude` of [input] in dossier.toml"));
    }
    is_theme(path).then(|| {
        Diagnostic::note("theme-folder", "the templates of a theme lie here, and are not read")
            .help("`templates` under [theme] in dossier.toml says where the theme of a collection is")
    })
}

/// Whether a folder is a site that dossier made.
pub(super) fn is_site(folder: &Path) -> bool {
    let path = folder.join(MANIFEST);
    let mut start = [0; MANIFEST_MARK.len()];
    is_file(&path)
        && File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok()
        && start == *MANIFEST_MARK.as_bytes()
}

/// Whether a file is the compiler's note on a collection: `about.md` beside a `dossier.toml`.
pub(super) fn is_note(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.eq_ignore_ascii_case("about.md"))
        && is_file(&path.with_file_name("dossier.toml"))
}

/// Whether a folder holds templates: by its name, and by a file that bears the name of a template and reads as one.
fn is_theme(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name == THEME) && TEMPLATES.iter().any(|name| is_template(&folder.join(name)))
}

fn is_template(path: &Path) -> bool {
    let mut start = Vec::new();
    is_file(path)
        && File::open(path).and_then(|file| file.take(LOOKED_AT).read_to_end(&mut start)).is_ok()
        && start.windows(2).any(|pair| pair == b"{%" || pair == b"{{")
}

/// A regular file: nothing that would block.
fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file())
}
