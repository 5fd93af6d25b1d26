//! The played person: both checklists from nothing, and steps done alone or twice.

use super::*;

fn step(practice: &mut Practice, provider: &str, step: &str) -> Value {
    let played = practice.play(&[("provider", provider), ("step", step)]);
    assert_eq!(
        (&played["schema"], &played["step"]),
        (&1.into(), &step.into())
    );
    played["values"].clone()
}

/// Plays a whole checklist in an empty world and ends with what `/me` says.
fn whole(provider: &str, steps: &[&str], scope: &str) -> (Practice, Value) {
    let mut practice = Practice::empty();
    for name in steps {
        step(&mut practice, provider, name);
    }
    let token = practice.long_token(scope);
    let me = json(&practice.me(&token, "username,account_type"));
    (practice, me)
}

#[test]
fn the_login_checklist_leads_from_nothing_to_a_token() {
    let steps = [
        "account",
        "create-app",
        "add-product",
        "app-credentials",
        "add-tester",
        "accept-invite",
        "redirect-uri",
    ];
    let (mut practice, me) = whole("instagram-login", &steps, LOGIN);
    assert_eq!(me["account_type"], "BUSINESS");
    let state = practice.state();
    assert_eq!(state["apps"].as_array().unwrap().len(), 1);
    assert_eq!(
        state["apps"][0]["products"],
        serde_json::json!(["instagram-login"])
    );
}

#[test]
fn the_display_checklist_leads_there_with_a_personal_account() {
    let steps = [
        "create-app",
        "add-platform",
        "add-product",
        "create-instagram-app",
        "oauth-settings",
        "app-credentials",
        "add-tester",
        "accept-invite",
    ];
    let (_, me) = whole("basic-display", &steps, DISPLAY);
    assert_eq!(me["account_type"], "PERSONAL");
}

#[test]
fn each_step_answers_the_values_a_person_would_have_typed() {
    let mut practice = Practice::empty();
    let login = "instagram-login";
    let created = step(&mut practice, login, "create-app");
    assert_eq!(created["meta_app_id"].as_str().unwrap().len(), 16);
    assert!(created["display_name"].is_string() && created["contact_email"].is_string());
    let credentials = step(&mut practice, login, "app-credentials");
    assert_eq!(credentials["app_secret"].as_str().unwrap().len(), 32);
    assert_ne!(credentials["app_id"], created["meta_app_id"]);
    assert_eq!(
        step(&mut practice, login, "add-tester")["tester"],
        "practice.account"
    );
    assert_eq!(
        step(&mut practice, login, "redirect-uri")["redirect_uri"],
        REDIRECT
    );
    let display = "basic-display";
    assert!(step(&mut practice, display, "add-platform")["site_url"].is_string());
    let named = step(&mut practice, display, "create-instagram-app");
    assert_eq!(named["instagram_app_name"], "Practice app");
    let settings = step(&mut practice, display, "oauth-settings");
    for name in ["redirect_uri", "deauthorize_url", "deletion_url"] {
        assert!(
            settings[name].as_str().unwrap().starts_with("https://"),
            "{name}"
        );
    }
}

#[test]
fn a_step_done_twice_answers_the_same() {
    for (provider, steps) in [
        (
            "instagram-login",
            [
                "create-app",
                "app-credentials",
                "add-tester",
                "redirect-uri",
            ],
        ),
        (
            "basic-display",
            [
                "create-app",
                "app-credentials",
                "create-instagram-app",
                "oauth-settings",
            ],
        ),
    ] {
        let mut practice = Practice::empty();
        for name in steps {
            let first = step(&mut practice, provider, name);
            let world = practice.provider.world.clone();
            assert_eq!(step(&mut practice, provider, name), first, "{name}");
            assert!(
                practice.provider.world == world,
                "{name} changes nothing more"
            );
        }
    }
}

#[test]
fn ground_that_is_missing_is_made_first() {
    let mut practice = Practice::empty();
    step(&mut practice, "instagram-login", "accept-invite");
    let state = practice.state();
    let tester = serde_json::json!({ "username": "practice.account", "status": "accepted" });
    assert_eq!(state["apps"][0]["testers"], serde_json::json!([tester]));
}

#[test]
fn what_the_wizard_knows_already_is_used() {
    let mut practice = Practice::empty();
    let form = [
        ("provider", "instagram-login"),
        ("step", "create-app"),
        ("display_name", "Feed of mine"),
        ("contact_email", "me@example.org"),
    ];
    let values = practice.play(&form)["values"].clone();
    assert_eq!(values["display_name"], "Feed of mine");
    assert_eq!(values["contact_email"], "me@example.org");
    let uri = "https://example.org/back";
    let played = practice.play(&[("step", "redirect-uri"), ("redirect_uri", uri)]);
    assert_eq!(played["values"]["redirect_uri"], uri);
    let tester = practice.play(&[("step", "accept-invite"), ("tester", "@Some.Username")]);
    assert_eq!(tester["values"], serde_json::json!({}));
    let testers = practice.state()["apps"][0]["testers"].clone();
    assert_eq!(testers[0]["username"], "some.username");
    let refused = practice.post(
        "/sandbox/play",
        &[
            ("step", "redirect-uri"),
            ("redirect_uri", "http://example.org/back"),
        ],
    );
    assert!(
        json(&refused)["error"]
            .as_str()
            .unwrap()
            .contains("https://")
    );
}

#[test]
fn the_app_the_wizard_names_is_the_one_worked_on() {
    let mut practice = Practice::ready();
    let form = [
        ("do", "create"),
        ("display_name", "Second"),
        ("contact_email", "a@example.org"),
    ];
    practice.post("/apps/creation/", &form);
    let second = practice.provider.world.apps[1].meta_app_id.clone();
    let step = [
        ("step", "app-credentials"),
        ("meta_app_id", second.as_str()),
    ];
    let played = practice.play(&step);
    let instagram = practice.provider.world.apps[1].instagram.clone().unwrap();
    assert_eq!(played["values"]["app_id"], instagram.app_id);
}

#[test]
fn authorize_makes_no_ground_and_uses_the_named_account() {
    let mut practice = Practice::ready();
    let link = practice.link(LOGIN);
    practice.play(&[("step", "add-tester"), ("tester", "late.comer")]);
    let form = [
        ("step", "authorize"),
        ("url", link.as_str()),
        ("tester", "late.comer"),
    ];
    assert_eq!(practice.play(&form)["page"], "Insufficient developer role");
    let played = practice.play(&[("step", "authorize"), ("url", &link)]);
    let redirect = played["redirect"].as_str().unwrap();
    assert!(
        redirect.starts_with(REDIRECT) && redirect.ends_with("#_"),
        "{redirect}"
    );
    let wrong = link.replace("response_type=code", "response_type=token");
    let played = practice.play(&[("step", "authorize"), ("url", &wrong)]);
    assert_eq!(played["page"], "Invalid response type: token");
}

#[test]
fn a_generated_token_is_long_lived_and_waits_for_the_role() {
    let mut practice = Practice::empty();
    for (provider, prefix) in [("instagram-login", "IGAA"), ("basic-display", "IGQV")] {
        practice.remove_roles();
        let form = [("provider", provider), ("step", "generate-token")];
        assert_eq!(practice.play(&form)["page"], "Insufficient developer role");
        step(&mut practice, provider, "accept-invite");
        let token = practice.play(&form)["token"].as_str().unwrap().to_owned();
        assert!(token.starts_with(prefix), "{token}");
        step(&mut practice, "instagram-login", "redirect-uri");
        assert_eq!(
            graph_refused(&practice.lengthen(&token)).2,
            "Session key invalid"
        );
        assert_eq!(practice.me(&token, "username").status, 200);
    }
}

impl Practice {
    fn remove_roles(&mut self) {
        for app in &mut self.provider.world.apps {
            app.roles.clear();
        }
    }
}

#[test]
fn what_cannot_be_played_is_said() {
    let mut practice = Practice::ready();
    for form in [
        &[("step", "exchange")][..],
        &[("provider", "facebook-login"), ("step", "create-app")],
        &[("provider", "basic-display"), ("step", "redirect-uri")],
        &[("provider", "instagram-login")],
        &[("step", "authorize")],
        &[
            ("step", "authorize"),
            ("url", "https://www.instagram.com/elsewhere"),
        ],
        &[("step", "add-tester"), ("tester", "no spaces allowed")],
    ] {
        let answer = practice.post("/sandbox/play", form);
        assert_eq!(answer.status, 400, "{form:?}");
        assert!(json(&answer)["error"].is_string());
    }
}

#[test]
fn a_page_that_never_loads_is_said() {
    let mut practice = Practice::ready();
    practice.control(
        "/sandbox/faults",
        r#"{"call":"authorize","fault":"timeout","times":1}"#,
    );
    let link = practice.link(LOGIN);
    let played = practice.play(&[("step", "authorize"), ("url", &link)]);
    assert_eq!(played["page"], "The page never loaded.");
}

#[test]
fn an_account_the_wizard_brings_fits_its_checklist() {
    for (provider, kind) in [
        ("instagram-login", "BUSINESS"),
        ("basic-display", "PERSONAL"),
    ] {
        let mut practice = Practice::empty();
        let form = [
            ("provider", provider),
            ("step", "add-tester"),
            ("tester", "brought.along"),
        ];
        practice.play(&form);
        assert_eq!(practice.state()["accounts"][1]["account_type"], kind);
    }
}
