//! What each key means in a state. Dispatch, footer and help all read this one table.

use super::event::{Action, Event, Typing};
use super::problem::Again;
use super::state::{Goal, Overlay, Screen, State};
use super::{step, update};
use crate::provider::{FieldKind, StepKind};

/// A key, free of any terminal library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Enter,
    Esc,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Backspace,
    Delete,
    Char(char),
    Ctrl(char),
}

/// One key and what it does here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    pub key: Key,
    pub action: Action,
    /// The sentence of the footer and of the help.
    pub hint: &'static str,
    /// Whether the footer shows it; the help shows all.
    pub shown: Shown,
}

/// Where a binding is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Footer,
    HelpOnly,
}

fn bind(list: &mut Vec<Binding>, key: Key, action: Action, hint: &'static str) {
    list.push(Binding {
        key,
        action,
        hint,
        shown: Shown::Footer,
    });
}

fn also(list: &mut Vec<Binding>, key: Key, action: Action, hint: &'static str) {
    list.push(Binding {
        key,
        action,
        hint,
        shown: Shown::HelpOnly,
    });
}

/// The keys of a state, the most useful first.
pub fn keymap(state: &State) -> Vec<Binding> {
    let mut keys = Vec::new();
    match &state.overlay {
        Some(overlay) => overlay_keys(state, overlay, &mut keys),
        None if state.problem.is_some() => problem_keys(state, &mut keys),
        None => match state.screen {
            Screen::BareLink => {
                bind(&mut keys, Key::Enter, Action::BareLink, "key-back");
                also(&mut keys, Key::Esc, Action::Back, "key-back");
            }
            Screen::Overview => overview_keys(&mut keys),
            Screen::Step => step_keys(state, &mut keys),
        },
    }
    also(&mut keys, Key::PageDown, Action::PageDown, "key-page-down");
    if state.page > 0 {
        also(&mut keys, Key::PageUp, Action::PageUp, "key-page-up");
    }
    also(
        &mut keys,
        Key::Ctrl('c'),
        Action::Cancel,
        "key-leave-at-once",
    );
    keys
}

fn overlay_keys(state: &State, overlay: &Overlay, keys: &mut Vec<Binding>) {
    match overlay {
        Overlay::Help => {
            bind(keys, Key::Esc, Action::Back, "key-close");
            also(keys, Key::Char('?'), Action::Help, "key-close");
            also(keys, Key::Enter, Action::Back, "key-close");
        }
        Overlay::Trouble { query, .. } => {
            if !update::picks(state, query.value()).is_empty() {
                bind(keys, Key::Enter, Action::Continue, "key-pick");
            }
            bind(keys, Key::Up, Action::Previous, "key-up");
            bind(keys, Key::Down, Action::Next, "key-down");
            bind(keys, Key::Esc, Action::Back, "key-close");
        }
        Overlay::Symptom { id } => {
            let mended = state
                .provider
                .symptoms
                .iter()
                .find(|symptom| &symptom.id == id)
                .is_some_and(|symptom| symptom.step.is_some());
            let hint = if mended { "key-open-step" } else { "key-close" };
            bind(keys, Key::Enter, Action::Continue, hint);
            bind(keys, Key::Esc, Action::Back, "key-back");
        }
        Overlay::Paste => {
            let usable = state.paste.seen.as_ref().is_some_and(|seen| seen.usable);
            if usable {
                bind(keys, Key::Enter, Action::Continue, take_hint(state));
            }
            bind(keys, Key::Esc, Action::Back, "key-close");
        }
        Overlay::ConfirmCode => {
            bind(keys, Key::Char('y'), Action::Continue, "key-yes-mine");
            bind(keys, Key::Char('n'), Action::Back, "key-no");
            also(keys, Key::Esc, Action::Back, "key-no");
        }
        Overlay::Retired => {
            bind(
                keys,
                Key::Char('i'),
                Action::SwitchProvider,
                "key-switch-provider",
            );
            bind(keys, Key::Enter, Action::Continue, "key-go-on-anyway");
            bind(keys, Key::Char('q'), Action::Quit, "key-quit");
        }
        Overlay::Tunnel => {
            bind(keys, Key::Char('c'), Action::Copy, "key-copy");
            bind(keys, Key::Esc, Action::Back, "key-close");
            also(keys, Key::Char('t'), Action::Tunnel, "key-close");
            also(keys, Key::Enter, Action::Continue, "key-close");
        }
        Overlay::Qr { bare, .. } => qr_keys(state, *bare, keys),
        Overlay::AskSecret { editor } => {
            if !editor.value().trim().is_empty() {
                bind(keys, Key::Enter, Action::Continue, "key-go-on");
            }
            bind(keys, Key::Esc, Action::Back, "key-close");
        }
    }
}

fn qr_keys(state: &State, bare: bool, keys: &mut Vec<Binding>) {
    if bare {
        bind(keys, Key::Enter, Action::Continue, "key-back");
        also(keys, Key::Esc, Action::Back, "key-back");
        also(keys, Key::Char('r'), Action::Qr, "key-back");
        return;
    }
    bind(keys, Key::Esc, Action::Back, "key-close");
    also(keys, Key::Enter, Action::Continue, "key-close");
    if state.scannable().len() > 1 {
        bind(keys, Key::Tab, Action::Next, "key-next-link");
        also(keys, Key::Down, Action::Next, "key-next-link");
        also(keys, Key::Up, Action::Previous, "key-next-link");
    }
    bind(keys, Key::Char('r'), Action::Qr, "key-qr-bare");
}

fn problem_keys(state: &State, keys: &mut Vec<Binding>) {
    let Some(problem) = &state.problem else {
        return;
    };
    let hint = if problem.step.is_some() {
        "key-open-step"
    } else {
        "key-close"
    };
    bind(keys, Key::Enter, Action::Continue, hint);
    if problem.again != Again::Never {
        bind(keys, Key::Char('r'), Action::Retry, "key-retry");
    }
    bind(keys, Key::Esc, Action::Back, "key-close");
    bind(keys, Key::Char('q'), Action::Quit, "key-quit");
    also(keys, Key::Char('?'), Action::Help, "key-help");
}

fn overview_keys(keys: &mut Vec<Binding>) {
    bind(keys, Key::Up, Action::Previous, "key-up");
    bind(keys, Key::Down, Action::Next, "key-down");
    bind(keys, Key::Enter, Action::Continue, "key-redo-step");
    bind(keys, Key::Char('g'), Action::Regenerate, "key-regenerate");
    bind(keys, Key::Char('r'), Action::Refresh, "key-refresh");
    bind(keys, Key::Char('q'), Action::Quit, "key-quit");
    bind(keys, Key::Char('?'), Action::Help, "key-help");
}

fn step_keys(state: &State, keys: &mut Vec<Binding>) {
    let practice = state.place.practice.is_some();
    match state.step_kind() {
        StepKind::Manual => {
            if let Some(field) = state.form.focused() {
                field_keys(state, field.kind, keys);
                return;
            }
            bind(keys, Key::Enter, Action::Continue, manual_hint(state));
            if state.screen_link().is_some() {
                open_key(state, keys);
            }
            if !state.form.fields.is_empty() {
                bind(keys, Key::Tab, Action::NextField, "key-fields");
            }
            if practice {
                bind(keys, Key::Char('s'), Action::Practise, "key-practise");
            }
            bind(keys, Key::Char('p'), Action::PasteBox, "key-paste");
            bind(keys, Key::Char('e'), Action::Trouble, "key-trouble");
        }
        StepKind::Authorize => {
            if state.box_is_open() && !state.paste.editor.is_empty() {
                let usable = state.paste.seen.as_ref().is_some_and(|seen| seen.usable);
                if usable {
                    bind(keys, Key::Enter, Action::Continue, take_hint(state));
                }
                bind(keys, Key::Esc, Action::Back, "key-empty-box");
                return;
            }
            if state.box_is_open() {
                if practice {
                    bind(keys, Key::Char('s'), Action::Practise, "key-practise");
                }
                bind(keys, Key::Char('c'), Action::Copy, "key-copy");
                open_key(state, keys);
                bind(keys, Key::Char('r'), Action::Qr, "key-qr");
                if state.callback.waiting.is_some() {
                    bind(keys, Key::Char('t'), Action::Tunnel, "key-tunnel");
                }
                bind(keys, Key::Char('e'), Action::Trouble, "key-trouble");
                bind(keys, Key::Char('u'), Action::BareLink, "key-bare-link");
                also(keys, Key::Char('f'), Action::FreshLink, "key-fresh-link");
            } else {
                bind(keys, Key::Enter, Action::Continue, "key-make-link");
            }
        }
        StepKind::Exchange | StepKind::Verify => {
            if !state.is_running() {
                bind(keys, Key::Enter, Action::Continue, "key-begin");
            }
        }
    }
    bind(keys, Key::Char('?'), Action::Help, "key-help");
    bind(keys, Key::Char('q'), Action::Quit, "key-quit");
    if state.step_kind() == StepKind::Manual && !state.scannable().is_empty() {
        bind(keys, Key::Char('r'), Action::Qr, "key-qr");
    }
    if state.step_kind() == StepKind::Manual && state.screen_link().is_some() {
        bind(keys, Key::Char('c'), Action::Copy, "key-copy-link");
    }
    if state.is_running() {
        return;
    }
    also(keys, Key::Up, Action::Previous, "key-step-before");
    also(keys, Key::Down, Action::Next, "key-step-after");
    if state.is_finished() && state.goal == Goal::Setup {
        also(keys, Key::Esc, Action::Back, "key-overview");
    }
}

/// What Enter does with the box: an answer that came too late is good for nothing but a fresh link.
fn take_hint(state: &State) -> &'static str {
    if update::is_late(state) {
        "key-fresh-link"
    } else {
        "key-take"
    }
}

/// Where a browser can be opened, a key opens it.
fn open_key(state: &State, keys: &mut Vec<Binding>) {
    if state.place.browser.opener().is_some() {
        bind(
            keys,
            Key::Char('o'),
            Action::OpenBrowser,
            "key-open-browser",
        );
    }
}

fn manual_hint(state: &State) -> &'static str {
    if state.mending.is_some() && state.mending == state.progress.current {
        return "key-done-to-link";
    }
    let done = state.progress.current.as_ref().is_some_and(|id| {
        !matches!(
            step::mark(state, id),
            super::saved::Mark::Todo | super::saved::Mark::Failed
        )
    });
    if done { "key-go-on" } else { "key-done" }
}

fn field_keys(state: &State, kind: FieldKind, keys: &mut Vec<Binding>) {
    let warned = state.form.focused().is_some_and(|field| field.overruled);
    let hint = if warned {
        "key-keep-anyway"
    } else {
        "key-go-on"
    };
    bind(keys, Key::Enter, Action::Continue, hint);
    if kind == FieldKind::YesNo {
        bind(keys, Key::Char(' '), Action::Toggle, "key-toggle");
        also(keys, Key::Left, Action::Toggle, "key-toggle");
        also(keys, Key::Right, Action::Toggle, "key-toggle");
    }
    if state.form.fields.len() > 1 {
        bind(keys, Key::Tab, Action::NextField, "key-next-field");
        also(
            keys,
            Key::BackTab,
            Action::PreviousField,
            "key-previous-field",
        );
        also(keys, Key::Down, Action::NextField, "key-next-field");
        also(keys, Key::Up, Action::PreviousField, "key-previous-field");
    }
    bind(keys, Key::Esc, Action::Back, "key-leave-field");
}

/// What a key press means: an action of the table, an edit of the focused text, or nothing.
pub fn press(state: &State, key: Key) -> Option<Event> {
    if let Some(binding) = keymap(state).into_iter().find(|binding| binding.key == key) {
        return Some(Event::Did(binding.action));
    }
    state.editor()?;
    let typing = match key {
        Key::Char(c) => Typing::Insert(c),
        Key::Backspace | Key::Ctrl('h') => Typing::Backspace,
        Key::Delete | Key::Ctrl('d') => Typing::Delete,
        Key::Left | Key::Ctrl('b') => Typing::Left,
        Key::Right | Key::Ctrl('f') => Typing::Right,
        Key::Home | Key::Ctrl('a') => Typing::Home,
        Key::End | Key::Ctrl('e') => Typing::End,
        Key::Ctrl('w') => Typing::DeleteWord,
        Key::Ctrl('u') => Typing::Clear,
        Key::Enter
        | Key::Esc
        | Key::Tab
        | Key::BackTab
        | Key::Up
        | Key::Down
        | Key::PageUp
        | Key::PageDown
        | Key::Ctrl(_) => return None,
    };
    Some(Event::Typed(typing))
}

/// Whether letters are commands now, so that a burst of them may be a paste without marks.
pub fn letters_are_commands(state: &State) -> bool {
    state.editor().is_none() || (state.box_is_open() && state.paste.editor.is_empty())
}
