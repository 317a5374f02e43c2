//! Serves a site on loopback while it is being edited.
//!
//! Takes a [`Request`], as `build` does; gives a [`Server`] that answers from the last good build and builds again
//! when the articles, the settings or the theme change. Answers come from the built map of paths, never from a path
//! joined to a folder. On the way out the reload script is added, and the page's policy allows its channel; nothing
//! else differs from what `build` writes.

mod answer;
mod gate;
mod inject;
mod listen;
mod reload;
mod site;
mod watch;

use crate::config::{self, Request};
use crate::error::Error;
use crate::pipeline::{self, Progress};
use crate::report::Report;
use gate::Gate;
use reload::News;
use site::Served;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::runtime::Runtime;
use tokio::sync::watch as news;

/// The port that is tried first where none is asked for.
pub const FIRST_PORT: u16 = 4173;
/// How many ports are tried where none is asked for.
const PORTS_TRIED: u16 = 100;

/// What can be chosen about a server.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The port, 0 for any that is free; without one, [`FIRST_PORT`] or the next that is free.
    pub port: Option<u16>,
}

/// What happens while a site is served.
#[derive(Debug)]
pub enum Event<'a> {
    /// The site was built.
    Built {
        /// How many articles it has.
        articles: usize,
        /// What was found.
        report: &'a Report,
        /// Which folder was chosen and why.
        choice: &'a str,
        /// How long it took.
        took: Duration,
        /// Whether it was the first time.
        first: bool,
    },
    /// The site could not be built again; the last good one stays.
    Failed {
        /// Why.
        error: &'a Error,
    },
    /// Changes in a place cannot be noticed.
    NotWatched {
        /// The place.
        path: &'a Path,
        /// Why, as the system says it.
        reason: &'a str,
    },
}

/// What the tasks of a server share.
struct Shared {
    site: RwLock<Arc<Served>>,
    news: news::Sender<News>,
    gate: Gate,
    /// Tells the builds of this server from those of another that had the same port before.
    session: String,
}

impl Shared {
    fn site(&self) -> Arc<Served> {
        self.site.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts a new site into the place of the last one, in one step, and tells the open pages.
    fn publish(&self, site: Served) {
        let stamp = site.stamp.clone();
        *self.site.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(site);
        self.news.send_replace(News { stamp, failure: None });
    }

    fn tell_failure(&self, error: &Error) {
        self.news.send_modify(|news| news.failure = Some(error.to_string()));
    }

    /// The name of a build, of which there is no other.
    fn stamp(&self, number: u64) -> String {
        stamp(&self.session, number)
    }
}

fn stamp(session: &str, number: u64) -> String {
    format!("{session}-{number}")
}

/// A site that is being served. It ends when the value is dropped.
pub struct Server {
    runtime: Option<Runtime>,
    address: SocketAddr,
    watcher: watch::Handle,
}

impl Server {
    /// Builds the site and begins to serve it. `tell` is called from the thread that builds.
    pub fn start(
        request: Request,
        options: Options,
        progress: &dyn Progress,
        tell: impl Fn(Event<'_>) + Send + 'static,
    ) -> Result<Server, Error> {
        let (listeners, address) = bind(options.port)?;
        let config = config::resolve(&request)?;
        // Watching begins before reading, so that no change falls between the two.
        let mut watcher = watch::Watcher::start(&config);
        let begun = Instant::now();
        let build = pipeline::build(&config, progress)?;
        tell(Event::Built {
            articles: build.library.articles.len(),
            report: &build.report,
            choice: &config.choice,
            took: begun.elapsed(),
            first: true,
        });
        watcher.take_faults().iter().for_each(|(path, reason)| tell(Event::NotWatched { path, reason }));

        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let session = format!("{:x}", since.as_nanos());
        let first = stamp(&session, 0);
        let shared = Arc::new(Shared {
            news: news::Sender::new(News { stamp: first.clone(), failure: None }),
            site: RwLock::new(Arc::new(Served::new(build, first))),
            gate: Gate::new(address.port()),
            session,
        });
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| cannot(format!("the server cannot start: {error}")))?;
        for listener in listeners {
            let listener = {
                let _inside = runtime.enter();
                tokio::net::TcpListener::from_std(listener)
            };
            let listener = listener.map_err(|error| cannot(format!("the server cannot start: {error}")))?;
            runtime.spawn(listen::accept(listener, shared.clone()));
        }
        let handle = watcher.handle();
        std::thread::spawn(move || watch::run(watcher, request, config, &shared, &tell));
        Ok(Server { runtime: Some(runtime), address, watcher: handle })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the first page.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Waits until the program is asked to end.
    pub fn wait_for_interrupt(&self) {
        if let Some(runtime) = &self.runtime {
            runtime.block_on(interrupted());
        }
    }
}

/// Closes every connection and stops watching.
impl Drop for Server {
    fn drop(&mut self) {
        self.watcher.stop();
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

#[cfg(unix)]
async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

#[cfg(not(unix))]
async fn interrupted() {
    let _ = tokio::signal::ctrl_c().await;
}

/// Listens on loopback: on 127.0.0.1, and on ::1 with the same port where the machine has it, because `localhost`
/// may mean either.
fn bind(port: Option<u16>) -> Result<(Vec<TcpListener>, SocketAddr), Error> {
    let listener = match port {
        Some(port) => TcpListener::bind(("127.0.0.1", port)).map_err(|error| Error::Serve {
            reason: format!("port {port} cannot be used: {error}"),
            help: "leave out --port to take a free one".into(),
        })?,
        None => (FIRST_PORT..FIRST_PORT + PORTS_TRIED)
            .find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok())
            .ok_or_else(|| cannot(format!("no port from {FIRST_PORT} on is free")))?,
    };
    let address = listener.local_addr().map_err(|error| cannot(format!("the server cannot start: {error}")))?;
    let mut listeners = vec![listener];
    listeners.extend(TcpListener::bind(("::1", address.port())));
    for listener in &listeners {
        listener.set_nonblocking(true).map_err(|error| cannot(format!("the server cannot start: {error}")))?;
    }
    Ok((listeners, address))
}

fn cannot(reason: String) -> Error {
    Error::Serve { reason, help: "name a free port with --port".into() }
}
