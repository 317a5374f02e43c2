//! The name of the software or host of the site: `Powered by WordPress`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "platform-footer",
    sentence: "the name of the software or host of the site",
    mark: |view, marks| super::phrases(view, marks, "platform-footer"),
};
