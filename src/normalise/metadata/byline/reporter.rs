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

/// Whether signs are full names, one or several with marks between them.
pub(super) fn are_surnamed(signs: &str) -> bool {
    // Behind a full name, one of two signs is one too.
    let short = |name: &str| name.chars().count() == 2 && name.chars().all(is_han);
    let mut names = signs.split(['、', '，']);
    names.next().is_some_and(bylines::is_surnamed) && names.all(|name| bylines::is_surnamed(name) || short(name))
}

/// Characters of the dateline of a paragraph that are looked at.
const DATELINE: usize = 60;

/// The authors that agencies name in the first line of a text: `(항구=뉴스) 홍길동 기자 = 글`, `港口社5月3日电（记者王小明）字`,
/// `〔記者王小明／台北報導〕字`.
pub(in crate::normalise::metadata) fn in_dateline(line: &str) -> Option<Found> {
    // Most lines are in other letters.
    if line.bytes().take(48).all(|b| b < 0xe4) {
        return None;
    }
    let head = crate::text::clip(line, DATELINE).0;
    let open = head.find(['(', '（', '〔', '【', '['])?;
    let start = open + head[open..].chars().next()?.len_utf8();
    let close = start + head[start..].find([')', '）', '〕', '】', ']'])?;
    let (before, inside) = (head[..open].trim_end(), &head[start..close]);
    let shift = |found: Found, by: usize| Found { range: found.range.start + by..found.range.end + by, ..found };
    if inside.contains(is_hangul) {
        let from = close + head[close..].chars().next()?.len_utf8();
        let signed = |from: usize, to: usize| find(&head[from..to]).map(|found| shift(found, from));
        let behind = || signers(head, from..from + head[from..].find('=')?);
        return if before.is_empty() { behind().or_else(|| signed(start, close)) } else { None };
    }
    // Within a text, brackets may hold anything.
    if !before.is_empty() && !before.ends_with(['电', '電', '讯', '訊']) || inside.ends_with(['摄', '攝', '图', '圖'])
    {
        return None;
    }
    let found =
        super::find(inside).or_else(|| wired(inside)).or_else(|| bare(inside).filter(|_| !before.is_empty()))?;
    Some(shift(found, start))
}

/// The authors in the bracket that ends a text: `字。【山田太郎、鈴木花子】`, `字。（记者王小明）`.
pub(in crate::normalise::metadata) fn at_end(line: &str) -> Option<Found> {
    let inside = line.strip_suffix(['】', '）', ')'])?;
    let open = inside.rfind(['【', '（', '('])?;
    let start = open + inside[open..].chars().next()?.len_utf8();
    let inside = &inside[start..];
    if inside.len() > LONGEST
        || !inside.starts_with(is_han)
        || !line[..open].trim_end().ends_with(['。', '」', '”', '！'])
    {
        return None;
    }
    if inside.ends_with(['摄', '攝', '图', '圖']) {
        return None;
    }
    let found = bare(inside).or_else(|| super::find(inside))?;
    Some(Found { range: found.range.start + start..found.range.end + start, ..found })
}

/// Full names and nothing else.
fn bare(inside: &str) -> Option<Found> {
    let names = || inside.split(['、', '，']).map(String::from).collect();
    are_surnamed(inside).then(|| Found { names: names(), range: 0..inside.len() })
}

/// `港口社記者王小明台北3日電`: what follows the name is the place, and no mark parts them.
fn wired(inside: &str) -> Option<Found> {
    if !inside.ends_with(['電', '电']) && !bylines::ends_as_reported(inside) {
        return None;
    }
    let mut at = bylines::behind_reporter(inside)?;
    let start = at;
    let mut names = Vec::new();
    // Two or three names, with marks between them.
    loop {
        let rest = &inside[at..];
        let end = rest.char_indices().nth(3).map_or(rest.len(), |(end, _)| end);
        if !bylines::is_surnamed(&rest[..end]) {
            break;
        }
        names.push(rest[..end].to_string());
        at += end;
        match inside[at..].strip_prefix('、') {
            Some(next) => at = inside.len() - next.len(),
            None => break,
        }
    }
    (!names.is_empty()).then_some(Found { names, range: start..at })
}

/// The names before the word for reporters in a part of a line, with nothing but spaces between them.
fn signers(line: &str, part: Range<usize>) -> Option<Found> {
    let found = find(&line[part.clone()])?;
    let end = part.start + found.range.end;
    let all: Vec<&str> = line[part.start..end].split(SEPARATORS).filter(|word| !word.is_empty()).collect();
    if all.len() > 1 && all.iter().all(|name| is_full(name)) {
        let start = line.len() - line[part.start..].trim_start_matches(SEPARATORS).len();
        return Some(Found { names: all.into_iter().map(String::from).collect(), range: start..end });
    }
    Some(Found { names: found.names, range: part.start + found.range.start..end })
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
    if let Some(space) = line[..stroke].find([' ', '\u{3000}']) {
        return behind_others(line, space + line[space..].chars().next()?.len_utf8());
    }
    let (name, place) = (&line[..stroke], line[stroke..].trim_start_matches(['／', '/']));
    let fits = is_han_name(name) && place.chars().count() <= 8 && bylines::ends_as_reported(place.trim_end());
    fits.then(|| Found { names: vec![name.to_string()], range: 0..stroke })
}

/// The authors behind a word for reporters that a word inside a line begins with: `港口報 記者王小明／台北報導`.
pub(super) fn behind_others(line: &str, at: usize) -> Option<Found> {
    let rest = &line[at..];
    if !rest.starts_with(is_han) || line.len() > LONGEST || bylines::behind_reporter(rest)? > 6 {
        return None;
    }
    let found = super::find(rest)?;
    Some(Found { range: found.range.start + at..found.range.end + at, ..found })
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
        assert_eq!(placed("港口報 記者王小明／台北報導").map(|f| f.names), Some(vec!["王小明".to_string()]));
        assert_eq!(placed("港口／開放"), None);
        for (line, names) in [
            ("(항구=뉴스) 홍길동 기자 = 지난 13일 항구에 배가 들어왔다.", &["홍길동"][..]),
            ("【항구=뉴스】홍길동 김철수 기자 = 지난 13일", &["홍길동", "김철수"]),
            ("[항구일보 홍길동 기자] 지난 13일", &["홍길동"]),
            ("港口社五月三日电（记者王小明、李大伟）港口今天开放。", &["王小明", "李大伟"]),
            ("〔記者王小明／台北報導〕港口今天開放。", &["王小明"]),
            ("（记者 王小明）港口今天开放。", &["王小明"]),
            ("（港口社記者王小明台北3日電）港口今天開放。", &["王小明"]),
            ("港口社5月3日电 (王小明)港口今天开放。", &["王小明"]),
        ] {
            assert_eq!(in_dateline(line).map(|f| f.names).unwrap_or_default(), names, "{line}");
        }
        for line in [
            "(항구=뉴스) 지난 13일 항구에 배가 들어왔다. 홍길동 기자",
            "港口今天开放（记者王小明摄）",
            "（记者王小明摄）港口今天开放。",
            "他说（记者王小明）港口今天开放。",
            "港口今天开放。",
            "HARBOUR (Ada Person) – The harbour opened.",
        ] {
            assert_eq!(in_dateline(line), None, "{line}");
        }
        for (line, names) in [
            ("港を開いた。【山田太郎、鈴木花子】", &["山田太郎", "鈴木花子"][..]),
            ("「港を開く」（山田太郎）", &["山田太郎"]),
            ("港口今天开放。（记者王小明）", &["王小明"]),
        ] {
            assert_eq!(at_end(line).map(|f| f.names).unwrap_or_default(), names, "{line}");
        }
        for line in [
            "港口今天开放。（完）",
            "港口今天开放。（记者王小明摄）",
            "港長の談話（山田太郎）",
            "It opened. (Ada Person)",
        ] {
            assert_eq!(at_end(line), None, "{line}");
        }
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
