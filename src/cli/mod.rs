//! The command line: arguments to [`Config`](crate::Config), printing, exit codes. Nothing an embedder could not do.
#![allow(clippy::print_stderr)]

use crate::config::{self, Request};
use crate::pipeline::{Silent, build};
use crate::write::{Protected, write};
use std::process::ExitCode;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let mut args = std::env::args_os().skip(2);
    let request = Request { folder: args.next().map(Into::into), ..Request::default() };
    let done = config::resolve(&request).and_then(|config| {
        let built = build(&config, &Silent)?;
        write(built.files(), &config.output, &Protected::default())
    });
    match done {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
