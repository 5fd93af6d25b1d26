//! Copying within a real tmux, on a server of the test's own.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use super::is_path;
use crate::pty::Home;

/// How long tmux and a screen in it may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A tmux server with one window that runs the program; ended with the test.
struct Tmux {
    socket: PathBuf,
}

impl Tmux {
    fn open(home: &Home, args: &[&str]) -> Self {
        let tmux = Self {
            socket: home.path().join("tmux"),
        };
        let mut all = vec![
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            "80",
            "-y",
            "24",
            "env",
            "TERM=tmux-256color",
            "LANG=C.UTF-8",
        ];
        let of_home = format!("HOME={}", is_path(home.path()));
        all.extend([of_home.as_str(), env!("CARGO_BIN_EXE_igtoken")]);
        all.extend(args);
        tmux.does(&all);
        tmux
    }

    fn runs(&self, args: &[&str]) -> Output {
        Command::new("tmux")
            .arg("-S")
            .arg(&self.socket)
            .args(args)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("LANG", "C.UTF-8")
            .env("TERM", "xterm-256color")
            .output()
            .expect("tmux runs")
    }

    #[track_caller]
    fn does(&self, args: &[&str]) -> String {
        let output = self.runs(args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The screen, its wrapped lines joined.
    fn screen(&self) -> String {
        self.does(&["capture-pane", "-p", "-J"])
    }

    #[track_caller]
    fn see(&self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen();
            let flat = screen.split_whitespace().collect::<Vec<_>>().join(" ");
            if flat.contains(text) {
                return;
            }
            assert!(Instant::now() < deadline, "no {text:?} here:\n{screen}");
            std::thread::yield_now();
        }
    }

    fn press(&self, key: &str) {
        self.does(&["send-keys", key]);
    }

    fn set(&self, args: &[&str]) {
        let mut all = vec!["set-option"];
        all.extend(args);
        self.does(&all);
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.runs(&["kill-server"]);
    }
}

const SENT: &str = "The link was sent to your terminal.";
const KEPT: &str = "then c again: tmux set -s set-clipboard on";

#[test]
#[ignore = "needs tmux"]
fn tmux_that_keeps_the_text_is_told_of_and_one_that_takes_it_has_the_link() {
    let home = Home::new();
    assert!(home.run(&["--sandbox", "setup", "--yes"]).status.success());
    let tmux = Tmux::open(&home, &["--sandbox", "--lang", "en", "regenerate"]);
    tmux.see("c copy");
    for keeps in ["off", "external"] {
        tmux.set(&["-s", "set-clipboard", keeps]);
        tmux.press("c");
        tmux.see(KEPT);
        assert_eq!(tmux.runs(&["show-buffer"]).stdout, b"", "{keeps}");
        // The next key takes the notice away.
        tmux.press("?");
        tmux.see("Keys of this screen");
        tmux.press("Escape");
        tmux.see("After Allow, paste the address");
    }
    // What the hint says to do.
    tmux.set(&["-s", "set-clipboard", "on"]);
    tmux.press("c");
    tmux.see(SENT);
    let deadline = Instant::now() + PATIENCE;
    let mut buffer = String::new();
    while buffer.is_empty() {
        assert!(Instant::now() < deadline, "no buffer");
        buffer = String::from_utf8_lossy(&tmux.runs(&["show-buffer"]).stdout).into_owned();
    }
    let screen = tmux.screen();
    let link = screen
        .split_whitespace()
        .find(|word| word.contains("/oauth/authorize?"))
        .expect("the link on the screen");
    assert_eq!(buffer.trim_end(), link);
}

#[test]
#[ignore = "needs tmux"]
fn envelopes_that_tmux_hands_on_need_no_hint() {
    let home = Home::new();
    let tmux = Tmux::open(&home, &["--sandbox", "--lang", "ko"]);
    tmux.see("10단계 중 1단계");
    tmux.set(&["-s", "set-clipboard", "external"]);
    tmux.press("c");
    tmux.see("tmux set -s set-clipboard on");
    tmux.set(&["-w", "allow-passthrough", "on"]);
    tmux.press("c");
    tmux.see("링크를 터미널로 보냈어요.");
    tmux.press("q");
}
