//! `dossier serve`.

use super::args::ServeArguments;
use super::diagnostics;
use super::failure::Failure;
use super::progress::Shown;
use super::terminal::{BOLD, CYAN, DIM, GREEN, Painted, Terminal, count, plain};
use crate::config::Request;
use crate::report::Severity;
use crate::serve::{Event, Options, Server};
use std::path::PathBuf;

/// Runs `dossier serve` until it is interrupted.
pub(super) fn run(
    arguments: &ServeArguments,
    configuration: Option<PathBuf>,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let request = Request { folder: arguments.folder.clone(), config: configuration, ..Request::default() };
    let shown = *terminal;
    let progress = Shown::start(shown);
    let server =
        Server::start(request, Options { port: arguments.port }, &progress, move |event| tell(&shown, &event))?;
    drop(progress);
    let address = server.url();
    terminal.say(format!("\n  {}  {}\n", Painted(BOLD, Painted(CYAN, &address)), Painted(DIM, "Ctrl-C ends it")));
    if arguments.open
        && let Err(error) = open::that_detached(&address)
    {
        terminal.warn(format!("  the browser cannot be opened: {}", super::failure::cause(&error)));
    }
    server.wait_for_interrupt();
    terminal.say("");
    Ok(())
}

fn tell(terminal: &Terminal, event: &Event<'_>) {
    match event {
        Event::Built { articles, report, choice, took, first } => {
            if *first {
                terminal.say(format!("  {}", plain(choice)));
            }
            let warnings: Vec<_> =
                report.diagnostics.iter().filter(|d| d.severity != Severity::Note).cloned().collect();
            diagnostics::print(terminal, &warnings);
            terminal.say(format!(
                "  {} {}, {:.2} s",
                Painted(GREEN, if *first { "built" } else { "built again:" }),
                count(*articles as u64, "article"),
                took.as_secs_f64()
            ));
        }
        Event::Failed { error } => {
            diagnostics::print(terminal, &error.diagnostics());
            terminal.warn("  the last good site stays");
        }
        Event::NotWatched { path, reason } => {
            terminal.warn(format!(
                "  changes in {} are not noticed: {}",
                plain(&path.display().to_string()),
                plain(reason)
            ));
        }
    }
}
