//! What the kernel counted for a process.

use std::path::{Path, PathBuf};

/// Counters of a process and all its threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Calls of `write` and its kin, to whatever descriptor.
    pub(crate) writes: u64,
    /// Times that a thread went to sleep, and so was woken.
    pub(crate) wakes: u64,
    pub(crate) threads: u64,
    /// Whether a thread runs or waits for a disk.
    pub(crate) busy: bool,
}

impl Counted {
    pub(crate) fn of(id: u32) -> Self {
        let process = PathBuf::from(format!("/proc/{id}"));
        let tasks = std::fs::read_dir(process.join("task")).expect("a process that runs");
        let tasks: Vec<PathBuf> = tasks.flatten().map(|task| task.path()).collect();
        Self {
            writes: number(&process.join("io"), "syscw:"),
            wakes: tasks
                .iter()
                .map(|task| number(&task.join("status"), "voluntary_ctxt_switches:"))
                .sum(),
            threads: number(&process.join("status"), "Threads:"),
            busy: tasks
                .iter()
                .any(|task| !value(&task.join("status"), "State:").starts_with('S')),
        }
    }
}

/// The rest of the line that begins with a name; empty when the thread has just ended.
fn value(file: &Path, name: &str) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.unwrap_or_default().trim().to_owned()
}

fn number(file: &Path, name: &str) -> u64 {
    let value = value(file, name);
    let number = value.parse();
    number.unwrap_or_else(|_| panic!("{name} {value:?} in {}", file.display()))
}
