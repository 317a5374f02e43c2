//! Terms of use of the text: `Licensed under a Creative Commons licence`. They move to the record and are not lost.

use super::ChromeRule;
use crate::model::Field;
use crate::normalise::marks::Verdict;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "licence-notice",
    sentence: "terms of use of the text, moved to the record",
    mark: |view, marks| {
        // An article may speak of licences; a notice stands apart from it, at the head or the end.
        let lines = view.page.lines.len();
        for i in 0..lines {
            let apart = i < lines / 5 || i * 2 >= lines;
            if apart && view.page.lines[i].words <= 120 && view.page.hits(i).iter().any(|h| h.section == "licence") {
                marks.set(i, Verdict::Record(Field::Licence));
            }
        }
    },
};
