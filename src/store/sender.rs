//! Who has sent a code and waits for its answer: a lock that names the process that holds it.
//!
//! The state file alone cannot tell an answer that is still waited for from one that nobody will
//! read any more. The operating system can: it gives the lock back with the process.

use super::lock::{self, Guard};
use super::paths::Paths;
use super::{StoreError, atomic};
use crate::wizard::saved::Sender;

/// Says that this process is the one, as long as the guard is kept. Where another is, or where the
/// lock cannot be had, the exchange goes on without it.
pub fn hold(paths: &Paths, profile: &str) -> Option<Guard> {
    let path = paths.sender_lock(profile);
    match lock::try_exclusive(&path).and_then(|guard| {
        guard.sign(&path, std::process::id())?;
        Ok(guard)
    }) {
        Ok(guard) => Some(guard),
        Err(error) => {
            tracing::info!(%error, "nobody is told that this process waits for an answer");
            None
        }
    }
}

/// The process that holds it now, where there is one.
pub fn look(paths: &Paths, profile: &str) -> Option<Sender> {
    let path = paths.sender_lock(profile);
    // One that was never made is held by nobody, and looking makes none.
    path.symlink_metadata().ok()?;
    match lock::try_exclusive(&path) {
        Err(StoreError::Busy) => {}
        Ok(_) | Err(_) => return None,
    }
    let read = atomic::look(&path).ok().flatten();
    let process = read.and_then(|read| read.text.trim().parse().ok());
    Some(Sender { process })
}

#[cfg(test)]
mod tests;
