//! The shell: does what the core asks for, and tells it what happened.
//!
//! Start with [`event_loop::run`]; [`runner::Runner`] turns effects into work. The shell decides
//! nothing: it knows no step, no provider's host or field, and no sentence for a person.

pub mod clock;
mod deliver;
pub mod disk;
pub mod entropy;
pub mod event_loop;
pub mod handover;
pub mod http;
pub mod input;
pub mod listener;
mod opener;
mod promise;
pub mod runner;
pub mod signals;
mod tmux;
pub mod zone;
