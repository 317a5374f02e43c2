//! The heading, count or controls of readers’ comments: `12 Comments`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "comments",
    sentence: "the heading, count or controls of readers’ comments",
    mark: |view, marks| super::phrases(view, marks, "comments"),
};
