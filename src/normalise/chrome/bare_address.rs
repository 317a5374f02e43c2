//! A web or mail address alone on its line: `https://example.org/a`, `desk@example.org`. Shown beside the text.

use super::ChromeRule;
use crate::model::{Role, Rule};
use crate::normalise::marks::Verdict;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "bare-address",
    sentence: "a web or mail address alone on its line",
    mark: |view, marks| {
        for (i, line) in view.page.lines.iter().enumerate() {
            let text = line.text();
            let one = text.len() < 300 && !text.contains(char::is_whitespace);
            let web = text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.");
            let mail = text.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
            if one && (web || mail) {
                // Some end their articles with the address of the desk or of what they write about.
                marks.set(i, Verdict::Beside { role: Role::Doubtful, rule: Rule("bare-address"), confidence: 60 });
            }
        }
    },
};
