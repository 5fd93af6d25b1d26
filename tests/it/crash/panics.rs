//! A fault of the program's own, anywhere: it ends with the code for that, the terminal is given
//! back, what was saved is there, and nothing of what it was about is said.

use super::points::Desk;
use super::{Kept, is_taken};
use crate::home::{Home, NO_OPTIONS, read};
use crate::pty::Pty;
use crate::wild::arriving::{FRONTS, Waiting};

const SAID: &str = "The program met a fault of its own and ended.";
/// How often one point is tried; each time of it is a kill of its own in `points`.
const MANY: usize = 10;

/// Every point of a new token.
const POINTS: [&str; 19] = [
    "write.begin",
    "write.made",
    "write.filled",
    "write.synced",
    "write.renamed",
    "write.done",
    "prove.filled",
    "lock.taken",
    "disk.begin",
    "disk.end",
    "effect.begin",
    "event.heard",
    "call.begin",
    "call.head",
    "call.body",
    "call.end",
    "command.begin",
    "command.end",
    "view.drawn",
];

/// Insists that the place of the fault is said, and nothing of what it was about.
#[track_caller]
fn assert_said(text: &str, desk: &Desk, at: &str) {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains(SAID) && flat.contains("src/failpoint/armed.rs:"),
        "{at}: {text}"
    );
    assert_eq!(flat.matches(SAID).count(), 1, "{at}: {text}");
    assert!(
        !text.contains("planted") && !text.contains("RUST_BACKTRACE"),
        "{at}: {text}"
    );
    for secret in secrets(desk) {
        assert!(!text.contains(&secret), "{at}: {secret} in {text}");
    }
}

/// All that the practice provider gave out, and the app's secret.
fn secrets(desk: &Desk) -> Vec<String> {
    let world = desk.home.world();
    let values = |list: &str| {
        let all = world[list].as_array().cloned().unwrap_or_default();
        all.into_iter()
            .filter_map(|entry| entry["value"].as_str().map(str::to_owned))
    };
    let secret = desk.server.app_secret.clone();
    values("tokens")
        .chain(values("codes"))
        .chain([secret])
        .collect()
}

fn desk() -> Desk {
    let (home, server) = Home::served();
    let path = home.practice_config();
    let kept = home.path().join("kept");
    let targets = format!(
        "\n[[profiles.default.deliver]]\ncommand = [\"sh\", \"-c\", \"cat > \\\"$0\\\"\", \"{}\"]\n",
        kept.display()
    );
    home.lay(&path, &(read(&path) + &targets));
    Desk { home, server }
}

#[test]
fn a_panic_at_any_point_of_a_command_ends_it_with_1_and_loses_nothing() {
    let desk = desk();
    let mut panics = 0;
    for point in POINTS {
        for nth in 1..=MANY {
            let at = format!("{point}:{nth}=panic");
            let (old, before) = (desk.home.token(), desk.counts());
            let run = desk.home.practice(["regenerate", "--yes", "--json"]);
            let run = run.env("IGTOKEN_FAILPOINT", &at).run();
            let _ = desk.serves(&at, Some(&old), before);
            if run.code == Some(0) {
                // Nothing is drawn without a screen.
                assert!(nth > 1 || point == "view.drawn", "{at} is never reached");
                break;
            }
            assert_eq!(run.code, Some(1), "{at}: {run}");
            assert_said(&run.stderr, &desk, &at);
            assert_eq!(run.stdout, "", "{at}: {run}");
            panics += 1;
            let again = desk.home.practice(["regenerate", "--yes", "--json"]);
            let _ = again.run().exits(0);
            desk.is_whole(&at);
        }
    }
    assert!(panics > 80, "{panics}");
    println!("command: {panics} panics");
}

/// Signs in on the screen, as far as the program lives, and leaves; tells the exit code.
fn sign_in(pty: &mut Pty) -> u32 {
    let done = |screen: &str| screen.contains("saved and verified") || screen.contains("days left");
    let asks = |screen: &str| screen.contains("Open this link in any browser");
    let fits = |screen: &str| screen.contains("it belongs to this link");
    if pty.lives_until("a link", asks)
        && pty.press("s").lives_until("the answer in the box", fits)
        && pty.press("\r").lives_until("a saved token", done)
    {
        // Where one step was asked for, it leaves by itself.
        pty.press("q");
    }
    pty.ends()
}

#[test]
fn a_panic_of_a_wizard_on_the_screen_gives_the_terminal_back_and_ends_with_1() {
    let desk = desk();
    let mut panics = 0;
    for point in POINTS {
        for nth in [1, 2, 5] {
            let at = format!("{point}:{nth}=panic");
            let (old, before) = (desk.home.token(), desk.counts());
            let variables = [("IGTOKEN_FAILPOINT", at.as_str())];
            let args = ["--sandbox", "--lang", "en", "regenerate"];
            let mut pty = Pty::open_with(desk.home.path(), &args, 100, 30, &variables);
            let code = sign_in(&mut pty);
            let kept = desk.serves(&at, Some(&old), before);
            if code == 0 {
                assert_ne!(kept.token.as_deref(), Some(old.as_str()), "{at}");
                continue;
            }
            assert_eq!(code, 1, "{at}: {}", pty.screen());
            panics += 1;
            assert_said(&pty.written(), &desk, &at);
            let again = desk.home.practice(["regenerate", "--yes", "--json"]);
            let _ = again.run().exits(0);
            desk.is_whole(&at);
        }
    }
    assert!(panics > 40, "{panics}");
    println!("screen: {panics} panics");
}

#[test]
fn a_panic_of_a_wizard_in_lines_gives_the_terminal_back_and_ends_with_1() {
    let desk = desk();
    for at in [
        "view.drawn:1=panic",
        "view.drawn:2=panic",
        "call.head:1=panic",
        "disk.begin:1=panic",
    ] {
        let old = desk.home.token();
        let variables = [("IGTOKEN_FAILPOINT", at)];
        let args = ["--sandbox", "--plain", "--lang", "en", "regenerate"];
        let mut pty = Pty::open_with(desk.home.path(), &args, 100, 30, &variables);
        // Typed ahead: the browser's part is played, and the answer confirmed.
        pty.press("s\r\r");
        assert_eq!(pty.ends(), 1, "{at}: {}", pty.written());
        assert!(
            !pty.written().contains('\u{1b}'),
            "{at}: {:?}",
            pty.written()
        );
        assert_said(&pty.written(), &desk, at);
        let token = Kept::practice(&desk.home).token.unwrap();
        assert!(token == old && is_taken(&desk.server, &token), "{at}");
    }
}

/// Nobody joins these: a browser's connection, a visit of another shell.
#[test]
fn a_panic_of_what_comes_from_outside_ends_the_wizard_with_1() {
    for front in FRONTS {
        for point in ["callback.begin", "visit.begin"] {
            let at = format!("{point}=panic");
            let mut waiting = Waiting::among(front, &[("IGTOKEN_FAILPOINT", &at)]);
            let state = waiting.home.state_dir().join("state.toml");
            let before = read(&state);
            if point == "visit.begin" {
                // It finds nobody, and goes on alone.
                let run = waiting.paste(&["--json"]).stdin("hello").run();
                let _ = run.fails(8, "input", "input-not-understood");
            } else {
                drop(waiting.callback("state=x&code=y"));
            }
            assert_eq!(
                waiting.pty.ends(),
                1,
                "{at}, {}: {}",
                front.0,
                waiting.pty.written()
            );
            let written = waiting.pty.written();
            let flat = written.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                flat.contains(SAID) && !flat.contains("planted"),
                "{at}: {written}"
            );
            assert_eq!(read(&state), before, "{at}");
        }
    }
}

#[test]
fn a_panic_of_a_set_up_without_a_screen_says_where_in_both_languages() {
    let (home, _server) = Home::ready(NO_OPTIONS);
    for (lang, said) in [("en", SAID), ("ko", "프로그램 자체의 오류로 끝났어요.")] {
        let run = home.practice(["--lang", lang, "setup", "--yes"]);
        let run = run.env("IGTOKEN_FAILPOINT", "call.begin=panic").run();
        let run = run.exits(1).prints_nothing().says(said);
        let _ = run.says("src/failpoint/armed.rs:");
    }
}

#[test]
fn a_panic_of_the_practice_provider_is_its_own_and_the_wizard_goes_on() {
    let mut its_own = 0;
    for nth in 2..6 {
        let home = Home::new();
        let at = format!("write.begin:{nth}=panic");
        let variables = [("IGTOKEN_FAILPOINT", at.as_str())];
        let mut pty = Pty::open_with(
            home.path(),
            &["--sandbox", "--lang", "en"],
            100,
            30,
            &variables,
        );
        let begun = |screen: &str| screen.contains("step 1 of");
        let played = |screen: &str| {
            screen.contains("the browser's part is done") || screen.contains("the practice world")
        };
        if pty.lives_until("the wizard", begun) && pty.press("s").lives_until("its answer", played)
        {
            if pty.screen().contains("the practice world") {
                its_own += 1;
                assert!(!pty.written().contains(SAID), "{}", pty.written());
                assert!(pty.vt().alternate_screen() && !pty.modes_are_as_before());
            }
            pty.press("\x03");
        }
        assert_eq!(
            pty.ends() == 1,
            pty.written().contains(SAID),
            "{at}: {}",
            pty.written()
        );
    }
    assert!(its_own > 0, "the practice provider never wrote");
}
