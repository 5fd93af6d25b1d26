//! The least that a program on a terminal can cost: no library, one write for the first screen, one
//! byte for a typed character. Everything else is compared with it.

use std::io::{Read as _, Write as _};
use std::os::fd::AsFd as _;
use std::path::Path;

use anyhow::Result;
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

/// The option, with the file of a frame behind it, that makes the benchmark the floor.
pub(crate) const OPTION: &str = "--floor";

/// Shows the frame, echoes what is typed, and ends with `q`.
pub(crate) fn run(frame: &Path) -> Result<()> {
    let frame = std::fs::read(frame)?;
    let mut input = std::fs::File::open("/dev/tty")?;
    // Not `Stdout`, which would cut the frame at its last line.
    let mut output = std::fs::File::from(std::io::stdout().as_fd().try_clone_to_owned()?);
    let before = tcgetattr(&input)?;
    let mut raw = before.clone();
    raw.make_raw();
    tcsetattr(&input, OptionalActions::Now, &raw)?;
    output.write_all(&frame)?;
    output.flush()?;
    let mut keys = [0; 1024];
    loop {
        let count = input.read(&mut keys)?;
        let pressed = keys.get(..count).unwrap_or_default();
        if count == 0 || pressed == b"q" {
            break;
        }
        let pasted = pressed.strip_prefix(b"\x1b[200~");
        let shown: &[u8] = match pasted.map_or(pressed, |text| {
            text.strip_suffix(b"\x1b[201~").unwrap_or(text)
        }) {
            b"\x7f" => b"\x08 \x08",
            text @ [b' '..=b'~', ..] => text,
            // A marker that goes to another row.
            _ => b"\r \x1b[B\r>",
        };
        output.write_all(shown)?;
        output.flush()?;
    }
    output.write_all(b"\x1b[m\x1b[?1049l\x1b[?25h\x1b[?2004l")?;
    output.flush()?;
    tcsetattr(&input, OptionalActions::Now, &before)?;
    Ok(())
}
