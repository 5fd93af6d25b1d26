//! The core, tested by events alone: no clock, no disk, no network.

mod callback;
mod checklist;
mod deliver;
mod embed;
mod exchange;
mod form;
mod journey;
mod keymap;
mod laws;
mod practice;
mod refresh;
mod resume;
mod retries;
mod sign_in;
mod trouble;
mod tunnel;
