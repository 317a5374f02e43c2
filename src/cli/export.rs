//! `dossier export` and the JSON of `dossier explain`: formats that other programs read; see `docs/formats.md`.

use super::args::{ExportArguments, Format};
use super::failure::{Failure, file_failure};
use super::terminal::{Terminal, tolerant};
use super::{diagnostics, words};
use crate::config::{self, Config, Input, Request, TopicForm, vocabulary, write_topics};
use crate::model::{Article, ArticleId, Edit, Library, TopicHow, TopicId, TopicKind};
use crate::normalise::{ExplainedLine, Explanation};
use crate::pipeline::{Progress, library};
use crate::read;
use crate::report::Diagnostic;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The number of both formats; raised when a field changes its meaning or goes.
const FORMAT: u8 = 1;

/// What both formats say of an article.
#[derive(Serialize)]
struct Record<'a> {
    format: u8,
    file: String,
    title: Option<&'a str>,
    authors: &'a [String],
    date: Option<String>,
    source: Option<&'a str>,
    language: Option<&'a str>,
    licence: Option<&'a str>,
}

/// One line of `export --format jsonl`.
#[derive(Serialize)]
struct ExportedArticle<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    text: String,
    beside: String,
    topics: Vec<&'a str>,
    people: Vec<&'a str>,
    organisations: Vec<&'a str>,
    places: Vec<&'a str>,
    events: Vec<&'a str>,
    keyphrases: Vec<&'a str>,
    related: Vec<String>,
}

/// The object of `explain --json`.
#[derive(Serialize)]
struct ExplainedArticle<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    known: BTreeMap<&'static str, &'static str>,
    lines: Vec<JsonLine<'a>>,
    repairs: Vec<Repair<'a>>,
}

#[derive(Serialize)]
struct JsonLine<'a> {
    number: u32,
    roles: Vec<&'static str>,
    rule: Option<&'static str>,
    evidence: Option<&'a str>,
    confidence: Option<u8>,
    paragraph: Option<u32>,
    text: &'a str,
}

#[derive(Serialize)]
struct Repair<'a> {
    line: u32,
    before: &'a str,
    after: &'a str,
    rule: &'static str,
}

/// Runs `dossier export`.
pub(super) fn run(
    arguments: &ExportArguments,
    configuration: Option<PathBuf>,
    terminal: &Terminal,
    progress: impl FnOnce() -> Box<dyn Progress>,
) -> Result<(), Failure> {
    let request = Request { folder: arguments.folder.clone(), config: configuration, ..Request::default() };
    let config = config::resolve(&request)?;
    if request.folder.is_none() {
        terminal.say(format!("  {}", super::terminal::plain(&config.choice)));
    }
    let is_vocabulary = !matches!(arguments.format, Format::Jsonl);
    arguments.out.as_deref().map_or(Ok(()), |out| spared(out, &config, is_vocabulary))?;
    let form = match arguments.format {
        Format::Jsonl => None,
        Format::TopicsToml => Some(TopicForm::Toml),
        Format::TopicsCsv => Some(TopicForm::Csv),
        Format::SkosTurtle => Some(TopicForm::Turtle),
        Format::SkosRdfXml => Some(TopicForm::RdfXml),
        Format::SkosJsonLd => Some(TopicForm::JsonLd),
    };
    if let Some(form) = form.filter(|_| !arguments.found) {
        diagnostics::print(terminal, &config.findings);
        if config.topics.curated.is_empty() {
            terminal.say("  no topics are configured; --found gives those that were found in the texts");
        }
        let topics = &config.topics.curated;
        let count = super::terminal::count(topics.len() as u64, "topic");
        return give(write_topics(topics, form, &config.title), count, arguments.out.as_deref(), terminal);
    }
    let (library, mut report) = {
        let progress = progress();
        library(&config, progress.as_ref())?
    };
    report.sort();
    report.diagnostics.retain(|d| d.severity != crate::Severity::Note);
    diagnostics::print(terminal, &report.diagnostics);
    if let Some(form) = form {
        let least = config.topics.min_articles.max(1) as usize;
        let wanted = |id: TopicId| {
            let topic = &library.topics[id];
            topic.how == TopicHow::Curated || topic.articles().take(least).count() == least
        };
        let topics = vocabulary(&config.topics.curated, &library, wanted);
        let count = super::terminal::count(topics.len() as u64, "topic or name");
        return give(write_topics(&topics, form, &config.title), count, arguments.out.as_deref(), terminal);
    }
    match &arguments.out {
        None => Ok(tolerant(write_articles(&library, &mut BufWriter::new(io::stdout().lock())))?),
        Some(path) => {
            let mut text = Vec::new();
            write_articles(&library, &mut text).map_err(|error| file_failure(path, "written", &error))?;
            give(text, super::terminal::count(library.articles.len() as u64, "article"), Some(path), terminal)
        }
    }
}

/// Refuses a place where an export would take that of an article or of settings, or be read as an article by the next
/// command. Topics may go where the collection reads its topics from.
fn spared(out: &Path, config: &Config, is_vocabulary: bool) -> Result<(), Failure> {
    let real = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let at = path
            .canonicalize()
            .or_else(|_| folder.canonicalize().map(|folder| folder.join(path.file_name().unwrap_or_default())));
        at.unwrap_or_else(|_| path.to_path_buf())
    };
    let at = real(out);
    let is = |own: &PathBuf| real(own) == at;
    let settings =
        config.file.iter().chain(&config.overrides).any(is) || !is_vocabulary && config.settings.iter().any(is);
    let article = match &config.input {
        Input::Folder(folder) => at.strip_prefix(real(folder)).is_ok_and(|below| {
            let below: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            read::is_read(config, &below.join("/"))
        }),
        Input::Embedded => false,
    };
    let (what, help) = if settings {
        ("the export would take the place of a file of settings", "give another name")
    } else if article {
        ("the export would stand among the articles, and be read as one", "give a place outside of their folder")
    } else {
        return Ok(());
    };
    Err(Diagnostic::error("output", what).in_file(out.display().to_string()).help(help).into())
}

/// Puts a finished export where it was asked for.
fn give(text: Vec<u8>, count: String, out: Option<&Path>, terminal: &Terminal) -> Result<(), Failure> {
    let Some(path) = out else { return Ok(tolerant(io::stdout().lock().write_all(&text))?) };
    replace(path, &text).map_err(|error| file_failure(path, "written", &error))?;
    terminal.say(format!("  {count} in {}", super::terminal::plain(&path.display().to_string())));
    Ok(())
}

/// Writes a file in one step: under its name stands at every moment the whole old or the whole new text. What is there and
/// is no file, such as `/dev/null` or a named pipe, is written to.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link is kept; what it points to is replaced.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    // A device or a pipe takes the text and stays what it is.
    if std::fs::metadata(&path).is_ok_and(|old| !old.is_file() && !old.is_dir()) {
        let mut file = std::fs::OpenOptions::new().write(true).open(&path)?;
        file.write_all(bytes)?;
        return file.flush();
    }
    let Some(name) = path.file_name() else { return Err(io::ErrorKind::InvalidInput.into()) };
    let mut staged = std::ffi::OsString::from(".");
    staged.push(name);
    staged.push(format!(".{}.dossier", std::process::id()));
    let staged = path.with_file_name(staged);
    let written = (|| {
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&staged)?;
        file.write_all(bytes)?;
        if let Ok(old) = std::fs::metadata(&path) {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        std::fs::rename(&staged, &path)
    })();
    if written.is_err() {
        let _ = std::fs::remove_file(&staged);
    }
    written
}

fn write_articles(library: &Library, out: &mut dyn Write) -> io::Result<()> {
    for (id, article) in library.articles.iter() {
        serde_json::to_writer(&mut *out, &exported(library, id, article))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn record(article: &Article) -> Record<'_> {
    let metadata = &article.metadata;
    Record {
        format: FORMAT,
        file: article.origin.to_string(),
        title: metadata.title.stated_or_set().map(String::as_str),
        authors: metadata.authors.value().map_or(&[], Vec::as_slice),
        date: metadata.date.stated_or_set().map(|d| d.to_string()),
        source: metadata.source.value().map(String::as_str),
        language: article.language.as_deref(),
        licence: metadata.licence.value().map(String::as_str),
    }
}

fn exported<'a>(library: &'a Library, id: ArticleId, article: &'a Article) -> ExportedArticle<'a> {
    let mut record = record(article);
    // The other files of the collection may have told where this one is from.
    record.source = record.source.or_else(|| library.source_of[id].map(|s| library.sources[s].name.as_str()));
    let indexed = |kind: TopicKind| {
        let topics = library.topics_of[id].iter().filter(|t| t.indexed).map(|t| &library.topics[t.topic]);
        topics.filter(|t| t.kind == kind).map(|t| t.label.as_str()).collect()
    };
    ExportedArticle {
        record,
        text: joined(article.blocks.iter().map(|b| b.text.as_str())),
        beside: joined(beside(article)),
        topics: indexed(TopicKind::Topic),
        people: indexed(TopicKind::Person),
        organisations: indexed(TopicKind::Organisation),
        places: indexed(TopicKind::Place),
        events: indexed(TopicKind::Event),
        keyphrases: library.key_terms[id].iter().collect(),
        related: library.neighbours[id].iter().map(|n| library.articles[n.article].origin.to_string()).collect(),
    }
}

/// What stands beside the text. What follows the last block comes first, so that the text reads on into its end
/// matter; then what stands above and between the blocks.
fn beside(article: &Article) -> impl Iterator<Item = &str> {
    let last = article.blocks.len() as u32;
    let below = article.beside.iter().filter(move |b| b.after >= last);
    let above = article.beside.iter().filter(move |b| b.after < last);
    below.chain(above).map(|b| b.text.as_str())
}

fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.collect::<Vec<_>>().join("\n")
}

/// The JSON of `dossier explain`.
pub(super) fn explained(explanation: &Explanation) -> serde_json::Result<String> {
    let article = &explanation.article;
    let metadata = &article.metadata;
    serde_json::to_string(&ExplainedArticle {
        record: record(article),
        known: BTreeMap::from([
            ("title", metadata.title.how()),
            ("authors", metadata.authors.how()),
            ("date", metadata.date.how()),
            ("source", metadata.source.how()),
            ("language", metadata.language.how()),
            ("licence", metadata.licence.how()),
        ]),
        lines: explanation.lines.iter().map(line).collect(),
        repairs: article.edits.iter().map(repair).collect(),
    })
}

fn line(line: &ExplainedLine) -> JsonLine<'_> {
    let roles = words::roles(line);
    let markup = (roles == ["markup"]).then_some(words::MARKUP);
    JsonLine {
        number: line.number,
        roles,
        rule: line.fates.iter().find_map(words::rule).map(|r| r.0).or(markup.map(|(rule, _)| rule)),
        evidence: line.fates.iter().find_map(words::evidence).or(markup.map(|(_, evidence)| evidence)),
        confidence: line.fates.iter().find_map(words::confidence),
        paragraph: line.paragraph,
        text: &line.text,
    }
}

fn repair(edit: &Edit) -> Repair<'_> {
    Repair { line: edit.line, before: &edit.before, after: &edit.after, rule: edit.rule.0 }
}
