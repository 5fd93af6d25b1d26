//! The first screen over a slow line: 9600 baud, and 300 ms there and back.
//!
//! A relay stands between the program and the terminal. It hands on so many bytes a second and
//! each of them late; while it waits, the program's own writes wait too, as they do in life.

use std::io::Read as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::script::Program;
use crate::terminal::{COLUMNS, ROWS};

/// Eight bits, a start and a stop bit.
const BYTE_AT_9600: Duration = Duration::from_micros(1042);
/// Half of it on the way there, half on the way back.
const ROUND_TRIP: Duration = Duration::from_millis(300);
/// A program that wrote nothing for so long has shown what it has.
const QUIET: Duration = Duration::from_millis(1500);

/// How long the first screen takes, in milliseconds from the start.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slow {
    pub(crate) at_9600_baud_ms: u64,
    pub(crate) at_300_ms_ms: u64,
}

/// Measures both lines.
pub(crate) fn first_screen(program: &Program) -> Result<Slow> {
    Ok(Slow {
        at_9600_baud_ms: through(program, BYTE_AT_9600, Duration::ZERO)?,
        at_300_ms_ms: through(program, Duration::ZERO, ROUND_TRIP)?,
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "a slow line is made of waiting, not of a condition"
)]
fn through(program: &Program, per_byte: Duration, round_trip: Duration) -> Result<u64> {
    program.forget()?;
    let pair = native_pty_system().openpty(PtySize {
        rows: ROWS,
        cols: COLUMNS,
        pixel_width: 0,
        pixel_height: 0,
    })?;
    let (name, arguments) = program.command.split_first().context("an empty command")?;
    let mut command = CommandBuilder::new(name);
    command.args(arguments);
    command.env_clear();
    for (name, value) in &program.environment {
        command.env(name, value);
    }
    let mut reader = pair.master.try_clone_reader()?;
    let begun = Instant::now();
    let mut child = pair.slave.spawn_command(command)?;
    drop(pair.slave);
    let (sender, output) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        // Small pieces, so that the program waits when the line is full.
        let mut buffer = [0; 16];
        let mut free_at = Instant::now();
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            let now = Instant::now();
            let pieces = u32::try_from(count).unwrap_or(u32::MAX);
            free_at = free_at.max(now) + per_byte * pieces;
            std::thread::sleep(free_at.saturating_duration_since(now));
            if sender.send(Instant::now() + round_trip / 2).is_err() {
                return;
            }
        }
    });
    let mut shown = begun;
    while let Ok(at) = output.recv_timeout(QUIET) {
        shown = at;
    }
    // It may have ended by itself.
    let _ = child.kill();
    child.wait()?;
    Ok(u64::try_from(
        shown.saturating_duration_since(begun).as_millis(),
    )?)
}
