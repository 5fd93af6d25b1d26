//! igtoken takes a person from nothing to a working, saved, renewable Instagram access token.
//!
//! A pure core ([`wizard`]) says what is to be done, a thin [`shell`] does it, fronts show it.
//! Start reading at [`wizard`]; the map of the modules and the rules between them is in
//! `docs/architecture.md`.

pub mod clean;
pub mod cli;
pub mod front;
pub mod oauth;
pub mod plain;
pub mod provider;
pub mod sandbox;
pub mod secret;
pub mod shell;
pub mod store;
pub mod text;
pub mod time;
pub mod tui;
pub mod wizard;
