//! The whole program on a pseudo-terminal: keys in, a screen out, no sleep.
//!
//! Start with [`Pty::open`]. [`Pty::see`] waits until the screen shows a text and prints the screen
//! when it never does.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

use crate::budgets::Counted;

/// How long a screen may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A run of the program on a pseudo-terminal.
pub(crate) struct Pty {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn std::io::Write + Send>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// Everything that the program ever wrote.
    pub(crate) raw: Vec<u8>,
    /// How far [`Pty::hear`] has listened.
    past: usize,
    before: String,
}

/// A home of its own, gone when the test ends.
pub(crate) struct Home {
    dir: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().expect("a temporary directory"),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.path().join(".config/igtoken/practice/config.toml")
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.path().join(".local/state/igtoken/practice/state.toml")
    }

    pub(crate) fn config_text(&self) -> String {
        std::fs::read_to_string(self.config()).expect("the practice config")
    }

    /// Runs the program without a terminal.
    pub(crate) fn run(&self, args: &[&str]) -> std::process::Output {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_igtoken"));
        command.args(args).env_clear().env("HOME", self.path());
        command.output().expect("the program runs")
    }

    /// Writes the config as a person with an editor would.
    pub(crate) fn edit_config(&self, text: &str) {
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .truncate(true)
            .open(self.config())
            .expect("the config");
        file.write_all(text.as_bytes())
            .expect("a hand-edited config");
    }

    /// The value of a key of the config, wherever it stands.
    pub(crate) fn config_value(&self, table: &str, key: &str) -> Option<String> {
        let config: toml::Table = self.config_text().parse().expect("a config that parses");
        let value = table
            .split('.')
            .try_fold(toml::Value::Table(config), |value, part| {
                value.get(part).cloned()
            })?
            .get(key)?
            .clone();
        Some(
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
        )
    }
}

fn nonzero(value: u16) -> NonZeroU16 {
    NonZeroU16::new(value).expect("a size above zero")
}

impl Pty {
    /// Starts the program in a window of 80x24.
    pub(crate) fn open(home: &Home, args: &[&str]) -> Self {
        Self::open_sized(home, args, 80, 24)
    }

    pub(crate) fn open_sized(home: &Home, args: &[&str], columns: u16, rows: u16) -> Self {
        Self::open_at(home.path(), args, columns, rows)
    }

    /// The same with further variables of the environment.
    pub(crate) fn open_among(
        home: &Home,
        args: &[&str],
        columns: u16,
        rows: u16,
        variables: &[(&str, &str)],
    ) -> Self {
        Self::open_with(home.path(), args, columns, rows, variables)
    }

    /// In any home.
    pub(crate) fn open_at(home: &Path, args: &[&str], columns: u16, rows: u16) -> Self {
        Self::open_with(home, args, columns, rows, &[])
    }

    /// In any home, with more of an environment; an empty value takes a variable away.
    pub(crate) fn open_with(
        home: &Path,
        args: &[&str],
        columns: u16,
        rows: u16,
        environment: &[(&str, &str)],
    ) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_igtoken"));
        command.args(args);
        command.env_clear();
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("TZ", "UTC");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for (name, value) in environment {
            if value.is_empty() {
                command.env_remove(name);
            } else {
                command.env(name, value);
            }
        }
        Self::spawn(command, columns, rows)
    }

    /// Starts any program that draws on a terminal.
    pub(crate) fn spawn(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let before = modes(&*pair.master);
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, output) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count) = reader.read(&mut buffer) {
                let chunk = buffer.get(..count).unwrap_or_default().to_vec();
                if count == 0 || sender.send(chunk).is_err() {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().expect("a writer");
        let parser = vt100::Parser::new(nonzero(rows), nonzero(columns), 0);
        Self {
            master: pair.master,
            child,
            writer,
            output,
            parser,
            raw: Vec::new(),
            past: 0,
            before,
        }
    }

    fn take(&mut self, chunk: &[u8]) {
        self.raw.extend_from_slice(chunk);
        self.parser.process(chunk);
    }

    /// Reads what is there; whether anything came before the time was over.
    fn read_until(&mut self, deadline: Instant) -> bool {
        match self
            .output
            .recv_timeout(deadline.saturating_duration_since(Instant::now()))
        {
            Ok(chunk) => {
                self.take(&chunk);
                while let Ok(more) = self.output.try_recv() {
                    self.take(&more);
                }
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }

    /// Reads what comes within a time; whether anything came.
    pub(crate) fn reads_more(&mut self, within: Duration) -> bool {
        self.read_until(Instant::now() + within)
    }

    /// The screen with its styles.
    pub(crate) fn vt(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// Waits until the screen satisfies a condition.
    #[track_caller]
    pub(crate) fn wait(&mut self, what: &str, ready: impl Fn(&str) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !ready(&self.screen()) {
            // What is waited for may also be a file: look again although nothing was written.
            let slice = Instant::now() + Duration::from_millis(20);
            self.read_until(slice.min(deadline));
            let late = Instant::now() >= deadline && !ready(&self.screen());
            assert!(!late, "no {what} on this screen:\n{}", self.picture());
        }
        self
    }

    /// Waits until the screen satisfies a condition; tells whether the program lived to see it.
    #[track_caller]
    pub(crate) fn lives_until(&mut self, what: &str, ready: impl Fn(&str) -> bool) -> bool {
        let deadline = Instant::now() + PATIENCE;
        while !ready(&self.screen()) {
            if self.child.try_wait().is_ok_and(|ended| ended.is_some()) {
                return false;
            }
            let late = Instant::now() >= deadline;
            assert!(!late, "no {what} on this screen:\n{}", self.picture());
            self.read_until(Instant::now() + Duration::from_millis(20));
        }
        true
    }

    /// Waits for the end; tells whether a signal brought it.
    #[track_caller]
    pub(crate) fn ends_by_signal(&mut self) -> bool {
        assert!(!self.lives_until("end", |_| false));
        let status = self.child.wait().expect("an exit status");
        status.signal().is_some()
    }

    /// Waits until everything that was ever written satisfies a condition.
    #[track_caller]
    pub(crate) fn wait_raw(&mut self, what: &str, ready: impl Fn(&str) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !ready(&String::from_utf8_lossy(&self.raw)) {
            let late = Instant::now() >= deadline;
            assert!(!late, "no {what} before this screen:\n{}", self.picture());
            let slice = Instant::now() + Duration::from_millis(20);
            self.read_until(slice.min(deadline));
        }
        self
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub(crate) fn see(&mut self, text: &str) -> &mut Self {
        let wanted = text.to_owned();
        self.wait(&format!("{text:?}"), move |screen| {
            flat(screen).contains(&wanted)
        })
    }

    /// Waits until the screen shows a text no more.
    #[track_caller]
    pub(crate) fn see_no_more(&mut self, text: &str) -> &mut Self {
        let gone = text.to_owned();
        self.wait(&format!("end of {text:?}"), move |screen| {
            !flat(screen).contains(&gone)
        })
    }

    /// Waits until a text was written, after what was waited for before.
    #[track_caller]
    pub(crate) fn hear(&mut self, text: &str) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let news = self.raw.get(self.past..).unwrap_or_default();
            let place = news
                .windows(text.len())
                .position(|part| part == text.as_bytes());
            if let Some(place) = place {
                self.past += place + text.len();
                return self;
            }
            let late = Instant::now() >= deadline;
            assert!(!late, "no {text:?} after all this:\n{}", self.written());
            let slice = Instant::now() + Duration::from_millis(20);
            self.read_until(slice.min(deadline));
        }
    }

    /// Waits until the terminal is as it was before the program began.
    #[track_caller]
    pub(crate) fn given_back(&mut self) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !self.modes_are_as_before() {
            let late = Instant::now() >= deadline;
            assert!(!late, "the terminal is not given back");
            let slice = Instant::now() + Duration::from_millis(20);
            self.read_until(slice.min(deadline));
        }
        self
    }

    /// Waits until more was written than so many bytes.
    #[track_caller]
    pub(crate) fn more_than(&mut self, bytes: usize) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while self.raw.len() <= bytes {
            self.read_until(deadline);
            let late = Instant::now() >= deadline;
            assert!(!late, "nothing new on this screen:\n{}", self.picture());
        }
        self
    }

    /// Takes in whatever is written within a time.
    pub(crate) fn watch(&mut self, time: Duration) -> &mut Self {
        let deadline = Instant::now() + time;
        while self.read_until(deadline) {}
        self
    }

    /// Waits until the program is at rest: it writes nothing, and none of its threads wakes up.
    #[track_caller]
    pub(crate) fn settle(&mut self) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let before = (self.raw.len(), Counted::of(self.id()));
            self.watch(Duration::from_millis(200));
            let after = (self.raw.len(), Counted::of(self.id()));
            if before == after && !after.1.busy {
                return self;
            }
            let late = Instant::now() >= deadline;
            assert!(!late, "no rest on this screen:\n{}", self.picture());
        }
    }

    /// Everything that was ever written.
    pub(crate) fn written(&self) -> String {
        String::from_utf8_lossy(&self.raw).into_owned()
    }

    /// Whether the terminal is as it was before the program began.
    pub(crate) fn modes_are_as_before(&self) -> bool {
        modes(&*self.master) == self.before
    }

    fn picture(&self) -> String {
        let mut out = String::new();
        for line in self.screen().lines() {
            writeln!(out, "| {line}").expect("writing to a string");
        }
        out
    }

    /// Presses keys.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        self.writer
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
        self
    }

    /// Pastes with the marks of a bracketed paste.
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.press(&format!("\x1b[200~{text}\x1b[201~"))
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master
            .resize(size)
            .expect("the window changes its size");
        self.parser
            .screen_mut()
            .set_size(nonzero(rows), nonzero(columns));
        self
    }

    /// The program's process.
    pub(crate) fn id(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&mut self, name: &str) -> &mut Self {
        let id = self.child.process_id().expect("a process").to_string();
        let sent = std::process::Command::new("kill")
            .args([name, &id])
            .status();
        assert!(
            sent.is_ok_and(|status| status.success()),
            "kill {name} {id}"
        );
        self
    }

    /// Waits for the end; the terminal must have been given back.
    #[track_caller]
    pub(crate) fn ends_with(&mut self, code: u32) {
        let found = self.ends();
        assert_eq!(found, code, "the last screen:\n{}", self.picture());
    }

    /// The same with any exit code, which it tells.
    #[track_caller]
    pub(crate) fn ends(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        // The output ends when the last process that holds the terminal is gone.
        while self.read_until(deadline) {}
        let ended = self.child.try_wait().expect("a status");
        let Some(status) = ended.or_else(|| self.reap(deadline)) else {
            panic!("still running, on this screen:\n{}", self.picture());
        };
        assert_eq!(status.signal(), None, "{}", self.picture());
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "bracketed paste is off");
        assert_eq!(
            modes(&*self.master),
            self.before,
            "the terminal's modes are as before"
        );
        status.exit_code()
    }

    /// The output has ended: the program is about to, unless the time is over.
    fn reap(&mut self, deadline: Instant) -> Option<portable_pty::ExitStatus> {
        (Instant::now() < deadline).then(|| self.child.wait().expect("an exit status"))
    }

    /// Kills the program as a lost machine would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("the program can be killed");
        self.child.wait().expect("an exit status");
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// The screen on one line, so that a wrapped sentence is found.
fn flat(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What `stty -g` would say.
fn modes(master: &dyn MasterPty) -> String {
    master
        .get_termios()
        .map_or_else(String::new, |modes| format!("{modes:?}"))
}
