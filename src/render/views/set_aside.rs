//! Every line that was set aside, by rule, then by file, with the way back.

use super::after::{Line, line};
use super::{Badge, Desk, Head, Link, Pager, PartPage, Title};
use crate::model::*;
use crate::render::{html, say};
use serde::Serialize;

/// A page of what was set aside.
#[derive(Debug, Serialize)]
pub(crate) struct SetAsideView {
    title: String,
    lede: String,
    /// How often each rule fired in the whole collection, on the front of a list of several pages.
    counts: Vec<RuleCount>,
    rules: Vec<RuleGroup>,
    table: Option<Link>,
    pager: Pager,
}

#[derive(Debug, Serialize)]
struct RuleCount {
    name: String,
    count: String,
    /// Where its lines are listed.
    pages: Vec<PartPage>,
}

#[derive(Debug, Serialize)]
struct RuleGroup {
    name: String,
    anchor: String,
    count: String,
    files: Vec<File>,
}

#[derive(Debug, Serialize)]
struct File {
    badge: Badge,
    title: Title,
    href: String,
    name: String,
    lines: Vec<Line>,
    evidence: String,
    /// What brings the lines back; empty where they are of no text that they could be brought back to.
    snippet: String,
}

/// Rules of what stands outside the text: no line of it that `keep` could mean.
const OUTSIDE: &[&str] = &["front-matter", "embedded"];

/// The view of a page of what was set aside.
pub(crate) fn view(desk: &Desk<'_>, part: &ListPart) -> (Head, SetAsideView) {
    let shown = desk.site.set_aside.get(part.range()).unwrap_or_default();
    let rules: Vec<RuleGroup> = shown
        .chunk_by(|a, b| a.rule == b.rule)
        .map(|group| {
            let rule = group[0].rule;
            RuleGroup {
                name: say::capital(&say::rule(rule.0)),
                anchor: format!("rule-{rule}"),
                count: count(group),
                files: group.iter().map(|aside| file(desk, aside)).collect(),
            }
        })
        .collect();
    let lede = match desk.facts.set_aside {
        0 => "No line was set aside.".to_string(),
        1 => "One line was set aside. Nothing else is left out of the articles.".to_string(),
        n => format!(
            "{} lines were set aside as page furniture, each under the rule that caught it. Nothing else is left out of the articles.",
            say::capital(&say::in_words(n))
        ),
    };
    let table = desk
        .landmarks
        .set_aside_table
        .filter(|_| desk.facts.set_aside > 0)
        .map(|page| Link { label: "All lines as a table (CSV)".into(), href: desk.href(page) });
    let title = desk.site.pages[desk.page].title.clone();
    (
        desk.head(lede.clone()),
        // The pages stand beside the rules' names.
        SetAsideView {
            title,
            lede,
            counts: counts(desk, part),
            rules,
            table,
            pager: Pager { parts: Vec::new(), ..desk.pager(part) },
        },
    )
}

fn counts(desk: &Desk<'_>, part: &ListPart) -> Vec<RuleCount> {
    if !part.is_divided() {
        return Vec::new();
    }
    let group = |group: &[AsideLines]| RuleCount {
        name: say::capital(&say::rule(group[0].rule.0)),
        count: count(group),
        pages: desk.parts(&pages(desk, part, group[0].rule)).pop().map(|group| group.pages).unwrap_or_default(),
    };
    desk.site.set_aside.chunk_by(|a, b| a.rule == b.rule).map(group).collect()
}

/// The pages that list the lines of a rule, where the list has several.
pub(super) fn pages(desk: &Desk<'_>, part: &ListPart, rule: Rule) -> Vec<PageId> {
    let lists =
        |page: &PageId| matches!(&desk.site.pages[*page].kind, PageKind::SetAside(part) if part.heading == rule.0);
    part.parts.iter().copied().filter(lists).collect()
}

/// How many lines there are, in how many files.
fn count(group: &[AsideLines]) -> String {
    let lines = group.iter().map(|aside| aside.lines.len()).sum();
    let files = group.chunk_by(|a, b| a.article == b.article).count();
    format!("{} in {}", say::count(lines, "line"), say::count(files, "file"))
}

fn file(desk: &Desk<'_>, aside: &AsideLines) -> File {
    let AsideLines { rule, article: id, lines } = aside;
    let (rule, id) = (*rule, *id);
    let article = desk.article(id);
    let all = article.ledger.set_aside().filter(|aside| aside.rule == rule);
    let caught: Vec<SetAside> = all.skip(lines.start as usize).take(lines.len()).collect();
    let first = caught.first().map_or("", |aside| aside.evidence);
    let same = caught.iter().all(|aside| aside.evidence == first);
    let why = |evidence: &str| (!same).then(|| say::capital(evidence));
    let lines: Vec<Line> = caught.iter().map(|aside| Line { why: why(aside.evidence), ..line(aside) }).collect();
    let mut numbers: Vec<String> = lines.iter().map(|line| line.number.to_string()).collect();
    numbers.dedup();
    let name = article.origin.to_string();
    File {
        badge: desk.badge_of(id),
        title: desk.title(id),
        href: desk.article_href(id),
        snippet: if OUTSIDE.contains(&rule.0) {
            String::new()
        } else {
            format!("[{}]\nkeep = [{}]", html::toml_string(&name), numbers.join(", "))
        },
        name,
        lines,
        evidence: if same { say::capital(first) } else { String::new() },
    }
}
