//! The few words that linking looks at, in languages that write names with capitals: `words.txt`, by section.

use std::sync::LazyLock;

static FILE: &str = include_str!("words.txt");

/// The lines of a section.
fn lines(wanted: &str) -> impl Iterator<Item = &'static str> {
    let from =
        FILE.lines().skip_while(move |line| line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) != Some(wanted));
    let own = from.skip(1).take_while(|line| !line.starts_with('['));
    own.filter(|line| !line.is_empty() && !line.starts_with(';'))
}

/// The words of a section.
fn words(wanted: &str) -> Vec<&'static str> {
    lines(wanted).flat_map(|line| line.split(',')).map(str::trim).filter(|word| !word.is_empty()).collect()
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident $section:literal),* $(,)?) => {
        $($(#[$doc])* pub(super) static $name: LazyLock<Vec<&'static str>> = LazyLock::new(|| words($section));)*

        #[cfg(test)]
        const SECTIONS: &[&str] = &[$($section),*];
    };
}

lists![
    /// Articles: no person's name has one before it in these languages.
    ARTICLES "articles",
    /// Words that tie a name to one before it.
    TIES "ties",
    /// Words that do so with an article after them.
    MORE_TIES "more-ties",
    /// Words for "and".
    JOINTS "joints",
    /// Words of sport, in five languages, that seldom mean anything else: what is called a place beside them is often its
    /// team.
    SPORT "sport",
    /// Words that only tell of contests: who is called as a place in their sentence is often its team.
    CONTEST "contest",
    /// Words before "Test" by which it is a match.
    ORDINALS "ordinals",
    /// Words for "in".
    LOCATIVES "locatives",
    /// Small words that begin sentences.
    OPENINGS "openings",
    /// Directions that make another name of the one behind them.
    SIDES "sides",
    /// Phrases of the built-in subjects that speak of them, and as often of something else.
    LOOSE "loose",
    /// Words behind a country by which its team is meant, or those who speak for it.
    TEAMS "teams",
    /// Directions behind a place that make another of it, in the languages that say them there.
    SIDES_AFTER "sides-after",
];

/// Countries that share their name with another place, and what is named beside that one.
pub(super) static NAMESAKES: LazyLock<Vec<(&'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    let entries = lines("namesakes").filter_map(|line| line.split_once(": "));
    entries.map(|(name, beside)| (name, beside.split(", ").collect())).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_words() {
        for section in SECTIONS {
            assert!(!words(section).is_empty(), "{section}");
        }
        assert!(!NAMESAKES.is_empty());
        let headings = FILE.lines().filter(|line| line.starts_with('[')).count();
        assert_eq!(headings, SECTIONS.len() + 1, "a section that nobody reads");
    }
}
