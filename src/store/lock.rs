//! Locks between processes, on files of their own: a rename changes the inode of what is locked.
//!
//! The operating system gives a lock back when its process dies, however it dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use super::{StoreError, Why, atomic};
use crate::failpoint;

/// Holds a lock until it is dropped.
#[derive(Debug)]
#[must_use = "the lock is given back when the guard is dropped"]
pub struct Guard {
    file: File,
}

impl Guard {
    /// Leaves the number of a process in the file, for those who find it locked.
    pub(super) fn sign(&self, path: &Path, process: u32) -> Result<(), StoreError> {
        let mut file = &self.file;
        file.set_len(0)
            .and_then(|()| file.write_all(format!("{process}\n").as_bytes()))
            .map_err(|error| StoreError::writing(path, &error))
    }
}

/// Waits for the lock as long as it takes; call it off the thread that draws.
pub fn exclusive(path: &Path) -> Result<Guard, StoreError> {
    let file = open(path)?;
    loop {
        match file.lock() {
            Ok(()) => {
                failpoint::pass("lock.taken");
                return Ok(Guard { file });
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(StoreError::writing(path, &error)),
        }
    }
}

/// Takes the lock, or says [`StoreError::Busy`] at once.
pub fn try_exclusive(path: &Path) -> Result<Guard, StoreError> {
    let file = open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Guard { file }),
        Err(TryLockError::WouldBlock) => Err(StoreError::Busy),
        Err(TryLockError::Error(error)) => Err(StoreError::writing(path, &error)),
    }
}

fn open(path: &Path) -> Result<File, StoreError> {
    atomic::make_parent(path)?;
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(atomic::careful())
        .open(path)
        .map_err(|error| {
            if path.is_symlink() {
                StoreError::refused(path, Why::Symlink)
            } else if path.is_dir() {
                StoreError::refused(path, Why::Directory)
            } else {
                StoreError::writing(path, &error)
            }
        })?;
    let meta = file
        .metadata()
        .map_err(|error| StoreError::writing(path, &error))?;
    if meta.uid() != atomic::me() {
        return Err(StoreError::refused(path, Why::ForeignOwner));
    }
    Ok(file)
}

#[cfg(test)]
mod tests;
