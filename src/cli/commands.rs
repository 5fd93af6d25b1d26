//! One file per command.

pub(super) mod authorize_url;
pub(super) mod callback_page;
pub(super) mod completions;
pub(super) mod config;
pub(super) mod doctor;
pub(super) mod explain;
pub(super) mod man;
pub(super) mod paste;
pub(super) mod profile;
pub(super) mod refresh;
pub(super) mod sandbox;
pub(super) mod schedule;
pub(super) mod setup;
pub(super) mod status;
pub(super) mod step;
pub(super) mod token;
