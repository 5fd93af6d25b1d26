//! `status` and `token` as time goes by.

use serde_json::{Value, json};

use crate::home::{Home, NO_OPTIONS};

const DAY: i64 = 86_400;

#[test]
fn the_token_is_printed_alone_in_each_format() {
    let home = Home::finished();
    let raw = home.practice(["token"]).run().exits(0).quietly().stdout;
    let token = raw.strip_suffix('\n').unwrap();
    assert!(
        token.starts_with("IGAA") && !token.contains(char::is_whitespace),
        "{raw:?}"
    );
    let format = |name: &str| {
        home.practice(["token", "--format", name])
            .run()
            .exits(0)
            .quietly()
            .stdout
    };
    assert_eq!(format("raw"), raw);
    assert_eq!(
        format("dotenv"),
        format!("INSTAGRAM_ACCESS_TOKEN={token}\n")
    );
    assert_eq!(format("header"), format!("Authorization: Bearer {token}\n"));
    let run = home
        .practice(["token", "--format", "json"])
        .run()
        .exits(0)
        .quietly();
    let document = run.json();
    assert_eq!(document["access_token"], token);
    assert_eq!(document["kind"], "long-lived");
    assert!(document["user_id"].is_string(), "{run}");
    assert!(
        document["expires_at"].as_str().unwrap().ends_with('Z'),
        "{run}"
    );
    let keys: Vec<_> = document
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        ["schema", "access_token", "kind", "user_id", "expires_at"]
    );
}

#[test]
fn on_day_50_the_token_is_expiring() {
    let (home, server) = Home::served();
    server.advance(45 * DAY);
    let status = || home.practice(["status", "--json"]).run();
    assert_eq!(status().exits(0).json()["profiles"][0]["state"], "valid");
    server.advance(5 * DAY);
    let document = status().exits(0).quietly().json();
    assert_eq!(document["profiles"][0]["state"], "expiring");
    let left = document["profiles"][0]["expires_in_seconds"]
        .as_i64()
        .unwrap();
    assert!((10 * DAY - 120..=10 * DAY).contains(&left), "{left}");
    let words = home.practice(["status"]).run().exits(0).quietly().stdout;
    assert!(
        words.contains("days left") && words.contains("refresh it now"),
        "{words}"
    );
    let _ = home.practice(["token"]).run().exits(0).quietly();
}

#[test]
fn on_day_61_the_token_has_expired_and_is_not_printed() {
    let (home, server) = Home::served();
    server.advance(61 * DAY);
    let run = home.practice(["status", "--json"]).run().exits(7);
    let entry = run.json()["profiles"][0].clone();
    assert_eq!(
        (&entry["state"], &entry["next_step"]),
        (&json!("expired"), &json!("authorize"))
    );
    assert!(entry["expires_in_seconds"].as_i64().unwrap() < 0, "{run}");
    assert_eq!(entry["refreshable_at"], Value::Null);
    let words = home.practice(["status"]).run().exits(7).stdout;
    assert!(words.contains("expired on 20"), "{words}");
    for format in ["raw", "dotenv", "header"] {
        let run = home
            .practice(["token", "--format", format])
            .run()
            .exits(7)
            .prints_nothing();
        let _ = run.says("igtoken: ");
    }
    let run = home.practice(["token", "--format", "json"]).run();
    let document = run.fails(7, "expired", "expired");
    assert!(document.get("access_token").is_none(), "{run}");
    assert_eq!(document["error"]["step"], "authorize");
}

#[test]
fn min_days_fails_in_good_time() {
    let (home, server) = Home::served();
    let status = |days: &str| {
        home.practice(["status", "--json", "--min-days", days])
            .run()
    };
    for (days, code) in [("0", 0), ("20", 0), ("59", 0), ("61", 7)] {
        let run = status(days).exits(code);
        assert_eq!(run.json()["profiles"][0]["state"], "valid", "{run}");
    }
    server.advance(50 * DAY);
    for (days, code) in [("0", 0), ("9", 0), ("11", 7)] {
        assert_eq!(
            status(days).exits(code).json()["profiles"][0]["state"],
            "expiring"
        );
    }
    let _ = home
        .practice(["status", "--min-days", "11"])
        .run()
        .exits(7)
        .quietly();
    let _ = home
        .practice(["status", "--min-days", "-1"])
        .run()
        .exits(2)
        .prints_nothing();
    let _ = home
        .practice(["status", "--min-days", "x", "--json"])
        .run()
        .fails(2, "usage", "usage");
}

#[test]
fn without_a_token_min_days_finds_nothing_that_lasts() {
    let (home, _server) = Home::ready(NO_OPTIONS);
    let run = home.practice(["status", "--json"]).run().exits(0).quietly();
    assert_eq!(run.json()["profiles"][0]["state"], "missing", "{run}");
}

#[test]
fn a_status_entry_has_the_keys_of_the_contract() {
    let home = Home::finished();
    let document = home
        .practice(["status", "--json"])
        .run()
        .exits(0)
        .quietly()
        .json();
    let keys: Vec<_> = document["profiles"][0]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        [
            "name",
            "provider",
            "state",
            "kind",
            "user_id",
            "username",
            "scopes",
            "issued_at",
            "expires_at",
            "expires_in_seconds",
            "assumed",
            "refreshable_at",
            "next_step"
        ]
    );
}

#[test]
fn without_a_profile_the_list_is_empty() {
    let home = Home::new();
    for args in [
        &["status", "--json"][..],
        &["--sandbox", "status", "--json"],
    ] {
        let run = home.igtoken(args).run().exits(4);
        assert_eq!(run.json()["profiles"], json!([]), "{run}");
    }
    let _ = home
        .igtoken(["status"])
        .run()
        .exits(4)
        .prints_nothing()
        .says("igtoken setup");
    let _ = home
        .igtoken(["token"])
        .run()
        .exits(4)
        .prints_nothing()
        .says("no profile");
    let _ = home
        .igtoken(["token", "--format", "json"])
        .run()
        .fails(4, "not-found", "no-profile");
}

#[test]
fn without_a_token_nothing_is_printed() {
    let (home, _server) = Home::ready(NO_OPTIONS);
    let _ = home
        .practice(["token"])
        .run()
        .exits(4)
        .prints_nothing()
        .says("igtoken: ");
    let run = home.practice(["token", "--format", "json"]).run();
    let _ = run.fails(4, "not-found", "no-token");
}
