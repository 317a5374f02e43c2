//! Where the article is likely to stand: comment threads, then the best run of lines, then what it is about.

use super::entries;
use super::lexicon::{AGO, BY, COMMENT, MONTH, POSTED, REPLY, SAYS, WEEKDAY};
use super::repeats::Same;
use super::stats::{Line, Token, Words, sign};
use super::vocabulary::{HALF, NAMES, TOPIC, Vocabulary};
use super::{Kind, LineView};

/// Comment headers that make a thread.
const HEADERS: usize = 3;
/// Lines within which they must stand.
const REACH: usize = 24;
/// Words of full sentences that must stand above: dates in the head of a page are no thread.
const BODY_ABOVE: u32 = 60;

/// Which lines stand above or below a comment and say who wrote it, and when. A time alone that stands right below a
/// sentence says it with a name above or below it, or on a page that speaks of comments; above the entries of a text
/// that is written as things happen it never does.
pub(super) fn comment_headers(views: &[LineView<'_>], page: &Words) -> Vec<bool> {
    let mut headers: Vec<bool> = page.lines.iter().map(is_comment_header).collect();
    let known = |i: usize| views[i].said.any_whole();
    let is_time =
        |i: &usize| headers[*i] && entries::is_clock(&page.lines[*i]) && entries::minute(views[*i].text).is_some();
    let times: Vec<usize> = (0..headers.len()).filter(is_time).collect();
    let apart = times.iter().filter(|i| entries::ends_above(page, **i, known)).count();
    if apart > 0 && apart * 2 >= times.len() {
        let of_comments =
            (0..views.len()).any(|i| views[i].said.whole(Kind::Comments) || counts_comments(&page.lines[i]));
        let names = |i: usize| page.lines.get(i).is_some_and(entries::may_name) && !known(i);
        for i in times {
            headers[i] = of_comments || i > 0 && names(i - 1) || names(i + 1);
        }
    }
    for i in entries::times(page, |i| views[i].text, known) {
        headers[i] = false;
    }
    headers
}

/// The same of a line by itself.
fn is_comment_header(line: &Line) -> bool {
    let words = line.words();
    if words == 0 || words > 16 || line.is_sentence() {
        return false;
    }
    let dated = line.has(sign::DATE) && line.has(sign::TIME);
    let ago = line.tells(AGO) && line.digits > 0 && words <= 9;
    let says = line.tells(SAYS) && words <= 7 && !line.has(sign::END | sign::QUOTE | sign::QUESTION);
    let button = line.tells(REPLY) && words <= 5 && !line.has(sign::END);
    let counted = line.has(sign::NUMBER) && line.has(sign::COLON) && words <= 6;
    let clock = line.has(sign::TIME) && words <= 5;
    let posted = line.tells(POSTED) && line.tells(BY) && words <= 12;
    dated || ago || says || button || counted || clock || posted
}

/// Where a thread of comments begins, if there is one; `is_header` tells which lines are like comment headers.
pub(super) fn thread(views: &[LineView<'_>], page: &Words, is_header: &[bool]) -> Option<usize> {
    let (mut above, mut any_above) = (0, 0);
    let mut headers: Vec<(usize, u32)> = Vec::new();
    let mut headed = None;
    for (i, line) in page.lines.iter().enumerate() {
        if is_header[i] {
            headers.push((i, above));
        }
        // A heading that counts or names comments, and headers soon below it, are enough under a short article.
        if headed.is_none() && any_above >= 25 && (views[i].said.whole(Kind::Comments) || counts_comments(line)) {
            let close =
                (i + 1..(i + 7).min(page.lines.len())).filter(|j| is_header[*j] && tells_when(&page.lines[*j])).count();
            if close >= 1 && above >= BODY_ABOVE || close >= 2 {
                headed = Some(i);
            }
        }
        if line.is_sentence() {
            above += line.words();
        }
        any_above += if line.words() >= 5 { line.words() } else { 0 };
    }
    let first = headers
        .windows(HEADERS)
        .find(|w| w[0].1 >= BODY_ABOVE && w[HEADERS - 1].0 - w[0].0 <= REACH)
        .map(|w| w[0].0)
        // The heading of the thread stands a few lines above its first header.
        .map(|f| (f.saturating_sub(4)..f).find(|i| views[*i].said.whole(Kind::Comments)).unwrap_or(f));
    let start = match (first, headed) {
        (Some(a), Some(b)) => a.min(b),
        (a, b) => a.or(b)?,
    };
    // What goes on longer without a header than all that stands above is the article; the rest was its page's head.
    let dense = headers.iter().filter(|h| h.0 >= start).count() >= 2 * HEADERS;
    let (mut longest, mut since, mut body) = (0, 0, 0);
    for (i, line) in page.lines.iter().enumerate() {
        let words = if line.is_sentence() { line.words() } else { 0 };
        if i < start {
            body += words;
        } else {
            since = if is_header[i] { 0 } else { since + words };
            longest = longest.max(since);
        }
    }
    (dense || longest < 150 || longest < body * 2).then_some(start)
}

/// Whether a comment header has a time, or a date told from now.
fn tells_when(line: &Line) -> bool {
    line.has(sign::TIME) || line.tells(AGO)
}

/// Heads of other articles that make a list of them.
const HEADS: usize = 3;

/// Where a list of other articles begins, if there is one: three dated lines of one pattern or three headlines
/// printed twice, each with text of its own below, under a body.
pub(super) fn teasers(page: &Words, same: &Same) -> Option<usize> {
    let mut above = 0;
    let mut heads: Vec<(usize, u32, bool)> = Vec::new();
    for (i, line) in page.lines.iter().enumerate() {
        let short = !line.is_sentence() && line.words() <= 14;
        if above >= 2 * BODY_ABOVE && short {
            let below = |range: std::ops::Range<usize>| {
                page.lines[range.start.min(page.lines.len())..range.end.min(page.lines.len())].iter()
            };
            // Hardly more than the date: a running foot of a long document has a name beside it.
            let other = page.tokens(i).iter().filter(|t| t.bits & Token::DIGIT == 0 && !t.word.is(MONTH | WEEKDAY));
            let dated = line.has(sign::DATE) && !line.has(sign::TIME) && line.words() <= 6 && other.count() <= 1;
            // A headline stands twice, no more: what comes again and again is the head of a table.
            let twice = !dated
                && line.words() >= 4
                && same.stands_after(i)
                && below(i + 1..i + 4).any(|l| l.key == line.key)
                && !heads.iter().any(|h| h.2 && page.lines[h.0].key == line.key)
                && !below(i + 4..i + 40).any(|l| l.key == line.key);
            if (twice || dated) && below(i + 1..i + 6).any(Line::is_sentence) {
                heads.push((i, line.shape, twice));
            }
        }
        if line.is_sentence() {
            above += line.words();
        }
    }
    let alike = |a: &(usize, u32, bool), b: &(usize, u32, bool)| a.2 == b.2 && (a.2 || a.1 == b.1);
    let near = |w: &[(usize, u32, bool)]| w[HEADS - 1].0 - w[0].0 <= REACH && w.iter().all(|h| alike(h, &w[0]));
    let first = heads.windows(HEADS).find(|w| near(w))?[0];
    if first.2 {
        return Some(first.0);
    }
    // A dated line stands below the headline of its article: go up to the last full sentence.
    let up = (first.0.saturating_sub(4)..first.0).rev().take_while(|i| !page.lines[*i].has(sign::END)).last();
    Some(up.unwrap_or(first.0))
}

/// Where the article is likely to stand, by lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Its first line.
    pub(super) first: usize,
    /// Its last line.
    pub(super) last: usize,
}

/// What a line is worth for the span: running text is worth much, furniture costs.
pub(super) fn worth(view: &LineView<'_>, line: &Line, is_header: bool) -> i32 {
    let words = line.words();
    if view.said.whole(Kind::Related) || view.said.whole(Kind::Comments) {
        return -140;
    }
    if view.others >= 2 && words >= 5 {
        return -60;
    }
    if view.said.any_whole() {
        return -48;
    }
    if is_header {
        return -70;
    }
    let root = (words * 256).isqrt() as i32;
    let dense = line.stops * 8 >= words;
    let said = if view.said.any() { root / 2 + 16 } else { 0 };
    if words >= 8 && line.has(sign::END) && dense {
        root - said
    } else if words >= 15 && dense {
        root * 2 / 3 - said
    } else if line.has(sign::END) && words >= 4 {
        4 - said
    } else if words <= 3 {
        -26 - said
    } else {
        -18 - said
    }
}

/// The run of lines of the highest worth above a line.
pub(super) fn best(worths: &[i32], end: usize) -> Span {
    let (mut best, mut span) = (i64::MIN, Span { first: 0, last: 0 });
    let (mut sum, mut first) = (0i64, 0);
    for (i, worth) in worths[..end].iter().enumerate() {
        if sum <= 0 {
            (sum, first) = (0, i);
        }
        sum += i64::from(*worth);
        if sum > best {
            (best, span) = (sum, Span { first, last: i });
        }
    }
    span
}

/// What the article is about, told from its title and its first sentences.
#[derive(Debug)]
pub(super) struct Topic {
    /// The line that is likely the title.
    pub(super) title: Option<usize>,
    /// Words of title and lead, names in them, and words of the first half of the span.
    pub(super) words: Vocabulary,
}

/// Tells the topic of a page from its span and the worth of its lines.
pub(super) fn topic(views: &[LineView<'_>], page: &Words, span: Span, worths: &[i32]) -> Topic {
    let mut topic = Topic { title: None, words: Vocabulary::new() };
    let sentences =
        (span.first..=span.last.min(page.lines.len().saturating_sub(1))).filter(|i| page.lines[*i].is_sentence());
    let mut first = None;
    for i in sentences.take(4) {
        first = first.or(Some(i));
        let tokens = page.tokens(i);
        topic.words.add_content(tokens, TOPIC);
        topic.words.add_content(tokens.iter().skip(1).filter(|t| t.bits & Token::CAP != 0), NAMES);
    }
    let first = first.unwrap_or(span.first);
    let mut most = 0;
    for (i, view) in views.iter().enumerate().take(first).skip(first.saturating_sub(60)) {
        let line = &page.lines[i];
        if !(2..=24).contains(&line.words()) || view.said.any_whole() || line.has(sign::DATE) {
            continue;
        }
        let told = topic.words.told(page.tokens(i));
        let score = told.topic * 64 / (told.content + 2) + told.topic * 4 + u32::from(i + 8 > first) * 4;
        if told.topic > 0 && score >= most {
            (most, topic.title) = (score, Some(i));
        }
    }
    if let Some(title) = topic.title {
        topic.words.add_content(page.tokens(title), TOPIC);
    }
    let middle = span.first + (span.last - span.first) / 2;
    for (i, worth) in worths.iter().enumerate().take(middle + 1).skip(span.first) {
        if *worth > 0 {
            topic.words.add_content(page.tokens(i), HALF);
        }
    }
    topic
}

/// Whether a line tells who wrote the article.
pub(super) fn is_byline(view: &LineView<'_>, page: &Words, i: usize) -> bool {
    let line = &page.lines[i];
    if line.words() > 16 || line.words() < 2 || line.is_sentence() || line.has(sign::QUESTION | sign::QUOTE) {
        return false;
    }
    let tokens = page.tokens(i);
    let by = tokens.iter().take(3).position(|t| t.word.is(BY));
    by.is_some_and(|at| tokens.get(at + 1).is_some_and(|t| t.bits & Token::CAP != 0) && at <= 1 && line.tells(BY))
        && line.capitals * 2 >= line.words()
        || view.said.part(Kind::Byline) && line.words() <= 8 && !line.has(sign::END)
}

/// Whether a line only counts or names comments.
pub(super) fn counts_comments(line: &Line) -> bool {
    line.words() <= 4 && line.tells(COMMENT) && line.digits > 0
}
