//! Rules for readers who comment: `Comments are moderated.`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "comment-policy",
    sentence: "rules for readers who comment",
    mark: |view, marks| super::phrases(view, marks, "comment-policy"),
};
