//! What repeats across the documents of a collection.

use super::{Observation, decode, segment};
use crate::model::{LineKey, RawDocument, Survey};
use crate::text::{self, Map, eight};
use std::collections::HashMap;

/// The keys of a document's lines, each once.
pub(super) fn observe(document: &RawDocument) -> Observation {
    let Ok(source) = decode::decode(document) else { return Observation::default() };
    let (source, reading) = segment::read(source, document.media, segment::html::For::Lines);
    let shown = reading.and_then(|r| r.pieces.last().map(|last| last.span.end as usize));
    let shown = &source.text[..shown.unwrap_or(source.text.len())];
    Observation(each_once(segment::text::lines(shown).map(str::trim).filter(|l| !l.is_empty()).map(line_key)))
}

/// How many documents hold each line that more than one holds.
pub(super) fn survey(observations: Vec<Observation>) -> Survey {
    let documents = observations.len() as u32;
    let mut all: Vec<LineKey> = Vec::with_capacity(observations.iter().map(|o| o.0.len()).sum());
    observations.into_iter().for_each(|o| all.extend(o.0));
    all.sort_unstable();
    let mut documents_with = HashMap::default();
    for same in all.chunk_by(|a, b| a == b).filter(|same| same.len() > 1) {
        documents_with.insert(same[0], same.len() as u32);
    }
    Survey { documents_with, documents }
}

/// The key of a line: a hash of its folded text, the same on every machine.
pub(super) fn line_key(line: &str) -> LineKey {
    plain_key(line.as_bytes()).unwrap_or_else(|| folded_key(line))
}

/// The key of a line that begins and ends with no white space, given as bits too.
pub(super) fn mapped_key(line: &str, map: &Map) -> LineKey {
    if !map.is_even() {
        return folded_key(line);
    }
    let (full, rest) = line.as_bytes().as_chunks();
    let hash = full.iter().fold(Folded::SEED, |hash, bytes| Folded::mix(hash, eight::small(eight::of(*bytes))));
    Folded::last(hash, line.as_bytes(), rest.len())
}

/// The key of any line.
fn folded_key(line: &str) -> LineKey {
    let (bytes, mut folded, mut at) = (line.as_bytes(), Folded::default(), 0);
    while at < bytes.len() {
        let eight = eight::up_to(bytes, at);
        let run = eight::before(eight & eight::ALL).min(bytes.len() - at);
        if run > 0 {
            folded.push_run(eight::first(eight, run), run);
            at += run;
            continue;
        }
        let Some(c) = line[at..].chars().next() else { break };
        text::for_folded(c, |c| folded.push(c));
        at += c.len_utf8();
    }
    folded.key()
}

/// The key of a line of ASCII with single spaces, none at its ends, and no controls: nearly all lines of most texts.
fn plain_key(line: &[u8]) -> Option<LineKey> {
    if line.first().is_none_or(|b| *b == b' ') || line.last() == Some(&b' ') {
        return None;
    }
    let (mut hash, mut space) = (Folded::SEED, 0);
    let mut odd = |bytes: u64| {
        let here = eight::equal(bytes, b' ');
        let odd = eight::controls(bytes) | here & (here << 8 | space);
        space = here >> 56;
        odd
    };
    let (full, rest) = line.as_chunks();
    for bytes in full.iter().map(|bytes| eight::of(*bytes)) {
        if !eight::is_ascii(bytes) || odd(bytes) != 0 {
            return None;
        }
        hash = Folded::mix(hash, eight::small(bytes));
    }
    if !rest.is_ascii() || odd(eight::up_to(line, line.len() - rest.len()) | eight::beyond(rest.len(), b'.')) != 0 {
        return None;
    }
    Some(Folded::last(hash, line, rest.len()))
}

/// A folded line as far as it was read.
struct Folded {
    hash: u64,
    /// Bytes that do not make eight yet, the first lowest.
    open: u64,
    len: usize,
    /// Whether white space stands behind them: it counts once, and not at the ends.
    space: bool,
}

impl Default for Folded {
    fn default() -> Folded {
        Folded { hash: Self::SEED, open: 0, len: 0, space: false }
    }
}

impl Folded {
    const SEED: u64 = 0xcbf2_9ce4_8422_2325;

    /// Adds a folded character.
    fn push(&mut self, c: char) {
        if c == ' ' {
            self.space = self.len > 0;
            return;
        }
        let mut bytes = [0; 8];
        let count = c.encode_utf8(&mut bytes).len();
        self.add(u64::from_le_bytes(bytes), count);
    }

    /// Adds up to eight bytes of ASCII, zeros behind the last.
    fn push_run(&mut self, mut run: u64, mut count: usize) {
        if run as u8 == b' ' {
            self.space = self.len > 0;
            (run, count) = (run >> 8, count - 1);
        }
        let ends = count > 0 && run >> (8 * count - 8) == u64::from(b' ');
        if ends {
            count -= 1;
            run = eight::first(run, count);
        }
        let spaces = eight::equal(run, b' ');
        let controls = eight::controls(run | eight::beyond(count, b'.'));
        // No space at the ends any more, no two together.
        if controls | spaces & (spaces << 8 | 0x80) == 0 && (count == 0 || spaces >> (8 * count - 1) == 0) {
            if count > 0 {
                self.add(eight::small(run), count);
            }
        } else {
            run.to_le_bytes()[..count].iter().for_each(|b| text::for_folded(char::from(*b), |c| self.push(c)));
        }
        self.space |= ends && self.len > 0;
    }

    /// Adds what is no space, zeros behind the last byte.
    #[inline]
    fn add(&mut self, bytes: u64, count: usize) {
        if self.space {
            self.space = false;
            self.put(u64::from(b' '), 1);
        }
        self.put(bytes, count);
    }

    #[inline]
    fn put(&mut self, bytes: u64, count: usize) {
        let held = self.len % 8;
        self.open |= bytes << (8 * held);
        self.len += count;
        if held + count >= 8 {
            self.hash = Self::mix(self.hash, self.open);
            // What did not fit; of nothing held, all did.
            self.open = if held == 0 { 0 } else { bytes >> (8 * (8 - held)) };
        }
    }

    #[inline]
    fn mix(hash: u64, eight: u64) -> u64 {
        let hash = (hash ^ eight).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^ hash >> 29
    }

    /// The key of a line whose last bytes, fewer than eight, are not hashed yet.
    fn last(hash: u64, line: &[u8], left: usize) -> LineKey {
        let hash = if left > 0 { Self::mix(hash, eight::small(eight::up_to(line, line.len() - left))) } else { hash };
        Self::finish(hash, left)
    }

    /// What ends with zeros is not the same without them.
    fn finish(hash: u64, len: usize) -> LineKey {
        let hash = (hash ^ (len as u64 % 8)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^ hash >> 32
    }

    /// The hash of all.
    fn key(self) -> LineKey {
        let hash = if self.len.is_multiple_of(8) { self.hash } else { Self::mix(self.hash, self.open) };
        Self::finish(hash, self.len)
    }
}

/// Keys, each once, in order of their first place.
fn each_once(keys: impl Iterator<Item = LineKey>) -> Vec<LineKey> {
    // A table at most half full, grown with the keys; 0 stands for an empty slot, and is hardly a key.
    let (mut table, mut out, mut zero) = (vec![0; 64], Vec::new(), false);
    for key in keys {
        if out.len() * 2 >= table.len() {
            table = vec![0; table.len() * 4];
            out.iter().for_each(|key| _ = put(&mut table, *key));
        }
        let new = if key == 0 { !std::mem::replace(&mut zero, true) } else { put(&mut table, key) };
        if new {
            out.push(key);
        }
    }
    out
}

/// Puts a key into a table that has room. Whether it is new there.
fn put(table: &mut [LineKey], key: LineKey) -> bool {
    let mut at = key as usize % table.len();
    while table[at] != 0 && table[at] != key {
        at = (at + 1) % table.len();
    }
    std::mem::replace(&mut table[at], key) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_line_share_a_key() {
        assert_eq!(line_key("Read  more “here”"), line_key(" read more \"here\" "));
        assert_ne!(line_key("ab c"), line_key("a bc"));
        assert_eq!(line_key("  – a\t\tB  – ç  "), line_key("- A b - ç"));
        assert_eq!(line_key(" \u{a0}\u{200b} a \u{a0} b\u{a0} "), line_key("A b"));
        assert_eq!(line_key(&"x y ".repeat(200)), line_key(&"x  y\t".repeat(200)));
    }

    #[test]
    fn the_short_way_gives_the_key_of_the_long_one() {
        let mut map = Map::default();
        for text in ["A", "The Old Mill", "exactly8", "exactly 16 bytes", "{|}~ @[`Z", &"Words of 1912 ".repeat(40)] {
            let text = text.trim();
            assert!(plain_key(text.as_bytes()).is_some());
            assert_eq!(line_key(text), line_key(&format!("{text} ")), "{text:?}");
            map.read(text);
            assert_eq!(line_key(text), mapped_key(text, &map), "{text:?}");
        }
        for text in ["", " a", "a ", "a  b", "before  eight", "a\tb", "the old mill at  dawn", "é"] {
            assert_eq!(plain_key(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn a_line_as_long_as_a_file_is_read_once() {
        let long = "word ".repeat(4_000_000);
        assert_ne!(line_key(&long), line_key(&long[..long.len() - 6]));
    }

    #[test]
    fn each_key_is_kept_once() {
        let keys = (0..3000u64).map(|n| n * n % 1009);
        let mut sorted: Vec<LineKey> = keys.clone().collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut once = each_once(keys);
        assert_eq!(once[..4], [0, 1, 4, 9]);
        once.sort_unstable();
        assert_eq!(once, sorted);
    }

    #[test]
    fn only_lines_of_several_documents_are_kept() {
        let survey = survey(vec![Observation(vec![1, 2]), Observation(vec![2, 3]), Observation(vec![2])]);
        assert_eq!((survey.others_with(1), survey.others_with(2), survey.others_with(9)), (0, 2, 0));
    }
}
