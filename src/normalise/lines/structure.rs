//! What the shape of a page says on top of the table. Each rule has a name; `docs/line-table.md` has its precision.

use super::LineView;
use super::features::Reading;
use super::lists;

/// Log-odds at most, in thousandths, for what stands in a thread or below the article.
const BELOW: i32 = -2_500;

/// Rules precise enough to set a line aside without doubt.
pub(super) const ASIDE: [&str; 3] = ["comment-thread", "next-articles", "repeated-block"];

/// Changes log-odds by rules on the shape of the page; gives the rule that decided, by line.
pub(super) fn adjust(lines: &[LineView<'_>], reading: &Reading<'_>, odds: &mut [i32]) -> Vec<Option<&'static str>> {
    let mut rules = vec![None; lines.len()];
    lists::adjust(lines, reading, odds, &mut rules);
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

/// Sentences between byline or date and a block of links: the article's first paragraph, cut off from the rest.
fn leads(lines: &[LineView<'_>], reading: &Reading<'_>, odds: &mut [i32], rules: &mut [Option<&'static str>]) {
    let (page, first) = (reading.page, reading.span.first.min(lines.len()));
    let mut below_head = 0;
    for i in first.saturating_sub(40)..first {
        let line = &page.lines[i];
        if reading.dated[i] && !line.is_sentence() {
            below_head = 3;
            continue;
        }
        let tells = || {
            let told = reading.topic.words.told(page.tokens(i));
            told.topic >= 3 && told.topic * 5 >= told.content
        };
        if below_head > 0 && line.is_sentence() && line.words() >= 15 && !lines[i].said.any() && tells() {
            odds[i] = odds[i].max(5_000);
            rules[i] = Some("lead-above-links");
            below_head = 3;
        } else {
            below_head -= i32::from(below_head > 0);
        }
    }
}
