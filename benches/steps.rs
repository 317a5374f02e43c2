//! What each step of normalising costs: its share of the time, and its speed over the bytes of all documents.
//!
//! `cargo bench --bench steps` measures dumps made here and the same pages with markup; with `DOSSIER_BENCH_FOLDER`
//! naming a folder, its files too. One thread; the fastest of several rounds counts.

mod pages;

use dossier::config::{Config, Input};
use dossier::model::RawDocument;
use dossier::normalise::{self, Step};
use std::time::{Duration, Instant};

const ROUNDS: usize = 7;

fn main() {
    // Cargo's tests run benches too, to see that they work.
    let rounds = if std::env::args().any(|a| a == "--bench") { ROUNDS } else { 1 };
    let count = if rounds == 1 { 2 } else { 400 };
    table("dumps", pages::texts(count), rounds);
    table("pages with markup", pages::markup(count / 2), rounds);
    if let Some(documents) = pages::folder() {
        table("the folder", documents, rounds);
    }
}

fn table(name: &str, documents: Vec<RawDocument>, rounds: usize) {
    let rows: Vec<Vec<(String, Duration)>> = (0..rounds).map(|_| measure(&documents)).collect();
    let bytes = pages::bytes(&documents) as f64 / 1e6;
    let sum = |rows: &[(String, Duration)]| rows.iter().map(|(_, time)| *time).sum::<Duration>();
    let Some(best) = rows.iter().min_by_key(|rows| sum(rows)) else { return };
    let all = sum(best).as_secs_f64();
    println!("{name}: {} documents, {bytes:.1} MB, {:.1} MB/s", documents.len(), bytes / all);
    for (step, time) in best {
        let time = time.as_secs_f64();
        println!("  {step:<10} {:>5.1} %  {:>8.0} MB/s", time / all * 100.0, bytes / time);
    }
}

/// The time of each step over all documents, in order.
fn measure(documents: &[RawDocument]) -> Vec<(String, Duration)> {
    let config = Config::new(Input::Embedded);
    let before = Instant::now();
    let survey = normalise::survey(documents.iter().map(normalise::observe).collect());
    let mut rows = vec![("Survey".to_string(), before.elapsed())];
    let mut add = |step: Step, time: Duration| {
        let name = format!("{step:?}");
        match rows.iter_mut().find(|(row, _)| *row == name) {
            Some(row) => row.1 += time,
            None => rows.push((name, time)),
        }
    };
    for document in documents {
        let document = document.clone();
        let mut last = Instant::now();
        let done = normalise::watched(document, &survey, &config, &mut |step| {
            add(step, last.elapsed());
            last = Instant::now();
        });
        drop(std::hint::black_box(done));
        add(Step::Rest, last.elapsed());
    }
    rows
}
