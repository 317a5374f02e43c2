//! Where words go: text for people to standard error, results to standard output.

use super::args::{Global, When};
use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::{AnsiColor, Style};
use std::borrow::Cow;
use std::fmt::{self, Display};
use std::io::{self, IsTerminal, Write};

/// What the two standard streams can show.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    error_colour: bool,
    output_colour: bool,
    /// Whether somebody is looking at standard error.
    pub(super) interactive: bool,
    /// Only warnings and errors are printed.
    pub(super) quiet: bool,
}

impl Terminal {
    /// By the flags, the environment and the streams. Output for programs takes colour from both streams.
    pub(super) fn new(global: &Global, quiet: bool, json: bool) -> Terminal {
        let asked = match global.color {
            When::Auto => ColorChoice::Auto,
            When::Always => ColorChoice::Always,
            When::Never => ColorChoice::Never,
        };
        let shows = |detected: ColorChoice| {
            let choice = if asked == ColorChoice::Auto { detected } else { asked };
            !json && choice != ColorChoice::Never
        };
        Terminal {
            error_colour: shows(AutoStream::choice(&io::stderr())),
            output_colour: shows(AutoStream::choice(&io::stdout())),
            interactive: io::stderr().is_terminal() && !json,
            quiet,
        }
    }

    /// Whether standard error shows colour.
    pub(super) fn colour(&self) -> bool {
        self.error_colour
    }

    /// For showing progress: not at all beside a result for programs.
    pub(super) fn for_progress(self, json: bool) -> Terminal {
        Terminal { quiet: self.quiet || json, ..self }
    }

    /// Prints a line for people, unless only warnings and errors are wanted.
    pub(super) fn say(&self, line: impl Display) {
        if !self.quiet {
            self.warn(line);
        }
    }

    /// Prints a line for people. Where standard error is closed there is nobody to tell.
    pub(super) fn warn(&self, line: impl Display) {
        let mut out = AutoStream::new(io::stderr(), self.choice(self.error_colour)).lock();
        let _ = writeln!(out, "{line}");
    }

    /// How many columns standard output has, if it is a terminal.
    pub(super) fn columns(&self) -> Option<usize> {
        let out = io::stdout();
        if !out.is_terminal() {
            return None;
        }
        terminal_size::terminal_size_of(&out).map(|(width, _)| usize::from(width.0)).filter(|width| *width > 0)
    }

    /// Writes a result that is text for people to standard output.
    pub(super) fn result(&self, text: &str) -> io::Result<()> {
        let mut out = AutoStream::new(io::stdout(), self.choice(self.output_colour)).lock();
        tolerant(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
    }

    fn choice(&self, colour: bool) -> ColorChoice {
        if colour { ColorChoice::Always } else { ColorChoice::Never }
    }
}

/// Writes a result for programs to standard output.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    tolerant(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// A reader that has seen enough and closed the pipe is no failure.
pub(super) fn tolerant(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const GREEN: Style = AnsiColor::Green.on_default();
pub(super) const YELLOW: Style = AnsiColor::Yellow.on_default();
pub(super) const RED: Style = AnsiColor::Red.on_default();
pub(super) const CYAN: Style = AnsiColor::Cyan.on_default();

/// Text in a style. The stream leaves the style out where there is no colour.
pub(super) struct Painted<T>(pub(super) Style, pub(super) T);

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        self.1.fmt(f)?;
        write!(f, "{:#}", self.0)
    }
}

/// Text from files and paths as a terminal may show it: one line, no control characters, nothing that turns
/// the direction of what follows.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// `1,204`: digits in groups of three.
pub(super) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 article`, `2 articles`.
pub(super) fn count(n: u64, noun: &str) -> String {
    format!("{} {noun}{}", number(n), if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_is_spelled_out() {
        assert_eq!(plain("a\u{1b}[31m\nb"), "a\\u{1b}[31m\\u{a}b");
        assert_eq!(plain("txt\u{202e}gpj"), "txt\\u{202e}gpj");
        assert_eq!(plain("it's naïve 中"), "it's naïve 中");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1204), "1,204");
        assert_eq!(number(1_000_000), "1,000,000");
        assert_eq!(count(1, "page"), "1 page");
        assert_eq!(count(1204, "page"), "1,204 pages");
    }
}
