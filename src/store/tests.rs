#![expect(
    clippy::disallowed_methods,
    reason = "the tests play other programs, which write files as they like"
)]

use std::fs;

use super::paths::Choice;
use super::*;

#[test]
fn proving_makes_the_directories_and_changes_no_file() {
    let dir = tempfile::tempdir().unwrap();
    let (c, s) = (dir.path().join("c"), dir.path().join("s"));
    let paths = Paths::under(&c, &s, &Choice::default()).unwrap();
    prove(&paths).unwrap();
    assert!(!paths.config_file.exists() && !paths.state_file.exists());
    assert!(c.is_dir() && s.is_dir());
}

#[test]
fn a_place_that_cannot_be_written_is_found_before_a_token_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "in the way").unwrap();
    let good = dir.path().join("c");
    for (config, state) in [(&file, &good), (&good, &file)] {
        let paths = Paths::under(config, state, &Choice::default()).unwrap();
        let error = prove(&paths).unwrap_err();
        assert!(
            matches!(
                error,
                StoreError::NotWritable { .. } | StoreError::NotReadable { .. }
            ),
            "{error:?}"
        );
    }
}

#[test]
fn a_broken_config_is_found_before_a_token_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let paths = Paths::under(dir.path(), dir.path(), &Choice::default()).unwrap();
    fs::write(&paths.config_file, "[").unwrap();
    assert!(matches!(prove(&paths), Err(StoreError::Invalid { .. })));
}
