//! Sentences that were glued together, as where the tags between two paragraphs were taken out.

use super::patch::Change;
use crate::lang::stopwords;
use crate::model::Rule;
use crate::text;
use smol_str::SmolStr;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const RULE: Rule = Rule("glued-sentence");

/// What is known of a word with which sentences begin.
struct Opening {
    /// Which lists of stop words the next word must be in one of, where addresses end with this one too; else none.
    next: Vec<usize>,
}

struct Openings {
    words: HashMap<&'static str, Opening>,
    /// What may follow an address that such a word is the end of.
    behind_addresses: HashSet<&'static str>,
}

static OPENINGS: LazyLock<Openings> = LazyLock::new(|| {
    let (mut openings, mut behind_addresses): (HashMap<_, Opening>, _) = (HashMap::new(), HashSet::new());
    for line in include_str!("openings.txt").lines().filter(|line| !line.starts_with('#')) {
        let (tag, words) = line.split_once(' ').unwrap_or_default();
        if tag == "-" {
            behind_addresses.extend(words.split(' '));
            continue;
        }
        let list = stopwords::list_of(Some(tag));
        for word in words.split(' ') {
            match word.strip_suffix('?') {
                Some(word) => openings.entry(word).or_insert(Opening { next: Vec::new() }).next.push(list),
                None => drop(openings.insert(word, Opening { next: Vec::new() })),
            }
        }
    }
    Openings { words: openings, behind_addresses }
});

/// Endings of addresses, which may be written with a capital. A sentence that begins with one is not told from them.
const ENDINGS: &[&str] = &["Biz", "Com", "Edu", "Gov", "Info", "Int", "Mil", "Net", "Org"];

/// What to change: a space goes behind a full stop, an exclamation mark or a question mark between two words. Names
/// are written so too (`Booking.Com`), so the second word must be one of those with which sentences begin. What was
/// glued once in a line was glued by the same hand elsewhere in it, and there any word with a capital will do.
pub(super) fn changes(text: &str) -> Vec<Change> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut proven = false;
    for (at, three) in bytes.windows(3).enumerate() {
        if !is_joint(three[0], three[1], three[2]) {
            continue;
        }
        let Some(next) = word_behind(&text[at + 2..]).filter(|_| ends_with_word(&text[..=at])) else { continue };
        let opens = opens_sentence(next, &text[at + 2 + next.len()..]);
        proven |= opens;
        if opens || next.len() >= 3 && !ENDINGS.contains(&next) {
            out.push(Change {
                range: at + 1..at + 2,
                after: SmolStr::from_iter([char::from(three[1]), ' ']),
                rule: RULE,
            });
        }
    }
    if proven { out } else { Vec::new() }
}

/// Whether a small letter, the end of a sentence and a capital follow each other; of letters beyond ASCII it is not
/// asked what they are.
pub(super) fn is_joint(before: u8, mark: u8, after: u8) -> bool {
    matches!(mark, b'.' | b'!' | b'?') && after.is_ascii_uppercase() && (before.is_ascii_lowercase() || before >= 0x80)
}

// A word whose token goes on with any sign but an apostrophe ends the search, so that a token costs its length only.

/// Whether a text ends with a word: letters behind a space, the last two of them small.
fn ends_with_word(text: &str) -> bool {
    let sign = text.chars().rev().find(|c| !is_of_word(*c)).unwrap_or(' ');
    sign.is_whitespace() && text.chars().rev().take(2).filter(|c| c.is_lowercase()).count() == 2
}

/// The word with which a text begins: a capital and small letters, then a space. What an apostrophe adds is none of it.
fn word_behind(text: &str) -> Option<&str> {
    let sign = text.chars().find(|c| !is_of_word(*c)).unwrap_or(' ');
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let mut small = text[..end].chars().skip(1).peekable();
    (sign.is_whitespace() && small.peek().is_some() && small.all(char::is_lowercase)).then(|| &text[..end])
}

fn is_of_word(c: char) -> bool {
    matches!(c, '’' | '\'') || text::is_alphabetic(c)
}

/// Whether a sentence begins with a word; `rest` is what follows it.
fn opens_sentence(word: &str, rest: &str) -> bool {
    let Some(opening) = OPENINGS.words.get(word) else { return false };
    let next = rest.split_ascii_whitespace().next().unwrap_or_default();
    let stops = || opening.next.iter().any(|list| stopwords::lists()[*list].contains(next));
    opening.next.is_empty() || stops() && !OPENINGS.behind_addresses.contains(next)
}

#[cfg(test)]
mod tests {
    use super::super::repair;

    fn check(glued: &str, repaired: &str) {
        assert_eq!(repair(glued, false).text(), repaired);
        assert_eq!(repair(repaired, false).text(), repaired);
    }

    #[test]
    fn glued_sentences_are_parted() {
        check(
            "The pier was fine.Residents disagreed with him.They want it to stop.",
            "The pier was fine. Residents disagreed with him. They want it to stop.",
        );
        check("Is it safe?He did not say!But it is.It was", "Is it safe? He did not say! But it is. It was");
        check("Der Hafen blieb zu.Die Fähre fuhr nicht.", "Der Hafen blieb zu. Die Fähre fuhr nicht.");
        check("Le phare est allumé.Les pêcheurs rentrent.", "Le phare est allumé. Les pêcheurs rentrent.");
        check("They know the pier.They’re glad.", "They know the pier. They’re glad.");
    }

    #[test]
    fn names_and_addresses_stay() {
        for clean in [
            "a java.lang.String and a System.Collections of Node.js",
            "It is on Booking.com and on Booking.Com today, in ASP.Net",
            "the U.S.Army, a Ph.D.The end",
            "see e.g.Foo or example.It? or harbour.It for more",
            "http.Request, and http.Get of list.The(1)",
            "sea@harbour.The or harbour.The/pier or pier_1.The",
            "No.The, 3.The and Mr.They",
            "The pier was fine.Residents disagreed.",
        ] {
            check(clean, clean);
        }
        check("It was fine on Booking.Com today.They left.", "It was fine on Booking.Com today. They left.");
    }
}
