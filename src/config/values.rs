//! Single values of the configuration and what is wrong with them: sizes, colours, patterns, globs, addresses.

use super::Pattern;
use super::reader::Fault;
use crate::model::{Date, Href, SitePath};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// The grounds on which accents stand as text.
const LIGHT_GROUND: &str = "#fbfaf6";
const DARK_GROUND: &str = "#161513";

/// WCAG 2.2, success criterion 1.4.3.
const CONTRAST: f64 = 4.5;

/// Spans are 32 bits wide; a cap of one GiB keeps every offset, after decoding too, below that.
const LARGEST: u64 = 1 << 30;

/// A number of bytes: `16 MiB`, `500 kB`, `1000`.
pub(super) fn size(text: &str) -> Result<u64, Fault> {
    let bad =
        || Fault::new("bad-size", format!("`{text}` is not a size")).help("write it like \"16 MiB\" or \"500 kB\"");
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number: f64 = text[..digits].parse().map_err(|_| bad())?;
    let unit = match text[digits..].trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "kb" => 1e3,
        "mb" => 1e6,
        "gb" => 1e9,
        "kib" | "k" => 1024.0,
        "mib" | "m" => 1024.0 * 1024.0,
        "gib" | "g" => 1024.0 * 1024.0 * 1024.0,
        _ => return Err(bad()),
    };
    bytes((number * unit).round() as i64)
}

/// A number of bytes that a document may have.
pub(super) fn bytes(number: i64) -> Result<u64, Fault> {
    u64::try_from(number)
        .ok()
        .filter(|n| (1..=LARGEST).contains(n))
        .ok_or_else(|| Fault::new("bad-size", "a size must be from 1 byte to 1 GiB"))
}

/// A colour, `#rrggbb` or `#rgb`, as `#rrggbb` in lower case.
fn colour(text: &str) -> Result<(String, [u8; 3]), Fault> {
    let bad = || Fault::new("bad-colour", format!("`{text}` is not a colour")).help("write it like \"#0a5768\"");
    let digits = text.trim().strip_prefix('#').ok_or_else(bad)?.to_ascii_lowercase();
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(bad());
    }
    let digits: String = match digits.len() {
        6 => digits,
        3 => digits.chars().flat_map(|c| [c, c]).collect(),
        _ => return Err(bad()),
    };
    let value = u32::from_str_radix(&digits, 16).map_err(|_| bad())?;
    Ok((format!("#{digits}"), [(value >> 16) as u8, (value >> 8) as u8, value as u8]))
}

/// The contrast of two colours after WCAG 2.2.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let luminance = |colour: [u8; 3]| {
        let [r, g, b] = colour.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn accent_on(text: &str, ground: &str, name: &str) -> Result<String, Fault> {
    let (written, accent) = colour(text)?;
    let (_, ground_colour) = colour(ground)?;
    let ratio = contrast(accent, ground_colour);
    if ratio < CONTRAST {
        let message =
            format!("`{written}` cannot be read on the {name} background {ground}: {ratio:.2}:1, below 4.5:1");
        let side = if name == "light" { "darker" } else { "lighter" };
        return Err(Fault::new("low-contrast", message).help(format!("take a {side} colour")));
    }
    Ok(written)
}

/// An accent that can be read on the light ground.
pub(super) fn light_accent(text: &str) -> Result<String, Fault> {
    accent_on(text, LIGHT_GROUND, "light")
}

/// An accent that can be read on the dark ground.
pub(super) fn dark_accent(text: &str) -> Result<String, Fault> {
    accent_on(text, DARK_GROUND, "dark")
}

/// A line, or a regular expression between slashes.
pub(super) fn pattern(text: &str) -> Result<Pattern, Fault> {
    match text.strip_prefix('/').and_then(|t| t.strip_suffix('/')) {
        Some("") => Err(Fault::new("bad-pattern", "the pattern `//` is empty")),
        Some(expression) => regex::Regex::new(expression).map(Pattern::Regex).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default().trim().trim_start_matches("error: ").to_string();
            Fault::new("bad-pattern", format!("the pattern `{text}` cannot be used: {reason}"))
        }),
        None if text.trim().is_empty() => Err(Fault::new("bad-pattern", "an empty line cannot be kept or set aside")),
        None => Ok(Pattern::Line(text.to_string())),
    }
}

/// A date.
pub(super) fn date(text: &str) -> Result<Date, Fault> {
    text.trim().parse().map_err(|error| {
        Fault::new("bad-date", format!("`{}` is not a date: {error}", text.escape_debug()))
            .help("write it like \"2022\", \"2022-02\" or \"2022-02-14\"")
    })
}

/// An address on the web.
pub(super) fn web_address(text: &str) -> Result<String, Fault> {
    let bad = || Fault::new("bad-address", format!("`{}` is not an address on the web", text.escape_debug()));
    let host = text.split_once("://").map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let is_web = Href::external(text).is_ok() && !text.to_ascii_lowercase().starts_with("mailto:");
    match host {
        Some(host) if is_web && !host.is_empty() => Ok(text.to_string()),
        _ => Err(bad().help("write it like \"https://example.org/page\"")),
    }
}

/// The address of a whole site, ending in `/`.
pub(super) fn base_url(text: &str) -> Result<String, Fault> {
    let address = web_address(text.trim())?;
    if address.contains(['?', '#']) {
        return Err(Fault::new("bad-address", format!("`{address}` is a page; the address of a folder is needed")));
    }
    Ok(if address.ends_with('/') { address } else { address + "/" })
}

/// A language tag such as `en` or `pt-BR`.
pub(super) fn language(text: &str) -> Result<String, Fault> {
    let parts: Vec<&str> = text.split('-').collect();
    let plain = |part: &&str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    // Languages have two letters or three: `english` is none.
    let first = (2..=3).contains(&parts[0].len()) && parts[0].bytes().all(|b| b.is_ascii_alphabetic());
    if first && parts.iter().all(plain) {
        Ok(text.to_string())
    } else {
        Err(Fault::new("bad-language", format!("`{}` is not a language tag", text.escape_debug()))
            .help("write it like \"en\" or \"pt-BR\""))
    }
}

/// A name in an address: `[a-z0-9-]`, at most 80 bytes.
pub(super) fn slug(text: &str) -> Result<String, Fault> {
    let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if plain && text.len() <= 80 && !text.starts_with('-') && !text.ends_with('-') {
        Ok(text.to_string())
    } else {
        Err(Fault::new("bad-slug", format!("`{}` cannot stand in an address", text.escape_debug()))
            .help("use at most 80 of the letters a to z, digits and hyphens"))
    }
}

/// The slug of an article, which names a file.
pub(super) fn article_slug(text: &str) -> Result<String, Fault> {
    let slug = slug(text)?;
    if slug.is_empty() || SitePath::new(format!("{slug}.html")).is_ok() {
        return Ok(slug);
    }
    Err(Fault::new("bad-slug", format!("`{slug}` cannot be the name of a file on Windows"))
        .help("give another word, or more of them"))
}

/// One to three letters.
pub(super) fn short_name(text: &str) -> Result<String, Fault> {
    if (1..=3).contains(&text.chars().count()) && text.chars().all(char::is_alphanumeric) {
        Ok(text.to_string())
    } else {
        Err(Fault::new("bad-short", format!("`{}` is not one to three letters", text.escape_debug())))
    }
}

/// A glob in working order, without a slash at its end.
pub(super) fn glob(text: &str) -> Result<String, Fault> {
    let trimmed = text.trim_start_matches("./").trim_end_matches('/');
    match compiled(trimmed) {
        Ok(_) => Ok(trimmed.to_string()),
        Err(error) => {
            Err(Fault::new("bad-glob", format!("`{}` cannot be used: {}", text.escape_debug(), error.kind())))
        }
    }
}

fn compiled(glob: &str) -> Result<globset::Glob, globset::Error> {
    GlobBuilder::new(glob).literal_separator(true).build()
}

/// Paths that one of several globs means.
#[derive(Clone, Debug, Default)]
pub(crate) struct Globs(GlobSet);

impl Globs {
    /// A set of globs. One that is not in order means no path; the configuration refuses such before.
    pub(crate) fn new(globs: &[String]) -> Globs {
        let mut set = GlobSetBuilder::new();
        for glob in globs.iter().filter_map(|glob| compiled(glob).ok()) {
            set.add(glob);
        }
        Globs(set.build().unwrap_or_default())
    }

    /// Whether a path, with `/` between its parts, is meant. An ending in capitals is as good as in small letters.
    pub(crate) fn is_match(&self, path: &str) -> bool {
        if self.0.is_match(path) {
            return true;
        }
        match path.rfind('.').filter(|at| path[*at..].bytes().any(|b| b.is_ascii_uppercase())) {
            Some(at) => self.0.is_match(format!("{}{}", &path[..at], path[at..].to_ascii_lowercase())),
            None => false,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        let check = |text: &str, expected: Option<u64>| assert_eq!(size(text).ok(), expected, "{text}");
        check("16 MiB", Some(16 << 20));
        check("500kB", Some(500_000));
        check("1.5 MiB", Some(3 << 19));
        check("12", Some(12));
        for bad in ["", "0", "MiB", "-1 MiB", "16 MiBs", "2 GiB", "1e3"] {
            check(bad, None);
        }
    }

    #[test]
    fn accents_must_be_legible() {
        assert_eq!(light_accent("#0A5768").ok().as_deref(), Some("#0a5768"));
        assert_eq!(light_accent("#036").ok().as_deref(), Some("#003366"));
        assert_eq!(dark_accent("#86c9d8").ok().as_deref(), Some("#86c9d8"));
        for bad in ["#86c9d8", "teal", "#12345", "0a5768", "#gggggg"] {
            assert!(light_accent(bad).is_err(), "{bad}");
        }
        assert!(dark_accent("#0a5768").is_err());
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn globs_keep_to_folders_and_ignore_the_case_of_endings() {
        let globs = Globs::new(&["**/*.txt".into(), "drafts".into()]);
        for path in ["a.txt", "a/b/c.txt", "A.TXT", "a/b.Txt", "drafts"] {
            assert!(globs.is_match(path), "{path}");
        }
        for path in ["a.text", "txt", "a/drafts", "a.txt/b"] {
            assert!(!globs.is_match(path), "{path}");
        }
        assert!(!Globs::new(&["*.txt".into()]).is_match("a/b.txt"));
        assert!(glob("a[").is_err());
    }

    #[test]
    fn a_slug_names_a_file_everywhere() {
        for good in ["harbour", "con-man", "com", "com10", "console"] {
            assert!(article_slug(good).is_ok(), "{good}");
        }
        for bad in ["con", "nul", "aux", "prn", "com1", "lpt9", "É", "-a"] {
            assert!(article_slug(bad).is_err(), "{bad}");
        }
        // The id of a topic is no name of a file.
        assert!(slug("con").is_ok());
    }

    #[test]
    fn addresses() {
        assert_eq!(base_url("https://example.org/a").ok().as_deref(), Some("https://example.org/a/"));
        for bad in ["example.org", "ftp://example.org", "https://", "https://a/?q", "mailto:a@b.c", "https://a b/"] {
            assert!(base_url(bad).is_err(), "{bad}");
        }
        assert!(language("pt-BR").is_ok());
        assert!(language("x").is_err());
        assert!(language("en_GB").is_err());
        assert!(language("english").is_err());
    }
}
