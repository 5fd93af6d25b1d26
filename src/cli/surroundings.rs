//! The facts about the machine and the session that decide whether a browser is offered.

use std::path::Path;

use super::env::Environment;
use crate::wizard::browser::Surroundings;

/// Files that container engines put into every container.
const CONTAINER_MARKS: [&str; 2] = ["/.dockerenv", "/run/.containerenv"];
/// What names Windows as the host of this Linux.
const KERNEL: &str = "/proc/sys/kernel/osrelease";

/// Looks around once.
pub(super) fn surroundings(environment: &Environment) -> Surroundings {
    Surroundings {
        macos: cfg!(target_os = "macos"),
        wsl: environment.wsl || is_of_windows(Path::new(KERNEL)),
        ssh: environment.via_ssh,
        container: environment.container
            || CONTAINER_MARKS.iter().any(|mark| Path::new(mark).exists()),
        display: environment.display,
        root: rustix::process::geteuid().is_root(),
        session: environment.session,
        editor: environment.editor,
        choice: environment.browser.clone(),
    }
}

fn is_of_windows(kernel: &Path) -> bool {
    std::fs::read_to_string(kernel)
        .is_ok_and(|name| name.to_ascii_lowercase().contains("microsoft"))
}
