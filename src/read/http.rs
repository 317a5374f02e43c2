//! Answers of web servers as archives keep them: status, type, content.

use super::gzip;
use super::warc::FIELDS;
use crate::model::Media;
use crate::report::Diagnostic;
use std::borrow::Cow;

/// An answer.
pub(super) struct Answer<'a> {
    pub(super) status: u16,
    /// The whole of `Content-Type`.
    pub(super) media: String,
    coding: String,
    chunked: bool,
    content: &'a [u8],
}

/// Reads the head of an answer.
pub(super) fn parse(bytes: &[u8]) -> Option<Answer<'_>> {
    let head = as_first(bytes);
    let mut store = [httparse::EMPTY_HEADER; FIELDS];
    let mut response = httparse::Response::new(&mut store);
    let parsed = httparse::ParserConfig::default()
        .allow_obsolete_multiline_headers_in_responses(true)
        .allow_spaces_after_header_name_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut response, &head);
    let Ok(httparse::Status::Complete(end)) = parsed else { return None };
    // The head may have become longer.
    let content = bytes.len() - (head.len() - end);
    let field = |name: &str| {
        let found = response.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        found.map_or(String::new(), |field| String::from_utf8_lossy(field.value).trim().to_string())
    };
    Some(Answer {
        status: response.code?,
        media: field("content-type"),
        coding: field("content-encoding").to_ascii_lowercase(),
        chunked: field("transfer-encoding").to_ascii_lowercase().contains("chunked"),
        content: &bytes[content..],
    })
}

impl Answer<'_> {
    /// What kind of text it is, if it is one. A page that begins as HTML is that, where nobody says what it is.
    pub(super) fn text(&self) -> Option<Media> {
        let start = self.content[..self.content.len().min(1 << 10)].trim_ascii_start();
        let begins = |mark: &[u8]| start.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
        let is_html = self.media.is_empty() && (begins(b"<!doctype html") || begins(b"<html"));
        media(&self.media).or(is_html.then_some(Media::Html))
    }
}

/// An answer in a later version of HTTP, as one in the first: crawlers write down its fields in the first form, with
/// the version that was spoken.
fn as_first(bytes: &[u8]) -> Cow<'_, [u8]> {
    match bytes {
        [b'H', b'T', b'T', b'P', b'/', b'2' | b'3', rest @ ..] => {
            let rest = rest.strip_prefix(b".0").unwrap_or(rest);
            [b"HTTP/1.1", rest].concat().into()
        }
        _ => bytes.into(),
    }
}

/// What a content type means here.
pub(super) fn media(content_type: &str) -> Option<Media> {
    // A server may say it twice.
    let name = content_type.split([';', ',']).next().unwrap_or_default().trim();
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    if is("text/html") || is("application/xhtml+xml") {
        Some(Media::Html)
    } else if is("text/plain") {
        Some(Media::Text)
    } else if is("text/markdown") {
        Some(Media::Markdown)
    } else {
        None
    }
}

/// The character set that a content type declares.
pub(super) fn charset(content_type: &str) -> Option<String> {
    let parameters = content_type.split(';').skip(1).map(str::trim);
    let named =
        parameters.filter_map(|p| p.split_once('=')).find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    let name = named?.1.trim().trim_matches(['"', '\'']);
    (!name.is_empty()).then(|| name.to_string())
}

/// Content without the forms it was sent in.
pub(super) struct Unfolded {
    pub(super) bytes: Vec<u8>,
    /// Whether it could be unpacked to its end.
    pub(super) whole: bool,
}

/// The content without the forms it was sent in. What cannot be unpacked to its end is given as far as it goes.
pub(super) fn decoded(answer: &Answer<'_>, cap: u64) -> Result<Unfolded, Diagnostic> {
    // Crawlers may have unpacked the content and kept the field that says it is packed.
    let (content, joined) = match answer.chunked.then(|| unchunked(answer.content)).flatten() {
        Some(joined) => (Cow::from(joined.bytes), joined.whole),
        None => (answer.content.into(), true),
    };
    let (bytes, whole) = match answer.coding.as_str() {
        // A crawler may have dropped the field; no text begins so.
        "" | "identity" | "gzip" | "x-gzip" if content.starts_with(&gzip::MAGIC) => gzip::unzipped(&content, cap + 1),
        "deflate" if !is_plain(&content) => {
            let (bytes, whole) = gzip::inflated(&content, true, cap + 1);
            if bytes.is_empty() { gzip::inflated(&content, false, cap + 1) } else { (bytes, whole) }
        }
        "" | "identity" | "gzip" | "x-gzip" => (content.into_owned(), true),
        _ if is_plain(&content) => (content.into_owned(), true),
        other => {
            let name: String = other.chars().filter(|c| !c.is_control()).take(20).collect();
            return Err(Diagnostic::warning(
                "unknown-coding",
                format!("the page is packed as `{name}`, which is not read"),
            )
            .help("archive the page without that coding"));
        }
    };
    if bytes.len() as u64 > cap {
        return Err(Diagnostic::warning("too-large", "the page is larger unpacked than the limit")
            .help("raise `max_file` under [input] in dossier.toml"));
    }
    Ok(Unfolded { bytes, whole: whole && joined })
}

/// Whether content is a page as it is, not packed.
fn is_plain(content: &[u8]) -> bool {
    let start = content[..content.len().min(1 << 10)].trim_ascii_start();
    let marked = matches!(start, [b'<', first, ..] if first.is_ascii_alphabetic() || matches!(first, b'!' | b'?'));
    let is_control = |b: &u8| *b < b' ' && !b.is_ascii_whitespace();
    marked && !start.iter().any(is_control)
}

/// The content of a chunked answer; none where it is not chunked. A last chunk that is cut off is given as far as it
/// goes.
fn unchunked(mut bytes: &[u8]) -> Option<Unfolded> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut first = true;
    loop {
        let (head, size) = match httparse::parse_chunk_size(bytes) {
            Ok(httparse::Status::Complete(found)) => found,
            _ if first => return None,
            // What is no chunk may be the end of the page all the same.
            Err(_) => {
                out.extend_from_slice(bytes);
                return Some(Unfolded { bytes: out, whole: false });
            }
            Ok(httparse::Status::Partial) => return Some(Unfolded { bytes: out, whole: false }),
        };
        first = false;
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        bytes = &bytes[head..];
        if size == 0 {
            return Some(Unfolded { bytes: out, whole: true });
        }
        let taken = size.min(bytes.len());
        out.extend_from_slice(&bytes[..taken]);
        bytes = &bytes[taken..];
        bytes = bytes.strip_prefix(b"\r\n").or(bytes.strip_prefix(b"\n")).unwrap_or(bytes);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_what_is_not_chunked_is_left() {
        let joined = |bytes| unchunked(bytes).map(|joined| (String::from_utf8(joined.bytes).unwrap(), joined.whole));
        assert_eq!(joined(b"4\r\nabcd\r\n2;x=1\r\nef\r\n0\r\n\r\n"), Some(("abcdef".into(), true)));
        assert_eq!(joined(b"9\r\ncut"), Some(("cut".into(), false)));
        assert_eq!(joined(b"3\r\nabcand more"), Some(("abcand more".into(), false)));
        assert_eq!(joined(b"<html>"), None);
        assert_eq!(joined(b"ffffffffffffffff\r\na"), Some(("a".into(), false)));
    }

    #[test]
    fn types_and_character_sets() {
        assert_eq!(media("Text/HTML; charset=x"), Some(Media::Html));
        assert_eq!(media("text/html, text/html"), Some(Media::Html));
        assert_eq!(media("image/png"), None);
        assert_eq!(charset("text/html; Charset=\"windows-1251\""), Some("windows-1251".into()));
        assert_eq!(charset("text/html;charset="), None);
    }
}
