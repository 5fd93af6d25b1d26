//! The wizard as a full screen.
//!
//! [`view`] draws the state and [`front`] hears the person; what is under them knows nothing of the
//! wizard: [`terminal`] takes and gives back the terminal,
//! [`canvas`] draws a frame in one write through [`backend`], with the one-piece link of
//! [`overlay`]; [`input`] turns bytes into keys and pastes; [`theme`] and [`widget`] are how
//! things look. It never asks the terminal anything and never captures the mouse.

pub mod backend;
pub mod canvas;
pub mod code;
pub mod front;
pub mod input;
pub mod layout;
pub mod overlay;
pub mod terminal;
pub mod theme;
pub mod view;
pub mod widget;
