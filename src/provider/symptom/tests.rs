mod catalogue;

use super::*;
use crate::provider::Providers;
use crate::text::Lang;

fn first(provider: &Provider, evidence: &Evidence<'_>) -> Option<String> {
    diagnose(provider, evidence).first().map(|s| s.id.clone())
}

fn ids(provider: &Provider, evidence: &Evidence<'_>) -> Vec<String> {
    let found = diagnose(provider, evidence);
    found.into_iter().map(|s| s.id.clone()).collect()
}

const METHOD: &str = "Unsupported request - method type: get";

#[test]
fn code_100_means_something_else_on_each_call() {
    for provider in Providers::embedded().unwrap().all() {
        let of = |call: Option<Call>, message| {
            let evidence = Evidence {
                call,
                message,
                status: Some(400),
                code: Some(100),
                kind: Some("IGApiException"),
                ..Evidence::default()
            };
            ids(provider, &evidence)
        };
        for call in [Call::LongLived, Call::Refresh, Call::Me] {
            assert_eq!(of(Some(call), METHOD)[0], "tester-role-missing", "{call:?}");
        }
        assert_eq!(of(Some(Call::Exchange), METHOD)[0], "wrong-method");
        assert_eq!(of(Some(Call::Authorize), METHOD), ["bad-parameter"]);
        let unknown = of(None, METHOD);
        assert_eq!(unknown[0], "tester-role-missing");
        assert!(unknown.contains(&"wrong-method".to_owned()));
        assert!(unknown.contains(&"api-switched-off".to_owned()));
        assert_eq!(
            of(Some(Call::Me), "Tried accessing a field")[0],
            "bad-parameter"
        );
    }
}

#[test]
fn the_secret_hides_behind_the_redirect_text() {
    for provider in Providers::embedded().unwrap().all() {
        let evidence = Evidence {
            call: Some(Call::Exchange),
            message: "Error validating verification code. Please make sure your redirect_uri is \
                      identical to the one you used in the OAuth dialog request",
            status: Some(400),
            ..Evidence::default()
        };
        // Both fit equally well; the likelier one comes first.
        let found = ids(provider, &evidence);
        assert_eq!(found, ["redirect-mismatch", "secret-behind-redirect-text"]);
        let unknown = Evidence {
            call: None,
            ..evidence
        };
        assert_eq!(ids(provider, &unknown), found);
    }
}

#[test]
fn a_text_outweighs_a_subcode_a_code_and_a_status() {
    let all = Providers::embedded().unwrap();
    let provider = all.default().unwrap();
    let evidence = Evidence {
        message: "Application request limit reached",
        status: Some(500),
        code: Some(190),
        subcode: Some(463),
        transient: true,
        ..Evidence::default()
    };
    let found = ids(provider, &evidence);
    let order = [
        "rate-limited",
        "session-expired",
        "token-invalid",
        "transient",
        "sign-in-page-error",
    ];
    assert_eq!(found, order);
}

#[test]
fn an_unknown_failure_has_no_diagnosis() {
    for provider in Providers::embedded().unwrap().all() {
        for message in [
            "",
            "   ",
            "All is well.",
            "코드",
            "error",
            "Instagram",
            "{\"error\":{}}",
        ] {
            let evidence = Evidence {
                message,
                status: Some(400),
                code: Some(424_242),
                subcode: Some(1),
                kind: Some("OAuthException"),
                call: Some(Call::Me),
                ..Evidence::default()
            };
            assert!(ids(provider, &evidence).is_empty(), "{message}");
        }
    }
}

#[test]
fn quotes_spaces_case_and_surroundings_do_not_matter() {
    let all = Providers::embedded().unwrap();
    let provider = all.default().unwrap();
    for (message, id) in [
        (
            "SORRY,  this page isn\u{2019}t\n available.",
            "page-not-available",
        ),
        (
            "<h2>Sorry, this page isn&#039;t available.</h2>",
            "page-not-available",
        ),
        (
            r#"{"message":"Sorry, this page isn\u0027t available"}"#,
            "page-not-available",
        ),
        (
            "https://a.example/cb?error=access_denied&error_reason=user_denied",
            "cancelled",
        ),
        (
            "https://a.example/cb?error=access_denied&error_description=Insufficient+developer+role",
            "insufficient-developer-role",
        ),
        (
            "error_description=Insufficient%20developer%20role",
            "insufficient-developer-role",
        ),
        ("error=access_denied", "cancelled"),
        (
            "2026-11-22T10:00:00Z ERROR [oauth] 400 {\"error_type\":\"OAuthException\",\"code\":400,\
             \"error_message\":\"Invalid platform app\"} retry=no",
            "invalid-platform-app",
        ),
        (
            "<html><body>Invalid Request: Request parameters are invalid: Invalid\u{a0}platform app\
             </body></html>",
            "invalid-platform-app",
        ),
    ] {
        let evidence = Evidence {
            message,
            ..Evidence::default()
        };
        assert_eq!(first(provider, &evidence).as_deref(), Some(id), "{message}");
    }
}

#[test]
fn the_picker_offers_the_pages_of_the_browser_and_each_leads_somewhere() {
    for provider in Providers::embedded().unwrap().all() {
        let offered: Vec<_> = provider
            .symptoms
            .iter()
            .filter_map(|s| s.browser_text.as_deref().map(|text| (text, s)))
            .collect();
        assert!(offered.len() >= 15);
        for (text, symptom) in offered {
            let evidence = Evidence {
                call: Some(Call::Authorize),
                message: text,
                ..Evidence::default()
            };
            let found = first(provider, &evidence);
            assert_eq!(found.as_deref(), Some(symptom.id.as_str()), "{text}");
        }
    }
}

#[test]
fn only_waiting_and_blocks_have_no_step() {
    let all = Providers::embedded().unwrap();
    let without = |id: &str| -> Vec<String> {
        let symptoms = &all.get(id).unwrap().symptoms;
        let none = symptoms.iter().filter(|s| s.step.is_none());
        none.map(|s| s.id.clone()).collect()
    };
    let waiting = [
        "token-too-new",
        "api-access-blocked",
        "api-access-deactivated",
        "rate-limited",
        "rate-limited-user",
        "rate-limited-throttled",
        "rate-limited-account",
        "policy-limit",
        "transient",
    ];
    assert_eq!(without("instagram-login"), waiting);
    let mut old = without("basic-display");
    assert_eq!(old.remove(0), "api-switched-off");
    assert_eq!(old, waiting);
}

#[test]
fn both_providers_know_the_same_failures() {
    let all = Providers::embedded().unwrap();
    let names = |i: usize| -> Vec<_> { all.all()[i].symptoms.iter().map(|s| &s.id).collect() };
    assert_eq!(names(0), names(1));
    for (a, b) in all.all()[0]
        .symptoms
        .iter()
        .zip(all.all()[1].symptoms.iter())
    {
        assert_eq!(a.confidence, b.confidence, "{}", a.id);
        assert_eq!(a.temporary, b.temporary, "{}", a.id);
        assert_eq!(a.title.get(Lang::Ko), b.title.get(Lang::Ko), "{}", a.id);
    }
}

#[test]
fn the_kind_of_a_redirect_tells_refusals_apart() {
    for provider in Providers::embedded().unwrap().all() {
        let of = |kind, message| {
            let evidence = Evidence {
                call: Some(Call::Authorize),
                kind: Some(kind),
                message,
                ..Evidence::default()
            };
            first(provider, &evidence)
        };
        let scopes = "Invalid Scopes: instagram_business_basic";
        assert_eq!(
            of("invalid_request", scopes).as_deref(),
            Some("scope-not-added")
        );
        assert_eq!(
            of("OAuthException", scopes).as_deref(),
            Some("scopes-of-other-login")
        );
        assert_eq!(of("access_denied", "No.").as_deref(), Some("access-denied"));
        let denied = "user_denied The user denied your request";
        assert_eq!(of("access_denied", denied).as_deref(), Some("cancelled"));
    }
}
