//! What the shape of a page says on top of the table. Each rule has a name; `docs/line-table.md` has its precision.

use super::features::Reading;
use super::stats::{Line, sign};
use super::{Kind, LineView};

/// Log-odds at most, in thousandths, for what stands in a thread or below the article.
const BELOW: i32 = -2_500;
/// Lines that make a list.
const ITEMS: usize = 4;

/// Rules precise enough to set a line aside without doubt.
pub(super) const ASIDE: [&str; 3] = ["comment-thread", "next-articles", "repeated-block"];

/// Changes log-odds by rules on the shape of the page; gives the rule that decided, by line.
pub(super) fn adjust(lines: &[LineView<'_>], reading: &Reading, odds: &mut [i32]) -> Vec<Option<&'static str>> {
    let mut rules = vec![None; lines.len()];
    lists(lines, reading, odds, &mut rules);
    alike(lines, reading, odds, &mut rules);
    leads(lines, reading, odds, &mut rules);
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
    let sentence = line.is_sentence() && line.words() > 16 && !line.has(sign::BULLET | sign::NUMBER);
    let furniture = view.said.any_whole() || line.has(sign::TIME | sign::COPYRIGHT);
    line.words() <= 40 && !sentence && !furniture
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

/// Lines of one pattern that make a list without an introduction.
const ALIKE: usize = 4;

/// A run of lines that begin with the same pattern of words and marks, right below running text, is one list: the
/// absence of full stops and function words says nothing there.
fn alike(lines: &[LineView<'_>], reading: &Reading, odds: &mut [i32], rules: &mut [Option<&'static str>]) {
    let page = &reading.page.lines;
    let item = |i: usize| {
        page[i].head != 0
            && (2..=45).contains(&page[i].words())
            && !lines[i].said.any_whole()
            && !lines[i].said.part(Kind::Related)
            && !page[i].has(sign::TIME | sign::COPYRIGHT)
    };
    let mut i = 0;
    while i < lines.len() {
        let near = |j: usize| (i..j).rev().take(3).any(|k| page[k].head == page[j].head);
        if !item(i) {
            i += 1;
            continue;
        }
        let (mut end, mut last) = (i + 1, i);
        // One line of another pattern may stand between two of the list.
        while end < lines.len() && end - last <= 2 && !lines[end].said.any_whole() {
            if item(end) && near(end) {
                last = end;
            }
            end += 1;
        }
        let end = last + 1;
        let count = (i..end).filter(|j| page[*j].head == page[i].head).count();
        let least = if reading.stops[i] { 2_000 } else { 0 };
        let text_above = (i.saturating_sub(3)..i).any(|j| page[j].words() >= 8 && odds[j] > least);
        if count >= ALIKE && count * 2 >= end - i && text_above {
            for j in i..end {
                odds[j] = odds[j].max(300);
                rules[j] = Some("like-shaped-list");
            }
        }
        i = end;
    }
}

/// Sentences between byline or date and a block of links: the article's first paragraph, cut off from the rest.
fn leads(lines: &[LineView<'_>], reading: &Reading, odds: &mut [i32], rules: &mut [Option<&'static str>]) {
    let (page, first) = (&reading.page, reading.span.first.min(lines.len()));
    let mut below_head = 0;
    for i in first.saturating_sub(40)..first {
        let line = &page.lines[i];
        if reading.dated[i] && !line.is_sentence() {
            below_head = 3;
            continue;
        }
        let (content, shared) = reading.topic.words.shared(page.tokens(i));
        let told = shared >= 3 && shared * 5 >= content;
        if below_head > 0 && line.is_sentence() && line.words() >= 15 && told && !lines[i].said.any() {
            odds[i] = odds[i].max(5_000);
            rules[i] = Some("lead-above-links");
            below_head = 3;
        } else {
            below_head -= i32::from(below_head > 0);
        }
    }
}
