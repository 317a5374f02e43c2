//! Turns a folder of raw article texts into a static site that can be read, compared, cited and trusted, and says
//! for every line of input why it was kept or set aside.
//!
//! [`build`] gives a [`Build`], from which every file of the site can be read; `ARCHITECTURE.md` tells how.

pub mod analyse;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod error;
pub mod lang;
pub mod link;
pub mod model;
pub mod normalise;
pub mod par;
pub mod pipeline;
pub mod read;
pub mod render;
pub mod report;
#[cfg(feature = "serve")]
pub mod serve;
pub mod text;
pub mod write;

pub use config::{Config, Request};
pub use error::Error;
pub use pipeline::{Build, Silent, build};
pub use report::{Diagnostic, Report, Severity};
