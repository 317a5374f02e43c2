//! What each step of normalising costs: its share of the time, and its speed over the bytes of all documents.
//!
//! `cargo bench --bench steps` measures dumps made here and the same pages with markup; with `DOSSIER_BENCH_FOLDER`
//! naming a folder, its files too; a part of a table's name (`-- folder`) measures that table alone. One thread; of each
//! step of each document the fastest of several rounds counts. Beside that stands the user time of a whole round, the
//! middle one of several.

#![allow(clippy::print_stdout)] // The table is what the bench is for.

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
    let asked: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|part| name.contains(part.as_str()));
    if wanted("dumps") {
        table("dumps", pages::texts(count), rounds);
    }
    if wanted("pages with markup") {
        table("pages with markup", pages::markup(count / 2), rounds);
    }
    if let Some(documents) = pages::folder().filter(|_| wanted("the folder")) {
        table("the folder", documents, rounds);
    }
}

fn table(name: &str, documents: Vec<RawDocument>, rounds: usize) {
    let mut best = measure(&documents);
    for _ in 1..rounds {
        // Each step of each document by itself, so that what else the machine does counts least.
        best.iter_mut().zip(measure(&documents)).for_each(|(best, again)| best.1 = best.1.min(again.1));
    }
    let mut rows: Vec<(String, Duration)> = Vec::new();
    for (step, time) in best {
        match rows.iter_mut().find(|(row, _)| *row == step) {
            Some(row) => row.1 += time,
            None => rows.push((step, time)),
        }
    }
    let bytes = pages::bytes(&documents) as f64 / 1e6;
    let all = rows.iter().map(|(_, time)| time.as_secs_f64()).sum::<f64>();
    println!("{name}: {} documents, {bytes:.1} MB, {:.1} MB/s", documents.len(), bytes / all);
    if let Some(time) = whole(&documents, rounds) {
        println!("  {:<10} {:>7} {:>8.1} MB/s", "user time", "", bytes / time);
    }
    for (step, time) in rows {
        let time = time.as_secs_f64();
        println!("  {step:<10} {:>5.1} %  {:>8.0} MB/s", time / all * 100.0, bytes / time);
    }
}

/// The time of each step of each document, in order.
fn measure(documents: &[RawDocument]) -> Vec<(String, Duration)> {
    let config = Config::new(Input::Embedded);
    let mut rows = Vec::new();
    let mut last = Instant::now();
    let mut done = |step: &dyn std::fmt::Debug| {
        rows.push((format!("{step:?}"), last.elapsed()));
        last = Instant::now();
    };
    let observations = documents
        .iter()
        .map(|document| {
            let observation = normalise::observe(document);
            done(&format_args!("Survey"));
            observation
        })
        .collect();
    let survey = normalise::survey(observations);
    done(&format_args!("Survey"));
    for document in documents {
        let document = document.clone();
        done(&format_args!("(clone)"));
        let normalised = normalise::watched(document, &survey, &config, &mut |step| done(&step));
        drop(std::hint::black_box(normalised));
        done(&Step::Rest);
    }
    rows.retain(|(step, _)| step != "(clone)");
    rows
}

/// The user time of a whole round, in seconds: that of the middle one of several, with nothing timed inside; None
/// where the system doesn't tell it.
fn whole(documents: &[RawDocument], rounds: usize) -> Option<f64> {
    let config = Config::new(Input::Embedded);
    let mut times = Vec::new();
    for _ in 0..rounds {
        let copies = documents.to_vec();
        let start = user_time()?;
        let survey = normalise::survey(documents.iter().map(normalise::observe).collect());
        for document in copies {
            drop(std::hint::black_box(normalise::normalise(document, &survey, &config)));
        }
        times.push(user_time()? - start);
    }
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied()
}

/// The time that the processor has spent on this process outside of the system, in seconds.
#[cfg(unix)]
fn user_time() -> Option<f64> {
    use nix::sys::resource::{UsageWho, getrusage};
    let time = getrusage(UsageWho::RUSAGE_SELF).ok()?.user_time();
    Some(time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6)
}

#[cfg(not(unix))]
fn user_time() -> Option<f64> {
    None
}
