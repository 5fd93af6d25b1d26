//! A provider that does anything at all: one clear answer, the right exit code, nothing lost.

mod answers;
mod calls;
mod far;
mod lines;
mod server;
mod shapes;
mod table;

use serde_json::{Value, json};

use crate::home::{Ended, Home, Igtoken, read};
pub(crate) use answers::http_date;
pub(crate) use server::{Act, Misbehaving};

const APP_SECRET: &str = "5ecre75ecre75ecre75ecre75ecre7ab";
const OLD: &str = "IGAAo1dTokenThatServes7QmZx3o1dTokenThatServes7QmZx3o1dTokenThatServes7";
const NEW: &str = "IGAAn3wTokenThatWaits9RkVy4n3wTokenThatWaits9RkVy4n3wTokenThatWaits9Rk";
const CODE: &str = "AQBx-c0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0de";
const ME: &str = "/v25.0/me";
const EXCHANGE: &str = "/oauth/access_token";
const WHO: &str = r#"{"user_id":"17841405793187218","username":"shop","account_type":"BUSINESS","id":"25003455632621456"}"#;

/// A home with an app and a token that serves.
fn home() -> Home {
    let home = Home::new();
    home.lay(
        &home.config_file(),
        &format!(
            "version = 1\n[profiles.default]\nprovider = \"instagram-login\"\n\
             app_id = \"990602627938098\"\napp_secret = \"{APP_SECRET}\"\n\
             redirect_uri = \"https://localhost:8443/callback\"\n\n\
             [profiles.default.token]\naccess_token = \"{OLD}\"\nkind = \"long-lived\"\n\
             issued_at = 2026-01-01T00:00:00Z\nexpires_at = 2100-01-01T00:00:00Z\n"
        ),
    );
    home
}

fn igtoken(home: &Home, url: &str, args: &[&str]) -> Igtoken {
    home.igtoken(args).env("IGTOKEN_ENDPOINT", url)
}

/// A pasted dashboard token, which is asked `/me` for.
fn paste_token(home: &Home, url: &str) -> Ended {
    paste_token_with(home, url, &[])
}

fn paste_token_with(home: &Home, url: &str, options: &[&str]) -> Ended {
    let args = [options, &["paste", "--json"]].concat();
    igtoken(home, url, &args).stdin(NEW).run()
}

/// An answer to a new sign-in, which goes to the exchange.
fn sign_in(home: &Home, url: &str) -> Ended {
    sign_in_with(home, url, &[])
}

fn sign_in_with(home: &Home, url: &str, options: &[&str]) -> Ended {
    let link = igtoken(home, url, &["authorize-url"])
        .run()
        .exits(0)
        .quietly()
        .stdout;
    let state = link
        .split("&state=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap()
        .to_owned();
    let landing = format!("https://localhost:8443/callback?code={CODE}&state={state}#_");
    let args = [options, &["paste", "--json"]].concat();
    igtoken(home, url, &args).stdin(landing).run()
}

/// Insists on a clear failure that gives nothing away and keeps the token that serves.
#[track_caller]
fn assert_kept(home: &Home, run: &Ended, code: i32, id: &str, call: &str) -> Value {
    let kind = if code == 6 {
        "network"
    } else {
        "provider-refused"
    };
    let document = run.fails(code, kind, id);
    assert_eq!(document["saved"], false, "{run}");
    assert_eq!(document["error"]["call"], call, "{run}");
    let message = document["error"]["message"].as_str().unwrap();
    assert!(message.lines().count() == 1 && message.len() < 600, "{run}");
    for hidden in [APP_SECRET, OLD, NEW, CODE] {
        assert!(
            !run.stdout.contains(hidden) && !run.stderr.contains(hidden),
            "{run}"
        );
    }
    let config: toml::Table = read(&home.config_file()).parse().unwrap();
    let token = &config["profiles"]["default"]["token"];
    assert_eq!(token["access_token"].as_str(), Some(OLD), "{run}");
    assert_eq!(
        home.igtoken(["token"]).run().exits(0).stdout.trim_end(),
        OLD
    );
    document
}

#[track_caller]
fn assert_taken(home: &Home, run: &Ended) -> Value {
    let document = run.clone().exits(0).quietly().json();
    assert_eq!(document["saved"], true, "{run}");
    assert_ne!(
        home.igtoken(["token"]).run().exits(0).stdout.trim_end(),
        OLD
    );
    document
}

/// Answers that are there, and cannot be used.
fn unusable() -> Vec<(&'static str, Act, i32, &'static str)> {
    let deep = format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000));
    let huge = format!("{{\"username\":\"{}\"}}", "x".repeat(10 * 1024 * 1024));
    let elsewhere = "Location: https://evil.example/me?access_token=x\r\n";
    let endless = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_owned() + &huge;
    vec![
        ("empty", Act::json("200 OK", ""), 5, "answer-not-understood"),
        (
            "html",
            Act::answer("200 OK", "", "<!DOCTYPE html><h1>Hi</h1>"),
            5,
            "answer-not-understood",
        ),
        (
            "html 404",
            Act::answer("404 No", "", "<html>nothing</html>"),
            5,
            "unknown-refusal",
        ),
        (
            "no utf-8",
            Act::json("200 OK", "").then(b"{\"id\":\"\xff\xfe\"}"),
            5,
            "answer-not-understood",
        ),
        (
            "deep",
            Act::json("200 OK", &deep),
            5,
            "answer-not-understood",
        ),
        (
            "a list",
            Act::json("200 OK", "[1,2]"),
            5,
            "answer-not-understood",
        ),
        (
            "another thing",
            Act::json("200 OK", "{\"ok\":true}"),
            5,
            "answer-not-understood",
        ),
        ("10 MiB", Act::json("200 OK", &huge), 6, "answer-too-large"),
        (
            "10 MiB unannounced",
            Act::Bytes(endless.into_bytes()),
            6,
            "answer-too-large",
        ),
        (
            "redirect",
            Act::answer("302 Found", elsewhere, ""),
            6,
            "redirected",
        ),
    ]
}

impl Act {
    /// The same answer with another body.
    fn then(self, body: &[u8]) -> Self {
        drop(self);
        Self::answer("200 OK", "Content-Type: application/json\r\n", body)
    }
}

#[test]
fn an_answer_to_me_that_cannot_be_used_is_named_and_asked_for_once() {
    for (name, act, code, id) in unusable() {
        let home = home();
        let server = Misbehaving::start(move |_, _| act.clone());
        let run = paste_token(&home, &server.url);
        eprintln!("{name}");
        let document = assert_kept(&home, &run, code, id, "me");
        assert_eq!(server.count(ME), 1, "{name}");
        let step = if code == 5 {
            json!("verify")
        } else {
            Value::Null
        };
        assert_eq!(document["error"]["step"], step, "{name}");
        // The new token waits: the next start goes on with it.
        assert!(read(&home.config_file()).contains(NEW), "{name}");
    }
}

#[test]
fn an_answer_to_the_exchange_that_cannot_be_used_is_named_and_the_code_sent_once() {
    for (name, act, code, id) in unusable() {
        let home = home();
        let server = Misbehaving::start(move |_, _| act.clone());
        let run = sign_in(&home, &server.url);
        eprintln!("{name}");
        let _ = assert_kept(&home, &run, code, id, "exchange");
        assert_eq!(server.count(EXCHANGE), 1, "{name}");
    }
}

/// Troubles that may pass, in forms that need no waiting.
fn passing() -> Vec<(&'static str, Act, i32, &'static str)> {
    let now = "Content-Type: application/json\r\nRetry-After: 0\r\n";
    let limit = r#"{"error":{"message":"(#4) Application request limit reached","type":"OAuthException","code":4}}"#;
    let user = r#"{"error":{"message":"(#17) User request limit reached","type":"OAuthException","code":17}}"#;
    let unknown =
        r#"{"error":{"message":"Hm.","type":"OAuthException","code":9,"is_transient":true}}"#;
    vec![
        (
            "429",
            Act::answer("429 Too Many", now, ""),
            6,
            "provider-busy",
        ),
        (
            "429 page",
            Act::answer("429 Too Many", now, "<html>slow down</html>"),
            6,
            "provider-busy",
        ),
        (
            "429 code 4",
            Act::answer("429 Too Many", now, limit),
            6,
            "rate-limited",
        ),
        ("500", Act::answer("500 Oh", now, ""), 6, "provider-busy"),
        (
            "500 page",
            Act::answer("500 Oh", now, "<html>oh</html>"),
            6,
            "provider-busy",
        ),
        (
            "500 code 9",
            Act::answer("500 Oh", now, unknown),
            6,
            "transient",
        ),
        (
            "529 page",
            Act::answer("529 Overloaded", now, "<html>oh</html>"),
            6,
            "provider-busy",
        ),
        (
            "503",
            Act::answer("503 Later", now, "later"),
            6,
            "provider-busy",
        ),
        (
            "code 4",
            Act::answer("400 Bad", now, limit),
            5,
            "rate-limited",
        ),
        (
            "code 17",
            Act::answer("400 Bad", now, user),
            5,
            "rate-limited-user",
        ),
        (
            "transient",
            Act::answer("400 Bad", now, unknown),
            5,
            "transient",
        ),
    ]
}

#[test]
fn a_passing_trouble_of_me_is_tried_four_times() {
    for (name, act, code, id) in passing() {
        let home = home();
        let server = Misbehaving::start(move |_, _| act.clone());
        let run = paste_token(&home, &server.url);
        eprintln!("{name}");
        let document = assert_kept(&home, &run, code, id, "me");
        assert_eq!(document["error"]["step"], Value::Null, "{name}");
        assert_eq!(server.count(ME), 4, "{name}");
    }
}

#[test]
fn a_trouble_of_me_that_passes_is_not_seen() {
    for (name, act, _, _) in passing() {
        let home = home();
        let server = Misbehaving::start(move |_, before| match before {
            0 | 1 => act.clone(),
            _ => Act::json("200 OK", WHO),
        });
        let run = paste_token(&home, &server.url);
        eprintln!("{name}");
        let document = assert_taken(&home, &run);
        assert_eq!(document["profile"]["username"], "shop", "{name}");
        assert_eq!(server.count(ME), 3, "{name}");
    }
}

#[test]
fn a_passing_trouble_of_the_exchange_is_not_tried_again() {
    for (name, act, code, id) in passing() {
        let home = home();
        let server = Misbehaving::start(move |_, _| act.clone());
        let run = sign_in(&home, &server.url);
        eprintln!("{name}");
        let _ = assert_kept(&home, &run, code, id, "exchange");
        assert_eq!(server.count(EXCHANGE), 1, "{name}");
    }
}
