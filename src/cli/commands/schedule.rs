//! `schedule`: a timer that refreshes every token before it expires.
//!
//! systemd's user manager where one answers, else cron, else the words for doing it by hand. Start
//! with [`run`]; the texts that are installed are made in [`units`].

use std::process::ExitCode;

use serde_json::{Value, json};

use super::super::args::{Args, Schedule, ScheduleAction};
use super::super::env::Environment;
use super::super::report::{Failure, SCHEMA};
use super::super::{context, exit_code, io};
use crate::clean;
use crate::text::{Phrase, Texts};
use crate::wizard::{ErrorKind, Problem};

mod change;
mod plan;
mod programs;
mod systemd;
mod units;

use plan::{Kind, Plan};

/// Runs `schedule`.
pub(in super::super) fn run(
    args: &Args,
    environment: &Environment,
    options: &Schedule,
) -> Result<ExitCode, Failure> {
    if args.sandbox {
        return Err(Failure::wrong_use(
            Phrase::new("schedule-practice"),
            Phrase::new("schedule-practice-fix"),
        ));
    }
    let texts = Texts::new(context::spoken(args, environment));
    let mut plan = Plan::make(args, environment)?;
    let desk = Desk {
        texts: &texts,
        json: options.json,
    };
    match options.what {
        ScheduleAction::Show => desk.show(&plan),
        ScheduleAction::Install => change::install(&mut plan, environment, &desk)?,
        ScheduleAction::Remove => change::remove(&mut plan, environment, &desk)?,
    }
    Ok(exit_code::DONE.into())
}

/// Where the answer goes: words or a document.
#[derive(Debug)]
struct Desk<'a> {
    texts: &'a Texts,
    json: bool,
}

impl Desk<'_> {
    /// A line for a person.
    fn say(&self, phrase: &Phrase) {
        if !self.json {
            io::say(&self.texts.phrase(phrase));
        }
    }

    /// A line of a program's own words.
    fn quote(&self, line: &str) {
        if !self.json {
            io::say(&format!("  {line}"));
        }
    }

    /// What should be known besides, on standard error.
    fn notes(&self, plan: &Plan) {
        if !self.json {
            for note in &plan.notes {
                io::complain(&self.texts.phrase(note));
            }
        }
    }

    fn document(&self, plan: &Plan) -> Value {
        let files: Vec<_> = plan
            .files()
            .iter()
            .map(|file| json!({ "path": file.path.to_string_lossy(), "content": file.shown() }))
            .collect();
        let standing = plan.standing();
        let last = standing
            .last_at
            .map(|at| json!({ "at": at.to_string(), "exit_code": standing.last_code }));
        let notes: Vec<_> = plan
            .notes
            .iter()
            .map(|note| self.texts.phrase(note))
            .collect();
        json!({
            "schema": SCHEMA,
            "kind": plan.kind.name(),
            "installed": plan.is_installed(),
            "files": files,
            "line": plan.line(),
            "state": Some(standing.active).filter(|state| !state.is_empty()),
            "next": standing.next.map(|at| at.to_string()),
            "last": last,
            "notes": notes,
        })
    }

    /// Ends with the document, when one is wanted.
    fn close(&self, plan: &Plan, more: &Value) {
        if self.json {
            let mut document = self.document(plan);
            super::super::report::merge(&mut document, more);
            io::say_json(&document);
        }
    }

    fn show(&self, plan: &Plan) {
        let head = match (plan.kind, plan.is_installed()) {
            (Kind::Systemd, true) => "schedule-shown-systemd",
            (Kind::Systemd, false) => "schedule-would-systemd",
            (Kind::Cron, true) => "schedule-shown-cron",
            (Kind::Cron, false) => "schedule-would-cron",
            (Kind::None, _) => "schedule-by-hand",
        };
        self.say(&Phrase::new(head));
        let standing = plan.standing();
        if !standing.active.is_empty() && plan.is_installed() {
            self.say(
                &Phrase::new("schedule-state")
                    .with("state", clean::short_line(&standing.active, 40)),
            );
        }
        if let Some(at) = standing.next {
            self.say(&Phrase::new("schedule-next").with("time", at.local()));
        }
        if let (Some(at), Some(code)) = (standing.last_at, standing.last_code) {
            let phrase = Phrase::new("schedule-last").with("time", at.local());
            self.say(&phrase.number("code", i64::from(code)));
        }
        if !self.json {
            io::say(&by_hand(plan));
        }
        self.notes(plan);
        self.close(plan, &json!({}));
    }
}

/// The exact texts, with the paths they belong to.
fn by_hand(plan: &Plan) -> String {
    let mut parts: Vec<String> = Vec::new();
    for file in plan.files() {
        parts.push(format!(
            "\n--- {}",
            clean::line(&file.path.to_string_lossy())
        ));
        parts.push(clean::lines(file.shown().trim_end()));
    }
    if let Some(line) = plan.line() {
        parts.push("\n--- crontab".to_owned());
        parts.push(clean::line(&line).into_owned());
    }
    parts.join("\n")
}

/// Another program did not do what it was told.
fn refused(program: &'static str, ended: &programs::Ended) -> Failure {
    Failure::from(
        Problem::own(
            ErrorKind::Internal,
            "schedule-program-failed",
            Phrase::new("schedule-program-failed").with("program", program),
            Phrase::new("schedule-program-failed-fix"),
        )
        .because(Phrase::new("cli-plain").with("text", ended.complaint())),
    )
}
