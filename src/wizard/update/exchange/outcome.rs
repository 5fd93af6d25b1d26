//! What an answer means for the run: the next stage, another attempt, or its end.

use crate::oauth::{Answer, Call, Unreachable};
use crate::provider::{Proof, StepKind};

use super::super::super::effect::{Effect, Ending};
use super::super::super::problem::{self, Again, Problem};
use super::super::super::saved::{ConfigEdit, Mark, Slot};
use super::super::super::state::{Entry, Goal, LineStatus, Purpose, Screen, Stage, State};
use super::super::super::step;
use super::super::{Out, form, leave, save_config, sign_in, trouble};
use super::answers;
use super::deliver::{promotion, say_missed};
use super::stage::{enter, line_of, set_line, set_stage};

/// How often a call is sent before the person is asked.
const ATTEMPTS: u32 = 4;

/// The longest wait between two attempts, in seconds.
const LONGEST_WAIT: u32 = 30;

/// An answer of the run, or none.
pub(in super::super) fn answered(
    state: &mut State,
    call: Call,
    answer: &Result<Answer, Unreachable>,
    out: Out<'_>,
) {
    let Some(stage) = state.run.as_ref().map(|run| run.stage) else {
        return;
    };
    let wait = answer.as_ref().ok().and_then(|a| a.retry_after);
    let result = match answer {
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
                Stage::Verify => promotion(state),
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
                let doubled = 1 << attempt.saturating_sub(1);
                let seconds = wait.unwrap_or(doubled).min(LONGEST_WAIT);
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

/// The call failed for good: what it was, and where it is mended.
pub(super) fn fail(state: &mut State, problem: Problem, stage: Stage, out: Out<'_>) {
    if let Some(what) = line_of(stage) {
        set_line(state, what, LineStatus::Failed);
    }
    if let Some(run) = &mut state.run {
        run.stage = Stage::Failed;
    }
    if stage == Stage::Note
        && let Some(sign_in) = &mut state.progress.sign_in
    {
        sign_in.code_sent = false;
    }
    let entry = state.run.as_ref().map(|run| run.entry);
    if stage == Stage::Verify {
        sign_in::mark_kind(state, StepKind::Verify, Mark::Failed);
    } else if stage != Stage::Close && !matches!(entry, Some(Entry::Refresh | Entry::Owed)) {
        sign_in::mark_kind(state, StepKind::Exchange, Mark::Failed);
    }
    trouble::show(state, problem, out);
    if state.leaving {
        let ending = ending(state);
        leave(state, ending, out);
    }
}

/// After a failed exchange: a code that was sent is spent, one that never left is still good.
pub(super) fn spend_code(state: &mut State, never_left: bool) {
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
pub(super) fn drop_dead_token(state: &mut State, call: Call, problem: &Problem, out: Out<'_>) {
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

/// The person wanted to leave while a call was under way: what it brought is on disk now.
pub(super) fn stop_here(state: &mut State, out: Out<'_>) -> bool {
    if !state.leaving {
        return false;
    }
    set_stage(state, Stage::Failed);
    let ending = ending(state);
    leave(state, ending, out);
    true
}

/// How the person who waited for the answer wanted to leave.
pub(super) fn ending(state: &mut State) -> Ending {
    state.leaving_as.take().unwrap_or(Ending::Cancelled)
}

/// Ticks what a success proves.
pub(super) fn mark_success(state: &mut State, entry: Option<Entry>) {
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
    let verify = sign_in::mark_kind(state, StepKind::Verify, Mark::Verified);
    state.progress.current = verify;
    let signed_in = match entry {
        Some(Entry::Refresh | Entry::Owed) => return,
        Some(Entry::Dashboard) => Mark::NotNeeded,
        Some(Entry::Resumed) if is_of_the_short_way(state) => Mark::NotNeeded,
        Some(Entry::Code | Entry::Resumed) | None => Mark::Verified,
    };
    sign_in::mark_kind(state, StepKind::Authorize, signed_in);
    sign_in::mark_kind(state, StepKind::Exchange, signed_in);
    state.progress.sign_in = None;
}

/// Whether the token at hand was made in the dashboard, as far as an earlier run tells.
pub(super) fn is_of_the_short_way(state: &State) -> bool {
    let mark = state
        .provider
        .step_of(StepKind::Authorize)
        .map(|authorize| step::mark(state, &authorize.id));
    let token = state.run.as_ref().and_then(|run| run.token.as_ref());
    match mark {
        Some(Mark::NotNeeded) => true,
        Some(Mark::Verified) | None => false,
        Some(Mark::Todo | Mark::Claimed | Mark::Failed) => token.is_some_and(|t| t.assumed),
    }
}

pub(super) fn finish(state: &mut State, out: Out<'_>) {
    set_stage(state, Stage::Done);
    state.joy = state
        .run
        .as_ref()
        .is_some_and(|run| run.entry != Entry::Owed);
    state.screen = Screen::Overview;
    state.selected = 0;
    form::build(state);
    say_missed(state);
    let done = state.leaving || state.goal != Goal::Setup;
    if done {
        let ending = if state.leaving {
            ending(state)
        } else {
            Ending::Done
        };
        state.leaving = false;
        leave(state, ending, out);
    }
}
