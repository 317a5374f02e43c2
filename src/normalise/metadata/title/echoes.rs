//! Where else a page says what a line near its head says: other lines, the page's own title, the first paragraphs.

use super::super::super::page::Page;
use super::super::super::survey::line_key;
use super::super::measures::Points;
use super::super::source::Site;
use super::{Of, after_name};
use crate::text::{self, eight};

/// The words of the first paragraphs: a title shares some with them, a motto or a section does not. In a table at most
/// half full, where a word stands at its place or right behind it; 0 is no word.
pub(super) struct Lead(Vec<u64>);

/// Paragraphs that count, and how much of each.
const LEAD: (usize, usize) = (3, 700);

impl Lead {
    pub(super) fn new(page: &Page<'_>, start: usize) -> Lead {
        let lines = page.lines.iter().skip(start).filter(|l| l.is_prose()).take(LEAD.0);
        let mut words: Vec<u64> = Vec::with_capacity(LEAD.0 * LEAD.1 / 8);
        lines.for_each(|l| telling(text::clip(l.text(), LEAD.1).0, |word| words.push(word)));
        if words.is_empty() {
            return Lead(words);
        }
        let mut lead = Lead(vec![0; (words.len() * 2).next_power_of_two()]);
        for word in words {
            let place = lead.place(word);
            lead.0[place] = word;
        }
        lead
    }

    /// Where a word stands, or would stand. The table is not empty.
    fn place(&self, word: u64) -> usize {
        let last = self.0.len() - 1;
        let mut at = (text::scatter(word) >> 32) as usize & last;
        while self.0[at] != 0 && self.0[at] != word {
            at = (at + 1) & last;
        }
        at
    }

    /// Words of a title that tell something, and how many of them are in the first paragraphs.
    fn count(&self, title: &str) -> (u32, u32) {
        let (mut all, mut shared) = (0, 0);
        telling(title, |word| {
            all += 1;
            shared += u32::from(!self.0.is_empty() && self.0[self.place(word)] == word);
        });
        (all, shared)
    }

    /// Whether a title shares a quarter of its words with the first paragraphs.
    pub(super) fn shares(&self, title: &str) -> bool {
        let (all, shared) = self.count(title);
        shared > 0 && shared * 4 >= all
    }

    pub(super) fn measure(&self, title: &str, points: &mut Points) {
        if self.0.is_empty() {
            return;
        }
        let (all, shared) = self.count(title);
        let measure = match (all, shared) {
            (0, _) => return,
            (_, 0) => Of::LeadNone,
            (1..=2, _) => Of::LeadShort,
            _ if shared * 2 >= all => Of::LeadHalf,
            _ if shared * 4 >= all => Of::LeadQuarter,
            _ => Of::LeadSome,
        };
        points.is(measure, true);
    }
}

/// Letters of an alphabet without spaces that are about a word.
const SPELT: usize = 5;

/// Words long enough to tell something, as numbers: their first six letters in small, or pairs of letters where no
/// spaces stand between words.
fn telling(text: &str, mut each: impl FnMut(u64)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let eight = eight::plain(eight::up_to(bytes, at));
        at += eight::before(!(eight::letters(eight) | eight::digits(eight)) & eight::ALL);
        if at == start + 8 {
            at += bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        }
        // Most words are plain.
        if bytes.get(at).is_none_or(u8::is_ascii) {
            if at - start >= 4 {
                each(eight::small(eight::first(eight, (at - start).min(6))));
            }
            at += 1;
            continue;
        }
        let rest = text[at..].find(|c: char| !text::is_alphanumeric(c));
        at = rest.map_or(bytes.len(), |end| at + end);
        let word = &text[start..at];
        if word.chars().next().is_some_and(text::is_spelt_unspaced) {
            // Of an alphabet, two letters are in any text.
            let signs: Vec<char> = word.chars().collect();
            signs.windows(SPELT).for_each(|signs| each(number(signs.iter().copied())));
        } else if word.chars().next().is_some_and(text::is_unspaced) {
            word.chars().zip(word.chars().skip(1)).for_each(|(a, b)| each(number([a, b])));
        } else if word.len() >= 4 {
            each(number(word.chars().flat_map(char::to_lowercase).take(6)));
        }
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
}

/// At most six characters as a number: those of ASCII one after another, as they stand in a plain word, others as a
/// hash that is no such number.
fn number(chars: impl IntoIterator<Item = char>) -> u64 {
    let (mut plain, mut hash, mut ascii) = (0, 0xcbf2_9ce4_8422_2325u64, true);
    for (n, c) in chars.into_iter().enumerate() {
        let code = u64::from(u32::from(c));
        ascii &= c.is_ascii();
        plain |= code << (8 * n);
        hash = (hash ^ code).wrapping_mul(0x100_0000_01b3);
    }
    if ascii { plain } else { hash | 1 << 63 }
}

/// How often each line near the head stands there, with or without the name of the site.
pub(super) struct Echoes {
    keys: Vec<u64>,
    /// Lines that end with the name of the site, and where it begins.
    named: Vec<(usize, usize)>,
    /// The keys of what lines say, and of what they say after the name of a site or section.
    sorted: Vec<u64>,
    /// The first line of the page or its `<title>`, folded.
    heads: Vec<String>,
}

/// Whether a line begins or ends with another, with a mark or the end of a word between.
fn holds(line: &str, part: &str) -> bool {
    if line.len() <= part.len() {
        return false;
    }
    let after = line.strip_prefix(part).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    after || line.strip_suffix(part).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// The same of a line that is folded and a part of ASCII that is not, but for capitals.
fn holds_plain(line: &str, part: &str) -> bool {
    let rest = line.len().saturating_sub(part.len());
    let is = |of: Option<&str>| of.is_some_and(|of| of.eq_ignore_ascii_case(part));
    rest > 0
        && (is(line.get(..part.len())) && !line[part.len()..].starts_with(char::is_alphanumeric)
            || is(line.get(rest..)) && !line[..rest].ends_with(char::is_alphanumeric))
}

impl Echoes {
    pub(super) fn new(page: &Page<'_>, site: &Site, start: usize, stated: Option<&str>) -> Echoes {
        let near = page.lines.iter().take(start.saturating_add(8));
        let (mut keys, mut after, mut named) = (Vec::with_capacity(near.len()), Vec::new(), Vec::new());
        for (i, line) in near.enumerate() {
            let text = line.text();
            keys.push(match site.suffix_of(line) {
                Some(cut) => {
                    named.push((i, cut));
                    line_key(text[..cut].trim())
                }
                None => line.key,
            });
            after.extend(after_name(line).map(line_key));
        }
        let mut sorted = [keys.as_slice(), &after].concat();
        sorted.extend(stated.map(line_key));
        sorted.sort_unstable();
        let first = page.lines.iter().take(1).filter(|l| l.words <= 40 && stated.is_none()).map(|l| l.text());
        let heads = first.chain(stated).map(text::fold).collect();
        Echoes { keys, named, sorted, heads }
    }

    /// Whether the first line of the page, which is often its `<title>`, holds this line and something else.
    pub(super) fn is_of_page_title(&self, page: &Page<'_>, line: usize) -> bool {
        let text = page.lines[line].text().trim();
        // What is of ASCII is folded to itself, but where a mark of its own follows a letter.
        let plain = |b: Option<u8>| b.filter(u8::is_ascii_graphic).map(|b| b.to_ascii_lowercase());
        let bytes = text.as_bytes();
        let first = plain(bytes.first().copied()).filter(|_| bytes.get(1).is_none_or(u8::is_ascii));
        let last = plain(bytes.last().copied());
        let may = |head: Option<u8>, line: Option<u8>| line.is_none() || head == line;
        let alike = |head: &String| may(head.bytes().next(), first) || may(head.bytes().next_back(), last);
        if !self.heads.iter().any(alike) {
            return false;
        }
        // What is plain is folded as it is but for its capitals.
        if text.is_ascii() && eight::is_even(text.as_bytes(), false).0 {
            return text.len() >= 4 && text.len() < 200 && self.heads.iter().any(|head| holds_plain(head, text));
        }
        let key = text::fold(text);
        key.len() >= 4 && key.len() < 200 && self.heads.iter().any(|head| holds(head, &key))
    }

    /// Where the name of the site begins in a line that ends with it.
    pub(super) fn cut(&self, line: usize) -> Option<usize> {
        self.named.binary_search_by_key(&line, |(at, _)| *at).ok().map(|n| self.named[n].1)
    }

    /// How many other lines say the same.
    pub(super) fn of(&self, line: usize) -> i32 {
        let key = self.keys[line];
        let first = self.sorted.partition_point(|k| *k < key);
        self.sorted[first..].iter().take(8).take_while(|k| **k == key).count() as i32 - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u64> {
        let mut words = Vec::new();
        telling(text, |word| words.push(word));
        words
    }

    #[test]
    fn words_are_the_same_by_their_first_letters() {
        let same =
            ["Harbours", "HARBOUR", "harbou", "harbou’s", "the harbou-r", "HarbouÉ", "in harbourmasters", "Harbouré"];
        for text in same {
            assert_eq!(words(text), words("harbour"), "{text:?}");
        }
        assert_eq!(words("\u{212a}elvin"), words("kelvin"));
        assert_eq!(words("ÉTÉS, 1912"), words("étés 1912"));
        assert!(words("a the 12 it").is_empty());
        for text in ["harbo", "harbo1", "hárbour", "港口港口"] {
            assert!(words(text) != words("harbour"), "{text:?}");
        }
        assert_eq!(words("港口港"), [number(['港', '口']), number(['口', '港'])]);
        assert_eq!(words("seventeen eighteen n").len(), 2);
    }

    #[test]
    fn plain_parts_are_held_as_folded_ones() {
        for line in
            ["the old mill - ledger", "ledger: the old mill", "the old mills", "the old mill", "é the old mill", ""]
        {
            for part in ["The Old Mill", "Ledger", "THE OLD", "mill", "old"] {
                assert_eq!(holds_plain(line, part), holds(line, &text::fold(part)), "{line:?} {part:?}");
            }
        }
    }
}
