//! Words that are looked for in texts.

use crate::text;
use memchr::memmem::Finder;

/// A word that is looked for in several texts.
pub(super) struct Word<'w>(Finder<'w>);

impl Word<'_> {
    pub(super) fn new(word: &str) -> Word<'_> {
        Word(Finder::new(word))
    }

    /// Whether a text holds the word, and not as a part of a longer one.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.0.find_iter(text.as_bytes()).any(|at| {
            let before = text[..at].chars().next_back().is_none_or(|c| !text::is_alphanumeric(c));
            before && text[at + self.0.needle().len()..].chars().next().is_none_or(|c| !text::is_alphanumeric(c))
        })
    }
}

/// The same of a short text, for which nothing is prepared.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    let Some(first) = word.bytes().next() else { return false };
    let mut from = 0;
    memchr::memchr_iter(first, text.as_bytes()).any(|at| {
        let rest = text.get(at..).filter(|_| at >= from).and_then(|rest| rest.strip_prefix(word));
        rest.is_some_and(|after| {
            from = at + word.len();
            !text[..at].ends_with(text::is_alphanumeric) && !after.starts_with(text::is_alphanumeric)
        })
    })
}
