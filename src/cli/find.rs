//! From what the user typed to one article of one collection.

use super::failure::Failure;
use crate::config::{self, Config, Input, Request};
use crate::model::Origin;
use crate::read::{self, Inventory, Located};
use crate::report::Diagnostic;
use std::path::{Path, PathBuf};

/// How many names a message lists.
const LISTED: usize = 5;

/// One article's document, and the collection it belongs to.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) config: Config,
    pub(super) inventory: Inventory,
    pub(super) index: usize,
    /// How the collection was chosen, where what was typed does not name it.
    pub(super) choice: Option<String>,
}

impl Found {
    /// The document.
    pub(super) fn located(&self) -> &Located {
        &self.inventory.documents[self.index]
    }

    /// Its name, where that is unique in the collection, else its path: the key of a correction.
    pub(super) fn key(&self) -> String {
        let origin = &self.located().origin;
        let same = |other: &&Located| other.origin.record.is_none() && other.origin.name() == origin.name();
        if origin.record.is_none() && self.inventory.documents.iter().filter(same).count() == 1 {
            origin.name().to_string()
        } else {
            origin.to_string()
        }
    }
}

/// Finds an article by a path, or by the beginning of its file's name, in the collection of a request.
pub(super) fn find(file: &str, request: &Request) -> Result<Found, Failure> {
    if request.folder.is_some() {
        return find_in(file, request);
    }
    let configuration = request.config.as_deref();
    let path = Path::new(file);
    if path.is_file() {
        let (config, wanted) = collection_of(path, configuration)?;
        let inventory = read::scan(&config)?;
        return pick(config, inventory, file, |origin| if origin.path == wanted { Fit::Begins } else { Fit::None });
    }
    // `articles/dump.jsonl#https://example.org/a` names a record of a container.
    if let Some((container, id)) = file.split_once('#').filter(|(container, _)| Path::new(container).is_file()) {
        let (config, wanted) = collection_of(Path::new(container), configuration)?;
        let inventory = read::scan(&config)?;
        let wanted = format!("{wanted}#{id}");
        return pick(config, inventory, file, |origin| match origin.to_string() {
            whole if whole == wanted => Fit::Whole,
            whole if whole.starts_with(&wanted) => Fit::Begins,
            _ => Fit::None,
        });
    }
    // `articles/004` names the collection as well as the file.
    let (folder, beginning) = match file.rsplit_once('/') {
        Some((folder, name)) if folder != "." && Path::new(folder).is_dir() && configuration.is_none() => {
            (Some(PathBuf::from(folder)), name)
        }
        _ => (None, file.strip_prefix("./").unwrap_or(file)),
    };
    let is_chosen = folder.is_none();
    let config = config::resolve(&Request { folder, ..request.clone() })?;
    let inventory = read::scan(&config)?;
    let choice = is_chosen.then(|| config.choice.clone());
    Ok(Found { choice, ..pick(config, inventory, beginning, |origin| fit(origin, beginning))? })
}

/// Finds an article of the collection that was named: by its path there or a beginning, else by a path on disk.
fn find_in(file: &str, request: &Request) -> Result<Found, Failure> {
    let config = config::resolve(request)?;
    let inventory = read::scan(&config)?;
    let beginning = file.strip_prefix("./").unwrap_or(file);
    let fits = inventory.documents.iter().any(|document| fit(&document.origin, beginning) != Fit::None);
    let (path, record) = match file.split_once('#').filter(|(container, _)| Path::new(container).is_file()) {
        Some((container, record)) => (container, format!("#{record}")),
        None => (file, String::new()),
    };
    let on_disk = if fits { None } else { Path::new(path).canonicalize().ok().and_then(|path| below(&config, &path)) };
    let beginning = on_disk.map_or(beginning.to_string(), |path| path + &record);
    pick(config, inventory, file, |origin| fit(origin, &beginning))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    None,
    Begins,
    /// By the bare name.
    Exact,
    /// By the whole path.
    Whole,
}

fn fit(origin: &Origin, beginning: &str) -> Fit {
    let whole = origin.to_string();
    if whole == beginning {
        Fit::Whole
    } else if origin.record.is_none() && origin.name() == beginning {
        Fit::Exact
    } else if whole.starts_with(beginning) || (origin.record.is_none() && origin.name().starts_with(beginning)) {
        Fit::Begins
    } else {
        Fit::None
    }
}

fn pick(config: Config, inventory: Inventory, typed: &str, fit: impl Fn(&Origin) -> Fit) -> Result<Found, Failure> {
    let fits: Vec<(usize, Fit)> =
        inventory.documents.iter().map(|d| fit(&d.origin)).enumerate().filter(|(_, f)| *f != Fit::None).collect();
    let best = fits.iter().map(|(_, f)| *f).max().unwrap_or(Fit::None);
    if typed.is_empty() {
        return Err(Diagnostic::error("unknown-file", "no file is named").help("name the file of an article").into());
    }
    let best: Vec<usize> = fits.into_iter().filter(|(_, f)| *f == best).map(|(i, _)| i).collect();
    match best[..] {
        [index] => Ok(Found { config, inventory, index, choice: None }),
        [] => Err(missing(&config, &inventory, typed).into()),
        _ => {
            let names: Vec<String> = best.iter().map(|i| inventory.documents[*i].origin.to_string()).collect();
            Err(Diagnostic::error("ambiguous-file", format!("`{typed}` fits {} articles", names.len()))
                .help(format!("type more of one of them: {}", list(&names)))
                .into())
        }
    }
}

fn missing(config: &Config, inventory: &Inventory, typed: &str) -> Diagnostic {
    let place = match &config.input {
        Input::Folder(folder) => format!("in {}", folder.display()),
        Input::Embedded => "in the collection inside the program".into(),
    };
    // A file that is there but was not taken says why itself.
    let said =
        inventory.diagnostics.iter().find(|d| d.place.as_ref().is_some_and(|p| typed.ends_with(p.path.as_str())));
    if let Some(said) = said {
        return Diagnostic { severity: crate::Severity::Error, ..said.clone() };
    }
    let names: Vec<String> = inventory.documents.iter().map(|d| d.origin.to_string()).collect();
    let error = Diagnostic::error("unknown-file", format!("no article {place} has a file that begins with `{typed}`"));
    if Path::new(typed).is_dir() {
        let message = "this is a folder, not the file of an article";
        return Diagnostic::error("unknown-file", message).in_file(typed).help("name a file in it");
    }
    if names.is_empty() {
        return error.help("name a file by its path");
    }
    error.help(format!("name one of its files, or a path: {}", list(&names)))
}

fn list(names: &[String]) -> String {
    let mut out = names.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > LISTED {
        out.push_str(&format!(" and {} more", names.len() - LISTED));
    }
    out
}

/// The collection that a file on disk belongs to, and its path in it: the one that would be built here, if the file
/// is in it; else the nearest project above the file; else the file's folder.
fn collection_of(path: &Path, configuration: Option<&Path>) -> Result<(Config, String), Failure> {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let here = config::resolve(&Request { config: configuration.map(Path::to_path_buf), ..Request::default() });
    if configuration.is_some() {
        let config = here?;
        let wanted = below(&config, &whole).ok_or_else(|| outside(path, &config))?;
        return Ok((config, wanted));
    }
    if let Ok(config) = here
        && let Some(wanted) = below(&config, &whole)
    {
        return Ok((config, wanted));
    }
    let projects =
        path.ancestors().skip(1).map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    for folder in projects.filter(|folder| folder.join("dossier.toml").is_file()) {
        let config = config::resolve(&Request { folder: Some(folder.into()), ..Request::default() })?;
        if let Some(wanted) = below(&config, &whole) {
            return Ok((config, wanted));
        }
    }
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let config = config::resolve(&Request { folder: Some(parent.into()), ..Request::default() })?;
    let wanted = below(&config, &whole).ok_or_else(|| outside(path, &config))?;
    Ok((config, wanted))
}

fn below(config: &Config, whole: &Path) -> Option<String> {
    let Input::Folder(folder) = &config.input else { return None };
    let rest = whole.strip_prefix(folder.canonicalize().ok()?).ok()?;
    Some(rest.to_string_lossy().replace('\\', "/"))
}

fn outside(path: &Path, config: &Config) -> Diagnostic {
    let folder = match &config.input {
        Input::Folder(folder) => folder.display().to_string(),
        Input::Embedded => "the collection inside the program".into(),
    };
    Diagnostic::error("unknown-file", format!("the file is not part of the collection in {folder}"))
        .in_file(path.display().to_string())
        .help("name its collection with --in")
}
