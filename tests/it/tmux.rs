//! A real tmux, as a person has it: its own server on its own socket, keys in, a screen out.
//!
//! Start with [`Tmux::start`]. Waiting is done here alone, for a condition and with a deadline that
//! prints the screen; the server is stopped when the room is left.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long a screen may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks at the screen.
const PAUSE: Duration = Duration::from_millis(20);
/// The name of the buffer that is pasted from.
const CLIPBOARD: &str = "from-browser";

/// A tmux server with one window of one pane.
#[derive(Debug)]
pub(crate) struct Tmux {
    dir: TempDir,
}

impl Tmux {
    /// A window of this size, without a status line; its pane runs a shell that waits for lines.
    pub(crate) fn start(columns: u16, rows: u16) -> Self {
        let tmux = Self {
            dir: tempfile::tempdir().expect("a temporary directory"),
        };
        let (columns, rows) = (columns.to_string(), rows.to_string());
        tmux.run(&["new-session", "-d", "-x", &columns, "-y", &rows, "exec sh"]);
        for (option, value) in [
            ("status", "off"),
            ("default-shell", "/bin/sh"),
            ("window-size", "manual"),
            ("remain-on-exit", "on"),
        ] {
            tmux.run(&["set", "-g", option, value]);
        }
        // A key is a key at once, and an escape sequence is none.
        tmux.run(&["set", "-s", "escape-time", "0"]);
        tmux.resize_to(&columns, &rows);
        tmux
    }

    /// Where the server listens.
    pub(crate) fn socket(&self) -> PathBuf {
        self.dir.path().join("tmux")
    }

    /// A tmux client of this server, without the environment of the test.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new("tmux");
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.dir.path())
            .env("LANG", "C.UTF-8")
            .env("TERM", "xterm-256color")
            .env("PS1", "$ ")
            .arg("-u")
            .arg("-S")
            .arg(self.socket())
            .args(["-f", "/dev/null"]);
        command
    }

    /// Runs one command of tmux; what it printed.
    pub(crate) fn run(&self, args: &[&str]) -> String {
        self.feed(args, b"")
    }

    fn feed(&self, args: &[&str], stdin: &[u8]) -> String {
        let mut command = self.command();
        command.args(args);
        finish(command, stdin)
    }

    /// Runs a program in the pane in place of what is there; words as a shell reads them.
    pub(crate) fn respawn(&self, line: &str) -> &Self {
        self.run(&["respawn-pane", "-k", &format!("exec {line}")]);
        self
    }

    /// Presses keys, by the names tmux has for them.
    pub(crate) fn keys(&self, keys: &[&str]) -> &Self {
        self.run(&[&["send-keys"], keys].concat());
        self
    }

    /// Types a text, letter by letter.
    pub(crate) fn literal(&self, text: &str) -> &Self {
        self.run(&["send-keys", "-l", "--", text]);
        self
    }

    /// Pastes as tmux does into a program that asked for marks.
    pub(crate) fn paste(&self, text: &str) -> &Self {
        self.load(text);
        self.run(&["paste-buffer", "-p", "-d", "-b", CLIPBOARD]);
        self
    }

    /// Pastes without marks, as a terminal does that knows none.
    pub(crate) fn paste_unmarked(&self, text: &str) -> &Self {
        self.load(text);
        self.run(&["paste-buffer", "-d", "-b", CLIPBOARD]);
        self
    }

    fn load(&self, text: &str) {
        self.feed(&["load-buffer", "-b", CLIPBOARD, "-"], text.as_bytes());
    }

    /// The screen, row by row.
    pub(crate) fn screen(&self) -> String {
        self.run(&["capture-pane", "-p"])
    }

    /// The screen with rows joined where the terminal itself wrapped.
    pub(crate) fn joined(&self) -> String {
        self.run(&["capture-pane", "-p", "-J"])
    }

    /// What tmux knows of the pane, such as `#{cursor_flag}`.
    pub(crate) fn asked(&self, format: &str) -> String {
        self.run(&["display-message", "-p", format])
            .trim_end()
            .to_owned()
    }

    /// The latest of tmux's own buffers, byte for byte; nothing when there is none.
    pub(crate) fn buffer(&self) -> Option<String> {
        let mut command = self.command();
        command.arg("show-buffer");
        let output = command.output().expect("tmux runs");
        output
            .status
            .success()
            .then(|| String::from_utf8(output.stdout).expect("UTF-8"))
    }

    /// Forgets every buffer, so that an old one is not taken for a new one.
    pub(crate) fn forget_buffers(&self) -> &Self {
        while self.buffer().is_some() {
            self.run(&["delete-buffer"]);
        }
        self
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) -> &Self {
        self.resize_to(&columns.to_string(), &rows.to_string());
        self
    }

    fn resize_to(&self, columns: &str, rows: &str) {
        self.run(&["resize-window", "-x", columns, "-y", rows]);
        self.wait("window of the new size", |tmux| {
            tmux.asked("#{pane_width}x#{pane_height}") == format!("{columns}x{rows}")
        });
    }

    /// Waits until a condition holds.
    #[track_caller]
    pub(crate) fn wait(&self, what: &str, ready: impl Fn(&Self) -> bool) -> &Self {
        let deadline = Instant::now() + PATIENCE;
        while !ready(self) {
            assert!(
                Instant::now() < deadline,
                "no {what} on this screen:\n{}",
                self.picture()
            );
            std::thread::park_timeout(PAUSE);
        }
        self
    }

    /// Waits until the screen shows a text, wrapped or not.
    #[track_caller]
    pub(crate) fn see(&self, text: &str) -> &Self {
        self.wait(&format!("{text:?}"), |tmux| tmux.shows(text))
    }

    /// Waits until the screen shows a text no more.
    #[track_caller]
    pub(crate) fn see_no_more(&self, text: &str) -> &Self {
        self.wait(&format!("end of {text:?}"), |tmux| !tmux.shows(text))
    }

    /// Whether the screen shows a text now.
    pub(crate) fn shows(&self, text: &str) -> bool {
        let screen = self.screen();
        let flat: Vec<&str> = screen.split_whitespace().collect();
        flat.join(" ").contains(text)
    }

    /// Waits until the program in the pane has ended. Its exit code is not asked for: tmux can lose
    /// the one of a program that took the place of another.
    #[track_caller]
    pub(crate) fn ended(&self) -> &Self {
        self.wait("end of the program", |tmux| {
            tmux.asked("#{pane_dead}") == "1"
        })
    }

    /// The process in the pane.
    pub(crate) fn pane_process(&self) -> u32 {
        self.asked("#{pane_pid}").parse().expect("a process id")
    }

    /// The screen in a frame, for a failure.
    pub(crate) fn picture(&self) -> String {
        let mut out = String::new();
        for line in self.screen().lines() {
            writeln!(out, "| {line}").expect("writing to a string");
        }
        out
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        // What runs in the pane is hung up with it.
        drop(self.command().arg("kill-server").output());
    }
}

/// Runs a command to its end and insists that it went well.
fn finish(mut command: Command, stdin: &[u8]) -> String {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("tmux runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    // A command that reads nothing closes it early.
    drop(pipe.write_all(stdin));
    drop(pipe);
    let output: Output = child.wait_with_output().expect("tmux ends");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "tmux: {error}");
    String::from_utf8(output.stdout).expect("UTF-8 of tmux")
}
