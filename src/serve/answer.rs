//! From a request to an answer.

use super::reload::{CHANNEL, SCRIPT_TEXT, channel};
use super::site::{File, Meaning, Served};
use super::{Shared, inject};
use crate::model::SitePath;
use http_body_util::channel::Channel;
use http_body_util::{Either, Full};
use http_range_header::{RangeUnsatisfiableError, parse_range_header};
use hyper::body::Bytes;
use hyper::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderName, HeaderValue,
    IF_NONE_MATCH, IF_RANGE, LOCATION, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use percent_encoding::percent_decode_str;
use std::ops::RangeInclusive;
use std::sync::Arc;

pub(super) type Body = Either<Full<Bytes>, Channel<Bytes>>;

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Answers a request.
pub(super) async fn answer<B>(request: &Request<B>, shared: &Arc<Shared>) -> Response<Body> {
    let mut response = match shared.gate.refusal(request) {
        Some(status) => refused(status),
        None => found(request, shared).await,
    };
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    // What a HEAD is told of the length stays; the body goes.
    if request.method() == Method::HEAD {
        *response.body_mut() = full(Bytes::new());
    }
    response
}

async fn found<B>(request: &Request<B>, shared: &Arc<Shared>) -> Response<Body> {
    match request.uri().path() {
        inject::SCRIPT => {
            return sent(request.headers(), &File::new(SCRIPT_TEXT.into(), inject::SCRIPT), StatusCode::OK);
        }
        CHANNEL if !shared.gate.is_own_page(request.headers()) => return refused(StatusCode::FORBIDDEN),
        CHANNEL => {
            let mut response = Response::new(Either::Right(channel(shared)));
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
            return response;
        }
        _ => {}
    }
    let site = shared.site();
    let path = percent_decode_str(request.uri().path().trim_start_matches('/')).decode_utf8();
    match path.map_or(Meaning::Unknown, |path| site.meaning(&path)) {
        Meaning::File(path) => match file(site, path).await {
            Some(file) => sent(request.headers(), &file, StatusCode::OK),
            None => refused(StatusCode::INTERNAL_SERVER_ERROR),
        },
        Meaning::Folder(path) => {
            let mut response = refused(StatusCode::PERMANENT_REDIRECT);
            match HeaderValue::from_str(&format!("/{path}/")) {
                Ok(location) => drop(response.headers_mut().insert(LOCATION, location)),
                Err(_) => *response.status_mut() = StatusCode::NOT_FOUND,
            }
            response
        }
        Meaning::Unknown => {
            let page = match site.not_found() {
                Some(path) => file(site, path).await,
                None => None,
            };
            page.map_or_else(
                || refused(StatusCode::NOT_FOUND),
                |page| sent(&HeaderMap::new(), &page, StatusCode::NOT_FOUND),
            )
        }
    }
}

/// A file, rendered on a thread for long work where it is not at hand.
async fn file(site: Arc<Served>, path: SitePath) -> Option<Arc<File>> {
    match site.kept(&path) {
        Some(file) => Some(file),
        None => tokio::task::spawn_blocking(move || site.render(&path)).await.ok()?.ok(),
    }
}

/// An answer in one sentence.
fn refused(status: StatusCode) -> Response<Body> {
    let mut text = status.canonical_reason().unwrap_or("Error").to_string();
    text.push('\n');
    let mut response = Response::new(full(text.into()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// A file, a part of it, or that it is as it was.
fn sent(asked: &HeaderMap, file: &File, status: StatusCode) -> Response<Body> {
    let mut response = Response::new(full(Bytes::new()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(ETAG, file.tag.clone());
    if asked.get_all(IF_NONE_MATCH).iter().any(|tags| names(tags, &file.tag)) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(CONTENT_TYPE, file.media.clone());
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let length = file.bytes.len();
    let body = match part(asked, file) {
        Part::Whole => file.bytes.clone(),
        Part::Bytes(range) => {
            let content = format!("bytes {}-{}/{length}", range.start(), range.end());
            headers.insert(CONTENT_RANGE, HeaderValue::try_from(content).unwrap_or(HeaderValue::from_static("")));
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            file.bytes.slice(*range.start()..=*range.end())
        }
        Part::Outside => {
            let content = format!("bytes */{length}");
            headers.insert(CONTENT_RANGE, HeaderValue::try_from(content).unwrap_or(HeaderValue::from_static("")));
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            Bytes::new()
        }
    };
    response.headers_mut().insert(CONTENT_LENGTH, body.len().into());
    *response.body_mut() = full(body);
    response
}

fn full(bytes: Bytes) -> Body {
    Either::Left(Full::new(bytes))
}

/// Whether a list of tags names this one, in the weak sense that `If-None-Match` asks for.
fn names(tags: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(tags), Ok(tag)) = (tags.to_str(), tag.to_str()) else { return false };
    tags.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

enum Part {
    Whole,
    Bytes(RangeInclusive<usize>),
    Outside,
}

/// The part that is asked for. Several parts, and what is no range, are answered with the whole, as they may be.
fn part(asked: &HeaderMap, file: &File) -> Part {
    let Some(range) = asked.get(RANGE).and_then(|range| range.to_str().ok()) else { return Part::Whole };
    if asked.get(IF_RANGE).is_some_and(|tag| *tag != file.tag) {
        return Part::Whole;
    }
    let valid = match parse_range_header(range) {
        Ok(ranges) if ranges.len() == 1 => ranges.validate(file.bytes.len() as u64),
        Ok(_) | Err(_) => return Part::Whole,
    };
    match valid.as_deref() {
        Ok([one]) => Part::Bytes(*one.start() as usize..=*one.end() as usize),
        Err(RangeUnsatisfiableError::Unsatisfiable) => Part::Outside,
        Ok(_) | Err(_) => Part::Whole,
    }
}
