//! Words and numbers of a line that may hold a date.

use crate::lang::calendar;
use crate::text;

/// A word or number and its place.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: Option<u32>,
    pub(super) digits: u8,
}

/// The value of a digit of the scripts that dates are written in.
#[inline]
pub(super) fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some(c as u32 - zero as u32)
}

fn is_word(c: char) -> bool {
    // Vowel signs of Indian scripts are marks, not letters, and stand inside words.
    text::is_alphanumeric(c) || matches!(c, '\u{900}'..='\u{97f}' | '\u{980}'..='\u{9ff}' | '\'' | '’')
}

/// The words and numbers of a line.
pub(super) fn tokens(line: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !text::is_alphanumeric(c) {
            continue;
        }
        let numeric = digit(c).is_some();
        // Chinese, Japanese and Korean signs of the calendar stand right after numbers.
        let wide = text::is_unspaced(c) || ('\u{ac00}'..='\u{d7a3}').contains(&c);
        let mut end = start + c.len_utf8();
        let mut hump = None;
        let mut before = c;
        while let Some((at, d)) = chars.peek().copied() {
            let same = if numeric { digit(d).is_some() } else { !wide && is_word(d) && digit(d).is_none() };
            if !same {
                break;
            }
            if before.is_lowercase() && d.is_uppercase() {
                hump = Some(at);
            }
            before = d;
            end = at + d.len_utf8();
            chars.next();
        }
        if numeric {
            numbers(line, start, end, &mut out);
            // `28.09.1912:44`: two digits of the year, and the hour glued to it.
            let clock = line[end..].starts_with(':') && out.last().is_some_and(|t| t.digits == 4 && t.start == start);
            if clock && start > 0 && line[..start].ends_with(['.', '/']) {
                out.pop();
                numbers(line, start, start + 2, &mut out);
                numbers(line, start + 2, end, &mut out);
            }
            continue;
        }
        // `Ledger FinanceOctober 13`: a word glued to the name of a month.
        let start = hump.filter(|at| calendar::month(&line[*at..end]).is_some()).unwrap_or(start);
        out.push(Token { start, end, number: None, digits: 0 });
    }
    out
}

/// A run of digits; `202115` is a year and the day that was glued to it.
fn numbers(line: &str, start: usize, end: usize, out: &mut Vec<Token>) {
    let run = &line[start..end];
    let digits = run.chars().count();
    let mut push = |from: usize, to: usize, digits: usize| {
        let value = line[from..to].chars().filter_map(digit).fold(0, |n, d| n * 10 + d);
        out.push(Token { start: from, end: to, number: Some(value), digits: digits as u8 });
    };
    match digits {
        0..=4 => push(start, end, digits),
        5 | 6 if run.starts_with("19") || run.starts_with("20") => {
            push(start, start + 4, 4);
            push(start + 4, end, digits - 4);
        }
        _ => out.push(Token { start, end, number: Some(u32::MAX), digits: digits.min(99) as u8 }),
    }
}
