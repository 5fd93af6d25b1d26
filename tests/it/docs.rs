//! The documents keep up with the program: commands, exit codes, kinds of errors, command lines.

use std::fs;
use std::path::Path;

use clap::{CommandFactory as _, Parser as _};
use igtoken::cli::args::Args;

fn document(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn documents() -> Vec<(String, String)> {
    let mut names = vec!["README.md".to_owned(), "README.ko.md".to_owned()];
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for entry in fs::read_dir(dir).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.strip_suffix(".md").is_some() {
            names.push(format!("docs/{name}"));
        }
    }
    names
        .into_iter()
        .map(|name| (document(&name), name))
        .map(|(text, name)| (name, text))
        .collect()
}

/// The part of the reference below a heading.
fn part<'a>(reference: &'a str, heading: &str) -> &'a str {
    let start = reference
        .split_once(&format!("\n## {heading}\n"))
        .unwrap()
        .1;
    start.split("\n## ").next().unwrap()
}

#[test]
fn the_reference_has_every_command_and_option() {
    let reference = document("docs/reference.md");
    let commands = part(&reference, "Commands");
    let mut missing = Vec::new();
    for command in Args::command().get_subcommands() {
        let name = command.get_name();
        if !command.is_hide_set() && !commands.contains(&format!("| `igtoken {name}")) {
            missing.push(name.to_owned());
        }
    }
    let options = part(&reference, "Options for every command");
    for option in Args::command().get_arguments() {
        if let Some(long) = option.get_long().filter(|long| *long != "verbose")
            && !options.contains(&format!("`--{long}"))
        {
            missing.push(format!("--{long}"));
        }
    }
    assert!(missing.is_empty(), "not in docs/reference.md: {missing:?}");
}

/// What stands in the source of the exit codes: kinds as written in JSON, and numbers.
#[test]
fn the_reference_has_every_exit_code_and_kind_of_error() {
    let source = document("src/cli/exit_code.rs");
    let reference = document("docs/reference.md");
    let table = part(&reference, "Exit codes");
    let mut rows = 0;
    for line in source
        .lines()
        .filter(|line| line.contains("ErrorKind::") && line.contains("=>"))
    {
        let (kinds, code) = line.split_once("=>").unwrap();
        let code = code.trim().trim_end_matches(',');
        let row = table
            .lines()
            .find(|row| row.starts_with(&format!("| {code} |")))
            .unwrap_or_else(|| panic!("exit code {code} is not in docs/reference.md"));
        for kind in kinds.split('|') {
            let kind = dashed(kind.trim().trim_start_matches("ErrorKind::"));
            assert!(
                row.contains(&format!("`{kind}`")),
                "{kind} is not in: {row}"
            );
        }
        rows += 1;
    }
    assert!(rows >= 9, "only {rows} codes were found in the source");
}

fn dashed(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

#[test]
fn every_command_line_in_the_documents_is_understood() {
    let mut found = 0;
    for (name, text) in documents() {
        for line in command_lines(&text) {
            if let Err(error) = Args::try_parse_from(&line) {
                assert_eq!(error.exit_code(), 0, "{name}: {line:?}: {error}");
            }
            found += 1;
        }
    }
    assert!(found > 40, "only {found} command lines were found");
}

#[test]
fn a_command_line_that_is_wrong_is_found() {
    let text = "```sh\nif ! x=$(igtoken status --min-dais 7 | cat); then # igtoken b\n```\n";
    let lines = command_lines(text);
    assert_eq!(lines, [["igtoken", "status", "--min-dais", "7"]]);
    assert!(Args::try_parse_from(&lines[0]).is_err());
    assert!(command_lines("igtoken in prose\n```json\nigtoken x\n```\n").is_empty());
}

/// The calls of the program in the fenced blocks of a document that hold commands.
fn command_lines(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut inside = None;
    for line in text.lines() {
        let line = line.trim();
        if let Some(language) = line.strip_prefix("```") {
            inside = match inside {
                Some(_) => None,
                None => Some(language.to_owned()),
            };
            continue;
        }
        let commands = ["", "sh", "bash", "cron", "ini", "fish"];
        if !inside
            .as_deref()
            .is_some_and(|language| commands.contains(&language))
        {
            continue;
        }
        // A unit calls programs in its `Exec…=` lines only.
        let setting = inside.as_deref() == Some("ini") && !line.starts_with("Exec");
        let line = if setting || line.starts_with('#') {
            ""
        } else {
            line
        };
        let line = line.split(" #").next().unwrap_or_default();
        for piece in line.split(['|', ';', '&', '(', ')', '>', '<']) {
            let words = words(piece);
            let start = words
                .iter()
                .position(|word| word == "igtoken" || word.ends_with("/igtoken"));
            let called = start.and_then(|start| words.get(start..));
            // A path in the middle of a sentence of another command is no call.
            if let Some(called) = called.filter(|_| is_call(&words, start)) {
                let rest = called.iter().skip(1).cloned();
                found.push(std::iter::once("igtoken".to_owned()).chain(rest).collect());
            }
        }
    }
    found
}

/// Whether the words before the program leave it the one that is called.
fn is_call(words: &[String], start: Option<usize>) -> bool {
    let before = start
        .and_then(|start| words.get(..start))
        .unwrap_or_default();
    let others = [
        "-v", "mkdir", "rm", "sudo", "install", "cp", "tar", "ssh", "chmod", "chown",
    ];
    !before.iter().any(|word| others.contains(&word.as_str()))
}

/// Words as a shell cuts them, for quotes without anything inside but text.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    for letter in text.chars() {
        match quote {
            Some(open) if letter == open => quote = None,
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None if letter.is_whitespace() => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            _ => word.push(letter),
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

/// What two languages of a document have in common: headings by their depth, commands without their
/// comments, rows of tables by their first cell when it is a name, links, keys.
fn skeleton(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with("```") {
            inside = !inside;
            found.push(line.to_owned());
        } else if inside {
            let command = line.split(" #").next().unwrap_or_default();
            found.push(command.trim_end().to_owned());
        } else if line.starts_with('#') {
            let depth = line.chars().take_while(|c| *c == '#').count();
            found.push(format!("heading {depth}"));
        } else if let Some(row) = line.strip_prefix("| ") {
            let first = row.split(" |").next().unwrap_or_default();
            let cells = row.matches('|').count();
            let is_name = first.starts_with('`') || first.bytes().all(|b| b.is_ascii_digit());
            let name = Some(first).filter(|_| is_name).unwrap_or_default();
            found.push(format!("row of {cells}: {name}"));
        } else if line.starts_with("- ") {
            let link = line
                .split("](")
                .nth(1)
                .and_then(|rest| rest.split(')').next());
            found.push(format!("item {}", link.unwrap_or_default()));
        } else if line
            .split_once(". ")
            .is_some_and(|(n, _)| n.parse::<u8>().is_ok())
        {
            found.push("step".to_owned());
        }
    }
    found
}

/// The texts between two marks, sorted: what is code or a key, wherever it stands in a sentence.
fn between(text: &str, open: &str, close: &str) -> Vec<String> {
    let mut inside = false;
    let prose: Vec<&str> = text
        .lines()
        .filter(|line| {
            let fence = line.trim().starts_with("```");
            inside ^= fence;
            !inside && !fence
        })
        .collect();
    let prose = prose.join(" ");
    let mut found: Vec<String> = prose
        .split(open)
        .skip(1)
        .step_by(if open == close { 2 } else { 1 })
        .filter_map(|rest| rest.split(close).next().map(str::to_owned))
        .collect();
    found.sort();
    found
}

#[test]
fn both_guides_say_the_same() {
    let (english, korean) = (document("docs/guide.md"), document("docs/guide.ko.md"));
    let names = between(&english, "](pictures/en/", ")");
    assert_eq!(names, between(&korean, "](pictures/ko/", ")"));
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        for folder in ["en", "ko"] {
            assert!(!document(&format!("docs/pictures/{folder}/{name}")).is_empty());
        }
    }
    let headings = |text: &str| {
        let parts = skeleton(text).into_iter();
        parts
            .map(|part| {
                if part.starts_with("item") {
                    "item".to_owned()
                } else {
                    part
                }
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(headings(&english), headings(&korean));
    for (open, close) in [("`", "`"), ("<kbd>", "</kbd>")] {
        assert_eq!(
            between(&english, open, close),
            between(&korean, open, close)
        );
    }
}

#[test]
fn both_readmes_say_the_same() {
    let (english, korean) = (document("README.md"), document("README.ko.md"));
    // Each has the guide and the pictures of its own language.
    let korean = korean
        .replace("docs/guide.ko.md", "docs/guide.md")
        .replace("docs/pictures/ko/", "docs/pictures/en/");
    let (one, other) = (skeleton(&english), skeleton(&korean));
    for (n, (one, other)) in one.iter().zip(&other).enumerate() {
        assert_eq!(one, other, "part {n}");
    }
    assert_eq!(one.len(), other.len());
    assert!(one.len() > 100, "only {} parts", one.len());
    for (open, close) in [("`", "`"), ("<kbd>", "</kbd>"), ("](docs/", ")")] {
        let (one, other) = (
            between(&english, open, close),
            between(&korean, open, close),
        );
        assert_eq!(one, other);
        assert!(!one.is_empty());
    }
    assert!(english.contains("](README.ko.md)") && korean.contains("](README.md)"));
}
