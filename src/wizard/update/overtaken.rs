//! Another process has finished this sign-in, or replaced it: what it left is what counts.

use crate::text::Phrase;

use super::super::event::{Found, SaveReason, SaveTrouble};
use super::super::problem::{ErrorKind, Problem};
use super::super::start::place_to_go_on;
use super::super::state::{Goal, Overlay, Screen, State, Tone};
use super::{Out, exchange, form, notice};

/// Takes over what the other process left on disk.
pub(super) fn adopt(state: &mut State, found: Found, out: Out<'_>) {
    if state.goal == Goal::Paste || state.is_running() || state.is_writing() {
        return;
    }
    exchange::drop_tasks(state, out);
    if let Some(profile) = found.profile {
        state.profile = profile;
        state.profile.provider.clone_from(&state.provider.id);
        state.stored = true;
    }
    if let Some(progress) = found.progress.filter(|p| p.provider == state.provider.id) {
        state.progress = progress;
    } else {
        state.progress.sign_in = None;
    }
    state.run = None;
    state.problem = None;
    state.paste.clear();
    if !matches!(state.overlay, Some(Overlay::Help)) {
        state.overlay = None;
    }
    let finished = state.is_finished() && state.goal == Goal::Setup;
    state.screen = if finished {
        Screen::Overview
    } else {
        Screen::Step
    };
    if !finished && state.step().is_none() {
        state.progress.current = place_to_go_on(state);
    }
    form::build(state);
    notice(state, Tone::Plain, Phrase::new("notice-overtaken"));
}

/// Whether a write was refused because the sign-in is another's by now.
pub(super) fn is_it(trouble: &SaveTrouble) -> bool {
    trouble.reason == SaveReason::Overtaken
}

/// The sign-in is gone from here: nothing of it is sent.
pub(super) fn give_up(state: &mut State) -> Problem {
    state.progress.sign_in = None;
    Problem::own(
        ErrorKind::NotReady,
        "sign-in-overtaken",
        Phrase::new("problem-overtaken"),
        Phrase::new("problem-overtaken-fix"),
    )
    .mended_by(
        state
            .provider
            .step_of(crate::provider::StepKind::Authorize)
            .map(|step| step.id.clone()),
    )
}
