//! The world around a state: what was proved, which codes are used up, and every law about it.

use std::collections::BTreeSet;

use crate::oauth::{Answer, Call, Reason, Unreachable};
use crate::provider::StepKind;
use crate::secret::{Secret, SecretBytes};
use crate::wizard::event::{DeliverTrouble, OpenTrouble, SaveReason, SaveTrouble};
use crate::wizard::field::Editor;
use crate::wizard::keymap::press;
use crate::wizard::samples::{
    self, APP_SECRET, CODE, DASHBOARD, Desk, LONG_ANSWER, ME_ANSWER, REDIRECT, ROLE_MISSING,
    SECRETS, SHORT_ANSWER, STATE, task_of,
};
use crate::wizard::saved::{ConfigEdit, Mark, Progress, Slot, TokenKind};
use crate::wizard::{Effect, Event, TaskId};

use super::{BARE, Op};

/// A world around the desk, which knows what was proved and which codes are used up.
pub(super) struct World {
    pub(super) desk: Desk,
    pub(super) sign_ins: u32,
    pub(super) proven: Option<Secret>,
    pub(super) burnt: BTreeSet<String>,
    pub(super) in_flight: Option<String>,
}

impl World {
    fn state_value(&self) -> String {
        match self.sign_ins {
            0 => STATE.to_owned(),
            n => format!("{STATE}{n}"),
        }
    }

    fn code(&self) -> String {
        match self.sign_ins {
            0 => CODE.to_owned(),
            n => format!("{CODE}{n}"),
        }
    }

    /// A secret is pasted where a person would: not over a plain field. What follows in a filled
    /// box counts as the rest of a paste that was cut in two, so nothing else is pasted there.
    fn takes_secrets(&self) -> bool {
        matches!(self.desk.state.editor(), None | Some(Editor::Secret(_)))
            && self.desk.state.paste.editor.is_empty()
    }

    fn pasted(&self, text: String) -> Option<Event> {
        self.takes_secrets()
            .then(|| Event::Pasted(Secret::new(text)))
    }

    pub(super) fn event(&mut self, op: Op) -> Option<Event> {
        Some(match op {
            Op::Key(key) => return press(&self.desk.state, key),
            Op::Landing | Op::WrongState if !self.desk.state.paste.editor.is_empty() => {
                return None;
            }
            Op::Landing => {
                let (code, state) = (self.code(), self.state_value());
                return self.pasted(format!("{REDIRECT}?code={code}&state={state}#_"));
            }
            Op::WrongState => return self.pasted(format!("{REDIRECT}?code={CODE}&state=other")),
            Op::BareCode => return self.pasted(self.code()),
            Op::Token => return self.pasted(DASHBOARD.to_owned()),
            Op::AppSecret => return self.pasted(APP_SECRET.to_owned()),
            Op::Text(_) if !self.desk.state.paste.editor.is_empty() => return None,
            Op::Text(text) => Event::Pasted(Secret::new(text)),
            Op::Good(n) => return self.answered(n, Luck::Good),
            Op::Bad(n) => return self.answered(n, Luck::Bad),
            Op::Unreachable(n, sent) => return self.answered(n, Luck::Unreachable(sent)),
            Op::Foreign(id) => Event::Saved {
                task: TaskId(1_000_000 + id),
                result: Ok(()),
            },
            Op::Interrupted => Event::Interrupted,
            Op::Passed(seconds) => Event::Passed {
                now: self.desk.state.now.plus(seconds),
            },
        })
    }

    fn answered(&mut self, n: usize, luck: Luck) -> Option<Event> {
        if n >= self.desk.open.len() {
            return None;
        }
        let effect = self.desk.open.remove(n);
        let task = task_of(&effect)?;
        let trouble = || {
            Err(SaveTrouble {
                path: "/srv/config.toml".to_owned(),
                reason: SaveReason::ReadOnly,
            })
        };
        Some(match effect {
            Effect::Send { call, request, .. } => {
                let good = luck == Luck::Good;
                if call == Call::Me && good {
                    let token = request.query.iter().find(|(key, _)| key == "access_token");
                    self.proven = token.map(|(_, value)| Secret::new(value.expose()));
                }
                if call == Call::Exchange
                    && luck != Luck::Unreachable(false)
                    && let Some(code) = self.in_flight.take()
                {
                    self.burnt.insert(code);
                }
                Event::Answered {
                    task,
                    call,
                    answer: luck.answer(call),
                }
            }
            Effect::DrawState { .. } => {
                self.sign_ins += 1;
                Event::StateDrawn {
                    task,
                    value: Some(Secret::new(self.state_value())),
                }
            }
            Effect::Prove { .. } | Effect::SaveConfig { .. } | Effect::SaveProgress { .. } => {
                Event::Saved {
                    task,
                    result: if luck == Luck::Good {
                        Ok(())
                    } else {
                        trouble()
                    },
                }
            }
            Effect::Wait { .. } => Event::Waited { task },
            Effect::TakeTurn { .. } => Event::TurnTaken {
                task,
                result: match luck {
                    Luck::Good => Ok(self.desk.state.profile.token.clone().map(Box::new)),
                    Luck::Bad | Luck::Unreachable(_) => trouble().map(|()| None),
                },
            },
            Effect::ReadSecret { .. } => Event::SecretRead {
                task,
                secret: (luck == Luck::Good).then(|| Secret::new(APP_SECRET)),
            },
            Effect::Deliver { .. } => Event::Delivered {
                task,
                result: if luck == Luck::Good {
                    Ok(())
                } else {
                    Err(DeliverTrouble::NoProgram)
                },
            },
            Effect::AskTmux { .. } => Event::TmuxTold { task, says: None },
            Effect::OpenBrowser { .. } => Event::BrowserAsked {
                task,
                result: if luck == Luck::Good {
                    Ok(())
                } else {
                    Err(OpenTrouble::NoProgram)
                },
            },
            Effect::Remember { .. }
            | Effect::EndTurn
            | Effect::Copy { .. }
            | Effect::Tell { .. }
            | Effect::Listen { .. }
            | Effect::AnswerCallback { .. }
            | Effect::Drop { .. }
            | Effect::Leave { .. } => return None,
        })
    }

    /// One event, and every law about it.
    pub(super) fn happens(&mut self, event: Event) {
        let ended = self.desk.state.ended.is_some();
        let before = self.desk.state.clone();
        let said = format!("{event:?}");
        let effects = self.desk.event(event);
        assert!(
            effects.len() <= 6,
            "{}",
            samples::summary(&effects).join(", ")
        );
        if ended {
            assert_eq!(
                samples::summary(&effects),
                Vec::<String>::new(),
                "after the end"
            );
        }
        for effect in &effects {
            self.law_of_effects(effect);
        }
        let after = &self.desk.state;
        if after.profile.token != before.profile.token {
            let token = after.profile.token.as_ref().map(|t| &t.access_token);
            assert_eq!(
                token,
                self.proven.as_ref(),
                "a token serves that was not proved"
            );
        }
        for (id, mark) in &before.progress.marks {
            let now = after.progress.marks.get(id).copied().unwrap_or_default();
            if *mark == Mark::Verified && now == Mark::Todo {
                let kind = after.provider.step(id).map(|step| step.kind);
                assert_eq!(kind, Some(StepKind::Authorize), "{}", id.as_str());
                assert!(after.problem.is_some());
            }
        }
        let mut shown = after.clone();
        // The provider's own text is long and holds nothing of a person.
        shown.provider = BARE.clone();
        let shown = format!("{said} {shown:?} {effects:?}");
        for secret in SECRETS.into_iter().chain([STATE]) {
            assert!(!shown.contains(secret), "a planted secret is printed");
        }
    }

    fn law_of_effects(&mut self, effect: &Effect) {
        match effect {
            Effect::SaveConfig { edits, .. } => {
                for edit in edits {
                    if let ConfigEdit::Token {
                        slot: Slot::Token,
                        token,
                    } = edit
                    {
                        let token = token.as_ref().unwrap();
                        assert_eq!(token.kind, TokenKind::LongLived);
                        assert_eq!(Some(&token.access_token), self.proven.as_ref());
                    }
                }
            }
            Effect::Remember { progress } | Effect::SaveProgress { progress, .. } => {
                law_of_progress(progress);
            }
            Effect::Send {
                call: Call::Exchange,
                request,
                ..
            } => {
                let code = request.form.iter().find(|(key, _)| key == "code").unwrap();
                let code = code.1.expose().to_owned();
                assert!(!self.burnt.contains(&code), "a code is sent twice");
                self.in_flight = Some(code);
            }
            Effect::Deliver { token, .. } => {
                assert_eq!(
                    Some(token),
                    self.proven.as_ref(),
                    "handed on before it was proved"
                );
                let serves = self.desk.state.profile.token.as_ref();
                assert_eq!(serves.map(|serves| &serves.access_token), Some(token));
            }
            Effect::Send { .. }
            | Effect::DrawState { .. }
            | Effect::Prove { .. }
            | Effect::TakeTurn { .. }
            | Effect::EndTurn
            | Effect::Wait { .. }
            | Effect::ReadSecret { .. }
            | Effect::Copy { .. }
            | Effect::AskTmux { .. }
            | Effect::OpenBrowser { .. }
            | Effect::Tell { .. }
            | Effect::Listen { .. }
            | Effect::AnswerCallback { .. }
            | Effect::Drop { .. }
            | Effect::Leave { .. } => {}
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Luck {
    Good,
    Bad,
    Unreachable(bool),
}

impl Luck {
    pub(super) fn answer(self, call: Call) -> Result<Answer, Unreachable> {
        let (status, body) = match (self, call) {
            (Self::Unreachable(sent), _) => {
                return Err(Unreachable {
                    host: "graph.instagram.com".to_owned(),
                    proxy: None,
                    reason: if sent {
                        Reason::Timeout
                    } else {
                        Reason::Refused
                    },
                    sent,
                });
            }
            (Self::Bad, _) => (400, ROLE_MISSING),
            (Self::Good, Call::Exchange) => (200, SHORT_ANSWER),
            (Self::Good, Call::LongLived | Call::Refresh) => (200, LONG_ANSWER),
            (Self::Good, Call::Me) => (200, ME_ANSWER),
            (Self::Good, Call::Authorize | Call::Practice) => (
                200,
                r#"{"values":{"app_id":"990602627938098","app_secret":"a1b2c3d4e5f60718293a4b5c6d7e8f90","tester":"some.username"}}"#,
            ),
        };
        Ok(Answer {
            status,
            body: SecretBytes::new(body.as_bytes().to_vec()),
            ..Answer::default()
        })
    }
}

fn law_of_progress(progress: &Progress) {
    for value in progress.fields.values() {
        for secret in SECRETS {
            assert!(!value.contains(secret), "a secret is in the state file");
        }
    }
    if let Some(code) = progress.sign_in.as_ref().and_then(|s| s.code.as_ref()) {
        // A secret with a typo may be called a code by the person; a token never is one.
        for secret in SECRETS.iter().filter(|secret| secret.starts_with("IGAA")) {
            assert!(
                !code.expose().contains(secret),
                "only a code is kept as a code"
            );
        }
    }
}
