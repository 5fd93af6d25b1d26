//! `doctor`: each check well and wrong, changing nothing, and safe to post.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::home::{Ended, Home, mode, read};
use crate::misbehaving::{Act, Misbehaving, http_date};

/// One check of the document.
#[track_caller]
fn check(run: &Ended, id: &str) -> Value {
    let document = run.json();
    let checks = document["checks"].as_array().unwrap();
    let found = checks.iter().find(|check| check["id"] == id);
    found.unwrap_or_else(|| panic!("no {id} in {run}")).clone()
}

#[track_caller]
fn is(run: &Ended, id: &str, ok: impl Into<Value>) -> Value {
    let found = check(run, id);
    assert_eq!(found["ok"], ok.into(), "{id} in {run}");
    found
}

fn open_up(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// An address of this machine where nobody listens.
fn nobody() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    format!("127.0.0.1:{}", listener.local_addr().unwrap().port())
}

#[test]
fn all_is_well_in_practice() {
    let home = Home::finished();
    let run = home.practice(["doctor", "--json"]).run().exits(0).quietly();
    for id in [
        "version",
        "config",
        "config-permissions",
        "state",
        "state-permissions",
        "writable",
        "profiles",
        "app",
        "app-secret",
        "clock",
        "ssh",
        "browser",
    ] {
        is(&run, id, true);
    }
    for id in ["provider-files", "proxy", "ca", "timer"] {
        is(&run, id, Value::Null);
    }
    let document = run.json();
    let checks = document["checks"].as_array().unwrap();
    for check in checks {
        let keys: Vec<_> = check.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["id", "ok", "detail", "fix"], "{run}");
        assert!(
            check["detail"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
        assert!(check["ok"] != true || check["fix"].is_null(), "{check}");
    }
    let reached = |check: &&Value| {
        check["id"]
            .as_str()
            .unwrap()
            .starts_with("reach:127.0.0.1:")
    };
    assert_eq!(checks.iter().filter(reached).count(), 1, "{run}");
    let words = home.practice(["doctor"]).run().exits(0).quietly().stdout;
    assert!(words.starts_with("✓ version"), "{words}");
    assert!(!words.contains("\n! "), "{words}");
}

#[test]
fn the_practice_clock_is_compared_with_the_practice_provider() {
    let (home, server) = Home::served();
    server.advance(61 * 86_400);
    open_up(&home.config_dir(), 0o700);
    let run = home.practice(["doctor", "--json"]).run().exits(7);
    is(&run, "clock", true);
    is(&run, "profiles", false);
}

#[test]
fn loose_modes_are_told_and_left() {
    let home = Home::finished();
    let config = home.practice_config();
    let state = home.practice_state();
    open_up(&config, 0o644);
    open_up(&state, 0o640);
    let run = home.practice(["doctor", "--json"]).run().exits(3);
    let told = is(&run, "config-permissions", false);
    assert!(told["detail"].as_str().unwrap().contains("0644"), "{run}");
    assert!(
        told["fix"].as_str().unwrap().contains("chmod 600 ~/"),
        "{run}"
    );
    is(&run, "state-permissions", false);
    assert_eq!((mode(&config), mode(&state)), (0o644, 0o640));
    open_up(&config, 0o600);
    open_up(&state, 0o600);
    open_up(&home.config_dir(), 0o755);
    let run = home.practice(["doctor", "--json"]).run().exits(3);
    is(&run, "config-permissions", false);
    is(&run, "state-permissions", true);
    assert_eq!(mode(&home.config_dir()), 0o755);
}

#[test]
fn broken_files_do_not_stop_it() {
    let home = Home::new();
    let config = "version = 1\n[profiles.default]\napp_id = \n";
    home.lay(&home.config_file(), config);
    home.lay(&home.state_dir().join("state.toml"), "no state");
    let wrong = home.config_dir().join("providers/mine.toml");
    home.lay(&wrong, "id = \"mine\"\nplanted = \"in a provider file\"\n");
    let endpoint = format!("http://{}", nobody());
    let run = home.igtoken(["doctor", "--json"]);
    let run = run
        .env("IGTOKEN_ENDPOINT", endpoint)
        .run()
        .exits(3)
        .quietly();
    let told = is(&run, "config", false);
    assert!(told["detail"].as_str().unwrap().contains('3'), "{run}");
    is(&run, "state", false);
    let told = is(&run, "provider-files", false);
    assert!(told["detail"].as_str().unwrap().contains("~/"), "{run}");
    is(&run, "profiles", Value::Null);
    assert_eq!(read(&home.config_file()), config);
    assert_eq!(read(&home.state_dir().join("state.toml")), "no state");
}

#[test]
fn nothing_is_made_where_nothing_was() {
    let home = Home::new();
    let run = home.igtoken(["doctor", "--json"]);
    let run = run
        .env("IGTOKEN_ENDPOINT", format!("http://{}", nobody()))
        .run()
        .exits(6);
    is(&run, "config", Value::Null);
    is(&run, "writable", true);
    assert!(!home.config_dir().exists() && !home.state_dir().exists());
}

#[test]
fn a_clock_that_is_a_day_off_is_wrong() {
    let home = Home::new();
    for (seconds, side) in [
        (86_400, "behind the provider's"),
        (-86_400, "ahead of the provider's"),
    ] {
        let server = Misbehaving::start(move |_, _| {
            Act::answer("200 OK", &format!("Date: {}\r\n", http_date(seconds)), "")
        });
        let run = home.igtoken(["doctor", "--json"]);
        let run = run.env("IGTOKEN_ENDPOINT", &server.url).run().exits(3);
        let told = is(&run, "clock", false);
        let detail = told["detail"].as_str().unwrap();
        let off = detail.contains(" 864") || detail.contains(" 863");
        assert!(off && detail.contains(side), "{detail}");
        assert!(told["fix"].as_str().unwrap().contains("clock"), "{run}");
        let host = server.url.trim_start_matches("http://");
        is(&run, &format!("reach:{host}"), true);
    }
}

#[test]
fn nobody_listens() {
    let home = Home::new();
    let host = nobody();
    let run = home.igtoken(["doctor", "--json"]);
    let run = run.env("IGTOKEN_ENDPOINT", format!("http://{host}"));
    let run = run.run().exits(6);
    let told = is(&run, &format!("reach:{host}"), false);
    assert!(told["fix"].is_string(), "{run}");
    is(&run, "clock", Value::Null);
}

#[test]
fn a_proxy_is_named_without_its_credentials() {
    let home = Home::new();
    let proxy = nobody();
    let run = home.igtoken(["doctor", "--json"]);
    let run = run
        .env("IGTOKEN_ENDPOINT", "https://127.0.0.1:9")
        .env(
            "HTTPS_PROXY",
            format!("http://planteduser:plantedword@{proxy}"),
        )
        .run()
        .exits(6);
    assert!(!run.stdout.contains("planted"), "{run}");
    let told = is(&run, "proxy", true);
    let detail = told["detail"].as_str().unwrap();
    assert!(
        detail.contains("HTTPS_PROXY") && detail.contains(&proxy),
        "{run}"
    );
    let told = is(&run, "reach:127.0.0.1:9", false);
    assert!(told["fix"].as_str().unwrap().contains(&proxy), "{run}");
}

#[test]
fn a_server_that_stalls_does_not_hold_it_up() {
    let home = Home::new();
    let server = Misbehaving::start(|_, _| Act::Stall(Vec::new()));
    home.lay(
        &home.config_file(),
        "version = 1\n[profiles.default]\nprovider = \"instagram-login\"\n\
         app_secret_command = [\"sleep\", \"60\"]\n",
    );
    let began = Instant::now();
    let run = home.igtoken(["doctor", "--json"]);
    let run = run.env("IGTOKEN_ENDPOINT", &server.url).run().exits(3);
    assert!(began.elapsed() < Duration::from_secs(15), "{run}");
    is(&run, "app-secret", false);
    let host = server.url.trim_start_matches("http://");
    is(&run, &format!("reach:{host}"), false);
}

#[test]
fn a_certificate_file_that_is_not_there_is_told() {
    let home = Home::new();
    let run = home.igtoken(["doctor", "--json"]);
    let run = run
        .env("IGTOKEN_ENDPOINT", format!("http://{}", nobody()))
        .env("SSL_CERT_FILE", home.path().join("none.pem"))
        .run()
        .exits(3);
    let told = is(&run, "ca", false);
    let detail = told["detail"].as_str().unwrap();
    assert!(detail.contains("SSL_CERT_FILE"), "{run}");
}

#[test]
fn it_works_without_home() {
    let home = Home::new();
    let run = home.practice(["doctor", "--json"]).without("HOME");
    let run = run
        .env("XDG_CONFIG_HOME", home.path().join("c"))
        .env("XDG_STATE_HOME", home.path().join("s"))
        .run()
        .exits(0);
    is(&run, "writable", true);
    is(&run, "clock", true);
}

#[test]
fn it_speaks_korean() {
    let home = Home::finished();
    let run = home.practice(["doctor", "--lang", "ko"]).run().exits(0);
    assert!(run.stdout.contains("연습 모드"), "{run}");
    assert!(
        run.stdout.contains("설정과 상태를 저장할 수 있어요"),
        "{run}"
    );
}

#[test]
fn nothing_private_is_in_the_report() {
    let home = Home::new();
    let plants = [
        "IGAAplantedTokenOfTheAccount",
        "IGAAplantedPendingToken0000",
        "17841405793187218",
        "88888888888888888",
        "planted.username",
        "planted.tester",
        "990602627938098",
        "planted-host.example",
        "plantedCommandSecret",
        "plantedStateValue0123456789",
        "plantedAuthorizationCode01",
        "planted@mail.example",
        "plantedProxyUser",
        "plantedProxyWord",
        "203.0.113.77",
        "plantedProviderValue",
        "plantedEnvironmentSecret",
    ];
    let config = r#"version = 1
[profiles.default]
provider = "instagram-login"
app_id = "990602627938098"
app_secret_command = ["echo", "plantedCommandSecret"]
redirect_uri = "https://planted-host.example/callback"
tester = "planted.tester"
[profiles.default.token]
access_token = "IGAAplantedTokenOfTheAccount"
kind = "long-lived"
user_id = "17841405793187218"
app_scoped_id = "88888888888888888"
username = "planted.username"
issued_at = 2020-11-22T16:03:00Z
expires_at = 2021-01-21T16:03:00Z
[profiles.default.pending_token]
access_token = "IGAAplantedPendingToken0000"
kind = "short-lived"
issued_at = 2020-11-22T16:03:00Z
expires_at = 2021-01-21T16:03:00Z
"#;
    let state = r#"version = 1
[profiles.default]
provider = "instagram-login"
[profiles.default.fields]
contact_email = "planted@mail.example"
[profiles.default.sign_in]
state = "plantedStateValue0123456789"
redirect_uri = "https://planted-host.example/callback"
scopes = []
started_at = 2020-11-22T16:03:00Z
ends_at = 2040-11-22T16:03:00Z
code = "plantedAuthorizationCode01"
"#;
    let server = Misbehaving::start(|_, _| Act::json("400 Bad Request", "{}"));
    let provider = home.config_dir().join("providers/mine.toml");
    home.lay(&provider, "id = \"plantedProviderValue\"\nname = 3\n");
    let broken = config.replace("kind = \"long-lived\"", "kind = \"planted.username\"");
    let syntax = config.replace("tester = ", "tester = planted.tester ");
    let broken_state = format!("{state}\nplantedStateValue0123456789 = = 3");
    for (config, state) in [
        (config, state),
        (&broken, state),
        (&syntax, state),
        (config, &broken_state),
    ] {
        home.lay(&home.config_file(), config);
        home.lay(&home.state_dir().join("state.toml"), state);
        for (args, secret) in [
            (vec!["doctor"], ""),
            (vec!["doctor", "--json"], ""),
            (vec!["doctor", "--json"], "plantedEnvironmentSecret"),
            (vec!["doctor", "--lang", "ko"], "plantedEnvironmentSecret"),
        ] {
            let run = home
                .igtoken(args)
                .env("IGTOKEN_ENDPOINT", &server.url)
                .env("IGTOKEN_APP_SECRET", secret)
                .env("SSH_CONNECTION", "203.0.113.77 50000 203.0.113.78 22")
                .env(
                    "HTTPS_PROXY",
                    "http://plantedProxyUser:plantedProxyWord@127.0.0.1:9",
                )
                .run()
                .exits(3);
            let told = format!("{}{}", run.stdout, run.stderr);
            for plant in plants {
                assert!(!told.contains(plant), "{plant} in {run}");
            }
            assert!(!told.contains(home.path().to_str().unwrap()), "{run}");
            assert!(told.contains("SSH"), "{run}");
        }
    }
}
