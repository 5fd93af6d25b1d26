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
}

impl Counted {
    pub(crate) fn of(id: u32) -> Self {
        let process = PathBuf::from(format!("/proc/{id}"));
        let tasks = std::fs::read_dir(process.join("task")).expect("a process that runs");
        Self {
            writes: value(&process.join("io"), "syscw:"),
            wakes: tasks
                .flatten()
                .map(|task| value(&task.path().join("status"), "voluntary_ctxt_switches:"))
                .sum(),
            threads: value(&process.join("status"), "Threads:"),
        }
    }
}

/// The number of the line that begins with a name.
fn value(file: &Path, name: &str) -> u64 {
    let text = std::fs::read_to_string(file).expect("a file of a process that runs");
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|rest| rest.trim().parse().ok());
    number.unwrap_or_else(|| panic!("no {name} in {}:\n{text}", file.display()))
}
