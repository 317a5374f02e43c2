//! The road from bytes to files, in order. The best file to read first.

use crate::config::Config;
use crate::error::Error;
use crate::model::{Files, Library, Origin, PageId, Site, SitePath};
use crate::normalise::{self, Explanation, Normalised};
use crate::read::{self, Inventory, Located};
use crate::render::{Renderer, Theme};
use crate::report::{Diagnostic, Report, Severity};
use crate::{analyse, link, par};
use std::collections::{BTreeSet, HashMap};
use std::io;
use std::panic::{self, AssertUnwindSafe};

/// Which part of a build is under way, for showing progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Looking at each document for what repeats across the collection.
    Reading,
    /// Normalising each document.
    Cleaning,
    /// Analysing and linking.
    Linking,
    /// Rendering and writing files.
    Writing,
}

/// Is told how a build goes on. Called from several threads.
pub trait Progress: Sync {
    /// A phase begins; `total` pieces of work are in it, if that is known.
    fn begin(&self, phase: Phase, total: Option<u64>);
    /// One more piece of work is done.
    fn advance(&self);
}

/// Shows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _phase: Phase, _total: Option<u64>) {}
    fn advance(&self) {}
}

/// A finished build: everything is decided, pages are rendered when they are asked for.
#[derive(Debug)]
pub struct Build {
    /// The settings it was made with.
    pub config: Config,
    /// The articles and what was found in them.
    pub library: Library,
    /// Every page and link.
    pub site: Site,
    /// What went wrong or is worth knowing.
    pub report: Report,
    renderer: Renderer,
}

/// Builds a site in memory.
pub fn build(config: &Config, progress: &dyn Progress) -> Result<Build, Error> {
    let theme = Theme::load(config)?;
    let (library, mut report) = library(config, progress)?;

    progress.begin(Phase::Linking, None);
    let (site, found) = link::link(&library, &theme.asset_names(), config);
    report.extend(found);
    report.sort();

    let note = config.about.as_deref().map(normalise::note).unwrap_or_default();
    let renderer = Renderer::new(theme, note, &library, &site, config, &report)?;
    Ok(Build { config: config.clone(), library, site, report, renderer })
}

/// Reads, normalises and analyses a collection, without making pages.
pub fn library(config: &Config, progress: &dyn Progress) -> Result<(Library, Report), Error> {
    let mut report = Report::default();
    let mut inventory = read::scan(config)?;
    let config = &*inventory.configured(config);
    report.files = inventory.documents.len() as u32;
    // What these speak of is read all the same.
    let is_read = |d: &Diagnostic| matches!(d.code, "sidecar-unmatched" | "key-twice" | "mended-record");
    let is_document = |d: &&Diagnostic| d.severity != Severity::Note && !is_read(d);
    report.skipped = inventory.diagnostics.iter().filter(is_document).count() as u32;
    report.extend(std::mem::take(&mut inventory.diagnostics));

    progress.begin(Phase::Reading, Some(inventory.documents.len() as u64));
    let survey = survey(&inventory, config, progress);

    progress.begin(Phase::Cleaning, Some(inventory.documents.len() as u64));
    let results = par::map(&inventory.documents, |located| {
        let result = guarded(located, || {
            let document = read::load(located, config)?;
            normalise::normalise(document, &survey, config)
        });
        progress.advance();
        result
    });
    drop(survey);

    let mut articles = Vec::with_capacity(results.len());
    let mut used = BTreeSet::new();
    for result in results {
        match result {
            Ok(Normalised { article, diagnostics, used: here }) => {
                used.extend(here);
                report.extend(diagnostics);
                report.lines += u64::from(article.lines);
                report.set_aside += article.ledger.set_aside().count() as u64;
                articles.push(article);
            }
            Err(diagnostic) => {
                report.skipped += 1;
                report.extend([diagnostic]);
            }
        }
    }
    let hashes: HashMap<&Origin, &str> = articles.iter().map(|a| (&a.origin, a.sha256.as_str())).collect();
    report.extend(config.unmatched(inventory.documents.iter().map(|d| (&d.origin, hashes.get(&d.origin).copied()))));
    report.extend(config.unused(&used));
    report.extend(config.unused_sources(articles.iter().filter_map(|a| a.metadata.source.value().map(String::as_str))));
    report.extend(config.findings.iter().cloned());
    if articles.is_empty() {
        report.sort();
        return Err(Error::NothingToBuild(Box::new(report)));
    }

    drop(inventory);

    progress.begin(Phase::Linking, None);
    let (library, found) = analyse::analyse(articles, config);
    report.extend(found);
    Ok((library, report))
}

/// Says line by line what was decided about one document of a collection, with the evidence of the others.
pub fn explain(config: &Config, located: &Located, inventory: &Inventory) -> Result<Explanation, Diagnostic> {
    let config = &*inventory.configured(config);
    let survey = survey(inventory, config, &Silent);
    let document = read::load(located, config)?;
    normalise::explain(document, &survey, config)
}

fn survey(inventory: &Inventory, config: &Config, progress: &dyn Progress) -> crate::model::Survey {
    let observations = par::map(&inventory.documents, |located| {
        let observation = guarded(located, || Ok(normalise::observe(&read::load(located, config)?)));
        progress.advance();
        // A document that cannot be read is reported when it is normalised.
        observation.unwrap_or_default()
    });
    normalise::survey(observations)
}

/// A panic in the work on one document is our bug; it costs that document and is named, and the rest is built.
fn guarded<T>(located: &Located, work: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Diagnostic::warning(
            "internal",
            "dossier failed on this document; this is a bug of dossier, not of the file",
        )
        .in_document(&located.origin)
        .help("please report it with the file"))
    })
}

impl Build {
    /// The site as a map from path to bytes; every read renders.
    pub fn files(&self) -> &dyn Files {
        self
    }

    fn page(&self, path: &SitePath) -> Option<PageId> {
        self.site.by_path.get(path).copied()
    }
}

impl Files for Build {
    fn paths(&self) -> Vec<SitePath> {
        self.site.by_path.keys().cloned().collect()
    }

    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        let page = self.page(path).ok_or(io::ErrorKind::NotFound)?;
        self.renderer.render(page, &self.library, &self.site, &self.config, &self.report).map_err(io::Error::other)
    }
}
