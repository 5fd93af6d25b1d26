//! `paste`: reads what was copied, says what it is, and finishes the job.

mod waiting;

use std::process::ExitCode;

use serde_json::{Value, json};

use super::super::args::{Args, Paste};
use super::super::context::Context;
use super::super::env::Environment;
use super::super::report::{Failure, SCHEMA, words_of};
use super::super::robot::{OwnCode, Robot, Script};
use super::super::session::{self, Session};
use super::super::{exit_code, io};
use crate::oauth::paste::{Known, Pasted, Recognised, read};
use crate::provider::StepKind;
use crate::secret::Secret;
use crate::text::Phrase;
use crate::wizard::state::Goal;
use crate::wizard::{Ending, ErrorKind, Problem, State, problem};

/// Runs `paste`.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Paste,
) -> Result<ExitCode, Failure> {
    let context = Context::open(args, environment)?;
    let text = io::read_all()?;
    let provider = context.profile_provider()?;
    let session = session::open(args, environment, &context)?;
    let begun = session.begin(provider, Goal::Paste)?;
    let pasted = look(&begun.0, &text);
    let facts = facts(&pasted);
    if options.what {
        return what(&context, &begun.0, &text, &pasted, &facts, options.json);
    }
    let secret = Secret::new(text.as_str());
    drop(text);
    if let Some(heard) = waiting::hand_over(&context, &secret, options.yes)? {
        return waiting::finish(&context, &session, heard, options);
    }
    let own_code = if options.yes {
        OwnCode::Yes
    } else {
        OwnCode::Unsaid
    };
    let script = Script::Paste {
        text: Some(secret),
        own_code,
    };
    let ended = session.run(begun, &mut Robot::new(script))?;
    finish(
        &context,
        &session,
        &ended.state,
        &ended.ending,
        &pasted,
        facts,
        options,
    )
}

/// Looks at the text as the box of the wizard would.
fn look(state: &State, text: &str) -> Pasted {
    let sign_in = state.progress.sign_in.as_ref();
    read(
        text,
        &Known {
            api: &state.api,
            redirect_uri: sign_in
                .map(|sign_in| sign_in.redirect_uri.as_str())
                .or(state.profile.redirect_uri.as_deref()),
            state: sign_in.map(|sign_in| &sign_in.state),
            token_prefixes: &state.provider.token.prefixes,
            foreign_prefixes: &state.provider.token.foreign_prefixes,
            practice_base: state.place.practice.as_ref(),
        },
    )
}

fn facts(pasted: &Pasted) -> Value {
    json!({
        "recognised": pasted.recognised.name(),
        "state": pasted.state.name(),
        "missing": pasted.missing.iter().map(|missing| missing.name()).collect::<Vec<_>>(),
        "saved": false,
    })
}

fn what(
    context: &Context,
    state: &State,
    text: &str,
    pasted: &Pasted,
    facts: &Value,
    json: bool,
) -> Result<ExitCode, Failure> {
    let unknown = pasted.recognised.name() == Recognised::Unknown.name();
    if json {
        let mut document = json!({ "schema": SCHEMA });
        super::super::report::merge(&mut document, facts);
        if unknown {
            return Err(Failure::from(not_understood(context, state, text)).beside(facts.clone()));
        }
        io::say_json(&document);
    } else if unknown {
        return Err(Failure::from(not_understood(context, state, text)));
    } else {
        io::say(&format!(
            "{} (state: {})",
            pasted.recognised.name(),
            pasted.state.name()
        ));
        io::say(&said(context, state, text));
    }
    Ok(exit_code::DONE.into())
}

/// What the wizard would say of the text.
fn said(context: &Context, state: &State, text: &str) -> String {
    let mut probe = state.clone();
    crate::wizard::update(&mut probe, crate::wizard::Event::Pasted(Secret::new(text)));
    probe
        .paste
        .seen
        .map_or_else(String::new, |seen| words_of(&seen.say, &context.texts))
}

fn not_understood(context: &Context, state: &State, text: &str) -> Problem {
    Problem::own(
        ErrorKind::Input,
        "input-not-understood",
        Phrase::new("cli-paste-unknown"),
        Phrase::new("cli-paste-unknown-fix"),
    )
    .because(Phrase::new("cli-plain").with("text", said(context, state, text)))
    .mended_by(
        state
            .provider
            .step_of(StepKind::Authorize)
            .map(|step| step.id.clone()),
    )
}

fn finish(
    context: &Context,
    session: &Session<'_>,
    state: &State,
    ending: &Ending,
    pasted: &Pasted,
    mut facts: Value,
    options: &Paste,
) -> Result<ExitCode, Failure> {
    if let Some(problem) = state.problem.clone() {
        return Err(Failure::from(problem).beside(facts));
    }
    if *ending == Ending::Cancelled {
        return Err(Failure::cancelled().beside(facts));
    }
    let saved = state.joy
        || (pasted.recognised == Recognised::EmbedUrl && state.stored)
        || pasted.recognised == Recognised::DashboardPage;
    if !saved {
        let problem =
            session::no_secret(state).unwrap_or_else(|| problem::not_taken(state, pasted));
        return Err(Failure::from(problem).beside(facts));
    }
    let entry = state.joy.then(|| session.entry(state));
    if let Some(object) = facts.as_object_mut() {
        object.insert("saved".to_owned(), Value::Bool(true));
        if let Some(entry) = entry {
            object.insert("profile".to_owned(), entry);
        }
    }
    let missed = session::undelivered(state);
    if options.json {
        if let Some(failure) = missed {
            return Err(failure.beside(facts));
        }
        say_document(&facts);
        return Ok(exit_code::DONE.into());
    }
    say_saved(
        context,
        state.joy.then_some(state),
        pasted.recognised.name(),
    );
    missed.map_or_else(|| Ok(exit_code::DONE.into()), Err)
}

/// The one JSON document of a success.
fn say_document(facts: &Value) {
    let mut document = json!({ "schema": SCHEMA });
    super::super::report::merge(&mut document, facts);
    io::say_json(&document);
}

/// What was saved: a token, when there is a state with one, or what its name says.
fn say_saved(context: &Context, signed_in: Option<&State>, recognised: &str) {
    if let Some(token) = signed_in.and_then(|state| state.profile.token.as_ref()) {
        let file = context.paths.config_file.to_string_lossy();
        let phrase = Phrase::new("cli-token-saved")
            .with(
                "username",
                crate::clean::line(token.username.as_deref().unwrap_or("?")),
            )
            .with("path", crate::clean::line(&file))
            .with("time", token.expires_at.local());
        io::say(&context.texts.phrase(&phrase));
    } else if recognised == Recognised::EmbedUrl.name() {
        io::say(&context.texts.get("notice-embed-url"));
    } else {
        io::say(&context.texts.get("notice-dashboard-page"));
    }
}
