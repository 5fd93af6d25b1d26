//! The help of every command, word for word.

use crate::home::Home;

const COMMANDS: [&[&str]; 24] = [
    &[],
    &["setup"],
    &["step"],
    &["regenerate"],
    &["authorize-url"],
    &["paste"],
    &["status"],
    &["refresh"],
    &["token"],
    &["explain"],
    &["config"],
    &["profile"],
    &["profile", "list"],
    &["profile", "add"],
    &["profile", "rename"],
    &["profile", "remove"],
    &["doctor"],
    &["schedule"],
    &["callback-page"],
    &["completions"],
    &["man"],
    &["sandbox"],
    &["help"],
    &["profile", "help"],
];

#[test]
fn every_command_says_what_it_does() {
    let home = Home::new();
    for command in COMMANDS {
        let name = if command.is_empty() {
            "igtoken".to_owned()
        } else {
            command.join("_")
        };
        let asked = match command.split_last() {
            Some((&"help", above)) => [above, &["help"]].concat(),
            _ => [command, &["--help"]].concat(),
        };
        // The width of the terminal must not decide.
        let run = home
            .igtoken(&asked)
            .env("COLUMNS", "80")
            .run()
            .exits(0)
            .quietly();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("help_{name}"), run.stdout);
        });
        let short = home.igtoken(command.iter().chain(&["-h"])).run();
        if asked.last() != Some(&"help") {
            let short = short.exits(0).quietly().stdout;
            assert!(short.contains("Usage: igtoken"), "{command:?}: {short}");
        }
        assert!(!home.path().join(".config").exists(), "help writes nothing");
    }
}

#[test]
fn every_command_in_the_help_has_its_own() {
    let home = Home::new();
    let help = home.igtoken(["--help"]).run().exits(0).stdout;
    let list = help
        .split("Commands:")
        .nth(1)
        .unwrap()
        .split("Options:")
        .next()
        .unwrap();
    let listed: Vec<&str> = list
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(listed.len() >= 12, "{help}");
    for name in listed {
        let known = COMMANDS
            .iter()
            .any(|command| command.first() == Some(&name));
        assert!(known, "{name} has no snapshot of its help");
    }
}

#[test]
fn the_version_is_the_packages() {
    let home = Home::new();
    for flag in ["--version", "-V"] {
        let run = home.igtoken([flag]).run().exits(0).quietly();
        assert_eq!(
            run.stdout,
            concat!("igtoken ", env!("CARGO_PKG_VERSION"), "\n")
        );
    }
}
