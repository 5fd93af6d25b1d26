use crate::secret::Secret;
use crate::time::DAY;
use crate::wizard::Effect;
use crate::wizard::keymap::Key::{Char, Enter};
use crate::wizard::samples::{
    self, APP_ID, APP_SECRET, CODE, DASHBOARD, Desk, LONG, LONG_ANSWER, ME_ANSWER, NOW, REDIRECT,
    SHORT_ANSWER, STATE, Step, summary,
};
use crate::wizard::saved::{Mark, TokenKind};
use crate::wizard::state::{Overlay, Screen};

/// What the run asks for, from Enter on the box to the overview.
const RUN: [&str; 11] = [
    "progress code",
    "prove",
    "progress code-sent",
    "send exchange",
    "config pending=short-lived",
    "remember",
    "send long-lived",
    "config pending=long-lived",
    "send me",
    "config token=long-lived -pending",
    "progress",
];

fn finish(desk: &mut Desk, short: &str) -> Vec<String> {
    summary(&desk.plays(&[
        Step::Paste(&samples::landing()),
        Step::Key(Enter),
        Step::Saved,
        Step::Saved,
        Step::Saved,
        Step::Answer(200, short),
        Step::Saved,
        Step::Answer(200, LONG_ANSWER),
        Step::Saved,
        Step::Answer(200, ME_ANSWER),
        Step::Saved,
        Step::Saved,
    ]))
}

#[test]
fn instagram_login_from_nothing_to_a_verified_token_in_this_very_order() {
    let mut desk = Desk::at(samples::nothing_yet());
    let mut asked = Vec::new();
    assert_eq!(desk.step(), "account");
    asked.extend(desk.press(Enter));
    assert_eq!(desk.step(), "create-app");
    asked.extend(desk.press(Enter));
    assert_eq!(desk.step(), "add-product");
    asked.extend(desk.press(Enter));

    assert_eq!(desk.step(), "app-credentials");
    desk.types(APP_ID);
    desk.press(Enter);
    desk.paste(APP_SECRET);
    desk.press(Enter);
    asked.extend(desk.press(Enter));
    asked.extend(desk.saved());

    assert_eq!(desk.step(), "add-tester");
    desk.types("@some.username");
    asked.extend(desk.press(Enter));
    asked.extend(desk.saved());
    assert_eq!(desk.step(), "accept-invite");
    asked.extend(desk.press(Enter));
    assert_eq!(desk.step(), "redirect-uri");
    asked.extend(desk.press(Enter));
    asked.extend(desk.saved());
    assert_eq!(desk.step(), "authorize");
    asked.extend(desk.drawn());

    let mut asked = summary(&asked);
    asked.retain(|line| line != "remember");
    assert_eq!(
        asked,
        [
            "config provider=instagram-login app_id=990602627938098 app_secret",
            "config tester=some.username",
            "config redirect_uri=https://localhost:8443/callback",
            "draw state",
        ]
    );
    assert_eq!(
        desk.state.link().unwrap().expose(),
        "https://www.instagram.com/oauth/authorize?client_id=990602627938098\
         &redirect_uri=https%3A%2F%2Flocalhost%3A8443%2Fcallback&response_type=code\
         &scope=instagram_business_basic&state=Zq8yB2mW5kT1vR7xN4cH&force_reauth=true"
    );

    assert_eq!(finish(&mut desk, SHORT_ANSWER), RUN);
    assert_eq!(desk.state.screen, Screen::Overview);
    assert!(desk.state.joy && desk.open.is_empty() && desk.state.progress.sign_in.is_none());
    for (id, mark) in [
        ("account", Mark::Verified),
        ("create-app", Mark::Claimed),
        ("add-product", Mark::Claimed),
        ("app-credentials", Mark::Verified),
        ("add-tester", Mark::Verified),
        ("accept-invite", Mark::Verified),
        ("redirect-uri", Mark::Verified),
        ("authorize", Mark::Verified),
        ("exchange", Mark::Verified),
        ("verify", Mark::Verified),
    ] {
        assert_eq!(desk.mark(id), mark, "{id}");
    }
}

#[test]
fn basic_display_from_nothing_to_a_verified_token() {
    let mut begin = samples::nothing_yet();
    begin.provider = samples::provider("basic-display");
    let mut desk = Desk::at(begin);
    assert_eq!(desk.state.overlay, Some(Overlay::Retired));
    desk.press(Enter);
    for step in [
        "create-app",
        "add-platform",
        "add-product",
        "create-instagram-app",
    ] {
        assert_eq!(desk.step(), step);
        desk.press(Enter);
    }
    assert_eq!(desk.step(), "oauth-settings");
    for _ in 0..3 {
        desk.press(Enter);
    }
    desk.saved();
    assert_eq!(desk.step(), "app-credentials");
    desk.types(APP_ID);
    desk.press(Enter);
    desk.paste(APP_SECRET);
    desk.press(Enter);
    desk.press(Enter);
    desk.saved();
    assert_eq!(desk.step(), "add-tester");
    desk.types("some.username");
    desk.press(Enter);
    desk.saved();
    assert_eq!(desk.step(), "accept-invite");
    desk.press(Enter);
    assert_eq!(desk.step(), "authorize");
    desk.drawn();
    let link = desk.state.link().unwrap();
    assert!(link.expose().contains("scope=user_profile%2Cuser_media"));

    let short = r#"{"access_token":"IGQVshort111111111111111111","user_id":17841405793187218}"#;
    assert_eq!(finish(&mut desk, short), RUN);
    let token = desk.state.profile.token.as_ref().unwrap();
    assert_eq!(token.scopes, ["user_profile", "user_media"]);
    assert_eq!(desk.mark("oauth-settings"), Mark::Verified);
    assert_eq!(desk.state.screen, Screen::Overview);
}

#[test]
fn the_token_that_is_saved_is_the_one_that_answered_me() {
    let mut desk = samples::saving_desk();
    desk.saved();
    let token = desk.state.profile.token.as_ref().unwrap();
    assert_eq!(token.access_token, Secret::new(LONG));
    assert_eq!(token.kind, TokenKind::LongLived);
    assert_eq!(token.user_id.as_deref(), Some("17841405793187218"));
    assert_eq!(token.app_scoped_id.as_deref(), Some("6012345678901234"));
    assert_eq!(token.username.as_deref(), Some("some.username"));
    assert_eq!(token.account_type.as_deref(), Some("BUSINESS"));
    assert_eq!(token.scopes, ["instagram_business_basic"]);
    assert_eq!(
        (token.issued_at, token.expires_at),
        (NOW, NOW.plus(5_183_944))
    );
    assert!(!token.assumed && desk.state.profile.pending_token.is_none());
}

#[test]
fn the_exchange_sends_what_the_link_was_made_of() {
    let mut desk = samples::proving_desk();
    desk.saved();
    let effects = desk.saved();
    let [Effect::Send { request, .. }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let form: Vec<(&str, &str)> = request
        .form
        .iter()
        .map(|(key, value)| (key.as_str(), value.expose()))
        .collect();
    assert_eq!(
        form,
        [
            ("client_id", APP_ID),
            ("client_secret", APP_SECRET),
            ("grant_type", "authorization_code"),
            ("redirect_uri", REDIRECT),
            ("code", CODE),
        ]
    );
    assert_eq!(
        request.url.as_str(),
        "https://api.instagram.com/oauth/access_token"
    );
}

#[test]
fn a_dashboard_token_is_the_short_way_without_exchange_and_without_long_lived_call() {
    let mut desk = Desk::at(samples::set_up());
    desk.opens("accept-invite");
    desk.paste(DASHBOARD);
    assert_eq!(desk.state.overlay, Some(Overlay::Paste));
    let asked = summary(&desk.plays(&[
        Step::Key(Enter),
        Step::Saved,
        Step::Saved,
        Step::Answer(200, ME_ANSWER),
        Step::Saved,
        Step::Saved,
    ]));
    assert_eq!(
        asked,
        [
            "prove",
            "config pending=long-lived",
            "send me",
            "config token=long-lived -pending",
            "progress",
        ]
    );
    let token = desk.state.profile.token.as_ref().unwrap();
    assert_eq!(
        (token.issued_at, token.expires_at),
        (NOW, NOW.plus(60 * DAY))
    );
    assert!(token.assumed);
    for (id, mark) in [
        ("add-tester", Mark::Verified),
        ("accept-invite", Mark::Verified),
        ("authorize", Mark::NotNeeded),
        ("exchange", Mark::NotNeeded),
        ("verify", Mark::Verified),
    ] {
        assert_eq!(desk.mark(id), mark, "{id}");
    }
    assert_eq!(desk.state.screen, Screen::Overview);
}

#[test]
fn verifying_again_and_resuming_keep_the_short_ways_marks() {
    let mut desk = Desk::at(samples::set_up());
    desk.opens("accept-invite");
    desk.paste(DASHBOARD);
    desk.plays(&[Step::Key(Enter), Step::Saved, Step::Saved]);

    // The program ends here; the next one finds the pending token and verifies it.
    let mut begin = samples::set_up();
    begin.profile = desk.state.profile.clone();
    begin.progress = Some(desk.state.progress.clone());
    let mut desk = Desk::at(begin);
    assert_eq!(desk.summaries(), ["send me"]);
    desk.plays(&[Step::Answer(200, ME_ANSWER), Step::Saved, Step::Saved]);
    assert_eq!(desk.mark("authorize"), Mark::NotNeeded);
    assert_eq!(desk.mark("exchange"), Mark::NotNeeded);

    desk.opens("verify");
    desk.plays(&[Step::Answer(200, ME_ANSWER), Step::Saved, Step::Saved]);
    assert_eq!(desk.mark("authorize"), Mark::NotNeeded);
    assert_eq!(desk.mark("exchange"), Mark::NotNeeded);
    assert_eq!(desk.state.screen, Screen::Overview);
}

#[test]
fn a_link_is_copied_and_shown_bare() {
    let mut desk = samples::waiting_desk();
    assert_eq!(summary(&desk.press(Char('c'))), ["copy"]);
    desk.press(Char('u'));
    assert_eq!(desk.state.screen, Screen::BareLink);
    desk.press(Enter);
    assert_eq!(desk.state.screen, Screen::Step);
    assert!(desk.state.link().unwrap().expose().contains(STATE));
}

#[test]
fn a_link_is_shown_as_a_code_then_bare_and_a_paste_closes_it() {
    let mut desk = samples::waiting_desk();
    let code = |bare| Some(Overlay::Qr { selected: 0, bare });
    desk.press(Char('r'));
    assert_eq!(desk.state.overlay, code(false));
    desk.press(Char('r'));
    assert_eq!(desk.state.overlay, code(true));
    desk.press(Enter);
    assert_eq!(desk.state.overlay, None);
    desk.press(Char('r'));
    desk.paste("x");
    assert_eq!(desk.state.overlay, None);
    desk.press(Char('r'));
    assert_eq!(desk.state.overlay, None);
    assert_eq!(desk.state.paste.editor.value(), "xr");
}
