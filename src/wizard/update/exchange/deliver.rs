//! A verified token also goes to the targets of its profile, one after the other.
//!
//! It is in its place by then: a target that fails is named and keeps nothing from anybody else.

use super::super::super::effect::Effect;
use super::super::super::event::DeliverTrouble;
use super::super::super::problem;
use super::super::super::saved::TokenKind;
use super::super::super::state::{Entry, LineStatus, Purpose, RunStep, Screen, Stage, State, Tone};
use super::super::{Out, notice};
use super::begin::begin;
use super::stage::{enter, set_line};

/// How a verified token takes its place: where it is to be handed on, that is noted first.
pub(super) fn promotion(state: &State) -> Stage {
    if state.profile.deliver.is_empty() {
        Stage::Save
    } else {
        Stage::Owe
    }
}

/// Whether the token that serves has not reached all of its targets, and would be of use there.
pub(in super::super) fn is_owed(state: &State) -> bool {
    state.progress.undelivered
        && !state.profile.deliver.is_empty()
        && state
            .profile
            .token
            .as_ref()
            .is_some_and(|t| t.kind == TokenKind::LongLived && t.expires_at > state.now)
}

/// With the token that serves and has not reached all of its targets.
pub(in super::super) fn begin_with_owed(state: &mut State, out: Out<'_>) {
    let token = state.profile.token.clone();
    begin(state, Entry::Owed, &[RunStep::Deliver], token, out);
    enter(state, Stage::Deliver, out);
}

/// The next target, or the end of the round.
pub(super) fn next(state: &mut State, out: Out<'_>) {
    let Some(run) = &state.run else { return };
    let target = state.profile.deliver.get(run.delivered).cloned();
    let token = run.token.as_ref().map(|token| token.access_token.clone());
    if let (Some(target), Some(token)) = (target, token) {
        let task = state.tasks.begin(Purpose::Run);
        out.push(Effect::Deliver {
            task,
            target,
            token,
        });
        return;
    }
    let missed = !run.missed.is_empty();
    state.progress.undelivered = missed;
    let status = if missed {
        LineStatus::Failed
    } else {
        LineStatus::Done
    };
    set_line(state, RunStep::Deliver, status);
    enter(state, Stage::Close, out);
}

/// A target had its turn.
pub(in super::super) fn delivered(
    state: &mut State,
    result: Result<(), DeliverTrouble>,
    out: Out<'_>,
) {
    let Some(run) = &mut state.run else { return };
    if run.stage != Stage::Deliver {
        return;
    }
    let target = state.profile.deliver.get(run.delivered);
    if let (Err(trouble), Some(target)) = (result, target) {
        run.missed.push((target.name().to_owned(), trouble));
    }
    run.delivered += 1;
    next(state, out);
}

/// Names the targets that were missed, beside the token that is saved.
pub(super) fn say_missed(state: &mut State) {
    let said = problem::undelivered(state).map(|problem| (problem.what, problem.why));
    if let Some((what, why)) = said {
        state.screen = Screen::Overview;
        notice(state, Tone::Bad, why.unwrap_or(what));
    }
}
