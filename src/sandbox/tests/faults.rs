//! What each fault makes of each call.

use super::*;
use crate::sandbox::answer::Delivery;
use crate::sandbox::{Fault, Planned};

fn faulty(fault: &str) -> Practice {
    let faults = vec![Planned::parse(fault).unwrap()];
    Practice::with(
        Start::Ready,
        Options {
            faults,
            ..Options::default()
        },
    )
}

#[test]
fn refusals_come_in_the_shape_of_the_call_they_strike() {
    for (name, said) in [
        (
            "code-not-found",
            "Matching code was not found or was already used",
        ),
        ("code-used", "This authorization code has been used"),
        ("code-expired", "This authorization code has expired"),
        ("invalid-client-secret", "Invalid Client Secret"),
        ("invalid-platform-app", "Invalid platform app"),
        ("insufficient-developer-role", "Insufficient developer role"),
    ] {
        let mut practice = faulty(&format!("exchange:{name}"));
        assert_eq!(refused(&practice.exchange("x")), (400, said.to_owned()));
    }
    for (name, code, subcode) in [
        ("tester-role-missing", 100, None),
        ("cannot-parse-token", 190, None),
        ("session-expired", 190, Some(463)),
        ("password-changed", 190, Some(460)),
        ("checkpoint", 190, Some(459)),
        ("rate-limited", 4, None),
        ("user-rate-limited", 17, None),
        ("transient", 2, None),
        ("permission-missing", 10, None),
        ("api-access-blocked", 200, None),
    ] {
        let mut practice = faulty(&format!("me:{name}"));
        let told = graph_refused(&practice.me("x", "id"));
        assert_eq!((told.0, told.1), (code, subcode), "{name}");
    }
}

#[test]
fn limits_and_outages_carry_their_headers() {
    let limited = faulty("me:rate-limited").me("x", "id");
    assert_eq!(limited.status, 400);
    assert!(
        limited
            .header("X-App-Usage")
            .unwrap()
            .contains("\"call_count\":100")
    );
    let transient = faulty("me:transient").me("x", "id");
    assert_eq!(
        (transient.status, &json(&transient)["error"]["is_transient"]),
        (500, &true.into())
    );
    let out = faulty("me:unavailable").me("x", "id");
    assert_eq!((out.status, out.header("Retry-After")), (503, Some("1")));
    assert_eq!(faulty("me:too-many-requests").me("x", "id").status, 429);
    let broken = faulty("me:server-error").me("x", "id");
    assert_eq!(
        (broken.status, broken.content_type),
        (500, "text/html; charset=utf-8")
    );
}

#[test]
fn broken_answers_are_broken_in_their_own_way() {
    assert!(faulty("exchange:empty").exchange("x").body.is_empty());
    assert!(text(&faulty("exchange:html").exchange("x")).starts_with("<!DOCTYPE"));
    assert!(std::str::from_utf8(&faulty("exchange:invalid-utf8").exchange("x").body).is_err());
    assert_eq!(
        faulty("exchange:huge").exchange("x").body.len(),
        10 * 1024 * 1024
    );
    let deep = faulty("exchange:deep-json").exchange("x");
    assert!(
        serde_json::from_slice::<Value>(&deep.body).is_err(),
        "beyond a parser's depth"
    );
    let away = faulty("exchange:redirect").exchange("x");
    assert_eq!(
        away.header("Location"),
        Some("https://elsewhere.invalid/landing")
    );
    assert_eq!(
        faulty("exchange:timeout").exchange("x").delivery,
        Delivery::Never
    );
}

#[test]
fn an_altered_answer_is_the_real_one_with_one_thing_changed() {
    let mut practice = faulty("long-lived:no-expires-in");
    let short = practice.short_token(LOGIN);
    let value = json(&practice.lengthen(&short));
    assert!(
        value["access_token"].is_string() && value.get("expires_in").is_none(),
        "{value}"
    );
    let mut practice = faulty("long-lived:absurd-expires-in");
    let short = practice.short_token(LOGIN);
    assert_eq!(json(&practice.lengthen(&short))["expires_in"], u64::MAX);
    let mut practice = faulty("exchange:user-id-text");
    let code = practice.code(LOGIN);
    assert!(json(&practice.exchange(&code))["user_id"].is_string());
    let mut practice = faulty("exchange:wrapped");
    let code = practice.code(LOGIN);
    assert_eq!(
        json(&practice.exchange(&code))["data"][0]["permissions"],
        LOGIN
    );
    let mut practice = faulty("exchange:wrong-content-type");
    let code = practice.code(LOGIN);
    let answer = practice.exchange(&code);
    assert_eq!(answer.content_type, "text/html; charset=utf-8");
    assert!(json(&answer)["access_token"].is_string());
}

#[test]
fn a_timeout_has_no_effect_and_a_truncated_answer_has() {
    let mut practice = faulty("exchange:timeout:1");
    let code = practice.code(LOGIN);
    practice.exchange(&code);
    assert_eq!(
        practice.exchange(&code).status,
        200,
        "the code is still good"
    );
    let mut practice = faulty("exchange:truncated:1");
    let code = practice.code(LOGIN);
    assert_eq!(practice.exchange(&code).delivery, Delivery::Truncated);
    assert_eq!(
        refused(&practice.exchange(&code)).1,
        "This authorization code has been used"
    );
}

#[test]
fn authorize_faults_are_pages_or_redirects() {
    for (name, said) in [
        ("insufficient-developer-role", "Insufficient developer role"),
        (
            "invalid-platform-app",
            "Invalid Request: Request parameters are invalid: Invalid platform app",
        ),
        (
            "invalid-redirect-uri",
            "Invalid Request: Request parameters are invalid: Invalid redirect_uri",
        ),
        (
            "page-not-available",
            "Sorry, this page isn't available. The link you followed may be broken, or the page may have been removed.",
        ),
    ] {
        let mut practice = faulty(&format!("authorize:{name}:1"));
        let link = practice.link(LOGIN);
        let step = [("step", "authorize"), ("url", link.as_str())];
        assert_eq!(practice.play(&step)["page"], said);
        assert!(practice.play(&step)["redirect"].is_string(), "worn off");
    }
    for (name, error) in [
        ("cancelled", "error=access_denied"),
        ("invalid-scope", "Invalid+Scopes"),
    ] {
        let mut practice = faulty(name);
        let link = practice.link(LOGIN);
        let played = practice.play(&[("step", "authorize"), ("url", &link)]);
        assert!(
            played["redirect"].as_str().unwrap().contains(error),
            "{played}"
        );
    }
}

#[test]
fn every_fault_answers_every_call_and_is_counted() {
    for name in Fault::names() {
        for call in ["authorize", "exchange", "long-lived", "refresh", "me"] {
            let mut practice = faulty(&format!("{call}:{name}:1"));
            let answer = match call {
                "authorize" => practice.get("/oauth/authorize", &[]),
                "exchange" => practice.exchange("x"),
                "long-lived" => practice.lengthen("x"),
                "refresh" => practice.refresh("x"),
                _ => practice.me("x", "id"),
            };
            assert!((200..600).contains(&answer.status), "{call}:{name}");
            let state = practice.state();
            assert_eq!(
                state["faults"],
                Value::Array(vec![]),
                "{call}:{name} wears off"
            );
            assert_eq!(state["calls"][call], 1);
        }
    }
}

#[test]
fn faults_are_ordered_over_the_control_and_listed() {
    let mut practice = Practice::ready();
    let order = r#"{"call":"exchange","fault":"empty","times":2}"#;
    let state = json(&practice.control("/sandbox/faults", order));
    let listed = serde_json::json!([{ "call": "exchange", "fault": "empty", "times": 2 }]);
    assert_eq!(state["faults"], listed);
    practice.exchange("x");
    assert_eq!(practice.state()["faults"][0]["times"], 1);
    practice.exchange("x");
    assert_eq!(
        practice.exchange("x").status,
        400,
        "worn off: the real refusal is back"
    );
    let unknown = practice.control("/sandbox/faults", r#"{"call":"me","fault":"nonsense"}"#);
    assert_eq!(unknown.status, 400);
    let said = json(&unknown)["error"].as_str().unwrap().to_owned();
    for name in Fault::names() {
        assert!(said.contains(name), "{name} is listed");
    }
    let unknown = practice.control("/sandbox/faults", r#"{"call":"you","fault":"empty"}"#);
    assert!(
        json(&unknown)["error"]
            .as_str()
            .unwrap()
            .contains("long-lived")
    );
}

#[test]
fn a_refusal_is_not_altered_as_if_it_were_a_success() {
    let mut practice = faulty("exchange:wrapped");
    let said = refused(&practice.exchange("AQinvented")).1;
    assert_eq!(said, "Matching code was not found or was already used");
}
