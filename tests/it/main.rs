//! The whole program, from outside.

mod pty;
mod pty_journeys;
