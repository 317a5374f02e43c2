//! Names in languages other than English: what countries and international bodies are called there, and the words
//! that tell what a name is. Data files in the languages' folders.

use super::begins::Words;
use super::{names, sections};
use crate::model::TopicKind;
use crate::text;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The files of one language.
struct Tongue {
    tag: &'static str,
    /// Countries and capitals.
    places: &'static str,
    /// Well-known names, and words that tell what a name is.
    names: &'static str,
    /// Built-in subjects.
    subjects: &'static str,
    /// Whether it is written with capitals and spaces, so that its words can be told beside those of others.
    cased: bool,
}

macro_rules! tongue {
    ($tag:literal, $cased:literal) => {
        Tongue {
            tag: $tag,
            places: include_str!(concat!($tag, "/places.txt")),
            names: include_str!(concat!($tag, "/names.txt")),
            subjects: include_str!(concat!($tag, "/topics.txt")),
            cased: $cased,
        }
    };
}

static TONGUES: &[Tongue] = &[
    tongue!("ar", false),
    tongue!("cs", true),
    tongue!("de", true),
    tongue!("es", true),
    tongue!("fr", true),
    tongue!("it", true),
    tongue!("ja", false),
    tongue!("ko", false),
    tongue!("nl", true),
    tongue!("pl", true),
    tongue!("pt", true),
    tongue!("ru", true),
    tongue!("sv", true),
    tongue!("tr", true),
    tongue!("uk", true),
    tongue!("zh", false),
];

fn tongue(tag: &str) -> Option<&'static Tongue> {
    let short = tag.split(['-', '_']).next().unwrap_or(tag);
    TONGUES.iter().find(|t| t.tag == short)
}

/// Every language.
pub const ANY_TONGUE: u32 = u32::MAX;

/// The bit of a language, among those that names are told by: one for each language with lists, one for English, and
/// all of them for others, of whose words nothing is known.
pub fn tongue_bit(tag: &str) -> u32 {
    let short = tag.split(['-', '_']).next().unwrap_or(tag);
    match TONGUES.iter().position(|t| t.tag == short) {
        Some(at) => 1 << at,
        None if short == "en" => 1 << 31,
        None => ANY_TONGUE,
    }
}

/// What a built-in name is called in a language.
#[derive(Clone, Debug)]
pub struct Abroad {
    /// Its label in the built-in lists.
    pub label: &'static str,
    /// What it is.
    pub kind: TopicKind,
    /// Its forms in the language, those of its grammatical cases among them.
    pub forms: Vec<&'static str>,
}

/// What built-in names are called in the language of a tag; nothing for English and languages without lists.
pub fn abroad(tag: &str) -> impl Iterator<Item = Abroad> {
    let files = tongue(tag).map_or([""; 2], |t| [t.places, t.names]);
    files.into_iter().flat_map(sections).filter_map(|(section, line)| {
        let kind = match section {
            "" | "places" => TopicKind::Place,
            "organisations" => TopicKind::Organisation,
            _ => return None,
        };
        let (label, forms) = line.split_once('|')?;
        let forms = forms.split(';').map(str::trim).filter(|f| !f.is_empty()).collect();
        Some(Abroad { label: label.trim(), kind, forms })
    })
}

/// Names of places of several words in all languages, folded.
static PLACES: LazyLock<Words<String>> = LazyLock::new(|| {
    let english = names::built_in().iter().filter(|name| name.kind == TopicKind::Place);
    let english = english.flat_map(|name| name.aliases.iter().copied().chain([name.label]));
    let abroad = TONGUES.iter().flat_map(|t| abroad(t.tag)).filter(|name| name.kind == TopicKind::Place);
    let all = english.chain(abroad.flat_map(|name| name.forms));
    all.filter(|name| name.contains(' ')).map(text::fold).collect()
});

/// Whether several words as printed are the name of a built-in place in any language: `Northern Ireland`.
pub fn is_place(words: &str) -> bool {
    words.contains(' ') && PLACES.has(words)
}

/// What a built-in subject is called in a language.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its label in the built-in list.
    pub label: &'static str,
    /// Its label in the language.
    pub shown: &'static str,
    /// Words of the language that speak of it; none for languages whose words stand in the built-in list itself.
    pub aliases: Vec<&'static str>,
}

/// What built-in subjects are called in the language of a tag; nothing for English and languages without a list.
pub fn subjects(tag: &str) -> impl Iterator<Item = Subject> {
    sections(tongue(tag).map_or("", |t| t.subjects)).filter_map(|(_, line)| {
        let mut fields = line.split('|').map(str::trim);
        let (label, shown) = (fields.next()?, fields.next()?);
        Some(Subject { label, shown, aliases: fields.next().map_or(Vec::new(), |a| a.split("; ").collect()) })
    })
}

/// What built-in names and subjects are shown as in the language of a tag, by kind and label.
pub fn shown(tag: &str) -> HashMap<(TopicKind, &'static str), &'static str> {
    let mut shown: HashMap<(TopicKind, &str), &str> = HashMap::new();
    for Abroad { label, kind, forms } in abroad(tag) {
        // Of a body's short and full names the full one, which has several words; of a place no adjective.
        let full = forms.iter().find(|f| kind == TopicKind::Organisation && f.contains(' '));
        let name = full.or(forms.first()).filter(|name| !name.starts_with(char::is_lowercase));
        if let Some(name) = name {
            shown.entry((kind, label)).or_insert(name);
        }
    }
    shown.extend(subjects(tag).map(|subject| ((TopicKind::Topic, subject.label), subject.shown)));
    shown
}

/// Words that tell an organisation in the language of a tag, if it has a list of its own.
pub fn heads(tag: &str) -> Option<&'static HashSet<&'static str>> {
    let short = tag.split(['-', '_']).next().unwrap_or(tag);
    HEADS.iter().find(|(known, _)| *known == short).map(|(_, heads)| heads)
}

static HEADS: LazyLock<Vec<(&'static str, HashSet<&'static str>)>> = LazyLock::new(|| {
    let heads = |t: &Tongue| {
        let lines = sections(t.names).filter(|(section, _)| *section == "organisation");
        (t.tag, lines.flat_map(|(_, line)| line.split_whitespace()).collect())
    };
    TONGUES.iter().map(heads).collect()
});

/// Names of the built-in lists that are ordinary words in the language of a tag.
pub fn ordinary(tag: &str) -> impl Iterator<Item = &'static str> {
    let file = tongue(tag).map_or("", |t| t.names);
    sections(file).filter(|(section, _)| *section == "ordinary").flat_map(|(_, line)| line.split_whitespace())
}

/// The sections and lines of all languages that are written with capitals.
pub(super) fn cased() -> impl Iterator<Item = (&'static str, &'static str)> {
    TONGUES.iter().filter(|t| t.cased).flat_map(|t| sections(t.names)).filter(|(_, line)| !line.contains('|'))
}

/// Words of a language that is written without capitals. Forms are as the folded copy of a text has them.
#[derive(Debug, Default)]
pub struct Signs {
    /// Words that end the name of an organisation; in Arabic words that begin it.
    pub organisation: HashSet<&'static str>,
    /// Words that stand before the name of a person.
    pub title: HashSet<&'static str>,
    /// Words that stand after the name of a person.
    pub address: HashSet<&'static str>,
    /// Words of saying.
    pub saying: HashSet<&'static str>,
    /// Family names that stand first.
    pub family: HashSet<&'static str>,
    /// Words that belong to no name.
    pub breaks: HashSet<&'static str>,
    /// Words that join parts of a person's name.
    pub particle: HashSet<&'static str>,
    /// The longest of these, in characters.
    pub longest: usize,
}

static SIGNS: LazyLock<Vec<(&'static str, Signs)>> =
    LazyLock::new(|| TONGUES.iter().filter(|t| !t.cased).map(|t| (t.tag, signs(t.names))).collect());

/// The words of a language without capitals; none for all others.
pub fn unmarked(tag: &str) -> Option<&'static Signs> {
    let short = tag.split(['-', '_']).next().unwrap_or(tag);
    SIGNS.iter().find(|(known, signs)| *known == short && !signs.saying.is_empty()).map(|(_, signs)| signs)
}

fn signs(file: &'static str) -> Signs {
    let mut signs = Signs::default();
    for (section, line) in sections(file).filter(|(_, line)| !line.contains('|')) {
        let set = match section {
            "organisation" => &mut signs.organisation,
            "title" | "role" => &mut signs.title,
            "address" => &mut signs.address,
            "saying" => &mut signs.saying,
            "family" => &mut signs.family,
            "break" => &mut signs.breaks,
            "particle" => &mut signs.particle,
            _ => continue,
        };
        for word in line.split_whitespace() {
            signs.longest = signs.longest.max(word.chars().count());
            set.insert(word);
        }
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::names::{Cue, built_in, built_in_topics, by_name, is};

    #[test]
    fn names_abroad_are_those_of_the_built_in_lists() {
        let labels: HashSet<(&str, TopicKind)> = built_in().iter().map(|n| (n.label, n.kind)).collect();
        for tongue in TONGUES {
            let all: Vec<Abroad> = abroad(tongue.tag).collect();
            assert!(all.len() > 150, "{}", tongue.tag);
            for name in all {
                assert!(labels.contains(&(name.label, name.kind)), "{}: {}", tongue.tag, name.label);
            }
        }
        assert_eq!(abroad("en").count(), 0);
    }

    #[test]
    fn every_built_in_subject_has_a_label_in_every_language() {
        let labels: Vec<&str> = built_in_topics().iter().map(|topic| topic.label).collect();
        for tongue in TONGUES {
            let all: Vec<Subject> = subjects(tongue.tag).collect();
            assert_eq!(all.iter().map(|s| s.label).collect::<Vec<_>>(), labels, "{}", tongue.tag);
            let different: HashSet<&str> = all.iter().map(|s| s.shown).collect();
            assert_eq!(different.len(), labels.len(), "{}", tongue.tag);
            // Its words stand here, or in the list of all languages.
            let lists = ["de", "es", "fr", "it", "nl", "pl", "pt", "ru"].contains(&tongue.tag);
            assert!(all.iter().all(|s| s.aliases.is_empty() == lists && !s.aliases.contains(&"")), "{}", tongue.tag);
        }
        let french = shown("fr-CA");
        assert_eq!(french.get(&(TopicKind::Topic, "Elections")), Some(&"Élections"));
        assert_eq!(french.get(&(TopicKind::Place, "Germany")), Some(&"Allemagne"));
        assert_eq!(shown("en").len(), 0);
    }

    #[test]
    fn every_section_means_something() {
        for tongue in TONGUES {
            for (section, line) in sections(tongue.names) {
                let unmarked = ["address", "family", "break", "particle"].contains(&section);
                let names = ["organisations", "places", "ordinary"].contains(&section);
                let known = by_name(section).is_some() || names || !tongue.cased && unmarked;
                assert!(known, "{}: [{section}] {line}", tongue.tag);
            }
        }
        assert!(unmarked("zh-Hant").is_some() && unmarked("fr").is_none());
        assert!(is("сказал", Cue::Saying));
    }
}
