//! An invitation to a newsletter: `Sign up for our newsletter`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "newsletter-prompt",
    sentence: "an invitation to a newsletter",
    mark: |view, marks| super::phrases(view, marks, "newsletter-prompt"),
};
