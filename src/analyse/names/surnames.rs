//! Family names that stand alone in articles that do not name the person in full.

use super::super::reading::Reading;
use super::super::runs::{Evidence, Guess};
use super::super::vectors::Numbers;
use super::{Sum, doubts, family};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A family name that only one person of the collection has.
pub(super) struct Surname<'a> {
    /// The person.
    whole: &'a str,
    /// It is an ordinary word too: "House", "Page".
    is_word: bool,
    /// It is no such word, and something but where it stands tells that it is somebody's.
    is_person: bool,
    /// How often it stands alone within a sentence.
    alone: u32,
    /// How often of these in articles that tell that it is a person: one who says something or has a title or a role,
    /// or whom the article names in full.
    person: u32,
}

/// What speaks for a person where a family name stands alone.
const ALONE: Evidence = Evidence(Evidence::TITLED.0 | Evidence::SAYING.0 | Evidence::ROLE.0);

/// Each family name that only one person of the collection has. `other` are forms of keys that mean another key,
/// `singles` what the collection says of words that stand alone.
pub(super) fn surnames<'a>(
    people: &'a BTreeMap<String, Sum>,
    singles: &HashMap<&str, Sum>,
    other: &BTreeMap<String, String>,
    readings: &[Reading],
    numbers: &Numbers,
) -> HashMap<&'a str, Surname<'a>> {
    let mut whole: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for key in people.keys() {
        for name in family(key) {
            whole.entry(name).and_modify(|known| *known = None).or_insert(Some(key));
        }
    }
    let only = whole.into_iter().filter_map(|(name, key)| Some((name, key?)));
    let surname = |(name, whole): (&'a str, &'a str)| {
        let is_word = doubts::is_word(numbers, name);
        let alone = || singles.get(name).is_some_and(|sum| sum.evidence.any(ALONE));
        let is_person = !is_word && (people[whole].evidence.any(Evidence::TITLED | Evidence::GIVEN) || alone());
        (name, Surname { whole, is_word, is_person, alone: 0, person: 0 })
    };
    let mut surnames: HashMap<&str, Surname> = only.map(surname).collect();
    for reading in readings {
        let full = reading.candidates.iter().filter(|c| c.guess == Guess::Person);
        let full: HashSet<&str> = full.map(|c| other.get(&c.key).unwrap_or(&c.key).as_str()).collect();
        for (name, here) in here(reading, &surnames) {
            if let Some(surname) = surnames.get_mut(name) {
                surname.alone += here.within;
                if here.evidence.any(ALONE) || full.contains(surname.whole) {
                    surname.person += here.within;
                }
            }
        }
    }
    surnames
}

/// What one article says of a family name that stands alone.
#[derive(Default)]
struct Here {
    evidence: Evidence,
    /// How often it stands within a sentence.
    within: u32,
}

fn here<'a>(reading: &Reading, surnames: &HashMap<&'a str, Surname<'a>>) -> HashMap<&'a str, Here> {
    let mut names: HashMap<&str, Here> = HashMap::new();
    for single in reading.candidates.iter().filter(|c| c.guess == Guess::Single) {
        if let Some((name, _)) = surnames.get_key_value(single.key.as_str()) {
            let here = names.entry(name).or_default();
            here.evidence |= single.evidence;
            here.within += u32::from(single.evidence.any(Evidence::MIDDLE));
        }
    }
    names
}

/// The family names by which an article calls people without naming them in full: where something there tells that
/// somebody is meant, or where most that is called so in the collection is a person. An ordinary word needs a title.
pub(super) fn called<'a>(reading: &Reading, surnames: &HashMap<&'a str, Surname<'a>>) -> HashMap<&'a str, &'a str> {
    let told = |(name, here): &(&'a str, Here)| {
        let surname = &surnames[name];
        let told = if surname.is_word { Evidence::TITLED } else { ALONE };
        here.evidence.any(told) || surname.is_person && surname.person * 2 > surname.alone
    };
    here(reading, surnames).into_iter().filter(told).map(|(name, _)| (name, surnames[name].whole)).collect()
}
