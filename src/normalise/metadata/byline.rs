//! Who wrote it: by-patterns in many languages near the head, and a name at the end of the standfirst.
//!
//! Never the photographer, the editor of a desk or the person quoted: only lines that are bylines as a whole.

use crate::lang::{LANGUAGES, sections};
use crate::text;
use std::ops::Range;
use std::sync::LazyLock;

/// By-words, folded, longest first.
static BY: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = LANGUAGES.iter().flat_map(|l| sections(l.phrases));
    let mut words: Vec<String> = lines.filter(|(s, _)| *s == "byline").map(|(_, word)| text::fold(word)).collect();
    words.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    words.dedup();
    words
});

/// Authors and where they stand in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::normalise) struct Found {
    pub(in crate::normalise) names: Vec<String>,
    pub(in crate::normalise) range: Range<usize>,
}

/// Whether a line is a byline.
pub(in crate::normalise) fn is_byline(line: &str) -> bool {
    find(line).is_some()
}

/// The authors of a line that opens with a by-word.
pub(in crate::normalise) fn find(line: &str) -> Option<Found> {
    if line.len() > 240 {
        return None;
    }
    let (start, strict) = after_by_word(line)?;
    let rest = &line[start..];
    let end = name_end(rest);
    let names = split_names(&rest[..end], strict)?;
    // A sentence that happens to begin with a by-word goes on in lower case.
    let tail = rest[end..].trim_start();
    if strict && tail.split_whitespace().count() > 14 {
        return None;
    }
    Some(Found { names, range: start..start + rest[..end].trim_end().len() })
}

/// Where the name begins, and whether the by-word is one that other lines begin with too.
fn after_by_word(line: &str) -> Option<(usize, bool)> {
    let head: String = line.chars().take(40).collect();
    let folded = text::fold(&head);
    // Folding keeps the number of characters of what by-words are made of.
    let by = BY.iter().find(|by| folded.starts_with(by.as_str()))?;
    let at: usize = line.chars().take(by.chars().count()).map(char::len_utf8).sum();
    let rest = &line[at..];
    let labelled = by.ends_with([':', '=', '/']);
    let colon = rest.trim_start().starts_with([':', '：']);
    let skipped = rest.trim_start_matches([' ', ':', '：', '\u{a0}', '|']);
    if !labelled && !colon && !rest.starts_with([' ', '\u{a0}']) {
        return None;
    }
    Some((line.len() - skipped.len(), !labelled && !colon))
}

/// Where the names end: at a bracket, a dash, a date, an address, or what a person is.
fn name_end(rest: &str) -> usize {
    let marks = [
        " (", "(", " |", "|", " - ", " – ", " — ", " • ", " · ", " / ", " @", "\t", " on ", " in ", " für ", " pour ",
        " for ", " at ", " / ",
    ];
    let mark = marks.iter().filter_map(|m| rest.find(m)).min().unwrap_or(rest.len());
    let digit = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
    let mail = rest.find('@').map_or(rest.len(), |at| rest[..at].rfind(' ').unwrap_or(0));
    let stop = [", Published", " Published", ", Updated", " Updated", " Posted", "; "]
        .iter()
        .filter_map(|m| rest.find(m))
        .min();
    mark.min(digit).min(mail).min(stop.unwrap_or(rest.len()))
}

/// The names of a list: each two to four capitalised words, or one with a label before it.
fn split_names(text: &str, strict: bool) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let joined = [
        " and ", " & ", " und ", " et ", " y ", " e ", " og ", " och ", " en ", " и ", " і ", " i ", " ve ", "、", "，",
    ]
    .iter()
    .fold(text.to_string(), |t, and| t.replace(and, ", "));
    for (n, part) in joined.split(',').enumerate() {
        let part = part.trim().trim_end_matches(['.', ';']).trim();
        if part.is_empty() {
            continue;
        }
        if is_name(part, strict) {
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

/// Whether words are a person's name: capitals, initials, particles.
pub(in crate::normalise) fn is_name(text: &str, strict: bool) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let most = if strict { 5 } else { 6 };
    if words.is_empty() || words.len() > most || text.chars().count() > 60 {
        return false;
    }
    let unspaced = text
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(|c| text::is_unspaced(c) || ('\u{ac00}'..='\u{d7a3}').contains(&c));
    if unspaced {
        return !strict && (2..=12).contains(&text.chars().count());
    }
    let particle = |w: &str| {
        matches!(
            w,
            "de" | "da"
                | "di"
                | "del"
                | "della"
                | "der"
                | "den"
                | "van"
                | "von"
                | "zu"
                | "la"
                | "le"
                | "el"
                | "al"
                | "bin"
                | "ibn"
                | "dos"
                | "das"
                | "du"
                | "ter"
                | "ten"
                | "af"
                | "av"
                | "y"
                | "e"
        )
    };
    let named = |w: &str| {
        let mut chars = w.chars();
        let first = chars.next();
        first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
            && w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‑' | '´' | '`'))
    };
    let capitals = words.iter().filter(|w| named(w)).count();
    let plain = words.iter().all(|w| named(w) || particle(w));
    let common = words.iter().any(|w| {
        matches!(
            w.to_lowercase().as_str(),
            "the"
                | "a"
                | "an"
                | "our"
                | "staff"
                | "news"
                | "admin"
                | "editor"
                | "editors"
                | "press"
                | "this"
                | "that"
                | "your"
                | "my"
                | "their"
                | "his"
                | "her"
                | "all"
                | "using"
                | "clicking"
                | "continuing"
        )
    });
    plain && !common && capitals >= if strict { 2 } else { 1 }
}

/// A name and what the person is, after the last sentence of a standfirst: `… of their choice. Ada Person – Engineer`.
/// Gives where the name begins and ends, and where the note begins.
pub(in crate::normalise) fn at_end(line: &str) -> Option<(Range<usize>, usize)> {
    let body = line.rfind(['.', '!', '?', '…']).map(|at| at + line[at..].chars().next().map_or(1, char::len_utf8))?;
    let tail = &line[body..];
    let start = body + (tail.len() - tail.trim_start().len());
    if start == body {
        return None;
    }
    let fragment = &line[start..];
    let (at, mark) = [" – ", " — ", " - ", ", "].iter().filter_map(|m| fragment.find(m).map(|at| (at, *m))).min()?;
    let name = fragment[..at].trim();
    let note = fragment[at + mark.len()..].trim();
    let words = note.split_whitespace().count();
    let fits = is_name(name, true) && (1..=10).contains(&words) && line[..body].split_whitespace().count() >= 8;
    fits.then(|| (start..start + name.len(), start + at + mark.len()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn check(line: &str, names: &[&str]) {
        let found = find(line).map(|f| f.names).unwrap_or_default();
        assert_eq!(found, names, "{line}");
    }

    #[test]
    fn bylines_are_read_in_many_languages() {
        check("By Ada Person", &["Ada Person"]);
        check("by Ada Person ( – Home – Ada Person)", &["Ada Person"]);
        check("BY ADA PERSON | May 3, 2021", &["ADA PERSON"]);
        check("By Ada Person and Bob van Writer, Harbour correspondents", &["Ada Person", "Bob van Writer"]);
        check("Von Ada Person", &["Ada Person"]);
        check("Par Zoë L’Écrivain et Bob Person", &["Zoë L’Écrivain", "Bob Person"]);
        check("Автор: Анна Лицо", &["Анна Лицо"]);
        check("作者：王小明", &["王小明"]);
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "By the end of the day the harbour was closed",
            "By Monday",
            "By clicking Accept you agree",
            "Byron Smith went home",
            "Par ailleurs, le port est fermé",
            "Por favor, espere",
        ] {
            check(line, &[]);
        }
    }

    #[test]
    fn a_name_may_end_the_standfirst() {
        let line = "The harbour grows and the town around it hardly notices at all. Ada Person – Engineer of ports";
        let (name, note) = at_end(line).unwrap();
        assert_eq!((&line[name], &line[note..]), ("Ada Person", "Engineer of ports"));
        assert_eq!(at_end("The harbour grows. The town hardly notices – or so it seems."), None);
    }
}
