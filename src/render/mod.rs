//! Pages from templates: views, HTML, feed, style sheet.
//!
//! Takes library and site, gives bytes for any one page on demand. Decides nothing about what exists.

mod theme;

pub use theme::Theme;

use crate::config::Config;
use crate::error::Error;
use crate::model::*;
use crate::report::Report;

/// Everything a page is made from.
#[derive(Debug)]
pub struct Renderer {
    _theme: Theme,
}

impl Renderer {
    /// Compiles the templates and works out what all pages share.
    pub fn new(
        theme: Theme,
        _library: &Library,
        _site: &Site,
        _config: &Config,
        _report: &Report,
    ) -> Result<Renderer, Error> {
        Ok(Renderer { _theme: theme })
    }

    /// The bytes of one page. A pure function of what the renderer was made from.
    pub fn render(&self, page: PageId, _library: &Library, site: &Site, _config: &Config, _report: &Report) -> Vec<u8> {
        format!("<!doctype html><title>{}</title>", site.pages[page].title).into_bytes()
    }
}
