//! Dates of other calendars than the Gregorian: the solar one of Iran and Afghanistan, and the years of Thailand, which
//! has our days and months.
//!
//! They are read where their months are named, or where their years, which no other date has, stand in a line with
//! letters or digits of the country's script.

use super::{Date, Line, Order, Read};
use crate::lang::calendar;
use jiff::ToSpan;

/// By so much the years of Thailand are ahead of ours.
const BUDDHIST: u32 = 543;

/// A date of another calendar that begins at a token.
pub(super) fn read(line: &Line<'_>, i: usize) -> Option<Read> {
    if let Some(day) = line.day(i) {
        return named(line, i, day).or_else(|| numbers(line, i, day));
    }
    // `۱۴۰۰/۰۲/۱۳`
    let year = solar_year(line, i)?;
    let mark = line.between(i).trim();
    let same = matches!(mark, "/" | "-" | ".") && mark == line.between(i + 1).trim();
    let (month, day) = (line.day(i + 1)?, line.day(i + 2)?);
    let same = same && line.text.contains(is_arabic);
    let date = same.then(|| solar(year, month, day)).flatten()?;
    Some(Read { date, other: None, order: Order::Year, last: i + 2 })
}

/// `۱۳ اردیبهشت ۱۴۰۰`, `13 اردیبهشت‌ماه 1400`, `3 พ.ค. 2564`, `3 พฤษภาคม พ.ศ. 2564`, `3 พ.ค. 64`.
fn named(line: &Line<'_>, i: usize, day: u32) -> Option<Read> {
    if let Some(month) = calendar::solar_month(line.word(i + 1)) {
        let last = if line.word(i + 2) == "ماه" { i + 3 } else { i + 2 };
        let date = solar(solar_year(line, last)?, u32::from(month), day)?;
        return Some(Read { date, other: None, order: Order::Day, last });
    }
    let (month, at) = line.months(i + 1).filter(|_| line.word(i + 1).starts_with(is_thai))?;
    let last = if line.word(at + 1) == "พ" && line.word(at + 2) == "ศ" { at + 3 } else { at + 1 };
    let short = || line.number(last).filter(|n| line.tokens[last].digits == 2 && *n >= 50).map(|n| 2500 + n);
    let year = buddhist_year(line, last).or_else(short)?;
    super::read(year - BUDDHIST, month, day, Order::Day, last)
}

/// `3/5/2564`
fn numbers(line: &Line<'_>, i: usize, day: u32) -> Option<Read> {
    let mark = line.between(i).trim();
    let same = matches!(mark, "/" | "-" | ".") && mark == line.between(i + 1).trim();
    let year = buddhist_year(line, i + 2).filter(|_| same && line.text.contains(is_thai))?;
    super::read(year - BUDDHIST, line.day(i + 1)?, day, Order::Day, i + 2)
}

/// A letter or digit of the script of Arabic and Persian.
fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}')
}

fn is_thai(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}')
}

fn year(line: &Line<'_>, i: usize) -> Option<u32> {
    line.tokens.get(i).filter(|t| t.digits == 4)?.number
}

/// A year from 1921 to 2071.
fn solar_year(line: &Line<'_>, i: usize) -> Option<u32> {
    year(line, i).filter(|n| (1300..=1450).contains(n))
}

/// A year from 1867 to 2126.
fn buddhist_year(line: &Line<'_>, i: usize) -> Option<u32> {
    year(line, i).filter(|n| (2410..=2669).contains(n))
}

/// The day of a date of the solar calendar: years are counted from that of 622, of 33 eight have a leap day, and the
/// first six months have 31 days.
///
/// The rule of 33 years as M. Heydari-Malayeri gives it (*A concise review of the Iranian calendar*, 2004,
/// arXiv:astro-ph/0409620), in the form of ICU4X (`calendrical_calculations::persian`); it holds for all years that are
/// read here.
fn solar(year: u32, month: u32, day: u32) -> Option<Date> {
    let most = if month <= 6 { 31 } else { 30 };
    if !(1..=12).contains(&month) || !(1..=most).contains(&day) {
        return None;
    }
    let (year, month, day) = (i32::try_from(year).ok()?, i32::try_from(month).ok()?, i32::try_from(day).ok()?);
    // Days before it since that by which the rule begins, 21 March 622.
    let before = 365 * (year - 1) + (8 * year + 21) / 33 + 31 * (month - 1).min(6) + 30 * (month - 7).max(0);
    let date = jiff::civil::date(622, 3, 20).checked_add((before + day).days()).ok()?;
    Date::new(date.year(), u8::try_from(date.month()).ok(), u8::try_from(date.day()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_solar_calendar_are_found() {
        for ((year, month, day), expected) in [
            ((1400, 1, 1), "2021-03-21"),
            ((1399, 12, 30), "2021-03-20"),
            ((1403, 1, 1), "2024-03-20"),
            ((1403, 12, 30), "2025-03-20"),
            ((1404, 1, 1), "2025-03-21"),
            ((1400, 2, 13), "2021-05-03"),
            ((1400, 7, 1), "2021-09-23"),
            ((1357, 11, 22), "1979-02-11"),
        ] {
            assert_eq!(solar(year, month, day).map(|date| date.to_string()).as_deref(), Some(expected));
        }
        assert_eq!(solar(1400, 7, 31), None);
        assert_eq!(solar(1400, 13, 1), None);
    }
}
