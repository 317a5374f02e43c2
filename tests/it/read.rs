//! Finding documents: which files are taken, which are named, which are passed over.

use dossier::Error;
use dossier::config::{Config, EMBEDDED, Input, Request, resolve};
use dossier::model::Media;
use dossier::read::{Inventory, load, scan};
use std::fs;
use std::path::Path;

fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for path in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "text").unwrap();
    }
    folder
}

fn config(folder: &Path) -> Config {
    Config::new(Input::Folder(folder.to_path_buf()))
}

fn paths(inventory: &Inventory) -> Vec<&str> {
    inventory.documents.iter().map(|d| d.origin.path.as_str()).collect()
}

fn codes(inventory: &Inventory) -> Vec<String> {
    let place = |d: &dossier::Diagnostic| d.place.as_ref().map_or(String::new(), |p| format!(" {}", p.path));
    inventory.diagnostics.iter().map(|d| format!("{}{}", d.code, place(d))).collect()
}

#[test]
fn documents_come_in_order_of_path() {
    let work = folder(&["b.txt", "a/z.TXT", "a/b.md", "a-b/c.txt", "ä.txt", "A.txt"]);
    let inventory = scan(&config(work.path())).unwrap();
    assert_eq!(paths(&inventory), ["A.txt", "a-b/c.txt", "a/b.md", "a/z.TXT", "b.txt", "ä.txt"]);
    assert_eq!(inventory.documents[2].media, Media::Markdown);
    assert_eq!(codes(&inventory), [""; 0]);
    assert_eq!(load(&inventory.documents[0], &config(work.path())).unwrap().bytes, b"text");
}

#[test]
fn hidden_files_own_files_and_sites_are_passed_over() {
    let work = folder(&[
        "a.txt",
        ".hidden.txt",
        ".git/b.txt",
        "about.md",
        "README.md",
        "c/readme.txt",
        "dossier.toml",
        "topics.toml",
        "site/data/manifest.sha256",
        "site/d.txt",
        "old/data/manifest.sha256",
        "old/e.txt",
        "out/f.txt",
    ]);
    fs::write(work.path().join("site/data/manifest.sha256"), "# dossier\n").unwrap();
    let config = Config { output: work.path().join("out"), ..config(work.path()) };
    let inventory = scan(&config).unwrap();
    // A manifest of another program makes no site of ours.
    assert_eq!(paths(&inventory), ["a.txt", "old/e.txt"]);
    // The output of this very collection needs no word; a site of another one does.
    assert_eq!(codes(&inventory), ["not-included", "site-folder site"]);
    assert!(inventory.diagnostics[0].message.ends_with("1 .sha256"));
    let config = Config { output: work.path().join("site"), ..config };
    assert_eq!(codes(&scan(&config).unwrap()), ["not-included"]);
    match scan(&Config { input: Input::Folder(work.path().join("site")), ..config }) {
        Err(Error::Input { reason, help, .. }) => {
            assert_eq!(reason, "is a site that dossier built, not a folder of articles");
            assert!(help.contains("name the folder that the articles lie in"), "{help}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn themes_and_notes_of_other_projects_are_no_articles() {
    let work = folder(&[
        "a.txt",
        "about.md",
        "deep/about.md",
        "deep/b/about.md",
        "deep/dossier.toml",
        "deep/templates/notes.txt",
        "deep/templates/parts/components.html",
        "news/templates/base.html",
        "templates/pages/home.html",
        "templates/other.html",
    ]);
    let text = "{% extends \"base.html\" %}";
    for theme in ["templates/pages/home.html", "deep/templates/parts/components.html"] {
        fs::write(work.path().join(theme), text).unwrap();
    }
    let inventory = scan(&config(work.path())).unwrap();
    // A folder that only bears the name is one of articles.
    assert_eq!(paths(&inventory), ["a.txt", "deep/b/about.md", "news/templates/base.html"]);
    assert_eq!(codes(&inventory), ["theme-folder deep/templates", "theme-folder templates"]);
}

#[test]
fn files_of_settings_are_no_articles_however_they_are_named() {
    let work = folder(&["in/a.txt", "in/words.csv", "in/looks/base.html", "in/note.md", "in/other.toml"]);
    let input = work.path().join("in");
    let settings = |folder: &Path| {
        format!(
            "about = \"note.md\"\n[input]\nfolder = '{}'\ninclude = [\"**/*\"]\n[topics]\nfile = \"words.csv\"\n\
             [theme]\ntemplates = \"looks\"\n",
            folder.display()
        )
    };
    fs::write(input.join("words.csv"), "label\nSea\n").unwrap();
    // The input may be written in another way than the place of the settings.
    for folder in [Path::new("."), Path::new("../in"), &input] {
        fs::write(input.join("other.toml"), settings(folder)).unwrap();
        let request = Request { config: Some(input.join("other.toml")), ..Request::default() };
        assert_eq!(paths(&scan(&resolve(&request).unwrap()).unwrap()), ["a.txt"], "{}", folder.display());
    }
}

#[test]
fn includes_and_excludes_are_globs_of_paths() {
    let work = folder(&["a.txt", "b.log", "drafts/c.txt", "x/drafts/d.txt", "x/e.txt"]);
    let check = |include: &[&str], exclude: &[&str], expected: &[&str]| {
        let mut config = config(work.path());
        config.read.include = include.iter().map(|g| g.to_string()).collect();
        config.read.exclude = exclude.iter().map(|g| g.to_string()).collect();
        assert_eq!(paths(&scan(&config).unwrap()), expected, "{include:?} {exclude:?}");
    };
    check(&["**/*.txt"], &["drafts"], &["a.txt", "x/drafts/d.txt", "x/e.txt"]);
    check(&["**/*.txt"], &["**/drafts/**"], &["a.txt", "x/e.txt"]);
    check(&["*.txt", "*.log"], &[], &["a.txt", "b.log"]);
    check(&["x/*"], &["x/e.*"], &[]);
}

#[test]
fn every_form_that_can_be_read_is_read_unasked() {
    let documents = ["a.htm", "a.html", "a.markdown", "a.md", "a.txt", "a.xhtml"];
    let containers = ["b.jsonl", "b.jsonl.gz", "b.ndjson", "b.ndjson.gz", "b.warc", "b.warc.gz"];
    let work = folder(&[]);
    for name in documents.iter().chain(&containers) {
        fs::write(work.path().join(name), if name.contains("json") { "{\"text\": \"Hi\"}" } else { "Hi" }).unwrap();
    }
    let inventory = scan(&config(work.path())).unwrap();
    assert!(codes(&inventory).iter().all(|code| code != "not-included"), "{:?}", inventory.diagnostics);
    for name in documents {
        assert!(paths(&inventory).contains(&name), "{name}");
    }
}

#[test]
fn forms_that_are_not_read_are_named_by_ending() {
    let work = folder(&["a.txt", "b.html", "c/d.HTML", "g.pdf", "h.pdf", "i"]);
    let inventory = scan(&config(work.path())).unwrap();
    assert_eq!(paths(&inventory), ["a.txt", "b.html", "c/d.HTML"]);
    assert_eq!(codes(&inventory), ["not-included"]);
    assert!(inventory.diagnostics[0].message.ends_with("2 .pdf, 1 without an ending"));
}

#[test]
fn files_above_the_cap_are_named() {
    let work = folder(&["a.txt", "big.txt"]);
    fs::write(work.path().join("big.txt"), "12345").unwrap();
    let mut config = config(work.path());
    config.read.max_file = 4;
    let inventory = scan(&config).unwrap();
    assert_eq!((paths(&inventory), codes(&inventory)), (vec!["a.txt"], vec!["too-large big.txt".to_string()]));
    // It may grow between listing and reading.
    fs::write(work.path().join("a.txt"), "12345").unwrap();
    let found = load(&inventory.documents[0], &config).unwrap_err();
    assert_eq!((found.code, found.place.unwrap().path.as_str()), ("too-large", "a.txt"));
}

#[test]
fn an_input_that_is_no_folder_is_refused_with_a_way_out() {
    let work = folder(&["a.txt"]);
    let refusal = |path: &str| match scan(&config(&work.path().join(path))) {
        Err(Error::Input { reason, help, .. }) => (reason, help),
        other => panic!("{other:?}"),
    };
    assert_eq!(refusal("none").0, "folder does not exist");
    let (reason, help) = refusal("a.txt");
    assert_eq!(reason, "is a file, not a folder");
    assert!(help.ends_with(&work.path().display().to_string()), "{help}");
}

#[cfg(unix)]
#[test]
fn links_pipes_and_sockets_are_named_and_not_followed() {
    let work = folder(&["a.txt", "real/b.txt"]);
    let at = |path: &str| work.path().join(path);
    std::os::unix::fs::symlink(at("a.txt"), at("link.txt")).unwrap();
    std::os::unix::fs::symlink(at("real"), at("linked")).unwrap();
    std::os::unix::fs::symlink(at("nowhere"), at("dangling.txt")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("socket.txt")).unwrap();
    let inventory = scan(&config(work.path())).unwrap();
    assert_eq!(paths(&inventory), ["a.txt", "real/b.txt"]);
    assert_eq!(
        codes(&inventory),
        ["symlink dangling.txt", "symlink link.txt", "symlink linked", "not-a-file socket.txt"]
    );
    // The input itself may be a link: it is what the user named.
    let linked = scan(&config(&at("linked"))).unwrap();
    assert_eq!((paths(&linked), codes(&linked)), (vec!["b.txt"], Vec::new()));
    // A link that takes the place of a file after the listing is still not followed.
    fs::remove_file(at("a.txt")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", at("a.txt")).unwrap();
    assert_eq!(load(&inventory.documents[0], &config(work.path())).unwrap_err().code, "symlink");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf_8_survive_and_stay_apart() {
    use std::os::unix::ffi::OsStrExt;
    let work = folder(&[]);
    for (name, text) in [(&b"a\xff.txt"[..], "2"), (b"a\xfe.txt", "1"), (b"a\xfd\xfd.txt", "0")] {
        fs::write(work.path().join(std::ffi::OsStr::from_bytes(name)), text).unwrap();
    }
    let config = config(work.path());
    let inventory = scan(&config).unwrap();
    assert_eq!(paths(&inventory), ["a\u{fffd}.txt", "a\u{fffd}.txt~2", "a\u{fffd}\u{fffd}.txt"]);
    let text = |i: usize| load(&inventory.documents[i], &config).unwrap().bytes;
    assert_eq!([text(0), text(1), text(2)], [b"1", b"2", b"0"]);
}

#[test]
fn the_embedded_collection_is_the_folder_it_was_made_of() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let disk = resolve(&Request { folder: Some(seeds), ..Request::default() }).unwrap();
    let embedded = Config { input: Input::Embedded, ..disk.clone() };
    let (on_disk, inside) = (scan(&disk).unwrap(), scan(&embedded).unwrap());
    assert_eq!(paths(&on_disk), paths(&inside));
    assert!(!inside.documents.is_empty() && EMBEDDED.files().count() >= inside.documents.len());
    for (a, b) in on_disk.documents.iter().zip(&inside.documents) {
        let (a, b) = (load(a, &disk).unwrap(), load(b, &embedded).unwrap());
        assert_eq!((a.bytes, a.media, a.origin), (b.bytes, b.media, b.origin));
    }
}
