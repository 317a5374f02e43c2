//! Events that a place and a noun name: "the crisis in X", "X war", "annexed X".

use super::matcher::Match;
use super::tokens::{Gap, Tokens};
use super::vocabulary::Entry;
use crate::model::{Span, TopicKind};

/// What kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EventNoun {
    /// Crisis.
    Crisis,
    /// War, civil war, conflict, invasion.
    War,
    /// Annexation.
    Annexation,
}

/// A stretch of text that names an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct EventHit {
    /// The place, an entry of the vocabulary.
    pub(super) place: u32,
    /// What happened there.
    pub(super) noun: EventNoun,
    /// The block.
    pub(super) block: u32,
    /// The place in its text.
    pub(super) span: Span,
}

fn noun(word: &str) -> Option<EventNoun> {
    match word {
        "crisis" => Some(EventNoun::Crisis),
        "war" | "conflict" | "invasion" => Some(EventNoun::War),
        "annexation" => Some(EventNoun::Annexation),
        _ => None,
    }
}

/// The events that a block names by pattern.
pub(super) fn find(tokens: &Tokens, block: u32, entries: &[Entry], matches: &[Match], out: &mut Vec<EventHit>) {
    let spaced = |i: usize| tokens.list.get(i).is_some_and(|t| t.gap == Gap::Space);
    for m in matches.iter().filter(|m| entries[m.entry as usize].kind == TopicKind::Place) {
        let (first, last) = (m.first as usize, m.last as usize);
        let mut add = |from: usize, to: usize, noun: EventNoun| {
            let span = Span { start: tokens.list[from].start, end: tokens.list[to].end };
            out.push(EventHit { place: m.entry, noun, block, span });
        };
        // "The X-Y war" is not Y's alone.
        if tokens.list[first].gap == Gap::Hyphen {
            continue;
        }
        // "Peru crisis", "Kenyan civil war".
        let after = last + 1;
        if spaced(after) {
            let civil = usize::from(tokens.word(after) == "civil" && spaced(after + 1));
            if let Some(noun) = noun(tokens.word(after + civil)).filter(|n| *n != EventNoun::Annexation) {
                add(first, after + civil, noun);
                continue;
            }
        }
        if first == 0 || !spaced(first) {
            continue;
        }
        if tokens.word(first - 1) == "annexed" {
            add(first - 1, last, EventNoun::Annexation);
            continue;
        }
        if first < 2 || !spaced(first - 1) {
            continue;
        }
        // "war in Peru", "annexation of Peru", "crisis in Africa over Kenya".
        let preposition = tokens.word(first - 1);
        if spaced(after) && tokens.word(after) == "over" {
            continue;
        }
        if let Some(noun) = noun(tokens.word(first - 2)) {
            let fits = match noun {
                EventNoun::Annexation => preposition == "of",
                EventNoun::Crisis => matches!(preposition, "in" | "over"),
                EventNoun::War => preposition == "in",
            };
            if fits {
                add(first - 2, last, noun);
            }
        } else if preposition == "over"
            && first >= 4
            && (first - 3..first).all(spaced)
            && tokens.word(first - 4) == "crisis"
            && tokens.word(first - 3) == "in"
        {
            add(first - 4, last, EventNoun::Crisis);
        }
    }
}
