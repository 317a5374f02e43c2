//! The style sheet of a site: the theme's own with what the configuration changes, and the policy of the one page
//! that carries its styles inside.

use super::landmarks::Landmarks;
use super::theme::{STYLES, Theme};
use crate::config::Config;
use crate::error::Error;
use crate::model::*;
use sha2::{Digest, Sha256};

/// Where the sheet of the theme says that the fonts go.
const FONTS: &str = "/*fonts*/";

/// Faces of the embedded fonts: file, family, style, and the characters for which the file is asked for; what no font
/// holds falls to the reader's own. Of two faces that hold a character the later counts.
///
/// The slanted face is the upright file again: in lists the first words of an untitled article lean without one more
/// file being asked for before anything is painted. Where no characters are named, the face is for all.
const FACES: [(&str, &str, &str, &str); 5] = [
    ("dossier-serif-accents.woff2", "Dossier Serif", "normal", ACCENTED),
    ("dossier-serif-basic.woff2", "Dossier Serif", "normal", BASIC),
    ("source-serif-4-latin-wght-italic.woff2", "Dossier Serif", "italic", ""),
    ("dossier-serif-basic.woff2", "Dossier Slanted", "normal", ""),
    ("source-sans-3-latin-wght-normal.woff2", "Dossier Sans", "normal", ""),
];

/// What nearly every page shows, see `tools/fonts/split.py`.
const BASIC: &str = "U+20-7E,U+A0,U+AD,U+B7,U+2013-201E,U+2022,U+2026";
/// The other characters of the serif.
const ACCENTED: &str = "U+A1-FF,U+131-153,U+2BB-329,U+2002-200B,U+2032-2044,U+20AC,U+2122,U+2191-2215";

/// The accents that the theme's sheet has already.
const ACCENT: &str = "#0a5768";
const ACCENT_DARK: &str = "#86c9d8";

/// The style sheet.
pub(crate) fn sheet(theme: &Theme, site: &Site, landmarks: &Landmarks, config: &Config) -> Result<Vec<u8>, Error> {
    let own = theme.assets.get(STYLES).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
    let fonts = if config.theme.embedded_fonts { faces(site, landmarks) } else { String::new() };
    let mut out = squeezed(&own.replacen(FONTS, &fonts, 1));
    let (light, dark) = (config.theme.accent.as_str(), config.theme.accent_dark.as_str());
    if light != ACCENT || dark != ACCENT_DARK {
        let (light, dark) = (colour(light)?, colour(dark)?);
        out.push_str(&format!(":root{{--accent:light-dark({light},{dark})}}"));
    }
    Ok(out.into_bytes())
}

/// A sheet without comments, line ends and indents. Its strings hold none of these.
fn squeezed(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.lines().map(str::trim).collect::<String>().replace(";}", "}")
}

/// A colour as `#rrggbb`, so that a setting cannot write anything else into the sheet.
fn colour(setting: &str) -> Result<&str, Error> {
    let hex = setting.strip_prefix('#').unwrap_or_default();
    if hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(setting);
    }
    Err(Error::Template { name: "theme.accent".into(), reason: format!("`{setting}` is not a colour such as #0a5768") })
}

fn faces(site: &Site, landmarks: &Landmarks) -> String {
    let Some(sheet) = landmarks.styles else { return String::new() };
    let mut out = String::new();
    for (file, family, style, range) in FACES {
        let font = site
            .pages
            .iter()
            .find(|(_, page)| matches!(&page.kind, PageKind::Asset(name) if name.strip_prefix("fonts/") == Some(file)));
        if let Some((font, _)) = font {
            out.push_str(&format!(
                "@font-face{{font-family:\"{family}\";src:url({});font-weight:200 900;\
                 font-display:optional{}{}{range}}}\n",
                site.href(font, sheet),
                if style == "normal" { "" } else { ";font-style:italic" },
                if range.is_empty() { "" } else { ";unicode-range:" },
            ));
        }
    }
    out
}

/// The policy of a page that carries its styles inside: allowed by their hash, and nothing else.
pub(crate) fn inline_policy(template: &str) -> String {
    let style =
        template.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).map(|(style, _)| style);
    let source = style.map_or("'none'".to_string(), |s| format!("'sha256-{}'", base64(&Sha256::digest(s.as_bytes()))));
    format!("default-src 'none'; style-src {source}; img-src 'self' data:; form-action 'self'; base-uri 'none'")
}

/// Base 64, as policies write hashes.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            let digit = DIGITS[(word >> (18 - 6 * i)) as usize & 63] as char;
            out.push(if i <= chunk.len() { digit } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_written_in_base_64() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn only_a_colour_enters_the_sheet() {
        assert!(colour("#0a5768").is_ok());
        for bad in ["red", "#123", "#0a5768;}body{display:none", "0a5768", ""] {
            assert!(colour(bad).is_err(), "{bad}");
        }
    }
}
