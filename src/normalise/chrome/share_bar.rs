//! Buttons for sharing, printing, saving or following: `Share on Facebook`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "share-bar",
    sentence: "buttons for sharing, printing, saving or following",
    mark: |view, marks| super::phrases(view, marks, "share-bar"),
};
