//! What an answer of the run brings.

use crate::oauth::{Answer, Call, answer};
use crate::provider::{Proof, StepKind};

use super::super::super::problem::{self, Problem};
use super::super::super::saved::{Mark, Token, TokenKind};
use super::super::super::state::{Stage, State};
use super::super::sign_in;

/// Takes the answer of a stage into the run's token.
pub(super) fn take(state: &mut State, stage: Stage, answer: &Answer) -> Result<(), Problem> {
    match stage {
        Stage::Exchange => short_lived(state, answer),
        Stage::LongLived => long_lived(state, answer),
        Stage::Refresh => refreshed(state, answer),
        Stage::Verify => me(state, answer),
        Stage::Secret
        | Stage::Prove
        | Stage::Note
        | Stage::SaveShort
        | Stage::SaveLong
        | Stage::Owe
        | Stage::Save
        | Stage::Deliver
        | Stage::Close
        | Stage::Done
        | Stage::Failed => Ok(()),
    }
}

fn short_lived(state: &mut State, answer: &Answer) -> Result<(), Problem> {
    let short = answer::short_lived(answer)
        .map_err(|error| problem::answer_failed(&state.provider, Call::Exchange, &error))?;
    let asked = state
        .progress
        .sign_in
        .as_ref()
        .map(|s| s.scopes.clone())
        .unwrap_or_default();
    let token = Token {
        access_token: short.access_token,
        kind: TokenKind::ShortLived,
        user_id: None,
        app_scoped_id: short.user_id,
        username: None,
        account_type: None,
        scopes: if short.permissions.is_empty() {
            asked
        } else {
            short.permissions
        },
        issued_at: state.now,
        expires_at: state.now.plus(state.provider.token.short_lived_seconds),
        assumed: false,
    };
    put(state, token);
    let proven: Vec<_> = state
        .provider
        .steps
        .iter()
        .filter(|step| step.verified_by == Some(Proof::Exchange))
        .map(|step| step.id.clone())
        .collect();
    for id in proven {
        state.set_mark(&id, Mark::Verified);
    }
    sign_in::mark_kind(state, StepKind::Authorize, Mark::Verified);
    Ok(())
}

fn long_lived(state: &mut State, answer: &Answer) -> Result<(), Problem> {
    let long = answer::long_lived(answer)
        .map_err(|error| problem::answer_failed(&state.provider, Call::LongLived, &error))?;
    longer(state, long);
    Ok(())
}

fn refreshed(state: &mut State, answer: &Answer) -> Result<(), Problem> {
    let long = answer::refreshed(answer)
        .map_err(|error| problem::answer_failed(&state.provider, Call::Refresh, &error))?;
    longer(state, long);
    Ok(())
}

fn longer(state: &mut State, long: answer::LongLived) {
    let seconds = long
        .expires_in
        .unwrap_or(state.provider.token.long_lived_seconds);
    let now = state.now;
    if let Some(token) = state.run.as_mut().and_then(|run| run.token.as_mut()) {
        token.access_token = long.access_token;
        token.kind = TokenKind::LongLived;
        token.issued_at = now;
        token.expires_at = now.plus(seconds);
        token.assumed = long.expires_in.is_none();
    }
}

fn me(state: &mut State, answer: &Answer) -> Result<(), Problem> {
    let me = answer::me(answer)
        .map_err(|error| problem::answer_failed(&state.provider, Call::Me, &error))?;
    if let Some(token) = state.run.as_mut().and_then(|run| run.token.as_mut()) {
        token.user_id = me.user_id.or(token.user_id.take());
        token.app_scoped_id = me.app_scoped_id.or(token.app_scoped_id.take());
        token.username = me.username.or(token.username.take());
        token.account_type = me.account_type.or(token.account_type.take());
    }
    Ok(())
}

fn put(state: &mut State, token: Token) {
    if let Some(run) = &mut state.run {
        run.token = Some(token);
    }
}
