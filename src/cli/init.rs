//! `dossier init`: files to start from. Nothing that is there is overwritten.

use super::args::InitArguments;
use super::failure::{Failure, file_failure};
use super::terminal::{CYAN, DIM, GREEN, Painted, Terminal, plain};
use crate::config::{Config, EMBEDDED, Input};
use crate::render::Theme;
use crate::report::Diagnostic;
use crate::text::shell_word;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use toml_edit::{DocumentMut, Item, Table, value};

const SETTINGS: &str = "dossier.toml";

const START: [(&str, &str); 3] = [
    (SETTINGS, include_str!("start/dossier.toml")),
    ("overrides.toml", include_str!("start/overrides.toml")),
    ("about.md", include_str!("start/about.md")),
];

/// Where the templates go; `dossier.toml` names the same folder.
const TEMPLATES: &str = "templates";

/// Runs `dossier init`.
pub(super) fn run(arguments: &InitArguments, terminal: &Terminal) -> Result<(), Failure> {
    let folder = &arguments.dir;
    let kept_settings = folder.join(SETTINGS).exists();
    if arguments.sample {
        for file in EMBEDDED.files() {
            let themed = (arguments.theme && file.path() == Path::new(SETTINGS)).then(|| file.contents_utf8());
            let themed = themed.flatten().and_then(with_theme);
            let bytes = themed.as_deref().map_or(file.contents(), str::as_bytes);
            put(folder, &file.path().to_string_lossy(), bytes, terminal)?;
        }
    }
    for (name, text) in START {
        // The sample brings its own; which of them it brings is its choice.
        if arguments.sample && EMBEDDED.get_file(name).is_some() {
            continue;
        }
        let text = match name {
            SETTINGS if arguments.theme => text.replace("# templates   =", "templates   ="),
            _ => text.to_string(),
        };
        put(folder, name, text.as_bytes(), terminal)?;
    }
    if arguments.theme {
        let theme = Theme::load(&Config::new(Input::Embedded))?;
        for (name, text) in &theme.templates {
            put(folder, &format!("{TEMPLATES}/{name}"), text.as_bytes(), terminal)?;
        }
        for (name, bytes) in &theme.assets {
            put(folder, &format!("{TEMPLATES}/assets/{name}"), bytes, terminal)?;
        }
        if kept_settings {
            terminal.say(format!("\n  To use the templates, set in dossier.toml: [theme] templates = \"{TEMPLATES}\""));
        }
    }
    let place = if folder == Path::new(".") {
        String::new()
    } else {
        format!(" {}", shell_word(&folder.display().to_string()))
    };
    terminal.say(format!("\n  Next: {}", Painted(CYAN, format!("dossier build{place}"))));
    Ok(())
}

/// Settings that name the folder of the templates, everything else in them as it was.
fn with_theme(settings: &str) -> Option<String> {
    let mut document: DocumentMut = settings.parse().ok()?;
    let theme = document.entry("theme").or_insert_with(|| Item::Table(Table::new()));
    theme.as_table_like_mut()?.insert("templates", value(TEMPLATES));
    Some(document.to_string())
}

/// Writes a file that is not there yet. `name` is ours: plain and relative.
fn put(folder: &Path, name: &str, bytes: &[u8], terminal: &Terminal) -> Result<(), Failure> {
    let path = folder.join(name);
    let parent = path.parent().unwrap_or(folder);
    fs::create_dir_all(parent).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            Diagnostic::error("file", "the folder cannot be made: something else stands there, or on the way to it")
                .in_file(parent.display().to_string())
                .help("name another folder, or move away what stands there")
                .into()
        }
        _ => file_failure(parent, "made", &error),
    })?;
    let shown = path.display().to_string();
    let written = fs::OpenOptions::new().write(true).create_new(true).open(&path).and_then(|mut f| f.write_all(bytes));
    match written {
        Ok(()) => terminal.say(format!("  {} {}", Painted(GREEN, "wrote"), plain(&shown))),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            terminal.say(Painted(DIM, format!("  kept  {}, which is there already", plain(&shown))));
        }
        Err(error) => return Err(file_failure(&path, "written", &error)),
    }
    Ok(())
}
