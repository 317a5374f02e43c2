//! How the dossier says things: numbers, plurals, dates and lists, in short plain words.

use crate::model::{Date, Known, Placement, SetBy};

/// `1 article`, `2 articles`, `1,204 articles`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    format!("{} {}", thousands(n), plural(n, noun))
}

/// `article` or `articles`. A noun that ends in `y` after a consonant, `s` or `x` has its own plural.
pub(crate) fn plural(n: usize, noun: &str) -> String {
    if n == 1 {
        return noun.to_string();
    }
    let before = noun.chars().rev().nth(1);
    match noun.chars().next_back() {
        Some('y') if before.is_some_and(|c| !"aeiou".contains(c)) => format!("{}ies", &noun[..noun.len() - 1]),
        Some('s' | 'x') => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// `12`, `1,204`.
pub(crate) fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// Numbers below 13 in words, as prose has them.
pub(crate) fn in_words(n: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(n).map_or_else(|| thousands(n), |word| (*word).to_string())
}

/// `five articles`.
pub(crate) fn count_in_words(n: usize, noun: &str) -> String {
    format!("{} {}", in_words(n), plural(n, noun))
}

/// With a capital first letter.
pub(crate) fn capital(s: &str) -> String {
    let mut chars = s.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_string(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `29 January 2023`, `January 2023` or `2023`.
pub(crate) fn date(date: Date) -> String {
    let month = date.month().and_then(|m| MONTHS.get(usize::from(m) - 1));
    match (date.day(), month) {
        (Some(day), Some(month)) => format!("{day} {month} {}", date.year()),
        (None, Some(month)) => format!("{month} {}", date.year()),
        _ => date.year().to_string(),
    }
}

/// The earliest and the latest of some dates: `2018`, `2018–2023`.
pub(crate) fn years(first: i16, last: i16) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// Where an article stands in time, as said beside it.
pub(crate) fn placement(placement: &Placement) -> String {
    match placement {
        Placement::Dated(d) => date(*d),
        Placement::NotBefore { date: d, .. } => format!("{} or later", date(*d)),
        Placement::Unplaced => "No date".to_string(),
    }
}

/// What a placement rests on.
pub(crate) fn placement_how(placement: &Placement, known: &Known<Date>) -> String {
    match (placement, known) {
        (Placement::Dated(_), Known::Set { by, .. }) => set_by(*by).to_string(),
        (Placement::Dated(_), _) => "stated in the file".to_string(),
        (Placement::NotBefore { .. }, _) => "from dates in the text".to_string(),
        (Placement::Unplaced, _) => "none stated, none in the text".to_string(),
    }
}

/// Who set a fact.
pub(crate) fn set_by(by: SetBy) -> &'static str {
    match by {
        SetBy::Overrides | SetBy::Sidecar => "set by the compiler",
        SetBy::FrontMatter => "set in the file’s front matter",
        SetBy::Container => "given by the container",
    }
}

/// How a fact is known, for the record.
pub(crate) fn how<T>(known: &Known<T>) -> String {
    match known {
        Known::Stated { line, .. } => format!("stated, line {line}"),
        Known::WorkedOut { evidence, .. } => format!("worked out: {evidence}"),
        Known::Set { by, .. } => set_by(*by).to_string(),
        Known::Unknown => "not stated".to_string(),
    }
}

/// `640 bytes`, `12.3 kB`, `4.1 MB`.
pub(crate) fn bytes(n: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = (n * 10 + unit / 2) / unit;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match n {
        0..1000 => format!("{n}\u{a0}bytes"),
        1000..999_950 => format!("{}\u{a0}kB", tenths(1000)),
        _ => format!("{}\u{a0}MB", tenths(1_000_000)),
    }
}

/// The name of a rule as words: `share-bar` is `share bar`.
pub(crate) fn rule(name: &str) -> String {
    name.replace('-', " ")
}

/// Whether a text begins or ends with double quotation marks of its own. Ours around them would read as one mark twice,
/// and theirs are not touched, so such a text stands without ours.
pub(crate) fn is_quoted(text: &str) -> bool {
    const DOUBLE: [char; 12] = ['"', '“', '”', '„', '‟', '«', '»', '＂', '「', '」', '『', '』'];
    let text = text.trim_matches(|c: char| c == '…' || c.is_whitespace());
    text.starts_with(DOUBLE) || text.ends_with(DOUBLE)
}

/// A text in quotation marks, in its own where it has some.
pub(crate) fn quoted(text: &str) -> String {
    if is_quoted(text) { text.to_string() } else { format!("“{text}”") }
}

/// Text whose invisible characters are named, for showing repairs; spaces at its ends are drawn.
pub(crate) fn visible(s: &str) -> String {
    let inner = s.trim_matches(' ');
    let start = s.len() - s.trim_start_matches(' ').len();
    let mut out = String::with_capacity(s.len());
    for (i, c) in s.char_indices() {
        if c == ' ' && (i < start || i >= start + inner.len()) {
            out.push('␣');
        } else if c == ' ' || (!c.is_whitespace() && !c.is_control() && !is_invisible(c)) {
            out.push(c);
        } else {
            out.push_str(&format!("⟨U+{:04X}⟩", c as u32));
        }
    }
    out
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lists_are_words() {
        assert_eq!(count(1, "article"), "1 article");
        assert_eq!(count(12_345, "entry"), "12,345 entries");
        assert_eq!(count_in_words(12, "passage"), "twelve passages");
        assert_eq!(count_in_words(13, "passage"), "13 passages");
        assert_eq!(capital(&count_in_words(1, "day")), "One day");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(thousands(1_000_000), "1,000,000");
    }

    #[test]
    fn dates_say_what_is_known() {
        let say = |s: &str| date(s.parse().expect("a date"));
        assert_eq!(say("2023-01-29"), "29 January 2023");
        assert_eq!(say("2023-01"), "January 2023");
        assert_eq!(say("2023"), "2023");
        assert_eq!(years(2018, 2018), "2018");
    }

    #[test]
    fn quotation_marks_are_not_doubled() {
        for (text, expected) in [
            ("It rose.", "“It rose.”"),
            ("He said “no” twice.", "“He said “no” twice.”"),
            ("“Oh, actually?”", "“Oh, actually?”"),
            ("\"It rose\", he said.", "\"It rose\", he said."),
            ("…they “coincide.”", "…they “coincide.”"),
            ("«Нет…", "«Нет…"),
            ("‘No’", "“‘No’”"),
        ] {
            assert_eq!(quoted(text), expected);
        }
    }

    #[test]
    fn sizes_are_rounded_and_the_invisible_is_named() {
        assert_eq!(bytes(999), "999\u{a0}bytes");
        assert_eq!(bytes(12_345), "12.3\u{a0}kB");
        assert_eq!(bytes(999_999), "1.0\u{a0}MB");
        assert_eq!(visible("a\u{a0}b c"), "a⟨U+00A0⟩b c");
        assert_eq!(visible(" a b "), "␣a b␣");
        assert_eq!(visible("  "), "␣␣");
    }
}
