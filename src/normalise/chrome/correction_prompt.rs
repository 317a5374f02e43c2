//! An invitation to report errors or send tips: `Report a typo`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "correction-prompt",
    sentence: "an invitation to report errors or send tips",
    mark: |view, marks| super::phrases(view, marks, "correction-prompt"),
};
