//! An invitation to log in or register: `Log in or register`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "login-prompt",
    sentence: "an invitation to log in or register",
    mark: |view, marks| super::phrases(view, marks, "login-prompt"),
};
