//! How a run begins: with a code, a token of the dashboard, a saved token, or an old one.

use crate::provider::StepKind;
use crate::secret::Secret;
use crate::text::Phrase;

use super::super::super::effect::Effect;
use super::super::super::problem::{ErrorKind, Problem};
use super::super::super::saved::{Token, TokenKind};
use super::super::super::standing;
use super::super::super::state::{
    Entry, LineStatus, Purpose, Run, RunLine, RunStep, Screen, Stage, State,
};
use super::super::{Out, form, trouble};
use super::secret::need_secret;
use super::stage::enter;

pub(super) fn begin(
    state: &mut State,
    entry: Entry,
    parts: &[RunStep],
    token: Option<Token>,
    out: Out<'_>,
) {
    // Only who has targets hears of them.
    let deliver = parts.last() == Some(&RunStep::Save) && !state.profile.deliver.is_empty();
    let lines = parts
        .iter()
        .copied()
        .chain(deliver.then_some(RunStep::Deliver))
        .map(|what| RunLine {
            what,
            status: LineStatus::Waiting,
        })
        .collect();
    drop_tasks(state, out);
    state.run = Some(Run {
        lines,
        stage: Stage::Prove,
        attempt: 0,
        token,
        entry,
        delivered: 0,
        missed: Vec::new(),
    });
    state.problem = None;
    state.overlay = None;
    state.joy = false;
    let kind = match parts.first() {
        Some(RunStep::Verify | RunStep::Deliver) => StepKind::Verify,
        _ => StepKind::Exchange,
    };
    if let Some(step) = state.provider.step_of(kind) {
        state.progress.current = Some(step.id.clone());
    }
    state.screen = Screen::Step;
    form::build(state);
}

/// Gives up what an earlier run still waits for: its answers mean nothing to the next one.
pub(in super::super) fn drop_tasks(state: &mut State, out: Out<'_>) {
    for task in state
        .tasks
        .forget(|purpose| matches!(purpose, Purpose::Run | Purpose::Retry(_)))
    {
        out.push(Effect::Drop { task });
    }
}

/// With an authorization code that is on disk.
pub(in super::super) fn begin_with_code(state: &mut State, out: Out<'_>) {
    use RunStep::{Exchange, LongLived, Prove, Save, SaveLong, SaveShort, Verify};
    let parts = [
        Prove, Exchange, SaveShort, LongLived, SaveLong, Verify, Save,
    ];
    begin(state, Entry::Code, &parts, None, out);
    need_secret(state, out);
}

/// With a token made in the dashboard: long-lived already, its age unknown.
pub(in super::super) fn begin_with_token(state: &mut State, token: Secret, out: Out<'_>) {
    let token = Token {
        access_token: token,
        kind: TokenKind::LongLived,
        user_id: None,
        app_scoped_id: None,
        username: None,
        account_type: None,
        scopes: Vec::new(),
        issued_at: state.now,
        expires_at: state.now.plus(state.provider.token.long_lived_seconds),
        assumed: true,
    };
    let parts = [
        RunStep::Prove,
        RunStep::SaveLong,
        RunStep::Verify,
        RunStep::Save,
    ];
    begin(state, Entry::Dashboard, &parts, Some(token), out);
    enter(state, Stage::Prove, out);
}

/// With a token that was saved and not verified.
pub(in super::super) fn begin_with_pending(state: &mut State, token: Token, out: Out<'_>) {
    use RunStep::{LongLived, Prove, Save, SaveLong, Verify};
    match token.kind {
        TokenKind::ShortLived => {
            begin(
                state,
                Entry::Resumed,
                &[Prove, LongLived, SaveLong, Verify, Save],
                Some(token),
                out,
            );
            need_secret(state, out);
        }
        TokenKind::LongLived => {
            begin(state, Entry::Resumed, &[Verify, Save], Some(token), out);
            enter(state, Stage::Verify, out);
        }
    }
}

/// A longer life for the token that serves. The rules are looked at before any call.
pub(in super::super) fn refresh(state: &mut State, out: Out<'_>) {
    if let Some(problem) = refusal_to_refresh(state) {
        trouble::show(state, problem, out);
        return;
    }
    let token = state.profile.token.clone();
    let parts = [
        RunStep::Prove,
        RunStep::Refresh,
        RunStep::SaveLong,
        RunStep::Verify,
        RunStep::Save,
    ];
    begin(state, Entry::Refresh, &parts, token, out);
    enter(state, Stage::Prove, out);
}

/// Whether the rules allow a refresh now.
pub(in super::super) fn can_refresh(state: &State) -> bool {
    refusal_to_refresh(state).is_none()
}

/// Why the token cannot be refreshed now.
pub(super) fn refusal_to_refresh(state: &State) -> Option<Problem> {
    let authorize = state
        .provider
        .step_of(StepKind::Authorize)
        .map(|step| step.id.clone());
    let Some(token) = &state.profile.token else {
        return Some(
            Problem::own(
                ErrorKind::NotFound,
                "no-token",
                Phrase::new("problem-no-token"),
                Phrase::new("problem-no-token-fix"),
            )
            .mended_by(authorize),
        );
    };
    let problem = |kind, id, what: Phrase| {
        Problem::own(kind, id, what, Phrase::new("problem-sign-in-again"))
            .mended_by(authorize.clone())
    };
    if token.kind == TokenKind::ShortLived {
        return Some(problem(
            ErrorKind::NotReady,
            "not-refreshable",
            Phrase::new("problem-short-lived-refresh"),
        ));
    }
    if token.expires_at <= state.now {
        return Some(problem(
            ErrorKind::Expired,
            "expired",
            Phrase::new("problem-expired"),
        ));
    }
    if standing::lacks_scope(token, &state.provider) {
        return Some(problem(
            ErrorKind::NotReady,
            "scope-missing",
            Phrase::new("problem-scope-missing")
                .with("scope", state.provider.scopes.required.as_str()),
        ));
    }
    let due = standing::refreshable_at(token, &state.provider)?;
    (due > state.now).then(|| {
        Problem::own(
            ErrorKind::NotReady,
            "too-young",
            Phrase::new("problem-too-young"),
            Phrase::new("problem-too-young-fix").with("time", due.local()),
        )
    })
}
