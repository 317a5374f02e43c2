//! The words by which texts and labels are found. The theme's script reads what a reader types in the same way.

use super::{ascii_run, is_alphanumeric, is_unspaced, push_fold};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Characters of a word; a longer one is found by these.
const LONGEST: usize = 24;
/// Words of a label; a longer label is found by the first of them.
const MOST: usize = 64;

/// The folded words of a label, sorted, each once. What is written without spaces gives all pairs of neighbours, and
/// its last character, since where its words begin is not known.
pub fn lookup_words(label: &str) -> Vec<String> {
    let mut words = Vec::new();
    Lookups::default().each(label, |word| {
        if words.len() < MOST {
            words.push(word.to_string());
        }
    });
    words.sort_unstable();
    words.dedup();
    words
}

/// Reads texts for the words by which they are found. Holds room that the next text uses again.
#[derive(Debug, Default)]
pub struct Lookups {
    folded: String,
    bare: String,
    letters: Vec<char>,
}

impl Lookups {
    /// Calls with the words of a text, in order, as often as they stand there.
    pub fn each(&mut self, text: &str, mut each: impl FnMut(&str)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let word = bytes[at..].iter().position(|b| !b.is_ascii_alphanumeric()).map_or(bytes.len(), |n| at + n);
            if bytes.get(word).is_none_or(u8::is_ascii) {
                if word > at {
                    let mut small = [0; LONGEST];
                    let small = &mut small[..(word - at).min(LONGEST)];
                    small.copy_from_slice(&bytes[at..at + small.len()]);
                    small.make_ascii_lowercase();
                    each(std::str::from_utf8(small).unwrap_or_default());
                }
                at = word + 1;
                continue;
            }
            // Signs of ASCII part words whatever stands beside them.
            let mut end = word;
            while bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || !b.is_ascii()) {
                end += 1;
            }
            self.any(&text[at..end], &mut each);
            at = end + 1;
        }
    }

    /// The same for any text: folded, marks left out.
    fn any(&mut self, text: &str, each: &mut impl FnMut(&str)) {
        self.folded.clear();
        push_fold(&mut self.folded, text);
        self.bare.clear();
        for c in self.folded.chars() {
            match c {
                // The small sigma at the end of a word is a spelling of the other.
                'ς' => self.bare.push('σ'),
                c if has_no_parts(c) => self.bare.push(c),
                c => decompose_canonical(c, |c| {
                    if !is_combining_mark(c) {
                        self.bare.push(c);
                    }
                }),
            }
        }
        for run in self.bare.split(|c: char| !is_alphanumeric(c)).filter(|run| !run.is_empty()) {
            if ascii_run(run.as_bytes()) == run.len() {
                each(&run[..run.len().min(LONGEST)]);
                continue;
            }
            self.letters.clear();
            self.letters.extend(run.chars());
            let mut start = 0;
            for same in self.letters.chunk_by(|a, b| is_unspaced(*a) == is_unspaced(*b)) {
                let ends = |n: usize| same.iter().take(n).map(|c| c.len_utf8()).sum::<usize>();
                let all = ends(same.len());
                if is_unspaced(same[0]) {
                    let mut from = start;
                    for pair in 0..same.len() {
                        let to = from + same[pair..].iter().take(2).map(|c| c.len_utf8()).sum::<usize>();
                        each(&run[from..to]);
                        from += same[pair].len_utf8();
                    }
                } else {
                    each(&run[start..start + ends(LONGEST)]);
                }
                start += all;
            }
        }
    }
}

/// Whether a character is no mark and has no parts: not all such characters, but those that most texts are made of.
fn has_no_parts(c: char) -> bool {
    matches!(c, '\0'..='\x7f' | '\u{2010}'..='\u{2027}' | '一'..='鿿' | 'а'..='и' | 'к'..='я' | 'α'..='ω' | 'א'..='ת')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sort_key;

    fn check(label: &str, expected: &[&str]) {
        assert_eq!(lookup_words(label), expected, "{label:?}");
    }

    #[test]
    fn labels_are_found_by_their_words_in_any_spelling() {
        check("The Café’s “New” Har\u{ad}bour, the 2nd", &["2nd", "cafe", "harbour", "new", "s", "the"]);
        check("ΟΔΟΣ οδός", &["οδοσ"]);
        check("中俄关系 2019年", &["2019", "中俄", "俄关", "关系", "年", "系"]);
        check("!? …", &[]);
        check(&"x".repeat(300), &["x".repeat(24).as_str()]);
        check(
            "ﬁne ½ ａｂ 한국 Ёлка e\u{301}t\u{e9} I\u{307}zmir",
            &["1", "2", "ab", "ete", "fine", "izmir", "елка", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"],
        );
        assert_eq!(lookup_words(&(0..300).map(|n| format!("{n} ")).collect::<String>()).len(), 64);
    }

    #[test]
    fn common_letters_have_no_parts() {
        let whole = |c: char| {
            unicode_normalization::UnicodeNormalization::nfd([c].into_iter()).eq([c]) && !is_combining_mark(c)
        };
        assert!(('\0'..=char::MAX).all(|c| !has_no_parts(c) || whole(c)));
    }

    #[test]
    fn the_short_way_reads_as_the_sort_key_folds() {
        let pieces = [
            "a",
            "B1",
            " ",
            "’s",
            "É",
            "ﬁ",
            "中俄",
            "の",
            "\u{301}",
            "Я",
            "й",
            "½",
            "´",
            "한",
            "-",
            "ก่อ",
            "\u{ad}",
            "Σ",
        ];
        for a in pieces {
            for (b, c) in pieces.iter().flat_map(|b| pieces.iter().map(move |c| (b, c))) {
                let text = [a, b, c, "x ", b, a].concat();
                let mut short = Vec::new();
                Lookups::default().each(&text, |word| short.push(word.to_string()));
                let folded = sort_key(&text).replace('ς', "σ");
                let mut long: Vec<String> = Vec::new();
                for run in folded.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
                    let letters: Vec<char> = run.chars().collect();
                    for same in letters.chunk_by(|a, b| is_unspaced(*a) == is_unspaced(*b)) {
                        match is_unspaced(same[0]) {
                            true => {
                                long.extend((0..same.len()).map(|at| same[at..].iter().take(2).collect::<String>()))
                            }
                            false => long.push(same.iter().take(LONGEST).collect()),
                        }
                    }
                }
                assert_eq!(short, long, "{text:?}");
            }
        }
    }
}
