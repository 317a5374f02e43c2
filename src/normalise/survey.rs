//! What repeats across the documents of a collection.

use super::{Observation, decode, segment};
use crate::model::{LineKey, RawDocument, Survey};
use crate::text::{self, eight};
use std::collections::HashMap;

/// The keys of a document's lines, each once.
pub(super) fn observe(document: &RawDocument) -> Observation {
    let Ok(source) = decode::decode(document) else { return Observation::default() };
    let (source, reading) = segment::read(source, document.media, segment::html::For::Lines);
    let shown = reading.and_then(|r| r.pieces.last().map(|last| last.span.end as usize));
    let shown = &source.text[..shown.unwrap_or(source.text.len())];
    let mut keys: Vec<LineKey> =
        segment::text::lines(shown).map(str::trim).filter(|l| !l.is_empty()).map(line_key).collect();
    keys.sort_unstable();
    keys.dedup();
    Observation(keys)
}

/// How many documents hold each line that more than one holds.
pub(super) fn survey(observations: Vec<Observation>) -> Survey {
    let documents = observations.len() as u32;
    let mut all: Vec<LineKey> = Vec::with_capacity(observations.iter().map(|o| o.0.len()).sum());
    observations.into_iter().for_each(|o| all.extend(o.0));
    all.sort_unstable();
    let mut documents_with = HashMap::new();
    for same in all.chunk_by(|a, b| a == b).filter(|same| same.len() > 1) {
        documents_with.insert(same[0], same.len() as u32);
    }
    Survey { documents_with, documents }
}

/// For each byte of ASCII its small letter; a space for white space.
static SMALL: [u8; 128] = {
    let mut table = [0; 128];
    let mut b = 0u8;
    while b < 128 {
        table[b as usize] = if b.is_ascii_whitespace() { b' ' } else { b.to_ascii_lowercase() };
        b += 1;
    }
    table
};

/// The key of a line: a hash of its folded text, the same on every machine.
pub(super) fn line_key(line: &str) -> LineKey {
    if let Some(key) = plain_key(line.as_bytes()) {
        return key;
    }
    // White space counts once, and not at the ends.
    let (mut folded, mut space) = (Folded::new(), true);
    let mut rest = line;
    while !rest.is_empty() {
        // Only the next piece is looked at: a line may be as long as a file.
        let run = text::ascii_run(&rest.as_bytes()[..rest.len().min(PIECE)]);
        if run == 0 {
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            text::for_folded(c, |c| {
                if !(space && c == ' ') {
                    c.encode_utf8(&mut [0; 4]).bytes().for_each(|b| folded.push(b));
                }
                space = c == ' ';
            });
            folded.hash_full();
            rest = chars.as_str();
            continue;
        }
        let plain = &rest.as_bytes()[..run];
        if eight::is_even(plain, space).0 {
            let small = &mut folded.bytes[folded.len..folded.len + run];
            small.copy_from_slice(plain);
            small.make_ascii_lowercase();
            folded.len += run;
            space = plain[run - 1] == b' ';
        } else {
            // Without a branch by byte: words end where no processor expects it.
            let mut len = folded.len;
            for b in plain.iter().map(|b| SMALL[usize::from(*b & 0x7f)]) {
                folded.bytes[len] = b;
                len += usize::from(!(space & (b == b' ')));
                space = b == b' ';
            }
            folded.len = len;
        }
        folded.hash_full();
        rest = &rest[run..];
    }
    folded.key(space)
}

/// The same for a line of ASCII with single spaces, none at its ends, and no controls: nearly all lines of most texts.
fn plain_key(line: &[u8]) -> Option<LineKey> {
    if line.first().is_none_or(|b| *b == b' ') || line.last() == Some(&b' ') {
        return None;
    }
    let (mut hash, mut space, mut at) = (Folded::SEED, 0, 0);
    while let Some(bytes) = eight::at(line, at) {
        if !eight::is_ascii(bytes) {
            return None;
        }
        let here = eight::equal(bytes, b' ');
        if eight::controls(bytes) | here & (here << 8 | space) != 0 {
            return None;
        }
        space = here >> 56;
        hash = Folded::mix(hash, eight::small(bytes));
        at += 8;
    }
    let left = line.len() - at;
    if left > 0 {
        let bytes = eight::up_to(line, at);
        if !eight::is_ascii(bytes) {
            return None;
        }
        let here = eight::equal(bytes, b' ');
        let controls = eight::controls(bytes | eight::beyond(left, b'.'));
        if controls | here & (here << 8 | space) != 0 {
            return None;
        }
        hash = Folded::mix(hash, eight::small(bytes));
    }
    Some(Folded::finish(hash, left))
}

/// Bytes of a line that are looked at at once.
const PIECE: usize = 128;
/// Bytes that are kept back, so that the last is known where the line ends.
const KEPT: usize = 32;

/// A folded line as far as it is not hashed yet.
struct Folded {
    bytes: [u8; PIECE + 2 * KEPT],
    len: usize,
    hash: u64,
}

impl Folded {
    const SEED: u64 = 0xcbf2_9ce4_8422_2325;

    fn new() -> Folded {
        Folded { bytes: [0; PIECE + 2 * KEPT], len: 0, hash: Self::SEED }
    }

    fn push(&mut self, byte: u8) {
        self.bytes[self.len] = byte;
        self.len += 1;
    }

    fn step(hash: u64, bytes: &[u8]) -> u64 {
        Self::mix(hash, eight::up_to(bytes, 0))
    }

    fn mix(hash: u64, eight: u64) -> u64 {
        let hash = (hash ^ eight).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^ hash >> 29
    }

    /// What ends with zeros is not the same without them.
    fn finish(hash: u64, len: usize) -> LineKey {
        let hash = (hash ^ (len as u64 % 8)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^ hash >> 32
    }

    /// Hashes what there is but for the last bytes: always eight at a time, wherever pieces end.
    fn hash_full(&mut self) {
        if self.len > KEPT {
            let full = (self.len - 8) / 8 * 8;
            self.hash = self.bytes[..full].chunks_exact(8).fold(self.hash, Self::step);
            self.bytes.copy_within(full..self.len, 0);
            self.len -= full;
        }
    }

    /// The hash of all, without the space at the end if there is one.
    fn key(self, space: bool) -> LineKey {
        let len = self.len - usize::from(space && self.len > 0);
        Self::finish(self.bytes[..len].chunks(8).fold(self.hash, Self::step), len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_line_share_a_key() {
        assert_eq!(line_key("Read  more “here”"), line_key(" read more \"here\" "));
        assert_ne!(line_key("ab c"), line_key("a bc"));
        assert_eq!(line_key(" \u{a0}\u{200b} a \u{a0} b\u{a0} "), line_key("A b"));
        assert_eq!(line_key(&"x y ".repeat(200)), line_key(&"x  y\t".repeat(200)));
    }

    #[test]
    fn the_short_way_gives_the_key_of_the_long_one() {
        for text in ["A", "The Old Mill", "exactly8", "exactly 16 bytes", "{|}~ @[`Z", &"Words of 1912 ".repeat(40)] {
            let text = text.trim();
            assert!(plain_key(text.as_bytes()).is_some());
            assert_eq!(line_key(text), line_key(&format!("{text} ")), "{text:?}");
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
    fn only_lines_of_several_documents_are_kept() {
        let survey = survey(vec![Observation(vec![1, 2]), Observation(vec![2, 3]), Observation(vec![2])]);
        assert_eq!((survey.others_with(1), survey.others_with(2), survey.others_with(9)), (0, 2, 0));
    }
}
