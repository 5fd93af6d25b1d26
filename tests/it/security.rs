//! The document on security names tests; each of them is there.

use std::fs;
use std::path::Path;

use super::architecture::source::below;

/// The names in backticks that can only be those of tests.
fn named(document: &str) -> Vec<&str> {
    let parts = document.split('`').skip(1).step_by(2);
    let is_name = |part: &&str| {
        part.matches('_').count() >= 2
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            && !part.starts_with("app_secret")
    };
    parts.filter(is_name).collect()
}

#[test]
fn every_promise_names_tests_that_are_there() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/security.md");
    let document = fs::read_to_string(path).unwrap();
    let sources = [below("src"), below("tests")].concat();
    let named = named(&document);
    assert!(named.len() > 40, "only {} tests are named", named.len());
    for name in named {
        let declared = format!("fn {name}()");
        let there = sources.iter().any(|source| source.text.contains(&declared));
        assert!(there, "there is no test {name}");
    }
}

#[test]
fn every_law_is_in_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = fs::read_to_string(root.join("docs/security.md")).unwrap();
    for entry in fs::read_dir(root.join("tests/laws/cases")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(document.contains(&format!("\n| `{name}` |")), "{name}");
    }
}
