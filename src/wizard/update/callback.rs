//! The answer that comes to a port of this machine, racing the box: the first good one wins.

use crate::oauth::paste::{Recognised, StateCheck};
use crate::provider::StepKind;
use crate::secret::Secret;
use crate::text::Phrase;

use super::super::callback::{At, CallbackId, ListenTrouble, Standing, Verdict, Waiting};
use super::super::effect::{Effect, TaskId};
use super::super::state::{Goal, Overlay, Screen, State, Tone};
use super::{Out, notice, sign_in};

/// A person sits before the screen from now on.
pub(super) fn attended(state: &mut State) {
    state.callback.attended = true;
}

/// Listens while an answer is waited for and not otherwise, whatever else happened.
pub(super) fn keep(state: &mut State, out: Out<'_>) {
    let wanted = wanted(state);
    let has = state.callback.waiting.as_ref().map(|waiting| &waiting.at);
    if has == wanted.as_ref() {
        return;
    }
    if let Some(waiting) = state.callback.waiting.take() {
        out.push(Effect::Drop { task: waiting.task });
    }
    if let Some(at) = wanted {
        let task = state.tasks.number();
        out.push(Effect::Listen {
            task,
            at: at.clone(),
        });
        state.callback.waiting = Some(Waiting {
            task,
            at,
            standing: Standing::Asked,
            reached: false,
        });
    } else if state.overlay == Some(Overlay::Tunnel) {
        state.overlay = None;
    }
}

/// Where an answer may come now.
fn wanted(state: &State) -> Option<At> {
    let sign_in = state.progress.sign_in.as_ref()?;
    let for_a_person = state.callback.attended
        && matches!(state.goal, Goal::Setup | Goal::Step(_) | Goal::Regenerate);
    let on_authorize = state.step_kind() == StepKind::Authorize && state.screen != Screen::Overview;
    let open = sign_in.code.is_none() && !sign_in.code_sent && sign_in.ends_at > state.now;
    let here = state.ended.is_none() && !state.leaving && !state.is_running();
    if for_a_person && on_authorize && open && here {
        At::of(&sign_in.redirect_uri)
    } else {
        None
    }
}

/// The listener of a task that is still awaited.
fn awaited(state: &mut State, task: TaskId) -> Option<&mut Waiting> {
    let waiting = state.callback.waiting.as_mut()?;
    (waiting.task == task).then_some(waiting)
}

/// The port is listened on, or cannot be.
pub(super) fn listening(state: &mut State, task: TaskId, result: Result<(), ListenTrouble>) {
    if let Some(waiting) = awaited(state, task) {
        waiting.standing = match result {
            Ok(()) => Standing::Up,
            Err(trouble) => Standing::Failed(trouble),
        };
    }
}

/// Something came through the port.
pub(super) fn reached(state: &mut State, task: TaskId) {
    if let Some(waiting) = awaited(state, task) {
        waiting.reached = true;
    }
}

/// A browser came with an address: the same reader as the box judges it.
pub(super) fn visited(
    state: &mut State,
    task: TaskId,
    visit: CallbackId,
    address: &Secret,
    out: Out<'_>,
) {
    let Some(waiting) = awaited(state, task) else {
        return;
    };
    waiting.reached = true;
    let port = waiting.at.port.to_string();
    let pasted = sign_in::read(state, address.expose());
    let ours = pasted.state == StateCheck::Match && !state.is_writing();
    let verdict = match pasted.recognised {
        Recognised::RedirectUrl | Recognised::Query if ours => match pasted.code {
            Some(code) => {
                state.problem = None;
                state.screen = Screen::Step;
                notice(
                    state,
                    Tone::Good,
                    Phrase::new("notice-callback-came").with("port", port),
                );
                sign_in::accept(state, code, out);
                Verdict::Received
            }
            None => foreign(state, "notice-callback-foreign", port),
        },
        Recognised::Cancelled | Recognised::ErrorRedirect if ours => match pasted.refusal {
            Some(refusal) => {
                state.screen = Screen::Step;
                sign_in::refused(state, &refusal, out);
                Verdict::Refused
            }
            None => foreign(state, "notice-callback-foreign", port),
        },
        Recognised::RedirectUrl
        | Recognised::Query
        | Recognised::Code
        | Recognised::Cancelled
        | Recognised::ErrorRedirect
        | Recognised::EmbedUrl
        | Recognised::DashboardToken
        | Recognised::AppId
        | Recognised::AppSecret
        | Recognised::DashboardPage
        | Recognised::Unknown => {
            let id = if address.expose().contains('?') {
                "notice-callback-foreign"
            } else {
                "notice-callback-bare"
            };
            foreign(state, id, port)
        }
    };
    out.push(Effect::AnswerCallback { visit, verdict });
}

/// Both ways stay open.
fn foreign(state: &mut State, id: &'static str, port: String) -> Verdict {
    notice(state, Tone::Plain, Phrase::new(id).with("port", port));
    Verdict::Foreign
}

/// Shows how a browser elsewhere reaches the port, or closes that again.
pub(super) fn toggle_tunnel(state: &mut State) {
    state.overlay = match state.overlay.take() {
        Some(Overlay::Tunnel) => None,
        None if state.callback.waiting.is_some() => Some(Overlay::Tunnel),
        other => other,
    };
}

/// Sends the tunnel's line to the terminal's clipboard.
pub(super) fn copy_tunnel(state: &mut State, out: Out<'_>) {
    if let Some(line) = state.tunnel_line() {
        out.push(Effect::Copy {
            text: Secret::new(line),
        });
        notice(state, Tone::Plain, Phrase::new("notice-tunnel-sent"));
    }
}
