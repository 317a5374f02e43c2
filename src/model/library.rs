//! All articles, and what was found by reading them together.

use super::{
    Article, ArticleId, Date, Family, FamilyId, PassageId, SetBy, SharedPassage, SourceId, Span, Table, TableId,
    TopicId, Weighing,
};
use std::sync::Arc;

/// The collection, analysed. Everything here refers to articles by id; nothing is written back into them.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The articles, in order of origin.
    pub articles: Table<ArticleId, Article>,
    /// Copies of each article, as the compiler says: shown with it, not as articles of their own.
    pub copies: Table<ArticleId, Vec<Article>>,
    /// The sources, in order of name.
    pub sources: Table<SourceId, Source>,
    /// The source of each article, where it is known.
    pub source_of: Table<ArticleId, Option<SourceId>>,
    /// Articles whose source is not known, newest first.
    pub unidentified: Vec<ArticleId>,
    /// Topics and names, in order of kind, then of sort key of the label.
    pub topics: Table<TopicId, Topic>,
    /// What each article is about or mentions, strongest first.
    pub topics_of: Table<ArticleId, Vec<ArticleTopic>>,
    /// Where each article stands in time.
    pub placement: Table<ArticleId, Placement>,
    /// Newest first: stated and set dates and evidence together, without evidence last.
    pub order: Vec<ArticleId>,
    /// Related articles, strongest first, at most ten.
    pub neighbours: Table<ArticleId, Vec<Neighbour>>,
    /// Key terms of each article, strongest first, at most fifteen.
    pub key_terms: Table<ArticleId, KeyTerms>,
    /// First and last year that the texts name.
    pub years: Option<YearSpan>,
    /// How mentions were weighed.
    pub weighing: Weighing,
    /// Republication families, found in the texts; articles that the compiler calls copies are in none.
    pub families: Table<FamilyId, Family>,
    /// The family of each article that is in one.
    pub family_of: Table<ArticleId, Option<FamilyId>>,
    /// Passages that several articles share, within families and outside.
    pub passages: Table<PassageId, SharedPassage>,
    /// The shared passages of each article, by block.
    pub passages_of: Table<ArticleId, Vec<(u32, PassageId)>>,
}

/// An outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name as first written.
    pub name: String,
    /// One to three letters that stand for it on a badge.
    pub monogram: String,
    /// Which colour of the palette: from a hash of the name, or the next one where a stronger source has that.
    pub colour: u8,
    /// Its address, if the configuration gives it.
    pub url: Option<String>,
    /// The compiler's note on it.
    pub note: Option<String>,
    /// How it came to be known, one for each of `articles`.
    pub how: Vec<SourceHow>,
    /// Its articles, newest first.
    pub articles: Vec<ArticleId>,
}

/// How the source of one article came to be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceHow {
    /// The file states it, on this line.
    Stated(u32),
    /// It was concluded, from this evidence.
    WorkedOut(String),
    /// It was set, by the compiler or by what the file came with.
    Set(SetBy),
}

/// What an entry of the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TopicKind {
    /// A subject.
    Topic,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// An event.
    Event,
    /// A named work, project or thing.
    Work,
}

/// The parts of the index, each with a list and a folder of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Subjects, events and works.
    Topics,
    /// People.
    People,
    /// Organisations.
    Organisations,
    /// Places.
    Places,
}

impl Section {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Section; 4] = [Section::Topics, Section::People, Section::Organisations, Section::Places];

    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Section::Topics => "Topics",
            Section::People => "People",
            Section::Organisations => "Organisations",
            Section::Places => "Places",
        }
    }
}

impl TopicKind {
    /// Whether entries of this kind are names of somebody, some body or some place.
    pub fn is_name(self) -> bool {
        match self {
            TopicKind::Person | TopicKind::Organisation | TopicKind::Place => true,
            TopicKind::Topic | TopicKind::Event | TopicKind::Work => false,
        }
    }

    /// The part of the index where entries of this kind stand.
    pub fn section(self) -> Section {
        match self {
            TopicKind::Topic | TopicKind::Event | TopicKind::Work => Section::Topics,
            TopicKind::Person => Section::People,
            TopicKind::Organisation => Section::Organisations,
            TopicKind::Place => Section::Places,
        }
    }
}

/// How an entry of the index came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TopicHow {
    /// The configuration names it.
    Curated,
    /// A built-in list names it.
    BuiltIn,
    /// It was found in the texts.
    Discovered,
}

/// A topic or name, with every place that mentions it.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// A stable id: the configured one, else a slug of the label. Unique within its kind.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What the built-in lists call it otherwise: in English, and in the languages of the articles. Of a country not
    /// the name of its capital.
    pub called: Vec<&'static str>,
    /// What it is.
    pub kind: TopicKind,
    /// How it came to be.
    pub how: TopicHow,
    /// The words that were found in the texts for it, most frequent first, as they stand there.
    pub words: Vec<String>,
    /// Wider topics.
    pub broader: Vec<TopicId>,
    /// Every mention: oldest article first (the reverse of [`Library::order`]), then block, then span.
    pub mentions: Vec<Mention>,
    /// Topics (of kind [`TopicKind::Topic`]) and names of several articles that share most passages with it, with
    /// the number of shared passages.
    pub with: Vec<(TopicId, u32)>,
    /// Articles indexed under it by their vocabulary, without a mention: in order of article.
    pub learned: Vec<Learned>,
}

/// An article that no word of a topic stands in, but the vocabulary of those that it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learned {
    /// The article.
    pub article: ArticleId,
    /// The terms of its text that led to the topic, most telling first, as they stand there.
    pub terms: Vec<String>,
}

/// One place in the body of an article that mentions a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The article.
    pub article: ArticleId,
    /// The index of the block in [`Article::blocks`].
    pub block: u32,
    /// The place in the block's text.
    pub span: Span,
    /// Whether what is mentioned says something here: a word of saying stands beside it.
    pub says: bool,
}

/// What one article has to do with one topic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArticleTopic {
    /// The topic.
    pub topic: TopicId,
    /// Blocks that mention it.
    pub passages: u32,
    /// How much the article is about it: 0 to 1000, relative to its strongest topic.
    pub strength: u16,
    /// Whether the article is indexed under it, rather than mentioning it in passing.
    pub indexed: bool,
    /// How it came to be said of the article.
    pub claim: Claim,
}

/// How a topic came to be said of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claim {
    /// The text or the record names it or something narrower, or the compiler added it.
    Named,
    /// Nothing names it: the words of the article are those of articles that do. [`Topic::learned`] tells which.
    Learned,
}

/// Where an article stands in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// The file states its date, or somebody set it.
    Dated(Date),
    /// Its text names this date, so it was written no earlier.
    NotBefore {
        /// The date.
        date: Date,
        /// The words that name it.
        evidence: String,
        /// The line of the file, from 1.
        line: u32,
    },
    /// Nothing is known.
    Unplaced,
}

/// The key terms of one article: one text, since there are as many as articles and few are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyTerms(Box<str>);

impl KeyTerms {
    /// From terms, none of them empty or of several lines.
    pub fn new(terms: &[String]) -> KeyTerms {
        KeyTerms(terms.join("\n").into())
    }

    /// The terms, strongest first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }
}

/// A related article and why it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// The article.
    pub article: ArticleId,
    /// How close, rounded to thousandths; only for order.
    pub score: u32,
    /// Topics and names both are about or mention, most telling first, at most five.
    pub shared: Box<[TopicId]>,
    /// Terms both use, most telling first, at most five; never empty where `shared` is.
    pub terms: Box<[Arc<str>]>,
}

/// A range of years, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearSpan {
    /// The first.
    pub first: i16,
    /// The last.
    pub last: i16,
}

impl Library {
    /// Copies of an article, as the compiler says.
    pub fn copies_of(&self, article: ArticleId) -> &[Article] {
        self.copies.rows().get(article.index()).map_or(&[], Vec::as_slice)
    }

    /// The terms that led to a topic of an article that does not name it; none where it does.
    pub fn learned(&self, topic: TopicId, article: ArticleId) -> &[String] {
        let learned = &self.topics[topic].learned;
        learned.binary_search_by_key(&article, |l| l.article).map_or(&[], |at| &learned[at].terms)
    }

    /// The family of an article, if it is in one.
    pub fn family(&self, article: ArticleId) -> Option<&Family> {
        self.family_of.rows().get(article.index()).copied().flatten().map(|id| &self.families[id])
    }

    /// Topics and names of one kind, in order of label.
    pub fn of_kind(&self, kind: TopicKind) -> impl Iterator<Item = (TopicId, &Topic)> {
        self.topics.iter().filter(move |(_, topic)| topic.kind == kind)
    }
}

impl Topic {
    /// The passages: each block with its mentions, oldest article first.
    pub fn passages(&self) -> impl Iterator<Item = &[Mention]> {
        self.mentions.chunk_by(|a, b| a.article == b.article && a.block == b.block)
    }

    /// The articles that mention it, oldest first.
    pub fn articles(&self) -> impl Iterator<Item = ArticleId> {
        self.mentions.chunk_by(|a, b| a.article == b.article).map(|mentions| mentions[0].article)
    }
}

impl Placement {
    /// The date it is ordered by.
    pub fn date(&self) -> Option<Date> {
        match self {
            Placement::Dated(date) | Placement::NotBefore { date, .. } => Some(*date),
            Placement::Unplaced => None,
        }
    }

    /// The day of publication, where it is stated or set to the day.
    pub fn day(&self) -> Option<Date> {
        match self {
            Placement::Dated(date) => Some(*date).filter(|date| date.day().is_some()),
            Placement::NotBefore { .. } | Placement::Unplaced => None,
        }
    }
}
