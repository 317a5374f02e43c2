//! What stands around a name and speaks for it.

use super::super::tokens::{Gap, Tokens};
use super::{Evidence, Known};
use crate::lang::names::Cue;

/// The evidence for a name, from the words before and after it.
pub(super) fn evidence(tokens: &Tokens, known: &Known, first: usize, last: usize) -> Evidence {
    let mut evidence = Evidence::default();
    if !tokens.list[first].first {
        evidence |= Evidence::MIDDLE;
    }
    if last > first && tokens.is(first, Cue::Given) {
        evidence |= Evidence::GIVEN;
    }
    if first > 0 && matches!(tokens.list[first].gap, Gap::Space | Gap::Quote) {
        let before = tokens.word(first - 1);
        let lower = !tokens.list[first - 1].capital;
        if lower && tokens.is(first - 1, Cue::Role) {
            evidence |= Evidence::ROLE;
        }
        if lower && tokens.is(first - 1, Cue::Saying) {
            evidence |= Evidence::SAYING;
        }
        if lower && tokens.is(first - 1, Cue::CompanyNoun) {
            evidence |= Evidence::COMPANY;
        }
        if before == "s" && first > 1 && tokens.list[first - 1].gap == Gap::Apostrophe && known.place[first - 2] {
            evidence |= Evidence::OWNED;
        }
        let beside = |i: usize| i < known.place.len() && known.place[i];
        let after = tokens.after(last);
        let comma = after == Gap::Comma && beside(last + 1) && known.capitals;
        if lower && tokens.is(first - 1, Cue::Locative) && comma {
            evidence |= Evidence::LOCATED;
        }
        if lower && matches!(before, "in" | "en" | "à" | "a" | "em" | "w" | "we" | "v" | "ve" | "в" | "во" | "near")
        {
            evidence |= Evidence::PLACED;
        }
    }
    let article = first > 0
        && tokens.list[first].gap == Gap::Space
        && match tokens.word(first - 1) {
            "the" | "a" | "an" => known.english,
            // In many languages the definite article may stand before a person, the indefinite one nowhere.
            "un" | "una" | "uno" | "une" | "um" | "uma" | "ein" | "eine" | "einen" | "einem" | "einer" | "een" => {
                !known.english
            }
            _ => false,
        };
    if !article {
        evidence |= Evidence::BARE;
    }
    match tokens.after(last) {
        Gap::Space if last + 1 < tokens.list.len() => {
            let lower = !tokens.list[last + 1].capital;
            if lower && tokens.is(last + 1, Cue::Saying) {
                evidence |= Evidence::SAYING;
            }
        }
        Gap::Comma => {
            for i in last + 1..(last + 7).min(tokens.list.len()) {
                if i > last + 1 && !matches!(tokens.list[i].gap, Gap::Space | Gap::Hyphen | Gap::Apostrophe) {
                    break;
                }
                if tokens.is(i, Cue::Role) {
                    evidence |= Evidence::ROLE;
                    break;
                }
            }
        }
        _ => {}
    }
    evidence
}
