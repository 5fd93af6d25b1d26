//! `authorize-url` and `paste`: signing in without a wizard.

mod refused;

use serde_json::{Value, json};

use crate::home::{Ended, Home, NO_OPTIONS, Server, read};
use crate::http;

/// The link of a new sign-in.
fn link(home: &Home) -> String {
    let run = home.practice(["authorize-url"]).run().exits(0).quietly();
    assert_eq!(run.stdout.lines().count(), 1, "{run}");
    run.stdout.trim_end().to_owned()
}

fn paste(home: &Home, text: &str) -> Ended {
    home.practice(["paste", "--json"]).stdin(text).run()
}

/// What `paste` says of a text, without doing anything with it.
fn what(home: &Home, text: &str) -> Value {
    home.practice(["paste", "--what", "--json"])
        .stdin(text)
        .run()
        .exits(0)
        .quietly()
        .json()
}

/// The value of a parameter of an address.
fn parameter(url: &str, name: &str) -> String {
    let url = url::Url::parse(url).unwrap();
    let found = url.query_pairs().find(|(known, _)| known == name);
    found
        .unwrap_or_else(|| panic!("no {name} in {url}"))
        .1
        .into_owned()
}

#[track_caller]
fn assert_signed_in(run: &Ended, recognised: &str) {
    let document = run.clone().exits(0).quietly().json();
    assert_eq!(document["recognised"], recognised, "{run}");
    assert_eq!(document["saved"], true, "{run}");
    assert_eq!(document["profile"]["state"], "valid", "{run}");
    assert_eq!(document["profile"]["kind"], "long-lived", "{run}");
    assert_eq!(document["profile"]["username"], "practice.account", "{run}");
}

#[test]
fn the_link_is_the_same_until_it_is_answered() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let first = link(&home);
    assert_eq!(link(&home), first);
    assert!(
        first.starts_with(&server.at("/oauth/authorize?")),
        "{first}"
    );
    assert_eq!(parameter(&first, "client_id"), server.app_id);
    assert_eq!(parameter(&first, "redirect_uri"), server.redirect_uri);
    assert_eq!(parameter(&first, "response_type"), "code");
    assert_eq!(parameter(&first, "scope"), "instagram_business_basic");
    let state = parameter(&first, "state");
    assert!(
        state.len() >= 22 && state.chars().all(|c| c.is_ascii_alphanumeric()),
        "{state}"
    );
    let document = home
        .practice(["authorize-url", "--json"])
        .run()
        .exits(0)
        .quietly()
        .json();
    assert_eq!(document["url"], first);
    let status = home.practice(["status", "--json"]).run().exits(0).json();
    assert_eq!(status["profiles"][0]["state"], "pending");
    assert_signed_in(&paste(&home, &server.allow(&first)), "redirect-url");
    assert_ne!(parameter(&link(&home), "state"), state);
}

#[test]
fn the_redirect_of_a_real_get_finishes_the_sign_in() {
    let (home, server) = Home::ready(["--auto-approve"]);
    let landing = http::get(&link(&home)).answers(302).location().to_owned();
    assert!(
        landing.starts_with(&server.redirect_uri) && landing.ends_with("#_"),
        "{landing}"
    );
    let run = paste(&home, &landing);
    assert_signed_in(&run, "redirect-url");
    let document = run.json();
    assert_eq!(
        (&document["state"], &document["missing"]),
        (&json!("match"), &json!([]))
    );
    assert!(!run.stdout.contains(&home.token()), "{run}");
    let state = read(&home.practice_state());
    assert!(!state.contains("[profiles.default.sign_in]"), "{state}");
}

#[test]
fn the_words_of_a_finished_sign_in_name_the_account_and_the_file() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let landing = server.allow(&link(&home));
    let run = home
        .practice(["paste"])
        .stdin(landing)
        .run()
        .exits(0)
        .quietly();
    assert!(
        run.stdout.starts_with("Token of @practice.account saved"),
        "{run}"
    );
    assert!(
        run.stdout
            .contains(home.practice_config().to_str().unwrap()),
        "{run}"
    );
}

#[test]
fn the_query_alone_finishes_the_sign_in() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let landing = server.allow(&link(&home));
    let query = landing.split_once('?').unwrap().1;
    assert_signed_in(&paste(&home, &format!("?{query}")), "query");
}

#[test]
fn a_redirect_with_line_breaks_quotes_and_spaces_finishes_the_sign_in() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let landing = server.allow(&link(&home));
    let (first, rest) = landing.split_at(70);
    let (second, third) = rest.split_at(30);
    let text = format!("  \"{first}\r\n{second}\n   {third}\"\n\n");
    assert_signed_in(&paste(&home, &text), "redirect-url");
}

#[test]
fn a_bare_code_is_taken_only_when_it_is_called_ones_own() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let code = parameter(&server.allow(&link(&home)), "code");
    let document = paste(&home, &code).fails(8, "input", "code-not-confirmed");
    assert_eq!(document["recognised"], "code");
    assert_eq!(document["saved"], false);
    assert_eq!(server.calls("exchange"), 0);
    let run = home
        .practice(["paste", "--json", "--yes"])
        .stdin(code)
        .run();
    assert_signed_in(&run, "code");
}

#[test]
fn a_wrong_state_changes_nothing_and_the_right_one_still_works() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let landing = server.allow(&link(&home));
    let (config, kept) = (read(&home.practice_config()), read(&home.practice_state()));
    let state = parameter(&landing, "state");
    let forged = landing.replace(&state, "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6");
    for _ in 0..2 {
        let document = paste(&home, &forged).fails(8, "input", "state-mismatch");
        assert_eq!(document["state"], "mismatch");
        assert_eq!(document["saved"], false);
        assert_eq!(document["error"]["step"], "authorize");
    }
    assert_eq!(read(&home.practice_config()), config);
    assert_eq!(read(&home.practice_state()), kept);
    assert_eq!(server.calls("exchange"), 0);
    assert_signed_in(&paste(&home, &landing), "redirect-url");
}

#[test]
fn a_redirect_without_its_state_is_refused_and_the_missing_part_named() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let landing = server.allow(&link(&home));
    let cut = landing.split("&state=").next().unwrap();
    let run = paste(&home, cut);
    let document = run.exits(8).json();
    assert_eq!(document["missing"], json!(["state"]));
    assert_eq!(
        (&document["state"], &document["saved"]),
        (&json!("absent"), &json!(false))
    );
    assert_eq!(server.calls("exchange"), 0);
}

#[test]
fn the_same_answer_twice_finds_no_open_sign_in() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let landing = server.allow(&link(&home));
    assert_signed_in(&paste(&home, &landing), "redirect-url");
    let (token, exchanges) = (home.token(), server.calls("exchange"));
    let document = paste(&home, &landing).fails(4, "not-found", "no-sign-in");
    assert_eq!(document["saved"], false);
    assert_eq!((home.token(), server.calls("exchange")), (token, exchanges));
}

#[test]
fn a_sign_in_past_its_end_is_not_accepted() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let landing = server.allow(&link(&home));
    server.advance(60 * 86_400);
    let _ = paste(&home, &landing).fails(4, "not-found", "no-sign-in");
    assert_eq!(server.calls("exchange"), 0);
}

#[test]
fn without_a_profile_there_is_no_link_and_nothing_to_answer() {
    let home = Home::new();
    let _ = home
        .practice(["authorize-url", "--json"])
        .run()
        .fails(4, "not-found", "no-profile");
    let landing = "https://localhost:8443/callback?code=AQBx1234567890&state=abc#_";
    let _ = paste(&home, landing).fails(4, "not-found", "no-sign-in");
    assert!(!home.practice_config().exists());
}

#[test]
fn a_profile_without_an_app_id_is_led_to_its_credentials() {
    let home = Home::new();
    let _ = home
        .practice(["profile", "add", "shop"])
        .run()
        .exits(0)
        .quietly();
    let run = home
        .practice(["authorize-url", "--json", "--profile", "shop"])
        .run();
    let document = run.exits(4).json();
    assert_eq!(document["error"]["kind"], "not-ready");
    assert_eq!(document["error"]["step"], "app-credentials");
}

#[test]
fn an_endpoint_on_loopback_serves_the_real_mode() {
    let home = Home::new();
    let server: Server = home.serve(["--auto-approve"]);
    home.configure(&home.config_file(), &server);
    let igtoken = |args: &[&str]| home.igtoken(args).env("IGTOKEN_ENDPOINT", &server.url);
    let run = igtoken(&["authorize-url"]).run().exits(0).quietly();
    let landing = http::get(run.stdout.trim_end())
        .answers(302)
        .location()
        .to_owned();
    assert_signed_in(
        &igtoken(&["paste", "--json"]).stdin(landing).run(),
        "redirect-url",
    );
    let status = home.igtoken(["status", "--json"]).run().exits(0).json();
    assert_eq!(status["profiles"][0]["state"], "valid");
    assert!(!home.practice_config().exists());
}

#[test]
fn what_only_says_what_it_is_and_spends_nothing() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let landing = server.allow(&link(&home));
    let (config, kept) = (read(&home.practice_config()), read(&home.practice_state()));
    let code = parameter(&landing, "code");
    let token = server.dashboard_token("instagram-login");
    let embed = "https://www.instagram.com/oauth/authorize?force_reauth=true&client_id=123&\
                 redirect_uri=https%3A%2F%2Fexample.com%2Fcb&response_type=code&\
                 scope=instagram_business_basic";
    for (text, recognised, state) in [
        (landing.as_str(), "redirect-url", "match"),
        (
            &format!("?{}", landing.split_once('?').unwrap().1),
            "query",
            "match",
        ),
        (
            &landing.replace("&state=", "&state=X"),
            "redirect-url",
            "mismatch",
        ),
        (&code, "code", "absent"),
        (&token, "dashboard-token", "not-needed"),
        (embed, "embed-url", "not-needed"),
        (&server.app_id, "app-id", "not-needed"),
        (&server.app_secret, "app-secret", "not-needed"),
    ] {
        let document = what(&home, text);
        assert_eq!(
            (
                &document["recognised"],
                &document["state"],
                &document["saved"]
            ),
            (&json!(recognised), &json!(state), &json!(false)),
            "{text}"
        );
        assert!(document["missing"].is_array());
    }
    let unknown = home
        .practice(["paste", "--what", "--json"])
        .stdin("hello there")
        .run();
    let document = unknown.fails(8, "input", "input-not-understood");
    assert_eq!(document["recognised"], "unknown");
    assert_eq!(read(&home.practice_config()), config);
    assert_eq!(read(&home.practice_state()), kept);
    assert_eq!(server.calls("exchange") + server.calls("me"), 0);
    assert_signed_in(&paste(&home, &landing), "redirect-url");
}
