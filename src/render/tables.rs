//! Tables for other programs: CSV in UTF-8 with a header. Their columns are told in `docs/formats.md`.

use super::views::Desk;
use crate::model::*;
use crate::text;
use std::borrow::Cow;

/// A table as CSV.
pub(super) fn csv(desk: &Desk<'_>, table: DataTable) -> Vec<u8> {
    let mut out = Table(csv::Writer::from_writer(Vec::new()));
    match table {
        DataTable::Articles => articles(desk, &mut out),
        DataTable::SetAside => set_aside(desk, &mut out),
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

fn set_aside(desk: &Desk<'_>, out: &mut Table) {
    out.row(["file", "line", "rule", "text", "evidence", "page"]);
    for (id, article) in desk.library.articles.iter() {
        let (file, page) = (article.origin.to_string(), desk.site.pages[desk.site.articles[id].page].path.as_str());
        for (entry, rule, evidence) in article.ledger.set_aside() {
            out.row([&file, &entry.line.to_string(), rule.0, &one_line(&entry.text), evidence, page]);
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
