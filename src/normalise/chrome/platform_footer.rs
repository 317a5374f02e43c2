//! The name of the software or host of the site: `Powered by WordPress`.

use super::{ChromeRule, evidence};
use crate::model::Rule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "platform-footer",
    sentence: "the name of the software or host of the site",
    mark: |view, marks| {
        for i in view.page.phrased() {
            let line = &view.page.lines[i];
            // A longer line that begins so goes on about something else.
            if line.words <= 6 && view.page.says(i, "platform-footer") {
                marks.aside(i, Rule("platform-footer"), evidence(view, i, "platform-footer"));
            }
        }
    },
};
