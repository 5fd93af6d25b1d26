//! systemd's user manager: units on the disk, and the manager that is told about them.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::super::env::Environment;
use super::programs::{Ended, Run, find};
use super::units::FIRST_WORDS;
use crate::time::Timestamp;

pub(super) const SERVICE: &str = "igtoken-refresh.service";
pub(super) const TIMER: &str = "igtoken-refresh.timer";

/// States of a user manager that answers and can run something.
const ANSWERS: [&str; 6] = [
    "running",
    "degraded",
    "initializing",
    "starting",
    "maintenance",
    "stopping",
];

/// The manager of the person's own units.
#[derive(Debug)]
pub(super) struct Systemd {
    systemctl: PathBuf,
    journalctl: Option<PathBuf>,
    loginctl: Option<PathBuf>,
}

/// What systemd says about the timer.
#[derive(Debug, Default)]
pub(super) struct Standing {
    pub(super) active: String,
    pub(super) next: Option<Timestamp>,
    pub(super) last_at: Option<Timestamp>,
    pub(super) last_code: Option<i32>,
}

impl Systemd {
    /// The manager, when one answers.
    pub(super) fn reach(environment: &Environment) -> Option<Self> {
        let path = environment.path.as_deref();
        let systemctl = find("systemctl", path)?;
        if !environment.session {
            return None;
        }
        let state = Run::new(&systemctl, ["--user", "is-system-running"]).end();
        ANSWERS.contains(&state.text().trim()).then(|| Self {
            systemctl,
            journalctl: find("journalctl", path),
            loginctl: find("loginctl", path),
        })
    }

    /// `systemctl --user` with these arguments.
    pub(super) fn tell(&self, arguments: &[&str]) -> Ended {
        self.run(arguments).end()
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run::new(&self.systemctl, [&["--user"], arguments].concat())
    }

    /// Runs the service to its end.
    pub(super) fn start(&self) -> Ended {
        self.run(&["start", SERVICE]).patiently(Vec::new()).end()
    }

    /// A property of a unit.
    fn property(&self, unit: &str, name: &str) -> String {
        let told = self.tell(&["show", unit, &format!("--property={name}")]);
        told.text()
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
            .unwrap_or_default()
            .to_owned()
    }

    /// The exit code of the service's last run.
    pub(super) fn last_code(&self) -> Option<i32> {
        self.property(SERVICE, "ExecMainStatus").parse().ok()
    }

    /// What the service printed in its last run, as far as the journal has it.
    pub(super) fn last_lines(&self) -> Vec<String> {
        let Some(journalctl) = &self.journalctl else {
            return Vec::new();
        };
        let id = self.property(SERVICE, "InvocationID");
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Vec::new();
        }
        let run = format!("_SYSTEMD_INVOCATION_ID={id}");
        let fixed = ["--user", "--quiet", "--no-pager", "--output=cat"];
        let told = Run::new(journalctl, fixed.into_iter().chain(["--lines=10", &run])).end();
        if told.succeeded() {
            told.last_lines()
        } else {
            Vec::new()
        }
    }

    /// The timer's state, and the last run.
    pub(super) fn standing(&self) -> Standing {
        let last_at = time(&self.property(SERVICE, "ExecMainExitTimestamp"));
        Standing {
            active: self.property(TIMER, "ActiveState"),
            next: time(&self.property(TIMER, "NextElapseUSecRealtime")),
            last_at,
            last_code: last_at.and_then(|_| self.last_code()),
        }
    }

    /// Whether timers go on while the person is logged out; `None` when nobody knows.
    pub(super) fn lingers(&self) -> Option<bool> {
        let loginctl = self.loginctl.as_ref()?;
        let user = rustix::process::getuid().as_raw().to_string();
        let told = Run::new(loginctl, ["show-user", &user, "--property=Linger"]).end();
        match told.text().trim() {
            "Linger=yes" => Some(true),
            "Linger=no" => Some(false),
            _ => None,
        }
    }
}

/// A time as systemctl prints it with `TZ=UTC`: `Mon 2026-11-23 00:12:00 UTC`.
fn time(text: &str) -> Option<Timestamp> {
    let mut words = text.split_whitespace().skip(1);
    let (date, time) = (words.next()?, words.next()?);
    Timestamp::parse(&format!("{date}T{time}Z")).ok()
}

/// A unit file as it stands on the disk.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    Ours(String),
    Foreign,
}

/// Looks at a unit file. What is no ordinary file of ours belongs to someone else.
pub(super) fn look(path: &Path) -> Found {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Found::Nothing,
        _ => {}
    }
    if !fs::metadata(path).is_ok_and(|meta| meta.is_file()) {
        return Found::Foreign;
    }
    match fs::read_to_string(path) {
        Ok(text) if text.starts_with(FIRST_WORDS) => Found::Ours(text),
        _ => Found::Foreign,
    }
}

/// Where the units lie.
pub(super) fn directory(environment: &Environment) -> Option<PathBuf> {
    Some(environment.config_home.as_ref()?.join("systemd/user"))
}

/// Removes what systemd made for the timer and did not take away, and directories left empty.
pub(super) fn sweep(environment: &Environment) {
    // Each may be gone already, or hold what belongs to others: both are well.
    if let Some(data) = &environment.data_home {
        let _ = fs::remove_file(data.join("systemd/timers").join(format!("stamp-{TIMER}")));
        let _ = fs::remove_dir(data.join("systemd/timers"));
        let _ = fs::remove_dir(data.join("systemd"));
    }
    if let Some(dir) = directory(environment) {
        let wants = dir.join("timers.target.wants");
        let _ = fs::remove_file(wants.join(TIMER));
        let _ = fs::remove_dir(wants);
        let _ = fs::remove_dir(&dir);
        let _ = dir.parent().map(fs::remove_dir);
    }
}
