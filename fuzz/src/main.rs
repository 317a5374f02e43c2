//! Fuzzing without a nightly compiler: mutations of real inputs for so many minutes, in turn over the targets.

use dossier_fuzz::mutate::{Dice, mutated};
use dossier_fuzz::{seeds, targets};
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::exit;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const HELP: &str = "\
usage: driver [TARGET…] [--minutes N] [--seed N] [--file FILE]
  TARGET       decode text markdown html jsonl warc settings vocabulary slugs site; all of them where none is named
  --minutes N  how long in all, shared by the targets (default 1; fractions are fine)
  --seed N     where the dice begin (default 1)
  --file FILE  run the targets once, on this input
What is found is written to fuzz/artifacts, and the program ends with 1.";

/// One input may take this long, and so much more for each byte.
const SLOW: Duration = Duration::from_millis(1500);
const SLOW_A_BYTE: Duration = Duration::from_micros(4);
/// After so many seconds an input hangs.
const HANGS: u64 = 60;

fn main() {
    let (mut wanted, mut minutes, mut seed, mut file) = (Vec::new(), 1.0f64, 1u64, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_else(|| stop(HELP));
        match argument.as_str() {
            "--minutes" => minutes = value().parse().unwrap_or_else(|_| stop(HELP)),
            "--seed" => seed = value().parse().unwrap_or_else(|_| stop(HELP)),
            "--file" => file = Some(PathBuf::from(value())),
            name => match targets::ALL.iter().find(|(target, _)| *target == name) {
                Some(target) => wanted.push(*target),
                None => stop(HELP),
            },
        }
    }
    if wanted.is_empty() {
        wanted = targets::ALL.to_vec();
    }
    if let Some(file) = file {
        let bytes = fs::read(&file).unwrap_or_else(|error| stop(&format!("{}: {error}", file.display())));
        for (name, run) in wanted {
            run(&bytes);
            println!("{name}: nothing found");
        }
        return;
    }
    let current = Arc::new((AtomicU64::new(0), Mutex::new((String::new(), Vec::new()))));
    watch(current.clone());
    panic::set_hook(Box::new(|_| {}));
    let each = Duration::from_secs_f64(minutes * 60.0 / wanted.len() as f64);
    let mut findings = 0;
    for (name, run) in wanted {
        let (seeds, mut dice) = (seeds::of(name), Dice::new(seed));
        let (begun, mut inputs, mut bytes_in, mut found, mut slowest) =
            (Instant::now(), 0u64, 0u64, 0u32, Duration::ZERO);
        while begun.elapsed() < each {
            let bytes = mutated(&mut dice, &seeds);
            if let Ok(mut now) = current.1.lock() {
                *now = (name.to_string(), bytes.clone());
            }
            current.0.fetch_add(1, Ordering::Relaxed);
            let start = Instant::now();
            let result = panic::catch_unwind(AssertUnwindSafe(|| run(&bytes)));
            let took = start.elapsed();
            slowest = slowest.max(took);
            let why = match result {
                Err(cause) => Some(message(cause.as_ref())),
                Ok(()) if took > SLOW + SLOW_A_BYTE * bytes.len() as u32 => {
                    Some(format!("{took:?} for {} bytes", bytes.len()))
                }
                Ok(()) => None,
            };
            if let Some(why) = why {
                found += 1;
                if found <= 10 {
                    println!("{name}: {why}\n  {}", keep(name, &bytes).display());
                }
            }
            (inputs, bytes_in) = (inputs + 1, bytes_in + bytes.len() as u64);
        }
        let (seconds, kib) = (begun.elapsed().as_secs(), bytes_in >> 10);
        println!(
            "{name:<10} {inputs:>9} inputs  {kib:>9} KiB  {seconds:>5} s  slowest {slowest:>9.1?}  {found} findings"
        );
        findings += found;
    }
    current.0.store(u64::MAX, Ordering::Relaxed);
    exit(if findings > 0 { 1 } else { 0 });
}

fn stop(message: &str) -> ! {
    eprintln!("{message}");
    exit(2)
}

fn message(cause: &(dyn std::any::Any + Send)) -> String {
    let text = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    text.unwrap_or("a panic without words").chars().take(400).collect()
}

/// Writes an input down, under a name made from it.
fn keep(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts");
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    let path = folder.join(format!("{name}-{hash:016x}"));
    let _ = fs::create_dir_all(&folder).and_then(|()| fs::write(&path, bytes));
    path
}

/// When the input that is tried was begun, its target and its bytes.
type Current = (AtomicU64, Mutex<(String, Vec<u8>)>);

/// Ends the program where one input hangs.
fn watch(current: Arc<Current>) {
    std::thread::spawn(move || {
        let (mut last, mut since) = (0, Instant::now());
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let now = current.0.load(Ordering::Relaxed);
            if now != last {
                (last, since) = (now, Instant::now());
            } else if now > 0 && now < u64::MAX && since.elapsed().as_secs() > HANGS {
                if let Ok(input) = current.1.lock() {
                    println!("{}: hangs\n  {}", input.0, keep(&input.0, &input.1).display());
                }
                exit(1);
            }
        }
    });
}
