//! A line that stands in two or more other documents of the collection: `Get our app for all the news`.
//!
//! Long lines of an agency's story are printed twice, by two papers; three times the same line is furniture. A short
//! line may be a heading that many articles have; it needs more.

use super::ChromeRule;
use crate::model::Rule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "repeated-in-collection",
    sentence: "a line that stands in several other files of the collection",
    mark: |view, marks| {
        if view.survey.documents < 3 {
            return;
        }
        for i in 0..view.page.lines.len() {
            let others = view.page.others(i, view.survey);
            let words = view.page.lines[i].words;
            if others >= 2 && words >= 5 || others >= 4 && words >= 2 {
                marks.aside(i, Rule("repeated-in-collection"), format!("stands in {others} other files"));
            }
        }
    },
};
