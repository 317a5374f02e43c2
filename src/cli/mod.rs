//! The command line: arguments to [`Config`](crate::Config), printing, exit codes. Nothing an embedder could not do.
//!
//! Takes the arguments of the process. Text for people goes to standard error, results to standard output.
//! Exit codes: 0 done; 1 done, and problems were found (`check`, `--strict`); 2 could not be done.

mod advice;
mod args;
mod build;
mod check;
mod diagnostics;
mod explain;
mod export;
mod failure;
mod find;
mod init;
mod progress;
#[cfg(feature = "serve")]
mod serve;
mod set;
mod terminal;
mod words;

use args::{Arguments, Command, When};
use build::Outcome;
use clap::{ColorChoice, CommandFactory, FromArgMatches};
use failure::Failure;
use progress::Shown;
use std::ffi::OsString;
use std::process::ExitCode;
use terminal::{Terminal, tolerant};

const PROBLEMS: u8 = 1;
const NOT_DONE: u8 = 2;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let command = Arguments::command().color(help_colour(&arguments));
    let parsed = command.try_get_matches_from(arguments).and_then(|m| Arguments::from_arg_matches(&m));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        // Help that was asked for is a result; anything else is a mistake in the arguments.
        Err(error) => {
            let asked = !error.use_stderr();
            let _ = error.print();
            return if asked { ExitCode::SUCCESS } else { ExitCode::from(NOT_DONE) };
        }
    };
    if let Some(threads) = arguments.global.threads {
        // Fails only where threads are at work already, and none are yet.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global();
    }
    let (quiet, json) = match &arguments.command {
        Command::Build(a) => (a.quiet, a.json),
        Command::Explain(a) => (false, a.json),
        Command::Check(a) => (false, a.json),
        Command::Serve(_)
        | Command::Set(_)
        | Command::Export(_)
        | Command::Init(_)
        | Command::Completions { .. }
        | Command::Man => (false, false),
    };
    let terminal = Terminal::new(&arguments.global, quiet, json);
    match dispatch(&arguments, &terminal) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(PROBLEMS),
        Err(Failure(found)) => {
            diagnostics::print(&terminal, &found);
            if json {
                let object = serde_json::json!({ "format": 1, "diagnostics": diagnostics::json(&found) });
                let _ = terminal::print(&format!("{object}\n"));
            }
            ExitCode::from(NOT_DONE)
        }
    }
}

fn dispatch(arguments: &Arguments, terminal: &Terminal) -> Result<Outcome, Failure> {
    let configuration = arguments.global.config.clone();
    match &arguments.command {
        Command::Build(a) => return build::run(a, configuration, terminal),
        Command::Check(a) => return check::run(a, configuration, terminal),
        #[cfg(feature = "serve")]
        Command::Serve(a) => serve::run(a, configuration, terminal)?,
        #[cfg(not(feature = "serve"))]
        Command::Serve(_) => {
            return Err(crate::report::Diagnostic::error("serve", "this program was built without its server")
                .help("build it with the feature `serve`")
                .into());
        }
        Command::Explain(a) => explain::run(a, configuration, terminal)?,
        Command::Set(a) => set::run(a, configuration, terminal)?,
        Command::Export(a) => export::run(a, configuration, terminal, || Box::new(Shown::start(*terminal)))?,
        Command::Init(a) => init::run(a, terminal)?,
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "dossier", &mut script);
            tolerant(std::io::Write::write_all(&mut std::io::stdout(), &script))?;
        }
        Command::Man => {
            let mut page = Vec::new();
            manual(&mut page)?;
            tolerant(std::io::Write::write_all(&mut std::io::stdout(), &page))?;
        }
    }
    Ok(Outcome::Done)
}

/// The manual: the program, then each command with its options.
fn manual(out: &mut Vec<u8>) -> std::io::Result<()> {
    let mut program = Arguments::command();
    program.build();
    clap_mangen::Man::new(program.clone()).render(out)?;
    for command in program.get_subcommands() {
        let name = format!("dossier {}", command.get_name());
        let page = clap_mangen::Man::new(command.clone().display_name(name.clone()));
        out.extend_from_slice(format!(".SH \"COMMAND: {}\"\n", name.to_uppercase()).as_bytes());
        page.render_description_section(out)?;
        page.render_synopsis_section(out)?;
        page.render_options_section(out)?;
    }
    Ok(())
}

/// `--color` for help and for what is said about the arguments themselves, before they are understood.
fn help_colour(arguments: &[OsString]) -> ColorChoice {
    let texts: Vec<&str> = arguments.iter().filter_map(|a| a.to_str()).collect();
    let joined = texts.iter().find_map(|a| a.strip_prefix("--color="));
    let apart = texts.windows(2).find(|pair| pair[0] == "--color").map(|pair| pair[1]);
    match joined.or(apart).and_then(|word| <When as clap::ValueEnum>::from_str(word, false).ok()) {
        Some(When::Always) => ColorChoice::Always,
        Some(When::Never) => ColorChoice::Never,
        Some(When::Auto) | None => ColorChoice::Auto,
    }
}
