//! Where an address on a page leads.

use super::{Names, Use, shown};
use crate::model::SitePath;
use percent_encoding::percent_decode_str;

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Nowhere in this site, which is in order.
    Elsewhere,
    /// A file of the site, and a place on it.
    File(usize, Option<String>),
    /// The address is not in order: code and sentence.
    Wrong(&'static str, String),
}

/// Finds where an address on the page at `from` leads.
pub(super) fn target(address: &str, used: Use, from: &SitePath, names: &Names<'_>) -> Target {
    let address = address.trim_matches([' ', '\t', '\n', '\r', '\x0c']);
    let wrong = |code, reason: &str| Target::Wrong(code, format!("`{}` {reason}", shown(address)));
    if let Some(scheme) = scheme(address) {
        return match (scheme.as_str(), used) {
            ("http" | "https", Use::Asset) => wrong("remote-asset", "is loaded from another host"),
            ("http" | "https" | "mailto", Use::Link) | ("data", Use::Asset) => Target::Elsewhere,
            _ => wrong("unsafe-link", "has a scheme that no page may use"),
        };
    }
    let (rest, fragment) = match address.split_once('#') {
        Some((rest, fragment)) => (rest, Some(decoded(fragment))),
        None => (address, None),
    };
    let path = rest.split('?').next().unwrap_or_default();
    // A host shows its 404 page under any address, so that only addresses from the root hold there.
    let is_not_found = from.as_str() == "404.html";
    let absolute = path.starts_with('/');
    if path.starts_with("//") || absolute && !is_not_found {
        return wrong("absolute-link", "is not relative, so it does not work from disk or in a folder of a host");
    }
    if path.is_empty() {
        let here = names.exact.get(from.as_str()).copied();
        return here.map_or(Target::Elsewhere, |here| Target::File(here, fragment));
    }
    let path = decoded(path);
    let Some(parts) = joined(from.as_str(), path.trim_start_matches('/'), absolute) else {
        return wrong("broken-link", "leads out of the site");
    };
    let mut whole = parts.join("/");
    let is_folder = whole.is_empty() || path.ends_with(['/', '.']) && !names.exact.contains_key(whole.as_str());
    if is_folder && !is_not_found {
        return wrong("folder-link", "leads to a folder, which opens no page from disk");
    }
    if is_folder {
        whole.push_str(if whole.is_empty() { "index.html" } else { "/index.html" });
    }
    match (names.exact.get(whole.as_str()), names.folded.get(&whole.to_lowercase())) {
        (Some(file), _) => Target::File(*file, fragment),
        (None, Some(same)) => {
            wrong("broken-link", &format!("leads to no file; {} differs from it in capitals only", same[0]))
        }
        (None, None) => wrong("broken-link", "leads to no file of the site"),
    }
}

fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let mut letters = scheme.chars();
    let is_scheme = letters.next()?.is_ascii_alphabetic()
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The parts of a path as seen from a page; none where it leads out of the site.
fn joined<'a>(from: &'a str, path: &'a str, absolute: bool) -> Option<Vec<&'a str>> {
    let mut parts: Vec<&str> = if absolute { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const PATHS: [&str; 4] = ["404.html", "a/b c.html", "a/index.html", "index.html"];

    fn check(from: &str, address: &str, used: Use, expected: Result<(usize, Option<&str>), &str>) {
        let mut folded: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        PATHS.iter().for_each(|path| folded.entry(path.to_lowercase()).or_default().push(path));
        let names = Names { exact: PATHS.iter().enumerate().map(|(i, path)| (*path, i)).collect(), folded };
        let found = match target(address, used, &SitePath::new(from).unwrap(), &names) {
            Target::Elsewhere => Err("elsewhere"),
            Target::Wrong(code, _) => Err(code),
            Target::File(file, fragment) => Ok((file, fragment)),
        };
        let found = found.as_ref().map(|(file, fragment)| (*file, fragment.as_deref())).map_err(|code| *code);
        assert_eq!(found, expected, "{address} on {from}");
    }

    #[test]
    fn addresses_lead_to_files_relatively() {
        check("a/index.html", "b%20c.html#p4", Use::Link, Ok((1, Some("p4"))));
        check("a/index.html", "../index.html?q=x", Use::Link, Ok((3, None)));
        check("a/index.html", "./../a/./b c.html", Use::Asset, Ok((1, None)));
        check("a/index.html", "#top", Use::Link, Ok((2, Some("top"))));
        check("index.html", "https://example.org/", Use::Link, Err("elsewhere"));
        check("index.html", "data:image/svg+xml,x", Use::Asset, Err("elsewhere"));
        check("404.html", "/a/", Use::Link, Ok((2, None)));
        check("404.html", "/", Use::Link, Ok((3, None)));
    }

    #[test]
    fn addresses_that_are_not_in_order_say_why() {
        check("index.html", "/a/index.html", Use::Link, Err("absolute-link"));
        check("index.html", "//example.org/a.js", Use::Asset, Err("absolute-link"));
        check("404.html", "//example.org/", Use::Link, Err("absolute-link"));
        check("a/index.html", "../../index.html", Use::Link, Err("broken-link"));
        check("index.html", "A/Index.html", Use::Link, Err("broken-link"));
        check("index.html", "none.css", Use::Asset, Err("broken-link"));
        check("index.html", "a/", Use::Link, Err("folder-link"));
        check("a/index.html", "..", Use::Link, Err("folder-link"));
        check("index.html", "https://example.org/a.png", Use::Asset, Err("remote-asset"));
        check("index.html", "JavaScript:x", Use::Link, Err("unsafe-link"));
        check("index.html", "data:text/html,x", Use::Link, Err("unsafe-link"));
    }
}
