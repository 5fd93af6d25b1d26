//! `refresh`: a longer life for the token of one profile or of all, by the provider's rules.
//!
//! `one` refreshes one profile under its lock, `fleet` does it for many with a bounded number of
//! workers, `told` is what is answered about each.

mod fleet;
mod one;
mod told;

use std::process::ExitCode;

use serde_json::json;

use self::one::Asked;
use self::told::{Outcome, Told};
use super::super::args::{Args, Refresh};
use super::super::context::Context;
use super::super::env::Environment;
use super::super::report::{Failure, SCHEMA};
use super::super::session;
use super::super::{exit_code, io};
use crate::text::{Phrase, Texts};

/// Runs `refresh`.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Refresh,
) -> Result<ExitCode, Failure> {
    if options.all {
        fleet::run(args, environment, options)
    } else {
        single(args, environment, options)
    }
}

fn single(args: &Args, environment: &Environment, options: &Refresh) -> Result<ExitCode, Failure> {
    let context = Context::open(args, environment)?;
    let profile = context
        .existing()
        .map_err(|failure| failure.beside(json!({ "results": [] })))?;
    // Lives as long as the session that refreshes: it may hold the practice provider.
    let session = session::open(args, environment, &context)?;
    let asked = Asked {
        args,
        environment,
        options,
        ground: context.ground(),
        common: session.common(),
    };
    let told = match asked.skips(profile, None, session.now()) {
        Some(told) => told,
        None => asked.refresh(&profile.name, profile.token.as_ref(), None),
    };
    answer(told, options, &context.texts)
}

/// Answers for one profile: a failure of it is the command's.
fn answer(told: Told, options: &Refresh, texts: &Texts) -> Result<ExitCode, Failure> {
    let entry = told.entry(texts);
    if let Some(problem) = told.problem {
        return Err(Failure::from(problem).beside(json!({ "results": [entry] })));
    }
    if options.json {
        io::say_json(&json!({ "schema": SCHEMA, "results": [entry] }));
    } else {
        let id = if told.outcome == Outcome::NotDue {
            "refresh-one-not-due"
        } else {
            "cli-refreshed"
        };
        let phrase = Phrase::new(id)
            .with("profile", told.profile.as_str())
            .with("time", told.until());
        io::say(&texts.phrase(&phrase));
    }
    Ok(exit_code::DONE.into())
}
