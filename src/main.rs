//! The `dossier` program.

use std::process::ExitCode;

/// A build makes and drops some hundred small pieces an article, on several threads.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dossier::cli::run()
}
