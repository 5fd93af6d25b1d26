//! `schedule`: what is written, which programs are called, and what is left behind.

mod cron;

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::home::{Ended, Home, mode, read};

const SYSTEMCTL: &str = r#"
case "$2" in
is-system-running) cat "$DIR/manager" ;;
start) exit "$(cat "$DIR/start")" ;;
show)
  case "$4" in
  *=ExecMainStatus) echo "ExecMainStatus=$(cat "$DIR/status")" ;;
  *=InvocationID) echo InvocationID=0123456789abcdef0123456789abcdef ;;
  *=ActiveState) echo ActiveState=active ;;
  *=NextElapseUSecRealtime) echo "NextElapseUSecRealtime=Mon 2026-11-23 03:10:55 UTC" ;;
  *=ExecMainExitTimestamp) echo "ExecMainExitTimestamp=Sun 2026-11-22 20:00:01 UTC" ;;
  esac ;;
esac
"#;
const CRONTAB: &str = r#"
case "$1" in
-l) if [ -e "$DIR/crontab.txt" ]; then cat "$DIR/crontab.txt"; else echo "no crontab for min" >&2; exit 1; fi ;;
-r) rm "$DIR/crontab.txt" ;;
-) cat > "$DIR/crontab.txt" ;;
esac
"#;

/// A home with programs of its own in place of the system's.
struct Machine {
    home: Home,
}

impl Machine {
    fn bare() -> Self {
        let home = Home::new();
        home.lay(&home.path().join("bin/calls"), "");
        Self { home }
    }

    fn with_systemd() -> Self {
        let machine = Self::bare();
        machine.program("systemctl", SYSTEMCTL);
        machine.program("loginctl", "echo Linger=no\n");
        machine.program("journalctl", "printf 'nothing \\033[31mdue\\n'\n");
        for (name, text) in [("manager", "running\n"), ("start", "0"), ("status", "0")] {
            machine.set(name, text);
        }
        machine
    }

    fn with_cron() -> Self {
        let machine = Self::bare();
        machine.program("crontab", CRONTAB);
        machine
    }

    fn bin(&self) -> PathBuf {
        self.home.path().join("bin")
    }

    fn set(&self, name: &str, text: &str) {
        self.home.lay(&self.bin().join(name), text);
    }

    fn program(&self, name: &str, body: &str) {
        let dir = self.bin();
        let text = format!(
            "#!/bin/sh\nPATH=/usr/bin:/bin\nDIR='{}'\necho \"{name} $*\" >> \"$DIR/calls\"\n{body}",
            dir.display()
        );
        self.set(name, &text);
        let all = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(dir.join(name), all).unwrap();
    }

    fn schedule(&self, args: &[&str]) -> crate::home::Igtoken {
        self.home
            .igtoken([&["schedule"], args].concat())
            .env("PATH", self.bin())
            .env("XDG_RUNTIME_DIR", self.home.path())
    }

    /// The calls that change something, since the last time of asking.
    fn changes(&self) -> Vec<String> {
        let calls = read(&self.bin().join("calls"));
        self.set("calls", "");
        calls
            .lines()
            .filter(|call| {
                !call.contains(" show ") && !call.contains("is-system") && !call.ends_with("-l")
            })
            .map(str::to_owned)
            .collect()
    }

    fn unit(&self, name: &str) -> PathBuf {
        self.home.path().join(".config/systemd/user").join(name)
    }

    fn service(&self) -> PathBuf {
        self.unit("igtoken-refresh.service")
    }

    fn timer(&self) -> PathBuf {
        self.unit("igtoken-refresh.timer")
    }

    fn crontab(&self) -> PathBuf {
        self.bin().join("crontab.txt")
    }

    /// The text with the paths of this machine replaced.
    fn told(&self, text: &str) -> String {
        let program = Path::new(env!("CARGO_BIN_EXE_igtoken"))
            .canonicalize()
            .unwrap();
        text.replace(program.to_str().unwrap(), "/usr/bin/igtoken")
            .replace(self.home.path().to_str().unwrap(), "/home/min")
    }
}

#[track_caller]
fn same_keys(run: &Ended, installed: bool, kind: &str) -> Value {
    let document = run.json();
    assert_eq!(document["installed"], installed, "{run}");
    assert_eq!(document["kind"], kind, "{run}");
    for key in ["files", "line", "state", "next", "last", "notes"] {
        assert!(document.get(key).is_some(), "no {key} in {run}");
    }
    document
}

#[test]
fn the_units_are_these() {
    let machine = Machine::with_systemd();
    let _ = machine
        .schedule(&["install", "--config", "my config.toml"])
        .env("HTTPS_PROXY", "http://proxy.example:3128")
        .env("NO_PROXY", "localhost, 10.0.0.0/8")
        .env("ALL_PROXY", "socks5://min:hunter2@proxy.example")
        .run()
        .exits(0)
        .says("ALL_PROXY");
    let both = [machine.service(), machine.timer()]
        .map(|path| read(&path))
        .join("\n");
    assert!(!both.contains("hunter2"), "{both}");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("schedule_units", machine.told(&both));
    });
}

#[test]
fn systemd_gets_its_units_and_they_are_taken_away_again() {
    let machine = Machine::with_systemd();
    let would = machine.schedule(&["--json"]).run().exits(0).quietly();
    let would = same_keys(&would, false, "systemd");
    assert!(!machine.service().exists(), "show writes nothing");
    let _ = machine.changes();
    for _ in 0..2 {
        let run = machine.schedule(&["install"]).run().exits(0);
        assert!(run.stdout.contains("nothing [31mdue\n"), "{run}");
        assert!(run.stdout.contains("2026-11-23 03:10"), "{run}");
        let run = run.says("loginctl enable-linger");
        assert!(!run.stderr.contains('\u{1b}'), "{run}");
        let user = rustix::process::getuid().as_raw();
        assert_eq!(
            machine.changes(),
            [
                "systemctl --user daemon-reload",
                "systemctl --user enable igtoken-refresh.timer",
                "systemctl --user restart igtoken-refresh.timer",
                "systemctl --user start igtoken-refresh.service",
                "journalctl --user --quiet --no-pager --output=cat --lines=10 \
                 _SYSTEMD_INVOCATION_ID=0123456789abcdef0123456789abcdef",
                &format!("loginctl show-user {user} --property=Linger"),
            ]
        );
    }
    assert_eq!(mode(&machine.service()), 0o600);
    let shown = machine
        .schedule(&["show", "--json"])
        .run()
        .exits(0)
        .quietly();
    let shown = same_keys(&shown, true, "systemd");
    assert_eq!(shown["files"], would["files"], "what was promised is there");
    assert_eq!(shown["files"][1]["content"], read(&machine.timer()));
    assert_eq!(shown["next"], "2026-11-23T03:10:55Z");
    assert_eq!(shown["last"]["exit_code"], 0);
    let stamp = machine
        .home
        .path()
        .join(".local/share/systemd/timers/stamp-igtoken-refresh.timer");
    machine.home.lay(&stamp, "");
    let wants = machine.unit("timers.target.wants/igtoken-refresh.timer");
    machine.home.lay(&wants, "");
    let _ = machine.changes();
    let run = machine
        .schedule(&["remove", "--json"])
        .run()
        .exits(0)
        .quietly();
    assert_eq!(
        same_keys(&run, false, "systemd")["removed"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        machine.changes(),
        [
            "systemctl --user disable --now igtoken-refresh.timer",
            "systemctl --user daemon-reload",
            "systemctl --user reset-failed igtoken-refresh.service",
        ]
    );
    assert!(!machine.home.path().join(".config/systemd").exists());
    assert!(!machine.home.path().join(".local/share/systemd").exists());
    let run = machine.schedule(&["remove"]).run().exits(0);
    assert!(run.stdout.contains("Nothing was installed"), "{run}");
    assert_eq!(machine.changes(), [""; 0]);
}

#[test]
fn a_failed_first_run_is_told_with_its_exit_code() {
    let machine = Machine::with_systemd();
    machine.set("start", "1");
    machine.set("status", "6");
    let run = machine.schedule(&["install", "--json"]).run();
    let document = run.fails(6, "network", "schedule-trial-failed");
    assert_eq!(document["installed"], true, "{run}");
    assert_eq!(document["run"]["exit_code"], 6, "{run}");
    let run = machine.schedule(&["install"]).run().exits(6);
    let _ = run.says("exit code 6");
    // Killed before it could give a code of its own.
    machine.set("status", "0");
    let run = machine.schedule(&["install", "--json"]).run();
    let _ = run.fails(1, "internal", "schedule-trial-failed");
}

#[test]
fn units_of_someone_else_stay() {
    let machine = Machine::with_systemd();
    let foreign = "[Timer]\nOnCalendar=weekly\n";
    machine.home.lay(&machine.timer(), foreign);
    let run = machine.schedule(&["install", "--json"]).run();
    let _ = run.fails(3, "config", "schedule-foreign");
    assert!(!machine.service().exists(), "nothing is written by halves");
    let run = machine.schedule(&["remove"]).run().exits(0);
    let _ = run.says("igtoken-refresh.timer was not made by");
    assert_eq!(read(&machine.timer()), foreign);
    assert_eq!(machine.changes(), [""; 0]);
}

#[test]
fn without_systemd_and_cron_it_says_what_to_do() {
    let machine = Machine::bare();
    let run = machine.schedule(&["install"]).run().exits(4);
    for part in [
        "[Service]",
        "OnCalendar=daily",
        "# igtoken-refresh",
        "systemctl --user enable",
    ] {
        assert!(run.stdout.contains(part), "no {part} in {run}");
    }
    let run = machine.schedule(&["install", "--json"]).run();
    let document = run.fails(4, "not-ready", "schedule-none");
    assert_eq!(document["kind"], "none");
    assert_eq!(document["files"].as_array().unwrap().len(), 2);
    let _ = machine.schedule(&["show"]).run().exits(0);
}

#[test]
fn practice_has_no_timer() {
    let machine = Machine::with_systemd();
    for what in ["show", "install", "remove"] {
        let run = machine.schedule(&[what, "--sandbox", "--json"]).run();
        let _ = run.fails(2, "usage", "usage");
    }
    assert_eq!(machine.changes(), [""; 0]);
}

#[test]
fn it_speaks_korean() {
    let machine = Machine::with_systemd();
    let run = machine
        .schedule(&["install", "--lang", "ko"])
        .run()
        .exits(0);
    assert!(run.stdout.contains("타이머를 설치했어요"), "{run}");
    let _ = run.says("로그아웃한 동안에는");
}

#[test]
#[ignore = "needs systemd-analyze"]
fn systemd_accepts_the_units() {
    let machine = Machine::with_systemd();
    let _ = machine
        .schedule(&["install", "--config", "my 100% config.toml"])
        .env("NO_PROXY", "localhost, %h")
        .run()
        .exits(0);
    for calendar in [&["--user", "verify"][..], &["--user", "--man=no", "verify"]] {
        let output = Command::new("systemd-analyze")
            .args(calendar)
            .args([machine.service(), machine.timer()])
            .env("HOME", machine.home.path())
            .env("XDG_RUNTIME_DIR", machine.home.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && !said.contains("igtoken"),
            "{said}"
        );
    }
}
