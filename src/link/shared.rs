//! Which entries of the index have a page, and which share one.

use crate::config::Config;
use crate::model::*;
use crate::text;
use std::collections::BTreeMap;

/// Which entries have pages of their own.
pub(super) struct Shared {
    /// Whether an entry has a page.
    pub(super) paged: Table<TopicId, bool>,
    /// The name whose page a topic shares: it has the same label and the same mentions.
    pub(super) with: Table<TopicId, Option<TopicId>>,
}

impl Shared {
    /// From all entries.
    pub(super) fn of(library: &Library, config: &Config) -> Shared {
        let paged: Table<TopicId, bool> = library.topics.rows().iter().map(|topic| has_page(topic, config)).collect();
        let mut names: BTreeMap<String, Vec<TopicId>> = BTreeMap::new();
        for (id, topic) in library.topics.iter().filter(|(id, topic)| paged[*id] && topic.kind.is_name()) {
            names.entry(text::fold(&topic.label)).or_default().push(id);
        }
        let same = |topic: &Topic| {
            let [name] = names.get(&text::fold(&topic.label))?[..] else { return None };
            (library.topics[name].mentions == topic.mentions).then_some(name)
        };
        let with = library
            .topics
            .iter()
            .map(|(id, topic)| if paged[id] && topic.kind == TopicKind::Topic { same(topic) } else { None })
            .collect();
        Shared { paged, with }
    }
}

/// A page is for what the compiler named and a text mentions, or what enough articles mention.
fn has_page(topic: &Topic, config: &Config) -> bool {
    let wanted = match topic.how {
        TopicHow::Curated => 1,
        TopicHow::BuiltIn | TopicHow::Discovered => config.topics.min_articles.max(1) as usize,
    };
    topic.articles().take(wanted).count() == wanted
}
