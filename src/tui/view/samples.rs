//! States for tests, made the way the program makes them: by events.

mod sign_in;
mod states;

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

pub(in crate::tui) use sign_in::*;
pub(in crate::tui) use states::*;

pub(crate) const SECRET: &str = "0123456789abcdef0123456789abcdef";

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

pub(in crate::tui) fn paste(state: &mut State, text: &str) {
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
        Effect::Deliver { task, .. } => update(
            state,
            Event::Delivered {
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
        Effect::TakeTurn { task } => {
            let token = state.profile.token.clone().map(Box::new);
            update(
                state,
                Event::TurnTaken {
                    task: *task,
                    result: Ok(token),
                },
            )
        }
        Effect::Remember { .. }
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
        | Effect::Leave { .. } => Vec::new(),
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
        Call::Authorize | Call::Me | Call::Practice => {
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

/// Every sample with its name.
pub(crate) fn all(lang: Lang) -> Vec<(&'static str, State)> {
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
            state.place.endpoint = Some(Url::parse("https://proxy.example:8443/").unwrap());
            state
        }),
        ("add-tester-dashboard", dashboard(lang)),
        ("practice", practice(lang)),
        ("authorize", authorize(lang)),
        ("authorize-basic-display", authorize_old(lang)),
        ("authorize-no-link", no_link(lang)),
        ("authorize-recognised", recognised(lang)),
        ("authorize-mismatch", mismatched(lang)),
        ("authorize-copied", copied(lang)),
        ("authorize-busy-port", busy_port(lang)),
        ("authorize-reached", reached(lang)),
        ("tunnel", tunnel(lang)),
        ("tunnel-here", tunnel_here(lang)),
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
        ("qr", qr(lang)),
        ("qr-bare", qr_bare(lang)),
        ("qr-step", qr_step(lang)),
        ("overview-joy", joy(lang)),
        ("overview", overview(lang)),
        ("overview-expired", expired(lang)),
        ("hostile", hostile(lang)),
    ]
}
