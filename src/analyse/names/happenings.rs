//! Events: what happens at a place, as the texts mostly call it.

use super::super::events::EventNoun;
use super::super::reading::Reading;
use super::super::vocabulary::Entry;
use super::{Found, Place, surface};
use crate::model::*;
use crate::text::fold;
use std::collections::BTreeMap;

/// Events by place and noun. In one article, crisis and war of one place are one event, called as it mostly is there.
pub(super) fn events(
    articles: &Table<ArticleId, Article>,
    readings: &[Reading],
    entries: &[Entry],
) -> impl Iterator<Item = Found> {
    let mut groups: BTreeMap<(String, EventNoun), Vec<Place>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        let mut counts: BTreeMap<(u32, EventNoun), u32> = BTreeMap::new();
        for hit in &reading.events {
            *counts.entry((hit.place, hit.noun)).or_default() += 1;
        }
        for hit in &reading.events {
            let count = |noun| counts.get(&(hit.place, noun)).copied().unwrap_or(0);
            let noun = match hit.noun {
                EventNoun::Annexation => EventNoun::Annexation,
                EventNoun::Crisis | EventNoun::War if count(EventNoun::War) > count(EventNoun::Crisis) => {
                    EventNoun::War
                }
                EventNoun::Crisis | EventNoun::War => EventNoun::Crisis,
            };
            let place =
                Place { article: ArticleId::from_index(at), block: hit.block, span: hit.span, full: true, says: false };
            groups.entry((entries[hit.place as usize].label.clone(), noun)).or_default().push(place);
        }
    }
    groups.into_iter().map(move |((place, noun), places)| {
        let label = match noun {
            EventNoun::Annexation => format!("Annexation of {place}"),
            EventNoun::War | EventNoun::Crisis => event_label(articles, &places),
        };
        Found { kind: TopicKind::Event, label, places }
    })
}

fn event_label(articles: &Table<ArticleId, Article>, places: &[Place]) -> String {
    let mut forms: BTreeMap<String, (u32, String)> = BTreeMap::new();
    for place in places {
        let text = surface(articles, place);
        forms.entry(fold(&text)).or_insert((0, text)).0 += 1;
    }
    let best = forms.into_values().min_by_key(|(n, form)| (std::cmp::Reverse(*n), form.len(), form.clone()));
    let mut text = best.map_or(String::new(), |(_, form)| form);
    if let Some(first) = text.chars().next().filter(|c| c.is_lowercase()) {
        text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    text
}
