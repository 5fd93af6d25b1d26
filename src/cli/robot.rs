//! A front without a screen: it plays a person's part from a script, or only watches.

use std::collections::BTreeSet;
use std::io;

use super::io as out;
use crate::front::{Front, Heard};
use crate::provider::{StepId, StepKind};
use crate::secret::Secret;
use crate::text::Texts;
use crate::wizard::state::{Goal, LineStatus, Overlay, RunStep, Screen};
use crate::wizard::{Action, Event, State, Status, step};

/// More turns than any journey takes: a script that gets nowhere ends.
const LONGEST: u32 = 300;

/// What a robot does when nothing is under way.
#[derive(Debug)]
pub(super) enum Script {
    /// Practice mode: plays the person, step by step.
    Play,
    /// Pastes a text once and takes it.
    Paste {
        text: Option<Secret>,
        own_code: OwnCode,
    },
    /// Waits for what was begun, then ends.
    Watch,
}

/// Whether a bare code is taken as the person's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OwnCode {
    Yes,
    /// Nobody is there to be asked.
    Unsaid,
}

/// A front without a screen.
#[derive(Debug)]
pub(super) struct Robot {
    script: Script,
    turns: u32,
    played: BTreeSet<StepId>,
    printed: Option<Printer>,
}

/// Prints each step when it is done.
#[derive(Debug)]
struct Printer {
    texts: Texts,
    steps: BTreeSet<StepId>,
    lines: Vec<RunStep>,
}

impl Robot {
    /// A silent robot.
    pub(super) fn new(script: Script) -> Self {
        Self {
            script,
            turns: 0,
            played: BTreeSet::new(),
            printed: None,
        }
    }

    /// A robot that prints each step.
    pub(super) fn printing(script: Script, texts: Texts) -> Self {
        let printer = Printer {
            texts,
            steps: BTreeSet::new(),
            lines: Vec::new(),
        };
        Self {
            printed: Some(printer),
            ..Self::new(script)
        }
    }

    fn act(&mut self, state: &State) -> Action {
        self.turns += 1;
        if self.turns > LONGEST || state.problem.is_some() {
            return Action::Quit;
        }
        match &mut self.script {
            Script::Watch => Action::Quit,
            Script::Paste { own_code, .. } => paste(state, *own_code),
            Script::Play => self.play(state),
        }
    }

    fn play(&mut self, state: &State) -> Action {
        match &state.overlay {
            Some(Overlay::Retired | Overlay::ConfirmCode) => return Action::Continue,
            Some(
                Overlay::Help
                | Overlay::Trouble { .. }
                | Overlay::Symptom { .. }
                | Overlay::Paste
                | Overlay::Tunnel
                | Overlay::Qr { .. }
                | Overlay::AskSecret { .. },
            ) => return Action::Quit,
            None => {}
        }
        if state.screen != Screen::Step {
            return Action::Quit;
        }
        match state.step_kind() {
            StepKind::Manual => match state.progress.current.clone() {
                Some(id) if self.played.insert(id.clone()) => Action::Practise,
                Some(_) => Action::Continue,
                None => Action::Quit,
            },
            StepKind::Authorize if state.progress.sign_in.is_none() => {
                // A command asked for a link before anything was filled in.
                match step::first_open(state) {
                    Some(open) if open.kind == StepKind::Manual => Action::Open(open.id.clone()),
                    Some(_) | None => Action::Continue,
                }
            }
            StepKind::Authorize if state.paste.editor.is_empty() => Action::Practise,
            StepKind::Authorize | StepKind::Exchange | StepKind::Verify => Action::Continue,
        }
    }
}

fn paste(state: &State, own_code: OwnCode) -> Action {
    match &state.overlay {
        Some(Overlay::ConfirmCode) if own_code == OwnCode::Yes => return Action::Continue,
        Some(Overlay::Paste) | None => {}
        Some(_) => return Action::Quit,
    }
    let waits = state.paste.seen.as_ref().is_some_and(|seen| seen.usable);
    if waits && state.run.is_none() {
        Action::Continue
    } else {
        Action::Quit
    }
}

impl Printer {
    fn print(&mut self, state: &State) {
        if let Some(run) = &state.run {
            for line in run
                .lines
                .iter()
                .filter(|line| line.status == LineStatus::Done)
            {
                if !self.lines.contains(&line.what) {
                    self.lines.push(line.what);
                    out::say(&format!("    · {}", self.texts.get(run_step(line.what))));
                }
            }
        }
        // Beside the whole set-up only the run is news.
        if state.goal != Goal::Setup {
            return;
        }
        for spec in &state.provider.steps {
            let mark = match step::status(state, &spec.id) {
                Status::Verified => "✓",
                Status::Claimed => "•",
                Status::Todo | Status::Current | Status::Failed => continue,
            };
            if self.steps.insert(spec.id.clone()) {
                let title = spec.title.get(self.texts.lang());
                out::say(&format!("{mark} {:<22}{title}", spec.id.as_str()));
            }
        }
    }
}

/// The sentence of a part of a run.
const fn run_step(what: RunStep) -> &'static str {
    match what {
        RunStep::Prove => "cli-run-prove",
        RunStep::Exchange => "cli-run-exchange",
        RunStep::SaveShort => "cli-run-save-short",
        RunStep::LongLived => "cli-run-long-lived",
        RunStep::Refresh => "cli-run-refresh",
        RunStep::SaveLong => "cli-run-save-long",
        RunStep::Verify => "cli-run-verify",
        RunStep::Save => "cli-run-save",
        RunStep::Deliver => "cli-run-deliver",
    }
}

impl Front for Robot {
    fn show(&mut self, state: &State) -> io::Result<()> {
        if let Some(printer) = &mut self.printed {
            printer.print(state);
        }
        Ok(())
    }

    fn hear(&mut self, state: &State, heard: Heard<'_>, _now_ms: u64) -> Vec<Event> {
        if heard != Heard::Idle {
            return Vec::new();
        }
        if let Script::Paste { text, .. } = &mut self.script
            && let Some(text) = text.take()
        {
            return vec![Event::Pasted(text)];
        }
        vec![Event::Did(self.act(state))]
    }

    fn deadline_ms(&self) -> Option<u64> {
        None
    }

    fn listens(&self) -> bool {
        false
    }

    fn copy(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }
}
