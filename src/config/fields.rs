//! The names under which containers and front matter give the fields of an article's record.

use super::overrides::FIELDS;
use super::values;
use crate::model::Date;

/// A field that a record in a container, or front matter, may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FieldName {
    /// The title.
    Title,
    /// Who wrote it.
    Author,
    /// When it was published.
    Date,
    /// The outlet.
    Source,
    /// BCP 47 tag.
    Language,
    /// Terms of use.
    Licence,
    /// Where the original stands.
    Url,
    /// When it was taken.
    Retrieved,
    /// What it is filed under.
    Section,
}

/// Every name, ours first. What other programs write is told by their documentation: feeds, static site generators,
/// news crawlers.
const NAMES: &[(FieldName, &[&str])] = &[
    (FieldName::Title, &["title", "headline"]),
    (FieldName::Author, &["author", "authors", "byline", "creator"]),
    (
        FieldName::Date,
        &[
            "date",
            "published",
            "date_published",
            "datepublished",
            "publish_date",
            "publishdate",
            "date_publish",
            "published_at",
            "pubdate",
        ],
    ),
    (FieldName::Source, &["source", "publisher", "outlet", "publication", "source_name", "sitename", "site_name"]),
    (FieldName::Language, &["language", "lang"]),
    (FieldName::Licence, &["licence", "license", "rights"]),
    (FieldName::Url, &["url", "link", "original_url", "source_url", "canonical_url"]),
    (FieldName::Retrieved, &["retrieved", "accessed", "date_download", "crawled_at"]),
    (FieldName::Section, &["section", "sections", "tags", "categories", "category", "keywords"]),
];

/// The field that a key gives, and how near the key is to our own name for it (0: it is that name).
pub(crate) fn field(key: &str) -> Option<(FieldName, u8)> {
    let key = key.trim();
    let at = |names: &[&str]| names.iter().position(|name| name.eq_ignore_ascii_case(key));
    NAMES.iter().find_map(|(field, names)| at(names).map(|rank| (*field, rank as u8)))
}

/// Our key that a key of front matter is, or is likely to stand for: a slip of one letter. Other programs have keys
/// of their own, so that no more than a slip tells.
pub(crate) fn own_key(key: &str) -> Option<(&'static str, bool)> {
    let key = key.trim().to_lowercase();
    if let Some(own) = FIELDS.iter().find(|own| **own == key) {
        return Some((own, true));
    }
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let is_slip = |own: &&&str| {
        let sure = key.len() != own.len() || own.len() >= 5 || letters(&key) == letters(own);
        sure && strsim::osa_distance(&key, own) == 1
    };
    FIELDS.iter().find(is_slip).map(|own| (*own, false))
}

/// A language tag, if it is one.
pub(crate) fn language(text: &str) -> Option<String> {
    values::language(text.trim()).ok()
}

/// The slug of an article, if it is one.
pub(crate) fn slug(text: &str) -> Option<String> {
    values::article_slug(text.trim()).ok().filter(|slug| !slug.is_empty())
}

/// A date as programs write it: ISO 8601 with or without a time, without hyphens or with slashes, or as in mail.
pub(crate) fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let head = text.split(['T', ' ', 't']).next().unwrap_or(text);
    if let Ok(date) = head.parse() {
        // `2020 was a year` is no date; `2020-05-01 10:00` is.
        return (head.len() == text.len() || head.len() == 10).then_some(date);
    }
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    match head.as_bytes() {
        [_, _, _, _, b'/', _, _, b'/', _, _] => head.replace('/', "-").parse().ok(),
        compact if compact.len() == 8 && digits(head) => {
            format!("{}-{}-{}", &head[..4], &head[4..6], &head[6..]).parse().ok()
        }
        _ => {
            let zoned = jiff::fmt::rfc2822::parse(text).ok()?;
            Date::new(zoned.year(), Some(zoned.month() as u8), Some(zoned.day() as u8))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_other_programs_are_known_and_ours_are_nearest() {
        assert_eq!(field("title"), Some((FieldName::Title, 0)));
        assert_eq!(field("Date_Published"), Some((FieldName::Date, 2)));
        assert_eq!(field("license"), Some((FieldName::Licence, 1)));
        assert_eq!(field("layout"), None);
    }

    #[test]
    fn a_slip_of_a_letter_is_told_from_a_key_of_others() {
        assert_eq!(own_key("Title"), Some(("title", true)));
        assert_eq!(own_key("tilte"), Some(("title", false)));
        assert_eq!(own_key("autor"), Some(("author", false)));
        assert_eq!(own_key("topic"), Some(("topics", false)));
        assert_eq!(own_key("dtae"), Some(("date", false)));
        for other in ["data", "type", "layout", "lead", "draft", "x", "notes about"] {
            assert_eq!(own_key(other), None, "{other}");
        }
    }

    #[test]
    fn dates_of_programs_are_read_and_nothing_is_guessed() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(date(text).map(|d| d.to_string()).as_deref(), expected, "{text}");
        };
        check("2023-01-29", Some("2023-01-29"));
        check("2023-01", Some("2023-01"));
        check("2023-01-29T10:00:00+02:00", Some("2023-01-29"));
        check("2023-01-29 10:00", Some("2023-01-29"));
        check("2023/01/29", Some("2023-01-29"));
        check("20230129", Some("2023-01-29"));
        check("Sun, 29 Jan 2023 10:00:00 GMT", Some("2023-01-29"));
        for bad in ["2023-02-30", "1674979200", "29/01/2023", "2020 was a year", "", "soon", "é/é/"] {
            check(bad, None);
        }
    }
}
