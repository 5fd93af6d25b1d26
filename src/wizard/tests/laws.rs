//! What holds whatever happens: random keys, pastes, answers, writes and ends, from every sample.
//!
//! The law of the marks: a verified step becomes todo again only where its proof is gone, and that
//! is authorize alone, when its code was spent or the token that came of it is dead. A problem on
//! screen says so at the same moment. A step that the person mends becomes claimed or failed.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use crate::oauth::{Answer, Call, Reason, Unreachable};
use crate::provider::{Provider, StepKind};
use crate::secret::{Secret, SecretBytes};
use crate::wizard::event::{SaveReason, SaveTrouble};
use crate::wizard::field::Editor;
use crate::wizard::keymap::{Key, press};
use crate::wizard::samples::{
    self, APP_SECRET, CODE, DASHBOARD, Desk, LONG_ANSWER, ME_ANSWER, REDIRECT, ROLE_MISSING,
    SECRETS, SHORT_ANSWER, STATE, task_of,
};
use crate::wizard::saved::{ConfigEdit, Mark, Progress, Slot, TokenKind};
use crate::wizard::state::Stage;
use crate::wizard::{Effect, Event, TaskId, update};

static DESKS: LazyLock<Vec<Desk>> =
    LazyLock::new(|| samples::desks().map(|(_, desk)| desk).collect());

static BARE: LazyLock<Arc<Provider>> = LazyLock::new(|| {
    let mut provider = Provider::clone(&samples::provider("instagram-login"));
    provider.steps.clear();
    provider.symptoms.clear();
    Arc::new(provider)
});

#[derive(Debug, Clone, Copy)]
enum Op {
    Key(Key),
    Landing,
    WrongState,
    BareCode,
    Token,
    AppSecret,
    Text(&'static str),
    /// The oldest, second oldest … effect is answered, well or not.
    Good(usize),
    Bad(usize),
    Unreachable(usize, bool),
    Foreign(u64),
    Interrupted,
    Passed(i64),
}

fn op() -> impl Strategy<Value = Op> {
    let keys = prop::sample::select(vec![
        Key::Enter,
        Key::Esc,
        Key::Tab,
        Key::Up,
        Key::Down,
        Key::Backspace,
        Key::Char('r'),
        Key::Char('e'),
        Key::Char('g'),
        Key::Char('f'),
        Key::Char('p'),
        Key::Char('s'),
        Key::Char('u'),
        Key::Char('y'),
        Key::Char('n'),
        Key::Char('?'),
        Key::Char('1'),
        Key::Char('한'),
        Key::Ctrl('u'),
    ]);
    let texts = prop::sample::select(vec![
        "990602627938098",
        "some.username",
        "https://www.instagram.com/oauth/authorize?client_id=990602627938098&redirect_uri=https://localhost:8443/callback&response_type=code&scope=instagram_business_basic",
        "https://developers.facebook.com/apps/1234567890123456/dashboard/",
        "https://localhost:8443/callback?error=access_denied&error_reason=user_denied",
        "안녕하세요",
        "",
    ]);
    prop_oneof![
        8 => Just(Op::Key(Key::Enter)),
        8 => keys.prop_map(Op::Key),
        3 => Just(Op::Landing),
        1 => Just(Op::WrongState),
        1 => Just(Op::BareCode),
        1 => Just(Op::Token),
        1 => Just(Op::AppSecret),
        2 => texts.prop_map(Op::Text),
        16 => (0_usize..3).prop_map(Op::Good),
        3 => (0_usize..3).prop_map(Op::Bad),
        2 => (0_usize..3, any::<bool>()).prop_map(|(n, sent)| Op::Unreachable(n, sent)),
        1 => (0_u64..40).prop_map(Op::Foreign),
        1 => (0_i64..200_000).prop_map(Op::Passed),
    ]
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let end = prop_oneof![
        Just(Op::Interrupted),
        Just(Op::Key(Key::Ctrl('c'))),
        Just(Op::Key(Key::Char('q')))
    ];
    (
        prop::collection::vec(op(), 0..50),
        end,
        prop::collection::vec(op(), 0..8),
    )
        .prop_map(|(mut all, end, after)| {
            all.push(end);
            all.extend(after);
            all
        })
}

/// A world around the desk, which knows what was proved and which codes are used up.
struct World {
    desk: Desk,
    sign_ins: u32,
    proven: Option<Secret>,
    burnt: BTreeSet<String>,
    in_flight: Option<String>,
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

    fn event(&mut self, op: Op) -> Option<Event> {
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
            Effect::ReadSecret { .. } => Event::SecretRead {
                task,
                secret: (luck == Luck::Good).then(|| Secret::new(APP_SECRET)),
            },
            Effect::Remember { .. }
            | Effect::Copy { .. }
            | Effect::Drop { .. }
            | Effect::Leave { .. } => return None,
        })
    }

    /// One event, and every law about it.
    fn happens(&mut self, event: Event) {
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
            Effect::Send { .. }
            | Effect::DrawState { .. }
            | Effect::Prove { .. }
            | Effect::Wait { .. }
            | Effect::ReadSecret { .. }
            | Effect::Copy { .. }
            | Effect::Drop { .. }
            | Effect::Leave { .. } => {}
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Luck {
    Good,
    Bad,
    Unreachable(bool),
}

impl Luck {
    fn answer(self, call: Call) -> Result<Answer, Unreachable> {
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

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_happens_the_laws_hold(sample in 0..DESKS.len(), ops in ops()) {
        let desk = DESKS[sample].clone();
        // What a sample has sent already is known to be under way.
        let sending = desk.open.iter().any(|effect| {
            matches!(effect, Effect::Send { call: Call::Exchange, .. })
        });
        let proven = desk
            .state
            .run
            .as_ref()
            .filter(|run| matches!(run.stage, Stage::Save | Stage::Close))
            .and_then(|run| run.token.as_ref())
            .map(|token| token.access_token.clone());
        let mut world = World {
            proven,
            desk,
            sign_ins: 0,
            burnt: BTreeSet::new(),
            in_flight: sending.then(|| CODE.to_owned()),
        };
        for op in ops {
            if let Some(event) = world.event(op) {
                world.happens(event);
            }
        }
    }

    #[test]
    fn a_run_with_a_provider_that_answers_well_ends_well(sample in 0..DESKS.len()) {
        let mut desk = DESKS[sample].clone();
        let running = desk.state.is_running() && !desk.state.leaving && desk.state.overlay.is_none();
        for _ in 0..30 {
            let Some(effect) = desk.open.first().cloned() else { break };
            match effect {
                Effect::Send { call, .. } => drop(desk.answer_with(Luck::Good.answer(call).unwrap())),
                Effect::Wait { .. } => drop(desk.waited()),
                Effect::DrawState { .. } => drop(desk.drawn()),
                Effect::ReadSecret { .. } => drop(desk.secret_read(Some(APP_SECRET))),
                Effect::Prove { .. }
                | Effect::SaveConfig { .. }
                | Effect::SaveProgress { .. }
                | Effect::Remember { .. }
                | Effect::Copy { .. }
                | Effect::Drop { .. }
                | Effect::Leave { .. } => drop(desk.saved()),
            }
        }
        prop_assert!(desk.open.is_empty());
        if running {
            prop_assert!(desk.state.is_finished(), "{:?}", desk.problem());
        }
    }
}

#[test]
fn the_end_is_the_end() {
    for desk in DESKS.iter() {
        let mut state = desk.state.clone();
        for _ in 0..2 {
            update(&mut state, Event::Interrupted);
        }
        if state.ended.is_some() {
            assert!(update(&mut state, Event::Interrupted).is_empty());
        } else {
            assert!(state.leaving && state.exchange_in_flight());
        }
    }
}
