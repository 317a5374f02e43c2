//! Where the text appeared first: `This article was originally published in The Harbour Ledger`.

use super::{ChromeRule, evidence};
use crate::model::Rule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "republication-notice",
    sentence: "a notice of where the text appeared first",
    mark: |view, marks| {
        for i in view.page.phrased() {
            let line = &view.page.lines[i];
            if line.words <= 40 && view.page.says(i, "republication-notice") {
                let seen = evidence(view, i, "republication-notice");
                marks.aside(i, Rule("republication-notice"), seen);
            }
        }
    },
};
