//! What the kernel counts for a process, read from `/proc`.

use std::path::PathBuf;

/// Counters of a process and its threads.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counters {
    /// Calls of `write` and its kin, to whatever descriptor.
    pub(crate) writes: u64,
    /// Times that a thread gave the processor up by itself, and so was woken again.
    pub(crate) wakes: u64,
    /// Times that another program took the processor away: a measure of the load, not of the program.
    pub(crate) pushed: u64,
    /// Time on a processor, in nanoseconds.
    pub(crate) cpu_ns: u64,
    pub(crate) threads: u64,
    /// The most memory that was resident, in KiB.
    pub(crate) peak_kib: u64,
}

impl Counters {
    /// The counters now; zeros when the process is gone.
    pub(crate) fn of(id: u32) -> Self {
        let process = PathBuf::from(format!("/proc/{id}"));
        let read = |path: PathBuf| std::fs::read_to_string(path).unwrap_or_default();
        let status = read(process.join("status"));
        let mut counted = Self {
            writes: value(&read(process.join("io")), "syscw:"),
            threads: value(&status, "Threads:"),
            peak_kib: value(&status, "VmHWM:"),
            ..Self::default()
        };
        let Ok(tasks) = std::fs::read_dir(process.join("task")) else {
            return counted;
        };
        for task in tasks.flatten() {
            let status = read(task.path().join("status"));
            counted.wakes += value(&status, "voluntary_ctxt_switches:");
            counted.pushed += value(&status, "nonvoluntary_ctxt_switches:");
            let spent = read(task.path().join("schedstat"));
            let spent = spent.split_whitespace().next();
            counted.cpu_ns += spent.and_then(|ns| ns.parse().ok()).unwrap_or(0);
        }
        counted
    }
}

/// How many programs wanted a processor over the last minute, on average.
pub(crate) fn load() -> f64 {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let first = text.split_whitespace().next();
    first.and_then(|load| load.parse().ok()).unwrap_or(0.0)
}

/// The number of the line that begins with a name.
fn value(text: &str, name: &str) -> u64 {
    text.lines()
        .filter_map(|line| line.strip_prefix(name))
        .find_map(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
