//! The wizard in lines: through pipes and files, as a script or a screen reader has it.

mod expect;
mod terminal;

use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crate::home::{Ended, Home, kill, read};

/// Longer than anything the program does by itself.
const PATIENCE: Duration = Duration::from_mins(1);

/// The answers that play so many manual steps and go on.
fn played(steps: usize) -> String {
    "s\n\n".repeat(steps)
}

/// Insists that nothing but words and line breaks was written.
#[track_caller]
fn assert_words_alone(text: &str) {
    let strange = text.chars().find(|&c| c != '\n' && c.is_control());
    assert_eq!(strange, None, "{text}");
}

fn journey(args: &[&str], steps: usize) -> (Home, Ended) {
    let home = Home::new();
    // The checklist, the sign-in and its confirmation, the overview.
    let answers = format!("{}s\n\nq\n", played(steps));
    let run = home.practice(args).stdin(answers).run().exits(0).quietly();
    assert_words_alone(&run.stdout);
    let config = read(&home.practice_config());
    assert!(config.contains("kind = \"long-lived\""), "{config}");
    assert!(!config.contains("pending_token"), "{config}");
    let secrets: Vec<&str> = config
        .lines()
        .filter(|line| line.starts_with("app_secret =") || line.starts_with("access_token ="))
        .filter_map(|line| line.split('"').nth(1))
        .collect();
    assert_eq!(secrets.len(), 2, "{config}");
    for secret in secrets {
        assert!(!run.stdout.contains(secret), "{run}");
    }
    assert!(!run.stdout.contains("code=AQ"), "{run}");
    (home, run)
}

#[test]
fn a_whole_journey_comes_through_a_pipe_at_once() {
    let (_, run) = journey(&[], 7);
    let first = run.stdout.lines().next().unwrap_or_default();
    assert!(
        first.starts_with("Plain mode, because the input is not"),
        "{run}"
    );
    for text in [
        "Step 1 of 10: ",
        "Step 8 of 10: ",
        "Exchange the code for a token: done",
        "Token saved and verified for practice.account.",
    ] {
        assert!(run.stdout.contains(text), "no {text:?} in {run}");
    }
    let link = run
        .stdout
        .lines()
        .find(|line| line.contains("&state="))
        .unwrap();
    assert!(link.starts_with("http://127.0.0.1:"), "{link}");
}

#[test]
fn the_articles_provider_goes_the_whole_way_through_a_pipe() {
    let (_, run) = journey(&["setup", "--provider", "basic-display"], 8);
    assert!(run.stdout.contains("Step 9 of 11: "), "{run}");
}

#[test]
fn the_whole_journey_speaks_korean() {
    let (_, run) = journey(&["--lang", "ko"], 7);
    assert!(run.stdout.starts_with("평문 모드예요."), "{run}");
    assert!(run.stdout.contains("토큰을 저장하고 확인했어요."), "{run}");
    let (_, run) = journey(&["--lang", "ko", "setup", "--provider", "basic-display"], 8);
    assert!(run.stdout.contains("11단계 중 9단계: "), "{run}");
}

/// A conversation through pipes: each answer is given after its question was read.
struct Talk {
    child: Child,
    answers: ChildStdin,
    output: Receiver<Vec<u8>>,
    heard: Vec<u8>,
    /// How far the conversation was listened to.
    past: usize,
}

impl Talk {
    fn begin(home: &Home, args: &[&str]) -> Self {
        let mut command = home.practice(args).command();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let answers = child.stdin.take().unwrap();
        let mut stream = child.stdout.take().unwrap();
        let (send, output) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = stream.read(&mut buffer) {
                let chunk = buffer.get(..count).unwrap_or_default().to_vec();
                if count == 0 || send.send(chunk).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            answers,
            output,
            heard: Vec::new(),
            past: 0,
        }
    }

    /// Waits for a text after what was listened to already.
    #[track_caller]
    fn hear(&mut self, text: &str) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let news = String::from_utf8_lossy(self.heard.get(self.past..).unwrap()).into_owned();
            if let Some(at) = news.find(text) {
                self.past += at + text.len();
                return self;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(chunk) => self.heard.extend(chunk),
                Err(why) => panic!("no {text:?} ({why}) after all this:\n{news}"),
            }
        }
    }

    fn answer(&mut self, line: &str) -> &mut Self {
        self.answers
            .write_all(format!("{line}\n").as_bytes())
            .unwrap();
        self
    }

    #[track_caller]
    fn ends_with(mut self, code: i32) {
        let deadline = Instant::now() + PATIENCE;
        while self
            .output
            .recv_timeout(deadline.saturating_duration_since(Instant::now()))
            .is_ok()
        {}
        assert!(Instant::now() < deadline, "still running");
        assert_eq!(self.child.wait().unwrap().code(), Some(code));
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            kill(self.child.id(), rustix::process::Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

#[test]
fn a_script_that_waits_for_each_question_gets_there_by_numbers() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &[]);
    for step in 1..=7 {
        talk.hear(&format!("Step {step} of 10: "));
        // Help, the way back and the picker on the way.
        if step == 1 {
            talk.hear("Number, or Enter for 1:").answer("?");
            talk.hear("Help for plain mode");
        }
        if step == 2 {
            talk.hear("Number, or Enter for 1:").answer("b");
            talk.hear("Step 1 of 10: ").hear("Number, or Enter for 1:");
            talk.answer("1").hear("Step 2 of 10: ");
        }
        if step == 3 {
            talk.hear("Number, or Enter for 1:").answer("e");
            talk.hear("What does the browser show?").hear("a number:");
            talk.answer("insufficient developer role").hear("a number:");
            talk.answer("1").hear("What to do: ").hear("Number,");
            talk.answer("b").hear("a number:").answer("b");
            talk.hear("Step 3 of 10: ");
        }
        let play = if matches!(step, 1 | 3 | 6) { "2" } else { "3" };
        talk.hear("Number, or Enter for 1:").answer(play);
        talk.hear("the browser's part is done");
        talk.hear("Number, or Enter for 1:").answer("1");
    }
    talk.hear("Step 8 of 10: ").hear("Paste here").answer("1");
    talk.hear("it belongs to this link")
        .hear("Enter for 1")
        .answer("1");
    talk.hear("Token saved and verified").hear("Number:");
    // One step again, from the overview.
    talk.answer("3")
        .hear("The steps:")
        .hear("Number of the step")
        .answer("7");
    talk.hear("Step 7 of 10: ")
        .hear("Number, or Enter for 1:")
        .answer("1");
    talk.hear("Token saved and verified")
        .hear("Number:")
        .answer("q");
    talk.ends_with(0);
}

#[test]
fn fields_are_filled_in_by_lines() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &["step", "redirect-uri"]);
    talk.hear("Number, or Enter for 1:").answer("2");
    talk.hear("Now: https://localhost:8443/callback. An empty line keeps it.");
    talk.hear("Redirect URI:").answer("http://example.com/cb");
    talk.hear("Watch out: ")
        .hear("Redirect URI:")
        .answer("https://example.com/cb");
    talk.ends_with(0);
    let config = read(&home.practice_config());
    assert!(
        config.contains("redirect_uri = \"https://example.com/cb\""),
        "{config}"
    );
}

#[test]
fn a_secret_that_comes_through_a_pipe_is_saved_and_never_said() {
    let home = Home::new();
    let secret = "0123456789abcdef0123456789abcdef";
    let answers = format!("2\n990602627938098\n{secret}\nyes\n");
    let args = ["step", "app-credentials"];
    let run = home.practice(args).stdin(answers).run().exits(0).quietly();
    let config = read(&home.practice_config());
    assert!(config.contains(secret), "{config}");
    assert!(!run.stdout.contains(secret), "{run}");
}

#[test]
fn input_that_ends_early_keeps_the_place() {
    let home = Home::new();
    let run = home.practice(["setup"]).stdin(played(2)).run().exits(130);
    assert_eq!(run.stderr.lines().count(), 1, "{run}");
    assert!(run.stderr.starts_with("The input ended before"), "{run}");
    assert!(run.stdout.contains("Step 3 of 10: "), "{run}");
    let again = home
        .practice(["setup"])
        .stdin("q\n")
        .run()
        .exits(0)
        .quietly();
    assert!(again.stdout.contains("Step 3 of 10: "), "{again}");
    assert!(!again.stdout.contains("Step 1 of 10: "), "{again}");
}

#[test]
fn a_file_or_nothing_at_all_serves_as_input() {
    let home = Home::new();
    let file = home.path().join("answers");
    home.lay(&file, &format!("{}s\n\nq\n", played(7)));
    for (input, code) in [
        (Stdio::from(std::fs::File::open(&file).unwrap()), Some(0)),
        (Stdio::null(), Some(130)),
    ] {
        let mut command = home.practice(["setup"]).command();
        let run = command.stdin(input).output().unwrap();
        let said = String::from_utf8_lossy(&run.stdout);
        assert_eq!(run.status.code(), code, "{said}");
    }
}

#[test]
fn a_reader_that_goes_away_ends_the_wizard_with_its_place_kept() {
    let home = Home::new();
    let mut command = home.practice(["setup"]).command();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let run = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(130), "{said}");
    assert!(!said.contains("panic"), "{said}");
}

#[test]
fn the_other_commands_of_the_wizard_work_through_a_pipe_too() {
    let home = Home::finished();
    let before = home.token();
    let run = home
        .practice(["regenerate"])
        .stdin("s\n\n")
        .run()
        .exits(0)
        .quietly();
    assert!(
        run.stdout.contains("Put the new token in place: done"),
        "{run}"
    );
    assert_ne!(home.token(), before);
    let run = home
        .practice(["step", "verify"])
        .stdin("")
        .run()
        .exits(0)
        .quietly();
    assert!(run.stdout.contains("Ask whose token it is: done"), "{run}");
}

#[test]
fn with_json_standard_output_is_the_document_alone() {
    let (home, _server) = Home::ready(crate::home::NO_OPTIONS);
    let run = home
        .practice(["regenerate", "--json"])
        .stdin("s\n\n")
        .run()
        .exits(0);
    assert_eq!(run.json()["profiles"][0]["state"], "valid", "{run}");
    assert!(run.stderr.starts_with("Plain mode, because"), "{run}");
    let early = home.practice(["regenerate", "--json"]).stdin("").run();
    let _ = early.fails(130, "cancelled", "cancelled");
}
