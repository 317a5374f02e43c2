//! Which of the runs that articles hold are names, and which names are the same.
//!
//! Takes the readings of all articles; a name is believed on the evidence of all of them together. Never two people
//! in one: a surname goes to a full name only where it can mean no other.

mod bodies;
mod doubts;
mod happenings;
mod surnames;

use super::cases::stem;
use super::reading::Reading;
use super::runs::{Candidate, Evidence, Guess};
use super::terms::plain;
use super::vectors::Numbers;
use super::vocabulary::{Entry, Layer};
use crate::lang::names::{Cue, is};
use crate::model::*;
use bodies::{base_of, company_bases, organisations, shorts};
use happenings::events;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A place where a name stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The article.
    pub(super) article: ArticleId,
    /// The block.
    pub(super) block: u32,
    /// The place in its text.
    pub(super) span: Span,
    /// A full name, or one with a title.
    pub(super) full: bool,
    /// It says something.
    pub(super) says: bool,
}

/// A name that was found in the texts.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// What it is.
    pub(super) kind: TopicKind,
    /// Its name.
    pub(super) label: String,
    /// Where it stands, in order of article and place.
    pub(super) places: Vec<Place>,
}

/// Names of authors and sources, from the record.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// Folded name to the name as written.
    pub(super) people: BTreeMap<String, String>,
}

/// What the collection says of one key.
#[derive(Default)]
struct Sum {
    evidence: Evidence,
    articles: u32,
    count: u32,
    last: Option<usize>,
}

impl Sum {
    fn add(&mut self, article: usize, evidence: Evidence) {
        self.evidence |= evidence;
        self.count += 1;
        if self.last != Some(article) {
            self.last = Some(article);
            self.articles += 1;
        }
    }
}

/// What states are called, before their names, in Romance languages.
const STATES: [&str; 14] = [
    "república",
    "république",
    "repubblica",
    "reino",
    "royaume",
    "regno",
    "principado",
    "principauté",
    "principato",
    "estado",
    "état",
    "provincia",
    "province",
    "comunidad",
];

/// What ships and stations are called, before their names.
const VESSELS: [&str; 6] = ["channel", "canal", "yacht", "ferry", "ss", "hms"];

const PERSON: Evidence = Evidence(Evidence::TITLED.0 | Evidence::ROLE.0 | Evidence::SAYING.0 | Evidence::GIVEN.0);

/// The names that the texts hold besides the vocabulary.
pub(super) fn find(
    articles: &Table<ArticleId, Article>,
    readings: &[Reading],
    entries: &[Entry],
    record: &Record,
    numbers: &Numbers,
) -> Vec<Found> {
    let known: BTreeSet<String> = entries
        .iter()
        .filter(|e| e.layer() == Layer::Name)
        .flat_map(|e| e.aliases.iter().map(|alias| key_of(alias)))
        .collect();
    let companies = company_bases(readings);
    let mut people = people(readings, &known, &companies, record, numbers);
    let mut other = doubts::cases(&people, &inflected(readings));
    people.retain(|key, _| !other.contains_key(key));
    let initials = doubts::initials(&people);
    people.retain(|key, _| !initials.contains_key(key));
    for key in other.values_mut() {
        if let Some(full) = initials.get(key) {
            key.clone_from(full);
        }
    }
    other.extend(initials);
    let singles = singles(readings);
    doubts::made_of_words(numbers, &singles, &mut people);
    let surnames = surnames::surnames(&people, &singles, &other, readings, numbers);
    let organisations = organisations(readings, &known, &singles);
    let shorts = shorts(readings, &organisations);
    let places = places(readings);

    let mut groups: BTreeMap<(TopicKind, String), Vec<Place>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        let article = ArticleId::from_index(at);
        let local = local_names(reading, &people, &companies);
        let called = surnames::called(reading, &surnames);
        for candidate in &reading.candidates {
            let key = other.get(&candidate.key).unwrap_or(&candidate.key);
            let name = resolve(
                candidate,
                key,
                &people,
                &local,
                &called,
                &singles,
                &organisations,
                &companies,
                &shorts,
                &places,
            );
            let Some(name) = name.filter(|(_, key)| !known.contains(key)) else { continue };
            groups.entry(name).or_default().push(Place {
                article,
                block: candidate.block,
                span: candidate.span,
                full: candidate.guess != Guess::Single || candidate.evidence.any(Evidence::TITLED),
                says: candidate.evidence.any(Evidence::SAYING),
            });
        }
    }
    groups
        .into_iter()
        .map(|((kind, key), places)| Found { kind, label: label(articles, &key, &places, record), places })
        .chain(events(articles, readings, entries))
        .collect()
}

/// The folded words of a name, as candidates have them.
pub(super) fn key_of(name: &str) -> String {
    let tokens = super::tokens::Tokens::split(name);
    (0..tokens.list.len()).map(|i| stem(tokens.word(i))).collect::<Vec<_>>().join(" ")
}

fn last_word(key: &str) -> &str {
    key.rsplit(' ').next().unwrap_or(key)
}

fn first_word(key: &str) -> &str {
    key.split(' ').next().unwrap_or(key)
}

/// The words by which a person may be called alone: the family name.
fn family(key: &str) -> impl Iterator<Item = &str> {
    let first = first_word(key);
    let suffix = matches!(last_word(key), "jr" | "sr" | "ii" | "iii");
    let last = if suffix { key.rsplit(' ').nth(1).unwrap_or(key) } else { last_word(key) };
    std::iter::once(last).chain(is(first, Cue::FamilyFirst).then_some(first))
}

/// Full names of people that something speaks for.
fn people(
    readings: &[Reading],
    known: &BTreeSet<String>,
    companies: &BTreeMap<String, String>,
    record: &Record,
    numbers: &Numbers,
) -> BTreeMap<String, Sum> {
    let mut people: BTreeMap<String, Sum> = BTreeMap::new();
    for key in record.people.keys() {
        people.entry(key.clone()).or_default().evidence |= Evidence::ROLE;
    }
    for (at, reading) in readings.iter().enumerate() {
        let alone: BTreeSet<&str> =
            reading.candidates.iter().filter(|c| c.guess == Guess::Single).map(|c| c.key.as_str()).collect();
        for candidate in reading.candidates.iter().filter(|c| c.guess == Guess::Person) {
            let key = &candidate.key;
            let other = known.contains(key)
                || companies.contains_key(key)
                || key.split(' ').any(|w| [Cue::Organisation, Cue::Company, Cue::Event].iter().any(|cue| is(w, *cue)))
                || [Cue::Document, Cue::Club].iter().any(|cue| is(last_word(key), *cue))
                || STATES.contains(&first_word(key))
                || VESSELS.contains(&first_word(key))
                || key.split(' ').any(|word| word == "shuttle");
            if other {
                continue;
            }
            let mut evidence = candidate.evidence;
            if reading.capitals && family(key).any(|name| alone.contains(name)) {
                evidence |= Evidence::ROLE;
            }
            people.entry(key.clone()).or_default().add(at, evidence);
        }
    }
    doubts::ordinary(numbers, &mut people);
    // "The Simple Harbour", whatever it says.
    people.retain(|_, sum| sum.count == 0 || sum.evidence.any(Evidence::BARE | Evidence::TITLED));
    // "the company Harbour Quay".
    let sure = Evidence::TITLED | Evidence::GIVEN | Evidence::SAYING;
    people.retain(|_, sum| !sum.evidence.any(Evidence::COMPANY) || sum.evidence.any(sure));
    people.retain(|key, sum| sum.evidence.any(PERSON) && key.split(' ').all(|w| w.chars().count() > 1 || w.len() == 1));
    people
}

/// Full names that only texts hold in whose language they have cases, in Latin script.
fn inflected(readings: &[Reading]) -> BTreeSet<&str> {
    let of = |cases: bool| {
        let some = readings.iter().filter(move |r| r.cases == cases);
        some.flat_map(|r| &r.candidates).filter(|c| c.guess == Guess::Person).map(|c| c.key.as_str())
    };
    let mut keys: BTreeSet<&str> = of(true).collect();
    if !keys.is_empty() {
        of(false).for_each(|key| {
            keys.remove(key);
        });
    }
    keys
}

/// Names of places. "Harbour City" is a club unless something happens in it.
fn places(readings: &[Reading]) -> BTreeSet<String> {
    let candidates = readings.iter().flat_map(|r| &r.candidates).filter(|c| c.guess == Guess::Place);
    let sure = |c: &&Candidate| last_word(&c.key) != "city" || c.evidence.any(Evidence::PLACED | Evidence::LOCATED);
    candidates.filter(sure).map(|c| c.key.clone()).collect()
}

/// What the collection says of words that stand alone.
fn singles(readings: &[Reading]) -> HashMap<&str, Sum> {
    let mut singles: HashMap<&str, Sum> = HashMap::new();
    for (at, reading) in readings.iter().enumerate() {
        for candidate in reading.candidates.iter().filter(|c| c.guess == Guess::Single) {
            singles.entry(&candidate.key).or_default().add(at, candidate.evidence);
        }
    }
    singles
}

/// What words that stand alone mean in one article: its own people by family name, its own companies by their base.
fn local_names<'a>(
    reading: &'a Reading,
    people: &BTreeMap<String, Sum>,
    companies: &'a BTreeMap<String, String>,
) -> HashMap<&'a str, Option<(TopicKind, &'a str)>> {
    let mut local: HashMap<&str, Option<(TopicKind, &str)>> = HashMap::new();
    let mut add = |name: &'a str, meaning: (TopicKind, &'a str)| {
        let known = local.entry(name).or_insert(Some(meaning));
        if *known != Some(meaning) {
            *known = None;
        }
    };
    for candidate in &reading.candidates {
        let key = candidate.key.as_str();
        match candidate.guess {
            Guess::Person if people.contains_key(key) => {
                family(key).for_each(|name| add(name, (TopicKind::Person, key)));
            }
            Guess::Organisation => {
                if let Some((base, whole)) = base_of(key).and_then(|base| companies.get_key_value(base)) {
                    add(base, (TopicKind::Organisation, whole));
                }
            }
            Guess::Person | Guess::Place | Guess::Event | Guess::Single => {}
        }
    }
    local
}

#[allow(clippy::too_many_arguments, reason = "the tables of one collection, made just above the only call")]
fn resolve(
    candidate: &Candidate,
    key: &str,
    people: &BTreeMap<String, Sum>,
    local: &HashMap<&str, Option<(TopicKind, &str)>>,
    called: &HashMap<&str, &str>,
    singles: &HashMap<&str, Sum>,
    organisations: &BTreeSet<String>,
    companies: &BTreeMap<String, String>,
    shorts: &BTreeMap<String, (TopicKind, String)>,
    places: &BTreeSet<String>,
) -> Option<(TopicKind, String)> {
    match candidate.guess {
        Guess::Organisation => {
            let whole = base_of(key).and_then(|base| companies.get(base));
            Some((TopicKind::Organisation, whole.map_or(key, String::as_str).to_string()))
        }
        Guess::Place => places.contains(key).then(|| (TopicKind::Place, key.to_string())),
        Guess::Event => Some((TopicKind::Event, key.to_string())),
        Guess::Person => {
            if let Some(whole) = companies.get(key) {
                return Some((TopicKind::Organisation, whole.clone()));
            }
            people.contains_key(key).then(|| (TopicKind::Person, key.to_string()))
        }
        Guess::Single => {
            if let Some(name) = shorts.get(key) {
                return Some(name.clone());
            }
            if let Some(meaning) = local.get(key) {
                return meaning.map(|(kind, key)| (kind, key.to_string()));
            }
            let sum = singles.get(key)?;
            if organisations.contains(key) {
                return Some((TopicKind::Organisation, key.to_string()));
            }
            if sum.evidence.any(Evidence::LOCATED) && !sum.evidence.any(PERSON) {
                return Some((TopicKind::Place, key.to_string()));
            }
            // Elsewhere in the collection there is one person of that name.
            let whole = called.get(key).filter(|_| !sum.evidence.any(Evidence::COMPANY))?;
            Some((TopicKind::Person, whole.to_string()))
        }
    }
}

/// The most frequent full form, one that says something counting for more, since that is how a name is called; of
/// equally frequent ones the shortest, then the first in order of letters.
fn label(articles: &Table<ArticleId, Article>, key: &str, places: &[Place], record: &Record) -> String {
    if let Some(name) = record.people.get(key) {
        return name.clone();
    }
    let mut forms: BTreeMap<String, u32> = BTreeMap::new();
    for place in places {
        let text = surface(articles, place);
        if key_of(&text) == key {
            *forms.entry(text).or_default() += if place.says { 4 } else { 1 };
        }
    }
    let best = forms.into_iter().min_by_key(|(form, n)| (std::cmp::Reverse(*n), form.len(), form.clone()));
    best.map_or_else(|| key.to_string(), |(form, _)| form)
}

/// The words at a place.
fn surface(articles: &Table<ArticleId, Article>, place: &Place) -> String {
    let block = articles[place.article].blocks.get(place.block as usize);
    plain(block.and_then(|b| b.text.get(place.span.range())).unwrap_or(""))
}
