//! The core: what is to be done next, as a pure function of what happened.

pub mod saved;
