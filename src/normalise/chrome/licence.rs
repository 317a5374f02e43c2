//! Terms of use of the text: `Licensed under a Creative Commons licence`. They move to the record and are not lost.

use super::ChromeRule;
use crate::model::Field;
use crate::normalise::marks::{Verdict, View};
use crate::text;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "licence-notice",
    sentence: "terms of use of the text, moved to the record",
    mark: |view, marks| {
        // An article may speak of licences; a notice stands apart from it, at the head or the end.
        let lines = view.page.lines.len();
        for i in view.page.phrased() {
            let apart = i < lines / 5 || i * 2 >= lines;
            let notice = || view.page.hits(i).iter().any(|h| h.section == "licence");
            if apart && view.page.lines[i].words <= 120 && notice() && !is_of_picture(view, i) {
                marks.set(i, Verdict::Record(Field::Licence));
            }
        }
    },
};

/// Whether the terms are those of a picture: a caption, a credit, or a line that names it before them.
fn is_of_picture(view: &View<'_, '_>, i: usize) -> bool {
    let pictured = view.page.hits(i).iter().any(|h| matches!(h.section, "caption" | "credit" | "comments"));
    let text = text::fold(text::clip(view.page.lines[i].text(), 400).0);
    let terms = ["licens", "lizenz", "licenc", "creative commons", "cc by", "cc-by"];
    let before = &text[..terms.iter().filter_map(|t| text.find(t)).min().unwrap_or(0)];
    let mut words = before.split(|c: char| !c.is_alphabetic());
    pictured
        || text.contains("wikimedia") && !text.contains("text")
        || words.any(|w| matches!(w, "photo" | "photos" | "foto" | "fotos" | "bild" | "image" | "images" | "flickr"))
}
