//! A user without a home: no `HOME`, and no entry in the list of users that would name one.

use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use crate::home::Home;

/// Nobody's number.
const USER: u32 = 424_242;

struct Said {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn homeless(args: &[&str], variables: &[(&str, &str)]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_igtoken"));
    command.args(args).env_clear().env("PATH", "/usr/bin:/bin");
    command.envs(variables.iter().copied());
    let command = command.current_dir("/").stdin(Stdio::null());
    let ended = command.uid(USER).gid(USER).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said {
        code: ended.status.code(),
        stdout: text(ended.stdout),
        stderr: text(ended.stderr),
    }
}

#[test]
#[ignore = "needs root to become another user"]
fn a_user_without_a_home_is_told_so_by_every_command_that_needs_files() {
    let known = Command::new("getent")
        .args(["passwd", &USER.to_string()])
        .output();
    assert!(!known.unwrap().status.success(), "{USER} is somebody");
    for args in [
        &[][..],
        &["status"],
        &["token"],
        &["setup"],
        &["authorize-url"],
        &["paste"],
        &["refresh", "--all"],
        &["profile", "list"],
        &["config", "path"],
        &["config", "check"],
        &["step", "--list"],
        &["schedule", "install"],
        &["sandbox", "--port", "0"],
        &["--sandbox", "setup", "--yes"],
        &["--plain"],
        &["--config", "/tmp/none/config.toml", "status"],
    ] {
        for (lang, texts) in [
            ("en", ["There is no home directory", "Set HOME"]),
            ("ko", ["홈 디렉터리가 없어요", "HOME을"]),
        ] {
            let said = homeless(args, &[("IGTOKEN_LANG", lang)]);
            assert_eq!(said.code, Some(3), "{args:?}: {}", said.stderr);
            assert_eq!(said.stdout, "", "{args:?}");
            for text in texts {
                assert!(said.stderr.contains(text), "{args:?}: {}", said.stderr);
            }
            assert!(
                !said.stderr.contains("--config"),
                "that does not help: {}",
                said.stderr
            );
            assert!(!said.stderr.contains("src/"), "a panic: {}", said.stderr);
        }
    }
    let said = homeless(&["status", "--json"], &[]);
    let document: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(
        (said.code, &document["error"]["id"]),
        (Some(3), &"no-home".into())
    );
    let said = homeless(
        &["doctor", "--json"],
        &[("IGTOKEN_ENDPOINT", "http://127.0.0.1:1")],
    );
    let document: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let config = &document["checks"][1];
    assert_eq!(
        (&config["id"], &config["ok"]),
        (&"config".into(), &false.into()),
        "{document}"
    );
}

#[test]
#[ignore = "needs root to become another user"]
fn the_advice_for_a_user_without_a_home_helps() {
    let home = Home::new();
    let theirs = home.path().join("theirs");
    std::fs::create_dir(&theirs).unwrap();
    std::os::unix::fs::chown(&theirs, Some(USER), Some(USER)).unwrap();
    // The way there is open to them; what is in it is theirs alone.
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o711);
    std::fs::set_permissions(home.path(), open).unwrap();
    let said = homeless(
        &["profile", "add", "new"],
        &[("HOME", theirs.to_str().unwrap())],
    );
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(theirs.join(".config/igtoken/config.toml").exists());
}
