//! Pages from templates: views, HTML, feed, style sheet.
//!
//! Takes library and site, gives bytes for any one page on demand. Decides nothing about what exists. A page is
//! made in three steps: `views` turn the model into plain values, the templates place them, and `html` splices in
//! the markup that was built apart (the text of an article, excerpts), so that no text passes through a template.

mod body;
mod excerpt;
mod facts;
mod feed;
mod html;
mod landmarks;
mod say;
mod styles;
mod tables;
mod theme;
mod views;

pub use theme::Theme;

use crate::config::Config;
use crate::error::Error;
use crate::model::*;
use crate::report::Report;
use facts::Facts;
use html::Fragments;
use landmarks::Landmarks;
use serde::Serialize;
use std::cell::RefCell;
use std::collections::BTreeMap;
use tera::{Context, Tera, Value};
use views::{Desk, Head};

/// What a page may load: its own files, and nothing of anyone else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      form-action 'self'; base-uri 'none'";

/// Everything a page is made from besides the library and the site.
#[derive(Debug)]
pub struct Renderer {
    theme: Theme,
    note: Vec<NoteBlock>,
    engine: Tera,
    facts: Facts,
    landmarks: Landmarks,
    /// What all pages of a folder share, by folder.
    shared: BTreeMap<String, Value>,
    styles: Vec<u8>,
    not_found_policy: String,
}

/// What all pages of a folder share.
#[derive(Serialize)]
struct Shared<'a> {
    title: &'a str,
    lang: &'a str,
    policy: &'a str,
    home: Option<String>,
    search: Option<String>,
    about: Option<String>,
    set_aside: Option<String>,
    feed: Option<String>,
    styles: Option<String>,
    script: Option<String>,
    favicon: Option<String>,
    nav: Vec<views::Link>,
    version: &'a str,
}

impl Renderer {
    /// Compiles the templates and works out what all pages share. `note` is the compiler's note on the collection.
    pub fn new(
        theme: Theme,
        note: Vec<NoteBlock>,
        library: &Library,
        site: &Site,
        config: &Config,
        report: &Report,
    ) -> Result<Renderer, Error> {
        let mut engine = Tera::new();
        engine.autoescape_on([""]);
        engine.set_escape_fn(html::engine);
        engine
            .add_raw_templates(&theme.templates)
            .map_err(|error| Error::Template { name: template_named_in(&theme, &error), reason: reason(&error) })?;
        let landmarks = Landmarks::find(site);
        let styles = styles::sheet(&theme, site, &landmarks, config)?;
        let not_found_policy = styles::inline_policy(theme.templates.get("pages/404.html").map_or("", String::as_str));
        let mut renderer = Renderer {
            engine,
            facts: Facts::new(library, site),
            shared: BTreeMap::new(),
            styles,
            not_found_policy,
            landmarks,
            note,
            theme,
        };
        for (id, page) in site.pages.iter() {
            let folder = folder(&page.path);
            if page.kind.is_html() && !renderer.shared.contains_key(folder) {
                let shared = renderer.shared(id, site, config);
                renderer.shared.insert(folder.to_string(), shared);
            }
        }
        // Built-in templates are tested with every kind of page; those of a user are tried once before anything is
        // written, so that a mistake in one is told as such.
        if config.theme.templates.is_some() {
            let mut seen = Vec::new();
            for (id, page) in site.pages.iter() {
                let kind = std::mem::discriminant(&page.kind);
                if page.kind.is_html() && !seen.contains(&kind) {
                    seen.push(kind);
                    renderer.render(id, library, site, config, report)?;
                }
            }
        }
        Ok(renderer)
    }

    /// The bytes of one page. A pure function of what the renderer was made from. Fails only where a template of the
    /// user's asks for something that is not there.
    pub fn render(
        &self,
        page: PageId,
        library: &Library,
        site: &Site,
        config: &Config,
        report: &Report,
    ) -> Result<Vec<u8>, Error> {
        let desk = Desk {
            library,
            site,
            config,
            report,
            facts: &self.facts,
            landmarks: &self.landmarks,
            page,
            fragments: RefCell::new(Fragments::default()),
        };
        match &site.pages[page].kind {
            PageKind::Home => self.page(&desk, "pages/home.html", views::home::view(&desk)),
            PageKind::Articles(part) => self.page(&desk, "pages/articles.html", views::articles::view(&desk, part)),
            PageKind::Article(id) => self.page(&desk, "pages/article.html", views::article::view(&desk, *id)),
            PageKind::Sources(part) => self.page(&desk, "pages/sources.html", views::sources::index(&desk, part)),
            PageKind::Source(id, part) => {
                self.page(&desk, "pages/source.html", views::sources::source(&desk, *id, part))
            }
            PageKind::Unidentified(part) => {
                self.page(&desk, "pages/unidentified.html", views::sources::unidentified(&desk, part))
            }
            PageKind::Topics(section, part) => {
                self.page(&desk, "pages/topics.html", views::topics::view(&desk, *section, part))
            }
            PageKind::Topic(id, part) => self.page(&desk, "pages/topic.html", views::topic::view(&desk, *id, part)),
            PageKind::Search(part) => self.page(&desk, "pages/search.html", views::search::view(&desk, part)),
            PageKind::Lookup(part) => Ok(views::lookup::script(&desk, part)),
            PageKind::About => self.page(&desk, "pages/about.html", views::about::view(&desk, &self.note)),
            PageKind::Files(part) => self.page(&desk, "pages/files.html", views::about::files(&desk, part)),
            PageKind::SetAside(part) => self.page(&desk, "pages/set-aside.html", views::set_aside::view(&desk, part)),
            PageKind::NotFound => {
                self.page(&desk, "pages/404.html", views::plain::not_found(&desk, &self.not_found_policy))
            }
            PageKind::Redirect(id) => self.page(&desk, "pages/redirect.html", views::plain::redirect(&desk, *id)),
            PageKind::Feed => Ok(feed::atom(&desk)),
            PageKind::Sitemap => Ok(feed::sitemap(&desk)),
            PageKind::Robots => Ok(feed::robots(&desk)),
            PageKind::Data(table) => Ok(tables::csv(&desk, *table)),
            PageKind::Styles => Ok(self.styles.clone()),
            PageKind::Asset(name) => Ok(self.theme.assets.get(name).map(|bytes| bytes.to_vec()).unwrap_or_default()),
        }
    }

    fn page<V: Serialize>(&self, desk: &Desk<'_>, template: &str, view: (Head, V)) -> Result<Vec<u8>, Error> {
        let (head, view) = view;
        let mut context = Context::new();
        if let Some(shared) = self.shared.get(folder(&desk.site.pages[desk.page].path)) {
            context.insert_value("site", shared.clone());
        }
        context.insert("section", &section(desk.site, desk.page));
        context.insert("head", &head);
        context.insert("page", &view);
        let page = self
            .engine
            .render(template, &context)
            .map_err(|error| Error::Template { name: template.to_string(), reason: reason(&error) })?;
        Ok(desk.fragments.borrow().splice(&page))
    }

    fn shared(&self, from: PageId, site: &Site, config: &Config) -> Value {
        let href = |page: Option<PageId>| page.map(|page| site.href(page, from));
        let marks = &self.landmarks;
        Value::from_serializable(&Shared {
            title: &config.title,
            lang: &config.language,
            policy: POLICY,
            home: href(marks.home),
            search: href(marks.search),
            about: href(marks.about),
            set_aside: href(marks.set_aside),
            feed: href(marks.feed),
            styles: href(marks.styles),
            script: href(marks.script),
            favicon: href(marks.favicon),
            nav: site
                .navigation
                .iter()
                .map(|item| views::Link { label: item.label.to_string(), href: site.href(item.page, from) })
                .collect(),
            version: env!("CARGO_PKG_VERSION"),
        })
    }
}

/// The folder of a path, without the slash at its end.
fn folder(path: &SitePath) -> &str {
    path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Which entry of the masthead a page belongs to, from 1; 0 for none.
fn section(site: &Site, page: PageId) -> usize {
    let mut at = Some(page);
    while let Some(id) = at {
        if let Some(i) = site.navigation.iter().position(|item| item.page == id) {
            return i + 1;
        }
        at = site.pages[id].parent;
    }
    0
}

/// What the engine says of a mistake, with its causes.
fn reason(error: &tera::Error) -> String {
    let mut out = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        out.push_str(&format!("\n{error}"));
        cause = error.source();
    }
    out
}

/// The template that an error of compiling is about, as far as the message says.
fn template_named_in(theme: &Theme, error: &tera::Error) -> String {
    let text = reason(error);
    let named = theme.templates.keys().find(|name| text.contains(name.as_str()));
    named.map_or_else(|| "templates".to_string(), String::clone)
}
