//! The stages of a run: each asks for one piece of work and waits for its end.

use crate::oauth::{Call, request};
use crate::secret::Secret;

use super::super::super::effect::Effect;
use super::super::super::event::SaveTrouble;
use super::super::super::problem;
use super::super::super::saved::{ConfigEdit, Slot, TokenKind};
use super::super::super::state::{Entry, Goal, LineStatus, Purpose, RunStep, Stage, State};
use super::super::{Out, form, overtaken, remember, save_config, send};
use super::outcome::{fail, finish, mark_success, stop_here};
use super::secret::secret;
use super::{begin, deliver};

pub(super) fn set_stage(state: &mut State, stage: Stage) {
    if let Some(run) = &mut state.run {
        run.stage = stage;
        run.attempt = 0;
    }
}

pub(super) fn set_line(state: &mut State, what: RunStep, status: LineStatus) {
    if let Some(line) = state
        .run
        .as_mut()
        .and_then(|run| run.lines.iter_mut().find(|line| line.what == what))
    {
        line.status = status;
    }
}

/// Begins a stage: asks for its one piece of work.
pub(super) fn enter(state: &mut State, stage: Stage, out: Out<'_>) {
    set_stage(state, stage);
    if let Some(what) = line_of(stage) {
        set_line(state, what, LineStatus::Working);
    }
    match stage {
        Stage::Prove => {
            let task = state.tasks.begin(Purpose::Run);
            out.push(Effect::Prove { task });
        }
        Stage::Note => {
            if let Some(sign_in) = &mut state.progress.sign_in {
                sign_in.code_sent = true;
            }
            let task = state.tasks.begin(Purpose::Run);
            out.push(Effect::SaveProgress {
                task,
                progress: Box::new(state.progress.clone()),
            });
        }
        Stage::Exchange | Stage::LongLived | Stage::Refresh | Stage::Verify => {
            send_call(state, stage, out);
        }
        Stage::SaveShort | Stage::SaveLong => {
            let token = state.run.as_ref().and_then(|run| run.token.clone());
            let edits = vec![ConfigEdit::Token {
                slot: Slot::Pending,
                token,
            }];
            save_config(state, Purpose::Run, edits, out);
        }
        Stage::Save => {
            let token = state.run.as_ref().and_then(|run| run.token.clone());
            let edits = vec![
                ConfigEdit::Token {
                    slot: Slot::Token,
                    token,
                },
                ConfigEdit::Token {
                    slot: Slot::Pending,
                    token: None,
                },
            ];
            save_config(state, Purpose::Run, edits, out);
        }
        Stage::Owe => {
            // Written first: a crash after the promotion must not hide that it is owed.
            state.progress.undelivered = true;
            let task = state.tasks.begin(Purpose::Run);
            out.push(Effect::SaveProgress {
                task,
                progress: Box::new(state.progress.clone()),
            });
        }
        Stage::Deliver => deliver::next(state, out),
        Stage::Close => {
            let task = state.tasks.begin(Purpose::Run);
            out.push(Effect::SaveProgress {
                task,
                progress: Box::new(state.progress.clone()),
            });
        }
        Stage::Secret | Stage::Done | Stage::Failed => {}
    }
}

pub(super) const fn line_of(stage: Stage) -> Option<RunStep> {
    match stage {
        Stage::Prove => Some(RunStep::Prove),
        Stage::Exchange => Some(RunStep::Exchange),
        Stage::SaveShort => Some(RunStep::SaveShort),
        Stage::LongLived => Some(RunStep::LongLived),
        Stage::Refresh => Some(RunStep::Refresh),
        Stage::SaveLong => Some(RunStep::SaveLong),
        Stage::Verify => Some(RunStep::Verify),
        Stage::Owe | Stage::Save => Some(RunStep::Save),
        Stage::Deliver => Some(RunStep::Deliver),
        Stage::Secret | Stage::Note | Stage::Close | Stage::Done | Stage::Failed => None,
    }
}

pub(super) fn send_call(state: &mut State, stage: Stage, out: Out<'_>) {
    let token = state.run.as_ref().and_then(|run| run.token.as_ref());
    let token = token.map_or_else(|| Secret::new(String::new()), |t| t.access_token.clone());
    let (call, request) = match stage {
        Stage::Exchange => {
            let Some((code, redirect_uri)) = state
                .progress
                .sign_in
                .as_ref()
                .and_then(|s| s.code.clone().map(|code| (code, s.redirect_uri.clone())))
            else {
                return;
            };
            let app_id = state.profile.app_id.clone().unwrap_or_default();
            (
                Call::Exchange,
                request::exchange(&state.api, &app_id, &secret(state), &redirect_uri, &code),
            )
        }
        Stage::LongLived => (
            Call::LongLived,
            request::long_lived(&state.api, &secret(state), &token),
        ),
        Stage::Refresh => (Call::Refresh, request::refresh(&state.api, &token)),
        Stage::Verify => (Call::Me, request::me(&state.api, &token)),
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
        | Stage::Failed => return,
    };
    if let Some(run) = &mut state.run {
        run.attempt += 1;
    }
    send(state, call, request, out);
}

/// A write of the run ended.
pub(in super::super) fn saved(state: &mut State, result: Result<(), SaveTrouble>, out: Out<'_>) {
    let Some(stage) = state.run.as_ref().map(|run| run.stage) else {
        return;
    };
    if let Err(save_trouble) = result {
        if overtaken::is_it(&save_trouble) {
            let problem = overtaken::give_up(state);
            fail(state, problem, stage, out);
            return;
        }
        fail(state, problem::not_saved(&save_trouble), stage, out);
        return;
    }
    if let Some(what) = line_of(stage) {
        set_line(state, what, LineStatus::Done);
    }
    let token = state.run.as_ref().and_then(|run| run.token.clone());
    let entry = state.run.as_ref().map(|run| run.entry);
    match stage {
        Stage::Prove => {
            let next = match (entry, token.as_ref().map(|t| t.kind)) {
                (Some(Entry::Code) | None, _) => Stage::Note,
                (Some(Entry::Refresh), _) => Stage::Refresh,
                (Some(Entry::Dashboard), _) => Stage::SaveLong,
                (Some(Entry::Resumed), Some(TokenKind::ShortLived)) => Stage::LongLived,
                (Some(Entry::Resumed | Entry::Owed), _) => Stage::Verify,
            };
            enter(state, next, out);
        }
        Stage::Note => enter(state, Stage::Exchange, out),
        Stage::SaveShort | Stage::SaveLong => {
            form::apply(
                state,
                &[ConfigEdit::Token {
                    slot: Slot::Pending,
                    token,
                }],
            );
            if entry != Some(Entry::Refresh) && state.progress.sign_in.take().is_some() {
                remember(state, out);
            }
            if stop_here(state, out) {
                return;
            }
            let next = if stage == Stage::SaveShort {
                Stage::LongLived
            } else {
                Stage::Verify
            };
            enter(state, next, out);
        }
        Stage::Save => {
            form::apply(
                state,
                &[
                    ConfigEdit::Token {
                        slot: Slot::Token,
                        token,
                    },
                    ConfigEdit::Token {
                        slot: Slot::Pending,
                        token: None,
                    },
                ],
            );
            mark_success(state, entry);
            // Who wants to leave does not wait for other programs: the next start hands it on.
            let next = if state.leaving || state.profile.deliver.is_empty() {
                Stage::Close
            } else {
                Stage::Deliver
            };
            enter(state, next, out);
        }
        Stage::Owe => enter(state, Stage::Save, out),
        Stage::Close => close(state, entry, out),
        Stage::Secret
        | Stage::Exchange
        | Stage::LongLived
        | Stage::Refresh
        | Stage::Verify
        | Stage::Deliver
        | Stage::Done
        | Stage::Failed => {}
    }
}

/// The run is over; what was owed came first, and now what the person came for.
fn close(state: &mut State, entry: Option<Entry>, out: Out<'_>) {
    let owed = entry == Some(Entry::Owed) && !state.progress.undelivered;
    if owed && state.goal == Goal::Refresh {
        state.run = None;
        begin::refresh(state, out);
    } else {
        finish(state, out);
    }
}
