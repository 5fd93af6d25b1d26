//! Sends the requests of the core and hands back what came, knowing nothing of the provider.
//!
//! [`Client`] keeps a thread of its own, started by the first call: reading the certificates and
//! the first use of TLS take long enough to be felt on the thread that draws. Redirects are never
//! followed, nothing is retried, plain `http` goes to this machine only, and no error holds a URL.

mod fault;
mod proxy;
mod worker;

use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use url::{Host, Url};

use crate::oauth::{Answer, Reason, Request, Unreachable};
pub use proxy::{NamedProxy, named_proxy};
use worker::Job;

/// The most that is read of an answer, in bytes.
pub const LIMIT: usize = 1024 * 1024;

/// How calls are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// A PEM file with certificates to trust besides the system's.
    pub ca_cert: Option<PathBuf>,
    /// Leave the proxies of the environment aside, as practice mode does.
    pub no_proxy: bool,
    /// For the connection alone.
    pub connect_timeout: Duration,
    /// For the whole call, the body included.
    pub timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ca_cert: None,
            no_proxy: false,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(30),
        }
    }
}

/// An HTTP client; its clones share one network thread and its connections.
#[derive(Debug, Clone)]
pub struct Client {
    settings: Settings,
    jobs: Arc<OnceLock<Option<mpsc::UnboundedSender<Job>>>>,
}

impl Client {
    /// Costs nothing until the first [`send`](Self::send).
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            jobs: Arc::default(),
        }
    }

    /// Starts the call at once; dropping the future ends it.
    pub fn send(
        &self,
        request: Request,
    ) -> impl Future<Output = Result<Answer, Unreachable>> + Send + use<> {
        let host = authority(&request.url);
        let (reply, answer) = oneshot::channel();
        let jobs = self
            .jobs
            .get_or_init(|| worker::start(self.settings.clone()))
            .clone();
        let started = jobs
            .as_ref()
            .is_some_and(|jobs| jobs.send(Job { request, reply }).is_ok());
        async move {
            // The thread lives as long as somebody waits for it.
            let _jobs = jobs;
            match answer.await {
                Ok(Some(outcome)) => outcome,
                // A call that panicked is a panic of whoever made it.
                Ok(None) => std::panic::resume_unwind(Box::new("a call panicked")),
                Err(_) => Err(Unreachable {
                    host,
                    proxy: None,
                    reason: Reason::NobodyCalls,
                    sent: started,
                }),
            }
        }
    }
}

/// Host and port, the port only when it is not the scheme's own.
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let text = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    crate::clean::short_line(&text, 255)
}

/// Whether the host is this machine by its very name.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests;
