//! Lists of articles.

use super::{Desk, Head, Pager, Row};
use crate::model::*;
use crate::render::say;
use serde::Serialize;

/// A page of the list of articles.
#[derive(Debug, Serialize)]
pub(crate) struct ArticlesView {
    title: String,
    lede: String,
    groups: Vec<YearGroup>,
    pager: Pager,
}

/// Articles of one year.
#[derive(Debug, Serialize)]
pub(crate) struct YearGroup {
    pub(crate) heading: String,
    pub(crate) rows: Vec<Row>,
}

/// The view of a page of the list of all articles.
pub(crate) fn view(desk: &Desk<'_>, part: &ListPart) -> (Head, ArticlesView) {
    let library = desk.library;
    let shown = library.order.get(part.range()).unwrap_or_default();
    let total = library.articles.len();
    let lede = if part.is_divided() {
        format!(
            "{}, newest first. Here are the newest {}; the others stand by year.",
            say::count(total, "article"),
            say::thousands(shown.len())
        )
    } else if part.heading.is_empty() {
        format!("{}, newest first.", say::count(total, "article"))
    } else {
        super::sources::only_these(shown)
    };
    let undated = "An article without a stated date stands where the dates in its text put it.";
    let placed = |id: &ArticleId| matches!(library.placement[*id], Placement::NotBefore { .. });
    let lede = if shown.iter().any(placed) { format!("{lede} {undated}") } else { lede };
    let title = desk.site.pages[desk.page].title.clone();
    let view = ArticlesView { title, groups: by_year(desk, shown), pager: desk.pager(part), lede: lede.clone() };
    (desk.head(lede), view)
}

/// Articles, which are in order of time, under their years.
pub(crate) fn by_year(desk: &Desk<'_>, articles: &[ArticleId]) -> Vec<YearGroup> {
    let year = |id: &ArticleId| desk.library.placement[*id].date().map(Date::year);
    articles
        .chunk_by(|a, b| year(a) == year(b))
        .map(|articles| YearGroup {
            heading: year(&articles[0]).map_or("No date".to_string(), |year| year.to_string()),
            rows: articles.iter().map(|id| desk.row(*id)).collect(),
        })
        .collect()
}
