//! Asks tmux what it does with a text for the clipboard.

use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

use crate::clean;
use crate::wizard::event::TmuxSays;

/// The longest wait; tmux answers within milliseconds or not at all.
pub(super) const LIMIT: Duration = Duration::from_millis(1500);
/// Both options on one line. One that this tmux does not know is empty.
const FORMAT: &str = "#{set-clipboard} #{allow-passthrough}";

/// The options that decide, as this pane has them.
pub(super) async fn ask(limit: Duration) -> Option<TmuxSays> {
    // tmux knows the pane by the environment that it made.
    let output = Command::new("tmux")
        .args(["display-message", "-p", FORMAT])
        .env_remove("IGTOKEN_APP_SECRET")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .output();
    let output = timeout(limit, output).await.ok()?.ok()?;
    output.status.success().then_some(())?;
    read(std::str::from_utf8(&output.stdout).ok()?)
}

/// The answer to [`FORMAT`].
fn read(line: &str) -> Option<TmuxSays> {
    let line = clean::line(line);
    let mut words = line.split_whitespace();
    let set_clipboard = words.next()?.to_owned();
    let allow_passthrough = words.next().unwrap_or_default().to_owned();
    words.next().is_none().then_some(TmuxSays {
        set_clipboard,
        allow_passthrough,
    })
}

#[cfg(test)]
mod tests;
