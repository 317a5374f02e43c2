//! Which pages there are.

use super::lists::{Group, Grows, divide, groups, letter, rank, year};
use super::lookup;
use super::routes::{self, Routes};
use super::shared::Shared;
use super::weights;
use crate::config::Config;
use crate::model::*;
use crate::report::Diagnostic;
use crate::text;
use std::ops::Range;

/// Bytes of a list on a page, so that with head and foot no page grows over 100 KB.
const PAGE: u32 = 85_000;
/// Entries on a page of a list. An entry of a list of articles takes about 900 bytes, a passage 700, a file 500.
const ARTICLES: u32 = 60;
const PASSAGES: u32 = 80;
/// An entry of the list of a section takes up to 900 bytes with the badges of its sources.
const NAMES: u32 = 100;
const FILES: u32 = 120;
/// Entries on the front of a divided list.
const FRONT: u32 = 30;

struct Layout<'a> {
    library: &'a Library,
    routes: Routes,
    pages: Vec<Page>,
    diagnostics: Vec<Diagnostic>,
}

/// Lays out all pages; what articles link to inside their text is filled in later.
pub(super) fn lay_out(library: &Library, assets: &[String], config: &Config) -> (Site, Vec<Diagnostic>) {
    let mut layout = Layout { library, routes: Routes::default(), pages: Vec::new(), diagnostics: Vec::new() };
    // Dossier's own names are taken first, so that no article or source can have them.
    let fixed: Vec<SitePath> = [
        routes::HOME,
        routes::ARTICLES,
        routes::SOURCES,
        routes::UNIDENTIFIED,
        routes::TOPICS,
        routes::PEOPLE,
        routes::ORGANISATIONS,
        routes::PLACES,
        routes::SEARCH,
        routes::ABOUT,
        routes::SET_ASIDE,
        routes::NOT_FOUND,
        routes::FEED,
        routes::SITEMAP,
        routes::ROBOTS,
        routes::ARTICLES_TABLE,
        routes::SET_ASIDE_TABLE,
        routes::TOPICS_TABLE,
        routes::TOPICS_SKOS,
        routes::STYLES,
    ]
    .map(|path| layout.routes.fixed(path))
    .into();
    let at = |name: &str| fixed.iter().find(|p| p.as_str() == name).expect("every fixed address is listed").clone();

    let home = layout.add(at(routes::HOME), PageKind::Home, config.title.clone(), None);
    let articles = layout.articles(at(routes::ARTICLES), home);
    let article_pages = layout.article_pages(articles);
    let letters = groups(library.sources.iter().map(|(_, source)| letter(&text::sort_key(&source.name))));
    let sources_index = layout.list(
        at(routes::SOURCES),
        "Sources".into(),
        Some(home),
        Division { groups: letters, limit: PAGE, grows: Grows::AtEnd, front: Front::Nothing },
        |i| weights::source(&library.sources[SourceId::from_index(i as usize)]),
        PageKind::Sources,
    );
    let sources = layout.sources(sources_index);
    if !library.unidentified.is_empty() {
        let years = layout.years(&library.unidentified);
        layout.list(
            at(routes::UNIDENTIFIED),
            "Sources not identified".into(),
            Some(sources_index),
            Division { groups: years, limit: ARTICLES, grows: Grows::AtFront, front: Front::Newest },
            |_| 1,
            PageKind::Unidentified,
        );
    }
    let mut site = Site { articles: article_pages, sources, ..Site::default() };
    site.topics = library.topics.ids().map(|_| None).collect();
    let mut first_section = None;
    let shared = Shared::of(library, config);
    for section in Section::ALL {
        let (path, _) = routes::section(section);
        let index = layout.section(section, at(path), home, &mut site, &shared);
        first_section = first_section.or(index);
    }
    layout.share(&mut site, &shared);
    site.index = layout.index(&site, &shared);
    let letters = groups(site.index.iter().map(|entry| entry.letter.clone()));
    let weights: Vec<u32> = site.index.iter().map(|entry| layout.weight(entry)).collect();
    let search = layout.list(
        at(routes::SEARCH),
        "Search".into(),
        Some(home),
        Division { groups: letters, limit: PAGE, grows: Grows::AtEnd, front: Front::Nothing },
        |i| weights[i as usize],
        PageKind::Search,
    );
    let divided = matches!(&layout.pages[search.index()].kind, PageKind::Search(part) if part.is_divided());
    site.lookup = lookup::lookup(library, &site.index, divided);
    layout.lookup(&site.lookup);
    let about = layout.about(at(routes::ABOUT), home);
    let asides = weights::set_aside(library, PAGE);
    let rules = groups(asides.iter().map(|(aside, _)| aside.rule.to_string()));
    layout.list(
        at(routes::SET_ASIDE),
        "Set aside".into(),
        Some(about),
        Division { groups: rules, limit: PAGE, grows: Grows::AtEnd, front: Front::Nothing },
        |i| asides[i as usize].1,
        PageKind::SetAside,
    );
    site.set_aside = asides.into_iter().map(|(aside, _)| aside).collect();
    layout.add(at(routes::NOT_FOUND), PageKind::NotFound, "Page not found".into(), Some(home));
    for (path, kind, wanted) in [
        (
            routes::FEED,
            PageKind::Feed,
            config.feed && library.placement.iter().any(|(_, placement)| placement.day().is_some()),
        ),
        (routes::SITEMAP, PageKind::Sitemap, config.base_url.is_some()),
        (routes::ROBOTS, PageKind::Robots, true),
        (routes::ARTICLES_TABLE, PageKind::Data(DataTable::Articles), true),
        (routes::SET_ASIDE_TABLE, PageKind::Data(DataTable::SetAside), true),
        (routes::TOPICS_TABLE, PageKind::Data(DataTable::Topics), first_section.is_some()),
        (routes::TOPICS_SKOS, PageKind::Data(DataTable::Vocabulary), first_section.is_some()),
        (routes::STYLES, PageKind::Styles, true),
    ] {
        if wanted {
            layout.add(at(path), kind, String::new(), None);
        }
    }
    for asset in assets {
        let path = layout.routes.fixed(&format!("assets/{asset}"));
        layout.add(path, PageKind::Asset(asset.clone()), String::new(), None);
    }

    site.navigation = [
        ("Articles", articles, true),
        ("Sources", sources_index, true),
        ("Topics", first_section.unwrap_or(search), first_section.is_some()),
        ("About", about, true),
    ]
    .into_iter()
    .filter(|(_, _, shown)| *shown)
    .map(|(label, page, _)| NavItem { label, page })
    .collect();
    site.by_path =
        layout.pages.iter().enumerate().map(|(i, page)| (page.path.clone(), PageId::from_index(i))).collect();
    site.pages = layout.pages.into();
    (site, layout.diagnostics)
}

/// How a list is divided.
struct Division {
    groups: Vec<Group>,
    limit: u32,
    grows: Grows,
    front: Front,
}

/// What stands on the front of a divided list.
#[derive(Clone, Copy)]
enum Front {
    /// The newest entries.
    Newest,
    /// No entries, only the way to the other pages.
    Nothing,
}

impl Layout<'_> {
    fn add(&mut self, path: SitePath, kind: PageKind, title: String, parent: Option<PageId>) -> PageId {
        self.pages.push(Page { path, kind, title, parent });
        PageId::from_index(self.pages.len() - 1)
    }

    /// Adds a list: one page where it fits, else a front and a page for every slice.
    fn list(
        &mut self,
        path: SitePath,
        title: String,
        parent: Option<PageId>,
        division: Division,
        cost: impl Fn(u32) -> u32,
        kind: impl Fn(ListPart) -> PageKind,
    ) -> PageId {
        let Division { groups, limit, grows, front } = division;
        let total = groups.last().map_or(0, |group| group.items.end);
        let front_id = PageId::from_index(self.pages.len());
        if (0..total).map(|i| u64::from(cost(i))).sum::<u64>() <= u64::from(limit) {
            return self.add(
                path,
                kind(ListPart { items: 0..total, number: (1, 1), ..ListPart::default() }),
                title,
                parent,
            );
        }
        let slices = divide(&groups, limit, grows, cost);
        let ids: Vec<PageId> = (0..slices.len()).map(|i| PageId::from_index(front_id.index() + 1 + i)).collect();
        let items = match (front, grows) {
            (Front::Nothing, _) => 0..0,
            (Front::Newest, Grows::AtFront) => 0..total.min(FRONT),
            (Front::Newest, Grows::AtEnd) => total.saturating_sub(FRONT)..total,
        };
        let whole = ListPart { items, number: (1, 1), parts: ids.clone(), ..ListPart::default() };
        self.add(path.clone(), kind(whole), title.clone(), parent);
        for (i, slice) in slices.into_iter().enumerate() {
            let (number, of) = slice.number;
            let stem = match slice.heading.chars().count() {
                1 => routes::letter_name(&slice.heading),
                _ => text::slug_or(&slice.heading, 40, "page"),
            };
            let path = self.routes.part(&path, &format!("{stem}-{number}"));
            let mut part_title = format!("{title}: {}", slice.heading);
            if of > 1 {
                part_title.push_str(&format!(", page {number} of {of}"));
            }
            let part = ListPart {
                items: slice.items,
                heading: slice.heading,
                number: (number, of),
                parts: Vec::new(),
                previous: i.checked_sub(1).map(|i| ids[i]),
                next: ids.get(i + 1).copied(),
            };
            self.add(path, kind(part), part_title, Some(front_id));
        }
        front_id
    }

    /// What the search loads, in parts.
    fn lookup(&mut self, lookup: &Lookup) {
        let mut add = |path: &str, part| {
            let path = self.routes.fixed(path);
            self.add(path, PageKind::Lookup(part), String::new(), None);
        };
        add(SEARCH_CONTENTS, LookupPart::Contents);
        let entries = |list: &[u32]| -> Vec<Range<u32>> {
            let end = list.len() as u32;
            let starts = (0..end).step_by(lookup::ENTRIES as usize);
            starts.map(|start| start..(start + lookup::ENTRIES).min(end)).collect()
        };
        type Part = fn(Range<u32>) -> LookupPart;
        let lists: [(_, _, Part); 3] = [
            ("names", entries(&lookup.names), LookupPart::Names),
            ("articles", entries(&lookup.articles), LookupPart::Articles),
            ("text", lookup::texts(&lookup.pieces), LookupPart::Text),
        ];
        for (name, ranges, part) in lists {
            for (n, range) in (1..).zip(ranges) {
                add(&format!("search/{name}-{n}.js"), part(range));
            }
        }
        for (letters, range) in lookup::files(&lookup.words) {
            let dash = if letters.is_empty() { "" } else { "-" };
            add(&format!("search/words{dash}{letters}.js"), LookupPart::Words(range));
        }
    }

    /// What an entry of the A–Z takes.
    fn weight(&self, entry: &IndexEntry) -> u32 {
        let source = match entry.kind {
            IndexKind::Article(id) => self.library.source_of[id],
            IndexKind::Source(id) => Some(id),
            IndexKind::Topic(_) => None,
        };
        let name = source.map_or("", |id| self.library.sources[id].name.as_str());
        weights::entry(&entry.label, name, self.pages[entry.page.index()].path.as_str())
    }

    /// Years of articles that are in order of time.
    fn years(&self, articles: &[ArticleId]) -> Vec<Group> {
        groups(articles.iter().map(|id| year(&self.library.placement[*id])))
    }

    fn articles(&mut self, path: SitePath, home: PageId) -> PageId {
        let years = self.years(&self.library.order);
        let division = Division { groups: years, limit: ARTICLES, grows: Grows::AtFront, front: Front::Newest };
        self.list(path, "Articles".into(), Some(home), division, |_| 1, PageKind::Articles)
    }

    fn article_pages(&mut self, articles: PageId) -> Table<ArticleId, ArticleLinks> {
        let library = self.library;
        let mut links: Table<ArticleId, ArticleLinks> = Table::new();
        for (id, article) in library.articles.iter() {
            let own = self.routes.article(article);
            let title = article.metadata.title.value().unwrap_or(&article.first_words).clone();
            let mut path = own.clone();
            let mut others: Vec<SitePath> = Vec::new();
            if let Some(slug) = &article.slug {
                match self.routes.chosen_article(slug) {
                    Some(chosen) => {
                        path = chosen;
                        others.push(own);
                    }
                    None => self.diagnostics.push(
                        Diagnostic::warning(
                            "slug-taken",
                            format!("another page has the address that `slug = \"{slug}\"` asks for"),
                        )
                        .in_document(&article.origin)
                        .help("choose another slug"),
                    ),
                }
            }
            // A copy's address leads to the article it is shown with.
            others.extend(library.copies_of(id).iter().map(|copy| self.routes.article(copy)));
            let page = self.add(path, PageKind::Article(id), title.clone(), Some(articles));
            for path in others {
                self.add(path, PageKind::Redirect(page), title.clone(), None);
            }
            links.push(ArticleLinks { page, older: None, newer: None, mentions: Vec::new() });
        }
        for pair in library.order.windows(2) {
            links[pair[0]].older = Some(pair[1]);
            links[pair[1]].newer = Some(pair[0]);
        }
        links
    }

    fn sources(&mut self, index: PageId) -> Table<SourceId, PageId> {
        let library = self.library;
        let mut pages = Table::new();
        for (id, source) in library.sources.iter() {
            let path = self.routes.named("sources", &source.name);
            let years = self.years(&source.articles);
            let division = Division { groups: years, limit: ARTICLES, grows: Grows::AtFront, front: Front::Newest };
            pages.push(self.list(
                path,
                source.name.clone(),
                Some(index),
                division,
                |_| 1,
                |part| PageKind::Source(id, part),
            ));
        }
        pages
    }

    /// The list of a section and the pages of its entries; nothing where it has none.
    fn section(
        &mut self,
        section: Section,
        path: SitePath,
        home: PageId,
        site: &mut Site,
        shared: &Shared,
    ) -> Option<PageId> {
        let library = self.library;
        let of_section = |(id, topic): &(TopicId, &Topic)| topic.kind.section() == section && shared.paged[*id];
        let mut shown: Vec<(String, TopicId)> =
            library.topics.iter().filter(of_section).map(|(id, topic)| (text::sort_key(&topic.label), id)).collect();
        if shown.is_empty() {
            return None;
        }
        shown.sort_by_cached_key(|(key, id)| (rank(&letter(key)), key.clone(), *id));
        let letters = groups(shown.iter().map(|(key, _)| letter(key)));
        let index = self.list(
            path,
            section.heading().into(),
            Some(home),
            Division { groups: letters, limit: NAMES, grows: Grows::AtEnd, front: Front::Nothing },
            |_| 1,
            |part| PageKind::Topics(section, part),
        );
        let (_, folder) = routes::section(section);
        for (_, id) in shown.iter().filter(|(_, id)| shared.with[*id].is_none()) {
            let topic = &library.topics[*id];
            let path = self.routes.named(folder, &topic.id);
            let years = groups(topic.passages().map(|mentions| year(&library.placement[mentions[0].article])));
            let division = Division { groups: years, limit: PASSAGES, grows: Grows::AtEnd, front: Front::Newest };
            let page =
                self.list(path, topic.label.clone(), Some(index), division, |_| 1, |part| PageKind::Topic(*id, part));
            site.topics[*id] = Some(page);
        }
        site.sections.insert(section, shown.into_iter().map(|(_, id)| id).collect());
        Some(index)
    }

    /// Gives entries that share the page of another its address, and leads there from the one they would have had.
    fn share(&mut self, site: &mut Site, shared: &Shared) {
        for (id, other) in shared.with.iter().filter_map(|(id, other)| Some((id, (*other)?))) {
            let topic = &self.library.topics[id];
            let Some(page) = site.topics[other] else { continue };
            let (_, folder) = routes::section(topic.kind.section());
            let path = self.routes.named(folder, &topic.id);
            self.add(path, PageKind::Redirect(page), topic.label.clone(), None);
            site.topics[id] = Some(page);
        }
    }

    fn about(&mut self, path: SitePath, home: PageId) -> PageId {
        let about = self.add(path.clone(), PageKind::About, "About".into(), Some(home));
        let files = self.library.articles.len() as u32;
        if files > FILES {
            let all = [Group { heading: "files".into(), items: 0..files }];
            let slices = divide(&all, FILES, Grows::AtEnd, |_| 1);
            let last = about.index() + slices.len();
            for slice in slices {
                let id = self.pages.len();
                let (number, of) = slice.number;
                let path = self.routes.part(&path, &format!("files-{number}"));
                let part = ListPart {
                    items: slice.items,
                    heading: slice.heading,
                    number: slice.number,
                    parts: Vec::new(),
                    previous: (number > 1).then(|| PageId::from_index(id - 1)),
                    next: (id < last).then(|| PageId::from_index(id + 1)),
                };
                self.add(path, PageKind::Files(part), format!("Files, page {number} of {of}"), Some(about));
            }
        }
        about
    }

    /// Everything that has an address, in the order of its sort key.
    fn index(&self, site: &Site, shared: &Shared) -> Vec<IndexEntry> {
        let library = self.library;
        let articles = library.articles.ids().map(|id| (site.articles[id].page, IndexKind::Article(id)));
        let sources = library.sources.ids().map(|id| (site.sources[id], IndexKind::Source(id)));
        let own = site.topics.iter().filter(|(id, _)| shared.with[*id].is_none());
        let topics = own.filter_map(|(id, page)| Some(((*page)?, IndexKind::Topic(id))));
        let mut keyed: Vec<(String, IndexEntry)> = articles
            .chain(sources)
            .chain(topics)
            .map(|(page, kind)| {
                let label = self.pages[page.index()].title.clone();
                let key = text::sort_key(&label);
                (key.clone(), IndexEntry { label, letter: letter(&key), page, kind })
            })
            .collect();
        keyed.sort_by(|(a_key, a), (b_key, b)| {
            (rank(&a.letter), a_key, a.kind, a.page).cmp(&(rank(&b.letter), b_key, b.kind, b.page))
        });
        keyed.into_iter().map(|(_, entry)| entry).collect()
    }
}
