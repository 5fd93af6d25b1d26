//! How far a step has come, as it is shown.

use super::saved::Mark;
use super::state::State;
use crate::provider::{Step, StepId};

/// The state of a step on the rail and in JSON documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Todo,
    Current,
    /// The person says so.
    Claimed,
    /// The program saw it, or it turned out not to be needed.
    Verified,
    Failed,
}

impl Status {
    /// The name in JSON documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::Current => "current",
            Self::Claimed => "claimed",
            Self::Verified => "verified",
            Self::Failed => "failed",
        }
    }
}

/// The kept mark of a step.
pub fn mark(state: &State, id: &StepId) -> Mark {
    state.progress.marks.get(id).copied().unwrap_or_default()
}

/// The status of one step.
pub fn status(state: &State, id: &StepId) -> Status {
    match mark(state, id) {
        Mark::Verified | Mark::NotNeeded => Status::Verified,
        Mark::Failed => Status::Failed,
        Mark::Claimed => Status::Claimed,
        Mark::Todo if state.progress.current.as_ref() == Some(id) && !state.is_finished() => {
            Status::Current
        }
        Mark::Todo => Status::Todo,
    }
}

/// The first step that is not done, in the order of the checklist.
pub fn first_open(state: &State) -> Option<&Step> {
    state
        .provider
        .steps
        .iter()
        .find(|step| matches!(mark(state, &step.id), Mark::Todo | Mark::Failed))
}
