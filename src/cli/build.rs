//! `dossier build`, and the words in which it sums up.

use super::advice::Advice;
use super::args::BuildArguments;
use super::diagnostics::{self, note, way_out};
use super::failure::Failure;
use super::progress::{Counted, Shown, phase_name};
use super::terminal::{BOLD, CYAN, GREEN, Painted, Terminal, YELLOW, count, number, plain};
use crate::check::{Checked, check};
use crate::config::{self, Config, Input, Request};
use crate::model::{Article, Known, PageKind, Section};
use crate::pipeline::{Build, Phase, Progress, build};
use crate::report::{Diagnostic, Severity};
use crate::write::{Protected, Written, preflight, write};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Instant;

/// Sites with more files than this are written without following every link first: that renders all of them once
/// more, and `dossier check` does it when asked. 500: below a tenth of a second on two cores.
const CHECKED_FILES: usize = 500;

/// What came of a build: whether it was done, and whether problems were found under `--strict`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    Problems,
}

/// Runs `dossier build`.
pub(super) fn run(
    arguments: &BuildArguments,
    configuration: Option<PathBuf>,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let request = Request {
        folder: arguments.folder.clone(),
        config: configuration,
        out: arguments.out.clone(),
        base_url: arguments.base_url.clone(),
        strict: arguments.strict,
    };
    let config = config::resolve(&request)?;
    if request.folder.is_none() && !arguments.json {
        terminal.say(format!("  {}", plain(&config.choice)));
    }
    let protected = protected(&config);
    preflight(&config.output, &protected)?;

    let progress = Shown::start(terminal.for_progress(arguments.json));
    let built = build(&config, &progress)?;
    let paths = built.files().paths();
    let checked = (paths.len() <= CHECKED_FILES).then(|| check(built.files()));
    let advice = Advice::new(&request, &config);
    let mut found = advice.told(built.report.diagnostics.clone());
    found.extend(checked.iter().flat_map(|c| c.diagnostics.iter().cloned()));

    let problems = found.iter().filter(|d| d.severity != Severity::Note).count();
    if config.strict && problems > 0 {
        drop(progress);
        refuse(&config, &found, problems, terminal);
        if arguments.json {
            print_json(&built, &found, checked.as_ref(), None)?;
        }
        return Ok(Outcome::Problems);
    }

    progress.begin(Phase::Writing, Some(paths.len() as u64));
    let written = write(&Counted { files: built.files(), progress: &progress }, &config.output, &protected)?;
    drop(progress);

    if arguments.json {
        print_json(&built, &found, checked.as_ref(), Some(&written))?;
    } else {
        steps(&built, &written, terminal);
        totals(&built, checked.as_ref(), &written, begun, terminal);
        let said = findings(&built, &found, &advice, terminal);
        ending(&config, &advice, said, terminal);
    }
    // The program ends here: freeing a large collection piece by piece would only make the reader wait.
    std::mem::forget(built);
    Ok(Outcome::Done)
}

/// What the output folder must not touch.
pub(super) fn protected(config: &Config) -> Protected {
    let mut folders = Vec::new();
    if let Input::Folder(folder) = &config.input {
        folders.push(folder.clone());
    }
    folders.extend(config.theme.templates.clone());
    Protected { folders }
}

fn refuse(config: &Config, found: &[Diagnostic], problems: usize, terminal: &Terminal) {
    diagnostics::print(terminal, found);
    terminal.warn(format!(
        "{} under --strict; nothing was written to {}",
        count(problems as u64, "problem"),
        plain(&config.output.display().to_string())
    ));
}

/// Topics and names that have a page.
fn indexed(built: &Build) -> (u64, u64) {
    let count = |section: &Section| built.site.sections.get(section).map_or(0, |entries| entries.len() as u64);
    let names = Section::ALL.iter().filter(|section| **section != Section::Topics).map(count).sum();
    (count(&Section::Topics), names)
}

fn pages(built: &Build) -> u64 {
    built.site.pages.rows().iter().filter(|page| page.kind.is_html()).count() as u64
}

fn steps(built: &Build, written: &Written, terminal: &Terminal) {
    let step = |phase, text: String| {
        terminal.say(format!("  {} {text}", Painted(GREEN, format_args!("{:<9}", phase_name(phase)))));
    };
    let report = &built.report;
    let place = match &built.config.input {
        Input::Folder(folder) => format!("in {}", plain(&folder.display().to_string())),
        Input::Embedded => "inside the program".into(),
    };
    step(Phase::Reading, format!("{} {place}", count(report.files.into(), "file")));
    step(Phase::Cleaning, format!("{} of {} set aside", number(report.set_aside), count(report.lines, "line")));
    let (topics, names) = indexed(built);
    step(Phase::Linking, format!("{}, {}", count(topics, "topic"), count(names, "name")));
    let pages = pages(built);
    let others = u64::from(written.files).saturating_sub(pages);
    step(Phase::Writing, format!("{}, {}", count(pages, "page"), count(others, "other file")));
}

fn totals(built: &Build, checked: Option<&Checked>, written: &Written, begun: Instant, terminal: &Terminal) {
    let library = &built.library;
    let sources = library.sources.len() as u64;
    let unidentified = library.unidentified.len() as u64;
    let from = match (sources, unidentified) {
        (_, 0) => count(sources, "source"),
        (0, _) => "no source identified".into(),
        _ => format!("{} + {} unidentified", count(sources, "source"), number(unidentified)),
    };
    let (topics, _) = indexed(built);
    terminal.say("");
    terminal.say(format!(
        "  {}",
        Painted(
            BOLD,
            format_args!("{}, {from}, {}", count(library.articles.len() as u64, "article"), count(topics, "topic"))
        )
    ));
    let audit = built.site.pages.rows().iter().find(|page| matches!(page.kind, PageKind::SetAside(_)));
    let audit = audit.filter(|_| built.report.set_aside > 0).map_or(String::new(), |page| {
        format!(" (see {})", plain(&built.config.output.join(page.path.as_str()).display().to_string()))
    });
    terminal.say(format!("  {} set aside{audit}", count(built.report.set_aside, "line")));
    let links = checked.map_or(String::new(), |c| format!("{}, ", count(broken(c), "broken link")));
    terminal.say(format!("  {links}{:.2} s", begun.elapsed().as_secs_f64()));
    let Written { unchanged, added, changed, removed, .. } = written;
    if unchanged + changed + removed > 0 {
        terminal.say(format!(
            "  {} unchanged, {} added, {} changed, {} removed",
            number((*unchanged).into()),
            number((*added).into()),
            number((*changed).into()),
            number((*removed).into())
        ));
    }
    if let Some(remark) = &written.remark {
        terminal.say(format!("  {}", plain(remark)));
    }
}

/// Links that lead nowhere, or to no place on their page.
fn broken(checked: &Checked) -> u64 {
    checked.diagnostics.iter().filter(|d| d.code.starts_with("broken-")).count() as u64
}

/// Prints warnings, and the notes in one sentence each; gives whether anything was said.
fn findings(built: &Build, found: &[Diagnostic], advice: &Advice, terminal: &Terminal) -> bool {
    let own: Vec<String> = unknowns(&built.library.articles.rows().iter().collect::<Vec<_>>(), advice);
    // What is not stated is summed up from the articles themselves.
    let others: Vec<Diagnostic> = found.iter().filter(|d| !is_summed_up(d)).cloned().collect();
    if own.is_empty() && others.is_empty() {
        return false;
    }
    terminal.say("");
    for line in &own {
        terminal.say(line);
    }
    diagnostics::print(terminal, &others);
    let count = |severity| found.iter().filter(|d| d.severity == severity).count();
    if let Some(tally) = diagnostics::tally(count(Severity::Error), count(Severity::Warning)) {
        terminal.say(format!("  {}", Painted(YELLOW, tally)));
    }
    true
}

fn is_summed_up(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Note
        && ["date-missing", "title-missing", "source-missing"].contains(&diagnostic.code)
}

/// How many files that lack a title or a source are named one by one.
const NAMED: usize = 3;

/// What the articles do not state, each in one sentence with a way out.
fn unknowns(articles: &[&Article], advice: &Advice) -> Vec<String> {
    let mut out = Vec::new();
    let undated = articles.iter().filter(|a| a.metadata.date.stated_or_set().is_none()).count() as u64;
    if undated > 0 {
        let (states, they, are, their) =
            if undated == 1 { ("states", "it", "is", "its") } else { ("state", "they", "are", "their") };
        out.push(note(&format!(
            "{} {states} no date; {they} {are} placed by dates in {their} text",
            count(undated, "article")
        )));
    }
    let lacks = |article: &Article| {
        let title = article.metadata.title.value().is_none();
        let source = matches!(article.metadata.source, Known::Unknown);
        match (title, source) {
            (true, true) => Some(("no title and no source", "source")),
            (true, false) => Some(("no title", "title")),
            (false, true) => Some(("no source", "source")),
            (false, false) => None,
        }
    };
    for what in ["no title and no source", "no title", "no source"] {
        let mut files = articles.iter().filter_map(|a| lacks(a).filter(|(w, _)| *w == what).map(|(_, key)| (a, key)));
        let alike = files.clone().count();
        if alike <= NAMED {
            for (article, key) in files {
                let file = article.origin.to_string();
                out.push(note(&format!("{} has {what}", plain(&file))));
                out.push(way_out(&advice.set(&file, key)));
            }
        } else if let Some((article, key)) = files.next() {
            out.push(note(&format!("{} have {what}", count(alike as u64, "file"))));
            out.push(way_out(&advice.set(&article.origin.to_string(), key)));
        }
    }
    out
}

fn ending(config: &Config, advice: &Advice, said: bool, terminal: &Terminal) {
    let index = config.output.join("index.html");
    if said || !terminal.quiet {
        terminal.say("");
    }
    terminal.say(format!(
        "  Open {}, or run: {}",
        Painted(CYAN, plain(&index.display().to_string())),
        Painted(CYAN, advice.serve())
    ));
}

fn print_json(
    built: &Build,
    found: &[Diagnostic],
    checked: Option<&Checked>,
    written: Option<&Written>,
) -> Result<(), Failure> {
    let (topics, names) = indexed(built);
    let written = written.map_or(Value::Null, |w| {
        json!({
            "folder": built.config.output.display().to_string(),
            "files": w.files,
            "unchanged": w.unchanged,
            "added": w.added,
            "changed": w.changed,
            "removed": w.removed,
            "bytes": w.bytes,
        })
    });
    let object = json!({
        "format": 1,
        "articles": built.library.articles.len(),
        "sources": built.library.sources.len(),
        "unidentified": built.library.unidentified.len(),
        "topics": topics,
        "names": names,
        "pages": pages(built),
        "lines": built.report.lines,
        "set_aside": built.report.set_aside,
        "links": checked.map(|c| c.links),
        "broken_links": checked.map(broken),
        "diagnostics": diagnostics::json(found),
        "written": written,
    });
    Ok(super::terminal::print(&format!("{object}\n"))?)
}
