//! New tokens also go to dotenv files and commands.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::home::{Home, Server, mode, read};

const DAY: i64 = 86_400;

/// A finished practice profile with targets.
fn with_targets(targets: impl Fn(&Path) -> String) -> (Home, Server) {
    let (home, server) = Home::served();
    add_targets(&home, &targets(home.path()));
    (home, server)
}

fn add_targets(home: &Home, targets: &str) {
    let path = home.practice_config();
    home.lay(&path, &format!("{}\n{targets}", read(&path)));
}

fn dotenv(path: &Path) -> String {
    format!(
        "[[profiles.default.deliver]]\ndotenv = \"{}\"\n",
        path.display()
    )
}

fn command(words: &[&str]) -> String {
    format!("[[profiles.default.deliver]]\ncommand = {}\n", json!(words))
}

/// A command that keeps its standard input in a file.
fn keep(path: &Path) -> String {
    command(&["sh", "-c", "cat > \"$0\"", path.to_str().unwrap()])
}

/// Everything below a directory that can be read.
fn everything(dir: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(everything(&path));
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            found.push((path, text));
        }
    }
    found
}

#[test]
fn regenerate_changes_the_one_line_of_a_dotenv_file() {
    let (home, _server) = with_targets(|home| dotenv(&home.join("site.env")));
    let file = home.path().join("site.env");
    let text = |token: &str| {
        format!(
            "# the site\r\nPORT=80\r\nexport INSTAGRAM_ACCESS_TOKEN={token} # feed\r\nNAME='x y'"
        )
    };
    home.lay(&file, &text("old"));
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    let run = home.practice(["regenerate", "--yes"]).run().exits(0);
    let run = run.quietly();
    assert!(run.stdout.contains("handed on"), "{run}");
    assert_eq!(read(&file), text(&home.token()));
    assert_eq!(mode(&file), 0o640);
    assert!(!read(&home.practice_state()).contains("undelivered"));
}

#[test]
fn every_way_to_a_new_token_hands_it_on() {
    let (home, server) = with_targets(|home| {
        dotenv(&home.join(".env")).replace(".env\"", ".env\"\nkey = \"FEED_TOKEN\"")
            + &keep(&home.join("kept"))
    });
    let kept = home.path().join("kept");
    let arrived = |what: &str| {
        let token = home.token();
        assert_eq!(
            read(&home.path().join(".env")),
            format!("FEED_TOKEN={token}\n"),
            "{what}"
        );
        assert_eq!(read(&kept), token, "{what}");
        std::fs::remove_file(&kept).unwrap();
    };
    let _ = home
        .practice(["step", "verify", "--yes", "--json"])
        .run()
        .exits(0);
    arrived("step");
    server.advance(2 * DAY);
    let _ = home
        .practice(["refresh", "--json"])
        .run()
        .exits(0)
        .quietly();
    arrived("refresh");
    let token = server.dashboard_token("instagram-login");
    let _ = home.practice(["paste"]).stdin(token).run().exits(0);
    arrived("paste");
    let _ = home.practice(["regenerate", "--yes"]).run().exits(0);
    arrived("regenerate");
    assert_eq!(mode(&home.path().join(".env")), 0o600);
}

#[test]
fn the_first_token_of_a_set_up_is_handed_on() {
    let (home, _server) = Home::ready(crate::home::NO_OPTIONS);
    add_targets(&home, &dotenv(&home.path().join(".env")));
    let _ = home.practice(["setup", "--yes"]).run().exits(0);
    let expected = format!("INSTAGRAM_ACCESS_TOKEN={}\n", home.token());
    assert_eq!(read(&home.path().join(".env")), expected);
}

#[test]
fn a_target_that_fails_is_named_and_the_others_get_the_token() {
    let (home, server) = with_targets(|home| {
        command(&["sh", "-c", "cat >&2; echo; echo sealed >&2; exit 9"])
            + &dotenv(&home.join("none/.env"))
            + &command(&["/nowhere/vault", "put"])
            + &keep(&home.join("kept"))
    });
    let before = home.token();
    let run = home.practice(["regenerate", "--yes", "--json"]).run();
    let document = run.fails(3, "config", "delivery-failed");
    let token = home.token();
    assert_ne!(token, before, "the new token is saved all the same");
    assert_eq!(document["profiles"][0]["state"], "valid");
    let message = document["error"]["message"].as_str().unwrap();
    for word in [
        "The token is saved",
        "sh",
        "none/.env",
        "/nowhere/vault",
        "code 9",
        "sealed",
    ] {
        assert!(message.contains(word), "no {word:?} in {message}");
    }
    assert!(!message.contains("kept"), "{message}");
    assert_eq!(read(&home.path().join("kept")), token);
    assert!(!home.path().join("none").exists());
    assert!(!format!("{run}").contains(&token), "{run}");

    // In words as well: the token was saved, and what was missed.
    let run = home.practice(["regenerate", "--yes"]).run().exits(3);
    assert!(run.stdout.contains("saved and verified"), "{run}");
    assert!(!format!("{run}").contains(&home.token()), "{run}");
    let _ = run.says("did not reach");

    server.advance(2 * DAY);
    let run = home.practice(["refresh", "--json"]).run();
    let document = run.fails(3, "config", "delivery-failed");
    let result = &document["results"][0];
    assert_eq!(result["outcome"], "refreshed");
    assert_eq!(result["error"], document["error"]);
    let pasted = server.dashboard_token("instagram-login");
    let run = home.practice(["paste", "--json"]).stdin(&pasted).run();
    let document = run.fails(3, "config", "delivery-failed");
    assert_eq!((&document["saved"], home.token()), (&json!(true), pasted));
}

#[test]
fn what_was_missed_is_handed_on_by_the_next_refresh() {
    let (home, server) = with_targets(|home| dotenv(&home.join("later/.env")));
    let later = home.path().join("later");
    let _ = home.practice(["regenerate", "--yes"]).run().exits(3);
    assert!(read(&home.practice_state()).contains("undelivered = true"));
    let token = home.token();
    let document = home.practice(["refresh", "--json"]).run();
    let document = document.fails(3, "config", "delivery-failed");
    assert_eq!(document["results"][0]["outcome"], "failed");
    std::fs::create_dir(&later).unwrap();
    // Too young to be refreshed, and handed on all the same.
    let calls = server.calls("refresh");
    let _ = home
        .practice(["refresh", "--json"])
        .run()
        .fails(4, "not-ready", "too-young");
    let expected = format!("INSTAGRAM_ACCESS_TOKEN={token}\n");
    assert_eq!(read(&later.join(".env")), expected);
    assert_eq!((server.calls("refresh"), home.token()), (calls, token));
    assert!(!read(&home.practice_state()).contains("undelivered"));
}

#[test]
fn a_command_sees_the_token_on_its_standard_input_alone() {
    let (home, server) = with_targets(|home| {
        let script =
            "cat > \"$0\"; env > \"$0.env\"; tr '\\0' ' ' < /proc/$$/cmdline > \"$0.args\"";
        command(&["sh", "-c", script, home.join("kept").to_str().unwrap()])
    });
    let log = home.path().join("log");
    let _ = home
        .practice(["--log", log.to_str().unwrap(), "-v", "regenerate", "--yes"])
        .env("IGTOKEN_APP_SECRET", &server.app_secret)
        .run()
        .exits(0);
    let token = home.token();
    assert_eq!(read(&home.path().join("kept")), token);
    let env = read(&home.path().join("kept.env"));
    assert!(
        !env.contains(&server.app_secret) && !env.contains(&token),
        "{env}"
    );
    for (path, text) in everything(home.path()) {
        let expected = ["kept", "config.toml", "world.json"];
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(
            expected.contains(&name) || !text.contains(&token),
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_command_that_prints_the_token_does_not_bring_it_on_a_screen_or_into_the_log() {
    let script = "t=$(cat); echo \"$t\"; echo \"refused: $t\" >&2; exit 1";
    let (home, _server) = with_targets(|_| command(&["sh", "-c", script]));
    let log = home.path().join("log");
    let run = home
        .practice(["--log", log.to_str().unwrap(), "-v", "regenerate", "--yes"])
        .run()
        .exits(3)
        .says("refused: …");
    let token = home.token();
    let written = format!("{run}{}{}", read(&log), read(&home.practice_state()));
    for part in token.as_bytes().windows(8) {
        let part = std::str::from_utf8(part).unwrap();
        assert!(!written.contains(part), "{part}");
    }
}

#[test]
fn a_target_that_cannot_be_read_is_said_with_its_line_and_without_its_value() {
    for (lines, key, problem) in [
        ("key = \"planted\"", "dotenv", "neither dotenv nor command"),
        (
            "dotenv = \"/x\"\ncommand = [\"planted\"]",
            "command",
            "both set",
        ),
        ("dotenv = \"planted/.env\"", "dotenv", "absolute"),
        (
            "dotenv = \"/x\"\nkey = \"1planted\"",
            "key",
            "name for a variable",
        ),
        ("command = []", "command", "empty"),
        ("command = \"planted\"", "command", "list of texts"),
    ] {
        let home = Home::new();
        let text = format!("version = 1\n\n[[profiles.default.deliver]]\n{lines}\n");
        home.lay(&home.config_file(), &text);
        let run = home.igtoken(["config", "check", "--json"]).run();
        let document = run.fails(3, "config", "config-unreadable");
        let message = document["error"]["message"].as_str().unwrap();
        let named = format!("profiles.default.deliver.{key}");
        for word in [&named, problem, "ine "] {
            assert!(message.contains(word), "no {word:?} in {message}");
        }
        assert!(!run.stdout.contains("planted"), "{run}");
    }
}

/// A password store of its own in this home, with a key that has no passphrase.
fn password_store(home: &Home) {
    let dir = home.path().join(".gnupg");
    std::fs::create_dir(&dir).unwrap();
    std::fs::set_permissions(&dir, std::fs::Permissions::from_mode(0o700)).unwrap();
    let key = "%no-protection\nKey-Type: eddsa\nKey-Curve: ed25519\nSubkey-Type: ecdh\n\
               Subkey-Curve: cv25519\nName-Email: t@example.com\nExpire-Date: 0\n%commit\n";
    let _ = tool(home, &["gpg", "--batch", "--quiet", "--gen-key"], key);
    let _ = tool(home, &["pass", "init", "t@example.com"], "");
}

fn tool(home: &Home, words: &[&str], input: &str) -> String {
    use std::io::Write as _;
    let mut child = std::process::Command::new(words[0])
        .args(&words[1..])
        .env("HOME", home.path())
        .env_remove("GNUPGHOME")
        .env_remove("PASSWORD_STORE_DIR")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(input.as_bytes()).unwrap();
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{words:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
#[ignore = "needs pass and gnupg"]
fn pass_keeps_the_token_and_gives_the_app_secret() {
    let (home, server) = Home::ready(crate::home::NO_OPTIONS);
    password_store(&home);
    let insert = ["pass", "insert", "--multiline", "--force"];
    let entry = [&insert[..], &["meta/app-secret"]].concat();
    let _ = tool(&home, &entry, &server.app_secret);
    let config = home.practice_config();
    let kept = format!("app_secret = \"{}\"", server.app_secret);
    let from_pass = "app_secret_command = [\"pass\", \"show\", \"meta/app-secret\"]";
    assert!(read(&config).contains(&kept));
    home.lay(&config, &read(&config).replace(&kept, from_pass));
    add_targets(
        &home,
        &command(&[&insert[..], &["instagram/token"]].concat()),
    );
    for args in [["setup", "--yes"], ["regenerate", "--yes"]] {
        let _ = home.practice(args).run().exits(0).quietly();
        let shown = tool(&home, &["pass", "show", "instagram/token"], "");
        assert_eq!(shown, home.token(), "{args:?}");
    }
    assert!(!read(&config).contains(&server.app_secret));
    let _ = tool(&home, &["gpgconf", "--kill", "all"], "");
}

#[test]
fn a_shell_reads_the_variable_that_was_set_in_any_file_of_its_own() {
    use igtoken::store::deliver::dotenv::assign;
    const KEY: &str = "INSTAGRAM_ACCESS_TOKEN";
    let around = [
        "",
        "export A='x y' # it's\n",
        "NOTE=\"one\nINSTAGRAM_ACCESS_TOKEN=x\n\"\n",
        "NOTE='say \"\nthree'\nB=\"it's\"\n",
        "# don't\nC=\n",
    ];
    let own = [
        "",
        "KEY=old\n",
        "export KEY='o l d'  # mine\n",
        "KEY=\"x\" # it's\n",
        "KEY=\nKEY='one\ntwo'\n",
        "KEY=`echo x`\n",
    ];
    let values = ["IGAAold", "a b", "", "#=~*", "it's \"$5\" `x` \\", "'"];
    let home = Home::new();
    let mut expected = Vec::new();
    for before in around {
        for own in own {
            for after in around {
                for value in values {
                    let old = format!("{before}{}{after}", own.replace("KEY", KEY));
                    let new = assign(old.as_bytes(), KEY, value).unwrap();
                    let new = String::from_utf8(new.to_vec()).unwrap();
                    home.lay(&home.path().join(expected.len().to_string()), &new);
                    expected.push((value, new));
                }
            }
        }
    }
    let script = "n=0; while [ -e ./$n ]; do \
                  ( . ./$n; printf '%s\\n' \"$INSTAGRAM_ACCESS_TOKEN\" ); n=$((n + 1)); done";
    let read = std::process::Command::new("sh")
        .args(["-c", script])
        .current_dir(home.path())
        .output()
        .unwrap();
    let read = String::from_utf8(read.stdout).unwrap();
    assert_eq!(read.lines().count(), expected.len());
    for (line, (value, file)) in read.lines().zip(&expected) {
        assert_eq!(line, *value, "{file}");
    }
}
