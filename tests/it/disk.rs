//! A disk that refuses: the old file stays whole, one clear sentence names the file, exit code 3.

mod homeless;
mod root;
mod state;

use std::path::{Path, PathBuf};

use crate::home::{Ended, Home, Igtoken, mode, read};

const TOKEN: &str = "IGAAn3wTokenThatWaits9RkVy4n3wTokenThatWaits9RkVy4n3wTokenThatWaits9Rk";
const OLD: &str = "# mine\nversion = 1\n\n[profiles.default]\nprovider = \"instagram-login\" # p\n";

fn config(home: &Home, text: &str) -> PathBuf {
    let path = home.config_file();
    home.lay(&path, text);
    path
}

/// Every command here is refused before it calls anybody; this is where nobody listens.
fn igtoken(home: &Home, args: &[&str]) -> Igtoken {
    home.igtoken(args)
        .env("IGTOKEN_ENDPOINT", "http://127.0.0.1:1")
}

/// A command that writes, as a document and as words in both languages.
#[track_caller]
fn refused(
    home: &Home,
    also: &dyn Fn(Igtoken) -> Igtoken,
    id: &str,
    path: &Path,
    texts: [&str; 2],
) {
    let run = also(igtoken(home, &["paste", "--json"])).stdin(TOKEN).run();
    let document = run.fails(3, "config", id);
    let message = document["error"]["message"].as_str().unwrap();
    assert!(message.contains(path.to_str().unwrap()), "{run}");
    assert!(message.contains(texts[0]), "{run}");
    for (lang, text) in ["en", "ko"].into_iter().zip(texts) {
        let run = also(igtoken(home, &["--lang", lang, "profile", "add", "new"])).run();
        let run = run.exits(3).prints_nothing().says(text);
        let run: Ended = run.says(path.to_str().unwrap());
        // What, why, and the way out.
        assert!(run.stderr.lines().count() >= 3, "{run}");
        assert!(!run.stderr.contains(TOKEN), "{run}");
    }
}

fn names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap().flatten();
    let mut names: Vec<_> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_limit_on_the_size_of_files_is_said_and_the_old_config_stays() {
    let home = Home::new();
    let path = config(&home, OLD);
    let limited = |run: Igtoken| run.in_shell("ulimit -f 0; exec \"$0\" \"$@\"");
    let texts = ["A limit on the size of files", "파일 크기 제한"];
    refused(&home, &limited, "cannot-save", &path, texts);
    assert_eq!(read(&path), OLD);
    assert_eq!(
        names(&home.config_dir()),
        [".config.toml.lock", "config.toml"]
    );
}

#[cfg(debug_assertions)]
#[test]
fn what_the_system_refuses_at_any_stage_of_a_write_leaves_the_old_config() {
    for (fault, texts) in [
        ("full", ["The disk is full", "디스크가 가득 찼어요"]),
        ("readonly", ["read-only", "읽기 전용"]),
        ("io", ["Input/output error", "Input/output error"]),
        (
            "exdev",
            ["Invalid cross-device link", "Invalid cross-device link"],
        ),
    ] {
        for point in ["write.begin", "write.made", "write.filled", "write.synced"] {
            let home = Home::new();
            let path = config(&home, OLD);
            let order = format!("{point}={fault}");
            let failing = |run: Igtoken| run.env("IGTOKEN_FAILPOINT", &order);
            refused(&home, &failing, "cannot-save", &path, texts);
            assert_eq!(read(&path), OLD, "{order}");
            let left = names(&home.config_dir());
            assert_eq!(left, [".config.toml.lock", "config.toml"], "{order}");
        }
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_state_file_that_cannot_be_written_keeps_its_old_self_and_no_code_is_sent() {
    let (home, server) = Home::ready(crate::home::NO_OPTIONS);
    let link = home.practice(["authorize-url"]).run().exits(0).stdout;
    let landing = server.allow(link.trim_end());
    let before = read(&home.practice_state());
    for point in ["write.begin", "write.made", "write.filled", "write.synced"] {
        let run = home
            .practice(["paste", "--json"])
            .stdin(&landing)
            .env("IGTOKEN_FAILPOINT", format!("{point}=full"))
            .run();
        let document = run.fails(3, "config", "cannot-save");
        let message = document["error"]["message"].as_str().unwrap();
        assert!(message.contains("The disk is full"), "{run}");
        assert_eq!(read(&home.practice_state()), before, "{point}");
        assert_eq!(server.calls("exchange"), 0, "{point}");
    }
    let _ = home
        .practice(["paste", "--json"])
        .stdin(&landing)
        .run()
        .exits(0);
    assert_eq!(server.calls("exchange"), 1);
}

#[test]
fn what_stands_in_the_configs_place_is_named_and_left() {
    let texts = |en, ko| [en, ko];
    let as_it_is = |run: Igtoken| run;
    let home = Home::new();
    let path = home.config_file();
    std::fs::create_dir_all(&path).unwrap();
    let directory = texts(
        "A directory stands in its place",
        "그 자리에 디렉터리가 있어요",
    );
    refused(&home, &as_it_is, "config-unreadable", &path, directory);
    assert!(path.is_dir());

    let home = Home::new();
    let large = "#".repeat(10 * 1024 * 1024);
    let path = config(&home, &large);
    let large_texts = texts("larger than 1 MiB", "1 MiB보다 커요");
    refused(&home, &as_it_is, "config-unreadable", &path, large_texts);
    assert_eq!(read(&path), large);

    let home = Home::new();
    let path = config(&home, "\0\u{1}ELF\u{7f} = [\0");
    let binary = texts("not valid TOML", "TOML");
    refused(&home, &as_it_is, "config-unreadable", &path, binary);
    assert_eq!(read(&path), "\0\u{1}ELF\u{7f} = [\0");

    let home = Home::new();
    let path = home.config_file();
    std::fs::create_dir_all(home.config_dir()).unwrap();
    std::os::unix::fs::symlink(home.path().join("nowhere"), &path).unwrap();
    let link = texts("a link that leads nowhere", "이어지지 않거나");
    refused(&home, &as_it_is, "config-unreadable", &path, link);
    assert!(path.is_symlink() && !home.path().join("nowhere").exists());
}

#[test]
fn a_directory_that_vanished_is_said() {
    let home = Home::new();
    let run = igtoken(&home, &["--config", "own.toml", "status", "--json"])
        .in_shell("mkdir gone && cd gone && rmdir ../gone && exec \"$0\" \"$@\"")
        .run();
    let document = run.fails(3, "config", "config-unreadable");
    let message = document["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("own.toml") && message.contains("The directory is gone"),
        "{run}"
    );
}

#[test]
fn line_ends_and_the_mark_of_a_config_stay_around_a_real_change() {
    let home = Home::new();
    let text = format!("\u{feff}{OLD}[other]\nx  =  1 # odd\n").replace('\n', "\r\n");
    let path = config(&home, &text);
    let _ = igtoken(&home, &["profile", "add", "new"]).run().exits(0);
    let now = read(&path);
    let added = "\r\n[profiles.new]\r\nprovider = \"instagram-login\"\r\n";
    assert_eq!(now.replacen(added, "", 1), text);
    assert_ne!(now, text);
    assert!(!now.replace("\r\n", "").contains('\n'), "{now:?}");
}

#[test]
fn a_linked_config_of_ones_own_is_changed_behind_its_link() {
    let home = Home::new();
    let target = home.path().join("dotfiles/igtoken.toml");
    home.lay(&target, OLD);
    std::fs::create_dir_all(home.config_dir()).unwrap();
    std::os::unix::fs::symlink(&target, home.config_file()).unwrap();
    std::fs::set_permissions(&target, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let run = igtoken(&home, &["profile", "add", "new"]).run().exits(0);
    assert!(home.config_file().is_symlink());
    assert!(read(&target).starts_with(OLD) && read(&target).contains("[profiles.new]"));
    assert_eq!(mode(&target), 0o600, "{run}");
}
