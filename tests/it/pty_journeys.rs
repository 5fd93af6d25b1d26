//! What a person does, from the first key to the last.

use std::os::unix::fs::PermissionsExt as _;

use crate::pty::{Home, Pty};

/// The practice provider's answer to a played step.
fn play(base: &str, provider: &str, step: &str) -> serde_json::Value {
    let form = format!("provider={provider}&step={step}");
    let url = format!("{base}sandbox/play");
    let body = http(&url, "POST", Some(&form));
    serde_json::from_str(&body).expect("JSON of the practice provider")
}

/// Counts of the calls that the practice provider saw.
fn calls(base: &str) -> serde_json::Value {
    let state: serde_json::Value =
        serde_json::from_str(&http(&format!("{base}sandbox/state"), "GET", None)).expect("JSON");
    state["calls"].clone()
}

/// One request over a plain socket.
fn http(url: &str, method: &str, form: Option<&str>) -> String {
    use std::io::{Read as _, Write as _};
    let rest = url.strip_prefix("http://").expect("an http address");
    let (authority, path) = rest.split_once('/').expect("a path");
    let mut stream = std::net::TcpStream::connect(authority).expect("the practice provider");
    let body = form.unwrap_or_default();
    let head = format!(
        "{method} /{path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
        .split_once("\r\n\r\n")
        .map(|(_, body)| body.to_owned())
        .expect("a body")
}

/// The practice provider's address, as its links on the screen show it.
fn base_of(home: &Home) -> String {
    let port = home
        .path()
        .join(".local/state/igtoken/practice/practice.port");
    let port = std::fs::read_to_string(port).expect("the port of the practice provider");
    format!("http://127.0.0.1:{}/", port.trim())
}

/// Plays every manual step by keys alone, up to the authorize screen.
pub(crate) fn through_the_checklist(pty: &mut Pty, steps: &[&str]) {
    for (index, step) in steps.iter().enumerate() {
        pty.see(&format!("step {} of", index + 1));
        pty.see(&format!("● {step}"));
        pty.press("s").see("the browser's part is done");
        pty.press("\r");
    }
}

pub(crate) const INSTAGRAM_LOGIN: [&str; 7] = [
    "account",
    "create-app",
    "add-product",
    "app-credentials",
    "add-tester",
    "accept-invite",
    "redirect-uri",
];
pub(crate) const BASIC_DISPLAY: [&str; 8] = [
    "create-app",
    "add-platform",
    "add-product",
    "create-instagram-app",
    "oauth-settings",
    "app-credentials",
    "add-tester",
    "accept-invite",
];

fn whole_journey(args: &[&str], steps: &[&str]) -> Home {
    let home = Home::new();
    let mut pty = Pty::open(&home, args);
    through_the_checklist(&mut pty, steps);
    pty.see("Open this link in any browser")
        .see("/oauth/authorize?client_id=");
    pty.press("s").see("it belongs to this link");
    pty.press("\r").see("Token saved and verified");
    pty.press("q").ends_with(0);
    home
}

#[test]
fn the_whole_wizard_by_keys_alone_saves_a_long_lived_token() {
    let home = whole_journey(&["--sandbox"], &INSTAGRAM_LOGIN);
    let token = "profiles.default.token";
    assert_eq!(
        home.config_value(token, "kind").as_deref(),
        Some("long-lived")
    );
    assert!(
        home.config_value(token, "access_token")
            .expect("a token")
            .starts_with("IGAA")
    );
    let mode = std::fs::metadata(home.config())
        .expect("the config")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(!home.config_text().contains("pending_token"));
}

#[test]
fn the_articles_provider_goes_the_whole_way_too() {
    let args = ["--sandbox", "setup", "--provider", "basic-display"];
    let home = whole_journey(&args, &BASIC_DISPLAY);
    let token = home
        .config_value("profiles.default.token", "access_token")
        .expect("a token");
    assert!(token.starts_with("IGQ"), "a token of basic display");
}

#[test]
fn a_finished_profile_opens_on_its_overview_and_authorize_alone_gives_a_new_token() {
    let home = whole_journey(&["--sandbox"], &INSTAGRAM_LOGIN);
    let before = home.config_value("profiles.default.token", "access_token");
    let commented = format!("# my own words\n{}\n# the last line\n", home.config_text());
    home.edit_config(&commented);
    let mut pty = Pty::open(&home, &["--sandbox"]);
    pty.see("days left").see("Any step can be done again");
    let down = INSTAGRAM_LOGIN.len();
    for _ in 0..down {
        pty.press("\x1b[B");
    }
    pty.see("›✓ authorize")
        .press("\r")
        .see("Open this link in any browser");
    pty.press("s")
        .see("it belongs to this link")
        .press("\r")
        .see("Token saved and verified");
    pty.press("q").ends_with(0);
    let after = home.config_value("profiles.default.token", "access_token");
    assert_ne!(before, after, "the token is a new one");
    let text = home.config_text();
    assert!(text.starts_with("# my own words\n"), "{text}");
    assert!(text.ends_with("# the last line\n"), "{text}");
    let untouched = |text: &str| {
        let volatile = ["access_token", "issued_at", "expires_at"];
        text.lines()
            .filter(|line| !volatile.iter().any(|key| line.starts_with(key)))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        untouched(&text),
        untouched(&commented),
        "nothing else changed"
    );
}

fn short_way(provider: &str, steps: &[&str]) {
    let home = Home::new();
    let mut pty = Pty::open(&home, &["--sandbox", "setup", "--provider", provider]);
    let before = steps
        .iter()
        .position(|step| *step == "accept-invite")
        .expect("the step");
    through_the_checklist(&mut pty, steps.get(..before).expect("the steps before"));
    pty.see("● accept-invite")
        .press("s")
        .see("the browser's part is done");
    let base = base_of(&home);
    let made = play(&base, provider, "generate-token");
    let token = made["token"]
        .as_str()
        .expect("a token made on the dashboard")
        .to_owned();
    pty.paste(&token)
        .see("An access token made in the dashboard");
    pty.press("\r").see("Token saved and verified").see("about");
    let seen = calls(&base);
    assert_eq!(seen["exchange"], 0, "{seen}");
    assert_eq!(seen["long-lived"], 0, "{seen}");
    assert_eq!(seen["me"], 1, "{seen}");
    pty.press("q").ends_with(0);
    assert_eq!(
        home.config_value("profiles.default.token", "access_token"),
        Some(token)
    );
    assert_eq!(
        home.config_value("profiles.default.token", "assumed")
            .as_deref(),
        Some("true")
    );
}

#[test]
fn a_token_made_in_the_dashboard_needs_no_exchange() {
    short_way("instagram-login", &INSTAGRAM_LOGIN);
}

#[test]
fn the_articles_first_method_needs_no_exchange_either() {
    short_way("basic-display", &BASIC_DISPLAY);
}

#[test]
fn an_unaccepted_invite_is_explained_and_its_step_opened_by_one_key() {
    let home = Home::new();
    let mut pty = Pty::open(&home, &["--sandbox"]);
    through_the_checklist(&mut pty, INSTAGRAM_LOGIN.get(..5).expect("five steps"));
    // Claimed, but not done.
    pty.see("● accept-invite").press("\r");
    pty.see("● redirect-uri")
        .press("s")
        .see("the browser's part is done")
        .press("\r");
    pty.see("Open this link in any browser").press("s");
    pty.see("Insufficient developer role")
        .press("\r")
        .see("✗ accept-invite");
    pty.press("s").see("the browser's part is done").press("\r");
    pty.see("Open this link in any browser")
        .press("s")
        .see("it belongs to this link");
    pty.press("\r")
        .see("Token saved and verified")
        .press("q")
        .ends_with(0);
}

#[test]
fn the_terminal_is_given_back_on_every_way_out() {
    let home = Home::new();
    let ways: [(&str, u32); 2] = [("q", 0), ("\x03", 130)];
    for (key, code) in ways {
        let mut pty = Pty::open(&home, &["--sandbox"]);
        pty.see("step 1 of 10").press(key).ends_with(code);
    }
    for signal in ["-TERM", "-HUP"] {
        let mut pty = Pty::open(&home, &["--sandbox"]);
        pty.see("step 1 of 10").signal(signal).ends_with(130);
    }
}

#[test]
fn what_was_typed_is_there_again_after_the_line_was_cut() {
    let home = Home::new();
    let mut pty = Pty::open(&home, &["--sandbox"]);
    through_the_checklist(&mut pty, INSTAGRAM_LOGIN.get(..3).expect("three steps"));
    pty.see("● app-credentials").press("\t").press("12345");
    pty.see("12345").signal("-HUP").ends_with(130);
    let mut again = Pty::open(&home, &["--sandbox"]);
    again.see("● app-credentials").see("12345");
    again.press("q").ends_with(0);
}

#[test]
fn the_same_state_is_accepted_after_the_program_was_killed() {
    let home = Home::new();
    let mut pty = Pty::open(&home, &["--sandbox"]);
    through_the_checklist(&mut pty, &INSTAGRAM_LOGIN);
    pty.see("&state=");
    let link = link_on(&pty.screen());
    pty.wait("the sign-in in the state file", |_| {
        std::fs::read_to_string(home.state()).is_ok_and(|text| text.contains("sign_in"))
    });
    pty.kill();
    let mut again = Pty::open(&home, &["--sandbox"]);
    again.see("Open this link in any browser").see("&state=");
    assert_eq!(
        state_of(&link_on(&again.screen())),
        state_of(&link),
        "the same sign-in"
    );
    again
        .press("s")
        .see("it belongs to this link")
        .press("\r")
        .see("Token saved and verified");
    again.press("q").ends_with(0);
}

/// The authorize link as it stands on the screen, its rows joined.
fn link_on(screen: &str) -> String {
    let joined: String = screen.lines().map(str::trim_end).collect();
    let start = joined
        .find("http")
        .and_then(|_| joined.rfind("http://127"))
        .expect("a link");
    let rest = joined.get(start..).expect("the rest");
    rest.chars().take_while(|c| !c.is_whitespace()).collect()
}

fn state_of(link: &str) -> String {
    let (_, rest) = link.split_once("&state=").expect("a state in the link");
    rest.chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect()
}

#[test]
fn a_resize_redraws_the_screen_whole() {
    let home = Home::new();
    let mut pty = Pty::open(&home, &["--sandbox"]);
    pty.see("step 1 of 10").resize(40, 20).see("step 1 of 10");
    pty.resize(120, 40)
        .see("Prepare the Instagram account")
        .see("● account");
    pty.resize(1, 1)
        .resize(80, 24)
        .see("● account")
        .see("? help");
    pty.press("q").ends_with(0);
}

#[test]
fn an_unmarked_paste_fires_no_command() {
    let home = Home::new();
    let mut pty = Pty::open(&home, &["--sandbox"]);
    through_the_checklist(&mut pty, &INSTAGRAM_LOGIN);
    pty.see("Open this link in any browser");
    // Holds c, e, f, q, u and the question mark, all of them commands of this screen.
    pty.press("https://localhost:8443/callback?quef=1")
        .see("38 characters");
    pty.see("There is no code in this address")
        .press("\x1b")
        .see_no_more("38 characters");
    pty.press("q").ends_with(0);
}

#[test]
fn no_secret_is_ever_on_the_screen() {
    let home = Home::new();
    let mut pty = Pty::open(&home, &["--sandbox"]);
    through_the_checklist(&mut pty, &INSTAGRAM_LOGIN);
    pty.see("Open this link in any browser")
        .press("s")
        .see("it belongs to this link");
    pty.press("\r")
        .see("Token saved and verified")
        .press("q")
        .ends_with(0);
    let written = String::from_utf8_lossy(&pty.raw).into_owned();
    let token = home
        .config_value("profiles.default.token", "access_token")
        .expect("a token");
    assert!(!written.contains(&token), "the token was on the screen");
    let secret = home
        .config_value("profiles.default", "app_secret")
        .expect("a secret");
    assert!(
        !written.contains(&secret),
        "the app secret was on the screen"
    );
    assert!(!written.contains("code=AQ"), "the code was on the screen");
}

#[test]
fn the_wizard_waits_its_turn_to_refresh() {
    let home = whole_journey(&["--sandbox"], &INSTAGRAM_LOGIN);
    // A refresh of the command line, too early to call anyone, leaves the lock's file behind.
    let refused = home.run(&["--sandbox", "refresh"]);
    assert_eq!(refused.status.code(), Some(4));
    let state = home.path().join(".local/state/igtoken/practice");
    let lock = std::fs::read_dir(state)
        .expect("the state directory")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.to_string_lossy().contains("-refresh-"))
        .expect("the lock of the refresh");
    let held = std::fs::File::open(lock).expect("the lock");
    held.lock().expect("the turn");
    let mut pty = Pty::open(&home, &["--sandbox"]);
    pty.see("days left");
    http(
        &format!("{}sandbox/clock", base_of(&home)),
        "POST",
        Some(r#"{"advance_seconds":90000}"#),
    );
    pty.press("q").ends_with(0);
    let mut pty = Pty::open(&home, &["--sandbox"]);
    pty.see("days left")
        .press("r")
        .see("Another process is refreshing");
    held.unlock().expect("the turn given back");
    pty.press("r").see("Token saved and verified");
    pty.press("q").ends_with(0);
}
