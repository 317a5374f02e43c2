//! Who else worked on the text: `(Reporting by A. Person; editing by B. Person)`. Shown beside it.

use super::ChromeRule;
use crate::model::{Role, Rule};
use crate::normalise::marks::Verdict;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "agency-credits",
    sentence: "who reported, edited or contributed, at the end of the text",
    mark: |view, marks| {
        for i in view.page.phrased() {
            let line = &view.page.lines[i];
            if line.words <= 40 && view.page.says(i, "agency-credits") {
                let rule = Rule("agency-credits");
                marks.set(i, Verdict::Beside { role: Role::Credit, rule, confidence: 90 });
            }
        }
    },
};
