//! Which folder is meant, and what its files say.

use super::project::{Finds, Named};
use super::reader::Fault;
use super::{Config, EMBEDDED, Input, Request, overrides, project, topics, values};
use crate::error::Error;
use crate::report::{Diagnostic, Place, Severity};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

const PROJECT_FILE: &str = "dossier.toml";
const TOPICS_FILE: &str = "topics.toml";
const OVERRIDES_FILE: &str = "overrides.toml";
const ABOUT_FILE: &str = "about.md";
const OUTPUT_FOLDER: &str = "site";

/// Files whose presence makes the current folder a collection.
const ARTICLE_ENDINGS: [&str; 6] = [".txt", ".html", ".jsonl", ".jsonl.gz", ".warc", ".warc.gz"];

/// Where a collection's own files stand.
enum Shelf {
    Disk(PathBuf),
    Embedded,
}

/// The answer to "which folder?".
struct Chosen {
    shelf: Shelf,
    /// The `dossier.toml`; none where there is none, or it is embedded.
    file: Option<PathBuf>,
    /// The input folder, where it does not depend on `dossier.toml`.
    input: Option<PathBuf>,
    choice: String,
}

/// Finds and reads the configuration for a request.
///
/// A folder with a `dossier.toml` is a project. One without is the input, and the site goes to `site` in the current
/// folder. Without a folder it is the nearest `dossier.toml` upwards, else the current folder if articles lie in it,
/// else the embedded collection. Everything wrong with the files is told at once.
pub fn resolve(request: &Request) -> Result<Config, Error> {
    resolve_from(request, Path::new(""))
}

/// [`resolve`] with another folder in the place of the current one, which is the empty path.
fn resolve_from(request: &Request, current: &Path) -> Result<Config, Error> {
    let chosen = choose(request, current)?;
    let mut config = Config::new(match (&chosen.input, &chosen.shelf) {
        (Some(folder), _) | (None, Shelf::Disk(folder)) => Input::Folder(folder.clone()),
        (None, Shelf::Embedded) => Input::Embedded,
    });
    config.output = current.join(OUTPUT_FOLDER);

    let mut problems = Vec::new();
    let named = match chosen.shelf.text(PROJECT_FILE, chosen.file.as_deref()) {
        Ok(Some(text)) => {
            let path = chosen.file.as_deref().map_or(PROJECT_FILE.into(), |file| file.display().to_string());
            let finds = Finds {
                file: &|name| chosen.shelf.has_file(name),
                folder: &|name| chosen.shelf.join(name).is_some_and(|folder| folder.is_dir()),
            };
            let (named, found) = project::read(&text, &path, &mut config, &finds);
            problems.extend(found);
            named
        }
        Ok(None) => Named::default(),
        Err(problem) => {
            problems.push(*problem);
            Named::default()
        }
    };
    place_folders(&mut config, &named, &chosen);
    read_files(&mut config, &named, &chosen.shelf, &mut problems);
    set_apart(&mut config, &named, &chosen);
    take_request(&mut config, request, &mut problems);
    // The one that was named has another name, perhaps.
    config
        .settings
        .extend(chosen.file.iter().filter(|file| !config.settings.contains(file)).cloned().collect::<Vec<_>>());
    config.file = chosen.file;
    config.choice = chosen.choice;
    if problems.is_empty() { Ok(config) } else { Err(Error::Configuration(problems)) }
}

fn choose(request: &Request, current: &Path) -> Result<Chosen, Error> {
    let project = |file: PathBuf, choice: String| {
        let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
        Chosen { shelf: Shelf::Disk(folder), file: Some(file), input: None, choice }
    };
    let plain = |folder: PathBuf, choice: String| Chosen {
        shelf: Shelf::Disk(folder.clone()),
        file: None,
        input: Some(folder),
        choice,
    };
    if let Some(file) = &request.config {
        let choice = match &request.folder {
            Some(folder) => format!("{}, with the settings of {}", shown(folder), shown(file)),
            None => format!("the project of {}, as named by --config", shown(file)),
        };
        return Ok(Chosen { input: request.folder.clone(), ..project(file.clone(), choice) });
    }
    if let Some(folder) = &request.folder {
        let file = folder.join(PROJECT_FILE);
        return Ok(if file.is_file() {
            let choice = format!("the project in {}, which has a {PROJECT_FILE}", shown(folder));
            project(tidied(&file), choice)
        } else {
            let choice = format!("{}, as named; it has no {PROJECT_FILE}, so its files are the input", shown(folder));
            plain(folder.clone(), choice)
        });
    }
    if let Some(file) = nearest_project(current) {
        let choice = format!("the project of {}, the nearest {PROJECT_FILE} upwards", shown(&file));
        return Ok(project(file, choice));
    }
    if has_articles(current) {
        return Ok(plain(current.to_path_buf(), "the current folder, because articles lie in it".into()));
    }
    let choice = format!(
        "the collection inside dossier, because there is no {PROJECT_FILE} here or above and no article in this folder"
    );
    Ok(Chosen { shelf: Shelf::Embedded, file: None, input: None, choice })
}

/// The nearest `dossier.toml` upwards, as one would type it: `../../dossier.toml`.
fn nearest_project(current: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(if current.as_os_str().is_empty() { Path::new(".") } else { current }).ok()?;
    let above = absolute.ancestors().position(|folder| folder.join(PROJECT_FILE).is_file())?;
    let mut folder = current.to_path_buf();
    folder.extend(std::iter::repeat_n("..", above));
    Some(folder.join(PROJECT_FILE))
}

fn has_articles(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }) else {
        return false;
    };
    entries.flatten().any(|entry| {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        !name.starts_with('.')
            && ARTICLE_ENDINGS.iter().any(|ending| name.ends_with(ending))
            && entry.file_type().is_ok_and(|kind| kind.is_file())
    })
}

impl Shelf {
    /// The path of a file on it; none for the embedded one.
    fn join(&self, name: &str) -> Option<PathBuf> {
        match self {
            Shelf::Disk(folder) => Some(tidied(&folder.join(name))),
            Shelf::Embedded => None,
        }
    }

    fn has_file(&self, name: &str) -> bool {
        match self {
            Shelf::Disk(folder) => folder.join(name).is_file(),
            Shelf::Embedded => EMBEDDED.get_file(name).is_some(),
        }
    }

    /// The text of a file; none if there is no such file. `required` is a path given by the user, in its place.
    fn text(&self, name: &str, required: Option<&Path>) -> Result<Option<String>, Box<Diagnostic>> {
        let (path, bytes) = match (self, required) {
            (Shelf::Embedded, _) => match EMBEDDED.get_file(name) {
                Some(file) => (PathBuf::from(name), file.contents().to_vec()),
                None => return Ok(None),
            },
            (Shelf::Disk(folder), _) => {
                let path = required.map_or_else(|| tidied(&folder.join(name)), Path::to_path_buf);
                match fs::read(&path) {
                    Ok(bytes) => (path, bytes),
                    Err(error) if required.is_none() && is_absent(&error) => return Ok(None),
                    Err(error) => {
                        let problem = Diagnostic::error("unreadable", format!("the file cannot be read: {error}"));
                        let problem = problem.help("check the path and its permissions");
                        return Err(Box::new(problem.in_file(path.display().to_string())));
                    }
                }
            }
        };
        String::from_utf8(bytes).map(Some).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..valid].iter().filter(|b| **b == b'\n').count() as u32 + 1;
            let place = Place { path: path.display().to_string(), line: Some(line), ..Place::default() };
            Box::new(Diagnostic::error("encoding", "the file is not UTF-8").at(place).help("save it as UTF-8"))
        })
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn place_folders(config: &mut Config, named: &Named, chosen: &Chosen) {
    let Shelf::Disk(base) = &chosen.shelf else { return };
    if chosen.file.is_some() {
        config.output = tidied(&base.join(named.output.as_deref().unwrap_or(OUTPUT_FOLDER)));
        if chosen.input.is_none() {
            config.input = Input::Folder(tidied(&base.join(named.input.as_deref().unwrap_or("."))));
        }
    }
    config.theme.templates = named.templates.as_ref().map(|folder| tidied(&base.join(folder)));
    if let Input::Folder(folder) = &mut config.input
        && folder.as_os_str().is_empty()
    {
        *folder = ".".into();
    }
}

/// Reads the files that stand beside `dossier.toml`.
fn read_files(config: &mut Config, named: &Named, shelf: &Shelf, problems: &mut Vec<Diagnostic>) {
    let mut text = |name: &str| shelf.text(name, None).map_err(|problem| problems.push(*problem)).ok().flatten();
    let about = named.about.as_deref().unwrap_or(ABOUT_FILE);
    config.about = text(about).filter(|note| !note.trim().is_empty());
    let topics_file = named.topics.as_deref().unwrap_or(TOPICS_FILE);
    let curated = text(topics_file);
    let corrections = text(OVERRIDES_FILE);
    let shown = |name: &str| shelf.join(name).map_or(name.to_string(), |path| path.display().to_string());
    if let Some(curated) = curated {
        let (curated, found) = topics::read(&curated, &shown(topics_file), &config.language);
        config.topics.curated = curated;
        let (found, noted): (Vec<_>, Vec<_>) = found.into_iter().partition(|d| d.severity == Severity::Error);
        problems.extend(found);
        config.findings = noted;
    }
    if let Some(corrections) = corrections {
        let (corrections, found) = overrides::read(&corrections, &shown(OVERRIDES_FILE));
        config.corrections = corrections;
        problems.extend(found);
    }
    config.overrides = shelf.join(OVERRIDES_FILE);
    let files = [PROJECT_FILE, topics_file, OVERRIDES_FILE, about];
    config.settings = files.iter().filter_map(|name| shelf.join(name)).collect();
}

/// Keeps what belongs to the settings from being taken for articles, also where it lies among them.
fn set_apart(config: &mut Config, named: &Named, chosen: &Chosen) {
    let own: Vec<String> = match (&config.input, &chosen.shelf) {
        (Input::Folder(folder), Shelf::Disk(_)) => {
            let files = config.settings.iter().chain(&chosen.file).chain(&config.theme.templates);
            files.filter_map(|path| below(path, folder)).collect()
        }
        (Input::Embedded, Shelf::Embedded) => vec![named.about.clone().unwrap_or(ABOUT_FILE.into())],
        (Input::Folder(_), Shelf::Embedded) | (Input::Embedded, Shelf::Disk(_)) => Vec::new(),
    };
    config.read.exclude.extend(own.iter().filter(|path| !path.is_empty()).map(|path| globset::escape(path)));
}

/// A path below a folder, with `/` between its parts; the two may be written in different ways.
fn below(path: &Path, folder: &Path) -> Option<String> {
    let plain = if folder == Path::new(".") { Path::new("") } else { folder };
    let below = match path.strip_prefix(plain) {
        Ok(below) if !below.is_absolute() && !below.starts_with("..") => below.to_path_buf(),
        Ok(_) | Err(_) => path.canonicalize().ok()?.strip_prefix(folder.canonicalize().ok()?).ok()?.to_path_buf(),
    };
    Some(below.to_string_lossy().replace('\\', "/"))
}

fn take_request(config: &mut Config, request: &Request, problems: &mut Vec<Diagnostic>) {
    if let Some(out) = &request.out {
        config.output = out.clone();
    }
    if let Some(address) = request.base_url.as_deref().filter(|address| !address.trim().is_empty()) {
        match values::base_url(address) {
            Ok(address) => config.base_url = Some(address),
            Err(fault) => problems.push(Fault::diagnostic(fault)),
        }
    }
    config.strict = request.strict;
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// A path without `.` and, where no symlink is in play, without `..`: `seeds/../site` is `site`.
fn tidied(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                let plain = matches!(out.components().next_back(), Some(Component::Normal(_)))
                    && !fs::symlink_metadata(&out).is_ok_and(|meta| meta.is_symlink());
                if plain {
                    out.pop();
                } else {
                    out.push("..");
                }
            }
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::config::UNTITLED;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn input(config: &Config) -> &Path {
        match &config.input {
            Input::Folder(folder) => folder,
            Input::Embedded => Path::new("embedded"),
        }
    }

    #[test]
    fn without_a_folder_the_nearest_project_then_the_current_folder_then_the_embedded_collection() {
        let none = Request::default();
        let project = folder(&[("dossier.toml", "title = \"T\"\n[input]\nfolder = \"in\""), ("a/b/c.txt", "")]);
        let config = resolve_from(&none, &project.path().join("a/b")).unwrap();
        assert_eq!(config.title, "T");
        assert_eq!(input(&config).canonicalize().ok(), project.path().join("in").canonicalize().ok());
        assert!(config.file.unwrap().ends_with("../../dossier.toml"));

        let articles = folder(&[("a.TXT", "")]);
        let config = resolve_from(&none, articles.path()).unwrap();
        assert_eq!(input(&config), articles.path());
        assert_eq!(config.output, articles.path().join("site"));

        let empty = folder(&[("notes.md", ""), (".hidden.txt", ""), ("deep/a.txt", "")]);
        let config = resolve_from(&none, empty.path()).unwrap();
        assert_eq!(config.input, Input::Embedded);
        assert_eq!(config.output, empty.path().join("site"));
    }

    #[test]
    fn a_folder_named_is_a_project_or_the_input() {
        let work =
            folder(&[("p/dossier.toml", "[output]\nfolder = \"../web\""), ("q/a.txt", ""), ("p/about.md", "Hi")]);
        let named = |name: &str| Request { folder: Some(work.path().join(name)), ..Request::default() };
        let config = resolve_from(&named("p"), work.path()).unwrap();
        assert_eq!((config.output, config.title.as_str()), (work.path().join("web"), UNTITLED));
        assert_eq!(config.about.as_deref(), Some("Hi"));
        let config = resolve_from(&named("q"), work.path()).unwrap();
        assert_eq!((config.output, config.title.as_str()), (work.path().join("site"), UNTITLED));

        let request = Request { config: Some(work.path().join("p/dossier.toml")), ..named("q") };
        let config = resolve_from(&request, work.path()).unwrap();
        assert_eq!(input(&config), work.path().join("q"));
        assert_eq!(config.output, work.path().join("web"));

        let request = Request { config: Some(work.path().join("none.toml")), ..Request::default() };
        assert!(matches!(resolve_from(&request, work.path()), Err(Error::Configuration(_))));
    }

    #[test]
    fn paths_are_tidied_but_for_symlinks() {
        assert_eq!(tidied(Path::new("./seeds/../site")), Path::new("site"));
        assert_eq!(tidied(Path::new("../../a/./b")), Path::new("../../a/b"));
        assert_eq!(tidied(Path::new("/a/../../b")), Path::new("/../b"));
        #[cfg(unix)]
        {
            let work = folder(&[("real/deep/a", "")]);
            let link = work.path().join("link");
            std::os::unix::fs::symlink(work.path().join("real/deep"), &link).unwrap();
            assert_eq!(tidied(&link.join("../site")), link.join("../site"));
        }
    }
}
