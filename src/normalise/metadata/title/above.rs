//! A headline above a standfirst that has more points: it stands nearer to the date, and shares more words with the text.

use super::echoes::Lead;
use super::{Found, Reader, ends_quoted, pieces};

/// Words and points of a headline above a standfirst: best on the development dumps.
const HEADLINE: i32 = 18;
const HEADED: i32 = 2000;

impl Reader<'_> {
    /// Whether the line right above the best one is the headline, and the best one its standfirst.
    pub(super) fn is_headline_above(&self, found: &mut [Found], best: usize) -> bool {
        let (below, Some(above)) = (best, best.checked_sub(1)) else { return false };
        let (one, other) = (&found[above], &found[below]);
        let text = self.view.page.lines[one.line].text();
        let fits = one.headline
            && one.words <= HEADLINE
            && self.marks.is_free(one.line)
            && one.len == text.len()
            && is_plain(text)
            && !other.echoed
            && self.lines_between(one.line, other.line) == 0
            && one.points.most() >= HEADED
            && (self.view.page.lines[one.line].lower || !self.view.page.lines[other.line].lower);
        if !fits {
            return false;
        }
        let lead = self.lead.get_or_init(|| Lead::new(self.view.page, self.start));
        let text = &text[..one.len];
        if found[above].points.take_up() {
            lead.measure(text, &mut found[above].points);
        }
        found[above].points.sum >= HEADED && lead.shares(text)
    }
}

/// Whether a line has no marks of a path, of a list or of a link.
fn is_plain(text: &str) -> bool {
    let path = text.contains('|') || text.contains(" » ") || text.contains(" > ");
    let ends = text.ends_with([',', ';', ':', '»', '→', '>']) && !ends_quoted(text);
    let commas = text.matches(", ").count();
    !path && !ends && !text.starts_with(['+', '-', '•', '*', '>', '»', '–']) && commas * 3 < pieces(text)
}
