//! What repeats across the documents of a collection.

use super::{Observation, decode, segment};
use crate::model::{LineKey, RawDocument, Survey};
use crate::text;
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
    // FNV-1a over the folded characters, then mixed so that every bit counts. White space counts once, and not at
    // the ends: it is pending until something follows.
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let (mut hash, mut pending) = (0xcbf2_9ce4_8422_2325u64, true);
    let mut rest = line;
    while !rest.is_empty() {
        // Only the next piece is looked at: a line may be as long as a file.
        let run = text::ascii_run(&rest.as_bytes()[..rest.len().min(PIECE)]);
        if run == 0 {
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            text::for_folded(c, |folded| {
                if folded != ' ' {
                    hash = if pending { step(hash, b' ') } else { hash };
                    hash = folded.encode_utf8(&mut [0; 4]).bytes().fold(hash, step);
                }
                pending = folded == ' ';
            });
            rest = chars.as_str();
            continue;
        }
        // First what counts, without a branch by byte, then its hash: words end where no processor expects it.
        let (mut counted, mut len, mut space) = ([0u8; PIECE], 0, pending);
        for b in rest.as_bytes()[..run].iter().map(|b| SMALL[usize::from(*b & 0x7f)]) {
            counted[len] = b;
            len += usize::from(!(space & (b == b' ')));
            space = b == b' ';
        }
        if len > 0 {
            hash = if pending { step(hash, b' ') } else { hash };
            hash = counted[..len - usize::from(space)].iter().fold(hash, |hash, b| step(hash, *b));
            pending = space;
        }
        rest = &rest[run..];
    }
    hash ^= hash >> 32;
    hash.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Bytes of a line that are looked at at once.
const PIECE: usize = 128;

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
