//! The shell: does what the core asks for, and tells it what happened.

pub mod clock;
pub mod entropy;
pub mod http;
pub mod signals;
