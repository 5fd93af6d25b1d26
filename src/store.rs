//! Files: where they are, how they are read, and how they are replaced whole.
//!
//! Start with [`paths::Paths`], then [`config`] (profiles and tokens) and [`state`] (the place in the
//! checklist). Every write goes through [`atomic::replace`], and every change of an existing file is
//! made under its [`lock`]. Nothing here decides anything or says a sentence: errors are kinds, and
//! none of them ever holds a value from a file.

pub mod atomic;
pub mod config;
pub mod deliver;
mod fault;
mod fields;
pub mod lock;
pub mod paths;
pub mod state;

pub use fault::{Expected, Fault, Note, Problem, StoreError, Why};

use paths::Paths;

/// Proves that config and state can be written, without changing them.
///
/// Also reads the config, so that a broken one is met before a token is asked for.
pub fn prove(paths: &Paths) -> Result<(), StoreError> {
    config::load(paths)?;
    for file in [&paths.config_file, &paths.state_file] {
        let _guard = lock::exclusive(&atomic::lock_file(file)?)?;
        atomic::sweep(file)?;
        atomic::prove(file)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
