//! `dossier check`: a built site, or a collection built in memory.

use super::advice::Advice;
use super::args::CheckArguments;
use super::build::Outcome;
use super::diagnostics;
use super::failure::Failure;
use super::progress::Shown;
use super::terminal::{BOLD, GREEN, Painted, Terminal, YELLOW, count, plain, print};
use crate::check::{Checked, check};
use crate::config::{self, Input, Request};
use crate::pipeline::build;
use crate::report::{Diagnostic, Severity};
use crate::write::Folder;
use serde_json::json;
use std::path::PathBuf;

/// Runs `dossier check`.
pub(super) fn run(
    arguments: &CheckArguments,
    configuration: Option<PathBuf>,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let (what, checked, mut found) = match &arguments.folder {
        Some(folder) if crate::write::is_ours(folder) => {
            let site = Folder::open(folder)?;
            let changed = site.differing().into_iter().map(|path| {
                Diagnostic::warning("changed-file", "the file is not as dossier wrote it")
                    .in_file(folder.join(path.as_str()).display().to_string())
                    .help("build the site again")
            });
            (folder.display().to_string(), check(&site), changed.collect())
        }
        folder => {
            let request = Request { folder: folder.clone(), config: configuration, ..Request::default() };
            let config = config::resolve(&request)?;
            if request.folder.is_none() && !arguments.json {
                terminal.say(format!("  {}", plain(&config.choice)));
            }
            let progress = Shown::start(terminal.for_progress(arguments.json));
            let built = build(&config, &progress)?;
            let checked = check(built.files());
            let what = match &built.config.input {
                Input::Folder(folder) => format!("the site of {}", folder.display()),
                Input::Embedded => "the site of the collection inside the program".into(),
            };
            let found = Advice::new(&request, &config).told(built.report.diagnostics.clone());
            (what, checked, found)
        }
    };
    found.extend(checked.diagnostics.iter().cloned());
    let problems = found.iter().filter(|d| d.severity != Severity::Note).count();
    if arguments.json {
        let object = json!({
            "format": 1,
            "pages": checked.pages,
            "links": checked.links,
            "problems": problems,
            "diagnostics": diagnostics::json(&found),
        });
        print(&format!("{object}\n"))?;
    } else {
        diagnostics::print(terminal, &found);
        terminal.say(summary(&what, &checked, problems));
    }
    Ok(if problems > 0 { Outcome::Problems } else { Outcome::Done })
}

fn summary(what: &str, checked: &Checked, problems: usize) -> String {
    let (style, result) = match problems {
        0 => (GREEN, "no problems".to_string()),
        n => (YELLOW, count(n as u64, "problem")),
    };
    format!(
        "  Checked {}: {}, {}; {}",
        Painted(BOLD, plain(what)),
        count(checked.pages.into(), "page"),
        count(checked.links, "internal link"),
        Painted(style, result)
    )
}
