//! What can be chosen in a state, from the one table of keys.

use crate::wizard::keymap::{Binding, Key, keymap};
use crate::wizard::state::{Overlay, Screen};
use crate::wizard::{Action, State};

/// One entry of a numbered list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    /// The key that means the same in the full screen.
    pub(super) key: Option<Key>,
    pub(super) hint: &'static str,
    pub(super) does: Does,
}

/// What a choice does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Does {
    Act(Action),
    /// Lists the steps, to open one.
    Steps,
    Help,
}

impl Choice {
    /// The letter that chooses it as well.
    pub(super) fn letter(&self) -> Option<char> {
        if let Some(Key::Char(letter)) = self.key {
            Some(letter)
        } else {
            None
        }
    }
}

/// The choices: what the keys do, without those that only move over a screen or write to it.
pub(super) fn choices(state: &State) -> Vec<Choice> {
    let searches = matches!(state.overlay, Some(Overlay::Trouble { .. }));
    let overview = state.overlay.is_none()
        && state.problem.is_none()
        && matches!(state.screen, Screen::Overview);
    let in_field = state.overlay.is_none() && state.form.focused().is_some();
    let mut list: Vec<Choice> = Vec::new();
    let mut browses = false;
    for binding in keymap(state) {
        let Binding {
            key, action, hint, ..
        } = binding;
        let moves = matches!(action, Action::Previous | Action::Next);
        browses |= moves && !searches && !in_field;
        let left_off = matches!(
            action,
            Action::PageDown
                | Action::PageUp
                | Action::Cancel
                | Action::Copy
                | Action::Qr
                | Action::Toggle
        ) || (matches!(action, Action::BareLink) && matches!(state.screen, Screen::Step))
            // A number picks, and a line goes on.
            || (searches && (moves || matches!(action, Action::Continue)))
            || (in_field && matches!(action, Action::Continue))
            || (overview && (moves || matches!(action, Action::Continue)));
        let does = if action == Action::Help {
            Does::Help
        } else {
            Does::Act(action)
        };
        if !left_off && !list.iter().any(|choice| choice.does == does) {
            list.push(Choice {
                key: Some(key),
                hint,
                does,
            });
        }
    }
    if browses {
        list.push(Choice {
            key: None,
            hint: "plain-any-step",
            does: Does::Steps,
        });
    }
    // What leads on comes first, help and the way out last.
    list.sort_by_key(|choice| {
        let last = choice.does == Does::Act(Action::Quit);
        u8::from(choice.does == Does::Help) + 2 * u8::from(last)
    });
    list
}
