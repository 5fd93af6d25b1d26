//! File systems that are full or read-only, and a directory of someone else's.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{OLD, igtoken, names, refused};
use crate::home::{Home, Igtoken, mode, read};

/// A small file system of its own, unmounted when the test ends.
struct Mount(PathBuf);

impl Mount {
    fn over(dir: &Path) -> Self {
        let made = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64k,mode=700", "none"])
            .arg(dir)
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        Self(dir.to_owned())
    }

    fn read_only(&self) {
        let made = Command::new("mount")
            .args(["-o", "remount,ro"])
            .arg(&self.0)
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

fn mounted() -> (Home, Mount, PathBuf) {
    let home = Home::new();
    std::fs::create_dir_all(home.config_dir()).unwrap();
    let mount = Mount::over(&home.config_dir());
    let path = home.config_file();
    home.lay(&path, OLD);
    // The lock is there, as after any run.
    let _ = igtoken(&home, &["profile", "add", "first"]).run().exits(0);
    (home, mount, path)
}

#[test]
#[ignore = "needs root to mount"]
fn a_full_disk_is_said_and_the_old_config_stays() {
    let (home, _mount, path) = mounted();
    let before = read(&path);
    // All the room that there is, and no error about the last of it.
    let filled = Command::new("dd")
        .args(["if=/dev/zero", "bs=1k"])
        .arg(format!("of={}", home.config_dir().join("full").display()))
        .output()
        .unwrap();
    assert!(!filled.status.success(), "{filled:?}");
    let texts = ["The disk is full", "디스크가 가득 찼어요"];
    refused(&home, &|run: Igtoken| run, "cannot-save", &path, texts);
    assert_eq!(read(&path), before);
    assert_eq!(
        names(&home.config_dir()),
        [".config.toml.lock", "config.toml", "full"]
    );
    std::fs::remove_file(home.config_dir().join("full")).unwrap();
    let _ = igtoken(&home, &["profile", "add", "new"]).run().exits(0);
    assert!(read(&path).starts_with(OLD) && read(&path).contains("[profiles.new]"));
}

#[test]
#[ignore = "needs root to mount"]
fn a_read_only_file_system_is_said_and_the_old_config_stays() {
    let (home, mount, path) = mounted();
    let before = read(&path);
    mount.read_only();
    let run = igtoken(&home, &["profile", "add", "new", "--lang", "en"]).run();
    let _ = run.exits(3).says("The file system is read-only");
    let run = igtoken(&home, &["profile", "add", "new", "--lang", "ko"]).run();
    let _ = run.exits(3).says("읽기 전용 파일 시스템이에요");
    assert_eq!(read(&path), before);
    // What only reads still works.
    let _ = igtoken(&home, &["status", "--json"]).run().exits(0);
}

#[test]
#[ignore = "needs root to become another user"]
fn a_directory_that_one_may_not_write_is_said_and_the_old_config_stays() {
    let home = Home::new();
    let path = home.config_file();
    home.lay(&path, OLD);
    let nobody = |dir: &Path, mode: &str| {
        let script = "chown nobody \"$1\" && chmod \"$0\" \"$1\"";
        let done = Command::new("sh")
            .args(["-c", script, mode])
            .arg(dir)
            .status();
        assert!(done.unwrap().success());
    };
    nobody(home.path(), "700");
    nobody(&home.path().join(".config"), "700");
    nobody(&path, "600");
    nobody(&home.config_dir(), "500");
    let script = "exec setpriv --reuid nobody --clear-groups \"$0\" \"$@\"";
    let run = igtoken(&home, &["profile", "add", "new"])
        .in_shell(script)
        .run();
    let _ = run.exits(3).says("This user may not write there");
    assert_eq!(read(&path), OLD);
    assert_eq!(mode(&home.config_dir()), 0o500);
    assert_eq!(names(&home.config_dir()), ["config.toml"]);
}
