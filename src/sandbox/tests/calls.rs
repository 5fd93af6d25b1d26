//! Exchange, long-lived and refresh.

use super::*;
use crate::sandbox::Shape;
use crate::sandbox::clock::{DAY, HOUR};

const NOT_FOUND: &str = "Matching code was not found or was already used";
const RED_HERRING: &str = "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request";
const DISGUISE: &str = "Unsupported request - method type: get";

pub(super) fn wrapped() -> Practice {
    Practice::with(
        Start::Ready,
        Options {
            shape: Shape::Wrapped,
            ..Options::default()
        },
    )
}

#[test]
fn the_flat_exchange_has_a_number_and_a_list_and_nothing_else() {
    let mut practice = Practice::ready();
    let code = practice.code("instagram_business_basic,instagram_business_manage_comments");
    let answer = practice.exchange(&code);
    let value = json(&answer);
    assert_eq!(answer.content_type, "application/json; charset=UTF-8");
    assert!(value["user_id"].as_u64().unwrap() > 1 << 53, "{value}");
    assert!(value["access_token"].as_str().unwrap().starts_with("IGAA"));
    let granted = [
        "instagram_business_basic",
        "instagram_business_manage_comments",
    ];
    assert_eq!(value["permissions"], serde_json::json!(granted));
    let mut names: Vec<_> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["access_token", "permissions", "user_id"]);
}

#[test]
fn basic_display_answers_without_permissions_and_with_its_own_prefix() {
    let mut practice = Practice::ready();
    let code = practice.code(DISPLAY);
    let value = json(&practice.exchange(&code));
    assert!(value["access_token"].as_str().unwrap().starts_with("IGQV"));
    assert!(
        value["user_id"].is_u64() && value.get("permissions").is_none(),
        "{value}"
    );
}

#[test]
fn the_wrapped_exchange_has_texts_inside_a_list() {
    let mut practice = wrapped();
    let code = practice.code("instagram_business_basic instagram_business_manage_comments");
    let value = json(&practice.exchange(&code));
    let inner = &value["data"][0];
    assert!(inner["user_id"].is_string(), "{value}");
    assert_eq!(
        inner["permissions"],
        "instagram_business_basic,instagram_business_manage_comments"
    );
}

#[test]
fn a_code_is_good_once() {
    let mut practice = Practice::ready();
    let code = practice.code(LOGIN);
    assert_eq!(practice.exchange(&code).status, 200);
    let again = refused(&practice.exchange(&code));
    assert_eq!(
        again,
        (400, "This authorization code has been used".to_owned())
    );
}

#[test]
fn a_code_lives_an_hour_to_the_second() {
    let mut practice = Practice::ready();
    let (fresh, stale) = (practice.code(LOGIN), practice.code(LOGIN));
    practice.now += HOUR - 1;
    assert_eq!(practice.exchange(&fresh).status, 200);
    practice.now += 1;
    assert_eq!(refused(&practice.exchange(&stale)).1, NOT_FOUND);
}

#[test]
fn an_invented_or_mangled_code_is_not_found() {
    let mut practice = Practice::ready();
    let code = practice.code(LOGIN);
    for wrong in ["AQinvented", "", &format!("{code}#_"), &code.to_lowercase()] {
        assert_eq!(refused(&practice.exchange(wrong)).1, NOT_FOUND, "{wrong}");
    }
    assert_eq!(
        practice.exchange(&code).status,
        200,
        "wrong tries do not spend the right code"
    );
}

#[test]
fn another_redirect_uri_or_a_wrong_secret_is_told_the_same_and_spends_nothing() {
    let mut practice = Practice::ready();
    let code = practice.code(LOGIN);
    for (name, value) in [
        ("redirect_uri", "https://localhost:8443/callback/"),
        ("client_secret", "0123456789abcdef0123"),
    ] {
        let answer = practice.exchange_with(&code, &[(name, value)]);
        assert_eq!(refused(&answer), (400, RED_HERRING.to_owned()), "{name}");
    }
    assert_eq!(practice.exchange(&code).status, 200);
}

#[test]
fn each_missing_field_of_the_exchange_has_its_text() {
    let mut practice = Practice::ready();
    for (name, value, said) in [
        ("client_secret", "-", "You must provide a client_secret"),
        ("client_secret", "", "You must provide a client_secret"),
        ("client_id", "-", "You must provide a client_id"),
        ("client_id", "123456789012345", "Invalid platform app"),
        ("code", "-", "You must provide a code"),
        ("redirect_uri", "-", "You must provide a redirect_uri"),
        ("grant_type", "-", "Invalid grant_type"),
    ] {
        let answer = practice.exchange_with("AQx", &[(name, value)]);
        assert_eq!(refused(&answer), (400, said.to_owned()), "{name}={value}");
    }
}

#[test]
fn the_meta_app_id_is_no_platform_app() {
    let mut practice = Practice::ready();
    let meta = practice.provider.world.apps[0].meta_app_id.clone();
    let answer = practice.exchange_with("AQx", &[("client_id", &meta)]);
    assert_eq!(refused(&answer).1, "Invalid platform app");
}

#[test]
fn methods_that_do_not_fit_are_refused_in_the_shape_of_the_host() {
    let mut practice = Practice::ready();
    assert_eq!(
        refused(&practice.get("/oauth/access_token", &[])).1,
        DISGUISE
    );
    for path in ["/access_token", "/refresh_access_token", "/me"] {
        let (code, _, said) = graph_refused(&practice.post(path, &[]));
        assert_eq!(
            (code, said.as_str()),
            (100, "Unsupported request - method type: post")
        );
    }
    let head = Ask {
        method: Method::Other,
        path: "/oauth/authorize".into(),
        ..Ask::default()
    };
    assert_eq!(practice.ask(&head).status, 405);
    assert_eq!(practice.provider.world.calls.authorize, 0);
}

#[test]
fn a_long_lived_token_lasts_sixty_days() {
    let mut practice = Practice::ready();
    let short = practice.short_token(LOGIN);
    let value = json(&practice.lengthen(&short));
    assert_eq!(value["token_type"], "bearer");
    assert_eq!(value["expires_in"], 5_184_000);
    let long = value["access_token"].as_str().unwrap();
    assert_ne!(long, short);
    practice.now += 60 * DAY - 1;
    assert_eq!(practice.me(long, "id").status, 200);
    practice.now += 1;
    let (code, subcode, said) = graph_refused(&practice.me(long, "id"));
    assert_eq!((code, subcode), (190, Some(463)));
    assert!(
        said.contains("Session has expired on Thursday, 21-Jan-27 08:00:00 PST."),
        "{said}"
    );
}

#[test]
fn a_short_lived_token_lasts_an_hour() {
    let mut practice = Practice::ready();
    let short = practice.short_token(LOGIN);
    practice.now += HOUR - 1;
    assert_eq!(practice.me(&short, "id").status, 200);
    practice.now += 1;
    assert_eq!(graph_refused(&practice.lengthen(&short)).1, Some(463));
}

#[test]
fn a_long_lived_token_is_not_lengthened_again() {
    let mut practice = Practice::ready();
    let long = practice.long_token(LOGIN);
    assert_eq!(
        graph_refused(&practice.lengthen(&long)).2,
        "Session key invalid"
    );
}

#[test]
fn lengthening_needs_the_right_secret_and_the_right_grant() {
    let mut practice = Practice::ready();
    let short = practice.short_token(LOGIN);
    let wrong = [
        ("grant_type", "ig_exchange_token"),
        ("client_secret", "0"),
        ("access_token", short.as_str()),
    ];
    let answer = practice.get("/access_token", &wrong);
    assert_eq!(graph_refused(&answer).2, "Error validating client secret");
    let answer = practice.get("/access_token", &[wrong[0], wrong[2]]);
    assert_eq!(graph_refused(&answer).2, "You must provide a client_secret");
    let answer = practice.get("/access_token", &[("grant_type", "x"), wrong[2]]);
    assert_eq!(graph_refused(&answer).2, "Invalid grant_type");
}

#[test]
fn refresh_is_refused_before_a_day_and_granted_from_then_on() {
    let mut practice = Practice::ready();
    let long = practice.long_token(LOGIN);
    practice.now += DAY - 1;
    assert_eq!(graph_refused(&practice.refresh(&long)).2, "token too new");
    practice.now += 1;
    let value = json(&practice.refresh(&long));
    assert_eq!(value["expires_in"], 5_184_000);
    let renewed = value["access_token"].as_str().unwrap();
    practice.now += 59 * DAY + 1;
    assert_eq!(practice.me(renewed, "id").status, 200);
    assert_eq!(
        graph_refused(&practice.refresh(&long)).1,
        Some(463),
        "too late for the old one"
    );
}

#[test]
fn a_short_lived_token_is_not_refreshed() {
    let mut practice = Practice::ready();
    let short = practice.short_token(LOGIN);
    assert_eq!(practice.refresh(&short).status, 400);
}

#[test]
fn refresh_needs_the_basic_scope() {
    let mut practice = Practice::ready();
    let long = practice.long_token("instagram_business_manage_messages");
    practice.now += DAY;
    assert_eq!(graph_refused(&practice.refresh(&long)).0, 10);
}

#[test]
fn basic_display_does_not_refresh_the_token_of_a_private_account() {
    let mut practice = Practice::ready();
    let (display, login) = (practice.long_token(DISPLAY), practice.long_token(LOGIN));
    practice.now += DAY;
    practice.post(
        "/accounts/convert_to_professional_account/",
        &[("do", "private")],
    );
    assert_eq!(graph_refused(&practice.refresh(&display)).0, 10);
    assert_eq!(practice.refresh(&login).status, 200);
    practice.post(
        "/accounts/convert_to_professional_account/",
        &[("do", "public")],
    );
    assert_eq!(practice.refresh(&display).status, 200);
}

#[test]
fn without_the_role_every_graph_call_wears_the_disguise() {
    let mut practice = Practice::ready();
    let (code, long) = (practice.code(LOGIN), practice.long_token(LOGIN));
    practice.remove_role();
    let exchanged = practice.exchange_any_role(&code);
    practice.now += DAY;
    for answer in [practice.me(&long, "id"), practice.refresh(&long)] {
        assert_eq!(answer.status, 400);
        assert_eq!(json(&answer)["error"]["type"], "IGApiException");
        assert_eq!(graph_refused(&answer), (100, None, DISGUISE.to_owned()));
    }
    assert!(
        exchanged.starts_with("IGAA"),
        "the exchange itself looks healthy"
    );
}

impl Practice {
    /// The exchange after the role is gone, when `ready_facts` has nothing to say any more.
    fn exchange_any_role(&mut self, code: &str) -> String {
        let instagram = self.provider.world.apps[0].instagram.clone().unwrap();
        let form = [
            ("client_id", instagram.app_id.as_str()),
            ("client_secret", instagram.secret.as_str()),
            ("grant_type", "authorization_code"),
            ("redirect_uri", REDIRECT),
            ("code", code),
        ];
        let answer = self.post("/oauth/access_token", &form);
        json(&answer)["access_token"].as_str().unwrap().to_owned()
    }
}
