//! Installing and removing.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::super::super::env::Environment;
use super::super::super::report::{Failure, merge};
use super::plan::{Kind, Plan, UnitFile};
use super::programs::Run;
use super::systemd::{self, Found, TIMER};
use super::{Desk, by_hand, refused, units};
use crate::clean;
use crate::store::{StoreError, atomic};
use crate::text::Phrase;
use crate::wizard::{ErrorKind, Problem};

/// The first run.
#[derive(Debug)]
struct Trial {
    code: Option<i32>,
    lines: Vec<String>,
}

/// Installs what belongs here, runs it once and shows the result.
pub(super) fn install(
    plan: &mut Plan,
    environment: &Environment,
    desk: &Desk,
) -> Result<(), Failure> {
    // What the timer starts would find no config.
    if directories::BaseDirs::new().is_none() {
        return Err(Failure::store(&StoreError::NoHome));
    }
    let trial = match plan.kind {
        Kind::Systemd => install_units(plan)?,
        Kind::Cron => install_line(plan)?,
        Kind::None => return Err(nothing_there(plan, desk)),
    };
    plan.look(environment);
    desk.say(&Phrase::new(match plan.kind {
        Kind::Systemd => "schedule-installed-systemd",
        Kind::Cron | Kind::None => "schedule-installed-cron",
    }));
    for file in plan.files() {
        desk.quote(&clean::line(&file.path.to_string_lossy()));
    }
    if let Some(line) = plan.line() {
        desk.quote(&clean::line(&line));
    }
    if let Some(at) = plan.standing().next {
        desk.say(&Phrase::new("schedule-next").with("time", at.local()));
    }
    let code = trial.code;
    let first = json!({ "run": { "exit_code": code, "output": trial.lines } });
    if code == Some(0) {
        desk.say(&Phrase::new("schedule-trial-done"));
    } else {
        desk.say(&Phrase::new("schedule-trial-printed"));
    }
    for line in &trial.lines {
        desk.quote(line);
    }
    desk.notes(plan);
    if code == Some(0) {
        desk.close(plan, &first);
        return Ok(());
    }
    let mut beside = desk.document(plan);
    merge(&mut beside, &first);
    Err(trial_failed(code).beside(beside))
}

fn install_units(plan: &mut Plan) -> Result<Trial, Failure> {
    let Some(systemd) = &plan.systemd else {
        return Err(Failure::store(&StoreError::NoHome));
    };
    if plan.units.is_empty() {
        return Err(Failure::store(&StoreError::NoHome));
    }
    if let Some(file) = plan.units.iter().find(|file| file.found == Found::Foreign) {
        return Err(foreign(&file.path));
    }
    for file in &plan.units {
        atomic::replace(&file.path, file.content.as_bytes())
            .map_err(|error| Failure::store(&error))?;
    }
    for arguments in [
        &["daemon-reload"][..],
        &["enable", TIMER],
        // Not only started: a timer that runs already would go on by its old times.
        &["restart", TIMER],
    ] {
        let told = systemd.tell(arguments);
        if !told.succeeded() {
            return Err(refused("systemctl", &told));
        }
    }
    let started = systemd.start();
    let code = if started.succeeded() {
        Some(0)
    } else {
        systemd.last_code().filter(|code| *code != 0)
    };
    let mut lines = systemd.last_lines();
    if lines.is_empty() && !started.succeeded() {
        lines = started.last_lines();
    }
    let lingers = systemd.lingers();
    if lingers == Some(false) {
        plan.notes.push(Phrase::new("schedule-note-linger"));
    }
    // One of the two is enough.
    if !plan.lines.is_empty() {
        remove_line(plan)?;
    }
    Ok(Trial { code, lines })
}

fn install_line(plan: &Plan) -> Result<Trial, Failure> {
    let old = plan
        .read_crontab()
        .map_err(|told| refused("crontab", &told))?;
    let new = units::with_ours(&old, &plan.job.cron_line());
    if new != old {
        write_crontab(plan, new)?;
    }
    let run = Run::new(Path::new(&plan.job.program), plan.job.arguments());
    let ended = run.patiently(plan.job.variables.clone()).end();
    Ok(Trial {
        code: ended.code,
        lines: ended.last_lines(),
    })
}

fn write_crontab(plan: &Plan, text: Vec<u8>) -> Result<(), Failure> {
    let Some(crontab) = &plan.crontab else {
        return Ok(());
    };
    let told = if text.is_empty() {
        Run::new(crontab, ["-r"]).end()
    } else {
        Run::new(crontab, ["-"]).stdin(text).end()
    };
    if told.succeeded() {
        Ok(())
    } else {
        Err(refused("crontab", &told))
    }
}

fn remove_line(plan: &Plan) -> Result<(), Failure> {
    let old = plan
        .read_crontab()
        .map_err(|told| refused("crontab", &told))?;
    let new = units::without_ours(&old);
    if new == old {
        return Ok(());
    }
    write_crontab(plan, new)
}

/// Removes what is ours, of either kind.
pub(super) fn remove(
    plan: &mut Plan,
    environment: &Environment,
    desk: &Desk,
) -> Result<(), Failure> {
    // They are about what would be installed.
    plan.notes.clear();
    let mut removed: Vec<String> = Vec::new();
    let is_timer = |file: &UnitFile| file.path.ends_with(TIMER);
    let timer_is_ours = plan
        .units
        .iter()
        .any(|file| is_timer(file) && matches!(file.found, Found::Ours(_)));
    if timer_is_ours && let Some(systemd) = &plan.systemd {
        let told = systemd.tell(&["disable", "--now", TIMER]);
        if !told.succeeded() {
            return Err(refused("systemctl", &told));
        }
    }
    for file in &plan.units {
        match file.found {
            Found::Nothing => {}
            Found::Foreign => plan.notes.push(
                Phrase::new("schedule-note-foreign")
                    .with("path", clean::line(&file.path.to_string_lossy())),
            ),
            Found::Ours(_) => {
                fs::remove_file(&file.path)?;
                removed.push(file.path.to_string_lossy().into_owned());
            }
        }
    }
    if timer_is_ours {
        systemd::sweep(environment);
    }
    if !removed.is_empty()
        && let Some(systemd) = &plan.systemd
    {
        let told = systemd.tell(&["daemon-reload"]);
        if !told.succeeded() {
            return Err(refused("systemctl", &told));
        }
        // Without this a failed run would be listed for ever; a unit that is gone is well too.
        let _ = systemd.tell(&["reset-failed", systemd::SERVICE]);
    }
    if !plan.lines.is_empty() {
        remove_line(plan)?;
        removed.extend(plan.lines.iter().cloned());
    }
    plan.look(environment);
    desk.say(&Phrase::new(if removed.is_empty() {
        "schedule-nothing"
    } else {
        "schedule-removed"
    }));
    for thing in &removed {
        desk.quote(&clean::line(thing));
    }
    desk.notes(plan);
    desk.close(plan, &json!({ "removed": removed }));
    Ok(())
}

/// Neither systemd nor cron: what to do by hand.
fn nothing_there(plan: &Plan, desk: &Desk) -> Failure {
    desk.say(&Phrase::new("schedule-by-hand"));
    if !desk.json {
        super::io::say(&by_hand(plan));
    }
    desk.notes(plan);
    let document = desk.document(plan);
    Failure::from(Problem::own(
        ErrorKind::NotReady,
        "schedule-none",
        Phrase::new("schedule-none"),
        Phrase::new("schedule-none-fix"),
    ))
    .beside(document)
}

fn foreign(path: &Path) -> Failure {
    Failure::from(Problem::own(
        ErrorKind::Config,
        "schedule-foreign",
        Phrase::new("schedule-foreign").with("path", clean::line(&path.to_string_lossy())),
        Phrase::new("schedule-foreign-fix"),
    ))
}

/// The timer is there, and its first run failed: the exit code is that of the run.
fn trial_failed(code: Option<i32>) -> Failure {
    let kind = match code {
        Some(2) => ErrorKind::Usage,
        Some(3) => ErrorKind::Config,
        Some(4) => ErrorKind::NotReady,
        Some(5) => ErrorKind::ProviderRefused,
        Some(6) => ErrorKind::Network,
        Some(7) => ErrorKind::Expired,
        Some(8) => ErrorKind::Input,
        _ => ErrorKind::Internal,
    };
    let what = match code {
        Some(code) => Phrase::new("schedule-trial-failed").number("code", i64::from(code)),
        None => Phrase::new("schedule-trial-lost"),
    };
    Failure::from(Problem::own(
        kind,
        "schedule-trial-failed",
        what,
        Phrase::new("schedule-trial-failed-fix"),
    ))
}
