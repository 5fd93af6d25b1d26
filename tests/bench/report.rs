//! The figures as a table for people and as JSON for programs.

use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use crate::measure::{Cost, Sample};
use crate::script::Program;
use crate::slow::Slow;
use crate::table;
use crate::wall::Wall;

/// Everything that was measured.
pub(crate) struct Whole<'a> {
    pub(crate) programs: &'a [Program],
    pub(crate) samples: &'a [Vec<Sample>],
    pub(crate) slow: &'a [Slow],
    pub(crate) wall: &'a [Wall],
    /// How busy the machine was, before and after.
    pub(crate) load: (f64, f64),
    pub(crate) binary_bytes: u64,
}

/// Says what is being measured now.
pub(crate) fn progress(line: &str) {
    complain(line);
}

/// A line on the standard error.
pub(crate) fn complain(line: &str) {
    // Nobody is left to be told when this fails.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// The value below which a share of the values lies.
fn quantile(values: &[u64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let last = sorted.len().saturating_sub(1);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a list of some hundred values"
    )]
    let place = (last as f64 * share).round() as usize;
    #[expect(clippy::cast_precision_loss, reason = "nanoseconds below an hour")]
    sorted.get(place).map_or(0.0, |value| *value as f64)
}

fn milliseconds(values: &[u64], share: f64) -> f64 {
    quantile(values, share) / 1e6
}

fn mean(values: impl Iterator<Item = u64>) -> f64 {
    let (mut sum, mut count) = (0_u64, 0_u32);
    for value in values {
        sum += value;
        count += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "bytes of a screen")]
    let sum = sum as f64;
    sum / f64::from(count.max(1))
}

/// What one kind of key cost, over all rounds.
fn keys(samples: &[Sample], of: fn(&Sample) -> &Vec<Cost>) -> Option<Value> {
    let costs: Vec<Cost> = samples.iter().flat_map(of).copied().collect();
    if costs.is_empty() {
        return None;
    }
    let times: Vec<u64> = costs.iter().map(|cost| cost.ns).collect();
    Some(json!({
        "count": costs.len(),
        "bytes_mean": mean(costs.iter().map(|cost| cost.bytes as u64)),
        "bytes_max": costs.iter().map(|cost| cost.bytes).max(),
        "writes_mean": mean(costs.iter().map(|cost| cost.writes)),
        "ms_median": milliseconds(&times, 0.5),
        "ms_p99": milliseconds(&times, 0.99),
        "ms_max": milliseconds(&times, 1.0),
    }))
}

fn program(program: &Program, samples: &[Sample], slow: Slow) -> Value {
    let starts: Vec<u64> = samples.iter().map(|sample| sample.start_ns).collect();
    let exits: Vec<u64> = samples.iter().map(|sample| sample.exit_ns).collect();
    let idle: Vec<_> = samples.iter().filter_map(|sample| sample.idle).collect();
    let seconds: u64 = idle.iter().map(|idle| idle.seconds).sum();
    let first = samples.first();
    json!({
        "name": program.name,
        "command": program.command,
        "first_frame": {
            "ms_median": milliseconds(&starts, 0.5),
            "ms_p10": milliseconds(&starts, 0.1),
            "ms_p90": milliseconds(&starts, 0.9),
            "bytes": first.map(|sample| sample.first_bytes),
            "plain_bytes": first.map(|sample| sample.first_plain_bytes),
            "writes": first.map(|sample| sample.first_writes),
        },
        "typed_key": keys(samples, |sample| &sample.typed),
        "erased_key": keys(samples, |sample| &sample.erased),
        "move": keys(samples, |sample| &sample.moved),
        "next_screen": keys(samples, |sample| &sample.next),
        "paste": keys(samples, |sample| &sample.pasted),
        "while_calling": keys(samples, |sample| &sample.chased),
        "idle": {
            "seconds": seconds,
            "bytes": idle.iter().map(|idle| idle.bytes).sum::<usize>(),
            "bytes_per_second": mean(idle.iter().map(|idle| idle.bytes as u64 / idle.seconds.max(1))),
            "wake_ups": idle.iter().map(|idle| idle.wakes).sum::<u64>(),
            "context_switches": idle.iter().map(|idle| idle.wakes + idle.pushed).sum::<u64>(),
            "cpu_ms": mean(idle.iter().map(|idle| idle.cpu_ns)) / 1e6,
        },
        "peak_kib": samples.iter().map(|sample| sample.peak_kib).max(),
        "threads": samples.iter().map(|sample| sample.threads).max(),
        "exit_ms_median": milliseconds(&exits, 0.5),
        "first_screen_9600_baud_ms": slow.at_9600_baud_ms,
        "first_screen_300_ms_round_trip_ms": slow.at_300_ms_ms,
    })
}

fn document(whole: &Whole<'_>) -> Value {
    let programs: Vec<Value> = whole
        .programs
        .iter()
        .zip(whole.samples)
        .zip(whole.slow)
        .map(|((one, samples), slow)| program(one, samples, *slow))
        .collect();
    let wall: Vec<Value> = whole
        .wall
        .iter()
        .map(|wall| {
            json!({
                "command": wall.name,
                "runs": wall.ns.len(),
                "ms_min": milliseconds(&wall.ns, 0.0),
                "ms_median": milliseconds(&wall.ns, 0.5),
                "ms_p90": milliseconds(&wall.ns, 0.9),
            })
        })
        .collect();
    json!({
        "schema": 1,
        "processors": std::thread::available_parallelism().map_or(0, usize::from),
        "load_before": whole.load.0,
        "load_after": whole.load.1,
        "binary_bytes": whole.binary_bytes,
        "programs": programs,
        "commands": wall,
    })
}

/// Prints the table.
pub(crate) fn table(whole: &Whole<'_>) -> Result<()> {
    let text = table::text(&document(whole))?;
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// Writes the document.
pub(crate) fn json(whole: &Whole<'_>, file: &Path) -> Result<()> {
    let text = serde_json::to_string_pretty(&document(whole))?;
    let mut file = std::fs::File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .open(file)?;
    writeln!(file, "{text}")?;
    Ok(())
}
