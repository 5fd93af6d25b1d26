//! The whole journey by a script of `expect`, as operators write them.

use std::io::Write as _;
use std::process::Stdio;

use crate::home::{Home, read};

const SCRIPT: &str = r#"
set timeout 60
log_user 1
proc await {text} {
    expect {
        -ex $text {}
        timeout { puts stderr "no $text"; exit 1 }
        eof { puts stderr "ended before $text"; exit 1 }
    }
}
spawn {*}$env(IGTOKEN_UNDER_TEST) --sandbox
for {set step 1} {$step <= 7} {incr step} {
    await "Step $step of 10: "
    await "Number, or Enter for 1: "
    send "s\r"
    await "the browser's part is done"
    await "Number, or Enter for 1: "
    send "\r"
}
await "Step 8 of 10: "
await "Paste here"
await ": "
send "s\r"
await "Enter for 1"
await ": "
send "\r"
await "Token saved and verified"
await "Number: "
send "q\r"
expect eof
lassign [wait] pid spawn os code
exit $code
"#;

#[test]
#[ignore = "needs expect"]
fn a_script_of_expect_walks_the_whole_journey() {
    let home = Home::new();
    let mut command = std::process::Command::new("expect");
    let mut child = command
        .arg("-")
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home.path())
        .env("TERM", "dumb")
        .env("LANG", "C.UTF-8")
        .env("IGTOKEN_UNDER_TEST", env!("CARGO_BIN_EXE_igtoken"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("expect is installed");
    let mut script = child.stdin.take().unwrap();
    script.write_all(SCRIPT.as_bytes()).unwrap();
    drop(script);
    let run = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    let errors = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(0), "{errors}\n{said}");
    assert!(!said.contains('\x1b'), "{said:?}");
    assert!(read(&home.practice_config()).contains("kind = \"long-lived\""));
}
