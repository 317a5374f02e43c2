//! An advertisement for the author, their books or site: `My new book is out`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "author-promotion",
    sentence: "an advertisement for the author, their books or site",
    mark: |view, marks| super::phrases(view, marks, "author-promotion"),
};
