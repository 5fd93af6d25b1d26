//! The states of a sign-in by name: from the link, by what comes back, to the saved token.

use super::*;
use crate::wizard::callback::{CallbackId, ListenTrouble};
use crate::wizard::tunnel::Door;

fn signing_in(lang: Lang, id: &str, done: &[(&str, Mark)]) -> State {
    let mut state = begin(lang, id, ready(), Some(at(id, "authorize", done)));
    let effects = did(&mut state, Action::Open(StepId::new("authorize")));
    run(&mut state, effects, |_| false);
    listening(&mut state, Ok(()));
    state
}

/// A person sits there, and the port is listened on or is not.
fn listening(state: &mut State, result: Result<(), ListenTrouble>) {
    update(state, Event::Attended);
    let waiting = state.callback.waiting.as_ref();
    if let Some(task) = waiting.map(|waiting| waiting.task) {
        update(state, Event::Listening { task, result });
    }
}

/// The port is another program's.
pub(in crate::tui) fn busy_port(lang: Lang) -> State {
    let mut state = authorize(lang);
    let task = state.callback.waiting.as_ref().unwrap().task;
    let result = Err(ListenTrouble::Busy);
    update(&mut state, Event::Listening { task, result });
    state
}

/// A browser came through the tunnel, without an answer.
pub(in crate::tui) fn reached(lang: Lang) -> State {
    let mut state = authorize(lang);
    let task = state.callback.waiting.as_ref().unwrap().task;
    update(
        &mut state,
        Event::Visited {
            task,
            visit: CallbackId(1),
            address: Secret::new("https://localhost:8443/callback"),
        },
    );
    state
}

/// The box about the tunnel, over SSH on a port of its own.
pub(in crate::tui) fn tunnel(lang: Lang) -> State {
    let mut state = authorize(lang);
    let connection = "203.0.113.7 50000 198.51.100.24 2222";
    state.place.door = Door::read(Some(connection), Some("shop.owner"));
    did(&mut state, Action::Tunnel);
    state
}

/// The same where the program runs on the person's own machine.
pub(in crate::tui) fn tunnel_here(lang: Lang) -> State {
    let mut state = authorize(lang);
    state.place.via_ssh = false;
    did(&mut state, Action::Tunnel);
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

pub(in crate::tui) fn ask_secret(lang: Lang) -> State {
    let mut state = recognised(lang);
    state.profile.app_secret = None;
    let effects = did(&mut state, Action::Continue);
    run(&mut state, effects, |_| false);
    keys(&mut state, "0123456");
    state
}

/// Straight after the token was saved.
pub(in crate::tui) fn joy(lang: Lang) -> State {
    let mut state = recognised(lang);
    let effects = did(&mut state, Action::Continue);
    run(&mut state, effects, |_| false);
    state
}
