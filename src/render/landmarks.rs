//! The pages and files that others link to by what they are.

use crate::model::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where things stand that every page or many pages link to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Landmarks {
    pub(crate) home: Option<PageId>,
    pub(crate) articles: Option<PageId>,
    pub(crate) sources: Option<PageId>,
    pub(crate) unidentified: Option<PageId>,
    /// The lists of topics and names.
    pub(crate) sections: BTreeMap<Section, PageId>,
    pub(crate) search: Option<PageId>,
    /// What tells the search which parts its index has.
    pub(crate) lookup: Option<PageId>,
    /// These parts, in order: of words, and of texts.
    pub(crate) lookup_words: Vec<PageId>,
    pub(crate) lookup_texts: Vec<Range<u32>>,
    pub(crate) about: Option<PageId>,
    /// Pages of the table of files, where it does not fit on the page about the collection.
    pub(crate) files: Vec<PageId>,
    pub(crate) set_aside: Option<PageId>,
    pub(crate) articles_table: Option<PageId>,
    pub(crate) set_aside_table: Option<PageId>,
    pub(crate) topics_table: Option<PageId>,
    pub(crate) vocabulary: Option<PageId>,
    pub(crate) feed: Option<PageId>,
    pub(crate) sitemap: Option<PageId>,
    pub(crate) styles: Option<PageId>,
    pub(crate) script: Option<PageId>,
    pub(crate) favicon: Option<PageId>,
}

impl Landmarks {
    /// Looks once through all pages. Of a list with several pages, its front is meant.
    pub(crate) fn find(site: &Site) -> Landmarks {
        let mut found = Landmarks::default();
        for (id, page) in site.pages.iter() {
            let place = match &page.kind {
                PageKind::Home => &mut found.home,
                PageKind::Articles(part) if is_front(part) => &mut found.articles,
                PageKind::Sources(part) if is_front(part) => &mut found.sources,
                PageKind::Unidentified(part) if is_front(part) => &mut found.unidentified,
                PageKind::Search(part) if is_front(part) => &mut found.search,
                PageKind::About => &mut found.about,
                PageKind::SetAside(part) if is_front(part) => &mut found.set_aside,
                PageKind::Data(DataTable::Articles) => &mut found.articles_table,
                PageKind::Data(DataTable::SetAside) => &mut found.set_aside_table,
                PageKind::Data(DataTable::Topics) => &mut found.topics_table,
                PageKind::Data(DataTable::Vocabulary) => &mut found.vocabulary,
                PageKind::Feed => &mut found.feed,
                PageKind::Sitemap => &mut found.sitemap,
                PageKind::Styles => &mut found.styles,
                PageKind::Asset(name) if name == "dossier.js" => &mut found.script,
                PageKind::Asset(name) if name == "favicon.svg" => &mut found.favicon,
                PageKind::Topics(section, part) => {
                    if is_front(part) {
                        found.sections.entry(*section).or_insert(id);
                    }
                    continue;
                }
                PageKind::Lookup(LookupPart::Contents) => &mut found.lookup,
                PageKind::Lookup(LookupPart::Words(_)) => {
                    found.lookup_words.push(id);
                    continue;
                }
                PageKind::Lookup(LookupPart::Text(range)) => {
                    found.lookup_texts.push(range.clone());
                    continue;
                }
                PageKind::Lookup(LookupPart::Names(_) | LookupPart::Articles(_)) => continue,
                PageKind::Files(_) => {
                    found.files.push(id);
                    continue;
                }
                PageKind::Articles(_)
                | PageKind::Article(_)
                | PageKind::Sources(_)
                | PageKind::Source(..)
                | PageKind::Unidentified(_)
                | PageKind::Topic(..)
                | PageKind::Search(_)
                | PageKind::SetAside(_)
                | PageKind::NotFound
                | PageKind::Redirect(_)
                | PageKind::Robots
                | PageKind::Asset(_) => continue,
            };
            place.get_or_insert(id);
        }
        found
    }
}

/// Whether a part is the front of its list: it names the others, or there are none.
fn is_front(part: &ListPart) -> bool {
    part.is_divided() || part.heading.is_empty()
}
