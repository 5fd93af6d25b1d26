//! Practice mode: finds the practice provider of this home, or runs one for as long as is needed.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::oneshot;
use url::Url;

use super::report::Failure;
use crate::oauth::{Method, Request};
use crate::sandbox::{self, World};
use crate::shell::http::{Client, Settings};
use crate::store::lock::{self, Guard};
use crate::store::paths::{Paths, Practice};
use crate::store::{StoreError, atomic};
use crate::text::Phrase;
use crate::wizard::{ErrorKind, Problem};

/// What the threads of a practice provider within this process are called.
pub(super) const PRACTICE_THREAD: &str = "practice";

/// A practice provider in use; the one that was started here ends when this is dropped.
#[derive(Debug)]
pub(super) struct Host {
    pub(super) base: Url,
    /// Seconds by which its clock is ahead of the machine's.
    pub(super) clock_offset: i64,
    _server: Option<Server>,
}

#[derive(Debug)]
struct Server {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    _lock: Guard,
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // It may have ended by itself.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What a world is kept as, and how it is served.
#[derive(Debug)]
pub(super) struct Served {
    pub(super) world: World,
    pub(super) listener: TcpListener,
    pub(super) lock: Guard,
}

/// Which world to begin with where none is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    /// The person practises everything.
    Empty,
    /// A ready app and an accepted tester.
    Ready,
    /// A new, empty world even where one is kept.
    Fresh,
}

/// The files of practice mode; `paths` must have been resolved for it.
pub(super) fn files(paths: &Paths) -> Result<&Practice, Failure> {
    paths
        .practice
        .as_ref()
        .ok_or_else(|| failed("cli-practice-no-place"))
}

fn failed(why: &'static str) -> Failure {
    because(Phrase::new(why))
}

fn because(why: Phrase) -> Failure {
    Failure::from(
        Problem::own(
            ErrorKind::Internal,
            "practice-failed",
            Phrase::new("cli-practice-failed"),
            Phrase::new("cli-practice-failed-fix"),
        )
        .because(why),
    )
}

/// The practice provider of this home: the one that runs, or one for the length of this command.
pub(super) fn host(paths: &Paths) -> Result<Host, Failure> {
    let files = files(paths)?;
    match lock::try_exclusive(&files.lock) {
        Ok(guard) => {
            let served = prepare(files, guard, First::Empty, None)?;
            start(files, served)
        }
        Err(StoreError::Busy) => {
            let base = running(files)?;
            let clock_offset = clock_of(&base)?;
            Ok(Host {
                base,
                clock_offset,
                _server: None,
            })
        }
        Err(error) => Err(Failure::store(&error)),
    }
}

/// The address of the one that runs.
pub(super) fn running(files: &Practice) -> Result<Url, Failure> {
    let port = atomic::read_private(&files.port)
        .map_err(|error| Failure::store(&error))?
        .and_then(|read| read.text.trim().parse::<u16>().ok())
        .ok_or_else(|| failed("cli-practice-no-port"))?;
    base(port)
}

fn base(port: u16) -> Result<Url, Failure> {
    Url::parse(&format!("http://127.0.0.1:{port}/")).map_err(|_| failed("cli-practice-no-port"))
}

/// Loads or makes the world and binds the port: the one asked for, else the last one if it is free.
pub(super) fn prepare(
    files: &Practice,
    lock: Guard,
    first: First,
    port: Option<u16>,
) -> Result<Served, Failure> {
    let kept = match first {
        First::Fresh => None,
        First::Empty | First::Ready => atomic::read_private(&files.world)
            .map_err(|error| Failure::store(&error))?
            .map(|read| World::from_bytes(read.text.as_bytes())),
    };
    let world = match (kept, first) {
        (Some(world), _) => world,
        (None, First::Ready) => World::ready(),
        (None, First::Empty | First::Fresh) => World::empty(),
    }
    .map_err(|error| because(Phrase::new("save-other").with("text", error.to_string())))?;
    let last = atomic::read_private(&files.port)
        .ok()
        .flatten()
        .and_then(|read| read.text.trim().parse::<u16>().ok());
    let listener = match (port, last) {
        (Some(port), _) => bind(port),
        (None, Some(last)) => bind(last).or_else(|_| bind(0)),
        (None, None) => bind(0),
    }
    .map_err(|error| {
        Failure::from(
            Problem::own(
                ErrorKind::Usage,
                "port-in-use",
                Phrase::new("cli-port-in-use").number("port", i64::from(port.unwrap_or_default())),
                Phrase::new("cli-port-in-use-fix"),
            )
            .because(Phrase::new("save-other").with("text", error.kind().to_string())),
        )
    })?;
    atomic::replace(&files.world, &world.to_bytes()).map_err(|error| Failure::store(&error))?;
    let bound = listener.local_addr()?.port();
    atomic::replace(&files.port, bound.to_string().as_bytes())
        .map_err(|error| Failure::store(&error))?;
    Ok(Served {
        world,
        listener,
        lock,
    })
}

fn bind(port: u16) -> std::io::Result<TcpListener> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Saves a world where it is kept.
pub(super) fn saver(path: PathBuf) -> sandbox::Save {
    Arc::new(move |bytes: Vec<u8>| {
        atomic::replace(&path, &bytes).map_err(|error| std::io::Error::other(error.to_string()))
    })
}

fn start(files: &Practice, served: Served) -> Result<Host, Failure> {
    let Served {
        world,
        listener,
        lock,
    } = served;
    let base = base(listener.local_addr()?.port())?;
    let clock_offset = world.clock_offset();
    let (stop, stopped) = oneshot::channel::<()>();
    let save = saver(files.world.clone());
    let thread = std::thread::Builder::new()
        .name(PRACTICE_THREAD.to_owned())
        .spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                // Of those that write for it.
                .thread_name(PRACTICE_THREAD)
                .build()
            else {
                return;
            };
            let result = runtime.block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener)?;
                let stopped = async move {
                    // Dropped or sent: both mean the end.
                    let _ = stopped.await;
                };
                sandbox::serve(listener, world, sandbox::Options::default(), save, stopped).await
            });
            if let Err(error) = result {
                tracing::warn!(kind = ?error.kind(), "the practice provider ended");
            }
        })?;
    let server = Server {
        stop: Some(stop),
        thread: Some(thread),
        _lock: lock,
    };
    Ok(Host {
        base,
        clock_offset,
        _server: Some(server),
    })
}

/// Asks a running practice provider for its clock.
fn clock_of(base: &Url) -> Result<i64, Failure> {
    let client = Client::new(Settings {
        no_proxy: true,
        ..Settings::default()
    });
    let mut url = base.clone();
    url.set_path("/sandbox/state");
    let request = Request {
        method: Method::Get,
        url,
        query: Vec::new(),
        form: Vec::new(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let answer = runtime
        .block_on(client.send(request))
        .map_err(|_| failed("cli-practice-silent"))?;
    serde_json::from_slice::<serde_json::Value>(answer.body.expose())
        .ok()
        .and_then(|state| state.get("clock_offset_seconds")?.as_i64())
        .ok_or_else(|| failed("cli-practice-no-clock"))
}
