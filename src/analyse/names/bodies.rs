//! Organisations: what is one, and what it is called for short.

use super::super::reading::Reading;
use super::super::runs::{Candidate, Evidence, Guess};
use super::Sum;
use crate::lang::names::{Cue, is};
use crate::model::TopicKind;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Names of companies without "Inc": a person is not called so.
pub(super) fn company_bases(readings: &[Reading]) -> BTreeMap<String, String> {
    let mut bases = BTreeMap::new();
    for candidate in organisation_candidates(readings) {
        if let Some(base) = base_of(&candidate.key) {
            let best = |known: &String| (known.len(), known) <= (candidate.key.len(), &candidate.key);
            if !bases.get(base).is_some_and(best) {
                bases.insert(base.to_string(), candidate.key.clone());
            }
        }
    }
    bases
}

/// The name of a company without what says that it is one.
pub(super) fn base_of(key: &str) -> Option<&str> {
    let mut base = key;
    while let Some((rest, word)) = base.rsplit_once(' ') {
        if !is(word, Cue::Company) {
            break;
        }
        base = rest;
    }
    (base.len() < key.len()).then_some(base)
}

/// The candidates that are one by their own words.
fn organisation_candidates(readings: &[Reading]) -> impl Iterator<Item = &Candidate> {
    readings.iter().flat_map(|r| &r.candidates).filter(|c| c.guess == Guess::Organisation)
}

/// Names of organisations and single words that are one: "the company X".
pub(super) fn organisations(
    readings: &[Reading],
    known: &BTreeSet<String>,
    singles: &HashMap<&str, Sum>,
) -> BTreeSet<String> {
    let named = organisation_candidates(readings).map(|c| c.key.clone());
    let alone = singles
        .iter()
        .filter(|(_, sum)| sum.evidence.any(Evidence::COMPANY) && sum.evidence.any(Evidence::MIDDLE))
        .filter(|(_, sum)| !sum.evidence.any(Evidence::TITLED))
        .map(|(key, _)| key.to_string());
    named.chain(alone).filter(|key| !known.contains(key)).collect()
}

/// Capitals in brackets after a name: from the short form to the kind and key of the long one, where that is one.
pub(super) fn shorts(readings: &[Reading], organisations: &BTreeSet<String>) -> BTreeMap<String, (TopicKind, String)> {
    let mut shorts: BTreeMap<String, Option<(TopicKind, String)>> = BTreeMap::new();
    for candidate in readings.iter().flat_map(|r| &r.candidates) {
        let Some(short) = &candidate.short else { continue };
        let kind = match candidate.guess {
            Guess::Organisation => TopicKind::Organisation,
            Guess::Event => TopicKind::Event,
            Guess::Place => TopicKind::Place,
            Guess::Person | Guess::Single if organisations.contains(&candidate.key) => TopicKind::Organisation,
            Guess::Person | Guess::Single => continue,
        };
        let name = (kind, candidate.key.clone());
        shorts
            .entry(short.clone())
            .and_modify(|known| {
                if known.as_ref() != Some(&name) {
                    *known = None;
                }
            })
            .or_insert(Some(name));
    }
    shorts.into_iter().filter_map(|(short, name)| Some((short, name?))).collect()
}
