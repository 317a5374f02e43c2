//! Dates as they are printed near the head: numbers, names of months in many languages, Chinese and Korean signs.
//!
//! Year, month and day are certain only where the order is: `03/04/2021` is no date here, `23/04/2021` is.

use crate::lang::calendar;
use crate::model::Date;

/// A date and how much of its line it is.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::normalise) struct Found {
    pub(in crate::normalise) date: Date,
    /// Its place in the line.
    pub(in crate::normalise) range: std::ops::Range<usize>,
    /// The share of the line's letters and digits that are of the date or a time.
    pub(in crate::normalise) share: f32,
}

/// Only so much of a line is looked at.
const LONGEST: usize = 240;

#[derive(Clone, Copy)]
struct Token {
    start: usize,
    end: usize,
    number: Option<u32>,
    month: Option<u8>,
}

/// The first date in a line.
pub(in crate::normalise) fn find(line: &str) -> Option<Found> {
    let end = (0..=LONGEST.min(line.len())).rev().find(|i| line.is_char_boundary(*i)).unwrap_or(0);
    let text = &line[..end];
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let tokens = tokens(text);
    let (date, range) = (0..tokens.len()).find_map(|i| at(text, &tokens, i))?;
    let spoken: usize = tokens
        .iter()
        .filter(|t| t.start < range.start || t.end > range.end)
        // Numbers beside a date are a time of day.
        .filter(|t| t.number.is_none() && !is_time_word(&text[t.start..t.end]))
        .map(|t| t.end - t.start)
        .sum();
    let own = range.len();
    let rest = line.len().saturating_sub(end);
    Some(Found { date, share: own as f32 / (own + spoken + rest) as f32, range })
}

fn is_time_word(word: &str) -> bool {
    word.chars().count() <= 3
        || calendar::is_update(word)
        || matches!(
            word.to_lowercase().as_str(),
            "published"
                | "posted"
                | "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
                | "montag"
                | "dienstag"
                | "mittwoch"
                | "donnerstag"
                | "freitag"
                | "samstag"
                | "sonntag"
                | "lundi"
                | "mardi"
                | "mercredi"
                | "jeudi"
                | "vendredi"
                | "samedi"
                | "dimanche"
                | "lunes"
                | "martes"
                | "miércoles"
                | "jueves"
                | "viernes"
                | "sábado"
                | "domingo"
                | "publié"
                | "publicado"
                | "pubblicato"
                | "veröffentlicht"
                | "date"
                | "datum"
        )
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let digit = c.is_ascii_digit();
        // Chinese, Japanese and Korean signs of the calendar stand right after numbers.
        let wide = crate::text::is_unspaced(c) || ('\u{ac00}'..='\u{d7a3}').contains(&c);
        let mut end = start + c.len_utf8();
        while let Some((at, d)) = chars.peek().copied() {
            let same = if digit { d.is_ascii_digit() } else { !wide && d.is_alphanumeric() && !d.is_ascii_digit() };
            if !same {
                break;
            }
            end = at + d.len_utf8();
            chars.next();
        }
        let word = &text[start..end];
        let number = digit.then(|| word.parse().ok()).flatten().filter(|_| word.len() <= 4);
        let month = if digit { None } else { calendar::month(word) };
        out.push(Token { start, end, number, month });
    }
    out
}

fn at(text: &str, tokens: &[Token], i: usize) -> Option<(Date, std::ops::Range<usize>)> {
    let token = |n: usize| tokens.get(i + n).copied();
    let first = token(0)?;
    let between = |a: Token, b: Token| &text[a.end..b.start];
    let range = |last: Token| first.start..last.end;
    let year = |t: Token| t.number.filter(|n| t.end - t.start == 4 && (1800..=2100).contains(n));
    let day = |t: Token| t.number.filter(|n| t.end - t.start <= 2 && (1..=31).contains(n));
    let make = |y: u32, m: u32, d: Option<u32>| {
        Date::new(i16::try_from(y).ok()?, Some(u8::try_from(m).ok()?), d.and_then(|d| u8::try_from(d).ok()))
    };
    // A number that is part of a longer one, or an address, is no date.
    if first.start > 0 && text[..first.start].ends_with(['/', '-', '.', '_', '$', '#']) && first.number.is_some() {
        return None;
    }
    // 3 May 2021, 3. Mai 2021, 3 de mayo de 2021, 3rd of May, 2021.
    if let (Some(d), Some(mut next)) = (day(first), token(1)) {
        let mut n = 1;
        while next.month.is_none() && n < 3 && is_small(&text[next.start..next.end]) {
            n += 1;
            next = token(n)?;
        }
        if let (Some(month), Some(mut last)) = (next.month, token(n + 1)) {
            if is_small(&text[last.start..last.end]) {
                last = token(n + 2)?;
            }
            if let Some(y) = year(last).filter(|_| text[first.start..last.end].len() < 48) {
                return Some((make(y, u32::from(month), Some(d))?, range(last)));
            }
        }
    }
    // May 3, 2021; Sept. 3rd, 2021; May 2021.
    if let (Some(month), Some(d)) = (first.month, token(1).and_then(day)) {
        let mut last = token(2)?;
        if is_small(&text[last.start..last.end]) {
            last = token(3)?;
        }
        if let Some(y) = year(last).filter(|_| text[first.start..last.end].len() < 32) {
            return Some((make(y, u32::from(month), Some(d))?, range(last)));
        }
    }
    // 2021-05-03, 2021/05/03, 2021.05.03, 2021年5月3日, 2021년 5월 3일.
    if let (Some(y), Some(second)) = (year(first), token(1)) {
        let sign = &text[second.start..second.end];
        if matches!(sign, "年" | "년") {
            let (m, sign, d) = (token(2)?, token(3)?, token(4)?);
            let fits = matches!(&text[sign.start..sign.end], "月" | "월");
            let last = token(5).filter(|t| matches!(&text[t.start..t.end], "日" | "일")).unwrap_or(d);
            return fits.then(|| Some((make(y, m.number?, Some(d.number?))?, range(last)))).flatten();
        }
        let third = token(2)?;
        let mark = between(first, second).trim();
        if matches!(mark, "-" | "/" | ".") && mark == between(second, third).trim() {
            return Some((make(y, day(second)?, Some(day(third)?))?, range(third)));
        }
    }
    // 23.04.2021, 23/04/2021, 4/23/2021: only where one order is possible. With points the day comes first.
    if let (Some(a), Some(second), Some(third)) = (day(first), token(1), token(2)) {
        let mark = between(first, second).trim();
        if matches!(mark, "-" | "/" | ".") && mark == between(second, third).trim() {
            let (b, y) = (day(second)?, year(third)?);
            let date = if mark == "." || a > 12 || a == b {
                make(y, b, Some(a))
            } else if b > 12 {
                make(y, a, Some(b))
            } else {
                None
            };
            return date.map(|date| (date, range(third)));
        }
    }
    None
}

/// Words inside a date: `st`, `de`, `of`, …
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "st" | "nd"
            | "rd"
            | "th"
            | "of"
            | "de"
            | "del"
            | "do"
            | "er"
            | "den"
            | "º"
            | "a"
            | "г"
            | "ST"
            | "ND"
            | "RD"
            | "TH"
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::find;

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(find(line).map(|f| f.date.to_string()).as_deref(), expected, "{line}");
    }

    #[test]
    fn printed_dates_are_read() {
        check("Published: May 3, 2021 at 10:12", Some("2021-05-03"));
        check("Monday, 3rd of May 2021", Some("2021-05-03"));
        check("2021/05/23 | Harbour", Some("2021-05-23"));
        check("2021-05-03T10:00:00Z", Some("2021-05-03"));
        check("3. März 2021", Some("2021-03-03"));
        check("le 3 août 2021 à 12h", Some("2021-08-03"));
        check("3 de mayo de 2021", Some("2021-05-03"));
        check("23/04/2021", Some("2021-04-23"));
        check("4/23/2021", Some("2021-04-23"));
        check("03.04.2021", Some("2021-04-03"));
        check("3 мая 2021 г.", Some("2021-05-03"));
        check("2021年5月3日", Some("2021-05-03"));
        check("2021년 5월 3일", Some("2021-05-03"));
    }

    #[test]
    fn what_is_uncertain_or_no_date_is_none() {
        check("03/04/2021", None);
        check("31/02/2021", None);
        check("in 2021", None);
        check("May 2021", None);
        check("$3 May 2021", None);
        check("10.5.3.2021", None);
        check("call 555-12-2012", None);
    }

    #[test]
    fn the_share_of_a_line_is_told() {
        assert!(find("Posted Monday, May 3, 2021").unwrap().share > 0.9);
        assert!(find("The harbour was closed on May 3, 2021 after a storm broke the wall").unwrap().share < 0.3);
    }
}
