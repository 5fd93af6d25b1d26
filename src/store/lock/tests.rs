use std::os::unix::fs::PermissionsExt as _;

use super::*;

#[test]
fn a_held_lock_is_busy_until_it_is_dropped() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("new/.lock");
    let guard = exclusive(&path).unwrap();
    assert_eq!(try_exclusive(&path).unwrap_err(), StoreError::Busy);
    drop(guard);
    drop(try_exclusive(&path).unwrap());
    let mode = path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
}

#[test]
fn a_link_in_the_locks_place_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(".lock");
    std::os::unix::fs::symlink("/dev/null", &path).unwrap();
    let error = exclusive(&path).unwrap_err();
    assert!(matches!(
        error,
        StoreError::Refused {
            why: Why::Symlink,
            ..
        }
    ));
}
