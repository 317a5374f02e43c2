//! The text of a part of the page that was still loading, or of a player: `Loading...`.

use super::ChromeRule;
use crate::model::Rule;
use crate::normalise::marks::Verdict;
use crate::normalise::page::{Ending, Page};

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "loading",
    sentence: "the text of a part of the page that was still loading, or of a player",
    mark: |view, marks| {
        for line in view.page.phrased() {
            if marks.is_free(line) && view.page.says(line, "loading") && !heads_entry(view.page, line) {
                let evidence = super::evidence(view, line, "loading");
                marks.set(line, Verdict::Aside { rule: Rule("loading"), evidence });
            }
        }
    },
};

/// Whether a line is a time above a sentence: in a text that is written as things happen, it stands above an entry.
fn heads_entry(page: &Page<'_>, line: usize) -> bool {
    let time = page.lines[line].text().bytes().all(|b| b.is_ascii_digit() || b == b':');
    time && page.lines.get(line + 1).is_some_and(|below| below.words >= 4 && below.ending == Ending::Sentence)
}
