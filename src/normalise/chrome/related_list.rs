//! Headings and links of other stories: `You may also like`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "related-list",
    sentence: "headings and links of other stories",
    mark: |view, marks| super::phrases(view, marks, "related-list"),
};
