//! An X server on a display that no other test of this machine takes.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::home::kill;

/// Servers that look for a number by themselves begin at 0 and do not come as far as this.
const NUMBERS: std::ops::Range<u16> = 700..900;
/// How long a server may take to end when it is asked to.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running X server, ended when it is dropped.
pub(crate) struct Display {
    server: Child,
    name: String,
    // Given back after the server is gone.
    _number: File,
}

impl Display {
    /// The first number that is free, and a server on it that listens.
    pub(crate) fn start() -> Self {
        let mut refused = String::new();
        for number in NUMBERS {
            let Some(held) = hold(number) else { continue };
            match serve(number) {
                Ok(server) => {
                    return Self {
                        server,
                        name: format!(":{number}"),
                        _number: held,
                    };
                }
                // Somebody else has it, or left something there.
                Err(said) => refused = said,
            }
        }
        panic!("no display: {refused}");
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Asked, so that it takes its socket and its lock away.
        kill(self.server.id(), Signal::TERM);
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if !matches!(self.server.try_wait(), Ok(None)) {
                return;
            }
            std::thread::park_timeout(Duration::from_millis(10));
        }
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

/// Holds a number against every other test that wants one; nothing when another has it.
fn hold(number: u16) -> Option<File> {
    let path = std::env::temp_dir().join(format!("igtoken-test-display-{number}"));
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(false).open(path);
    // Another user's file is that user's number.
    let file = file.ok()?;
    match file.try_lock() {
        Ok(()) => Some(file),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Error(error)) => panic!("a lock: {error}"),
    }
}

/// A server once it listens, or what it said instead.
fn serve(number: u16) -> Result<Child, String> {
    let mut server = Command::new("Xvfb");
    server.arg(format!(":{number}"));
    server.args(["-displayfd", "1", "-screen", "0", "1400x1000x24"]);
    // It would start anew when its last client is gone, and throw the next one out by that.
    server.args(["-noreset", "-nolisten", "tcp"]);
    server.stdin(Stdio::null());
    server.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut server = server.spawn().expect("Xvfb");
    let told = server.stdout.take().expect("its standard output");
    let mut line = String::new();
    // Written when it listens; nothing comes when it ends instead.
    let read = BufReader::new(told).read_line(&mut line);
    if read.is_ok() && line.trim() == number.to_string() {
        return Ok(server);
    }
    drop(server.kill());
    drop(server.wait());
    let mut said = String::new();
    if let Some(mut errors) = server.stderr.take() {
        drop(errors.read_to_string(&mut said));
    }
    Err(said)
}
