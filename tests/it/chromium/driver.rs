//! `chromedriver` and its children: started, asked over HTTP, ended.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::Value;

use crate::home::kill;

/// For one answer: the first one starts a browser.
const DEADLINE: Duration = Duration::from_mins(2);

/// It takes a free port of one family of addresses, and ends when the other's is taken.
const TRIES: usize = 5;

/// A refusal of the protocol.
#[derive(Debug)]
pub(super) struct Fault {
    #[expect(dead_code, reason = "read in the message of a failed test")]
    error: String,
    pub(super) message: String,
}

#[derive(Debug)]
pub(super) struct Driver {
    child: Child,
    port: u16,
    dir: PathBuf,
}

impl Driver {
    /// Starts it on a free port; everything that it and the browser write is in `dir`.
    pub(super) fn start(dir: &Path) -> Self {
        let mut tries = (0..TRIES).filter_map(|_| Self::listening(dir));
        tries.next().expect("chromedriver listens")
    }

    /// One that listens; nothing when it ended instead.
    fn listening(dir: &Path) -> Option<Self> {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .env("HOME", dir)
            .env("TMPDIR", dir)
            .env("LANG", "C.UTF-8")
            .env_remove("DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let out = child.stdout.take().unwrap();
        let (send, ports) = mpsc::channel();
        // Goes on reading to the end, so that a full pipe never stops it.
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                let port = line.strip_prefix("ChromeDriver was started successfully on port ");
                if let Some(port) = port.and_then(|port| port.trim_end_matches('.').parse().ok()) {
                    let _ = send.send(port);
                }
            }
        });
        let Ok(port) = ports.recv_timeout(DEADLINE) else {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
            return None;
        };
        let dir = dir.to_owned();
        Some(Self { child, port, dir })
    }

    pub(super) fn get(&self, path: &str) -> Result<Value, Fault> {
        self.call("GET", path, "")
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Value, Fault> {
        self.call("POST", path, &body.to_string())
    }

    fn call(&self, method: &str, path: &str, body: &str) -> Result<Value, Fault> {
        let answer = self
            .exchange(method, path, body)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let mut answer: Value = serde_json::from_slice(&answer).expect("JSON of chromedriver");
        let value = answer["value"].take();
        let Some(error) = value.get("error").and_then(Value::as_str) else {
            return Ok(value);
        };
        Err(Fault {
            error: error.to_owned(),
            message: value["message"].as_str().unwrap_or_default().to_owned(),
        })
    }

    fn exchange(&self, method: &str, path: &str, body: &str) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(DEADLINE))?;
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\
             Content-Type: application/json; charset=utf-8\r\nContent-Length: {length}\r\n\r\n",
            self.port
        );
        stream.write_all(format!("{head}{body}").as_bytes())?;
        let mut stream = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            stream.read_line(&mut line)?;
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut bytes = vec![0; length];
        stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// What it started: its descendants, and those which left the family but work in our directory.
    pub(super) fn offspring(&self) -> BTreeSet<u32> {
        let ours = self.dir.display().to_string();
        let mut all = Vec::new();
        for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
            let Some(id) = entry.file_name().to_str().and_then(|id| id.parse().ok()) else {
                continue;
            };
            let text = |name: &str| std::fs::read(entry.path().join(name)).unwrap_or_default();
            let (stat, line) = (text("stat"), text("cmdline"));
            let stat = String::from_utf8_lossy(&stat);
            // The name in brackets may hold anything; the parent is the second word behind it.
            let parent: Option<u32> = stat
                .rsplit_once(')')
                .and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse().ok());
            let named = String::from_utf8_lossy(&line).contains(&ours);
            all.push((id, parent, named));
        }
        let mut family: BTreeSet<u32> = all
            .iter()
            .filter_map(|(id, _, named)| named.then_some(*id))
            .collect();
        family.insert(self.child.id());
        let born = |family: &BTreeSet<u32>| -> Vec<u32> {
            let ours = |parent: &Option<u32>| parent.is_some_and(|id| family.contains(&id));
            let born = all
                .iter()
                .filter(|(id, parent, _)| ours(parent) && !family.contains(id));
            born.map(|(id, ..)| *id).collect()
        };
        loop {
            let next = born(&family);
            if next.is_empty() {
                break;
            }
            family.extend(next);
        }
        family.remove(&self.child.id());
        family
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let mut left = self.offspring();
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
        let end = Instant::now() + DEADLINE;
        // The directory can only be removed when nobody writes there any more.
        while !left.is_empty() && Instant::now() < end {
            for id in &left {
                kill(*id, Signal::KILL);
            }
            // One that its new parent has not waited for yet has no command line any more.
            left.retain(|id| {
                std::fs::read(format!("/proc/{id}/cmdline")).is_ok_and(|line| !line.is_empty())
            });
            left.extend(self.offspring());
        }
    }
}
