//! Titles of works in running text: words in quotation marks or emphasis that are written like a title. What stands
//! inside one belongs to the title.

use crate::model::{Block, InlineKind, Span};

/// Bytes within which a title begins before a word and ends after it.
const LONGEST: usize = 160;
/// Words that a title has, at least.
const WORDS: usize = 3;
/// Letters of a word from which it has a capital in a title.
const LETTERS: usize = 5;
/// Pairs of quotation marks.
const MARKS: [(char, char); 6] = [('“', '”'), ('«', '»'), ('„', '“'), ('‘', '’'), ('"', '"'), ('「', '」')];

/// Whether a place is part of a title, and not the whole of it.
pub(super) fn holds(block: &Block, place: Span) -> bool {
    let (start, end) = (place.start as usize, place.end as usize);
    let emphasis = block.inlines.iter().filter(|inline| inline.kind == InlineKind::Emphasis);
    let emphasised = emphasis.map(|inline| inline.span.range());
    let inside = |range: &std::ops::Range<usize>| range.start <= start && end <= range.end && *range != (start..end);
    let written = |range: std::ops::Range<usize>| block.text.get(range).is_some_and(is_written_like_one);
    emphasised.filter(inside).any(written) || quoted(&block.text, start, end).filter(inside).is_some_and(written)
}

/// What stands between the quotation marks around a place.
fn quoted(text: &str, start: usize, end: usize) -> Option<std::ops::Range<usize>> {
    let from = (start.saturating_sub(LONGEST)..=start).find(|at| text.is_char_boundary(*at))?;
    let to = (end..=text.len().min(end + LONGEST)).rev().find(|at| text.is_char_boundary(*at))?;
    let before = text.get(from..start)?;
    // Most of what stands before a name has no mark that opens anything.
    if before.is_ascii() && !before.contains('"') {
        return None;
    }
    let after = text.get(end..to)?;
    MARKS.iter().find_map(|(open, close)| {
        let opened = if open == close {
            // Marks that look the same at both ends: the number before tells which this is.
            let all = text.get(..start)?.matches(*open).count();
            before.rfind(*open).filter(|_| all % 2 == 1)?
        } else {
            let at = before.rfind(*open)?;
            if before[at..].chars().skip(1).any(|c| c == *close) {
                return None;
            }
            at
        };
        let closed = after.find(*close)?;
        Some(from + opened + open.len_utf8()..end + closed)
    })
}

/// Several words, half of them and every longer one with a capital, and no end of a sentence among them.
fn is_written_like_one(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let capital = |word: &str| word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let capitals = words.iter().filter(|word| capital(word)).count();
    let mut long = words.iter().filter(|word| letters(word) >= LETTERS);
    let ends = words.iter().take(words.len().saturating_sub(1)).any(|word| word.ends_with(['.', '!', '?', ';']));
    words.len() >= WORDS && capital(words[0]) && capitals * 2 >= words.len() && long.all(|word| capital(word)) && !ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, Inline, Key, Label, Spans};

    fn check(text: &str, name: &str, expected: bool) {
        let (text, inlines) = match text.split_once('_').and_then(|(a, rest)| Some((a, rest.split_once('_')?))) {
            Some((before, (inside, after))) => {
                let span = Span::new(before.len(), before.len() + inside.len());
                (format!("{before}{inside}{after}"), vec![Inline { kind: InlineKind::Emphasis, span }])
            }
            None => (text.to_string(), Vec::new()),
        };
        let start = text.find(name).expect("the name is in the text");
        let block = Block {
            kind: BlockKind::Paragraph,
            label: Label::Passage(1, Key { words: 0, time: 1 }),
            text: text.clone(),
            inlines,
            spans: Spans::default(),
            line: 1,
        };
        assert_eq!(holds(&block, Span::new(start, start + name.len())), expected, "{text}");
    }

    #[test]
    fn a_name_inside_a_title_belongs_to_it() {
        check("She wrote “The Road to Peru” in 1990.", "Peru", true);
        check("Il a écrit « Voyage au Pérou Ancien ».", "Pérou", true);
        check("Her film \"Last Train From Lima\" ran.", "Lima", true);
        check("In _Letters from Lima Today_ she says so.", "Lima", true);
    }

    #[test]
    fn a_name_that_is_quoted_or_stands_between_quotations_does_not() {
        check("“We went to Peru and came back,” she said.", "Peru", false);
        check("“Peru” is a word.", "Peru", false);
        check("He said \"No\" in Peru and \"Yes\" in Chile.", "Peru", false);
        check("“The Road” to Peru is “Long and Hard”.", "Peru", false);
        check("_Peru_ is far.", "Peru", false);
    }
}
