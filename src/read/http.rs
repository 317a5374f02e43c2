//! Answers of web servers as archives keep them: status, type, content.

use super::warc::FIELDS;
use crate::model::Media;
use crate::report::Diagnostic;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

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
    let mut store = [httparse::EMPTY_HEADER; FIELDS];
    let mut response = httparse::Response::new(&mut store);
    let parsed = httparse::ParserConfig::default()
        .allow_obsolete_multiline_headers_in_responses(true)
        .allow_spaces_after_header_name_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut response, bytes);
    let Ok(httparse::Status::Complete(head)) = parsed else { return None };
    let field = |name: &str| {
        let found = response.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        found.map_or(String::new(), |field| String::from_utf8_lossy(field.value).trim().to_string())
    };
    Some(Answer {
        status: response.code?,
        media: field("content-type"),
        coding: field("content-encoding").to_ascii_lowercase(),
        chunked: field("transfer-encoding").to_ascii_lowercase().contains("chunked"),
        content: &bytes[head..],
    })
}

/// What a content type means here.
pub(super) fn media(content_type: &str) -> Option<Media> {
    let name = content_type.split(';').next().unwrap_or_default().trim();
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

/// The content without the forms it was sent in. What cannot be unpacked to its end is given as far as it goes.
pub(super) fn decoded(answer: &Answer<'_>, cap: u64) -> Result<Vec<u8>, Diagnostic> {
    let joined;
    // Crawlers may have unpacked the content and kept the field that says it is packed.
    let content = match answer.chunked.then(|| unchunked(answer.content)).flatten() {
        Some(bytes) => {
            joined = bytes;
            &joined[..]
        }
        None => answer.content,
    };
    let is_gzip = content.starts_with(b"\x1f\x8b");
    let mut out = Vec::new();
    match answer.coding.as_str() {
        "gzip" | "x-gzip" if is_gzip => drop(MultiGzDecoder::new(content).take(cap + 1).read_to_end(&mut out)),
        "deflate" => {
            drop(ZlibDecoder::new(content).take(cap + 1).read_to_end(&mut out));
            if out.is_empty() {
                drop(DeflateDecoder::new(content).take(cap + 1).read_to_end(&mut out));
            }
        }
        "" | "identity" | "gzip" | "x-gzip" => out = content.to_vec(),
        other => {
            let name: String = other.chars().filter(|c| !c.is_control()).take(20).collect();
            return Err(Diagnostic::warning(
                "unknown-coding",
                format!("the page is packed as `{name}`, which is not read"),
            )
            .help("archive the page without that coding"));
        }
    }
    if out.len() as u64 > cap {
        return Err(Diagnostic::warning("too-large", "the page is larger unpacked than the limit")
            .help("raise `max_file` under [input] in dossier.toml"));
    }
    Ok(out)
}

/// The content of a chunked answer; none where it is not chunked. A last chunk that is cut off is given as far as it
/// goes.
fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut first = true;
    loop {
        let (head, size) = match httparse::parse_chunk_size(bytes) {
            Ok(httparse::Status::Complete(found)) => found,
            _ if first => return None,
            _ => return Some(out),
        };
        first = false;
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        bytes = &bytes[head..];
        if size == 0 {
            return Some(out);
        }
        let taken = size.min(bytes.len());
        out.extend_from_slice(&bytes[..taken]);
        bytes = &bytes[taken..];
        bytes = bytes.strip_prefix(b"\r\n").or(bytes.strip_prefix(b"\n")).unwrap_or(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_what_is_not_chunked_is_left() {
        assert_eq!(unchunked(b"4\r\nabcd\r\n2;x=1\r\nef\r\n0\r\n\r\n").as_deref(), Some(&b"abcdef"[..]));
        assert_eq!(unchunked(b"9\r\ncut").as_deref(), Some(&b"cut"[..]));
        assert_eq!(unchunked(b"<html>"), None);
        assert_eq!(unchunked(b"ffffffffffffffff\r\na").as_deref(), Some(&b"a"[..]));
    }

    #[test]
    fn types_and_character_sets() {
        assert_eq!(media("Text/HTML; charset=x"), Some(Media::Html));
        assert_eq!(media("image/png"), None);
        assert_eq!(charset("text/html; Charset=\"windows-1251\""), Some("windows-1251".into()));
        assert_eq!(charset("text/html;charset="), None);
    }
}
