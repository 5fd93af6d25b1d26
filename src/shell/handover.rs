//! A private socket on which `paste` in another shell hands a text to the wizard that waits.
//!
//! The wizard has a `Desk`; the other shell sends with [`hand_over`]. Lines of JSON go both ways:
//! the wizard greets with its version, the shell names what it brings and its length, the text
//! follows as it is, and the wizard says what it saw, whether it took it, and how it ended. Before
//! the greeting nothing is sent, so a wizard that is stopped or busy never holds a text of which
//! the other shell believes that it did not arrive. Either side talks to its own user only.

mod visitor;

use std::collections::HashMap;
use std::io::{self, Write as _};
use std::os::unix::net::UnixStream as StdStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::failpoint;
use crate::secret::Secret;
use crate::store::handover as places;
use crate::store::lock::{self, Guard};
use crate::store::paths::Paths;
use crate::wizard::{Event, Problem, Told, VisitId};

use super::promise::Promise;
pub use visitor::{Heard, hand_over, hear_out};

/// The version of what is said on the socket.
const VERSION: u64 = 1;
/// The longest text that is taken.
pub const LONGEST: usize = 256 * 1024;
/// The longest line that says what a text is.
const LONGEST_LINE: usize = 1024;
/// How long a text may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many may be on their way at once.
const MOST: usize = 4;

/// Puts a problem into words, in the language of that code.
pub type Voice = fn(&Problem, &str) -> Value;

/// Someone who handed a text over and waits to hear what became of it.
#[derive(Debug)]
struct Visitor {
    id: VisitId,
    stream: StdStream,
    lang: String,
}

/// The side of the wizard.
#[derive(Debug)]
pub(super) struct Desk {
    paths: Paths,
    profile: String,
    voice: Voice,
    events: UnboundedSender<Event>,
    door: Option<Door>,
    /// Whether it was tried: who cannot have a door works without.
    tried: bool,
    /// A visit panicked.
    broken: Arc<AtomicBool>,
    arrivals: UnboundedReceiver<Visitor>,
    arrive: UnboundedSender<Visitor>,
    visitors: HashMap<VisitId, Visitor>,
    doors: u64,
    patience: Duration,
}

impl Desk {
    pub(super) fn new(
        paths: Paths,
        profile: String,
        voice: Voice,
        events: UnboundedSender<Event>,
    ) -> Self {
        let (arrive, arrivals) = mpsc::unbounded_channel();
        Self {
            paths,
            profile,
            voice,
            events,
            door: None,
            tried: false,
            broken: Arc::default(),
            arrivals,
            arrive,
            visitors: HashMap::new(),
            doors: 0,
            patience: PATIENCE,
        }
    }

    /// Opens the socket when it is wanted, and closes it when it is not.
    pub(super) fn hear(&mut self, wanted: bool) {
        if !wanted {
            self.door = None;
            self.tried = false;
            return;
        }
        if self.tried {
            return;
        }
        self.tried = true;
        self.doors += 1;
        let reception = Reception {
            events: self.events.clone(),
            broken: Arc::clone(&self.broken),
            arrive: self.arrive.clone(),
            // Numbers of one door never meet those of another.
            next: self.doors << 32,
            patience: self.patience,
        };
        match Door::open(&self.paths, &self.profile, reception) {
            Ok(door) => self.door = Some(door),
            Err(error) => tracing::info!(%error, "other shells are not heard"),
        }
    }

    /// Whether a visit panicked.
    pub(super) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::SeqCst)
    }

    /// Tells a visitor something; the last word ends the visit.
    pub(super) fn tell(&mut self, visit: VisitId, told: &Told) {
        while let Ok(visitor) = self.arrivals.try_recv() {
            self.visitors.insert(visitor.id, visitor);
        }
        let Some(visitor) = self.visitors.get(&visit) else {
            return;
        };
        let mut line = self.line(told, &visitor.lang).to_string();
        line.push('\n');
        // A few short lines fit into the socket's buffer, so that this never waits.
        if (&visitor.stream).write_all(line.as_bytes()).is_err() {
            tracing::debug!("the other shell has left");
        }
        if matches!(told, Told::Ended { .. }) {
            self.visitors.remove(&visit);
        }
    }

    fn line(&self, told: &Told, lang: &str) -> Value {
        match told {
            Told::Seen {
                recognised,
                state,
                missing,
            } => json!({ "recognised": recognised, "state": state, "missing": missing }),
            Told::Taken => json!({ "taken": true }),
            Told::Ended {
                saved,
                token,
                problem,
            } => json!({
                "ended": true,
                "saved": saved,
                "token": token,
                "problem": problem.as_ref().map(|problem| (self.voice)(problem, lang)),
            }),
        }
    }
}

/// An open socket; dropped, it is gone from the disk too.
#[derive(Debug)]
struct Door {
    place: PathBuf,
    task: JoinHandle<()>,
    /// While it is held, nobody else opens a socket for this profile.
    _lock: Guard,
}

impl Door {
    fn open(paths: &Paths, profile: &str, reception: Reception) -> io::Result<Self> {
        let lock = lock::try_exclusive(&paths.handover_lock(profile)).map_err(io::Error::other)?;
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        for place in places::places(paths, profile) {
            match listen(&place) {
                Ok(listener) => {
                    return Ok(Self {
                        task: tokio::spawn(receive(listener, reception)),
                        place,
                        _lock: lock,
                    });
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.task.abort();
        if let Err(error) = places::remove(&self.place) {
            tracing::debug!(%error, "the socket stays");
        }
    }
}

/// Opens the socket; whatever dead process left one there makes way.
fn listen(place: &Path) -> io::Result<UnixListener> {
    places::prepare(place)?;
    let first = places::first_name(place)?;
    let listener = UnixListener::bind(&first)?;
    if let Err(error) = places::publish(&first, place) {
        let _ = places::remove(&first);
        return Err(error);
    }
    Ok(listener)
}

/// Where visits go.
#[derive(Debug)]
struct Reception {
    events: UnboundedSender<Event>,
    broken: Arc<AtomicBool>,
    arrive: UnboundedSender<Visitor>,
    next: u64,
    patience: Duration,
}

async fn receive(listener: UnixListener, mut reception: Reception) {
    let mut coming: JoinSet<()> = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while coming.try_join_next().is_some() {}
        if coming.len() >= MOST || !is_own(&stream) {
            continue;
        }
        reception.next += 1;
        let id = VisitId(reception.next);
        let (arrive, events) = (reception.arrive.clone(), reception.events.clone());
        let patience = reception.patience;
        let promise = Promise::new(events.clone(), None).noted(&reception.broken);
        coming.spawn(async move {
            let _promise = promise;
            failpoint::pass("visit.begin");
            match timeout(patience, welcome(stream, id)).await {
                Ok(Ok((visitor, text, own_code))) => {
                    let event = Event::HandedOver {
                        visit: id,
                        text,
                        own_code,
                    };
                    if arrive.send(visitor).is_err() || events.send(event).is_err() {
                        tracing::debug!("the wizard has ended");
                    }
                }
                Ok(Err(error)) => tracing::info!(%error, "a hand-over was refused"),
                Err(_) => tracing::info!("a hand-over took too long"),
            }
        });
    }
}

/// Whether the other end is a process of the same user.
fn is_own(stream: &UnixStream) -> bool {
    stream
        .peer_cred()
        .is_ok_and(|peer| places::is_own_user(peer.uid()))
}

/// Greets, and reads one text whole.
async fn welcome(mut stream: UnixStream, id: VisitId) -> io::Result<(Visitor, Secret, bool)> {
    let mut greeting = json!({ "version": VERSION }).to_string();
    greeting.push('\n');
    stream.write_all(greeting.as_bytes()).await?;
    let brought = read_text(&mut stream).await?;
    let stream = stream.into_std()?;
    let lang = brought.lang;
    let visitor = Visitor { id, stream, lang };
    Ok((visitor, brought.text, brought.own_code))
}

/// A text that another shell brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    pub text: Secret,
    /// The language in which the other shell wants to hear of it.
    pub lang: String,
    /// Whether a code without a state was already said to be one's own.
    pub own_code: bool,
}

/// Reads the line that says what a text is, and the text whole; the entry for a fuzzer.
pub async fn read_text(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Brought> {
    let line = read_line(stream, LONGEST_LINE).await?;
    let brought: Value = serde_json::from_str(&line)?;
    let wrong = || io::Error::from(io::ErrorKind::InvalidData);
    if brought.get("version").and_then(Value::as_u64) != Some(VERSION) {
        return Err(wrong());
    }
    let length = brought
        .get("length")
        .and_then(Value::as_u64)
        .and_then(|length| usize::try_from(length).ok())
        .filter(|length| *length <= LONGEST)
        .ok_or_else(wrong)?;
    let own_code = brought.get("own_code").and_then(Value::as_bool);
    let lang = brought.get("lang").and_then(Value::as_str);
    let lang = lang.unwrap_or_default().to_owned();
    let mut bytes = Zeroizing::new(vec![0; length]);
    stream.read_exact(&mut bytes).await?;
    let text = std::str::from_utf8(&bytes).map_err(|_| wrong())?;
    Ok(Brought {
        text: Secret::new(text),
        lang,
        own_code: own_code.unwrap_or(false),
    })
}

/// One line, byte by byte: what follows it is not touched.
async fn read_line(
    stream: &mut (impl AsyncRead + Unpin),
    longest: usize,
) -> io::Result<Zeroizing<String>> {
    let mut line = Zeroizing::new(Vec::new());
    loop {
        match stream.read_u8().await? {
            b'\n' => break,
            byte if line.len() < longest => line.push(byte),
            _ => return Err(io::ErrorKind::InvalidData.into()),
        }
    }
    let line = std::str::from_utf8(&line).map_err(|_| io::ErrorKind::InvalidData)?;
    Ok(Zeroizing::new(line.to_owned()))
}

#[cfg(test)]
mod tests;
