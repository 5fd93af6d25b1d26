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
pub mod handover;
pub mod lock;
pub mod paths;
pub mod sender;
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

/// Whether config and state could be written, found out without making a directory or a lock.
///
/// Where the directory is there, a temporary file is made in it and removed.
pub fn could_write(paths: &Paths) -> Result<(), StoreError> {
    for file in [&paths.config_file, &paths.state_file] {
        let dir = file.parent().unwrap_or(file);
        if dir.is_dir() {
            atomic::prove(file)?;
            continue;
        }
        let place = dir
            .ancestors()
            .find(|place| place.symlink_metadata().is_ok());
        let place = place.unwrap_or(dir);
        let fault = if place.is_dir() {
            use rustix::fs::Access;
            rustix::fs::access(place, Access::WRITE_OK | Access::EXEC_OK)
                .err()
                .map(|error| Fault::of(&error.into()))
        } else {
            Some(Fault::NotADirectory)
        };
        if let Some(reason) = fault {
            return Err(StoreError::NotWritable {
                path: fault::shown(place),
                reason,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
