//! All pages and where they stand. No markup yet.

use super::{ArticleId, PageId, Rule, Section, SitePath, SourceId, Span, Table, TopicId};
use std::collections::BTreeMap;
use std::ops::Range;

/// Every page, path and link of the site.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Every file of the site, in order of path.
    pub pages: Table<PageId, Page>,
    /// The way from path to page.
    pub by_path: BTreeMap<SitePath, PageId>,
    /// The entries of the masthead.
    pub navigation: Vec<NavItem>,
    /// What each article's page links to.
    pub articles: Table<ArticleId, ArticleLinks>,
    /// The (first) page of each source.
    pub sources: Table<SourceId, PageId>,
    /// The (first) page of each topic or name; none where there is not enough to say.
    pub topics: Table<TopicId, Option<PageId>>,
    /// Topics and names that have a page, by section, in order of sort key.
    pub sections: BTreeMap<Section, Vec<TopicId>>,
    /// Articles, sources, topics and names that have an address, in order of sort key.
    pub index: Vec<IndexEntry>,
    /// By which words the entries of the index are found, where they do not all stand on one page.
    pub lookup: Lookup,
    /// Lines set aside: by rule, then by article.
    pub set_aside: Vec<AsideLines>,
}

/// An entry of the A–Z.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// What is shown.
    pub label: String,
    /// The group it stands under: a capital letter, or `#`.
    pub letter: String,
    /// Where it leads.
    pub page: PageId,
    /// What it is.
    pub kind: IndexKind,
}

/// What an entry of the A–Z is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndexKind {
    /// An article.
    Article(ArticleId),
    /// A source.
    Source(SourceId),
    /// A topic or name.
    Topic(TopicId),
}

/// Lines of an article that one rule set aside: all of them, or as many as fit on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsideLines {
    /// The rule.
    pub rule: Rule,
    /// The article.
    pub article: ArticleId,
    /// Which of the article's lines under the rule.
    pub lines: Range<u32>,
}

/// How entries of [`Site::index`] are found by the words of their labels. Empty where all stand on one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookup {
    /// Places in the index of sources, topics and names, in its order.
    pub names: Vec<u32>,
    /// Those of articles, the oldest first, so that a new article moves no other.
    pub articles: Vec<u32>,
    /// The words, sorted.
    pub words: Vec<LookupWord>,
}

/// A folded word and the labels it stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookupWord {
    /// The word.
    pub word: String,
    /// Places in [`Lookup::names`], rising.
    pub names: Vec<u32>,
    /// Places in [`Lookup::articles`], rising. Both are empty where too many labels hold the word to be listed.
    pub articles: Vec<u32>,
}

/// A part of the lookup: a range of one of its lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupPart {
    /// A range of [`Lookup::names`].
    Names(Range<u32>),
    /// A range of [`Lookup::articles`].
    Articles(Range<u32>),
    /// A range of [`Lookup::words`]: all that begin with the same letters.
    Words(Range<u32>),
}

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it stands.
    pub path: SitePath,
    /// What it is.
    pub kind: PageKind,
    /// Its title, without the collection's; empty for files that are no pages.
    pub title: String,
    /// The page above it, for the breadcrumb.
    pub parent: Option<PageId>,
}

/// What a file of the site is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The first page.
    Home,
    /// A list of articles: a range of [`Library::order`](super::Library::order).
    Articles(ListPart),
    /// An article.
    Article(ArticleId),
    /// The list of sources: a range of them, in order of name.
    Sources(ListPart),
    /// A source: a range of its articles.
    Source(SourceId, ListPart),
    /// Articles whose source is not identified: a range of them.
    Unidentified(ListPart),
    /// The list of topics, or of names of one kind: a range of [`Site::sections`].
    Topics(Section, ListPart),
    /// A topic: a range of its passages, see [`Topic::passages`](super::Topic::passages).
    Topic(TopicId, ListPart),
    /// The A–Z: a range of [`Site::index`].
    Search(ListPart),
    /// What the first page of a divided A–Z loads when somebody types.
    Lookup(LookupPart),
    /// How the collection was made.
    About,
    /// The table of files: a range of the articles in order of origin. Only where it does not fit on [`PageKind::About`].
    Files(ListPart),
    /// Lines set aside: a range of [`Site::set_aside`].
    SetAside(ListPart),
    /// What a host shows for an unknown address.
    NotFound,
    /// Another address of a page: one that it had, or that one would look for.
    Redirect(PageId),
    /// The Atom feed.
    Feed,
    /// The list of addresses for search engines.
    Sitemap,
    /// The rules for search engines.
    Robots,
    /// A table for other programs.
    Data(DataTable),
    /// The style sheet that is made from the configuration and the sources.
    Styles,
    /// A file of the theme, by its name there.
    Asset(String),
}

/// A table for other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataTable {
    /// The articles and what is known of each.
    Articles,
    /// Every line that was set aside.
    SetAside,
    /// Topics and names that have a page.
    Topics,
    /// The same as a vocabulary: SKOS in Turtle.
    Vocabulary,
}

impl PageKind {
    /// Whether the file is an HTML page.
    pub fn is_html(&self) -> bool {
        match self {
            PageKind::Home
            | PageKind::Articles(_)
            | PageKind::Article(_)
            | PageKind::Sources(_)
            | PageKind::Source(..)
            | PageKind::Unidentified(_)
            | PageKind::Topics(..)
            | PageKind::Topic(..)
            | PageKind::Search(_)
            | PageKind::About
            | PageKind::Files(_)
            | PageKind::SetAside(_)
            | PageKind::NotFound
            | PageKind::Redirect(_) => true,
            PageKind::Lookup(_)
            | PageKind::Feed
            | PageKind::Sitemap
            | PageKind::Robots
            | PageKind::Data(_)
            | PageKind::Styles
            | PageKind::Asset(_) => false,
        }
    }
}

/// A page of a list that may have several.
///
/// The first page of a list is its *front*. Where all entries fit on it, it holds all of them and `parts` is
/// empty. Where they do not, the front holds a few (`items`) and names the other pages in `parts`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListPart {
    /// Which entries of the list's order stand on this page.
    pub items: Range<u32>,
    /// The group, such as a year or a letter; empty on the front.
    pub heading: String,
    /// The number of this page within its group, from 1, and how many the group has.
    pub number: (u32, u32),
    /// On the front: the other pages, in reading order. Elsewhere empty.
    pub parts: Vec<PageId>,
    /// The page before in reading order; never the front.
    pub previous: Option<PageId>,
    /// The page after in reading order.
    pub next: Option<PageId>,
}

impl ListPart {
    /// The entries on this page, as indices.
    pub fn range(&self) -> Range<usize> {
        self.items.start as usize..self.items.end as usize
    }

    /// Whether this is the front of a list that needs more pages.
    pub fn is_divided(&self) -> bool {
        !self.parts.is_empty()
    }
}

/// An entry of the masthead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// What is shown.
    pub label: &'static str,
    /// Where it leads.
    pub page: PageId,
}

/// What an article's page links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleLinks {
    /// The article's page.
    pub page: PageId,
    /// The article before it in time.
    pub older: Option<ArticleId>,
    /// The article after it in time.
    pub newer: Option<ArticleId>,
    /// Mentions that become links, in order of block and place, disjoint: the first of each topic in each section.
    pub mentions: Vec<LinkedMention>,
}

/// A mention that becomes a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkedMention {
    /// The index of the block.
    pub block: u32,
    /// The place in the block's text.
    pub span: Span,
    /// The topic.
    pub topic: TopicId,
    /// Its page.
    pub page: PageId,
}

impl Site {
    /// The relative address of one page as seen from another.
    pub fn href(&self, to: PageId, from: PageId) -> String {
        self.pages[to].path.relative_from(&self.pages[from].path)
    }
}
