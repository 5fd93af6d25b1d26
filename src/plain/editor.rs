//! A line of a terminal that is read raw: the few keys that edit it, and its echo.
//!
//! Bytes go in with [`Editor::hear`], a line comes out of [`Editor::line`] when one is awaited, so
//! that what is typed ahead waits. What is to be echoed is handed back; it holds no escape byte.

use unicode_width::UnicodeWidthChar as _;
use zeroize::{Zeroize as _, Zeroizing};

use crate::clean;

/// After so many milliseconds without more, a pasted burst has ended.
const BURST_MS: u64 = 50;
/// More than this is kept of nothing, in bytes.
const LIMIT: usize = 1024 * 1024;

/// How the awaited line is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// It is shown while it is typed, and Enter ends it.
    Open,
    /// It is not shown.
    Silent,
    /// It is not shown, and a line break inside one burst belongs to it: a pasted address may be
    /// broken over lines.
    Burst,
}

/// What acts at once, whatever is awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    Cancel,
    Suspend,
}

/// What an awaited line turned out to be.
#[derive(Debug)]
pub(super) enum Read {
    Line(Zeroizing<String>),
    /// Ctrl-D on an empty line.
    End,
}

/// Where in a key's sequence the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Escape {
    #[default]
    None,
    /// After the escape byte.
    Begun,
    /// Inside a sequence that a letter ends.
    Inside,
}

/// The line under edit, and what was typed ahead.
#[derive(Default)]
pub(super) struct Editor {
    ahead: Zeroizing<Vec<u8>>,
    /// How far `ahead` was taken.
    taken: usize,
    text: Zeroizing<Vec<u8>>,
    /// Since when a line break waits for the end of its burst.
    broke_at: Option<u64>,
    heard_at: u64,
    escape: Escape,
}

impl std::fmt::Debug for Editor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Editor").finish_non_exhaustive()
    }
}

impl Editor {
    /// Takes bytes in. Ctrl-C and Ctrl-Z count at once, and Ctrl-C gives up what was typed.
    pub(super) fn hear(&mut self, bytes: &[u8], now_ms: u64) -> Option<Signal> {
        self.heard_at = now_ms;
        let mut signal = None;
        for &byte in bytes {
            match byte {
                0x03 => {
                    self.clear();
                    signal = Some(Signal::Cancel);
                }
                0x1a => signal = signal.or(Some(Signal::Suspend)),
                _ => push(&mut self.ahead, byte),
            }
        }
        signal
    }

    /// Gives up what was typed.
    pub(super) fn clear(&mut self) {
        self.ahead.zeroize();
        self.taken = 0;
        self.text.zeroize();
        self.broke_at = None;
        self.escape = Escape::None;
    }

    /// When to look again although nothing was heard.
    pub(super) fn deadline_ms(&self) -> Option<u64> {
        self.broke_at.map(|at| at + BURST_MS)
    }

    /// The awaited line, once it is whole; `echo` gets what is to be shown of it.
    pub(super) fn line(&mut self, manner: Manner, now_ms: u64, echo: &mut Vec<u8>) -> Option<Read> {
        while let Some(&byte) = self.ahead.get(self.taken) {
            if self.broke_at.take().is_some() {
                push(&mut self.text, b'\n');
            }
            self.taken += 1;
            if let Some(read) = self.take(byte, manner, echo) {
                self.forget_taken();
                return Some(read);
            }
        }
        self.forget_taken();
        let quiet = |at: u64| now_ms.saturating_sub(at) >= BURST_MS;
        if self.broke_at.is_some_and(quiet) {
            self.broke_at = None;
            return Some(self.whole(echo));
        }
        None
    }

    fn forget_taken(&mut self) {
        if self.taken == self.ahead.len() {
            self.ahead.zeroize();
            self.taken = 0;
        }
    }

    fn take(&mut self, byte: u8, manner: Manner, echo: &mut Vec<u8>) -> Option<Read> {
        match (self.escape, byte) {
            (Escape::Begun, b'[' | b'O') => {
                self.escape = Escape::Inside;
                return None;
            }
            (Escape::Inside, 0x40..=0x7e) => {
                self.escape = Escape::None;
                return None;
            }
            (Escape::Inside, 0x20..=0x3f) => return None,
            (Escape::None | Escape::Begun | Escape::Inside, _) => self.escape = Escape::None,
        }
        match byte {
            0x1b => self.escape = Escape::Begun,
            b'\r' | b'\n' if manner == Manner::Burst => self.broke_at = Some(self.heard_at),
            b'\r' | b'\n' => return Some(self.whole(echo)),
            0x04 if self.text.is_empty() => return Some(Read::End),
            0x08 | 0x7f => self.rub_out(1, manner, echo),
            0x15 => self.rub_out(usize::MAX, manner, echo),
            0x17 => self.rub_out(self.last_word(), manner, echo),
            b'\t' => self.insert(b' ', manner, echo),
            0x00..=0x1f => {}
            _ => self.insert(byte, manner, echo),
        }
        None
    }

    fn insert(&mut self, byte: u8, manner: Manner, echo: &mut Vec<u8>) {
        push(&mut self.text, byte);
        if manner != Manner::Open {
            return;
        }
        // A character is shown when its last byte has come.
        let start = last_start(&self.text);
        let tail = self.text.get(start..).unwrap_or_default();
        if let Ok(character) = std::str::from_utf8(tail)
            && !clean::has_control(character)
        {
            echo.extend_from_slice(tail);
        }
    }

    fn rub_out(&mut self, count: usize, manner: Manner, echo: &mut Vec<u8>) {
        for _ in 0..count {
            if self.text.is_empty() {
                return;
            }
            let start = last_start(&self.text);
            let columns = shown_columns(self.text.get(start..).unwrap_or_default());
            self.text.truncate(start);
            if manner == Manner::Open {
                for _ in 0..columns {
                    echo.extend_from_slice(b"\x08 \x08");
                }
            }
        }
    }

    /// How many characters back the last word begins.
    fn last_word(&self) -> usize {
        let text = String::from_utf8_lossy(&self.text);
        let blanks = text.chars().rev().take_while(|c| *c == ' ').count();
        let word = text.chars().rev().skip(blanks).take_while(|c| *c != ' ');
        blanks + word.count()
    }

    fn whole(&mut self, echo: &mut Vec<u8>) -> Read {
        echo.push(b'\n');
        let line = Zeroizing::new(String::from_utf8_lossy(&self.text).into_owned());
        self.text.zeroize();
        Read::Line(line)
    }
}

/// Adds a byte in memory that leaves no copy behind when it grows.
pub(super) fn push(text: &mut Zeroizing<Vec<u8>>, byte: u8) {
    if text.len() >= LIMIT {
        return;
    }
    if text.len() == text.capacity() {
        let mut grown = Zeroizing::new(Vec::with_capacity((text.capacity() * 2).max(512)));
        grown.extend_from_slice(text);
        *text = grown;
    }
    text.push(byte);
}

/// Where the last character begins.
fn last_start(text: &[u8]) -> usize {
    text.iter()
        .rposition(|byte| byte & 0xc0 != 0x80)
        .unwrap_or_default()
}

/// How many columns the echo of a character took.
fn shown_columns(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes) {
        Ok(text) if !clean::has_control(text) => text
            .chars()
            .next()
            .and_then(char::width)
            .unwrap_or_default(),
        Ok(_) | Err(_) => 0,
    }
}

#[cfg(test)]
mod tests;
