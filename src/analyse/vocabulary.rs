//! What is looked for: the configured topics and names, and the built-in lists.

use crate::config::{Config, CuratedTopic};
use crate::lang::names::{BuiltInName, built_in, built_in_topics};
use crate::lang::tongues::{ANY_TONGUE, abroad, ordinary, shown, subjects, tongue_bit};
use crate::model::{TopicHow, TopicKind};
use crate::text::{fold, slug_or};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What built-in entries are shown as in the site's language, by kind and label.
type Shown = HashMap<(TopicKind, &'static str), &'static str>;

/// Aliases compete only within a layer: "Peru" is still a place inside "Peru crisis".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    /// Subjects.
    Topic,
    /// People, organisations, places, works.
    Name,
    /// Events.
    Event,
}

/// A topic or name and how it is recognised.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Stable id, unique within its kind.
    pub(super) id: String,
    /// Its name.
    pub(super) label: String,
    /// What the built-in lists call it, if it is in them, whatever it is called here.
    built_in: Option<&'static str>,
    /// What the pages call it instead, in the site's language.
    pub(super) shown: Option<&'static str>,
    /// What the built-in lists call it, in English and in the languages of the articles.
    pub(super) called: Vec<&'static str>,
    /// What it is.
    pub(super) kind: TopicKind,
    /// How it came to be known.
    pub(super) how: TopicHow,
    /// Words that mention it, the label among them.
    pub(super) aliases: Vec<String>,
    /// Longer strings in which they do not count.
    pub(super) not: Vec<String>,
    /// Ids of wider entries.
    pub(super) broader: Vec<String>,
    /// The strength an article needs to be indexed under it.
    pub(super) min_strength: Option<f32>,
    /// For a place, the label of the country it lies in, if the lists say.
    pub(super) within: Option<String>,
    /// Aliases that mean it in some languages only, folded, with a bit for each: "Island" is Iceland in German alone.
    pub(super) abroad: BTreeMap<String, u32>,
}

impl Entry {
    /// An entry with nothing but a name.
    pub(super) fn new(label: &str, kind: TopicKind, how: TopicHow) -> Entry {
        Entry {
            id: slug_or(label, 60, "entry"),
            label: label.to_string(),
            built_in: None,
            shown: None,
            called: Vec::new(),
            kind,
            how,
            aliases: vec![label.to_string()],
            not: Vec::new(),
            broader: Vec::new(),
            min_strength: None,
            within: None,
            abroad: BTreeMap::new(),
        }
    }

    /// Its label, and what it is shown as.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.label.as_str()).chain(self.shown)
    }

    /// Whether it has a name, folded.
    fn is_named(&self, folded: &str) -> bool {
        self.names().any(|name| fold(name) == folded)
    }

    /// Adds forms of the language of a bit, but for those that are taken.
    fn add_forms<'f>(&mut self, forms: impl Iterator<Item = &'f str>, bit: u32, taken: &mut BTreeSet<String>) {
        for form in forms {
            let folded = fold(form);
            if let Some(tongues) = self.abroad.get_mut(&folded) {
                *tongues |= bit;
            } else if taken.insert(folded.clone()) {
                self.aliases.push(form.to_string());
                self.abroad.insert(folded, bit);
            }
        }
    }

    /// The languages, a bit for each, in whose texts an alias means it.
    pub(super) fn tongues(&self, alias: &str) -> u32 {
        if self.abroad.is_empty() { ANY_TONGUE } else { self.abroad.get(&fold(alias)).copied().unwrap_or(ANY_TONGUE) }
    }

    /// Which entries its aliases compete with.
    pub(super) fn layer(&self) -> Layer {
        match self.kind {
            TopicKind::Topic => Layer::Topic,
            TopicKind::Person | TopicKind::Organisation | TopicKind::Place | TopicKind::Work => Layer::Name,
            TopicKind::Event => Layer::Event,
        }
    }
}

/// The configured entries first, in their order, then the built-in ones that they leave over. `languages` are the tags
/// of the articles: built-in names have their forms in these.
pub(super) fn entries(config: &Config, languages: &BTreeSet<&str>) -> Vec<Entry> {
    let ignore: BTreeSet<String> = config.topics.ignore.iter().map(|listed| fold(&listed.name)).collect();
    let mut entries: Vec<Entry> = config.topics.curated.iter().map(curated).collect();
    let own_topics = entries.iter().any(|entry| entry.kind == TopicKind::Topic);
    let shown = shown(&config.language);
    merge_built_in(&mut entries, &shown);
    add_forms(&mut entries, languages);
    if config.topics.discover && !own_topics {
        starter(&mut entries, &shown);
        add_words(&mut entries, languages);
    }
    for entry in entries.iter_mut().filter(|entry| entry.how == TopicHow::BuiltIn) {
        entry.shown = shown.get(&(entry.kind, entry.label.as_str())).copied();
    }
    apply_merges(&mut entries, &config.topics.merge);
    entries.retain(|entry| !entry.names().any(|name| ignore.contains(&fold(name))));
    for entry in &mut entries {
        entry.aliases.retain(|alias| !ignore.contains(&fold(alias)));
    }
    entries
}

fn curated(topic: &CuratedTopic) -> Entry {
    let mut entry = Entry::new(&topic.label, topic.kind, TopicHow::Curated);
    entry.id.clone_from(&topic.id);
    entry.aliases.extend(topic.aliases.iter().filter(|a| **a != topic.label).cloned());
    entry.not.clone_from(&topic.not);
    entry.broader.clone_from(&topic.broader);
    entry.min_strength = topic.min_strength;
    entry
}

/// A built-in name whose label, or what it is shown as, is that of a configured one of its kind lends it its aliases;
/// every other one keeps those aliases that no configured name has.
fn merge_built_in(entries: &mut Vec<Entry>, shown: &Shown) {
    let mut by_label: BTreeMap<(TopicKind, String), usize> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (at, entry) in entries.iter().enumerate() {
        if entry.layer() != Layer::Topic {
            taken.extend(entry.aliases.iter().map(|alias| fold(alias)));
            by_label.entry((entry.kind, fold(&entry.label))).or_insert(at);
        }
    }
    for name in built_in() {
        let BuiltInName { label, aliases, kind, within } = name;
        let free = |alias: &&str, taken: &BTreeSet<String>| !taken.contains(&fold(alias));
        let own = std::iter::once(*label).chain(shown.get(&(*kind, *label)).copied());
        match own.filter_map(|label| by_label.get(&(*kind, fold(label)))).next() {
            Some(at) => {
                let more: Vec<String> =
                    aliases.iter().filter(|a| free(a, &taken)).map(|alias| alias.to_string()).collect();
                taken.extend(more.iter().map(|alias| fold(alias)));
                entries[*at].aliases.extend(more);
                entries[*at].built_in = Some(label);
                entries[*at].within = within.map(str::to_string);
            }
            None => {
                let mut entry = Entry::new(label, *kind, TopicHow::BuiltIn);
                entry.built_in = Some(label);
                entry.aliases.extend(aliases.iter().map(|alias| alias.to_string()));
                entry.aliases.retain(|alias| free(&alias.as_str(), &taken));
                entry.within = within.map(str::to_string);
                taken.extend(entry.aliases.iter().map(|alias| fold(alias)));
                if !entry.aliases.is_empty() {
                    entries.push(entry);
                }
            }
        }
    }
}

/// Gives places and organisations their forms in other languages, to be found in texts of these alone, but for those
/// that are another entry's, and takes those away that are ordinary words there.
fn add_forms(entries: &mut [Entry], languages: &BTreeSet<&str>) {
    let name = |e: &&Entry| e.layer() != Layer::Topic;
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut by_label: BTreeMap<(TopicKind, String), usize> = BTreeMap::new();
    if languages.iter().any(|tag| abroad(tag).next().is_some()) {
        taken.extend(entries.iter().filter(name).flat_map(|e| e.aliases.iter().map(|alias| fold(alias))));
        for (at, entry) in entries.iter().enumerate() {
            by_label.entry((entry.kind, fold(entry.built_in.unwrap_or(&entry.label)))).or_insert(at);
        }
    }
    let plain: BTreeSet<&str> = languages.iter().flat_map(|tag| ordinary(tag)).collect();
    for entry in entries.iter_mut().filter(|e| e.how == TopicHow::BuiltIn && !plain.is_empty()) {
        entry.aliases.retain(|alias| !plain.contains(alias.as_str()));
    }
    for (tag, known) in languages.iter().flat_map(|tag| abroad(tag).map(move |known| (tag, known))) {
        if let Some(at) = by_label.get(&(known.kind, fold(known.label))) {
            entries[*at].called.extend([known.label].into_iter().chain(known.forms.first().copied()));
            let forms = known.forms.into_iter().filter(|form| !plain.contains(form));
            entries[*at].add_forms(forms, tongue_bit(tag), &mut taken);
        }
    }
}

/// Gives built-in topics their words in the languages of the articles, but for those that are another topic's.
fn add_words(entries: &mut [Entry], languages: &BTreeSet<&str>) {
    let topic = |e: &&Entry| e.kind == TopicKind::Topic;
    let mut taken: BTreeSet<String> =
        entries.iter().filter(topic).flat_map(|e| e.aliases.iter().map(|alias| fold(alias))).collect();
    for (tag, known) in languages.iter().flat_map(|tag| subjects(tag).map(move |known| (tag, known))) {
        let same = |e: &&mut Entry| e.kind == TopicKind::Topic && e.label == known.label;
        if let Some(entry) = entries.iter_mut().find(same) {
            entry.add_forms(known.aliases.into_iter(), tongue_bit(tag), &mut taken);
        }
    }
}

/// Adds the built-in topics: a start where the configuration names no topic. A label that a configured event or work
/// has stays with that.
fn starter(entries: &mut Vec<Entry>, shown: &Shown) {
    let own = settled(entries.iter());
    for BuiltInName { label, aliases, kind, .. } in built_in_topics() {
        let mut names = std::iter::once(*label).chain(shown.get(&(*kind, *label)).copied());
        if !names.any(|name| own.contains(&fold(name))) {
            let mut entry = Entry::new(label, *kind, TopicHow::BuiltIn);
            entry.aliases.extend(aliases.iter().map(|alias| alias.to_string()));
            entries.push(entry);
        }
    }
}

/// The folded labels of topics, events and works that are not to be told a second time as another of these kinds:
/// those that the compiler defined, and the built-in topics.
pub(super) fn settled<'a>(entries: impl Iterator<Item = &'a Entry>) -> BTreeSet<String> {
    let settled = |e: &&Entry| is_subject(e.kind) && (e.how == TopicHow::Curated || e.kind == TopicKind::Topic);
    entries.filter(settled).flat_map(|entry| entry.names().map(fold).collect::<Vec<_>>()).collect()
}

/// Kinds between which one label means one thing.
pub(super) fn is_subject(kind: TopicKind) -> bool {
    matches!(kind, TopicKind::Topic | TopicKind::Event | TopicKind::Work)
}

/// Labels that the configuration says are another's: their aliases go there.
fn apply_merges(entries: &mut Vec<Entry>, merge: &BTreeMap<String, String>) {
    for (from, into) in merge {
        let (from, into_key) = (from.as_str(), fold(into));
        let key = fold(from);
        let targets: Vec<usize> =
            entries.iter().enumerate().filter(|(_, e)| e.is_named(&into_key)).map(|(at, _)| at).collect();
        let (mut aliases, mut abroad) = (vec![from.to_string()], BTreeMap::new());
        let merged = entries.iter().position(|e| e.is_named(&key) && !targets.is_empty() && key != into_key);
        if let Some(at) = merged {
            aliases.append(&mut entries[at].aliases);
            abroad = std::mem::take(&mut entries[at].abroad);
        }
        for target in targets {
            let new: Vec<String> = aliases.iter().filter(|a| !entries[target].aliases.contains(a)).cloned().collect();
            // A form goes on to count in the texts of its language alone.
            let limits = new.iter().filter_map(|alias| abroad.get_key_value(&fold(alias)));
            let limits: Vec<(String, u32)> = limits.map(|(form, tongues)| (form.clone(), *tongues)).collect();
            entries[target].abroad.extend(limits);
            entries[target].aliases.extend(new);
        }
        for entry in entries.iter_mut().filter(|e| !e.is_named(&into_key)) {
            entry.aliases.retain(|alias| fold(alias) != key || entry.how == TopicHow::Curated);
        }
    }
    entries.retain(|entry| !entry.aliases.is_empty());
}
