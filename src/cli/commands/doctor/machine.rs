//! The program, the terminal, the line to it, and the timer.

use super::super::super::context;
use super::super::super::surroundings::surroundings;
use super::network::authority;
use super::{Check, Desk};
use crate::clean;
use crate::text::Phrase;
use crate::wizard::browser;

/// The version, and what stands in place of the real provider. Takes note of the endpoint.
pub(super) fn version(desk: &mut Desk<'_>) -> Check {
    let version = env!("CARGO_PKG_VERSION");
    let system = format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS);
    let detail = |id| {
        Phrase::new(id)
            .with("version", version)
            .with("system", system.as_str())
    };
    if desk.args.sandbox {
        return Check::well("version", detail("doctor-version-practice"));
    }
    match context::endpoint(desk.environment) {
        Ok(None) => Check::well("version", detail("doctor-version")),
        Ok(Some(url)) => {
            let host = authority(&url);
            desk.endpoint = Some(url);
            Check::well(
                "version",
                detail("doctor-version-endpoint").with("host", host),
            )
        }
        Err(_) => Check::wrong(
            "version",
            detail("doctor-version-endpoint-wrong"),
            Phrase::new("cli-endpoint-fix"),
        ),
    }
}

/// Terminal, SSH, timer.
pub(super) fn look(desk: &Desk<'_>) -> Vec<Check> {
    vec![terminal(desk), ssh(desk), browser(desk), timer(desk)]
}

fn terminal(desk: &Desk<'_>) -> Check {
    let environment = desk.environment;
    let size = rustix::termios::tcgetwinsize(std::io::stdout())
        .or_else(|_| rustix::termios::tcgetwinsize(std::io::stderr()))
        .or_else(|_| rustix::termios::tcgetwinsize(std::io::stdin()))
        .ok()
        .map(|size| format!("{}x{}", size.ws_col, size.ws_row));
    let has_window = size.is_some();
    let size = size.unwrap_or_else(|| desk.say("doctor-terminal-no-window"));
    let colours = match context::colours(desk.args, environment) {
        crate::tui::theme::Colour::None => "doctor-terminal-no-colours",
        crate::tui::theme::Colour::Full => "doctor-terminal-colours",
    };
    let within = match (environment.tmux, environment.screen) {
        (true, _) => "doctor-terminal-tmux",
        (false, true) => "doctor-terminal-screen",
        (false, false) => "doctor-terminal-plain",
    };
    let locale = environment.locale.as_deref().unwrap_or_default();
    let locale = locale.to_ascii_lowercase();
    let utf8 = locale.contains("utf-8") || locale.contains("utf8");
    let letters = if utf8 {
        "doctor-terminal-utf8"
    } else {
        "doctor-terminal-no-utf8"
    };
    let term = environment.term.as_deref().unwrap_or("-");
    let detail = Phrase::new("doctor-terminal")
        .with("term", clean::short_line(term, 40))
        .with("size", size)
        .with("colours", desk.say(colours))
        .with("within", desk.say(within))
        .with("letters", desk.say(letters));
    if !utf8 {
        Check::open("terminal", detail).fixed_by(Phrase::new("doctor-terminal-fix"))
    } else if has_window && !matches!(term, "-" | "dumb") {
        Check::well("terminal", detail)
    } else {
        Check::open("terminal", detail)
    }
}

fn ssh(desk: &Desk<'_>) -> Check {
    let id = if desk.environment.via_ssh {
        "doctor-ssh-yes"
    } else {
        "doctor-ssh-no"
    };
    Check::well("ssh", Phrase::new(id))
}

/// Whether the wizard offers to open a browser, and if not, why. Neither is wrong.
fn browser(desk: &Desk<'_>) -> Check {
    match browser::opener(&surroundings(desk.environment)) {
        Ok(_) => Check::well("browser", Phrase::new("doctor-browser-yes")),
        Err(obstacles) => {
            let reasons: Vec<String> = obstacles
                .iter()
                .map(|obstacle| desk.texts.phrase(&obstacle.say()))
                .collect();
            let detail = Phrase::new("doctor-browser-no").with("reasons", reasons.join(" "));
            Check::well("browser", detail)
        }
    }
}

/// A timer of systemd is a file; of other kinds nothing is known cheaply.
fn timer(desk: &Desk<'_>) -> Check {
    let units = directories::BaseDirs::new().map(|dirs| dirs.config_dir().join("systemd/user"));
    let found = units
        .filter(|_| !desk.args.sandbox)
        .and_then(|dir| std::fs::read_dir(dir).ok())
        .is_some_and(|entries| {
            entries.flatten().any(|entry| {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                name.starts_with("igtoken") && name.ends_with("timer")
            })
        });
    if found {
        Check::well("timer", Phrase::new("doctor-timer-found"))
    } else {
        Check::open("timer", Phrase::new("doctor-timer-unknown"))
    }
}
