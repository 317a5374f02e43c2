//! Where articles stand in time, and their order.

use super::reading::Reading;
use crate::model::*;

/// The stated or set date; else the latest date that text or captions name.
pub(super) fn placement(article: &Article, reading: &Reading) -> Placement {
    if let Some(date) = article.metadata.date.stated_or_set() {
        return Placement::Dated(*date);
    }
    match &reading.latest {
        Some((date, evidence, line)) => Placement::NotBefore { date: *date, evidence: evidence.clone(), line: *line },
        None => Placement::Unplaced,
    }
}

/// Newest first, without evidence last; of the same date, in order of origin.
pub(super) fn order(placement: &Table<ArticleId, Placement>) -> Vec<ArticleId> {
    let mut order: Vec<ArticleId> = placement.ids().collect();
    // `None < Some`, so that reversing puts articles without a date last.
    order.sort_by_key(|id| (std::cmp::Reverse(placement[*id].date()), *id));
    order
}

/// First and last year of texts and records.
pub(super) fn years(articles: &Table<ArticleId, Article>, readings: &[Reading]) -> Option<YearSpan> {
    let stated = articles.rows().iter().filter_map(|a| a.metadata.date.stated_or_set()).map(|d| (d.year(), d.year()));
    let named = readings.iter().filter_map(|r| r.years);
    stated
        .chain(named)
        .map(|(first, last)| YearSpan { first, last })
        .reduce(|a, b| YearSpan { first: a.first.min(b.first), last: a.last.max(b.last) })
}
