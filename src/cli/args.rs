//! The arguments, and the help that teaches them.

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Cyan.on_default().bold())
    .usage(AnsiColor::Cyan.on_default().bold())
    .literal(AnsiColor::Green.on_default())
    .placeholder(AnsiColor::Yellow.on_default());

const WHICH_FOLDER: &str = "\
Which folder?

FOLDER with a dossier.toml is a project: its input.folder (default the project itself) and output.folder \
(default `site`) are relative to it. FOLDER without one holds the articles, and the site goes to `site`.

Without FOLDER: the nearest dossier.toml upwards; else the current folder, if articles lie in it; else the five \
articles inside the program, so that `dossier build` in an empty folder makes a site at once.

Exit code: 0 done; 1 done, and problems were found (`check`, `--strict`); 2 could not be done.";

const FIRST_SITE: &str = "\
Example: dossier build articles    then open site/index.html

Help on one command: dossier build --help";

const BUILD_EXAMPLE: &str = "Example: dossier build articles -o public --base-url https://example.org/news/";

/// Turn a folder of raw article texts into a website that can be read, searched, compared and cited.
#[derive(Debug, Parser)]
#[command(
    name = "dossier",
    version,
    styles = STYLES,
    max_term_width = 100,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = FIRST_SITE,
    after_long_help = format!("{FIRST_SITE}\n\n{WHICH_FOLDER}"),
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Args, Clone, Debug)]
pub(super) struct Global {
    /// Configuration to use in place of the dossier.toml that is found; its relative paths start from the file.
    #[arg(long, value_name = "FILE", global = true, value_hint = ValueHint::FilePath, help_heading = "Everywhere")]
    pub(super) config: Option<PathBuf>,
    /// How many threads to work with [default: one for each processor]
    #[arg(long, value_name = "N", global = true, help_heading = "Everywhere",
          value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// When to use colour; NO_COLOR is honoured.
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto", help_heading = "Everywhere")]
    pub(super) color: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the site.
    #[command(
        after_help = BUILD_EXAMPLE,
        after_long_help = format!("{BUILD_EXAMPLE}\n\n{WHICH_FOLDER}"),
    )]
    Build(BuildArguments),
    /// Build in memory, serve on this machine alone, rebuild on change.
    #[command(after_help = "Example: dossier serve articles --open")]
    Serve(ServeArguments),
    /// Show line by line what was decided about a file, and by which rule.
    #[command(after_help = "Example: dossier explain 004    any beginning of a file's name that fits one file only")]
    Explain(ExplainArguments),
    /// Write one correction to overrides.toml; what stands there, comments too, is kept.
    #[command(after_help = "\
Examples:
  dossier set 001 source \"The Harbour Ledger\"
  dossier set 001 date 2022-02              a year, a month or a day
  dossier set 001 author \"A. Writer\" \"B. Writer\"
  dossier set 001 keep 27                   or a line's exact text, or a /pattern/
  dossier set 001 ignore true
  dossier set --in articles 001 date 2022   in the collection of `dossier build articles`")]
    Set(SetArguments),
    /// Look for broken links, double articles and settings that match nothing.
    #[command(after_help = "\
Examples:
  dossier check articles    builds in memory and checks that
  dossier check site        checks a site that dossier built

Exit code 1 says that problems were found.")]
    Check(CheckArguments),
    /// Give the articles, as they were understood, or the topics to another program.
    #[command(after_help = "\
Examples:
  dossier export articles --format jsonl -o articles.jsonl
  dossier export --format skos-turtle -o topics.ttl           the topics of the configuration
  dossier export --format topics-toml --found -o topics.toml  with what was found, to start your own from")]
    Export(ExportArguments),
    /// Write a commented dossier.toml, overrides.toml and about.md to start from; nothing is overwritten.
    #[command(after_help = "\
Examples:
  dossier init              in the current folder
  dossier init try --sample with five articles to try things on
  dossier init --theme      with the templates, to change the looks")]
    Init(InitArguments),
    /// Print the completions for a shell.
    #[command(after_help = "Example: dossier completions bash > ~/.local/share/bash-completion/completions/dossier")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    #[command(after_help = "Example: dossier man > dossier.1 && man ./dossier.1")]
    Man,
}

#[derive(Args, Debug)]
pub(super) struct BuildArguments {
    /// Project, or folder with articles [default: see `dossier build --help`]
    #[arg(value_hint = ValueHint::DirPath)]
    pub(super) folder: Option<PathBuf>,
    /// Where the site goes: an empty folder, or one that dossier made [default: site]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) out: Option<PathBuf>,
    /// The address the site will have, for feeds, sitemap and canonical links [default: none]
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub(super) base_url: Option<String>,
    /// Treat warnings as errors: the old site stays, exit code 1.
    #[arg(long)]
    pub(super) strict: bool,
    /// Print warnings and errors only.
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// Print the result as JSON on standard output.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Args, Debug)]
pub(super) struct ServeArguments {
    /// Project, or folder with articles [default: as for `dossier build`]
    #[arg(value_hint = ValueHint::DirPath)]
    pub(super) folder: Option<PathBuf>,
    /// The port to listen on; 0 for any [default: 4173, or the next free one]
    #[arg(long, value_name = "N")]
    pub(super) port: Option<u16>,
    /// Open the site in the browser.
    #[arg(long)]
    pub(super) open: bool,
}

#[derive(Args, Debug)]
pub(super) struct ExplainArguments {
    /// A path, or the beginning of the name of an article's file.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) file: String,
    /// Project, or folder with articles, that the file is in [default: as for `dossier build`, or the file's own]
    #[arg(long = "in", value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(super) folder: Option<PathBuf>,
    /// Print JSON on standard output.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Args, Debug)]
pub(super) struct SetArguments {
    /// A path, or the beginning of the name of an article's file.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) file: String,
    /// Project, or folder with articles, that the file is in [default: as for `dossier build`, or the file's own]
    #[arg(long = "in", value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(super) folder: Option<PathBuf>,
    /// What to set.
    pub(super) key: super::set::Key,
    /// The value; several for `author`, `keep` and `drop`.
    #[arg(required = true, allow_hyphen_values = true)]
    pub(super) value: Vec<String>,
}

#[derive(Args, Debug)]
pub(super) struct CheckArguments {
    /// Project, folder with articles, or a site that dossier built [default: as for `dossier build`]
    #[arg(value_name = "FOLDER|SITE", value_hint = ValueHint::DirPath)]
    pub(super) folder: Option<PathBuf>,
    /// Print the result as JSON on standard output.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Args, Debug)]
pub(super) struct ExportArguments {
    /// Project, or folder with articles [default: as for `dossier build`]
    #[arg(value_hint = ValueHint::DirPath)]
    pub(super) folder: Option<PathBuf>,
    /// The format.
    #[arg(long, default_value = "jsonl")]
    pub(super) format: Format,
    /// With topics: also what was found in the texts, not only what the configuration names.
    #[arg(long)]
    pub(super) found: bool,
    /// Where to write [default: standard output]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One JSON object a line, one line an article.
    Jsonl,
    /// Topics as a topics.toml.
    TopicsToml,
    /// Topics as a table.
    TopicsCsv,
    /// Topics as SKOS in Turtle.
    SkosTurtle,
    /// Topics as SKOS in RDF/XML.
    SkosRdfXml,
    /// Topics as SKOS in JSON-LD.
    #[value(name = "skos-jsonld")]
    SkosJsonLd,
}

#[derive(Args, Debug)]
pub(super) struct InitArguments {
    /// Where to write; made if it does not exist.
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    pub(super) dir: PathBuf,
    /// Add the five articles inside the program, with their configuration.
    #[arg(long)]
    pub(super) sample: bool,
    /// Add the built-in templates, to change the looks.
    #[arg(long)]
    pub(super) theme: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_hold_together() {
        Arguments::command().debug_assert();
    }
}
