//! Pages that hold little: an unknown address, and an old one.

use super::{Desk, Head, Link, Title};
use crate::model::*;
use serde::Serialize;

/// What a host shows for an unknown address.
#[derive(Debug, Serialize)]
pub(crate) struct NotFoundView {
    title: String,
    links: Vec<Link>,
    policy: String,
}

/// An old address.
#[derive(Debug, Serialize)]
pub(crate) struct RedirectView {
    title: Title,
    href: String,
}

/// The view of the page for unknown addresses. Its links are full addresses where the site's own is known, since the
/// page is shown at any depth.
pub(crate) fn not_found(desk: &Desk<'_>, policy: &str) -> (Head, NotFoundView) {
    let base = desk.config.base_url.as_deref();
    let link = |label: &str, page: PageId| {
        let path = &desk.site.pages[page].path;
        Link { label: label.to_string(), href: base.map_or_else(|| desk.href(page), |base| format!("{base}{path}")) }
    };
    let mut links: Vec<Link> = desk.landmarks.home.map(|page| link("First page", page)).into_iter().collect();
    links.extend(desk.site.navigation.iter().map(|item| link(item.label, item.page)));
    links.extend(desk.landmarks.search.map(|page| link("A–Z", page)));
    let mut head = desk.head("No page of this collection has this address.".into());
    head.noindex = true;
    head.canonical = None;
    (head, NotFoundView { title: desk.config.title.clone(), links, policy: policy.to_string() })
}

/// The view of another address of a page.
pub(crate) fn redirect(desk: &Desk<'_>, page: PageId) -> (Head, RedirectView) {
    let (title, plain, description) = match desk.site.pages[page].kind {
        PageKind::Article(id) => (desk.title(id), desk.plain_title(id), desk.attributed(id)),
        _ => {
            let text = desk.site.pages[page].title.clone();
            let description = format!("{text} has its page at another address.");
            (Title { text: text.clone(), untitled: false, marked: false, lang: None, dir: None }, text, description)
        }
    };
    let mut head = desk.head(description);
    head.title = format!("{plain} · {}", desk.config.title);
    head.noindex = true;
    head.canonical = desk.config.base_url.as_ref().map(|base| format!("{base}{}", desk.site.pages[page].path));
    (head, RedirectView { title, href: desk.href(page) })
}
