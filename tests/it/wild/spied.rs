//! What the system shows of a running program to whoever asks: its arguments and its environment.
//!
//! Every program that is started here is a spy: it copies both from the kernel, its own and those of
//! the program that started it.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::home::{Home, read};
use crate::misbehaving::{Act, Misbehaving};
use crate::pty::Pty;

const FROM_COMMAND: &str = "5ecre75ecre75ecre75ecre75ecre7ab";
const FROM_ENVIRONMENT: &str = "5ecre75ecre75ecre75ecre75ecre7cd";
const OLD: &str = "IGAAo1dTokenThatServes7QmZx3o1dTokenThatServes7QmZx3o1dTokenThatServes7";
const SHORT: &str = "IGAAshortTokenOfOneHour0123456789abcdefghijklmnop";
const NEW: &str = "IGAAn3wTokenThatWaits9RkVy4n3wTokenThatWaits9RkVy4n3wTokenThatWaits9Rk";
const CODE: &str = "AQBx-c0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0dec0de";
const EDITOR: &str = "editor/bin/helpers/browser.sh";

fn is_linux() -> bool {
    Path::new("/proc/self/environ").exists()
}

/// A program that notes what is seen of it, and of its parent, and then does its work.
fn spy(home: &Home, place: &str, then: &str) -> PathBuf {
    let path = home.path().join(place);
    let name = path.file_name().unwrap().to_str().unwrap();
    let seen = home.path().join("seen").join(name);
    home.lay(&seen.with_extension("own"), "");
    let of = |who: &str, end: &str| {
        let to = seen.with_extension(end);
        format!(
            "/bin/cat /proc/{who}/cmdline /proc/{who}/environ >> '{}'\n",
            to.display()
        )
    };
    let (own, parent) = (of("$$", "own"), of("$PPID", "parent"));
    home.lay(&path, &format!("#!/bin/sh\n{own}{parent}{then}\n"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    path
}

/// What a spy noted, of itself and of its parent.
#[track_caller]
fn noted(home: &Home, name: &str) -> [String; 2] {
    ["own", "parent"].map(|end| {
        let path = home.path().join("seen").join(name).with_extension(end);
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}.{end}: {error}"));
        assert!(!bytes.is_empty(), "{name} was never started");
        String::from_utf8_lossy(&bytes).replace('\0', "\n")
    })
}

#[track_caller]
fn assert_none(text: &str, hidden: &[&str], which: &str) {
    for secret in hidden {
        assert!(
            !text.contains(secret),
            "{secret} is seen of {which}:\n{text}"
        );
    }
}

fn provider() -> Misbehaving {
    Misbehaving::start(|path, _| match path {
        "/oauth/access_token" => Act::json(
            "200 OK",
            &format!("{{\"access_token\":\"{SHORT}\",\"user_id\":1}}"),
        ),
        "/access_token" => Act::json(
            "200 OK",
            &format!(
                "{{\"access_token\":\"{NEW}\",\"token_type\":\"bearer\",\"expires_in\":5183944}}"
            ),
        ),
        _ => Act::json(
            "200 OK",
            r#"{"user_id":"17841405793187218","username":"shop"}"#,
        ),
    })
}

/// A profile with a token that serves, a command for the secret and one that gets the token.
fn configure(home: &Home) {
    let pass = spy(home, "bin/pass", &format!("echo {FROM_COMMAND}"));
    let takes = spy(home, "bin/takes", "exec /bin/cat > /dev/null");
    home.lay(
        &home.config_file(),
        &format!(
            "version = 1\n[profiles.default]\nprovider = \"instagram-login\"\n\
             app_id = \"990602627938098\"\napp_secret_command = [\"{}\", \"show\", \"meta\"]\n\
             redirect_uri = \"https://example.org/callback\"\n\
             [profiles.default.token]\naccess_token = \"{OLD}\"\nkind = \"long-lived\"\n\
             issued_at = 2026-01-01T00:00:00Z\nexpires_at = 2100-01-01T00:00:00Z\n\
             [[profiles.default.deliver]]\ncommand = [\"{}\", \"-\"]\n",
            pass.display(),
            takes.display()
        ),
    );
}

/// A whole sign-in on the screen: the browser is opened, the link copied under tmux, the answer
/// pasted, the secret fetched, the token handed on.
fn sign_in_on_the_screen(environment: &[(&str, &str)], started: &[&str], app_secrets: &[&str]) {
    let (home, server) = (Home::new(), provider());
    configure(&home);
    let opener = spy(&home, EDITOR, "");
    spy(&home, "bin/tmux", "echo off off");
    let system = std::env::var_os("PATH").unwrap_or_default();
    let system = system.to_string_lossy();
    let path = format!("{}:{system}", home.path().join("bin").display());
    let mut around = vec![
        ("IGTOKEN_ENDPOINT", server.url.as_str()),
        ("PATH", path.as_str()),
        ("TMUX", "/tmp/tmux-0/default,1,0"),
        ("BROWSER", opener.to_str().unwrap()),
        ("VSCODE_IPC_HOOK_CLI", "/run/user/1000/vscode-ipc.sock"),
    ];
    around.extend(environment);
    let mut pty = Pty::open_with(home.path(), &["regenerate"], 100, 30, &around);
    pty.see("Open this link in any browser");
    pty.press("o").see("Asked your browser to open the link.");
    pty.press("c").see("tmux keeps it");
    let state = read(&home.state_dir().join("state.toml"));
    let state: toml::Table = state.parse().unwrap();
    let state = state["profiles"]["default"]["sign_in"]["state"]
        .as_str()
        .unwrap()
        .to_owned();
    pty.paste(&format!(
        "https://example.org/callback?code={CODE}&state={state}#_"
    ));
    pty.see("it belongs to this link");
    // What is seen of the program itself while it holds the code; what is started later sees it
    // with the tokens and the app secret too.
    let of = |file: &str| {
        let bytes = std::fs::read(format!("/proc/{}/{file}", pty.id())).unwrap();
        String::from_utf8_lossy(&bytes).replace('\0', "\n")
    };
    let itself = of("cmdline") + &of("environ");
    pty.press("\r").see("saved and verified").ends_with(0);
    assert_eq!(server.count("/oauth/access_token"), 1);
    let served = home.igtoken(["token"]).run().exits(0).stdout;
    assert_eq!(served.trim_end(), NEW);

    let mut hidden = vec![OLD, SHORT, NEW, CODE];
    hidden.extend(app_secrets);
    // What a person put into the environment is seen of the program that it was given to.
    let given = |secret: &&str| !environment.iter().any(|(_, value)| value == secret);
    let kept: Vec<&str> = hidden.iter().copied().filter(given).collect();
    assert!(itself.contains("regenerate"), "{itself}");
    assert_none(&itself, &kept, "the program itself");
    assert_none(&itself, &[&state], "the program itself");
    for name in started {
        let [own, parent] = noted(&home, name);
        assert!(own.contains("PATH="), "{own}");
        assert!(parent.contains("regenerate"), "{parent}");
        assert_none(&own, &hidden, name);
        assert_none(&parent, &kept, "the program that started it");
        let opens = *name == "browser.sh";
        assert_eq!(
            own.contains(&state),
            opens,
            "only the browser gets the link: {own}"
        );
    }
}

#[test]
fn nothing_that_a_sign_in_starts_shows_a_secret_in_its_arguments_or_its_environment() {
    if !is_linux() {
        return;
    }
    let started = ["browser.sh", "tmux", "pass", "takes"];
    sign_in_on_the_screen(&[], &started, &[FROM_COMMAND]);
    let given = [("IGTOKEN_APP_SECRET", FROM_ENVIRONMENT)];
    let started = ["browser.sh", "tmux", "takes"];
    sign_in_on_the_screen(&given, &started, &[FROM_ENVIRONMENT, FROM_COMMAND]);
}

#[test]
fn nothing_that_a_timer_or_the_doctor_starts_shows_a_secret_in_its_arguments_or_its_environment() {
    if !is_linux() {
        return;
    }
    let hidden = [OLD, FROM_COMMAND, FROM_ENVIRONMENT];
    for programs in [&["systemctl", "loginctl", "journalctl"][..], &["crontab"]] {
        let home = Home::new();
        configure(&home);
        for name in programs {
            let then = match *name {
                "systemctl" => "case \"$2\" in is-system-running) echo running ;; esac",
                "crontab" => "case \"$1\" in -l) exit 1 ;; -) /bin/cat > /dev/null ;; esac",
                _ => "",
            };
            spy(&home, &format!("bin/{name}"), then);
        }
        for arguments in [
            &["schedule", "install"][..],
            &["schedule", "show"],
            &["schedule", "remove"],
            &["doctor"],
        ] {
            let run = home
                .igtoken(arguments)
                .env("PATH", home.path().join("bin"))
                .env("XDG_RUNTIME_DIR", home.path())
                .env("IGTOKEN_ENDPOINT", "http://127.0.0.1:1")
                .env("IGTOKEN_APP_SECRET", FROM_ENVIRONMENT)
                .run();
            for text in [&run.stdout, &run.stderr] {
                assert_none(text, &hidden, "what is printed");
            }
        }
        let first = programs.first().unwrap();
        for name in programs {
            let own = home.path().join("seen").join(name).with_extension("own");
            let own = read(&own).replace('\0', "\n");
            assert!(!own.is_empty() || name != first, "{name} was never started");
            assert_none(&own, &hidden, name);
        }
    }
}
