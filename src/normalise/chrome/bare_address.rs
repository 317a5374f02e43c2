//! A web or mail address alone on its line: `https://example.org/a`, `desk@example.org`. Shown beside the text.

use super::ChromeRule;
use crate::model::{Role, Rule};
use crate::normalise::marks::Verdict;
use crate::normalise::page::Ending;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "bare-address",
    sentence: "a web or mail address alone on its line",
    mark: |view, marks| {
        let lines = &view.page.lines;
        let mut listed = false;
        for (i, line) in lines.iter().enumerate() {
            let text = line.text();
            let one = text.len() < 300 && !text.contains(char::is_whitespace);
            let web = is_web(text);
            let mail = text.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
            // Below a colon or an item of a list it belongs to what stands there: the line model decides.
            let above = i.checked_sub(1).map(|above| &lines[above]);
            listed = above.is_some_and(|l| l.ending == Ending::Colon || is_item(l.text()) || listed && is_web(l.text()));
            if one && (web || mail) && !listed {
                // Some end their articles with the address of the desk or of what they write about.
                marks.set(i, Verdict::Beside { role: Role::Doubtful, rule: Rule("bare-address"), confidence: 60 });
            }
        }
    },
};

fn is_web(text: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|start| text.starts_with(start))
}

/// Whether a line begins with a number or mark of a list.
fn is_item(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && text[digits..].starts_with([')', '.']) || text.starts_with(['•', '*'])
}
