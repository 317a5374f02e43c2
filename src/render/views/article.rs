//! An article's page.

use super::after::{self, Others, Related, Repair, RuleGroup};
use super::family::{self, Kin, Shared};
use super::{Badge, Counted, Desk, Head, Link, Piece, Title, When};
use crate::model::*;
use crate::render::{body, html, say};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;

/// Names shown beside an article.
const NAMES: usize = 12;
/// Related articles shown.
const RELATED: usize = 6;
/// Terms named that led to a topic.
const LEARNED_TERMS: usize = 5;

/// An article.
#[derive(Debug, Serialize)]
pub(crate) struct ArticleView {
    badge: Badge,
    title: Title,
    /// `A and B`, or nothing.
    authors: Vec<Piece>,
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
    /// Topics that no word of the text names.
    learned: Vec<Learned>,
    names: Vec<Counted>,
    contents: Vec<Link>,
    others: Option<Others>,
    reference: Vec<Piece>,
    reference_note: String,
    related: Vec<Related>,
    /// The other articles that hold the same text.
    family: Vec<Kin>,
    family_more: usize,
    /// Passages that articles of other families hold too.
    shared: Vec<Shared>,
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

#[derive(Debug, Serialize)]
struct BesideItem {
    role: &'static str,
    text: String,
    line: u32,
    rule: String,
}

/// A topic that the vocabulary of a text led to.
#[derive(Debug, Serialize)]
struct Learned {
    label: String,
    href: String,
    terms: String,
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
    let set_aside = after::set_aside(desk, id);
    let set_aside_lines = article.ledger.set_aside().count();
    let repairs = after::repairs(article);
    let others = after::others(desk, id);
    let related: Vec<Related> =
        desk.library.neighbours[id].iter().take(RELATED).map(|n| after::related(desk, n)).collect();
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

    let family = family::kin(desk, id);
    let shared = family::shared(desk, id);
    let there = [
        (!beside.is_empty(), "Beside the text", "beside"),
        (!family.is_empty(), "The same text elsewhere", "same-text"),
        (!shared.is_empty(), "Passages found elsewhere", "shared"),
        (others.is_some(), "In other articles", "others"),
        (true, "Reference", "cite"),
        (!related.is_empty(), "Related articles", "related"),
        (set_aside_lines > 0, "Set aside from this file", "set-aside"),
    ];
    let contents = contents(article, &there);
    let neighbouring = |id: ArticleId| Neighbouring { title: desk.title(id), href: desk.article_href(id) };
    let view = ArticleView {
        authors: metadata.authors.value().map(|names| super::authors(names)).unwrap_or_default(),
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
        record: record(article, desk.library.copies_of(id)),
        topics: topics(desk, id),
        learned: learned(desk, id),
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
        family_more: desk.library.family(id).map_or(0, |of| of.articles.len() - 1 - family.len()),
        family,
        shared,
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

fn record(article: &Article, copies: &[Article]) -> Vec<Fact> {
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
    for copy in copies {
        let hash = copy.sha256.get(..12).unwrap_or(&copy.sha256);
        push("Copy", format!("{} (SHA-256 {hash}…), shown with this one", copy.origin), false);
    }
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
        desk.library.topics_of[id].iter().filter(|t| t.indexed && desk.is_subject(t.topic)).collect();
    topics.retain(|t| t.claim == Claim::Named);
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

/// Topics that nothing in the text names, with the terms that led to them.
fn learned(desk: &Desk<'_>, id: ArticleId) -> Vec<Learned> {
    let learned = desk.library.topics_of[id].iter().filter(|t| t.indexed && t.claim == Claim::Learned);
    let row = |t: &ArticleTopic| {
        let terms: Vec<&String> = desk.library.learned(t.topic, id).iter().take(LEARNED_TERMS).collect();
        Some(Learned {
            label: desk.library.topics[t.topic].label.clone(),
            href: desk.topic_href(t.topic, None)?,
            terms: terms.into_iter().map(String::as_str).collect::<Vec<_>>().join(", "),
        })
    };
    learned.filter_map(row).collect()
}

/// People and organisations that the text mentions, each with its page, or else its first passage here.
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
        let page = desk.topic_href(t.topic, Some(desk.library.source_of[id]));
        let href = page.unwrap_or_else(|| desk.block_href(id, first.block));
        Some(Counted { label: topic.label.clone(), href, count: t.passages })
    };
    // A name that is a topic as well stands among the topics.
    let topics: BTreeSet<PageId> = desk.library.topics_of[id]
        .iter()
        .filter(|t| t.indexed && desk.is_subject(t.topic))
        .filter_map(|t| desk.site.topics[t.topic])
        .collect();
    let elsewhere = |t: &&ArticleTopic| desk.site.topics[t.topic].is_none_or(|page| !topics.contains(&page));
    names.into_iter().filter(elsewhere).filter_map(counted).take(NAMES).collect()
}

fn contents(article: &Article, sections: &[(bool, &str, &str)]) -> Vec<Link> {
    let link = |label: &str, anchor: &str| Link { label: label.into(), href: format!("#{anchor}") };
    let headings = article.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading(_)));
    let mut out: Vec<Link> = headings.map(|b| link(&b.text, &b.label.anchor())).collect();
    out.extend(sections.iter().filter(|(there, ..)| *there).map(|(_, label, anchor)| link(label, anchor)));
    out
}

/// A plain reference: author, title, source, date, and what stands for an address. A worked-out date never enters.
fn reference(desk: &Desk<'_>, id: ArticleId) -> Vec<Piece> {
    let article = desk.article(id);
    let metadata = &article.metadata;
    let mut out = Vec::new();
    if let Some(authors) = metadata.authors.value().filter(|a| !a.is_empty()) {
        out.extend(super::authors(authors));
        out.push(Piece::own(". "));
    }
    match metadata.title.value() {
        Some(title) => {
            let (open, close) = if say::is_quoted(title) { ("", "") } else { ("“", "”") };
            let stop = if title.ends_with(['.', '?', '!', '…']) { "" } else { "." };
            out.extend([Piece::own(open), Piece::apart(title), Piece::own(format!("{stop}{close} "))]);
        }
        None => out.extend([Piece::own("["), Piece::apart(&article.first_words), Piece::own("…] ")]),
    }
    if let Some(source) = metadata.source.value() {
        out.extend([Piece::apart(source), Piece::own(", ")]);
    }
    let date =
        metadata.date.stated_or_set().map_or_else(|| "n.d.".to_string(), |date| format!("{}.", say::date(*date)));
    match metadata.url.value() {
        Some(url) => out.extend([Piece::own(format!("{date} ")), Piece::apart(url), Piece::own(".")]),
        None => {
            let hash = article.sha256.get(..12).unwrap_or(&article.sha256);
            let file = Piece::apart(article.origin.to_string());
            out.extend([Piece::own(format!("{date} File ")), file, Piece::own(format!(", SHA-256 {hash}."))]);
        }
    }
    out
}
