//! The help of every command, word for word.

use unicode_width::UnicodeWidthStr as _;

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

/// What a command says when it is asked for help in Korean, at 80 columns.
fn korean(home: &Home, command: &[&str]) -> String {
    let asked = match command.split_last() {
        Some((&"help", above)) => [above, &["help"]].concat(),
        _ => [command, &["--help"]].concat(),
    };
    home.igtoken(["--lang", "ko"].iter().chain(&asked))
        .env("COLUMNS", "80")
        .run()
        .exits(0)
        .quietly()
        .stdout
}

#[test]
fn the_help_is_there_in_korean() {
    let home = Home::new();
    for command in [
        &[][..],
        &["setup"],
        &["step"],
        &["status"],
        &["schedule"],
        &["profile"],
        &["profile", "remove"],
        &["sandbox"],
    ] {
        let name = if command.is_empty() {
            "igtoken".to_owned()
        } else {
            command.join("_")
        };
        let help = korean(&home, command);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("help_ko_{name}"), help);
        });
    }
}

#[test]
fn no_line_of_the_korean_help_is_english() {
    let home = Home::new();
    for command in COMMANDS {
        for line in korean(&home, command).lines() {
            let is_korean = line.chars().any(|c| ('가'..='힣').contains(&c));
            assert!(
                is_korean || line.split_whitespace().all(is_a_name),
                "{command:?}: {line}"
            );
            assert!(line.width() <= 80, "{line}");
        }
    }
}

/// Whether a word is the same in every language: an option, a value, a part of an example.
fn is_a_name(word: &str) -> bool {
    let names = [
        "igtoken",
        "completions",
        "sandbox",
        "fish",
        "token",
        "dotenv",
        "header",
        "Bearer",
        "man",
        "bash",
        "zsh",
    ];
    names.contains(&word)
        || word.ends_with([']', ',', '…'])
        || word.contains(['-', '<', '[', '>', '=', '$', '/', ':', '"', '~'])
}

#[test]
fn korean_help_has_the_options_of_the_english_one() {
    let home = Home::new();
    let names = |help: &str| {
        let mut names: Vec<String> = help
            .split(|c: char| !(c.is_ascii_alphanumeric() || "-<>_".contains(c)))
            .filter(|word| word.starts_with("--") || (word.starts_with('<') && word.len() > 1))
            .map(str::to_owned)
            .collect();
        names.sort();
        names.dedup();
        names
    };
    for command in COMMANDS {
        let asked = match command.split_last() {
            Some((&"help", above)) => [above, &["help"]].concat(),
            _ => [command, &["--help"]].concat(),
        };
        let english = home.igtoken(&asked).run().exits(0).stdout;
        let english = english.replace("<COMMAND>", "");
        assert_eq!(
            names(&korean(&home, command)),
            names(&english),
            "{command:?}"
        );
    }
}
