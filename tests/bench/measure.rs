//! One run of one program: what it wrote, when, and what it cost.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::options::Options;
use crate::process::Counters;
use crate::script::{Program, Step};
use crate::terminal::{Burst, Terminal};

/// After so long without a byte a frame is taken for complete.
const QUIET: Duration = Duration::from_millis(30);
/// The same for the first frame, which may be made of several parts.
const FIRST_QUIET: Duration = Duration::from_millis(250);
/// The same where the next key must not wait for it.
const CHASE_QUIET: Duration = Duration::from_millis(1);
/// A program that has not answered by then will not.
const LIMIT: Duration = Duration::from_secs(20);
/// A key that shows nothing is no key that is slow.
const KEY_LIMIT: Duration = Duration::from_millis(500);

/// What one key cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// From the key to the last byte of what it caused, in nanoseconds.
    pub(crate) ns: u64,
    pub(crate) bytes: usize,
    pub(crate) writes: u64,
}

/// What leaving a program alone cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Idle {
    pub(crate) seconds: u64,
    pub(crate) bytes: usize,
    pub(crate) wakes: u64,
    pub(crate) pushed: u64,
    pub(crate) cpu_ns: u64,
}

/// One run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sample {
    /// From the start to the last byte of the first complete frame, in nanoseconds.
    pub(crate) start_ns: u64,
    pub(crate) first_bytes: usize,
    pub(crate) first_writes: u64,
    /// The bytes of a plain encoder for the same screen, as a measure of the content.
    pub(crate) first_plain_bytes: usize,
    pub(crate) typed: Vec<Cost>,
    pub(crate) erased: Vec<Cost>,
    pub(crate) moved: Vec<Cost>,
    pub(crate) next: Vec<Cost>,
    pub(crate) pasted: Vec<Cost>,
    pub(crate) chased: Vec<Cost>,
    pub(crate) idle: Option<Idle>,
    pub(crate) peak_kib: u64,
    pub(crate) threads: u64,
    pub(crate) exit_ns: u64,
}

/// The bytes of a program's first frame.
pub(crate) fn first_frame(program: &Program) -> Result<Vec<u8>> {
    let mut terminal = Terminal::start(program)?;
    Ok(terminal.listen(FIRST_QUIET, LIMIT).bytes)
}

/// Runs a program once, with all its keys.
pub(crate) fn round(program: &Program, options: &Options) -> Result<Sample> {
    let mut terminal = Terminal::start(program)?;
    let first = terminal.listen(FIRST_QUIET, LIMIT);
    ensure!(
        terminal.screen().contains(&program.ready),
        "{} does not show {:?} but:\n{}",
        program.name,
        program.ready,
        terminal.screen()
    );
    let counters = terminal.counters();
    let mut sample = Sample {
        start_ns: first
            .last
            .map_or(0, |last| nanoseconds(terminal.begun, last)),
        first_bytes: first.bytes.len(),
        first_writes: counters.writes,
        first_plain_bytes: terminal.least().len(),
        ..Sample::default()
    };
    for step in &program.steps {
        play(&mut terminal, step, &mut sample)?;
    }
    if options.idle > 0 {
        sample.idle = Some(idle(&mut terminal, options.idle));
    }
    let counters = terminal.counters();
    sample.peak_kib = counters.peak_kib;
    sample.threads = counters.threads;
    let mut left = Instant::now();
    for name in &program.exit {
        let key = terminal.key(name)?;
        left = terminal.press(&key)?;
    }
    sample.exit_ns = nanoseconds(left, terminal.ended(LIMIT)?);
    Ok(sample)
}

fn play(terminal: &mut Terminal, step: &Step, sample: &mut Sample) -> Result<()> {
    match step {
        Step::Press(keys) => {
            for name in keys {
                let key = terminal.key(name)?;
                cost(terminal, &key)?;
            }
        }
        Step::Type(text) => {
            for letter in text.chars() {
                let letter = letter.to_string();
                sample.typed.push(cost(terminal, letter.as_bytes())?);
            }
        }
        Step::Erase(count) => {
            for _ in 0..*count {
                sample.erased.push(cost(terminal, b"\x7f")?);
            }
        }
        Step::Move { keys, times } => {
            for name in (0..*times).flat_map(|_| keys) {
                let key = terminal.key(name)?;
                sample.moved.push(cost(terminal, &key)?);
            }
        }
        Step::Next(keys) => {
            for name in keys {
                let key = terminal.key(name)?;
                sample.next.push(cost(terminal, &key)?);
            }
        }
        Step::Paste(text) => {
            let text = if terminal.takes_marked_pastes() {
                format!("\x1b[200~{text}\x1b[201~")
            } else {
                text.clone()
            };
            sample.pasted.push(cost(terminal, text.as_bytes())?);
        }
        Step::Chase { first, times } => {
            for name in first {
                let key = terminal.key(name)?;
                terminal.press(&key)?;
            }
            for turn in 0..*times {
                let before = terminal.counters();
                let at = terminal.resize(turn % 2 == 0)?;
                let burst = terminal.listen(CHASE_QUIET, KEY_LIMIT);
                sample.chased.push(cost_of(terminal, before, at, &burst));
            }
        }
    }
    Ok(())
}

fn cost(terminal: &mut Terminal, keys: &[u8]) -> Result<Cost> {
    let before = terminal.counters();
    let at = terminal.press(keys)?;
    let burst = terminal.listen(QUIET, KEY_LIMIT);
    Ok(cost_of(terminal, before, at, &burst))
}

fn cost_of(terminal: &Terminal, before: Counters, at: Instant, burst: &Burst) -> Cost {
    let after = terminal.counters();
    Cost {
        ns: burst.last.map_or(0, |last| nanoseconds(at, last)),
        bytes: burst.bytes.len(),
        writes: after.writes.saturating_sub(before.writes),
    }
}

fn idle(terminal: &mut Terminal, seconds: u64) -> Idle {
    // What the last key caused is over.
    terminal.listen(FIRST_QUIET, FIRST_QUIET);
    let before = terminal.counters();
    let burst = terminal.leave_alone(Duration::from_secs(seconds));
    let after = terminal.counters();
    let spent = |of: fn(&Counters) -> u64| of(&after).saturating_sub(of(&before));
    Idle {
        seconds,
        bytes: burst.bytes.len(),
        wakes: spent(|counters| counters.wakes),
        pushed: spent(|counters| counters.pushed),
        cpu_ns: spent(|counters| counters.cpu_ns),
    }
}

/// The time between two points, in nanoseconds.
pub(crate) fn nanoseconds(from: Instant, to: Instant) -> u64 {
    u64::try_from(to.saturating_duration_since(from).as_nanos()).unwrap_or(u64::MAX)
}
