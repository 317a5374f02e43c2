//! How long the text takes to read, how old it is or how often it was seen: `4 min read`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "reading-time",
    sentence: "how long the text takes to read, how old it is or how often it was seen",
    mark: |view, marks| super::phrases(view, marks, "reading-time"),
};
