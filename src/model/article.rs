//! An article: complete when made, never changed afterwards.

use super::{Charset, Date, Edit, Href, Known, Ledger, Media, Origin, Role, Rule, Span, Spans};
use std::fmt;

/// One article of the collection.
#[derive(Clone, Debug)]
pub struct Article {
    /// Where it came from.
    pub origin: Origin,
    /// SHA-256 of the document's bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// Length of the document in bytes.
    pub bytes: u64,
    /// What it was decoded from.
    pub charset: Charset,
    /// What kind of text it was.
    pub media: Media,
    /// BCP 47 tag, if the language could be told.
    pub language: Option<String>,
    /// Which way its text runs.
    pub direction: Direction,
    /// Title, author, date and the rest, each with how it is known.
    pub metadata: Metadata,
    /// The title by which the file alone is known, for its address: the stated title, else its first words.
    /// Corrections and other files have no part in it.
    pub file_title: String,
    /// The first words, shown in quotation marks where there is no title. A verbatim clause of the text.
    pub first_words: String,
    /// The text, in order.
    pub blocks: Vec<Block>,
    /// What stands beside the text, in order.
    pub beside: Vec<Beside>,
    /// Every repair, in order.
    pub edits: Vec<Edit>,
    /// The account of every byte.
    pub ledger: Ledger,
    /// Lines of the document that hold words.
    pub lines: u32,
    /// Words in `blocks`.
    pub words: u32,
    /// The compiler's note on this article.
    pub note: Vec<NoteBlock>,
    /// Topics the compiler adds and removes, by label or id.
    pub topics_added: Vec<String>,
    /// See `topics_added`.
    pub topics_removed: Vec<String>,
    /// Names that the compiler says lead nowhere from this text: labels, or words of it.
    pub unlinked: Vec<String>,
    /// The slug the compiler gave in place of that of the title.
    pub slug: Option<String>,
    /// The file the compiler says it is a copy of: path, name or `sha256:` and the beginning of a hash.
    pub same_as: Option<String>,
    /// Files the compiler says it is no republication of, named likewise.
    pub not_same_as: Vec<String>,
}

impl Article {
    /// The words at a place of a block; none where the text has no such place.
    pub fn words_at(&self, block: u32, span: Span) -> Option<&str> {
        self.blocks.get(block as usize)?.text.get(span.range())
    }
}

/// Which way text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    /// Left to right.
    #[default]
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

/// The record of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title. Never a derived one: see [`Article::first_words`].
    pub title: Known<String>,
    /// Who wrote it, in the order printed.
    pub authors: Known<Vec<String>>,
    /// What the file says of the author, in its own words.
    pub author_note: Option<String>,
    /// When it was published.
    pub date: Known<Date>,
    /// The outlet.
    pub source: Known<String>,
    /// What it was filed under, in the file's own words.
    pub sections: Vec<String>,
    /// The kind of piece the file says it is, such as "Opinion".
    pub genre: Option<String>,
    /// The language, as [`Article::language`] has it.
    pub language: Known<String>,
    /// Terms of use.
    pub licence: Known<String>,
    /// Where the original stands.
    pub url: Known<String>,
    /// When the compiler took it, if said.
    pub retrieved: Option<Date>,
}

/// What a block of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// A heading; the level below the title, from 1.
    Heading(u8),
    /// The opening summary.
    Standfirst,
    /// Running text.
    Paragraph,
    /// A quotation set off as a block.
    Quote,
    /// An item of a list.
    ListItem {
        /// Whether the list is numbered.
        ordered: bool,
    },
}

impl BlockKind {
    /// The role of its lines.
    pub fn role(self) -> Role {
        match self {
            BlockKind::Heading(_) => Role::Heading,
            BlockKind::Standfirst => Role::Standfirst,
            BlockKind::Paragraph => Role::Paragraph,
            BlockKind::Quote => Role::Quote,
            BlockKind::ListItem { .. } => Role::ListItem,
        }
    }
}

/// How a block is addressed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// The number of a heading in the article, from 1.
    Heading(u32),
    /// The number of a paragraph (or standfirst, quote, list item) in the article, from 1, and a key
    /// from its words.
    Passage(u32, Key),
}

/// What a passage is called by its words: six hexadecimal digits, made unique in the article by `-2`, `-3`, ….
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// A number from the words, below 2^24.
    pub words: u32,
    /// Which passage of these words it is, from 1.
    pub time: u32,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            1 => write!(f, "{:06x}", self.words),
            time => write!(f, "{:06x}-{time}", self.words),
        }
    }
}

impl Label {
    /// The value of the block's `id`: `s2` for a heading, `p4` for a passage.
    pub fn anchor(&self) -> String {
        match self {
            Label::Heading(n) => format!("s{n}"),
            Label::Passage(n, _) => format!("p{n}"),
        }
    }

    /// The second anchor of a passage, `k-3fa9c1`, which stays when paragraphs are added before it.
    pub fn key_anchor(&self) -> Option<String> {
        match self {
            Label::Heading(_) => None,
            Label::Passage(_, key) => Some(format!("k-{key}")),
        }
    }
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// How it is addressed.
    pub label: Label,
    /// Its text, repaired. No line ends, no control characters.
    pub text: String,
    /// Markup inside it: ordered, nested or disjoint, spans of `text`. Empty for plain text.
    pub inlines: Vec<Inline>,
    /// The places in the source it was taken from.
    pub spans: Spans,
    /// The line of the source it begins on, from 1.
    pub line: u32,
}

/// Markup inside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// Which part of the block's text.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// Kinds of markup inside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Code.
    Code,
    /// A link that the author made.
    Link(Href),
}

/// Text that stands beside the article: captions, credits, headlines of other stories, doubtful lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// What it is.
    pub role: Role,
    /// Why it is not in the text.
    pub rule: Rule,
    /// Its text, repaired.
    pub text: String,
    /// The place in the source.
    pub span: Span,
    /// The line of the source it begins on, from 1.
    pub line: u32,
    /// The number of blocks of the article that stand before it.
    pub after: u32,
    /// How sure, from 0 to 100.
    pub confidence: u8,
}

/// A block of a note by the compiler; from Markdown, without raw HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// Markup inside it.
    pub inlines: Vec<Inline>,
}
