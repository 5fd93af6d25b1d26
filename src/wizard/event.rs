//! What happened, as plain data. Events are past facts; nothing in them is a closure.

use crate::oauth::{Answer, Call, Unreachable};
use crate::provider::StepId;
use crate::secret::Secret;
use crate::time::Timestamp;

use super::callback::{CallbackId, ListenTrouble};
use super::effect::TaskId;
use super::flaw::Flaw;
use super::saved::{Profile, Progress, Token};
use super::visit::VisitId;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Time went on; sent before other events, never on its own while nothing happens.
    Passed { now: Timestamp },
    /// The person asked for something.
    Did(Action),
    /// The person edited the text that has the focus.
    Typed(Typing),
    /// A whole text arrived at once.
    Pasted(Secret),
    /// A call was answered or failed.
    Answered {
        task: TaskId,
        call: Call,
        answer: Result<Answer, Unreachable>,
    },
    /// A fresh `state` value for a sign-in; nothing when the system has no randomness.
    StateDrawn { task: TaskId, value: Option<Secret> },
    /// A write, or the proof that writing works, ended.
    Saved {
        task: TaskId,
        result: Result<(), SaveTrouble>,
    },
    /// The turn to refresh: the token as it stands on disk now, or why there is no turn.
    TurnTaken {
        task: TaskId,
        result: Result<Option<Box<Token>>, SaveTrouble>,
    },
    /// The time of a [`Wait`](super::Effect::Wait) is over.
    Waited { task: TaskId },
    /// The command that holds the app secret ended; nothing when it failed or printed nothing.
    SecretRead {
        task: TaskId,
        secret: Option<Secret>,
    },
    /// The token was handed on to a target, or was not.
    Delivered {
        task: TaskId,
        result: Result<(), DeliverTrouble>,
    },
    /// tmux told what it does with a text for the clipboard; nothing when it did not answer.
    TmuxTold {
        task: TaskId,
        says: Option<TmuxSays>,
    },
    /// The browser was asked to open an address, or could not be.
    BrowserAsked {
        task: TaskId,
        result: Result<(), OpenTrouble>,
    },
    /// Another shell handed a text over; `own_code` says that a bare code is the person's own.
    HandedOver {
        visit: VisitId,
        text: Secret,
        own_code: bool,
    },
    /// Another process has finished or replaced the sign-in that a write was about.
    Overtaken(Box<Found>),
    /// A person sits before a full screen, who may be waited for.
    Attended,
    /// A port is listened on, or cannot be.
    Listening {
        task: TaskId,
        result: Result<(), ListenTrouble>,
    },
    /// Something came through the port: the way to it works.
    Reached { task: TaskId },
    /// A browser came to the port with this address.
    Visited {
        task: TaskId,
        visit: CallbackId,
        address: Secret,
    },
    /// The terminal or the system asked the program to end (`SIGHUP`, `SIGTERM`, end of input).
    Interrupted,
}

/// What is on disk of this profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    pub profile: Option<Profile>,
    pub progress: Option<Progress>,
}

/// What a person can ask for. Keys are bound to these, never to behaviour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Go on: the step is done, the field is filled, the box is right.
    Continue,
    /// Up in the rail or the list.
    Previous,
    /// Down in the rail or the list.
    Next,
    /// What does not fit the window: one page down.
    PageDown,
    /// And up again.
    PageUp,
    /// To the next field.
    NextField,
    /// To the field before.
    PreviousField,
    /// Close what is on top, empty the box, or leave the field.
    Back,
    /// Show the keys of this screen.
    Help,
    /// The browser shows an error: pick it from the known ones.
    Trouble,
    /// Open the box that takes anything.
    PasteBox,
    /// Show the link bare, on the primary screen.
    BareLink,
    /// Show a link as a code to scan; once more, bare on the primary screen.
    Qr,
    /// Send the link to the terminal's clipboard.
    Copy,
    /// Open the link in the person's browser.
    OpenBrowser,
    /// Show how a browser elsewhere reaches this machine.
    Tunnel,
    /// In practice mode: do the browser's part of this step.
    Practise,
    /// A new token: authorize, exchange, verify.
    Regenerate,
    /// A longer life for the token that is there.
    Refresh,
    /// Send the same call again.
    Retry,
    /// Open the step that mends the problem.
    Mend,
    /// Make a fresh link.
    FreshLink,
    /// Take the provider that is offered instead of the retired one.
    SwitchProvider,
    /// Switch a yes-or-no field over.
    Toggle,
    /// Open one step by name.
    Open(StepId),
    /// Leave; everything is kept.
    Quit,
    /// Leave at once, as with Ctrl-C.
    Cancel,
}

/// An edit of the focused text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    Insert(char),
    Backspace,
    Delete,
    Left,
    Right,
    Home,
    End,
    DeleteWord,
    Clear,
}

/// Why a write failed, as far as a person can act on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveTrouble {
    /// The file or directory, cleaned.
    pub path: String,
    pub reason: SaveReason,
}

/// The reasons of a [`SaveTrouble`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveReason {
    DiskFull,
    ReadOnly,
    Denied,
    Vanished,
    /// Another process is at it.
    Busy,
    /// Another process has finished or replaced the sign-in.
    Overtaken,
    NoHome,
    Symlink,
    ForeignOwner,
    Directory,
    TooLarge,
    NotText,
    /// A limit on the size of files.
    SizeLimit,
    /// A part of the path is no directory.
    NotADirectory,
    /// Something that is no regular file.
    NotAFile,
    /// The value would not fit on one line.
    NotOneLine,
    /// The file holds something that cannot be read; line from one, zero when unknown.
    Invalid {
        line: usize,
        key: String,
        problem: Flaw,
    },
    /// The name cannot be a profile's.
    BadProfileName,
    /// The config file has no profile of that name.
    NoProfile(String),
    /// The config file has a profile of that name already.
    ProfileExists(String),
    /// Anything else, in the system's words, cleaned.
    Other(String),
}

/// Why a token did not reach a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliverTrouble {
    /// The file could not be read or written.
    File(SaveTrouble),
    /// There is no such program.
    NoProgram,
    /// The program could not be started, in the system's words.
    NotStarted(String),
    /// The program ended badly; by a signal when there is no code.
    Failed {
        code: Option<i32>,
        /// What it wrote to its standard error: cleaned, cut, and free of the token.
        said: String,
    },
    /// The program did not end in time and was ended.
    TimedOut { seconds: u64 },
}

/// Why a browser was not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenTrouble {
    /// There is no program for it.
    NoProgram,
    /// The program could not be started, in the system's words.
    NotStarted(String),
    /// The program ended badly at once; its name, cleaned.
    Failed { program: String },
}

/// The options of tmux that decide about a text for the clipboard, as it names their values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TmuxSays {
    /// `off`, `external` or `on`.
    pub set_clipboard: String,
    /// `off`, `on` or `all`, in older ones `0` or `1`; nothing where tmux is older than the option.
    pub allow_passthrough: String,
}
