//! The words by which labels are found. The theme's script reads what a reader types in the same way.

use super::{is_unspaced, sort_key};

/// Characters of a word; a longer one is found by these.
const LONGEST: usize = 24;
/// Words of a label; a longer label is found by the first of them.
const MOST: usize = 64;

/// The folded words of a label, sorted, each once. What is written without spaces gives all pairs of neighbours, and
/// its last character, since where its words begin is not known.
pub fn lookup_words(label: &str) -> Vec<String> {
    // The small sigma at the end of a word is a spelling of the other.
    let folded = sort_key(label).replace('ς', "σ");
    let mut words = Vec::new();
    for run in folded.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        let letters: Vec<char> = run.chars().collect();
        for same in letters.chunk_by(|a, b| is_unspaced(*a) == is_unspaced(*b)) {
            if is_unspaced(same[0]) {
                words.extend((0..same.len()).map(|at| same[at..].iter().take(2).collect::<String>()));
            } else {
                words.push(same.iter().take(LONGEST).collect());
            }
        }
    }
    words.truncate(MOST);
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(lookup_words(&(0..300).map(|n| format!("{n} ")).collect::<String>()).len(), 64);
    }
}
