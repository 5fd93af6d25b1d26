//! Tests of the whole program: its binary, run as a person, a script or a timer would run it.
//!
//! Each test has a home of its own. No test needs more than the Rust toolchain.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "in a test, what is not as it must be ends the test"
)]

mod pty;
mod pty_journeys;
