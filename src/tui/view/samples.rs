//! States for tests, made the way the program makes them: by events.

use std::collections::BTreeMap;
use std::sync::Arc;

use url::Url;

use crate::oauth::{Answer, Call};
use crate::provider::{Provider, Providers, StepId};
use crate::secret::{Secret, SecretBytes};
use crate::text::{Lang, Phrase};
use crate::time::{DAY, Timestamp};
use crate::wizard::keymap::{Key, press};
use crate::wizard::saved::{Mark, Profile, Progress, Token, TokenKind};
use crate::wizard::state::{Goal, Notice, Place, Tone};
use crate::wizard::{Action, Effect, Event, Problem, SaveTrouble, Start, State, start, update};

pub(in crate::tui) const SECRET: &str = "0123456789abcdef0123456789abcdef";

pub(in crate::tui) fn now() -> Timestamp {
    Timestamp::parse("2026-11-22T12:03:00Z").unwrap()
}

pub(in crate::tui) fn provider(id: &str) -> Arc<Provider> {
    Arc::new(Providers::embedded().unwrap().get(id).unwrap().clone())
}

fn begin(lang: Lang, id: &str, profile: Profile, progress: Option<Progress>) -> State {
    start(Start {
        provider: provider(id),
        profile: Profile {
            name: "default".to_owned(),
            ..profile
        },
        stored: true,
        progress,
        place: Place {
            via_ssh: true,
            has_terminal: true,
            ..Place::default()
        },
        lang,
        now: now(),
        goal: Goal::Setup,
        secret: None,
    })
    .0
}

fn at(id: &str, step: &str, done: &[(&str, Mark)]) -> Progress {
    Progress {
        provider: id.to_owned(),
        current: Some(StepId::new(step)),
        marks: done
            .iter()
            .map(|(id, mark)| (StepId::new(*id), *mark))
            .collect::<BTreeMap<_, _>>(),
        ..Progress::default()
    }
}

fn ready() -> Profile {
    Profile {
        app_id: Some("990602627938098".to_owned()),
        app_secret: Some(Secret::new(SECRET)),
        redirect_uri: Some("https://localhost:8443/callback".to_owned()),
        tester: Some("shop.owner".to_owned()),
        ..Profile::default()
    }
}

fn claimed() -> Vec<(&'static str, Mark)> {
    [
        "account",
        "create-app",
        "add-product",
        "app-credentials",
        "add-tester",
        "accept-invite",
        "redirect-uri",
    ]
    .map(|id| (id, Mark::Claimed))
    .to_vec()
}

pub(in crate::tui) fn did(state: &mut State, action: Action) -> Vec<Effect> {
    update(state, Event::Did(action))
}

pub(in crate::tui) fn keys(state: &mut State, text: &str) {
    for c in text.chars() {
        if let Some(event) = press(state, Key::Char(c)) {
            update(state, event);
        }
    }
}

fn paste(state: &mut State, text: &str) {
    update(state, Event::Pasted(Secret::new(text)));
}

/// Answers one effect the way a provider that is content does.
fn answer(state: &mut State, effect: &Effect) -> Vec<Effect> {
    match effect {
        Effect::Prove { task }
        | Effect::SaveConfig { task, .. }
        | Effect::SaveProgress { task, .. } => update(
            state,
            Event::Saved {
                task: *task,
                result: Ok(()),
            },
        ),
        Effect::DrawState { task } => update(
            state,
            Event::StateDrawn {
                task: *task,
                value: Some(Secret::new("K3vTq8ZyR1bXw7Lm2NcP5sDf")),
            },
        ),
        Effect::Send { task, call, .. } => update(
            state,
            Event::Answered {
                task: *task,
                call: *call,
                answer: Ok(good(*call)),
            },
        ),
        _ => Vec::new(),
    }
}

fn good(call: Call) -> Answer {
    let body = match call {
        Call::Exchange => {
            r#"{"access_token":"IGAAshort0000wxyz","user_id":17841405793187218,"permissions":"instagram_business_basic"}"#
        }
        Call::LongLived | Call::Refresh => {
            r#"{"access_token":"IGAAlong00000000abcd","token_type":"bearer","expires_in":5184000}"#
        }
        _ => {
            r#"{"user_id":"17841405793187218","username":"shop.owner","account_type":"BUSINESS","id":"24"}"#
        }
    };
    reply(200, body)
}

fn reply(status: u16, body: &str) -> Answer {
    Answer {
        status,
        body: SecretBytes::new(body.as_bytes().to_vec()),
        content_type: None,
        date: None,
        retry_after: None,
    }
}

/// Answers effects until nothing is asked or `stop` says so.
fn run(state: &mut State, effects: Vec<Effect>, stop: impl Fn(&Effect) -> bool) -> Option<Effect> {
    let mut waiting: Vec<Effect> = effects;
    while !waiting.is_empty() {
        let effect = waiting.remove(0);
        if stop(&effect) {
            return Some(effect);
        }
        let more = answer(state, &effect);
        waiting.extend(more);
    }
    None
}

pub(in crate::tui) fn manual(lang: Lang, id: &str, step: &str) -> State {
    begin(lang, id, Profile::default(), Some(at(id, step, &[])))
}

pub(in crate::tui) fn credentials(lang: Lang) -> State {
    let done = claimed();
    let progress = at("instagram-login", "app-credentials", &done[..3]);
    begin(lang, "instagram-login", Profile::default(), Some(progress))
}

pub(in crate::tui) fn typed(lang: Lang) -> State {
    let mut state = credentials(lang);
    keys(&mut state, "99060262793809x");
    did(&mut state, Action::Continue);
    state
}

pub(in crate::tui) fn refused_field(lang: Lang) -> State {
    let mut state = credentials(lang);
    keys(&mut state, "990602627938098");
    did(&mut state, Action::Continue);
    paste(&mut state, SECRET);
    did(&mut state, Action::NextField);
    did(&mut state, Action::NextField);
    update(
        &mut state,
        Event::Typed(crate::wizard::event::Typing::Clear),
    );
    did(&mut state, Action::Continue);
    state
}

pub(in crate::tui) fn kept(lang: Lang) -> State {
    let done = claimed();
    let progress = at("instagram-login", "app-credentials", &done[..4]);
    let mut state = begin(lang, "instagram-login", ready(), Some(progress));
    state.set_mark(&StepId::new("create-app"), Mark::Verified);
    state.set_mark(&StepId::new("add-product"), Mark::NotNeeded);
    state
}

pub(in crate::tui) fn invite(lang: Lang) -> State {
    let done = claimed();
    let progress = at("instagram-login", "accept-invite", &done[..5]);
    begin(lang, "instagram-login", ready(), Some(progress))
}

pub(in crate::tui) fn practice(lang: Lang) -> State {
    let base = Url::parse("http://127.0.0.1:8799/").unwrap();
    start(Start {
        provider: provider("instagram-login"),
        profile: Profile {
            name: "default".to_owned(),
            ..Profile::default()
        },
        stored: false,
        progress: None,
        place: Place {
            practice: Some(base.clone()),
            endpoint: Some(base),
            via_ssh: true,
            has_terminal: true,
        },
        lang,
        now: now(),
        goal: Goal::Setup,
        secret: None,
    })
    .0
}

fn signing_in(lang: Lang, id: &str, done: &[(&str, Mark)]) -> State {
    let mut state = begin(lang, id, ready(), Some(at(id, "authorize", done)));
    let effects = did(&mut state, Action::Open(StepId::new("authorize")));
    run(&mut state, effects, |_| false);
    state
}

pub(in crate::tui) fn authorize(lang: Lang) -> State {
    signing_in(lang, "instagram-login", &claimed())
}

pub(in crate::tui) fn authorize_old(lang: Lang) -> State {
    let mut state = signing_in(lang, "basic-display", &claimed()[1..6]);
    state.overlay = None;
    state
}

pub(in crate::tui) fn no_link(lang: Lang) -> State {
    let done = claimed();
    begin(
        lang,
        "instagram-login",
        Profile::default(),
        Some(at("instagram-login", "authorize", &done[..3])),
    )
}

pub(in crate::tui) fn recognised(lang: Lang) -> State {
    let mut state = authorize(lang);
    paste(
        &mut state,
        "https://localhost:8443/callback?code=AQDlongcodelongcodelongcodelongcode&state=K3vTq8ZyR1bXw7Lm2NcP5sDf#_",
    );
    state
}

pub(in crate::tui) fn mismatched(lang: Lang) -> State {
    let mut state = authorize(lang);
    paste(
        &mut state,
        "https://localhost:8443/callback?code=AQDlongcodelongcodelongcodelongcode&state=other",
    );
    state
}

pub(in crate::tui) fn confirm(lang: Lang) -> State {
    let mut state = authorize(lang);
    state.paste.editor.set("AQDlongcode");
    state.overlay = Some(crate::wizard::state::Overlay::ConfirmCode);
    state
}

pub(in crate::tui) fn copied(lang: Lang) -> State {
    let mut state = authorize(lang);
    did(&mut state, Action::Copy);
    state
}

/// The exchange is under way.
pub(in crate::tui) fn exchanging(lang: Lang) -> (State, Option<Effect>) {
    let mut state = recognised(lang);
    let effects = did(&mut state, Action::Continue);
    let sent = run(&mut state, effects, |effect| {
        matches!(
            effect,
            Effect::Send {
                call: Call::LongLived,
                ..
            }
        )
    });
    (state, sent)
}

pub(in crate::tui) fn retrying(lang: Lang) -> State {
    let (mut state, sent) = exchanging(lang);
    if let Some(Effect::Send { task, call, .. }) = sent {
        update(
            &mut state,
            Event::Answered {
                task,
                call,
                answer: Ok(reply(503, "busy")),
            },
        );
    }
    state
}

pub(in crate::tui) fn leaving(lang: Lang) -> State {
    let (mut state, _) = exchanging(lang);
    did(&mut state, Action::Quit);
    state
}

pub(in crate::tui) fn refused(lang: Lang) -> State {
    let mut state = recognised(lang);
    let effects = did(&mut state, Action::Continue);
    let sent = run(&mut state, effects, |effect| {
        matches!(effect, Effect::Send { .. })
    });
    if let Some(Effect::Send { task, call, .. }) = sent {
        let body =
            r#"{"error_type":"OAuthException","code":400,"error_message":"Invalid platform app"}"#;
        update(
            &mut state,
            Event::Answered {
                task,
                call,
                answer: Ok(reply(400, body)),
            },
        );
    }
    state
}

pub(in crate::tui) fn not_saved(lang: Lang) -> State {
    let mut state = recognised(lang);
    let effects = did(&mut state, Action::Continue);
    if let Some(Effect::SaveProgress { task, .. }) = effects.first() {
        update(
            &mut state,
            Event::Saved {
                task: *task,
                result: Err(SaveTrouble {
                    path: "/home/me/.local/state/igtoken/state.toml".to_owned(),
                    reason: crate::wizard::event::SaveReason::DiskFull,
                }),
            },
        );
    }
    state
}

pub(in crate::tui) fn exchange_idle(lang: Lang) -> State {
    let done = claimed();
    begin(
        lang,
        "instagram-login",
        ready(),
        Some(at("instagram-login", "exchange", &done)),
    )
}

pub(in crate::tui) fn trouble(lang: Lang) -> State {
    let mut state = authorize(lang);
    did(&mut state, Action::Trouble);
    did(&mut state, Action::Next);
    state
}

pub(in crate::tui) fn trouble_searched(lang: Lang) -> State {
    let mut state = trouble(lang);
    keys(&mut state, "invalid scope");
    did(&mut state, Action::Next);
    state
}

pub(in crate::tui) fn trouble_none(lang: Lang) -> State {
    let mut state = trouble(lang);
    keys(&mut state, "zebra");
    state
}

pub(in crate::tui) fn symptom(lang: Lang) -> State {
    let mut state = authorize(lang);
    did(&mut state, Action::Trouble);
    did(&mut state, Action::Continue);
    state
}

pub(in crate::tui) fn paste_box(lang: Lang) -> State {
    let mut state = invite(lang);
    did(&mut state, Action::PasteBox);
    paste(
        &mut state,
        "IGAAlong00000000000000000000000000000000000000000000000abcd",
    );
    state
}

pub(in crate::tui) fn ask_secret(lang: Lang) -> State {
    let mut state = recognised(lang);
    state.profile.app_secret = None;
    let effects = did(&mut state, Action::Continue);
    run(&mut state, effects, |_| false);
    keys(&mut state, "0123456");
    state
}

pub(in crate::tui) fn retired(lang: Lang) -> State {
    begin(lang, "basic-display", Profile::default(), None)
}

pub(in crate::tui) fn help(lang: Lang) -> State {
    let mut state = authorize(lang);
    did(&mut state, Action::Help);
    state
}

pub(in crate::tui) fn bare(lang: Lang) -> State {
    let mut state = authorize(lang);
    did(&mut state, Action::BareLink);
    state
}

/// Straight after the token was saved.
pub(in crate::tui) fn joy(lang: Lang) -> State {
    let mut state = recognised(lang);
    let effects = did(&mut state, Action::Continue);
    run(&mut state, effects, |_| false);
    state
}

pub(in crate::tui) fn overview(lang: Lang) -> State {
    let issued = now().plus(-50 * DAY);
    let token = Token {
        access_token: Secret::new("IGAAlong00000000abcd"),
        kind: TokenKind::LongLived,
        user_id: Some("17841405793187218".to_owned()),
        app_scoped_id: None,
        username: Some("shop.owner".to_owned()),
        account_type: Some("BUSINESS".to_owned()),
        scopes: Vec::new(),
        issued_at: issued,
        expires_at: issued.plus(60 * DAY),
        assumed: true,
    };
    let profile = Profile {
        token: Some(token),
        ..ready()
    };
    let mut state = begin(lang, "instagram-login", profile, None);
    did(&mut state, Action::Next);
    did(&mut state, Action::Next);
    state
}

pub(in crate::tui) fn expired(lang: Lang) -> State {
    let mut state = overview(lang);
    update(
        &mut state,
        Event::Passed {
            now: now().plus(30 * DAY),
        },
    );
    state
}

pub(in crate::tui) fn young(lang: Lang) -> State {
    let mut state = joy(lang);
    did(&mut state, Action::Refresh);
    state
}

/// Text from outside that tries to do harm.
pub(in crate::tui) fn hostile(lang: Lang) -> State {
    let mut state = refused(lang);
    if let Some(Problem {
        provider: Some(said),
        ..
    }) = &mut state.problem
    {
        said.message = "\x1b[31mred\u{202e}drow\u{200b} 가나다\n".repeat(20);
    }
    state.profile.name = "\x1b]0;x\x07\u{202e}default".to_owned();
    state.notice = Some(Notice {
        good: Tone::Bad,
        say: Phrase::new("notice-practice-refused")
            .with("text", "\x1b[2J\u{202e}")
            .into(),
    });
    state
}

/// Every sample with its name.
pub(in crate::tui) fn all(lang: Lang) -> Vec<(&'static str, State)> {
    vec![
        ("account", manual(lang, "instagram-login", "account")),
        ("create-app", manual(lang, "instagram-login", "create-app")),
        ("credentials", credentials(lang)),
        ("credentials-warned", typed(lang)),
        ("credentials-refused", refused_field(lang)),
        ("credentials-kept", kept(lang)),
        ("accept-invite", invite(lang)),
        ("oauth-settings", {
            let mut state = manual(lang, "basic-display", "oauth-settings");
            state.overlay = None;
            state
        }),
        ("practice", practice(lang)),
        ("authorize", authorize(lang)),
        ("authorize-basic-display", authorize_old(lang)),
        ("authorize-no-link", no_link(lang)),
        ("authorize-recognised", recognised(lang)),
        ("authorize-mismatch", mismatched(lang)),
        ("authorize-copied", copied(lang)),
        ("confirm-code", confirm(lang)),
        ("exchange-working", exchanging(lang).0),
        ("exchange-retrying", retrying(lang)),
        ("exchange-leaving", leaving(lang)),
        ("exchange-idle", exchange_idle(lang)),
        ("problem-refused", refused(lang)),
        ("problem-not-saved", not_saved(lang)),
        ("problem-too-young", young(lang)),
        ("trouble", trouble(lang)),
        ("trouble-searched", trouble_searched(lang)),
        ("trouble-none", trouble_none(lang)),
        ("symptom", symptom(lang)),
        ("paste-box", paste_box(lang)),
        ("ask-secret", ask_secret(lang)),
        ("retired", retired(lang)),
        ("help", help(lang)),
        ("bare-link", bare(lang)),
        ("overview-joy", joy(lang)),
        ("overview", overview(lang)),
        ("overview-expired", expired(lang)),
        ("hostile", hostile(lang)),
    ]
}
