//! Speed of normalising, in bytes a second, one thread: what is observed for the survey, the articles, and both.
//!
//! `dumps` and `markup` are pages made here; `folder` are the files of the folder that `DOSSIER_BENCH_FOLDER` names.
//! What each step costs is told by `cargo bench --bench steps`.

mod pages;

use divan::{Bencher, counter::BytesCount};
use dossier::config::{Config, Input};
use dossier::model::RawDocument;
use dossier::normalise;

fn main() {
    divan::main();
}

const KINDS: [&str; 3] = ["dumps", "markup", "folder"];

fn documents(kind: &str) -> Vec<RawDocument> {
    match kind {
        "dumps" => pages::texts(200),
        "markup" => pages::markup(100),
        _ => pages::folder().unwrap_or_default(),
    }
}

#[divan::bench(args = KINDS, sample_count = 10)]
fn observe(bencher: Bencher<'_, '_>, kind: &str) {
    let documents = documents(kind);
    let work = || documents.iter().map(normalise::observe).collect::<Vec<_>>();
    bencher.counter(BytesCount::new(pages::bytes(&documents))).bench(work);
}

#[divan::bench(args = KINDS, sample_count = 10)]
fn articles(bencher: Bencher<'_, '_>, kind: &str) {
    let (documents, config) = (documents(kind), Config::new(Input::Embedded));
    let survey = normalise::survey(documents.iter().map(normalise::observe).collect());
    bencher.counter(BytesCount::new(pages::bytes(&documents))).with_inputs(|| documents.clone()).bench_values(
        |documents| documents.into_iter().filter_map(|d| normalise::normalise(d, &survey, &config).ok()).count(),
    );
}

#[divan::bench(args = KINDS, sample_count = 10)]
fn both(bencher: Bencher<'_, '_>, kind: &str) {
    let (documents, config) = (documents(kind), Config::new(Input::Embedded));
    bencher.counter(BytesCount::new(pages::bytes(&documents))).with_inputs(|| documents.clone()).bench_values(
        |documents| {
            let survey = normalise::survey(documents.iter().map(normalise::observe).collect());
            documents.into_iter().filter_map(|d| normalise::normalise(d, &survey, &config).ok()).count()
        },
    );
}
