//! A program on a pseudo-terminal, with the time of every piece that it writes.

use std::io::{Read as _, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::process::Counters;
use crate::script::{Program, key};

/// The window: the one that every terminal can be.
pub(crate) const COLUMNS: u16 = 80;
pub(crate) const ROWS: u16 = 24;

/// A running program, seen from its terminal.
pub(crate) struct Terminal {
    // Open as long as the program runs.
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    parser: vt100::Parser,
    pub(crate) begun: Instant,
}

/// What came until the program was quiet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Burst {
    pub(crate) bytes: Vec<u8>,
    /// When the last piece came.
    pub(crate) last: Option<Instant>,
}

impl Terminal {
    /// Starts a program.
    pub(crate) fn start(program: &Program) -> Result<Self> {
        program.forget()?;
        let size = PtySize {
            rows: ROWS,
            cols: COLUMNS,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size)?;
        let (name, arguments) = program.command.split_first().context("an empty command")?;
        let mut command = CommandBuilder::new(name);
        command.args(arguments);
        command.env_clear();
        for (name, value) in &program.environment {
            command.env(name, value);
        }
        let mut reader = pair.master.try_clone_reader()?;
        let (sender, output) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let piece = buffer.get(..count).unwrap_or_default().to_vec();
                if sender.send((Instant::now(), piece)).is_err() {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer()?;
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let (Some(rows), Some(columns)) = (NonZeroU16::new(ROWS), NonZeroU16::new(COLUMNS)) else {
            bail!("a window has a size");
        };
        Ok(Self {
            master: pair.master,
            child,
            writer,
            output,
            parser: vt100::Parser::new(rows, columns, 0),
            begun,
        })
    }

    /// What the kernel has counted for the program.
    pub(crate) fn counters(&self) -> Counters {
        self.child
            .process_id()
            .map_or_else(Counters::default, Counters::of)
    }

    /// What is written until nothing more comes for `quiet`, within `limit`.
    pub(crate) fn listen(&mut self, quiet: Duration, limit: Duration) -> Burst {
        let end = Instant::now() + limit;
        let mut burst = Burst::default();
        loop {
            let wait = if burst.last.is_some() { quiet } else { limit };
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(wait.min(left)) {
                Ok((at, piece)) => {
                    self.parser.process(&piece);
                    burst.bytes.extend_from_slice(&piece);
                    burst.last = Some(at);
                }
                Err(_) => return burst,
            }
        }
    }

    /// Everything that comes within a time, also when it is nothing.
    pub(crate) fn leave_alone(&mut self, time: Duration) -> Burst {
        let end = Instant::now() + time;
        let mut burst = Burst::default();
        while let Ok((at, piece)) = self
            .output
            .recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            self.parser.process(&piece);
            burst.bytes.extend_from_slice(&piece);
            burst.last = Some(at);
        }
        burst
    }

    /// Presses keys: all at once, as a terminal sends one key or one paste.
    pub(crate) fn press(&mut self, keys: &[u8]) -> Result<Instant> {
        let at = Instant::now();
        self.writer.write_all(keys)?;
        self.writer.flush()?;
        Ok(at)
    }

    /// Makes the window a line smaller, or as it was.
    pub(crate) fn resize(&mut self, smaller: bool) -> Result<Instant> {
        let at = Instant::now();
        self.master.resize(PtySize {
            rows: ROWS - u16::from(smaller),
            cols: COLUMNS,
            pixel_width: 0,
            pixel_height: 0,
        })?;
        Ok(at)
    }

    /// What this terminal sends for a key, in the mode that the program asked for.
    pub(crate) fn key(&self, name: &str) -> Result<Vec<u8>> {
        let mut bytes = key(name)?;
        if self.parser.screen().application_cursor()
            && let [0x1b, second @ b'[', b'A'..=b'D'] = bytes.as_mut_slice()
        {
            *second = b'O';
        }
        Ok(bytes)
    }

    /// Whether the program asked for marks around a paste.
    pub(crate) fn takes_marked_pastes(&self) -> bool {
        self.parser.screen().bracketed_paste()
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// The bytes that a terminal needs to show this screen, from an empty one.
    pub(crate) fn least(&self) -> Vec<u8> {
        self.parser.screen().contents_formatted().into_bytes()
    }

    /// Waits for the end of the output and of the program, within a limit; when it came.
    pub(crate) fn ended(&mut self, limit: Duration) -> Result<Instant> {
        let end = Instant::now() + limit;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok((_, piece)) => self.parser.process(&piece),
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    bail!("it does not end; its screen:\n{}", self.screen())
                }
            }
        }
        self.child.wait()?;
        Ok(Instant::now())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            // Nothing can be done about a program that is gone already.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
