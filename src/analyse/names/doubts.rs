//! Names of people that may be something else, or somebody who is called more fully elsewhere.

use super::super::runs::Evidence;
use super::super::tokens::hash;
use super::super::vectors::Numbers;
use super::{Sum, first_word, last_word};
use std::collections::BTreeMap;

/// Takes the evidence from names that end in an ordinary word ("Daily Star") and that nothing but that word alone, in
/// capitals, speaks for, and from those that begin with one and only ever begin sentences ("Earlier Marlowe").
pub(super) fn ordinary(numbers: &Numbers, people: &mut BTreeMap<String, Sum>) {
    let strong = Evidence::TITLED | Evidence::SAYING | Evidence::GIVEN;
    let doubt = |(key, sum): (&String, &mut Sum)| -> Option<u64> {
        let begins = !sum.evidence.any(Evidence::MIDDLE | Evidence::TITLED | Evidence::GIVEN);
        let ends = !sum.evidence.any(strong);
        (sum.count > 0 && (begins || ends)).then(|| hash(if begins { first_word(key) } else { last_word(key) }))
    };
    people.retain(|key, sum| doubt((key, sum)).is_none_or(|word| numbers.lower(word) <= sum.articles));
}

/// People called by their initials ("J. Marlowe"), each with the only full name of the collection that fits.
pub(super) fn initials(people: &BTreeMap<String, Sum>) -> BTreeMap<String, String> {
    let letter = |word: &str| word.chars().nth(1).is_none();
    let mut full: BTreeMap<(&str, Option<char>), Option<&String>> = BTreeMap::new();
    for key in people.keys().filter(|key| !letter(first_word(key))) {
        let name = (last_word(key), key.chars().next());
        full.entry(name).and_modify(|known| *known = None).or_insert(Some(key));
    }
    let short = people.keys().filter(|key| letter(first_word(key)) && !letter(last_word(key)));
    short.filter_map(|key| Some((key.clone(), (*full.get(&(last_word(key), key.chars().next()))?)?.clone()))).collect()
}
