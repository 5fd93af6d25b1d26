use std::collections::BTreeSet;

use super::super::help::{ENVIRONMENT, EXIT_CODES, examples};
use super::*;
use crate::text::help::pairs;

/// Every English line of the help of a command and of those below it.
fn lines(command: &Command, path: &str, found: &mut BTreeSet<String>) {
    let mut add = |text: Option<String>| {
        for paragraph in text.iter().flat_map(|text| text.split("\n\n")) {
            found.insert(paragraph.to_owned());
        }
    };
    add(command.get_about().map(ToString::to_string));
    add(command.get_long_about().map(ToString::to_string));
    for arg in command.get_arguments() {
        add(arg.get_help().map(ToString::to_string));
        add(arg.get_long_help().map(ToString::to_string));
        if arg.get_action().takes_values() {
            for value in arg.get_possible_values() {
                add(value.get_help().map(ToString::to_string));
            }
        }
    }
    for (_, meaning) in examples(path) {
        add(Some((*meaning).to_owned()));
    }
    for below in command.get_subcommands() {
        lines(below, below.get_name(), found);
    }
}

fn english() -> BTreeSet<String> {
    let mut command = help::command();
    command.build();
    let mut found = BTreeSet::new();
    lines(&command, "", &mut found);
    let tables = [ENVIRONMENT, EXIT_CODES];
    found.extend(tables.iter().flat_map(|table| {
        let meanings = table.iter().map(|(_, meaning)| (*meaning).to_owned());
        meanings.collect::<Vec<_>>()
    }));
    found
}

#[test]
fn every_line_of_the_help_is_there_in_korean() {
    let missing: Vec<String> = english()
        .into_iter()
        .filter(|line| korean(line).is_none())
        .collect();
    assert!(
        missing.is_empty(),
        "not in src/text/ko/help.txt: {missing:#?}"
    );
}

#[test]
fn no_korean_line_of_the_help_is_there_for_nothing() {
    let english = english();
    let code = [
        include_str!("../korean.rs"),
        include_str!("../help.rs"),
        include_str!("../../usage.rs"),
    ];
    let mut seen = BTreeSet::new();
    for (line, korean) in pairs() {
        let named = code
            .iter()
            .any(|source| source.contains(&format!("\"{line}\"")));
        assert!(
            english.contains(line) || named,
            "nobody says this any more: {line}"
        );
        assert!(seen.insert(line), "there twice: {line}");
        let places = |text: &str| text.matches("{}").count();
        let one_is_enough = line.starts_with("to pass ");
        assert!(
            places(line) == places(korean) || one_is_enough,
            "{line} has other places than {korean}"
        );
    }
    assert!(seen.len() > 100, "only {} lines", seen.len());
}
