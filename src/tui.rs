//! The wizard as a full screen.
//!
//! This part knows nothing of the wizard: [`terminal`] takes and gives back the terminal,
//! [`canvas`] draws a frame in one write through [`backend`], with the one-piece link of
//! [`overlay`]; [`input`] turns bytes into keys and pastes; [`theme`] and [`widget`] are how
//! things look. It never asks the terminal anything and never captures the mouse.

pub mod backend;
pub mod canvas;
pub mod front;
pub mod input;
pub mod overlay;
pub mod terminal;
pub mod theme;
pub mod widget;
