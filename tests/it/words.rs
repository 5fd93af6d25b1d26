//! Every sentence that the code names exists, and every sentence that exists is named.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::architecture::source::{Source, below};

/// The ids of a language's sentences.
fn sentences(language: &str) -> BTreeSet<String> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/text")
        .join(language);
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(dir).expect("the sentences") {
        let path = entry.expect("a file of sentences").path();
        let text = fs::read_to_string(path).expect("a file of sentences");
        for line in text
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            let (id, _) = line.split_once('=').expect("an id and its sentence");
            found.insert(id.trim().to_owned());
        }
    }
    found
}

/// The texts in quotation marks of a source file, tests apart.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    source.split('"').skip(1).step_by(2)
}

fn is_named(id: &str) -> bool {
    id.contains('-')
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[test]
fn every_sentence_that_the_code_names_exists() {
    let known = sentences("en");
    for Source {
        name: path,
        text: source,
    } in below("src")
    {
        for call in [
            "Phrase::new(\"",
            "texts.get(\"",
            "look.get(\"",
            ".texts.get(\"",
        ] {
            for rest in source.split(call).skip(1) {
                let (id, _) = rest.split_once('"').expect("the end of an id");
                assert!(known.contains(id), "{path}: there is no sentence {id}");
            }
        }
        for id in literals(&source).filter(|id| id.starts_with("fault-")) {
            assert!(known.contains(id), "{path}: there is no sentence {id}");
        }
    }
}

#[test]
fn every_sentence_that_exists_is_named_in_the_code() {
    let mut named = BTreeSet::new();
    for Source { text: source, .. } in below("src") {
        named.extend(
            literals(&source)
                .filter(|id| is_named(id))
                .map(str::to_owned),
        );
    }
    let unused: Vec<_> = sentences("en").difference(&named).cloned().collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}
