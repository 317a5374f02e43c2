//! `dossier explain`: line by line, what was decided and by which rule.

use super::args::ExplainArguments;
use super::failure::Failure;
use super::find::find;
use super::terminal::{BOLD, CYAN, DIM, GREEN, Painted, Terminal, YELLOW, count, plain};
use super::{export, words};
use crate::config::Request;
use crate::model::{Article, Fate, Known, Span};
use crate::normalise::{ExplainedLine, Explanation};
use crate::pipeline;
use crate::text::clip;
use clap::builder::styling::Style;
use std::borrow::Cow;
use std::fmt::Write;
use std::path::PathBuf;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How much of a line is shown, in characters.
const SHOWN: usize = 60;

/// Columns of a role.
const LABEL: usize = 13;
/// Columns before the text of a line: its number, its role, and the space around them.
const BEFORE: usize = 6 + 2 + LABEL + 2;

/// Runs `dossier explain`.
pub(super) fn run(
    arguments: &ExplainArguments,
    configuration: Option<PathBuf>,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let request = Request { folder: arguments.folder.clone(), config: configuration, ..Request::default() };
    let found = find(&arguments.file, &request)?;
    if let Some(choice) = found.choice.as_ref().filter(|_| !arguments.json) {
        terminal.say(format!("  {}", plain(choice)));
    }
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
        text(&explanation, terminal.columns())
    };
    Ok(terminal.result(&text)?)
}

/// What `explain` prints. On a terminal of so many columns nothing runs over its edge; elsewhere evidence is given in
/// full.
fn text(explanation: &Explanation, columns: Option<usize>) -> String {
    let article = &explanation.article;
    let mut out = String::new();
    put(&mut out, format_args!("{}\n", Painted(BOLD, plain(&article.origin.to_string()))));
    facts(&mut out, article, columns);
    put(&mut out, format_args!("\n"));
    let width = explanation.lines.iter().map(|l| shown(l).width()).max().unwrap_or(0).min(SHOWN + 2);
    // The text has three fifths of what the number and the role leave.
    let width = columns.map_or(width, |columns| width.min(columns.saturating_sub(BEFORE) * 3 / 5));
    for line in explanation.lines.iter().filter(|l| is_shown(l)) {
        put_line(&mut out, line, width, columns);
    }
    for edit in &article.edits {
        let made = format!("{} → {}", quoted(&edit.before), quoted(&edit.after));
        let made = fit(&made, columns.map(|columns| columns.saturating_sub(BEFORE + 2 + edit.rule.0.width())));
        let label = Painted(CYAN, format!("{:<13}", "repaired"));
        put(&mut out, format_args!("{:>6}  {label}  {made}  {}\n", edit.line, Painted(DIM, edit.rule)));
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

/// What of a text fits into so many columns, with a sign where it was cut.
fn fit(text: &str, columns: Option<usize>) -> Cow<'_, str> {
    let Some(columns) = columns.filter(|columns| text.width() > *columns) else { return Cow::Borrowed(text) };
    let mut width = 0;
    let end = text.char_indices().find(|(_, c)| {
        width += c.width().unwrap_or(0);
        width > columns.saturating_sub(1)
    });
    let cut = text[..end.map_or(text.len(), |(at, _)| at)].trim_end();
    Cow::Owned(format!("{cut}…"))
}

fn facts(out: &mut String, article: &Article, columns: Option<usize>) {
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
    let room = columns.map(|columns| columns.saturating_sub(14) * 3 / 5);
    let width = rows.iter().map(|(_, value, _)| fit(&cell(value), room).width()).max().unwrap_or(0);
    for (name, value, how) in &rows {
        let value = cell(value);
        let value = fit(&value, room);
        let pad = " ".repeat(width.saturating_sub(value.width()));
        let how = plain(how);
        let how = fit(&how, columns.map(|columns| columns.saturating_sub(14 + width.max(value.width()))));
        put(out, format_args!("  {name:<8} {}{pad}   {}\n", Painted(BOLD, value), Painted(DIM, how)));
    }
}

/// `line 3`, or `start of line 5` and `end of line 5` where the line holds other things as well.
fn place(article: &Article, span: Span, line: u32) -> String {
    let pieces: Vec<_> =
        article.ledger.entries().filter(|e| e.line == line && !matches!(e.fate, Fate::Syntax(_))).collect();
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

/// Whether a line is listed: scripts and style sheets of a page would bury its text.
fn is_shown(line: &ExplainedLine) -> bool {
    line.fates.iter().any(|fate| !matches!(fate, Fate::Syntax(_)))
}

fn shown(line: &ExplainedLine) -> String {
    let text = line.text.trim();
    let (start, cut) = clip(text, SHOWN);
    format!("{}{}", plain(start), if cut { "…" } else { "" })
}

fn put_line(out: &mut String, line: &ExplainedLine, width: usize, columns: Option<usize>) {
    let fates: Vec<&Fate> = line.fates.iter().filter(|f| !matches!(f, Fate::Syntax(_))).collect();
    let text = shown(line);
    let text = fit(&text, columns.map(|_| width));
    let mut label = words::roles(line).join("+").replace("set-aside", "set aside");
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
    let before = BEFORE - LABEL + label.width().max(LABEL);
    let label = Painted(style(fates.first().copied()), format!("{label:<LABEL$}"));
    if why.is_empty() {
        put(out, format_args!("{:>6}  {label}  {text}\n", line.number));
    } else {
        let pad = " ".repeat(width.saturating_sub(text.width()));
        let why = fit(&why, columns.map(|columns| columns.saturating_sub(before + 2 + width.max(text.width()))));
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
    let words = explanation.lines.iter().filter(|l| is_shown(l)).count() as u64;
    let markup = explanation.lines.iter().filter(|l| words::roles(l) == ["markup"]).count() as u64;
    let markup = if markup > 0 { format!(", and {} of markup", count(markup, "line")) } else { String::new() };
    format!(
        "{}: {} in the article, {} beside it, {} in the record, {} set aside{markup}; {}",
        count(words, "line"),
        with(|f| matches!(f, Fate::Body(_))),
        with(|f| matches!(f, Fate::Beside { .. })),
        with(|f| matches!(f, Fate::Record(_))),
        with(|f| matches!(f, Fate::SetAside { .. })),
        count(explanation.article.edits.len() as u64, "repair"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Input};
    use crate::model::{Hints, Media, Origin, RawDocument, Survey};
    use crate::normalise;

    #[test]
    fn nothing_runs_over_the_edge_of_a_terminal() -> Result<(), crate::Diagnostic> {
        let long = "harbour and tide, 港湾と潮 ".repeat(20);
        let text = format!(
            "The harbour opens again\n\nBy Ann Ferry\n\n{long}was said.\n\n{long}ended.\n\nShare on Facebook\n{long}&amp; so on.\n"
        );
        let bytes = text.into_bytes();
        let document =
            RawDocument { origin: Origin::file("a.txt"), bytes, media: Media::Text, hints: Hints::default() };
        let config = Config::new(Input::Embedded);
        let explanation = normalise::explain(document, &Survey::default(), &config)?;
        for columns in [40, 80, 120] {
            let shown = super::text(&explanation, Some(columns));
            let shown = anstream::adapter::strip_str(&shown).to_string();
            // The tally is one sentence and may wrap; every line of the table fits.
            for line in shown.lines().filter(|line| line.starts_with("    ")) {
                assert!(line.width() <= columns, "{columns}: {} {line}", line.width());
            }
            assert!(columns < 80 || shown.contains("share-bar"), "{shown}");
        }
        Ok(())
    }

    #[test]
    fn what_does_not_fit_is_cut_with_a_sign() {
        assert_eq!(fit("harbour", Some(7)), "harbour");
        assert_eq!(fit("harbours", Some(7)), "harbou…");
        assert_eq!(fit("港湾港湾", Some(6)), "港湾…");
        assert_eq!(fit("harbours", None), "harbours");
    }
}
