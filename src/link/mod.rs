//! Decides every page, address and link of the site.
//!
//! Takes the library, gives a [`Site`]: no markup, no templates.

use crate::config::Config;
use crate::model::*;
use crate::report::Diagnostic;

/// Decides every page, address and link. `assets` are the names of the theme's files, sorted.
pub fn link(_library: &Library, assets: &[String], _config: &Config) -> (Site, Vec<Diagnostic>) {
    let mut site = Site::default();
    let mut add = |path: &str, kind: PageKind| {
        let path = SitePath::new(path).expect("routes are plain paths");
        let id = site.pages.push(Page { path: path.clone(), kind, title: String::new(), parent: None });
        site.by_path.insert(path, id);
    };
    for asset in assets {
        add(&format!("assets/{asset}"), PageKind::Asset(asset.clone()));
    }
    add("index.html", PageKind::Home);
    (site, Vec::new())
}
