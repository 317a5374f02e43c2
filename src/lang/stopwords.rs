//! Words without a subject of their own, by language.

use super::short_hash::ShortHash;
use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// A set of folded words.
pub type WordSet = HashSet<&'static str, BuildHasherDefault<ShortHash>>;

const LISTS: &[&str] = &[
    include_str!("en/stopwords.txt"),
    include_str!("fr/stopwords.txt"),
    include_str!("de/stopwords.txt"),
    include_str!("es/stopwords.txt"),
    include_str!("it/stopwords.txt"),
    include_str!("pt/stopwords.txt"),
    include_str!("nl/stopwords.txt"),
    include_str!("ru/stopwords.txt"),
    include_str!("ar/stopwords.txt"),
    include_str!("fa/stopwords.txt"),
    include_str!("he/stopwords.txt"),
    include_str!("hi/stopwords.txt"),
    include_str!("ko/stopwords.txt"),
    include_str!("el/stopwords.txt"),
];

static TAGS: &[&str] = &["en", "fr", "de", "es", "it", "pt", "nl", "ru", "ar", "fa", "he", "hi", "ko", "el"];

static SETS: LazyLock<Vec<WordSet>> = LazyLock::new(|| {
    LISTS
        .iter()
        .map(|list| list.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect())
        .collect()
});

/// The lists of stop words, English first.
pub fn lists() -> &'static [WordSet] {
    &SETS
}

/// Which of the [`lists`] holds the stop words of a language, by its tag; English for those without one.
pub fn list_of(tag: Option<&str>) -> usize {
    let short = tag.unwrap_or("en").split(['-', '_']).next().unwrap_or("en");
    TAGS.iter().position(|t| *t == short).unwrap_or(0)
}

static BEFORE_NOUNS: LazyLock<Vec<(&'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    let lines = include_str!("before_nouns.txt").lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).map(|(tag, words)| (tag, words.split(' ').collect())).collect()
});

/// The words that stand before nouns, for each language that has such: its tag and its folded words.
pub fn before_nouns() -> &'static [(&'static str, Vec<&'static str>)] {
    &BEFORE_NOUNS
}

/// Whether one of the [`lists`] is of a language in another script than English, whose texts have English words only
/// where they turn to English: its words count there as well.
pub fn is_other_script(list: usize) -> bool {
    TAGS.get(list).is_some_and(|tag| matches!(*tag, "ru" | "ar" | "fa" | "he" | "hi" | "ko" | "el"))
}

/// Whether a folded word is a stop word of English.
pub fn is_stop_word(word: &str) -> bool {
    SETS[0].contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_listed_as_they_are_looked_up() {
        for (tag, list) in TAGS.iter().zip(lists()) {
            let mut odd: Vec<&str> = list.iter().copied().filter(|word| crate::text::fold(word) != *word).collect();
            odd.sort_unstable();
            assert_eq!(odd, Vec::<&str>::new(), "{tag}");
        }
    }
}
