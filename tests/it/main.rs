//! Integration tests: one binary, one file a room.
#![allow(clippy::unwrap_used)]

mod check;
mod config;
mod read;
mod render;
mod tidy;
mod write;
