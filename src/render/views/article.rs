//! An article's page.

use super::{Badge, Counted, Desk, Head, Link, Title, When};
use crate::model::*;
use crate::render::{body, excerpt, html, say};
use crate::text;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

/// Names shown beside an article.
const NAMES: usize = 12;
/// Related articles shown.
const RELATED: usize = 6;
/// Other sources quoted on the article's strongest topic.
const OTHERS: usize = 3;
/// Characters of a line set aside that are shown.
const LINE: usize = 400;

/// An article.
#[derive(Debug, Serialize)]
pub(crate) struct ArticleView {
    badge: Badge,
    title: Title,
    /// `By A and B`, or nothing.
    authors: Option<String>,
    author_note: Option<String>,
    when: When,
    genre: Option<String>,
    words: String,
    /// The sentence about whose words they are, up to the part that links to the end of the page.
    voice: String,
    set_aside_words: Option<String>,
    lang: Option<String>,
    dir: Option<&'static str>,
    /// The number of the fragment with the text.
    text: usize,
    numbers: bool,
    note: Option<usize>,
    record: Vec<Fact>,
    topics: Vec<Counted>,
    names: Vec<Counted>,
    contents: Vec<Link>,
    others: Option<Others>,
    reference: String,
    reference_note: String,
    related: Vec<Related>,
    beside: Vec<BesideItem>,
    set_aside: Vec<RuleGroup>,
    set_aside_href: Option<String>,
    repairs: Vec<Repair>,
    older: Option<Neighbouring>,
    newer: Option<Neighbouring>,
    file: String,
}

/// A line of the record.
#[derive(Debug, Serialize)]
struct Fact {
    name: &'static str,
    value: String,
    how: Option<String>,
    href: Option<String>,
    code: bool,
}

/// What other articles say on the strongest topic of this one.
#[derive(Debug, Serialize)]
struct Others {
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
struct Related {
    title: Title,
    href: String,
    source: String,
    when: String,
    reason: String,
}

#[derive(Debug, Serialize)]
struct BesideItem {
    role: &'static str,
    text: String,
    line: u32,
    rule: String,
}

#[derive(Debug, Serialize)]
struct RuleGroup {
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
struct Repair {
    rule: String,
    before: String,
    after: String,
    lines: String,
}

#[derive(Debug, Serialize)]
struct Neighbouring {
    title: Title,
    href: String,
}

/// The view of one article.
pub(crate) fn view(desk: &Desk<'_>, id: ArticleId) -> (Head, ArticleView) {
    let article = desk.article(id);
    let metadata = &article.metadata;
    let source = desk.library.source_of[id];
    let badge = desk.badge(source);
    let title = desk.title(id);
    let numbers = desk.config.theme.paragraph_numbers;
    let links = &desk.site.articles[id];
    let href = |page: PageId| desk.href(page);
    let markup = body::Body { article, mentions: &links.mentions, href: &href, numbers }.markup();
    let set_aside = set_aside(desk, id);
    let set_aside_lines = article.ledger.set_aside().count();
    let repairs = repairs(article);
    let others = others(desk, id);
    let related: Vec<Related> = desk.library.neighbours[id].iter().take(RELATED).map(|n| related(desk, n)).collect();
    let beside: Vec<BesideItem> = article
        .beside
        .iter()
        .filter(|item| !body::is_inline(item))
        .map(|item| BesideItem {
            role: body::role(item.role),
            text: item.text.clone(),
            line: item.line,
            rule: say::rule(item.rule.0),
        })
        .collect();

    let contents = contents(article, others.as_ref(), !related.is_empty(), !beside.is_empty(), set_aside_lines > 0);
    let neighbouring = |id: ArticleId| Neighbouring { title: desk.title(id), href: desk.article_href(id) };
    let view = ArticleView {
        authors: metadata.authors.value().filter(|a| !a.is_empty()).map(|authors| say::list(authors)),
        author_note: metadata.author_note.clone(),
        when: desk.when(id),
        genre: metadata.genre.clone(),
        words: say::count(article.words as usize, "word"),
        voice: voice(desk, id, repairs.is_empty()),
        set_aside_words: (set_aside_lines > 0).then(|| {
            let lines = say::count(article.lines.max(set_aside_lines as u32) as usize, "line");
            let were = if set_aside_lines == 1 { "was page furniture and is" } else { "were page furniture and are" };
            format!("{} of the file’s {lines} {were}", say::thousands(set_aside_lines))
        }),
        lang: article.language.clone().filter(|lang| *lang != desk.config.language),
        dir: title.dir,
        text: desk.fragment(markup),
        numbers,
        note: (!article.note.is_empty()).then(|| desk.fragment(body::note(&article.note, &href, 3))),
        record: record(article),
        topics: topics(desk, id),
        names: names(desk, id),
        contents,
        others,
        reference: reference(desk, id),
        reference_note: match metadata.url.value() {
            Some(_) => String::new(),
            None => "No address for the original is known: the file’s name and the first 12 characters of its SHA-256 \
                     hash stand for it."
                .into(),
        },
        related,
        beside,
        set_aside_href: desk.landmarks.set_aside.map(href),
        set_aside,
        repairs,
        older: links.older.map(neighbouring),
        newer: links.newer.map(neighbouring),
        file: article.origin.to_string(),
        badge,
        title,
    };
    (head(desk, id), view)
}

fn head(desk: &Desk<'_>, id: ArticleId) -> Head {
    let mut head = desk.head(desk.attributed(id));
    let title = desk.plain_title(id);
    head.title = format!("{title} · {}", desk.source_name(desk.library.source_of[id]));
    head.og_title = title;
    head.og_type = "article";
    head.data = Some(desk.fragment(data(desk, id)));
    head
}

/// What machines read of an article: only what the file states or somebody set.
fn data(desk: &Desk<'_>, id: ArticleId) -> String {
    let article = desk.article(id);
    let metadata = &article.metadata;
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": desk.plain_title(id),
        "wordCount": article.words,
        "identifier": format!("sha256:{}", article.sha256),
        "isPartOf": { "@type": "Collection", "name": desk.config.title },
    });
    let fields = data.as_object_mut().expect("an object was just made");
    if let Some(lang) = &article.language {
        fields.insert("inLanguage".into(), json!(lang));
    }
    if let Some(authors) = metadata.authors.stated_or_set() {
        let authors: Vec<_> = authors.iter().map(|name| json!({ "@type": "Person", "name": name })).collect();
        fields.insert("author".into(), json!(authors));
    }
    if let Some(date) = metadata.date.stated_or_set() {
        fields.insert("datePublished".into(), json!(date.to_string()));
    }
    if let Some(source) = metadata.source.stated_or_set() {
        fields.insert("publisher".into(), json!({ "@type": "Organization", "name": source }));
    }
    if let Some(url) = metadata.url.stated_or_set().and_then(|url| outside(url)) {
        fields.insert("isBasedOn".into(), json!(url));
    }
    format!("<script type=\"application/ld+json\">{}</script>", html::json(&data))
}

fn outside(address: &str) -> Option<String> {
    match Href::external(address) {
        Ok(Href::External(address)) => html::url(&address),
        _ => None,
    }
}

fn voice(desk: &Desk<'_>, id: ArticleId, whole: bool) -> String {
    let whose = match desk.library.source_of[id] {
        Some(source) => {
            let name = &desk.library.sources[source].name;
            let s = if name.ends_with(['s', 'S']) { "’" } else { "’s" };
            format!("The text below is {name}{s}")
        }
        None => "The text below is the file’s".to_string(),
    };
    let word = if whole { "word for word." } else { "word for word but for the repairs listed at the end." };
    format!("{whose}, {word}")
}

fn record(article: &Article) -> Vec<Fact> {
    let metadata = &article.metadata;
    let mut out = Vec::new();
    let mut push = |name, value: Option<String>, how: Option<String>, none: &str| {
        let how = value.is_some().then_some(how).flatten();
        out.push(Fact { name, value: value.unwrap_or_else(|| none.to_string()), how, href: None, code: false });
    };
    let source = &metadata.source;
    push("Source", source.value().cloned(), Some(say::how(source)), "not identified");
    let authors = metadata.authors.value().filter(|a| !a.is_empty()).map(|a| say::list(a));
    push("Author", authors, Some(say::how(&metadata.authors)), "not stated");
    let date = &metadata.date;
    push("Published", date.value().map(|d| say::date(*d)), Some(say::how(date)), "not stated");
    if !metadata.sections.is_empty() {
        push("Filed under", Some(metadata.sections.join(", ")), None, "");
    }
    if let Some(genre) = &metadata.genre {
        push("Kind", Some(genre.clone()), None, "");
    }
    let licence = &metadata.licence;
    push("Licence", licence.value().cloned(), Some(say::how(licence)), "none stated");
    let url = &metadata.url;
    push("Original", url.value().cloned(), Some(say::how(url)), "address not known");
    if let Some(fact) = out.last_mut() {
        fact.href = url.value().and_then(|url| outside(url));
    }
    let mut push = |name, value: String, code| out.push(Fact { name, value, how: None, href: None, code });
    if let Some(date) = metadata.retrieved {
        push("Retrieved", say::date(date), false);
    }
    push("Encoding", encoding(&article.charset), false);
    push("File", article.origin.to_string(), true);
    push("SHA-256", article.sha256.clone(), true);
    out
}

/// The character set of a file and how it was found.
pub(super) fn encoding(charset: &Charset) -> String {
    let how = match charset.how {
        CharsetHow::Mark => "by its mark",
        CharsetHow::Valid => "",
        CharsetHow::Declared => "declared",
        CharsetHow::Detected => "detected",
    };
    if how.is_empty() { charset.name.to_string() } else { format!("{} ({how})", charset.name) }
}

/// Topics with a page that the article is indexed under, most passages first.
fn topics(desk: &Desk<'_>, id: ArticleId) -> Vec<Counted> {
    let mut topics: Vec<&ArticleTopic> =
        desk.library.topics_of[id].iter().filter(|t| t.indexed && desk.site.topics[t.topic].is_some()).collect();
    topics.sort_by_key(|t| std::cmp::Reverse(t.passages));
    let counted = |t: &ArticleTopic| {
        Some(Counted {
            label: desk.library.topics[t.topic].label.clone(),
            href: desk.topic_href(t.topic, Some(desk.library.source_of[id]))?,
            count: t.passages,
        })
    };
    topics.into_iter().filter_map(counted).collect()
}

/// People, organisations and places that the text mentions, each with its first passage here.
fn names(desk: &Desk<'_>, id: ArticleId) -> Vec<Counted> {
    let named = |t: &&ArticleTopic| match desk.library.topics[t.topic].kind {
        TopicKind::Person | TopicKind::Organisation => true,
        TopicKind::Topic | TopicKind::Place | TopicKind::Event | TopicKind::Work => false,
    };
    let mut names: Vec<&ArticleTopic> = desk.library.topics_of[id].iter().filter(named).collect();
    names.sort_by_key(|t| std::cmp::Reverse(t.passages));
    let counted = |t: &ArticleTopic| {
        let topic = &desk.library.topics[t.topic];
        let first = desk.facts.mentions_in(topic, id).first()?;
        Some(Counted { label: topic.label.clone(), href: desk.block_href(id, first.block), count: t.passages })
    };
    names.into_iter().filter_map(counted).take(NAMES).collect()
}

fn contents(article: &Article, others: Option<&Others>, related: bool, beside: bool, set_aside: bool) -> Vec<Link> {
    let link = |label: &str, anchor: &str| Link { label: label.into(), href: format!("#{anchor}") };
    let headings = article.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading(_)));
    let mut out: Vec<Link> = headings.map(|b| link(&b.text, &b.label.anchor())).collect();
    let sections = [
        (beside, "Beside the text", "beside"),
        (others.is_some(), "In other articles", "others"),
        (true, "Reference", "cite"),
        (related, "Related articles", "related"),
        (set_aside, "Set aside from this file", "set-aside"),
    ];
    out.extend(sections.into_iter().filter(|(there, ..)| *there).map(|(_, label, anchor)| link(label, anchor)));
    out
}

/// Passages of other articles on the strongest topic that they share with this one, at most one for each source.
fn others(desk: &Desk<'_>, id: ArticleId) -> Option<Others> {
    let source = desk.library.source_of[id];
    let near: Vec<ArticleId> = desk.library.neighbours[id]
        .iter()
        .map(|n| n.article)
        .filter(|a| desk.library.source_of[*a] != source)
        .collect();
    let candidates = desk.library.topics_of[id].iter().filter(|t| desk.site.topics[t.topic].is_some());
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

fn related(desk: &Desk<'_>, neighbour: &Neighbour) -> Related {
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

/// A plain reference: author, title, source, date, and what stands for an address. A worked-out date never enters.
fn reference(desk: &Desk<'_>, id: ArticleId) -> String {
    let article = desk.article(id);
    let metadata = &article.metadata;
    let mut out = String::new();
    if let Some(authors) = metadata.authors.value().filter(|a| !a.is_empty()) {
        out.push_str(&say::list(authors));
        out.push_str(". ");
    }
    match metadata.title.value() {
        Some(title) if title.ends_with(['.', '?', '!', '…']) => out.push_str(&format!("“{title}” ")),
        Some(title) => out.push_str(&format!("“{title}.” ")),
        None => out.push_str(&format!("[{}…] ", article.first_words)),
    }
    if let Some(source) = metadata.source.value() {
        out.push_str(&format!("{source}, "));
    }
    out.push_str(&metadata.date.stated_or_set().map_or_else(|| "n.d.".to_string(), |date| say::date(*date)));
    if !out.ends_with('.') {
        out.push('.');
    }
    match metadata.url.value() {
        Some(url) => out.push_str(&format!(" {url}.")),
        None => {
            let hash = article.sha256.get(..12).unwrap_or(&article.sha256);
            out.push_str(&format!(" File {}, SHA-256 {hash}.", article.origin));
        }
    }
    out
}

fn set_aside(desk: &Desk<'_>, id: ArticleId) -> Vec<RuleGroup> {
    let mut by_rule: BTreeMap<Rule, Vec<Line>> = BTreeMap::new();
    for (entry, rule, _) in desk.article(id).ledger.set_aside() {
        by_rule.entry(rule).or_default().push(line(entry));
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
pub(super) fn line(entry: &Entry) -> Line {
    let one_line = entry.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (clipped, cut) = text::clip(&one_line, LINE);
    Line { number: entry.line, text: if cut { format!("{clipped}…") } else { clipped.to_string() }, why: None }
}

/// Repairs, the same ones together with the lines they were made on.
fn repairs(article: &Article) -> Vec<Repair> {
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
