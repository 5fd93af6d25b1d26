//! The network between: proxies, certificate authorities and TLS, with real sockets.
//!
//! The provider's real host names are used as the shipped files have them; a proxy of the test
//! leads them to a server on this machine.

pub(crate) mod certificates;
mod journey;
mod proxies;
mod tls;

pub(crate) mod stage;

use crate::home::{Ended, Home, Igtoken, read};

const APP_SECRET: &str = "5ecre75ecre75ecre75ecre75ecre7ab";
const OLD: &str = "IGAAo1dTokenThatServes7QmZx3o1dTokenThatServes7QmZx3o1dTokenThatServes7";
const NEW: &str = "IGAAn3wTokenThatWaits9RkVy4n3wTokenThatWaits9RkVy4n3wTokenThatWaits9Rk";
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

/// A dashboard token that is pasted: `/me` is asked for it.
fn paste(home: &Home, options: &[&str]) -> Igtoken {
    let args = options.iter().copied().chain(["paste", "--json"]);
    home.igtoken(args).stdin(NEW)
}

/// A whole JSON answer.
fn answer(status: &str, head: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{head}\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// Insists on one clear failure that gives nothing away and loses nothing; gives its message.
#[track_caller]
fn assert_kept(home: &Home, run: &Ended, code: i32, id: &str) -> String {
    let kind = if code == 3 { "config" } else { "network" };
    let document = run.fails(code, kind, id);
    assert_eq!(document["saved"], false, "{run}");
    let message = document["error"]["message"].as_str().unwrap().to_owned();
    assert!(message.lines().count() == 1 && message.len() < 400, "{run}");
    for hidden in [APP_SECRET, OLD, NEW, "planted"] {
        assert!(!run.stdout.contains(hidden), "{run}");
        assert!(!run.stderr.contains(hidden), "{run}");
    }
    let served = home.igtoken(["token"]).run().exits(0).stdout;
    assert_eq!(served.trim_end(), OLD, "{run}");
    assert!(read(&home.config_file()).contains(APP_SECRET), "{run}");
    message
}

#[track_caller]
fn assert_taken(home: &Home, run: &Ended) {
    let document = run.clone().exits(0).quietly().json();
    assert_eq!(document["saved"], true, "{run}");
    let served = home.igtoken(["token"]).run().exits(0).stdout;
    assert_eq!(served.trim_end(), NEW, "{run}");
}
