//! State, clock and reset, and what a world survives.

use super::*;
use crate::sandbox::SandboxError;

#[test]
fn the_state_tells_what_there_is_and_no_secret() {
    let mut practice = Practice::ready();
    let long = practice.long_token(LOGIN);
    let code = practice.code(LOGIN);
    let facts = practice.facts();
    let answer = practice.get("/sandbox/state", &[]);
    let state = json(&answer);
    assert_eq!(state["schema"], 1);
    assert_eq!(state["now"], "2026-11-22T16:00:00Z");
    assert_eq!(state["clock_offset_seconds"], 0);
    let app = &state["apps"][0];
    assert_eq!(app["app_id"], facts.app_id);
    assert_ne!(app["meta_app_id"], facts.app_id);
    assert_eq!(app["redirect_uris"], serde_json::json!([REDIRECT]));
    assert_eq!(
        app["products"],
        serde_json::json!(["instagram-login", "basic-display"])
    );
    let tester = serde_json::json!({ "username": "practice.account", "status": "accepted" });
    assert_eq!(app["testers"], serde_json::json!([tester]));
    assert_eq!((&state["tokens"], &state["codes"]), (&2.into(), &2.into()));
    let calls = serde_json::json!({
        "authorize": 2, "exchange": 1, "long-lived": 1, "refresh": 0, "me": 0
    });
    assert_eq!(state["calls"], calls);
    let meta_secret = practice.provider.world.apps[0].meta_secret.clone();
    for secret in [&facts.app_secret, &meta_secret, &long, &code] {
        assert!(!text(&answer).contains(secret.as_str()));
    }
}

#[test]
fn the_clock_moves_both_ways_and_not_beyond_reason() {
    let mut practice = Practice::ready();
    let furthest = r#"{"advance_seconds":-9223372036854775808}"#;
    assert_eq!(practice.control("/sandbox/clock", furthest).status, 400);
    practice.control("/sandbox/clock", r#"{"advance_seconds":86400}"#);
    let state = json(&practice.control("/sandbox/clock", r#"{"advance_seconds":-3600}"#));
    assert_eq!(state["clock_offset_seconds"], 82_800);
    assert_eq!(state["now"], "2026-11-23T15:00:00Z");
    assert_eq!(practice.provider.world.clock_offset(), 82_800);
    for body in [
        r#"{"advance_seconds":9223372036854775807}"#,
        r#"{"advance":1}"#,
        "{}",
        "",
        "no",
    ] {
        let answer = practice.control("/sandbox/clock", body);
        assert_eq!(answer.status, 400, "{body}");
        assert!(json(&answer)["error"].is_string());
    }
    assert_eq!(practice.provider.world.clock_offset(), 82_800);
}

#[test]
fn a_reset_makes_a_new_world_for_the_same_home() {
    let mut practice = Practice::ready();
    let (home, old) = (practice.state()["home"].clone(), practice.facts());
    assert!(home.as_str().unwrap().len() >= 32);
    practice.control("/sandbox/faults", r#"{"call":"me","fault":"empty"}"#);
    practice.control("/sandbox/clock", r#"{"advance_seconds":5}"#);
    let state = json(&practice.control("/sandbox/reset", ""));
    assert_eq!(state["home"], home);
    assert_eq!(
        (&state["clock_offset_seconds"], &state["faults"]),
        (&0.into(), &Value::Array(vec![]))
    );
    assert_ne!(practice.facts().app_id, old.app_id);
    let state = json(&practice.control("/sandbox/reset", r#"{"world":"empty"}"#));
    assert_eq!(state["apps"], Value::Array(vec![]));
    assert_eq!(state["accounts"][0]["account_type"], "PERSONAL");
    assert_eq!(
        practice
            .control("/sandbox/reset", r#"{"world":"full"}"#)
            .status,
        400
    );
}

#[test]
fn wrong_methods_and_paths_of_the_control_are_said() {
    let mut practice = Practice::ready();
    assert_eq!(practice.get("/sandbox/reset", &[]).status, 405);
    assert_eq!(practice.control("/sandbox/state", "{}").status, 405);
    assert_eq!(practice.get("/sandbox/other", &[]).status, 404);
}

#[test]
fn a_world_is_read_back_as_it_was_written() {
    let mut practice = Practice::ready();
    practice.long_token(LOGIN);
    practice.control("/sandbox/clock", r#"{"advance_seconds":5}"#);
    let world = practice.provider.world;
    assert_eq!(World::from_bytes(&world.to_bytes()).unwrap(), world);
}

#[test]
fn what_is_no_world_is_refused() {
    assert!(matches!(
        World::from_bytes(b"{}"),
        Err(SandboxError::World(_))
    ));
    assert!(matches!(
        World::from_bytes(b""),
        Err(SandboxError::World(_))
    ));
    let newer = World::from_bytes(br#"{"schema":2,"more":true}"#);
    assert!(matches!(
        newer,
        Err(SandboxError::Schema { found: 2, known: 1 })
    ));
}

#[test]
fn the_ready_world_has_facts_and_the_empty_one_has_none() {
    let facts = World::ready().unwrap().ready_facts().unwrap();
    assert_eq!(facts.redirect_uri, REDIRECT);
    assert_eq!(facts.username, "practice.account");
    assert_eq!((facts.app_id.len(), facts.app_secret.len()), (15, 32));
    assert!(
        !format!("{facts:?}").contains(&facts.app_secret),
        "no secret in Debug"
    );
    assert_eq!(World::empty().unwrap().ready_facts(), None);
    assert_ne!(World::ready().unwrap().home, World::ready().unwrap().home);
}

#[test]
fn a_world_used_for_years_stays_small() {
    let mut practice = Practice::ready();
    for _ in 0..1_100 {
        practice.short_token(LOGIN);
    }
    assert_eq!(practice.provider.world.tokens.len(), 1_000);
    assert_eq!(practice.provider.world.codes.len(), 500);
}
