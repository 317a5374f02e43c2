//! Whether words are a person's name, and names taken apart.

use super::byline::newsroom;
use crate::lang::{bylines, calendar, tongues};
use crate::text;

/// What stands between the last two names of a list, or in place of commas.
#[rustfmt::skip]
const JOINS: [&str; 32] = [
    " and ", " & ", " und ", " et ", " y ", " e ", " og ", " och ", " en ", " и ", " і ", " i ", " ve ", " AND ",
    " UND ", " And ", " ET ", " OG ", " OCH ", " VE ", " И ", " și ", " şi ", " si ", " és ", " ja ", " oraz ", " và ",
    " dan ", " και ", "、", "，",
];

/// How many of them are words or `&`; the others are marks.
const WORDS: usize = 30;

/// Bytes of the longest of them without spaces.
const LONGEST_JOIN: usize = 6;
const _: () = {
    let mut n = 0;
    while n < JOINS.len() {
        assert!(JOINS[n].trim_ascii().len() <= LONGEST_JOIN);
        n += 1;
    }
};

/// Whether a list of names goes on behind a word.
pub(super) fn joins(word: &str) -> bool {
    (1..=LONGEST_JOIN).contains(&word.len()) && JOINS.iter().any(|join| join.trim() == word)
}

/// What stands before and behind the word that joins two names.
fn both_sides(text: &str) -> Option<(&str, &str)> {
    // Most texts hold none: they are not searched for each.
    let may = text.split(' ').skip(1).any(joins);
    if may { JOINS[..WORDS].iter().find_map(|and| text.split_once(and)) } else { None }
}

/// Two authors, each with the place they write from: `Ada Person, Harbour and Bob Example, Quay`.
pub(super) fn split_places(text: &str) -> Option<Vec<String>> {
    // A comma stands in few lists of two.
    memchr::memchr(b',', text.as_bytes())?;
    let (first, second) = both_sides(text)?;
    let placed = |part: &str| {
        let (name, place) = part.split_once(", ").filter(|(_, place)| !place.contains(' '))?;
        let fits = is_name(name.trim(), true) && begins_name(place) && !place.contains(',');
        fits.then(|| name.trim().to_string())
    };
    Some(vec![placed(first)?, placed(second.trim_end_matches('.'))?])
}

/// Names in Chinese signs with nothing but spaces between them, and what some of them are: `王小明 通讯员 李大伟`. A
/// Japanese name may have a space inside it, and hardly ever six signs.
fn split_spaces(text: &str) -> Option<Vec<String>> {
    if !text.starts_with(is_han) || !text.contains([' ', '\u{3000}']) {
        return None;
    }
    let words = text.split_whitespace().filter(|word| !newsroom::is_office(word));
    let names: Vec<String> = words.map(String::from).collect();
    let fits = |name: &String| (2..=4).contains(&name.chars().count()) && name.chars().all(is_han);
    let signs: usize = names.iter().map(|name| name.chars().count()).sum();
    (names.iter().all(fits) && names.len() <= 8 && (signs > MOST_HAN || names.len() == 1)).then_some(names)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// The names of a list: each two to four capitalised words, or one with a label before it.
pub(super) fn split_names(text: &str, strict: bool) -> Option<Vec<String>> {
    if let Some(names) = split_spaces(text) {
        return Some(names);
    }
    let mut names = Vec::new();
    let text = without_outlet(text);
    // Between two words stands no third that joins them.
    let several = !text.is_ascii() || text.bytes().filter(|b| *b == b' ').count() > 1;
    let joined = JOINS
        .iter()
        .filter(|_| several)
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

/// A list without what stands behind its last comma, if that tells for whom the persons write: `Ada Person, Harbour
/// Gazette`, `Ada Person and Bob Example, Harbour Gazette`. The given name of a person before it is known, that of no
/// other is.
fn without_outlet(text: &str) -> &str {
    let Some((persons, last)) = text.rsplit_once(',') else { return text };
    let one = |person: &str| has_given_name(person.trim()) && !person.contains(',');
    let known = one(persons) || both_sides(persons).is_some_and(|(ada, bob)| one(ada) || one(bob));
    let is_outlet = known && both_sides(last).is_none() && !has_given_name(last.trim());
    if is_outlet { persons } else { text }
}

pub(super) fn is_particle(word: &str) -> bool {
    #[rustfmt::skip]
    let is = matches!(
        word,
        "de" | "da" | "di" | "del" | "della" | "der" | "den" | "van" | "von" | "zu" | "la" | "le" | "el" | "al" | "bin"
        | "ibn" | "dos" | "das" | "du" | "ter" | "ten" | "af" | "av" | "y" | "e" | "vom" | "ben" | "bint" | "do" | "des"
    );
    is
}

/// Whether a word is made of what names are made of.
pub(super) fn plain(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '.' | '\'' | '’' | '-' | '‑' | '´' | '`') || text::is_alphabetic(c))
}

/// Whether a word is of letters of Indian scripts and of signs that join them: `शर्मा`.
pub(super) fn is_joined(word: &str) -> bool {
    let joins =
        |c: char| matches!(c, '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a3c}' | '\u{a4d}' | '\u{acd}');
    word.chars().all(|c| c == '.' || text::is_alphabetic(c) || joins(c))
}

/// Whether signs of scripts without spaces may be a name: Chinese ones are short, but where a dot parts what was
/// written in other letters.
fn is_unspaced_name(name: &str) -> bool {
    let fits = |c: char| {
        matches!(c, ' ' | '\u{3000}' | '.' | '·' | '・' | '･' | '•' | '＝' | '々' | '-')
            || text::is_alphabetic(c) && (text::is_unspaced(c) || text::is_hangul(c))
    };
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '々');
    let (count, han) = name.chars().fold((0, 0), |(n, han), c| (n + 1, han + usize::from(is_han(c))));
    name.chars().all(fits) && (2..=12).contains(&count) && (han < count || count <= MOST_HAN)
}

/// Signs of the longest names that are written in Chinese signs alone, Japanese ones among them.
const MOST_HAN: usize = 5;

/// The names that all of a line is, parted by commas, strokes and small words: full ones whose given names are known, but
/// that of the first.
pub(super) fn listed(line: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for part in line.split([',', '/', '&']) {
        // `Ana Persona y Juan Ejemplo`, but not `Ana Persona y Gasset`.
        let both = both_sides(part).filter(|(one, other)| [one, other].iter().all(|name| is_known(name.trim())));
        let pair = both.map_or([part, ""], |(one, other)| [one, other]);
        for name in pair.into_iter().map(str::trim).filter(|name| !name.is_empty()) {
            let first =
                || names.is_empty() && is_name(name, true) && !newsroom::is_office(name) && !tongues::is_place(name);
            names.push((is_known(name) || first()).then(|| name.to_string())?);
        }
    }
    (2..=8).contains(&names.len()).then_some(names)
}

/// Whether words are a full name that begins with a given name that is known.
fn is_known(name: &str) -> bool {
    is_name(name, true) && has_given_name(name) && !newsroom::is_office(name)
}

/// Whether words are a person's name: capitals, initials, particles.
pub(in crate::normalise) fn is_name(name: &str, strict: bool) -> bool {
    let (least, most) = if strict { (2, 5) } else { (1, 6) };
    // One word is no full name: most that is asked for is one.
    if strict && !name.bytes().any(|b| b <= b' ' || !b.is_ascii()) {
        return false;
    }
    let words = || name.split_whitespace();
    if name.len() > 60 && name.chars().count() > 60 {
        return false;
    }
    let unspaced = !name.bytes().any(|b| b.is_ascii_alphabetic())
        && name
            .chars()
            .filter(|c| text::is_alphabetic(*c) && *c != '々')
            .all(|c| text::is_unspaced(c) || text::is_hangul(c));
    if unspaced {
        let count = words().take(most + 1).count();
        return !strict && (1..=most).contains(&count) && is_unspaced_name(name);
    }
    let mut capitals = 0;
    for (n, word) in words().enumerate() {
        if n == most {
            return false;
        } else if begins_name(word) && (plain(word) || is_joined(word)) {
            capitals += 1;
        } else if !is_particle(word) {
            return false;
        }
    }
    capitals >= least && !words().any(bylines::is_in_no_name)
}

/// Whether a text begins as names do.
pub(super) fn begins_name(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b) if b.is_ascii() => b.is_ascii_uppercase(),
        _ => text.starts_with(|c: char| text::is_alphabetic(c) && !c.is_lowercase()),
    }
}

/// Whether a name has a given name that is known, where its language puts it: mostly first.
pub(in crate::normalise) fn has_given_name(name: &str) -> bool {
    let first = name.split([' ', '\u{a0}']).find(|w| !is_title(w)).unwrap_or("");
    if is_acronym(first) && !is_acronym(name.rsplit(' ').next().unwrap_or(name)) {
        // `ADA Works`: a person writes either name in capitals, or the last.
        return false;
    }
    let whole = first.trim_end_matches('.');
    bylines::is_given(whole)
        || bylines::is_surnamed(name)
        || first.split('-').next().is_some_and(|part| part != whole && bylines::is_given(part))
        || name.rsplit_once(' ').is_some_and(|(_, last)| bylines::is_given_last(last))
}

/// The name that all of a line is, where the place says that it is one: a first name, a handle, a name in a script
/// without spaces.
pub(in crate::normalise) fn find_single(line: &str) -> Option<&str> {
    let name = line.trim_matches(|c: char| !text::is_alphanumeric(c));
    if !name.chars().all(|c| matches!(c, '_' | '.' | '-' | '\'' | '’') || text::is_alphanumeric(c)) {
        return None;
    }
    let chars = name.chars().count();
    let letters = name.chars().filter(|c| text::is_alphabetic(*c)).count();
    let unspaced = is_name(name, false) && name.chars().next().is_some_and(|c| !c.is_ascii());
    let han = unspaced && name.chars().all(|c| matches!(c, '\u{3400}'..='\u{9fff}'));
    let fits = if han { chars <= 4 } else { (3..=24).contains(&chars) && letters * 2 > chars };
    let fits = fits || unspaced && !han && (2..=8).contains(&chars);
    if !fits || calendar::month(name).is_some() || calendar::weekday(name).is_some() {
        return None;
    }
    let folded = text::fold(name);
    let never = folded.split('.').any(|w| bylines::is_never(w) || bylines::is_end(w));
    let label = || calendar::may_hold_label(&folded) && calendar::labels(&folded).next().is_some();
    (!never && !label()).then_some(name)
}

/// Whether a word has several letters, all of them capitals.
fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_uppercase)
}

fn is_title(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "Dr" | "Prof" | "Professor" | "Mr" | "Mrs" | "Ms" | "Sir" | "Dame" | "Univ" | "Med" | "Ing"
    )
}
