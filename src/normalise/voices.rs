//! What the tree of a page and other readers say of its blocks, as log-odds to add to the line model's own.

use super::page::Page;
use super::segment::html::Reading;
use super::segment::html::place::Signs;

/// Log-odds for each line, in thousandths.
pub(super) fn add(page: &Page<'_>, reading: &Reading) -> Vec<i32> {
    let mut out = Vec::with_capacity(page.lines.len());
    for (i, piece) in reading.pieces.iter().enumerate() {
        let mut odds = 0;
        if let Some(share) = piece.article {
            odds += (i32::from(share) - 32) * 60;
        }
        if let Some(said) = &reading.said {
            odds += (i32::from(said[i]) - 32) * 60;
        }
        if piece.place.signs.has(Signs(Signs::NAV.0 | Signs::FOOTER.0 | Signs::CONTROL.0 | Signs::COMMENT.0)) {
            odds -= 2000;
        }
        out.push(odds);
    }
    out
}
