//! `authorize-url`: prints the link; the open sign-in is kept, so that `paste` can finish it.

use std::process::ExitCode;

use serde_json::json;

use super::super::args::{Args, Plain};
use super::super::context::Context;
use super::super::env::Environment;
use super::super::report::{Failure, SCHEMA};
use super::super::robot::{Robot, Script};
use super::super::session;
use super::super::{exit_code, io};
use crate::provider::StepKind;
use crate::store::state;
use crate::text::Phrase;
use crate::wizard::state::Goal;
use crate::wizard::{ErrorKind, Problem};

/// Runs `authorize-url`.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Plain,
) -> Result<ExitCode, Failure> {
    let context = Context::open(args, environment)?;
    context.existing()?;
    let provider = context.profile_provider()?;
    let authorize = provider
        .step_of(StepKind::Authorize)
        .map(|step| step.id.clone());
    let session = session::open(args, environment, &context)?;
    let goal = authorize.map_or(Goal::Paste, Goal::Step);
    // A fresh link is what the problem asks for, and what this command was called for.
    let begun = session.past_its_own_problem(session.begin(provider, goal)?);
    let ended = session.run_robot(begun, Robot::new(Script::Watch))?;
    // The loop writes the place when convenient; here the link is worth nothing before it is kept.
    state::save(&context.paths, &context.profile, &ended.state.progress)
        .map_err(|error| Failure::store(&error))?;
    let (Some(link), Some(sign_in)) = (ended.state.link(), &ended.state.progress.sign_in) else {
        return Err(Failure::from(Problem::own(
            ErrorKind::NotReady,
            "not-ready",
            Phrase::new("cli-no-link"),
            Phrase::new("problem-no-token-fix"),
        )));
    };
    if options.json {
        io::say_json(&json!({
            "schema": SCHEMA,
            "profile": context.profile,
            "url": link.expose(),
            "redirect_uri": sign_in.redirect_uri,
            "ends_at": sign_in.ends_at.to_string(),
        }));
    } else {
        io::say(link.expose());
    }
    Ok(exit_code::DONE.into())
}
