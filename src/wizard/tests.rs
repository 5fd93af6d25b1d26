//! The core, tested by events alone: no clock, no disk, no network.

mod around;
mod callback;
mod checklist;
mod deliver;
mod embed;
mod exchange;
mod form;
mod joining;
mod journey;
mod keymap;
mod late;
mod laws;
mod practice;
mod refresh;
mod resume;
mod retries;
mod scopes;
mod sign_in;
mod trouble;
mod tunnel;
mod visit;
