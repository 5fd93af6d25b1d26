//! The whole program on a pseudo-terminal: keys in, a screen out, no sleep.
//!
//! Start with [`Pty::open`]. [`Pty::see`] waits until the screen shows a text and prints the screen
//! when it never does.

mod home;
mod waits;

use std::fmt::Write as _;
use std::io::Read as _;
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

pub(crate) use home::Home;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

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

/// What `stty -g` would say.
fn modes(master: &dyn MasterPty) -> String {
    master
        .get_termios()
        .map_or_else(String::new, |modes| format!("{modes:?}"))
}
