//! Takes the terminal over and gives it back, whatever happens.
//!
//! [`Screen::enter`] switches to raw mode and the alternate screen; leaving, dropping, a panic
//! ([`install_panic_hook`]) and [`restore`] (for signals) all give the terminal back with the same
//! one string, once. Nothing is asked of the terminal, so a silent one costs no time.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::panic::{self, Location};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::termios::{OptionalActions, QueueSelector, Termios};
use rustix::termios::{tcflush, tcgetattr, tcgetwinsize, tcsetattr};

/// Alternate screen, bracketed paste, automatic wrap; the first frame resets and clears.
pub const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[?7h";

/// No open link, no attributes, cursor shown, no bracketed paste, the main screen.
pub const LEAVE: &str = "\x1b]8;;\x1b\\\x1b[m\x1b[?25h\x1b[?2004l\x1b[?1049l";

/// The terminal as it was, while it is ours.
static HELD: Mutex<Option<Held>> = Mutex::new(None);

struct Held {
    tty: Tty,
    before: Termios,
}

fn held() -> MutexGuard<'static, Option<Held>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A terminal for writing, without a buffer in between.
///
/// A full line is waited for, also when the descriptor does not block because reading shares it.
#[derive(Debug)]
pub struct Tty(File);

impl Tty {
    /// A second descriptor of the same terminal.
    pub fn new(terminal: impl AsFd) -> io::Result<Self> {
        Ok(Self(File::from(terminal.as_fd().try_clone_to_owned()?)))
    }

    /// The size in cells; 80 by 24 when the terminal does not know it.
    pub fn size(&self) -> Size {
        match tcgetwinsize(&self.0) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size {
                width: size.ws_col,
                height: size.ws_row,
            },
            Ok(_) | Err(_) => Size {
                width: 80,
                height: 24,
            },
        }
    }
}

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.0.write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    match poll(&mut [PollFd::new(&self.0, PollFlags::OUT)], None) {
                        Ok(_) | Err(rustix::io::Errno::INTR) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
                written => return written,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal while the wizard has it; given back on drop.
#[derive(Debug)]
pub struct Screen {
    tty: Tty,
}

/// Who sends [`ENTER`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// It is written at once.
    Now,
    /// The caller sends it with the first frame, in the same write.
    WithFrame,
}

impl Screen {
    /// Takes the terminal over; fails when `terminal` is none or one is held already.
    pub fn enter(terminal: impl AsFd, entry: Entry) -> io::Result<Self> {
        // With NO_COLOR set, crossterm would else turn every colour into a full reset; what
        // NO_COLOR asks for is done by the theme.
        crossterm::style::Colored::set_ansi_color_disabled(false);
        let tty = Tty::new(terminal)?;
        take(&tty, entry)?;
        Ok(Self { tty })
    }

    /// One more writer to the same terminal, for the canvas.
    pub fn writer(&self) -> io::Result<Tty> {
        Tty::new(&self.tty.0)
    }

    /// The size in cells, asked of the kernel.
    pub fn size(&self) -> Size {
        self.tty.size()
    }

    /// Gives the terminal back; the second time does nothing.
    pub fn leave(&mut self) -> io::Result<()> {
        give_back(held().take())
    }

    /// Gives the terminal back before the process stops itself, as on Ctrl-Z.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.leave()
    }

    /// Takes the terminal over again; the next frame must be a full redraw.
    pub fn resume(&mut self) -> io::Result<()> {
        if self.is_held() {
            Ok(())
        } else {
            take(&self.tty, Entry::Now)
        }
    }

    /// Gives the terminal back once more, when that was done while a frame was on its way.
    pub fn stays_left(&mut self) -> io::Result<()> {
        if self.is_held() {
            Ok(())
        } else {
            self.tty.write_all(LEAVE.as_bytes())
        }
    }

    /// Whether the terminal is ours; not so after [`restore`] or a panic.
    pub fn is_held(&self) -> bool {
        held().is_some()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Nobody is left to hear of a failure.
        let _ = self.leave();
    }
}

fn take(tty: &Tty, entry: Entry) -> io::Result<()> {
    let mut held = held();
    if held.is_some() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut tty = Tty::new(&tty.0)?;
    let before = tcgetattr(&tty.0)?;
    let mut raw = before.clone();
    raw.make_raw();
    tcsetattr(&tty.0, OptionalActions::Now, &raw)?;
    let written = match entry {
        Entry::Now => tty.write_all(ENTER.as_bytes()),
        Entry::WithFrame => Ok(()),
    };
    let taken = Held { tty, before };
    if written.is_err() {
        let _ = give_back(Some(taken));
    } else {
        *held = Some(taken);
    }
    written
}

/// Gives the terminal back if it is held; for signals and other ways to end.
pub fn restore() -> io::Result<()> {
    give_back(held().take())
}

/// What is typed ahead is dropped: the rest of a pasted secret must not reach the shell.
fn give_back(held: Option<Held>) -> io::Result<()> {
    let Some(Held { mut tty, before }) = held else {
        return Ok(());
    };
    let written = tty.write_all(LEAVE.as_bytes());
    let _ = tcflush(&tty.0, QueueSelector::IFlush);
    tcsetattr(&tty.0, OptionalActions::Now, &before)?;
    written
}

/// Makes a panic give the terminal back first and then say only where it happened.
///
/// The panic's own message may hold a value, so it is never shown, and the hook that was there,
/// which would show it, is not called. `say` makes the sentence from the place.
/// A panic that is not `ours` is somebody else's to deal with, and nothing is said.
pub fn install_panic_hook(
    ours: impl Fn() -> bool + Send + Sync + 'static,
    say: impl Fn(Option<&Location<'_>>) -> String + Send + Sync + 'static,
) {
    panic::set_hook(Box::new(move |info| {
        if !ours() {
            return;
        }
        // A panic while the lock is held must not wait for itself.
        if let Ok(mut held) = HELD.try_lock() {
            let _ = give_back(held.take());
        }
        let sentence = say(info.location());
        let _ = writeln!(io::stderr(), "{sentence}");
    }));
}

#[cfg(test)]
mod tests;
