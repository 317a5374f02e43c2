//! What templates see: one file a page kind, structs of plain values. Addresses are decided by `link` and come in
//! finished; text comes in as it is, and is escaped by the engine.

pub(crate) mod about;
mod after;
pub(crate) mod article;
pub(crate) mod articles;
mod family;
pub(crate) mod home;
pub(crate) mod lookup;
pub(crate) mod plain;
pub(crate) mod search;
pub(crate) mod set_aside;
pub(crate) mod sources;
mod strip;
pub(crate) mod topic;
pub(crate) mod topics;
mod weighed;

use super::facts::Facts;
use super::html::Fragments;
use super::landmarks::Landmarks;
use super::{excerpt, say};
use crate::config::Config;
use crate::model::*;
use crate::report::Report;
use crate::text;
use serde::Serialize;
use std::cell::RefCell;

/// Everything a view is made from, and the page it is made for.
pub(crate) struct Desk<'a> {
    pub(crate) library: &'a Library,
    pub(crate) site: &'a Site,
    pub(crate) config: &'a Config,
    pub(crate) report: &'a Report,
    pub(crate) facts: &'a Facts,
    pub(crate) landmarks: &'a Landmarks,
    pub(crate) page: PageId,
    pub(crate) fragments: RefCell<Fragments>,
}

/// What stands in the head of a page, and what all pages have.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Head {
    /// The title of the window.
    pub(crate) title: String,
    /// The title for those who pass the page on.
    pub(crate) og_title: String,
    /// `article` or `website`.
    pub(crate) og_type: &'static str,
    /// One sentence.
    pub(crate) description: String,
    /// The full address, if the site has a base address.
    pub(crate) canonical: Option<String>,
    /// Whether search engines are asked to stay away.
    pub(crate) noindex: bool,
    /// The way back.
    pub(crate) crumbs: Vec<Link>,
    /// The number of a fragment with data for machines.
    pub(crate) data: Option<usize>,
}

/// A link.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Link {
    pub(crate) label: String,
    pub(crate) href: String,
}

/// A source as shown beside what it says: monogram and name, never colour alone.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Badge {
    pub(crate) name: String,
    pub(crate) monogram: String,
    /// The class of its colour.
    pub(crate) class: String,
    pub(crate) href: String,
}

/// A piece of a sentence. What comes from a file stands apart, so that its direction turns nothing around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) apart: bool,
}

impl Piece {
    /// Words of the dossier.
    pub(crate) fn own(text: impl Into<String>) -> Self {
        Self { text: text.into(), apart: false }
    }

    /// Words of a file.
    pub(crate) fn apart(text: impl Into<String>) -> Self {
        Self { text: text.into(), apart: true }
    }
}

/// Authors named where a sentence goes on behind them; the record has all.
const AUTHORS: usize = 10;

/// `A`, `A and B`, `A, B and C`, or the first ten `and 190 more`.
pub(crate) fn authors(names: &[String]) -> Vec<Piece> {
    // One more is named rather than counted.
    let shown = if names.len() > AUTHORS + 1 { AUTHORS } else { names.len() };
    let mut out = Vec::with_capacity(shown * 2);
    for (i, name) in names.iter().take(shown).enumerate() {
        match i {
            0 => {}
            i if i + 1 == names.len() => out.push(Piece::own(" and ")),
            _ => out.push(Piece::own(", ")),
        }
        out.push(Piece::apart(name));
    }
    if shown < names.len() {
        out.push(Piece::own(format!(" and {} more", say::thousands(names.len() - shown))));
    }
    out
}

/// A title, or the first words of an article that has none.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Title {
    pub(crate) text: String,
    pub(crate) untitled: bool,
    /// The first words stand in quotation marks, unless they bring their own.
    pub(crate) marked: bool,
    /// The article's language, where it is not that of the site.
    pub(crate) lang: Option<String>,
    /// `rtl` where the text runs so.
    pub(crate) dir: Option<&'static str>,
}

/// Where an article stands in time.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct When {
    pub(crate) text: String,
    pub(crate) how: String,
    /// For machines, where the date is stated or set.
    pub(crate) iso: Option<String>,
}

/// An article in a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) badge: Badge,
    pub(crate) when: When,
    pub(crate) title: Title,
    pub(crate) href: String,
    pub(crate) excerpt: String,
    pub(crate) by: Vec<Piece>,
    pub(crate) words: String,
}

/// The way through a list that has several pages.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Pager {
    /// On the front: the other pages, by heading.
    pub(crate) parts: Vec<PartGroup>,
    pub(crate) previous: Option<Link>,
    pub(crate) next: Option<Link>,
}

/// The pages of one year, letter or rule.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PartGroup {
    pub(crate) heading: String,
    pub(crate) pages: Vec<PartPage>,
}

/// A page of a group, shown as its number where there are several.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PartPage {
    pub(crate) label: String,
    pub(crate) number: u32,
    pub(crate) href: String,
}

/// An entry of a list with a number beside it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Counted {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) count: u32,
}

impl<'a> Desk<'a> {
    /// The relative address of a page as seen from this one.
    pub(crate) fn href(&self, to: PageId) -> String {
        self.site.href(to, self.page)
    }

    /// Takes in finished markup and gives the number by which a template places it.
    pub(crate) fn fragment(&self, markup: String) -> usize {
        self.fragments.borrow_mut().add(markup)
    }

    pub(crate) fn article(&self, id: ArticleId) -> &'a Article {
        &self.library.articles[id]
    }

    pub(crate) fn article_href(&self, id: ArticleId) -> String {
        self.href(self.site.articles[id].page)
    }

    /// The address of a block of an article.
    pub(crate) fn block_href(&self, id: ArticleId, block: u32) -> String {
        let page = self.site.articles[id].page;
        let anchor = self.article(id).blocks.get(block as usize).map(|b| b.label.anchor()).unwrap_or_default();
        if page == self.page { format!("#{anchor}") } else { format!("{}#{anchor}", self.href(page)) }
    }

    /// The page for articles whose source is not known.
    pub(crate) fn unidentified_page(&self) -> Option<PageId> {
        self.landmarks.unidentified
    }

    /// The badge of a source, or of what has none.
    pub(crate) fn badge(&self, source: Option<SourceId>) -> Badge {
        match source {
            Some(id) => {
                let source = &self.library.sources[id];
                Badge {
                    name: source.name.clone(),
                    monogram: source.monogram.clone(),
                    class: format!("c{}", source.colour % 8),
                    href: self.href(self.site.sources[id]),
                }
            }
            None => Badge {
                name: "Source not identified".into(),
                monogram: "?".into(),
                class: "un".into(),
                href: self.unidentified_page().map(|page| self.href(page)).unwrap_or_default(),
            },
        }
    }

    pub(crate) fn badge_of(&self, id: ArticleId) -> Badge {
        self.badge(self.library.source_of[id])
    }

    pub(crate) fn source_name(&self, source: Option<SourceId>) -> &'a str {
        source.map_or("Source not identified", |id| self.library.sources[id].name.as_str())
    }

    /// The anchor of a source's passages on a topic's page: from its own address, so that it stays.
    pub(crate) fn source_anchor(&self, source: Option<SourceId>) -> String {
        let Some(id) = source else { return "from-not-identified".into() };
        let path = self.site.pages[self.site.sources[id]].path.as_str();
        let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".html");
        format!("from-{stem}")
    }

    /// The passages of one source on a topic's page; the page as a whole where they may stand on several.
    pub(crate) fn topic_href(&self, topic: TopicId, source: Option<Option<SourceId>>) -> Option<String> {
        let page = self.site.topics[topic]?;
        let href = self.href(page);
        let divided = matches!(&self.site.pages[page].kind, PageKind::Topic(_, part) if part.is_divided());
        Some(match source {
            Some(source) if !divided => format!("{href}#{}", self.source_anchor(source)),
            _ => href,
        })
    }

    pub(crate) fn title(&self, id: ArticleId) -> Title {
        let article = self.article(id);
        let lang = article.language.clone().filter(|lang| *lang != self.config.language);
        let dir = (article.direction == Direction::RightToLeft).then_some("rtl");
        match article.metadata.title.value() {
            Some(title) => Title { text: title.clone(), untitled: false, marked: false, lang, dir },
            None => {
                let text = article.first_words.clone();
                Title { marked: !say::is_quoted(&text), text, untitled: true, lang, dir }
            }
        }
    }

    /// A title in running text: that of an article without one stands in quotation marks.
    pub(crate) fn plain_title(&self, id: ArticleId) -> String {
        let title = self.title(id);
        if title.untitled { say::quoted(&format!("{}…", title.text)) } else { title.text }
    }

    pub(crate) fn when(&self, id: ArticleId) -> When {
        let placement = &self.library.placement[id];
        let date = &self.article(id).metadata.date;
        When {
            text: say::placement(placement),
            how: say::placement_how(placement, date),
            iso: match placement {
                Placement::Dated(date) => Some(date.to_string()),
                Placement::NotBefore { .. } | Placement::Unplaced => None,
            },
        }
    }

    pub(crate) fn row(&self, id: ArticleId) -> Row {
        let article = self.article(id);
        Row {
            badge: self.badge_of(id),
            when: self.when(id),
            title: self.title(id),
            href: self.article_href(id),
            excerpt: excerpt::first_sentence(article, 220).map(|(_, text)| text).unwrap_or_default(),
            by: by(&article.metadata),
            words: say::count(article.words as usize, "word"),
        }
    }

    /// The badges of the sources that mention a topic.
    pub(crate) fn badges(&self, topic: TopicId, most: usize) -> Vec<Badge> {
        let mut sources: Vec<Option<SourceId>> = self.facts.topics[topic].sources.iter().map(|(s, _)| *s).collect();
        sources.truncate(most);
        sources.sort();
        sources.into_iter().map(|source| self.badge(source)).collect()
    }

    /// Topics, events and works that have a page.
    pub(crate) fn subjects(&self) -> &'a [TopicId] {
        self.site.sections.get(&Section::Topics).map_or(&[], Vec::as_slice)
    }

    /// Whether it is a topic, event or work rather than a name.
    pub(crate) fn is_subject(&self, topic: TopicId) -> bool {
        self.library.topics[topic].kind.section() == Section::Topics
    }

    /// A topic's page, or the first passage that mentions it.
    pub(crate) fn topic_or_passage(&self, topic: TopicId) -> String {
        self.topic_href(topic, None).unwrap_or_else(|| {
            let first = self.library.topics[topic].mentions.first();
            first.map(|m| self.block_href(m.article, m.block)).unwrap_or_default()
        })
    }

    pub(crate) fn pager(&self, part: &ListPart) -> Pager {
        let link = |page: Option<PageId>| {
            page.map(|id| {
                let label = self.part_page(id).map_or_else(String::new, |(_, page)| page.label);
                Link { label, href: self.href(id) }
            })
        };
        Pager { parts: self.parts(&part.parts), previous: link(part.previous), next: link(part.next) }
    }

    /// The pages of a list, those of one heading together.
    pub(crate) fn parts(&self, pages: &[PageId]) -> Vec<PartGroup> {
        let mut parts: Vec<PartGroup> = Vec::new();
        for (heading, page) in pages.iter().filter_map(|id| self.part_page(*id)) {
            match parts.last_mut() {
                Some(group) if group.heading == heading => group.pages.push(page),
                _ => parts.push(PartGroup { heading, pages: vec![page] }),
            }
        }
        parts
    }

    /// The heading that a page of a list stands under, and the page as the others name it.
    fn part_page(&self, id: PageId) -> Option<(String, PartPage)> {
        let kind = &self.site.pages[id].kind;
        let part = list_part(kind)?;
        let heading = match kind {
            PageKind::SetAside(_) => say::capital(&say::rule(&part.heading)),
            PageKind::Files(_) => "Page".into(),
            _ => part.heading.clone(),
        };
        let (number, of) = part.number;
        let label = match kind {
            PageKind::Files(_) => format!("Files, page {number}"),
            _ if of > 1 => format!("{heading}, page {number}"),
            _ => heading.clone(),
        };
        Some((heading, PartPage { label, number, href: self.href(id) }))
    }

    /// A sentence of an article with the name of its source, for those who pass the page on.
    pub(crate) fn attributed(&self, id: ArticleId) -> String {
        let source = self.source_name(self.library.source_of[id]);
        match excerpt::first_sentence(self.article(id), 180) {
            Some((_, sentence)) => format!("{source}: {}", say::quoted(&sentence)),
            None => format!("{source}: {}", self.plain_title(id)),
        }
    }

    /// The head of a page; what is particular to it is set by its view.
    pub(crate) fn head(&self, description: String) -> Head {
        let page = &self.site.pages[self.page];
        let mut crumbs = Vec::new();
        let mut above = page.parent;
        while let Some(id) = above {
            let page = &self.site.pages[id];
            let label = if page.kind == PageKind::Home { "Collection".to_string() } else { page.title.clone() };
            crumbs.push(Link { label, href: self.href(id) });
            above = page.parent;
        }
        crumbs.reverse();
        let title = if page.kind == PageKind::Home {
            self.config.title.clone()
        } else {
            format!("{} · {}", page.title, self.config.title)
        };
        Head {
            og_title: if page.kind == PageKind::Home { self.config.title.clone() } else { page.title.clone() },
            title,
            og_type: "website",
            description: text::clip(&description, 300).0.to_string(),
            canonical: self.config.base_url.as_ref().map(|base| format!("{base}{}", page.path)),
            noindex: self.config.noindex,
            crumbs,
            data: None,
        }
    }
}

/// What is said below a title in a list.
fn by(metadata: &Metadata) -> Vec<Piece> {
    let mut out = Vec::new();
    let untitled = metadata.title.value().is_none();
    if untitled {
        out.push(Piece::own("No title in the file: first words shown · "));
    }
    match metadata.authors.value().filter(|names| !names.is_empty()) {
        Some(names) => {
            out.push(Piece::own("By "));
            out.extend(authors(names));
        }
        None => out.push(Piece::own(if untitled { "no byline" } else { "No byline" })),
    }
    if metadata.licence.value().is_some() {
        out.push(Piece::own(" · licence stated"));
    }
    out
}

/// The part of a list that a page shows.
pub(crate) fn list_part(kind: &PageKind) -> Option<&ListPart> {
    match kind {
        PageKind::Articles(part)
        | PageKind::Sources(part)
        | PageKind::Source(_, part)
        | PageKind::Unidentified(part)
        | PageKind::Topic(_, part)
        | PageKind::Topics(_, part)
        | PageKind::Search(part)
        | PageKind::Files(part)
        | PageKind::SetAside(part) => Some(part),
        PageKind::Home
        | PageKind::Article(_)
        | PageKind::About
        | PageKind::NotFound
        | PageKind::Redirect(_)
        | PageKind::Lookup(_)
        | PageKind::Feed
        | PageKind::Sitemap
        | PageKind::Robots
        | PageKind::Data(_)
        | PageKind::Styles
        | PageKind::Asset(_) => None,
    }
}
