//! Tables for other programs: CSV in UTF-8 with a header. Their columns are told in `docs/formats.md`.

use super::views::Desk;
use crate::config::{TopicForm, vocabulary, write_topics};
use crate::model::*;
use crate::text;
use std::borrow::Cow;

/// A table for other programs; all but the vocabulary as CSV.
pub(super) fn csv(desk: &Desk<'_>, table: DataTable) -> Vec<u8> {
    let mut out = Table(csv::Writer::from_writer(Vec::new()));
    match table {
        DataTable::Articles => articles(desk, &mut out),
        DataTable::SetAside => set_aside(desk, &mut out),
        DataTable::Topics => topics(desk, &mut out),
        DataTable::Vocabulary => {
            let wanted = |id: TopicId| desk.site.topics[id].is_some();
            let topics = vocabulary(&desk.config.topics.curated, desk.library, wanted);
            return write_topics(&topics, TopicForm::Turtle, &desk.config.title);
        }
    }
    out.0.into_inner().expect("writing to memory does not fail")
}

struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.0.write_record(cells.map(plain).iter().map(|cell| cell.as_bytes())).expect("rows are of one length");
    }
}

/// A cell that a spreadsheet takes for text: what it would take for a formula gets an apostrophe before it.
fn plain(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn articles(desk: &Desk<'_>, out: &mut Table) {
    out.row([
        "file",
        "title",
        "title_how",
        "authors",
        "authors_how",
        "date",
        "date_how",
        "source",
        "source_how",
        "language",
        "licence",
        "url",
        "retrieved",
        "words",
        "lines",
        "lines_set_aside",
        "encoding",
        "bytes",
        "sha256",
        "page",
    ]);
    for (id, article) in desk.library.articles.iter() {
        let metadata = &article.metadata;
        let text = |known: &Known<String>| known.value().cloned().unwrap_or_default();
        let date = |date: Option<&Date>| date.map(Date::to_string).unwrap_or_default();
        let source = desk.library.source_of[id].map_or("", |source| desk.library.sources[source].name.as_str());
        out.row([
            &article.origin.to_string(),
            &text(&metadata.title),
            metadata.title.how(),
            &metadata.authors.value().map(|names| names.join("; ")).unwrap_or_default(),
            metadata.authors.how(),
            &date(metadata.date.stated_or_set()),
            metadata.date.how(),
            source,
            metadata.source.how(),
            article.language.as_deref().unwrap_or_default(),
            &text(&metadata.licence),
            &text(&metadata.url),
            &date(metadata.retrieved.as_ref()),
            &article.words.to_string(),
            &article.lines.to_string(),
            &article.ledger.set_aside().count().to_string(),
            article.charset.name,
            &article.bytes.to_string(),
            &article.sha256,
            desk.site.pages[desk.site.articles[id].page].path.as_str(),
        ]);
    }
}

/// The columns of curated topics, so that the table can be one, and what was found.
fn topics(desk: &Desk<'_>, out: &mut Table) {
    out.row(["id", "kind", "label", "aliases", "broader", "how", "passages", "articles", "page"]);
    for (id, topic) in desk.library.topics.iter() {
        let Some(page) = desk.site.topics[id] else { continue };
        let broader: Vec<&str> = topic.broader.iter().map(|id| desk.library.topics[*id].id.as_str()).collect();
        let words: Vec<String> = topic.words.iter().map(|word| word.replace('|', "\\|")).collect();
        out.row([
            &topic.id,
            kind(topic.kind),
            &topic.label,
            &words.join(" | "),
            &broader.join(" | "),
            match topic.how {
                TopicHow::Curated => "configured",
                TopicHow::BuiltIn => "built-in",
                TopicHow::Discovered => "found",
            },
            &desk.facts.topics[id].passages.to_string(),
            &desk.facts.topics[id].articles.to_string(),
            desk.site.pages[page].path.as_str(),
        ]);
    }
}

fn kind(kind: TopicKind) -> &'static str {
    match kind {
        TopicKind::Topic => "topic",
        TopicKind::Person => "person",
        TopicKind::Organisation => "organisation",
        TopicKind::Place => "place",
        TopicKind::Event => "event",
        TopicKind::Work => "work",
    }
}

fn set_aside(desk: &Desk<'_>, out: &mut Table) {
    out.row(["file", "line", "rule", "text", "evidence", "page"]);
    for (id, article) in desk.library.articles.iter() {
        let (file, page) = (article.origin.to_string(), desk.site.pages[desk.site.articles[id].page].path.as_str());
        for aside in article.ledger.set_aside() {
            let (line, text) = (aside.line.to_string(), one_line(aside.text));
            out.row([&file, &line, aside.rule.0, &text, aside.evidence, page]);
        }
    }
}

/// A piece of a file in one cell: on one line, without what a terminal or spreadsheet might obey.
fn one_line(piece: &str) -> String {
    text::clip(piece.trim(), LONGEST).0.replace(|c: char| c.is_control(), " ")
}

/// Characters of a cell, as spreadsheets hold them.
const LONGEST: usize = 32_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@a", "\t=1"] {
            assert_eq!(plain(cell), format!("'{cell}"));
        }
        assert_eq!(plain("a=1"), "a=1");
    }
}
