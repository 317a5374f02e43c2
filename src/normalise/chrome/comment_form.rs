//! The form for readers’ comments and its labels: `Leave a Reply`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "comment-form",
    sentence: "the form for readers’ comments and its labels",
    mark: |view, marks| super::phrases(view, marks, "comment-form"),
};
