//! Decides every page, address and link of the site.
//!
//! Takes the library and the names of the theme's files, gives a [`Site`]: no markup, no templates. An address,
//! once given, stays when other articles come or go: it is made from the article's own file, or from a name, and
//! long lists are divided by year (or letter, or rule) and numbered from the oldest page.

mod doubts;
mod lists;
mod lookup;
mod mentions;
mod pages;
mod routes;
mod shared;
mod titles;
mod weights;
mod words;

use crate::config::Config;
use crate::model::*;
use crate::report::Diagnostic;

/// Decides every page, address and link. `assets` are the names of the theme's files, sorted.
pub fn link(library: &Library, assets: &[String], config: &Config) -> (Site, Vec<Diagnostic>) {
    let (mut site, diagnostics) = pages::lay_out(library, assets, config);
    mentions::place(&mut site, library, &config.topics.unlink);
    (site, diagnostics)
}
