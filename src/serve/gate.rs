//! Who may ask: programs on this machine that know it by its own names. A page of another site that had its name
//! pointed at this machine is turned away here.

use hyper::header::{HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN};
use hyper::{Method, Request, StatusCode};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The names under which the server answers.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    hosts: Vec<String>,
}

impl Gate {
    pub(super) fn new(port: u16) -> Gate {
        let names = ["localhost", "127.0.0.1", "[::1]"];
        let mut hosts: Vec<String> = names.iter().map(|name| format!("{name}:{port}")).collect();
        if port == 80 {
            hosts.extend(names.map(String::from));
        }
        Gate { hosts }
    }

    /// Why a request is turned away, if it is.
    pub(super) fn refusal<B>(&self, request: &Request<B>) -> Option<StatusCode> {
        if !self.is_own_host(request) {
            Some(StatusCode::MISDIRECTED_REQUEST)
        } else if !matches!(*request.method(), Method::GET | Method::HEAD) {
            Some(StatusCode::METHOD_NOT_ALLOWED)
        } else {
            None
        }
    }

    /// Every name that the request gives for the server is one of its own; one it must give.
    fn is_own_host<B>(&self, request: &Request<B>) -> bool {
        let headers: Vec<&HeaderValue> = request.headers().get_all(HOST).iter().collect();
        let [header] = headers[..] else { return false };
        header.to_str().is_ok_and(|host| self.is_own(host))
            && request.uri().authority().is_none_or(|authority| self.is_own(authority.as_str()))
    }

    fn is_own(&self, host: &str) -> bool {
        self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host))
    }

    /// Whether the reload channel is asked for by one of our own pages, or by a program that is no browser.
    pub(super) fn is_own_page(&self, headers: &HeaderMap) -> bool {
        let own = |origin: &HeaderValue| {
            origin.to_str().ok().and_then(|o| o.strip_prefix("http://")).is_some_and(|host| self.is_own(host))
        };
        headers.get_all(ORIGIN).iter().all(own)
            && headers.get_all(SEC_FETCH_SITE).iter().all(|site| site == "same-origin" || site == "none")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn check(uri: &str, hosts: &[&str], expected: bool) {
        let mut request = Request::builder().uri(uri);
        for host in hosts {
            request = request.header(HOST, *host);
        }
        let request = request.body(()).unwrap();
        assert_eq!(Gate::new(4173).refusal(&request).is_none(), expected, "{uri} {hosts:?}");
    }

    #[test]
    fn only_our_own_names_are_answered() {
        for own in ["localhost:4173", "127.0.0.1:4173", "[::1]:4173", "LOCALHOST:4173"] {
            check("/", &[own], true);
        }
        for other in
            ["localhost", "localhost:80", "evil.example:4173", "localhost.evil.example:4173", "0.0.0.0:4173", ""]
        {
            check("/", &[other], false);
        }
        check("/", &[], false);
        check("/", &["localhost:4173", "evil.example"], false);
        check("http://evil.example/", &["localhost:4173"], false);
        check("http://localhost:4173/", &["localhost:4173"], true);
    }

    #[test]
    fn the_channel_is_for_our_own_pages() {
        let gate = Gate::new(4173);
        let headers = |pairs: &[(HeaderName, &'static str)]| -> HeaderMap {
            pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
        };
        assert!(gate.is_own_page(&headers(&[])));
        assert!(gate.is_own_page(&headers(&[(ORIGIN, "http://localhost:4173")])));
        assert!(!gate.is_own_page(&headers(&[(ORIGIN, "http://evil.example")])));
        assert!(!gate.is_own_page(&headers(&[(ORIGIN, "null")])));
        assert!(!gate.is_own_page(&headers(&[(SEC_FETCH_SITE, "cross-site")])));
    }
}
