//! A headline above a standfirst that has more points: it stands nearer to the date, and shares more words with the text.

use super::{Found, Reader, ends_quoted, pieces};

/// Words and points of a headline above a standfirst: best on the development dumps.
const HEADLINE: i32 = 18;
const HEADED: i32 = 2000;
/// The same of the first line that looks like a headline: above it are menus only.
const FIRST: i32 = 1200;
/// Its words at least, and lines of such menus: a line of few words, or on top of a page, may be a kicker.
const MANY: i32 = 6;
const MENU: usize = 3;

impl Reader<'_> {
    /// Whether the line right above the best one is the headline, and the best one its standfirst.
    pub(super) fn is_headline_above(&self, found: &mut [Found], best: usize) -> bool {
        let (below, Some(above)) = (best, best.checked_sub(1)) else { return false };
        let (one, other) = (&found[above], &found[below]);
        let text = self.view.page.lines[one.line].text();
        let first = one.words >= MANY && one.line >= MENU && !found[..above].iter().any(|one| one.headline);
        let least = if first { FIRST } else { HEADED };
        // The end of a path names the story in short: `The old mill`, and below `The old mill: what is left of it`.
        let goes_on = self.view.page.lines[other.line].text().strip_prefix(text).is_some();
        let fits = one.headline
            && one.words <= HEADLINE
            && self.marks.is_free(one.line)
            && one.len == text.len()
            && is_plain(text)
            && !other.echoed
            && self.lines_between(one.line, other.line) == 0
            && !goes_on
            && one.points.most() >= least
            && (self.view.page.lines[one.line].lower || !self.view.page.lines[other.line].lower);
        if !fits {
            return false;
        }
        self.take_up(&mut found[above]);
        found[above].points.sum >= least && self.lead().shares(text)
    }
}

/// Whether a line has no marks of a path, of a list or of a link.
fn is_plain(text: &str) -> bool {
    let path = text.contains('|') || text.contains(" » ") || text.contains(" > ");
    let ends = text.ends_with([',', ';', ':', '»', '→', '>']) && !ends_quoted(text);
    let commas = text.matches(", ").count();
    !path && !ends && !text.starts_with(['+', '-', '•', '*', '>', '»', '–']) && commas * 3 < pieces(text)
}
