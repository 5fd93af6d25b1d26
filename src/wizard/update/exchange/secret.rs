//! Where a run takes the app secret from.

use crate::secret::Secret;
use crate::text::Phrase;

use super::super::super::effect::Effect;
use super::super::super::field::Editor;
use super::super::super::state::{Overlay, Purpose, Stage, State, Tone};
use super::super::{Out, notice};
use super::stage::{enter, set_stage};

/// Finds the app secret, then goes on.
pub(super) fn need_secret(state: &mut State, out: Out<'_>) {
    if state.profile.app_secret.is_some() || state.session_secret.is_some() {
        enter(state, Stage::Prove, out);
        return;
    }
    set_stage(state, Stage::Secret);
    if let Some(command) = state.profile.app_secret_command.clone() {
        let task = state.tasks.begin(Purpose::Run);
        out.push(Effect::ReadSecret { task, command });
    } else {
        ask_secret(state);
    }
}

pub(super) fn ask_secret(state: &mut State) {
    state.overlay = Some(Overlay::AskSecret {
        editor: Editor::secret(),
    });
}

/// The command that holds the secret ended.
pub(in super::super) fn secret_read(state: &mut State, secret: Option<Secret>, out: Out<'_>) {
    if let Some(secret) = secret {
        state.session_secret = Some(secret);
        enter(state, Stage::Prove, out);
    } else {
        ask_secret(state);
        notice(
            state,
            Tone::Bad,
            Phrase::new("notice-secret-command-failed"),
        );
    }
}

/// The person typed the secret that is not kept.
pub(in super::super) fn secret_typed(state: &mut State, out: Out<'_>) {
    let Some(Overlay::AskSecret { editor }) = &state.overlay else {
        return;
    };
    let typed = Secret::new(editor.value().trim());
    if typed.is_empty() {
        return;
    }
    state.session_secret = Some(typed);
    state.overlay = None;
    enter(state, Stage::Prove, out);
}

/// The person closed the question for the secret: the code waits.
pub(in super::super) fn give_up_secret(state: &mut State) {
    state.run = None;
}

pub(super) fn secret(state: &State) -> Secret {
    state
        .profile
        .app_secret
        .clone()
        .or_else(|| state.session_secret.clone())
        .unwrap_or_else(|| Secret::new(String::new()))
}
