//! Asks a browser to open an address. The browser gets nothing of the terminal and outlives the
//! program.

use std::io;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

use crate::clean;
use crate::secret::Secret;
use crate::wizard::browser::Opener;
use crate::wizard::event::OpenTrouble;

/// How long an opener is watched: one that fails does so at once, and one that is a browser stays.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);
/// What the system's opener may fall back to. Its own list ends in browsers that draw in a terminal.
const WINDOWS: &str = "x-www-browser:firefox:chromium:chromium-browser:google-chrome:epiphany";
/// How much of a program's name is shown, in characters.
const SHOWN: usize = 40;

/// Asks one opener after the other until one takes the address.
pub(super) async fn open(
    opener: &Opener,
    address: &Secret,
    patience: Duration,
) -> Result<(), OpenTrouble> {
    let mut trouble = OpenTrouble::NoProgram;
    for command in commands(opener, address.expose()) {
        let program = command.get_program().to_string_lossy().into_owned();
        let Err(found) = ask(command, &program, patience).await else {
            return Ok(());
        };
        // A program that is not there says less than one that failed.
        if trouble == OpenTrouble::NoProgram {
            trouble = found;
        }
    }
    Err(trouble)
}

fn commands(opener: &Opener, address: &str) -> Vec<std::process::Command> {
    match opener {
        Opener::System => {
            let mut commands = open::commands(address);
            for command in &mut commands {
                command.env("BROWSER", WINDOWS);
            }
            commands
        }
        Opener::Named(programs) => programs
            .iter()
            .filter_map(|words| {
                let (program, arguments) = words.split_first()?;
                let mut command = std::process::Command::new(program);
                if arguments.iter().any(|word| word.contains("%s")) {
                    command.args(arguments.iter().map(|word| word.replace("%s", address)));
                } else {
                    command.args(arguments).arg(address);
                }
                Some(command)
            })
            .collect(),
    }
}

async fn ask(
    command: std::process::Command,
    program: &str,
    patience: Duration,
) -> Result<(), OpenTrouble> {
    // A process group of its own: Ctrl-C and the end of this program are not the browser's.
    let mut child = Command::from(command)
        .env_remove("IGTOKEN_APP_SECRET")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .kill_on_drop(false)
        .spawn()
        .map_err(|error| not_started(&error))?;
    match timeout(patience, child.wait()).await {
        Ok(Ok(status)) if !status.success() => {
            let name = program.rsplit('/').next().unwrap_or(program);
            Err(OpenTrouble::Failed {
                program: clean::short_line(name, SHOWN),
            })
        }
        Ok(Ok(_) | Err(_)) | Err(_) => Ok(()),
    }
}

fn not_started(error: &io::Error) -> OpenTrouble {
    if error.kind() == io::ErrorKind::NotFound {
        OpenTrouble::NoProgram
    } else {
        OpenTrouble::NotStarted(error.kind().to_string())
    }
}

#[cfg(test)]
mod tests;
