//! Words and numbers of a line that may hold a date.

use crate::lang::calendar;
use crate::text::{self, eight};
use smallvec::SmallVec;

/// A word or number and its place.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: Option<u32>,
    pub(super) digits: u8,
}

/// Those of a line: dates stand in short ones.
pub(super) type Tokens = SmallVec<[Token; 32]>;

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

/// What a character is to words and numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digit,
    Capital,
    Letter,
    /// A mark that stands inside words and begins none.
    Inside,
    /// A sign that is a word by itself, unless a word stands right before it.
    Wide,
    None,
}

/// The kinds of ASCII: nearly all of most lines.
static PLAIN: [Kind; 128] = {
    let mut kinds = [Kind::None; 128];
    let mut b = 0u8;
    while b < 128 {
        kinds[b as usize] = match b {
            b'0'..=b'9' => Kind::Digit,
            b'A'..=b'Z' => Kind::Capital,
            b'a'..=b'z' => Kind::Letter,
            b'\'' => Kind::Inside,
            _ => Kind::None,
        };
        b += 1;
    }
    kinds
};

/// The kind of the character at a place and its length.
#[inline]
fn kind_at(line: &str, at: usize) -> (Kind, usize) {
    match line.as_bytes().get(at) {
        None => (Kind::None, 0),
        Some(b) if b.is_ascii() => (PLAIN[usize::from(*b)], 1),
        Some(_) => line[at..].chars().next().map_or((Kind::None, 0), |c| (kind(c), c.len_utf8())),
    }
}

/// The kind of a character beyond ASCII. Not inlined, so that what is done for ASCII stays small and is.
#[inline(never)]
fn kind(c: char) -> Kind {
    if digit(c).is_some() {
        Kind::Digit
    } else if !text::is_alphanumeric(c) {
        // Vowel signs of Indian scripts and tones of Thai are marks, not letters, and stand inside words.
        let inside = matches!(c, '\u{900}'..='\u{dff}' | '\u{e47}'..='\u{e4e}' | '’');
        if inside { Kind::Inside } else { Kind::None }
    } else if matches!(c, '\u{e00}'..='\u{e7f}') {
        // No space parts words of Thai, but one stands around numbers.
        Kind::Letter
    } else if text::is_unspaced(c) || text::is_hangul(c) {
        // Chinese, Japanese and Korean signs of the calendar stand right after numbers.
        Kind::Wide
    } else if c.is_uppercase() {
        Kind::Capital
    } else {
        Kind::Letter
    }
}

/// The words and numbers of a line.
pub(super) fn tokens(line: &str) -> Tokens {
    let mut out = Tokens::new();
    let mut at = 0;
    // Most lines have no such year.
    let spelt = !line.is_ascii() && line.contains('年');
    while at < line.len() {
        let start = at;
        if spelt && let Some((value, end)) = spelt_number(&line[start..]) {
            let digits = if value > 99 { 4 } else { 2 };
            at = start + end;
            out.push(Token { start, end: at, number: Some(value), digits });
            continue;
        }
        let (first, len) = kind_at(line, start);
        at += len;
        match first {
            Kind::None | Kind::Inside => {}
            Kind::Wide => out.push(Token { start, end: at, number: None, digits: 0 }),
            Kind::Digit => {
                at = end_of_number(line, at);
                number(line, start, at, &mut out);
            }
            Kind::Capital | Kind::Letter => {
                let (end, hump) = end_of_word(line, at, first);
                at = end;
                // `Ledger FinanceOctober 13`: a word glued to the name of a month.
                let start = hump.filter(|at| calendar::month(&line[*at..end]).is_some()).unwrap_or(start);
                out.push(Token { start, end, number: None, digits: 0 });
            }
        }
    }
    out
}

/// A number in Chinese signs before one of the calendar: `二〇二一年`, `十二月`, `三十一日`. Gives its value and end.
fn spelt_number(rest: &str) -> Option<(u32, usize)> {
    let sign = |c: char| match c {
        '〇' | '零' | '○' => Some(0),
        '十' => Some(10),
        _ => "一二三四五六七八九".chars().position(|sign| sign == c).map(|at| at as u32 + 1),
    };
    let signs: Vec<u32> = rest.chars().map_while(sign).take(5).collect();
    let end: usize = rest.chars().take(signs.len()).map(char::len_utf8).sum();
    rest[end..].chars().next().filter(|c| matches!(c, '年' | '月' | '日' | '号'))?;
    let value = match signs[..] {
        [a, b, c, d] if signs.iter().all(|n| *n < 10) => a * 1000 + b * 100 + c * 10 + d,
        [n] => n,
        [10, n] if n < 10 => 10 + n,
        [n, 10] if n < 10 => n * 10,
        [tens, 10, n] if tens < 10 && n < 10 => tens * 10 + n,
        _ => return None,
    };
    Some((value, end))
}

fn end_of_number(line: &str, mut at: usize) -> usize {
    while let (Kind::Digit, len) = kind_at(line, at) {
        at += len;
    }
    at
}

/// Where a word ends, and where its last capital after a small letter stands.
fn end_of_word(line: &str, mut at: usize, mut before: Kind) -> (usize, Option<usize>) {
    let small = end_of_small(line.as_bytes(), at);
    if small > at {
        (at, before) = (small, PLAIN[usize::from(line.as_bytes()[small - 1] & 0x7f)]);
    }
    let mut hump = None;
    loop {
        let (kind, len) = kind_at(line, at);
        if matches!(kind, Kind::None | Kind::Digit) {
            return (at, hump);
        }
        if kind == Kind::Capital && before == Kind::Letter && is_small(line, at) {
            hump = Some(at);
        }
        before = kind;
        at += len;
    }
}

/// Where small letters of ASCII and marks inside words end, which most words are made of.
#[inline]
fn end_of_small(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let eight = eight::plain(eight::up_to(bytes, at));
        let inside = eight::within(eight, b'a', b'z') | eight::equal(eight, b'\'');
        let run = eight::before(!inside & eight::ALL);
        at += run;
        if run < 8 {
            return at;
        }
    }
}

/// Whether the letter that ends at a place is a small one.
fn is_small(line: &str, end: usize) -> bool {
    line[..end].chars().next_back().is_some_and(char::is_lowercase)
}

/// A run of digits, which may have the time of day glued to it.
fn number(line: &str, start: usize, end: usize, out: &mut Tokens) {
    numbers(line, start, end, out);
    // `28.09.1912:44`: two digits of the year, and the hour glued to it.
    let clock = line[end..].starts_with(':') && out.last().is_some_and(|t| t.digits == 4 && t.start == start);
    if clock && start > 0 && line[..start].ends_with(['.', '/']) {
        out.pop();
        let cut = after_digits(line, start, 2);
        numbers(line, start, cut, out);
        numbers(line, cut, end, out);
    }
}

/// Where a number of digits that begin at a place end: those of other scripts have several bytes, and may be mixed.
fn after_digits(line: &str, start: usize, count: usize) -> usize {
    start + line[start..].chars().take(count).map(char::len_utf8).sum::<usize>()
}

/// A run of digits; `202115` is a year and the day that was glued to it.
fn numbers(line: &str, start: usize, end: usize, out: &mut Tokens) {
    let run = &line[start..end];
    let digits = if run.is_ascii() { run.len() } else { run.chars().count() };
    let mut push = |from: usize, to: usize, digits: usize| {
        let value = line[from..to].chars().filter_map(digit).fold(0, |n, d| n * 10 + d);
        out.push(Token { start: from, end: to, number: Some(value), digits: digits as u8 });
    };
    match digits {
        0..=4 => push(start, end, digits),
        5 | 6 if run.starts_with("19") || run.starts_with("20") => {
            let cut = after_digits(line, start, 4);
            push(start, cut, 4);
            push(cut, end, digits - 4);
        }
        _ => out.push(Token { start, end, number: Some(u32::MAX), digits: digits.min(99) as u8 }),
    }
}
