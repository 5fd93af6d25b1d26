//! Reads a terminal raw for lines, and gives it back, whatever happens.
//!
//! The kernel's own line editing cuts lines at 4096 bytes, so it is off, and its echo with it. Ctrl-C
//! and Ctrl-Z come as bytes, so that no key ends the program without the terminal being given back.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::AsFd;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::termios::{
    InputModes, LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, Termios, tcflush,
    tcgetattr, tcsetattr,
};

/// The terminal as it was, while it is ours.
static HELD: Mutex<Option<Held>> = Mutex::new(None);

struct Held {
    tty: File,
    before: Termios,
}

fn held() -> MutexGuard<'static, Option<Held>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The terminal while lines are read from it; given back on drop.
#[derive(Debug)]
pub(super) struct Terminal {
    tty: File,
}

impl Terminal {
    /// Takes a terminal over; fails when it is none or one is held already.
    pub(super) fn take(terminal: impl AsFd) -> io::Result<Self> {
        let tty = File::from(terminal.as_fd().try_clone_to_owned()?);
        let taken = Self { tty };
        taken.resume()?;
        Ok(taken)
    }

    /// Shows what is typed, as the kernel would have.
    pub(super) fn echo(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() && self.tty.write_all(bytes).is_err() {
            // A terminal that was opened for reading alone shows nothing.
            tracing::debug!("nothing is echoed");
        }
    }

    /// Takes the terminal over again after [`restore`].
    pub(super) fn resume(&self) -> io::Result<()> {
        let mut held = held();
        if held.is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let tty = self.tty.try_clone()?;
        let before = tcgetattr(&tty)?;
        let mut raw = before.clone();
        raw.local_modes -= LocalModes::ICANON
            | LocalModes::ECHO
            | LocalModes::ECHONL
            | LocalModes::ISIG
            | LocalModes::IEXTEN;
        raw.input_modes -= InputModes::IXON;
        raw.input_modes |= InputModes::ICRNL;
        raw.special_codes[SpecialCodeIndex::VMIN] = 1;
        raw.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(&tty, OptionalActions::Now, &raw)?;
        *held = Some(Held { tty, before });
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Nobody is left to hear of a failure.
        let _ = restore();
    }
}

/// Gives the terminal back if it is held. What is typed ahead is dropped: the rest of a pasted
/// secret must not reach the shell.
pub fn restore() -> io::Result<()> {
    let Some(Held { tty, before }) = held().take() else {
        return Ok(());
    };
    let _ = tcflush(&tty, QueueSelector::IFlush);
    tcsetattr(&tty, OptionalActions::Now, &before)?;
    Ok(())
}
