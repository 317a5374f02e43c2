//! How words are shared out to files.

use crate::model::LookupWords;
use std::ops::Range;

/// Bytes of a file of words that are divided by one letter more.
const FILE: u64 = 100_000;
/// Bytes of a file's own part of its name; it may be all letters of a word, and an address has a limit.
const NAME: usize = 60;

/// Sorted words by how their names begin: as many signs as make files small. With each file these signs.
pub(in crate::link) fn files(words: &LookupWords) -> Vec<(String, Range<u32>)> {
    let mut out = Vec::new();
    // How many bytes the words before each take in a file.
    let mut weights = vec![0u64];
    weights.extend((0..words.len()).scan(0, |sum, at| {
        let word = words.get(at);
        *sum += (word.word.len() + word.lists.len() + 6) as u64;
        Some(*sum)
    }));
    // What is left to share out, the first on top: a range, and how many signs the names of its words have in common.
    let mut left = vec![(0..words.len(), 0)];
    while let Some((range, signs)) = left.pop() {
        if range.is_empty() {
            continue;
        }
        let name: String = name(words.get(range.start).word).take(signs).collect();
        let fits = range.len() == 1 || weights[range.end] - weights[range.start] <= FILE;
        if signs == NAME || fits {
            out.push((name, range.start as u32..range.end as u32));
            continue;
        }
        let next = |at: usize| sign(words.get(at).word, signs);
        let mut parts = Vec::new();
        let mut start = range.start;
        while start < range.end {
            let sign = next(start);
            let end = (start..range.end).find(|at| next(*at) != sign).unwrap_or(range.end);
            match sign {
                Some(_) => parts.push((start..end, signs + 1)),
                // The word that ends here stands alone in the file of its letters.
                None => out.push((name.clone(), start as u32..end as u32)),
            }
            start = end;
        }
        left.extend(parts.into_iter().rev());
    }
    out
}

/// A sign of the name of a word.
fn sign(word: &str, at: usize) -> Option<char> {
    // A word of ASCII is its own name.
    if word.is_ascii() { word.as_bytes().get(at).map(|b| char::from(*b)) } else { name(word).nth(at) }
}

/// A word as part of a plain address: two names begin alike where the words do, and in the order of the words those that
/// begin alike stand together.
fn name(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(|c| {
        let plain = matches!(c, 'a'..='z' | '0'..='9');
        let digits = (0..5).rev().map(move |n| char::from_digit(c as u32 >> (4 * n) & 15, 16).unwrap_or('0'));
        std::iter::once(if plain { c } else { '-' }).chain(digits.take(if plain { 0 } else { 5 }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shared_out_by_their_first_letters() {
        let got = |list: &[(&str, usize)]| {
            let mut words = LookupWords::default();
            list.iter().for_each(|(word, many)| words.push(word, &"A".repeat(*many)));
            files(&words)
        };
        assert_eq!(got(&[]), []);
        assert_eq!(got(&[("a", 1), ("bay", 1), ("中俄", 1)]), [("".into(), 0..3)]);
        assert_eq!(
            got(&[("b", 1), ("bay", 60_000), ("bee", 60_000), ("beeline", 60_000), ("中俄", 1), ("俄", 1), ("関", 1)]),
            [("b".into(), 0..1), ("ba".into(), 1..2), ("bee".into(), 2..3), ("beel".into(), 3..4), ("-".into(), 4..7)],
            "a word that ends where others go on stands alone"
        );
        let long = ["с".repeat(23) + "а", "с".repeat(23) + "т"];
        let deep = got(&[(&long[0], 60_000), (&long[1], 60_000)]);
        assert_eq!(deep.len(), 1, "names do not grow without end");
        assert!(deep[0].0.len() < 80);
    }
}
