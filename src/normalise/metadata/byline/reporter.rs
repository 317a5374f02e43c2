//! Names that a word behind them says are reporters': `김철수 기자`, `山田太郎 記者`, `王小明／台北報導`.

use super::Found;
use super::newsroom;
use crate::lang::bylines;
use crate::text::is_hangul;
use std::ops::Range;

const SEPARATORS: [char; 12] = [' ', '[', ']', '(', ')', '=', '|', ',', '/', '·', '【', '】'];

/// Bytes of a line that may be such a one.
const LONGEST: usize = 90;

/// The authors of such a line.
pub(super) fn find(line: &str) -> Option<Found> {
    // What these signs begin with, without a branch by byte.
    let may = line.len() <= LONGEST && line.bytes().fold(false, |any, b| any | matches!(b, 0xe4..=0xed));
    if !may {
        return None;
    }
    behind(line, if line.contains(is_hangul) { is_korean } else { is_han_name })
}

/// The names before the word.
fn behind(line: &str, is_name: fn(&str) -> bool) -> Option<Found> {
    let (mut at, mut before) = (0, 0);
    let mut names: Vec<Range<usize>> = Vec::new();
    for word in line.split(SEPARATORS) {
        let here = at..at + word.len();
        let mark = line[here.end..].chars().next();
        at = here.end + mark.map_or(0, char::len_utf8);
        if word.is_empty() {
            continue;
        }
        if bylines::is_reporter(word) {
            return before_word(line, &names, here.end, is_name).or_else(|| after_word(line, &names, here.end));
        }
        // `홍길동기자`, `山田太郎記者`
        if let Some(end) = bylines::before_reporter(word).filter(|end| is_full(&word[..*end])) {
            names.push(here.start..here.start + end);
            return before_word(line, &names[names.len() - 1..], here.end, is_name);
        }
        let above = line[..here.start].trim_end_matches(' ');
        // `김철수·홍길동 기자`
        if !above.ends_with(['·', ',']) {
            names.clear();
        }
        // What stands in brackets is a place or an outlet.
        before = if above.ends_with([')', ']', '】', '=']) { 0 } else { before };
        before += u32::from(!word.bytes().any(|b| b.is_ascii_digit()) && names.is_empty());
        names.push(here);
        if before > 2 {
            break;
        }
    }
    None
}

/// Those of the words before the one for a reporter that are names.
fn before_word(line: &str, names: &[Range<usize>], end: usize, is_name: fn(&str) -> bool) -> Option<Found> {
    let fits = |name: &Range<usize>| is_name(&line[name.clone()]);
    let last = names.last().filter(|last| fits(last))?;
    // `김철수 기자의 다른 기사`: what goes on in words speaks of the reporter.
    if line[end..].contains(|c| is_hangul(c) || is_han(c)) {
        return None;
    }
    let all = if names.iter().all(fits) { names } else { std::slice::from_ref(last) };
    let range = all.first()?.start..last.end;
    Some(Found { names: all.iter().map(|name| line[name.clone()].to_string()).collect(), range })
}

/// A name that is all that follows the word: `기자 홍길동`.
fn after_word(line: &str, names: &[Range<usize>], end: usize) -> Option<Found> {
    let name = line[end..].trim_matches(SEPARATORS);
    let start = line.len() - line[end..].trim_start_matches(SEPARATORS).len();
    let fits = names.is_empty() && is_full(name);
    fits.then(|| Found { names: vec![name.to_string()], range: start..start + name.len() })
}

/// Whether signs are a full name, where other words may stand as well: `수습기자`, `新聞記者`.
fn is_full(name: &str) -> bool {
    name.len() >= 9 && bylines::is_surnamed(name)
}

/// A name and the place from which it is reported, in a line that begins with no by-word.
pub(super) fn placed(line: &str) -> Option<Found> {
    // Hardly a line begins so.
    let begins = line.len() <= LONGEST && line.starts_with(is_han);
    let stroke = if begins { line.find(['／', '/'])? } else { return None };
    let (name, place) = (&line[..stroke], line[stroke..].trim_start_matches(['／', '/']));
    let fits = is_han_name(name) && place.chars().count() <= 8 && bylines::ends_as_reported(place.trim_end());
    fits.then(|| Found { names: vec![name.to_string()], range: 0..stroke })
}

/// A sign of Chinese names, or the one that repeats such a sign in Japanese ones: `佐々木`.
fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '々')
}

fn is_korean(name: &str) -> bool {
    (2..=4).contains(&name.chars().count()) && name.chars().all(is_hangul)
}

/// Three to five Chinese signs that are no office: `編集部 記者` names nobody.
fn is_han_name(name: &str) -> bool {
    let office = || newsroom::is_office(name) || name.ends_with(['部', '局', '社', '班', '紙', '報', '台']);
    (3..=5).contains(&name.chars().count()) && name.chars().all(is_han) && !office()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reporters_are_named_before_the_word_for_them() {
        for (line, names) in [
            ("홍길동 기자", &["홍길동"][..]),
            ("[항구=홍길동 기자]", &["홍길동"]),
            ("(항구=뉴스) 홍길동 기자 ada@harbour.example", &["홍길동"]),
            ("입력 2021.05.03 홍길동 기자", &["홍길동"]),
            ("홍길동·김철수 기자", &["홍길동", "김철수"]),
            ("홍길동, 김철수 기자", &["홍길동", "김철수"]),
            ("山田太郎 記者", &["山田太郎"]),
            ("【山田太郎 記者】", &["山田太郎"]),
            ("홍길동기자", &["홍길동"]),
            ("항구=홍길동기자", &["홍길동"]),
            ("기자 홍길동", &["홍길동"]),
            ("山田太郎記者", &["山田太郎"]),
        ] {
            assert_eq!(find(line).map(|f| f.names).unwrap_or_default(), names, "{line}");
        }
        assert_eq!(placed("王小明／台北報導").map(|f| f.names), Some(vec!["王小明".to_string()]));
        assert_eq!(placed("港口／開放"), None);
        for line in [
            "홍길동 기자의 다른 기사",
            "編集部 記者",
            "北京支局 特派員",
            "本報 記者",
            "記者 会見",
            "수습기자",
            "新聞記者",
        ] {
            assert_eq!(find(line), None, "{line}");
        }
    }
}
