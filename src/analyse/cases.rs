//! Grammatical case: one name, many endings.
//!
//! Russian, Ukrainian and their neighbours give names the endings of their case; without them `Ветрова`, `Ветровой`
//! and `Ветрову` are one word. Only names are compared so, word by word, and only in the Cyrillic script.

/// Endings of names and of adjectives that are names, longest first.
const ENDINGS: &[&str] = &[
    "ого", "его", "ому", "ему", "ыми", "ими", "ові", "еві", "ой", "ей", "ом", "ем", "ым", "им", "ую", "юю", "ая", "яя",
    "ою", "ею", "ах", "ях", "ый", "ий", "ій", "єм", "єю", "а", "я", "у", "ю", "е", "и", "ы", "о", "ь", "й", "і", "ї",
    "є",
];

/// A folded word without its ending; words in other scripts and short ones as they are.
pub(super) fn stem(word: &str) -> &str {
    if !word.starts_with(|c: char| ('\u{400}'..='\u{4ff}').contains(&c)) {
        return word;
    }
    let long = |rest: &&str| rest.chars().nth(1).is_some();
    let Some(rest) = ENDINGS.iter().find_map(|e| word.strip_suffix(e).filter(long)) else { return word };
    // "Сергея" and "Сергей", "Марии" and "Мария": a vowel is left of one, none of the other.
    rest.strip_suffix(['е', 'и', 'і', 'є', 'ь']).filter(long).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn cases_of_a_name_are_one_word() {
        for forms in [
            "ветрова ветровой ветрову ветровою",
            "сергей сергея сергею сергеем сергее",
            "юрий юрия юрию юрием",
            "мария марии марию марией",
            "раевский раевского раевскому раевским",
            "шевченко",
            "степан степана степану степаном степане",
        ] {
            let mut stems: Vec<&str> = forms.split(' ').map(stem).collect();
            stems.dedup();
            assert_eq!(stems.len(), 1, "{forms}: {stems:?}");
        }
        assert_ne!(stem("марина"), stem("мария"));
        assert_eq!(stem("helena"), "helena");
    }
}
