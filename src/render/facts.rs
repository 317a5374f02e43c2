//! What many pages need and one pass over the collection gives.

use crate::model::*;
use crate::par;
use std::collections::BTreeMap;

/// Counts and orders over the whole collection.
#[derive(Debug)]
pub(crate) struct Facts {
    /// The position of each article in [`Library::order`]: 0 is the newest.
    pub(crate) rank: Table<ArticleId, u32>,
    /// What is counted of each topic.
    pub(crate) topics: Table<TopicId, TopicFacts>,
    /// Topics of each source with the number of passages, most first.
    pub(crate) source_topics: Table<SourceId, Vec<(TopicId, u32)>>,
    /// People whom articles of each source let speak, with the number of passages, most first.
    pub(crate) source_voices: Table<SourceId, Vec<(TopicId, u32)>>,
    /// Republication families in which each source has an article.
    pub(crate) source_families: Table<SourceId, Vec<FamilyId>>,
    /// Of each article in a family, its pairs among those of the family, in order.
    pub(crate) pairs: Table<ArticleId, Vec<u32>>,
    /// Topics of the articles whose source is not known.
    pub(crate) unidentified_topics: Vec<(TopicId, u32)>,
    /// Words in all articles.
    pub(crate) words: u64,
    /// Lines set aside in all articles.
    pub(crate) set_aside: usize,
    /// Articles whose date is stated or set, that are placed by their text, and that are not placed.
    pub(crate) placed: [usize; 3],
}

/// What is counted of one topic or name.
#[derive(Clone, Debug, Default)]
pub(crate) struct TopicFacts {
    /// Blocks that mention it.
    pub(crate) passages: u32,
    /// Articles that mention it.
    pub(crate) articles: u32,
    /// Passages by source, most first; none is the articles whose source is not known.
    pub(crate) sources: Vec<(Option<SourceId>, u32)>,
    /// For a person, passages in which they speak, by named source.
    speaks: Vec<(SourceId, u32)>,
    /// The first mention of every [`STEP`]th passage, so that a page far down a long list is found at once.
    steps: Vec<u32>,
}

/// Passages from one remembered place to the next.
const STEP: usize = 64;

impl TopicFacts {
    /// The passages of the topic from a number on.
    pub(crate) fn passages_from<'a>(&self, topic: &'a Topic, number: usize) -> impl Iterator<Item = &'a [Mention]> {
        let from = self.steps.get(number / STEP).map_or(topic.mentions.len(), |at| *at as usize);
        let rest = topic.mentions.get(from..).unwrap_or_default();
        rest.chunk_by(|a, b| a.article == b.article && a.block == b.block).skip(number % STEP)
    }

    /// Passages in articles of one source.
    pub(crate) fn of(&self, source: Option<SourceId>) -> u32 {
        self.sources.iter().find(|(s, _)| *s == source).map_or(0, |(_, n)| *n)
    }
}

impl Facts {
    /// Counts.
    pub(crate) fn new(library: &Library, site: &Site) -> Facts {
        let mut rank: Table<ArticleId, u32> = library.articles.ids().map(|_| u32::MAX).collect();
        for (i, id) in library.order.iter().enumerate() {
            rank[*id] = i as u32;
        }
        let topics: Table<TopicId, TopicFacts> =
            par::map(library.topics.rows(), |topic| topic_facts(topic, library)).into();
        let mut source_topics: Table<SourceId, Vec<(TopicId, u32)>> =
            library.sources.ids().map(|_| Vec::new()).collect();
        let mut unidentified_topics = Vec::new();
        for (id, facts) in topics.iter() {
            for (source, n) in &facts.sources {
                match source {
                    Some(source) => source_topics[*source].push((id, *n)),
                    None => unidentified_topics.push((id, *n)),
                }
            }
        }
        for list in source_topics.rows_mut().iter_mut().chain([&mut unidentified_topics]) {
            list.sort_by_key(|(id, n)| (std::cmp::Reverse(*n), *id));
        }
        let mut source_voices: Table<SourceId, Vec<(TopicId, u32)>> =
            library.sources.ids().map(|_| Vec::new()).collect();
        for (id, facts) in topics.iter() {
            for (source, n) in &facts.speaks {
                source_voices[*source].push((id, *n));
            }
        }
        for list in source_voices.rows_mut() {
            list.sort_by_key(|(id, n)| (std::cmp::Reverse(*n), *id));
        }
        let mut source_families: Table<SourceId, Vec<FamilyId>> = library.sources.ids().map(|_| Vec::new()).collect();
        for (id, family) in library.families.iter() {
            for source in family.articles.iter().filter_map(|article| library.source_of[*article]) {
                if source_families[source].last() != Some(&id) {
                    source_families[source].push(id);
                }
            }
        }
        let mut pairs: Table<ArticleId, Vec<u32>> = library.articles.ids().map(|_| Vec::new()).collect();
        for family in library.families.rows() {
            for (at, pair) in (0..).zip(&family.pairs) {
                pairs[pair.first].push(at);
                pairs[pair.other].push(at);
            }
        }
        let mut placed = [0; 3];
        for placement in library.placement.rows() {
            placed[match placement {
                Placement::Dated(_) => 0,
                Placement::NotBefore { .. } => 1,
                Placement::Unplaced => 2,
            }] += 1;
        }
        let words = library.articles.rows().iter().map(|article| u64::from(article.words)).sum();
        let set_aside = site.set_aside.iter().map(|aside| aside.lines.len()).sum();
        Facts {
            set_aside,
            rank,
            topics,
            source_topics,
            source_voices,
            source_families,
            pairs,
            unidentified_topics,
            words,
            placed,
        }
    }

    /// The mentions of a topic in one article, in order of place.
    pub(crate) fn mentions_in<'a>(&self, topic: &'a Topic, article: ArticleId) -> &'a [Mention] {
        // Mentions are in order of time, oldest first: descending rank.
        let rank = self.rank[article];
        let start = topic.mentions.partition_point(|m| self.rank[m.article] > rank);
        let end = topic.mentions.partition_point(|m| self.rank[m.article] >= rank);
        topic.mentions.get(start..end).unwrap_or_default()
    }
}

fn topic_facts(topic: &Topic, library: &Library) -> TopicFacts {
    let mut sources: BTreeMap<Option<SourceId>, u32> = BTreeMap::new();
    let mut speaks: BTreeMap<SourceId, u32> = BTreeMap::new();
    let mut facts = TopicFacts::default();
    let mut last = None;
    let mut at = 0;
    for passage in topic.passages() {
        let article = passage[0].article;
        if (facts.passages as usize).is_multiple_of(STEP) {
            facts.steps.push(at);
        }
        at += passage.len() as u32;
        facts.passages += 1;
        facts.articles += u32::from(last != Some(article));
        last = Some(article);
        let source = library.source_of[article];
        *sources.entry(source).or_default() += 1;
        if let Some(source) = source
            && topic.kind == TopicKind::Person
            && passage.iter().any(|mention| mention.says)
        {
            *speaks.entry(source).or_default() += 1;
        }
    }
    facts.speaks = speaks.into_iter().collect();
    facts.sources = sources.into_iter().collect();
    facts.sources.sort_by_key(|(source, n)| (std::cmp::Reverse(*n), *source));
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_far_down_is_the_one_that_counting_finds() {
        let mention =
            |block: u32| Mention { article: ArticleId::from_index(0), block, span: Span::new(0, 1), says: false };
        let topic = Topic {
            id: "t".into(),
            label: "T".into(),
            called: Vec::new(),
            kind: TopicKind::Topic,
            how: TopicHow::Discovered,
            words: Vec::new(),
            broader: Vec::new(),
            mentions: (0..400).flat_map(|block| vec![mention(block); 1 + block as usize % 3]).collect(),
            with: Vec::new(),
            learned: Vec::new(),
        };
        let library = Library { source_of: vec![None].into(), ..Library::default() };
        let facts = topic_facts(&topic, &library);
        assert_eq!(facts.passages, 400);
        for number in [0, 1, 63, 64, 65, 200, 399, 400, 1000] {
            assert!(facts.passages_from(&topic, number).eq(topic.passages().skip(number)), "{number}");
        }
    }
}
