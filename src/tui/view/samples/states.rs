//! The other states by name: the steps by hand, what can lie over a screen, and the overview.

use super::*;
use crate::wizard::browser::{Browser, Obstacle};

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

/// The dashboard's own number of the app is known, so addresses are long.
pub(in crate::tui) fn dashboard(lang: Lang) -> State {
    let done = claimed();
    let mut progress = at("instagram-login", "add-tester", &done[..4]);
    let number = "1898803540314473".to_owned();
    progress.fields.insert("meta_app_id".to_owned(), number);
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
            practice: Some(base),
            endpoint: None,
            via_ssh: true,
            has_terminal: true,
            tmux: false,
            browser: Browser::Withheld(vec![Obstacle::Ssh]),
            ..Place::default()
        },
        lang,
        now: now(),
        goal: Goal::Setup,
        secret: None,
    })
    .0
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

/// The code of the link to sign in.
pub(in crate::tui) fn qr(lang: Lang) -> State {
    let mut state = authorize(lang);
    did(&mut state, Action::Qr);
    state
}

pub(in crate::tui) fn qr_bare(lang: Lang) -> State {
    let mut state = qr(lang);
    did(&mut state, Action::Qr);
    state
}

/// The code of the second link of a step, in its longest form.
pub(in crate::tui) fn qr_step(lang: Lang) -> State {
    let mut progress = at("instagram-login", "add-product", &claimed()[..2]);
    let number = "1898803540314473".to_owned();
    progress.fields.insert("meta_app_id".to_owned(), number);
    let mut state = begin(lang, "instagram-login", ready(), Some(progress));
    did(&mut state, Action::Qr);
    did(&mut state, Action::Next);
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
