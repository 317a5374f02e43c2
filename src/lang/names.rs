//! Built-in names and subjects: countries with demonyms and capitals, other places, organisations, and the words that tell what
//! a name is. Data files in `names/`; general knowledge, written for this project.

use super::short_hash::ShortHash;
use crate::model::TopicKind;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// A name that everybody knows.
#[derive(Clone, Debug)]
pub struct BuiltInName {
    /// Its usual form.
    pub label: &'static str,
    /// Other forms.
    pub aliases: Vec<&'static str>,
    /// What it is.
    pub kind: TopicKind,
    /// For a place, the country it lies in.
    pub within: Option<&'static str>,
}

static BUILT_IN: LazyLock<Vec<BuiltInName>> = LazyLock::new(|| {
    let mut names = Vec::new();
    read(include_str!("names/countries.txt"), TopicKind::Place, &mut names);
    read(include_str!("names/places.txt"), TopicKind::Place, &mut names);
    read(include_str!("names/organisations.txt"), TopicKind::Organisation, &mut names);
    read(include_str!("names/works.txt"), TopicKind::Work, &mut names);
    names
});

static TOPICS: LazyLock<Vec<BuiltInName>> = LazyLock::new(|| {
    let mut topics = Vec::new();
    read(include_str!("names/topics.txt"), TopicKind::Topic, &mut topics);
    topics
});

/// Subjects of the news, for collections whose compiler lists none.
pub fn built_in_topics() -> &'static [BuiltInName] {
    &TOPICS
}

/// All built-in names, in the order of their files.
pub fn built_in() -> &'static [BuiltInName] {
    &BUILT_IN
}

/// Lines of `label | alias; alias | alias; …`; a line `= Country` says where the places after it lie, `=` ends that.
fn read(text: &'static str, kind: TopicKind, names: &mut Vec<BuiltInName>) {
    let mut within = None;
    for line in lines(text) {
        if let Some(country) = line.strip_prefix('=') {
            within = Some(country.trim()).filter(|c| !c.is_empty());
            continue;
        }
        if within.is_some() && !line.contains('|') {
            // A list of plain names.
            let plain = line.split(';').map(str::trim).filter(|n| !n.is_empty());
            names.extend(plain.map(|label| BuiltInName { label, aliases: Vec::new(), kind, within }));
            continue;
        }
        let mut fields = line.split('|').map(str::trim);
        let label = fields.next().unwrap_or(line);
        let aliases = fields.flat_map(|f| f.split(';')).map(str::trim).filter(|a| !a.is_empty()).collect();
        names.push(BuiltInName { label, aliases, kind, within });
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

static DATELINES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut country = "";
    let mut parts = HashMap::new();
    for line in lines(include_str!("names/datelines.txt")) {
        match line.strip_prefix('=') {
            Some(label) => country = label.trim(),
            None => parts.extend(line.split(';').map(|part| (part.trim(), country))),
        }
    }
    parts
});

/// The country of a part of a dateline, such as `calif`; its folded words with a space between.
pub fn dateline_country(part: &str) -> Option<&'static str> {
    DATELINES.get(part).copied()
}

/// What a word tells of a name that it stands in or beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// Ends or begins the name of an organisation: Ministry, Bank.
    Organisation,
    /// Ends or begins the name of a place: Sea, Strait.
    Place,
    /// Ends the name of an event: Summit, Games.
    Event,
    /// Ends the name of a company: Inc, Corp.
    Company,
    /// Stands before the name of a person: President, Mr.
    Title,
    /// A person's work, before or after the name: analyst, minister.
    Role,
    /// Saying: said, told.
    Saying,
    /// A noun just before the name of an organisation: company, giant.
    CompanyNoun,
    /// Days, months and festivals: no names here.
    Calendar,
    /// May stand between the parts of a person's name: van, bin.
    Particle,
    /// A family name that stands first.
    FamilyFirst,
    /// A common given name.
    Given,
    /// A preposition of place.
    Locative,
    /// An adjective or noun that is common at the start of names of offices: Foreign, Supreme.
    Office,
    /// A noun that says too little to end the name of a subject: issues, areas.
    Vague,
    /// What an office is for, before its title: energy, trade.
    Portfolio,
    /// Ends the name of a law or treaty: Act, Protocol.
    Document,
    /// Ends the name of a sports club: United, Rovers.
    Club,
    /// Begins the name of a sports club, before its city: FC, Real.
    ClubBefore,
}

/// Each word with a bit for each of its cues.
static CUES: LazyLock<HashMap<&'static str, u32, BuildHasherDefault<ShortHash>>> = LazyLock::new(|| {
    let mut cues: HashMap<&'static str, u32, BuildHasherDefault<ShortHash>> = HashMap::default();
    let mut cue = None;
    for line in lines(include_str!("names/cues.txt")) {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            cue = by_name(name);
            debug_assert!(cue.is_some(), "cues.txt names a cue that does not exist: {name}");
            continue;
        }
        for word in line.split_whitespace() {
            if let Some(cue) = cue {
                *cues.entry(word).or_default() |= 1 << cue as u32;
            }
        }
    }
    for (section, line) in super::tongues::cased() {
        if let Some(cue) = by_name(section) {
            line.split_whitespace().for_each(|word| *cues.entry(word).or_default() |= 1 << cue as u32);
        }
    }
    cues
});

static ENGLISH_PLACES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut section = "";
    let mut words = HashSet::new();
    for line in lines(include_str!("names/cues.txt")) {
        match line.strip_prefix('[') {
            Some(name) => section = name,
            None if section == "place]" => words.extend(line.split_whitespace()),
            None => {}
        }
    }
    words
});

/// Whether a folded word ends the names of places in English, where most other languages begin them with theirs.
pub fn ends_english_place(word: &str) -> bool {
    ENGLISH_PLACES.contains(word)
}

pub(super) fn by_name(name: &str) -> Option<Cue> {
    Some(match name {
        "organisation" => Cue::Organisation,
        "place" => Cue::Place,
        "event" => Cue::Event,
        "company" => Cue::Company,
        "title" => Cue::Title,
        "role" => Cue::Role,
        "saying" => Cue::Saying,
        "company-noun" => Cue::CompanyNoun,
        "calendar" => Cue::Calendar,
        "particle" => Cue::Particle,
        "family-first" => Cue::FamilyFirst,
        "given" => Cue::Given,
        "locative" => Cue::Locative,
        "office" => Cue::Office,
        "vague" => Cue::Vague,
        "portfolio" => Cue::Portfolio,
        "document" => Cue::Document,
        "club" => Cue::Club,
        "club-before" => Cue::ClubBefore,
        _ => return None,
    })
}

/// Every word that tells something, with a bit for each [`Cue`].
pub fn cue_words() -> impl Iterator<Item = (&'static str, u32)> {
    CUES.iter().map(|(word, cues)| (*word, *cues))
}

/// Whether a folded word tells this.
pub fn is(word: &str, cue: Cue) -> bool {
    CUES.get(word).is_some_and(|cues| cues >> (cue as u32) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn lists_are_read_and_name_nothing_twice() {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for name in built_in().iter().chain(built_in_topics()) {
            assert!(!name.label.contains(';'), "{} are several names", name.label);
            for alias in std::iter::once(&name.label).chain(&name.aliases) {
                let key = format!("{:?} {alias}", name.kind);
                if let Some(other) = seen.insert(key, name.label) {
                    panic!("{alias} is a name of {other} and of {}", name.label);
                }
            }
        }
        assert!(is("ministry", Cue::Organisation) && is("said", Cue::Saying) && !is("said", Cue::Role));
    }
}
