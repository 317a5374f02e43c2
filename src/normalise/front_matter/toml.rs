//! TOML, as the configuration reads it.

use super::node::Node;
use super::{DEPTH, Entry};
use ::toml::de::{DeTable, DeValue};

/// The outermost table. The error has the line, from 0, and a reason.
pub(super) fn parse(text: &str) -> Result<Option<Vec<Entry>>, (usize, String)> {
    let line = |offset: usize| text.as_bytes()[..offset.min(text.len())].iter().filter(|b| **b == b'\n').count();
    let table = DeTable::parse(text).map_err(|error| {
        let reason = error.message().lines().next().unwrap_or_default().to_string();
        (line(error.span().map_or(0, |span| span.start)), reason)
    })?;
    let entry = |(key, value): (&::toml::Spanned<std::borrow::Cow<'_, str>>, &::toml::Spanned<DeValue<'_>>)| {
        (key.get_ref().to_string(), line(key.span().start), node(value.get_ref(), 1))
    };
    Ok(Some(table.get_ref().iter().map(entry).collect()))
}

fn node(value: &DeValue<'_>, depth: usize) -> Node {
    match value {
        DeValue::String(text) => Node::Text(text.to_string()),
        DeValue::Integer(number) => Node::Text(number.as_str().to_string()),
        DeValue::Float(number) => Node::Text(number.as_str().to_string()),
        DeValue::Boolean(flag) => Node::Text(flag.to_string()),
        DeValue::Datetime(datetime) => Node::Text(datetime.to_string()),
        DeValue::Array(_) | DeValue::Table(_) if depth >= DEPTH => Node::Nothing,
        DeValue::Array(items) => Node::List(items.iter().map(|item| node(item.get_ref(), depth + 1)).collect()),
        DeValue::Table(fields) => {
            let field = |(key, value): (&::toml::Spanned<std::borrow::Cow<'_, str>>, &::toml::Spanned<DeValue<'_>>)| {
                (key.get_ref().to_string(), node(value.get_ref(), depth + 1))
            };
            Node::Table(fields.iter().map(field).collect())
        }
    }
}
