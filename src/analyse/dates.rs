//! Dates that texts name, and which of them say that an article was written no earlier.
//!
//! Month names of all languages, and ISO forms. A year counts only where its surroundings say that it is one.

use super::tokens::{Gap, Tokens};
use crate::lang::calendar;
use crate::model::Date;
use std::ops::Range;

/// A date that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The date.
    pub(super) date: Date,
    /// The place in the text.
    pub(super) range: Range<usize>,
    /// Whether it may lie ahead of the day of writing: "by 2030", "will … in 2030".
    pub(super) ahead: bool,
}

/// Words before a bare number that say it is a year.
const BEFORE_YEAR: &[&str] = &[
    "in", "since", "of", "during", "until", "till", "by", "from", "to", "year", "early", "late", "mid", "before",
    "after", "around", "for", "and", "between", "through", "than", "the", "summer", "winter", "spring", "autumn",
    "fall", "fiscal", "with", "en", "im", "seit", "depuis", "vs", "versus",
];

/// Words that point ahead.
const AHEAD: &[&str] = &[
    "will",
    "would",
    "shall",
    "plan",
    "plans",
    "planned",
    "target",
    "targets",
    "goal",
    "aim",
    "aims",
    "aimed",
    "forecast",
    "forecasts",
    "expected",
    "expects",
    "projected",
    "scheduled",
    "slated",
    "due",
    "could",
    "may",
    "might",
];

fn number(word: &str, digits: Range<usize>) -> Option<i16> {
    (digits.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten()
}

fn year_of(word: &str) -> Option<i16> {
    number(word, 4..5).filter(|y| (1000..2100).contains(y))
}

/// The number of the month that a word names. Where a language writes months in lower case, a number stands before
/// them or after; the word alone says nothing.
fn month_of(tokens: &Tokens, i: usize) -> Option<u8> {
    let token = tokens.list.get(i)?;
    if !token.letters || token.end - token.start > 40 {
        return None;
    }
    calendar::month(tokens.word(i))
}

/// Whether a word begins with a digit.
fn is_number(tokens: &Tokens, i: usize) -> bool {
    tokens.list.get(i).is_some_and(|t| tokens.text.as_bytes()[t.start as usize].is_ascii_digit())
}

/// The dates of one block, in order.
pub(super) fn dates(tokens: &Tokens) -> Vec<Named> {
    let mut out = Vec::new();
    let has_digit = tokens.list.iter().any(|t| !t.letters);
    if !has_digit {
        return out;
    }
    let mut i = 0;
    while i < tokens.list.len() {
        match at(tokens, i) {
            Some((date, last)) => {
                let range = tokens.list[i].start as usize..tokens.list[last].end as usize;
                out.push(Named { date, range, ahead: ahead(tokens, i, last) });
                i = last + 1;
            }
            None => i += 1,
        }
    }
    out
}

/// The date that begins at a word, and its last word.
fn at(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let word = |j: usize| tokens.list.get(j).map(|_| tokens.word(j));
    let near = |j: usize| tokens.list.get(j).is_some_and(|t| matches!(t.gap, Gap::Space | Gap::Stop | Gap::Comma));
    // September 16, 2016; Sept. 2016.
    if !is_number(tokens, i) {
        // In lower case some are ordinary words: "to march 2000 miles", "records set 2010".
        let told = tokens.list[i].capital || !matches!(tokens.word(i), "march" | "may" | "august" | "mar" | "set");
        let month = month_of(tokens, i).filter(|_| told && is_number(tokens, i + 1))?;
        let day = word(i + 1).filter(|_| near(i + 1)).and_then(day_of);
        if let (Some(day), Some(year)) = (day, word(i + 2).filter(|_| near(i + 2)).and_then(year_of)) {
            return Date::new(year, Some(month), Some(day)).map(|d| (d, i + 2));
        }
        let year = word(i + 1).filter(|_| near(i + 1)).and_then(year_of)?;
        return Date::new(year, Some(month), None).map(|d| (d, i + 1));
    }
    // 16 September 2016, 16. September 2016, 1er septembre 2016, 16 de septiembre de 2016.
    let first = word(i)?;
    if let Some(day) = day_of(first) {
        let of = |j: usize| j + usize::from(word(j).is_some_and(|w| matches!(w, "de" | "di" | "del")));
        let at = of(i + 1);
        if let Some(month) = month_of(tokens, at).filter(|_| near(at)) {
            let at = of(at + 1);
            let year = word(at).filter(|_| near(at)).and_then(year_of)?;
            return Date::new(year, Some(month), Some(day)).map(|d| (d, at));
        }
    }
    let year = year_of(first)?;
    // 2016-09-16, 2016/09/16.
    let hyphen = |j: usize| tokens.list.get(j).is_some_and(|t| t.gap == Gap::Hyphen);
    if hyphen(i + 1) && hyphen(i + 2) {
        let month = word(i + 1).and_then(|w| number(w, 2..3)).and_then(|m| u8::try_from(m).ok());
        let day = word(i + 2).and_then(|w| number(w, 2..3)).and_then(|d| u8::try_from(d).ok());
        if let Some(date) = month.zip(day).and_then(|(m, d)| Date::new(year, Some(m), Some(d))) {
            return Some((date, i + 2));
        }
    }
    // A bare year.
    if !(1500..2100).contains(&year) || !is_year(tokens, i) {
        return None;
    }
    Date::new(year, None, None).map(|d| (d, i))
}

fn day_of(word: &str) -> Option<u8> {
    let bare = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[bare.len()..];
    (matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "er") && (1..3).contains(&bare.len()))
        .then(|| bare.parse().ok())
        .flatten()
        .filter(|d| (1..=31).contains(d))
}

fn is_year(tokens: &Tokens, i: usize) -> bool {
    let token = &tokens.list[i];
    let before = &tokens.text[..token.start as usize];
    if before.ends_with(['$', '€', '£', '¥', '#']) || matches!(token.gap, Gap::Dot) {
        return false;
    }
    // 1,999 and 3.1999 are no years; nor are 2000 tonnes.
    let number = |j: usize| tokens.list.get(j).is_some_and(|t| !t.letters);
    if i > 0 && number(i - 1) && matches!(token.gap, Gap::Comma | Gap::Dot) && !before.ends_with(' ') {
        return false;
    }
    let after = tokens.after(i);
    if number(i + 1) && matches!(after, Gap::Dot) || tokens.text[token.end as usize..].starts_with('%') {
        return false;
    }
    let free = i + 1 >= tokens.list.len() || !matches!(after, Gap::Space) || !is_unit(tokens.word(i + 1));
    let told = match token.gap {
        Gap::Open | Gap::Hyphen | Gap::Dash => true,
        _ => i == 0 || BEFORE_YEAR.contains(&tokens.word(i - 1)) || token.first,
    };
    let alone = matches!(after, Gap::None | Gap::Stop | Gap::Dot | Gap::Comma | Gap::Close | Gap::Break);
    free && (told || alone && i > 0 && !number(i - 1) && (1900..2100).contains(&year_of(tokens.word(i)).unwrap_or(0)))
}

fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "mln"
            | "bln"
            | "million"
            | "billion"
            | "trillion"
            | "tonnes"
            | "tons"
            | "dlrs"
            | "dollars"
            | "euros"
            | "people"
            | "km"
            | "kilometers"
            | "kilometres"
            | "miles"
            | "barrels"
            | "pct"
            | "percent"
            | "per"
            | "mw"
            | "soldiers"
            | "troops"
            | "companies"
            | "jobs"
            | "workers"
            | "men"
            | "women"
            | "children"
            | "times"
            | "feet"
            | "metres"
            | "meters"
            | "shares"
            | "rubles"
            | "roubles"
            | "yuan"
            | "yen"
            | "pounds"
            | "marks"
            | "francs"
            | "cts"
            | "bags"
            | "lots"
            | "points"
            | "homes"
            | "units"
    )
}

fn ahead(tokens: &Tokens, first: usize, last: usize) -> bool {
    if first > 0 && matches!(tokens.word(first - 1), "by" | "until" | "till" | "through" | "before") {
        return true;
    }
    // The sentence around it, at most 24 words each way.
    let mut from = first;
    while from > 0 && first - from < 24 && !tokens.list[from].first {
        from -= 1;
    }
    let mut to = last;
    while to + 1 < tokens.list.len() && to - last < 24 && !tokens.list[to + 1].first {
        to += 1;
    }
    (from..=to).any(|i| !tokens.list[i].capital && AHEAD.contains(&tokens.word(i)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let tokens = Tokens::new(text);
        let found: Vec<String> = dates(&tokens)
            .iter()
            .map(|d| format!("{}{} {}", d.date, if d.ahead { "?" } else { "" }, &text[d.range.clone()]))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn dates_are_found_as_precisely_as_they_are_named() {
        check("On Sept. 16, 2016 it rained.", &["2016-09-16 Sept. 16, 2016"]);
        check("On 3rd May 2011 and in October 2014.", &["2011-05-03 3rd May 2011", "2014-10 October 2014"]);
        check("Printed 2023/01/29.", &["2023-01-29 2023/01/29"]);
        check("It rose 5% in 2018, from 1999.", &["2018 2018", "1999 1999"]);
        check("It rose in May.", &[]);
    }

    #[test]
    fn months_are_named_in_many_languages() {
        check("Le 1er mars 2014, puis en août 2015.", &["2014-03-01 1er mars 2014", "2015-08 août 2015"]);
        check("Am 3. Mai 2011 regnete es.", &["2011-05-03 3. Mai 2011"]);
        check("El 5 de junio de 2012 hubo lluvia.", &["2012-06-05 5 de junio de 2012"]);
        check("Это было 9 мая 2015 года.", &["2015-05-09 9 мая 2015"]);
    }

    #[test]
    fn numbers_are_not_years() {
        check("They sold 2000 tonnes for $2016 and 1,999 more; 2019 people came.", &[]);
        check("Flight 1960 left.", &[]);
    }

    #[test]
    fn dates_ahead_are_told_apart() {
        check("By 2030 it is done.", &["2030? 2030"]);
        check("It will open in 2031. It began in 2020.", &["2031? 2031", "2020 2020"]);
    }
}
