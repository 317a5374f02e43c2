//! What the search of a site loads.

use super::address::{Target, target};
use super::{Finding, Names, Read, Use};
use crate::model::SitePath;
use serde_json::Value;

/// Follows the parts that the contents of the index name: files of words, and as many of texts as there are starts.
pub(super) fn read(text: &str, path: &SitePath, names: &Names<'_>, read: &mut Read) {
    let data = text.trim().strip_prefix("dossier(").and_then(|rest| rest.strip_suffix(");"));
    let contents: Option<(Vec<String>, Vec<Value>)> = data.and_then(|data| serde_json::from_str(data).ok());
    let Some((words, starts)) = contents else {
        let message = "the contents of the search index cannot be read".to_string();
        read.findings.push(Finding { line: 0, code: "unreadable", message });
        return;
    };
    for name in words.into_iter().chain((1..=starts.len()).map(|n| format!("text-{n}"))) {
        match target(&format!("{name}.js"), Use::Asset, path, names) {
            Target::Elsewhere => {}
            Target::File(..) => read.links += 1,
            Target::Wrong(code, message) => read.findings.push(Finding { line: 0, code, message }),
        }
    }
}
