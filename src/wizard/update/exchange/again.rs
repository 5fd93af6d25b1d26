//! The same once more, because the person asked for it or a pause is over.

use crate::oauth::Call;
use crate::provider::StepKind;

use super::super::super::effect::Effect;
use super::super::super::problem::ErrorKind;
use super::super::super::state::{LineStatus, Purpose, RunStep, Stage, State};
use super::super::{Out, checklist, form, practice, remember, sign_in};
use super::deliver;
use super::stage::{enter, line_of, send_call, set_line};

/// Whether a run ended with a token that is in memory only.
pub(in super::super) fn is_unsaved(state: &State) -> bool {
    state.run.as_ref().is_some_and(|run| {
        run.stage == Stage::Failed
            && run.lines.iter().any(|line| {
                line.status == LineStatus::Failed
                    && matches!(line.what, RunStep::SaveShort | RunStep::SaveLong)
            })
    })
}

/// The person leaves during the pause before another attempt: nothing is under way.
pub(in super::super) fn stop_waiting(state: &mut State, out: Out<'_>) {
    let waiting = state
        .tasks
        .forget(|purpose| matches!(purpose, Purpose::Retry(_)));
    for task in &waiting {
        out.push(Effect::Drop { task: *task });
    }
    let Some(run) = &mut state.run else { return };
    if waiting.is_empty() {
        return;
    }
    if run.stage == Stage::Exchange
        && let Some(sign_in) = &mut state.progress.sign_in
    {
        // Only a code that never left is tried again.
        sign_in.code_sent = false;
    }
    run.stage = Stage::Failed;
}

/// The wait before another attempt is over.
pub(in super::super) fn send_again(state: &mut State, _call: Call, out: Out<'_>) {
    let Some(stage) = state.run.as_ref().map(|run| run.stage) else {
        return;
    };
    if let Some(what) = line_of(stage) {
        set_line(state, what, LineStatus::Working);
    }
    send_call(state, stage, out);
}

/// The same again, because the person asked for it.
pub(in super::super) fn retry(state: &mut State, out: Out<'_>) {
    let Some(run) = &state.run else {
        retry_without_run(state, out);
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
        RunStep::Save => deliver::promotion(state),
        RunStep::Deliver => Stage::Deliver,
    });
    let is_saved = run
        .lines
        .iter()
        .any(|line| line.what == RunStep::Save && line.status == LineStatus::Done);
    let code_is_gone = failed.is_some_and(|line| line.what == RunStep::Exchange)
        && state.progress.sign_in.is_none();
    if code_is_gone {
        checklist::open_authorize(state, out);
        return;
    }
    state.problem = None;
    // No line failed: the note about the code, or the closing progress, was not written.
    let fallback = if is_saved { Stage::Close } else { Stage::Note };
    enter(state, stage.unwrap_or(fallback), out);
}

/// The same again where no run is: a write of a step, or the practice provider.
pub(super) fn retry_without_run(state: &mut State, out: Out<'_>) {
    let Some(problem) = state.problem.take() else {
        return;
    };
    let code_waits = state
        .progress
        .sign_in
        .as_ref()
        .is_some_and(|s| s.code.is_some() && !s.code_sent);
    if problem.call == Some(Call::Practice) {
        practice::play(state, out);
    } else if problem.kind != ErrorKind::Config {
        remember(state, out);
    } else if !state.paste.editor.is_empty() {
        sign_in::take(state, out);
    } else if state.step_kind() == StepKind::Manual {
        state.form.focus = None;
        form::go_on(state, out);
    } else if code_waits {
        sign_in::save_code(state, out);
    }
}
