//! Hands a token to a command: on its standard input, never in its arguments or environment.
//!
//! What the command prints is not shown, but for the beginning of its standard error when it fails,
//! and that never with a part of the token in it.

use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::process::Stdio;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{ChildStderr, ChildStdin, Command};
use tokio::time::timeout;

use crate::clean;
use crate::failpoint;
use crate::secret::Secret;
use crate::wizard::event::DeliverTrouble;

/// The longest that a command may take.
pub(super) const LIMIT: Duration = Duration::from_mins(1);
/// How much of its standard error is kept, in bytes.
const KEPT: usize = 4096;
/// How much of that is shown, in characters.
const SHOWN: usize = 300;
/// How long its standard error is heard after its end: something that it started may hold it open.
const GRACE: Duration = Duration::from_millis(250);
/// The shortest part of a token that gives something away, in bytes.
const TELLING: usize = 6;

/// The command with all that it started; ended together unless it was waited for.
struct Group(Option<Pid>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(group) = self.0 {
            // It may have ended by itself.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

/// Runs the command without a shell and waits for its end.
pub(super) async fn to_command(
    command: &[String],
    token: &Secret,
    limit: Duration,
) -> Result<(), DeliverTrouble> {
    let (program, arguments) = command.split_first().ok_or(DeliverTrouble::NoProgram)?;
    let mut child = Command::new(program)
        .args(arguments)
        .env_remove("IGTOKEN_APP_SECRET")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| not_started(&error))?;
    let pid = child.id().and_then(|id| i32::try_from(id).ok());
    let mut group = Group(pid.and_then(Pid::from_raw));
    let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
    failpoint::pass("command.begin");
    let mut said = Vec::new();
    let ended = {
        let listen = listen(stderr, &mut said);
        let end = async { tokio::join!(feed(stdin, token), child.wait()).1 };
        timeout(limit, both(end, listen)).await
    };
    let Ok(ended) = ended else {
        tracing::warn!("a command that the token is handed to did not end in time");
        return Err(DeliverTrouble::TimedOut {
            seconds: limit.as_secs(),
        });
    };
    group.0 = None;
    failpoint::pass("command.end");
    let status = ended.map_err(|error| not_started(&error))?;
    if status.success() {
        return Ok(());
    }
    let code = status.code();
    tracing::warn!(?code, signal = ?status.signal(), "a command that the token is handed to failed");
    Err(DeliverTrouble::Failed {
        code,
        said: without(&String::from_utf8_lossy(&said), token.expose()),
    })
}

fn not_started(error: &io::Error) -> DeliverTrouble {
    if error.kind() == io::ErrorKind::NotFound {
        DeliverTrouble::NoProgram
    } else {
        DeliverTrouble::NotStarted(error.kind().to_string())
    }
}

/// Gives the token and closes the pipe. A command that does not read it may still be right.
async fn feed(stdin: Option<ChildStdin>, token: &Secret) {
    if let Some(mut stdin) = stdin {
        let _ = stdin.write_all(token.expose().as_bytes()).await;
    }
}

/// Keeps the beginning, and drains the rest so that the command is not held up.
async fn listen(stderr: Option<ChildStderr>, said: &mut Vec<u8>) {
    let Some(mut stderr) = stderr else { return };
    let mut buffer = [0; 1024];
    while let Ok(count @ 1..) = stderr.read(&mut buffer).await {
        let room = KEPT.saturating_sub(said.len());
        let heard = buffer.get(..count.min(room)).unwrap_or_default();
        said.extend_from_slice(heard);
    }
}

/// Waits for the end and hears what was said until then.
async fn both<T>(end: impl Future<Output = T>, listen: impl Future<Output = ()>) -> T {
    tokio::pin!(end, listen);
    let mut quiet = false;
    loop {
        tokio::select! {
            ended = &mut end => {
                if !quiet {
                    let _ = timeout(GRACE, &mut listen).await;
                }
                return ended;
            }
            () = &mut listen, if !quiet => quiet = true,
        }
    }
}

/// The text for a screen, with every telling part of the token left out.
fn without(said: &str, token: &str) -> String {
    let said = clean::line(said.trim());
    let mut out = String::with_capacity(said.len());
    let mut rest = said.as_ref();
    while let Some(first) = rest.chars().next() {
        let shared = shared_part(rest, token);
        let skipped = if shared >= TELLING.min(token.len().max(1)) {
            out.push('…');
            shared
        } else {
            out.push(first);
            first.len_utf8()
        };
        rest = rest.get(skipped..).unwrap_or_default();
    }
    clean::short_line(&out, SHOWN)
}

/// How many bytes the text begins with that stand together in the token too.
fn shared_part(text: &str, token: &str) -> usize {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take_while(|end| text.get(..*end).is_some_and(|part| token.contains(part)))
        .last()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests;
