//! `step`: one step alone, or the list of steps.

use std::process::ExitCode;

use serde_json::json;

use super::super::args::{Args, Step};
use super::super::context::Context;
use super::super::env::Environment;
use super::super::report::{Failure, SCHEMA};
use super::super::session;
use super::super::{exit_code, io};
use crate::clean;
use crate::provider::{StepId, StepKind};
use crate::text::Phrase;
use crate::tui::widget::pad;
use crate::wizard::Status;
use crate::wizard::state::Goal;
use crate::wizard::step::status;

/// Runs `step`.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Step,
) -> Result<ExitCode, Failure> {
    if options.list {
        return list(args, environment, options.json);
    }
    let name = options.step.as_deref().unwrap_or_default();
    let context = Context::open(args, environment)?;
    let provider = context.profile_provider()?;
    let id = StepId::new(name);
    if provider.step(&id).is_none() {
        let known: Vec<&str> = provider.steps.iter().map(|step| step.id.as_str()).collect();
        return Err(Failure::wrong_use(
            Phrase::new("cli-unknown-step")
                .with("step", clean::short_line(name, 60))
                .with("provider", provider.id.as_str()),
            Phrase::new("cli-unknown-step-fix").with("known", known.join(", ")),
        ));
    }
    drop(context);
    super::setup::goal(args, environment, Goal::Step(id), options.yes, options.json)
}

fn list(args: &Args, environment: &Environment, json: bool) -> Result<ExitCode, Failure> {
    let context = Context::open(args, environment)?;
    let provider = context.profile_provider()?;
    let session = session::open(args, environment, &context)?;
    // The goal that begins nothing: the list only looks.
    let (mut state, _) = session.begin(provider, Goal::Paste)?;
    state.progress.current = context
        .progress(&context.profile)?
        .and_then(|progress| progress.current)
        .or_else(|| crate::wizard::step::first_open(&state).map(|step| step.id.clone()));
    let steps: Vec<_> = state
        .provider
        .steps
        .iter()
        .map(|step| {
            let kind = if step.kind == StepKind::Manual {
                "manual"
            } else {
                "action"
            };
            (step, kind, status(&state, &step.id))
        })
        .collect();
    if json {
        let steps: Vec<_> = steps
            .iter()
            .map(|(step, kind, status)| {
                json!({ "id": step.id.as_str(), "kind": kind, "status": status.name() })
            })
            .collect();
        io::say_json(&json!({
            "schema": SCHEMA,
            "profile": context.profile,
            "provider": state.provider.id,
            "steps": steps,
        }));
    } else {
        for (step, _, status) in &steps {
            let title = step.title.get(context.lang);
            let status = context.texts.get(word(*status));
            io::say(&format!(
                "{} {:<22} {title}",
                pad(&status, 9),
                step.id.as_str()
            ));
        }
    }
    Ok(exit_code::DONE.into())
}

/// A status in a word.
const fn word(status: Status) -> &'static str {
    match status {
        Status::Todo => "cli-step-todo",
        Status::Current => "cli-step-current",
        Status::Claimed => "cli-step-claimed",
        Status::Verified => "cli-step-verified",
        Status::Failed => "cli-step-failed",
    }
}
