//! By which words a reader finds what the A–Z lists, where it is too long for one page: the words, and how they are
//! shared out to files, so that whoever types loads a few of them only.

use crate::model::*;
use crate::text;
use std::collections::BTreeMap;
use std::ops::Range;

/// Entries of a file of names or articles. An entry has at most 900 bytes, mostly 150.
pub(super) const ENTRIES: u32 = 80;
/// Bytes of a file of words that are divided by one letter more.
const FILE: usize = 50_000;
/// Bytes of the list of a word beyond which it tells nothing apart.
const LIST: usize = 60_000;
/// Bytes of a file's own part of its name; it may be all letters of a word, and an address has a limit.
const NAME: usize = 60;

/// The words of all labels of an index, and the lists of its entries. `order` holds the articles, the newest first.
pub(super) fn lookup(index: &[IndexEntry], order: &[ArticleId]) -> Lookup {
    let mut lookup = Lookup::default();
    let mut places = vec![0; order.len()];
    for (place, entry) in index.iter().enumerate() {
        match entry.kind {
            IndexKind::Article(id) => places[id.index()] = place as u32,
            IndexKind::Source(_) | IndexKind::Topic(_) => lookup.names.push(place as u32),
        }
    }
    lookup.articles = order.iter().rev().map(|id| places[id.index()]).collect();

    let mut words: BTreeMap<String, [Vec<u32>; 2]> = BTreeMap::new();
    for (list, entries) in [&lookup.names, &lookup.articles].into_iter().enumerate() {
        for (n, place) in entries.iter().enumerate() {
            for word in text::lookup_words(&index[*place as usize].label) {
                words.entry(word).or_default()[list].push(n as u32);
            }
        }
    }
    let listed = |(word, [names, articles]): (String, [Vec<u32>; 2])| match bytes(&names) + bytes(&articles) {
        0..=LIST => LookupWord { word, names, articles },
        _ => LookupWord { word, ..LookupWord::default() },
    };
    lookup.words = words.into_iter().map(listed).collect();
    lookup
}

/// Sorted words by the letters they begin with: as many letters as make files small. With each file the name of its
/// letters.
pub(super) fn files(words: &[LookupWord]) -> Vec<(String, Range<u32>)> {
    let weights: Vec<usize> = words.iter().map(|w| w.word.len() + bytes(&w.names) + bytes(&w.articles) + 10).collect();
    let mut out = Vec::new();
    // What is left to share out, the first on top: a range, and how many letters its words have in common.
    let mut left = vec![(0..words.len(), 0)];
    while let Some((range, letters)) = left.pop() {
        let Some(first) = words.get(range.start).filter(|_| !range.is_empty()) else { continue };
        let name = name(first.word.chars().take(letters));
        let too_long = name.len() > NAME;
        if letters > 0 && (too_long || range.len() == 1 || weights[range.clone()].iter().sum::<usize>() <= FILE) {
            out.push((name, range.start as u32..range.end as u32));
            continue;
        }
        let mut parts = Vec::new();
        let mut start = range.start;
        let next = |word: &LookupWord| word.word.chars().nth(letters);
        for same in words[range].chunk_by(|a, b| next(a) == next(b)) {
            let part = start..start + same.len();
            start = part.end;
            match next(&same[0]) {
                Some(_) => parts.push((part, letters + 1)),
                // The word that ends here stands alone in the file of its letters.
                None => out.push((name.clone(), part.start as u32..part.end as u32)),
            }
        }
        left.extend(parts.into_iter().rev());
    }
    out
}

/// Letters as part of a plain address: two names begin alike exactly where the letters do.
fn name(letters: impl Iterator<Item = char>) -> String {
    letters
        .map(|c| match c {
            'a'..='z' | '0'..='9' => c.to_string(),
            c => format!("-{:x}-", c as u32),
        })
        .collect()
}

/// Bytes of a list of rising numbers, written as steps.
fn bytes(list: &[u32]) -> usize {
    let mut before = 0;
    list.iter().map(|n| (n - std::mem::replace(&mut before, *n)).checked_ilog10().unwrap_or(0) as usize + 2).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(list: &[(&str, u32)]) -> Vec<LookupWord> {
        let word = |(word, many): &(&str, u32)| LookupWord {
            word: word.to_string(),
            names: Vec::new(),
            articles: (0..*many).map(|n| n * 1000).collect(),
        };
        list.iter().map(word).collect()
    }

    #[test]
    fn words_are_shared_out_by_their_first_letters() {
        let got = |list: &[(&str, u32)]| files(&words(list));
        assert_eq!(got(&[]), []);
        assert_eq!(got(&[("a", 1), ("bay", 1), ("bee", 1)]), [("a".into(), 0..1), ("b".into(), 1..3)]);
        assert_eq!(
            got(&[("b", 1), ("bay", 9000), ("bee", 9000), ("beeline", 9000), ("中俄", 1)]),
            [
                ("b".into(), 0..1),
                ("ba".into(), 1..2),
                ("bee".into(), 2..3),
                ("beel".into(), 3..4),
                ("-4e2d-".into(), 4..5)
            ],
            "a word that ends where others go on stands alone"
        );
        let long = ["с".repeat(23) + "а", "с".repeat(23) + "т"];
        let deep = got(&[(&long[0], 9000), (&long[1], 9000)]);
        assert_eq!(deep.len(), 1, "names do not grow without end");
        assert!(deep[0].0.len() < 80);
    }

    #[test]
    fn what_stands_everywhere_is_not_listed() {
        let entry = |n: usize| IndexEntry {
            label: format!("The {n:05}"),
            letter: "T".into(),
            page: PageId::from_index(n),
            kind: IndexKind::Article(ArticleId::from_index(n)),
        };
        let index: Vec<IndexEntry> = (0..40_000).map(entry).collect();
        let order: Vec<ArticleId> = (0..40_000).map(ArticleId::from_index).collect();
        let lookup = lookup(&index, &order);
        assert_eq!(lookup.articles[0], 39_999, "the oldest first");
        let (the, number) = (lookup.words.last().expect("there are words"), &lookup.words[7]);
        assert_eq!((the.word.as_str(), the.articles.len()), ("the", 0));
        assert_eq!((number.word.as_str(), &number.articles[..]), ("00007", &[39_992][..]));
        assert!(files(&lookup.words).len() > 10);
    }
}
