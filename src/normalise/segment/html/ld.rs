//! Structured data of schema.org in JSON-LD: what it says of the article on the page.

use serde_json::Value;
use std::collections::BTreeMap;

/// Types of things that are articles.
const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "BlogPosting",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "Report",
    "ScholarlyArticle",
    "TechArticle",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "AskPublicNewsArticle",
    "Review",
    "WebPage",
];

/// Reads a script, which people write by hand: line ends inside strings and signs around it are let pass.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let script = script.trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script = script.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let spaced: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::from_str(&spaced).ok()
}

/// All objects of a script, in order, however deep.
fn objects(value: &Value) -> Vec<&serde_json::Map<String, Value>> {
    let (mut out, mut open) = (Vec::new(), vec![value]);
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(object) => {
                out.push(object);
                // What an article refers to (its publisher, what it is about) is no article of the page.
                let inner = object.iter().filter(|(key, _)| {
                    matches!(key.as_str(), "@graph" | "mainEntity" | "mainEntityOfPage" | "itemListElement")
                });
                let inner: Vec<&Value> = inner.map(|(_, value)| value).collect();
                open.extend(inner.into_iter().rev());
            }
            _ => {}
        }
    }
    out
}

fn types(object: &serde_json::Map<String, Value>) -> Vec<&str> {
    match object.get("@type") {
        Some(Value::String(one)) => vec![one.rsplit('/').next().unwrap_or(one)],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// What a script says of the article: pairs of key and value, in order.
pub(super) fn facts(script: &str) -> Vec<(String, String)> {
    let Some(value) = parse(script) else { return Vec::new() };
    let objects = objects(&value);
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for object in &objects {
        if let (Some(Value::String(id)), Some(Value::String(name))) = (object.get("@id"), object.get("name")) {
            names.insert(id, name);
        }
    }
    let mut out = Vec::new();
    for object in &objects {
        let types = types(object);
        let Some(kind) = types.iter().find(|t| ARTICLES.contains(t)) else { continue };
        let page = *kind == "WebPage";
        let prefix = if page { "ld page" } else { "ld" };
        for key in
            ["headline", "name", "datePublished", "dateCreated", "inLanguage", "license", "url", "articleSection"]
        {
            if page && matches!(key, "url" | "articleSection") {
                continue;
            }
            for value in strings(object.get(key), &names) {
                out.push((format!("{prefix} {}", key.to_ascii_lowercase()), value));
            }
        }
        for key in ["author", "creator", "publisher"] {
            if page && key != "publisher" {
                continue;
            }
            let organisation =
                |v: &Value| v.as_object().is_some_and(|o| self::types(o).iter().any(|t| t.contains("Organization")));
            let kind = if key == "creator" { "author" } else { key };
            let parts = match object.get(key) {
                Some(Value::Array(items)) => items.iter().collect(),
                Some(one) => vec![one],
                None => Vec::new(),
            };
            for part in parts {
                for value in strings(Some(part), &names) {
                    let suffix = if kind == "author" && organisation(part) { " organisation" } else { "" };
                    out.push((format!("{prefix} {kind}{suffix}"), value));
                }
            }
        }
    }
    // A page that names one person and no author names its author.
    let people: Vec<&str> = objects
        .iter()
        .filter(|o| types(o).contains(&"Person"))
        .filter_map(|o| o.get("name").and_then(Value::as_str))
        .collect();
    if let [one] = people[..] {
        out.push(("ld person".into(), one.to_string()));
    }
    out
}

/// The text of the article, where a script gives it.
pub(super) fn bodies(script: &str) -> Vec<String> {
    if !script.contains("articleBody") {
        return Vec::new();
    }
    let Some(value) = parse(script) else { return Vec::new() };
    let found = objects(&value).into_iter().filter_map(|o| o.get("articleBody").and_then(Value::as_str));
    found.map(String::from).collect()
}

/// A value as strings: itself, the names of what it refers to, or the values of a list.
fn strings(value: Option<&Value>, names: &BTreeMap<&str, &str>) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => match object.get("name") {
            Some(Value::String(name)) => Some(name.clone()),
            Some(Value::Array(many)) => many.first().and_then(Value::as_str).map(String::from),
            _ => object.get("@id").and_then(Value::as_str).and_then(|id| names.get(id)).map(|n| n.to_string()),
        },
        _ => None,
    };
    match value {
        Some(Value::Array(items)) => items.iter().filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    }
}
