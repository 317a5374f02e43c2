//! What repeats across the documents of a collection.

use super::{Observation, decode, segment};
use crate::model::{LineKey, RawDocument, Survey};
use crate::text::{self, Map, WIDTH, eight};
use std::collections::HashMap;
use std::hint::select_unpredictable;

/// The keys of a document's lines, each once.
pub(super) fn observe(document: &RawDocument) -> Observation {
    let Ok(source) = decode::decode(document) else { return Observation::default() };
    let (source, reading) = segment::read(source, document.media, segment::html::For::Lines);
    let shown = reading.and_then(|r| r.pieces.last().map(|last| last.span.end as usize));
    let shown = &source.text[..shown.unwrap_or(source.text.len())];
    let lines = segment::text::lines(shown).map(trimmed).filter(|l| !l.is_empty());
    Observation(each_once(lines.map(line_key), shown.len() / LINE))
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

/// A line without the white space around it: nearly all have only their end.
fn trimmed(line: &str) -> &str {
    // By bytes: what ends with a character is compared by a call.
    let end = line.len() - usize::from(line.as_bytes().last() == Some(&b'\n'));
    text::trim(&line[..end])
}

/// The key of a line: a hash of its folded text, the same on every machine.
pub(super) fn line_key(line: &str) -> LineKey {
    let line = without_end(line);
    let mut folded = Folded::default();
    folded.read(line);
    folded.key()
}

/// The key of a line that begins and ends with no white space, given as bits too.
pub(super) fn mapped_key(line: &str, map: &Map) -> LineKey {
    if !map.is_single() {
        return line_key(line);
    }
    if map.beyond {
        return common_key(line, map).unwrap_or_else(|| line_key(line));
    }
    let (full, rest) = line.as_bytes().as_chunks();
    let hash = full.iter().fold(Folded::SEED, |hash, bytes| Folded::mix(hash, eight::small(eight::of(*bytes))));
    Folded::last(hash, line.as_bytes(), rest.len())
}

/// Lines longer than this are folded while they are hashed.
const SHORT: usize = 1024;
/// Bytes that most lines have at most.
const FEW: usize = 192;

/// The key of such a line without controls and doubled spaces, if it is short and what is beyond ASCII in it [`common`]:
/// folded first, but for letters of ASCII, so that eight bytes are hashed at once wherever characters end.
fn common_key(line: &str, map: &Map) -> Option<LineKey> {
    let bytes = line.as_bytes();
    if bytes.len() > SHORT {
        return None;
    }
    // Most lines need little room, and none is cheap to clear.
    let (mut little, mut much);
    let folded: &mut [u8] = if bytes.len() <= FEW {
        little = [0; FEW + 8];
        &mut little
    } else {
        much = [0; SHORT + 8];
        &mut much
    };
    // How far the line is read, and the folded one written.
    let (mut at, mut len) = (0, 0);
    for (n, block) in map.blocks.iter().enumerate() {
        let mut open = block.beyond;
        while open != 0 {
            let bit = open.trailing_zeros() as usize;
            let start = n * WIDTH + bit;
            // The last bytes of a character that began in the block before.
            if start < at {
                open &= open - 1;
                continue;
            }
            folded[len..len + start - at].copy_from_slice(&bytes[at..start]);
            len += start - at;
            let (own, count, read) = common(eight::up_to(bytes, start))?;
            folded[len..len + 8].copy_from_slice(&own.to_le_bytes());
            len += count;
            at = start + read;
            open &= !(((1 << read) - 1) << bit);
        }
    }
    folded[len..len + bytes.len() - at].copy_from_slice(&bytes[at..]);
    len += bytes.len() - at;
    let small = |eight: u64| eight | eight::capitals(eight::plain(eight)) >> 2;
    let (full, rest) = folded[..len].as_chunks();
    let hash = full.iter().fold(Folded::SEED, |hash, bytes| Folded::mix(hash, small(eight::of(*bytes))));
    let hash = if rest.is_empty() { hash } else { Folded::mix(hash, small(eight::up_to(rest, 0))) };
    Some(Folded::finish(hash, rest.len()))
}

/// A line without what folds to nothing or to white space at its end.
fn without_end(line: &str) -> &str {
    if line.as_bytes().last().is_some_and(u8::is_ascii_graphic) {
        return line;
    }
    line.trim_end_matches(|c| {
        let mut blank = true;
        text::for_folded(c, |c| blank &= c == ' ');
        blank
    })
}

/// What the character beyond ASCII that eight bytes begin with folds to, how many bytes that has, and how many the
/// character: told at once for letters and marks that many texts are full of, none for others.
#[inline]
fn common(eight: u64) -> Option<(u64, usize, usize)> {
    let [first, second, third, ..] = eight.to_le_bytes();
    let (two, three) = (eight & 0xffff, eight & 0xff_ffff);
    match (first, second) {
        // Latin letters, great and small.
        (0xc3, 0x80..=0x96 | 0x98..=0x9e) => Some((two + 0x2000, 2, 2)),
        (0xc3, _) => Some((two, 2, 2)),
        (0xc4 | 0xc5, 0x80..=0xbf) => extended(first, second),
        // Quotation marks; other signs but the no-break space and the soft hyphen.
        (0xc2, 0xab | 0xbb) => Some((u64::from(b'"'), 1, 2)),
        (0xc2, 0xa1..=0xac | 0xae..=0xbf) => Some((two, 2, 2)),
        // Cyrillic ones: half of the small ones stand behind the next first byte.
        (0xd0, 0x80..=0x8f) => Some((two + 0x1000 + 1, 2, 2)),
        (0xd0, 0x90..=0x9f) => Some((two + 0x2000, 2, 2)),
        (0xd0, 0xa0..=0xaf) => Some((two - 0x2000 + 1, 2, 2)),
        (0xd0, 0xb0..) | (0xd1, 0x80..=0x9f) => Some((two, 2, 2)),
        // Quotation marks and dashes.
        (0xe2, 0x80) => match third {
            0x98 | 0x99 => Some((u64::from(b'\''), 1, 3)),
            0x9c..=0x9f => Some((u64::from(b'"'), 1, 3)),
            0x90..=0x95 => Some((u64::from(b'-'), 1, 3)),
            // Bullets and the like, three dots.
            0xa0..=0xa7 => Some((three, 3, 3)),
            _ => None,
        },
        // Small Greek letters; Hebrew, Arabic, scripts of India, kana, ideographs, most syllables of Korean: no case.
        (0xce, 0xb1..) | (0xcf, 0x80..=0x8e) | (0xd7..=0xdb, _) => Some((two, 2, 2)),
        (0xe0, 0xa4..=0xb9) | (0xe3, 0x81..=0x83) | (0xe5..=0xe9 | 0xeb | 0xec, _) => Some((three, 3, 3)),
        _ => None,
    }
}

/// The same for a letter of Latin with marks, by its bytes: great ones stand right before the small ones.
#[inline]
fn extended(first: u8, second: u8) -> Option<(u64, usize, usize)> {
    let code = u64::from(first & 0x1f) << 6 | u64::from(second & 0x3f);
    let small = match code {
        0x100..=0x12f | 0x132..=0x137 | 0x14a..=0x177 => code | 1,
        0x139..=0x148 | 0x179..=0x17e => (code + 1) & !1,
        _ => return None,
    };
    Some((0x80c0 | small >> 6 | (small & 0x3f) << 8, 2, 2))
}

/// A folded line as far as it was read.
struct Folded {
    hash: u64,
    /// Bytes that do not make eight yet, the first lowest.
    open: u64,
    len: usize,
    /// The mark of a byte if that before is a space, or none is: white space counts once, and not at the beginning.
    /// What stands at the end was cut off.
    space: u64,
}

impl Default for Folded {
    fn default() -> Folded {
        Folded { hash: Self::SEED, open: 0, len: 0, space: Self::SPACE }
    }
}

impl Folded {
    const SEED: u64 = 0xcbf2_9ce4_8422_2325;
    const SPACE: u64 = 0x80;

    /// Marks controls in eight bytes, and spaces behind spaces. What is told of the bytes before the first one beyond
    /// ASCII holds.
    #[inline]
    fn odd(&self, eight: u64) -> u64 {
        let spaces = eight::equal(eight, b' ');
        eight::controls(eight) | spaces & (spaces << 8 | self.space)
    }

    /// Adds a line.
    fn read(&mut self, line: &str) {
        let (bytes, mut at) = (line.as_bytes(), 0);
        loop {
            at = self.push_full(bytes, at);
            if at >= bytes.len() {
                return;
            }
            let eight = eight::up_to(bytes, at);
            let run = eight::before(eight & eight::ALL).min(bytes.len() - at);
            if run > 0 {
                self.push_run(eight, run);
                at += run;
            }
            // Characters beyond ASCII stand together in many scripts.
            while bytes.get(at).is_some_and(|b| !b.is_ascii()) {
                at += self.push_beyond(line, at);
            }
        }
    }

    /// Adds the character beyond ASCII at a place. Gives its length.
    #[inline]
    fn push_beyond(&mut self, line: &str, at: usize) -> usize {
        if let Some((folded, count, read)) = common(eight::up_to(line.as_bytes(), at)) {
            self.space = 0;
            self.put(folded, count);
            return read;
        }
        let c = line[at..].chars().next().unwrap_or_default();
        text::for_folded(c, |c| self.push(c));
        c.len_utf8()
    }

    /// Adds bytes from a place on as long as eight are of ASCII with single spaces: nearly all of most texts. Gives the
    /// place where that ends.
    #[inline]
    fn push_full(&mut self, bytes: &[u8], start: usize) -> usize {
        // In registers; what is held of eight bytes stays as much.
        let (mut at, mut own, held) = (start, Folded { ..*self }, 8 * (self.len % 8));
        for eight in bytes[start..].as_chunks().0 {
            let eight = eight::of(*eight);
            if !eight::is_ascii(eight) || own.odd(eight) != 0 {
                break;
            }
            let small = eight::small(eight);
            own.hash = Self::mix(own.hash, own.open | small << held);
            own.open = small >> 1 >> (63 - held);
            own.space = eight::equal(eight, b' ') >> 56;
            at += 8;
        }
        own.len += at - start;
        *self = own;
        at
    }

    /// Adds a folded character.
    #[inline]
    fn push(&mut self, c: char) {
        if c == ' ' {
            if self.space == 0 {
                self.put(u64::from(b' '), 1);
            }
            self.space = Self::SPACE;
            return;
        }
        self.space = 0;
        let code = u64::from(c);
        if code < 0x80 {
            self.put(code, 1);
        } else {
            let mut bytes = [0; 8];
            let count = c.encode_utf8(&mut bytes).len();
            self.put(u64::from_le_bytes(bytes), count);
        }
    }

    /// Adds the first bytes of eight, which are of ASCII, at least one.
    #[inline]
    fn push_run(&mut self, eight: u64, count: usize) {
        let own = u64::MAX >> (64 - 8 * count);
        if self.odd(eight) & own == 0 {
            self.put(eight::small(eight & own), count);
            self.space = (eight::equal(eight, b' ') & own) >> (8 * count - 8) & Self::SPACE;
        } else {
            eight.to_le_bytes()[..count].iter().for_each(|b| text::for_folded(char::from(*b), |c| self.push(c)));
        }
    }

    /// Adds folded bytes, zeros behind the last.
    #[inline]
    fn put(&mut self, bytes: u64, count: usize) {
        let held = self.len % 8;
        let open = self.open | bytes << (8 * held);
        self.len += count;
        // Without a branch: no processor foresees where eight are full. What did not fit is left; of nothing held, all
        // did.
        let full = held + count >= 8;
        self.hash = select_unpredictable(full, Self::mix(self.hash, open), self.hash);
        self.open = select_unpredictable(full, bytes >> 1 >> (63 - 8 * held), open);
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

/// Bytes of a line, about.
const LINE: usize = 64;

/// Keys, each once, in order of their first place; about so many.
fn each_once(keys: impl Iterator<Item = LineKey>, about: usize) -> Vec<LineKey> {
    // A table at most half full, grown with the keys; 0 stands for an empty slot, and is hardly a key.
    let slots = (about * 2).next_power_of_two().max(64);
    let (mut table, mut out, mut zero) = (vec![0; slots], Vec::with_capacity(about), false);
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
    let mut at = (text::scatter(key) >> 32) as usize % table.len();
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

    /// The key, character by character.
    fn slowly(line: &str) -> LineKey {
        let folded: String = line.chars().flat_map(text::fold_char).collect();
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let folded = words.join(" ");
        let (full, rest) = folded.as_bytes().as_chunks();
        let hash = full.iter().fold(Folded::SEED, |hash, bytes| Folded::mix(hash, eight::of(*bytes)));
        Folded::last(hash, folded.as_bytes(), rest.len())
    }

    #[test]
    fn the_short_way_gives_the_key_of_the_long_one() {
        let mut map = Map::default();
        let pieces =
            ["A", "b C", " ", "  ", "\t", "\0", "é", "Я", "“", "\u{a0}", "\u{ad}", "中", "İ", "😀", "exactly8"];
        for a in pieces {
            for (b, c) in pieces.iter().flat_map(|b| pieces.iter().map(move |c| (b, c))) {
                for text in [[a, b, c].concat(), [a, b, c, "Harbour", b, a, a, c].concat()] {
                    assert_eq!(line_key(&text), slowly(&text), "{text:?}");
                    map.read(text.trim());
                    assert_eq!(mapped_key(text.trim(), &map), slowly(&text), "{text:?}");
                    for text in [text.clone(), text.clone() + "\n", text.clone() + "\r\n"] {
                        assert_eq!(trimmed(&text), text.trim());
                    }
                }
            }
        }
    }

    #[test]
    fn the_key_of_a_line_does_not_depend_on_where_its_blocks_end() {
        let mut map = Map::default();
        let pieces = ["é", "Я", "“", "中", "b C", "İ", "\u{ad}", "E", " "];
        for long in (55..66).chain([117, 125, SHORT - 5, SHORT]) {
            for (a, b) in pieces.iter().flat_map(|a| pieces.iter().map(move |b| (a, b))) {
                let text = [a, "x".repeat(long).as_str(), a, b, "D", a].concat();
                map.read(text.trim());
                assert_eq!(mapped_key(text.trim(), &map), slowly(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn common_characters_fold_as_any() {
        for c in '\u{80}'..=char::MAX {
            let (mut bytes, mut folded) = ([0xbf; 8], String::new());
            let read = c.encode_utf8(&mut bytes).len();
            text::for_folded(c, |c| folded.push(c));
            let expected = (eight::up_to(folded.as_bytes(), 0), folded.len(), read);
            assert!(common(u64::from_le_bytes(bytes)).is_none_or(|found| found == expected && folded != " "), "{c:?}");
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
        let mut once = each_once(keys, 0);
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
