//! Who owns the page: `© 2019 Harbour Media. All rights reserved.`
//!
//! `© Agency / Photographer` without a year or the words of a notice is the credit of a picture and stays one.

use super::{ChromeRule, evidence};
use crate::model::Rule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "copyright-line",
    sentence: "a notice of copyright or a disclaimer of the site",
    mark: |view, marks| {
        for (i, line) in view.page.lines.iter().enumerate() {
            if line.words > 120 || !marks.is_free(i) {
                continue;
            }
            let text = line.text();
            let sign = match text.as_bytes().first() {
                Some(b'(') => text.starts_with("(c) ") || text.starts_with("(C) "),
                Some(0xc2 | 0xe2) => text.starts_with(['©', 'ⓒ']),
                _ => false,
            };
            let year = || {
                text.as_bytes()
                    .windows(4)
                    .any(|w| (w.starts_with(b"19") || w.starts_with(b"20")) && w.iter().all(u8::is_ascii_digit))
            };
            // The sign in a circle of its own stands in no sentence: Korean notices print it before a bare name.
            let circled = text.starts_with('ⓒ') && line.words <= 12;
            if sign && year() {
                marks.aside(i, Rule("copyright-line"), "a copyright sign and a year");
            } else if circled {
                marks.aside(i, Rule("copyright-line"), "begins with a copyright sign");
            } else if !view.page.hits(i).is_empty() && view.page.says(i, "copyright-line") {
                let seen = evidence(view, i, "copyright-line");
                marks.aside(i, Rule("copyright-line"), seen);
            }
        }
    },
};
