//! The text of a part of the page that was still loading, or of a player: `Loading...`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "loading",
    sentence: "the text of a part of the page that was still loading, or of a player",
    mark: |view, marks| super::phrases(view, marks, "loading"),
};
