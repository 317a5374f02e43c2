//! A TOML file read key by key: every key that is asked for is a field, every other key is a problem with its
//! place. All problems of a file are gathered, not only the first.

use super::Listed;
use crate::report::{Diagnostic, Place, Severity};
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Lines longer than this are not shown as excerpts.
const EXCERPT: usize = 300;

/// What is wrong with a value.
pub(super) struct Fault {
    code: &'static str,
    severity: Severity,
    message: String,
    help: Option<String>,
}

impl Fault {
    /// A fault under a code, told in one sentence.
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Fault {
        Fault { code, severity: Severity::Error, message: message.into(), help: None }
    }

    /// With a way out.
    pub(super) fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }

    /// One that stops nothing.
    pub(super) fn less(mut self, severity: Severity) -> Fault {
        self.severity = severity;
        self
    }

    /// As a finding without a place.
    pub(super) fn diagnostic(self) -> Diagnostic {
        Diagnostic { code: self.code, severity: self.severity, place: None, message: self.message, help: self.help }
    }
}

/// One file: its name as the user knows it, its text, and what is wrong with it.
pub(super) struct Source<'t> {
    path: String,
    text: &'t str,
    problems: RefCell<Vec<(Range<usize>, Diagnostic)>>,
}

impl<'t> Source<'t> {
    pub(super) fn new(path: impl Into<String>, text: &'t str) -> Source<'t> {
        Source { path: path.into(), text, problems: RefCell::default() }
    }

    /// The file's table; none where its grammar is broken, which is then a problem (or several).
    pub(super) fn table(&self) -> Option<DeTable<'t>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        if errors.is_empty() {
            return Some(table.into_inner());
        }
        for error in errors {
            let message = error.message().lines().next().unwrap_or_default().to_string();
            let fault = Fault::new("toml", format!("this is not TOML: {message}"));
            self.problem(error.span().unwrap_or(0..0), fault);
        }
        None
    }

    /// Notes a problem.
    pub(super) fn problem(&self, span: Range<usize>, fault: Fault) {
        self.problems.borrow_mut().push((span, fault.diagnostic()));
    }

    /// Whether anything was found that cannot stand.
    pub(super) fn has_problems(&self) -> bool {
        self.problems.borrow().iter().any(|(_, problem)| problem.severity == Severity::Error)
    }

    /// The line, from 1, on which an offset stands.
    pub(super) fn line(&self, offset: usize) -> u32 {
        self.text.as_bytes()[..offset.min(self.text.len())].iter().filter(|b| **b == b'\n').count() as u32 + 1
    }

    /// Every problem with its place, in order of place.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut problems = self.problems.into_inner();
        problems.sort_by(|a, b| (a.0.start, a.0.end, &a.1.message).cmp(&(b.0.start, b.0.end, &b.1.message)));
        let starts: Vec<usize> =
            std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        problems
            .into_iter()
            .map(|(span, diagnostic)| diagnostic.at(place(&self.path, self.text, &starts, span)))
            .collect()
    }
}

fn place(path: &str, text: &str, starts: &[usize], span: Range<usize>) -> Place {
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let (start, end) = (floor(span.start), floor(span.end.max(span.start)));
    let line = starts.partition_point(|s| *s <= start) - 1;
    let first = starts[line];
    let last = text[first..].find('\n').map_or(text.len(), |n| first + n);
    let shown = text[first..last].trim_end_matches('\r');
    Place {
        path: path.to_string(),
        line: Some(line as u32 + 1),
        column: Some(text[first..start].chars().count() as u32 + 1),
        excerpt: (shown.len() <= EXCERPT).then(|| shown.to_string()),
        width: text[start..end.min(last).max(start)].chars().count().max(1) as u32,
    }
}

/// A table of a file. Asking for a key makes it a field; [`Section::done`] names the keys nobody asked for.
pub(super) struct Section<'s, 't> {
    source: &'s Source<'t>,
    table: &'s DeTable<'t>,
    noun: &'static str,
    fields: RefCell<Vec<&'static str>>,
}

/// A value that was found, and where.
#[derive(Clone, Copy)]
pub(super) struct Found<'s, 't> {
    pub(super) source: &'s Source<'t>,
    pub(super) key: &'static str,
    pub(super) value: &'s Spanned<DeValue<'t>>,
}

impl<'s, 't> Section<'s, 't> {
    /// A table whose keys are fields of `noun` ("an article").
    pub(super) fn new(source: &'s Source<'t>, table: &'s DeTable<'t>, noun: &'static str) -> Section<'s, 't> {
        Section { source, table, noun, fields: RefCell::default() }
    }

    /// The name of the file, as the user knows it.
    pub(super) fn path(&self) -> &str {
        &self.source.path
    }

    /// The line, from 1, on which an offset stands.
    pub(super) fn line(&self, offset: usize) -> u32 {
        self.source.line(offset)
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &'static str) -> Option<Found<'s, 't>> {
        self.fields.borrow_mut().push(key);
        self.table.get(key).map(|value| Found { source: self.source, key, value })
    }

    /// A text; an empty one counts as not given.
    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        self.get(key)?.text().filter(|t| !t.trim().is_empty())
    }

    /// A text that has to be in order; an empty one counts as not given.
    pub(super) fn parse<T>(&self, key: &'static str, read: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        let found = self.get(key)?;
        let text = found.text().filter(|t| !t.trim().is_empty())?;
        found.checked(read(&text))
    }

    /// True or false.
    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        let found = self.get(key)?;
        match found.value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => found.wrong("true or false"),
        }
    }

    /// A whole number within bounds.
    pub(super) fn number(&self, key: &'static str, bounds: Range<u32>) -> Option<u32> {
        let found = self.get(key)?;
        let Some(number) = integer(found.value.get_ref()) else { return found.wrong("a whole number") };
        let fits = u32::try_from(number).ok().filter(|n| bounds.contains(n));
        found.checked(fits.ok_or_else(|| {
            let last = u64::from(bounds.end) - 1;
            Fault::new("out-of-range", format!("`{key}` must be a whole number from {} to {last}", bounds.start))
        }))
    }

    /// A list of texts; a single text counts as a list of one, and empty ones as not given.
    pub(super) fn texts(&self, key: &'static str) -> Option<Vec<String>> {
        Some(self.listed(key)?.into_iter().map(|listed| listed.name).collect())
    }

    /// The same, each text with its line. None where all of them are empty, but for a list without any.
    pub(super) fn listed(&self, key: &'static str) -> Option<Vec<Listed>> {
        let items = self.get(key)?.items("a list of texts")?;
        let none = items.is_empty();
        let listed = items.into_iter().filter_map(|item| Some(Listed { name: item.text()?, line: item.line() }));
        let listed: Vec<Listed> = listed.filter(|listed| !listed.name.trim().is_empty()).collect();
        (none || !listed.is_empty()).then_some(listed)
    }

    /// A list of texts, each of which has to be in order.
    pub(super) fn parse_each<T>(
        &self,
        key: &'static str,
        mut read: impl FnMut(&str) -> Result<T, Fault>,
    ) -> Option<Vec<T>> {
        let found = self.get(key)?;
        let items = found.items("a list of texts")?;
        Some(items.into_iter().filter_map(|item| item.checked(read(&item.text()?))).collect())
    }

    /// A table inside this one.
    pub(super) fn section(&self, key: &'static str, noun: &'static str) -> Option<Section<'s, 't>> {
        let found = self.get(key)?;
        match found.value.get_ref() {
            DeValue::Table(table) => Some(Section::new(self.source, table, noun)),
            _ => found.wrong(&format!("a table, written [{key}]")),
        }
    }

    /// A list of tables inside this one, each with the place of its first byte.
    pub(super) fn sections(&self, key: &'static str, noun: &'static str) -> Vec<(Section<'s, 't>, Range<usize>)> {
        let Some(found) = self.get(key) else { return Vec::new() };
        let DeValue::Array(items) = found.value.get_ref() else {
            found.wrong::<()>(&format!("a list of tables, each written [[{key}]]"));
            return Vec::new();
        };
        let mut out = Vec::new();
        for value in items.iter() {
            let item = Found { source: self.source, key, value };
            match value.get_ref() {
                DeValue::Table(table) => out.push((Section::new(self.source, table, noun), value.span())),
                _ => drop(item.wrong::<()>("a table")),
            }
        }
        out
    }

    /// Notes that a key must be given, and not empty, if it is not.
    pub(super) fn require(&self, key: &'static str, span: Range<usize>) {
        let empty = |value: &Spanned<DeValue<'_>>| value.get_ref().as_str().is_some_and(|t| t.trim().is_empty());
        if self.table.get(key).is_none_or(empty) {
            self.problem(span, Fault::new("missing-key", format!("{} needs `{key}`", self.noun)));
        }
    }

    /// Notes a problem.
    pub(super) fn problem(&self, span: Range<usize>, fault: Fault) {
        self.source.problem(span, fault);
    }

    /// Names every key that nobody asked for.
    pub(super) fn done(self) {
        let fields = self.fields.into_inner();
        for key in self.table.keys() {
            if !fields.contains(&key.get_ref().as_ref()) {
                self.source.problem(key.span(), unknown(key.get_ref(), self.noun, &fields));
            }
        }
    }
}

fn unknown(key: &str, noun: &str, fields: &[&'static str]) -> Fault {
    let listed = fields.join(", ");
    let help = match nearest(key, fields) {
        Some(field) => format!("did you mean `{field}`? fields: {listed}"),
        None => format!("fields: {listed}"),
    };
    Fault::new("unknown-key", format!("`{}` is not a field of {noun}", key.escape_debug())).help(help)
}

/// The field that a misspelt word stands for, if one is near.
pub(super) fn nearest(word: &str, fields: &[&'static str]) -> Option<&'static str> {
    let word = word.to_lowercase();
    fields
        .iter()
        .map(|field| (strsim::osa_distance(&word, field), *field))
        .filter(|(distance, field)| *distance <= 1 + field.len() / 4 && *distance < field.len())
        .min()
        .map(|(_, field)| field)
}

impl<'s, 't> Found<'s, 't> {
    /// The value as a text.
    pub(super) fn text(self) -> Option<String> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => self.wrong("a text in quotation marks"),
        }
    }

    /// The items of a list; a value that is no list and no table counts as a list of one.
    pub(super) fn items(self, expected: &str) -> Option<Vec<Found<'s, 't>>> {
        match self.value.get_ref() {
            DeValue::Array(items) => {
                Some(items.iter().map(|value| Found { source: self.source, key: self.key, value }).collect())
            }
            DeValue::String(_) | DeValue::Integer(_) => Some(vec![self]),
            _ => self.wrong(expected),
        }
    }

    /// The line, from 1, on which the value begins.
    pub(super) fn line(self) -> u32 {
        self.source.line(self.value.span().start)
    }

    /// Notes that the value is of the wrong kind.
    pub(super) fn wrong<T>(self, expected: &str) -> Option<T> {
        let kind = match self.value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.fault(Fault::new("wrong-type", format!("`{}` must be {expected}, not {kind}", self.key)))
    }

    /// Notes what is wrong with the value.
    pub(super) fn fault<T>(self, fault: Fault) -> Option<T> {
        self.source.problem(self.value.span(), fault);
        None
    }

    /// The value, or its fault as a problem.
    pub(super) fn checked<T>(self, result: Result<T, Fault>) -> Option<T> {
        result.map_or_else(|fault| self.fault(fault), Some)
    }
}

/// A whole number, if it is one and fits.
pub(super) fn integer(value: &DeValue<'_>) -> Option<i64> {
    match value {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    }
}
