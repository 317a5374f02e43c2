//! The `dossier` program.

use std::process::ExitCode;

/// Articles and pages are made of many short strings on several threads; the system's allocator spends a tenth of a
/// build on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dossier::cli::run()
}
