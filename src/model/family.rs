//! Articles that hold the same text, or nearly: republication families, and passages that articles share.

use super::{ArticleId, FamilyId, Span};

/// Articles of which each holds nearly the words of another: one text, published several times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Its articles, two or more, oldest first (the reverse of [`super::Library::order`]).
    pub articles: Vec<ArticleId>,
    /// What each article but the first shares with an earlier one, in the order of `articles`.
    pub pairs: Vec<Republication>,
}

/// Two articles of a family, and how they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Republication {
    /// The earlier article.
    pub first: ArticleId,
    /// The later one.
    pub other: ArticleId,
    /// How much of the words of both is shared, 0 to 1000.
    pub share: u16,
    /// The paragraphs that are shared, in the order of the earlier article.
    pub shared: Vec<SharedParagraph>,
    /// Blocks that the earlier one alone has.
    pub only_first: Vec<u32>,
    /// Blocks that the later one alone has.
    pub only_other: Vec<u32>,
}

/// One paragraph in two articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedParagraph {
    /// The block of the earlier article.
    pub first: u32,
    /// The block of the later one.
    pub other: u32,
    /// How much of the words of both is shared, 0 to 1000; 1000 is word for word.
    pub share: u16,
    /// What differs, in order: empty where it is the same word for word, and where nearly all differs.
    pub differs: Vec<Difference>,
}

/// Words that stand in one text in the place of those in the other; one of the two may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The place in the block of the earlier article.
    pub first: Span,
    /// The place in the block of the later one.
    pub other: Span,
}

/// A passage that stands in several articles, word for word or nearly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedPassage {
    /// The articles and their blocks, oldest article first; two or more, each article once.
    pub places: Vec<(ArticleId, u32)>,
    /// How many of these articles are of each family, in order of family; those of none are not counted.
    pub in_families: Vec<(FamilyId, u32)>,
}

impl SharedPassage {
    /// How many of its articles are of a family.
    pub fn in_family(&self, family: FamilyId) -> u32 {
        self.in_families.binary_search_by_key(&family, |(id, _)| *id).map_or(0, |at| self.in_families[at].1)
    }
}
