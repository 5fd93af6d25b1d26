//! OSC 52: a text for the clipboard of the person's own terminal.

use std::io;

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

use crate::wizard::effect::LONGEST_COPY;

/// So much of a sequence `screen` passes on at once.
const SCREEN_CHUNK: usize = 256;

/// What stands between the program and the terminal and has to be told to pass things on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Multiplexer {
    #[default]
    None,
    Tmux,
    Screen,
}

/// The bytes that put a text into the clipboard.
pub(super) fn sequence(text: &str, through: Multiplexer) -> io::Result<String> {
    if text.len() > LONGEST_COPY {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    let mut plain = String::new();
    CopyToClipboard::to_clipboard_from(text)
        .write_ansi(&mut plain)
        .map_err(|_| io::Error::from(io::ErrorKind::OutOfMemory))?;
    Ok(match through {
        Multiplexer::None => plain,
        // tmux takes the plain one itself with `set-clipboard on` alone: with `external`, its
        // usual value, it only speaks for itself. The other one it hands on unopened, since 3.3
        // with `allow-passthrough on` alone. Either will do; what it is set to is asked aside.
        Multiplexer::Tmux => {
            let doubled = plain.replace('\x1b', "\x1b\x1b");
            format!("{plain}\x1bPtmux;{doubled}\x1b\\")
        }
        Multiplexer::Screen => {
            // The end mark of the sequence would end screen's own: BEL ends it as well.
            let plain = plain.trim_end_matches("\x1b\\").trim_end_matches('\x07');
            let mut out = String::with_capacity(plain.len() + 64);
            let mut rest = format!("{plain}\x07");
            while !rest.is_empty() {
                let tail = rest.split_off(SCREEN_CHUNK.min(rest.len()));
                out.push_str("\x1bP");
                out.push_str(&rest);
                out.push_str("\x1b\\");
                rest = tail;
            }
            out
        }
    })
}
