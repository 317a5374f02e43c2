//! Whether day or month comes first where a date may be read both ways.

use super::super::super::page::Page;
use super::super::super::zones::Zones;
use super::super::date::Order;
use super::Candidate;
use crate::lang::record;
use crate::model::Date;

/// Which of day and month comes first on this page, if its language or its other dates tell.
pub(super) fn order_of(page: &Page<'_>, zones: &Zones, found: &[Candidate]) -> Option<Order> {
    // Most dates have one reading, or another date of the page decides: then nobody asks for the order.
    let certain = |date: Date| found.iter().any(|c| c.other.is_none() && c.date == date);
    let open = |c: &Candidate| c.other.is_some_and(|other| certain(c.date) == certain(other));
    if !found.iter().any(open) {
        return None;
    }
    let language = super::super::language::find(page, zones.start, zones.end);
    if language.tag.as_deref().is_some_and(|l| l != "en") {
        return Some(Order::Day);
    }
    let (mut day, mut month) = (0, 0);
    for c in found {
        let text = page.lines[c.line].text();
        let numeric = text.get(c.range.clone()).is_some_and(|t| t.bytes().all(|b| !b.is_ascii_alphabetic()));
        let weight = if numeric { 4 } else { 1 };
        match c.order {
            _ if c.other.is_some() => {
                month += 3 * i32::from(text.split_whitespace().any(record::is_month_zone));
                day += 3 * i32::from(text.split_whitespace().any(record::is_day_zone));
                let lower = text.to_ascii_lowercase();
                month += i32::from(lower.contains("am") || lower.contains("pm"));
            }
            Order::Day => day += weight,
            Order::Month => month += weight,
            Order::Year => {}
        }
    }
    // Dates of comments and other stories are written the same way.
    for line in page.lines.iter().filter(|l| l.words <= 12).take(600) {
        match line.date().filter(|f| f.other.is_none()).map(|f| (f.order, f.range)) {
            Some((order, range)) if !line.text()[range.clone()].contains(char::is_alphabetic) => match order {
                Order::Day => day += 2,
                Order::Month => month += 2,
                Order::Year => {}
            },
            _ => {}
        }
    }
    // Dates in sentences tell as well; a few lines of them are enough.
    for line in page.lines[zones.start..zones.end].iter().filter(|l| l.is_prose()).take(30) {
        match line.date().filter(|f| f.other.is_none()).map(|f| f.order) {
            Some(Order::Day) => day += 1,
            Some(Order::Month) => month += 1,
            _ => {}
        }
    }
    match day.cmp(&month) {
        std::cmp::Ordering::Greater => Some(Order::Day),
        std::cmp::Ordering::Less => Some(Order::Month),
        std::cmp::Ordering::Equal => None,
    }
}

/// Chooses between two readings: that of another date of the page, else that of the page's order.
pub(super) fn settle(found: &mut [Candidate], order: Option<Order>) {
    let certain: Vec<Date> = found.iter().filter(|c| c.other.is_none()).map(|c| c.date).collect();
    for c in found.iter_mut() {
        let Some(other) = c.other else { continue };
        match (certain.contains(&c.date), certain.contains(&other), order) {
            (true, false, _) => c.other = None,
            (false, true, _) => (c.date, c.other) = (other, None),
            (_, _, Some(Order::Day)) => c.other = None,
            (_, _, Some(Order::Month)) => (c.date, c.other) = (other, None),
            _ => {}
        }
    }
}
