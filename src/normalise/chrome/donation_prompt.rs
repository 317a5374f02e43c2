//! An appeal for money or support: `Please consider making a donation`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "donation-prompt",
    sentence: "an appeal for money or support",
    mark: |view, marks| super::phrases(view, marks, "donation-prompt"),
};
