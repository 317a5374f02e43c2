//! What the text is filed under: `Tags: harbour, trade`. It moves to the record.

use super::ChromeRule;
use crate::model::Field;
use crate::normalise::marks::Verdict;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "section-label",
    sentence: "what the text is filed under, moved to the record",
    mark: |view, marks| {
        for i in view.page.phrased() {
            let line = &view.page.lines[i];
            let labelled = view.page.hits(i).iter().any(|h| h.section == "section-label" && !h.whole);
            if labelled && line.words <= 40 && line.ending != crate::normalise::page::Ending::Sentence {
                marks.set(i, Verdict::Record(Field::Section));
            }
        }
    },
};
