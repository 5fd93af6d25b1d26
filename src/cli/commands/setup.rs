//! `setup` and `regenerate`: the wizard, on a screen or, in practice mode, played by the program.

use std::process::ExitCode;
use std::sync::Arc;

use serde_json::json;

use super::super::args::{Args, Regenerate, Setup};
use super::super::context::{Context, DEFAULT_PROVIDER};
use super::super::env::Environment;
use super::super::report::{self, Failure, SCHEMA};
use super::super::robot::{Robot, Script};
use super::super::session::{self, Ended, Session};
use super::super::{exit_code, io, wizard};
use crate::provider::Provider;
use crate::text::{Phrase, Texts};
use crate::wizard::state::Goal;
use crate::wizard::{Ending, ErrorKind, Problem};

/// Runs `setup`, which is also what the program does without a command.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Setup,
) -> Result<ExitCode, Failure> {
    if options.yes {
        session::only_in_practice(args)?;
    }
    let context = Context::open(args, environment)?;
    let mut provider = provider(&context, options.provider.as_deref())?;
    loop {
        let session = session::open(args, environment, &context)?;
        let begun = session.begin(Arc::clone(&provider), Goal::Setup)?;
        let ended = if options.yes {
            session.run_robot(begun, robot(&context, options.json))?
        } else {
            wizard::show(&session, begun, options.json)?
        };
        if let Ending::Switch { provider: other } = &ended.ending {
            provider = context.provider(other)?;
            continue;
        }
        return finish(&session, &ended, options.json, options.yes);
    }
}

/// Runs `regenerate`.
pub(in super::super) fn regenerate(
    args: &Args,
    environment: &Environment,
    options: &Regenerate,
) -> Result<ExitCode, Failure> {
    goal(
        args,
        environment,
        Goal::Regenerate,
        options.yes,
        options.json,
    )
}

/// Runs the core for a goal other than the whole set-up.
pub(super) fn goal(
    args: &Args,
    environment: &Environment,
    goal: Goal,
    yes: bool,
    json: bool,
) -> Result<ExitCode, Failure> {
    if yes {
        session::only_in_practice(args)?;
    }
    let context = Context::open(args, environment)?;
    if goal == Goal::Regenerate {
        context.existing()?;
    }
    let provider = context.profile_provider()?;
    let session = session::open(args, environment, &context)?;
    let begun = session.begin(provider, goal)?;
    if let Some(failure) = session::cannot_begin(&begun.0) {
        return Err(failure);
    }
    let ended = if yes {
        let begun = session.past_its_own_problem(begun);
        session.run_robot(begun, robot(&context, json))?
    } else {
        wizard::show(&session, begun, json)?
    };
    finish(&session, &ended, json, yes)
}

/// The provider of the profile; another one than it has is refused.
fn provider(context: &Context, asked: Option<&str>) -> Result<Arc<Provider>, Failure> {
    let has = context
        .found()
        .map(|profile| match profile.provider.as_str() {
            "" => DEFAULT_PROVIDER.to_owned(),
            other => other.to_owned(),
        });
    let begun = context
        .progress(&context.profile)?
        .map(|progress| progress.provider);
    if let Some(asked) = asked {
        context.provider(asked)?;
    }
    match (asked, has) {
        (Some(asked), Some(has)) if asked != has => Err(Failure::wrong_use(
            Phrase::new("cli-other-provider")
                .with("profile", context.profile.as_str())
                .with("provider", has),
            Phrase::new("cli-other-provider-fix")
                .with("provider", crate::clean::short_line(asked, 60)),
        )),
        (Some(asked), _) => context.provider(asked),
        (None, Some(has)) => context.provider(&has),
        (None, None) => context.provider(begun.as_deref().unwrap_or(DEFAULT_PROVIDER)),
    }
}

fn robot(context: &Context, json: bool) -> Robot {
    if json {
        Robot::new(Script::Play)
    } else {
        Robot::printing(Script::Play, Texts::new(context.lang))
    }
}

fn finish(
    session: &Session<'_>,
    ended: &Ended,
    json: bool,
    yes: bool,
) -> Result<ExitCode, Failure> {
    if ended.ending == Ending::Cancelled {
        if json {
            return Err(Failure::cancelled());
        }
        return Ok(exit_code::CANCELLED.into());
    }
    let missed = session::undelivered(&ended.state);
    let profiles = json!({ "profiles": [session.entry(&ended.state)] });
    if let Some(failure) = missed.filter(|_| json || !ended.state.joy) {
        return Err(failure.beside(profiles));
    }
    if json {
        let mut document = json!({ "schema": SCHEMA });
        report::merge(&mut document, &profiles);
        io::say_json(&document);
    } else if let Some(token) = ended
        .state
        .profile
        .token
        .as_ref()
        .filter(|_| ended.state.joy)
    {
        let file = session.context.paths.config_file.to_string_lossy();
        let phrase = Phrase::new("cli-token-saved")
            .with(
                "username",
                crate::clean::line(token.username.as_deref().unwrap_or("?")),
            )
            .with("path", crate::clean::line(&file))
            .with("time", token.expires_at.local());
        io::say(&session.context.texts.phrase(&phrase));
    } else if yes && !ended.state.is_finished() && ended.state.goal == Goal::Setup {
        return Err(Failure::from(Problem::own(
            ErrorKind::Internal,
            "not-finished",
            Phrase::new("cli-not-finished"),
            Phrase::new("cli-not-finished-fix"),
        )));
    } else if yes {
        io::say(&session.context.texts.get("cli-nothing-to-do"));
    }
    // The token is saved, and that was said: a timer still has to hear of the rest.
    session::undelivered(&ended.state).map_or_else(|| Ok(exit_code::DONE.into()), Err)
}
