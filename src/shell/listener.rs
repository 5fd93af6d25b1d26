//! A port of this machine that a browser may bring the answer to.
//!
//! Start with `Listener::listen`. It binds loopback only, takes one kind of request and hands
//! the address on; whether that is the answer is for the core to say, and the connection waits for
//! it. A listener costs nothing while nobody comes.

mod certificate;
mod connection;
pub mod head;
pub mod reply;
mod visits;

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::{OnceCell, Semaphore};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::clean;
use crate::wizard::callback::{At, CallbackId, ListenTrouble, Loopback, Verdict};
use crate::wizard::{Event, TaskId};

use super::promise::Promise;
use visits::Visits;

/// The page for each verdict, in the person's language.
pub type Pages = fn(Verdict) -> String;

/// How many connections are served at once; further ones wait for their turn.
const AT_ONCE: usize = 8;
/// A pause after the system could not take a connection in, as when files run out.
const BREATH: Duration = Duration::from_millis(200);

/// How long the parts of a connection may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// From the connection to the end of the request's head, the TLS handshake included.
    pub(super) head: Duration,
    /// For the core's verdict.
    pub(super) verdict: Duration,
    /// For the browser to ask for the page, and to take it.
    pub(super) page: Duration,
    /// For the open connections when the program ends.
    pub(super) end: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(5),
            verdict: Duration::from_secs(5),
            page: Duration::from_secs(3),
            end: Duration::from_secs(2),
        }
    }
}

/// At most one listener, and the connections that came to it.
#[derive(Debug)]
pub(super) struct Listener {
    shared: Arc<Shared>,
    running: Option<(TaskId, JoinHandle<()>)>,
    /// The one before, which may hold the port for a moment still.
    ending: Option<JoinHandle<()>>,
}

/// What the connections have in common.
struct Shared {
    events: UnboundedSender<Event>,
    pages: Pages,
    limits: Limits,
    visits: Visits,
    /// A connection panicked.
    broken: Arc<AtomicBool>,
    permits: Arc<Semaphore>,
    /// Kept for the whole run, so that a browser that was told to trust it still does.
    acceptor: OnceCell<TlsAcceptor>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}

/// One listener as its connections see it.
#[derive(Debug)]
struct Post {
    task: TaskId,
    at: At,
    /// Whether it was said already that something came through.
    reached: AtomicBool,
    shared: Arc<Shared>,
}

impl Listener {
    pub(super) fn new(pages: Pages, limits: Limits, events: UnboundedSender<Event>) -> Self {
        Self {
            shared: Arc::new(Shared {
                events,
                pages,
                limits,
                visits: Visits::default(),
                broken: Arc::default(),
                permits: Arc::new(Semaphore::new(AT_ONCE)),
                acceptor: OnceCell::new(),
            }),
            running: None,
            ending: None,
        }
    }

    /// Listens for a task, in place of any other; says at once how it went, unless the one before
    /// still holds the port for a moment.
    pub(super) fn listen(&mut self, task: TaskId, at: At) -> Option<Event> {
        if let Some((before, _)) = self.running {
            self.stop(before);
        }
        self.shared.visits.open(task);
        let post = Arc::new(Post {
            task,
            at,
            reached: AtomicBool::new(false),
            shared: Arc::clone(&self.shared),
        });
        if let Some(before) = self.ending.take() {
            let work = tokio::spawn(async move {
                // It was told to end; its port is free when it has.
                drop(before.await);
                let bound = bind(&post.at);
                post.tell(post.said(&bound));
                if let Ok(sockets) = bound {
                    post.stand(&sockets).await;
                }
            });
            self.running = Some((task, work));
            return None;
        }
        let bound = bind(&post.at);
        let said = post.said(&bound);
        if let Ok(sockets) = bound {
            let work = tokio::spawn(async move { post.stand(&sockets).await });
            self.running = Some((task, work));
        }
        Some(said)
    }

    /// Whether a connection panicked.
    pub(super) fn is_broken(&self) -> bool {
        self.shared.broken.load(Ordering::SeqCst)
    }

    /// Takes no further answer for a task; those that have their verdict get their page.
    pub(super) fn stop(&mut self, task: TaskId) {
        if let Some((_, work)) = self.running.take_if(|(running, _)| *running == task) {
            if !self.shared.visits.close() {
                work.abort();
                self.ending = Some(work);
                return;
            }
            // The browser was sent on to its page, and may come for it by a new connection.
            let shared = Arc::clone(&self.shared);
            self.ending = Some(tokio::spawn(async move {
                shared.visits.until_shown(shared.limits.page).await;
                work.abort();
                drop(work.await);
            }));
        }
    }

    /// The core has looked at an answer.
    pub(super) fn answer(&self, visit: CallbackId, verdict: Verdict) {
        self.shared.visits.answer(visit, verdict);
    }

    /// Ends, once the pages that are on their way have arrived.
    pub(super) async fn settle(&mut self) {
        if let Some((task, _)) = self.running {
            self.stop(task);
        }
        let settled = async {
            self.shared.visits.settled(self.shared.limits.end).await;
            if let Some(ending) = self.ending.take() {
                drop(ending.await);
            }
        };
        drop(timeout(self.shared.limits.end, settled).await);
    }
}

impl Post {
    fn tell(&self, event: Event) {
        if self.shared.events.send(event).is_err() {
            tracing::debug!("nobody waits for the listener any more");
        }
    }

    /// How the listening began.
    fn said(&self, bound: &io::Result<Vec<TcpListener>>) -> Event {
        Event::Listening {
            task: self.task,
            result: bound.as_ref().map(drop).map_err(trouble),
        }
    }

    async fn stand(self: &Arc<Self>, sockets: &[TcpListener]) {
        loop {
            let Ok(permit) = Arc::clone(&self.shared.permits).acquire_owned().await else {
                return;
            };
            match next(sockets).await {
                Ok(stream) => {
                    let post = Arc::clone(self);
                    let shared = &self.shared;
                    let promise = Promise::new(shared.events.clone(), None).noted(&shared.broken);
                    tokio::spawn(async move {
                        let _promise = promise;
                        connection::serve(stream, &post).await;
                        drop(permit);
                    });
                }
                Err(error) => {
                    tracing::debug!(kind = ?error.kind(), "no connection could be taken in");
                    sleep(BREATH).await;
                }
            }
        }
    }
}

/// The sockets of an address: for `localhost` both families, as far as this machine has them.
fn bind(at: &At) -> io::Result<Vec<TcpListener>> {
    let v4 = SocketAddr::from((Ipv4Addr::LOCALHOST, at.port));
    let v6 = SocketAddr::from((Ipv6Addr::LOCALHOST, at.port));
    let addresses: &[SocketAddr] = match at.host {
        Loopback::Name => &[v4, v6],
        Loopback::V4 => &[v4],
        Loopback::V6 => &[v6],
    };
    let mut sockets = Vec::new();
    let mut missing = None;
    for address in addresses {
        match socket(*address) {
            Ok(socket) => sockets.push(socket),
            // Half of a name is worse than none: the browser may go to the other's half.
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
            Err(error) => missing = Some(error),
        }
    }
    match missing {
        Some(error) if sockets.is_empty() => Err(error),
        Some(_) | None => Ok(sockets),
    }
}

/// Both calls end at once: nobody is asked over a network.
fn socket(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = std::net::TcpListener::bind(address)?;
    socket.set_nonblocking(true)?;
    TcpListener::from_std(socket)
}

/// The next connection of any socket.
async fn next(sockets: &[TcpListener]) -> io::Result<TcpStream> {
    let (stream, _) = match sockets {
        [one, other] => tokio::select! {
            accepted = one.accept() => accepted,
            accepted = other.accept() => accepted,
        },
        [one, ..] => one.accept().await,
        [] => std::future::pending().await,
    }?;
    Ok(stream)
}

fn trouble(error: &io::Error) -> ListenTrouble {
    let kind = error.kind();
    if kind == io::ErrorKind::AddrInUse {
        ListenTrouble::Busy
    } else if kind == io::ErrorKind::PermissionDenied {
        ListenTrouble::Denied
    } else {
        ListenTrouble::Other(clean::short_line(&error.to_string(), 80))
    }
}

#[cfg(test)]
mod tests;
