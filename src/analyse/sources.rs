//! The outlets: which articles are theirs, and how their badges look.

use super::tokens::hash;
use crate::config::Config;
use crate::model::*;
use crate::text::{fold, sort_key};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Colours of the palette.
const COLOURS: usize = 8;

/// Sources in order of name, and the source of each article. `order` is newest first.
pub(super) fn sources(
    articles: &Table<ArticleId, Article>,
    order: &[ArticleId],
    config: &Config,
) -> (Table<SourceId, Source>, Table<ArticleId, Option<SourceId>>) {
    // By folded name; the name as first written, in order of origin.
    let mut names: BTreeMap<(String, String), &str> = BTreeMap::new();
    let key = |name: &str| (sort_key(name), fold(name));
    for article in articles.rows() {
        if let Some(name) = article.metadata.source.value().filter(|n| !n.trim().is_empty()) {
            names.entry(key(name)).or_insert(name);
        }
    }
    let described = |name: &str| config.sources.iter().find(|s| fold(&s.name) == fold(name));
    let wanted: Vec<(&str, Option<&str>)> =
        names.values().map(|name| (*name, described(name).and_then(|s| s.short.as_deref()))).collect();
    let monograms = monograms(&wanted);
    let mut table: Table<SourceId, Source> = Table::new();
    let mut ids: BTreeMap<&(String, String), SourceId> = BTreeMap::new();
    for ((key, name), monogram) in names.iter().zip(monograms) {
        let described = described(name);
        let id = table.push(Source {
            name: described.map_or(name.to_string(), |s| s.name.clone()),
            monogram,
            colour: (hash(&key.1) % COLOURS as u64) as u8,
            url: described.and_then(|s| s.url.clone()).filter(|url| !url.is_empty()),
            note: described.and_then(|s| s.note.clone()).filter(|note| !note.is_empty()),
            how: Vec::new(),
            articles: Vec::new(),
        });
        ids.insert(key, id);
    }
    let mut source_of: Table<ArticleId, Option<SourceId>> = articles.ids().map(|_| None).collect();
    for id in order {
        let known = &articles[*id].metadata.source;
        let Some(source) = known.value().and_then(|name| ids.get(&key(name)).copied()) else { continue };
        let how = match known {
            Known::Stated { line, .. } => SourceHow::Stated(*line),
            Known::WorkedOut { evidence, .. } => SourceHow::WorkedOut(evidence.clone()),
            Known::Set { by, .. } => SourceHow::Set(*by),
            Known::Unknown => continue,
        };
        source_of[*id] = Some(source);
        table[source].articles.push(*id);
        table[source].how.push(how);
    }
    colour(&mut table);
    (table, source_of)
}

/// Sources take the colour of their name; of two that would share one while others are free, the one with fewer
/// articles takes the next free one. Where all are taken, every further source keeps the colour of its name.
fn colour(table: &mut Table<SourceId, Source>) {
    let mut strongest: Vec<SourceId> = table.ids().collect();
    strongest.sort_by_key(|id| (Reverse(table[*id].articles.len()), *id));
    let mut taken = [false; COLOURS];
    for id in strongest.into_iter().take(COLOURS) {
        let own = usize::from(table[id].colour);
        let free = (0..COLOURS).map(|step| (own + step) % COLOURS).find(|colour| !taken[*colour]).unwrap_or(own);
        taken[free] = true;
        table[id].colour = free as u8;
    }
}

/// One to three letters for each name, unlike the others' where that is possible. Configured ones come first.
fn monograms(names: &[(&str, Option<&str>)]) -> Vec<String> {
    let mut taken: BTreeSet<String> = names.iter().filter_map(|(_, short)| short.map(str::to_string)).collect();
    names
        .iter()
        .map(|(name, short)| {
            if let Some(short) = short {
                return short.chars().take(3).collect();
            }
            let choices = choices(name);
            let free = choices.iter().find(|c| !taken.contains(*c)).or(choices.first()).cloned().unwrap_or_default();
            taken.insert(free.clone());
            free
        })
        .collect()
}

/// What a name may be shortened to, best first. Never empty.
fn choices(name: &str) -> Vec<String> {
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| {
            !w.is_empty() && !matches!(fold(w).as_str(), "the" | "of" | "and" | "a" | "an" | "la" | "le" | "der")
        })
        .collect();
    let words = if words.is_empty() { vec![name] } else { words };
    let upper = |s: &str, n: usize| s.chars().take(n).flat_map(char::to_uppercase).take(3).collect::<String>();
    let initials: String = words.iter().map(|w| upper(w, 1)).collect();
    let first = words[0];
    let letters: Vec<char> = first.chars().collect();
    let mut out = Vec::new();
    if words.len() > 1 {
        out.push(upper(&initials, 2));
        out.push(upper(&initials, 3));
        out.push(upper(&format!("{}{}", upper(first, 1), words[words.len() - 1]), 2));
    } else {
        out.push(upper(first, if letters.iter().all(|c| !c.is_lowercase()) && letters.len() <= 3 { 3 } else { 2 }));
    }
    out.push(upper(first, 3));
    for c in letters.iter().skip(1) {
        out.push(upper(&format!("{}{c}", letters[0]), 2));
    }
    for digit in 2..10 {
        out.push(format!("{}{digit}", upper(first, 1)));
    }
    out.retain(|c| !c.trim().is_empty());
    if out.is_empty() {
        out.push("?".into());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_sources_have_colours_of_their_own() {
        let source = |colour: u8, articles: usize| Source {
            name: String::new(),
            monogram: String::new(),
            colour,
            url: None,
            note: None,
            how: Vec::new(),
            articles: (0..articles).map(ArticleId::from_index).collect(),
        };
        let check = |sources: &[(u8, usize)], expected: &[u8]| {
            let mut table: Table<SourceId, Source> = sources.iter().map(|(c, n)| source(*c, *n)).collect();
            colour(&mut table);
            let got: Vec<u8> = table.rows().iter().map(|s| s.colour).collect();
            assert_eq!(got, expected);
        };
        check(&[(3, 1), (6, 1), (1, 1)], &[3, 6, 1]);
        check(&[(6, 1), (6, 4), (7, 2)], &[0, 6, 7]);
        check(
            &[(5, 9), (5, 8), (5, 7), (5, 6), (5, 5), (5, 4), (5, 3), (5, 2), (5, 1), (2, 1)],
            &[5, 6, 7, 0, 1, 2, 3, 4, 5, 2],
        );
    }

    #[test]
    fn badges_are_short_and_unlike() {
        let names = [
            ("BBC", None),
            ("Harbour Ledger", None),
            ("Harbour Letters", None),
            ("Herald", None),
            ("The Hill", Some("TH")),
            ("—", None),
        ];
        let got = monograms(&names);
        assert_eq!(got[..5], ["BBC", "HL", "HAR", "HE", "TH"].map(String::from));
        assert!(got.iter().all(|m| (1..=3).contains(&m.chars().count())), "{got:?}");
        let all: BTreeSet<&String> = got.iter().collect();
        assert_eq!(all.len(), got.len());
    }
}
