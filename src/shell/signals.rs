//! Signals, as values to wait for.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// What the system or the terminal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// SIGTERM.
    Terminate,
    /// SIGHUP: the terminal or the connection is gone.
    HangUp,
    /// SIGINT, when the terminal is not in raw mode.
    Interrupt,
    /// SIGWINCH.
    Resize,
    /// SIGTSTP: suspend, once the terminal is given back.
    Suspend,
    /// SIGCONT: the terminal may have changed meanwhile.
    Continue,
}

/// Waits for signals; from [`Signals::listen`] on they no longer end the process.
#[derive(Debug)]
pub struct Signals {
    terminate: Signal,
    hang_up: Signal,
    interrupt: Signal,
    resize: Signal,
    suspend: Signal,
    resume: Signal,
}

impl Signals {
    /// Takes the signals over; needs a running tokio runtime.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            resize: signal(SignalKind::window_change())?,
            suspend: signal(named(rustix::process::Signal::TSTP))?,
            resume: signal(named(rustix::process::Signal::CONT))?,
        })
    }

    /// The next signal. What ends the program comes first. Cancel safe.
    pub async fn next(&mut self) -> Notice {
        tokio::select! {
            biased;
            Some(()) = self.terminate.recv() => Notice::Terminate,
            Some(()) = self.hang_up.recv() => Notice::HangUp,
            Some(()) = self.interrupt.recv() => Notice::Interrupt,
            Some(()) = self.suspend.recv() => Notice::Suspend,
            Some(()) = self.resume.recv() => Notice::Continue,
            Some(()) = self.resize.recv() => Notice::Resize,
            else => std::future::pending().await,
        }
    }
}

fn named(signal: rustix::process::Signal) -> SignalKind {
    SignalKind::from_raw(signal.as_raw())
}

#[cfg(test)]
mod tests;
