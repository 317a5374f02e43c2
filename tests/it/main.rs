//! Integration tests: one binary, one file a room.
#![allow(clippy::unwrap_used)]

mod bad_input;
mod check;
mod config;
mod read;
mod render;
mod tidy;
mod write;
