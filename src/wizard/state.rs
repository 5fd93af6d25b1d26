//! All that the screen depends on.

mod run;
mod scan;
mod sign_in;

use std::sync::Arc;

use url::Url;

use crate::oauth::{Api, paste::Recognised, paste::StateCheck};
use crate::provider::{Provider, Step, StepId, StepKind};
use crate::secret::Secret;
use crate::text::{Lang, Say};
use crate::time::Timestamp;

use super::browser::Browser;
use super::callback::Callback;
use super::effect::Ending;
use super::field::{Editor, Form};
use super::problem::Problem;
use super::saved::{Mark, Profile, Progress, Sender, TokenKind};
use super::tunnel::Door;
use super::visit::Visit;

pub use run::{Entry, LineStatus, Purpose, Run, RunLine, RunStep, Stage, Tasks, Turn};
pub use scan::Scannable;

/// All that the screen depends on, and all that `update` changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    pub provider: Arc<Provider>,
    /// The provider's endpoints, as they are in force (practice mode moves them).
    pub api: Api,
    /// The profile as it stands in the config file.
    pub profile: Profile,
    /// Whether the profile is in the config file yet.
    pub stored: bool,
    pub progress: Progress,
    pub place: Place,
    pub lang: Lang,
    pub now: Timestamp,
    pub goal: Goal,
    pub screen: Screen,
    pub form: Form,
    /// The box of the authorize screen, or the one opened over another step.
    pub paste: PasteBox,
    pub overlay: Option<Overlay>,
    pub notice: Option<Notice>,
    pub problem: Option<Problem>,
    /// The step that an error of the browser led to: the sign-in goes on when it is done.
    pub mending: Option<StepId>,
    pub run: Option<Run>,
    /// Where the answer of the sign-in is waited for besides the box.
    pub callback: Callback,
    /// The line of the overview's list that is selected.
    pub selected: usize,
    /// How many pages down the screen is scrolled, where it does not fit the window.
    pub page: u16,
    /// The app secret of this run, when it is not kept in the config file.
    pub session_secret: Option<Secret>,
    /// The token was saved a moment ago, in this run of the program.
    pub joy: bool,
    /// Leave as soon as the answer in flight is saved.
    pub leaving: bool,
    /// How the program ends then.
    pub leaving_as: Option<Ending>,
    /// Whether other processes wait with refreshing.
    pub turn: Turn,
    /// The text of another shell that is being worked on.
    pub visit: Option<Visit>,
    pub ended: Option<Ending>,
    pub tasks: Tasks,
}

/// Where the program runs, as far as the person should know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The practice provider's address.
    pub practice: Option<Url>,
    /// The base that stands in place of every endpoint's host (`IGTOKEN_ENDPOINT`).
    pub endpoint: Option<Url>,
    pub via_ssh: bool,
    /// This machine, as the person's own computer reaches it.
    pub door: Door,
    /// Whether there is a screen to copy from and a clipboard to send to.
    pub has_terminal: bool,
    /// The terminal is tmux.
    pub tmux: bool,
    /// Whether a browser can be opened from here.
    pub browser: Browser,
    /// Another process that has sent this profile's code and is still there.
    pub sender: Option<Sender>,
}

/// What the person came for, and so when the program is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// The wizard: every step, then the overview.
    Setup,
    /// One step, then leave.
    Step(StepId),
    /// A new token, then leave.
    Regenerate,
    /// A refresh of the token, then leave.
    Refresh,
    /// Whatever is pasted, then leave.
    Paste,
}

/// What fills the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The step `progress.current`.
    Step,
    /// The overview of a finished profile.
    Overview,
    /// The link alone, on the primary screen.
    BareLink,
}

/// What lies over the screen and takes the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    Help,
    /// The known texts of the browser: what was typed to search, and the selected line.
    Trouble {
        query: Editor,
        selected: usize,
    },
    /// A known failure that was picked.
    Symptom {
        id: String,
    },
    /// How a browser elsewhere reaches the port that is listened on.
    Tunnel,
    /// The box that takes anything, opened over a step that has no box of its own.
    Paste,
    /// Is this bare code the person's own?
    ConfirmCode,
    /// The provider was switched off by its owner.
    Retired,
    /// A link of the step as a code to scan, here or bare on the primary screen.
    Qr {
        selected: usize,
        bare: bool,
    },
    /// The app secret is not kept and is needed now.
    AskSecret {
        editor: Editor,
    },
}

/// A text under edit together with what it was recognised as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasteBox {
    pub editor: Editor,
    /// What it is; nothing while the box is empty or was not looked at yet.
    pub seen: Option<Seen>,
}

/// What a pasted text turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub recognised: Recognised,
    pub state: StateCheck,
    pub say: Say,
    /// Whether Enter takes it.
    pub usable: bool,
}

/// A line for the person, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub good: Tone,
    pub say: Say,
}

/// Whether a notice is good news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Good,
    Plain,
    Bad,
}

impl PasteBox {
    /// An empty box.
    pub fn new() -> Self {
        Self {
            editor: Editor::secret(),
            seen: None,
        }
    }

    /// Empties the box.
    pub fn clear(&mut self) {
        *self = Self::new();
    }
}

impl Default for PasteBox {
    fn default() -> Self {
        Self::new()
    }
}

impl State {
    /// The open step of the checklist.
    pub fn step(&self) -> Option<&Step> {
        let id = self.progress.current.as_ref()?;
        self.provider.step(id)
    }

    /// The kind of the open step; manual when there is none.
    pub fn step_kind(&self) -> StepKind {
        self.step().map_or(StepKind::Manual, |step| step.kind)
    }

    /// Whether there is a long-lived token that serves and nothing is left half done.
    pub fn is_finished(&self) -> bool {
        self.profile.pending_token.is_none()
            && self
                .profile
                .token
                .as_ref()
                .is_some_and(|token| token.kind == TokenKind::LongLived)
    }

    /// Whether the box of the authorize screen, or the one over a step, is in use.
    pub fn box_is_open(&self) -> bool {
        match &self.overlay {
            Some(Overlay::Paste) => true,
            Some(_) => false,
            None => {
                self.screen == Screen::Step
                    && self.step_kind() == StepKind::Authorize
                    && self.problem.is_none()
                    && self.progress.sign_in.is_some()
            }
        }
    }

    /// Whether a text from another shell is of use: something here could be pasted.
    pub fn takes_visits(&self) -> bool {
        self.progress.sign_in.is_some()
            || self.overlay == Some(Overlay::Paste)
            || self.visit.is_some()
            || self.screen == Screen::Step && self.step_kind() == StepKind::Authorize
            || self.is_running()
    }

    /// The text that typing goes to.
    pub fn editor(&self) -> Option<&Editor> {
        match &self.overlay {
            Some(Overlay::Trouble { query, .. }) => Some(query),
            Some(Overlay::AskSecret { editor }) => Some(editor),
            Some(Overlay::Paste) => Some(&self.paste.editor),
            Some(
                Overlay::Help
                | Overlay::Symptom { .. }
                | Overlay::ConfirmCode
                | Overlay::Retired
                | Overlay::Tunnel
                | Overlay::Qr { .. },
            ) => None,
            None if self.problem.is_some() || self.screen != Screen::Step => None,
            None if self.box_is_open() => Some(&self.paste.editor),
            None => self
                .form
                .focused()
                .filter(|field| field.kind != crate::provider::FieldKind::YesNo)
                .map(|field| &field.editor),
        }
    }

    /// Whether a run waits for something.
    pub fn is_running(&self) -> bool {
        self.run
            .as_ref()
            .is_some_and(|run| !matches!(run.stage, Stage::Done | Stage::Failed))
    }

    /// Whether what the person just confirmed is being written; nothing may change it meanwhile.
    pub fn is_writing(&self) -> bool {
        self.tasks.has(|purpose| {
            matches!(
                purpose,
                Purpose::Form | Purpose::Embed | Purpose::Code | Purpose::Turn
            )
        })
    }

    /// A call of the provider is under way that must not be cut off: a code is good only once.
    pub fn exchange_in_flight(&self) -> bool {
        self.run.as_ref().is_some_and(|run| {
            matches!(
                run.stage,
                Stage::Note
                    | Stage::Exchange
                    | Stage::SaveShort
                    | Stage::LongLived
                    | Stage::Refresh
                    | Stage::SaveLong
                    | Stage::Owe
                    | Stage::Save
                    | Stage::Close
            )
        })
    }

    /// The call under way may be made again: the token that it is made with is saved and stays good.
    pub fn call_is_repeatable(&self) -> bool {
        self.run
            .as_ref()
            .is_some_and(|run| matches!(run.stage, Stage::LongLived | Stage::Refresh))
    }

    /// The value of anything that a link or an instruction may name in braces.
    pub fn named(&self, name: &str) -> Option<String> {
        let profile = match name {
            "app_id" => self.profile.app_id.clone(),
            "redirect_uri" => self.profile.redirect_uri.clone(),
            "tester" => self.profile.tester.clone(),
            _ => None,
        };
        profile
            .or_else(|| self.progress.fields.get(name).cloned())
            .filter(|v| !v.is_empty())
    }

    /// A link of the checklist with its values filled in, on the host that is in force.
    pub fn filled_link(&self, link: &crate::provider::Link) -> String {
        let filled = fill(&link.url, |name| self.named(name));
        let address = filled
            .or_else(|| link.fallback.clone())
            .unwrap_or_else(|| link.url.clone());
        let Some(base) = self.place.practice.as_ref() else {
            return address;
        };
        let Ok(real) = Url::parse(&address) else {
            return address;
        };
        let mut moved = base.clone();
        moved.set_path(real.path());
        moved.set_query(real.query());
        moved.to_string()
    }

    /// Marks a step.
    pub fn set_mark(&mut self, id: &StepId, mark: Mark) {
        self.progress.marks.insert(id.clone(), mark);
    }
}

/// Fills the braces of a template; nothing while a value is missing.
pub fn fill(template: &str, named: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = after.split_once('}')?;
        out.push_str(&named(name)?);
        rest = tail;
    }
    out.push_str(rest);
    Some(out)
}
