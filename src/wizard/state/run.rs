//! The run from a code or a token to a saved token, and the tasks that are under way.

use std::collections::BTreeMap;

use crate::oauth::Call;
use crate::text::Phrase;

use super::super::effect::TaskId;
use super::super::event::DeliverTrouble;
use super::super::saved::Token;

/// The way of a code or a token to a saved, verified token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub lines: Vec<RunLine>,
    pub stage: Stage,
    /// How often the present call was sent.
    pub attempt: u32,
    /// The token at hand between two stages.
    pub token: Option<Token>,
    pub entry: Entry,
    /// How many targets had their turn.
    pub delivered: usize,
    /// The targets that the token did not reach, by name.
    pub missed: Vec<(String, DeliverTrouble)>,
}

impl Run {
    /// What is said of a line that is so far.
    pub fn word(&self, status: LineStatus) -> Phrase {
        match status {
            LineStatus::Waiting => Phrase::new("screen-line-waiting"),
            LineStatus::Working => Phrase::new("screen-line-working"),
            LineStatus::Retrying if self.attempt > 1 => {
                Phrase::new("screen-line-retrying-after").number("count", i64::from(self.attempt))
            }
            LineStatus::Retrying => Phrase::new("screen-line-retrying"),
            LineStatus::Done => Phrase::new("screen-line-done"),
            LineStatus::Failed => Phrase::new("screen-line-failed"),
        }
    }
}

/// How a run began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// With an authorization code.
    Code,
    /// With a token made in the dashboard.
    Dashboard,
    /// With a token saved earlier that is not verified yet.
    Resumed,
    /// With the long-lived token that serves, to be refreshed.
    Refresh,
    /// With the token that serves and has not reached all of its targets yet.
    Owed,
}

/// One line of a run's progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunLine {
    pub what: RunStep,
    pub status: LineStatus,
}

/// The parts of a run, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunStep {
    Prove,
    Exchange,
    SaveShort,
    LongLived,
    Refresh,
    SaveLong,
    Verify,
    Save,
    Deliver,
}

impl RunStep {
    /// The sentence that names it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Prove => "screen-run-prove",
            Self::Exchange => "screen-run-exchange",
            Self::SaveShort => "screen-run-save-short",
            Self::LongLived => "screen-run-long-lived",
            Self::Refresh => "screen-run-refresh",
            Self::SaveLong => "screen-run-save-long",
            Self::Verify => "screen-run-verify",
            Self::Save => "screen-run-save",
            Self::Deliver => "screen-run-deliver",
        }
    }
}

/// How far a part of a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineStatus {
    Waiting,
    Working,
    /// Failed for the moment, tried again soon.
    Retrying,
    Done,
    Failed,
}

/// What a run waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The app secret from its command or from the person.
    Secret,
    Prove,
    /// The note that the code is about to be sent.
    Note,
    Exchange,
    SaveShort,
    LongLived,
    Refresh,
    SaveLong,
    Verify,
    /// The note that the token has to be handed on, written before it takes its place.
    Owe,
    Save,
    /// The targets of the profile, one after the other.
    Deliver,
    /// The progress, with the steps marked.
    Close,
    Done,
    Failed,
}

/// The tasks that are under way and what each is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tasks {
    next: u64,
    live: BTreeMap<TaskId, Purpose>,
}

/// What the answer of a task is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The next stage of the run.
    Run,
    /// A wait before a call of the run is sent again.
    Retry(Call),
    /// The fields of a step.
    Form,
    /// The values of an Embed URL.
    Embed,
    /// A fresh `state` value.
    State,
    /// The accepted authorization code.
    Code,
    /// The practice provider plays the person's part.
    Practise,
    /// The turn to refresh, which one process at a time has.
    Turn,
    /// A browser that is asked to open an address.
    Browser,
    /// What tmux does with a text for the clipboard.
    Tmux,
}

/// Whether this process has the turn to refresh the profile's token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Turn {
    #[default]
    None,
    Held,
}

impl Tasks {
    /// A new task.
    pub fn begin(&mut self, purpose: Purpose) -> TaskId {
        self.next += 1;
        let task = TaskId(self.next);
        self.live.insert(task, purpose);
        task
    }

    /// A number for work that nothing waits for: it goes on beside everything else.
    pub fn number(&mut self) -> TaskId {
        self.next += 1;
        TaskId(self.next)
    }

    /// Takes a task off the list; nothing when it is not awaited any more.
    pub fn end(&mut self, task: TaskId) -> Option<Purpose> {
        self.live.remove(&task)
    }

    /// Whether a task of such a purpose is under way.
    pub fn has(&self, matching: impl Fn(Purpose) -> bool) -> bool {
        self.live.values().any(|purpose| matching(*purpose))
    }

    /// Whether nothing is under way that has to be waited for.
    pub fn is_idle(&self) -> bool {
        !self.has(|purpose| !matches!(purpose, Purpose::Browser | Purpose::Tmux))
    }

    /// The tasks of a purpose, taken off the list.
    pub fn forget(&mut self, matching: impl Fn(Purpose) -> bool) -> Vec<TaskId> {
        let gone: Vec<TaskId> = self
            .live
            .iter()
            .filter(|(_, p)| matching(**p))
            .map(|(t, _)| *t)
            .collect();
        for task in &gone {
            self.live.remove(task);
        }
        gone
    }
}
