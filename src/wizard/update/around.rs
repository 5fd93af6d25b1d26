//! The link and what is around the program: the clipboard, tmux, the browser.

use crate::provider::StepKind;
use crate::secret::Secret;
use crate::text::Phrase;

use super::super::browser::is_openable;
use super::super::effect::{Effect, LONGEST_COPY};
use super::super::event::{OpenTrouble, TmuxSays};
use super::super::state::{Notice, Purpose, State, Tone};
use super::{Out, notice};

/// Sends the link of the screen to the terminal's clipboard. Within tmux, asks what becomes of it.
pub(super) fn copy(state: &mut State, out: Out<'_>) {
    let Some(text) = state.screen_link() else {
        return;
    };
    if text.expose().len() > LONGEST_COPY {
        notice(state, Tone::Bad, Phrase::new("notice-too-long-to-copy"));
        return;
    }
    forget(state, Purpose::Tmux, out);
    out.push(Effect::Copy { text });
    state.notice = Some(sent(state));
    if state.place.tmux {
        let task = state.tasks.begin(Purpose::Tmux);
        out.push(Effect::AskTmux { task });
    }
}

/// What is said before anything is known: nothing answers a text for the clipboard.
fn sent(state: &State) -> Notice {
    let id = if state.step_kind() == StepKind::Authorize {
        "notice-sent-to-terminal"
    } else {
        "notice-page-sent-to-terminal"
    };
    Notice {
        good: Tone::Plain,
        say: Phrase::new(id).into(),
    }
}

/// tmux has told what it does with a text for the clipboard. What the person reads by now stays.
pub(super) fn tmux_told(state: &mut State, says: Option<TmuxSays>) {
    let still_there = state.notice.as_ref() == Some(&sent(state));
    if still_there && says.is_some_and(|says| !says.lets_through()) {
        notice(state, Tone::Bad, Phrase::new("notice-tmux-keeps-it"));
    }
}

impl TmuxSays {
    /// Whether a text for the clipboard gets beyond tmux: taken by tmux itself, which only `on`
    /// does, or in an envelope that tmux hands on unopened. Before the option for envelopes existed
    /// (3.3) all were handed on.
    pub fn lets_through(&self) -> bool {
        // 3.3 knows two values and says 1 for on.
        let hands_on = matches!(self.allow_passthrough.as_str(), "" | "1" | "on" | "all");
        self.set_clipboard == "on" || hands_on
    }
}

/// Asks the person's browser to open the link of the screen.
pub(super) fn open(state: &mut State, out: Out<'_>) {
    let (Some(opener), Some(address)) =
        (state.place.browser.opener().cloned(), state.screen_link())
    else {
        return;
    };
    if !is_openable(address.expose()) {
        notice(state, Tone::Bad, Phrase::new("notice-no-web-address"));
        return;
    }
    forget(state, Purpose::Browser, out);
    let task = state.tasks.begin(Purpose::Browser);
    out.push(Effect::OpenBrowser {
        task,
        opener,
        address,
    });
    notice(state, Tone::Plain, Phrase::new("notice-asking-browser"));
}

/// The browser was asked, or could not be.
pub(super) fn opened(state: &mut State, result: Result<(), OpenTrouble>) {
    let asking = Notice {
        good: Tone::Plain,
        say: Phrase::new("notice-asking-browser").into(),
    };
    if state.notice.as_ref() != Some(&asking) {
        return;
    }
    match result {
        Ok(()) => notice(state, Tone::Plain, Phrase::new("notice-browser-asked")),
        Err(trouble) => notice(state, Tone::Bad, why(trouble)),
    }
}

fn why(trouble: OpenTrouble) -> Phrase {
    match trouble {
        OpenTrouble::NoProgram => Phrase::new("notice-browser-no-program"),
        OpenTrouble::NotStarted(reason) => {
            Phrase::new("notice-browser-not-started").with("reason", reason)
        }
        OpenTrouble::Failed { program } => {
            Phrase::new("notice-browser-failed").with("program", program)
        }
    }
}

/// An older question of the same kind is not waited for. A browser that it started stays.
fn forget(state: &mut State, purpose: Purpose, out: Out<'_>) {
    for task in state.tasks.forget(|live| live == purpose) {
        out.push(Effect::Drop { task });
    }
}

impl State {
    /// The link of the screen: the one for signing in, or the first of a manual step.
    pub fn screen_link(&self) -> Option<Secret> {
        match self.step_kind() {
            StepKind::Authorize => self.link(),
            StepKind::Manual => {
                let link = self.step()?.links.first()?;
                Some(Secret::new(self.filled_link(link)))
            }
            StepKind::Exchange | StepKind::Verify => None,
        }
    }
}
