//! The authors as a page states them: persons, not the outlet, its accounts or its addresses.

use super::super::super::segment::html::{Fact, Reading};
use super::super::byline::{self, newsroom};
use crate::text;

/// Kinds of statements, strongest first.
const KEYS: &[&[&str]] = &[
    &["ld author"],
    &["citation_author", "citation_authors", "bepress_citation_author", "dc.creator", "dcterms.creator", "dc:creator"],
    &["itemprop author name", "itemprop author"],
    &[
        "author",
        "parsely-author",
        "sailthru.author",
        "article:author",
        "og:article:author",
        "byl",
        "byline",
        "bt:author",
        "author_name",
        "authors",
        "article:author_name",
    ],
    &["written by"],
    &["rel author", "class author name"],
    &["ld person"],
    &["class author"],
];

/// Labels of cards that are followed by the author's name.
const WRITTEN_BY: &[&str] = &[
    "written by",
    "author",
    "by",
    "geschrieben von",
    "verfasst von",
    "autor",
    "écrit par",
    "auteur",
    "escrito por",
    "scritto da",
    "autore",
    "geschreven door",
    "skrevet av",
    "skrevet af",
    "skriven av",
    "napisane przez",
    "autorem",
    "написано автором",
    "автор",
];

/// The authors and the statement that names them first.
pub(super) fn find<'r>(
    reading: &'r Reading,
    outlet: Option<&str>,
    printed: Option<&Vec<String>>,
) -> Option<(Vec<String>, &'r Fact)> {
    let stated = Stated { reading, outlet: outlet.map(text::fold), sites: super::sites(reading) };
    // What is printed as a byline is surer than what an element of a name that may mean anything holds.
    let ranks = if printed.is_some() { PLAIN } else { KEYS.len() };
    let (rank, found) = (0..ranks).find_map(|rank| Some((rank, stated.at(rank)?)))?;
    // Some name the first author only, and all of them in another statement.
    let more = |all: &(Vec<String>, &Fact)| all.0.len() > found.0.len() && found.0.iter().all(|n| holds(&all.0, n));
    let found = (rank + 1..PLAIN).find_map(|rank| stated.at(rank).filter(more)).unwrap_or(found);
    // `PC` is who made the page, or their machine; the page itself says by whom it is.
    let full = printed.is_some_and(|printed| printed.iter().all(|name| byline::is_name(name, true)));
    (!(full && found.0.iter().all(|name| is_initials(name)))).then_some(found)
}

/// Kinds of [`KEYS`] that say plainly that they name the author.
const PLAIN: usize = 5;

/// Whether a list of names holds one.
fn holds(names: &[String], name: &str) -> bool {
    let folded = text::fold(name);
    names.iter().any(|other| text::fold(other) == folded)
}

/// What a page states, and names that are those of its site.
struct Stated<'r> {
    reading: &'r Reading,
    outlet: Option<String>,
    sites: Vec<String>,
}

impl<'r> Stated<'r> {
    /// The authors by one of the [`KEYS`], and the first statement of them.
    fn at(&self, rank: usize) -> Option<(Vec<String>, &'r Fact)> {
        let keys = KEYS[rank];
        let mut names: Vec<String> = Vec::new();
        let mut first: Option<&Fact> = None;
        for fact in self.reading.facts.iter().filter(|f| is_of(self.reading, f, keys)) {
            // One element names all authors, or each has one of its own; lists of other stories name many.
            if rank >= PLAIN && first.is_some_and(|f| fact.line > f.line + 2) || names.len() >= 8 {
                break;
            }
            for name in of(&fact.value, rank >= 7 && fact.value.contains(' ')) {
                // The site of one person may bear that person's name.
                let person = || byline::is_name(&name, true) && byline::has_given_name(&name);
                let own = keys.iter().any(|k| k.starts_with("ld ")) && person()
                    || rank == PLAIN && byline::is_name(&name, true);
                if (own || !self.is_site(&name)) && !holds(&names, &name) {
                    names.push(name);
                    first.get_or_insert(fact);
                }
            }
        }
        first.map(|first| (names, first))
    }

    fn is_site(&self, name: &str) -> bool {
        let folded = text::fold(name);
        self.outlet.as_deref() == Some(folded.as_str())
            || self.sites.contains(&folded)
            || names_site(super::title_tag(self.reading).text, name)
    }
}

/// Letters at most of a statement that is initials, or an account of a few letters.
const INITIALS: usize = 4;

/// Whether a statement is of a few letters, of a script in which names have more: `PC`, `a.p.`.
fn is_initials(name: &str) -> bool {
    name.is_ascii() && !name.contains(' ') && name.bytes().filter(u8::is_ascii_alphanumeric).count() <= INITIALS
}

/// Whether the title of a page ends with a name behind a mark, as with that of the site: `Headline_Harbour Ledger`, or
/// begins so: `Harbour Council: Notice`. Persons whose given name is known have sites of their own.
fn names_site(title: &str, name: &str) -> bool {
    if byline::is_name(name, true) && byline::has_given_name(name) {
        return false;
    }
    let behind = title.trim_start().strip_prefix(name).map(str::trim_start);
    if behind.is_some_and(|behind| behind.starts_with(['|', '-', '–', '—', '·', '»', ':', '｜', '：'])) {
        return true;
    }
    let before = title.trim_end().strip_suffix(name).map(str::trim_end);
    before.is_some_and(|before| before.ends_with(['|', '-', '–', '—', '_', '·', '»', ':', '｜']))
}

/// Whether a statement is of one of some kinds.
fn is_of(reading: &Reading, fact: &Fact, keys: &[&str]) -> bool {
    if fact.key == "twitter:data1" && keys == ["written by"] {
        let label = reading.facts.iter().find(|f| f.key == "twitter:label1");
        return label.is_some_and(|l| WRITTEN_BY.contains(&l.value.to_lowercase().as_str()));
    }
    keys.contains(&fact.key.as_str())
}

/// The names in a statement.
fn of(value: &str, strict: bool) -> Vec<String> {
    let value = value.trim();
    if value.contains("://") || value.starts_with('@') || value.len() > 300 {
        return Vec::new();
    }
    // Labels for screen readers stand right before the name.
    let labels = ["Author", "Autor", "Auteur", "Autore"];
    let value = labels
        .iter()
        .find_map(|l| value.strip_prefix(l).filter(|r| r.starts_with([':', ' ']) || r.starts_with(char::is_uppercase)))
        .unwrap_or(value);
    let value = value.trim_start_matches([':', ' ']);
    if let Some(found) = byline::find(value) {
        return found.names.into_iter().filter(|n| is_person(n, strict)).collect();
    }
    let mut rest = value.to_string();
    for and in [" and ", " und ", " et ", " y ", " e ", " och ", " og ", " & ", " i "] {
        rest = rest.replace(and, ";");
    }
    let mut out: Vec<String> = Vec::new();
    for (m, part) in rest.split([';', '|', '/', '\n', '•', '·']).enumerate() {
        // `Person, Ada` is one name, `Ada Person, Bob Weller` are two, `Ada Person, editor of ships` is one and what she is.
        let pieces: Vec<&str> = part.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
        if let [last, first] = pieces[..]
            && !last.contains(' ')
            && !first.contains(' ')
            && is_person(&format!("{first} {last}"), true)
        {
            out.push(format!("{first} {last}"));
            continue;
        }
        for (n, piece) in pieces.into_iter().enumerate() {
            let piece = piece.split(" (").next().unwrap_or(piece).trim().trim_end_matches('.');
            if is_person(piece, strict || n > 0 || m > 0) {
                out.push(piece.to_string());
            } else if n > 0 {
                break;
            }
        }
    }
    out
}

fn is_person(name: &str, strict: bool) -> bool {
    let folded = text::fold(name);
    let office = [
        "admin",
        "administrator",
        "editor",
        "staff",
        "redaktion",
        "webmaster",
        "author",
        "guest",
        "anonymous",
        "unknown",
        "reporter",
        "desk",
        "newsroom",
        "user",
        "null",
        "none",
        "undefined",
        "more",
        "share",
    ];
    let words: Vec<&str> = folded.split_whitespace().collect();
    if words.is_empty() || words.len() > 6 || words.iter().any(|w| office.contains(w)) || folded.contains('@') {
        return false;
    }
    if newsroom::is_office(name) {
        return false;
    }
    if byline::is_name(name, true) {
        return true;
    }
    // An address or an account is no name.
    if name.contains('.') && !name.contains(' ') {
        return false;
    }
    // Handles and names in one word, where the page says that this is the author.
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let odd = name.chars().any(|c| matches!(c, ':' | '!' | '?' | '<' | '>' | '=' | '%' | '#'));
    !strict && !odd && (2..=40).contains(&name.len()) && letters * 10 >= name.chars().count() * 6 && words.len() <= 4
}

#[cfg(test)]
mod tests {
    use super::{is_initials, names_site, of};

    #[test]
    fn the_site_is_named_at_the_end_of_the_title() {
        assert!(
            names_site("渡轮归来_港口晚报网", "港口晚报网")
                && names_site("Ferry back - Harbour Ledger", "Harbour Ledger")
        );
        for title in ["Ferry back with Ledger", "Ledger"] {
            assert!(!names_site(title, "Ledger"), "{title}");
        }
        assert!(names_site("Harbour Council: Notice", "Harbour Council"));
        for title in ["Ferry back – Ada Person", "Ada Person: The ferry is back"] {
            assert!(!names_site(title, "Ada Person"), "{title}");
        }
    }

    #[test]
    fn a_few_letters_are_initials() {
        for (name, is) in [("PC", true), ("a.p.", true), ("Person", false), ("Ada B", false), ("王小明", false)] {
            assert_eq!(is_initials(name), is, "{name}");
        }
    }

    #[test]
    fn names_are_taken_apart() {
        assert_eq!(of("By Ada Person and Bob Weller", false), ["Ada Person", "Bob Weller"]);
        assert_eq!(of("Ada Person, Bob Weller", false), ["Ada Person", "Bob Weller"]);
        assert_eq!(of("Person, Ada", false), ["Ada Person"]);
        assert_eq!(of("Ada Person, editor of ships and harbours", false), ["Ada Person"]);
        assert_eq!(of("tidewatcher", false), ["tidewatcher"]);
        for none in
            ["https://ledger.example/ada", "@ledger", "admin", "News staff", "Redacción", "La rédaction", "Super User"]
        {
            assert!(of(none, false).is_empty(), "{none}");
        }
    }
}
