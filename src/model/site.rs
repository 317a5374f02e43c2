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
    /// By which words articles and entries of the index are found.
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

/// How articles are found by the words of their text, and entries of [`Site::index`] by those of their labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookup {
    /// Places in the index of sources, topics and names, in its order. Empty where all entries stand on one page.
    pub names: Vec<u32>,
    /// Those of articles, the oldest first, so that a new article moves no other. Empty likewise.
    pub articles: Vec<u32>,
    /// What is searched of the articles, the oldest first, each in order: first its text, then what stands beside it.
    pub pieces: Vec<Piece>,
    /// The words of all of them.
    pub words: LookupWords,
}

/// A part of an article that is found as one: a block or something beside the text, or as much of it as is shown at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The number of the article, from the oldest: the last of [`Library::order`](super::Library::order) is 0.
    pub article: u32,
    /// Its index among the blocks, or behind them among what stands beside.
    pub place: u32,
    /// Which part of its text.
    pub span: Span,
}

/// Folded words in order, and where each stands. There may be millions: they are kept packed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookupWords {
    words: String,
    lists: String,
    ends: Vec<(u32, u64)>,
}

/// A folded word and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookupWord<'a> {
    /// The word.
    pub word: &'a str,
    /// Up to four lists with spaces between them: of pieces of texts, of pieces beside them, of titles, of names. A list is
    /// written in digits of 32; one that would be too long to tell anything is `*`.
    pub lists: &'a str,
}

impl LookupWords {
    /// Adds a word behind the last, which must be less.
    pub fn push(&mut self, word: &str, lists: &str) {
        self.words.push_str(word);
        self.lists.push_str(lists);
        self.ends.push((self.words.len() as u32, self.lists.len() as u64));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The word at a place.
    pub fn get(&self, at: usize) -> LookupWord<'_> {
        let (start, from) = at.checked_sub(1).map_or((0, 0), |before| self.ends[before]);
        let (end, to) = self.ends[at];
        LookupWord { word: &self.words[start as usize..end as usize], lists: &self.lists[from as usize..to as usize] }
    }
}

/// A part of the lookup: a range of one of its lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupPart {
    /// Which parts there are.
    Contents,
    /// A range of [`Lookup::names`].
    Names(Range<u32>),
    /// A range of [`Lookup::articles`].
    Articles(Range<u32>),
    /// A range of [`Lookup::words`]: all that begin with the same letters.
    Words(Range<u32>),
    /// A range of [`Lookup::pieces`].
    Text(Range<u32>),
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
    /// What the first page of the A–Z loads when somebody types.
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
