//! Lists inside an article: plans, results, rosters, products. Each is one thing, kept or dropped as a whole.
//!
//! Takes the page's measures and the log-odds of its lines; raises those of lines that make a list with running text
//! above it. The absence of full stops and function words says nothing there.

use super::features::Reading;
use super::lexicon::AGO;
use super::stats::{Line, sign};
use super::{Kind, LineView};

/// Log-odds that a line of a list has at least.
const LISTED: i32 = 300;
/// Lines that make a list.
const ITEMS: usize = 4;

/// Raises the log-odds of lists, and says under which rule.
pub(super) fn adjust(
    lines: &[LineView<'_>],
    reading: &Reading<'_>,
    odds: &mut [i32],
    rules: &mut [Option<&'static str>],
) {
    introduced(lines, reading, odds, rules);
    alike(lines, reading, odds, rules);
    numbered(lines, reading, odds, rules);
    refrains(lines, reading, odds, rules);
    addresses(lines, reading, odds, rules);
}

fn keep(at: usize, rule: &'static str, odds: &mut [i32], rules: &mut [Option<&'static str>]) {
    odds[at] = odds[at].max(LISTED);
    rules[at] = Some(rule);
}

/// Whether a line may be an item of a list: short, no sentence of its own, nothing of an interface, no date or time.
fn is_item(view: &LineView<'_>, line: &Line) -> bool {
    let sentence = line.is_sentence() && line.words() > 16 && !line.has(sign::BULLET | sign::NUMBER);
    let furniture = view.said.any_whole() || line.has(sign::TIME | sign::COPYRIGHT);
    line.words() <= 40 && !sentence && !furniture
}

/// Log-odds above which what stands between lines of the text may be text.
const DOUBTED: i32 = -1500;
/// Words from which on a line may introduce a list that nothing stands below.
const LONG: u32 = 5;

/// A run of short lines that a body line introduces is one list: it is kept or dropped as a whole.
fn introduced(lines: &[LineView<'_>], reading: &Reading<'_>, odds: &mut [i32], rules: &mut [Option<&'static str>]) {
    let page = &reading.page.lines;
    let mut i = 1;
    while i < lines.len() {
        let words = page[i - 1].words();
        let below_text = i > 1 && odds[i - 2] > 0;
        if !page[i - 1].has(sign::COLON) || odds[i - 1] <= if below_text { DOUBTED } else { -500 } || words < 2 {
            i += 1;
            continue;
        }
        let until = |test: &dyn Fn(usize) -> bool| (i..lines.len()).find(|j| !test(*j)).unwrap_or(lines.len());
        let short = until(&|j| is_short(&lines[j], &page[j]));
        let long = words >= LONG && odds[i - 1] > -500;
        let items = match long {
            true => until(&|j| is_item(&lines[j], &page[j]) && !lines[j].said.part(Kind::Related)),
            false => short,
        };
        if long && items - i >= ITEMS && is_uniform(&page[i..items]) {
            (i..items).for_each(|j| keep(j, "introduced-list", odds, rules));
        } else if short - i >= ENCLOSED && goes_on(lines, page, odds, short) {
            (i - 1..short).for_each(|j| keep(j, "introduced-list", odds, rules));
        }
        i = items.max(i + 1);
    }
}

/// Whether half of some items look alike or bear the mark of an item.
fn is_uniform(items: &[Line]) -> bool {
    let mut shapes: Vec<u32> = items.iter().map(|l| l.shape).collect();
    shapes.sort_unstable();
    let alike = shapes.windows(2).filter(|w| w[0] == w[1]).count();
    let marked = items.iter().filter(|l| l.has(sign::BULLET | sign::NUMBER | sign::END_BRACKET)).count();
    (alike + marked) * 2 >= items.len()
}

/// Lines that make a list where the text goes on below them, and the words of one of them at most.
const ENCLOSED: usize = 3;
const SHORT: u32 = 12;

/// Whether a line is a short item that holds no sentence and no phrase of an interface.
fn is_short(view: &LineView<'_>, line: &Line) -> bool {
    let furniture = view.said.any() || line.tells(AGO);
    line.words() <= SHORT && !line.is_sentence() && !furniture && is_item(view, line)
}

/// Whether a line is a sentence that may be text.
fn goes_on(lines: &[LineView<'_>], page: &[Line], odds: &[i32], at: usize) -> bool {
    let sentence = |l: &Line| l.is_sentence() && l.words() >= 8;
    page.get(at).is_some_and(sentence) && odds[at] > DOUBTED && !lines[at].said.any()
}

/// Lines of one pattern that make a list without an introduction.
const ALIKE: usize = 4;

/// A run of lines that begin with the same pattern of words and marks, right below running text, is one list: the
/// absence of full stops and function words says nothing there.
fn alike(lines: &[LineView<'_>], reading: &Reading<'_>, odds: &mut [i32], rules: &mut [Option<&'static str>]) {
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
                keep(j, "like-shaped-list", odds, rules);
            }
        }
        i = end;
    }
}

/// The number that a line begins with: `3. Name`, `3) Name`, `(3) Name`, `3: Name`.
fn number(text: &str) -> Option<u32> {
    let text = text.strip_prefix('(').unwrap_or(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let mut after = rest.chars();
    let marked = (1..=3).contains(&digits) && matches!(after.next(), Some('.' | ')' | ':'));
    let word = marked.then(|| after.find(|c| *c != ' ')).flatten()?;
    // `3.5 million` and `10:30` are no numbers of a list.
    (!word.is_ascii_digit() || rest[1..].starts_with(' ')).then(|| text[..digits].parse().ok()).flatten()
}

/// Lines that may stand between two lines of a numbered list.
const BETWEEN: usize = 2;

/// Lines numbered one after the other, up or down, below running text: one list, however its items look.
fn numbered(lines: &[LineView<'_>], reading: &Reading<'_>, odds: &mut [i32], rules: &mut [Option<&'static str>]) {
    let page = &reading.page.lines;
    let numbers: Vec<(usize, u32)> = (0..lines.len())
        .filter(|i| page[*i].has(sign::NUMBER | sign::BRACKET) && page[*i].words() <= 60)
        .filter_map(|i| Some((i, number(lines[i].text)?)))
        .collect();
    let mut from = 0;
    while from < numbers.len() {
        let mut to = from + 1;
        let step = numbers.get(to).map_or(0, |n| i64::from(n.1) - i64::from(numbers[from].1));
        while to < numbers.len()
            && step.abs() == 1
            && i64::from(numbers[to].1) - i64::from(numbers[to - 1].1) == step
            && numbers[to].0 - numbers[to - 1].0 <= BETWEEN + 1
        {
            to += 1;
        }
        let (first, last) = (numbers[from].0, numbers[to - 1].0);
        let open = !reading.stops[first] && reading.thread.is_none_or(|t| t > last);
        let odd = |i: &usize| lines[*i].said.any_whole() || page[*i].has(sign::DATE | sign::TIME);
        let furniture = (first..=last).filter(odd).count() * 5 > last - first;
        let text_above = (first.saturating_sub(4)..first).any(|j| page[j].words() >= 8 && odds[j] > 0);
        if to - from >= ITEMS && open && !furniture && text_above {
            (first..=last).for_each(|i| keep(i, "numbered-list", odds, rules));
        }
        from = to.max(from + 1);
    }
}

/// Times a line must recur to be a refrain, and the different refrains and lines of them that make a plan.
const RECURS: usize = 3;
const REFRAINS: usize = 4;
const REFRAIN_LINES: usize = 16;
/// Lines from one refrain to the next.
const STANZA: usize = 8;

/// The same lines again and again between others, below running text: the rows of a plan or a table.
fn refrains(lines: &[LineView<'_>], reading: &Reading<'_>, odds: &mut [i32], rules: &mut [Option<&'static str>]) {
    let page = &reading.page.lines;
    let may = |i: usize| {
        let line = &page[i];
        let furniture = lines[i].said.any() || lines[i].others > 0 || line.tells(AGO);
        (3..=24).contains(&line.words()) && !furniture && !line.has(sign::DATE | sign::TIME | sign::COPYRIGHT)
    };
    let end = reading.thread.unwrap_or(lines.len()).min(reading.teasers.unwrap_or(lines.len()));
    let first = reading.span.first.min(end);
    let stop = (first..end).find(|i| reading.stops[*i]).unwrap_or(end);
    let mut keys: Vec<u64> =
        (first..stop).filter(|i| reading.same.recurs(*i) && may(*i)).map(|i| page[i].key).collect();
    if keys.len() < REFRAIN_LINES {
        return;
    }
    keys.sort_unstable();
    let again: Vec<u64> = keys.chunk_by(|a, b| a == b).filter(|k| k.len() >= RECURS).map(|k| k[0]).collect();
    if again.is_empty() {
        return;
    }
    let recurs = |i: usize| may(i) && again.binary_search(&page[i].key).is_ok();
    let mut at = first;
    while let Some(start) = (at..stop).find(|i| recurs(*i)) {
        let (mut last, mut i, mut count) = (start, start, 0);
        while i < stop && i - last <= STANZA {
            if recurs(i) {
                (last, count) = (i, count + 1);
            }
            i += 1;
        }
        at = last + 1;
        let text_above = (start.saturating_sub(STANZA)..start).any(|j| page[j].words() >= 8 && odds[j] > 0);
        let mut kinds: Vec<u64> = (start..=last).filter(|i| recurs(*i)).map(|i| page[i].key).collect();
        kinds.sort_unstable();
        kinds.dedup();
        if count >= REFRAIN_LINES && kinds.len() >= REFRAINS && text_above {
            let from = (start.saturating_sub(STANZA)..start).rev().find(|j| odds[*j] > 0).map_or(start, |j| j + 1);
            (from..=last).filter(|i| !lines[*i].said.any_whole()).for_each(|i| keep(i, "refrain-list", odds, rules));
        }
    }
}

/// Web addresses that a line ending in a colon introduces, right below running text.
fn addresses(lines: &[LineView<'_>], reading: &Reading<'_>, odds: &mut [i32], rules: &mut [Option<&'static str>]) {
    let page = &reading.page.lines;
    let mut i = 1;
    while i < lines.len() {
        if !page[i].has(sign::COLON) || page[i].words() > 8 || page[i].has(sign::URL) {
            i += 1;
            continue;
        }
        let text_above = (i.saturating_sub(2)..i).any(|j| page[j].is_sentence() && odds[j] > 0);
        let mut end = i + 1;
        // Each address may have a line of its own above it that says whose it is.
        while end < lines.len() && (page[end].has(sign::URL) || holds_below(page, end)) {
            end += 1;
        }
        if text_above && end > i + 1 && !reading.stops[i] && !lines[i].said.any_whole() {
            (i..end).for_each(|j| keep(j, "introduced-addresses", odds, rules));
        }
        i = end;
    }
}

fn holds_below(page: &[Line], i: usize) -> bool {
    page[i].has(sign::COLON) && page[i].words() <= 12 && page.get(i + 1).is_some_and(|l| l.has(sign::URL))
}
