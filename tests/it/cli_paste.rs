//! `paste` with what is no answer to a sign-in: dashboard tokens, Embed URLs, and mistakes.

use serde_json::json;

use crate::home::{Ended, Home, NO_OPTIONS, Server, read};

fn paste(home: &Home, text: &str) -> Ended {
    home.practice(["paste", "--json"]).stdin(text).run()
}

/// The calls that only a sign-in makes.
fn sign_in_calls(server: &Server) -> u64 {
    ["authorize", "exchange", "long-lived", "refresh"]
        .map(|call| server.calls(call))
        .iter()
        .sum()
}

#[test]
fn a_dashboard_token_is_verified_and_saved_without_exchange_or_long_lived_call() {
    for provider in ["instagram-login", "basic-display"] {
        let home = Home::new();
        let server = home.serve(NO_OPTIONS);
        let _ = home
            .practice(["profile", "add", "default", "--provider", provider])
            .run()
            .exits(0);
        let token = server.dashboard_token(provider);
        let run = paste(&home, &format!("  {token}\n")).exits(0).quietly();
        let document = run.json();
        assert_eq!(document["recognised"], "dashboard-token", "{run}");
        assert_eq!(document["state"], "not-needed");
        assert_eq!(document["saved"], true);
        let entry = &document["profile"];
        assert_eq!(
            (&entry["state"], &entry["kind"]),
            (&json!("valid"), &json!("long-lived"))
        );
        assert_eq!(
            (&entry["assumed"], &entry["provider"]),
            (&json!(true), &json!(provider))
        );
        assert_eq!(entry["username"], "practice.account");
        assert_eq!(
            (sign_in_calls(&server), server.calls("me")),
            (0, 1),
            "{provider}"
        );
        assert_eq!(home.token(), token);
        assert!(read(&home.practice_config()).contains("assumed = true"));
        let steps = home
            .practice(["step", "--list", "--json"])
            .run()
            .exits(0)
            .json();
        let steps = steps["steps"].as_array().unwrap();
        for (id, status) in [("accept-invite", "verified"), ("verify", "verified")] {
            let step = steps.iter().find(|step| step["id"] == id).unwrap();
            assert_eq!(step["status"], status, "{provider} {id}");
        }
        let words = home.practice(["status"]).run().exits(0).stdout;
        assert!(
            words.contains("about 60 days") || words.contains("about 59 days"),
            "{words}"
        );
    }
}

#[test]
fn a_dashboard_token_makes_the_first_profile() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let token = server.dashboard_token("instagram-login");
    let document = paste(&home, &token).exits(0).json();
    assert_eq!(document["profile"]["name"], "default");
    assert_eq!(home.token(), token);
}

#[test]
fn a_refresh_ends_the_guess_at_a_dashboard_tokens_age() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let _ = paste(&home, &server.dashboard_token("instagram-login")).exits(0);
    server.advance(25 * 3_600);
    let _ = home
        .practice(["refresh", "--json"])
        .run()
        .exits(0)
        .quietly();
    let status = home.practice(["status", "--json"]).run().exits(0).json();
    assert_eq!(status["profiles"][0]["assumed"], false);
    assert!(!read(&home.practice_config()).contains("assumed = true"));
}

#[test]
fn a_dashboard_token_that_the_provider_does_not_know_keeps_the_old_one() {
    let (home, server) = Home::served();
    let before = home.token();
    let token = server.dashboard_token("instagram-login");
    let damaged = format!("{}QQ", token.get(..token.len() - 6).unwrap());
    let document = paste(&home, &damaged).fails(5, "provider-refused", "wrong-token");
    assert_eq!(document["recognised"], "dashboard-token");
    assert_eq!(
        (&document["saved"], &document["error"]["call"]),
        (&json!(false), &json!("me"))
    );
    assert_eq!(home.token(), before);
}

#[test]
fn a_token_of_the_other_host_is_recognised_and_refused() {
    let (home, server) = Home::served();
    let config = read(&home.practice_config());
    let calls = server.state()["calls"].clone();
    let foreign = format!("EAA{}", "Gm0PX4ZCpsBAKZC".repeat(10));
    let document = paste(&home, &foreign).fails(8, "input", "input-not-understood");
    assert_eq!(document["recognised"], "unknown");
    assert_eq!(read(&home.practice_config()), config);
    assert_eq!(server.state()["calls"], calls);
}

#[test]
fn an_embed_url_fills_id_redirect_and_scopes() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let _ = home
        .practice(["profile", "add", "default"])
        .run()
        .exits(0)
        .quietly();
    let embed = format!(
        "https://www.instagram.com/oauth/authorize?force_reauth=true&client_id={}\
         &redirect_uri=https%3A%2F%2Flocalhost%3A8443%2Fcallback&response_type=code\
         &scope=instagram_business_basic%2Cinstagram_business_manage_comments",
        server.app_id
    );
    let run = paste(&home, &embed).exits(0).quietly();
    let document = run.json();
    assert_eq!(document["recognised"], "embed-url");
    assert_eq!(document["saved"], true);
    assert!(
        document.get("profile").is_none(),
        "no token was saved: {run}"
    );
    let config: toml::Table = read(&home.practice_config()).parse().unwrap();
    let profile = &config["profiles"]["default"];
    assert_eq!(profile["app_id"].as_str(), Some(server.app_id.as_str()));
    assert_eq!(
        profile["redirect_uri"].as_str(),
        Some("https://localhost:8443/callback")
    );
    assert_eq!(profile["scopes"].as_array().map(Vec::len), Some(2));
    assert_eq!(sign_in_calls(&server) + server.calls("me"), 0);
}

#[test]
fn a_lone_id_or_secret_is_named_and_not_saved() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let _ = home
        .practice(["profile", "add", "default"])
        .run()
        .exits(0)
        .quietly();
    let config = read(&home.practice_config());
    for (text, recognised) in [
        (&server.app_id, "app-id"),
        (&server.app_secret, "app-secret"),
    ] {
        let run = paste(&home, text).exits(8);
        let document = run.json();
        assert_eq!(document["recognised"], recognised, "{run}");
        assert_eq!(document["saved"], false);
        assert_eq!(document["error"]["kind"], "input");
        assert!(!run.stdout.contains(text.as_str()), "{run}");
    }
    assert_eq!(read(&home.practice_config()), config);
}

#[test]
fn text_that_is_nothing_is_not_understood_and_changes_nothing() {
    let (home, server) = Home::served();
    let (config, state) = (read(&home.practice_config()), read(&home.practice_state()));
    let calls = server.state()["calls"].clone();
    for text in [
        "",
        " \n\t",
        "hello",
        "https://example.com/?q=1",
        "\u{0}\u{1b}[2J",
        "한국어",
    ] {
        let document = paste(&home, text).exits(8).json();
        assert_eq!(document["recognised"], "unknown", "{text:?}");
        assert_eq!(document["error"]["kind"], "input");
        assert_eq!(document["saved"], false);
    }
    let run = home
        .practice(["paste"])
        .stdin("hello")
        .run()
        .exits(8)
        .prints_nothing();
    assert!(
        run.stderr.starts_with("igtoken: ") && run.stderr.ends_with('\n'),
        "{run}"
    );
    assert_eq!(read(&home.practice_config()), config);
    assert_eq!(read(&home.practice_state()), state);
    assert_eq!(server.state()["calls"], calls);
}

#[test]
fn input_of_128_kib_is_read_whole() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let link = home.practice(["authorize-url"]).run().exits(0).stdout;
    let landing = server.allow(link.trim_end());
    let pad = "\n".repeat(128 * 1024 - landing.len() - 1);
    let document = paste(&home, &format!("{pad}{landing}\n")).exits(0).json();
    assert_eq!(
        (&document["recognised"], &document["saved"]),
        (&json!("redirect-url"), &json!(true))
    );
    let noise = "no answer at all. ".repeat(128 * 1024 / 18 + 1);
    let _ = paste(&home, &noise).exits(8).json();
}

#[test]
fn input_that_is_no_utf8_is_not_understood() {
    let home = Home::finished();
    let run = home
        .practice(["paste", "--json"])
        .stdin([0xff, 0xfe, 0x00, 0x80])
        .run();
    assert_eq!(run.exits(8).json()["recognised"], "unknown");
}

#[test]
fn what_takes_the_real_and_the_practice_hosts_alike() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let _ = home
        .practice(["profile", "add", "default"])
        .run()
        .exits(0)
        .quietly();
    let query = "client_id=990602627938098&redirect_uri=https%3A%2F%2Fexample.com%2Fcb\
                 &response_type=code&scope=instagram_business_basic";
    for base in [
        "https://www.instagram.com",
        "https://api.instagram.com",
        server.url.as_str(),
    ] {
        let embed = format!("{base}/oauth/authorize?{query}");
        let run = home
            .practice(["paste", "--what", "--json"])
            .stdin(embed)
            .run()
            .exits(0);
        assert_eq!(run.json()["recognised"], "embed-url", "{run}");
    }
    let embed = format!("https://evil.example/oauth/authorize?{query}");
    let run = home
        .practice(["paste", "--what", "--json"])
        .stdin(embed)
        .run()
        .exits(8);
    assert_eq!(run.json()["recognised"], "unknown", "{run}");
}

#[test]
fn what_is_said_in_words_too() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let token = server.dashboard_token("instagram-login");
    let run = home
        .practice(["paste", "--what"])
        .stdin(&token)
        .run()
        .exits(0)
        .quietly();
    assert!(
        run.stdout
            .starts_with("dashboard-token (state: not-needed)\n"),
        "{run}"
    );
    assert!(
        run.stdout.lines().count() == 2 && !run.stdout.contains(&token),
        "{run}"
    );
    let run = home
        .practice(["paste", "--what"])
        .stdin("hello")
        .run()
        .exits(8)
        .prints_nothing();
    let _ = run.says("igtoken: ");
}
