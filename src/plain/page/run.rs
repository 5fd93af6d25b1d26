//! The calls: each part is said when it begins and when it ends.

use crate::wizard::state::{LineStatus, Run, RunLine};

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
            lines.push(look.named(
                &look.get(line.what.sentence()),
                &look.phrase(&run.word(line.status)),
            ));
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
