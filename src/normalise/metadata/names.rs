//! Whether words are a person's name, and names taken apart.

use crate::lang::{bylines, calendar};
use crate::text;

/// The names of a list: each two to four capitalised words, or one with a label before it.
pub(super) fn split_names(text: &str, strict: bool) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let joined = [
        " and ", " & ", " und ", " et ", " y ", " e ", " og ", " och ", " en ", " и ", " і ", " i ", " ve ", " AND ",
        " UND ", " And ", "、", "，",
    ]
    .iter()
    .fold(text.to_string(), |t, and| if t.contains(and) { t.replace(and, ", ") } else { t });
    for (n, part) in joined.split(',').enumerate() {
        let part = part.trim().trim_end_matches(['.', ';', ':']).trim();
        if part.is_empty() {
            continue;
        }
        // After a comma may stand what the person is: `Ada Person, Master of the Harbour`.
        let person = n == 0 || has_given_name(part) || !part.split(' ').any(is_particle);
        if is_name(part, strict || n > 0 && part.contains(' ')) && person {
            names.push(part.to_string());
        } else if n == 0 {
            return None;
        } else {
            // What follows the names is what the persons are.
            break;
        }
    }
    (!names.is_empty() && names.len() <= 8).then_some(names)
}

pub(super) fn is_particle(word: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "de", "da", "di", "del", "della", "der", "den", "van", "von", "zu", "la", "le", "el", "al", "bin", "ibn",
        "dos", "das", "du", "ter", "ten", "af", "av", "y", "e", "vom", "ben", "bint", "do", "des",
    ];
    PARTICLES.contains(&word)
}

/// Whether a word is made of what names are made of.
pub(super) fn plain(word: &str) -> bool {
    word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‑' | '´' | '`'))
}

/// Whether words are a person's name: capitals, initials, particles.
pub(in crate::normalise) fn is_name(name: &str, strict: bool) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let most = if strict { 5 } else { 6 };
    if words.is_empty() || words.len() > most || name.chars().count() > 60 {
        return false;
    }
    let unspaced = name
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(|c| text::is_unspaced(c) || ('\u{ac00}'..='\u{d7a3}').contains(&c));
    if unspaced {
        return !strict && (2..=12).contains(&name.chars().count());
    }
    let named = |w: &str| w.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) && plain(w);
    let capitals = words.iter().filter(|w| named(w)).count();
    let all = words.iter().all(|w| named(w) || is_particle(w));
    all && capitals >= if strict { 2 } else { 1 } && !words.iter().any(|w| bylines::is_never(&text::fold(w)))
}

/// Whether a name begins with a given name that is known.
pub(in crate::normalise) fn has_given_name(name: &str) -> bool {
    let first = name.split([' ', '\u{a0}']).find(|w| !is_title(w)).unwrap_or("");
    bylines::is_given(first.trim_end_matches('.')) || first.split('-').next().is_some_and(bylines::is_given)
}

/// The name that all of a line is, where the place says that it is one: a first name, a handle, a name in a script
/// without spaces.
pub(in crate::normalise) fn find_single(line: &str) -> Option<&str> {
    let name = line.trim_matches(|c: char| !c.is_alphanumeric());
    let chars = name.chars().count();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '\'' | '’'));
    let unspaced = is_name(name, false) && name.chars().next().is_some_and(|c| !c.is_ascii());
    let fits = (3..=24).contains(&chars) && letters * 2 > chars || unspaced && (2..=8).contains(&chars);
    let folded = text::fold(name);
    let dated = calendar::month(name).is_some() || calendar::weekday(name).is_some();
    let never = folded.split('.').any(|w| bylines::is_never(w) || bylines::is_end(w));
    (plain && fits && !dated && !never && calendar::labels(&folded).next().is_none()).then_some(name)
}

fn is_title(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "Dr" | "Prof" | "Professor" | "Mr" | "Mrs" | "Ms" | "Sir" | "Dame" | "Univ" | "Med" | "Ing"
    )
}
