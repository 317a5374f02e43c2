//! What a report is about, named below a list of other stories: `More information: A. Person, Tides, Harbour Letters
//! (2021). DOI: 10.1234/tides`. Shown beside the text.

use super::ChromeRule;
use crate::model::{Role, Rule};
use crate::normalise::marks::Verdict;
use crate::normalise::zones;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "reference",
    sentence: "a reference to the work that the text reports, below a list of other stories",
    mark: |view, marks| {
        let page = view.page;
        let stop = |marks: &_, i| zones::is_stop(page, marks, i);
        let Some(first) = page.phrased().find(|i| stop(&*marks, *i)) else { return };
        for i in first + 1..page.lines.len() {
            let line = &page.lines[i];
            if line.words <= 80 && line.is_numbered() && marks.is_free(i) && is_reference(line.text()) {
                let (rule, evidence) = (Rule("reference"), "has a label and the number of a paper".into());
                marks.set(i, Verdict::Beside { role: Role::Doubtful, rule, confidence: 80, evidence });
            }
        }
    },
};

/// Whether a line begins with a label and holds the number of a paper.
fn is_reference(line: &str) -> bool {
    // Most lines have no stroke.
    holds_doi(line) && line.find(": ").is_some_and(|at| line[..at].split_whitespace().count() <= 3)
}

/// Whether the number of a paper stands in a line: `10.1234/tides`.
fn holds_doi(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr::memchr_iter(b'/', bytes).any(|stroke| {
        let digits = bytes[..stroke].iter().rev().take(10).take_while(|b| b.is_ascii_digit()).count();
        let before = line[..stroke - digits].strip_suffix("10.");
        let whole = before.is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_digit() || c == '.'));
        whole && (4..=9).contains(&digits)
    })
}

#[cfg(test)]
mod tests {
    use super::is_reference;

    #[test]
    fn a_reference_has_a_label_and_a_number() {
        for line in [
            "More information: Ada Person, Tides of the old mill, Harbour Letters (2021). DOI: 10.1234/tides.7",
            "DOI: 10.1234/tides Received 3 May",
        ] {
            assert!(is_reference(line), "{line}");
        }
        for line in [
            "The paper (10.1234/tides) was read at the quay.",
            "7. A. Person, Tides. https://doi.org/10.1234/tides",
            "More information: ring 10.30/11.30",
            "Tide: 110.1234/m",
            "Version: 2.10.1234/a",
        ] {
            assert!(!is_reference(line), "{line}");
        }
    }
}
