//! Notices changes and builds again.
//!
//! A place that goes away (a folder that is moved, a disk that is unplugged) is looked for until it is back.

use super::site::Served;
use super::{Event, Shared};
use crate::config::{self, Config, Input, Request};
use crate::error::Error;
use crate::pipeline::{self, Silent};
use notify::{EventKind, PollWatcher, RecursiveMode};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

/// How long it must be quiet after a change before building; programs save in several steps.
const QUIET: Duration = Duration::from_millis(50);
/// How long to wait for quiet.
const UNREST: Duration = Duration::from_millis(500);
/// How often to look whether a place has gone or come back.
const LOOK: Duration = Duration::from_millis(500);
/// How often to look for changes where the system does not tell of them.
const POLL: Duration = Duration::from_secs(1);

enum Message {
    Changed(notify::Result<notify::Event>),
    Stop,
}

/// Ends watching.
pub(super) struct Handle(Sender<Message>);

impl Handle {
    pub(super) fn stop(&self) {
        // Fails only where watching has ended already.
        let _ = self.0.send(Message::Stop);
    }
}

/// What tells one folder from another that took its place.
type Identity = Option<(u64, u64, Option<SystemTime>)>;

/// A place that is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Root {
    path: PathBuf,
    /// The whole tree, or the files that lie in it directly.
    deep: bool,
    /// The only file that counts, if not all of them do. Its folder is watched, because editors replace a file
    /// rather than write to it.
    only: Option<OsString>,
}

/// Watches the places a build depends on.
pub(super) struct Watcher {
    sender: Sender<Message>,
    receiver: Receiver<Message>,
    system: Option<Box<dyn notify::Watcher + Send>>,
    roots: Vec<(Root, Identity)>,
    output: PathBuf,
    faults: Vec<(PathBuf, String)>,
}

impl Watcher {
    pub(super) fn start(config: &Config) -> Watcher {
        let (sender, receiver) = mpsc::channel();
        let mut watcher =
            Watcher { sender, receiver, system: None, roots: Vec::new(), output: PathBuf::new(), faults: Vec::new() };
        watcher.follow(config);
        watcher
    }

    pub(super) fn handle(&self) -> Handle {
        Handle(self.sender.clone())
    }

    /// Places that could not be watched since the last time, and why.
    pub(super) fn take_faults(&mut self) -> Vec<(PathBuf, String)> {
        std::mem::take(&mut self.faults)
    }

    /// Watches the places of a configuration, if they are not watched already.
    fn follow(&mut self, config: &Config) {
        self.output = real(&config.output);
        let roots = roots(config);
        if self.roots.iter().map(|(root, _)| root).ne(&roots) {
            self.roots = roots.into_iter().map(|root| (root, None)).collect();
            self.watch();
        }
    }

    /// Begins to watch the places as they are now.
    fn watch(&mut self) {
        // The old one first: two of them may be more than the system allows.
        self.system = None;
        for (root, identity) in &mut self.roots {
            *identity = identity_of(&root.path);
        }
        let send = |sender: &Sender<Message>| {
            let sender = sender.clone();
            move |event| drop(sender.send(Message::Changed(event)))
        };
        let native = notify::recommended_watcher(send(&self.sender));
        let native = native.map(|watcher| Box::new(watcher) as Box<dyn notify::Watcher + Send>);
        self.system = match native.and_then(|mut system| add(&mut *system, &self.roots).map(|()| system)) {
            Ok(system) => Some(system),
            // Too many folders, or a file system that does not tell: look at the files themselves.
            Err(error) => {
                let config = notify::Config::default().with_poll_interval(POLL);
                let polling = notify::Watcher::new(send(&self.sender), config)
                    .map(|watcher: PollWatcher| Box::new(watcher) as Box<dyn notify::Watcher + Send>);
                match polling.and_then(|mut system| add(&mut *system, &self.roots).map(|()| system)) {
                    Ok(system) => Some(system),
                    Err(_) => {
                        let place = error.paths.first().or(self.roots.first().map(|(root, _)| &root.path));
                        self.faults.push((place.cloned().unwrap_or_default(), error.to_string()));
                        None
                    }
                }
            }
        };
    }

    /// Whether a place has gone, come back or been replaced; if so it is watched anew.
    fn has_moved(&mut self) -> bool {
        let moved = self.roots.iter().any(|(root, identity)| identity_of(&root.path) != *identity);
        if moved {
            self.watch();
        }
        moved
    }

    fn concerns(&self, event: &notify::Result<notify::Event>) -> bool {
        match event {
            // What was missed is not known.
            Err(_) => true,
            Ok(event) if event.need_rescan() => true,
            Ok(event) => match event.kind {
                EventKind::Access(_) => false,
                EventKind::Any
                | EventKind::Create(_)
                | EventKind::Modify(_)
                | EventKind::Remove(_)
                | EventKind::Other => event.paths.iter().any(|path| self.counts(path)),
            },
        }
    }

    fn counts(&self, path: &Path) -> bool {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        // Editors keep what they are at in such files.
        if path.starts_with(&self.output) || name.starts_with('.') || name.ends_with('~') {
            return false;
        }
        self.roots.iter().any(|(root, _)| match (&root.only, path.strip_prefix(&root.path)) {
            (_, Err(_)) => false,
            (Some(file), Ok(inside)) => inside == Path::new(file),
            (None, Ok(inside)) => root.deep || inside.components().count() <= 1,
        })
    }

    /// Waits for a change, and then for quiet; none when it is time to stop.
    fn change(&mut self) -> Option<()> {
        loop {
            match self.receiver.recv_timeout(LOOK) {
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
                Ok(Message::Changed(event)) if !self.concerns(&event) => {}
                Ok(Message::Changed(_)) => break,
                Err(RecvTimeoutError::Timeout) => {
                    if self.has_moved() {
                        break;
                    }
                }
            }
        }
        let begun = Instant::now();
        loop {
            match self.receiver.recv_timeout(QUIET) {
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
                Ok(Message::Changed(_)) if begun.elapsed() < UNREST => {}
                Ok(Message::Changed(_)) | Err(RecvTimeoutError::Timeout) => break,
            }
        }
        // Before reading: a folder that was replaced must be watched from here on.
        self.has_moved();
        Some(())
    }
}

/// Builds again after every change, until told to stop.
pub(super) fn run(
    mut watcher: Watcher,
    request: Request,
    mut config: Config,
    shared: &Arc<Shared>,
    tell: &dyn Fn(Event<'_>),
) {
    let mut number = 0;
    while watcher.change().is_some() {
        let begun = Instant::now();
        number += 1;
        match rebuild(&mut watcher, &request, &mut config) {
            Ok(build) => {
                let (articles, report) = (build.library.articles.len(), build.report.clone());
                shared.publish(Served::new(build, shared.stamp(number)));
                let took = begun.elapsed();
                tell(Event::Built { articles, report: &report, choice: &config.choice, took, first: false });
            }
            Err(error) => {
                shared.tell_failure(&error);
                tell(Event::Failed { error: &error });
            }
        }
        watcher.take_faults().iter().for_each(|(path, reason)| tell(Event::NotWatched { path, reason }));
    }
}

fn rebuild(watcher: &mut Watcher, request: &Request, config: &mut Config) -> Result<pipeline::Build, Error> {
    *config = config::resolve(request)?;
    watcher.follow(config);
    pipeline::build(config, &Silent)
}

/// The places a build depends on.
fn roots(config: &Config) -> Vec<Root> {
    let mut roots = Vec::new();
    match &config.input {
        Input::Folder(folder) => roots.push(Root { path: real(folder), deep: true, only: None }),
        // The first article put into the current folder takes the place of the collection inside the program.
        Input::Embedded => roots.push(Root { path: real(Path::new(".")), deep: false, only: None }),
    }
    for file in &config.settings {
        let only = file.file_name().map(OsString::from);
        roots.push(Root { path: real(file.parent().unwrap_or(Path::new("."))), deep: false, only });
    }
    if let Some(templates) = &config.theme.templates {
        roots.push(Root { path: real(templates), deep: true, only: None });
    }
    // Where one folder stands here twice, its whole tree is watched.
    roots.sort_by_key(|root| !root.deep);
    roots
}

/// A path as the system tells of it: absolute, and without links as far as it exists.
fn real(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut missing = Vec::new();
    for above in absolute.ancestors() {
        if let Ok(real) = above.canonicalize() {
            return missing.iter().rev().fold(real, |path, name| path.join(name));
        }
        missing.extend(above.file_name().map(PathBuf::from));
    }
    absolute
}

fn add(system: &mut dyn notify::Watcher, roots: &[(Root, Identity)]) -> notify::Result<()> {
    let mut done: Vec<&Path> = Vec::new();
    for (root, identity) in roots {
        // A second, shallower watch of the same folder would take the place of the first.
        let again = done.contains(&root.path.as_path());
        // One that is not there is looked for.
        if identity.is_some() && !again {
            done.push(&root.path);
            let mode = if root.deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            match system.watch(&root.path, mode) {
                Err(error) if root.path.exists() => return Err(error.add_path(root.path.clone())),
                Ok(()) | Err(_) => {}
            }
        }
    }
    Ok(())
}

fn identity_of(path: &Path) -> Identity {
    let meta = fs::metadata(path).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((meta.dev(), meta.ino(), None))
    }
    #[cfg(not(unix))]
    {
        Some((0, 0, meta.created().ok()))
    }
}
