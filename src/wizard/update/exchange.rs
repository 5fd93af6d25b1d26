//! From a code, a pasted token or an old token to a saved, verified one: the run.
//!
//! Every stage waits for one answer. A token is on disk before the next stage begins, and the one
//! that serves is replaced only by one that answered `/me`.

mod answers;

use crate::oauth::{Answer, Call, Unreachable, request};
use crate::secret::Secret;
use crate::text::Phrase;

use super::super::effect::{Effect, Ending};
use super::super::event::SaveTrouble;
use super::super::field::Editor;
use super::super::problem::{self, Again, ErrorKind, Problem};
use super::super::saved::{ConfigEdit, Mark, Slot, Token, TokenKind};
use super::super::standing;
use super::super::state::{
    Entry, Goal, LineStatus, Overlay, Purpose, Run, RunLine, RunStep, Screen, Stage, State,
};
use super::{Out, form, leave, remember, save_config, send, sign_in, trouble};
use crate::provider::{Proof, StepKind};

/// How often a call is sent before the person is asked.
const ATTEMPTS: u32 = 4;
/// The longest wait between two attempts, in seconds.
const LONGEST_WAIT: u32 = 30;

/// Whether a run waits for something.
pub(super) fn is_running(run: &Run) -> bool {
    !matches!(run.stage, Stage::Done | Stage::Failed)
}

fn begin(state: &mut State, entry: Entry, parts: &[RunStep], token: Option<Token>) {
    let lines = parts
        .iter()
        .map(|&what| RunLine {
            what,
            status: LineStatus::Waiting,
        })
        .collect();
    state.run = Some(Run {
        lines,
        stage: Stage::Prove,
        attempt: 0,
        token,
        entry,
    });
    state.problem = None;
    state.overlay = None;
    state.joy = false;
    let kind = match parts.first() {
        Some(RunStep::Verify) => StepKind::Verify,
        _ => StepKind::Exchange,
    };
    if let Some(step) = state.provider.step_of(kind) {
        state.progress.current = Some(step.id.clone());
    }
    state.screen = Screen::Step;
    form::build(state);
}

/// With an authorization code that is on disk.
pub(super) fn begin_with_code(state: &mut State, out: Out<'_>) {
    use RunStep::{Exchange, LongLived, Prove, Save, SaveLong, SaveShort, Verify};
    let parts = [
        Prove, Exchange, SaveShort, LongLived, SaveLong, Verify, Save,
    ];
    begin(state, Entry::Code, &parts, None);
    need_secret(state, out);
}

/// With a token made in the dashboard: long-lived already, its age unknown.
pub(super) fn begin_with_token(state: &mut State, token: Secret, out: Out<'_>) {
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
    begin(state, Entry::Dashboard, &parts, Some(token));
    enter(state, Stage::Prove, out);
}

/// With a token that was saved and not verified.
pub(super) fn begin_with_pending(state: &mut State, token: Token, out: Out<'_>) {
    use RunStep::{LongLived, Prove, Save, SaveLong, Verify};
    match token.kind {
        TokenKind::ShortLived => {
            begin(
                state,
                Entry::Resumed,
                &[Prove, LongLived, SaveLong, Verify, Save],
                Some(token),
            );
            need_secret(state, out);
        }
        TokenKind::LongLived => {
            begin(state, Entry::Resumed, &[Verify, Save], Some(token));
            enter(state, Stage::Verify, out);
        }
    }
}

/// A longer life for the token that serves. The rules are looked at before any call.
pub(super) fn refresh(state: &mut State, out: Out<'_>) {
    match refusal_to_refresh(state) {
        Some(problem) => trouble::show(state, problem, out),
        None => {
            let token = state.profile.token.clone();
            use RunStep::{Prove, Refresh, Save, SaveLong, Verify};
            begin(
                state,
                Entry::Refresh,
                &[Prove, Refresh, SaveLong, Verify, Save],
                token,
            );
            enter(state, Stage::Prove, out);
        }
    }
}

/// Why the token cannot be refreshed now.
fn refusal_to_refresh(state: &State) -> Option<Problem> {
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

/// Finds the app secret, then goes on.
fn need_secret(state: &mut State, out: Out<'_>) {
    if state.profile.app_secret.is_some() || state.session_secret.is_some() {
        enter(state, Stage::Prove, out);
        return;
    }
    set_stage(state, Stage::Secret);
    if let Some(command) = state.profile.app_secret_command.clone() {
        let task = state.tasks.begin(Purpose::Run);
        out.push(Effect::ReadSecret { task, command });
    } else {
        ask_secret(state);
    }
}

fn ask_secret(state: &mut State) {
    state.overlay = Some(Overlay::AskSecret {
        editor: Editor::secret(),
    });
}

/// The command that holds the secret ended.
pub(super) fn secret_read(state: &mut State, secret: Option<Secret>, out: Out<'_>) {
    if let Some(secret) = secret {
        state.session_secret = Some(secret);
        enter(state, Stage::Prove, out);
    } else {
        ask_secret(state);
        super::notice(
            state,
            super::super::state::Tone::Bad,
            Phrase::new("notice-secret-command-failed"),
        );
    }
}

/// The person typed the secret that is not kept.
pub(super) fn secret_typed(state: &mut State, out: Out<'_>) {
    let Some(Overlay::AskSecret { editor }) = &state.overlay else {
        return;
    };
    let typed = Secret::new(editor.value().trim());
    if typed.is_empty() {
        return;
    }
    state.session_secret = Some(typed);
    state.overlay = None;
    enter(state, Stage::Prove, out);
}

/// The person closed the question for the secret: the code waits.
pub(super) fn give_up_secret(state: &mut State) {
    state.run = None;
}

fn secret(state: &State) -> Secret {
    state
        .profile
        .app_secret
        .clone()
        .or_else(|| state.session_secret.clone())
        .unwrap_or_else(|| Secret::new(String::new()))
}

fn set_stage(state: &mut State, stage: Stage) {
    if let Some(run) = &mut state.run {
        run.stage = stage;
        run.attempt = 0;
    }
}

fn set_line(state: &mut State, what: RunStep, status: LineStatus) {
    if let Some(line) = state
        .run
        .as_mut()
        .and_then(|run| run.lines.iter_mut().find(|line| line.what == what))
    {
        line.status = status;
    }
}

/// Begins a stage: asks for its one piece of work.
fn enter(state: &mut State, stage: Stage, out: Out<'_>) {
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

const fn line_of(stage: Stage) -> Option<RunStep> {
    match stage {
        Stage::Prove => Some(RunStep::Prove),
        Stage::Exchange => Some(RunStep::Exchange),
        Stage::SaveShort => Some(RunStep::SaveShort),
        Stage::LongLived => Some(RunStep::LongLived),
        Stage::Refresh => Some(RunStep::Refresh),
        Stage::SaveLong => Some(RunStep::SaveLong),
        Stage::Verify => Some(RunStep::Verify),
        Stage::Save => Some(RunStep::Save),
        Stage::Secret | Stage::Note | Stage::Close | Stage::Done | Stage::Failed => None,
    }
}

fn send_call(state: &mut State, stage: Stage, out: Out<'_>) {
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
        | Stage::Save
        | Stage::Close
        | Stage::Done
        | Stage::Failed => return,
    };
    if let Some(run) = &mut state.run {
        run.attempt += 1;
    }
    send(state, call, request, out);
}

/// The wait before another attempt is over.
pub(super) fn send_again(state: &mut State, _call: Call, out: Out<'_>) {
    let Some(stage) = state.run.as_ref().map(|run| run.stage) else {
        return;
    };
    if let Some(what) = line_of(stage) {
        set_line(state, what, LineStatus::Working);
    }
    send_call(state, stage, out);
}

/// A write of the run ended.
pub(super) fn saved(state: &mut State, result: Result<(), SaveTrouble>, out: Out<'_>) {
    let Some(stage) = state.run.as_ref().map(|run| run.stage) else {
        return;
    };
    if let Err(save_trouble) = result {
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
                (Some(Entry::Resumed), _) => Stage::Verify,
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
            if state.progress.sign_in.take().is_some() {
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
            enter(state, Stage::Close, out);
        }
        Stage::Close => finish(state, out),
        Stage::Secret
        | Stage::Exchange
        | Stage::LongLived
        | Stage::Refresh
        | Stage::Verify
        | Stage::Done
        | Stage::Failed => {}
    }
}

/// The person wanted to leave while a call was under way: what it brought is on disk now.
fn stop_here(state: &mut State, out: Out<'_>) -> bool {
    if !state.leaving {
        return false;
    }
    set_stage(state, Stage::Failed);
    leave(state, Ending::Cancelled, out);
    true
}

/// Ticks what a success proves.
fn mark_success(state: &mut State, entry: Option<Entry>) {
    let proven: Vec<_> = state
        .provider
        .steps
        .iter()
        .filter(|step| step.verified_by == Some(Proof::Me))
        .map(|step| step.id.clone())
        .collect();
    for id in proven {
        state.set_mark(&id, Mark::Verified);
    }
    if entry == Some(Entry::Dashboard) {
        sign_in::mark_kind(state, StepKind::Authorize, Mark::NotNeeded);
        sign_in::mark_kind(state, StepKind::Exchange, Mark::NotNeeded);
    } else if entry != Some(Entry::Refresh) {
        sign_in::mark_kind(state, StepKind::Authorize, Mark::Verified);
        sign_in::mark_kind(state, StepKind::Exchange, Mark::Verified);
    }
    let verify = sign_in::mark_kind(state, StepKind::Verify, Mark::Verified);
    state.progress.current = verify;
    state.progress.sign_in = None;
}

fn finish(state: &mut State, out: Out<'_>) {
    set_stage(state, Stage::Done);
    state.joy = true;
    state.screen = Screen::Overview;
    state.selected = 0;
    form::build(state);
    let done = state.leaving || state.goal != Goal::Setup;
    if done {
        let ending = if state.leaving {
            Ending::Cancelled
        } else {
            Ending::Done
        };
        state.leaving = false;
        leave(state, ending, out);
    }
}

/// The call failed for good: what it was, and where it is mended.
fn fail(state: &mut State, problem: Problem, stage: Stage, out: Out<'_>) {
    if let Some(what) = line_of(stage) {
        set_line(state, what, LineStatus::Failed);
    }
    if let Some(run) = &mut state.run {
        run.stage = Stage::Failed;
    }
    let kind = if stage == Stage::Verify {
        StepKind::Verify
    } else {
        StepKind::Exchange
    };
    sign_in::mark_kind(state, kind, Mark::Failed);
    trouble::show(state, problem, out);
    if state.leaving {
        leave(state, Ending::Cancelled, out);
    }
}

/// An answer of the run, or none.
pub(super) fn answered(
    state: &mut State,
    call: Call,
    answer: Result<Answer, Unreachable>,
    out: Out<'_>,
) {
    let Some(stage) = state.run.as_ref().map(|run| run.stage) else {
        return;
    };
    let wait = answer.as_ref().ok().and_then(|a| a.retry_after);
    let result = match &answer {
        Ok(answer) => answers::take(state, stage, answer),
        Err(failure) => Err(problem::unreachable(call, failure)),
    };
    match result {
        Ok(()) => {
            if let Some(what) = line_of(stage) {
                set_line(state, what, LineStatus::Done);
            }
            let next = match stage {
                Stage::Exchange => Stage::SaveShort,
                Stage::LongLived | Stage::Refresh => Stage::SaveLong,
                _ => Stage::Save,
            };
            enter(state, next, out);
        }
        Err(problem) => {
            let never_left = answer.as_ref().is_err_and(|failure| !failure.sent);
            let repeatable = call != Call::Exchange || never_left;
            let attempt = state.run.as_ref().map_or(ATTEMPTS, |run| run.attempt);
            if problem.again == Again::Soon && repeatable && attempt < ATTEMPTS && !state.leaving {
                if let Some(what) = line_of(stage) {
                    set_line(state, what, LineStatus::Retrying);
                }
                let seconds = wait.unwrap_or(1 << (attempt - 1)).min(LONGEST_WAIT);
                let task = state.tasks.begin(Purpose::Retry(call));
                out.push(Effect::Wait { task, seconds });
                return;
            }
            if call == Call::Exchange {
                spend_code(state, never_left);
            }
            drop_dead_token(state, call, &problem, out);
            fail(state, problem, stage, out);
        }
    }
}

/// After a failed exchange: a code that was sent is spent, one that never left is still good.
fn spend_code(state: &mut State, never_left: bool) {
    if never_left {
        if let Some(sign_in) = &mut state.progress.sign_in {
            sign_in.code_sent = false;
        }
    } else {
        state.progress.sign_in = None;
        sign_in::mark_kind(state, StepKind::Authorize, Mark::Todo);
    }
}

/// A token that the provider calls invalid is of no use: the one that serves stays alone.
fn drop_dead_token(state: &mut State, call: Call, problem: &Problem, out: Out<'_>) {
    let invalid = problem
        .provider
        .as_ref()
        .is_some_and(|said| said.code == Some(190));
    let pending = state.profile.pending_token.is_some();
    if pending && invalid && matches!(call, Call::Me | Call::LongLived) {
        let edit = ConfigEdit::Token {
            slot: Slot::Pending,
            token: None,
        };
        form::apply(state, std::slice::from_ref(&edit));
        // Nobody waits for this write: the problem on screen is what matters.
        save_config(state, Purpose::Form, vec![edit], out);
        let task = state.tasks.forget(|purpose| purpose == Purpose::Form);
        drop(task);
        sign_in::mark_kind(state, StepKind::Authorize, Mark::Todo);
    }
}

/// The same again, because the person asked for it.
pub(super) fn retry(state: &mut State, out: Out<'_>) {
    let Some(run) = &state.run else {
        if state
            .progress
            .sign_in
            .as_ref()
            .is_some_and(|s| s.code.is_some() && !s.code_sent)
        {
            state.problem = None;
            sign_in::save_code(state, out);
        }
        return;
    };
    if run.stage != Stage::Failed {
        return;
    }
    let failed = run
        .lines
        .iter()
        .find(|line| line.status == LineStatus::Failed);
    let stage = failed.map(|line| match line.what {
        RunStep::Prove => Stage::Prove,
        RunStep::Exchange => Stage::Note,
        RunStep::SaveShort => Stage::SaveShort,
        RunStep::LongLived => Stage::LongLived,
        RunStep::Refresh => Stage::Refresh,
        RunStep::SaveLong => Stage::SaveLong,
        RunStep::Verify => Stage::Verify,
        RunStep::Save => Stage::Save,
    });
    let code_is_gone = failed.is_some_and(|line| line.what == RunStep::Exchange)
        && state.progress.sign_in.is_none();
    if code_is_gone {
        super::checklist::open_authorize(state, out);
        return;
    }
    state.problem = None;
    // No line failed: the note about the code, or the closing progress, was not written.
    let fallback = if state.is_finished() {
        Stage::Close
    } else {
        Stage::Note
    };
    enter(state, stage.unwrap_or(fallback), out);
}
