//! Draws diagnostics, and says once what many have in common.

use super::terminal::{BOLD, CYAN, DIM, Painted, RED, Terminal, YELLOW, number, plain};
use crate::report::{Diagnostic, Place, Severity};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many warnings of one code are drawn in full.
const IN_FULL: usize = 5;
/// How many files a grouped note names.
const NAMED: usize = 3;
/// How much of a line is shown before and after the place that is meant, in characters.
const AROUND: usize = 90;

/// Draws one diagnostic.
pub(super) fn draw(diagnostic: &Diagnostic, colour: bool) -> String {
    match &diagnostic.place {
        Some(place) => match (place.line, &place.excerpt) {
            (Some(line), Some(excerpt)) => drawn_with_line(diagnostic, place, line, excerpt, colour),
            (Some(_) | None, Some(_) | None) => drawn_plainly(diagnostic),
        },
        None => drawn_plainly(diagnostic),
    }
}

fn drawn_with_line(diagnostic: &Diagnostic, place: &Place, line: u32, excerpt: &str, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(plain(&diagnostic.message).into_owned()).id(diagnostic.code);
    let mut group = Group::with_title(title).element(snippet(place, line, excerpt));
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(plain(help).into_owned()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

/// The same shape, where there is no line to show.
fn drawn_plainly(diagnostic: &Diagnostic) -> String {
    let (style, severity) = match diagnostic.severity {
        Severity::Error => (RED, "error"),
        Severity::Warning => (YELLOW, "warning"),
        Severity::Note => (CYAN, "note"),
    };
    let head = format!("{severity}[{}]", diagnostic.code);
    let mut out =
        format!("{}{}", Painted(style.bold(), head), Painted(BOLD, format!(": {}", plain(&diagnostic.message))));
    if let Some(place) = &diagnostic.place {
        let numbers = [place.line, place.column.filter(|_| place.line.is_some())];
        let numbers: String = numbers.into_iter().flatten().map(|n| format!(":{n}")).collect();
        out.push_str(&format!("\n {} {}{numbers}", Painted(CYAN, "-->"), plain(&place.path)));
    }
    if let Some(help) = &diagnostic.help {
        out.push_str(&format!("\n  {} {}: {}", Painted(CYAN, "="), Painted(BOLD, "help"), plain(help)));
    }
    out
}

/// The line with the part that is meant underlined. Escapes the three parts apart, so that the underline still fits.
fn snippet(place: &Place, line: u32, excerpt: &str) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let from = place.column.unwrap_or(1).saturating_sub(1) as usize;
    let skip = from.saturating_sub(AROUND);
    let part = |skip: usize, take: usize| -> String { excerpt.chars().skip(skip).take(take).collect() };
    let before = plain(&part(skip, from - skip)).into_owned();
    let meant = plain(&part(from, (place.width.max(1) as usize).min(2 * AROUND))).into_owned();
    let after = plain(&part(from + (place.width.max(1) as usize), AROUND)).into_owned();
    let span = before.len()..before.len() + meant.len();
    Snippet::source(format!("{before}{meant}{after}"))
        .line_start(line as usize)
        .path(plain(&place.path).into_owned())
        .annotation(AnnotationKind::Primary.span(span))
}

/// Prints findings: errors and warnings drawn (of many alike the first few), notes grouped.
pub(super) fn print(terminal: &Terminal, diagnostics: &[Diagnostic]) {
    let mut seen: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    let mut notes: Vec<&Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        if diagnostic.severity == Severity::Note {
            notes.push(diagnostic);
            continue;
        }
        let drawn = seen.entry((diagnostic.severity, diagnostic.code)).or_default();
        *drawn += 1;
        if *drawn <= IN_FULL {
            terminal.warn(draw(diagnostic, terminal.colour()));
            terminal.warn("");
        }
    }
    for ((_, code), found) in &seen {
        if *found > IN_FULL {
            terminal.warn(format!("… and {} more of `{code}`; `--json` lists all\n", number((found - IN_FULL) as u64)));
        }
    }
    for note in grouped(&notes) {
        terminal.say(note);
    }
}

/// Notes, those of one code and message together, in the order of their first.
pub(super) fn grouped(notes: &[&Diagnostic]) -> Vec<String> {
    let mut groups: Vec<(&Diagnostic, Vec<&str>)> = Vec::new();
    let mut place_of: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for note in notes {
        let group = *place_of.entry((note.code, note.message.as_str())).or_insert_with(|| {
            groups.push((note, Vec::new()));
            groups.len() - 1
        });
        groups[group].1.extend(note.place.as_ref().map(|p| p.path.as_str()));
    }
    groups.into_iter().map(|(first, files)| group_line(first, &files)).collect()
}

fn group_line(first: &Diagnostic, files: &[&str]) -> String {
    let message = plain(&first.message);
    let mut line = match files {
        [] => note(&message),
        [file] => note(&format!("{}: {message}", plain(file))),
        _ => {
            let mut named: Vec<_> = files.iter().take(NAMED).map(|f| plain(f)).collect();
            if files.len() > NAMED {
                named.push(format!("{} more", number((files.len() - NAMED) as u64)).into());
            }
            note(&format!("{message} ({} files: {})", number(files.len() as u64), named.join(", ")))
        }
    };
    if let Some(help) = &first.help {
        line.push('\n');
        line.push_str(&way_out(&plain(help)));
    }
    line
}

/// `  note: …`, as in the summary.
pub(super) fn note(message: &str) -> String {
    format!("  {}{message}", Painted(CYAN, "note: "))
}

/// The line under a note that says what to do.
pub(super) fn way_out(help: &str) -> String {
    format!("        {}", Painted(DIM, help))
}

/// `2 warnings, 1 error`; nothing where there are none.
pub(super) fn tally(errors: usize, warnings: usize) -> Option<String> {
    let part = |n: usize, noun: &str| (n > 0).then(|| super::terminal::count(n as u64, noun));
    let parts: Vec<_> = [part(errors, "error"), part(warnings, "warning")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{}", Painted(BOLD, parts.join(", "))))
}

/// For programs.
pub(super) fn json(diagnostics: &[Diagnostic]) -> Value {
    diagnostics
        .iter()
        .map(|d| {
            let place = d.place.as_ref();
            json!({
                "code": d.code,
                "severity": match d.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Note => "note",
                },
                "message": d.message,
                "file": place.map(|p| &p.path),
                "line": place.and_then(|p| p.line),
                "column": place.and_then(|p| p.column),
                "help": d.help,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_with_its_line_is_underlined() {
        let diagnostic = Diagnostic::error("unknown-key", "`tilte` is not a field of an article")
            .at(Place {
                path: "overrides.toml".into(),
                line: Some(3),
                column: Some(1),
                excerpt: Some("tilte = \"Prospects\"".into()),
                width: 5,
            })
            .help("did you mean `title`?");
        let expected = "\
error[unknown-key]: `tilte` is not a field of an article
 --> overrides.toml:3:1
  |
3 | tilte = \"Prospects\"
  | ^^^^^
  |
  = help: did you mean `title`?";
        assert_eq!(draw(&diagnostic, false), expected);
    }

    #[test]
    fn a_file_without_a_place_is_named_and_escaped() {
        let diagnostic = Diagnostic::warning("empty", "the file is empty").in_file("a\u{1b}[2J.txt").help("fill it");
        let drawn = anstream::adapter::strip_str(&draw(&diagnostic, false)).to_string();
        assert_eq!(drawn, "warning[empty]: the file is empty\n --> a\\u{1b}[2J.txt\n  = help: fill it");
    }

    #[test]
    fn the_underline_fits_in_a_long_line_with_control_characters() {
        let excerpt = format!("{}\u{7}\u{7}here{}", "x".repeat(300), "y".repeat(100_000));
        let place = Place { path: "a".into(), line: Some(7), column: Some(303), excerpt: Some(excerpt), width: 4 };
        let drawn = draw(&Diagnostic::error("e", "m").at(place), false);
        let lines: Vec<&str> = drawn.lines().collect();
        let at = lines[3].find("here").expect("the place is shown");
        assert_eq!(lines[4].find("^^^^"), Some(at));
        assert!(drawn.len() < 1500 && !drawn.contains('\u{7}'));
    }

    #[test]
    fn notes_alike_are_said_once() {
        let notes: Vec<Diagnostic> =
            ["a", "b", "c", "d"].iter().map(|f| Diagnostic::note("n", "no date").in_file(*f)).collect();
        let lines = grouped(&notes.iter().collect::<Vec<_>>());
        assert_eq!(lines.len(), 1);
        assert!(lines[0].ends_with("no date (4 files: a, b, c, 1 more)"), "{}", lines[0]);
    }
}
