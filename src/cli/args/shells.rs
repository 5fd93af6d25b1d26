//! The arguments of what a shell and a pager are given.

use std::path::PathBuf;

use clap::ValueEnum;

/// Options of `completions`.
#[derive(Debug, Clone, clap::Args)]
pub struct Completions {
    pub shell: Shell,
}

/// The shells with completions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// Options of `complete`.
#[derive(Debug, Clone, clap::Args)]
pub struct Complete {
    pub what: Names,
    /// The words of the command line so far
    #[arg(last = true)]
    pub words: Vec<String>,
}

/// The names that are completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Names {
    Profiles,
    Steps,
}

/// Options of `man`.
#[derive(Debug, Clone, clap::Args)]
pub struct Man {
    /// Write one page per command into this directory instead of printing the first
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}
