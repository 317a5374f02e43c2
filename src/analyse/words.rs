//! The words and phrases of one article, counted: what related articles and key terms are made from.

use super::constants::KEY_PHRASE_LEAST;
use super::tokens::{Tokens, hash};
use crate::lang::stopwords;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// Keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AsIs(u64);

impl Hasher for AsIs {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*b);
        }
    }
    #[inline]
    fn write_u64(&mut self, value: u64) {
        let mixed = value.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

/// A map from hashes of words.
pub(super) type ByHash<V> = HashMap<u64, V, BuildHasherDefault<AsIs>>;

/// A set of hashes of words.
pub(super) type Hashes = HashSet<u64, BuildHasherDefault<AsIs>>;

/// A place in an article: block `u32::MAX` is the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    /// The block.
    pub(super) block: u32,
    /// First byte.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
}

/// A word and how the article uses it, while the article is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Its hash.
    pub(super) hash: u64,
    /// How often it stands in title and body.
    pub(super) count: u32,
    /// How often it stands in the title.
    pub(super) in_title: u32,
    /// The number of words before its first.
    pub(super) first: u32,
    /// How many sentences hold it.
    pub(super) sentences: u32,
    /// How often it stands inside a phrase that is kept.
    pub(super) inside: u32,
    /// The phrase (its number) that holds it most.
    pub(super) phrase: u32,
    /// Where it may be read: in lower case where it is so written.
    pub(super) at: At,
    last_sentence: u32,
    /// Whether it is written in lower case somewhere.
    pub(super) lower: bool,
    /// Whether something tells that it is a noun, where nouns can be told: a determiner or a preposition before it
    /// somewhere, or a capital inside a sentence; and no digit begins it.
    pub(super) noun: bool,
}

impl Word {
    /// How often it stands in the article for key terms: a title counts twice.
    pub(super) fn weighed(&self) -> u32 {
        self.count + self.in_title
    }
}

/// A phrase of two to four words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    /// Its hash.
    pub(super) hash: u64,
    /// How often it stands in the article.
    pub(super) count: u32,
    /// Its words that are no stop words, by number.
    pub(super) words: [u32; 4],
    /// How many of them.
    pub(super) len: u8,
    /// Where it may be read.
    pub(super) at: At,
    /// It begins and ends with capitals inside a sentence, and holds no stop word but "of" and the like.
    pub(super) capitals: bool,
    /// It is two or three words in lower case without a stop word.
    pub(super) plain: bool,
}

/// All of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// The words, in order of first use.
    pub(super) words: Vec<Word>,
    /// The phrases that may be key terms.
    pub(super) phrases: Vec<Phrase>,
    /// Phrases in lower case that stand in the body more than once, by hash, and where they may be read: what
    /// topics may be found from.
    pub(super) common: Vec<(u64, At)>,
    /// The number of running words.
    pub(super) length: u32,
    /// The number of sentences.
    pub(super) sentences: u32,
}

const NONE: u32 = u32::MAX;

/// Stop words by language, by hash.
static STOP_WORDS: LazyLock<Vec<Hashes>> =
    LazyLock::new(|| stopwords::lists().iter().map(|list| list.iter().map(|word| hash(word)).collect()).collect());

/// Words before nouns by language, by hash.
static BEFORE_NOUNS: LazyLock<Vec<(&str, Hashes)>> = LazyLock::new(|| {
    stopwords::before_nouns().iter().map(|(tag, list)| (*tag, list.iter().map(|word| hash(word)).collect())).collect()
});

/// Words before nouns in the language of a tag; none where they tell nothing.
fn before_nouns(language: Option<&str>) -> Option<&'static Hashes> {
    let short = language?.split(['-', '_']).next();
    BEFORE_NOUNS.iter().find(|(tag, _)| Some(*tag) == short).map(|(_, words)| words)
}

fn is_one_letter(word: &str) -> bool {
    word.len() == 1 || word.chars().nth(1).is_none() && !word.starts_with(crate::text::is_unspaced)
}

/// Counts the words and phrases of an article.
pub(super) fn words(title: Option<&Tokens>, blocks: &[Tokens], language: Option<&str>) -> Words {
    let list = stopwords::list_of(language);
    let (stop, before_nouns) = (&STOP_WORDS[list], before_nouns(language));
    let running: usize = blocks.iter().map(|tokens| tokens.list.len()).sum();
    let mut index: ByHash<u32> = ByHash::with_capacity_and_hasher(running / 2, Default::default());
    let mut out = Words::default();
    let mut numbered: Vec<(u32, &Tokens, Vec<u32>)> = Vec::with_capacity(blocks.len() + 1);
    let title = title.map(|tokens| (NONE, tokens));
    for (block, tokens) in title.into_iter().chain(blocks.iter().enumerate().map(|(i, t)| (i as u32, t))) {
        let mut numbers: Vec<u32> = Vec::with_capacity(tokens.list.len());
        for (i, token) in tokens.list.iter().enumerate() {
            out.length += 1;
            if token.first || i == 0 {
                out.sentences += 1;
            }
            let stopped = if list == 0 { tokens.is_stop_word(i) } else { stop.contains(&token.hash) };
            if !token.letters || stopped || token.end - token.start < 5 && is_one_letter(tokens.word(i)) {
                numbers.push(NONE);
                continue;
            }
            let hash = token.hash;
            let at = At { block, start: token.start, end: token.end };
            let number = *index.entry(hash).or_insert_with(|| {
                out.words.push(Word {
                    hash,
                    count: 0,
                    in_title: 0,
                    first: out.length - 1,
                    sentences: 0,
                    inside: 0,
                    phrase: NONE,
                    at,
                    last_sentence: NONE,
                    lower: !token.capital,
                    noun: false,
                });
                out.words.len() as u32 - 1
            });
            numbers.push(number);
            let entry = &mut out.words[number as usize];
            entry.count += 1;
            entry.in_title += u32::from(block == NONE);
            if entry.last_sentence != out.sentences {
                entry.last_sentence = out.sentences;
                entry.sentences += 1;
            }
            if !entry.lower && !token.capital {
                (entry.at, entry.lower) = (at, true);
            }
            if !entry.noun && !tokens.text.as_bytes()[token.start as usize].is_ascii_digit() {
                let named = token.capital && !token.first && i > 0 && block != NONE;
                let before = || i > 0 && before_nouns.is_none_or(|words| words.contains(&tokens.list[i - 1].hash));
                entry.noun = named || before_nouns.is_none() || before();
            }
        }
        numbered.push((block, tokens, numbers));
    }
    for phrase in count_phrases(&numbered, &out.words) {
        if phrase.plain && phrase.count > 1 {
            out.common.push((phrase.hash, phrase.at));
        }
        if phrase.count < KEY_PHRASE_LEAST && !phrase.capitals {
            continue;
        }
        let number = out.phrases.len() as u32;
        for word in &phrase.words[..usize::from(phrase.len)] {
            let word = &mut out.words[*word as usize];
            if phrase.count > word.inside {
                (word.inside, word.phrase) = (phrase.count, number);
            }
        }
        out.phrases.push(phrase);
    }
    out
}

/// A run of two to four words without a stop word at its ends and nothing but space between.
struct Run {
    key: u64,
    first: usize,
    last: usize,
    words: [u32; 4],
    len: u8,
    /// All in lower case, without a stop word, two or three words.
    plain: bool,
    /// Begins and ends with capitals inside a sentence, and holds no stop word but "of" and the like.
    capitals: bool,
}

/// Every run of a block.
///
/// A word in lower case that stands only once is in no phrase that does more, so that most runs are never looked at.
fn runs_of(block: u32, tokens: &Tokens, numbers: &[u32], known: &[Word], mut found: impl FnMut(Run)) {
    for first in 0..tokens.list.len() {
        let rare = |i: usize| !tokens.list[i].capital && known[numbers[i] as usize].weighed() < 2;
        if numbers[first] == NONE || rare(first) {
            continue;
        }
        let mut key = numbers[first] as u64 + 1;
        let mut words = [numbers[first], 0, 0, 0];
        let mut len = 1;
        let (mut lower, mut whole, mut named) = (!tokens.list[first].capital, true, true);
        for (last, number) in numbers.iter().enumerate().take(first + 4).skip(first + 1) {
            if !tokens.list[last].gap.joins() {
                break;
            }
            let stop = *number == NONE;
            if !stop && rare(last) {
                break;
            }
            let part = if stop { tokens.list[last].hash | 1 << 63 } else { u64::from(*number) + 1 };
            key = (key.rotate_left(23) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            lower &= !tokens.list[last].capital;
            if stop {
                whole = false;
                named =
                    named && matches!(tokens.word(last), "of" | "de" | "du" | "des" | "della" | "del" | "da" | "do");
                continue;
            }
            words[len] = *number;
            len += 1;
            let capitals =
                named && tokens.list[first].capital && tokens.list[last].capital && !tokens.list[first].first;
            found(Run {
                key,
                first,
                last,
                words,
                len: len as u8,
                plain: lower && whole && len <= 3 && block != NONE,
                capitals: capitals && block != NONE,
            });
        }
    }
}

/// How often runs of a key were seen, roughly: never too few.
struct Seen(Vec<u8>);

const SEEN: u64 = 1 << 12;

impl Seen {
    fn at(&mut self, key: u64) -> &mut u8 {
        &mut self.0[((key ^ key >> 31) % SEEN) as usize]
    }
}

/// Counts the runs of all blocks that stand more than once or are in capitals.
fn count_phrases(numbered: &[(u32, &Tokens, Vec<u32>)], known: &[Word]) -> Vec<Phrase> {
    let mut seen = Seen(vec![0; SEEN as usize]);
    for (block, tokens, numbers) in numbered {
        runs_of(*block, tokens, numbers, known, |run| {
            let count = seen.at(run.key);
            *count = count.saturating_add(if run.capitals { 2 } else { 1 });
        });
    }
    let mut index: ByHash<u32> = ByHash::default();
    let mut found: Vec<Phrase> = Vec::new();
    for (block, tokens, numbers) in numbered {
        runs_of(*block, tokens, numbers, known, |run| {
            if *seen.at(run.key) < 2 {
                return;
            }
            let Run { key, first, last, words, len, plain, capitals } = run;
            let at = At { block: *block, start: tokens.list[first].start, end: tokens.list[last].end };
            let number = *index.entry(key).or_insert_with(|| {
                let hash = hash_words(tokens, first, last);
                found.push(Phrase { hash, count: 0, words, len, at, capitals: false, plain: false });
                found.len() as u32 - 1
            });
            let phrase = &mut found[number as usize];
            phrase.count += if *block == NONE { 2 } else { 1 };
            phrase.capitals |= capitals;
            if plain && !phrase.plain {
                (phrase.plain, phrase.at) = (true, at);
            }
        });
    }
    found
}

/// A hash of a phrase that is the same in every article.
fn hash_words(tokens: &Tokens, first: usize, last: usize) -> u64 {
    (first..=last).fold(7, |h: u64, i| (h.rotate_left(21) ^ tokens.list[i].hash).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nouns(text: &str, language: Option<&str>) -> Vec<String> {
        let blocks = [Tokens::new(text)];
        let words = words(None, &blocks, language);
        let nouns = words.words.iter().filter(|word| word.noun);
        nouns.map(|word| text[word.at.start as usize..word.at.end as usize].to_string()).collect()
    }

    #[test]
    fn nouns_stand_behind_determiners_or_have_capitals() {
        let french = "Le bac traverse l’estuaire et Mireille regarde la 42e marée.";
        assert_eq!(nouns(french, Some("fr-CA")), ["bac", "estuaire", "Mireille"]);
        assert_eq!(nouns("Yesterday the ferry crossed without Marlowe", Some("en")), ["ferry", "Marlowe"]);
        // Where no word stands before nouns alone, all words may be some.
        assert_eq!(nouns("Паром вышел рано", Some("ru")), ["Паром", "вышел", "рано"]);
    }
}
