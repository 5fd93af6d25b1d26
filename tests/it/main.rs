//! Tests of the whole program: its binary, run as a person, a script or a timer would run it.
//!
//! Each test has a home of its own, see [`home`]. A test that needs more than the Rust toolchain is
//! ignored, and says what it needs; `.ci/run` runs them all.

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod around;
#[cfg(test)]
mod budgets;
#[cfg(test)]
mod callback_page;
#[cfg(test)]
mod chromium;
#[cfg(test)]
mod cli_doctor;
#[cfg(test)]
mod cli_help;
#[cfg(test)]
mod cli_paste;
#[cfg(test)]
mod cli_profile;
#[cfg(test)]
mod cli_refresh;
#[cfg(test)]
mod cli_schedule;
#[cfg(test)]
mod cli_secret;
#[cfg(test)]
mod cli_setup;
#[cfg(test)]
mod cli_shells;
#[cfg(test)]
mod cli_sign_in;
#[cfg(test)]
mod cli_status;
#[cfg(test)]
mod cli_step;
#[cfg(test)]
mod cli_usage;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod deliver;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod docs;
#[cfg(test)]
mod explain;
#[cfg(test)]
mod handover;
#[cfg(test)]
mod home;
#[cfg(test)]
mod http;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod misbehaving;
#[cfg(test)]
mod network;
#[cfg(test)]
mod picture;
#[cfg(test)]
mod plain;
#[cfg(test)]
mod pty;
#[cfg(test)]
mod pty_callback;
#[cfg(test)]
mod pty_journeys;
#[cfg(test)]
mod refresh_all;
#[cfg(test)]
mod sandbox_http;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod security;
#[cfg(test)]
mod ssh;
#[cfg(test)]
mod sshd;
#[cfg(test)]
mod tmux;
#[cfg(test)]
mod together;
#[cfg(test)]
mod wild;
#[cfg(test)]
mod words;
#[cfg(test)]
mod xterm;
