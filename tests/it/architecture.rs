//! Who may import whom, and the rules of the house that a machine can check.
//!
//! The tables below are the rules; `docs/architecture.md` gives the reasons behind them.

pub(crate) mod source;
mod table;

use std::collections::BTreeSet;

use source::{Source, below, code, is_test};
use table::TABLE;

/// Modules that may name every module of ours: where all ends meet.
const TOP: &[&str] = &["cli"];

/// What the pure core never names: files, network, clocks, random sources, screens.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::time::SystemTime",
    "std::time::Instant",
    "SystemTime",
    "Instant",
    "tokio",
    "reqwest",
    "ratatui",
    "crossterm",
    "getrandom",
    "jiff",
    "rustix",
];

const PURE: &[&str] = &["wizard", "provider", "oauth", "text"];

/// Names of ours that a module never has, whatever the table will allow one day.
const NEVER: &[(&str, &[&str])] = &[
    ("tui", &["shell", "store", "sandbox", "cli"]),
    ("plain", &["shell", "store", "sandbox", "cli"]),
    (
        "shell",
        &["tui", "plain", "provider", "text", "sandbox", "cli"],
    ),
    (
        "wizard",
        &["front", "tui", "plain", "store", "shell", "sandbox", "cli"],
    ),
];

/// The longest file, in lines.
const LONGEST: usize = 400;
/// The longest file of tests or of samples for them.
const LONGEST_TESTS: usize = 700;

/// What the sources do that they may not.
fn import_faults(all: &[Source], modules: &BTreeSet<&str>, crates: &BTreeSet<&str>) -> Vec<String> {
    let mut faults = Vec::new();
    for source in all.iter().filter(|source| !is_test(source, all)) {
        let Some(module) = source.module().first().copied() else {
            continue;
        };
        let named = source.named();
        let mut fault = |name: &str, rule: &str| {
            faults.push(format!("{} names {name}: {rule}", source.name));
        };
        if PURE.contains(&module) {
            for path in named.iter().map(|path| path.join("::")) {
                if let Some(thing) = IMPURE.iter().find(|thing| starts(&path, thing)) {
                    fault(
                        thing,
                        "the core has no files, no network, no clock, no screen",
                    );
                }
            }
        }
        let ours: BTreeSet<&str> = named
            .iter()
            .filter(|path| path.first().is_some_and(|part| part == "crate"))
            .filter_map(|path| modules.get(path.get(1)?.as_str()).copied())
            .filter(|name| *name != module)
            .collect();
        let never = NEVER
            .iter()
            .find(|(name, _)| *name == module)
            .map_or(&[][..], |(_, n)| n);
        for name in ours.iter().filter(|name| never.contains(name)) {
            fault(name, "never");
        }
        if TOP.contains(&module) {
            continue;
        }
        let Some(rule) = TABLE.iter().find(|rule| rule.module == module) else {
            fault(module, "this module is not in the table");
            continue;
        };
        for name in ours.iter().filter(|name| !rule.ours.contains(name)) {
            fault(name, "not in the table");
        }
        let others = named
            .iter()
            .filter_map(|path| crates.get(path.first()?.as_str()).copied());
        for name in others.collect::<BTreeSet<_>>() {
            if !rule.others.contains(&name) {
                fault(name, "not in the table");
            }
        }
    }
    faults
}

/// Whether a path is a name or leads into it.
fn starts(path: &str, name: &str) -> bool {
    path.strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// What the sources hold that no file may hold.
fn house_faults(all: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in all {
        let Source { name, text } = source;
        let most = if is_test(source, all) {
            LONGEST_TESTS
        } else {
            LONGEST
        };
        let lines = text.lines().count();
        if lines > most {
            faults.push(format!("{name} has {lines} lines, more than {most}"));
        }
        if name.ends_with("/mod.rs") {
            faults.push(format!(
                "{name}: a module is foo.rs and foo/, without mod.rs"
            ));
        }
        let code = code(text);
        let marks = [["TO", "DO"], ["FIX", "ME"]].map(|halves| halves.concat());
        for mark in marks.iter().filter(|mark| text.contains(mark.as_str())) {
            faults.push(format!("{name} holds a {mark}"));
        }
        for unfinished in ["todo!", "unimplemented!"]
            .iter()
            .filter(|mac| code.contains(*mac))
        {
            faults.push(format!("{name} calls {unfinished}"));
        }
        for (number, line) in text.lines().enumerate() {
            let line = line.trim_start();
            let reason = line
                .strip_prefix("#[ignore")
                .map(|rest| rest.trim_start_matches([' ', '=']));
            if reason.is_some_and(|reason| !reason.starts_with("\"needs ")) {
                faults.push(format!(
                    "{name}:{} ignores a test without \"needs …\"",
                    number + 1
                ));
            }
        }
    }
    faults
}

/// The crates that the package depends on, as code spells them.
fn crates() -> Vec<String> {
    let manifest = include_str!("../../Cargo.toml");
    let manifest: toml::Table = manifest.parse().unwrap();
    let tables =
        ["dependencies", "dev-dependencies"].map(|name| manifest[name].as_table().unwrap());
    tables
        .into_iter()
        .flat_map(toml::Table::keys)
        .map(|name| name.replace('-', "_"))
        .collect()
}

fn faults(all: &[Source]) -> Vec<String> {
    let modules: BTreeSet<String> = below("src")
        .iter()
        .filter_map(|s| Some((*s.module().first()?).to_owned()))
        .collect();
    let crates = crates();
    import_faults(
        all,
        &modules.iter().map(String::as_str).collect(),
        &crates.iter().map(String::as_str).collect(),
    )
}

fn planted(name: &str, text: &str) -> Source {
    Source {
        name: name.to_owned(),
        text: text.to_owned(),
    }
}

#[test]
fn nobody_imports_what_the_table_does_not_allow() {
    let all = below("src");
    assert!(all.len() > 100, "{} files", all.len());
    let found = faults(&all);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_file_keeps_the_rules_of_the_house() {
    let mut all = below("src");
    all.extend(below("tests"));
    let found = house_faults(&all);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_planted_import_is_found() {
    for (file, text, name) in [
        (
            "src/oauth/planted.rs",
            "use crate::provider::Provider;",
            "provider",
        ),
        (
            "src/sandbox/planted.rs",
            "use crate::{clean, sandbox};",
            "clean",
        ),
        (
            "src/sandbox/world/planted.rs",
            "use super::super::super::oauth::Api;",
            "oauth",
        ),
        (
            "src/tui/planted.rs",
            "fn f() { crate::store::config::load(); }",
            "store",
        ),
        (
            "src/shell/planted.rs",
            "use crate::{front::Front, text::Texts};",
            "text",
        ),
        ("src/time.rs", "use rustix::time;", "rustix"),
        ("src/store/planted.rs", "use reqwest;", "reqwest"),
        (
            "src/front.rs",
            "#[derive(thiserror::Error)] struct E;",
            "thiserror",
        ),
        ("src/extra.rs", "fn f() {}", "extra"),
    ] {
        let found = faults(&[planted(file, text)]);
        let said = format!("{file} names {name}: ");
        assert!(
            found.iter().any(|fault| fault.starts_with(&said)),
            "{file}: {found:?}"
        );
    }
}

#[test]
fn the_core_is_caught_with_a_clock_a_file_or_a_screen() {
    for text in [
        "use std::fs;",
        "use std::{collections::BTreeMap, env};",
        "fn f() { std::process::exit(1) }",
        "use std::thread::spawn;",
        "fn f(a: std::net::IpAddr) {}",
        "use std::time::{Duration, Instant};",
        "fn f() { SystemTime::now(); }",
        "use tokio::time;",
        "fn f() { reqwest::get(); }",
        "use ratatui::Frame;",
        "use crossterm::event;",
        "fn f() { getrandom::fill(&mut []); }",
    ] {
        for module in PURE {
            let found = faults(&[planted(&format!("src/{module}/planted.rs"), text)]);
            assert!(
                found.iter().any(|fault| fault.contains("no clock")),
                "{module} {text}: {found:?}"
            );
        }
    }
    let harmless = "// std::fs\nuse std::collections::BTreeMap;\n#[cfg(test)] use std::fs;";
    assert_eq!(
        faults(&[planted("src/wizard/planted.rs", harmless)]),
        Vec::<String>::new()
    );
}

#[test]
fn a_planted_breach_of_the_house_is_found() {
    let long = "\n".repeat(LONGEST + 1);
    let longer = "\n".repeat(LONGEST_TESTS + 1);
    let mark = ["// TO", "DO later"].concat();
    for (file, text, said) in [
        ("src/a.rs", long.as_str(), "lines"),
        ("src/a/tests.rs", longer.as_str(), "lines"),
        ("tests/it/a.rs", longer.as_str(), "lines"),
        ("src/a/mod.rs", "", "mod.rs"),
        ("src/a.rs", mark.as_str(), "holds a"),
        ("src/a.rs", "fn f() { todo!() }", "calls todo!"),
        (
            "src/a.rs",
            "fn f() { unimplemented!(\"x\") }",
            "calls unimplemented!",
        ),
        ("src/a/tests.rs", "    #[ignore]\n", "needs"),
        ("src/a/tests.rs", "#[ignore = \"slow\"]", "needs"),
    ] {
        let found = house_faults(&[planted(file, text)]);
        assert!(
            found.iter().any(|fault| fault.contains(said)),
            "{file} {said}: {found:?}"
        );
    }
    let fine = [
        "#[ignore = \"needs tmux\"]",
        "\"todo!\"",
        &"\n".repeat(LONGEST),
    ];
    for text in fine {
        assert_eq!(
            house_faults(&[planted("src/a/tests.rs", text)]),
            Vec::<String>::new()
        );
    }
}
