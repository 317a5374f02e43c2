//! Menus and links to other parts of the site: `Back to top`.

use super::ChromeRule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "navigation",
    sentence: "menus and links to other parts of the site",
    mark: |view, marks| super::phrases(view, marks, "navigation"),
};
