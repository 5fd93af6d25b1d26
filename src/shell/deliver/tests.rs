use super::*;

const TOKEN: &str = "IGAAplanted0123456789abcdefghijklmnop";

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn run_within(command: &[&str], limit: Duration) -> Result<(), DeliverTrouble> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(to_command(&words(command), &Secret::new(TOKEN), limit))
}

fn run(command: &[&str]) -> Result<(), DeliverTrouble> {
    run_within(command, LIMIT)
}

fn said(command: &[&str]) -> String {
    match run(command) {
        Err(DeliverTrouble::Failed { said, .. }) => said,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_token_comes_on_standard_input_alone() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("got");
    let script =
        "cat > \"$0\"; { env; tr '\\0' ' ' < /proc/$$/cmdline; } > \"$0.env\" 2>/dev/null; true";
    assert_eq!(run(&["sh", "-c", script, file.to_str().unwrap()]), Ok(()));
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        TOKEN,
        "without a line end"
    );
    let seen = std::fs::read_to_string(dir.path().join("got.env")).unwrap();
    assert!(!seen.contains(TOKEN));
}

#[test]
fn a_command_that_does_not_read_is_no_failure_by_itself() {
    assert_eq!(run(&["true"]), Ok(()));
    assert_eq!(run(&["sh", "-c", "exec <&-; exit 0"]), Ok(()));
}

#[test]
fn the_code_and_the_words_of_a_failure_are_kept() {
    assert_eq!(
        run(&["sh", "-c", "printf 'no\\nvault\\033[31m' >&2; exit 7"]),
        Err(DeliverTrouble::Failed {
            code: Some(7),
            said: "no vault[31m".to_owned(),
        })
    );
    assert_eq!(
        run(&["sh", "-c", "kill -9 $$"]),
        Err(DeliverTrouble::Failed {
            code: None,
            said: String::new(),
        })
    );
}

#[test]
fn no_part_of_the_token_is_in_what_is_kept() {
    for script in [
        "cat >&2; exit 1",
        "t=$(cat); echo \"before $t after\" >&2; exit 1",
        "t=$(cat); printf '%s\\033[0m%s' \"${t%%789*}\" \"$t\" >&2; exit 1",
        // Cut in the middle of the token by the limit.
        "t=$(cat); head -c 4080 /dev/zero | tr '\\0' ' ' >&2; echo \"$t\" >&2; exit 1",
        "t=$(cat); set -x; true \"$t\"; exit 1",
    ] {
        let said = said(&["sh", "-c", script]);
        for part in TOKEN.as_bytes().windows(TELLING) {
            let part = std::str::from_utf8(part).unwrap();
            assert!(!said.contains(part), "{script}: {said}");
        }
    }
    assert_eq!(without("a plain text", TOKEN), "a plain text");
    assert_eq!(without("key abc=1", "abc"), "key …=1");
    assert_eq!(without("nothing", ""), "nothing");
}

#[test]
fn a_command_that_says_much_is_cut_and_does_not_hang() {
    let said = said(&[
        "sh",
        "-c",
        "cat >/dev/null; yes words | head -c 400000 >&2; exit 1",
    ]);
    assert!(said.chars().count() <= SHOWN + 1, "{said}");
}

#[test]
fn a_program_that_is_missing_or_cannot_run_is_told_apart() {
    assert_eq!(run(&["/nowhere/vault"]), Err(DeliverTrouble::NoProgram));
    assert_eq!(run(&[]), Err(DeliverTrouble::NoProgram));
    assert!(matches!(run(&["/"]), Err(DeliverTrouble::NotStarted(_))));
}

#[test]
fn a_command_that_does_not_end_is_ended_with_all_that_it_started() {
    let dir = tempfile::tempdir().unwrap();
    let pipe = dir.path().join("alive");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let (send, over) = std::sync::mpsc::channel();
    let heard = pipe.clone();
    // Reading ends when nobody holds the pipe open any more.
    std::thread::spawn(move || drop(send.send(std::fs::read(heard).unwrap())));
    let script = "sh -c 'exec 3>\"$0\"; echo alive >&3; exec tail -f /dev/null' \"$0\" & wait";
    let limit = Duration::from_secs(2);
    let ended = run_within(&["sh", "-c", script, pipe.to_str().unwrap()], limit);
    assert_eq!(ended, Err(DeliverTrouble::TimedOut { seconds: 2 }));
    let said = over.recv_timeout(Duration::from_secs(30));
    assert_eq!(said.as_deref(), Ok(&b"alive\n"[..]));
}

#[test]
fn a_child_that_holds_standard_error_open_does_not_hold_the_run_up() {
    let begun = std::time::Instant::now();
    assert_eq!(run(&["sh", "-c", "sleep 30 & exit 0"]), Ok(()));
    assert!(begun.elapsed() < Duration::from_secs(10));
}
