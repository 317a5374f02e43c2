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
    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Node::Nothing => true,
            Node::Text(text) => text.trim().is_empty(),
            Node::List(items) => items.iter().all(Node::is_empty),
            Node::Table(fields) => fields.is_empty(),
        }
    }

    /// On one line, without control characters.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Node::Text(text) => {
                let words: Vec<&str> =
                    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
                (!words.is_empty()).then(|| words.join(" "))
            }
            Node::Table(fields) => fields.iter().find(|(key, _)| key == "name" || key == "title")?.1.text(),
            // One in a list of its own is meant; which of several, nobody knows.
            Node::List(items) => match &items[..] {
                [one] => one.text(),
                _ => None,
            },
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

    /// Both readings of a date whose day may be its month: that with the day first, and the other.
    pub(super) fn date_either(&self) -> Option<(Date, Date)> {
        let text = self.text().filter(|text| record_date(text).is_none())?;
        date::find(&text).filter(|found| found.share > 0.6).and_then(|found| Some((found.date, found.other?)))
    }

    pub(super) fn address(&self) -> Option<String> {
        let text = self.text()?;
        (Href::external(&text).is_ok() && !text.to_ascii_lowercase().starts_with("mailto:")).then_some(text)
    }
}
