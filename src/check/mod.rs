//! Judges a site: links, anchors, titles, names. Works on any [`Files`], rendered or on disk.
//!
//! Every page is read once, all at the same time, by the tokenizer of the HTML standard. Whether a file is there is
//! told at once; whether a place on another page is there, after all pages were read.

mod address;
mod index;
mod page;
mod style;

use crate::model::{Files, SEARCH_CONTENTS, SitePath};
use crate::par;
use crate::report::{Diagnostic, Place, Severity};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// HTML pages looked at.
    pub pages: u32,
    /// Internal links followed.
    pub links: u64,
    /// Findings, in order of page.
    pub diagnostics: Vec<Diagnostic>,
}

/// How an address is used, which decides what it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// A reader may follow it.
    Link,
    /// The page loads it.
    Asset,
}

/// Something wrong on a page, at a line.
struct Finding {
    line: u32,
    code: &'static str,
    message: String,
}

/// What one file says.
#[derive(Default)]
struct Read {
    is_page: bool,
    links: u64,
    /// Hashes of the places on it, sorted. Two that collide could hide a broken link, once in very many sites.
    places: Vec<u64>,
    /// Places on other pages that it links to: the page, the place, the line.
    leads_to: Vec<(usize, String, u32)>,
    findings: Vec<Finding>,
}

/// The paths of a site, to look up.
struct Names<'a> {
    exact: HashMap<&'a str, usize>,
    folded: BTreeMap<String, Vec<&'a str>>,
}

/// Judges every page of a site.
pub fn check(files: &dyn Files) -> Checked {
    let paths = files.paths();
    let mut folded: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for path in &paths {
        folded.entry(path.as_str().to_lowercase()).or_default().push(path.as_str());
    }
    let names = Names { exact: paths.iter().enumerate().map(|(i, path)| (path.as_str(), i)).collect(), folded };
    let mut all = par::map(&paths, |path| read(files, path, &names));

    // What follows needs the places of every page.
    let broken: Vec<Vec<Finding>> = par::map(&all, |read| {
        let is_broken = |(page, place, _): &&(usize, String, u32)| {
            let target: &Read = &all[*page];
            target.is_page && target.places.binary_search(&hash(place)).is_err()
        };
        let finding = |(page, place, line): &(usize, String, u32)| {
            let message = format!("the link leads to `#{}` on {}, which has no such place", shown(place), paths[*page]);
            Finding { line: *line, code: "broken-fragment", message }
        };
        read.leads_to.iter().filter(is_broken).map(finding).collect()
    });

    let mut checked = Checked::default();
    for clash in names.folded.values().filter(|same| same.len() > 1) {
        let message = format!("its name differs from that of {} in capitals only", clash[1..].join(", "));
        checked.diagnostics.push(Diagnostic::new(Severity::Error, "name-clash", message).in_file(clash[0]));
    }
    for ((read, broken), path) in all.iter_mut().zip(broken).zip(&paths) {
        checked.pages += u32::from(read.is_page);
        checked.links += read.links;
        let mut findings = std::mem::take(&mut read.findings);
        findings.extend(broken);
        findings.sort_by(|a, b| (a.line, a.code, &a.message).cmp(&(b.line, b.code, &b.message)));
        let mut said = BTreeSet::new();
        // A page that makes one mistake twice hears of it once.
        findings.retain(|finding| said.insert((finding.code, finding.message.clone())));
        checked.diagnostics.extend(findings.into_iter().map(|finding| {
            let line = (finding.line > 0).then_some(finding.line);
            let place = Place { path: path.to_string(), line, ..Place::default() };
            Diagnostic::error(finding.code, finding.message).at(place)
        }));
    }
    checked
}

fn read(files: &dyn Files, path: &SitePath, names: &Names<'_>) -> Read {
    let is_page = path.as_str().ends_with(".html") || path.as_str().ends_with(".htm");
    let is_style = path.as_str().ends_with(".css");
    let mut read = Read { is_page, ..Read::default() };
    let is_index = path.as_str() == SEARCH_CONTENTS;
    if !is_page && !is_style && !is_index {
        return read;
    }
    match files.read(path) {
        Ok(bytes) if is_page => page::read(&bytes, path, names, &mut read),
        Ok(bytes) if is_index => index::read(&String::from_utf8_lossy(&bytes), path, names, &mut read),
        Ok(bytes) => style::read(&String::from_utf8_lossy(&bytes), path, names, &mut read),
        Err(error) => {
            let message = format!("the file cannot be read: {error}");
            read.findings.push(Finding { line: 0, code: "unreadable", message });
        }
    }
    read
}

fn hash(place: &str) -> u64 {
    // The keys of this hasher are fixed; its values do not leave this module.
    let mut hasher = DefaultHasher::new();
    place.hash(&mut hasher);
    hasher.finish()
}

/// Text from a page, fit for a sentence.
fn shown(text: &str) -> String {
    let short: String = text.chars().take(120).collect();
    short.escape_debug().to_string()
}
