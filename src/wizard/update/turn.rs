//! One process at a time refreshes a token: the wizard takes its turn like any timer.
//!
//! Commands that refresh hold the turn themselves, before they read the config.

use crate::text::Phrase;

use super::super::effect::Effect;
use super::super::event::{SaveReason, SaveTrouble};
use super::super::problem;
use super::super::saved::Token;
use super::super::state::{Purpose, State, Tone, Turn};
use super::{Out, exchange, notice, trouble};

/// Asks for the turn, unless the rules speak against a refresh anyway.
pub(super) fn take(state: &mut State, out: Out<'_>) {
    if exchange::can_refresh(state) {
        let task = state.tasks.begin(Purpose::Turn);
        out.push(Effect::TakeTurn { task });
    } else {
        exchange::refresh(state, out);
    }
}

/// The turn is ours, or it is another's.
pub(super) fn taken(
    state: &mut State,
    result: Result<Option<Box<Token>>, SaveTrouble>,
    out: Out<'_>,
) {
    match result {
        Ok(found) => {
            state.turn = Turn::Held;
            let found = found.map(|token| *token);
            if found.is_some() && found != state.profile.token {
                state.profile.token = found;
                notice(state, Tone::Good, Phrase::new("notice-already-refreshed"));
            } else {
                exchange::refresh(state, out);
            }
        }
        Err(why) if why.reason == SaveReason::Busy => {
            notice(state, Tone::Plain, Phrase::new("notice-another-refreshes"));
        }
        Err(why) => trouble::show(state, problem::not_saved(&why), out),
    }
}

/// Whatever ends the run ends the turn.
pub(super) fn end_with_the_run(state: &mut State, out: Out<'_>) {
    if state.turn == Turn::Held && !state.is_running() {
        state.turn = Turn::None;
        out.push(Effect::EndTurn);
    }
}
