//! A real OpenSSH server on loopback, with keys of its own, for the person who runs the tests.
//!
//! Start with [`Sshd::start`]; [`Sshd::client`] makes the command of a client. Nothing of the
//! person's own keys, hosts or settings is read or written.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long the server may take to listen.
const PATIENCE: Duration = Duration::from_secs(30);
/// A free port may be taken by another before the server has it.
const TRIES: usize = 5;

/// A running server, stopped when it is dropped.
#[derive(Debug)]
pub(crate) struct Sshd {
    dir: TempDir,
    child: Child,
    pub(crate) port: u16,
}

impl Sshd {
    pub(crate) fn start() -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        for name in ["host_key", "user_key"] {
            let made = Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-f"])
                .arg(dir.path().join(name))
                .status();
            assert!(made.is_ok_and(|status| status.success()), "ssh-keygen");
        }
        // The server of root insists on it; another's needs none.
        let _ = std::fs::create_dir_all("/run/sshd");
        for _ in 0..TRIES {
            let port = free_port();
            if let Some(child) = listening(dir.path(), port) {
                return Self { dir, child, port };
            }
        }
        panic!("sshd does not listen");
    }

    /// The words of a client that signs in here, up to the host and without a command.
    pub(crate) fn client(&self, options: &[&str]) -> Vec<String> {
        let key = self.dir.path().join("user_key");
        let mut words: Vec<String> = ["ssh", "-F", "none", "-q"].map(str::to_owned).into();
        for option in [
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "IdentitiesOnly=yes",
            "BatchMode=yes",
            "EscapeChar=none",
        ] {
            words.extend(["-o".to_owned(), option.to_owned()]);
        }
        words.extend(["-i".to_owned(), key.display().to_string()]);
        words.extend(["-p".to_owned(), self.port.to_string()]);
        words.extend(options.iter().map(|&option| option.to_owned()));
        words
    }

    /// The line that a shell reads: a client with a terminal that runs `remote` over there.
    pub(crate) fn line(&self, remote: &str) -> String {
        let mut words = self.client(&["-tt"]);
        words.extend([destination(), remote.to_owned()]);
        words.iter().fold(String::new(), |mut line, word| {
            write!(line, "{} ", quoted(word)).expect("writing to a string");
            line
        })
    }

    /// A client without a terminal that runs `remote` over there.
    pub(crate) fn command(&self, remote: &str) -> Command {
        let words = self.client(&["-T"]);
        let (program, options) = words.split_first().expect("a program");
        let mut command = Command::new(program);
        command.args(options).arg(destination()).arg(remote);
        command
    }

    /// Runs the line of a tunnel as it was shown to the person, with this server's keys and port.
    ///
    /// Both ends are on one machine here, so this side of it is on `here`, another address of
    /// loopback: the port of the line itself is taken by the far side.
    pub(crate) fn tunnel(&self, shown: &str, here: &str) -> Tunnel {
        let moved = shown.replacen("-L 127.0.0.1:", &format!("-L {here}:"), 1);
        assert_ne!(moved, shown, "the line has a side on loopback");
        let mut given = moved.split_whitespace();
        assert_eq!(given.next(), Some("ssh"), "{shown}");
        let given: Vec<&str> = given.collect();
        let words = self.client(&["-o", "ExitOnForwardFailure=yes"]);
        let (program, options) = words.split_first().expect("a program");
        let child = Command::new(program)
            .args(options)
            .args(&given)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("ssh runs");
        let mut tunnel = Tunnel { child };
        let forwarded = given.iter().find(|word| word.starts_with(here));
        let mut parts = forwarded.expect("a forwarding").split(':').skip(1);
        let port: u16 = parts
            .next()
            .and_then(|port| port.parse().ok())
            .expect("a port");
        tunnel.listens_on(here, port);
        tunnel
    }
}

/// An `ssh -N -L …` that runs, stopped when it is dropped.
#[derive(Debug)]
pub(crate) struct Tunnel {
    child: Child,
}

impl Tunnel {
    fn listens_on(&mut self, here: &str, port: u16) {
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect((here, port)).is_err() {
            let ended = self.child.try_wait().expect("a status");
            assert!(ended.is_none(), "the tunnel ended: {ended:?}");
            assert!(Instant::now() < deadline, "the tunnel does not listen");
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }
}

impl Drop for Tunnel {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// Who signs in where: the person who runs the test, on this machine.
pub(crate) fn destination() -> String {
    let output = Command::new("id").arg("-un").output().expect("id runs");
    let name = String::from_utf8(output.stdout).expect("UTF-8");
    format!("{}@127.0.0.1", name.trim())
}

/// A word that a shell takes as it is.
pub(crate) fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// The server once it listens; nothing when it ended instead.
fn listening(dir: &Path, port: u16) -> Option<Child> {
    let mut child = Command::new(program())
        .args(["-D", "-e", "-f", "/dev/null", "-p", &port.to_string()])
        .arg("-h")
        .arg(dir.join("host_key"))
        .args(options(dir))
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sshd runs");
    let log = child.stderr.take().expect("its log");
    let (send, heard) = mpsc::channel();
    // Read to its end, so that the server never waits for room in the pipe.
    std::thread::spawn(move || {
        for line in BufReader::new(log).lines().map_while(Result::ok) {
            if line.contains("Server listening on") {
                // Only the first line is waited for.
                let _ = send.send(());
            }
        }
    });
    if heard.recv_timeout(PATIENCE).is_ok() {
        return Some(child);
    }
    stop(&mut child);
    None
}

/// It may have ended by itself.
fn stop(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

fn options(dir: &Path) -> Vec<String> {
    let keys = dir.join("user_key.pub").display().to_string();
    [
        "ListenAddress=127.0.0.1",
        "StrictModes=no",
        "UsePAM=no",
        "PasswordAuthentication=no",
        "KbdInteractiveAuthentication=no",
        "PermitRootLogin=yes",
        "PermitUserRC=no",
        "PrintMotd=no",
        "PrintLastLog=no",
        "UseDNS=no",
        "AllowTcpForwarding=yes",
        "PidFile=none",
        // Several clients at once are what the tests are about.
        "MaxStartups=50",
        &format!("AuthorizedKeysFile={keys}"),
    ]
    .iter()
    .flat_map(|option| ["-o".to_owned(), (*option).to_owned()])
    .collect()
}

/// The server starts itself anew for each client, so it wants its whole path.
fn program() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/usr/local/sbin".into()])
        .map(|dir| dir.join("sshd"))
        .find(|file| file.is_file())
        .expect("sshd is installed")
}
