//! The wizard in lines on a pseudo-terminal: typed and pasted lines, and the terminal given back.

use std::fs;

use crate::pty::{Home, Pty};

const DUMB: [(&str, &str); 1] = [("TERM", "dumb")];

fn dumb(home: &Home, args: &[&str]) -> Pty {
    Pty::open_among(home, args, 80, 24, &DUMB)
}

/// Plays manual steps, one question after the other.
fn through(pty: &mut Pty, steps: std::ops::RangeInclusive<usize>) {
    for step in steps {
        pty.hear(&format!("Step {step} of 10: "));
        pty.hear("Number, or Enter for 1: ").press("s\r");
        pty.hear("the browser's part is done");
        pty.hear("Number, or Enter for 1: ");
        pty.press("\r");
    }
}

/// The value of `state` in the link that was written.
fn state_of(pty: &Pty) -> String {
    let written = pty.written();
    let rest = written.rsplit_once("&state=").expect("a link").1;
    rest.chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect()
}

#[test]
fn a_paste_of_64_kib_arrives_whole_although_it_is_broken_over_lines() {
    let home = Home::new();
    let mut pty = dumb(&home, &["--sandbox"]);
    through(&mut pty, 1..=7);
    pty.hear("&state=")
        .hear("Paste here (not shown), or a number: ");
    let filler = "a".repeat(64 * 1024);
    let paste = format!(
        "https://localhost:8443/callback?pad={filler}&code=AQBplantedcode\r-Xk29_authorization&state={}\r",
        state_of(&pty)
    );
    pty.press(&paste).hear("it belongs to this link");
    assert!(
        !pty.written().contains("aaaaaaaa"),
        "the paste is not shown"
    );
    assert!(
        !pty.written().contains("AQBplanted"),
        "the code is not shown"
    );
    pty.press("q\r").ends_with(0);
}

#[test]
fn no_escape_byte_is_written_and_a_secret_is_not_echoed() {
    let home = Home::new();
    let mut pty = dumb(&home, &["--sandbox", "step", "app-credentials"]);
    let secret = "0123456789abcdef0123456789abcdef";
    pty.hear("Number, or Enter for 1: ").press("2\r");
    pty.hear("Instagram app ID: ")
        .press("99060262793809x\x7f8\r");
    pty.hear("(not shown while you type): ")
        .press(&format!("{secret}\r"));
    pty.hear("Keep the secret here? yes or no: ")
        .press("\r")
        .ends_with(0);
    let written = pty.written();
    assert!(
        written.starts_with("Plain mode, because TERM is dumb."),
        "{written}"
    );
    assert!(
        written.contains("99060262793809x\x08 \x088\r\n"),
        "{written:?}"
    );
    assert!(!written.contains(secret), "{written}");
    let strange = written
        .chars()
        .find(|&c| !matches!(c, '\r' | '\n' | '\x08') && c.is_control());
    assert_eq!(strange, None, "{written:?}");
    assert_eq!(
        home.config_value("profiles.default", "app_secret")
            .as_deref(),
        Some(secret)
    );
}

#[test]
fn the_terminal_is_given_back_on_every_way_out_of_the_lines() {
    let home = Home::new();
    for (keys, code) in [("q\r", 0), ("ab\x03", 130), ("\x04", 130)] {
        let mut pty = dumb(&home, &["--sandbox"]);
        pty.hear("Number, or Enter for 1: ");
        assert!(
            !pty.modes_are_as_before(),
            "the kernel's line editing is off"
        );
        pty.press(keys).ends_with(code);
    }
    for signal in ["-TERM", "-HUP", "-INT"] {
        let mut pty = dumb(&home, &["--sandbox"]);
        pty.hear("Number, or Enter for 1: ")
            .signal(signal)
            .ends_with(130);
    }
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_fg_takes_it_again() {
    let home = Home::new();
    let mut pty = dumb(&home, &["--sandbox"]);
    pty.hear("Number, or Enter for 1: ").press("\x1a");
    pty.given_back().signal("-CONT");
    pty.hear("Number, or Enter for 1: ");
    assert!(!pty.modes_are_as_before());
    pty.press("q\r").ends_with(0);
}

#[test]
fn the_variable_the_option_and_a_missing_term_ask_for_lines() {
    let home = Home::new();
    for (args, variable, because) in [
        (
            &["--sandbox"][..],
            ("ACCESSIBLE", "1"),
            "because ACCESSIBLE is set",
        ),
        (
            &["--sandbox", "--plain"],
            ("ACCESSIBLE", "0"),
            "because --plain asks for it",
        ),
        (&["--sandbox"], ("TERM", ""), "because TERM is not set"),
    ] {
        let mut pty = Pty::open_among(&home, args, 80, 24, &[variable]);
        pty.hear(because).hear("Number, or Enter for 1: ");
        assert!(!pty.written().contains('\x1b'), "{:?}", pty.written());
        pty.press("q\r").ends_with(0);
    }
    for off in ["0", "false", "FALSE"] {
        let mut pty = Pty::open_among(&home, &["--sandbox"], 80, 24, &[("ACCESSIBLE", off)]);
        pty.see("step 1 of 10")
            .see("? help")
            .press("q")
            .ends_with(0);
    }
}

#[test]
fn words_are_wrapped_at_the_window_and_the_link_is_not() {
    let home = Home::new();
    let mut pty = dumb(&home, &["--sandbox"]);
    through(&mut pty, 1..=7);
    pty.hear("Paste here (not shown), or a number: ");
    let written = pty.written();
    for line in written.lines() {
        let long = line.chars().count() > 80;
        assert!(!long || line.starts_with("http"), "{line}");
    }
    assert!(
        written
            .lines()
            .any(|line| line.contains("&state=") && line.starts_with("http"))
    );
    pty.press("q\r").ends_with(0);
    assert!(fs::metadata(home.config()).is_ok());
}
