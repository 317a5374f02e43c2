//! Writing and judging a site of small files. `cargo bench --bench write`

use dossier::check::check;
use dossier::model::{Files, SitePath};
use dossier::write::{Folder, Protected, Written, write};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

fn main() {
    divan::main();
}

const PAGES: usize = 2000;

struct Memory(BTreeMap<SitePath, Vec<u8>>);

impl Files for Memory {
    fn paths(&self) -> Vec<SitePath> {
        self.0.keys().cloned().collect()
    }

    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        self.0.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// Pages of some 12 KB with 40 links each; the first `changed` of them say `word`.
fn site(word: &str, changed: usize) -> Memory {
    let page = |n: usize| {
        let word = if n < changed { word } else { "same" };
        let mut text = format!("<!doctype html><title>Page {n}</title><h1>{word}</h1>");
        for p in 0..40 {
            let (to, place) = ((n + p * 37) % PAGES, p);
            text.push_str(&format!(
                "<p id=p{p}>{} <a href='{to}.html#p{place}'>Page {to}</a></p>",
                "some words ".repeat(22)
            ));
        }
        (SitePath::new(format!("articles/{n}.html")).expect("a plain path"), text.into_bytes())
    };
    Memory((0..PAGES).map(page).collect())
}

fn put(files: &Memory, out: &Path) -> Written {
    write(files, out, &Protected::default()).expect("the folder can be written")
}

#[divan::bench(sample_count = 10)]
fn first(bencher: divan::Bencher) {
    let files = site("", 0);
    bencher.with_inputs(|| tempfile::tempdir().expect("a folder")).bench_values(|work| {
        put(&files, &work.path().join("site"));
        work
    });
}

#[divan::bench(sample_count = 10)]
fn nothing_changed(bencher: divan::Bencher) {
    let (files, work) = (site("", 0), tempfile::tempdir().expect("a folder"));
    put(&files, &work.path().join("site"));
    bencher.bench_local(|| put(&files, &work.path().join("site")));
}

#[divan::bench(sample_count = 10)]
fn ten_changed(bencher: divan::Bencher) {
    let (sites, work) = ([site("one", 10), site("two", 10)], tempfile::tempdir().expect("a folder"));
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        put(&sites[turn % 2], &work.path().join("site"))
    });
}

#[divan::bench(sample_count = 10)]
fn check_in_memory(bencher: divan::Bencher) {
    let files = site("", 0);
    bencher.bench_local(|| {
        let checked = check(&files);
        assert!(checked.diagnostics.is_empty());
        checked.links
    });
}

#[divan::bench(sample_count = 10)]
fn check_on_disk(bencher: divan::Bencher) {
    let work = tempfile::tempdir().expect("a folder");
    put(&site("", 0), &work.path().join("site"));
    bencher.bench_local(|| check(&Folder::open(&work.path().join("site")).expect("a folder")).links);
}
