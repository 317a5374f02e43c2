//! An advertisement or its label: `Article continues below`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "advertisement",
    sentence: "an advertisement or its label",
    mark: |view, marks| super::phrases(view, marks, "advertisement"),
};
