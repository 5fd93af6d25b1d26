//! What holds whatever happens: random keys, pastes, answers, writes and ends, from every sample.
//!
//! The law of the marks: a verified step becomes todo again only where its proof is gone, and that
//! is authorize alone, when its code was spent or the token that came of it is dead. A problem on
//! screen says so at the same moment. A step that the person mends becomes claimed or failed.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

mod world;

use proptest::prelude::*;

use crate::oauth::Call;
use crate::provider::Provider;
use crate::provider::symptom::Symptoms;
use crate::wizard::keymap::Key;
use crate::wizard::samples::{self, APP_SECRET, CODE, Desk};
use crate::wizard::state::Stage;
use crate::wizard::{Effect, Event, update};

use world::{Luck, World};

static DESKS: LazyLock<Vec<Desk>> =
    LazyLock::new(|| samples::desks().map(|(_, desk)| desk).collect());

static BARE: LazyLock<Arc<Provider>> = LazyLock::new(|| {
    let mut provider = Provider::clone(&samples::provider("instagram-login"));
    provider.steps.clear();
    provider.symptoms = Symptoms::default();
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
    /// A browser brings an answer to the port: right, wrong or senseless.
    Visited(Brought),
    /// Another shell hands the same over.
    HandedOver(Brought, bool),
    /// Another process went on with the sign-in.
    Overtaken(Left),
    /// The port is listened on, or is taken.
    Listening(bool),
    Reached,
    Attended,
}

#[derive(Debug, Clone, Copy)]
enum Brought {
    Answer,
    WrongState,
    Cancelled,
    BareCode,
    Token,
    Nonsense,
}

/// What another process left on disk.
#[derive(Debug, Clone, Copy)]
enum Left {
    Nothing,
    Progress,
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
        Key::Char('o'),
        Key::Char('c'),
        Key::Char('t'),
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
        2 => brought().prop_map(Op::Visited),
        2 => (brought(), any::<bool>()).prop_map(|(what, own)| Op::HandedOver(what, own)),
        1 => prop_oneof![Just(Left::Nothing), Just(Left::Progress)].prop_map(Op::Overtaken),
        1 => any::<bool>().prop_map(Op::Listening),
        1 => Just(Op::Reached),
        1 => Just(Op::Attended),
    ]
}

fn brought() -> impl Strategy<Value = Brought> + Clone {
    prop::sample::select(vec![
        Brought::Answer,
        Brought::WrongState,
        Brought::Cancelled,
        Brought::BareCode,
        Brought::Token,
        Brought::Nonsense,
    ])
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

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
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
            .filter(|run| matches!(run.stage, Stage::Owe | Stage::Save | Stage::Deliver | Stage::Close))
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
                Effect::TakeTurn { .. } => {
                    let token = desk.state.profile.token.clone();
                    drop(desk.turn(token));
                }
                Effect::Deliver { .. } => drop(desk.delivered(Ok(()))),
                Effect::Prove { .. }
                | Effect::EndTurn
                | Effect::SaveConfig { .. }
                | Effect::SaveProgress { .. }
                | Effect::Remember { .. }
                | Effect::Copy { .. }
                | Effect::AskTmux { .. }
                | Effect::OpenBrowser { .. }
                | Effect::Tell { .. }
                | Effect::Listen { .. }
                | Effect::AnswerCallback { .. }
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
