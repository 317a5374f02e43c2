//! How mentions are weighed, for those who want to know: the room that weighs fills it in, pages put it into words.

use super::TopicKind;
use std::collections::BTreeMap;

/// What decides whether an article is about an entry or mentions it in passing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weighing {
    /// What a mention of an entry of each kind is worth.
    pub kinds: BTreeMap<TopicKind, Weights>,
    /// The share of the strongest topic's points that a topic of the compiler needs, in hundredths.
    pub share: u32,
    /// The points that a built-in topic needs.
    pub built_in_least: f32,
    /// The share of the strongest topic's points that a built-in topic needs, in hundredths.
    pub built_in_share: u32,
    /// The mentions that a topic found in the texts needs, where none is in the title.
    pub found_mentions: f32,
}

/// Points for the places in which something is mentioned; a mention itself is worth one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weights {
    /// More for a mention in the title.
    pub title: f32,
    /// More for each of the first two mentions in the first paragraph; of a topic, for one.
    pub lead: f32,
    /// For the place that the text was sent from.
    pub dateline: f32,
    /// More for each of the first two mentions with a word of saying beside them.
    pub says: f32,
    /// For each further word for the same topic.
    pub distinct: f32,
    /// What a person's mentions are worth where the full name does not stand in the article.
    pub surname: f32,
    /// The points from which the article is about it.
    pub least: f32,
}
