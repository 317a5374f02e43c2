//! Connections: how many, how long, how much they may say before they are cut off.

use super::Shared;
use super::answer::answer;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// How many connections are kept; more than a browser with many open pages has.
const CONNECTIONS: usize = 256;
/// How long a client may take to say what it wants, and how long an idle connection is kept.
const PATIENCE: Duration = Duration::from_secs(15);
/// How many bytes of headers are read.
const HEADER_BYTES: usize = 16 << 10;
/// How many headers are read.
const HEADERS: usize = 64;

/// One open connection, as others see it.
struct Connection {
    /// When it last began or ended an answer, in milliseconds since the server began.
    active: AtomicU64,
    /// Whether an answer is under way.
    busy: AtomicBool,
}

type Open = Arc<Mutex<Vec<(Arc<Connection>, AbortHandle)>>>;

/// Accepts connections until the server ends.
pub(super) async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let open: Open = Arc::default();
    let begun = Instant::now();
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // A client that gave up, or no file handles for the moment; neither ends the server.
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        make_room(&open);
        let connection = Arc::new(Connection {
            active: AtomicU64::new(begun.elapsed().as_millis() as u64),
            busy: AtomicBool::new(false),
        });
        let task = tokio::spawn(talk(stream, connection.clone(), begun, shared.clone()));
        open.lock().unwrap_or_else(PoisonError::into_inner).push((connection, task.abort_handle()));
    }
}

/// Forgets connections that ended, and where there are still too many cuts off the one that is idle longest, or
/// where none is idle the one that is busy longest.
fn make_room(open: &Open) {
    let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
    open.retain(|(_, task)| !task.is_finished());
    while open.len() >= CONNECTIONS {
        let key = |(connection, _): &(Arc<Connection>, AbortHandle)| {
            (connection.busy.load(Ordering::Relaxed), connection.active.load(Ordering::Relaxed))
        };
        let Some(at) = (0..open.len()).min_by_key(|at| key(&open[*at])) else { return };
        open.swap_remove(at).1.abort();
    }
}

async fn talk(stream: TcpStream, connection: Arc<Connection>, begun: Instant, shared: Arc<Shared>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| {
        let (connection, shared) = (connection.clone(), shared.clone());
        async move {
            let mark = |busy| {
                connection.busy.store(busy, Ordering::Relaxed);
                connection.active.store(begun.elapsed().as_millis() as u64, Ordering::Relaxed);
            };
            mark(true);
            let response = answer(&request, &shared).await;
            mark(false);
            Ok::<_, Infallible>(response)
        }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(HEADER_BYTES)
        .max_headers(HEADERS)
        .serve_connection(TokioIo::new(stream), service)
        .await;
    // What a client does wrong is its own affair.
    drop(served);
}
