//! Wrong use, wrong files and wrong surroundings: one clear line, the right code, nothing changed.

use std::io::Read as _;
use std::process::Stdio;

use crate::home::{Home, NO_OPTIONS, mode, read};

#[test]
fn wrong_use_with_json_is_one_document() {
    let home = Home::new();
    for args in [
        &["nope", "--json"][..],
        &["status", "--json", "--nope"],
        &["status", "--json", "--profile"],
        &["step", "--json"],
        &["step", "account", "--list", "--json"],
        &["refresh", "--json", "extra"],
        &["--lang", "fr", "status", "--json"],
        &["--color", "pink", "status", "--json"],
        &["status", "--json", "--min-days=-3"],
    ] {
        let run = home.igtoken(args).run().quietly();
        let document = run.fails(2, "usage", "usage");
        let message = document["error"]["message"].as_str().unwrap();
        assert_eq!(message, message.trim(), "{run}");
        assert!(!message.contains('\n'), "{run}");
    }
}

#[test]
fn wrong_use_in_words_goes_to_standard_error() {
    let home = Home::new();
    for args in [
        &["nope"][..],
        &["status", "--nope"],
        &["step"],
        &["profile"],
        &["token", "x"],
    ] {
        let run = home.igtoken(args).run().exits(2).prints_nothing();
        assert!(run.stderr.contains("Usage: igtoken"), "{run}");
    }
}

#[test]
fn no_secret_is_taken_from_the_arguments() {
    let home = Home::new();
    for option in [
        "--app-secret",
        "--secret",
        "--token",
        "--access-token",
        "--code",
    ] {
        for command in ["setup", "paste", "refresh"] {
            let _ = home
                .igtoken([command, option, "x"])
                .run()
                .exits(2)
                .prints_nothing();
        }
    }
}

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
                !run.stderr.contains(&secret[..12]),
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
fn a_plain_http_endpoint_off_loopback_is_refused() {
    let (home, server) = Home::ready(NO_OPTIONS);
    home.configure(&home.config_file(), &server);
    let config = read(&home.config_file());
    for endpoint in [
        "http://example.com",
        "http://127.0.0.1.example.com:8080",
        "http://localhost.example.com",
        "http://10.0.0.1",
        "ftp://127.0.0.1",
        "not an address",
    ] {
        for args in [&["authorize-url"][..], &["refresh"], &["paste"]] {
            let igtoken = home
                .igtoken(args.iter().chain(&["--json"]))
                .env("IGTOKEN_ENDPOINT", endpoint);
            let run = igtoken.run();
            let _ = run.fails(2, "usage", "bad-endpoint");
        }
        let run = home
            .igtoken(["authorize-url"])
            .env("IGTOKEN_ENDPOINT", endpoint)
            .run();
        let _ = run.exits(2).prints_nothing().says("IGTOKEN_ENDPOINT");
    }
    for endpoint in [
        "http://127.0.0.1:9",
        "http://localhost:9",
        "http://[::1]:9",
        "https://example.com",
    ] {
        let run = home
            .igtoken(["authorize-url"])
            .env("IGTOKEN_ENDPOINT", endpoint)
            .run()
            .exits(0);
        assert!(run.stdout.starts_with(endpoint), "{run}");
    }
    assert_eq!(read(&home.config_file()), config);
}

#[test]
fn without_a_home_the_files_have_no_place() {
    let home = Home::new();
    for args in [
        &["status"][..],
        &["config", "path"],
        &["--sandbox", "setup", "--yes"],
    ] {
        let run = home.igtoken(args).without("HOME").env("HOME", "").run();
        if run.code == Some(3) {
            let _ = run.prints_nothing().says("HOME");
        } else {
            // The system's own record of people may still know a home.
            assert!(run.code.is_some_and(|code| code == 0 || code == 4), "{run}");
        }
    }
}

#[test]
fn a_closed_standard_output_is_no_error() {
    let home = Home::finished();
    for args in [
        &["status", "--json"][..],
        &["token"],
        &["--help"],
        &["explain", "--json", "x"],
    ] {
        let mut child = home
            .practice(args)
            .command()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        let status = child.wait().unwrap();
        assert_eq!((said.as_str(), status.code()), ("", Some(0)), "{args:?}");
    }
}

#[test]
fn the_person_may_be_spoken_to_in_korean() {
    let home = Home::new();
    let korean = |run: &crate::home::Ended| {
        let text = format!("{}{}", run.stdout, run.stderr);
        text.chars().any(|c| ('가'..='힣').contains(&c))
    };
    for args in [&["--lang", "ko", "status"][..], &["status", "--lang", "ko"]] {
        let run = home.igtoken(args).run().exits(4);
        assert!(korean(&run), "{run}");
    }
    let run = home
        .igtoken(["status"])
        .env("IGTOKEN_LANG", "ko")
        .run()
        .exits(4);
    assert!(korean(&run), "{run}");
    let run = home
        .igtoken(["status"])
        .env("LANG", "ko_KR.UTF-8")
        .run()
        .exits(4);
    assert!(korean(&run), "{run}");
    let run = home
        .igtoken(["--lang", "en", "status"])
        .env("LANG", "ko_KR.UTF-8")
        .run()
        .exits(4);
    assert!(!korean(&run), "{run}");
    let run = home
        .igtoken(["--lang", "ko", "status", "--json", "--profile", "x"])
        .run();
    let document = run.fails(4, "not-found", "no-profile");
    assert!(
        korean(&run) && document["error"]["kind"] == "not-found",
        "{run}"
    );
    let run = home
        .practice(["setup", "--yes", "--lang", "ko"])
        .run()
        .exits(0)
        .quietly();
    assert!(korean(&run), "{run}");
    home.lay(&home.config_file(), "version = 1\nlanguage = \"ko\"\n");
    let run = home
        .igtoken(["status"])
        .env("LANG", "en_US.UTF-8")
        .run()
        .exits(4);
    assert!(korean(&run), "{run}");
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
