//! What may stand in the place of the state file: it is said, and the config stays as it was.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{igtoken, names};
use crate::home::{Ended, Home, mode, read};
use crate::pty::Pty;

const TOKEN: &str = "IGAAo1dTokenThatServes7QmZx3o1dTokenThatServes7QmZx3o1dTokenThatServes7";
const CONFIG: &str = "# mine\nversion = 1\n\n[profiles.default] # p\nprovider = \"instagram-login\"\n\
    app_id = \"990602627938098\"\nredirect_uri = \"https://localhost:8443/callback\"\n\
    [profiles.default.token]\naccess_token = \"IGAAo1dTokenThatServes7QmZx3o1dTokenThatServes7QmZx3o1dTokenThatServes7\"\n\
    kind = \"long-lived\"\nissued_at = 2026-01-01T00:00:00Z\nexpires_at = 2100-01-01T00:00:00Z\n";
const STATE: &str = "version = 1\n[profiles.default]\nprovider = \"instagram-login\"\n\
    [profiles.default.marks]\naccount = \"claimed\"\n";

fn home() -> (Home, PathBuf) {
    let home = Home::new();
    home.lay(&home.config_file(), CONFIG);
    let state = home.state_dir().join("state.toml");
    home.lay(&state, "");
    std::fs::remove_file(&state).unwrap();
    (home, state)
}

/// Insists that the config is as it was, and that its token is handed out all the same.
#[track_caller]
fn assert_untouched(home: &Home) {
    assert_eq!(read(&home.config_file()), CONFIG);
    assert_eq!(mode(&home.config_file()), 0o600);
    let run = igtoken(home, &["token"]).run().exits(0).quietly();
    assert_eq!(run.stdout.trim_end(), TOKEN);
}

/// Every command that needs the state refuses, and names the file and the reason.
#[track_caller]
fn refused(home: &Home, path: &Path, texts: [&str; 2]) {
    let named = path.to_str().unwrap();
    for (arguments, stdin) in [
        (&["authorize-url"][..], ""),
        (&["step", "--list", "--json"], ""),
        (&["paste", "--json"], TOKEN),
        (&["refresh", "--json"], ""),
    ] {
        let run = igtoken(home, arguments).stdin(stdin).run();
        let run = run.exits(3);
        let said = format!("{}{}", run.stdout, run.stderr);
        assert!(said.contains(named) && said.contains(texts[0]), "{run}");
        assert!(!said.contains(TOKEN), "{run}");
    }
    let run = igtoken(home, &["--lang", "ko", "step", "--list"])
        .run()
        .exits(3);
    let _: Ended = run.prints_nothing().says(named).says(texts[1]);
    let place = [("IGTOKEN_ENDPOINT", "http://127.0.0.1:1")];
    let mut pty = Pty::open_with(home.path(), &["--lang", "en"], 100, 30, &place);
    pty.see(texts[0]).ends_with(3);
    assert_untouched(home);
}

#[test]
fn a_state_file_that_is_no_file_of_ones_own_is_refused_and_the_config_stays() {
    let (home, path) = home();
    std::fs::create_dir(&path).unwrap();
    let texts = [
        "A directory stands in its place",
        "그 자리에 디렉터리가 있어요",
    ];
    refused(&home, &path, texts);
    assert!(path.is_dir());

    let (home, path) = self::home();
    symlink(home.path().join("nowhere"), &path).unwrap();
    refused(
        &home,
        &path,
        ["a link that leads nowhere", "이어지지 않거나"],
    );
    assert!(path.is_symlink() && !home.path().join("nowhere").exists());

    let (home, path) = self::home();
    let made = Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    refused(&home, &path, ["It is not a regular file", "파일"]);
    assert!(path.exists());
}

#[test]
#[ignore = "needs root to give files away"]
fn a_state_file_of_somebody_else_is_refused_and_the_config_stays() {
    let give_away = |path: &Path| std::os::unix::fs::chown(path, Some(4242), None).unwrap();
    let (home, path) = home();
    home.lay(&path, STATE);
    give_away(&path);
    refused(&home, &path, ["It belongs to another user", "다른 사용자"]);
    assert_eq!(read(&path), STATE);

    let (home, path) = self::home();
    let theirs = home.path().join("theirs.toml");
    home.lay(&theirs, STATE);
    give_away(&theirs);
    symlink(&theirs, &path).unwrap();
    refused(&home, &path, ["someone else's file", "다른"]);
    assert_eq!(read(&theirs), STATE);
    assert!(path.is_symlink());
}

#[test]
fn a_state_file_that_cannot_be_read_is_set_aside_with_a_word_and_the_work_goes_on() {
    let large = "#".repeat(10 * 1024 * 1024).into_bytes();
    for (bytes, loose) in [
        (large, false),
        (b"\0\x01ELF\x7f = [\0".to_vec(), false),
        (b"\xff\xfe\x00".to_vec(), false),
        (b"version = 1\n[profiles".to_vec(), true),
    ] {
        for lang in ["en", "ko"] {
            let (home, path) = home();
            home.lay(&path, "");
            std::fs::OpenOptions::new()
                .write(true)
                .open(&path)
                .and_then(|mut file| std::io::Write::write_all(&mut file, &bytes))
                .unwrap();
            if loose {
                std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            }
            let run = igtoken(&home, &["--lang", lang, "authorize-url"])
                .run()
                .exits(0);
            let aside = home.state_dir().join("state.toml.broken-1");
            let word = if lang == "en" {
                "could not be read"
            } else {
                "읽을 수 없"
            };
            let run = run.says(aside.to_str().unwrap()).says(word);
            assert!(
                run.stdout
                    .starts_with("http://127.0.0.1:1/oauth/authorize?"),
                "{run}"
            );
            assert_eq!(std::fs::read(&aside).unwrap(), bytes);
            assert_eq!((mode(&aside), mode(&path)), (0o600, 0o600));
            // Said once; the new one serves.
            let again = igtoken(&home, &["status"]).run().exits(0).quietly();
            assert!(read(&path).contains("sign_in"), "{again}");
            assert_untouched(&home);
            let left = [".state.toml.lock", "state.toml", "state.toml.broken-1"];
            assert_eq!(names(&home.state_dir()), left);
        }
    }
}

#[test]
fn the_mark_and_line_ends_of_other_editors_are_read_in_a_state_file() {
    let (home, path) = home();
    home.lay(&path, &format!("\u{feff}{STATE}").replace('\n', "\r\n"));
    let steps = igtoken(&home, &["step", "--list", "--json"])
        .run()
        .exits(0)
        .quietly();
    assert_eq!(steps.json()["steps"][0]["status"], "claimed", "{steps}");
    let _ = igtoken(&home, &["authorize-url"]).run().exits(0).quietly();
    let now: toml::Table = read(&path).parse().unwrap();
    assert_eq!(
        now["profiles"]["default"]["marks"]["account"].as_str(),
        Some("claimed")
    );
    assert_untouched(&home);
}

#[test]
fn a_linked_state_file_of_ones_own_is_changed_behind_its_link() {
    let (home, path) = home();
    let target = home.path().join("elsewhere/state.toml");
    home.lay(&target, STATE);
    symlink(&target, &path).unwrap();
    let _ = igtoken(&home, &["authorize-url"]).run().exits(0).quietly();
    assert!(path.is_symlink());
    let now = read(&target);
    assert!(now.contains("sign_in") && now.contains("claimed"), "{now}");
    assert_eq!(mode(&target), 0o600);
    assert_untouched(&home);
}

#[test]
fn a_state_file_that_others_can_read_is_closed_and_that_is_said() {
    for (lang, word) in [("en", "It is private now"), ("ko", "0600")] {
        let (home, path) = home();
        home.lay(&path, STATE);
        let all = |path: &Path, mode| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        all(&path, 0o664);
        all(&home.state_dir(), 0o755);
        let run = igtoken(&home, &["--lang", lang, "step", "--list"])
            .run()
            .exits(0);
        let run = run.says(path.to_str().unwrap()).says("0664").says(word);
        assert_eq!(
            (mode(&path), mode(&home.state_dir())),
            (0o600, 0o700),
            "{run}"
        );
        assert_eq!(read(&path), STATE);
        let again = igtoken(&home, &["step", "--list"]);
        let _ = again.run().exits(0).quietly();
        assert_untouched(&home);
    }
}
