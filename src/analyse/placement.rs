//! Where articles stand in time, and their order.

use super::reading::{Reading, Told};
use crate::model::*;

/// Where each article stands: its stated or set date; else the latest date that text or captions name, of those no
/// later than the collection itself ([`ceiling`]).
pub(super) fn placement(articles: &Table<ArticleId, Article>, readings: &[Reading]) -> Table<ArticleId, Placement> {
    let ceiling = ceiling(articles, readings);
    let place = |(article, reading): (&Article, &Reading)| {
        if let Some(date) = article.metadata.date.stated_or_set() {
            return Placement::Dated(*date);
        }
        match reading.told.iter().rev().find(|told| ceiling.is_none_or(|year| told.date.year() <= year)) {
            Some(Told { date, words, line, .. }) => {
                Placement::NotBefore { date: *date, evidence: words.clone(), line: *line }
            }
            None => Placement::Unplaced,
        }
    };
    articles.rows().iter().zip(readings).map(place).collect()
}

/// The year after which a year alone is no evidence: a piece on "net zero around 2050" was not written then.
///
/// It is the newest of the stated dates and of the days that texts name, since a day is hardly ever named before it
/// comes; where there is none of these, of the months. Without a month either, nothing is known to lie ahead. Nor is
/// it where the articles that speak for the year are not more than those that name later ones and no day: then a few
/// old ones stand among newer ones.
fn ceiling(articles: &Table<ArticleId, Article>, readings: &[Reading]) -> Option<i16> {
    let newest = |is_exact: fn(&&Told) -> bool| {
        let witness = move |(article, reading): (&Article, &Reading)| {
            let stated = article.metadata.date.stated_or_set().map(|date| date.year());
            stated.or_else(|| reading.told.iter().rev().find(is_exact).map(|told| told.date.year()))
        };
        let years: Vec<Option<i16>> = articles.rows().iter().zip(readings).map(witness).collect();
        years.iter().max().copied().flatten().map(|year| (year, years))
    };
    let (year, witnesses) = newest(|told| told.by_day).or_else(|| newest(|told| told.date.month().is_some()))?;
    let later = |reading: &Reading| reading.told.last().is_some_and(|told| told.date.year() > year);
    let doubts = readings.iter().zip(&witnesses).filter(|(reading, witness)| witness.is_none() && later(reading));
    (doubts.count() < witnesses.iter().flatten().count()).then_some(year)
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
