//! The channel on which open pages hear that the site was built again.

use super::Shared;
use http_body_util::channel::{Channel, Sender};
use hyper::body::Bytes;
use std::sync::Arc;
use std::time::Duration;

/// Where the channel stands.
pub(super) const CHANNEL: &str = "/__dossier/reload";
/// The script that listens to it.
pub(super) const SCRIPT_TEXT: &str = include_str!("reload.js");

/// How often something is sent where there is no news, so that a page that went away is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What open pages are told.
#[derive(Clone, Debug)]
pub(super) struct News {
    /// Which build is served.
    pub(super) stamp: String,
    /// Why the last attempt to build again came to nothing, if it did.
    pub(super) failure: Option<String>,
}

impl News {
    /// As server-sent events.
    fn message(&self) -> Bytes {
        let mut out = format!("event: site\ndata: {}\n\n", self.stamp);
        if let Some(failure) = &self.failure {
            out.push_str("event: failed\n");
            for line in failure.split(['\n', '\r']) {
                out.push_str(&format!("data: {line}\n"));
            }
            out.push('\n');
        }
        out.into()
    }
}

/// The body of an answer that goes on: the state of things now, then all news.
pub(super) fn channel(shared: &Arc<Shared>) -> Channel<Bytes> {
    let (sender, body) = Channel::new(4);
    let news = shared.news.subscribe();
    tokio::spawn(follow(sender, news));
    body
}

async fn follow(mut sender: Sender<Bytes>, mut news: tokio::sync::watch::Receiver<News>) {
    let mut message = news.borrow_and_update().message();
    // Ends when the page has gone, or the server.
    while sender.send_data(message).await.is_ok() {
        message = match tokio::time::timeout(HEARTBEAT, news.changed()).await {
            Ok(Ok(())) => news.borrow_and_update().message(),
            Ok(Err(_)) => return,
            Err(_) => Bytes::from_static(b":\n\n"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_of_several_lines_is_one_event() {
        let news = News { stamp: "a-1".into(), failure: Some("one\n\ntwo".into()) };
        assert_eq!(&news.message()[..], b"event: site\ndata: a-1\n\nevent: failed\ndata: one\ndata: \ndata: two\n\n");
    }
}
