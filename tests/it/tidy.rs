//! Holds the room table of `ARCHITECTURE.md`: who may import whom, where packages and I/O may stand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Every source file with the room it belongs to and its lines of code: no comments, no unit tests.
fn sources() -> Vec<(PathBuf, String, String)> {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    assert!(files.len() > 30, "the walk found the sources");
    files
        .into_iter()
        .map(|path| {
            let below = path.strip_prefix(root().join("src")).unwrap().to_path_buf();
            let first = below.components().next().unwrap().as_os_str().to_string_lossy();
            let room = first.trim_end_matches(".rs").to_string();
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let code: String =
                code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            (below, room, code)
        })
        .collect()
}

/// The rooms of this crate that a piece of code names: `crate::room` and `crate::{room, …}`.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue; // `some_crate::`
        }
        let rest = &code[at + "crate::".len()..];
        let word = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            None => {
                found.insert(word(rest));
            }
            Some(list) => {
                let mut depth = 0;
                let mut name = String::new();
                for c in list.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            found.insert(word(name.trim()));
                            name.clear();
                            continue;
                        }
                        _ => {}
                    }
                    if depth == 0 {
                        name.push(c);
                    }
                }
                found.insert(word(name.trim()));
            }
        }
    }
    found.remove("");
    found
}

#[test]
fn rooms_import_only_what_the_table_allows() {
    let middle = ["model", "text", "lang", "report", "config", "par"];
    let table: BTreeMap<&str, Vec<&str>> = BTreeMap::from([
        ("model", vec![]),
        ("par", vec![]),
        ("text", vec!["model"]),
        ("lang", vec!["model", "text"]),
        ("report", vec!["model"]),
        ("error", vec!["model", "report"]),
        ("config", vec!["model", "text", "report", "error"]),
        ("read", vec!["model", "report", "error", "config", "par"]),
        ("normalise", middle.to_vec()),
        ("analyse", middle.to_vec()),
        ("link", vec!["model", "text", "report", "config", "par"]),
        ("render", vec!["model", "text", "report", "error", "config", "par"]),
        ("write", vec!["model", "report", "error", "par"]),
        ("check", vec!["model", "text", "report", "par"]),
    ]);
    let mut wrong = Vec::new();
    for (path, room, code) in sources() {
        let Some(allowed) = table.get(room.as_str()) else { continue };
        for import in imports(&code) {
            if import != room && !allowed.contains(&import.as_str()) {
                wrong.push(format!("{} imports `{import}`", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "see the module map in ARCHITECTURE.md");
}

#[test]
fn packages_keep_to_their_rooms() {
    let table: &[(&str, &[&str])] = &[
        ("walkdir::", &["read", "write", "render", "serve"]),
        ("pulldown_cmark::", &["normalise"]),
        ("html5ever::", &["normalise"]),
        ("dom_query::", &["normalise"]),
        ("dom_smoothie::", &["normalise"]),
        ("tera::", &["render"]),
        ("clap::", &["cli"]),
        ("hyper::", &["serve"]),
        ("tokio::", &["serve"]),
        ("notify::", &["serve"]),
        ("rayon::", &["par", "cli"]),
        ("encoding_rs::", &["normalise"]),
        ("chardetng::", &["normalise"]),
        ("include_dir::", &["config", "read", "render"]),
        ("flate2::", &["read"]),
        ("httparse::", &["read"]),
        ("saphyr_parser::", &["normalise"]),
        ("csv::", &["config", "render"]),
        ("oxrdf::", &["config"]),
        ("oxttl::", &["config"]),
        ("oxrdfxml::", &["config"]),
        ("oxjsonld::", &["config"]),
    ];
    let mut wrong = Vec::new();
    for (path, room, code) in sources() {
        for (package, rooms) in table {
            if code.contains(package) && !rooms.contains(&room.as_str()) {
                wrong.push(format!("{} uses {package}", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_middle_does_no_io_and_asks_no_clock() {
    let pure = ["model", "text", "lang", "par", "normalise", "analyse", "link", "report", "error"];
    let mut wrong = Vec::new();
    for (path, room, code) in sources() {
        let forbidden: &[&str] = if pure.contains(&room.as_str()) || path.starts_with("render/views") {
            &[
                "std::fs",
                "std::env",
                "std::net",
                "std::time",
                "SystemTime",
                "Instant::now",
                "File::open",
                "std::process",
            ]
        } else if room == "render" || room == "check" {
            &["std::env", "std::net", "SystemTime", "Instant::now", "std::process"]
        } else {
            &[]
        };
        wrong.extend(
            forbidden.iter().filter(|word| code.contains(*word)).map(|word| format!("{} uses {word}", path.display())),
        );
        // Printing is the command line's.
        if room != "cli" && ["println!", "eprintln!", "print!(", "eprint!("].iter().any(|m| code.contains(m)) {
            wrong.push(format!("{} prints", path.display()));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_tidy_test_sees_imports() {
    assert_eq!(
        imports("use crate::model::Span;\nuse crate::{link, par::map, text::{fold, slug}};\nother_crate::x();"),
        BTreeSet::from(["link", "model", "par", "text"].map(String::from))
    );
}

/// What the collection in `seeds/` is about must not shape the program: no long name of its outlets or people, and
/// no words of its headlines, may stand in code, templates or tests.
#[test]
fn nothing_of_the_embedded_collection_is_in_the_code() {
    let seeds = root().join("seeds");
    let mut names: BTreeSet<String> = BTreeSet::new();
    let config = dossier::config::resolve(&dossier::Request { folder: Some(seeds), ..Default::default() }).unwrap();
    let (library, _) = dossier::pipeline::library(&config, &dossier::Silent).unwrap();
    names.extend(library.sources.rows().iter().map(|source| source.name.clone()));
    for article in library.articles.rows() {
        names.extend(article.metadata.title.value().cloned());
        names.extend(article.metadata.authors.value().into_iter().flatten().cloned());
        // Six running words of any paragraph.
        for block in &article.blocks {
            let words: Vec<&str> = block.text.split_whitespace().collect();
            names.extend(words.windows(6).map(|w| w.join(" ")));
        }
    }
    names.retain(|name| name.chars().count() >= 12);
    assert!(names.len() > 1000, "the collection was read");

    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    rust_files(&root().join("tests"), &mut files);
    let mut stack = vec![root().join("templates"), root().join("src"), root().join("tests/golden")];
    while let Some(folder) = stack.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                stack.push(path);
            } else if path
                .extension()
                .is_some_and(|e| ["html", "txt", "toml", "csv", "md", "js", "css"].iter().any(|x| e == *x))
            {
                files.push(path);
            }
        }
    }
    let mut wrong = Vec::new();
    for path in files {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        wrong.extend(
            names.iter().filter(|name| words.contains(name.as_str())).map(|name| format!("{}: {name}", path.display())),
        );
    }
    assert_eq!(wrong, Vec::<String>::new());
}
