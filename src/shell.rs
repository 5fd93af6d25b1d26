//! The shell: does what the core asks for, and tells it what happened.
