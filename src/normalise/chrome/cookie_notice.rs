//! A notice about cookies or consent: `This site uses cookies.`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "cookie-notice",
    sentence: "a notice about cookies or consent",
    mark: |view, marks| super::phrases(view, marks, "cookie-notice"),
};
