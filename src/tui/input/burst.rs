//! Text without paste marks: typed keys or a paste.

use super::paste::{LIMIT, Wiped};
use super::{Code, Input, Key};

/// Where line breaks came.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Breaks {
    /// Nowhere, or before everything printable.
    #[default]
    None,
    /// After something printable.
    After,
    /// Between printable characters.
    Inside,
}

/// Printable characters, line breaks and tabs that came together.
#[derive(Default)]
pub(super) struct Burst {
    text: Wiped,
    printable: usize,
    first: Option<char>,
    varied: bool,
    breaks: Breaks,
    tabs: bool,
    cut: bool,
}

impl Burst {
    pub(super) fn push(&mut self, c: char) {
        let mut utf8 = [0; 4];
        let utf8 = c.encode_utf8(&mut utf8).as_bytes();
        if self.text.bytes().len() + utf8.len() > LIMIT {
            self.cut = true;
            return;
        }
        self.text.push(utf8);
        if matches!(c, '\r' | '\n') {
            if self.printable > 0 && self.breaks == Breaks::None {
                self.breaks = Breaks::After;
            }
        } else if c == '\t' {
            self.tabs = true;
        } else {
            self.printable += 1;
            if self.breaks == Breaks::After {
                self.breaks = Breaks::Inside;
            }
            self.varied |= *self.first.get_or_insert(c) != c;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.bytes().is_empty()
    }

    pub(super) fn has_printable(&self) -> bool {
        self.printable > 0
    }

    /// Whether the read is one more of the only character held: a key that repeats.
    pub(super) fn is_repeated_by(&self, bytes: &[u8]) -> bool {
        self.printable == 1 && self.text.bytes() == bytes
    }

    pub(super) fn is_paste(&self, commands: bool) -> bool {
        let enough = if commands { 4 } else { 8 };
        // On a slow line what a person types comes together, and behind Tab is the next field.
        let typed = self.tabs && !commands;
        self.breaks == Breaks::Inside || self.varied && self.printable >= enough && !typed
    }

    pub(super) fn ends_in_break(&self) -> bool {
        matches!(self.text.bytes().last(), Some(b'\r' | b'\n'))
    }

    /// Takes the return at the end off, when it is exactly one. `after_break` says what came before
    /// this text: of two returns none is Enter.
    pub(super) fn take_return(&mut self, after_break: bool) -> Option<&'static str> {
        let found = ["\r\n", "\r", "\n"]
            .into_iter()
            .find(|end| self.text.bytes().ends_with(end.as_bytes()))?;
        let left = self.text.bytes().len() - found.len();
        let before = self.text.bytes().get(..left)?.last();
        let one = before.map_or(!after_break, |byte| !matches!(byte, b'\r' | b'\n'));
        if !one || self.cut {
            return None;
        }
        self.text.cut_to(left);
        if left == 0 {
            *self = Self::default();
        }
        Some(found)
    }

    pub(super) fn take_paste(&mut self) -> Input {
        let mut whole = std::mem::take(self);
        Input::Paste {
            text: whole.text.take_text(),
            cut: whole.cut,
        }
    }

    /// Gives the characters as keys; a line feed right after a return is no second Enter.
    pub(super) fn take_keys(&mut self, out: &mut Vec<Input>) {
        let text = std::mem::take(self).text.take_text();
        let mut before = None;
        for c in text.chars() {
            let code = match c {
                '\n' if before == Some('\r') => None,
                '\r' | '\n' => Some(Code::Enter),
                '\t' => Some(Code::Tab),
                _ => Some(Code::Char(c)),
            };
            before = Some(c);
            out.extend(code.map(|code| Input::Key(Key::plain(code))));
        }
    }
}
