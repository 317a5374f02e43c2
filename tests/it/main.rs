//! Integration tests: one binary, one file a room.
#![allow(clippy::unwrap_used)]

mod analyse;
mod bad_input;
mod check;
#[cfg(feature = "cli")]
mod cli;
mod config;
mod containers;
mod corrections;
mod damage;
mod encodings;
mod html;
mod labels;
mod names;
mod normalise;
mod read;
mod records;
mod render;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod site;
mod tidy;
mod topics;
mod write;
