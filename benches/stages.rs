//! The stages that have no bench of their own, and the whole road, over generated articles.
//! `cargo bench --bench stages`

use dossier::config::{Config, Input};
use dossier::model::{Files, Library};
use dossier::{Silent, link, pipeline, read, render};
use std::path::PathBuf;

fn main() {
    divan::main();
}

const ARTICLES: usize = 200;
const SUBJECTS: [&str; 8] = ["harbour", "railway", "budget", "election", "drought", "museum", "satellite", "vaccine"];
const VERBS: [&str; 6] = ["opened", "expanded", "delayed", "reviewed", "approved", "questioned"];

/// A folder of generated dumps, made once a process.
fn folder() -> PathBuf {
    static FOLDER: std::sync::OnceLock<tempfile::TempDir> = std::sync::OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for n in 0..ARTICLES {
            let (subject, other) = (SUBJECTS[n % 8], SUBJECTS[(n / 8 + 3) % 8]);
            let mut text = format!("The City {subject} plan, part {n}\n\nBy Jane Writer{n}\n\n2 March 20{:02}\n\n", n % 24);
            for p in 0..12 {
                let verb = VERBS[(n + p) % 6];
                text.push_str(&format!(
                    "The {subject} commission {verb} the {other} proposal number {p} on Monday, said Maria Keller{}, who leads \
                     the Institute for {subject} Studies. Officials in France and Japan had asked for more time, and the \
                     United Nations sent observers to the talks about the {other} in the first week.\n\n",
                    n % 17
                ));
            }
            text.push_str("Share this article\n\nLeave a comment\n\nYour email address will not be published.\n");
            std::fs::write(folder.path().join(format!("{n:05}.txt")), text).expect("a file is written");
        }
        folder
    });
    folder.path().to_path_buf()
}

fn config() -> Config {
    Config::new(Input::Folder(folder()))
}

fn library() -> Library {
    pipeline::library(&config(), &Silent).expect("the articles are usable").0
}

#[divan::bench]
fn read_all(bencher: divan::Bencher) {
    let config = config();
    bencher.bench(|| {
        let inventory = read::scan(&config).expect("the folder is there");
        inventory.documents.iter().filter_map(|d| read::load(d, &config).ok()).map(|d| d.bytes.len()).sum::<usize>()
    });
}

#[divan::bench]
fn link_all(bencher: divan::Bencher) {
    let (config, library) = (config(), library());
    let assets = render::Theme::load(&config).expect("the theme loads").asset_names();
    bencher.bench(|| link::link(&library, &assets, &config).0.pages.len());
}

#[divan::bench]
fn check_all(bencher: divan::Bencher) {
    let built = dossier::build(&config(), &Silent).expect("it builds");
    bencher.bench(|| dossier::check::check(built.files()).links);
}

#[divan::bench(sample_count = 10)]
fn whole_road(bencher: divan::Bencher) {
    let config = config();
    bencher.bench(|| {
        let built = dossier::build(&config, &Silent).expect("it builds");
        built.paths().iter().map(|path| built.read(path).expect("it renders").len()).sum::<usize>()
    });
}
