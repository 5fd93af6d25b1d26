use std::collections::BTreeSet;

use crate::wizard::event::{Action, Event, Typing};
use crate::wizard::keymap::{Binding, Key, Shown, keymap, press};
use crate::wizard::samples::{self, Desk};
use crate::wizard::state::{Overlay, Screen};
use crate::wizard::{State, update};

const HINTS: [(&str, &str); 2] = [
    ("en", include_str!("../../text/en/keys.ftl")),
    ("ko", include_str!("../../text/ko/keys.ftl")),
];

const KEYS: &[Key] = &[
    Key::Enter,
    Key::Esc,
    Key::Tab,
    Key::BackTab,
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Home,
    Key::End,
    Key::Backspace,
    Key::Delete,
    Key::Char('a'),
    Key::Char('q'),
    Key::Char('?'),
    Key::Char(' '),
    Key::Char('한'),
    Key::Char('\u{7}'),
    Key::Char('\u{202e}'),
    Key::Ctrl('a'),
    Key::Ctrl('c'),
    Key::Ctrl('u'),
    Key::Ctrl('z'),
];

fn ends(state: &State, key: Key) -> bool {
    let mut state = state.clone();
    press(&state, key).is_some_and(|event| {
        update(&mut state, event);
        state.ended.is_some() || state.leaving
    })
}

/// At an end of a list there is nothing further in that direction.
fn is_at_an_end(state: &State, action: &Action) -> bool {
    let last = state.provider.steps.len() - 1;
    let here = state
        .progress
        .current
        .as_ref()
        .and_then(|id| state.provider.position(id))
        .unwrap_or_default();
    let (place, last) = match (&state.overlay, state.screen) {
        (Some(Overlay::Trouble { query, selected }), _) => {
            let count = crate::wizard::picks(state, query.value()).len();
            (*selected, count.saturating_sub(1))
        }
        (_, Screen::Overview) => (state.selected, last),
        (_, Screen::Step | Screen::BareLink) => (here, last),
    };
    *action == Action::Previous && place == 0 || *action == Action::Next && place == last
}

#[test]
fn no_key_has_two_meanings_in_a_state() {
    for (name, state) in samples::all() {
        let keys = keymap(&state);
        for (index, binding) in keys.iter().enumerate() {
            let again = keys.iter().skip(index + 1).find(|b| b.key == binding.key);
            assert_eq!(again, None, "{name}");
        }
    }
}

#[test]
fn every_bound_key_does_something() {
    for (name, state) in samples::all() {
        for Binding { key, action, .. } in keymap(&state) {
            if is_at_an_end(&state, &action) || state.is_writing() {
                continue;
            }
            let mut after = state.clone();
            let effects = update(&mut after, Event::Did(action.clone()));
            assert!(
                !effects.is_empty() || after != state,
                "{name}: {key:?} ({action:?}) does nothing"
            );
        }
    }
}

#[test]
fn every_hint_is_a_sentence_in_both_languages() {
    let mut hints = BTreeSet::new();
    for (_, state) in samples::all() {
        hints.extend(keymap(&state).into_iter().map(|binding| binding.hint));
    }
    assert!(hints.len() > 25, "{hints:?}");
    for (lang, source) in HINTS {
        for hint in &hints {
            let found = source.lines().any(|line| {
                line.split_once('=')
                    .is_some_and(|(id, _)| id.trim() == *hint)
            });
            assert!(found, "{hint} is missing in {lang}");
        }
    }
}

#[test]
fn letters_are_text_wherever_text_is_edited() {
    for (name, state) in samples::all() {
        let Some(editor) = state.editor() else {
            continue;
        };
        if state.box_is_open() && state.overlay.is_none() && editor.is_empty() {
            continue;
        }
        for letter in ['a', 'q', 's', 'c', '?', 'y', ' '] {
            assert_eq!(
                press(&state, Key::Char(letter)),
                Some(Event::Typed(Typing::Insert(letter))),
                "{name}: {letter}"
            );
        }
    }
}

#[test]
fn in_the_empty_box_letters_are_commands_and_in_the_filled_one_text() {
    let mut desk = samples::waiting_desk();
    assert_eq!(
        press(&desk.state, Key::Char('c')),
        Some(Event::Did(Action::Copy))
    );
    desk.press(Key::Char('x'));
    assert_eq!(
        press(&desk.state, Key::Char('c')),
        Some(Event::Typed(Typing::Insert('c')))
    );
    desk.press(Key::Esc);
    assert_eq!(
        press(&desk.state, Key::Char('c')),
        Some(Event::Did(Action::Copy))
    );
}

#[test]
fn the_way_out_is_two_keys_at_most() {
    for (name, state) in samples::all() {
        let at_once = KEYS.iter().any(|key| ends(&state, *key));
        let politely = keymap(&state).iter().any(|b| b.action == Action::Quit)
            || press(&state, Key::Esc).is_some_and(|event| {
                let mut after = state.clone();
                update(&mut after, event);
                KEYS.iter().any(|key| ends(&after, *key))
            });
        assert!(at_once, "{name}");
        assert!(
            politely || state.is_running() || state.leaving || state.is_writing(),
            "{name}"
        );
    }
}

#[test]
fn ctrl_c_is_bound_everywhere_and_shown_in_the_help() {
    for (name, state) in samples::all() {
        let found = keymap(&state)
            .into_iter()
            .find(|binding| binding.key == Key::Ctrl('c'));
        let found = found.map(|binding| (binding.action, binding.shown));
        assert_eq!(found, Some((Action::Cancel, Shown::HelpOnly)), "{name}");
    }
}

#[test]
fn any_two_keys_in_any_sample_do_no_harm() {
    for (_, state) in samples::all() {
        for first in KEYS {
            let mut desk = Desk {
                state: state.clone(),
                open: Vec::new(),
            };
            desk.press(*first);
            for second in KEYS {
                let mut desk = desk.clone();
                desk.press(*second);
            }
        }
    }
}

#[test]
fn while_a_call_is_under_way_nothing_that_would_cross_it_is_offered() {
    for desk in [
        samples::exchanging_desk(),
        samples::long_living_desk(),
        samples::verifying_desk(),
        samples::refreshing_desk(),
    ] {
        let offered: Vec<Action> = keymap(&desk.state).into_iter().map(|b| b.action).collect();
        assert_eq!(
            offered,
            [Action::Help, Action::Quit, Action::PageDown, Action::Cancel]
        );
    }
}
