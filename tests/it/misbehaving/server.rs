//! A server that answers as it likes: raw bytes, half of them, or nothing at all.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// What the server does with one request.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Sends these bytes and then nothing more, without closing.
    Stall(Vec<u8>),
}

impl Act {
    /// A whole answer.
    pub(crate) fn answer(status: &str, head: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut bytes = format!(
            "HTTP/1.1 {status}\r\n{head}Content-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        )
        .into_bytes();
        bytes.extend_from_slice(body);
        Self::Bytes(bytes)
    }

    /// A whole JSON answer.
    pub(crate) fn json(status: &str, body: &str) -> Self {
        Self::answer(status, "Content-Type: application/json\r\n", body)
    }
}

/// A running server; it ends when dropped.
#[derive(Debug)]
pub(crate) struct Misbehaving {
    pub(crate) url: String,
    pub(super) port: u16,
    seen: Arc<Mutex<Vec<String>>>,
    /// Dropped to let go of the stalled lines.
    stalled: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Misbehaving {
    /// Answers each request, told by its path and by how many with that path came before.
    pub(crate) fn start(act: impl Fn(&str, usize) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen: Arc<Mutex<Vec<String>>> = Arc::default();
        let (stalled, held) = mpsc::channel::<()>();
        let thread = std::thread::spawn({
            let seen = Arc::clone(&seen);
            let held = Arc::new(Mutex::new(held));
            let act = Arc::new(act);
            move || serve(&listener, &seen, &held, &act)
        });
        let url = format!("http://127.0.0.1:{port}");
        Self {
            url,
            port,
            seen,
            stalled: Some(stalled),
            thread: Some(thread),
        }
    }

    /// How many requests came for a path.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.seen
            .lock()
            .unwrap()
            .iter()
            .filter(|seen| *seen == path)
            .count()
    }

    /// How many requests came at all.
    pub(crate) fn all(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

impl Drop for Misbehaving {
    fn drop(&mut self) {
        drop(self.stalled.take());
        // A last connection, which says nothing, wakes the listener.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
        drop(self.thread.take().map(JoinHandle::join));
    }
}

fn serve<F: Fn(&str, usize) -> Act + Send + Sync + 'static>(
    listener: &TcpListener,
    seen: &Arc<Mutex<Vec<String>>>,
    held: &Arc<Mutex<Receiver<()>>>,
    act: &Arc<F>,
) {
    for stream in listener.incoming() {
        let Ok(mut stream) = stream else { return };
        // Only the last connection, and a client that is gone, sends nothing.
        let Some(path) = read(&mut stream) else {
            return;
        };
        let before = {
            let mut seen = seen.lock().unwrap();
            let before = seen.iter().filter(|known| **known == path).count();
            seen.push(path.clone());
            before
        };
        let (held, act) = (Arc::clone(held), Arc::clone(act));
        std::thread::spawn(move || match act(&path, before) {
            Act::Bytes(bytes) => drop(stream.write_all(&bytes)),
            Act::Stall(bytes) => {
                drop(stream.write_all(&bytes));
                // Ends with an error as soon as the server is dropped.
                drop(held.lock().map(|held| held.recv()));
                drop(stream);
            }
        });
    }
}

/// Reads one request whole and answers its path; nothing when none came.
fn read(stream: &mut TcpStream) -> Option<String> {
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .and_then(|(_, value)| value.trim().parse().ok())
                .unwrap_or(0_usize);
            if body.len() >= length {
                let target = head.split(' ').nth(1).unwrap_or_default();
                return Some(target.split('?').next().unwrap_or_default().to_owned());
            }
        }
        let count = stream.read(&mut chunk).ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(chunk.get(..count)?);
    }
}
