//! Wrong files: named by line and key, without their values, and left as they are.

use crate::home::{Home, mode, read};

#[test]
fn a_config_that_is_no_toml_is_named_by_line_and_key_and_left_alone() {
    let home = Home::new();
    let secret = "0123456789abcdef0123456789abcdef";
    for (text, line) in [
        (
            format!("version = 1\n[profiles.default]\napp_secret = \"{secret}\nx = 1\n"),
            "Line 3, app_secret: ",
        ),
        (
            format!("version = 1\n[profiles.default]\napp_secret = {secret}z\n"),
            "Line 3, app_secret: ",
        ),
        (
            format!("version = 1\n[profiles.default]\n{secret} = = 1\n"),
            "Line 3: ",
        ),
        ("version = 1\n[profiles.default\n".to_owned(), "Line 2: "),
    ] {
        home.lay(&home.config_file(), &text);
        for args in [
            &["status"][..],
            &["token"],
            &["refresh"],
            &["config", "check"],
            &["paste"],
        ] {
            let run = home.igtoken(args).run().exits(3).prints_nothing();
            assert!(run.stderr.contains(line), "{run}");
            assert!(
                run.stderr.contains(home.config_file().to_str().unwrap()),
                "{run}"
            );
            assert!(
                !run.stderr.contains("0123456789ab"),
                "a value is shown: {run}"
            );
        }
        let run = home.igtoken(["status", "--json"]).run();
        let _ = run.fails(3, "config", "config-unreadable");
        assert_eq!(read(&home.config_file()), text);
    }
}

#[test]
fn a_config_value_of_the_wrong_kind_is_named_by_line_and_key() {
    let home = Home::new();
    for (text, line, key) in [
        (
            "version = 1\n\n[profiles.default]\napp_id = 990602627938098\n",
            "Line 4",
            "app_id",
        ),
        (
            "version = 1\n[profiles.default.token]\naccess_token = \"IGAAsecretsecret\"\nkind = \"eternal\"\n",
            "Line 4",
            "kind",
        ),
        ("version = 99\n", "Line 1", "version"),
        (
            "version = 1\n[profiles.default]\nscopes = \"instagram_business_basic\"\n",
            "Line 3",
            "scopes",
        ),
    ] {
        home.lay(&home.config_file(), text);
        let run = home.igtoken(["status"]).run().exits(3).prints_nothing();
        assert!(
            run.stderr.contains(line) && run.stderr.contains(key),
            "{run}"
        );
        for value in ["990602627938098", "IGAAsecret"] {
            assert!(!run.stderr.contains(value), "a value is shown: {run}");
        }
        assert_eq!(read(&home.config_file()), text);
    }
}

#[test]
fn a_broken_config_is_not_written_by_setup_either() {
    let home = Home::new();
    home.lay(&home.practice_config(), "version = 1\n[profiles.default\n");
    let run = home.practice(["setup", "--yes", "--json"]).run();
    let _ = run.fails(3, "config", "config-unreadable");
    assert_eq!(
        read(&home.practice_config()),
        "version = 1\n[profiles.default\n"
    );
}

#[test]
fn a_wrong_provider_file_is_named_by_file_line_and_key() {
    let home = Home::new();
    let path = home.config_dir().join("providers/mine.toml");
    for (text, line, key) in [
        ("id = \"mine\"\nname = 3\n", "line 2", "name"),
        ("id = \"mine\"\nschema = 1\nkolour = \"red\"\n", "line", ""),
        ("id = \"mine\n", "line 1", ""),
    ] {
        home.lay(&path, text);
        let run = home
            .igtoken(["config", "check"])
            .run()
            .exits(3)
            .prints_nothing();
        assert!(run.stderr.contains(path.to_str().unwrap()), "{run}");
        assert!(
            run.stderr.contains(line) && run.stderr.contains(key),
            "{run}"
        );
        let run = home.igtoken(["config", "check", "--json"]).run();
        let _ = run.fails(3, "config", "provider-file-wrong");
        let _ = home.igtoken(["explain", "x", "--json"]).run().fails(
            3,
            "config",
            "provider-file-wrong",
        );
        assert_eq!(read(&path), text);
    }
}

#[test]
fn an_open_config_is_tightened_and_said() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::finished();
    let path = home.practice_config();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let run = home.practice(["status", "--json"]).run().exits(0);
    assert!(
        run.stderr.contains("0644") && run.stderr.contains("private now"),
        "{run}"
    );
    assert_eq!(run.json()["profiles"][0]["state"], "valid");
    assert_eq!(mode(&path), 0o600);
    let _ = home.practice(["status"]).run().exits(0).quietly();
}

#[test]
fn a_log_that_cannot_be_opened_is_a_config_error() {
    let home = Home::new();
    let path = home.path().join("none/log");
    let run = home
        .igtoken(["status", "--json", "--log", path.to_str().unwrap()])
        .run();
    let _ = run.fails(3, "config", "log-not-writable");
}

#[test]
fn a_value_that_cannot_work_gets_into_no_link() {
    let home = Home::new();
    let secret = "0123456789abcdef0123456789abcdef";
    let good = "https://localhost:8443/callback";
    for (app_id, redirect, step) in [
        (secret, good, "app-credentials"),
        ("", good, "app-credentials"),
        (
            "990602627938098",
            "http://example.com/callback",
            "redirect-uri",
        ),
        (
            "990602627938098",
            "https://example.com/callback#here",
            "redirect-uri",
        ),
        ("990602627938098", "example.com", "redirect-uri"),
    ] {
        let text = format!(
            "version = 1\n[profiles.default]\napp_id = \"{app_id}\"\napp_secret = \"{secret}\"\n\
             redirect_uri = \"{redirect}\"\n"
        );
        home.lay(&home.config_file(), &text);
        let run = home.igtoken(["authorize-url", "--json"]).run();
        let document = run.fails(4, "not-ready", "field-unusable");
        assert_eq!(document["error"]["step"], step, "{run}");
        assert!(!run.stdout.contains(secret), "{run}");
        let run = home
            .igtoken(["authorize-url"])
            .run()
            .exits(4)
            .prints_nothing();
        assert!(!run.stderr.contains(secret), "{run}");
        assert_eq!(read(&home.config_file()), text);
    }
}
