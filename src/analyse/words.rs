//! The words and phrases of one article, counted: what related articles and key terms are made from.

use super::constants::KEY_PHRASE_LEAST;
use super::tokens::{Tokens, hash};
use crate::lang::stopwords;
use std::cell::RefCell;
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

/// What is used while an article is read, and kept by a thread for the next: much of it is too long to be had cheaply.
#[derive(Default)]
struct Scratch {
    words: Vec<Word>,
    index: Index,
    /// For each word of the title and all blocks its number, or [`NONE`].
    numbers: Vec<u32>,
    /// For each of them, what it may be to a phrase.
    parts: Vec<Part>,
    runs: Vec<Run>,
    seen: Vec<u8>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Things by their hashes, which stand elsewhere: as often read as the text is long.
#[derive(Default)]
struct Index {
    /// Numbers from 1 at the place that the hash tells, or one of the next.
    table: Vec<u32>,
}

impl Index {
    /// Makes room for some things.
    fn clear(&mut self, room: usize) {
        self.table.clear();
        self.table.resize((room * 2).next_power_of_two().max(64), 0);
    }

    /// The number of a thing, or that of the next new one, and whether it is new; `is` tells a thing by its number.
    #[inline]
    fn number(&mut self, hash: u64, count: usize, is: impl Fn(u32) -> bool) -> (u32, bool) {
        let mask = self.table.len() - 1;
        let mut at = (hash ^ hash >> 32) as usize & mask;
        loop {
            match self.table[at] {
                0 => {
                    self.table[at] = count as u32 + 1;
                    return (count as u32, true);
                }
                number if is(number - 1) => return (number - 1, false),
                _ => at = (at + 1) & mask,
            }
        }
    }
}

/// Counts the words and phrases of an article.
pub(super) fn words(title: Option<&Tokens>, blocks: &[Tokens], language: Option<&str>) -> Words {
    SCRATCH.with_borrow_mut(|scratch| counted(title, blocks, language, scratch))
}

/// The texts of an article with the numbers of their blocks, the title first.
fn texts<'a>(title: Option<&'a Tokens<'a>>, blocks: &'a [Tokens<'a>]) -> impl Iterator<Item = (u32, &'a Tokens<'a>)> {
    let title = title.map(|tokens| (NONE, tokens));
    title.into_iter().chain(blocks.iter().enumerate().map(|(i, t)| (i as u32, t)))
}

fn counted(title: Option<&Tokens>, blocks: &[Tokens], language: Option<&str>, scratch: &mut Scratch) -> Words {
    let list = stopwords::list_of(language);
    let (stop, before_nouns) = (&STOP_WORDS[list], before_nouns(language));
    let english = list == 0 || stopwords::is_other_script(list);
    let Scratch { words, index, numbers, .. } = scratch;
    words.clear();
    numbers.clear();
    index.clear(texts(title, blocks).map(|(_, tokens)| tokens.list.len()).sum());
    let (mut length, mut sentences) = (0, 0);
    for (block, tokens) in texts(title, blocks) {
        for (i, token) in tokens.list.iter().enumerate() {
            length += 1;
            if token.first || i == 0 {
                sentences += 1;
            }
            let stopped = english && tokens.is_stop_word(i) || list > 0 && stop.contains(&token.hash);
            if !token.letters || stopped || token.end - token.start < 5 && is_one_letter(tokens.word(i)) {
                numbers.push(NONE);
                continue;
            }
            let hash = token.hash;
            let at = At { block, start: token.start, end: token.end };
            let (number, new) = index.number(hash, words.len(), |number| words[number as usize].hash == hash);
            if new {
                words.push(Word {
                    hash,
                    count: 0,
                    in_title: 0,
                    first: length - 1,
                    sentences: 0,
                    inside: 0,
                    phrase: NONE,
                    at,
                    last_sentence: NONE,
                    lower: !token.capital,
                    noun: false,
                });
            }
            numbers.push(number);
            let entry = &mut words[number as usize];
            entry.count += 1;
            entry.in_title += u32::from(block == NONE);
            if entry.last_sentence != sentences {
                entry.last_sentence = sentences;
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
    }
    let found = count_phrases(title, blocks, scratch);
    let words = &mut scratch.words;
    let (mut phrases, mut common) = (Vec::new(), Vec::new());
    for phrase in found {
        if phrase.plain && phrase.count > 1 {
            common.push((phrase.hash, phrase.at));
        }
        if phrase.count < KEY_PHRASE_LEAST && !phrase.capitals {
            continue;
        }
        let number = phrases.len() as u32;
        for word in &phrase.words[..usize::from(phrase.len)] {
            let word = &mut words[*word as usize];
            if phrase.count > word.inside {
                (word.inside, word.phrase) = (phrase.count, number);
            }
        }
        phrases.push(phrase);
    }
    Words { words: words.clone(), phrases, common, length, sentences }
}

/// What a word may be to a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A stop word, or a number.
    Joint,
    /// A word in lower case that stands only once: it is in no phrase that does more, so that most runs of words are
    /// never looked at.
    Rare,
    /// Any other.
    Word,
}

/// A run of two to four words without a stop word at its ends and nothing but space between.
struct Run {
    key: u64,
    /// Where it begins in the numbers of all texts.
    start: u32,
    /// Its block, or [`NONE`] for the title.
    block: u32,
    /// Its first word in that.
    first: u32,
    /// How many words come after that.
    more: u8,
    /// All in lower case, without a stop word, two or three words.
    plain: bool,
    /// Begins and ends with capitals inside a sentence, and holds no stop word but "of" and the like.
    capitals: bool,
}

/// Every run of a block, whose numbers begin at a place.
fn runs_of(from: usize, block: u32, tokens: &Tokens, numbers: &[u32], parts: &[Part], runs: &mut Vec<Run>) {
    let (numbers, parts) = (&numbers[from..], &parts[from..]);
    let title = block == NONE;
    for first in 0..tokens.list.len() {
        if parts[first] != Part::Word {
            continue;
        }
        let begins = &tokens.list[first];
        let mut key = u64::from(numbers[first]) + 1;
        let mut len = 1;
        let (mut lower, mut whole, mut named) = (!begins.capital, true, begins.capital && !begins.first && !title);
        for last in first + 1..tokens.list.len().min(first + 4) {
            let token = &tokens.list[last];
            if parts[last] == Part::Rare || !token.gap.joins() {
                break;
            }
            let stop = parts[last] == Part::Joint;
            let part = if stop { token.hash | 1 << 63 } else { u64::from(numbers[last]) + 1 };
            key = (key.rotate_left(23) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            lower &= !token.capital;
            if stop {
                whole = false;
                named =
                    named && matches!(tokens.word(last), "of" | "de" | "du" | "des" | "della" | "del" | "da" | "do");
                continue;
            }
            len += 1;
            runs.push(Run {
                key,
                start: (from + first) as u32,
                block,
                first: first as u32,
                more: (last - first) as u8,
                plain: lower && whole && len <= 3 && !title,
                capitals: named && token.capital,
            });
        }
    }
}

/// How often runs of a key were seen is counted roughly first: never too few.
const SEEN: u64 = 1 << 12;

fn seen(key: u64) -> usize {
    ((key ^ key >> 31) % SEEN) as usize
}

/// Counts the runs of all blocks that stand more than once or are in capitals.
fn count_phrases(title: Option<&Tokens>, blocks: &[Tokens], scratch: &mut Scratch) -> Vec<Phrase> {
    let Scratch { words, index, numbers, parts, runs, seen: counts } = scratch;
    parts.clear();
    runs.clear();
    let mut from = 0;
    for (block, tokens) in texts(title, blocks) {
        parts.extend(numbers[from..].iter().zip(&tokens.list).map(
            |(number, token)| match words.get(*number as usize) {
                None => Part::Joint,
                Some(word) if !token.capital && word.weighed() < 2 => Part::Rare,
                Some(_) => Part::Word,
            },
        ));
        runs_of(from, block, tokens, numbers, parts, runs);
        from += tokens.list.len();
    }
    counts.clear();
    counts.resize(SEEN as usize, 0);
    for run in &*runs {
        let count = &mut counts[seen(run.key)];
        *count = count.saturating_add(if run.capitals { 2 } else { 1 });
    }
    runs.retain(|run| counts[seen(run.key)] >= 2);
    index.clear(runs.len());
    let mut keys: Vec<u64> = Vec::new();
    let mut found: Vec<Phrase> = Vec::new();
    for run in &*runs {
        let Some(tokens) = blocks.get(run.block as usize).or(title) else { continue };
        let (first, last) = (run.first as usize, run.first as usize + usize::from(run.more));
        let at = At { block: run.block, start: tokens.list[first].start, end: tokens.list[last].end };
        let (number, new) = index.number(run.key, found.len(), |number| keys[number as usize] == run.key);
        if new {
            let (mut words, mut len) = ([0; 4], 0);
            let start = run.start as usize;
            for number in numbers[start..=start + usize::from(run.more)].iter().filter(|number| **number != NONE) {
                words[len] = *number;
                len += 1;
            }
            let hash = hash_words(tokens, first, last);
            keys.push(run.key);
            found.push(Phrase { hash, count: 0, words, len: len as u8, at, capitals: false, plain: false });
        }
        let phrase = &mut found[number as usize];
        phrase.count += if run.block == NONE { 2 } else { 1 };
        phrase.capitals |= run.capitals;
        if run.plain && !phrase.plain {
            (phrase.plain, phrase.at) = (true, at);
        }
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
