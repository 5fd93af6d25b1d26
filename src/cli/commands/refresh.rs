//! `refresh`: a longer life for the token, by the provider's rules.

use std::process::ExitCode;

use serde_json::json;

use super::super::args::{Args, Refresh};
use super::super::context::Context;
use super::super::env::Environment;
use super::super::report::{Failure, SCHEMA};
use super::super::robot::{Robot, Script};
use super::super::session;
use super::super::{exit_code, io};
use crate::store::lock;
use crate::text::Phrase;
use crate::wizard::ErrorKind;
use crate::wizard::state::Goal;

/// Runs `refresh`.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Refresh,
) -> Result<ExitCode, Failure> {
    let before = Context::open(args, environment)?;
    let old = before.existing()?.token.clone();
    // One process at a time refreshes a profile; whoever waited reads the config again.
    let _guard = lock::exclusive(&before.paths.refresh_lock(&before.profile))
        .map_err(|error| Failure::store(&error))?;
    let context = Context::open(args, environment)?;
    let profile = context.existing()?;
    let provider = context.profile_provider()?;
    let session = session::open(args, environment, &context)?;
    let meanwhile = profile.token != old && profile.token.is_some();
    let (outcome, expires_at, missed) = if meanwhile {
        (
            "already-refreshed",
            profile.token.as_ref().map(|token| token.expires_at),
            None,
        )
    } else {
        let begun = session.begin(provider, Goal::Refresh)?;
        let ended = session
            .run_robot(begun, Robot::new(Script::Watch))
            .map_err(|failure| failure.with_result(&context))?;
        let after = ended.state.profile.token.as_ref();
        // The one before may be owed to a target that still does not take it.
        let outcome = if after == profile.token.as_ref() {
            "failed"
        } else {
            "refreshed"
        };
        (
            outcome,
            ended
                .state
                .profile
                .token
                .as_ref()
                .map(|token| token.expires_at),
            session::undelivered(&ended.state),
        )
    };
    if options.json {
        let result = json!({
            "profile": context.profile,
            "outcome": outcome,
            "expires_at": expires_at.map(|at| at.to_string()),
            "error": missed.as_ref().map(|failure| failure.value(&context.texts)),
        });
        if let Some(failure) = missed {
            return Err(failure.beside(json!({ "results": [result] })));
        }
        io::say_json(&json!({ "schema": SCHEMA, "results": [result] }));
        return Ok(exit_code::DONE.into());
    }
    if outcome != "failed" {
        let phrase = Phrase::new("cli-refreshed")
            .with("profile", context.profile.as_str())
            .with(
                "time",
                expires_at
                    .map(crate::time::Timestamp::local)
                    .unwrap_or_default(),
            );
        io::say(&context.texts.phrase(&phrase));
    }
    missed.map_or_else(|| Ok(exit_code::DONE.into()), Err)
}

impl Failure {
    /// The failure of a refresh also as the one entry of its results.
    fn with_result(self, context: &Context) -> Self {
        let outcome = match self.kind() {
            ErrorKind::NotReady | ErrorKind::Expired => "not-refreshable",
            ErrorKind::Usage
            | ErrorKind::Config
            | ErrorKind::NotFound
            | ErrorKind::ProviderRefused
            | ErrorKind::Network
            | ErrorKind::Input
            | ErrorKind::Cancelled
            | ErrorKind::Internal => "failed",
        };
        let expires_at = context
            .found()
            .and_then(|profile| profile.token.as_ref())
            .map(|token| token.expires_at.to_string());
        let result = json!({
            "profile": context.profile,
            "outcome": outcome,
            "expires_at": expires_at,
            "error": self.value(&context.texts),
        });
        self.beside(json!({ "results": [result] }))
    }
}
