//! Who else worked on the text: `(Reporting by A. Person; editing by B. Person)`. Shown beside it.

use super::{ChromeRule, evidence};
use crate::model::{Role, Rule};
use crate::normalise::marks::Verdict;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "agency-credits",
    sentence: "who reported, edited or contributed, at the end of the text",
    mark: |view, marks| {
        for i in view.page.phrased() {
            let line = &view.page.lines[i];
            if line.words <= 40 && view.page.says(i, "agency-credits") {
                let (rule, evidence) = (Rule("agency-credits"), evidence(view, i, "agency-credits"));
                marks.set(i, Verdict::Beside { role: Role::Credit, rule, confidence: 90, evidence });
            }
        }
    },
};
