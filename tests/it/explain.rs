//! `explain`: every text that people are known to meet, through the whole program.
//!
//! The tables here are written anew from what people reported, not from the provider's data.

use serde_json::{Value, json};

use crate::home::{Ended, Home};

const NONE: &str = "-";

/// Text, diagnosis, its step with `instagram-login`, its step with `basic-display`.
type Row = (&'static str, &'static str, &'static str, &'static str);

/// What the browser shows.
#[rustfmt::skip]
const AUTHORIZE: &[Row] = &[
    ("Invalid platform app", "invalid-platform-app", "app-credentials", "app-credentials"),
    ("Invalid Request: Request parameters are invalid: Invalid platform app", "invalid-platform-app", "app-credentials", "app-credentials"),
    ("Invalid redirect_uri", "invalid-redirect-uri", "redirect-uri", "oauth-settings"),
    ("Invalid Request: Request parameters are invalid: Invalid redirect_uri", "invalid-redirect-uri", "redirect-uri", "oauth-settings"),
    ("Insufficient developer role", "insufficient-developer-role", "accept-invite", "accept-invite"),
    ("Sorry, this page isn't available. The link you followed may be broken, or the page may have been removed.", "page-not-available", "app-credentials", "app-credentials"),
    ("Sorry, this page isn’t available.", "page-not-available", "app-credentials", "app-credentials"),
    ("Sorry, this content isn't available right now", "page-not-available", "app-credentials", "app-credentials"),
    ("Invalid scope: user_profile", "api-switched-off", "authorize", NONE),
    ("Invalid scope field(s): basic", "outdated-scope", "authorize", "authorize"),
    ("Invalid scope: ['basic']", "outdated-scope", "authorize", "authorize"),
    ("Invalid scope: []", "no-usable-scope", "accept-invite", "accept-invite"),
    ("Invalid Scopes: instagram_business_basic, instagram_business_manage_comments", "scopes-of-other-login", "authorize", "authorize"),
    ("Invalid Scopes: instagram_basic", "facebook-scopes", "add-product", "add-product"),
    ("https://localhost:8443/callback?error=invalid_request&error_description=Invalid+Scopes%3A+instagram_business_manage_insights&state=x", "scope-not-added", "add-product", "add-product"),
    ("Invalid response type: token", "wrong-response-type", "authorize", "authorize"),
    ("Only response type \"code\" and \"token\" is allowed", "wrong-response-type", "authorize", "authorize"),
    ("You must include a valid client_id, response_type, and redirect_uri parameters", "missing-parameter", "authorize", "authorize"),
    ("You must provide a client_id", "missing-parameter", "authorize", "authorize"),
    ("https://localhost:8443/callback?error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request&state=x", "cancelled", "authorize", "authorize"),
    ("Oops, an error occurred", "sign-in-page-error", "app-credentials", "app-credentials"),
    ("Redirect URI does not match registered redirect URI", "invalid-redirect-uri", "redirect-uri", "oauth-settings"),
    ("You are not a sandbox user of this client", "insufficient-developer-role", "accept-invite", "accept-invite"),
    ("URL Blocked. This redirect failed because the redirect URI is not whitelisted in the app's Client OAuth Settings. Make sure Client and Web OAuth Login are on.", "url-blocked", "redirect-uri", "oauth-settings"),
    ("Can't Load URL: The domain of this URL isn't included in the app's domains.", "domain-not-included", "redirect-uri", "add-platform"),
    ("Feature Unavailable: Facebook Login is currently unavailable for this app, since we are updating additional details for this app.", "feature-unavailable", "create-app", "create-app"),
    ("Sorry, something went wrong. We're working on getting this fixed as soon as we can.", "app-type-not-business", "create-app", "create-app"),
    ("Insecure Login Blocked: You can't get an access token or log in to this app from an insecure page.", "insecure-login-blocked", "redirect-uri", "oauth-settings"),
    ("App not active", "app-not-active", "add-tester", "add-tester"),
];

/// What the token host answers.
#[rustfmt::skip]
const EXCHANGE: &[Row] = &[
    ("Matching code was not found or was already used", "code-not-found", "authorize", "authorize"),
    ("This authorization code has been used", "code-used", "authorize", "authorize"),
    ("This authorization code has been used.", "code-used", "authorize", "authorize"),
    ("This authorization code has expired", "code-expired", "authorize", "authorize"),
    ("Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request", "redirect-mismatch", "redirect-uri", "oauth-settings"),
    ("Invalid authorization code", "invalid-authorization-code", "authorize", "authorize"),
    ("Invalid Client Secret", "invalid-client-secret", "app-credentials", "app-credentials"),
    ("You must provide a client_secret", "missing-client-secret", "app-credentials", "app-credentials"),
    ("No matching code found.", "code-not-found", "authorize", "authorize"),
    ("Error validating client secret.", "invalid-client-secret", "app-credentials", "app-credentials"),
    ("Error validating application. Invalid application ID.", "invalid-application-id", "app-credentials", "app-credentials"),
    ("\"response\" body \"token_type\" property must be a string", "strict-client-library", "authorize", "authorize"),
];

/// What the graph host answers.
#[rustfmt::skip]
const GRAPH: &[Row] = &[
    ("Unsupported request - method type: get", "tester-role-missing", "accept-invite", "accept-invite"),
    ("Session key invalid", "already-long-lived", "verify", "verify"),
    ("Invalid OAuth access token - Cannot parse access token", "wrong-token", "authorize", "authorize"),
    ("Error validating access token: Session has expired on Monday, 01-Dec-25 11:00:00 PST. The current time is Tuesday, 02-Dec-25 01:12:01 PST.", "session-expired", "authorize", "authorize"),
    ("Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.", "password-changed", "authorize", "authorize"),
    ("token too new", "token-too-new", NONE, NONE),
    ("(#4) Application request limit reached", "rate-limited", NONE, NONE),
    ("User request limit reached", "rate-limited-user", NONE, NONE),
    ("API access blocked.", "api-access-blocked", NONE, NONE),
    ("API access deactivated. To regain access, go to your app's dashboard.", "api-access-deactivated", NONE, NONE),
    ("The App_id in the input_token did not match the Viewing App", "wrong-app-token", "app-credentials", "app-credentials"),
    ("The user must be an administrator, editor, or moderator of the page in order to impersonate it.", "page-role-missing", "account", "add-tester"),
];

/// Graph code, subcode, diagnosis: the text alone says nothing.
const CODES: &[(i64, Option<i64>, &str)] = &[
    (1, None, "transient"),
    (2, None, "transient"),
    (3, None, "capability-missing"),
    (4, None, "rate-limited"),
    (10, None, "permission-missing"),
    (17, None, "rate-limited-user"),
    (32, None, "rate-limited-throttled"),
    (101, None, "invalid-application-id"),
    (102, None, "token-invalid"),
    (190, None, "token-invalid"),
    (190, Some(458), "app-removed"),
    (190, Some(459), "account-checkpointed"),
    (190, Some(460), "password-changed"),
    (190, Some(463), "session-expired"),
    (190, Some(464), "unconfirmed-user"),
    (190, Some(467), "logged-out"),
    (190, Some(492), "page-role-missing"),
    (200, None, "permission-missing"),
    (299, None, "permission-missing"),
    (341, None, "policy-limit"),
    (368, None, "policy-limit"),
    (613, None, "rate-limited-throttled"),
    (80_002, None, "rate-limited-account"),
];

/// A home for each provider.
fn homes() -> [(Home, usize); 2] {
    ["instagram-login", "basic-display"].map(|provider| {
        let home = Home::new();
        let add = ["profile", "add", "default", "--provider", provider];
        let _ = home.igtoken(add).run().exits(0).quietly();
        (home, usize::from(provider == "basic-display"))
    })
}

/// The diagnoses of a run.
fn diagnoses(run: &Ended) -> Vec<Value> {
    let document = run.clone().exits(0).quietly().json();
    document["diagnoses"].as_array().unwrap().clone()
}

#[track_caller]
fn assert_first(run: &Ended, id: &str, step: &str) {
    let found = diagnoses(run);
    let first = found
        .first()
        .unwrap_or_else(|| panic!("nothing found: {run}"));
    let expected = if step == NONE {
        Value::Null
    } else {
        json!(step)
    };
    assert_eq!(
        (&first["id"], &first["step"]),
        (&json!(id), &expected),
        "{run}"
    );
    for key in ["title", "cause", "fix"] {
        assert!(
            first[key].as_str().is_some_and(|text| text.len() > 5),
            "{key}: {run}"
        );
    }
    let confidence = first["confidence"].as_str().unwrap();
    assert!(
        ["documented", "reported", "possible"].contains(&confidence),
        "{run}"
    );
}

fn explain(home: &Home, text: &str) -> Ended {
    home.igtoken(["explain", "--json", "--", text]).run()
}

#[track_caller]
fn assert_table(rows: &[Row]) {
    for (home, provider) in homes() {
        for &(text, id, login, display) in rows {
            assert_first(&explain(&home, text), id, [login, display][provider]);
        }
    }
}

#[test]
fn every_text_of_the_browser_is_explained() {
    assert_table(AUTHORIZE);
}

#[test]
fn every_text_of_the_exchange_is_explained() {
    assert_table(EXCHANGE);
}

#[test]
fn every_text_of_the_graph_host_is_explained() {
    assert_table(GRAPH);
}

#[test]
fn every_code_of_the_graph_host_is_explained() {
    let home = Home::new();
    for &(code, subcode, id) in CODES {
        let body = json!({ "error": {
            "message": "An error without a known text.",
            "type": "OAuthException",
            "code": code,
            "error_subcode": subcode,
            "fbtrace_id": "A1b2C3",
        }});
        let run = explain(&home, &body.to_string());
        assert_eq!(diagnoses(&run)[0]["id"], id, "{code} {subcode:?}: {run}");
    }
}

#[test]
fn the_same_failure_is_known_in_each_shape() {
    let home = Home::new();
    let text = "Error validating access token: Session has expired on Monday.";
    for body in [
        json!({ "error_type": "OAuthException", "code": 400, "error_message": text }).to_string(),
        json!({ "error": { "message": text, "type": "OAuthException", "code": 190 } }).to_string(),
        json!({ "error": { "message": text, "type": "IGApiException", "code": 190,
            "error_subcode": 463, "is_transient": false, "error_user_msg": "Log in again" } })
        .to_string(),
        json!({ "meta": { "error_type": "OAuthAccessTokenException", "code": 400,
            "error_message": text } })
        .to_string(),
        format!(
            "https://localhost:8443/callback?error=x&error_description={}",
            text.replace(' ', "+")
        ),
        format!("<!DOCTYPE html><html><body><h1>Error</h1><p>{text}</p></body></html>"),
        format!("2026-11-22 16:03:11 ERROR instagram: HTTP 400: \"{text}\" (retry 3)"),
        format!("\n\n   {text}\n"),
    ] {
        assert_first(&explain(&home, &body), "session-expired", "authorize");
    }
}

#[test]
fn the_status_in_the_flat_shape_is_no_graph_code() {
    let home = Home::new();
    let body = r#"{"error_type":"OAuthException","code":400,"error_message":"Nobody knows this."}"#;
    assert_eq!(diagnoses(&explain(&home, body)), Vec::<Value>::new());
}

#[test]
fn two_causes_of_one_text_are_both_named() {
    let home = Home::new();
    let text = "Please make sure your redirect_uri is identical to the one you used in the OAuth \
                dialog request";
    let ids: Vec<_> = diagnoses(&explain(&home, text))
        .iter()
        .map(|d| d["id"].clone())
        .collect();
    assert_eq!(ids, ["redirect-mismatch", "secret-behind-redirect-text"]);
}

#[test]
fn the_article_translated_by_machine_is_recognised() {
    let home = Home::new();
    for text in [
        "https://api.instagram.com/oauth/authorize?client_id=1&response_type=코드",
        "?client_id={instagram-app-id}&redirect_uri={리디렉션-uri} 범위(&scope)={범위}",
        "-F 부여_유형=권한 부여_코드",
        "-F client_id=1 -F 코드=AQBx-hBsH3...",
    ] {
        assert_first(&explain(&home, text), "translated-parameters", "authorize");
    }
    let text = "일치하는 코드를 찾을 수 없거나 이미 사용 중입니다.";
    assert_first(&explain(&home, text), "code-not-found", "authorize");
}

#[test]
fn the_text_may_come_on_standard_input_or_in_several_arguments() {
    let home = Home::new();
    let run = home
        .igtoken(["explain", "--json"])
        .stdin("Insufficient developer role\n")
        .run();
    assert_first(&run, "insufficient-developer-role", "accept-invite");
    let run = home
        .igtoken(["explain", "--json", "Insufficient", "developer", "role"])
        .run();
    assert_first(&run, "insufficient-developer-role", "accept-invite");
}

#[test]
fn an_unknown_text_is_called_unknown() {
    let home = Home::new();
    for text in [
        "The coffee is cold.",
        "{\"error\":{}}",
        "{",
        "404",
        "\u{1b}[31mred",
    ] {
        assert_eq!(
            diagnoses(&explain(&home, text)),
            Vec::<Value>::new(),
            "{text}"
        );
        let words = home
            .igtoken(["explain", "--", text])
            .run()
            .exits(0)
            .quietly();
        assert!(words.stdout.contains("not in the catalogue"), "{words}");
    }
}

#[test]
fn no_text_at_all_is_wrong_use() {
    let home = Home::new();
    for text in ["", " \n\t "] {
        let _ = home
            .igtoken(["explain", "--json"])
            .stdin(text)
            .run()
            .fails(2, "usage", "usage");
        let _ = home
            .igtoken(["explain"])
            .stdin(text)
            .run()
            .exits(2)
            .prints_nothing();
    }
}

#[test]
fn the_words_name_cause_fix_and_step_in_each_language() {
    let home = Home::new();
    let run = home
        .igtoken(["explain", "Insufficient developer role"])
        .run()
        .exits(0)
        .quietly();
    assert!(run.stdout.contains("igtoken step accept-invite"), "{run}");
    assert!(run.stdout.lines().count() >= 4, "{run}");
    let korean = home
        .igtoken(["--lang", "ko", "explain", "Insufficient developer role"])
        .run();
    let korean = korean.exits(0).quietly();
    assert!(
        korean.stdout.chars().any(|c| ('가'..='힣').contains(&c)),
        "{korean}"
    );
    assert!(
        korean.stdout.contains("igtoken step accept-invite"),
        "{korean}"
    );
    let args = [
        "--lang",
        "ko",
        "explain",
        "--json",
        "Insufficient developer role",
    ];
    let found = diagnoses(&home.igtoken(args).run());
    assert_eq!(found[0]["id"], "insufficient-developer-role");
    assert!(
        found[0]["cause"]
            .as_str()
            .unwrap()
            .chars()
            .any(|c| c > '가'),
        "{found:?}"
    );
}

#[test]
fn the_profiles_provider_speaks() {
    let home = Home::new();
    let add = |name: &str, provider: &str| {
        let _ = home
            .igtoken(["profile", "add", name, "--provider", provider])
            .run()
            .exits(0);
    };
    add("new", "instagram-login");
    add("old", "basic-display");
    for (profile, step) in [("new", "redirect-uri"), ("old", "oauth-settings")] {
        let run = home.igtoken([
            "--profile",
            profile,
            "explain",
            "--json",
            "Invalid redirect_uri",
        ]);
        assert_first(&run.run(), "invalid-redirect-uri", step);
    }
}
