//! The core: what is to be done next, as a pure function of what happened.
//!
//! Start with [`update()`]: it takes the [`State`] and an [`Event`] and returns [`Effect`]s for the
//! shell. [`keymap`] says what a key means in a state; dispatch, footer and help all read it.
//! Nothing here does I/O, reads a clock or draws a random number.

pub mod browser;
pub mod callback;
pub mod effect;
pub mod event;
pub mod field;
pub mod flaw;
pub mod keymap;
pub mod overview;
pub mod problem;
pub mod saved;
pub mod standing;
pub mod start;
pub mod state;
pub mod step;
pub mod tunnel;
mod update;
pub mod visit;

pub use effect::{Effect, Ending, TaskId};
pub use event::{Action, Event, SaveTrouble, Typing};
pub use problem::{ErrorKind, Problem};
pub use start::{Start, start};
pub use state::State;
pub use step::Status;
pub use update::{may_be_secret, picks, update};
pub use visit::{Told, Visit, VisitId};

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
