//! Bytes from the terminal to keys and pastes, without any I/O and without a clock.
//!
//! The caller passes what it read to [`Decoder::hear`] with the time in milliseconds, waits for
//! more until [`Decoder::deadline`], and calls [`Decoder::silence`] when that time has come.
//!
//! # When text counts as a paste
//!
//! Marked pastes (`ESC [ 200 ~ … ESC [ 201 ~`) are always one [`Input::Paste`]. Without marks the
//! text of one burst is a paste when it has
//! - a line break between printable characters, or
//! - at least 8 printable characters that are not all the same (a held key repeats one), or
//! - with [`Hold::Commands`], at least 4 such characters;
//!
//! line breaks and tabs inside it are then part of the text. With [`Hold::None`] a tab in a text
//! without such a line break makes it keys: it moves on to the next field. Exactly one return at its end is the
//! key Enter after the paste, unless something printable follows within 50 ms: then it was a line
//! break inside the paste. A marked paste never ends in Enter. A burst is one read with
//! [`Hold::None`], so typing is never delayed; with [`Hold::Commands`] it goes on as long as
//! less than 50 ms pass between two reads, and printable characters wait for that silence. The
//! rest of a cut burst that follows soon (50 ms, with commands 300 ms) belongs to the paste, as one more
//! [`Input::Paste`]. Ctrl-C, Enter, arrows and the like never wait on their own.

mod burst;
mod paste;
mod sequence;

use std::fmt;

use zeroize::Zeroizing;

use self::burst::Burst;
use self::paste::Marked;
use self::sequence::{Pending, Step, Token};

/// After so many milliseconds a lone Esc is the key.
const ESC_MS: u64 = 40;
/// After so many milliseconds without more, a burst has ended.
const BURST_MS: u64 = 50;
/// After so many milliseconds an unfinished sequence or a paste without end mark is over.
const LOST_MS: u64 = 500;

/// What the person did.
#[derive(Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste {
        /// The text as it came, line breaks included.
        text: Zeroizing<String>,
        /// Whether it was longer than 1 MiB and the rest was dropped.
        cut: bool,
    },
    /// A sequence without meaning here was swallowed.
    Unknown,
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // A typed character may belong to a secret as well.
            Self::Key(Key {
                code: Code::Char(_),
                ..
            }) => f.write_str("Key(Char([REDACTED]))"),
            Self::Key(key) => f.debug_tuple("Key").field(key).finish(),
            Self::Paste { cut, .. } => write!(f, "Paste([REDACTED], cut: {cut})"),
            Self::Unknown => f.write_str("Unknown"),
        }
    }
}

/// One key with its modifiers; Shift is in the character, or in [`Code::BackTab`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Whether Ctrl was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
}

impl Key {
    /// The key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// The character with Ctrl held.
    pub const fn ctrl(c: char) -> Self {
        Self {
            code: Code::Char(c),
            ctrl: true,
            alt: false,
        }
    }
}

/// The keys that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those on the keys")]
pub enum Code {
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
    Char(char),
}

/// Whether printable characters wait for silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hold {
    /// In a text field: every character counts at once.
    #[default]
    None,
    /// Letters are commands: they count only if nothing follows.
    Commands,
}

/// The decoder; one for the whole session.
#[derive(Default)]
pub struct Decoder {
    pending: Pending,
    marked: Option<Marked>,
    burst: Burst,
    hold: Hold,
    heard_at: u64,
    /// Until when more text belongs to a burst already given out as a paste.
    paste_until: Option<u64>,
    after_return: bool,
    /// The return at the end of a paste that was given out: Enter, if nothing printable follows.
    held: Option<&'static str>,
    /// Whether the last paste ended with line breaks.
    broken_off: bool,
}

/// Whether more may still follow what a burst ends with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Silence,
    MayFollow,
}

impl fmt::Debug for Decoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder")
            .field("hold", &self.hold)
            .finish_non_exhaustive()
    }
}

impl Decoder {
    /// A decoder that holds nothing back.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says whether letters are commands now; cheap, may be called before each read.
    pub fn set_hold(&mut self, hold: Hold) {
        self.hold = hold;
    }

    /// Takes the bytes of one read at `now_ms` and gives what is certain.
    pub fn hear(&mut self, bytes: &[u8], now_ms: u64) -> Vec<Input> {
        let mut out = self.silence(now_ms);
        if bytes.is_empty() {
            return out;
        }
        self.heard_at = now_ms;
        if self.burst.is_repeated_by(bytes) {
            self.end_burst(After::Silence, &mut out);
        }
        for &byte in bytes {
            self.take(byte, &mut out);
        }
        if self.hold == Hold::None || !(self.burst.has_printable() || self.continues()) {
            self.end_burst(After::MayFollow, &mut out);
        }
        out
    }

    /// Gives what became certain because nothing came until `now_ms`.
    pub fn silence(&mut self, now_ms: u64) -> Vec<Input> {
        let mut out = Vec::new();
        let quiet = now_ms.saturating_sub(self.heard_at);
        if self.marked.is_some() {
            if quiet >= LOST_MS
                && let Some(marked) = self.marked.take()
            {
                out.push(marked.unfinished());
            }
            return out;
        }
        if quiet >= BURST_MS {
            self.end_burst(After::Silence, &mut out);
        }
        if self
            .pending
            .patience()
            .is_some_and(|patience| quiet >= patience)
        {
            for token in self.pending.give_up() {
                self.use_token(token, &mut out);
            }
            self.end_burst(After::Silence, &mut out);
        }
        out
    }

    /// When [`Self::silence`] is to be called if nothing comes before, in milliseconds.
    pub fn deadline(&self) -> Option<u64> {
        let wait = if self.marked.is_some() {
            Some(LOST_MS)
        } else {
            let burst = (!self.burst.is_empty() || self.held.is_some()).then_some(BURST_MS);
            burst.into_iter().chain(self.pending.patience()).min()
        };
        wait.map(|wait| self.heard_at + wait)
    }

    fn take(&mut self, byte: u8, out: &mut Vec<Input>) {
        if let Some(marked) = &mut self.marked {
            if marked.push(byte)
                && let Some(marked) = self.marked.take()
            {
                out.push(marked.finished());
            }
            return;
        }
        match self.pending.push(byte) {
            Step::More => {}
            Step::Done(token) => self.use_token(token, out),
            Step::Again(token) => {
                self.use_token(token, out);
                self.take(byte, out);
            }
        }
    }

    fn use_token(&mut self, token: Token, out: &mut Vec<Input>) {
        let was_return = std::mem::replace(&mut self.after_return, token == Token::Text('\r'));
        match token {
            Token::Text('\n') if was_return && self.burst.is_empty() => {}
            // Before any text it moves the focus, and what follows is for the next field.
            Token::Text('\t') if self.burst.is_empty() && self.held.is_none() => {
                self.paste_until = None;
                out.push(Input::Key(Key::plain(Code::Tab)));
            }
            Token::Text(c) => {
                let held = self.held.take().unwrap_or_default();
                for c in held.chars().chain([c]) {
                    self.burst.push(c);
                }
            }
            Token::Key(key) => {
                self.end_burst(After::Silence, out);
                // A key that is no text shows that the paste is over.
                self.paste_until = None;
                out.push(Input::Key(key));
            }
            Token::PasteStart => {
                self.end_burst(After::Silence, out);
                self.marked = Some(Marked::default());
            }
            Token::PasteEnd => {}
            Token::Unknown => {
                self.end_burst(After::Silence, out);
                out.push(Input::Unknown);
            }
        }
    }

    /// Whether this text follows a paste that was given out already.
    fn continues(&self) -> bool {
        self.paste_until.is_some_and(|until| self.heard_at < until)
    }

    fn end_burst(&mut self, after: After, out: &mut Vec<Input>) {
        if !self.burst.is_empty() {
            self.give_burst(out);
        }
        if after == After::Silence && self.held.take().is_some() {
            self.paste_until = None;
            out.push(Input::Key(Key::plain(Code::Enter)));
        }
    }

    fn give_burst(&mut self, out: &mut Vec<Input>) {
        let commands = self.hold == Hold::Commands;
        let continues = self.continues();
        if !continues && !self.burst.is_paste(commands) {
            self.paste_until = None;
            self.burst.take_keys(out);
            return;
        }
        self.paste_until = Some(self.heard_at + if commands { 300 } else { BURST_MS });
        self.held = self.burst.take_return(continues && self.broken_off);
        if !self.burst.is_empty() {
            self.broken_off = self.burst.ends_in_break();
            out.push(self.burst.take_paste());
        }
    }
}

#[cfg(test)]
mod tests;
