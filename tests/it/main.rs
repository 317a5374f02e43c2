//! Integration tests: one binary, one file a room.
#![allow(clippy::unwrap_used)]

mod render;
mod tidy;
