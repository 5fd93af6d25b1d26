//! Plants secrets, goes through whole flows and faults with the fullest log, and then looks for the
//! plants in everything that was written.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::json;

use crate::home::{Ended, Home, NO_OPTIONS, Server, read};
use crate::http;

/// All that a home has seen, and what must not be in it.
struct Watch {
    home: Home,
    log: PathBuf,
    planted: Vec<(&'static str, String)>,
    told: Vec<String>,
}

impl Watch {
    fn new(home: Home) -> Self {
        let log = home.path().join("igtoken.log");
        Self {
            home,
            log,
            planted: Vec::new(),
            told: Vec::new(),
        }
    }

    fn plant(&mut self, name: &'static str, secret: &str) {
        assert!(
            secret.len() >= 20,
            "{name} is too short to be told from other text"
        );
        self.planted.push((name, secret.to_owned()));
    }

    /// Plants every secret that the practice provider knows by now.
    fn plant_world(&mut self) {
        let world = self.home.world();
        for app in world["apps"].as_array().unwrap() {
            let secret = app["instagram"]["secret"].as_str().unwrap().to_owned();
            self.plant("app secret", &secret);
        }
        for token in world["tokens"].as_array().unwrap() {
            let token = token["value"].as_str().unwrap().to_owned();
            self.plant("token", &token);
        }
        for code in world["codes"].as_array().unwrap() {
            let code = code["value"].as_str().unwrap().to_owned();
            self.plant("code", &code);
        }
    }

    /// Runs the program in practice mode with the fullest log.
    fn run(&mut self, args: &[&str], stdin: &str) -> Ended {
        let log = self.log.clone();
        let run = self
            .home
            .practice(["--log", log.to_str().unwrap(), "-vv"].iter().chain(args));
        let ended = run.stdin(stdin).run();
        self.told.push(ended.stdout.clone());
        self.told.push(ended.stderr.clone());
        ended
    }

    /// Insists that no plant is anywhere but where it belongs: in the config, and in the world of
    /// the practice provider. `code` says where an unsent code may be.
    #[track_caller]
    fn assert_clean(&self) {
        assert!(self.planted.len() > 2, "nothing was planted");
        let mut searched = 0;
        for told in &self.told {
            self.assert_none_in("the terminal", told);
        }
        for path in files(self.home.path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path == self.home.world_file() || name == "config.toml" {
                continue;
            }
            self.assert_none_in(
                &name,
                &String::from_utf8_lossy(&std::fs::read(&path).unwrap()),
            );
            searched += 1;
        }
        assert!(searched >= 2, "the log and the state file were searched");
        assert!(
            read(&self.log).contains("call"),
            "the log holds something: {}",
            read(&self.log)
        );
        assert_eq!(crate::home::mode(&self.log), 0o600);
    }

    #[track_caller]
    fn assert_none_in(&self, place: &str, text: &str) {
        for (name, secret) in &self.planted {
            // Also a large part of it, and as it is written in addresses.
            let part = secret.get(..secret.len() / 2).unwrap();
            let tail = secret.get(secret.len() / 2..).unwrap();
            for piece in [part, tail] {
                let encoded: String =
                    url::form_urlencoded::byte_serialize(piece.as_bytes()).collect();
                let found = text.contains(piece) || text.contains(&encoded);
                assert!(!found, "the {name} is in {place}:\n{text}");
            }
        }
    }
}

/// Every file below a directory.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// A running provider, and a home with its app.
fn ready() -> (Watch, Server) {
    let (home, server) = Home::ready(NO_OPTIONS);
    (Watch::new(home), server)
}

/// Opens a sign-in and answers where the person lands.
fn landing(watch: &mut Watch, server: &Server) -> String {
    let link = watch.run(&["authorize-url"], "").exits(0).stdout;
    server.allow(link.trim_end())
}

#[test]
fn a_secret_that_leaks_would_be_found() {
    let (mut watch, server) = ready();
    watch.plant_world();
    watch.plant("app secret", &server.app_secret);
    let part = server.app_secret.get(16..).unwrap();
    for text in [server.app_secret.clone(), format!("…{part}")] {
        let found = std::panic::catch_unwind(|| watch.assert_none_in("a text", &text));
        assert!(found.is_err(), "{text}");
    }
    watch.assert_none_in("a text", "no secret");
}

#[test]
fn a_whole_life_of_a_token_leaves_no_secret_behind() {
    let (mut watch, server) = ready();
    let _ = watch.run(&["setup", "--yes"], "").exits(0);
    let _ = watch.run(&["regenerate", "--yes", "--json"], "").exits(0);
    let _ = watch.run(&["step", "authorize", "--yes"], "").exits(0);
    server.advance(25 * 3_600);
    let _ = watch.run(&["refresh", "--json"], "").exits(0);
    let _ = watch.run(&["refresh"], "").exits(4);
    let token = server.dashboard_token("instagram-login");
    let _ = watch.run(&["paste"], &token).exits(0);
    for args in [
        &["status"][..],
        &["status", "--json"],
        &["config", "show"],
        &["config", "show", "--json"],
        &["config", "check"],
        &["profile", "list"],
        &["step", "--list", "--json"],
    ] {
        let _ = watch.run(args, "").exits(0);
    }
    server.advance(61 * 86_400);
    let _ = watch.run(&["token"], "").exits(7);
    let _ = watch.run(&["refresh", "--json"], "").exits(7);
    watch.plant_world();
    assert!(watch.planted.len() >= 9, "{}", watch.planted.len());
    watch.assert_clean();
}

#[test]
fn a_sign_in_with_mistakes_leaves_no_secret_behind() {
    let (mut watch, server) = ready();
    let landing = landing(&mut watch, &server);
    let code = url::Url::parse(&landing).unwrap();
    let code = code
        .query_pairs()
        .find(|(name, _)| name == "code")
        .unwrap()
        .1
        .into_owned();
    let token = server.dashboard_token("instagram-login");
    let foreign = format!("EAA{}", "Gm0PX4ZCpsBAKZC".repeat(10));
    watch.plant("foreign token", &foreign);
    for (text, exit) in [
        (landing.replace("state=", "state=X"), 8),
        (landing.split("&state=").next().unwrap().to_owned(), 8),
        (code, 8),
        (foreign, 8),
        (server.app_secret.clone(), 8),
        (format!("some words, {token} and more words"), -1),
        (format!("{}\u{0}\u{1b}[31m", server.app_secret), -1),
    ] {
        for args in [&["paste", "--json"][..], &["paste"], &["paste", "--what"]] {
            let run = watch.run(args, &text);
            if exit >= 0 && !args.contains(&"--what") {
                let _ = run.exits(exit);
            }
        }
    }
    let _ = watch.run(&["paste", "--what", "--json"], &landing).exits(0);
    let _ = watch.run(&["paste", "--json"], &landing).exits(0);
    let _ = watch.run(&["paste"], &landing).exits(4);
    watch.plant_world();
    watch.assert_clean();
}

#[test]
fn the_faults_of_a_provider_leave_no_secret_behind() {
    let (mut watch, server) = ready();
    let _ = watch.run(&["setup", "--yes"], "").exits(0);
    for (call, fault) in [
        ("exchange", "code-used"),
        ("exchange", "redirect-mismatch"),
        ("exchange", "html"),
        ("exchange", "truncated"),
        ("exchange", "empty"),
        ("exchange", "deep-json"),
        ("exchange", "huge"),
        ("exchange", "redirect"),
        ("long-lived", "invalid-client-secret"),
        ("long-lived", "tester-role-missing"),
        ("long-lived", "cannot-parse-token"),
        ("long-lived", "invalid-utf8"),
        ("me", "logged-out"),
        ("me", "html"),
    ] {
        server.fault(call, fault, 1);
        let run = watch.run(&["regenerate", "--yes", "--json"], "");
        assert!(
            run.code == Some(5) || run.code == Some(6),
            "{call} {fault}: {run}"
        );
        // What is left of it is finished or explained first.
        drop(watch.run(&["setup", "--yes", "--json"], ""));
    }
    watch.plant_world();
    watch.assert_clean();
}

#[test]
fn explain_and_wrong_use_keep_what_they_were_given_out_of_the_log() {
    let (mut watch, server) = ready();
    let _ = watch.run(&["setup", "--yes"], "").exits(0);
    let token = watch.home.token();
    watch.plant("token", &token);
    let body = json!({ "error": { "message": format!("Malformed access token {token}"),
        "type": "OAuthException", "code": 190 } });
    let _ = watch.run(&["explain"], &body.to_string()).exits(0);
    let address = server.at(&format!("/me?access_token={token}"));
    let _ = watch
        .run(&["explain", "--json"], &format!("GET {address} failed"))
        .exits(0);
    watch.plant_world();
    watch.assert_clean();
}

#[test]
fn an_unsent_code_is_in_the_state_file_alone() {
    let (mut watch, server) = ready();
    let path = watch.home.practice_config();
    let line = format!("app_secret = \"{}\"\n", server.app_secret);
    watch.home.lay(&path, &read(&path).replace(&line, ""));
    let landing = landing(&mut watch, &server);
    let _ = watch.run(&["paste", "--json"], &landing).exits(4);
    let code = landing
        .split("code=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap()
        .to_owned();
    let holders: Vec<PathBuf> = files(watch.home.path())
        .into_iter()
        .filter(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).contains(&code))
        .collect();
    assert_eq!(
        holders,
        [watch.home.practice_state(), watch.home.world_file()]
    );
    assert_eq!(crate::home::mode(&watch.home.practice_state()), 0o600);
    assert!(!watch.told.iter().any(|told| told.contains(&code)));
}

#[test]
fn no_secret_is_in_the_arguments_or_the_environment_of_a_running_program() {
    if !Path::new("/proc/self/cmdline").exists() {
        return;
    }
    let (home, server) = Home::served();
    let token = home.token();
    let mut child = home
        .practice(["paste", "--json"])
        .command()
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // It waits for its input as long as nothing closes it.
    let of = |file: &str| {
        let bytes = std::fs::read(format!("/proc/{}/{file}", child.id())).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let text = of("cmdline") + &of("environ");
    drop(child.stdin.take());
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(8));
    for hidden in [&token, &server.app_secret] {
        assert!(!text.contains(hidden.as_str()), "{text}");
    }
}

#[test]
fn the_practice_provider_keeps_secrets_out_of_its_own_log() {
    let home = Home::new();
    let log = home.path().join("sandbox.log");
    let options = ["--auto-approve", "--log", log.to_str().unwrap(), "-vv"];
    let server = home.serve(options);
    let url = url::Url::parse_with_params(
        &server.at("/oauth/authorize"),
        [
            ("client_id", server.app_id.as_str()),
            ("redirect_uri", &server.redirect_uri),
            ("response_type", "code"),
            ("scope", "instagram_business_basic"),
        ],
    )
    .unwrap();
    let landing = http::get(url.as_str()).answers(302).location().to_owned();
    let code = landing
        .split("code=")
        .nth(1)
        .unwrap()
        .trim_end_matches("#_")
        .to_owned();
    let form = [
        ("client_id", server.app_id.as_str()),
        ("client_secret", &server.app_secret),
        ("grant_type", "authorization_code"),
        ("redirect_uri", &server.redirect_uri),
        ("code", &code),
    ];
    let token = http::post_form(&server.at("/oauth/access_token"), &form)
        .answers(200)
        .json();
    let text = read(&log);
    for hidden in [
        &code,
        &server.app_secret,
        token["access_token"].as_str().unwrap(),
    ] {
        assert!(!text.contains(hidden), "{text}");
    }
}
