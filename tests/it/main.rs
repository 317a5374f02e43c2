//! Integration tests: one binary, one file a room.
#![allow(clippy::unwrap_used)]

#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "serve")]
mod serve;
mod tidy;
mod write;
