//! Names of people that may be something else, or somebody who is called more fully elsewhere.

use super::super::runs::Evidence;
use super::super::tokens::hash;
use super::super::vectors::Numbers;
use super::{Sum, first_word, last_word};
use crate::lang::bylines::is_given;
use crate::lang::stopwords::is_stop_word;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Takes the evidence from names that end in an ordinary word ("Daily Star") and that nothing but that word alone, in
/// capitals, speaks for, and from those that begin with one and only ever begin sentences ("Earlier Marlowe").
pub(super) fn ordinary(numbers: &Numbers, people: &mut BTreeMap<String, Sum>) {
    let strong = Evidence::TITLED | Evidence::SAYING | Evidence::GIVEN;
    let doubt = |(key, sum): (&String, &mut Sum)| -> Option<u64> {
        let begins = !sum.evidence.any(Evidence::MIDDLE | Evidence::TITLED | Evidence::GIVEN);
        let ends = !sum.evidence.any(strong);
        (sum.count > 0 && (begins || ends)).then(|| hash(if begins { first_word(key) } else { last_word(key) }))
    };
    // "Sky One": counts of stop words are not kept.
    people.retain(|key, sum| sum.count == 0 || sum.evidence.any(strong) || !is_stop_word(last_word(key)));
    people.retain(|key, sum| doubt((key, sum)).is_none_or(|word| numbers.lower(word) <= sum.articles));
}

/// Leaves out what is made of ordinary words and follows no title: "Border Protection", "Leading Republicans".
///
/// The first word has to be ordinary and no given name, and so has the last, or it stands alone in more articles than
/// the name; a last word that nearly all articles write in lower case is enough ("Tokelau Government").
pub(super) fn made_of_words(numbers: &Numbers, singles: &HashMap<&str, Sum>, people: &mut BTreeMap<String, Sum>) {
    let named = Evidence::TITLED | Evidence::GIVEN;
    let is_made = |key: &str, sum: &Sum| {
        let (first, last) = (first_word(key), last_word(key));
        let lower = |word: &str| numbers.lower_of(hash(word));
        let ((first_lower, first_all), (last_lower, last_all)) = (lower(first), lower(last));
        let both = first_lower.min(last_lower) > 1 && first_lower * 2 >= first_all && last_lower * 2 >= last_all;
        let noun = last_lower >= NOUN_LEAST && last_lower * 10 >= last_all * 9 && !sum.evidence.any(Evidence::SAYING);
        let elsewhere = || singles.get(last).is_some_and(|alone| alone.articles > sum.articles);
        let apart = first_lower >= WORD_LEAST && first_lower * 5 >= first_all * 4 && elsewhere();
        // "De’Broski" begins with no word, whatever that is elsewhere.
        let whole = first.chars().nth(2).is_some();
        noun || (both || apart) && whole && !is_given(first)
    };
    people.retain(|key, sum| sum.count == 0 || sum.evidence.any(named) || !is_made(key, sum));
}

/// Articles that write a word in lower case, from which on it may be ordinary by that alone: as first and as last word
/// of a name. In fewer, "Greedy" is a nickname and "Bell" a family name.
const WORD_LEAST: u32 = 5;
const NOUN_LEAST: u32 = 10;

/// Whether a word that stands alone is an ordinary one: of the articles that use it, one in five writes it in lower
/// case. Only its own article can then tell that it is a name, by a title: "Mr. House".
pub(super) fn is_word(numbers: &Numbers, word: &str) -> bool {
    let (lower, all) = numbers.lower_of(hash(word));
    lower > 1 && lower * 5 >= all || is_stop_word(word)
}

/// Endings of the cases in which Slavic languages in Latin script put names, longest first.
const CASES: &[&str] = &[
    "ovou", "owej", "iego", "iemu", "owi", "ovi", "ego", "emu", "ého", "ému", "ová", "ové", "iem", "ym", "im", "em",
    "om", "ám", "ie", "ii", "ou", "ej", "ą", "ę", "á", "é", "ě", "y", "i", "a", "u", "e", "o",
];

/// A folded word without the ending of a case; short words as they are.
fn bare(word: &str) -> &str {
    let long = |rest: &&str| rest.chars().nth(2).is_some();
    // What differs within, as "Havel" and "Havla" do, stays apart.
    CASES.iter().find_map(|ending| word.strip_suffix(ending).filter(long)).unwrap_or(word)
}

/// People whom a Slavic language in Latin script names in another case, each with the form that most speaks for.
/// Never two people in one: the words of both forms differ in endings only.
pub(super) fn cases(people: &BTreeMap<String, Sum>, inflected: &BTreeSet<&str>) -> BTreeMap<String, String> {
    let mut groups: BTreeMap<Vec<&str>, Vec<&String>> = BTreeMap::new();
    if inflected.is_empty() {
        return BTreeMap::new();
    }
    for key in people.keys() {
        groups.entry(key.split(' ').map(bare).collect()).or_default().push(key);
    }
    let mut names = BTreeMap::new();
    for keys in groups.into_values().filter(|keys| keys.len() > 1) {
        // What other languages write is the name itself; else what says something, then what stands most often.
        let rank = |key: &str| {
            let sum = &people[key];
            (!inflected.contains(key), sum.evidence.any(Evidence::SAYING), sum.count, std::cmp::Reverse(key.len()))
        };
        let Some(best) = keys.iter().copied().max_by_key(|key| rank(key)) else { continue };
        let others = keys.iter().filter(|key| **key != best && inflected.contains(key.as_str()));
        names.extend(others.map(|key| ((*key).clone(), best.clone())));
    }
    names
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
