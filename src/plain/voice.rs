//! Writes what is said; a reader that goes away is no error, and ends the conversation.

use std::io::{self, Write};

use super::speech::{Line, lay};

/// Where the columns of the output are known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// It is no terminal: lines are left whole.
    Unknown,
    /// The terminal of standard output.
    Stdout,
    /// The terminal of standard error.
    Stderr,
}

/// The stream of lines.
#[derive(Debug)]
pub(super) struct Voice<W> {
    pub(super) out: W,
    width: Width,
    /// Whether the answer is typed behind the question.
    typed_after: bool,
    /// A question stands on the line and nothing behind it.
    pub(super) open: bool,
    /// Nobody reads any more.
    pub(super) unheard: bool,
}

impl<W: Write> Voice<W> {
    pub(super) fn new(out: W, width: Width, typed_after: bool) -> Self {
        Self {
            out,
            width,
            typed_after,
            open: false,
            unheard: false,
        }
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        if self.unheard {
            return Ok(());
        }
        let written = self.out.write_all(text.as_bytes());
        match written.and_then(|()| self.out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.unheard = true;
                Ok(())
            }
            written => written,
        }
    }

    pub(super) fn close_line(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.open) {
            self.write("\n")?;
        }
        Ok(())
    }

    pub(super) fn say(&mut self, lines: &[Line]) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        self.close_line()?;
        let width = columns(self.width);
        let mut text = String::new();
        for line in lines {
            lay(line, width, &mut text);
        }
        self.write(&text)
    }

    pub(super) fn prompt(&mut self, prompt: &str) -> io::Result<()> {
        self.close_line()?;
        // The typed line follows on a terminal; a pipe gives no line break of its own.
        self.open = self.typed_after;
        let end = if self.open { ' ' } else { '\n' };
        self.write(&format!("{prompt}{end}"))
    }
}

fn columns(width: Width) -> Option<u16> {
    let size = match width {
        Width::Unknown => return None,
        Width::Stdout => rustix::termios::tcgetwinsize(io::stdout()),
        Width::Stderr => rustix::termios::tcgetwinsize(io::stderr()),
    };
    size.ok()
        .map(|size| size.ws_col)
        .filter(|&columns| columns > 0)
}
