//! `step`: one step alone, and the list of them.

use crate::cli_setup::STEPS;
use crate::home::{Home, NO_OPTIONS, read};

#[test]
fn step_authorize_alone_goes_on_to_a_new_token() {
    let home = Home::finished();
    let before = home.token();
    let run = home
        .practice(["step", "authorize", "--yes", "--json"])
        .run()
        .exits(0)
        .quietly();
    assert_eq!(run.json()["profiles"][0]["state"], "valid");
    assert_ne!(home.token(), before);
}

#[test]
fn step_verify_alone_asks_me_and_nothing_else() {
    let (home, server) = Home::served();
    let before = server.state()["calls"].clone();
    let _ = home
        .practice(["step", "verify", "--yes", "--json"])
        .run()
        .exits(0)
        .quietly();
    let after = server.state()["calls"].clone();
    assert_eq!(
        after["me"].as_u64(),
        before["me"].as_u64().map(|count| count + 1)
    );
    for call in ["authorize", "exchange", "long-lived", "refresh"] {
        assert_eq!(after[call], before[call], "{call}");
    }
}

#[test]
fn step_exchange_without_anything_to_exchange_is_not_ready() {
    let home = Home::finished();
    let run = home.practice(["step", "exchange", "--yes", "--json"]).run();
    let document = run.fails(4, "not-ready", "nothing-to-exchange");
    assert_eq!(document["error"]["step"], "authorize");
}

#[test]
fn an_unknown_step_is_wrong_use_and_names_the_known_ones() {
    let home = Home::finished();
    let config = read(&home.practice_config());
    let run = home
        .practice(["step", "acount"])
        .run()
        .exits(2)
        .prints_nothing();
    let run = run.says("no step named acount");
    assert!(STEPS.iter().all(|step| run.stderr.contains(step)), "{run}");
    let _ = home
        .practice(["step", "acount", "--json"])
        .run()
        .fails(2, "usage", "usage");
    assert_eq!(read(&home.practice_config()), config);
}

#[test]
fn a_provider_that_refuses_the_role_leads_to_the_invite() {
    let (home, server) = Home::ready(NO_OPTIONS);
    server.fault("authorize", "insufficient-developer-role", 1);
    let run = home
        .practice(["step", "authorize", "--yes", "--json"])
        .run();
    let document = run.fails(5, "provider-refused", "insufficient-developer-role");
    assert_eq!(document["error"]["step"], "accept-invite");
    assert_eq!(document["error"]["call"], "authorize");
    assert_eq!(
        document["error"]["provider"]["message"],
        "Insufficient developer role"
    );
    assert_eq!(server.calls("exchange"), 0);
}

#[test]
fn the_list_of_steps_begins_with_nothing_done() {
    let home = Home::new();
    let document = home
        .practice(["step", "--list", "--json"])
        .run()
        .exits(0)
        .quietly()
        .json();
    assert_eq!(document["profile"], "default");
    assert_eq!(document["provider"], "instagram-login");
    let steps = document["steps"].as_array().unwrap();
    let ids: Vec<_> = steps
        .iter()
        .map(|step| step["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, STEPS);
    for (step, id) in steps.iter().zip(STEPS) {
        let action = ["authorize", "exchange", "verify"].contains(&id);
        assert_eq!(step["kind"], if action { "action" } else { "manual" });
        assert_eq!(
            step["status"],
            if id == "account" { "current" } else { "todo" }
        );
    }
    assert!(!home.practice_state().exists(), "the list only looks");
}

#[test]
fn the_list_of_steps_tells_claimed_from_verified() {
    let home = Home::finished();
    let run = home.practice(["step", "--list"]).run().exits(0).quietly();
    let status = |id: &str| {
        let line = run
            .stdout
            .lines()
            .find(|line| line.split_whitespace().nth(1) == Some(id));
        line.unwrap().split_whitespace().next().unwrap().to_owned()
    };
    for id in [
        "account",
        "app-credentials",
        "add-tester",
        "accept-invite",
        "redirect-uri",
    ] {
        assert_eq!(status(id), "verified", "{id}");
    }
    for id in ["create-app", "add-product"] {
        assert_eq!(status(id), "claimed", "{id}");
    }
}
