//! Offices of newsrooms where an author would stand: `By Staff Reporter`, `Von der Redaktion`. They name nobody; before
//! a name they are no part of it.

use super::super::names::{begins_name, has_given_name, is_particle, joins};
use crate::lang::bylines;
use crate::text;

/// Words of an office at most.
const MOST: usize = 6;
/// Words that may follow one in a byline: `la rédaction avec une agence`.
const TAIL: usize = 4;

/// Whether words are an office and nothing else.
pub(in crate::normalise) fn is_office(words: &str) -> bool {
    let bare = words.trim_end_matches([' ', ',', '.', ':', '|']);
    end_of_office(bare).is_some_and(|end| end == bare.len())
}

/// A name without the office before it; none, where there is nothing but an office.
pub(in crate::normalise) fn person(name: &str) -> Option<&str> {
    (!is_office(name)).then(|| &name[before_name(name)..])
}

/// Where the office that a text begins with ends, if neither a name nor a sentence goes on behind it.
pub(super) fn at_start(rest: &str) -> Option<usize> {
    let end = end_of_office(rest)?;
    let tail = rest[end..].trim_start();
    let bare = tail.trim_start_matches([',', ':', '-', '–', '|', ' ']);
    let next = bare.split(' ').next().unwrap_or("");
    let small = next.starts_with(char::is_lowercase);
    let apart = match tail.chars().next() {
        None => true,
        Some(c) if c.is_alphabetic() => {
            let few = tail.split_whitespace().nth(TAIL).is_none();
            small && few && !joins(next) && !tail.ends_with(['.', '!', '?'])
        }
        Some(_) => small || !has_given_name(bare),
    };
    apart.then_some(end)
}

/// How much of a text is an office before a full name: `Staff Reporter Ada Person`.
pub(super) fn before_name(text: &str) -> usize {
    let Some(end) = end_of_office(text) else { return 0 };
    let name = text[end..].trim_start();
    // `Jan de Vries`
    let last = name.split(' ').skip(1).take(3).find(|word| !is_particle(word));
    let full = last.is_some_and(begins_name) && has_given_name(name);
    if full && text[end..].starts_with(' ') { text.len() - name.len() } else { 0 }
}

/// Where the words of an office that begin a text end.
fn end_of_office(text: &str) -> Option<usize> {
    let (mut at, mut end, mut office) = (0, 0, false);
    for word in text.split_inclusive([' ', '\u{a0}', '\u{3000}', '\'', '’']).take(MOST) {
        let bare = word.trim_end_matches(|c: char| !text::is_alphanumeric(c) && !is_vowel_sign(c));
        // `Online-Redaktion`
        let known = |part: &str| bylines::is_newsroom(part) || bylines::is_beside_newsroom(part);
        if bare.is_empty() || !(known(bare) || bare.contains('-') && bare.split('-').all(known)) {
            break;
        }
        office |= bare.split('-').chain([bare]).any(bylines::is_newsroom);
        end = at + bare.len();
        at += word.len();
        if word[bare.len()..].contains([',', ':', ';', '|', '(']) {
            break;
        }
    }
    office.then_some(end)
}

/// Signs of Indian scripts that stand behind a letter and belong to it.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{981}'..='\u{983}' | '\u{9bc}'..='\u{9cd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_told_from_names() {
        for office in [
            "Staff Reporter",
            "Our Correspondent",
            "A Staff Reporter",
            "News Desk",
            "Editorial Board",
            "der Redaktion",
            "unserem Korrespondenten",
            "Online-Redaktion",
            "la rédaction",
            "l’équipe de rédaction",
            "Notre envoyé spécial",
            "Redazione",
            "La Redazione",
            "Redacción Central",
            "Nuestro Corresponsal",
            "da Redação",
            "de redactie",
            "onze correspondent",
            "Redakcja",
            "Redaktionen",
            "Наш корреспондент",
            "Отдел новостей",
            "Haber Merkezi",
            "فريق التحرير",
            "हमारे संवाददाता",
            "本报记者",
            "編集部",
            "편집부",
        ] {
            assert!(is_office(office) && at_start(office) == Some(office.len()), "{office}");
        }
        for name in [
            "Ada Person",
            "Ada Writer",
            "Harbour Staff",
            "Karl Redakteur",
            "Ana Redacción",
            "Redaktion Hafenblatt",
            "The Harbour",
            "News Team",
            "Our Own",
            "王小明",
        ] {
            assert!(!is_office(name) && at_start(name).is_none(), "{name}");
        }
    }

    #[test]
    fn a_name_behind_an_office_is_that_of_a_person() {
        for (text, name) in [
            ("Staff Reporter Ada Person", "Ada Person"),
            ("Redakteurin Anna Person", "Anna Person"),
            ("notre correspondante Anne Person", "Anne Person"),
            ("onze verslaggever Jan de Kade", "Jan de Kade"),
            ("Ada Person", "Ada Person"),
            ("Staff Sergeant Person", "Staff Sergeant Person"),
            ("Reporter Ada", "Reporter Ada"),
        ] {
            assert_eq!(person(text), Some(name), "{text}");
        }
        assert_eq!(at_start("our staff and Ada Person"), None);
        assert_eq!(at_start("Staff Reporter, Ada Person"), None);
        assert_eq!(at_start("Staff Reporter, Holm"), Some("Staff Reporter".len()));
        assert_eq!(at_start("la rédaction avec une agence"), Some("la rédaction".len()));
        assert_eq!(at_start("the editors it was said at noon that nobody had seen the ferry"), None);
    }
}
