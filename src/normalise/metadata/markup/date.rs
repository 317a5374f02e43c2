//! The day of publication as a page states it: never that of a change where one of publication stands.

use super::super::super::segment::html::{Fact, Reading};
use super::super::date as printed;
use crate::model::Date;

/// Kinds of statements, strongest first.
const KEYS: &[&[&str]] = &[
    &["ld datepublished"],
    &["article:published_time", "og:article:published_time", "article:published", "itemprop datepublished", "rnews:datepublished", "og:published_time"],
    &[
        "datepublished", "date_published", "article_date_original", "originalpublicationdate", "sailthru.date", "parsely-pub-date",
        "citation_publication_date", "citation_online_date", "citation_date", "prism.publicationdate", "dc.date.issued", "dcterms.issued", "dcterms.date",
        "dc.date", "dc.date.created", "dcterms.created", "dc:date", "publish-date", "publish_date", "publishdate", "publication_date", "publication-date", "published-date",
        "pubdate", "bt:pubdate", "displaydate", "ptime", "pdate", "article.published", "vr:published_time", "shareaholic:article_published_time",
        "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dcsext.articlefirstpublished", "release_date", "video:release_date",
        "eprints.datestamp", "eprints.date",
    ],
    &["time pubdate", "ld datecreated", "itemprop datecreated", "article.created", "datecreated"],
    &["class date"],
    &["date", "created", "hdl", "gentime"],
];
/// Weaker ones, taken where no line of the page prints a date.
const WEAK: &[&[&str]] = &[&["time"], &["ld page datepublished"]];

/// The day and its statement. A date that a line prints stands above the weaker statements.
pub(super) fn find(reading: &Reading, line: Option<Date>) -> Option<(Date, &Fact)> {
    let of = |keys: &[&str]| {
        reading.facts.iter().filter(|f| keys.contains(&f.key.as_str())).find_map(|f| day(&f.value).map(|d| (d, f)))
    };
    if let Some(found) = KEYS.iter().find_map(|keys| of(keys)) {
        return Some(found);
    }
    if line.is_some() {
        return None;
    }
    WEAK.iter().find_map(|keys| of(keys)).or_else(|| {
        let addresses = ["link canonical", "og:url", "ld url"];
        reading.facts.iter().filter(|f| addresses.contains(&f.key.as_str())).find_map(|f| in_address(&f.value).map(|d| (d, f)))
    })
}

/// The day of a statement: in the offset that it states, since that is the day its readers had.
pub(super) fn day(value: &str) -> Option<Date> {
    let value = value.trim();
    let bytes = value.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let number = |range: std::ops::Range<usize>| value.get(range).and_then(|v| v.parse::<i16>().ok());
    let make = |y: i16, m: i16, d: i16| {
        let date = Date::new(y, Some(u8::try_from(m).ok()?), Some(u8::try_from(d).ok()?))?;
        // Clocks that were never set.
        let unset = y < 1800 || y > 2100 || date == Date::new(1970, Some(1), Some(1))?;
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
    // 5/23/2021 10:12:00 AM: the month comes first where the clock has twelve hours.
    let upper = value.to_ascii_uppercase();
    if digits <= 2 && (upper.ends_with("AM") || upper.ends_with("PM")) {
        let mut parts = value.split(|c: char| !c.is_ascii_digit()).filter_map(|p| p.parse::<i16>().ok());
        let (m, d, y) = (parts.next()?, parts.next()?, parts.next()?);
        if value[digits..].starts_with('/') {
            return make(y, m, d);
        }
    }
    let found = printed::find(value)?.date;
    make(found.year(), i16::from(found.month()?), i16::from(found.day()?))
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
            assert_eq!(day(value).map(|d| d.to_string()).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn an_address_may_hold_the_day() {
        let day = |a: &str| in_address(a).map(|d| d.to_string());
        assert_eq!(day("https://ledger.example/2019/03/14/tide").as_deref(), Some("2019-03-14"));
        assert_eq!(day("https://ledger.example/2019/03/tide"), None);
        assert_eq!(day("https://ledger.example/2019/13/14/tide"), None);
    }
}
