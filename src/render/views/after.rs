//! What stands after an article's text: other voices, related articles, what was set aside, repairs.

use super::{Badge, Desk, Link, Title};
use crate::model::*;
use crate::render::{excerpt, say};
use crate::text;
use serde::Serialize;
use std::collections::BTreeMap;

/// Other sources quoted on the article's strongest topic.
const OTHERS: usize = 3;
/// Characters of a line set aside that are shown.
const LINE: usize = 400;

/// What other articles say on the strongest topic of this one.
#[derive(Debug, Serialize)]
pub(super) struct Others {
    topic: String,
    topic_href: String,
    sayings: Vec<Saying>,
}

#[derive(Debug, Serialize)]
struct Saying {
    badge: Badge,
    /// Whether it is this article's own.
    own: bool,
    excerpt: usize,
    place: Link,
    lang: Option<String>,
    dir: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(super) struct Related {
    title: Title,
    href: String,
    source: String,
    when: String,
    reason: String,
}

#[derive(Debug, Serialize)]
pub(super) struct RuleGroup {
    rule: String,
    count: String,
    href: Option<String>,
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) text: String,
    /// What the rule saw, where it is told line by line.
    pub(super) why: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Repair {
    rule: String,
    before: String,
    after: String,
    lines: String,
}

/// Passages of other articles on the strongest topic that they share with this one, at most one for each source.
pub(super) fn others(desk: &Desk<'_>, id: ArticleId) -> Option<Others> {
    let source = desk.library.source_of[id];
    let near: Vec<ArticleId> = desk.library.neighbours[id]
        .iter()
        .map(|n| n.article)
        .filter(|a| desk.library.source_of[*a] != source)
        .collect();
    let candidates =
        desk.library.topics_of[id].iter().filter(|t| desk.is_subject(t.topic) && desk.site.topics[t.topic].is_some());
    let mut best: Option<(TopicId, Vec<ArticleId>)> = None;
    for t in candidates.take(8) {
        let topic = &desk.library.topics[t.topic];
        let mut sources = vec![source];
        let mut here: Vec<ArticleId> = Vec::new();
        for other in &near {
            let from = desk.library.source_of[*other];
            if !sources.contains(&from) && !desk.facts.mentions_in(topic, *other).is_empty() {
                sources.push(from);
                here.push(*other);
            }
        }
        here.truncate(OTHERS);
        if here.len() > best.as_ref().map_or(0, |(_, articles)| articles.len()) {
            best = Some((t.topic, here));
        }
    }
    let (topic, articles) = best?;
    let saying = |article: ArticleId| {
        let mentions = desk.facts.mentions_in(&desk.library.topics[topic], article);
        let passage =
            mentions.chunk_by(|a, b| a.block == b.block).max_by_key(|p| (p.len(), std::cmp::Reverse(p[0].block)))?;
        let block = desk.article(article).blocks.get(passage[0].block as usize)?;
        let title = desk.title(article);
        Some(Saying {
            badge: desk.badge_of(article),
            own: article == id,
            excerpt: desk.fragment(excerpt::passage(block, passage)),
            place: Link { label: place(&block.label), href: desk.block_href(article, passage[0].block) },
            lang: title.lang,
            dir: title.dir,
        })
    };
    let sayings: Vec<Saying> = std::iter::once(id).chain(articles).filter_map(saying).collect();
    Some(Others { topic: desk.library.topics[topic].label.clone(), topic_href: desk.topic_href(topic, None)?, sayings })
}

/// How a passage is named where it is linked.
pub(super) fn place(label: &Label) -> String {
    match label {
        Label::Heading(n) => format!("heading {n}"),
        Label::Passage(n, _) => format!("¶\u{a0}{n}"),
    }
}

pub(super) fn related(desk: &Desk<'_>, neighbour: &Neighbour) -> Related {
    let reason = if neighbour.shared.is_empty() {
        format!("both use {}", say::list(&neighbour.terms))
    } else {
        let mut labels: Vec<&str> = Vec::new();
        for topic in &neighbour.shared {
            // A place and a topic may have the same name.
            let label = desk.library.topics[*topic].label.as_str();
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        format!("shares {}", say::list(&labels))
    };
    Related {
        title: desk.title(neighbour.article),
        href: desk.article_href(neighbour.article),
        source: desk.source_name(desk.library.source_of[neighbour.article]).to_string(),
        when: desk.when(neighbour.article).text,
        reason,
    }
}

pub(super) fn set_aside(desk: &Desk<'_>, id: ArticleId) -> Vec<RuleGroup> {
    let mut by_rule: BTreeMap<Rule, Vec<Line>> = BTreeMap::new();
    for aside in desk.article(id).ledger.set_aside() {
        by_rule.entry(aside.rule).or_default().push(line(&aside));
    }
    let page = desk.landmarks.set_aside;
    let whole =
        page.filter(|page| matches!(&desk.site.pages[*page].kind, PageKind::SetAside(part) if !part.is_divided()));
    let mut groups: Vec<(Rule, Vec<Line>)> = by_rule.into_iter().collect();
    groups.sort_by_key(|(rule, lines)| (std::cmp::Reverse(lines.len()), *rule));
    groups
        .into_iter()
        .map(|(rule, lines)| RuleGroup {
            rule: say::rule(rule.0),
            count: say::count(lines.len(), "line"),
            href: whole.map(|page| format!("{}#rule-{rule}", desk.href(page))),
            lines,
        })
        .collect()
}

/// A line that was set aside, as shown: very long ones are clipped.
pub(super) fn line(entry: &SetAside) -> Line {
    let one_line = entry.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (clipped, cut) = text::clip(&one_line, LINE);
    Line { number: entry.line, text: if cut { format!("{clipped}…") } else { clipped.to_string() }, why: None }
}

/// Repairs, the same ones together with the lines they were made on.
pub(super) fn repairs(article: &Article) -> Vec<Repair> {
    let mut order: Vec<(Rule, &str, &str)> = Vec::new();
    let mut lines: BTreeMap<(Rule, &str, &str), Vec<u32>> = BTreeMap::new();
    for edit in &article.edits {
        let key = (edit.rule, edit.before.as_str(), edit.after.as_str());
        let on = lines.entry(key).or_default();
        if on.is_empty() {
            order.push(key);
        }
        on.push(edit.line);
    }
    order
        .into_iter()
        .map(|key| {
            let (rule, before, after) = key;
            let on = &lines[&key];
            let mut distinct = on.clone();
            distinct.dedup();
            let numbers: Vec<String> = distinct.iter().take(8).map(u32::to_string).collect();
            let more = if distinct.len() > 8 { " and more" } else { "" };
            let times = if on.len() > distinct.len() { format!(", {} times", on.len()) } else { String::new() };
            Repair {
                rule: say::rule(rule.0),
                before: say::visible(text::clip(before, 60).0),
                after: say::visible(text::clip(after, 60).0),
                lines: format!("{} {}{more}{times}", say::plural(distinct.len(), "line"), numbers.join(", ")),
            }
        })
        .collect()
}
