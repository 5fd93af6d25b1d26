//! What would be installed here, and what is.

use std::path::{Path, PathBuf};

use super::super::super::args::Args;
use super::super::super::context;
use super::super::super::env::Environment;
use super::super::super::report::Failure;
use super::programs::{Ended, Run, find};
use super::systemd::{self, Found, SERVICE, Standing, Systemd, TIMER};
use super::units::{self, Job};
use crate::clean;
use crate::text::Phrase;
use crate::wizard::{ErrorKind, Problem};

/// What runs the refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Systemd,
    Cron,
    None,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Systemd => "systemd",
            Self::Cron => "cron",
            Self::None => "none",
        }
    }
}

/// A unit file: what belongs in it, and what is there.
#[derive(Debug)]
pub(super) struct UnitFile {
    pub(super) path: PathBuf,
    pub(super) content: String,
    pub(super) found: Found,
}

impl UnitFile {
    /// What is there when it is ours, else what would be.
    pub(super) fn shown(&self) -> String {
        match &self.found {
            Found::Ours(text) => text.clone(),
            Found::Nothing | Found::Foreign => self.content.clone(),
        }
    }
}

/// What would be installed here, and what is.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) kind: Kind,
    pub(super) job: Job,
    pub(super) systemd: Option<Systemd>,
    pub(super) crontab: Option<PathBuf>,
    pub(super) units: Vec<UnitFile>,
    /// Our lines in the crontab.
    pub(super) lines: Vec<String>,
    pub(super) notes: Vec<Phrase>,
}

impl Plan {
    pub(super) fn make(args: &Args, environment: &Environment) -> Result<Self, Failure> {
        let mut notes = Vec::new();
        let job = job(args, environment, &mut notes)?;
        let systemd = Systemd::reach(environment);
        let path = environment.path.as_deref();
        let crontab = find("crontab", path);
        let kind = match (&systemd, &crontab) {
            (Some(_), _) => Kind::Systemd,
            (None, Some(_)) => Kind::Cron,
            (None, None) => Kind::None,
        };
        if kind == Kind::Cron && find("systemctl", path).is_some() {
            notes.push(Phrase::new("schedule-note-no-manager"));
        }
        let mut plan = Self {
            kind,
            job,
            systemd,
            crontab,
            units: Vec::new(),
            lines: Vec::new(),
            notes,
        };
        plan.look(environment);
        Ok(plan)
    }

    /// Looks again at what is there.
    pub(super) fn look(&mut self, environment: &Environment) {
        let unit = |dir: &Path, name: &str, content: String| UnitFile {
            path: dir.join(name),
            content,
            found: systemd::look(&dir.join(name)),
        };
        self.units = systemd::directory(environment)
            .map(|dir| {
                vec![
                    unit(&dir, SERVICE, self.job.service()),
                    unit(&dir, TIMER, units::timer()),
                ]
            })
            .unwrap_or_default();
        // A crontab that cannot be read is met again, and told, when it is to be changed.
        self.lines = self
            .read_crontab()
            .map(|text| units::our_lines(&text))
            .unwrap_or_default();
    }

    /// Whether what belongs to this kind is there.
    pub(super) fn is_installed(&self) -> bool {
        match self.kind {
            Kind::Systemd => {
                !self.units.is_empty()
                    && self
                        .units
                        .iter()
                        .all(|file| matches!(file.found, Found::Ours(_)))
            }
            Kind::Cron => !self.lines.is_empty(),
            Kind::None => false,
        }
    }

    /// The unit files that belong to this kind; without any kind both ways are told.
    pub(super) fn files(&self) -> &[UnitFile] {
        match self.kind {
            Kind::Systemd | Kind::None => &self.units,
            Kind::Cron => &[],
        }
    }

    /// The cron line that belongs to this kind.
    pub(super) fn line(&self) -> Option<String> {
        match self.kind {
            Kind::Systemd => None,
            Kind::Cron | Kind::None => Some(
                self.lines
                    .first()
                    .cloned()
                    .unwrap_or_else(|| self.job.cron_line()),
            ),
        }
    }

    /// What systemd says of the timer, when it is installed.
    pub(super) fn standing(&self) -> Standing {
        match &self.systemd {
            Some(systemd) if self.is_installed() => systemd.standing(),
            _ => Standing::default(),
        }
    }

    /// The crontab as it is; empty when there is none yet.
    pub(super) fn read_crontab(&self) -> Result<Vec<u8>, Ended> {
        let Some(crontab) = &self.crontab else {
            return Ok(Vec::new());
        };
        let told = Run::new(crontab, ["-l"]).end();
        let nothing = String::from_utf8_lossy(&told.stderr).contains("no crontab");
        if told.succeeded() {
            Ok(told.stdout)
        } else if told.code.is_some() && nothing {
            Ok(Vec::new())
        } else {
            Err(told)
        }
    }
}

/// What is to be run: this program, with the config and the variables that were chosen.
fn job(args: &Args, environment: &Environment, notes: &mut Vec<Phrase>) -> Result<Job, Failure> {
    let program = std::env::current_exe()?.canonicalize()?;
    let in_target = program
        .components()
        .any(|part| part.as_os_str() == "target");
    let passing = ["/tmp", "/var/tmp"]
        .iter()
        .any(|dir| program.starts_with(dir));
    let program = text_of(&program)?;
    if in_target || passing {
        notes.push(Phrase::new("schedule-note-passing").with("path", program.as_str()));
    }
    let mut options = Vec::new();
    if args.config.is_some() || environment.config.is_some() {
        let config = context::paths(args, environment)?.config_file;
        options.extend(["--config".to_owned(), text_of(&config)?]);
    }
    if let Some(file) = &args.ca_cert {
        let file = std::path::absolute(file)?;
        options.extend(["--ca-cert".to_owned(), text_of(&file)?]);
    }
    let mut variables = Vec::new();
    for (name, value) in &environment.carried {
        let proxy = name.to_ascii_uppercase().ends_with("_PROXY");
        if clean::has_control(value) {
            notes.push(Phrase::new("schedule-note-odd").with("name", *name));
        } else if proxy && value.contains('@') {
            notes.push(Phrase::new("schedule-note-credentials").with("name", *name));
        } else {
            variables.push((*name, value.clone()));
        }
    }
    if environment.endpoint.is_some() {
        notes.push(Phrase::new("schedule-note-endpoint"));
    }
    Ok(Job {
        program,
        options,
        variables,
    })
}

/// A path as text; one that cannot stand on a line of a unit or a crontab is refused.
fn text_of(path: &Path) -> Result<String, Failure> {
    path.to_str()
        .filter(|text| !clean::has_control(text))
        .map(str::to_owned)
        .ok_or_else(|| {
            Failure::from(Problem::own(
                ErrorKind::Config,
                "schedule-odd-path",
                Phrase::new("schedule-odd-path")
                    .with("path", clean::short_line(&path.to_string_lossy(), 200)),
                Phrase::new("schedule-odd-path-fix"),
            ))
        })
}
