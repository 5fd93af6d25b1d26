//! `setup`, `regenerate` and `step` without a screen.

use serde_json::Value;

use crate::home::{Home, mode, read};

pub(crate) const STEPS: [&str; 10] = [
    "account",
    "create-app",
    "add-product",
    "app-credentials",
    "add-tester",
    "accept-invite",
    "redirect-uri",
    "authorize",
    "exchange",
    "verify",
];

/// Insists on what a finished set-up leaves behind, and answers the status entry.
#[track_caller]
fn assert_finished(home: &Home, provider: &str) -> Value {
    let config = home.practice_config();
    assert_eq!(mode(&config), 0o600);
    assert_eq!(mode(config.parent().unwrap()), 0o700);
    assert_eq!(mode(&home.practice_state()), 0o600);
    assert_eq!(mode(home.practice_state().parent().unwrap()), 0o700);
    assert_eq!(mode(&home.world_file()), 0o600);
    let document: toml::Table = read(&config).parse().unwrap();
    let token = &document["profiles"]["default"]["token"];
    assert_eq!(token["kind"].as_str(), Some("long-lived"));
    assert!(token["user_id"].is_str(), "{token}");
    let status = home
        .practice(["status", "--json"])
        .run()
        .exits(0)
        .quietly()
        .json();
    let entry = status["profiles"][0].clone();
    assert_eq!(entry["name"], "default");
    assert_eq!(entry["provider"], provider);
    assert_eq!(entry["state"], "valid");
    assert_eq!(entry["kind"], "long-lived");
    assert_eq!(entry["next_step"], Value::Null);
    assert_eq!(entry["assumed"], false);
    let left = entry["expires_in_seconds"].as_i64().unwrap();
    assert!((5_184_000 - 120..=5_184_000).contains(&left), "{left}");
    entry
}

#[test]
fn setup_in_practice_mode_ends_with_a_saved_long_lived_token() {
    let home = Home::new();
    let run = home.practice(["setup", "--yes"]).run().exits(0).quietly();
    for step in STEPS {
        let lines = run
            .stdout
            .lines()
            .filter(|line| line.split(' ').nth(1) == Some(step));
        assert_eq!(lines.count(), 1, "{step} in {run}");
    }
    let path = home.practice_config();
    assert!(run.stdout.contains(path.to_str().unwrap()), "{run}");
    let entry = assert_finished(&home, "instagram-login");
    assert_eq!(
        entry["scopes"],
        serde_json::json!(["instagram_business_basic"])
    );
    let calls = &home.world()["calls"];
    assert_eq!(
        (
            calls["authorize"].as_u64(),
            calls["exchange"].as_u64(),
            calls["long-lived"].as_u64()
        ),
        (Some(1), Some(1), Some(1))
    );
    assert!(
        !run.stdout.contains(&home.token()),
        "the token was shown: {run}"
    );
    assert!(
        !home.config_file().exists(),
        "practice mode wrote the real config"
    );
}

#[test]
fn setup_of_the_old_provider_ends_with_a_saved_long_lived_token() {
    let home = Home::new();
    let run = home
        .practice(["setup", "--yes", "--provider", "basic-display", "--json"])
        .run();
    let run = run.exits(0).quietly();
    assert_eq!(run.json()["profiles"][0]["provider"], "basic-display");
    let entry = assert_finished(&home, "basic-display");
    assert!(
        entry["scopes"]
            .as_array()
            .unwrap()
            .contains(&"user_profile".into()),
        "{entry}"
    );
    let steps = home
        .practice(["step", "--list", "--json"])
        .run()
        .exits(0)
        .quietly()
        .json();
    let ids: Vec<_> = steps["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| &step["id"])
        .collect();
    assert_eq!(
        ids,
        [
            "create-app",
            "add-platform",
            "add-product",
            "create-instagram-app",
            "oauth-settings",
            "app-credentials",
            "add-tester",
            "accept-invite",
            "authorize",
            "exchange",
            "verify"
        ]
    );
}

#[test]
fn setup_answers_with_a_status_document() {
    let home = Home::new();
    let document = home
        .practice(["setup", "--yes", "--json"])
        .run()
        .exits(0)
        .quietly()
        .json();
    let status = home.practice(["status", "--json"]).run().exits(0).json();
    for key in ["name", "provider", "state", "kind", "user_id", "expires_at"] {
        assert_eq!(
            document["profiles"][0][key], status["profiles"][0][key],
            "{key}"
        );
    }
}

#[test]
fn setup_of_a_finished_profile_has_nothing_to_do() {
    let home = Home::finished();
    let (config, token) = (read(&home.practice_config()), home.token());
    let run = home.practice(["setup", "--yes"]).run().exits(0).quietly();
    assert!(run.stdout.contains("Nothing to do"), "{run}");
    assert_eq!(read(&home.practice_config()), config);
    assert_eq!(home.token(), token);
}

#[test]
fn setup_with_another_provider_is_refused_and_names_profile_add() {
    let home = Home::finished();
    let config = read(&home.practice_config());
    let args = ["setup", "--yes", "--provider", "basic-display"];
    let run = home.practice(args).run().exits(2).prints_nothing();
    let _ = run.says("igtoken profile add NAME --provider basic-display");
    let run = home.practice(args.into_iter().chain(["--json"])).run();
    let error = run.fails(2, "usage", "usage");
    assert!(
        error["error"]["message"]
            .as_str()
            .unwrap()
            .contains("profile add"),
        "{error}"
    );
    assert_eq!(read(&home.practice_config()), config);
}

#[test]
fn setup_with_an_unknown_provider_names_those_that_are_known() {
    let home = Home::new();
    let run = home
        .practice(["setup", "--yes", "--provider", "threads"])
        .run()
        .exits(2);
    let _ = run.prints_nothing().says("instagram-login, basic-display");
    assert!(!home.practice_config().exists());
}

#[test]
fn yes_without_practice_mode_is_refused() {
    let home = Home::new();
    for command in [
        &["setup", "--yes"][..],
        &["regenerate", "--yes"],
        &["step", "account", "--yes"],
    ] {
        let run = home.igtoken(command).run().exits(2).prints_nothing();
        let _ = run.says("--yes works in practice mode only");
        let _ = home
            .igtoken(command.iter().chain(&["--json"]))
            .run()
            .fails(2, "usage", "usage");
    }
    assert!(!home.config_file().exists());
}

#[test]
fn regenerate_makes_another_token_and_keeps_every_byte_of_what_a_person_wrote() {
    let home = Home::finished();
    let before = home.token();
    let path = home.practice_config();
    let edited = format!(
        "# Our shop's token. Ask Min before you touch it.\n{}\n[profiles.default.notes]\nowner = \
         'Min'   # on leave in May\n\n[shop]\ncolours = [ 'red',\n  'blue' ] # two\n",
        read(&path).replace("app_id =", "favourite = 'green' # not ours\napp_id   =")
    );
    home.lay(&path, &edited);
    let _ = home
        .practice(["regenerate", "--yes"])
        .run()
        .exits(0)
        .quietly();
    let after = home.token();
    assert_ne!(before, after);
    let written = read(&path);
    let without_token = |text: &str| -> Vec<String> {
        let own = ["access_token =", "issued_at =", "expires_at ="];
        let lines = text
            .lines()
            .filter(|line| !own.iter().any(|key| line.starts_with(key)));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(without_token(&written), without_token(&edited));
    assert!(written.contains(&after) && !written.contains(&before));
}

#[test]
fn regenerate_answers_with_a_status_document() {
    let home = Home::finished();
    let document = home
        .practice(["regenerate", "--yes", "--json"])
        .run()
        .exits(0)
        .quietly()
        .json();
    assert_eq!(document["profiles"][0]["state"], "valid");
}

#[test]
fn regenerate_without_a_profile_finds_nothing_there() {
    let home = Home::new();
    let run = home.practice(["regenerate", "--yes", "--json"]).run();
    let _ = run.fails(4, "not-found", "no-profile");
}
