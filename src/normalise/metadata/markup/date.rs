//! The day of publication as a page states it: never that of a change where one of publication stands.

use super::super::super::segment::html::{Fact, Reading};
use super::super::date as printed;
use crate::model::Date;

/// Kinds of statements, strongest first, and what a day gains by each: two that agree outweigh one that does not.
const KINDS: &[(i32, &[&str])] = &[
    (30, &["ld datepublished"]),
    (
        30,
        &[
            "article:published_time",
            "og:article:published_time",
            "article:published",
            "rnews:datepublished",
            "og:published_time",
        ],
    ),
    (29, &["itemprop datepublished"]),
    (
        20,
        &[
            "datepublished",
            "date_published",
            "article_date_original",
            "originalpublicationdate",
            "sailthru.date",
            "parsely-pub-date",
            "citation_publication_date",
            "citation_online_date",
            "citation_date",
            "prism.publicationdate",
            "dc.date.issued",
            "dcterms.issued",
            "publish-date",
            "publish_date",
            "publishdate",
            "publication_date",
            "publication-date",
            "published-date",
            "pubdate",
            "bt:pubdate",
            "displaydate",
            "ptime",
            "pdate",
            "article.published",
            "vr:published_time",
            "shareaholic:article_published_time",
            "cxenseparse:recs:publishtime",
            "cxenseparse:publishtime",
            "dcsext.articlefirstpublished",
            "release_date",
            "video:release_date",
            "eprints.datestamp",
            "eprints.date",
        ],
    ),
    // Says of which node it is, and stands beside it: a teaser elsewhere may print another day.
    (19, &["time pubdate", "rdfa created"]),
    (18, &["ld datecreated", "itemprop datecreated", "article.created", "datecreated"]),
    (
        15,
        &[
            "dcterms.date",
            "dc.date",
            "dc.date.created",
            "dc:date.created",
            "dcterms.created",
            "dc.created",
            "dc:created",
            "dcterms:created",
            "dcterms:date",
            "dcterms:issued",
            "dc.issued",
            "dc:issued",
            "dc:date",
            "date",
            "created",
            "hdl",
            "gentime",
        ],
    ),
    (10, &["time"]),
    (9, &["ld page datepublished"]),
];
/// What a day gains by a line that prints it, by an element that is called a date, by both, and by the address.
const PRINTED: [i32; 3] = [16, 20, 25];
const IN_ADDRESS: i32 = 14;

/// The day and its statement; none where a line prints the day that most speaks for.
pub(super) fn find(reading: &Reading, line: Option<Date>) -> Option<(Date, &Fact)> {
    let order = order(reading);
    let first = |keys: &[&str]| {
        let of = reading.facts.iter().filter(|f| keys.contains(&f.key.as_str()));
        of.into_iter().find_map(|f| day(&f.value, order).map(|d| (d, f)))
    };
    let mut votes = Votes::default();
    for (weight, keys) in KINDS {
        if let Some((date, fact)) = first(keys) {
            votes.add(date, Some(fact), *weight);
        }
    }
    let named = first(&["class date"]);
    match (line, named) {
        (Some(line), Some((date, fact))) if line == date => votes.add(date, Some(fact), PRINTED[2]),
        (line, named) => {
            if let Some(date) = line {
                votes.add(date, None, PRINTED[0]);
            }
            if let Some((date, fact)) = named {
                votes.add(date, Some(fact), PRINTED[1]);
            }
        }
    }
    let addresses = reading.facts.iter().filter(|f| ADDRESSES.contains(&f.key.as_str()));
    if let Some((date, fact)) = addresses.into_iter().find_map(|f| in_address(&f.value).map(|d| (d, f))) {
        votes.add(date, Some(fact), IN_ADDRESS);
    }
    let (date, fact, _) = votes.best()?;
    fact.map(|fact| (local(*date, fact, reading, line, order), fact))
}

/// Days with what speaks for each.
#[derive(Default)]
struct Votes<'r>(Vec<(Date, Option<&'r Fact>, i32)>);

impl<'r> Votes<'r> {
    fn add(&mut self, date: Date, fact: Option<&'r Fact>, weight: i32) {
        match self.0.iter_mut().find(|vote| vote.0 == date) {
            Some(found) => {
                found.1 = found.1.or(fact);
                found.2 += weight;
            }
            None => self.0.push((date, fact, weight)),
        }
    }

    /// The day that most speaks for; the first of equals, which is of the strongest kind.
    fn best(&self) -> Option<&(Date, Option<&'r Fact>, i32)> {
        self.0.iter().rev().max_by_key(|vote| vote.2)
    }
}

/// Kinds of statements that give the address of the page.
const ADDRESSES: &[&str] = &["link canonical", "og:url", "ld url"];

/// The day where the article was published. Many pages state the moment as that of Greenwich: another statement of the
/// day before or after, in a stated offset or printed, is the day there.
fn local(date: Date, fact: &Fact, reading: &Reading, line: Option<Date>, order: Order) -> Date {
    let value = fact.value.trim_end();
    let greenwich = ["Z", "+00:00", "+0000", "GMT", "UTC"].iter().any(|zone| value.ends_with(zone));
    let clock = value.find(['T', ' ']).and_then(|at| value.get(at + 1..at + 3)).and_then(|h| h.parse::<u32>().ok());
    let Some(hour) = clock.filter(|_| greenwich) else { return date };
    let facts = |keys: &'static [&'static str]| {
        reading.facts.iter().filter(|f| keys.contains(&f.key.as_str())).filter_map(|f| day(&f.value, order))
    };
    let addresses = reading.facts.iter().filter(|f| ADDRESSES.contains(&f.key.as_str()));
    let addressed: Vec<Date> = addresses.filter_map(|f| in_address(&f.value)).collect();
    let printed: Vec<Date> = facts(&["class date"]).take(1).chain(line).chain(addressed.iter().copied()).collect();
    let zoned = |f: &&Fact| KINDS.iter().any(|(_, keys)| keys.contains(&f.key.as_str()));
    let others = reading.facts.iter().filter(zoned).filter(|f| !f.value.ends_with('Z') && !f.value.ends_with("+00:00"));
    let others = others.filter_map(|f| day(&f.value, order));
    // Evening there is the next day in the east, the small hours are the day before in the west.
    let step = match hour {
        15.. => 1,
        ..=8 => -1,
        _ => return date,
    };
    let near = next(date, step);
    // The address is of the day there; a head may print today's.
    if let Some(near) = near.filter(|near| addressed.contains(near)) {
        return near;
    }
    if printed.contains(&date) {
        return date;
    }
    if printed.iter().copied().chain(others).any(|other| Some(other) == near) {
        return near.unwrap_or(date);
    }
    // Midnight in Central Europe: a day that was given without a time of day.
    let sharp = value.contains("23:00:00")
        || value.contains("22:00:00")
        || value.ends_with("23:00Z")
        || value.ends_with("22:00Z");
    if sharp { next(date, 1).unwrap_or(date) } else { date }
}

/// The day after or before.
fn next(date: Date, step: i64) -> Option<Date> {
    let day = jiff::civil::Date::new(date.year(), date.month()? as i8, date.day()? as i8).ok()?;
    let day = day.checked_add(jiff::Span::new().days(step)).ok()?;
    Date::new(day.year(), Some(day.month() as u8), Some(day.day() as u8))
}

/// Which number comes first in `03/04/2021`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Day,
    Month,
    Unknown,
}

/// By the language of the page: the day first everywhere but in the United States.
fn order(reading: &Reading) -> Order {
    let tag = reading.facts.iter().find(|f| matches!(f.key.as_str(), "html lang" | "og:locale" | "content-language"));
    let tag = tag.map(|f| f.value.to_ascii_lowercase().replace('_', "-")).unwrap_or_default();
    match tag.as_str() {
        "" | "en" | "fil" => Order::Unknown,
        "en-us" => Order::Month,
        _ => Order::Day,
    }
}

/// The day of a statement: in the offset that it states, since that is the day its readers had.
pub(super) fn day(value: &str, order: Order) -> Option<Date> {
    let value = value.trim();
    let bytes = value.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let number = |range: std::ops::Range<usize>| value.get(range).and_then(|v| v.parse::<i16>().ok());
    let make = |y: i16, m: i16, d: i16| {
        let date = Date::new(y, Some(u8::try_from(m).ok()?), Some(u8::try_from(d).ok()?))?;
        // Clocks that were never set.
        let unset = !(1800..=2100).contains(&y) || date == Date::new(1970, Some(1), Some(1))?;
        (!unset).then_some(date)
    };
    if digits == 8 || (digits == 12 || digits == 14) && bytes.len() == digits {
        return make(number(0..4)?, number(4..6)?, number(6..8)?);
    }
    if (digits == 10 || digits == 13) && bytes.len() == digits {
        let seconds: i64 = value[..10].parse().ok()?;
        let zoned = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
        return make(zoned.year(), i16::from(zoned.month()), i16::from(zoned.day()));
    }
    if let Some(found) = printed::find(value).filter(|found| found.other.is_none()) {
        return make(found.date.year(), i16::from(found.date.month()?), i16::from(found.date.day()?));
    }
    // 5/3/2021 10:12:00 AM: the month comes first where the clock has twelve hours.
    let upper = value.to_ascii_uppercase();
    let first = value.find(|c: char| c.is_ascii_digit())?;
    let mut parts = value[first..].split(|c: char| !c.is_ascii_digit()).take(3).map(|p| p.parse::<i16>().ok());
    let (a, b, y) = (parts.next()??, parts.next()??, parts.next()??);
    let slashes = value[first..].split(|c: char| c.is_ascii_digit()).filter(|p| matches!(*p, "/" | "-")).count() >= 2;
    match order {
        _ if !slashes || y < 1000 => None,
        _ if upper.ends_with("AM") || upper.ends_with("PM") => make(y, a, b),
        Order::Day => make(y, b, a),
        Order::Month => make(y, a, b),
        Order::Unknown => None,
    }
}

/// `/2019/03/14/` in an address.
fn in_address(address: &str) -> Option<Date> {
    let parts: Vec<&str> = address.split('/').skip(3).collect();
    parts.windows(3).find_map(|w| {
        let [y, m, d] = w else { return None };
        let number = |part: &str, len: std::ops::RangeInclusive<usize>| {
            let fits = len.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            fits.then(|| part.parse::<i16>().ok()).flatten()
        };
        let year = number(y, 4..=4).filter(|y| (1990..=2100).contains(y))?;
        let (m, d) = (number(m, 1..=2)?, number(d, 1..=2)?);
        Date::new(year, Some(u8::try_from(m).ok()?), Some(u8::try_from(d).ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_offset_stated() {
        for (value, expected) in [
            ("2021-05-03T23:30:00-05:00", Some("2021-05-03")),
            ("2021-05-03", Some("2021-05-03")),
            ("20210503", Some("2021-05-03")),
            ("20210503T101112Z", Some("2021-05-03")),
            ("Mon, 03 May 2021 10:11:12 GMT", Some("2021-05-03")),
            ("May 3, 2021", Some("2021-05-03")),
            ("5/3/2021 10:11:12 AM", Some("2021-05-03")),
            ("1620036672", Some("2021-05-03")),
            ("1970-01-01T00:00:00Z", None),
            ("0001-01-01T00:00:00Z", None),
            ("yesterday", None),
            ("03/04/2021", None),
        ] {
            assert_eq!(day(value, Order::Unknown).map(|d| d.to_string()).as_deref(), expected, "{value}");
        }
        assert_eq!(day("03/04/2021", Order::Day), Date::new(2021, Some(4), Some(3)));
        assert_eq!(day("03/04/2021", Order::Month), Date::new(2021, Some(3), Some(4)));
    }

    #[test]
    fn an_address_may_hold_the_day() {
        let day = |a: &str| in_address(a).map(|d| d.to_string());
        assert_eq!(day("https://ledger.example/2019/03/14/tide").as_deref(), Some("2019-03-14"));
        assert_eq!(day("https://ledger.example/2019/03/tide"), None);
        assert_eq!(day("https://ledger.example/2019/13/14/tide"), None);
    }
}
