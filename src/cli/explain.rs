//! `dossier explain`: line by line, what was decided and by which rule.

use super::args::ExplainArguments;
use super::failure::Failure;
use super::find::find;
use super::terminal::{BOLD, CYAN, DIM, GREEN, Painted, Terminal, YELLOW, count, plain};
use super::{export, words};
use crate::model::{Article, Fate, Known, Span};
use crate::normalise::{ExplainedLine, Explanation};
use crate::pipeline;
use crate::text::clip;
use clap::builder::styling::Style;
use std::fmt::Write;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

/// How much of a line is shown, in characters.
const SHOWN: usize = 60;

/// Runs `dossier explain`.
pub(super) fn run(
    arguments: &ExplainArguments,
    configuration: Option<&Path>,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let found = find(&arguments.file, configuration)?;
    let explanation =
        pipeline::explain(&found.config, found.located(), &found.inventory).map_err(|mut diagnostic| {
            diagnostic.severity = crate::Severity::Error;
            diagnostic
        })?;
    let text = if arguments.json {
        let mut json = export::explained(&explanation).map_err(std::io::Error::from)?;
        json.push('\n');
        json
    } else {
        text(&explanation)
    };
    Ok(terminal.result(&text)?)
}

fn text(explanation: &Explanation) -> String {
    let article = &explanation.article;
    let mut out = String::new();
    put(&mut out, format_args!("{}\n", Painted(BOLD, plain(&article.origin.to_string()))));
    facts(&mut out, article);
    put(&mut out, format_args!("\n"));
    let width = explanation.lines.iter().map(|l| shown(l).width()).max().unwrap_or(0).min(SHOWN + 2);
    for line in explanation.lines.iter().filter(|l| words::roles(&l.fates) != ["blank"]) {
        put_line(&mut out, line, width);
    }
    for edit in &article.edits {
        put(
            &mut out,
            format_args!(
                "{:>6}  {}  {} → {}  {}\n",
                edit.line,
                Painted(CYAN, format!("{:<13}", "repaired")),
                quoted(&edit.before),
                quoted(&edit.after),
                Painted(DIM, edit.rule)
            ),
        );
    }
    put(&mut out, format_args!("\n  {}\n", tally(explanation)));
    out
}

/// Writing into a string cannot fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

fn quoted(text: &str) -> String {
    format!("`{}`", plain(&text.chars().take(30).collect::<String>()))
}

fn facts(out: &mut String, article: &Article) {
    let metadata = &article.metadata;
    let place = |span: Span, line: u32| place(article, span, line);
    let authors = metadata.authors.value().map(|a| a.join(", "));
    let mut rows = vec![
        ("title", metadata.title.value().map(|t| format!("\"{t}\"")), words::how(&metadata.title, place)),
        ("date", metadata.date.value().map(|d| d.to_string()), words::how(&metadata.date, place)),
        ("author", authors, words::how(&metadata.authors, place)),
        ("source", metadata.source.value().cloned(), words::how(&metadata.source, place)),
    ];
    // These are rarely stated; only the four above are worth a line when they are not.
    for (name, known) in [("licence", &metadata.licence), ("url", &metadata.url)] {
        if !matches!(known, Known::Unknown) {
            rows.push((name, known.value().cloned(), words::how(known, place)));
        }
    }
    let cell = |value: &Option<String>| {
        let value = value.as_deref().unwrap_or("–");
        let (start, cut) = clip(value, SHOWN);
        format!("{}{}", plain(start), if cut { "…" } else { "" })
    };
    let width = rows.iter().map(|(_, value, _)| cell(value).width()).max().unwrap_or(0);
    for (name, value, how) in &rows {
        let value = cell(value);
        let pad = " ".repeat(width - value.width());
        put(out, format_args!("  {name:<8} {}{pad}   {}\n", Painted(BOLD, value), Painted(DIM, plain(how))));
    }
}

/// `line 3`, or `start of line 5` and `end of line 5` where the line holds other things as well.
fn place(article: &Article, span: Span, line: u32) -> String {
    let pieces: Vec<_> =
        article.ledger.entries().iter().filter(|e| e.line == line && !matches!(e.fate, Fate::Syntax(_))).collect();
    match &pieces[..] {
        [first, .., last] => {
            if span.start < first.span.end {
                format!("start of line {line}")
            } else if span.end > last.span.start {
                format!("end of line {line}")
            } else {
                format!("in line {line}")
            }
        }
        [] | [_] => format!("line {line}"),
    }
}

fn shown(line: &ExplainedLine) -> String {
    let text = line.text.trim();
    let (start, cut) = clip(text, SHOWN);
    format!("{}{}", plain(start), if cut { "…" } else { "" })
}

fn put_line(out: &mut String, line: &ExplainedLine, width: usize) {
    let fates: Vec<&Fate> = line.fates.iter().filter(|f| !matches!(f, Fate::Syntax(_))).collect();
    let text = shown(line);
    let mut label = words::roles(&line.fates).join("+").replace("set-aside", "set aside");
    if let (Some(n), [Fate::Body(_)]) = (line.paragraph, &fates[..]) {
        label = format!("{label} {n}");
    }
    let mut why = String::new();
    for fate in &fates {
        let Some(rule) = words::rule(fate) else { continue };
        if !why.is_empty() {
            why.push_str("; ");
        }
        put(&mut why, format_args!("{rule}"));
        if let Some(confidence) = words::confidence(fate) {
            put(&mut why, format_args!(", {confidence} %"));
        }
        if let Some(evidence) = words::evidence(fate) {
            put(&mut why, format_args!(": {}", plain(evidence)));
        }
    }
    let label = Painted(style(fates.first().copied()), format!("{label:<13}"));
    if why.is_empty() {
        put(out, format_args!("{:>6}  {label}  {text}\n", line.number));
    } else {
        let pad = " ".repeat(width.saturating_sub(text.width()));
        put(out, format_args!("{:>6}  {label}  {text}{pad}  {}\n", line.number, Painted(DIM, why)));
    }
}

fn style(fate: Option<&Fate>) -> Style {
    match fate {
        Some(Fate::Body(_)) => Style::new(),
        Some(Fate::Beside { .. }) => CYAN,
        Some(Fate::Record(_)) => GREEN,
        Some(Fate::SetAside { .. }) => YELLOW,
        Some(Fate::Syntax(_)) | None => DIM,
    }
}

fn tally(explanation: &Explanation) -> String {
    let with =
        |wanted: fn(&Fate) -> bool| explanation.lines.iter().filter(|l| l.fates.iter().any(wanted)).count() as u64;
    let words = explanation.lines.iter().filter(|l| words::roles(&l.fates) != ["blank"]).count() as u64;
    format!(
        "{}: {} in the article, {} beside it, {} in the record, {} set aside; {}",
        count(words, "line"),
        with(|f| matches!(f, Fate::Body(_))),
        with(|f| matches!(f, Fate::Beside { .. })),
        with(|f| matches!(f, Fate::Record(_))),
        with(|f| matches!(f, Fate::SetAside { .. })),
        count(explanation.article.edits.len() as u64, "repair"),
    )
}
