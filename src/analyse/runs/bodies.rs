//! Names that a head word gives away: bodies, companies, clubs, places and events.

use super::super::tokens::{Gap, Tokens};
use super::small::is_of;
use super::{Guess, Known, begins};
use crate::lang::bylines::is_given;
use crate::lang::names::{Cue, ends_english_place};

/// Whether the run begins with a name that a head word gives away, and its last word.
pub(super) fn headed(tokens: &Tokens, known: &Known, start: usize, end: usize) -> Option<(Guess, usize)> {
    let word = |i: usize| tokens.word(i);
    // "Bank of …", "Gulf of …", "Lake …".
    for i in start..end {
        // German says "of" with an article in the genitive, and of everything.
        let of = is_of(word(i + 1)) && (known.capitals || word(i + 1) == "für") || matches!(word(i + 1), "for" | "on");
        let whole = known.covered[i] && known.covered[i + 1];
        let guess = if !of || whole || word(i + 1) == "of" && is_generic(tokens, start, i) {
            continue;
        } else if known.is_body(tokens, i) || tokens.is(i, Cue::Company) && i > start && known.capitals {
            Guess::Organisation
        } else if tokens.is(i, Cue::Event) && i > start {
            Guess::Event
        } else if tokens.is(i, Cue::Place) {
            Guess::Place
        } else {
            continue;
        };
        // What follows a known place is not of it: "District of Kenya Joseph Adeyemi"; nor is who holds an office
        // there: "Bank of Kenya Governor Joseph Adeyemi".
        let named = (i + 2..=end).find(|j| begins(tokens, *j)).filter(|j| known.covered[*j]);
        let last = named.map(|j| (j..=end).take_while(|k| known.covered[*k]).last().unwrap_or(j));
        let office = |j: &usize| tokens.is(*j, Cue::Title) && !tokens.is(*j, Cue::Office);
        // "Office for Rivers Joseph Adeyemi".
        let person = |j: &usize| {
            let given = tokens.is(*j, Cue::Given) || is_given(tokens.word(*j));
            let name = given && begins(tokens, *j + 1) && end - *j <= 2;
            known.english && name && tokens.word(*j - 1) != "st" && !known.covered[*j]
        };
        let holder = (i + 3..end).find(|j| office(j) || person(j));
        let last = last.filter(|_| guess == Guess::Place).or(holder.map(|j| j - 1));
        return Some((guess, last.unwrap_or(end)));
    }
    // A name that is known as a whole needs no head.
    if (start..=end).all(|i| known.covered[i]) || start == end {
        return None;
    }
    // "Consejo Nacional Electoral": the head first, its adjectives behind it.
    if known.romance && known.is_body(tokens, start) && !tokens.list[start].first {
        // "Grupo A" is a group of some tournament.
        let last = adjectives(tokens, known, start, end);
        let last = if ends_english_place(word(last)) { start } else { last };
        let last = if (start + 1..=last).all(|i| is_kind(word(i))) { start } else { last };
        if (start + 1..=last).any(|j| tokens.list[j].end - tokens.list[j].start > 1) {
            return Some((Guess::Organisation, last));
        }
    }
    if matches!(word(start), "lake" | "mount" | "cape" | "port" | "fort") && end == start + 1 {
        return Some((Guess::Place, end));
    }
    (start + 1..=end).rev().find_map(|i| {
        // A title right after a head ("Bank Chairman") ends the name before it; one before makes it an office.
        let before =
            |j: usize| (tokens.is(j, Cue::Title) || tokens.is(j, Cue::Portfolio)) && !tokens.is(j, Cue::Office);
        let bare = (start..i).all(before);
        let torn = !known.english && (start..i).any(|j| !begins(tokens, j));
        // Where every noun has a capital, one with a hyphen is a compound.
        let compound = !known.capitals && (start + 1..=i).all(|j| tokens.list[j].gap == Gap::Hyphen);
        // One more word makes another name of it: "Harbour Electronics Show".
        let goes_on = i + 1 == end
            && !known.covered[end]
            && !tokens.is(end, Cue::Title)
            && !tokens.is(end, Cue::Role)
            && tokens.list[end].gap == Gap::Space;
        // "Popular Democratic Party" is not the party that is known: another capitalised word makes another of it.
        let longer = known.english
            && known.covered[i]
            && !known.place[i]
            && !known.covered[start]
            && !tokens.list[start].first
            && (start..i).all(|j| begins(tokens, j) && !before(j) && !tokens.is(j, Cue::Role));
        // "Radio 2" is another station than the radio.
        let digits = tokens.list.get(i + 1).is_some_and(|t| !t.letters && t.gap == Gap::Space);
        if digits && matches!(word(i), "radio" | "television" | "channel" | "tv") {
            return None;
        }
        if known.covered[i] && !longer || bare || torn || compound || goes_on || is_generic(tokens, start, i) {
            return None;
        }
        if tokens.is(i, Cue::Club) && i == end && i - start <= 1 + usize::from(known.capitals) {
            return Some((Guess::Organisation, i));
        }
        let guess = if tokens.is(i, Cue::Event) {
            Guess::Event
        } else if known.is_body(tokens, i) || tokens.is(i, Cue::Company) {
            Guess::Organisation
        } else if tokens.is(i, Cue::Place) && i == end && i - start <= 2 && tokens.list[i].gap != Gap::Hyphen {
            // "Diego Marlowe", "David Canal": with a given name before it, the word of another language is a surname.
            let english = ends_english_place(word(i));
            if !english && (known.english || known.romance)
                || tokens.is(start, Cue::Given) && !(english && known.english)
            {
                return None;
            }
            Guess::Place
        } else {
            return None;
        };
        let last = match guess {
            // "Harbour Systems And Software".
            Guess::Organisation if i + 1 < end && word(i + 1) == "and" && tokens.list[i + 1].capital => end,
            Guess::Organisation if known.romance => adjectives(tokens, known, i, end),
            _ => i,
        };
        Some((guess, last))
    })
}

/// The last word of an organisation's name in a language that says its adjectives behind the word that tells it.
pub(super) fn adjectives(tokens: &Tokens, known: &Known, head: usize, end: usize) -> usize {
    let given = |j: usize| tokens.is(j, Cue::Given) || is_given(tokens.word(j));
    let person = |j: usize| given(j) && j < end && begins(tokens, j + 1);
    let joins = |j: usize| {
        begins(tokens, j)
            && !known.covered[j]
            && matches!(tokens.list[j].gap, Gap::Space | Gap::Hyphen)
            && [Cue::Title, Cue::Role].iter().all(|cue| !tokens.is(j, *cue))
            && (!person(j) || is_dedicated(tokens.word(head)))
    };
    let mut last = head;
    while last < end {
        let next = last + 1;
        if joins(next) {
            last = next;
            continue;
        }
        let after = (next + 1..=end.min(next + 2)).find(|j| begins(tokens, *j));
        match after.filter(|j| is_of(tokens.word(next)) && !person(*j)) {
            Some(j) => last = (j..=end).take_while(|k| known.covered[*k]).last().unwrap_or(j),
            None => break,
        }
    }
    last
}

/// Bodies that are called after people: "Fundación Ana Soto".
pub(super) fn is_dedicated(head: &str) -> bool {
    const STEMS: [&str; 15] = [
        "funda", "fonda", "institut", "istitut", "hospital", "ospedal", "hôpital", "escuela", "escola", "école",
        "college", "universi", "centr", "muse", "academi",
    ];
    STEMS.iter().any(|stem| head.starts_with(stem))
}

/// Whether a name up to the word that tells a body says only what kind of body it is: "Executive Committee".
pub(super) fn is_generic(tokens: &Tokens, start: usize, head: usize) -> bool {
    const KINDS: [&str; 14] = [
        "advisory",
        "executive",
        "supervisory",
        "joint",
        "steering",
        "select",
        "special",
        "standing",
        "organising",
        "organizing",
        "editorial",
        "managing",
        "working",
        "planning",
    ];
    const BODIES: [&str; 8] = ["board", "committee", "council", "office", "group", "commission", "force", "team"];
    let governors = |i: usize| matches!(tokens.word(i), "directors" | "trustees" | "governors" | "regents");
    if head == start {
        let of = start + 2 < tokens.list.len() && tokens.word(start + 1) == "of";
        return of && tokens.word(start) == "board" && governors(start + 2);
    }
    BODIES.contains(&tokens.word(head)) && (start..head).all(|i| KINDS.contains(&tokens.word(i)))
}

/// Adjectives that say what kind of body it is and no more, in Romance languages: "Comité Ejecutivo".
fn is_kind(word: &str) -> bool {
    const KINDS: [&str; 12] = [
        "ejecutivo",
        "ejecutiva",
        "organizador",
        "organizadora",
        "directivo",
        "directiva",
        "asesor",
        "consultivo",
        "esecutivo",
        "direttivo",
        "exécutif",
        "executivo",
    ];
    KINDS.contains(&word)
}
