//! Work for the shell, as plain data. Effects are imperatives.

use crate::oauth::{Call, Request};
use crate::secret::Secret;

use super::browser::Opener;
use super::callback::{At, CallbackId, Verdict};
use super::saved::{ConfigEdit, Deliver, Progress};
use super::visit::{Told, VisitId};

/// The longest text for the clipboard, in bytes: common terminals drop what is longer.
pub const LONGEST_COPY: usize = 74_994;

/// One run of an effect; an answer with an id that is not awaited any more is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaskId(pub u64);

/// Something for the shell to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Send a request; ends in `Answered`.
    Send {
        task: TaskId,
        call: Call,
        request: Request,
    },
    /// Draw a fresh `state` value; ends in `StateDrawn`.
    DrawState { task: TaskId },
    /// Prove that config and state can be written; ends in `Saved`.
    Prove { task: TaskId },
    /// Take the turn to refresh this profile, and read its token again; ends in `TurnTaken`.
    TakeTurn { task: TaskId },
    /// Let other processes have the turn.
    EndTurn,
    /// Change this profile in the config file; ends in `Saved`.
    SaveConfig {
        task: TaskId,
        edits: Vec<ConfigEdit>,
    },
    /// Write the progress and say when it is on disk; ends in `Saved`.
    SaveProgress {
        task: TaskId,
        progress: Box<Progress>,
    },
    /// Write the progress when convenient; only the latest counts.
    Remember { progress: Box<Progress> },
    /// Wait; ends in `Waited`.
    Wait { task: TaskId, seconds: u32 },
    /// Run the command that prints the app secret; ends in `SecretRead`.
    ReadSecret { task: TaskId, command: Vec<String> },
    /// Hand the token on; ends in `Delivered`.
    Deliver {
        task: TaskId,
        target: Deliver,
        token: Secret,
    },
    /// Send a text to the terminal's clipboard (OSC 52).
    Copy { text: Secret },
    /// Ask tmux what it does with such a text; ends in `TmuxTold`.
    AskTmux { task: TaskId },
    /// Ask the person's browser to open an address; ends in `BrowserAsked`.
    OpenBrowser {
        task: TaskId,
        opener: Opener,
        address: Secret,
    },
    /// Tell another shell about the text that it handed over.
    Tell { visit: VisitId, told: Told },
    /// Listen on a port of this machine; says so in `Listening`, and `Visited` for each answer.
    Listen { task: TaskId, at: At },
    /// Tell the browser what became of its answer.
    AnswerCallback { visit: CallbackId, verdict: Verdict },
    /// Stop working on a task: nobody waits for it any more.
    Drop { task: TaskId },
    /// End the program.
    Leave { ending: Ending },
}

/// How the program ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// What was asked for is done, or the person left with `q`.
    Done,
    /// The person left with Ctrl-C, or the line was lost.
    Cancelled,
    /// Start again with another provider for this profile.
    Switch { provider: String },
}
