//! Known names that mean another here, by the words beside them.

use super::super::matcher::Match;
use super::super::tokens::{Gap, Tokens};
use super::super::vocabulary::Entry;
use super::super::words::Hashes;
use crate::lang::bylines::is_given;
use crate::lang::names::Cue;
use crate::model::{TopicHow, TopicKind};

/// Another name before a surname makes another person of it, a given name before a place a person; "Inc" behind
/// either a company. Where capitals are for names, any before a city makes another name of it: "Orla Valencia".
///
/// `covered` tells which words the matches that are names cover.
pub(super) fn guard(
    tokens: &Tokens,
    entries: &[Entry],
    lower: &Hashes,
    capitals: bool,
    covered: &[bool],
    matches: &mut Vec<Match>,
) {
    matches.retain(|m| {
        let (first, last) = (m.first as usize, m.last as usize);
        let kind = entries[m.entry as usize].kind;
        // "Joseph RT Marlowe".
        if first == last && kind == TopicKind::Organisation && tokens.list[first].upper {
            let spaced = tokens.list[first].gap == Gap::Space && tokens.after(last) == Gap::Space;
            let capital = tokens.list.get(last + 1).is_some_and(|t| t.capital && !t.upper);
            return !(spaced
                && capital
                && first > 0
                && tokens.list[first - 1].capital
                && tokens.is(first - 1, Cue::Given));
        }
        if first != last || !matches!(kind, TopicKind::Person | TopicKind::Place) {
            return true;
        }
        let next = tokens.list.get(last + 1).filter(|t| capitals && t.gap == Gap::Space && !covered[last + 1]);
        // "Chad Marlowe", "Chad le Roc": a country's name is a given name too.
        let plain = |i: usize| {
            [
                Cue::Title,
                Cue::Role,
                Cue::Calendar,
                Cue::Organisation,
                Cue::Company,
                Cue::Place,
                Cue::Event,
                Cue::Portfolio,
            ]
            .iter()
            .all(|cue| !tokens.is(i, *cue))
        };
        let surname = |i: usize| tokens.list.get(i).is_some_and(|t| t.capital && t.letters && !t.upper && plain(i));
        let particle = next.is_some_and(|t| !t.capital && tokens.is(last + 1, Cue::Particle)) && surname(last + 2);
        let named =
            next.is_some_and(|t| t.capital) && surname(last + 1) || particle && tokens.list[last + 2].gap == Gap::Space;
        if kind == TopicKind::Place && named && is_given(tokens.word(first)) {
            return false;
        }
        // "Hunga-Tonga".
        let joined = first > 0 && tokens.list[first].gap == Gap::Hyphen && tokens.list[first - 1].capital;
        if kind == TopicKind::Place && capitals && joined && !covered[first - 1] && !is_prefix(tokens.word(first - 1)) {
            return false;
        }
        let before = first.checked_sub(1).filter(|b| tokens.list[first].gap == Gap::Space && tokens.list[*b].capital);
        let other = before.is_some_and(|b| {
            let ordinary = tokens.is_stop_word(b) || tokens.list[b].first && lower.contains(&tokens.list[b].hash);
            let name = !covered[b] && !ordinary;
            let plain = [Cue::Title, Cue::Role, Cue::Calendar, Cue::Organisation].iter().all(|cue| !tokens.is(b, *cue));
            let entry = &entries[m.entry as usize];
            let city = capitals && entry.how == TopicHow::BuiltIn && entry.within.is_some();
            let sided = || [Cue::Place, Cue::Portfolio].iter().any(|cue| tokens.is(b, *cue)) || is_side(tokens.word(b));
            let club = kind == TopicKind::Place && tokens.is(b, Cue::ClubBefore);
            let within = city && name && plain && !tokens.list[b].first && !sided();
            tokens.is(b, Cue::Given) && !covered[b] || kind == TopicKind::Person && name && plain || within || club
        });
        let company = tokens.after(last) == Gap::Space
            && last + 1 < tokens.list.len()
            && tokens.list[last + 1].capital
            && tokens.is(last + 1, Cue::Company);
        !(other || company && kind == TopicKind::Person)
    });
}

/// What stands before the name of a country with a hyphen and makes no other of it.
pub(super) fn is_prefix(word: &str) -> bool {
    matches!(
        word,
        "ex" | "anti"
            | "pro"
            | "pre"
            | "post"
            | "sino"
            | "afro"
            | "anglo"
            | "franco"
            | "indo"
            | "russo"
            | "austro"
            | "non"
            | "trans"
            | "euro"
            | "all"
            | "native"
            | "us"
            | "eu"
            | "uk"
    )
}

/// Words before a city that mean a part of it, or it at another time.
pub(super) fn is_side(word: &str) -> bool {
    const SIDES: [&str; 34] = [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "greater",
        "upper",
        "lower",
        "inner",
        "outer",
        "old",
        "new",
        "downtown",
        "metropolitan",
        "metro",
        "suburban",
        "nord",
        "sud",
        "est",
        "ouest",
        "norte",
        "sur",
        "este",
        "oeste",
        "gran",
        "grand",
        "grande",
        "nova",
        "nuova",
        "nueva",
    ];
    SIDES.contains(&word)
}
