//! What the shape of a page says on top of the table. Each rule has a name; `docs/line-table.md` has its precision.

use super::features::Reading;
use super::stats::{Line, sign};
use super::{Kind, LineView};

/// Log-odds at most, in thousandths, for what stands in a thread or below the article.
const BELOW: i32 = -2_500;
/// Lines that make a list.
const ITEMS: usize = 4;

/// Changes log-odds by rules on the shape of the page; gives the rule that decided, by line.
pub(super) fn adjust(lines: &[LineView<'_>], reading: &Reading, odds: &mut [i32]) -> Vec<Option<&'static str>> {
    let mut rules = vec![None; lines.len()];
    lists(lines, reading, odds, &mut rules);
    for i in 0..lines.len() {
        let rule = if reading.thread.is_some_and(|t| i >= t) {
            "comment-thread"
        } else if reading.teasers.is_some_and(|t| i >= t) {
            "next-articles"
        } else if lines[i].others >= 2 && reading.page.lines[i].words() >= 2 {
            "repeated-block"
        } else {
            continue;
        };
        odds[i] = odds[i].min(BELOW);
        rules[i] = Some(rule);
    }
    rules
}

/// Whether a line may be an item of a list: short, no sentence of its own, nothing of an interface, no date or time.
fn is_item(view: &LineView<'_>, line: &Line) -> bool {
    line.words() <= 40
        && !view.said.any_whole()
        && !(line.is_sentence() && line.words() > 16 && !line.has(sign::BULLET | sign::NUMBER))
        && !line.has(sign::TIME | sign::COPYRIGHT)
}

/// A run of short lines that a body line introduces is one list: it is kept or dropped as a whole.
fn lists(lines: &[LineView<'_>], reading: &Reading, odds: &mut [i32], rules: &mut [Option<&'static str>]) {
    let page = &reading.page.lines;
    let mut i = 0;
    while i < lines.len() {
        let introduced = i > 0 && page[i - 1].has(sign::COLON) && odds[i - 1] > -500 && page[i - 1].words() >= 5;
        if !introduced || !is_item(&lines[i], &page[i]) {
            i += 1;
            continue;
        }
        let mut end = i;
        while end < lines.len() && is_item(&lines[end], &page[end]) && !lines[end].said.part(Kind::Related) {
            end += 1;
        }
        let mut shapes: Vec<u32> = page[i..end].iter().map(|l| l.shape).collect();
        shapes.sort_unstable();
        let alike = shapes.windows(2).filter(|w| w[0] == w[1]).count();
        let marked = page[i..end].iter().filter(|l| l.has(sign::BULLET | sign::NUMBER | sign::END_BRACKET)).count();
        if end - i >= ITEMS && (alike + marked) * 2 >= end - i {
            for j in i..end {
                odds[j] = odds[j].max(300);
                rules[j] = Some("introduced-list");
            }
        }
        i = end.max(i + 1);
    }
}
