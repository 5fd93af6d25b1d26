//! Answers that the provider refuses, and the step that each leads to.

use super::{assert_signed_in, link, parameter, paste};
use crate::home::{Home, NO_OPTIONS, read};
use crate::http;

#[test]
fn an_expired_code_leads_back_to_authorize() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let landing = server.allow(&link(&home));
    server.advance(3_600);
    let document = paste(&home, &landing);
    let document = document.fails(5, "provider-refused", "code-not-found");
    assert_eq!(document["error"]["step"], "authorize");
    assert_eq!(document["error"]["call"], "exchange");
    assert_eq!(server.calls("exchange"), 1);
    assert!(!read(&home.practice_config()).contains("access_token"));
}

#[test]
fn a_used_code_leads_back_to_authorize() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let landing = server.allow(&link(&home));
    let form = [
        ("client_id", server.app_id.as_str()),
        ("client_secret", &server.app_secret),
        ("grant_type", "authorization_code"),
        ("redirect_uri", &server.redirect_uri),
        ("code", &parameter(&landing, "code")),
    ];
    let _ = http::post_form(&server.at("/oauth/access_token"), &form).answers(200);
    let document = paste(&home, &landing).fails(5, "provider-refused", "code-used");
    assert_eq!(document["error"]["step"], "authorize");
    assert_eq!(server.calls("exchange"), 2, "a code is sent once");
}

#[test]
fn a_wrong_secret_is_told_from_a_wrong_redirect() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let config = read(&home.practice_config());
    let wrong = config.replace(&server.app_secret, "0123456789abcdef0123456789abcde");
    home.lay(&home.practice_config(), &wrong);
    let run = paste(&home, &server.allow(&link(&home)));
    // The provider blames the redirect URI, which is the very one of the link.
    let document = run.fails(5, "provider-refused", "secret-behind-redirect-text");
    assert_eq!(document["error"]["step"], "app-credentials");
    assert_eq!(document["error"]["call"], "exchange");
}

#[test]
fn a_role_that_is_missing_after_a_good_exchange_leads_to_the_invite() {
    let (home, server) = Home::ready(NO_OPTIONS);
    server.fault("long-lived", "tester-role-missing", 9);
    let document = paste(&home, &server.allow(&link(&home)));
    let document = document.fails(5, "provider-refused", "tester-role-missing");
    assert_eq!(document["error"]["step"], "accept-invite");
    assert_eq!(document["error"]["call"], "long-lived");
    assert_eq!(document["error"]["provider"]["code"], 100);
    assert_eq!(
        document["error"]["provider"]["message"],
        "Unsupported request - method type: get"
    );
    // The short-lived token was saved before, and is what the next try begins with.
    let pending: toml::Table = read(&home.practice_config()).parse().unwrap();
    assert_eq!(
        pending["profiles"]["default"]["pending_token"]["kind"].as_str(),
        Some("short-lived")
    );
    let status = home.practice(["status", "--json"]).run().exits(0).json();
    assert_eq!(status["profiles"][0]["state"], "pending");
}

#[test]
fn an_interrupted_set_up_goes_on_from_the_saved_short_lived_token() {
    let (home, server) = Home::ready(NO_OPTIONS);
    server.fault("long-lived", "tester-role-missing", 1);
    let _ = paste(&home, &server.allow(&link(&home))).exits(5);
    let exchanges = server.calls("exchange");
    let run = home
        .practice(["step", "exchange", "--yes", "--json"])
        .run()
        .exits(0)
        .quietly();
    assert_eq!(run.json()["profiles"][0]["state"], "valid");
    assert_eq!(server.calls("exchange"), exchanges);
    assert!(!read(&home.practice_config()).contains("pending_token"));
}

#[test]
fn a_redirect_that_names_a_missing_permission_leads_to_the_product() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let first = link(&home);
    server.fault("authorize", "invalid-scope", 1);
    let run = paste(&home, &server.allow(&first));
    let document = run.fails(5, "provider-refused", "scope-not-added");
    assert_eq!(document["recognised"], "error-redirect");
    assert_eq!(document["error"]["step"], "add-product");
}

#[test]
fn a_cancelled_redirect_is_the_providers_no_and_the_sign_in_stays_open() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let first = link(&home);
    server.fault("authorize", "cancelled", 1);
    let document = paste(&home, &server.allow(&first)).fails(5, "provider-refused", "cancelled");
    assert_eq!(document["recognised"], "cancelled");
    assert_eq!(document["error"]["step"], "authorize");
    assert_eq!(document["error"]["call"], "authorize");
    assert_eq!(server.calls("exchange"), 0);
    assert!(!read(&home.practice_config()).contains("access_token"));
    assert_signed_in(&paste(&home, &server.allow(&link(&home))), "redirect-url");
}
