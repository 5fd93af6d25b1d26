//! Wrong use, wrong files and wrong surroundings: one clear line, the right code, nothing changed.

mod files;
mod language;

use std::io::Read as _;
use std::process::Stdio;

use crate::home::{Home, NO_OPTIONS, read};

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
