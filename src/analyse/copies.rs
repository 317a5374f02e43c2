//! Articles that the compiler says are copies of others.

use crate::model::*;
use crate::report::Diagnostic;
use std::collections::BTreeMap;

/// Copies of copies are followed so far; what goes on for longer goes round in a circle.
const LONGEST_CHAIN: usize = 100;

/// Articles, and the copies of each.
pub(super) struct Apart {
    pub(super) articles: Table<ArticleId, Article>,
    pub(super) copies: Table<ArticleId, Vec<Article>>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Takes copies out of the articles. A copy of a copy is one of the first; files that are copies of each other, or of
/// none, stay as they are and are named.
pub(super) fn apart(articles: Vec<Article>) -> Apart {
    let mut diagnostics = Vec::new();
    let mut first: Vec<usize> = (0..articles.len()).collect();
    if articles.iter().any(|article| article.same_as.is_some()) {
        let names = Names::of(&articles);
        let other = |i: usize| names.find(articles[i].same_as.as_deref()?, &articles).filter(|other| *other != i);
        let copied: Vec<Option<usize>> = (0..articles.len()).map(other).collect();
        for (i, article) in articles.iter().enumerate() {
            let Some(name) = &article.same_as else { continue };
            let mut at = i;
            let mut steps = 0;
            while let Some(next) = copied[at].filter(|_| steps <= LONGEST_CHAIN) {
                (at, steps) = (next, steps + 1);
            }
            let why = match copied[i] {
                None => format!("`same_as = \"{name}\"` means no other file of this collection"),
                Some(_) if steps > LONGEST_CHAIN => {
                    format!("this file and `{name}` are copies of each other, it is said")
                }
                Some(_) => {
                    first[i] = at;
                    continue;
                }
            };
            let found = Diagnostic::warning("same-as-unmatched", why).in_document(&article.origin);
            diagnostics.push(found.help("give the path of the file it is a copy of, and to that one no `same_as`"));
        }
    }
    // Where each article that stays will stand.
    let mut place = 0;
    let places: Vec<usize> = (0..articles.len())
        .map(|i| {
            place += usize::from(first[i] == i);
            place.saturating_sub(1)
        })
        .collect();
    let mut stay: Vec<Article> = Vec::with_capacity(articles.len());
    let mut copies: Vec<Vec<Article>> = vec![Vec::new(); place];
    for (i, article) in articles.into_iter().enumerate() {
        if first[i] == i {
            stay.push(article);
        } else {
            copies[places[first[i]]].push(article);
        }
    }
    Apart { articles: stay.into(), copies: copies.into(), diagnostics }
}

/// Articles by what they may be called; a name of several is none's.
pub(super) struct Names(BTreeMap<String, Option<usize>>);

impl Names {
    /// From all articles.
    pub(super) fn of(articles: &[Article]) -> Names {
        let mut names: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (i, article) in articles.iter().enumerate().filter(|(_, a)| a.origin.record.is_none()) {
            let several = |other: &mut Option<usize>| *other = other.filter(|o| *o == i);
            names.entry(article.origin.name().to_string()).and_modify(several).or_insert(Some(i));
        }
        // A path is sure, whatever else has it for a name.
        names.extend(articles.iter().enumerate().map(|(i, article)| (article.origin.to_string(), Some(i))));
        Names(names)
    }

    /// The article that a name means.
    pub(super) fn find(&self, name: &str, articles: &[Article]) -> Option<usize> {
        match name.strip_prefix("sha256:") {
            Some(hash) if hash.len() >= 12 => {
                let hash = hash.to_ascii_lowercase();
                articles.iter().position(|article| article.same_as.is_none() && article.sha256.starts_with(&hash))
            }
            _ => self.0.get(name.strip_prefix("./").unwrap_or(name)).copied().flatten(),
        }
    }
}
