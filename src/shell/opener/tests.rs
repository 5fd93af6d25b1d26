use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::*;

const ADDRESS: &str = "https://www.instagram.com/oauth/authorize?client_id=1&state=abc";

/// A program that writes its arguments to a file, a line each, and ends with a code.
fn recorder(dir: &Path, name: &str, code: u8) -> String {
    let path = dir.join(name);
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\nexit {code}\n",
        dir.join(format!("{name}.arguments")).display()
    );
    std::fs::write(&path, script).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

fn recorded(dir: &Path, name: &str) -> Option<String> {
    std::fs::read_to_string(dir.join(format!("{name}.arguments"))).ok()
}

fn ask_for(programs: &[&[&str]], patience: Duration) -> Result<(), OpenTrouble> {
    let programs = programs
        .iter()
        .map(|words| words.iter().map(|word| (*word).to_owned()).collect())
        .collect();
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

const LONG: Duration = Duration::from_secs(60);

#[test]
fn the_address_is_one_argument_at_the_end_or_where_it_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let browser = recorder(dir.path(), "browser", 0);
    assert_eq!(ask_for(&[&[&browser]], LONG), Ok(()));
    assert_eq!(
        recorded(dir.path(), "browser"),
        Some(format!("{ADDRESS}\n"))
    );
    assert_eq!(
        ask_for(&[&[&browser, "--new", "--url=%s", "-x"]], LONG),
        Ok(())
    );
    assert_eq!(
        recorded(dir.path(), "browser"),
        Some(format!("--new\n--url={ADDRESS}\n-x\n"))
    );
}

#[test]
fn one_program_after_the_other_is_asked_until_one_takes_it() {
    let dir = tempfile::tempdir().unwrap();
    let bad = recorder(dir.path(), "bad", 3);
    let good = recorder(dir.path(), "good", 0);
    let spare = recorder(dir.path(), "spare", 0);
    let missing = dir.path().join("missing").to_str().unwrap().to_owned();
    assert_eq!(
        ask_for(&[&[&missing], &[&bad], &[&good], &[&spare]], LONG),
        Ok(())
    );
    assert!(recorded(dir.path(), "bad").is_some());
    assert!(recorded(dir.path(), "good").is_some());
    assert_eq!(recorded(dir.path(), "spare"), None);
}

#[test]
fn what_went_wrong_is_told_by_the_first_program_that_was_there() {
    let dir = tempfile::tempdir().unwrap();
    let bad = recorder(dir.path(), "bad", 4);
    let missing = dir.path().join("missing").to_str().unwrap().to_owned();
    let failed = Err(OpenTrouble::Failed {
        program: "bad".to_owned(),
    });
    assert_eq!(ask_for(&[&[&missing], &[&bad], &[&missing]], LONG), failed);
    assert_eq!(ask_for(&[&[&missing]], LONG), Err(OpenTrouble::NoProgram));
    assert!(matches!(
        ask_for(&[&[dir.path().to_str().unwrap()]], LONG),
        Err(OpenTrouble::NotStarted(_))
    ));
}

#[test]
fn a_browser_that_stays_is_not_waited_for() {
    assert_eq!(
        ask_for(
            &[&["sh", "-c", "read -r _ < /dev/null; exec sleep 5", "%s"]],
            Duration::from_millis(1)
        ),
        Ok(())
    );
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
