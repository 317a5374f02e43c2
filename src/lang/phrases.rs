//! Interface phrases: what pages say around an article, in many languages.
//!
//! A phrase is written folded: lower case, plain quotes, every run of digits as `#`. Alone it must be the whole
//! line (marks at the ends aside); `phrase*` begins a line, `*phrase` ends one, `*phrase*` stands anywhere.

mod openings;

use super::begins::Begins;
use super::{LANGUAGES, sections};
use crate::text::{self, Bytes, WIDTH, eight};
pub use openings::{FIGURES, Openings};
use smallvec::SmallVec;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

/// Where in a line a phrase must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    at_start: bool,
    at_end: bool,
}

struct Phrase {
    section: &'static str,
    /// As the list has it, and folded.
    printed: &'static str,
    folded: String,
    place: Place,
}

/// What was found in a line: where it ends, how long it is, which phrase it is, whether it is all of the line.
type Here = SmallVec<[(usize, Reverse<usize>, u16, bool); 8]>;

/// All phrases of all languages, found in one pass.
///
/// A phrase that begins with a letter or digit is only found where a word begins, and then the words are the same: so
/// phrases are looked up by a hash of their first word, or of their first character where that is none of a word.
pub struct Phrases {
    phrases: Vec<Phrase>,
    /// Bits of the hashes that occur: most words of a text begin no phrase.
    seen: Vec<u64>,
    /// Bits of the first three bytes of phrases that stand anywhere: most phrases begin a line.
    inside: Vec<u64>,
    /// Hashes, each with its phrases in `order`: first those that begin a line, then those that stand anywhere.
    slots: Vec<Slot>,
    order: Vec<Begin>,
    openings: Openings,
}

/// A phrase, with up to four bytes after its first word and a mask of as many: most that are looked at differ there.
#[derive(Clone, Copy)]
struct Begin {
    next: u32,
    mask: u32,
    phrase: u16,
}

/// Up to four bytes at a place, as a number.
#[inline]
fn four(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..at + 4) {
        Some(found) => u32::from_le_bytes([found[0], found[1], found[2], found[3]]),
        None => bytes.get(at..).unwrap_or_default().iter().rev().fold(0, |four, b| four << 8 | u32::from(*b)),
    }
}

/// The bit of the three bytes that a piece begins with. No phrase that stands anywhere is shorter.
#[inline]
fn three(bytes: [u8; 3]) -> usize {
    let three = u32::from_be_bytes([0, bytes[0], bytes[1], bytes[2]]);
    (three.wrapping_mul(0x9e37_79b1) >> 16) as usize
}

#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u32,
    first: u32,
    anywhere: u32,
    end: u32,
}

/// A phrase that was found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The section it stands in: the name of a rule.
    pub section: &'static str,
    /// The phrase, as the list has it.
    pub phrase: &'static str,
    /// Whether it is all of the line.
    pub whole: bool,
    /// How many bytes it has.
    pub len: u32,
}

impl Hit {
    /// Whether another phrase is only a part of this one.
    pub fn holds(&self, other: &Hit) -> bool {
        self.phrase.len() > other.phrase.len() && self.phrase.contains(other.phrase)
    }
}

/// Slots of the table and bits of the filter before it, powers of two well above the number of first words.
const SLOTS: usize = 1 << 14;
const BITS: usize = 1 << 16;

static ALL: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Vec::new();
    for language in LANGUAGES {
        for (section, line) in sections(language.phrases) {
            let place = Place { at_start: !line.starts_with('*'), at_end: !line.ends_with('*') };
            let printed = line.trim_matches('*');
            let folded = text::fold(printed);
            // A bar, a dash or an arrow serves as a colon: `Also read | The harbour closes`.
            let label = folded.strip_suffix(':').filter(|_| section == "related-list" && !place.at_end);
            for bar in [" |", "|", " :", " -", " →", " »"] {
                let barred = label.map(|label| format!("{}{bar}", label.trim_end())).filter(|barred| *barred != folded);
                phrases.extend(barred.map(|folded| Phrase { section, printed, folded, place }));
            }
            // In capitals, an `ı` is an `I` like that of other languages.
            if folded.contains('ı') {
                phrases.push(Phrase { section, printed, folded: folded.replace('ı', "i"), place });
            }
            phrases.push(Phrase { section, printed, folded, place });
        }
    }
    let (seen, inside) = (vec![0; BITS / 64], vec![0; BITS / 64]);
    // Of lines with signs of scripts without spaces nothing is asked, and no other holds these phrases.
    let spaced = phrases.iter().filter(|phrase| !phrase.folded.contains(text::is_unspaced));
    let openings = Openings::of(spaced.map(|phrase| (phrase.folded.as_str(), phrase.place)));
    let (slots, order) = (vec![Slot::default(); SLOTS], Vec::new());
    let mut all = Phrases { phrases, seen, inside, slots, order, openings };
    let mut keys: Vec<(u32, bool, u16)> =
        (0u16..).zip(&all.phrases).map(|(n, p)| (first_hash(&p.folded), !p.place.at_start, n)).collect();
    keys.sort_unstable();
    for same in keys.chunk_by(|a, b| a.0 == b.0) {
        let (hash, first) = (same[0].0, all.order.len() as u32);
        for (_, _, phrase) in same {
            let folded = &all.phrases[usize::from(*phrase)].folded;
            let rest = &folded.as_bytes()[hash_at(folded, 0).1..];
            let mask = [0, 1, 2, 3].map(|at| if at < rest.len() { 0xff } else { 0 });
            let (next, mask) = (four(rest, 0), u32::from_le_bytes(mask));
            all.order.push(Begin { next, mask, phrase: *phrase });
        }
        let anywhere = first + same.iter().filter(|key| !key.1).count() as u32;
        all.seen[hash as usize % BITS / 64] |= 1 << (hash % 64);
        for (_, _, phrase) in same.iter().filter(|key| key.1) {
            let folded = all.phrases[usize::from(*phrase)].folded.as_bytes();
            let three = three(*folded.first_chunk().expect("what stands anywhere has three bytes"));
            all.inside[three / 64] |= 1 << (three % 64);
        }
        let mut at = hash as usize % SLOTS;
        while all.slots[at].end > 0 {
            at = (at + 1) % SLOTS;
        }
        all.slots[at] = Slot { hash, first, anywhere, end: all.order.len() as u32 };
    }
    all
});

/// All phrases.
pub fn phrases() -> &'static Phrases {
    &ALL
}

static CREDITS: LazyLock<Begins> = LazyLock::new(|| {
    let credits = ALL.phrases.iter().filter(|phrase| phrase.section == "credit");
    Begins::of(credits.map(|phrase| phrase.folded.as_str()))
});

/// Whether a text as printed may begin with a phrase of a credit: most need not be folded to know that they don't.
pub fn may_begin_credit(text: &str) -> bool {
    CREDITS.may(text)
}

/// Whether a character is of a word, digits written as `#`: no phrase begins or ends inside a word.
fn joins(c: char) -> bool {
    if c.is_ascii() {
        return is_joining(c as u8);
    }
    text::is_alphanumeric(c) && !text::is_unspaced(c)
}

/// The same for a byte of ASCII.
fn is_joining(b: u8) -> bool {
    b.is_ascii() && JOINING[usize::from(b)]
}

/// Marks and spaces of ASCII: what may stand around a phrase that is all of a line.
fn is_blank(b: u8) -> bool {
    b < 0x80 && !is_joining(b)
}

/// [`is_joining`] by byte.
static JOINING: [bool; 128] = {
    let mut table = [false; 128];
    let mut b = 0u8;
    while b < 128 {
        table[b as usize] = b.is_ascii_alphanumeric() || b == b'#';
        b += 1;
    }
    table
};

/// Whether a place is not inside a word, nor inside a character.
fn begins_word(line: &str, at: usize) -> bool {
    line.is_char_boundary(at)
        && !(line[at..].chars().next().is_some_and(joins) && line[..at].chars().next_back().is_some_and(joins))
}

const SEED: u32 = 0x811c_9dc5;

/// The hash of the word or character at a place, and where that ends.
#[inline]
fn hash_at(line: &str, start: usize) -> (u32, usize) {
    let bytes = line.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            if !JOINING[usize::from(bytes[at])] {
                break;
            }
            at += 1;
            continue;
        }
        let Some(c) = line[at..].chars().next().filter(|c| joins(*c)) else { break };
        at += c.len_utf8();
    }
    if at == start {
        at += line[start..].chars().next().map_or(1, char::len_utf8);
    }
    // Four bytes at a time: this is done for every word of every line.
    let mut hash = SEED;
    for from in (start..at).step_by(4) {
        let beyond = (from + 4).saturating_sub(at) as u32;
        let own = four(bytes, from) & (u32::MAX >> (8 * beyond));
        hash = (hash ^ own).wrapping_mul(0x9e37_79b1).rotate_left(15);
    }
    (hash ^ hash >> 16, at)
}

fn first_hash(folded: &str) -> u32 {
    hash_at(folded, 0).0
}

impl Phrases {
    /// What tells of most lines that they hold no phrase.
    #[inline]
    pub fn openings(&self) -> &Openings {
        &self.openings
    }

    /// Calls with what was found in a folded line, in order of the place where it ends, the longest first.
    pub fn find(&self, folded: &str, found: impl FnMut(Hit)) {
        self.find_with(folded, true, found);
    }

    /// The same. `inside` says whether phrases that stand anywhere may be [in the line](Openings::may_hold).
    pub fn find_with(&self, folded: &str, inside: bool, mut found: impl FnMut(Hit)) {
        let mut here = Here::new();
        self.find_in(folded, inside, &mut here);
        if here.len() > 1 {
            here.sort_unstable();
        }
        for (_, Reverse(len), n, whole) in here {
            let phrase = &self.phrases[usize::from(n)];
            found(Hit { section: phrase.section, phrase: phrase.printed, whole, len: len as u32 });
        }
    }

    fn find_in(&self, line: &str, inside: bool, found: &mut Here) {
        let bytes = line.as_bytes();
        let Some(lead) = bytes.iter().position(|b| !is_blank(*b)) else {
            return self.find_marks(line, found);
        };
        let tail = bytes.iter().rposition(|b| !is_blank(*b)).map_or(0, |at| at + 1);
        let mut at = 0;
        while at <= lead {
            let start = at;
            let (hash, end) = hash_at(line, start);
            at = end;
            if self.seen[hash as usize % BITS / 64] >> (hash % 64) & 1 == 1
                && let Some(slot) = self.slot(hash)
            {
                self.begun(line, start..end, true, tail, &self.order[slot.first as usize..slot.end as usize], found);
            }
        }
        if inside {
            self.find_inside(line, at, tail, found);
        }
    }

    /// Phrases that stand anywhere, from a place on. Hardly a place where a word may begin has the first three bytes of
    /// one.
    fn find_inside(&self, line: &str, from: usize, tail: usize, found: &mut Here) {
        let bytes = line.as_bytes();
        // Whether the byte before is one of a word.
        let mut joined = u64::from(from > 0 && is_joining(bytes[from - 1]));
        for start in (from..bytes.len().saturating_sub(2)).step_by(WIDTH) {
            // What is beyond ASCII is looked at by character.
            let block = Bytes::first_of(&bytes[start..], b' ');
            let joining = block.letters() | block.within(b'0', b'9') | block.equal(b'#');
            let mut places = !(joining & (joining << 1 | joined)) & !block.equal(b' ');
            joined = joining >> (WIDTH - 1);
            while places != 0 {
                let at = start + places.trailing_zeros() as usize;
                places &= places - 1;
                let Some(bytes) = bytes[at..].first_chunk() else { break };
                let three = three(*bytes);
                if self.inside[three / 64] >> (three % 64) & 1 == 0 || !begins_word(line, at) {
                    continue;
                }
                let (hash, end) = hash_at(line, at);
                if let Some(slot) = self.slot(hash) {
                    let begins = &self.order[slot.anywhere as usize..slot.end as usize];
                    self.begun(line, at..end, false, tail, begins, found);
                }
            }
        }
    }

    /// Of the phrases that begin with a word, those that stand there. `tail` is where all but marks ends.
    fn begun(&self, line: &str, word: Range<usize>, first: bool, tail: usize, begins: &[Begin], found: &mut Here) {
        let next = four(line.as_bytes(), word.end);
        for begin in begins {
            if next & begin.mask != begin.next {
                continue;
            }
            let n = begin.phrase;
            let phrase = &self.phrases[usize::from(n)];
            let Some(rest) = line[word.start..].strip_prefix(phrase.folded.as_str()) else { continue };
            let end = word.start + phrase.folded.len();
            let last = end >= tail;
            if phrase.place.at_end && !last {
                continue;
            }
            let ends_inside =
                rest.chars().next().is_some_and(joins) && phrase.folded.chars().next_back().is_some_and(joins);
            if !ends_inside {
                found.push((end, Reverse(phrase.folded.len()), n, first && last));
            }
        }
    }

    /// A line of nothing but marks: any of them is its beginning and its end.
    fn find_marks(&self, line: &str, found: &mut Here) {
        for start in 0..line.len() {
            let Some(slot) = self.slot(hash_at(line, start).0) else { continue };
            for begin in &self.order[slot.first as usize..slot.end as usize] {
                let folded = self.phrases[usize::from(begin.phrase)].folded.as_str();
                if line[start..].starts_with(folded) {
                    found.push((start + folded.len(), Reverse(folded.len()), begin.phrase, true));
                }
            }
        }
    }

    fn slot(&self, hash: u32) -> Option<&Slot> {
        let mut at = hash as usize % SLOTS;
        while self.slots[at].end > 0 {
            if self.slots[at].hash == hash {
                return Some(&self.slots[at]);
            }
            at = (at + 1) % SLOTS;
        }
        None
    }
}

/// Folds a line as [`Phrases::find`] reads it: small letters, runs of digits as `#`, single spaces, none at the start.
pub fn fold_into(out: &mut String, line: &str) {
    out.clear();
    let mut rest = line;
    loop {
        let run = plain_run(rest.as_bytes(), matches!(out.as_bytes().last(), None | Some(b' ')));
        out.push_str(&rest[..run]);
        rest = &rest[run..];
        let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
        if figures > 0 {
            if !out.ends_with('#') {
                out.push('#');
            }
            rest = &rest[figures..];
            continue;
        }
        let mut chars = rest.chars();
        match chars.next() {
            None => break,
            // The one white space that is not taken for a space.
            Some('\u{b}') => out.push('\u{b}'),
            // Full-width forms are those of ASCII: `图：`, `写真／`.
            Some(c @ '\u{ff01}'..='\u{ff5e}') => push_wide(out, c),
            Some(c) => text::for_folded(c, |c| {
                if c != ' ' || !matches!(out.as_bytes().last(), None | Some(b' ')) {
                    out.push(c);
                }
            }),
        }
        rest = chars.as_str();
    }
    out.make_ascii_lowercase();
}

/// Adds what a full-width form is of ASCII, a run of digits as one sign.
fn push_wide(out: &mut String, c: char) {
    match char::from_u32(c as u32 - 0xfee0).unwrap_or(c) {
        digit if digit.is_ascii_digit() && out.ends_with('#') => {}
        digit if digit.is_ascii_digit() => out.push('#'),
        plain => out.push(plain),
    }
}

/// How many bytes at the start of a text are letters and marks of ASCII, and single spaces.
fn plain_run(bytes: &[u8], after_space: bool) -> usize {
    let mut space = u64::from(after_space) << 7;
    for at in (0..bytes.len()).step_by(8) {
        // Behind the last byte stands what is none of what is asked for.
        let eight = eight::up_to(bytes, at) | eight::beyond(bytes.len() - at, b'.');
        let spaces = eight::equal(eight, b' ');
        let odd = eight::controls(eight) | eight::digits(eight) | spaces & (spaces << 8 | space);
        // What stands before a byte beyond ASCII is told right.
        let odd = odd | eight & eight::ALL;
        if odd != 0 {
            return at + eight::before(odd);
        }
        space = spaces >> 56;
    }
    bytes.len()
}

#[cfg(test)]
mod tests;
