//! A state with the work that nobody has done yet: tests play the person and the shell.

use crate::oauth::{Answer, Call, Reason, Unreachable};
use crate::secret::{Secret, SecretBytes};

use super::super::effect::{Effect, Ending, TaskId};
use super::super::event::{DeliverTrouble, Event, SaveReason, SaveTrouble, Typing};
use super::super::keymap::{Key, press};
use super::super::saved::{ConfigEdit, Token};
use super::super::{Action, Start, State, start, update};
use super::STATE;
use crate::provider::StepId;

/// What is done next, in a test that is a list of steps.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step<'a> {
    Key(Key),
    Paste(&'a str),
    /// The oldest write succeeds.
    Saved,
    /// The oldest call is answered with a status and a body.
    Answer(u16, &'a str),
}

/// A state and the effects that wait for their answer.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(crate) state: State,
    pub(crate) open: Vec<Effect>,
}

impl Desk {
    /// The first state, and what was asked for at once.
    pub(crate) fn begin(begin: Start) -> (Self, Vec<Effect>) {
        let (state, effects) = start(begin);
        let mut desk = Self {
            state,
            open: Vec::new(),
        };
        desk.keep(&effects);
        (desk, effects)
    }

    /// The first state; a link that is wanted is drawn.
    pub(crate) fn at(begin: Start) -> Self {
        let (mut desk, _) = Self::begin(begin);
        desk.draw_if_asked();
        desk
    }

    fn keep(&mut self, effects: &[Effect]) {
        for effect in effects {
            if let Effect::Drop { task } = effect {
                self.open.retain(|open| task_of(open) != Some(*task));
            } else if task_of(effect).is_some() {
                self.open.push(effect.clone());
            }
        }
    }

    /// Something happens.
    pub(crate) fn event(&mut self, event: Event) -> Vec<Effect> {
        let effects = update(&mut self.state, event);
        self.keep(&effects);
        effects
    }

    pub(crate) fn does(&mut self, action: Action) -> Vec<Effect> {
        self.event(Event::Did(action))
    }

    /// Opens a step by name.
    pub(crate) fn opens(&mut self, id: &str) -> Vec<Effect> {
        let effects = self.does(Action::Open(StepId::new(id)));
        self.draw_if_asked();
        effects
    }

    fn draw_if_asked(&mut self) {
        if self.open.iter().any(is_draw) {
            self.drawn();
        }
    }

    /// A key goes through the keymap, as it does in life.
    pub(crate) fn press(&mut self, key: Key) -> Vec<Effect> {
        press(&self.state, key).map_or_else(Vec::new, |event| self.event(event))
    }

    /// Letters by their keys; what they ask for is not returned.
    pub(crate) fn types(&mut self, text: &str) {
        for c in text.chars() {
            self.press(Key::Char(c));
        }
    }

    pub(crate) fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.event(Event::Pasted(Secret::new(text)))
    }

    fn take(&mut self, wanted: impl Fn(&Effect) -> bool) -> (TaskId, Effect) {
        let index = self.open.iter().position(wanted);
        let index = index.unwrap_or_else(|| panic!("nothing such is open: {:?}", self.summaries()));
        let effect = self.open.remove(index);
        (task_of(&effect).unwrap(), effect)
    }

    /// What waits for an answer, in short.
    pub(crate) fn summaries(&self) -> Vec<String> {
        summary(&self.open)
    }

    /// The oldest write ends well.
    pub(crate) fn saved(&mut self) -> Vec<Effect> {
        let (task, _) = self.take(is_write);
        self.event(Event::Saved {
            task,
            result: Ok(()),
        })
    }

    /// The turn to refresh is ours, with the token that the disk has now.
    pub(crate) fn turn(&mut self, token: Option<Token>) -> Vec<Effect> {
        let (task, _) = self.take(|effect| matches!(effect, Effect::TakeTurn { .. }));
        self.event(Event::TurnTaken {
            task,
            result: Ok(token.map(Box::new)),
        })
    }

    /// Asks for a refresh and gets the turn at once.
    pub(crate) fn refreshes(&mut self) -> Vec<Effect> {
        self.does(Action::Refresh);
        let token = self.state.profile.token.clone();
        self.turn(token)
    }

    /// The oldest write fails: the disk is full.
    pub(crate) fn not_saved(&mut self) -> Vec<Effect> {
        let (task, _) = self.take(is_write);
        self.event(Event::Saved {
            task,
            result: Err(SaveTrouble {
                path: "/home/me/.config/igtoken/config.toml".to_owned(),
                reason: SaveReason::DiskFull,
            }),
        })
    }

    /// The oldest call is answered.
    pub(crate) fn answer(&mut self, status: u16, body: &str) -> Vec<Effect> {
        self.answer_with(Answer {
            status,
            body: SecretBytes::new(body.as_bytes().to_vec()),
            ..Answer::default()
        })
    }

    pub(crate) fn answer_with(&mut self, answer: Answer) -> Vec<Effect> {
        let (task, call) = self.call();
        self.event(Event::Answered {
            task,
            call,
            answer: Ok(answer),
        })
    }

    /// The oldest call fails without an answer.
    pub(crate) fn unreachable(&mut self, reason: Reason, sent: bool) -> Vec<Effect> {
        let (task, call) = self.call();
        self.event(Event::Answered {
            task,
            call,
            answer: Err(Unreachable {
                host: "graph.instagram.com".to_owned(),
                proxy: None,
                reason,
                sent,
            }),
        })
    }

    fn call(&mut self) -> (TaskId, Call) {
        let (task, effect) = self.take(|effect| matches!(effect, Effect::Send { .. }));
        let Effect::Send { call, .. } = effect else {
            unreachable!()
        };
        (task, call)
    }

    pub(crate) fn waited(&mut self) -> Vec<Effect> {
        let (task, _) = self.take(|effect| matches!(effect, Effect::Wait { .. }));
        self.event(Event::Waited { task })
    }

    pub(crate) fn drawn(&mut self) -> Vec<Effect> {
        let (task, _) = self.take(is_draw);
        self.event(Event::StateDrawn {
            task,
            value: Some(Secret::new(STATE)),
        })
    }

    pub(crate) fn secret_read(&mut self, secret: Option<&str>) -> Vec<Effect> {
        let (task, _) = self.take(|effect| matches!(effect, Effect::ReadSecret { .. }));
        self.event(Event::SecretRead {
            task,
            secret: secret.map(Secret::new),
        })
    }

    /// The oldest delivery ends.
    pub(crate) fn delivered(&mut self, result: Result<(), DeliverTrouble>) -> Vec<Effect> {
        let (task, _) = self.take(|effect| matches!(effect, Effect::Deliver { .. }));
        self.event(Event::Delivered { task, result })
    }

    /// One step after the other; gives what all of them asked for.
    pub(crate) fn plays(&mut self, steps: &[Step<'_>]) -> Vec<Effect> {
        let mut all = Vec::new();
        for step in steps {
            all.extend(match *step {
                Step::Key(key) => self.press(key),
                Step::Paste(text) => self.paste(text),
                Step::Saved => self.saved(),
                Step::Answer(status, body) => self.answer(status, body),
            });
        }
        all
    }

    /// The open step.
    pub(crate) fn step(&self) -> &str {
        self.state
            .progress
            .current
            .as_ref()
            .map_or("", StepId::as_str)
    }

    /// The mark of a step.
    pub(crate) fn mark(&self, id: &str) -> super::super::saved::Mark {
        super::super::step::mark(&self.state, &StepId::new(id))
    }

    /// The id of the problem on screen.
    pub(crate) fn problem(&self) -> Option<&str> {
        self.state
            .problem
            .as_ref()
            .map(|problem| problem.id.as_str())
    }

    /// The step that mends the problem on screen.
    pub(crate) fn mended_by(&self) -> Option<&str> {
        let problem = self.state.problem.as_ref()?;
        problem.step.as_ref().map(StepId::as_str)
    }
}

/// One edit of the focused text by name, for tests that bypass the keys.
pub(crate) fn insert(c: char) -> Event {
    Event::Typed(Typing::Insert(c))
}

fn is_write(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Prove { .. } | Effect::SaveConfig { .. } | Effect::SaveProgress { .. }
    )
}

fn is_draw(effect: &Effect) -> bool {
    matches!(effect, Effect::DrawState { .. })
}

/// The task that an effect belongs to, when it will be answered.
pub(crate) fn task_of(effect: &Effect) -> Option<TaskId> {
    match effect {
        Effect::Send { task, .. }
        | Effect::DrawState { task }
        | Effect::Prove { task }
        | Effect::TakeTurn { task }
        | Effect::SaveConfig { task, .. }
        | Effect::SaveProgress { task, .. }
        | Effect::Wait { task, .. }
        | Effect::ReadSecret { task, .. }
        | Effect::Deliver { task, .. }
        | Effect::AskTmux { task }
        | Effect::OpenBrowser { task, .. } => Some(*task),
        Effect::Remember { .. }
        | Effect::EndTurn
        | Effect::Copy { .. }
        | Effect::Tell { .. }
        | Effect::Listen { .. }
        | Effect::AnswerCallback { .. }
        | Effect::Drop { .. }
        | Effect::Leave { .. } => None,
    }
}

/// Effects in short, one line each, so that a test can name all of them in their order.
pub(crate) fn summary(effects: &[Effect]) -> Vec<String> {
    effects.iter().map(in_short).collect()
}

fn tell_in_short(told: &super::super::Told) -> String {
    use super::super::Told;
    match told {
        Told::Seen {
            recognised, state, ..
        } => format!("tell {recognised} {state}"),
        Told::Taken => "tell taken".to_owned(),
        Told::Ended {
            saved,
            token,
            problem,
        } => match problem {
            Some(problem) => format!("tell {} saved={saved}", problem.id),
            None => format!("tell done saved={saved} token={token}"),
        },
    }
}

fn in_short(effect: &Effect) -> String {
    match effect {
        Effect::Send { call, .. } => format!("send {}", call.name()),
        Effect::DrawState { .. } => "draw state".to_owned(),
        Effect::Prove { .. } => "prove".to_owned(),
        Effect::TakeTurn { .. } => "take turn".to_owned(),
        Effect::EndTurn => "end turn".to_owned(),
        Effect::SaveConfig { edits, .. } => {
            let edits: Vec<String> = edits.iter().map(edit_in_short).collect();
            format!("config {}", edits.join(" "))
        }
        Effect::SaveProgress { progress, .. } => {
            let sign_in = progress.sign_in.as_ref();
            let code = sign_in.is_some_and(|s| s.code.is_some());
            let sent = sign_in.is_some_and(|s| s.code_sent);
            match (code, sent) {
                (true, true) => "progress code-sent",
                (true, false) => "progress code",
                (false, _) if progress.undelivered => "progress owed",
                (false, _) => "progress",
            }
            .to_owned()
        }
        Effect::Remember { .. } => "remember".to_owned(),
        Effect::Wait { seconds, .. } => format!("wait {seconds}"),
        Effect::ReadSecret { .. } => "read secret".to_owned(),
        Effect::Deliver { target, .. } => format!("deliver {}", target.name()),
        Effect::Copy { .. } => "copy".to_owned(),
        Effect::AskTmux { .. } => "ask tmux".to_owned(),
        Effect::OpenBrowser { .. } => "open browser".to_owned(),
        Effect::Tell { told, .. } => tell_in_short(told),
        Effect::Listen { at, .. } => format!("listen {}", at.address()),
        Effect::AnswerCallback { verdict, .. } => format!("tell {verdict:?}"),
        Effect::Drop { .. } => "drop".to_owned(),
        Effect::Leave { ending } => match ending {
            Ending::Done => "leave done".to_owned(),
            Ending::Cancelled => "leave cancelled".to_owned(),
            Ending::Switch { provider } => format!("leave for {provider}"),
        },
    }
}

fn edit_in_short(edit: &ConfigEdit) -> String {
    let sign = |present: bool| if present { "" } else { "-" };
    match edit {
        ConfigEdit::Text { key, value } => match value {
            Some(value) => format!("{}={value}", key.name()),
            None => format!("-{}", key.name()),
        },
        ConfigEdit::Scopes(scopes) => format!("scopes={}", scopes.join(",")),
        ConfigEdit::AppSecret(secret) => format!("{}app_secret", sign(secret.is_some())),
        ConfigEdit::Token { slot, token } => {
            let slot = match slot {
                super::super::saved::Slot::Token => "token",
                super::super::saved::Slot::Pending => "pending",
            };
            match token {
                Some(token) => format!("{slot}={}", token.kind.name()),
                None => format!("-{slot}"),
            }
        }
    }
}
