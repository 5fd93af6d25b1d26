//! The browser and tmux, as the program meets them around itself.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::pty::{Home, Pty};

mod tmux;

/// A browser that writes down what it was asked for.
struct Recorder {
    program: PathBuf,
    log: PathBuf,
}

impl Recorder {
    fn new(home: &Home, place: &str, code: u8) -> Self {
        let program = home.path().join(place);
        let log = home.path().join("asked");
        let dir = program.parent().expect("a directory");
        std::fs::create_dir_all(dir).expect("a directory");
        let script = format!(
            "#!/bin/sh\nprintf '%s\\n' \"$@\" >> '{}'\nexit {code}\n",
            log.display()
        );
        let mut file = std::fs::File::create_new(&program).expect("a program");
        file.write_all(script.as_bytes()).expect("a program");
        drop(file);
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&program, mode).expect("a mode");
        Self { program, log }
    }

    fn program(&self) -> &str {
        self.program.to_str().expect("a path")
    }

    fn asked(&self) -> Vec<String> {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }
}

/// Where an editor of the VS Code family puts its opener, the one that works in a container too.
const HELPER: &str = ".vscode-server/bin/0ab1/bin/helpers/browser.sh";

fn among(home: &Home, recorder: &Recorder, args: &[&str]) -> Pty {
    let variables = [
        ("BROWSER", recorder.program()),
        ("VSCODE_IPC_HOOK_CLI", "/run/user/1000/vscode-ipc.sock"),
        ("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22"),
    ];
    Pty::open_among(home, args, 80, 24, &variables)
}

#[test]
fn the_browser_is_asked_for_the_link_of_a_step_and_of_the_sign_in() {
    let home = Home::new();
    let recorder = Recorder::new(&home, HELPER, 0);
    let mut pty = among(&home, &recorder, &["--sandbox"]);
    pty.see("step 1 of").see("o open in browser");
    pty.press("o").see("Asked your browser to open the link.");
    let asked = recorder.asked();
    assert!(
        matches!(asked.as_slice(), [address] if address.starts_with("http://127.0.0.1:")),
        "{asked:?}"
    );
    pty.press("q").ends_with(0);

    assert!(home.run(&["--sandbox", "setup", "--yes"]).status.success());
    let mut pty = among(&home, &recorder, &["--sandbox", "regenerate"]);
    pty.see("o open in browser");
    pty.press("o").see("Asked your browser to open the link.");
    let asked = recorder.asked();
    let address = asked.last().expect("a second address").clone();
    assert!(address.contains("/oauth/authorize?client_id="), "{address}");
    let screen: String = pty.screen().split_whitespace().collect();
    assert!(screen.contains(&address), "the address of the screen");
    pty.press("q").ends_with(0);
}

#[test]
fn a_browser_that_fails_is_named_and_the_wizard_goes_on() {
    let home = Home::new();
    let recorder = Recorder::new(&home, HELPER, 3);
    let mut pty = among(&home, &recorder, &["--sandbox"]);
    pty.see("step 1 of");
    pty.press("o").see("browser.sh could not open the link.");
    pty.press("s").see("the browser's part is done");
    pty.press("\r").see("step 2 of");
    pty.press("q").ends_with(0);
}

#[test]
fn over_ssh_no_key_opens_a_browser_and_the_help_says_why() {
    let home = Home::new();
    let recorder = Recorder::new(&home, "bin/firefox", 0);
    let variables = [
        ("BROWSER", recorder.program()),
        ("DISPLAY", ":10"),
        ("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22"),
    ];
    let mut pty = Pty::open_among(&home, &["--sandbox"], 80, 30, &variables);
    pty.see("step 1 of").press("o").press("?");
    pty.see("No key opens a browser here.").see("over SSH");
    pty.press("\x1b").see("step 1 of");
    pty.press("q").ends_with(0);
    assert_eq!(recorder.asked(), Vec::<String>::new());
}

#[test]
fn doctor_says_why_no_browser_is_opened() {
    let home = crate::home::Home::new();
    let run = home
        .igtoken(["doctor", "--json"])
        .env("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
        .env("BROWSER", "w3m")
        .run();
    let document = run.json();
    let checks = document["checks"].as_array().expect("checks");
    let browser = checks.iter().find(|check| check["id"] == "browser");
    let detail = browser.expect("a check")["detail"].to_string();
    assert!(detail.contains("over SSH"), "{detail}");
    assert!(detail.contains("text browser"), "{detail}");
}

fn is_path(path: &Path) -> &str {
    path.to_str().expect("a path")
}
