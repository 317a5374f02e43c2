//! What stands above the text of a Markdown file between lines of `---` (YAML) or `+++` (TOML): the record in the
//! words of whoever keeps the file.
//!
//! Takes decoded text; gives the fields as a correction of the weakest kind, and the account of the block. Keys of
//! other programs are common there and left alone; a slip of a letter in one of ours is named, and so is what the
//! grammar would lose: a key that stands twice, a value that breaks it (`lenient`).

mod lenient;
mod node;
mod toml;
mod yaml;

use super::segment::text::lines;
use crate::config::{Asked, Correction, FieldName, Pattern, field, own_key, record_language, record_slug};
use crate::model::{Fate, Field, Origin, Rule, Span, Syntax};
use crate::report::{Diagnostic, Place};
use node::Node;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

/// Front matter is a few lines; a longer block is text between rules.
const LONGEST: usize = 64 << 10;
/// Lines looked at for a key of ours where the mark at the end is missing.
const KEYS: usize = 40;
/// Lists inside lists are not followed deeper than this.
const DEPTH: usize = 16;

/// The rule of lines that give fields dossier does not have.
pub(super) const FOREIGN: (&str, &str) = ("front-matter", "a line of front matter that dossier does not use");

/// Front matter, read.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// Bytes of the source before the text begins.
    pub(super) end: usize,
    /// What it says.
    pub(super) correction: Correction,
    /// What it files the article under.
    pub(super) sections: Vec<String>,
    /// What became of its lines, in order; what lies between carries no words.
    pub(super) entries: Vec<(Span, Fate)>,
    /// What is wrong with it.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A key of the outermost table: the line it stands on, counted from the first after the mark, and its value.
type Entry = (String, usize, Node);

/// The front matter of a text, if it begins with one.
pub(super) fn read(text: &str, origin: &Origin) -> Option<FrontMatter> {
    let Some(block) = Block::find(text) else { return unclosed(text, origin) };
    let inside = &text[block.start..block.close];
    // Lines may end as on old machines; a byte stays a byte.
    let inside = if inside.contains('\n') { Cow::Borrowed(inside) } else { Cow::Owned(inside.replace('\r', "\n")) };
    let parsed = match block.mark {
        "---" => lenient::read(&lenient::untabbed(&inside), yaml::parse, ':'),
        _ => lenient::read(&inside, toml::parse, '='),
    };
    match parsed {
        // A rule above a paragraph is no front matter.
        Ok(lenient::Read { entries: None, .. }) => None,
        Ok(lenient::Read { entries: Some(entries), mended }) => {
            // Below blank lines only what is surely meant as such is: `Note: …` between rules is a note.
            let ours = |(key, ..): &Entry| is_ours(key) && !key.contains(char::is_uppercase);
            (block.first == 2 || entries.iter().any(ours))
                .then(|| Reader::new(text, origin, &block).all(entries, &mended))
        }
        Err((line, reason)) => {
            let keyed = inside.lines().next().and_then(|line| line.split_once([':', '=']));
            keyed.filter(|(key, _)| !key.trim().is_empty() && !key.trim().contains(' '))?;
            // Nothing is taken from it, and nothing is lost: it stays with the text.
            let message = format!("the front matter cannot be read and stays with the text: {reason}");
            let place = Place { path: origin.to_string(), line: Some(line as u32 + block.first), ..Place::default() };
            let found = Diagnostic::warning("front-matter", message).at(place);
            Some(FrontMatter { diagnostics: vec![found], ..FrontMatter::default() })
        }
    }
}

/// Says of a text that begins as front matter, with a key of ours, that the second mark is missing. Nothing is taken from
/// it, and nothing is lost: it stays with the text.
fn unclosed(text: &str, origin: &Origin) -> Option<FrontMatter> {
    let mut lines = text.lines();
    let mark = lines.next().map(str::trim_end).filter(|mark| matches!(*mark, "---" | "+++"))?;
    let sign = if mark == "---" { ':' } else { '=' };
    let key = |line: &str| line.split_once(sign).map(|(key, _)| key.trim().to_string());
    // A rule may stand above a note: its first word has a capital.
    let ours = |key: &String| is_ours(key) && !key.contains(char::is_uppercase);
    let keys = lines.take_while(|line| !line.trim().is_empty()).take(KEYS).map_while(key);
    keys.into_iter().any(|key| ours(&key)).then(|| {
        let message = format!("the front matter has no `{mark}` at its end and stays with the text");
        let place = Place { path: origin.to_string(), line: Some(1), ..Place::default() };
        let found = Diagnostic::warning("front-matter", message).at(place);
        let found = found.help(format!("write `{mark}` on a line of its own below its last field"));
        FrontMatter { diagnostics: vec![found], ..FrontMatter::default() }
    })
}

/// Where front matter stands: the mark, and the byte ranges of what is inside and of the whole.
struct Block {
    mark: &'static str,
    /// The number of the first line inside.
    first: u32,
    start: usize,
    close: usize,
    end: usize,
}

impl Block {
    fn find(text: &str) -> Option<Block> {
        let mut lines = lines(text);
        let (mut at, mut first) = (0, 2);
        let mark = loop {
            let line = lines.next()?;
            at += line.len();
            if !line.trim().is_empty() {
                break ["---", "+++"].into_iter().find(|mark| line.trim_end() == *mark)?;
            }
            first += 1;
        };
        let start = at;
        for line in lines {
            let closes = line.trim_end() == mark || mark == "---" && line.trim_end() == "...";
            if closes {
                return Some(Block { mark, first, start, close: at, end: at + line.len() });
            }
            at += line.len();
            if at > LONGEST {
                break;
            }
        }
        None
    }
}

struct Reader<'a> {
    text: &'a str,
    origin: &'a Origin,
    mark: &'static str,
    /// The number of the first line inside.
    first: u32,
    /// The first byte of each line inside, and of the closing mark.
    lines: Vec<usize>,
    out: FrontMatter,
    /// The key under which each field was found, and how near it is to our own name.
    ranks: Vec<(FieldName, String, u8)>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, origin: &'a Origin, block: &Block) -> Reader<'a> {
        let mut starts = vec![block.start];
        for line in lines(&text[block.start..block.close]) {
            starts.push(starts[starts.len() - 1] + line.len());
        }
        let out = FrontMatter {
            end: block.end,
            correction: Correction { file: origin.to_string(), line: 1, ..Correction::default() },
            ..FrontMatter::default()
        };
        Reader { text, origin, mark: block.mark, first: block.first, lines: starts, out, ranks: Vec::new() }
    }

    fn all(mut self, mut entries: Vec<Entry>, mended: &[(usize, String)]) -> FrontMatter {
        entries.sort_by_key(|entry| entry.1);
        let twice = self.twice(&entries);
        // What stands under our own name counts before what stands under another, wherever it stands.
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by_key(|i| field(&entries[*i].0).map_or(0, |(_, rank)| rank));
        let mut fates: Vec<Fate> = vec![Fate::Syntax(Syntax::Markup); entries.len()];
        for i in order {
            let (key, line, value) = &entries[i];
            fates[i] = match twice.get(&i) {
                Some(first) => aside(format!("`{key}` stands in line {} already", *first as u32 + self.first)),
                None => self.one(key, *line, value),
            };
            self.comment(key, *line, value);
        }
        for (line, reason) in mended {
            let message = format!("this line of the front matter was taken as it is written: {reason}");
            self.say(*line, Diagnostic::warning("front-matter", message).help("put the value between quotation marks"));
        }
        let starts: Vec<usize> = entries.iter().map(|entry| entry.1).collect();
        for (i, fate) in fates.into_iter().enumerate() {
            let next = starts.get(i + 1).copied().unwrap_or(self.lines.len() - 1);
            let place = |line: usize| self.lines.get(line).copied().unwrap_or(self.out.end);
            let piece = &self.text[place(starts[i])..place(next).max(place(starts[i]))];
            let start = place(starts[i]) + (piece.len() - piece.trim_start().len());
            let end = start + piece.trim().len();
            // Several keys on one line are one piece, the first's.
            if start < end {
                self.out.entries.push((Span::new(start, end), fate));
            }
        }
        self.out.diagnostics.sort_by_key(|found| found.place.as_ref().and_then(|place| place.line));
        self.out
    }

    /// Names what YAML takes for a comment and people hardly mean as one: `title: Berth #3 is open`.
    fn comment(&mut self, key: &str, line: usize, value: &Node) {
        let Node::Text(value) = value else { return };
        let at = self.lines.get(line).copied().unwrap_or_default();
        let shown = self.text[at..].lines().next().unwrap_or_default();
        let Some((_, behind)) = shown.split_once(" #") else { return };
        let glued = behind.starts_with(|c: char| !c.is_whitespace() && c != '#');
        if self.mark == "---" && glued && !value.contains('#') && field(key).is_some() {
            let message = format!("`#{}` is a comment in YAML, no part of `{key}`", behind.trim_end().escape_debug());
            self.say(line, Diagnostic::warning("front-matter", message).help("put the value between quotation marks"));
        }
    }

    /// The entries whose key stands above them already, each with the line of that one: the first counts. Grammars lose
    /// them without a word.
    fn twice(&mut self, entries: &[Entry]) -> BTreeMap<usize, usize> {
        let (mut seen, mut twice) = (BTreeMap::new(), BTreeMap::new());
        for (i, (key, line, value)) in entries.iter().enumerate().filter(|(_, entry)| !entry.2.is_empty()) {
            // Capitals are no difference for our keys.
            let ours = is_ours(key);
            let same = if ours { key.to_lowercase() } else { key.clone() };
            match seen.entry(same) {
                Slot::Vacant(slot) => _ = slot.insert((*line, value)),
                Slot::Occupied(slot) => {
                    let (first, other) = *slot.get();
                    twice.insert(i, first);
                    if ours && value != other {
                        let message = format!(
                            "`{}` stands twice in the front matter; what line {} says counts",
                            key.escape_debug(),
                            first as u32 + self.first
                        );
                        self.say(*line, Diagnostic::warning("duplicate", message).help("take one of them out"));
                    }
                }
            }
        }
        twice
    }

    /// Takes a field; gives what becomes of its lines.
    fn one(&mut self, key: &str, line: usize, value: &Node) -> Fate {
        let markup = Fate::Syntax(Syntax::Markup);
        // As in overrides.toml, what is empty is not given.
        if value.is_empty() {
            return markup;
        }
        if let Some((name, rank)) = field(key)
            && let Some(fate) = self.fact(name, (key, rank), line, value)
        {
            return fate;
        }
        let correction = &mut self.out.correction;
        let own = match own_key(key) {
            Some((own, true)) => own,
            Some((own, false)) if field(key).is_none() => {
                let message = format!("`{}` in the front matter is not a field of an article", key.escape_debug());
                self.say(line, Diagnostic::warning("unknown-key", message).help(format!("did you mean `{own}`?")));
                return foreign();
            }
            _ => return foreign(),
        };
        let mut unknown = Vec::new();
        let done = match own {
            "topics" => match value {
                Node::Table(fields) => {
                    for (name, value) in fields {
                        match name.as_str() {
                            "add" => correction.topics_add.extend(value.texts()),
                            "remove" => correction.topics_remove.extend(value.texts()),
                            other => unknown.push(other),
                        }
                    }
                    true
                }
                value => {
                    correction.topics_add.extend(value.texts());
                    !correction.topics_add.is_empty()
                }
            },
            "unlink" => {
                correction.unlink.extend(value.texts());
                !correction.unlink.is_empty()
            }
            "note" => set(&mut correction.note, value.whole()),
            "same_as" => set(&mut correction.same_as, value.text()),
            "not_same_as" => {
                correction.not_same_as.extend(value.texts());
                !correction.not_same_as.is_empty()
            }
            "slug" => set(&mut correction.slug, value.text().as_deref().and_then(record_slug)),
            "ignore" => set(&mut correction.ignore, value.text().and_then(|flag| flag.parse().ok())),
            "keep" | "drop" => {
                let list: Option<Vec<Asked>> =
                    value.texts().iter().map(|text| asked(text, line as u32 + self.first)).collect();
                let done = list.as_ref().is_some_and(|list| !list.is_empty());
                let kept = if own == "keep" { &mut correction.keep } else { &mut correction.drop };
                kept.extend(list.unwrap_or_default());
                done
            }
            _ => false,
        };
        for name in unknown {
            let message = format!("`{}` in the front matter is not a field of `topics`", name.escape_debug());
            self.say(line, Diagnostic::warning("unknown-key", message).help("fields: add, remove"));
        }
        if done {
            return markup;
        }
        let message = format!("the value of `{own}` in the front matter cannot be used");
        self.say(line, Diagnostic::warning("bad-value", message).help(format!("write {}", expected(own))));
        unusable(own)
    }

    /// Takes a fact of the record; none where the value is no such fact.
    fn fact(&mut self, name: FieldName, (key, rank): (&str, u8), line: usize, value: &Node) -> Option<Fate> {
        let better = self.ranks.iter().find(|(field, _, other)| *field == name && *other <= rank);
        if let Some((_, other, _)) = better.filter(|_| name != FieldName::Section) {
            return Some(aside(format!("what `{other}` says counts")));
        }
        if matches!(name, FieldName::Date | FieldName::Retrieved)
            && let Some((date, other)) = value.date_either()
        {
            let message = format!("`{}` in the front matter is read as {date}, and may be {other}", key.escape_debug());
            self.say(line, Diagnostic::warning("date-unsure", message).help("write it like 2022-02-14"));
        }
        let correction = &mut self.out.correction;
        let (found, fate) = match name {
            FieldName::Title => (set(&mut correction.title, value.text()), Fate::Record(Field::Title)),
            FieldName::Author => {
                let names = value.texts();
                (set(&mut correction.author, (!names.is_empty()).then_some(names)), Fate::Record(Field::Byline))
            }
            FieldName::Date => (set(&mut correction.date, value.date()), Fate::Record(Field::Date)),
            FieldName::Source => (set(&mut correction.source, value.text()), Fate::Record(Field::Source)),
            FieldName::Licence => (set(&mut correction.licence, value.text()), Fate::Record(Field::Licence)),
            FieldName::Url => (set(&mut correction.url, value.address()), Fate::Record(Field::Address)),
            FieldName::Language => {
                let tag = value.text().as_deref().and_then(record_language);
                (set(&mut correction.language, tag), Fate::Syntax(Syntax::Markup))
            }
            FieldName::Retrieved => (set(&mut correction.retrieved, value.date()), Fate::Syntax(Syntax::Markup)),
            FieldName::Section => {
                let labels = value.texts();
                let found = !labels.is_empty();
                self.out.sections.extend(labels);
                (found, Fate::Record(Field::Section))
            }
        };
        if found {
            self.ranks.push((name, key.to_string(), rank));
            return Some(fate);
        }
        // Generators call the path of a page `url`; only what looks meant for us is named.
        let is_path = name == FieldName::Url && value.text().is_some();
        if rank == 0 && !is_path && name != FieldName::Section {
            return None;
        }
        Some(unusable(own_name(name)))
    }

    fn say(&mut self, line: usize, found: Diagnostic) {
        let at = self.lines.get(line).copied().unwrap_or_default();
        let shown = self.text[at..].lines().next().unwrap_or_default();
        let place = Place {
            path: self.origin.to_string(),
            line: Some(line as u32 + self.first),
            column: Some(1),
            excerpt: (shown.len() <= 300).then(|| shown.to_string()),
            width: shown.split([':', '=']).next().map_or(1, |key| key.trim_end().chars().count().max(1) as u32),
        };
        self.out.diagnostics.push(found.at(place));
    }
}

/// Whether a key gives a field of ours, by its own name or another.
fn is_ours(key: &str) -> bool {
    field(key).is_some() || own_key(key).is_some_and(|(_, exact)| exact)
}

fn foreign() -> Fate {
    aside("dossier has no such field".into())
}

fn unusable(own: &str) -> Fate {
    aside(format!("the value cannot be used as `{own}`, which is {}", expected(own)))
}

/// Our own name of a fact.
fn own_name(name: FieldName) -> &'static str {
    match name {
        FieldName::Title => "title",
        FieldName::Author => "author",
        FieldName::Date => "date",
        FieldName::Source => "source",
        FieldName::Language => "language",
        FieldName::Licence => "licence",
        FieldName::Url => "url",
        FieldName::Retrieved => "retrieved",
        FieldName::Section => "section",
    }
}

/// What a field of ours holds.
fn expected(own: &str) -> &'static str {
    match own {
        "date" | "retrieved" => "a date such as 2022, 2022-02 or 2022-02-14",
        "author" | "unlink" | "not_same_as" | "section" => "a text, or a list of texts",
        "url" => "an address such as https://example.org/page",
        "language" => "a language tag such as en or pt-BR",
        "topics" => "a list of topics, or `add` and `remove` with a list each",
        "slug" => "at most 80 of the letters a to z, digits and hyphens, and no name that Windows keeps to itself",
        "ignore" => "true or false",
        "keep" | "drop" => "a list of line numbers, lines and /patterns/",
        _ => "one text",
    }
}

fn aside(evidence: String) -> Fate {
    Fate::SetAside { rule: Rule(FOREIGN.0), evidence }
}

fn set<T>(target: &mut Option<T>, value: Option<T>) -> bool {
    let found = value.is_some();
    if found {
        *target = value;
    }
    found
}

/// A line by its number, its exact text, or a pattern.
fn asked(text: &str, line: u32) -> Option<Asked> {
    let pattern = match text.parse::<u32>() {
        Ok(number) => Pattern::Number(number),
        Err(_) => match text.strip_prefix('/').and_then(|t| t.strip_suffix('/')).filter(|t| !t.is_empty()) {
            Some(expression) => Pattern::Regex(regex::Regex::new(expression).ok()?),
            None => Pattern::Line(text.to_string()),
        },
    };
    Some(Asked { pattern, line })
}

#[cfg(test)]
mod tests;
