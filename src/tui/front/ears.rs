//! From bytes to events, one at a time.

use std::collections::VecDeque;

use crate::secret::Secret;
use crate::tui::input::{Code, Decoder, Hold, Input, Key as Pressed};
use crate::wizard::keymap::{self, Key};
use crate::wizard::{Event, State};

/// What was heard and not told yet.
#[derive(Debug, Default)]
pub(super) struct Ears {
    decoder: Decoder,
    queue: VecDeque<Input>,
    suspend: bool,
}

impl Ears {
    /// Takes the bytes of one read in.
    pub(super) fn bytes(&mut self, state: &State, bytes: &[u8], now_ms: u64) {
        self.decoder.set_hold(hold(state));
        self.queue.extend(self.decoder.hear(bytes, now_ms));
    }

    /// Nothing came until now.
    pub(super) fn silence(&mut self, state: &State, now_ms: u64) {
        self.decoder.set_hold(hold(state));
        self.queue.extend(self.decoder.silence(now_ms));
    }

    /// The next event. What is behind it stays, for it may mean something else in the next state.
    pub(super) fn next(&mut self, state: &State) -> Option<Event> {
        while let Some(input) = self.queue.pop_front() {
            let event = match input {
                Input::Paste { text, .. } => Some(Event::Pasted(Secret::new(text.as_str()))),
                Input::Key(pressed) if pressed == Pressed::ctrl('z') => {
                    self.suspend = true;
                    return None;
                }
                Input::Key(pressed) => key(pressed).and_then(|key| keymap::press(state, key)),
                Input::Unknown => None,
            };
            if event.is_some() {
                return event;
            }
        }
        None
    }

    /// Whether something is left to be told.
    pub(super) fn has_more(&self) -> bool {
        !self.queue.is_empty()
    }

    /// When to call again if nothing is heard; at once while something is left.
    pub(super) fn deadline_ms(&self) -> Option<u64> {
        if self.has_more() {
            Some(0)
        } else {
            self.decoder.deadline()
        }
    }

    /// Whether Ctrl-Z was pressed since this was last asked.
    pub(super) fn wants_suspend(&mut self) -> bool {
        std::mem::take(&mut self.suspend)
    }
}

fn hold(state: &State) -> Hold {
    if keymap::letters_are_commands(state) {
        Hold::Commands
    } else {
        Hold::None
    }
}

/// The key as the core knows it; nothing for one that means nothing anywhere.
fn key(pressed: Pressed) -> Option<Key> {
    if pressed.alt {
        return None;
    }
    match pressed.code {
        Code::Char(c) if pressed.ctrl => Some(Key::Ctrl(c.to_ascii_lowercase())),
        Code::Char(c) => Some(Key::Char(c)),
        Code::Enter => Some(Key::Enter),
        Code::Esc => Some(Key::Esc),
        Code::Tab => Some(Key::Tab),
        Code::BackTab => Some(Key::BackTab),
        Code::Backspace => Some(Key::Backspace),
        Code::Delete => Some(Key::Delete),
        Code::Up => Some(Key::Up),
        Code::Down => Some(Key::Down),
        Code::Left => Some(Key::Left),
        Code::Right => Some(Key::Right),
        Code::Home => Some(Key::Home),
        Code::End => Some(Key::End),
        Code::PageUp => Some(Key::PageUp),
        Code::PageDown => Some(Key::PageDown),
        Code::Insert | Code::F(_) => None,
    }
}
