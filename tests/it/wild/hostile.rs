//! Text that wants to be more than text, from everywhere that text comes from.

use serde_json::json;

use super::terminal::{assert_ours, is_invisible};
use crate::home::{Ended, Home, read};
use crate::misbehaving::{Act, Misbehaving};
use crate::pty::Pty;

/// Titles, clipboard, colours, modes, bells, C1, bidi, zero width, and floods.
pub(super) fn hostile() -> Vec<String> {
    vec![
        "\u{1b}]0;gotcha\u{7}".to_owned(),
        "\u{1b}]52;c;Z290Y2hh\u{7}\u{1b}]52;c;?\u{1b}\\".to_owned(),
        "\u{1b}[2J\u{1b}[?1049l\u{1b}[?25h\u{1b}[31m\u{1b}c".to_owned(),
        "\u{1b}P+q544e\u{1b}\\\u{1b}_x\u{1b}\\\u{1b}^y\u{1b}\\".to_owned(),
        "\u{9b}31m\u{9d}0;gotcha\u{9c}\u{90}q\u{9c}\u{85}\u{8d}".to_owned(),
        "\u{8}\u{8}\u{b}\u{c}\u{e}\u{f}\u{7f}\u{7}".to_owned(),
        "\u{202e}gotcha\u{2066}\u{200b}\u{200d}\u{feff}\u{ad}".to_owned(),
        format!("e{}", "\u{301}".repeat(5_000)),
        "\u{1b}]8;;http://evil.example\u{1b}\\x".to_owned(),
        "w".repeat(100_000),
    ]
}

const TOKEN: &str = "IGAAn3wTokenThatWaits9RkVy4n3wTokenThatWaits9RkVy4n3wTokenThatWaits9Rk";

/// Insists that a run printed no control character but line breaks, and nothing invisible.
#[track_caller]
pub(super) fn assert_plain(run: &Ended, which: &str) {
    for text in [&run.stdout, &run.stderr] {
        let foul = text
            .chars()
            .find(|c| (c.is_control() && *c != '\n') || is_invisible(*c));
        assert_eq!(foul, None, "{which}: {run}");
        assert!(text.len() < 20_000, "{which}: {} bytes", text.len());
        // In a document it may be escaped, and is then what a careless reader prints.
        for escaped in ["\\u001b", "\\u009b", "\\u202e", "\\u200b", "\\u0007"] {
            assert!(!text.to_lowercase().contains(escaped), "{which}: {run}");
        }
    }
}

fn home() -> Home {
    let home = Home::new();
    home.lay(
        &home.config_file(),
        "version = 1\n[profiles.default]\nprovider = \"instagram-login\"\n\
         app_id = \"990602627938098\"\napp_secret = \"5ecre75ecre75ecre75ecre75ecre7ab\"\n\
         redirect_uri = \"https://localhost:8443/callback\"\n",
    );
    home
}

#[test]
fn a_hostile_provider_writes_nothing_but_text() {
    for (number, text) in hostile().into_iter().enumerate() {
        let refusal = json!({ "error": { "message": text, "type": text, "code": 190,
            "error_user_title": text, "error_user_msg": text } });
        let flat = json!({ "error_type": text, "code": 400, "error_message": text });
        let page = format!("<html><body>{text}</body></html>");
        let acts = [
            Act::json("400 Bad Request", &refusal.to_string()),
            Act::json("400 Bad Request", &flat.to_string()),
            Act::answer("400 Bad Request", "", &page),
            Act::answer("200 OK", "", &text),
            Act::answer("302 Found", "Location: http://\u{9b}31m.example/\r\n", ""),
        ];
        for (form, act) in acts.into_iter().enumerate() {
            let server = Misbehaving::start(move |_, _| act.clone());
            for arguments in [
                &["paste"][..],
                &["paste", "--json"],
                &["--lang", "ko", "paste"],
            ] {
                let run = home()
                    .igtoken(arguments)
                    .env("IGTOKEN_ENDPOINT", &server.url)
                    .stdin(TOKEN)
                    .run();
                assert!(run.code == Some(5) || run.code == Some(6), "{run}");
                assert_plain(&run, &format!("text {number}, form {form}"));
            }
        }
    }
}

#[test]
fn a_hostile_username_is_shown_as_text() {
    for (number, text) in hostile().into_iter().enumerate() {
        let who = json!({ "user_id": "17841405793187218", "username": format!("shop{text}"),
            "account_type": text });
        let act = Act::json("200 OK", &who.to_string());
        let server = Misbehaving::start(move |_, _| act.clone());
        let home = home();
        let named = |arguments: &[&str]| {
            let run = home.igtoken(arguments).env("IGTOKEN_ENDPOINT", &server.url);
            let run = run.stdin(TOKEN).run();
            assert_plain(&run, &format!("text {number}, {arguments:?}"));
            run
        };
        drop(named(&["paste"]).exits(0));
        for arguments in [
            &["status"][..],
            &["status", "--json"],
            &["profile", "list"],
            &["config", "show"],
            &["setup", "--plain"],
        ] {
            drop(named(arguments));
        }
        let config = read(&home.config_file());
        assert!(!config.contains('\u{1b}') && !config.contains('\u{202e}'));
        let mut pty = Pty::open_with(home.path(), &[], 80, 24, &[]);
        pty.see("days left")
            .press("?")
            .see("Keys of this screen")
            .press("\x1b")
            .see_no_more("Keys of this screen")
            .press("q")
            .ends_with(0);
        assert_ours(&pty.raw, &format!("text {number} on the screen"));
    }
}

#[test]
fn hostile_arguments_and_input_are_said_as_text() {
    for (number, text) in hostile().into_iter().enumerate() {
        let short: String = text.chars().take(2_000).collect();
        for arguments in [
            &["--profile", &short, "status"][..],
            &["profile", "add", &short],
            &["profile", "rename", "default", &short],
            &["profile", "remove", &short, "--yes"],
            &["step", &short],
            &["setup", "--provider", &short],
            &["--config", &short, "status"],
            &["--ca-cert", &short, "paste"],
            &["--log", &short, "status"],
            &["--lang", &short],
            &["explain", &short],
            &["explain", "--json", &short],
            &["token", "--format", &short],
            &["paste", "--what"],
            &["paste", "--json"],
            &[&short],
        ] {
            let run = home().igtoken(arguments).stdin(&text).run();
            assert_ne!(run.code, Some(1), "{run}");
            let foul = run
                .stderr
                .chars()
                .chain(run.stdout.chars())
                .find(|c| (c.is_control() && *c != '\n') || is_invisible(*c));
            assert_eq!(foul, None, "text {number}: {run}");
        }
    }
}

#[test]
fn a_hostile_environment_and_config_are_shown_as_text() {
    for (number, text) in hostile().into_iter().enumerate() {
        // The link repeats what the config says, percent-encoded and whole.
        let text: String = text.chars().filter(|c| *c != '\0').take(800).collect();
        let home = home();
        let escaped = toml::Value::String(text.clone()).to_string();
        home.lay(
            &home.config_file(),
            &format!(
                "version = 1\n[profiles.default]\nprovider = \"instagram-login\"\n\
                 app_id = {escaped}\nredirect_uri = \"http://localhost:8443/callback\"\n\
                 tester = {escaped}\nscopes = [{escaped}]\n"
            ),
        );
        for arguments in [
            &["status"][..],
            &["config", "show"],
            &["config", "check"],
            &["authorize-url"],
            &["doctor", "--json"],
            &["schedule", "show"],
        ] {
            let mut run = home
                .igtoken(arguments)
                .env("IGTOKEN_ENDPOINT", "http://127.0.0.1:1");
            for name in [
                "USER",
                "LOGNAME",
                "TERM_PROGRAM",
                "BROWSER",
                "TZ",
                "SSH_CONNECTION",
            ] {
                run = run.env(name, &text);
            }
            assert_plain(&run.run(), &format!("text {number}, {arguments:?}"));
        }
        home.lay(
            &home.config_file(),
            &format!(
                "version = 1\n[profiles.default]\nprovider = \"instagram-login\"\n\
                 app_id = \"990602627938098\"\nredirect_uri = \"http://localhost:8443/callback\"\n\
                 tester = {escaped}\n"
            ),
        );
        let around: Vec<(&str, &str)> = [
            "USER",
            "LOGNAME",
            "TERM_PROGRAM",
            "BROWSER",
            "TZ",
            "SSH_CONNECTION",
            "SSH_TTY",
        ]
        .map(|name| (name, text.as_str()))
        .into();
        let mut pty = Pty::open_with(home.path(), &["step", "authorize"], 80, 24, &around);
        pty.wait("the wizard", |screen| screen.contains("igtoken"));
        pty.press("t")
            .press("?")
            .press("\x1b")
            .press("\x1b")
            .press("\x03");
        pty.ends_with(130);
        assert_ours(&pty.raw, &format!("text {number} on the screen"));
    }
}
