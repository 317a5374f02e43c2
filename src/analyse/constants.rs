//! Every tuned number of the room, in one table.
//!
//! Chosen on the odd articles of a news-wire development set and checked on the even ones; names and key terms
//! likewise. A constant whose neutral value costs nothing has no place here.

/// Weight of a hit in capitals beside another capitalised word, where the file writes the alias in lower case.
pub(super) const INSIDE_NAME: f32 = 0.3;
/// Extra weight of the strongest hit in the title of a topic.
pub(super) const TOPIC_TITLE: f32 = 7.0;
/// Extra weight of the strongest hit in the first paragraph of a topic.
pub(super) const TOPIC_LEAD: f32 = 3.5;
/// Weight of every further distinct alias of a topic.
pub(super) const TOPIC_DISTINCT: f32 = 0.5;
/// A topic needs this share of the strongest topic's score, where nothing else is configured.
pub(super) const TOPIC_SHARE: f32 = 0.6;
/// The same for a topic that is too rare to be learned, where others are: it is seldom the strongest of an article.
pub(super) const TOPIC_SHARE_RARE: f32 = 0.34;
/// A topic needs at least this score.
pub(super) const TOPIC_LEAST: f32 = 1.0;
/// A built-in topic needs at least this score, since nobody chose its words for the collection.
pub(super) const BUILT_IN_LEAST: f32 = 2.0;
/// A built-in topic needs this share of the strongest topic's score.
pub(super) const BUILT_IN_SHARE: f32 = 0.2;
/// Below this score strength shrinks with its square root.
pub(super) const TOPIC_SURE: f32 = 3.0;

/// How sure the word list must be of a topic in an article that its vocabulary is learned from.
pub(super) const LEARN_SURE: f32 = 0.7;
/// How sure at most for an article to speak against it.
pub(super) const LEARN_SURELY_NOT: f32 = 0.25;
/// What articles between the two weigh.
pub(super) const LEARN_BETWEEN: f32 = 0.15;
/// How many articles must surely be about a topic.
pub(super) const LEARN_ARTICLES: u32 = 8;
/// Steps of learning; more of them follow the word list into its faults.
pub(super) const LEARN_STEPS: usize = 40;
/// The length of a step: short enough that it settles where all articles on a topic are alike.
pub(super) const LEARN_RATE: f32 = 6.0;
/// The length of a step of what speaks for a topic whatever the words, beside that.
pub(super) const LEARN_BIAS: f32 = 0.5;
/// How much of a step the next one goes on with.
pub(super) const LEARN_MOMENTUM: f32 = 0.9;
/// How fast weights fade that nothing speaks for.
pub(super) const LEARN_DECAY: f32 = 2e-4;
/// Terms kept that speak for a topic.
pub(super) const LEARN_FOR: usize = 100;
/// Terms kept that speak against it.
pub(super) const LEARN_AGAINST: usize = 100;
/// Terms of an article that are learned from: its heaviest.
pub(super) const LEARN_TERMS: usize = 200;
/// Terms by topics by articles of one step at most; beyond, a sample is learned from.
pub(super) const LEARN_WORK: usize = 15_000_000;
/// Terms by topics that are learned at most.
pub(super) const LEARN_TABLE: usize = 4_000_000;
/// Share of the word list in how strong a learned topic is; the rest is its likelihood.
pub(super) const LEARN_LISTED: f32 = 0.1;
/// Strength from which an article is indexed under a learned topic.
pub(super) const LEARN_CUT: f32 = 0.37;
/// Likelihoods below this are as good as none.
pub(super) const LEARN_NOTED: f32 = 0.1;
/// Terms given as the reason at most.
pub(super) const LEARN_REASONS: usize = 5;

/// What speaks for a name being in focus, beside its mentions.
pub(super) struct Focus {
    /// Standing in the title.
    pub(super) title: f32,
    /// Each of the first two mentions in the first paragraph.
    pub(super) lead: f32,
    /// Being where the article was written.
    pub(super) dateline: f32,
    /// Each of the first two times that it says something.
    pub(super) says: f32,
    /// The score from which a curated name is in focus.
    pub(super) least: f32,
}

/// Of places.
pub(super) const PLACE: Focus = Focus { title: 4.0, lead: 3.0, dateline: 8.0, says: 2.0, least: 5.0 };
/// Of people.
pub(super) const PERSON: Focus = Focus { title: 8.0, lead: 4.0, dateline: 0.0, says: 0.5, least: 5.0 };
/// Of organisations, events and works.
pub(super) const ORGANISATION: Focus = Focus { title: 2.0, lead: 1.0, dateline: 0.0, says: 0.0, least: 2.0 };
/// Weight of a person of whom neither full name nor title and surname stand in the article.
pub(super) const SURNAME_ONLY: f32 = 0.5;

/// Weight of topic overlap beside word overlap in related articles.
pub(super) const RELATED_TOPICS: f32 = 0.5;
/// Topics weaker than this have no part in related articles.
pub(super) const RELATED_LEAST_TOPIC: u16 = 50;
/// How often a word of the title counts in word overlap.
pub(super) const RELATED_TITLE: u32 = 3;
/// Words in more than this share of the articles tell nothing, from [`RELATED_SMALL`] articles on.
pub(super) const RELATED_COMMON: f32 = 0.3;
/// Words in as few articles as this always tell something.
pub(super) const RELATED_SMALL: u32 = 8;
/// How many of an article's heaviest words look for candidates.
pub(super) const RELATED_PROBES: usize = 40;
/// How many articles a word or topic leads to at most: the heaviest, so that work stays linear.
pub(super) const RELATED_POSTINGS: usize = 256;
/// How many candidates are scored exactly.
pub(super) const RELATED_CANDIDATES: usize = 64;
/// Related articles an article has at most.
pub(super) const RELATED_MOST: usize = 10;
/// Articles less close than this, in thousandths, are not related.
pub(super) const RELATED_LEAST: u32 = 25;
/// Shared topics and shared terms given as reasons at most.
pub(super) const REASONS: usize = 5;

/// Topics, and names, that are given as often mentioned with an entry, at most of each.
pub(super) const WITH_MOST: usize = 12;
/// Words in one run of a sketch.
pub(super) const SKETCH_RUN: usize = 5;
/// Marks of an article at most.
pub(super) const SKETCH_MARKS: usize = 64;
/// Words from which a block is a passage that may be shared.
pub(super) const SKETCH_WORDS: usize = 12;
/// A mark of as many articles as this is one of all pairs of them.
pub(super) const FAMILY_FEW: usize = 8;
/// Articles are compared that share one in so many of the marks of the one with fewer.
pub(super) const FAMILY_PART: u32 = 10;
/// Or rare marks of this weight, in thousandths of a mark that no third one has.
pub(super) const FAMILY_WEIGHT: u32 = 2000;
/// Runs of words that an article of a family has at least.
pub(super) const FAMILY_LEAST: usize = 24;
/// One article of a family may be so many times as long as another.
pub(super) const FAMILY_SIZES: usize = 4;
/// Share of the shorter one's runs of words that both hold, in thousandths, from which two articles are one text.
pub(super) const FAMILY_SURE: usize = 650;
/// The same from which they may be, if their words stand in the same order: one word in ten changed leaves about 590,
/// one in five 330.
pub(super) const FAMILY_SHARE: usize = 300;
/// Share of the shorter one's words in the same order: one word in ten changed leaves about 900; common words in
/// any two texts, 400.
pub(super) const FAMILY_IN_ORDER: usize = 800;
/// Pairs of articles that are compared at once: their words are in memory together.
pub(super) const COMPARED_AT_ONCE: usize = 4096;
/// Words of texts that are laid side by side at most.
pub(super) const COMPARED_TEXT: usize = 8000;
/// Share of the words of two paragraphs of a family that are one passage, in thousandths.
pub(super) const PASSAGE_SHARE: usize = 700;
/// Share of the words of two paragraphs of a family that are one.
pub(super) const PARAGRAPH_SHARE: usize = 500;
/// Pairs of paragraphs compared at most before only those at about the same place are.
pub(super) const COMPARED_PAIRS: usize = 4096;
/// Words of a paragraph whose differences are told.
pub(super) const COMPARED_WORDS: usize = 1500;

/// Key terms an article has at most.
pub(super) const KEY_TERMS: usize = 15;
/// Exponent of a word's frequency.
pub(super) const KEY_TF: f32 = 0.5;
/// Added to the inverse document frequency.
pub(super) const KEY_IDF_BASE: f32 = 0.3;
/// Exponent of the inverse document frequency.
pub(super) const KEY_IDF: f32 = 0.2;
/// Weight of standing early.
pub(super) const KEY_EARLY: f32 = 0.5;
/// How fast standing early fades.
pub(super) const KEY_FADE: f32 = 8.0;
/// Weight of a phrase beside its words.
pub(super) const KEY_PHRASE: f32 = 1.1;
/// How often a phrase must stand in an article.
pub(super) const KEY_PHRASE_LEAST: u32 = 3;
/// Share of a word's occurrences inside a phrase from which the phrase stands for it.
pub(super) const KEY_INSIDE: f32 = 0.7;
/// What is left of a word for which a phrase stands.
pub(super) const KEY_DEMOTED: f32 = 0.3;
/// Weight of a word that nothing tells to be a noun, where nouns can be told.
pub(super) const KEY_NO_NOUN: f32 = 0.75;
/// How often a phrase may stand beside a longer one that holds it, and still be only a part of that.
pub(super) const KEY_HELD: f32 = 1.3;
/// Weight of a phrase that is only a part of a longer one.
pub(super) const KEY_HELD_WEIGHT: f32 = 0.5;
/// How many articles must hold a discovered topic, at least.
pub(super) const DISCOVERED_LEAST: u32 = 2;
/// How often a discovered topic must be mentioned in all.
pub(super) const DISCOVERED_MENTIONS: usize = 4;
/// How many phrases are looked up for each discovered topic there may be.
pub(super) const DISCOVERED_TRIES: usize = 4;
/// How often an article must mention a discovered topic to be indexed under it.
pub(super) const DISCOVERED_OFTEN: f32 = 2.0;
