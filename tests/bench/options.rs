//! What can be asked of the benchmark.

use std::path::PathBuf;

use clap::Parser;

/// Measures the release binary, and other programs beside it, from the terminal's side.
#[derive(Debug, Parser)]
pub(crate) struct Options {
    /// How often each program is run
    #[arg(long, default_value_t = 5)]
    pub(crate) rounds: usize,
    /// How long each program is left alone while its wake-ups are counted, in seconds
    #[arg(long, default_value_t = 10)]
    pub(crate) idle: u64,
    /// Only the programs of these names, with commas between them
    #[arg(long)]
    pub(crate) only: Option<String>,
    /// A JSON file of other programs: their commands, and the keys that are pressed
    #[arg(long)]
    pub(crate) others: Option<PathBuf>,
    /// Also write everything as JSON
    #[arg(long)]
    pub(crate) json: Option<PathBuf>,
    /// Given by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}
