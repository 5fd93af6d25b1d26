//! The calls: each part is said when it begins and when it ends.

use crate::text::Phrase;
use crate::wizard::state::{LineStatus, Run, RunLine, RunStep};

use crate::plain::speech::{Line, Look};

/// What was said of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::plain) struct Told {
    lines: Vec<RunLine>,
    attempt: u32,
}

/// What is new about the run since it was last told.
pub(in crate::plain) fn news(look: &Look, told: &mut Told) -> Vec<Line> {
    let Some(run) = &look.state.run else {
        *told = Told::default();
        return Vec::new();
    };
    if begins_anew(run, told) {
        *told = Told::default();
    }
    let mut lines = Vec::new();
    for (index, line) in run.lines.iter().enumerate() {
        let before = told.lines.get(index).map(|line| line.status);
        let again = line.status == LineStatus::Retrying && run.attempt != told.attempt;
        if line.status != LineStatus::Waiting && (before != Some(line.status) || again) {
            lines.push(look.named(&look.get(name(line.what)), &word(look, run, line.status)));
        }
    }
    told.lines.clone_from(&run.lines);
    told.attempt = run.attempt;
    lines
}

/// Whether this is another run than the one that was told.
fn begins_anew(run: &Run, told: &Told) -> bool {
    let ended = |status| matches!(status, LineStatus::Done | LineStatus::Failed);
    let mut pairs = told.lines.iter().zip(&run.lines);
    pairs.any(|(before, now)| {
        before.what != now.what
            || (ended(before.status) && !ended(now.status) && now.status == LineStatus::Waiting)
    })
}

fn word(look: &Look, run: &Run, status: LineStatus) -> String {
    match status {
        LineStatus::Waiting => look.get("screen-line-waiting"),
        LineStatus::Working => look.get("screen-line-working"),
        LineStatus::Retrying if run.attempt > 1 => {
            let count = i64::from(run.attempt);
            look.phrase(&Phrase::new("screen-line-retrying-after").number("count", count))
        }
        LineStatus::Retrying => look.get("screen-line-retrying"),
        LineStatus::Done => look.get("screen-line-done"),
        LineStatus::Failed => look.get("screen-line-failed"),
    }
}

const fn name(part: RunStep) -> &'static str {
    match part {
        RunStep::Prove => "screen-run-prove",
        RunStep::Exchange => "screen-run-exchange",
        RunStep::SaveShort => "screen-run-save-short",
        RunStep::LongLived => "screen-run-long-lived",
        RunStep::Refresh => "screen-run-refresh",
        RunStep::SaveLong => "screen-run-save-long",
        RunStep::Verify => "screen-run-verify",
        RunStep::Save => "screen-run-save",
        RunStep::Deliver => "screen-run-deliver",
    }
}
