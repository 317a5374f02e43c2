//! Tests of the library as its users see it, one file an area.
#![allow(clippy::unwrap_used)]

mod normalise;
mod tidy;
