//! Where lines come from: a terminal that is read raw, or a pipe or file.

use std::io;

use zeroize::{Zeroize as _, Zeroizing};

use super::editor::{Editor, Manner, Read, Signal, push};
use super::terminal::{Terminal, restore};

/// More than this is not read ahead from a pipe, in bytes.
const AHEAD: usize = 256 * 1024;

/// The source of lines.
#[derive(Debug)]
pub(super) enum Input {
    Terminal { terminal: Terminal, editor: Editor },
    Pipe(Pipe),
}

/// Lines that were read and not asked for yet.
#[derive(Default)]
pub(super) struct Pipe {
    text: Zeroizing<Vec<u8>>,
    taken: usize,
    ended: bool,
}

impl std::fmt::Debug for Pipe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipe").finish_non_exhaustive()
    }
}

impl Pipe {
    fn hear(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            push(&mut self.text, byte);
        }
    }

    /// The next line; the last one needs no line break.
    fn line(&mut self) -> Option<Zeroizing<String>> {
        let rest = self.text.get(self.taken..).unwrap_or_default();
        let length = match rest.iter().position(|byte| *byte == b'\n') {
            Some(length) => length,
            None if self.ended && !rest.is_empty() => rest.len(),
            None => return None,
        };
        let line = rest.get(..length).unwrap_or_default();
        let line = Zeroizing::new(String::from_utf8_lossy(line).into_owned());
        self.taken = (self.taken + length + 1).min(self.text.len());
        if self.taken == self.text.len() {
            self.text.zeroize();
            self.taken = 0;
        } else if self.taken > AHEAD {
            let rest = self.text.get(self.taken..).unwrap_or_default().to_vec();
            self.text = Zeroizing::new(rest);
            self.taken = 0;
        }
        Some(line)
    }
}

impl Input {
    /// Takes bytes in.
    pub(super) fn hear(&mut self, bytes: &[u8], now_ms: u64) -> Option<Signal> {
        match self {
            Self::Terminal { editor, .. } => editor.hear(bytes, now_ms),
            Self::Pipe(pipe) => {
                pipe.hear(bytes);
                None
            }
        }
    }

    /// There is no more.
    pub(super) fn end(&mut self) {
        if let Self::Pipe(pipe) = self {
            pipe.ended = true;
        }
    }

    /// The awaited line, once it is whole.
    pub(super) fn line(&mut self, manner: Manner, now_ms: u64) -> Option<Read> {
        match self {
            Self::Terminal { terminal, editor } => {
                let mut echo = Vec::new();
                let read = editor.line(manner, now_ms, &mut echo);
                terminal.echo(&echo);
                read
            }
            Self::Pipe(pipe) => pipe.line().map(Read::Line),
        }
    }

    /// Whether more can be read now. Of a terminal always: Ctrl-C counts at once.
    pub(super) fn is_hungry(&self) -> bool {
        match self {
            Self::Terminal { .. } => true,
            Self::Pipe(pipe) => pipe.text.len() - pipe.taken < AHEAD,
        }
    }

    /// When to look again although nothing was heard.
    pub(super) fn deadline_ms(&self) -> Option<u64> {
        match self {
            Self::Terminal { editor, .. } => editor.deadline_ms(),
            Self::Pipe(_) => None,
        }
    }

    pub(super) fn is_terminal(&self) -> bool {
        matches!(self, Self::Terminal { .. })
    }

    /// Gives a terminal back for a while.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        match self {
            Self::Terminal { editor, .. } => {
                editor.clear();
                restore()
            }
            Self::Pipe(_) => Ok(()),
        }
    }

    /// Takes it again.
    pub(super) fn resume(&self) {
        if let Self::Terminal { terminal, .. } = self {
            // It is held already when the program was continued without having been stopped.
            let _ = terminal.resume();
        }
    }
}
