use std::path::Path;

use super::*;

const ADDRESS: &str = "https://www.instagram.com/oauth/authorize?client_id=1&state=abc";

/// A program that writes its arguments to a file, a line each, and ends with a code.
fn recorder(dir: &Path, name: &str, code: u8) -> Vec<String> {
    let log = dir.join(format!("{name}.arguments"));
    let script = format!(
        "for word; do echo \"$word\"; done > '{}'; exit {code}",
        log.display()
    );
    ["sh", "-c", &script, name].map(str::to_owned).to_vec()
}

/// A program that is not there.
fn missing(dir: &Path) -> Vec<String> {
    vec![dir.join("missing").to_str().unwrap().to_owned()]
}

fn recorded(dir: &Path, name: &str) -> Option<String> {
    std::fs::read_to_string(dir.join(format!("{name}.arguments"))).ok()
}

fn ask_for(programs: Vec<Vec<String>>, patience: Duration) -> Result<(), OpenTrouble> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(open(
        &Opener::Named(programs),
        &Secret::new(ADDRESS),
        patience,
    ))
}

const LONG: Duration = Duration::from_mins(1);

#[test]
fn the_address_is_one_argument_at_the_end_or_where_it_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let mut browser = recorder(dir.path(), "browser", 0);
    assert_eq!(ask_for(vec![browser.clone()], LONG), Ok(()));
    assert_eq!(
        recorded(dir.path(), "browser"),
        Some(format!("{ADDRESS}\n"))
    );
    browser.extend(["--new", "--url=%s", "-x"].map(str::to_owned));
    assert_eq!(ask_for(vec![browser], LONG), Ok(()));
    assert_eq!(
        recorded(dir.path(), "browser"),
        Some(format!("--new\n--url={ADDRESS}\n-x\n"))
    );
}

#[test]
fn one_program_after_the_other_is_asked_until_one_takes_it() {
    let dir = tempfile::tempdir().unwrap();
    let programs = vec![
        missing(dir.path()),
        recorder(dir.path(), "bad", 3),
        recorder(dir.path(), "good", 0),
        recorder(dir.path(), "spare", 0),
    ];
    assert_eq!(ask_for(programs, LONG), Ok(()));
    assert!(recorded(dir.path(), "bad").is_some());
    assert!(recorded(dir.path(), "good").is_some());
    assert_eq!(recorded(dir.path(), "spare"), None);
}

#[test]
fn what_went_wrong_is_told_by_the_first_program_that_was_there() {
    let dir = tempfile::tempdir().unwrap();
    let gone = missing(dir.path());
    let programs = vec![gone.clone(), recorder(dir.path(), "bad", 4), gone.clone()];
    let failed = OpenTrouble::Failed {
        program: "sh".to_owned(),
    };
    assert_eq!(ask_for(programs, LONG), Err(failed));
    assert_eq!(ask_for(vec![gone], LONG), Err(OpenTrouble::NoProgram));
    let no_program = vec![dir.path().to_str().unwrap().to_owned()];
    assert!(matches!(
        ask_for(vec![no_program], LONG),
        Err(OpenTrouble::NotStarted(_))
    ));
}

#[test]
fn a_browser_that_stays_is_not_waited_for_and_not_ended() {
    let dir = tempfile::tempdir().unwrap();
    let gate = dir.path().join("gate");
    let log = dir.path().join("stayed");
    let made = std::process::Command::new("mkfifo").arg(&gate).status();
    assert!(made.unwrap().success());
    // It waits at the gate until the test opens it, long after it was asked.
    let script = format!(
        "read -r word < '{}'; echo \"$word\" > '{}'",
        gate.display(),
        log.display()
    );
    let browser = ["sh", "-c", &script].map(str::to_owned).to_vec();
    assert_eq!(ask_for(vec![browser], Duration::from_millis(1)), Ok(()));
    let opened = std::process::Command::new("sh")
        .arg("-c")
        .arg(format!("echo on > '{}'", gate.display()))
        .status();
    assert!(opened.unwrap().success());
    let deadline = std::time::Instant::now() + LONG;
    while std::fs::read_to_string(&log).unwrap_or_default() != "on\n" {
        assert!(std::time::Instant::now() < deadline, "it was ended");
        std::thread::yield_now();
    }
}

#[test]
fn the_systems_opener_is_kept_from_browsers_of_the_terminal() {
    let commands = commands(&Opener::System, ADDRESS);
    assert!(!commands.is_empty());
    for command in &commands {
        let choice = command.get_envs().find(|(name, _)| *name == "BROWSER");
        let choice = choice.and_then(|(_, value)| value).unwrap();
        for text in ["w3m", "lynx", "links", "www-browser:", ":www-browser"] {
            let found = choice.to_str().unwrap();
            let whole = found.split(':').any(|name| name == text.trim_matches(':'));
            assert!(!whole, "{text} in {found}");
        }
    }
}
