//! An invitation to subscribe or to install an app: `Subscribe now for full access`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "subscription-prompt",
    sentence: "an invitation to subscribe or to install an app",
    mark: |view, marks| super::phrases(view, marks, "subscription-prompt"),
};
