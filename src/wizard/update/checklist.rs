//! Moving over the checklist and finishing its manual steps.

use crate::provider::{StepId, StepKind};

use super::super::effect::{Effect, Ending};
use super::super::event::Action;
use super::super::saved::Mark;
use super::super::state::{Goal, Purpose, Screen, State};
use super::super::step;
use super::{Direction, Out, exchange, form, leave, remember, resume, sign_in};

/// How a step came to be opened: browsing starts nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// With the arrow keys.
    Browsed,
    /// By name, from the overview, or because the step before is done.
    Asked,
}

/// Shows a step; one that is a call begins at once when it was asked for.
pub(super) fn open(state: &mut State, id: &StepId, arrival: Arrival, out: Out<'_>) {
    let Some(kind) = state.provider.step(id).map(|step| step.kind) else {
        return;
    };
    form::keep_drafts(state);
    state.progress.current = Some(id.clone());
    state.screen = Screen::Step;
    state.overlay = None;
    state.problem = None;
    if state.mending.as_ref() != Some(id) {
        state.mending = None;
    }
    state.paste.clear();
    for task in state.tasks.forget(|purpose| purpose == Purpose::Practise) {
        out.push(Effect::Drop { task });
    }
    // A token that could not be written is in the run alone.
    if !state.is_running() && !exchange::is_unsaved(state) {
        state.run = None;
    }
    form::build(state);
    match (kind, arrival) {
        (StepKind::Authorize, _) => sign_in::begin(state, arrival, out),
        (StepKind::Exchange, Arrival::Asked) => resume::exchange(state, out),
        (StepKind::Verify, Arrival::Asked) => resume::verify(state, out),
        (StepKind::Manual, _) | (StepKind::Exchange | StepKind::Verify, Arrival::Browsed) => {}
    }
    remember(state, out);
}

/// Up and down the rail.
pub(super) fn browse(state: &mut State, direction: Direction, out: Out<'_>) {
    if state.is_running() {
        return;
    }
    let here = state
        .progress
        .current
        .as_ref()
        .and_then(|id| state.provider.position(id))
        .unwrap_or_default();
    let there = match direction {
        Direction::Up => here.checked_sub(1),
        Direction::Down => Some(here + 1),
    };
    if let Some(step) = there.and_then(|index| state.provider.steps.get(index)) {
        let id = step.id.clone();
        open(state, &id, Arrival::Browsed, out);
    }
}

/// Enter on a step.
pub(super) fn go_on(state: &mut State, out: Out<'_>) {
    match state.step_kind() {
        StepKind::Manual => form::go_on(state, out),
        StepKind::Authorize => {
            if state.progress.sign_in.is_none() {
                sign_in::begin(state, Arrival::Asked, out);
            } else {
                sign_in::take(state, out);
            }
        }
        StepKind::Exchange => {
            if !state.is_running() {
                resume::exchange(state, out);
            }
        }
        StepKind::Verify => {
            if !state.is_running() {
                resume::verify(state, out);
            }
        }
    }
}

/// The person says that the open manual step is done.
pub(super) fn claim(state: &mut State, out: Out<'_>) {
    let Some(id) = state.progress.current.clone() else {
        return;
    };
    if step::mark(state, &id) != Mark::Verified {
        state.set_mark(&id, Mark::Claimed);
    }
    if state.mending.take() == Some(id) {
        // What the browser refused was about the old link.
        sign_in::regenerate(state, out);
        return;
    }
    advance(state, out);
}

/// To the next step that is not done, or to the end of what was asked for.
pub(super) fn advance(state: &mut State, out: Out<'_>) {
    remember(state, out);
    match &state.goal {
        Goal::Step(id) if state.progress.current.as_ref() == Some(id) => {
            leave(state, Ending::Done, out);
        }
        Goal::Step(id) => {
            let id = id.clone();
            open(state, &id, Arrival::Asked, out);
        }
        Goal::Setup if state.is_finished() => {
            state.screen = Screen::Overview;
            state.form = super::super::field::Form::default();
        }
        Goal::Setup | Goal::Regenerate | Goal::Refresh | Goal::Paste => {
            let here = state
                .progress
                .current
                .as_ref()
                .and_then(|id| state.provider.position(id))
                .unwrap_or_default();
            let open_after = state
                .provider
                .steps
                .iter()
                .skip(here + 1)
                .find(|step| matches!(step::mark(state, &step.id), Mark::Todo | Mark::Failed))
                .or_else(|| step::first_open(state))
                .map(|step| step.id.clone())
                // Everything is ticked and there is no token: only a sign-in brings one.
                .or_else(|| kind_of(state, StepKind::Authorize));
            if let Some(id) = open_after {
                open(state, &id, Arrival::Asked, out);
            }
        }
    }
}

/// Back to the step where a link is made, asked for by a problem or by the person.
pub(super) fn open_authorize(state: &mut State, out: Out<'_>) {
    if let Some(id) = kind_of(state, StepKind::Authorize) {
        super::act(state, Action::Open(id), out);
    }
}

fn kind_of(state: &State, kind: StepKind) -> Option<StepId> {
    state.provider.step_of(kind).map(|step| step.id.clone())
}
