//! `refresh`, by the provider's rules and its clock.

use serde_json::{Value, json};

use crate::home::{Home, NO_OPTIONS, Server, read};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

fn calls(server: &Server) -> Value {
    server.state()["calls"].clone()
}

#[test]
fn a_token_younger_than_a_day_is_refused_before_any_call() {
    let (home, server) = Home::served();
    server.advance(23 * HOUR);
    let (before, token, config) = (calls(&server), home.token(), read(&home.practice_config()));
    let run = home.practice(["refresh", "--json"]).run();
    let document = run.fails(4, "not-ready", "too-young");
    let result = &document["results"][0];
    assert_eq!(result["profile"], "default");
    assert_eq!(result["outcome"], "not-refreshable");
    assert_eq!(result["error"], document["error"]);
    assert_eq!(document["error"]["step"], Value::Null);
    let words = home.practice(["refresh"]).run().exits(4).prints_nothing();
    let _ = words.says("less than 24 hours old");
    assert_eq!(calls(&server), before);
    assert_eq!(
        (home.token(), read(&home.practice_config())),
        (token, config)
    );
}

#[test]
fn a_token_older_than_a_day_is_refreshed_and_verified() {
    let (home, server) = Home::served();
    let (before, token) = (calls(&server), home.token());
    server.advance(25 * HOUR);
    let run = home
        .practice(["refresh", "--json"])
        .run()
        .exits(0)
        .quietly();
    let document = run.json();
    let result = &document["results"][0];
    assert_eq!(
        (&result["profile"], &result["outcome"]),
        (&json!("default"), &json!("refreshed"))
    );
    assert_eq!(result["error"], Value::Null);
    assert!(document.get("error").is_none(), "{run}");
    assert_ne!(home.token(), token);
    let after = calls(&server);
    for (call, more) in [
        ("refresh", 1),
        ("me", 1),
        ("exchange", 0),
        ("long-lived", 0),
    ] {
        assert_eq!(
            after[call].as_u64(),
            before[call].as_u64().map(|count| count + more),
            "{call}"
        );
    }
    let status = home.practice(["status", "--json"]).run().exits(0).json();
    assert_eq!(status["profiles"][0]["expires_at"], result["expires_at"]);
    let left = status["profiles"][0]["expires_in_seconds"]
        .as_i64()
        .unwrap();
    assert!((60 * DAY - 120..=60 * DAY).contains(&left), "{left}");
    assert!(!read(&home.practice_config()).contains("pending_token"));
    // And once more within the day: not before tomorrow.
    let _ = home
        .practice(["refresh", "--json"])
        .run()
        .fails(4, "not-ready", "too-young");
}

#[test]
fn the_words_of_a_refresh_say_until_when() {
    let (home, server) = Home::served();
    server.advance(25 * HOUR);
    let run = home.practice(["refresh"]).run().exits(0).quietly();
    assert!(
        run.stdout
            .starts_with("The token of default is valid until 20"),
        "{run}"
    );
    assert_eq!(run.stdout.lines().count(), 1, "{run}");
}

#[test]
fn twenty_refreshes_at_once_make_one_call() {
    let (home, server) = Home::served();
    server.advance(25 * HOUR);
    let before = server.calls("refresh");
    let outcomes: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..20)
            .map(|_| scope.spawn(|| home.practice(["refresh", "--json"]).run()))
            .collect();
        let ended = runs.into_iter().map(|run| run.join().unwrap());
        ended
            .map(|run| {
                // One that began only after all was done may find the new token too young.
                if run.code == Some(4) {
                    let _ = run.fails(4, "not-ready", "too-young");
                    return "too-young".to_owned();
                }
                let document = run.exits(0).quietly().json();
                document["results"][0]["outcome"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    });
    let count = |name: &str| outcomes.iter().filter(|outcome| *outcome == name).count();
    assert_eq!(count("refreshed"), 1, "{outcomes:?}");
    assert_eq!(
        count("already-refreshed") + count("too-young"),
        19,
        "{outcomes:?}"
    );
    assert_eq!(server.calls("refresh"), before + 1);
    let config: toml::Table = read(&home.practice_config()).parse().unwrap();
    assert_eq!(
        config["profiles"]["default"]["token"]["access_token"].as_str(),
        Some(home.token().as_str())
    );
}

#[test]
fn an_expired_token_is_not_refreshed_and_leads_to_authorize() {
    let (home, server) = Home::served();
    server.advance(61 * DAY);
    let before = calls(&server);
    let document = home
        .practice(["refresh", "--json"])
        .run()
        .fails(7, "expired", "expired");
    assert_eq!(document["error"]["step"], "authorize");
    assert_eq!(document["results"][0]["outcome"], "not-refreshable");
    assert_eq!(calls(&server), before);
}

#[test]
fn a_refusal_of_the_provider_keeps_the_token_that_serves() {
    let (home, server) = Home::served();
    server.advance(25 * HOUR);
    let token = home.token();
    for (fault, id, step) in [
        ("password-changed", "password-changed", json!("authorize")),
        (
            "tester-role-missing",
            "tester-role-missing",
            json!("accept-invite"),
        ),
        (
            "permission-missing",
            "permission-missing",
            json!("add-product"),
        ),
    ] {
        server.fault("refresh", fault, 1);
        let document = home
            .practice(["refresh", "--json"])
            .run()
            .fails(5, "provider-refused", id);
        assert_eq!(document["error"]["step"], step, "{fault}");
        assert_eq!(document["error"]["call"], "refresh");
        assert_eq!(document["results"][0]["outcome"], "failed");
        assert_eq!(home.token(), token, "{fault}");
    }
}

#[test]
fn a_new_token_that_me_refuses_does_not_replace_the_one_that_serves() {
    let (home, server) = Home::served();
    server.advance(25 * HOUR);
    let token = home.token();
    server.fault("me", "logged-out", 1);
    let _ = home
        .practice(["refresh", "--json"])
        .run()
        .fails(5, "provider-refused", "logged-out");
    assert_eq!(home.token(), token);
}

#[test]
fn a_passing_trouble_is_waited_out() {
    let (home, server) = Home::served();
    server.advance(25 * HOUR);
    let before = server.calls("refresh");
    server.fault("refresh", "transient", 2);
    let _ = home
        .practice(["refresh", "--json"])
        .run()
        .exits(0)
        .quietly();
    assert_eq!(server.calls("refresh"), before + 3);
}

#[test]
fn without_a_token_there_is_nothing_to_refresh() {
    let (home, _server) = Home::ready(NO_OPTIONS);
    let document = home
        .practice(["refresh", "--json"])
        .run()
        .fails(4, "not-found", "no-token");
    assert_eq!(document["error"]["step"], "authorize");
    let home = Home::new();
    let _ = home
        .practice(["refresh", "--json"])
        .run()
        .fails(4, "not-found", "no-profile");
}
