//! `paste` in a second shell, while a wizard waits in the first.

mod alone;

use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::path::PathBuf;

use serde_json::json;

use crate::home::{self, Ended, Home, NO_OPTIONS, Server};
use crate::pty::Pty;

/// A wizard that waits on the authorize screen, its home, and its provider.
struct Waiting {
    home: Home,
    server: Server,
    pty: Pty,
}

impl Waiting {
    fn new() -> Self {
        let (home, server) = Home::ready(NO_OPTIONS);
        let pty = Pty::open_at(home.path(), &["--sandbox", "step", "authorize"], 80, 24);
        let mut waiting = Self { home, server, pty };
        waiting.waits();
        waiting
    }

    /// Waits until the link is on the screen and on disk, and the socket is open.
    #[track_caller]
    fn waits(&mut self) {
        let (state, dir) = (self.home.practice_state(), self.home.path().to_path_buf());
        self.pty.see("Open this link in any browser");
        self.pty.wait("open socket and saved link", move |_| {
            let saved = std::fs::read_to_string(&state).is_ok_and(|text| text.contains("sign_in"));
            saved && !sockets(&dir).is_empty()
        });
    }

    fn landing(&self) -> String {
        let state = home::read(&self.home.practice_state());
        let link = link_of(&state, &self.server);
        self.server.allow(&link)
    }

    fn paste(&self, args: &[&str], text: &str) -> Ended {
        let args = ["paste"].into_iter().chain(args.iter().copied());
        self.home.practice(args).stdin(text).run()
    }
}

/// The authorize link of the sign-in that the state file holds.
fn link_of(state: &str, server: &Server) -> String {
    let table: toml::Table = state.parse().unwrap();
    let sign_in = &table["profiles"]["default"]["sign_in"];
    let value = sign_in["state"].as_str().unwrap();
    let redirect: String =
        url::form_urlencoded::byte_serialize(server.redirect_uri.as_bytes()).collect();
    format!(
        "{}/oauth/authorize?client_id={}&redirect_uri={redirect}&response_type=code\
         &scope=instagram_business_basic&state={value}",
        server.url, server.app_id
    )
}

/// The sockets of this program below a home.
fn sockets(home: &std::path::Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for dir in [".local/state/igtoken/practice", "run/igtoken"] {
        let entries = std::fs::read_dir(home.join(dir)).into_iter().flatten();
        for entry in entries.filter_map(Result::ok) {
            if entry.file_type().is_ok_and(|kind| kind.is_socket()) {
                found.push(entry.path());
            }
        }
    }
    found
}

#[test]
fn a_redirect_url_from_another_shell_finishes_the_wizard() {
    let mut waiting = Waiting::new();
    let socket = sockets(waiting.home.path()).remove(0);
    assert_eq!(home::mode(&socket), 0o600);
    assert_eq!(home::mode(socket.parent().unwrap()), 0o700);
    let landing = waiting.landing();
    let run = waiting.paste(&["--json"], &landing).exits(0).quietly();
    let document = run.json();
    assert_eq!(
        (
            &document["recognised"],
            &document["state"],
            &document["missing"],
            &document["saved"]
        ),
        (
            &json!("redirect-url"),
            &json!("match"),
            &json!([]),
            &json!(true)
        ),
        "{run}"
    );
    assert_eq!(document["profile"]["state"], "valid", "{run}");
    assert_eq!(document["profile"]["username"], "practice.account");
    waiting.pty.ends_with(0);
    assert_eq!(waiting.server.calls("exchange"), 1);
    assert!(
        sockets(waiting.home.path()).is_empty(),
        "the socket is gone"
    );
    assert!(waiting.home.token().starts_with("IGAA"));
}

#[test]
fn it_is_said_in_words_and_on_the_wizards_screen() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let link = home.practice(["authorize-url"]).run().exits(0).stdout;
    // The whole wizard stays, and shows the overview in the end.
    let mut pty = Pty::open_at(home.path(), &["--sandbox"], 80, 24);
    pty.see("Open this link in any browser");
    let dir = home.path().to_path_buf();
    pty.wait("open socket", move |_| !sockets(&dir).is_empty());
    let landing = server.allow(link.trim_end());
    let run = home.practice(["paste"]).stdin(landing).run().exits(0);
    assert!(
        run.stdout
            .starts_with("The wizard that waits in another shell took it.\n"),
        "{run}"
    );
    assert!(run.stdout.contains("@practice.account"), "{run}");
    pty.see("igtoken paste in another shell")
        .see("Token saved and verified");
    pty.press("q").ends_with(0);
}

#[test]
fn what_is_not_taken_is_answered_and_leaves_the_wizard_as_it_was() {
    let mut waiting = Waiting::new();
    waiting.pty.press("half an answer").see("> ");
    let before = waiting.pty.screen();
    let landing = waiting.landing();
    let code = landing
        .split_once("code=")
        .and_then(|(_, rest)| rest.split('&').next())
        .unwrap()
        .to_owned();
    let long = "no answer at all. ".repeat(100 * 1024 / 18);
    let cases: [(&str, &str, i32, &str, &str); 5] = [
        (
            &landing.replace("state=", "state=x"),
            "redirect-url",
            8,
            "input",
            "state-mismatch",
        ),
        (&code, "code", 8, "input", "code-not-confirmed"),
        ("hello", "unknown", 8, "input", "input-not-understood"),
        (&long, "unknown", 8, "input", "input-not-understood"),
        (
            &waiting.server.app_secret.clone(),
            "app-secret",
            8,
            "input",
            "not-usable-here",
        ),
    ];
    for (text, recognised, exit, kind, id) in cases {
        let run = waiting.paste(&["--json"], text);
        let document = run.fails(exit, kind, id);
        assert_eq!(document["recognised"], recognised, "{run}");
        assert_eq!(document["saved"], false);
    }
    let words = waiting.paste(&[], "hello").exits(8).prints_nothing();
    let _ = words.says("igtoken: ");
    assert_eq!(waiting.pty.screen(), before);
    assert_eq!(waiting.server.calls("exchange"), 0);
    let run = waiting
        .paste(&["--json", "--yes"], &code)
        .exits(0)
        .quietly();
    assert_eq!(run.json()["recognised"], "code");
    assert_eq!(run.json()["saved"], true);
    waiting.pty.ends_with(0);
    assert_eq!(waiting.server.calls("exchange"), 1);
}

#[test]
fn a_hundred_kib_around_an_answer_arrive_whole() {
    let mut waiting = Waiting::new();
    let landing = waiting.landing();
    let text = format!("{}{landing}\n", "\n".repeat(100 * 1024));
    let run = waiting.paste(&["--json"], &text).exits(0);
    assert_eq!(run.json()["saved"], true);
    waiting.pty.ends_with(0);
}

#[test]
fn a_cancelled_sign_in_shows_what_to_do_in_both_shells() {
    let mut waiting = Waiting::new();
    let landing = waiting.landing();
    let (_, state) = landing.split_once("state=").unwrap();
    let cancelled = format!(
        "{}?error=access_denied&error_reason=user_denied\
         &error_description=The+user+denied+your+request&state={state}",
        waiting.server.redirect_uri
    );
    let run = waiting.paste(&["--json"], &cancelled);
    assert_eq!(run.code, Some(5), "{run}");
    assert_eq!(run.json()["recognised"], "cancelled");
    assert_eq!(run.json()["error"]["kind"], "provider-refused");
    waiting.pty.see("cancelled");
    waiting.pty.press("\x03").ends_with(130);
    assert!(sockets(waiting.home.path()).is_empty());
}

#[test]
fn a_dashboard_token_from_another_shell_is_verified_by_the_wizard() {
    let mut waiting = Waiting::new();
    let token = waiting.server.dashboard_token("instagram-login");
    let run = waiting.paste(&["--json"], &token).exits(0).quietly();
    assert_eq!(run.json()["recognised"], "dashboard-token");
    assert_eq!(run.json()["profile"]["assumed"], true);
    waiting.pty.ends_with(0);
    assert_eq!(waiting.home.token(), token);
    assert_eq!(waiting.server.calls("me"), 1);
}

#[test]
fn what_never_asks_the_wizard() {
    let mut waiting = Waiting::new();
    let before = waiting.pty.screen();
    let landing = waiting.landing();
    let run = waiting.paste(&["--what", "--json"], &landing).exits(0);
    assert_eq!(run.json()["state"], "match");
    assert_eq!(waiting.pty.screen(), before);
    assert_eq!(waiting.server.calls("exchange"), 0);
    waiting.pty.press("\x03").ends_with(130);
}

#[test]
fn a_paste_for_another_profile_does_not_meet_the_wizard() {
    let mut waiting = Waiting::new();
    let landing = waiting.landing();
    let _ = waiting
        .home
        .practice(["profile", "add", "other"])
        .run()
        .exits(0);
    let run = waiting.paste(&["--json", "--profile", "other"], &landing);
    let _ = run.fails(4, "not-found", "no-sign-in");
    assert_eq!(waiting.server.calls("exchange"), 0);
    waiting.pty.press("\x03").ends_with(130);
}

#[test]
fn a_refusal_of_the_provider_is_told_in_both_shells() {
    let mut waiting = Waiting::new();
    let landing = waiting.landing();
    waiting.server.fault("exchange", "code-used", 1);
    let run = waiting.paste(&["--json"], &landing);
    assert_eq!(run.code, Some(5), "{run}");
    let document = run.json();
    assert_eq!(document["error"]["call"], "exchange", "{run}");
    assert_eq!(document["saved"], false);
    waiting.pty.press("\x03").ends_with(130);
}

#[test]
fn the_login_directory_of_the_system_is_used_where_there_is_one() {
    let (home, server) = Home::ready(NO_OPTIONS);
    let run = home.path().join("run");
    std::fs::create_dir(&run).unwrap();
    std::fs::set_permissions(&run, std::fs::Permissions::from_mode(0o700)).unwrap();
    let link = home.practice(["authorize-url"]).run().exits(0).stdout;
    let environment = [("XDG_RUNTIME_DIR", run.to_str().unwrap())];
    let args = ["--sandbox", "step", "authorize"];
    let mut pty = Pty::open_with(home.path(), &args, 80, 24, &environment);
    pty.see("Open this link in any browser");
    let dir = home.path().to_path_buf();
    pty.wait("open socket", move |_| !sockets(&dir).is_empty());
    let socket = sockets(home.path()).remove(0);
    assert!(socket.starts_with(&run), "{}", socket.display());
    assert_eq!(home::mode(&socket), 0o600);
    assert_eq!(home::mode(socket.parent().unwrap()), 0o700);
    let landing = server.allow(link.trim_end());
    let paste = home.practice(["paste", "--json"]).stdin(landing);
    let _ = paste.env("XDG_RUNTIME_DIR", &run).run().exits(0).json();
    pty.ends_with(0);
    assert!(sockets(home.path()).is_empty());
}
