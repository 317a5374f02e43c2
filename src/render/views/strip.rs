//! When the articles were written: a strip of years with a dot for every article.

use super::{Badge, Desk};
use crate::model::*;
use serde::Serialize;

/// Years that fit into the strip.
const YEARS: i16 = 30;

/// Articles by year: one dot each, hollow where the year is worked out.
#[derive(Debug, Serialize)]
pub(crate) struct Strip {
    dots: Vec<Dot>,
    ticks: Vec<Tick>,
    width: u32,
    height: u32,
    text: String,
    hollow: bool,
    legend: Vec<Badge>,
}

#[derive(Debug, Serialize)]
struct Dot {
    x: u32,
    y: u32,
    class: String,
    hollow: bool,
}

#[derive(Debug, Serialize)]
struct Tick {
    x: u32,
    label: String,
    anchor: &'static str,
}

/// A strip of years with a dot for every article, for collections small enough to count.
pub(super) fn view(desk: &Desk<'_>) -> Option<Strip> {
    let library = desk.library;
    let years: Vec<(i16, ArticleId, bool)> = library
        .order
        .iter()
        .rev()
        .filter_map(|id| match &library.placement[*id] {
            Placement::Dated(date) => Some((date.year(), *id, false)),
            Placement::NotBefore { date, .. } => Some((date.year(), *id, true)),
            Placement::Unplaced => None,
        })
        .collect();
    let first = years.iter().map(|(year, ..)| *year).min()?;
    let last = years.iter().map(|(year, ..)| *year).max()?;
    if years.len() < 3 || years.len() > 120 || last == first || last - first > YEARS {
        return None;
    }
    let span = u32::from((last - first) as u16);
    let step = 960 / span.max(1);
    let x = |year: i16| 20 + u32::from((year - first) as u16) * step;
    let mut stacked = std::collections::BTreeMap::new();
    let mut tallest = 1;
    for (year, ..) in &years {
        let n: &mut u32 = stacked.entry(*year).or_insert(0);
        *n += 1;
        tallest = tallest.max(*n);
    }
    if tallest > 12 {
        return None;
    }
    let height = tallest * 18 + 8;
    let mut seen = std::collections::BTreeMap::new();
    let dots = years
        .iter()
        .map(|(year, id, hollow)| {
            let n: &mut u32 = seen.entry(*year).or_insert(0);
            *n += 1;
            Dot { x: x(*year), y: height - *n * 18 + 6, class: desk.badge_of(*id).class, hollow: *hollow }
        })
        .collect();
    let every = (span / 6).max(1) as i16;
    let mut ticks: Vec<i16> = (0..).map(|i| first + i * every).take_while(|year| *year < last - every / 2).collect();
    ticks.push(last);
    let ticks = ticks
        .into_iter()
        .map(|year| Tick {
            x: x(year),
            label: year.to_string(),
            anchor: match year {
                y if y == first => "start",
                y if y == last => "end",
                _ => "middle",
            },
        })
        .collect();
    let by_year: Vec<String> = stacked.iter().map(|(year, n)| format!("{year}: {n}")).collect();
    let mut sources: Vec<Option<SourceId>> = years.iter().map(|(_, id, _)| library.source_of[*id]).collect();
    sources.sort_by_key(|source| (source.is_none(), *source));
    sources.dedup();
    Some(Strip {
        dots,
        ticks,
        width: 40 + span * step,
        height,
        text: format!("Articles by year: {}.", by_year.join(", ")),
        hollow: years.iter().any(|(.., hollow)| *hollow),
        legend: if sources.len() <= 8 { sources.into_iter().map(|s| desk.badge(s)).collect() } else { Vec::new() },
    })
}
