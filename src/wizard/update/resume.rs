//! Where to begin: what an earlier run left behind is finished or explained first.

use crate::provider::{StepId, StepKind};
use crate::text::Phrase;

use super::super::problem::{ErrorKind, Problem};
use super::super::saved::{Mark, TokenKind};
use super::super::start::place_to_go_on;
use super::super::state::{Goal, Screen, State};
use super::checklist::{Arrival, open};
use super::{Out, exchange as run, remember, sign_in, trouble};

/// The first thing to do for what the person came for.
pub(in super::super) fn begin(state: &mut State, out: Out<'_>) {
    match state.goal.clone() {
        Goal::Setup => setup(state, out),
        Goal::Step(id) => {
            state.selected = state.provider.position(&id).unwrap_or_default();
            let authorize = state.provider.step_of(StepKind::Authorize);
            if authorize.is_some_and(|step| step.id == id) && code_was_sent(state) {
                state.progress.current = Some(id);
                explain_sent(state, out);
                return;
            }
            open(state, &id, Arrival::Asked, out);
        }
        Goal::Regenerate => sign_in::regenerate(state, out),
        // A token that will be refreshed is handed on after that.
        Goal::Refresh if run::is_owed(state) && !run::can_refresh(state) => {
            run::begin_with_owed(state, out);
        }
        Goal::Refresh => run::refresh(state, out),
        Goal::Paste => {
            if let Some(id) = state
                .provider
                .step_of(StepKind::Authorize)
                .map(|s| s.id.clone())
            {
                state.progress.current = Some(id);
            }
        }
    }
}

fn setup(state: &mut State, out: Out<'_>) {
    let has_code = state
        .progress
        .sign_in
        .as_ref()
        .is_some_and(|s| s.code.is_some());
    if state.profile.pending_token.is_some() || has_code {
        exchange(state, out);
    } else if state.is_finished() && run::is_owed(state) {
        run::begin_with_owed(state, out);
    } else if state.is_finished() {
        state.screen = Screen::Overview;
    } else if let Some(id) = place_to_go_on(state) {
        open(state, &id, Arrival::Browsed, out);
    }
}

/// Goes on from a saved code or token, or says what has to come first.
pub(super) fn exchange(state: &mut State, out: Out<'_>) {
    if run::is_unsaved(state) {
        run::retry(state, out);
        return;
    }
    if let Some(token) = state.profile.pending_token.clone() {
        if token.expires_at <= state.now {
            explain_expired(state, token.kind, out);
        } else {
            run::begin_with_pending(state, token, out);
        }
        return;
    }
    let code = state
        .progress
        .sign_in
        .as_ref()
        .is_some_and(|s| s.code.is_some());
    let authorize = authorize_id(state);
    if code_was_sent(state) {
        explain_sent(state, out);
    } else if code {
        run::begin_with_code(state, out);
    } else {
        let problem = Problem::own(
            ErrorKind::NotReady,
            "nothing-to-exchange",
            Phrase::new("problem-nothing-to-exchange"),
            Phrase::new("problem-nothing-to-exchange-fix"),
        )
        .mended_by(authorize);
        trouble::show(state, problem, out);
    }
}

fn code_was_sent(state: &State) -> bool {
    let sign_in = state.progress.sign_in.as_ref();
    sign_in.is_some_and(|s| s.code.is_some() && s.code_sent)
}

/// A code was sent, and not by this run: its answer is another's to read, or nobody's any more.
fn explain_sent(state: &mut State, out: Out<'_>) {
    let authorize = authorize_id(state);
    let problem = if let Some(sender) = state.place.sender {
        let process = sender
            .process
            .map_or_else(|| "?".to_owned(), |process| process.to_string());
        Problem::own(
            ErrorKind::NotReady,
            "sent-elsewhere",
            Phrase::new("problem-sent-elsewhere").with("process", process.as_str()),
            Phrase::new("problem-sent-elsewhere-fix").with("process", process),
        )
    } else {
        state.progress.sign_in = None;
        sign_in::mark_kind(state, StepKind::Authorize, Mark::Todo);
        remember(state, out);
        Problem::own(
            ErrorKind::NotReady,
            "code-may-be-spent",
            Phrase::new("problem-code-may-be-spent"),
            Phrase::new("problem-sign-in-again"),
        )
    };
    trouble::show(state, problem.mended_by(authorize), out);
}

/// Verifies the token at hand once more.
pub(super) fn verify(state: &mut State, out: Out<'_>) {
    if state.profile.pending_token.is_some() || run::is_unsaved(state) {
        exchange(state, out);
        return;
    }
    match state.profile.token.clone() {
        Some(token) if token.kind == TokenKind::LongLived => {
            run::begin_with_pending(state, token, out);
        }
        Some(_) | None => {
            let problem = Problem::own(
                ErrorKind::NotReady,
                "nothing-to-verify",
                Phrase::new("problem-nothing-to-verify"),
                Phrase::new("problem-nothing-to-exchange-fix"),
            )
            .mended_by(authorize_id(state));
            trouble::show(state, problem, out);
        }
    }
}

fn explain_expired(state: &mut State, kind: TokenKind, out: Out<'_>) {
    sign_in::mark_kind(state, StepKind::Authorize, Mark::Todo);
    let what = match kind {
        TokenKind::ShortLived => Phrase::new("problem-short-lived-expired"),
        TokenKind::LongLived => Phrase::new("problem-expired"),
    };
    let problem = Problem::own(
        ErrorKind::Expired,
        "expired",
        what,
        Phrase::new("problem-sign-in-again"),
    )
    .mended_by(authorize_id(state));
    trouble::show(state, problem, out);
}

fn authorize_id(state: &State) -> Option<StepId> {
    state
        .provider
        .step_of(StepKind::Authorize)
        .map(|step| step.id.clone())
}
