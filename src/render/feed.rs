//! Whole-site files for programs: the feed, the list of addresses, the rules for search engines.

use super::html::xml;
use super::views::Desk;
use super::{excerpt, say};
use crate::model::*;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use sha2::{Digest, Sha256};
use std::io;

/// Entries of the feed.
const ENTRIES: usize = 50;

type Xml = Writer<Vec<u8>>;

/// The newest articles as an Atom feed. Its links are relative where the site has no base address; its times are
/// those of the articles, never of a clock. An entry must give a time, and none is invented: an article is in the feed
/// if its day is known.
pub(crate) fn atom(desk: &Desk<'_>) -> Vec<u8> {
    let dated = desk.library.order.iter().filter_map(|id| Some((*id, desk.library.placement[*id].day()?)));
    let entries: Vec<(ArticleId, Date)> = dated.take(ENTRIES).collect();
    let newest = entries.iter().map(|(_, day)| *day).max();
    let whole = desk.library.placement.iter().all(|(_, placement)| placement.day().is_some());
    document(|w| {
        w.create_element("feed")
            .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
            .with_attribute(("xml:lang", desk.config.language.as_str()))
            .write_inner_content(|w| {
                text(w, "title", &desk.config.title)?;
                text(w, "id", &urn(&format!("feed {}", desk.config.title)))?;
                if !whole {
                    text(w, "subtitle", "Articles whose day of publication is not known are left out.")?;
                }
                if let Some(newest) = newest {
                    text(w, "updated", &time(newest))?;
                }
                link(w, "self", &address(desk, desk.page))?;
                if let Some(home) = desk.landmarks.home {
                    link(w, "alternate", &address(desk, home))?;
                }
                author(w, &desk.config.title)?;
                w.create_element("generator")
                    .with_attribute(("version", env!("CARGO_PKG_VERSION")))
                    .write_text_content(BytesText::new("dossier"))?;
                for (id, day) in &entries {
                    entry(w, desk, *id, *day)?;
                }
                Ok(())
            })?;
        Ok(())
    })
}

fn entry(w: &mut Xml, desk: &Desk<'_>, id: ArticleId, day: Date) -> io::Result<()> {
    let article = desk.article(id);
    let metadata = &article.metadata;
    w.create_element("entry").write_inner_content(|w| {
        text(w, "title", &desk.plain_title(id))?;
        text(w, "id", &urn(&format!("article {}", article.origin)))?;
        text(w, "updated", &time(day))?;
        text(w, "published", &time(day))?;
        link(w, "alternate", &address(desk, desk.site.articles[id].page))?;
        match metadata.authors.value() {
            Some(authors) if !authors.is_empty() => authors.iter().try_for_each(|name| author(w, name))?,
            _ => author(w, desk.source_name(desk.library.source_of[id]))?,
        }
        let when = desk.when(id);
        let sentence =
            excerpt::first_sentence(article, 300).map(|(_, s)| format!(" {}", say::quoted(&s))).unwrap_or_default();
        let source = desk.source_name(desk.library.source_of[id]);
        text(w, "summary", &format!("{source}, {} ({}).{sentence}", when.text, when.how))?;
        Ok(())
    })?;
    Ok(())
}

/// The addresses of all pages that search engines should know.
pub(crate) fn sitemap(desk: &Desk<'_>) -> Vec<u8> {
    document(|w| {
        w.create_element("urlset")
            .with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"))
            .write_inner_content(|w| {
                for (id, page) in desk.site.pages.iter() {
                    let listed = match page.kind {
                        PageKind::NotFound | PageKind::Redirect(_) => false,
                        _ => page.kind.is_html(),
                    };
                    if listed && !desk.config.noindex {
                        w.create_element("url").write_inner_content(|w| text(w, "loc", &address(desk, id)))?;
                    }
                }
                Ok(())
            })?;
        Ok(())
    })
}

/// The rules for search engines.
pub(crate) fn robots(desk: &Desk<'_>) -> Vec<u8> {
    let mut out = String::from("User-agent: *\n");
    out.push_str(if desk.config.noindex { "Disallow: /\n" } else { "Allow: /\n" });
    if let (Some(_), Some(sitemap)) = (&desk.config.base_url, desk.landmarks.sitemap) {
        out.push_str(&format!("\nSitemap: {}\n", address(desk, sitemap)));
    }
    out.into_bytes()
}

fn document(content: impl FnOnce(&mut Xml) -> io::Result<()>) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    writer
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))
        .and_then(|()| content(&mut writer))
        .expect("writing to memory does not fail");
    let mut out = writer.into_inner();
    out.push(b'\n');
    out
}

fn text(w: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    w.create_element(name).write_text_content(BytesText::new(&xml(value)))?;
    Ok(())
}

fn link(w: &mut Xml, rel: &str, href: &str) -> io::Result<()> {
    w.create_element("link").with_attribute(("rel", rel)).with_attribute(("href", href)).write_empty()?;
    Ok(())
}

fn author(w: &mut Xml, name: &str) -> io::Result<()> {
    w.create_element("author").write_inner_content(|w| text(w, "name", name))?;
    Ok(())
}

/// The full address where the site has one, else the relative one.
fn address(desk: &Desk<'_>, page: PageId) -> String {
    match &desk.config.base_url {
        Some(base) => format!("{base}{}", desk.site.pages[page].path),
        None => desk.href(page),
    }
}

/// An id that stays as long as what it is made from.
fn urn(identity: &str) -> String {
    let hash: String = Sha256::digest(identity.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    format!("urn:sha256:{hash}")
}

/// A day as a point in time: its first moment.
fn time(day: Date) -> String {
    format!("{day}T00:00:00Z")
}
