//! How the collection was made, and the table of files.

use super::{Desk, Head, Link, Pager, PartGroup, Title};
use crate::model::*;
use crate::render::{body, say};
use crate::report::Severity;
use crate::text;
use serde::Serialize;
use std::collections::BTreeMap;

/// Characters of a licence notice in the table of files; the article's record has the whole.
const LICENCE: usize = 60;
/// Findings listed.
const FINDINGS: usize = 30;

/// How the collection was made.
#[derive(Debug, Serialize)]
pub(crate) struct AboutView {
    title: String,
    note: Option<usize>,
    counts: String,
    rules: Vec<RuleCount>,
    repairs: Vec<RuleCount>,
    set_aside: Option<Link>,
    table: Option<Link>,
    files: Vec<File>,
    file_pages: Vec<PartGroup>,
    findings: Vec<Finding>,
    findings_more: usize,
    version: &'static str,
    fonts: bool,
}

/// A page of the table of files.
#[derive(Debug, Serialize)]
pub(crate) struct FilesView {
    title: String,
    lede: String,
    files: Vec<File>,
    pager: Pager,
}

#[derive(Debug, Serialize)]
struct RuleCount {
    rule: String,
    count: String,
    href: Option<String>,
}

#[derive(Debug, Serialize)]
struct File {
    name: String,
    title: Title,
    href: String,
    size: String,
    sha256: String,
    encoding: String,
    date: String,
    how: String,
    licence: String,
}

#[derive(Debug, Serialize)]
struct Finding {
    place: String,
    message: String,
    help: Option<String>,
}

/// The view of the page about the collection.
pub(crate) fn view(desk: &Desk<'_>, note: &[NoteBlock]) -> (Head, AboutView) {
    let library = desk.library;
    let mut fired: BTreeMap<Rule, u32> = BTreeMap::new();
    for aside in &desk.site.set_aside {
        *fired.entry(aside.rule).or_default() += aside.lines.len() as u32;
    }
    let lines: u64 = library.articles.rows().iter().map(|article| u64::from(article.lines)).sum();
    let set_aside: u32 = fired.values().sum();
    let mut repaired: BTreeMap<Rule, u32> = BTreeMap::new();
    for edit in library.articles.rows().iter().flat_map(|article| &article.edits) {
        *repaired.entry(edit.rule).or_default() += 1;
    }
    let files = if desk.landmarks.files.is_empty() {
        library.articles.ids().map(|id| file(desk, id)).collect()
    } else {
        Vec::new()
    };
    let counts = format!(
        "{} with {} of text. {} of {} were set aside.",
        say::count(library.articles.len(), "file"),
        say::count(desk.facts.words as usize, "word"),
        say::thousands(set_aside as usize),
        say::count(lines.max(u64::from(set_aside)) as usize, "line"),
    );
    let findings: Vec<Finding> = desk
        .report
        .diagnostics
        .iter()
        .filter(|d| d.severity != Severity::Note)
        .take(FINDINGS)
        .map(|d| Finding {
            place: d.place.as_ref().map(|p| p.path.clone()).unwrap_or_default(),
            message: d.message.clone(),
            help: d.help.clone(),
        })
        .collect();
    let all = desk.report.diagnostics.iter().filter(|d| d.severity != Severity::Note).count();
    let href = |page: PageId| desk.href(page);
    let view = AboutView {
        title: desk.site.pages[desk.page].title.clone(),
        note: (!note.is_empty()).then(|| desk.fragment(body::note(note, &href, 3))),
        counts: counts.clone(),
        rules: counted(&fired, "line", |rule| rule_href(desk, rule)),
        repairs: counted(&repaired, "time", |_| None),
        set_aside: desk
            .landmarks
            .set_aside
            .map(|page| Link { label: "Every line, by rule and file".into(), href: desk.href(page) }),
        table: desk
            .landmarks
            .articles_table
            .map(|page| Link { label: "As a table (CSV)".into(), href: desk.href(page) }),
        files,
        file_pages: desk.parts(&desk.landmarks.files),
        findings_more: all - findings.len(),
        findings,
        version: env!("CARGO_PKG_VERSION"),
        fonts: desk.config.theme.embedded_fonts,
    };
    (desk.head(format!("How this collection was made. {counts}")), view)
}

/// Where the lines that a rule set aside begin.
fn rule_href(desk: &Desk<'_>, rule: Rule) -> Option<String> {
    let front = desk.landmarks.set_aside?;
    let PageKind::SetAside(part) = &desk.site.pages[front].kind else { return None };
    if part.is_divided() {
        return super::set_aside::pages(desk, part, rule).first().map(|page| desk.href(*page));
    }
    Some(format!("{}#rule-{rule}", desk.href(front)))
}

fn counted(counts: &BTreeMap<Rule, u32>, noun: &str, href: impl Fn(Rule) -> Option<String>) -> Vec<RuleCount> {
    let mut list: Vec<(Rule, u32)> = counts.iter().map(|(rule, n)| (*rule, *n)).collect();
    list.sort_by_key(|(rule, n)| (std::cmp::Reverse(*n), *rule));
    list.into_iter()
        .map(|(rule, n)| RuleCount { rule: say::rule(rule.0), count: say::count(n as usize, noun), href: href(rule) })
        .collect()
}

/// The view of a page of the table of files.
pub(crate) fn files(desk: &Desk<'_>, part: &ListPart) -> (Head, FilesView) {
    let files: Vec<File> = desk
        .library
        .articles
        .ids()
        .skip(part.range().start)
        .take(part.range().len())
        .map(|id| file(desk, id))
        .collect();
    let lede = format!(
        "{} of {}, in order of name.",
        say::count(files.len(), "file"),
        say::thousands(desk.library.articles.len())
    );
    let title = desk.site.pages[desk.page].title.clone();
    (desk.head(lede.clone()), FilesView { title, lede, files, pager: desk.pager(part) })
}

fn file(desk: &Desk<'_>, id: ArticleId) -> File {
    let article = desk.article(id);
    let when = desk.when(id);
    File {
        name: article.origin.to_string(),
        title: desk.title(id),
        href: desk.article_href(id),
        size: say::bytes(article.bytes),
        sha256: article.sha256.get(..12).unwrap_or(&article.sha256).to_string(),
        encoding: super::article::encoding(&article.charset),
        date: when.text,
        how: when.how,
        licence: match article.metadata.licence.value().map(|licence| text::clip(licence, LICENCE)) {
            Some((start, true)) => format!("“{start}…”"),
            Some((whole, false)) => whole.to_string(),
            None => "none stated".into(),
        },
    }
}
