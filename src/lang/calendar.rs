//! Names of months in all languages.

use super::{LANGUAGES, sections};
use crate::text;
use std::collections::HashMap;
use std::sync::LazyLock;

static MONTHS: LazyLock<HashMap<String, u8>> = LazyLock::new(|| {
    let mut months = HashMap::new();
    for language in LANGUAGES {
        let lines = sections(language.calendar).filter(|(section, _)| *section == "months");
        for (number, (_, line)) in (1u8..).zip(lines) {
            for name in line.split(' ') {
                months.entry(text::fold(&name.replace('_', " "))).or_insert(number);
            }
        }
    }
    months
});

static UPDATED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let words = LANGUAGES.iter().flat_map(|l| sections(l.calendar));
    words.filter(|(section, _)| *section == "updated").map(|(_, word)| text::fold(word)).collect()
});

/// The number of a month by its name or short form in any language, ignoring case; the caller trims marks.
pub fn month(name: &str) -> Option<u8> {
    if name.is_empty() || name.len() > 32 {
        return None;
    }
    MONTHS.get(&text::fold(name)).copied()
}

/// Whether a line speaks of a later change rather than of publication.
pub fn is_update(line: &str) -> bool {
    let folded = text::fold(line);
    UPDATED.iter().any(|word| folded.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_many_languages() {
        for (name, number) in
            [("Sept", 9), ("MÄRZ", 3), ("août", 8), ("мая", 5), ("октября", 10), ("lutego", 2), ("日", 0)]
        {
            assert_eq!(month(name), (number > 0).then_some(number), "{name}");
        }
        assert!(is_update("Last updated: 3 May") && !is_update("Published 3 May"));
    }
}
