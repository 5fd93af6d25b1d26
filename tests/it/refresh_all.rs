//! `refresh` for operators: the token's whole life, many profiles, limits of the provider.

use std::fmt::Write as _;
use std::time::Instant;

use serde_json::{Value, json};

use crate::home::{Home, NO_OPTIONS, Server, read};

mod limits;

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// The name of a profile of a fleet; their order is the order of the config.
fn name(index: usize) -> String {
    format!("p{index:03}")
}

/// A profile with a long-lived token issued at one time and good for 60 days.
fn profile(name: &str, app_id: &str, token: &str, issued_at: &str, expires_at: &str) -> String {
    format!(
        "\n[profiles.{name}] # of the fleet\nprovider = \"instagram-login\"\napp_id = \"{app_id}\"\n\
         [profiles.{name}.token]\naccess_token = \"{token}\"\nkind = \"long-lived\"\n\
         scopes = [\"instagram_business_basic\"]\nissued_at = {issued_at}\nexpires_at = {expires_at}\n"
    )
}

/// A home with a running practice provider and so many profiles, each with a token of its own.
fn fleet(count: usize) -> (Home, Server) {
    let (home, server) = Home::ready(NO_OPTIONS);
    let _ = home.practice(["setup", "--yes"]).run().exits(0);
    let status = home.practice(["status", "--json"]).run().exits(0).json();
    let at = |key: &str| status["profiles"][0][key].as_str().unwrap().to_owned();
    let (issued_at, expires_at) = (at("issued_at"), at("expires_at"));
    let mut config = "version = 1\n".to_owned();
    for index in 0..count {
        let token = server.dashboard_token("instagram-login");
        config += &profile(
            &name(index),
            &server.app_id,
            &token,
            &issued_at,
            &expires_at,
        );
    }
    home.lay(&home.practice_config(), &config);
    (home, server)
}

fn outcomes(document: &Value) -> Vec<&str> {
    let results = document["results"].as_array().unwrap();
    results
        .iter()
        .map(|result| result["outcome"].as_str().unwrap())
        .collect()
}

fn count(document: &Value, outcome: &str) -> usize {
    let all = outcomes(document);
    all.iter().filter(|found| **found == outcome).count()
}

fn token_of(home: &Home, profile: &str) -> String {
    let config: toml::Table = read(&home.practice_config()).parse().unwrap();
    let token = &config["profiles"][profile]["token"]["access_token"];
    token.as_str().unwrap().to_owned()
}

/// What `status` and `refresh` say at one time of a token's life.
struct Moment {
    seconds: i64,
    state: &'static str,
    status_code: i32,
    status: [&'static str; 2],
    outcome: &'static str,
    refresh_code: i32,
    refresh: [&'static str; 2],
}

const LIFE: [Moment; 4] = [
    Moment {
        seconds: HOUR,
        state: "valid",
        status_code: 0,
        status: ["60 days left", "60일 남음"],
        outcome: "not-refreshable",
        refresh_code: 4,
        refresh: ["less than 24 hours old", "24시간"],
    },
    Moment {
        seconds: 25 * HOUR,
        state: "valid",
        status_code: 0,
        status: ["59 days left", "59일 남음"],
        outcome: "refreshed",
        refresh_code: 0,
        refresh: [
            "The token of default is valid until",
            "default 프로필의 토큰은",
        ],
    },
    Moment {
        seconds: 50 * DAY,
        state: "expiring",
        status_code: 0,
        status: ["refresh it now", "지금 갱신하세요"],
        outcome: "refreshed",
        refresh_code: 0,
        refresh: [
            "The token of default is valid until",
            "default 프로필의 토큰은",
        ],
    },
    Moment {
        seconds: 61 * DAY,
        state: "expired",
        status_code: 7,
        status: ["expired on", "만료됐어요"],
        outcome: "not-refreshable",
        refresh_code: 7,
        refresh: ["has expired", "만료"],
    },
];

#[test]
fn the_life_of_a_token_in_texts_documents_and_exit_codes() {
    for moment in LIFE {
        for (index, lang) in ["en", "ko"].into_iter().enumerate() {
            let (home, server) = Home::served();
            server.advance(moment.seconds);
            let calls = server.calls("refresh");
            let run = |args: &[&str]| home.practice([&["--lang", lang], args].concat()).run();
            let status = run(&["status", "--json"]).exits(moment.status_code).json();
            assert_eq!(status["profiles"][0]["state"], moment.state);
            let words = run(&["status"]).exits(moment.status_code);
            assert!(words.stdout.contains(moment.status[index]), "{words}");
            // In words first or as a document first: only one of them can refresh.
            let json_first = index == 1;
            if json_first {
                let document = run(&["refresh", "--json"])
                    .exits(moment.refresh_code)
                    .json();
                assert_eq!(outcomes(&document), [moment.outcome]);
            }
            let words = run(&["refresh"]);
            if json_first && moment.refresh_code == 0 {
                let _ = words.exits(4).says("24시간");
            } else {
                let words = words.exits(moment.refresh_code);
                let said = format!("{}{}", words.stdout, words.stderr);
                assert!(said.contains(moment.refresh[index]), "{words}");
            }
            let made = u64::from(moment.refresh_code == 0);
            assert_eq!(server.calls("refresh"), calls + made, "{}", moment.seconds);
        }
    }
}

#[test]
fn a_token_that_lives_long_enough_is_not_due() {
    let (home, server) = Home::served();
    server.advance(25 * HOUR);
    let before = server.state()["calls"].clone();
    let run = home
        .practice(["refresh", "--if-within", "14", "--json"])
        .run();
    let document = run.exits(0).quietly().json();
    assert_eq!(outcomes(&document), ["not-due"]);
    assert_eq!(document["results"][0]["error"], Value::Null);
    let words = home.practice(["refresh", "--if-within", "14"]).run();
    let words = words.exits(0).quietly();
    assert!(words.stdout.contains("not due yet"), "{words}");
    assert_eq!(server.state()["calls"], before);
    let run = home
        .practice(["refresh", "--if-within", "59", "--json"])
        .run();
    assert_eq!(outcomes(&run.exits(0).json()), ["refreshed"]);
    // Young again, and due by the days asked for: the rule of age is what speaks.
    let run = home
        .practice(["refresh", "--if-within", "60", "--json"])
        .run();
    let _ = run.fails(4, "not-ready", "too-young");
    server.advance(46 * DAY + HOUR);
    let run = home
        .practice(["refresh", "--if-within", "14", "--json"])
        .run();
    assert_eq!(outcomes(&run.exits(0).json()), ["refreshed"]);
}

#[test]
fn two_hundred_profiles_are_refreshed_and_one_that_fails_is_named() {
    let (home, server) = fleet(200);
    // Nothing is due in the first hours, and that is no failure.
    let run = home.practice(["refresh", "--all", "--json"]).run();
    let document = run.exits(0).quietly().json();
    assert_eq!(count(&document, "not-due"), 200);
    server.advance(25 * HOUR);
    let before = server.calls("refresh");
    let run = home
        .practice(["refresh", "--all", "--if-within", "14", "--json"])
        .run();
    assert_eq!(count(&run.exits(0).quietly().json(), "not-due"), 200);
    assert_eq!(server.calls("refresh"), before);
    let started = Instant::now();
    let run = home.practice(["refresh", "--all", "--json"]).run();
    let document = run.exits(0).quietly().json();
    println!("200 profiles, practice provider: {:?}", started.elapsed());
    assert_eq!(count(&document, "refreshed"), 200);
    assert!(document.get("error").is_none());
    let names: Vec<_> = document["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["profile"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, (0..200).map(name).collect::<Vec<_>>());
    assert_eq!(server.calls("refresh"), before + 200);

    server.advance(25 * HOUR);
    let old: Vec<_> = [0, 57, 199].map(|n| token_of(&home, &name(n))).into();
    let config = read(&home.practice_config());
    assert_eq!(config.matches("# of the fleet").count(), 200);
    assert!(!config.contains("pending_token"));
    let damaged = format!("{}x", old[1]);
    home.lay(&home.practice_config(), &config.replace(&old[1], &damaged));
    let run = home.practice(["refresh", "--all"]).run().exits(5);
    assert!(
        run.stdout
            .ends_with("200 profiles: 199 refreshed, 1 failed.\n"),
        "{run}"
    );
    assert_eq!(run.stdout.lines().count(), 200, "{run}");
    let run = run.says("igtoken: p057: ");
    let run = run.says("Mended by: igtoken --profile p057 step ");
    assert_eq!(run.stderr.matches("igtoken: p").count(), 1, "{run}");
    assert_eq!(token_of(&home, "p057"), damaged);
    assert_ne!(token_of(&home, "p000"), old[0]);
    assert_ne!(token_of(&home, "p199"), old[2]);
    assert!(!read(&home.practice_config()).contains("pending_token"));
    // The others are young now: only the damaged one is left to fail.
    let run = home.practice(["refresh", "--all", "--json"]).run().exits(5);
    let document = run.json();
    assert_eq!(
        (count(&document, "not-due"), count(&document, "failed")),
        (199, 1)
    );
    let failed = &document["results"][57];
    assert_eq!(failed["error"]["kind"], "provider-refused");
    assert_ne!(failed["expires_at"], Value::Null);
    assert!(document.get("error").is_none());
}

#[test]
fn two_runs_over_all_profiles_refresh_each_once() {
    let (home, server) = fleet(12);
    server.advance(25 * HOUR);
    let before = server.calls("refresh");
    std::thread::scope(|scope| {
        let runs = [0, 1].map(|_| scope.spawn(|| home.practice(["refresh", "--all"]).run()));
        for run in runs {
            let _ = run.join().unwrap().exits(0).quietly();
        }
    });
    assert_eq!(server.calls("refresh"), before + 12);
}

#[test]
fn the_first_failure_in_the_order_of_the_config_gives_the_exit_code() {
    let (home, server) = fleet(3);
    server.advance(25 * HOUR);
    let config = read(&home.practice_config());
    let damage = |config: &str, n: usize| {
        let token = token_of(&home, &name(n));
        config.replace(&token, &format!("{token}x"))
    };
    // An expired one before a damaged one, and one that never had a token before both.
    let expired = "expires_at = 2020-03-01T00:00:00Z\n";
    let mut parts: Vec<String> = config
        .split("\n[profiles.p001]")
        .map(str::to_owned)
        .collect();
    let line = parts[1]
        .lines()
        .find(|line| line.starts_with("expires_at"))
        .unwrap()
        .to_owned();
    parts[1] = parts[1].replacen(&format!("{line}\n"), expired, 1);
    let config = damage(&parts.join("\n[profiles.p001]"), 2);
    let empty = "version = 1\n\n[profiles.empty]\nprovider = \"instagram-login\"\n";
    home.lay(
        &home.practice_config(),
        &config.replacen("version = 1\n", empty, 1),
    );
    let run = home.practice(["refresh", "--all", "--json"]).run().exits(7);
    let document = run.json();
    assert_eq!(
        outcomes(&document),
        ["not-refreshable", "refreshed", "not-refreshable", "failed"]
    );
    let results = &document["results"];
    assert_eq!(results[0]["error"], Value::Null, "{run}");
    assert_eq!(results[2]["error"]["step"], "authorize");
    let run = home
        .practice(["--lang", "ko", "refresh", "--all"])
        .run()
        .exits(7);
    assert!(run.stdout.contains("empty: 아직 토큰이 없어서"), "{run}");
    assert!(
        run.stdout
            .ends_with("프로필 4개: 때가 아님 1개, 토큰 없음 1개, 실패 2개.\n"),
        "{run}"
    );
    let _ = run.says("igtoken --profile p001 step authorize");
}

#[test]
fn what_all_cannot_mean_is_said() {
    let home = Home::new();
    let run = home.practice(["refresh", "--all", "--json"]).run();
    let document = run.fails(4, "not-found", "no-profile");
    assert_eq!(document["results"], json!([]));
    let run = home
        .practice(["--profile", "default", "refresh", "--all", "--json"])
        .run();
    let _ = run.fails(2, "usage", "usage");
    let (home, _server) = Home::ready(NO_OPTIONS);
    let run = home.practice(["refresh", "--all"]).run().exits(0).quietly();
    assert_eq!(
        run.stdout,
        "default: no token yet, left out\n1 profile: 1 without a token.\n"
    );
}

#[test]
fn a_token_that_waits_for_its_verification_is_explained() {
    let (home, _server) = fleet(1);
    let config = read(&home.practice_config()).replace(".token]", ".pending_token]");
    home.lay(&home.practice_config(), &config);
    for args in [
        ["refresh", "--json"].as_slice(),
        &["refresh", "--all", "--json"],
    ] {
        let run = home.practice(args).run().exits(4);
        let document = run.json();
        let error = &document["results"][0]["error"];
        assert_eq!(
            (&error["id"], &error["step"]),
            (&json!("token-waits"), &json!("exchange"))
        );
        assert_eq!(outcomes(&document), ["not-refreshable"]);
    }
}
