//! The nouns of dossier and the checks that keep them true.
//!
//! Nothing here reads files, decides anything or knows a serialisation format. Rooms are verbs; what
//! they pass to each other lives here.

mod article;
mod date;
mod document;
mod family;
mod files;
mod known;
mod ledger;
mod library;
mod origin;
mod path;
mod site;
mod span;
mod survey;
mod table;
mod weights;

pub use article::{Article, Beside, Block, BlockKind, Direction, Inline, InlineKind, Key, Label, Metadata, NoteBlock};
pub use date::{Date, DateError};
pub use document::{ByteMap, Charset, CharsetHow, Edit, Hints, Media, RawDocument, SourceText};
pub use family::{Difference, Family, Republication, SharedParagraph, SharedPassage};
pub use files::{Files, MANIFEST, MANIFEST_MARK, SEARCH_CONTENTS, TEMPLATES};
pub use known::{Known, SetBy};
pub(crate) use ledger::Writer as LedgerWriter;
pub use ledger::{Entry, Fate, Field, Ledger, LedgerError, Role, Rule, SetAside, Syntax};
pub use library::{
    ArticleTopic, Claim, KeyTerms, Learned, Library, Mention, Neighbour, Placement, Section, Source, SourceHow, Topic,
    TopicHow, TopicKind, YearSpan,
};
pub use origin::{Origin, Record};
pub use path::{Anchor, Href, HrefError, SitePath, SitePathError};
pub use site::{
    ArticleLinks, AsideLines, DataTable, IndexEntry, IndexKind, LinkedMention, ListPart, Lookup, LookupPart,
    LookupWord, LookupWords, NavItem, Page, PageKind, Piece, Site,
};
pub use span::{Span, Spans};
pub use survey::{LineKey, Survey};
pub use table::{ArticleId, FamilyId, PageId, PassageId, SourceId, Table, TableId, TopicId};
pub use weights::{Weighing, Weights};
