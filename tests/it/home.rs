//! A person's machine: a home directory of its own, the program, and a practice provider in it.

mod server;

use std::ffi::OsStr;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

pub(crate) use server::Server;

/// Longer than anything the program does by itself.
const DEADLINE: Duration = Duration::from_secs(90);

/// For a practice provider as it comes.
pub(crate) const NO_OPTIONS: [&str; 0] = [];

/// A home directory that is gone when the test ends.
#[derive(Debug)]
pub(crate) struct Home {
    dir: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// A home whose practice profile `default` has a verified long-lived token.
    pub(crate) fn finished() -> Self {
        let home = Self::new();
        let _ = home.practice(["setup", "--yes"]).run().exits(0);
        home
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The program with these arguments.
    pub(crate) fn igtoken<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Igtoken {
        let mut command = Command::new(env!("CARGO_BIN_EXE_igtoken"));
        command.args(args).current_dir(self.path());
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy().to_lowercase();
            let ours = text.starts_with("igtoken_") || text.starts_with("xdg_");
            let about = [
                "proxy", "lc_", "ssh_", "ssl_cert", "no_color", "tmux", "sty",
            ];
            if ours || about.iter().any(|part| text.contains(part)) {
                command.env_remove(&name);
            }
        }
        command
            .env("HOME", self.path())
            .env("TERM", "xterm-256color")
            .env("LANG", "C.UTF-8");
        command.env("TZ", "UTC");
        Igtoken {
            command,
            stdin: Vec::new(),
        }
    }

    /// The same in practice mode.
    pub(crate) fn practice<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Igtoken {
        let mut run = self.igtoken(["--sandbox"]);
        run.command.args(args);
        run
    }

    /// The practice provider of this home, on a port of its own.
    pub(crate) fn serve<S: AsRef<OsStr>>(&self, options: impl IntoIterator<Item = S>) -> Server {
        let mut run = self.igtoken(["sandbox", "--port", "0", "--json"]);
        run.command.args(options);
        Server::start(run.command)
    }

    /// The config directory of this program.
    pub(crate) fn config_dir(&self) -> PathBuf {
        let below = if cfg!(target_os = "macos") {
            "Library/Application Support"
        } else {
            ".config"
        };
        self.path().join(below).join("igtoken")
    }

    /// The state directory of this program.
    pub(crate) fn state_dir(&self) -> PathBuf {
        let below = if cfg!(target_os = "macos") {
            "Library/Application Support"
        } else {
            ".local/state"
        };
        self.path().join(below).join("igtoken")
    }

    /// The config of the real mode.
    pub(crate) fn config_file(&self) -> PathBuf {
        self.config_dir().join("config.toml")
    }

    /// The config of the practice mode.
    pub(crate) fn practice_config(&self) -> PathBuf {
        self.config_dir().join("practice/config.toml")
    }

    pub(crate) fn practice_state(&self) -> PathBuf {
        self.state_dir().join("practice/state.toml")
    }

    /// The practice provider's memory.
    pub(crate) fn world_file(&self) -> PathBuf {
        self.state_dir().join("practice/world.json")
    }

    pub(crate) fn world(&self) -> Value {
        serde_json::from_str(&read(&self.world_file())).unwrap()
    }

    /// Lays a private file out, with its directories.
    pub(crate) fn lay(&self, path: &Path, text: &str) {
        assert!(path.starts_with(self.path()), "{}", path.display());
        lay(path, text);
    }

    /// Writes a config that knows the app of a running practice provider, and no token.
    pub(crate) fn configure(&self, path: &Path, server: &Server) {
        let Server {
            app_id,
            app_secret,
            redirect_uri,
            ..
        } = server;
        self.lay(
            path,
            &format!(
                "version = 1\n\n[profiles.default]\nprovider = \"instagram-login\"\n\
                 app_id = \"{app_id}\"\napp_secret = \"{app_secret}\"\n\
                 redirect_uri = \"{redirect_uri}\"\n"
            ),
        );
    }

    /// A home whose practice profile has an app and no token yet, and its running provider.
    pub(crate) fn ready<S: AsRef<OsStr>>(options: impl IntoIterator<Item = S>) -> (Self, Server) {
        let home = Self::new();
        let server = home.serve(options);
        home.configure(&home.practice_config(), &server);
        (home, server)
    }

    /// A finished practice profile, and its running provider.
    pub(crate) fn served() -> (Self, Server) {
        let (home, server) = Self::ready(NO_OPTIONS);
        let _ = home.practice(["setup", "--yes"]).run().exits(0);
        (home, server)
    }

    /// The token that the practice profile has now.
    pub(crate) fn token(&self) -> String {
        let run = self.practice(["token"]).run().exits(0);
        run.stdout.trim_end().to_owned()
    }
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The permission bits of a file or directory.
pub(crate) fn mode(path: &Path) -> u32 {
    let meta = std::fs::metadata(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    meta.permissions().mode() & 0o7777
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test lays its files out by hand"
)]
fn lay(path: &Path, text: &str) {
    let dir = path.parent().unwrap();
    std::fs::create_dir_all(dir).unwrap();
    std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o700)).unwrap();
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

/// One run of the program to come.
#[derive(Debug)]
pub(crate) struct Igtoken {
    command: Command,
    stdin: Vec<u8>,
}

impl Igtoken {
    #[must_use]
    pub(crate) fn stdin(mut self, text: impl AsRef<[u8]>) -> Self {
        self.stdin = text.as_ref().to_vec();
        self
    }

    #[must_use]
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    #[must_use]
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// The same through `sh`; the script gets the program as `$0` and its arguments.
    #[must_use]
    pub(crate) fn in_shell(self, script: &str) -> Self {
        let inner = self.command;
        let mut command = Command::new("sh");
        command.args(["-c", script]).arg(inner.get_program());
        command.args(inner.get_args());
        for (name, value) in inner.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        if let Some(dir) = inner.get_current_dir() {
            command.current_dir(dir);
        }
        Self {
            command,
            stdin: self.stdin,
        }
    }

    /// The command itself, for what only one test needs.
    pub(crate) fn command(self) -> Command {
        self.command
    }

    /// Runs it to its end.
    pub(crate) fn run(mut self) -> Ended {
        let told = format!("{:?}", self.command);
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let id = child.id();
        let mut pipe = child.stdin.take().unwrap();
        let text = std::mem::take(&mut self.stdin);
        // A program that does not read its input must not stop the test.
        std::thread::spawn(move || drop(pipe.write_all(&text)));
        let (send, ended) = mpsc::channel();
        std::thread::spawn(move || drop(send.send(child.wait_with_output())));
        let Ok(output) = ended.recv_timeout(DEADLINE) else {
            kill(id, rustix::process::Signal::KILL);
            panic!("does not end: {told}");
        };
        let output = output.unwrap();
        Ended {
            told,
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
        }
    }
}

/// Sends a signal to a child of ours.
pub(crate) fn kill(id: u32, signal: rustix::process::Signal) {
    let id = i32::try_from(id)
        .ok()
        .and_then(rustix::process::Pid::from_raw)
        .unwrap();
    // It may have ended by itself.
    let _ = rustix::process::kill_process(id, signal);
}

/// What a run left.
#[must_use]
#[derive(Debug, Clone)]
pub(crate) struct Ended {
    told: String,
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    /// Insists on the exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }

    /// Insists that nothing was said on standard error.
    #[track_caller]
    pub(crate) fn quietly(self) -> Self {
        assert_eq!(self.stderr, "", "{self}");
        self
    }

    /// Insists that nothing was printed on standard output.
    #[track_caller]
    pub(crate) fn prints_nothing(self) -> Self {
        assert_eq!(self.stdout, "", "{self}");
        self
    }

    /// Insists that standard error holds a text.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no {text:?} in {self}");
        self
    }

    /// The one JSON document on standard output.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert!(self.stdout.starts_with("{\"schema\":1"), "{self}");
        assert_eq!(self.stdout.lines().count(), 1, "{self}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self}"))
    }

    /// The one JSON document of a failure: insists on kind, id and exit code.
    #[track_caller]
    pub(crate) fn fails(&self, code: i32, kind: &str, id: &str) -> Value {
        let document = self.json();
        let error = &document["error"];
        let found = (self.code, error["kind"].as_str(), error["id"].as_str());
        assert_eq!(found, (Some(code), Some(kind), Some(id)), "{self}");
        assert!(
            error["message"]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{self}"
        );
        for key in ["step", "call", "provider"] {
            assert!(error.get(key).is_some(), "no {key} in {self}");
        }
        document
    }
}

impl std::fmt::Display for Ended {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            told,
            code,
            stdout,
            stderr,
        } = self;
        write!(
            f,
            "{told}\nexit code {code:?}\n--- stdout\n{stdout}\n--- stderr\n{stderr}"
        )
    }
}
