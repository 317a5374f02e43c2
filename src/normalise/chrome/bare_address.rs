//! A web or mail address alone on its line: `https://example.org/a`, `desk@example.org`. Shown beside the text.

use super::ChromeRule;
use crate::model::{Role, Rule};
use crate::normalise::marks::Verdict;
use crate::normalise::page::{Ending, Line};

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "bare-address",
    sentence: "a web or mail address alone on its line",
    mark: |view, marks| {
        let lines = &view.page.lines;
        // The last address, and whether it stands in a list.
        let mut known = (0, false);
        for (i, line) in lines.iter().enumerate() {
            // Of nearly all lines the count of words tells that there is white space in them.
            if line.words > 1 && !line.unspaced || !is_address(line.text()) {
                continue;
            }
            known = (i, is_listed(lines, i, known));
            if !known.1 {
                // Some end their articles with the address of the desk or of what they write about.
                let (rule, evidence) = (Rule("bare-address"), "nothing but an address".into());
                marks.set(i, Verdict::Beside { role: Role::Doubtful, rule, confidence: 60, evidence });
            }
        }
    },
};

fn is_address(text: &str) -> bool {
    let mail = || text.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
    text.len() < 300 && (is_web(text) || mail()) && !text.contains(char::is_whitespace)
}

/// Whether an address stands below a colon or an item of a list, with none but addresses between: then it belongs to
/// what stands there, and the line model decides. `known` is an address above, or the first line.
fn is_listed(lines: &[Line<'_>], i: usize, known: (usize, bool)) -> bool {
    for above in lines[known.0..i].iter().rev() {
        if above.ending == Ending::Colon || is_item(above.text()) {
            return true;
        }
        if !is_web(above.text()) {
            return false;
        }
    }
    known.1
}

fn is_web(text: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|start| text.starts_with(start))
}

/// Whether a line begins with a number or mark of a list.
fn is_item(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && text[digits..].starts_with([')', '.']) || text.starts_with(['•', '*'])
}
