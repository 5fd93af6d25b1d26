//! Other programs, run without a shell and with a deadline; what they print is cleaned.

use std::ffi::{OsStr, OsString};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;
use tokio::time::timeout;

use crate::clean;

/// How long a program may take that only asks or tells.
const SHORT: Duration = Duration::from_secs(20);
/// How long the first run may take; the unit's own limit is the same.
const LONG: Duration = Duration::from_mins(15);
/// The most lines that are shown of what a program printed.
const LINES: usize = 10;

/// What a program left.
#[derive(Debug, Default)]
pub(super) struct Ended {
    /// `None` when it could not be started, was killed, or took too long.
    pub(super) code: Option<i32>,
    pub(super) stdout: Vec<u8>,
    pub(super) stderr: Vec<u8>,
}

impl Ended {
    pub(super) fn succeeded(&self) -> bool {
        self.code == Some(0)
    }

    /// Standard output as clean text.
    pub(super) fn text(&self) -> String {
        clean::lines(&String::from_utf8_lossy(&self.stdout))
    }

    /// The last lines that it printed, on standard output and then on standard error.
    pub(super) fn last_lines(&self) -> Vec<String> {
        let both = [&self.stdout[..], b"\n", &self.stderr[..]].concat();
        let text = clean::lines(&String::from_utf8_lossy(&both));
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let from = lines.len().saturating_sub(LINES);
        lines
            .into_iter()
            .skip(from)
            .map(|line| clean::short_line(line, 400))
            .collect()
    }

    /// Why it failed, in its own words, in one line.
    pub(super) fn complaint(&self) -> String {
        let mut lines = self.last_lines();
        lines.pop().unwrap_or_default()
    }
}

/// A run to come.
#[derive(Debug)]
pub(super) struct Run {
    program: PathBuf,
    arguments: Vec<OsString>,
    variables: Vec<(&'static str, String)>,
    stdin: Vec<u8>,
    limit: Duration,
}

impl Run {
    pub(super) fn new<S: AsRef<OsStr>>(
        program: &Path,
        arguments: impl IntoIterator<Item = S>,
    ) -> Self {
        Self {
            program: program.to_path_buf(),
            arguments: arguments
                .into_iter()
                .map(|argument| argument.as_ref().to_os_string())
                .collect(),
            // Times and messages that can be read by a program.
            variables: vec![("LC_ALL", "C".to_owned()), ("TZ", "UTC".to_owned())],
            stdin: Vec::new(),
            limit: SHORT,
        }
    }

    /// As a refresh runs: with time, and with the person's own language and time zone.
    pub(super) fn patiently(mut self, variables: Vec<(&'static str, String)>) -> Self {
        self.limit = LONG;
        self.variables = variables;
        self
    }

    pub(super) fn stdin(mut self, bytes: Vec<u8>) -> Self {
        self.stdin = bytes;
        self
    }

    /// Runs it to its end, or to its deadline.
    pub(super) fn end(self) -> Ended {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
        else {
            return Ended::default();
        };
        let limit = self.limit;
        let ended = runtime.block_on(async { timeout(limit, self.wait()).await });
        ended.ok().flatten().unwrap_or_default()
    }

    async fn wait(self) -> Option<Ended> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .envs(self.variables)
            .env_remove("IGTOKEN_APP_SECRET")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .ok()?;
        let mut pipe = child.stdin.take()?;
        let bytes = self.stdin;
        let feed = async move {
            // A program that does not read to the end says so by its exit code.
            let _ = pipe.write_all(&bytes).await;
            drop(pipe);
        };
        let (output, ()) = tokio::join!(child.wait_with_output(), feed);
        let output = output.ok()?;
        Some(Ended {
            code: output.status.code(),
            stdout: output.stdout,
            stderr: output.stderr,
        })
    }
}

/// The first program of that name in `PATH`.
pub(super) fn find(name: &str, path: Option<&OsStr>) -> Option<PathBuf> {
    std::env::split_paths(path?)
        .filter(|dir| dir.is_absolute())
        .map(|dir| dir.join(name))
        .find(|file| {
            std::fs::metadata(file)
                .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
        })
}
