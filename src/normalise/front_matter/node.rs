//! Values of front matter, whatever its grammar, and what they may mean.

use super::super::metadata::date;
use crate::config::record_date;
use crate::model::{Date, Href};

/// A value of either grammar. Numbers and dates are texts as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Nothing,
    Text(String),
    List(Vec<Node>),
    Table(Vec<(String, Node)>),
}

impl Node {
    /// On one line, without control characters.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Node::Text(text) => {
                let words: Vec<&str> =
                    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
                (!words.is_empty()).then(|| words.join(" "))
            }
            Node::Table(fields) => fields.iter().find(|(key, _)| key == "name" || key == "title")?.1.text(),
            Node::List(items) => items.first()?.text(),
            Node::Nothing => None,
        }
    }

    /// With its line ends.
    pub(super) fn whole(&self) -> Option<String> {
        match self {
            Node::Text(text) => (!text.trim().is_empty()).then(|| text.clone()),
            Node::Table(_) | Node::List(_) | Node::Nothing => None,
        }
    }

    pub(super) fn texts(&self) -> Vec<String> {
        match self {
            Node::List(items) => items.iter().filter_map(Node::text).collect(),
            node => node.text().into_iter().collect(),
        }
    }

    pub(super) fn date(&self) -> Option<Date> {
        let text = self.text()?;
        record_date(&text).or_else(|| date::find(&text).filter(|found| found.share > 0.6).map(|found| found.date))
    }

    pub(super) fn address(&self) -> Option<String> {
        let text = self.text()?;
        (Href::external(&text).is_ok() && !text.to_ascii_lowercase().starts_with("mailto:")).then_some(text)
    }
}
