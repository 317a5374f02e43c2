//! What the shape of a page says on top of the table. Each rule has a name; `docs/line-table.md` has its precision.

use super::LineView;
use super::features::Reading;
use super::lists;
use super::span;
use super::stats::{Line, sign};
use super::vocabulary::Told;
use std::cell::LazyCell;

/// Log-odds at most, in thousandths, for what stands in a thread or below the article.
pub(in crate::normalise) const BELOW: i32 = -2_500;

/// Rules precise enough to set a line aside without doubt.
pub(super) const ASIDE: [&str; 3] = ["comment-thread", "next-articles", "repeated-block"];

/// Changes log-odds by rules on the shape of the page; gives the rule that decided, by line.
pub(super) fn adjust(lines: &[LineView<'_>], reading: &Reading<'_>, odds: &mut [i32]) -> Vec<Option<&'static str>> {
    let mut rules = vec![None; lines.len()];
    lists::adjust(lines, reading, odds, &mut rules);
    leads(lines, reading, odds, &mut rules);
    let next = next_article(lines, reading);
    for i in 0..lines.len() {
        let rule = if reading.thread.is_some_and(|t| i >= t) {
            "comment-thread"
        } else if reading.teasers.is_some_and(|t| i >= t) {
            "next-articles"
        } else if lines[i].others >= 2 && reading.page.lines[i].words() >= 2 {
            "repeated-block"
        } else if next.is_some_and(|n| i >= n) {
            "next-article"
        } else {
            continue;
        };
        odds[i] = odds[i].min(BELOW);
        rules[i] = Some(rule);
    }
    rules
}

/// Words of sentences that stand above another article.
const ABOVE: u32 = 120;
/// Paragraphs of what may be another article that are asked what they are about.
const PARAGRAPHS: usize = 3;

/// Where another article begins below this one: a headline with a byline right below it, above paragraphs none of which
/// speaks of what title and lead speak of, and none after them.
fn next_article(lines: &[LineView<'_>], reading: &Reading<'_>) -> Option<usize> {
    let (page, n) = (reading.page, lines.len());
    let told = |i: usize| reading.topic.words.told(page.tokens(i));
    let is_text = |i: &usize| page.lines[*i].is_sentence() && page.lines[*i].words() >= 12;
    let goes_on = |i: usize| {
        let told = told(i);
        told.names > 0 && told.topic * 4 >= told.content
    };
    let last = LazyCell::new(|| (0..n).rev().filter(is_text).find(|i| goes_on(*i)));
    let mut above = 0;
    for i in reading.span.first..n.saturating_sub(2) {
        let line = &page.lines[i];
        if line.is_sentence() {
            above += line.words();
            continue;
        }
        let headline = (3..=20).contains(&line.words()) && !line.has(sign::END | sign::COLON | sign::TIME);
        let headline = headline && !reading.dated[i] && !lines[i].said.any();
        if above < ABOVE || !headline || !(reading.dated[i + 1] || reading.dated[i + 2]) {
            continue;
        }
        let Some(first) = (i + 2..n.min(i + 6)).find(is_text) else { continue };
        let mut head = (i + 1..first).filter(|j| page.lines[*j].words() > 0);
        let dated = (i + 1..first).any(|j| page.lines[j].has(sign::DATE));
        let names = |j: usize| span::is_byline(&lines[j], page, j) || dated && is_name(&page.lines[j]);
        // A standfirst may stand between.
        if !(i + 1..first).any(names) || head.any(|j| j > i + 1 && !names(j) && !reading.dated[j]) {
            continue;
        }
        let sum = (first..n).filter(is_text).take(PARAGRAPHS).map(told).fold(told(i), |a, b| Told {
            content: a.content + b.content,
            topic: a.topic + b.topic,
            half: a.half + b.half,
            names: a.names + b.names,
        });
        let other = sum.names == 0 && sum.content >= 8 && sum.topic * 12 <= sum.content;
        if other && last.is_none_or(|last| last < first) {
            return Some(i);
        }
    }
    None
}

/// Whether a line may be the name of a person and nothing else.
fn is_name(line: &Line) -> bool {
    (2..=3).contains(&line.words()) && line.capitals == line.words() && !line.has(sign::END | sign::COLON)
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
