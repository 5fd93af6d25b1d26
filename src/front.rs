//! One way to show the state and to hear the person.
//!
//! A front decides nothing: it turns what the terminal brought into events and shows the state.

use std::io;

use crate::wizard::{Event, State};

/// What the shell heard, for a front to make sense of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard<'a> {
    /// Bytes of the terminal.
    Bytes(&'a [u8]),
    /// The time of [`Front::deadline_ms`] passed without anything.
    Silence,
    /// The window has another size.
    Resized,
    /// The program was stopped and goes on.
    Resumed,
    /// The input has ended; what was heard before still counts.
    Ended,
    /// Nothing is under way and nothing was heard: a front without a person may act.
    Idle,
}

/// One way to show the state and to hear the person.
pub trait Front {
    /// Shows the state. Called after a batch of events, never on a tick.
    fn show(&mut self, state: &State) -> io::Result<()>;

    /// What was heard, as events. `now_ms` is a clock that only goes forward.
    fn hear(&mut self, state: &State, heard: Heard<'_>, now_ms: u64) -> Vec<Event>;

    /// When silence means something, in milliseconds of the same clock.
    fn deadline_ms(&self) -> Option<u64>;

    /// Whether the terminal's input is for this front.
    fn listens(&self) -> bool;

    /// Whether more input can be taken in now; what is not read waits where it is.
    fn is_hungry(&self) -> bool {
        true
    }

    /// A text for the terminal's clipboard, as it is to be written.
    fn copy(&mut self, text: &str) -> io::Result<()>;

    /// Whether the person asked to stop the program for a while (Ctrl-Z).
    fn wants_suspend(&mut self) -> bool {
        false
    }

    /// The program is about to be stopped: give the terminal back.
    fn suspend(&mut self) -> io::Result<()>;
}
