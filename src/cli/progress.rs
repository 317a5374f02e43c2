//! Shows how a build goes on once it has taken a second: a bar on a terminal, plain lines elsewhere.

use super::terminal::{Terminal, number};
use crate::model::{Files, SitePath};
use crate::pipeline::{Phase, Progress};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(1);

/// Tells the terminal how a build goes on. Workers only count; one thread of its own looks at the count now and
/// then, so that showing costs the work nothing.
pub(super) struct Shown {
    state: Arc<State>,
    finished: Option<Sender<()>>,
    watcher: Option<JoinHandle<()>>,
}

struct State {
    phase: Mutex<Option<(Phase, Option<u64>, Instant)>>,
    done: AtomicU64,
}

impl State {
    fn phase(&self) -> Option<(Phase, Option<u64>, Instant)> {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shown {
    /// Starts watching. Nothing is shown for `--quiet`.
    pub(super) fn start(terminal: Terminal) -> Shown {
        let state = Arc::new(State { phase: Mutex::new(None), done: AtomicU64::new(0) });
        let (finished, asked_to_end) = mpsc::channel();
        let watcher = (!terminal.quiet).then(|| {
            let state = state.clone();
            std::thread::spawn(move || {
                if terminal.interactive { bar(&state, &asked_to_end) } else { lines(&state, &asked_to_end, &terminal) }
            })
        });
        Shown { state, finished: Some(finished), watcher }
    }
}

/// Takes the bar away, so that what is printed next stands on a clean line.
impl Drop for Shown {
    fn drop(&mut self) {
        drop(self.finished.take());
        if let Some(watcher) = self.watcher.take() {
            let _ = watcher.join();
        }
    }
}

impl Progress for Shown {
    fn begin(&self, phase: Phase, total: Option<u64>) {
        *self.state.phase.lock().unwrap_or_else(PoisonError::into_inner) = Some((phase, total, Instant::now()));
        self.state.done.store(0, Ordering::Relaxed);
    }

    fn advance(&self) {
        self.state.done.fetch_add(1, Ordering::Relaxed);
    }
}

/// The word for a phase, as in the summary.
pub(super) fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Reading => "Reading",
        Phase::Cleaning => "Cleaning",
        Phase::Linking => "Linking",
        Phase::Writing => "Writing",
    }
}

/// `424 of 1,200, 391 a second`; nothing where the total is not known.
fn tally(done: u64, total: Option<u64>, begun: Instant) -> Option<String> {
    let total = total.filter(|total| *total > 0)?;
    let rate = done as f64 / begun.elapsed().as_secs_f64().max(0.001);
    Some(format!("{} of {}, {} a second", number(done), number(total), number(rate as u64)))
}

fn bar(state: &State, asked_to_end: &mpsc::Receiver<()>) {
    let counted = ProgressStyle::with_template("  {prefix:9} {bar:32} {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("━╸─");
    let open = ProgressStyle::with_template("  {prefix:9} {spinner} {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    let mut shown: Option<(Instant, ProgressBar)> = None;
    let mut wait = PATIENCE;
    while asked_to_end.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        wait = Duration::from_millis(100);
        let Some((phase, total, begun)) = state.phase() else { continue };
        if shown.as_ref().is_none_or(|(since, _)| *since != begun) {
            if let Some((_, old)) = shown.take() {
                old.finish_and_clear();
            }
            // Not shown before it is dressed.
            let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden())
                .with_style(if total.is_some() { counted.clone() } else { open.clone() })
                .with_prefix(phase_name(phase))
                .with_elapsed(begun.elapsed());
            bar.set_draw_target(ProgressDrawTarget::stderr());
            shown = Some((begun, bar));
        }
        if let Some((_, bar)) = &shown {
            let done = state.done.load(Ordering::Relaxed);
            bar.update(|bar| bar.set_pos(done));
            bar.set_message(tally(done, total, begun).unwrap_or_default());
            bar.tick();
        }
    }
    if let Some((_, bar)) = shown {
        bar.finish_and_clear();
    }
}

fn lines(state: &State, asked_to_end: &mpsc::Receiver<()>, terminal: &Terminal) {
    let mut said = None;
    while asked_to_end.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
        let Some((phase, total, begun)) = state.phase() else { continue };
        let tally = tally(state.done.load(Ordering::Relaxed), total, begun);
        let line = format!("  {:9} {}", phase_name(phase), tally.as_deref().unwrap_or("…"));
        if said.as_ref() != Some(&line) {
            terminal.say(&line);
            said = Some(line);
        }
    }
}

/// Files that count how many of them were read.
pub(super) struct Counted<'a> {
    pub(super) files: &'a dyn Files,
    pub(super) progress: &'a dyn Progress,
}

impl Files for Counted<'_> {
    fn paths(&self) -> Vec<SitePath> {
        self.files.paths()
    }

    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        let bytes = self.files.read(path);
        self.progress.advance();
        bytes
    }
}
